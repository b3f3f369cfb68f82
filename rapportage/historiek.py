"""Numbers from before our own registration ("PWA 2017"): read from a file, and told apart wherever they are shown.

Nothing here can be counted again, so nothing of it is ever added to a figure of ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from kern.namen import vouw
from kern.templatetags.kern import getal
from kern.tijd import vandaag
from rapportage.indicatoren import INDICATOREN
from rapportage.models import VroegereTelling
from rapportage.tijdvakken import maandnaam
from werkpunten.importeren.lezen import Bronrij, Kop, open_tabel
from werkpunten.models import Werkpunt

KOLOMMEN = {
    "bron": "van wie het getal komt, zoals PWA (verplicht)",
    "indicator": f"{', '.join(indicator.code for indicator in INDICATOREN)} (verplicht)",
    "werkpunt": "korte naam of naam; leeg of alle: de hele stad",
    "jaar": "1990 tot nu (verplicht)",
    "maand": "1 tot 12; leeg: het hele jaar",
    "aantal": "geheel getal van 0 of meer (verplicht)",
    "noot": "wat erbij gezegd moet worden, hoogstens 200 tekens",
}
_KOP = Kop(tuple(KOLOMMEN), ("bron", "indicator", "jaar", "aantal"))
EERSTE_JAAR = 1990
_INDICATOR = {vouw(woord): indicator.code for indicator in INDICATOREN for woord in (indicator.code, indicator.naam)}

Sleutel = tuple[str, str, int | None, int, int | None]
"""Source, indicator, unit (None: the city), year, month (None: the whole year)."""


class Fout(ValueError):
    """Why a cell cannot be used."""


@dataclass
class Verslag:
    """What became of a file. One row with a mistake, and nothing is kept."""

    rijen: int = 0
    nieuw: int = 0
    gewijzigd: int = 0
    fouten: list[str] = field(default_factory=list)
    genegeerd: list[str] = field(default_factory=list)

    @property
    def gelijk(self) -> int:
        return self.rijen - self.nieuw - self.gewijzigd

    @property
    def stand(self) -> str:
        return f"{getal(self.nieuw)} nieuw, {getal(self.gewijzigd)} gewijzigd, {getal(self.gelijk)} onveranderd."


@transaction.atomic
def laad(pad: Path, *, uitvoeren: bool) -> Verslag:
    """Read a CSV or XLSX file with one number per row; the same file again changes nothing.

    A number that differs from the one that stands replaces it. A file that cannot be read raises ``ValidationError``.
    """
    verslag, tellingen = Verslag(), {}
    punten = _werkpunten()
    with open_tabel(pad, _KOP) as tabel:
        verslag.genegeerd = tabel.genegeerd
        for rij in tabel.rijen:
            verslag.rijen += 1
            telling = _lees(rij, punten, verslag.fouten)
            if telling is None:
                continue
            if _sleutel(telling) in tellingen:
                verslag.fouten.append(f"rij {rij.nummer}: dit getal staat er al, in een rij hierboven")
            tellingen[_sleutel(telling)] = telling
    if not verslag.fouten:
        _vergelijk(tellingen, verslag, uitvoeren=uitvoeren)
    return verslag


def _vergelijk(tellingen: Mapping[Sleutel, VroegereTelling], verslag: Verslag, *, uitvoeren: bool) -> None:
    bekend = {_sleutel(telling): telling for telling in VroegereTelling.objects.select_for_update()}
    for sleutel, telling in tellingen.items():
        oud = bekend.get(sleutel)
        if oud is None:
            verslag.nieuw += 1
        elif (oud.aantal, oud.noot) == (telling.aantal, telling.noot):
            continue
        else:
            verslag.gewijzigd += 1
            telling.pk = oud.pk
        if uitvoeren:
            telling.save()


def _sleutel(telling: VroegereTelling) -> Sleutel:
    return telling.bron, telling.indicator, telling.werkpunt_id, telling.jaar, telling.maand


def _werkpunten() -> dict[str, Werkpunt | None]:
    punten: dict[str, Werkpunt | None] = {"": None, "alle": None}
    for punt in Werkpunt.objects.all():
        punten |= {vouw(punt.naam): punt, vouw(punt.slug): punt}
    return punten


def _lees(rij: Bronrij, punten: Mapping[str, Werkpunt | None], fouten: list[str]) -> VroegereTelling | None:
    """The row as a number of before; None after saying, per column, what is wrong."""
    if rij.fout:
        fouten.append(f"rij {rij.nummer}: {rij.fout}")
        return None
    velden: dict[str, Any] = {}
    begin = len(fouten)
    for kolom in KOLOMMEN:
        try:
            velden[kolom] = _waarde(kolom, str(rij.cellen.get(kolom, "")).strip(), punten)
        except Fout as fout:
            fouten.append(f"rij {rij.nummer}, kolom {kolom}: {fout}")
    if len(fouten) == begin and date(velden["jaar"], velden["maand"] or 1, 1) > vandaag():
        fouten.append(f"rij {rij.nummer}: deze maand is nog niet begonnen")
    return None if len(fouten) > begin else VroegereTelling(**velden)


def _waarde(kolom: str, tekst: str, punten: Mapping[str, Werkpunt | None]) -> Any:
    match kolom:
        case "bron":
            return _tekst(tekst, 80, verplicht=True)
        case "noot":
            return _tekst(tekst, 200)
        case "indicator":
            return _uit(_INDICATOR, tekst, "geen cijfer dat we kennen")
        case "werkpunt":
            return _uit(punten, tekst, "geen werkpunt dat we kennen")
        case "jaar":
            return _getal(tekst, EERSTE_JAAR, vandaag().year)
        case "maand":
            return _getal(tekst, 1, 12) if tekst else None
        case _:
            return _getal(tekst, 0, 2**31 - 1)


def _tekst(tekst: str, langst: int, *, verplicht: bool = False) -> str:
    if verplicht and not tekst:
        raise Fout("is leeg")
    if "\0" in tekst:
        raise Fout("heeft een onleesbaar teken")
    if len(tekst) > langst:
        raise Fout(f"is langer dan {langst} tekens")
    return tekst


def _uit(keuzes: Mapping[str, Any], tekst: str, anders: str) -> Any:
    try:
        return keuzes[vouw(tekst)]
    except KeyError:
        raise Fout(f"'{tekst[:40]}' is {anders}" if tekst else "is leeg") from None


def _getal(tekst: str, kleinste: int, grootste: int) -> int:
    if not (tekst.isascii() and tekst.isdigit() and len(tekst) <= 10 and kleinste <= int(tekst) <= grootste):
        grenzen = f"van {kleinste} tot {grootste}" if grootste < 2**31 - 1 else f"van {kleinste} of meer"
        raise Fout(f"'{tekst[:40]}' is geen geheel getal {grenzen}" if tekst else "is leeg")
    return int(tekst)


# --- showing


def trend(*, per: str, voor: date, werkpunt: Werkpunt | None, drempel: int = 0) -> list[dict[str, Any]]:
    """The earlier numbers of this unit (None: the city) in periods that begin before a day, oldest first.

    ``per`` is ``maand`` or ``jaar``; of a quarter there are none. With a threshold, small numbers are None, and with
    one of them all numbers of the same source and year.
    """
    bekend = list(VroegereTelling.objects.all())
    alle = [telling for telling in bekend if _past(telling, per, voor)]
    dicht = _dicht(bekend, drempel)
    return [
        {
            "periode": telling.periode,
            "naam": maandnaam(date(telling.jaar, telling.maand, 1)) if telling.maand else str(telling.jaar),
            "bron": telling.bron,
            "indicator": telling.indicator,
            "aantal": None if telling.pk in dicht else telling.aantal,
            "noot": telling.noot,
        }
        for telling in sorted(alle, key=lambda telling: (telling.periode, telling.indicator, telling.bron))
        if telling.werkpunt_id == (werkpunt.pk if werkpunt else None)
    ]


def _past(telling: VroegereTelling, per: str, voor: date) -> bool:
    return per == ("maand" if telling.maand else "jaar") and date(telling.jaar, telling.maand or 1, 1) < voor


def _dicht(tellingen: Iterable[VroegereTelling], drempel: int) -> set[int]:
    """Keys of the numbers to hide: all of a source in a year in which one of its numbers is small.

    Its indicators, months and units add up to each other in ways that nobody can check any more.
    """
    alle = list(tellingen)
    klein = {(telling.bron, telling.jaar) for telling in alle if 0 < telling.aantal < drempel}
    return {telling.pk for telling in alle if (telling.bron, telling.jaar) in klein}
