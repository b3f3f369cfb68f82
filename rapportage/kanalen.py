"""Contacts over time by channel: what a person would call the way we met, made of the kinds of contact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kern.templatetags.kern import getal
from rapportage.bereik import Bereik
from rapportage.weergave import VERBORGEN, Reeks, Tabel
from werkpunten.models import Soort

KANALEN: tuple[tuple[str, tuple[Soort, ...]], ...] = (
    ("Op het werkpunt", (Soort.BEZOEK, Soort.AFSPRAAK, Soort.GROEP)),
    ("Outreach", (Soort.OUTREACH,)),
    ("Zitdag of aan huis", (Soort.ZITDAG, Soort.HUISBEZOEK)),
    ("Telefoon of bericht", (Soort.TELEFOON, Soort.BERICHT)),
)
OUTREACH = "Via outreach"
NU_GETELD = "Wat niet vastligt, is nu geteld en kan nog veranderen."
NIET_VAST = (
    "Wat niet vastligt, staat er zonder kanalen: van een kwartaal of jaar zoeken we pas bij het vastleggen uit "
    "welke kleine aantallen verborgen moeten blijven. Leg het vast om de kanalen te zien."
)
UITLEG_OUTREACH = (
    "Contacten van de soort outreach (op een vindplaats of op straat), in procent van alle contacten, ook de anonieme."
)


@dataclass(frozen=True)
class Moment:
    """Contacts of one month, quarter or year: all, and by kind when that is known (None is hidden)."""

    naam: str
    letter: str
    totaal: int | None
    per_soort: Mapping[str, int | None] | None

    def kanaal(self, soorten: Sequence[Soort]) -> int | None:
        """None: hidden, or not broken down."""
        if self.per_soort is None:
            return None
        waarden = [self.per_soort.get(soort, 0) for soort in soorten]
        return None if None in waarden else sum(waarde or 0 for waarde in waarden)


def van_bereik(bereik: Bereik) -> dict[str, int | None]:
    """Contacts by kind as they were counted now."""
    return {waarde.sleutel: bereik.cel("contacten", waarde.sleutel) for waarde in bereik.assen[0]}


def per_soort(document: Mapping[str, Any]) -> dict[str, int | None] | None:
    """Contacts by kind of a report; None when it was frozen without."""
    bereik = document.get("uitsplitsingen", {}).get("soort")
    return dict(bereik["indicatoren"]["contacten"]["per"]["soort"]) if bereik else None


def aandeel_outreach(moment: Moment) -> str:
    """``41%`` of the contacts."""
    deel = moment.kanaal((Soort.OUTREACH,))
    if deel is None or moment.totaal is None:
        return VERBORGEN
    return f"{round(100 * deel / moment.totaal)}%" if moment.totaal else "–"


def reeksen(momenten: Sequence[Moment]) -> list[Reeks]:
    return [Reeks(naam, [moment.kanaal(soorten) for moment in momenten]) for naam, soorten in KANALEN]


def tabel(momenten: Sequence[Moment], kop: str) -> Tabel:
    """The chart in figures, each moment that is broken down with its total."""
    rijen = [
        (moment.naam, [*(moment.kanaal(soorten) for _, soorten in KANALEN), moment.totaal])
        for moment in momenten
        if moment.per_soort is not None
    ]
    return Tabel("Contacten per kanaal", [kop, *(naam for naam, _ in KANALEN), "Alle contacten"], rijen)


def uitleg(momenten: Sequence[Moment]) -> str:
    """The chart in words: the last moment that is broken down."""
    gekend = [moment for moment in momenten if moment.per_soort is not None]
    if not gekend:
        return "Nog geen maand is per kanaal uitgesplitst."
    delen = [
        f"{naam.lower()} {VERBORGEN if (waarde := gekend[-1].kanaal(soorten)) is None else getal(waarde)}"
        for naam, soorten in KANALEN
    ]
    return f"In {gekend[-1].naam}: {', '.join(delen)}."
