"""Somebody of the staff leaves."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import ApiSleutel, Medewerker
from werkpunten import waarneming
from werkpunten.models import Afspraak, AfspraakCollega, Agendasleutel, Begeleiding, Betrokkenheid
from werkpunten.zicht import vergrendel

NALEZEN_DAGEN = 30
"""As long as a former coach reads on, the unit of one who left keeps the file: somebody has to find another coach."""


@transaction.atomic
def meld_uit_dienst(medewerker: Medewerker, *, door: Medewerker) -> None:
    """Somebody leaves: running sessions, secret addresses, the API token and sight of people stop at once.

    A unit that saw people only through the coaching sees them ``NALEZEN_DAGEN`` more, so that it finds another coach.
    What they still had to do stays theirs until a coordinator gives it to a colleague (``trajecten.vertrokken``).
    A later return needs a new invitation. Refused for oneself: somebody else has to keep the key.
    """
    if medewerker == door:
        raise ValidationError("Je kan jezelf niet uit dienst melden.")
    begeleidingen = Begeleiding.objects.ongefilterd("uit dienst").filter(begeleider=medewerker, tot=None)
    personen = list(begeleidingen.values_list("werkzoekende", flat=True))
    vergrendel(personen)
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
    waarneming.meld_uit_dienst(medewerker, nu)
    begeleidingen.update(tot=nu, reden_einde="uit dienst")
    Betrokkenheid.objects.ongefilterd("uit dienst").filter(medewerker=medewerker).geldig().update(tot=nu)
    _sluit_werkpunten(personen, nu)


def _sluit_werkpunten(personen: Collection[int], nu: datetime) -> None:
    """The sight that units had of these people only through the coaching ends with it, or soon after."""
    wees = Betrokkenheid.objects.ongefilterd("uit dienst").zonder_begeleider().filter(werkzoekende__in=personen)
    zagen = list(wees.values_list("pk", "werkzoekende", "werkpunt"))
    Betrokkenheid.objects.ongefilterd("uit dienst").filter(pk__in=[pk for pk, _, _ in zagen]).update(tot=nu)
    Betrokkenheid.objects.bulk_create(
        Betrokkenheid(
            werkzoekende_id=persoon,
            werkpunt_id=werkpunt,
            reden=Betrokkenheid.Reden.OUD_BEGELEIDER,
            van=nu,
            tot=nu + timedelta(days=NALEZEN_DAGEN),
        )
        for _, persoon, werkpunt in zagen
    )
