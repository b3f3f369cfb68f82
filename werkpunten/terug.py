"""What came of a contact, when the contact is taken back (``services.maak_ongedaan``)."""

import uuid
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from toegang.models import Medewerker
from werkpunten.bijgaven import bijgaven
from werkpunten.models import Afspraak, AfspraakCollega, Begeleiding, Betrokkenheid, Contactmoment, Taak
from werkpunten.waarneming import laat_begeleiding_los


def sleutel_bij(contact: Contactmoment, wat: str) -> uuid.UUID:
    """The key of the task or the appointment that goes with this contact."""
    return uuid.uuid5(contact.sleutel, wat)


def neem_terug(contact: Contactmoment, *, door: Medewerker) -> bool:
    """Remove what came of a contact, as long as no colleague did anything with it; whether something stays.

    What is open is locked before it is looked at: a colleague who is changing it just now is first.
    """
    taken = Taak.objects.ongefilterd("contact ongedaan").filter(contact=contact)
    afspraken = Afspraak.objects.ongefilterd("contact ongedaan").filter(sleutel=sleutel_bij(contact, "afspraak"))
    for rijen in (afspraken, taken):
        list(rijen.order_by("pk").select_for_update().values_list("pk"))
    weg = afspraken.gepland().exclude(_gewijzigd(Afspraak, door) | _met_collega(door))
    Taak.objects.ongefilterd("contact ongedaan").om_te_bellen(weg).delete()
    weg.delete()
    taken.open().exclude(_gewijzigd(Taak, door)).delete()
    blijft = [bijgave.neem_terug(contact, door) for bijgave in bijgaven]
    return any(blijft) or taken.open().exists() or afspraken.gepland().exists()


def neem_begeleiding_terug(begeleiding: Begeleiding) -> None:
    """A coaching that began with the contact never was; the sight it gave ends now."""
    alle = Betrokkenheid.objects.ongefilterd("contact ongedaan").filter(werkzoekende=begeleiding.werkzoekende_id)
    zag = alle.filter(reden=Betrokkenheid.Reden.BEGELEIDING, medewerker=begeleiding.begeleider_id, tot=None)
    laat_begeleiding_los(begeleiding)
    begeleiding.delete()
    nu = timezone.now()
    zag.update(tot=nu)
    alle.zonder_begeleider().update(tot=nu)


def _gewijzigd(model: type[Model], door: Medewerker) -> Q:
    """Rows that somebody else than this member of staff changed since they were made."""
    gebeurtenis: Any = model._meta.get_field("gebeurtenissen").related_model
    return Q(pk__in=_van_anderen(gebeurtenis.objects.filter(pgh_label="update"), door).values("pgh_obj"))


def _met_collega(door: Medewerker) -> Q:
    """Appointments that somebody else let a colleague join, or leave: those stand in a table of their own."""
    gebeurtenis: Any = AfspraakCollega._meta.get_field("gebeurtenissen").related_model
    return Q(pk__in=_van_anderen(gebeurtenis.objects.all(), door).values("afspraak"))


def _van_anderen(gebeurtenissen: QuerySet[Any], door: Medewerker) -> QuerySet[Any]:
    return gebeurtenissen.exclude(pgh_context__medewerker=door.pk)
