"""Which rows of one file are about the same person (reference.md §4, identity)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kern.namen import zoekvorm
from werkpunten.importeren.rijen import Gegevens, Melding, Rij
from werkpunten.models import Werkzoekende

AANVULBAAR = ("insz", "voornaam", "achternaam", "geslacht", "taal", "telefoon", "nationaliteit", "opleiding")


@dataclass(slots=True)
class Persoon:
    """Somebody in the file: the first thing said about each characteristic, and the row that named them first."""

    rij: int
    regel: int
    insz: str = ""
    voornaam: str = ""
    achternaam: str = ""
    geslacht: str = ""
    taal: str = ""
    telefoon: str = ""
    nationaliteit: str = ""
    opleiding: str = ""
    geboortedatum: date | None = None
    precisie: str = "dag"
    extern: list[str] = field(default_factory=list)

    def vul_aan(self, gegevens: "Gegevens | Persoon") -> None:
        for naam in AANVULBAAR:
            if not getattr(self, naam):
                setattr(self, naam, getattr(gegevens, naam))
        if self.geboortedatum is None:
            self.geboortedatum, self.precisie = gegevens.geboortedatum, gegevens.precisie


def naamsleutel(naam: str, geboortedatum: date | None, precisie: str) -> str:
    """What two records must share to be one person without a number; empty when that can never be sure.

    ``naam`` is a ``zoeknaam``. 1 January is what gets written down when nobody knows the day.
    """
    onzeker = geboortedatum is None or precisie != Werkzoekende.Precisie.DAG or geboortedatum.timetuple().tm_yday == 1
    return "" if onzeker or not naam else f"{' '.join(sorted(naam.split()))} {geboortedatum}"


def andere_naam(een: str, ander: str) -> bool:
    """Whether two names (``zoeknaam``) contradict each other: neither is the other one with a word left out."""
    woorden, andere = set(een.split()), set(ander.split())
    return not (woorden <= andere or andere <= woorden)


def melding_andere_naam(rij: "Rij | Persoon", wie: str) -> Melding:
    nummer = rij.nummer if isinstance(rij, Rij) else rij.rij
    reden = f"zelfde extern_id of insz als {wie} maar een andere naam: die naam wordt niet bewaard"
    return Melding(nummer, rij.regel, "achternaam", reden, fout=False)


class Personen:
    """The people of one file, numbered from 0: by ``extern_id`` or ``insz``, else by name and birth date."""

    def __init__(self) -> None:
        self.lijst: list[Persoon] = []
        self.vervangen: dict[int, int] = {}
        """Numbers that turned out to be somebody else."""
        self.botsingen: list[tuple[int, int]] = []
        """Pairs that one row calls the same person and that have different national numbers."""
        self.meldingen: dict[tuple[int, str], Melding] = {}
        """Per person and name: a row that has their number and quite another name."""
        self._op_sleutel: dict[tuple[str, str], int] = {}

    def __iter__(self) -> Iterator[tuple[int, Persoon]]:
        return ((nummer, persoon) for nummer, persoon in enumerate(self.lijst) if nummer not in self.vervangen)

    def plaats(self, rij: Rij) -> int:
        """The number of the person this row is about."""
        gegevens = rij.gegevens
        zeker = [("extern", gegevens.extern_id), ("insz", gegevens.insz)]
        zoeknaam = zoekvorm(gegevens.voornaam, gegevens.achternaam)
        naam = ("naam", naamsleutel(zoeknaam, gegevens.geboortedatum, gegevens.precisie))
        nummer = self._vind(zeker, naam, gegevens)
        if nummer is None:
            nummer = len(self.lijst)
            self.lijst.append(Persoon(rij.nummer, rij.regel))
        persoon = self.lijst[nummer]
        if andere_naam(zoekvorm(persoon.voornaam, persoon.achternaam), zoeknaam):
            self.meldingen.setdefault((nummer, zoeknaam), melding_andere_naam(rij, f"rij {persoon.rij}"))
        persoon.vul_aan(gegevens)
        if gegevens.extern_id and ("extern", gegevens.extern_id) not in self._op_sleutel:
            persoon.extern.append(gegevens.extern_id)
        for sleutel in (*zeker, naam):
            if sleutel[1]:
                self._op_sleutel.setdefault(sleutel, nummer)
        return nummer

    def _vind(self, zeker: list[tuple[str, str]], naam: tuple[str, str], gegevens: Gegevens) -> int | None:
        gevonden = [self.wortel(self._op_sleutel[sleutel]) for sleutel in zeker if sleutel in self._op_sleutel]
        if gevonden:
            eerste = gevonden[0]
            for ander in gevonden[1:]:
                self._verenig(eerste, ander)
            return eerste
        zelfde_naam = self._op_sleutel.get(naam)
        if zelfde_naam is None:
            return None
        zelfde_naam = self.wortel(zelfde_naam)
        insz = self.lijst[zelfde_naam].insz
        return None if insz and gegevens.insz and insz != gegevens.insz else zelfde_naam

    def wortel(self, nummer: int) -> int:
        while nummer in self.vervangen:
            nummer = self.vervangen[nummer]
        return nummer

    def _verenig(self, een: int, ander: int) -> None:
        """Two numbers are one person after all, unless their national numbers say otherwise."""
        if een == ander:
            return
        persoon, weg = self.lijst[een], self.lijst[ander]
        if persoon.insz and weg.insz and persoon.insz != weg.insz:
            self.botsingen.append((een, ander))
            return
        persoon.vul_aan(weg)
        persoon.extern += weg.extern
        persoon.rij = min(persoon.rij, weg.rij)
        self.vervangen[ander] = een
