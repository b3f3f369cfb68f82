"""Somebody of the staff leaves."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import ApiSleutel, Medewerker
from werkpunten.models import Afspraak, AfspraakCollega, Agendasleutel, Begeleiding, Betrokkenheid
from werkpunten.zicht import vergrendel


@transaction.atomic
def meld_uit_dienst(medewerker: Medewerker, *, door: Medewerker) -> None:
    """Somebody leaves: running sessions, secret addresses, the API token and sight of people stop at once.

    What they still had to do stays theirs until a coordinator gives it to a colleague (``trajecten.vertrokken``).
    A later return needs a new invitation. Refused for oneself: somebody else has to keep the key.
    """
    if medewerker == door:
        raise ValidationError("Je kan jezelf niet uit dienst melden.")
    begeleidingen = Begeleiding.objects.ongefilterd("uit dienst").filter(begeleider=medewerker, tot=None)
    vergrendel(list(begeleidingen.values_list("werkzoekende", flat=True)))
    dag = vandaag()
    medewerker.is_active = False
    medewerker.set_unusable_password()
    medewerker.save(update_fields=["is_active", "password"])
    ApiSleutel.objects.filter(medewerker=medewerker).delete()
    Agendasleutel.objects.filter(medewerker=medewerker).delete()
    AfspraakCollega.objects.filter(medewerker=medewerker, afspraak__in=Afspraak.objects.komend()).delete()
    medewerker.aanstellingen.filter(van__gt=dag).delete()
    medewerker.aanstellingen.filter(Q(tot=None) | Q(tot__gt=dag)).update(tot=dag)
    nu = timezone.now()
    begeleidingen.update(tot=nu, reden_einde="uit dienst")
    Betrokkenheid.objects.ongefilterd("uit dienst").filter(medewerker=medewerker).geldig().update(tot=nu)
