"""What every spreadsheet of wijk-werken shares: one row each, all of the file or nothing, and twice is once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from toegang.models import Medewerker
from werkpunten.importeren.lezen import Bronrij, Cel, Kop, open_tabel
from werkpunten.importeren.rijen import Melding
from werkpunten.importeren.uitvoeren import bron_van
from werkpunten.importeren.verslag import Importverslag
from werkpunten.importeren.waarden import Afgekeurd, gevouwen, tekst, toon

MEESTE_RIJEN = 500
"""In one visit of a page: whoever is at the desk waits for the people of a file that is being read."""
TE_VEEL = f"Het bestand heeft meer dan {MEESTE_RIJEN} rijen. Splits het, of vraag de beheerder om het in te lezen."


@dataclass
class Verslag(Importverslag):
    """What came of a file; ``wat``: one of its things, and more of them."""

    wat: tuple[str, str] = ("rij", "rijen")
    nieuw: int = 0
    al_bekend: int = 0

    def telling(self) -> Iterator[str]:
        yield f"Nieuw: {self.nieuw} {self.wat[self.nieuw != 1]}"
        yield f"Al eerder ingelezen: {self.al_bekend}"

    @property
    def gelukt(self) -> str:
        if not self.nieuw:
            return "Niets nieuws: alles van dit bestand was al ingelezen."
        return f"Ingelezen: {self.nieuw} {self.wat[self.nieuw != 1]}."


@dataclass
class Lezer:
    """Reads rows and keeps what they say, as ``door`` would at the screen."""

    verslag: Verslag
    door: Medewerker
    functies: dict[str, Callable[[Cel], Any]] = field(default_factory=dict)

    soort: ClassVar[str]
    titel: ClassVar[str]
    uitleg: ClassVar[str]
    wat: ClassVar[tuple[str, str]]
    kolommen: ClassVar[Mapping[str, str]]
    verplicht: ClassVar[tuple[str, ...]]

    def __post_init__(self) -> None:
        """Fetch the lists that cells are looked up in."""

    def lees(self, rij: Bronrij) -> None:
        """Look at a row, or note every reason why it cannot be kept."""
        if rij.fout:
            self.meld(rij, "", rij.fout)
            return
        gelezen = dict(self._cellen(rij))
        leeg = [kolom for kolom in self.verplicht if kolom not in rij.cellen]
        for kolom in leeg:
            self.meld(rij, kolom, "is leeg")
        if not leeg and len(gelezen) == len(rij.cellen):
            with self.meldt(rij):
                self.neem(rij, gelezen)

    def neem(self, rij: Bronrij, gelezen: dict[str, Any]) -> None:
        """What a row without mistakes says."""
        raise NotImplementedError

    def sluit(self) -> None:
        """After the last row."""

    @contextmanager
    def meldt(self, rij: Bronrij) -> Iterator[None]:
        try:
            with transaction.atomic():
                yield
        except Afgekeurd as reden:
            self.meld(rij, "", str(reden))
        except ValidationError as fout:
            kolom = next(iter(getattr(fout, "error_dict", {})), "")
            self.meld(rij, kolom if kolom in self.kolommen else "", fout.messages[0])

    def _cellen(self, rij: Bronrij) -> Iterator[tuple[str, Any]]:
        for kolom, cel in rij.cellen.items():
            try:
                yield kolom, self.functies.get(kolom, tekst)(cel)
            except Afgekeurd as reden:
                self.meld(rij, kolom, str(reden))

    def meld(self, rij: Bronrij, kolom: str, reden: str) -> None:
        self.verslag.meldingen.append(Melding(rij.nummer, rij.regel, kolom, reden, fout=True))


def uit(lijst: Mapping[str, Any], wat: str, cel: Cel) -> Any:
    """What a folded word stands for."""
    gevonden = lijst.get(gevouwen(cel))
    if gevonden is None:
        raise Afgekeurd(f"{toon(cel)} is geen {wat} die we kennen")
    return gevonden


def lees_in(
    soort: type[Lezer], pad: Path, *, door: Medewerker, bron: str = "", hoogstens: int = 0, uitvoeren: bool = False
) -> Verslag:
    """Read a file and report. Without ``uitvoeren``, or when a row holds an error, everything is rolled back.

    ``bron``: whose numbers of people they are; ``hoogstens``: more rows are refused (0: any number).
    """
    verslag = Verslag(bron or bron_van(pad), wat=soort.wat)
    opdracht = pghistory.context(opdracht=f"importeer_{soort.soort}", bron=verslag.bron, medewerker=door.pk)
    with open_tabel(pad, Kop(tuple(soort.kolommen), soort.verplicht)) as tabel, opdracht, transaction.atomic():
        verslag.genegeerde_kolommen = tabel.genegeerd
        lezer = soort(verslag, door)
        for rij in tabel.rijen:
            verslag.rijen += 1
            if 0 < hoogstens < verslag.rijen:
                raise ValidationError(TE_VEEL)
            lezer.lees(rij)
        lezer.sluit()
        verslag.meldingen.sort(key=lambda melding: melding.rij)
        verslag.uitgevoerd = uitvoeren and not verslag.fouten
        if not verslag.uitgevoerd:
            transaction.set_rollback(True)
    return verslag
