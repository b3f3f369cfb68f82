"""Every figure of the reach report, declared once: screen, chart, files and API all read this list.

Only kinds of contact that ``Telregel`` says count on that day are looked at. ``sql`` counts over the rows that
``rapportage.telling`` prepares for one cell:

``Bron.PERIODE``: rows with ``rijen`` (contacts) and how many of those are ``anoniem``; ``personen`` is 1 in one row
of each person with a contact in the period, and there ``nieuwen`` is 1 when the first contact ever, at this level,
lies in the period. ``Bron.OOIT``: one row per person with a contact since the first record.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

REEKS = "1"


class Bron(StrEnum):
    PERIODE = "periode"
    OOIT = "ooit"

    @property
    def indicatoren(self) -> "list[Indicator]":
        return [indicator for indicator in INDICATOREN if indicator.bron is self]


@dataclass(frozen=True)
class Indicator:
    code: str
    naam: str
    definitie: str
    sql: str
    bron: Bron = Bron.PERIODE


BEREIKT = Indicator(
    "bereikt",
    "Bereikte personen",
    "Verschillende personen met minstens één contact in de periode. Wie meermaals komt, telt één keer. "
    "Op elk niveau opnieuw geteld: wie op twee werkpunten komt, telt op elk werkpunt één keer en in de stad één keer. "
    "Daarom is het totaal niet de som van de werkpunten.",
    "sum(personen)",
)
NIEUW = Indicator(
    "nieuw",
    "Nieuwe personen",
    "Bereikte personen van wie het allereerste contact in de periode ligt. Op elk niveau opnieuw bekeken: wie al op "
    "een ander werkpunt kwam, is nieuw voor dit werkpunt maar niet voor de stad.",
    "sum(nieuwen)",
)
TERUGKEREND = Indicator(
    "terugkerend",
    "Terugkerende personen",
    "Bereikte personen die voor de periode al eens contact hadden. Bereikt = nieuw + terugkerend.",
    "sum(personen) - sum(nieuwen)",
)
CONTACTEN = Indicator(
    "contacten",
    "Contacten",
    "Alle contacten in de periode, ook anonieme. Een poging zonder contact telt niet mee.",
    "sum(rijen)",
)
ANONIEM = Indicator(
    "anoniem",
    "Anonieme contacten",
    "Contacten waarbij we niet weten wie het was. Ze tellen als contact, niet als persoon.",
    "sum(anoniem)",
)
CUMULATIEF = Indicator(
    "cumulatief",
    "Bereikt sinds de start",
    "Verschillende personen met minstens één contact sinds de eerste registratie, tot het einde van de periode.",
    "sum(personen)",
    Bron.OOIT,
)

INDICATOREN = (BEREIKT, NIEUW, TERUGKEREND, CONTACTEN, ANONIEM, CUMULATIEF)


def versie_van(indicatoren: Sequence[Indicator]) -> str:
    """Changes by itself whenever a name, a definition or a query does; stands in every report."""
    tekst = repr([(i.code, i.naam, i.definitie, i.sql) for i in indicatoren])
    return f"{REEKS}-{hashlib.sha256(tekst.encode()).hexdigest()[:8]}"


DEFINITIES_VERSIE = versie_van(INDICATOREN)
