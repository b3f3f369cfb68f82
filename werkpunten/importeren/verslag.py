"""What an import did or would do: to read on screen, and for a machine as CSV or JSON."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from werkpunten.importeren.rijen import Melding

OP_SCHERM = 50
"""Warnings and suspected duplicates that are printed; errors are printed all."""


@dataclass(frozen=True)
class Dubbel:
    """A new person (by the first row that names them) who may be somebody known: another row or a file number."""

    rij: int
    ander: str
    reden: str


@dataclass
class Importverslag:
    """What every import tells. A kind of import adds its counts, and says them in ``telling`` and ``gelukt``."""

    bron: str
    uitgevoerd: bool = False
    rijen: int = 0
    genegeerde_kolommen: list[str] = field(default_factory=list)
    meldingen: list[Melding] = field(default_factory=list)
    dubbels: list[Dubbel] = field(default_factory=list)

    @property
    def fouten(self) -> list[Melding]:
        return [melding for melding in self.meldingen if melding.fout]

    @property
    def waarschuwingen(self) -> list[Melding]:
        return [melding for melding in self.meldingen if not melding.fout]

    @property
    def slot(self) -> str:
        """The last line: what became of it."""
        if self.fouten:
            rijen = len({melding.rij for melding in self.fouten})
            return f"Niets ingelezen: {_aantal(rijen, 'rij', 'rijen')} met fouten."
        if self.uitgevoerd:
            return self.gelukt
        return "Dit was een proef: er is niets bewaard. Met --uitvoeren wordt het bestand ingelezen."

    def regels(self, *, alles: bool) -> Iterator[str]:
        """The report as text; without ``alles`` only the first of many warnings and duplicates."""
        yield f"Bron: {self.bron}"
        yield f"Rijen gelezen: {self.rijen}"
        if self.genegeerde_kolommen:
            yield f"Onbekende kolommen, niet gelezen: {', '.join(self.genegeerde_kolommen)}"
        if not self.fouten:
            yield from self.telling()
        yield from _lijst("Fouten", [_zin(melding) for melding in self.fouten], alles=True)
        yield from _lijst("Waarschuwingen", [_zin(melding) for melding in self.waarschuwingen], alles=alles)
        zinnen = [f"rij {dubbel.rij} is misschien {dubbel.ander}: {dubbel.reden}" for dubbel in self.dubbels]
        yield from _lijst("Misschien dezelfde persoon", zinnen, alles=alles)
        yield self.slot

    def telling(self) -> Iterator[str]:
        raise NotImplementedError

    @property
    def gelukt(self) -> str:
        raise NotImplementedError

    def schrijf(self, pad: Path) -> None:
        """To a file: a name that ends in .csv or .json gives that, any other the text."""
        vorm = {".csv": self._csv, ".json": self._json}.get(pad.suffix.lower(), self._tekst)
        pad.write_text(vorm(), encoding="utf-8")

    def _tekst(self) -> str:
        return "\n".join(self.regels(alles=True)) + "\n"

    def _json(self) -> str:
        inhoud = asdict(self) | {"slot": self.slot}
        return json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n"

    def _csv(self) -> str:
        uit = io.StringIO()
        schrijver = csv.writer(uit, delimiter=";", lineterminator="\n")
        schrijver.writerow(["aard", "rij", "regel", "kolom", "reden"])
        for melding in self.meldingen:
            aard = "fout" if melding.fout else "waarschuwing"
            schrijver.writerow([aard, melding.rij, melding.regel, melding.kolom, melding.reden])
        for dubbel in self.dubbels:
            schrijver.writerow(["dubbel", dubbel.rij, "", "", f"misschien {dubbel.ander}: {dubbel.reden}"])
        return "\ufeff" + uit.getvalue()


@dataclass
class Verslag(Importverslag):
    """Of a file with contacts."""

    contacten: int = 0
    al_bekend: int = 0
    anoniem: int = 0
    nieuwe_werkzoekenden: int = 0
    bekende_werkzoekenden: int = 0
    nieuwe_werkpunten: list[str] = field(default_factory=list)

    @property
    def gelukt(self) -> str:
        if not self.contacten and self.al_bekend:
            return "Niets nieuws: alle contacten van dit bestand waren al ingelezen."
        return f"Ingelezen: {_aantal(self.contacten, 'nieuw contact', 'nieuwe contacten')}."

    def telling(self) -> Iterator[str]:
        yield f"Nieuwe contacten: {self.contacten}, waarvan anoniem: {self.anoniem}"
        yield f"Al eerder ingelezen: {self.al_bekend}"
        yield f"Nieuwe werkzoekenden: {self.nieuwe_werkzoekenden}"
        yield f"Bekende werkzoekenden: {self.bekende_werkzoekenden}"
        if self.nieuwe_werkpunten:
            yield f"Nieuwe werkpunten: {', '.join(self.nieuwe_werkpunten)}"


def _zin(melding: Melding) -> str:
    kolom = f", kolom {melding.kolom}" if melding.kolom else ""
    return f"rij {melding.rij} (regel {melding.regel}){kolom}: {melding.reden}"


def _lijst(kop: str, zinnen: list[str], *, alles: bool) -> Iterator[str]:
    if not zinnen:
        return
    yield f"{kop}: {len(zinnen)}"
    getoond = zinnen if alles else zinnen[:OP_SCHERM]
    yield from (f"  {zin}" for zin in getoond)
    if len(zinnen) > len(getoond):
        yield f"  … en nog {len(zinnen) - len(getoond)}; --verslag PAD geeft ze allemaal"


def _aantal(aantal: int, een: str, meer: str) -> str:
    return f"{aantal} {een if aantal == 1 else meer}"
