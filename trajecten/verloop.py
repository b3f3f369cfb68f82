"""The log of a trajectory, and the trajectory kept from others while something is done with it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from toegang.models import Medewerker
from trajecten.models import Traject, Trajectverloop
from werkpunten.zicht import vergrendel as vergrendel_personen

DOSSIER = "Je kan dit dossier niet wijzigen."


def vergrendel(traject: Traject, *, door: Medewerker) -> Traject:
    """The row as it stands now, kept from others until this transaction ends."""
    vergrendel_personen([traject.werkzoekende_id])
    alle = Traject.objects.bewerkbaar_voor(door).select_for_update(of=("self",))
    mee = ("werkzoekende", "werkpunt", "begeleiding__begeleider", "sjabloon__project", "fase", "trekker")
    gevonden = alle.select_related(*mee).filter(pk=traject.pk).first()
    if gevonden is None:
        raise ValidationError(DOSSIER)
    return gevonden


def vergrendel_open(traject: Traject, *, door: Medewerker) -> Traject:
    """The same; closed, nothing in it changes."""
    actueel = vergrendel(traject, door=door)
    if not actueel.is_open:
        raise ValidationError("Dit traject is gesloten. Heropen het eerst.")
    return actueel


def noteer(traject: Traject, soort: str, tekst: str, door: Medewerker) -> None:
    regel(traject, soort, tekst, door).save()


def regel(
    traject: Traject, soort: str, tekst: str, door: Medewerker, moment: datetime | None = None
) -> Trajectverloop:
    """A line of the log, to be kept by whoever asks it."""
    return Trajectverloop(
        traject=traject,
        werkzoekende_id=traject.werkzoekende_id,
        soort=soort,
        tekst=tekst[:600],
        door=door,
        moment=moment or timezone.now(),
    )
