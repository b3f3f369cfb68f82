"""People who may be the one being typed, each with the reason in words. A suggestion: it blocks nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from kern.namen import vouw, zoekvorm
from werkpunten.models.zoeken import Geboren

if TYPE_CHECKING:
    from werkpunten.models.personen import Werkzoekende

HOOGSTENS = 5
BIJNA = 0.8


@dataclass(frozen=True)
class Lijkt:
    persoon: "Werkzoekende"
    reden: str


def meest_gelijkend(
    kandidaten: Iterable["Werkzoekende"], *, voornaam: str, achternaam: str, geboren: Geboren | None
) -> list[Lijkt]:
    """At most five, best first: the name must fit, and the birth date may not contradict it."""
    gevonden = []
    for persoon in kandidaten:
        naam = _naam(persoon, voornaam, achternaam)
        geboorte = _geboorte(persoon, geboren)
        if naam is not None and geboorte is not None:
            redenen = [tekst for tekst in (naam[1], geboorte[1]) if tekst]
            gevonden.append((naam[0] + geboorte[0], Lijkt(persoon, " · ".join(redenen))))
    gevonden.sort(key=lambda paar: (paar[0], paar[1].persoon.sorteernaam))
    return [lijkt for _, lijkt in gevonden[:HOOGSTENS]]


def _naam(persoon: "Werkzoekende", voornaam: str, achternaam: str) -> tuple[int, str] | None:
    """How far the names are apart (0 is equal) and in which way; None when they are different names."""
    getypt, bekend = zoekvorm(voornaam, achternaam).split(), persoon.zoeknaam.split()
    if sorted(getypt) == sorted(bekend):
        gelijk = vouw(voornaam) == vouw(persoon.voornaam) and vouw(achternaam) == vouw(persoon.achternaam)
        omgewisseld = vouw(voornaam) == vouw(persoon.achternaam) and vouw(achternaam) == vouw(persoon.voornaam)
        return (1, "voornaam en naam omgewisseld") if omgewisseld and not gelijk else (0, "zelfde naam")
    if "".join(getypt) == "".join(bekend):
        return 1, "zelfde naam, anders geschreven"
    kort, lang = sorted((getypt, bekend), key=len)
    if len(kort) < 2 or not _paart(kort, lang):
        return None
    if set(kort) <= set(lang):
        return 2, "zelfde naam, een deel ontbreekt"
    return 3, "bijna dezelfde naam"


def _paart(kort: list[str], lang: list[str]) -> bool:
    """Whether every word of the shorter name looks like a word of its own in the longer one."""
    over = list(lang)
    for woord in kort:
        beste = max(over, key=lambda ander: SequenceMatcher(None, woord, ander).ratio(), default="")
        if SequenceMatcher(None, woord, beste).ratio() < BIJNA:
            return False
        over.remove(beste)
    return True


def _geboorte(persoon: "Werkzoekende", geboren: Geboren | None) -> tuple[int, str] | None:
    """How far the birth dates are apart and in which way; None when they contradict each other."""
    if geboren is None or persoon.geboortedatum is None:
        return 2, ""
    if geboren.precisie != "dag" or persoon.geboorte_precisie != "dag":
        return (1, "zelfde geboortejaar") if persoon.geboortedatum.year == geboren.jaar else None
    return _dagen(persoon.geboortedatum, geboren.datum)


def _dagen(een: date, ander: date) -> tuple[int, str] | None:
    if een == ander:
        return 0, "zelfde geboortedatum"
    if (een.year, een.month, een.day) == (ander.year, ander.day, ander.month):
        return 1, "dag en maand omgewisseld"
    verschil = sum(a != b for a, b in zip(f"{een:%d%m%Y}", f"{ander:%d%m%Y}", strict=True))
    return (2, "één cijfer verschil in de geboortedatum") if verschil == 1 else None
