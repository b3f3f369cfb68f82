"""What somebody takes along from a contact: a task, an appointment, what apps above add (``bijgaven``).

Undone with it (``services.maak_ongedaan``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from toegang.models import Medewerker
from werkpunten.afspraken import maak_afspraak
from werkpunten.agenda import waarschuwingen
from werkpunten.bijgaven import bijgaven
from werkpunten.models import Afspraak, Contactmoment, Taak, Werkzoekende
from werkpunten.taken import maak_taak
from werkpunten.terug import sleutel_bij

TERMIJN = timedelta(days=7)
ENKEL_MET_NAAM = "Dit geef je mee aan iemand met een naam, niet aan een anoniem bezoek."


class Waarschuwing(ValidationError):
    """What the hours of the appointment meet; nothing of it refuses when told that it is meant so."""


@dataclass(frozen=True)
class Taakvraag:
    """A task as it is asked for; ``tegen`` None is in a week."""

    wat: str
    eigenaar: Medewerker
    tegen: date | None = None


@dataclass(frozen=True)
class Mee:
    """What was asked for or, after ``geef_mee``, kept.

    ``ook``: of the parts of other apps, by name, what was chosen; ``gegeven``: what came of those, in words.
    """

    taak: Taakvraag | None = None
    afspraak: Afspraak | None = None
    toch: bool = False
    ook: Mapping[str, Any] = field(default_factory=dict)
    gegeven: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.taak or self.afspraak or self.ook or self.gegeven)

    @property
    def tekst(self) -> str:
        """What was kept, in words."""
        taak = ["Taak meegegeven."] if self.taak else []
        afspraak = [f"Afspraak op {self.afspraak.wanneer}."] if self.afspraak else []
        return "".join(f" {zin}" for zin in (*taak, *afspraak, *self.gegeven))


@transaction.atomic
def geef_mee(contact: Contactmoment, mee: Mee, *, door: Medewerker) -> Mee:
    """Keep what is taken along, once per contact; other things for the same contact are refused ("botsing").

    Raises ``Waarschuwing`` when the hours meet something, unless ``toch``.
    """
    persoon = contact.werkzoekende
    if persoon is None:
        raise ValidationError(ENKEL_MET_NAAM)
    if mee.taak is not None:
        _maak_taak(contact, persoon, mee.taak, door=door)
    afspraak = mee.afspraak
    if afspraak is not None:
        afspraak.werkzoekende, afspraak.sleutel = persoon, sleutel_bij(contact, "afspraak")
        afspraak.herinnering = persoon.krijgt_mail or persoon.krijgt_telefoon
        afspraak = _maak_afspraak(afspraak, toch=mee.toch, door=door)
    gegeven = [_geef_ook(contact, naam, keuze, door=door) for naam, keuze in mee.ook.items()]
    return Mee(mee.taak, afspraak, gegeven=gegeven)


def _geef_ook(contact: Contactmoment, naam: str, keuze: Any, *, door: Medewerker) -> str:
    """What is refused is told at the choice."""
    try:
        return bijgaven[naam].geef(contact, keuze, door)
    except ValidationError as fout:
        if getattr(fout, "code", "") == "botsing":
            raise
        raise ValidationError({naam: fout.messages}) from fout


def _maak_taak(contact: Contactmoment, persoon: Werkzoekende, vraag: Taakvraag, *, door: Medewerker) -> Taak:
    return maak_taak(
        vraag.wat,
        eigenaar=vraag.eigenaar,
        tegen=vraag.tegen or timezone.localdate(contact.aangemaakt) + TERMIJN,
        door=door,
        werkzoekende=persoon,
        contact=contact,
        sleutel=sleutel_bij(contact, "taak"),
    )


def _maak_afspraak(afspraak: Afspraak, *, toch: bool, door: Medewerker) -> Afspraak:
    al_bewaard = Afspraak.objects.bewerkbaar_voor(door).filter(sleutel=afspraak.sleutel).exists()
    if not al_bewaard and not toch and (teksten := waarschuwingen(afspraak, (), kijker=door)):
        raise Waarschuwing(teksten)
    return maak_afspraak(afspraak, door=door)
