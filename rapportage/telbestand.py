"""Files with one number per row, from others: tried first, and kept only when nothing is wrong with them."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction

from kern.namen import vouw
from kern.templatetags.kern import getal
from werkpunten.importeren.lezen import Bronrij, Kop, open_tabel

EERSTE_JAAR = 1990
GROOTSTE_GETAL = 2**31 - 1
"""What the database holds."""
Lezers = Mapping[str, Callable[[str], Any]]
"""Per column the value that a text stands for; ``Fout`` says what is wrong with it."""


class Fout(ValueError):
    """Why a cell, or a row whose cells are all right, cannot be used."""


def _geen_bezwaar(velden: Mapping[str, Any]) -> None:
    """Any row will do."""


@dataclass(frozen=True)
class Telbestand:
    """A kind of file. ``kolommen``: what each column holds, in words, by the name of the field it fills.

    ``sleutel``: the attributes by which a number is known again; ``waarden``: those a later file may change.
    ``lezers`` are asked once per file; ``keur`` raises ``Fout`` over a whole row.
    """

    model: type[models.Model]
    kolommen: Mapping[str, str]
    verplicht: tuple[str, ...]
    sleutel: Sequence[str]
    waarden: Sequence[str]
    lezers: Callable[[], Lezers]
    keur: Callable[[Mapping[str, Any]], None] = _geen_bezwaar

    def sleutel_van(self, rij: models.Model) -> Hashable:
        return tuple(getattr(rij, naam) for naam in self.sleutel)


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
def laad(soort: Telbestand, pad: Path, *, uitvoeren: bool) -> Verslag:
    """Read a CSV or XLSX file; the same file again changes nothing.

    A number that differs from the one that stands replaces it. A file that cannot be read raises ``ValidationError``.
    """
    verslag, getallen = Verslag(), {}
    lezers = soort.lezers()
    with open_tabel(pad, Kop(tuple(soort.kolommen), soort.verplicht)) as tabel:
        verslag.genegeerd = tabel.genegeerd
        for rij in tabel.rijen:
            verslag.rijen += 1
            getal_ = _lees(soort, rij, lezers, verslag.fouten)
            if getal_ is None:
                continue
            sleutel = soort.sleutel_van(getal_)
            if sleutel in getallen:
                verslag.fouten.append(f"rij {rij.nummer}: dit getal staat er al, in een rij hierboven")
            getallen[sleutel] = getal_
    if not verslag.fouten:
        _vergelijk(soort, getallen, verslag, uitvoeren=uitvoeren)
    return verslag


def _vergelijk(
    soort: Telbestand, getallen: Mapping[Hashable, models.Model], verslag: Verslag, *, uitvoeren: bool
) -> None:
    bekend = {soort.sleutel_van(rij): rij for rij in soort.model._default_manager.select_for_update()}
    for sleutel, nieuw in getallen.items():
        oud = bekend.get(sleutel)
        if oud is None:
            verslag.nieuw += 1
        elif all(getattr(oud, naam) == getattr(nieuw, naam) for naam in soort.waarden):
            continue
        else:
            verslag.gewijzigd += 1
            nieuw.pk = oud.pk
        if uitvoeren:
            nieuw.save()


def _lees(soort: Telbestand, rij: Bronrij, lezers: Lezers, fouten: list[str]) -> models.Model | None:
    """The row as an object; None after saying, per column, what is wrong."""
    if rij.fout:
        fouten.append(f"rij {rij.nummer}: {rij.fout}")
        return None
    velden: dict[str, Any] = {}
    begin = len(fouten)
    for kolom, lees in lezers.items():
        try:
            velden[kolom] = lees(str(rij.cellen.get(kolom, "")).strip())
        except Fout as fout:
            fouten.append(f"rij {rij.nummer}, kolom {kolom}: {fout}")
    if len(fouten) == begin:
        try:
            soort.keur(velden)
        except Fout as fout:
            fouten.append(f"rij {rij.nummer}: {fout}")
    return None if len(fouten) > begin else soort.model(**velden)


def als_tekst(tekst: str, langst: int, *, verplicht: bool = False) -> str:
    if verplicht and not tekst:
        raise Fout("is leeg")
    if "\0" in tekst:
        raise Fout("heeft een onleesbaar teken")
    if len(tekst) > langst:
        raise Fout(f"is langer dan {langst} tekens")
    return tekst


def als_keuze(keuzes: Mapping[str, Any], tekst: str, anders: str) -> Any:
    """What a word, folded, stands for."""
    try:
        return keuzes[vouw(tekst)]
    except KeyError:
        raise Fout(f"'{tekst[:40]}' is {anders}" if tekst else "is leeg") from None


def als_getal(tekst: str, kleinste: int, grootste: int = GROOTSTE_GETAL) -> int:
    if not (tekst.isascii() and tekst.isdigit() and len(tekst) <= 10 and kleinste <= int(tekst) <= grootste):
        grenzen = f"van {kleinste} tot {grootste}" if grootste < GROOTSTE_GETAL else f"van {kleinste} of meer"
        raise Fout(f"'{tekst[:40]}' is geen geheel getal {grenzen}" if tekst else "is leeg")
    return int(tekst)
