"""How a figure comes about, step by step: from contacts to different people, with numbers that add up.

Everything follows from figures of the report itself. Of a published report a hidden figure stays hidden here, and so
does every step that would need it or that is a small number itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapportage.weergave import Beeld, Tabel, tak

Cijfers = Mapping[str, int | None]
"""Per indicator of one unit or of the city; None is hidden."""


@dataclass(frozen=True)
class Stap:
    """One line of the sum. ``−`` is taken off, ``+`` added, ``=`` is what is left.

    ``code``: the indicator this line is, empty for what lies in between.
    """

    teken: str
    naam: str
    waarde: int | None
    uitleg: str = ""
    code: str = ""


class Brug:
    """The steps of one unit, or (with ``punten``: the figures of every unit) of the city.

    ``drempel``: steps in between from 1 up to this one are hidden; 0 hides nothing.
    """

    def __init__(self, cijfers: Cijfers, punten: Sequence[Cijfers] = (), *, drempel: int = 0) -> None:
        self.cijfers, self.punten, self.drempel = cijfers, punten, drempel

    def stappen(self) -> list[Stap]:
        """From all contacts to the people reached, and those apart as new and returning."""
        op_naam = self._min(self.cijfers["contacten"], self.cijfers["anoniem"])
        return [
            Stap("", "Contacten", self.cijfers["contacten"], "alles wat in de periode gebeurde en telt", "contacten"),
            Stap("−", "Anonieme contacten", self.cijfers["anoniem"], "we weten niet wie het was", "anoniem"),
            Stap("=", "Contacten op naam", self._toon(op_naam), "van personen die we kennen"),
            *self._naar_personen(op_naam),
            Stap("=", "Bereikte personen", self.cijfers["bereikt"], "elke persoon telt één keer", "bereikt"),
            Stap("", "waarvan nieuwe personen", self.cijfers["nieuw"], "allereerste contact in deze periode", "nieuw"),
            Stap("+", "en terugkerende personen", self.cijfers["terugkerend"], "er al eerder geweest", "terugkerend"),
        ]

    def _naar_personen(self, op_naam: int | None) -> list[Stap]:
        bereikt = self.cijfers["bereikt"]
        if not self.punten:
            opnieuw = self._min(op_naam, bereikt)
            return [Stap("−", "Nog een contact met dezelfde persoon", self._toon(opnieuw), "wie meermaals kwam")]
        samen = self.samen("bereikt")
        return [
            Stap(
                "−",
                "Nog een contact op hetzelfde werkpunt",
                self._toon(self._min(op_naam, samen)),
                "wie meermaals naar één werkpunt kwam",
            ),
            Stap("=", "Personen per werkpunt, opgeteld", self._toon(samen), "de som van de werkpunten hieronder"),
            Stap(
                "−",
                "Dezelfde persoon op nog een werkpunt",
                self._toon(self._min(samen, bereikt)),
                "wie op meer werkpunten gezien is, staat meermaals in die som maar is één persoon",
            ),
        ]

    def sinds_de_start(self, tot_dan: int | None, wanneer: str) -> list[Stap]:
        """From everybody reached up to the period before (``wanneer`` in words) to those reached up to now."""
        return [
            Stap("", f"Bereikt sinds de start tot en met {wanneer}", tot_dan),
            Stap("+", "Nieuwe personen", self.cijfers["nieuw"], "allereerste contact in deze periode", "nieuw"),
            Stap("=", "Bereikt sinds de start", self.cijfers["cumulatief"], "", "cumulatief"),
        ]

    def samen(self, code: str) -> int | None:
        """A figure of all units added up; None when one of them is hidden."""
        waarden = [punt[code] for punt in self.punten]
        return None if None in waarden else sum(waarde or 0 for waarde in waarden)

    def verschil(self, code: str) -> int | None:
        """How many more the units have together than the city, which counts everybody once."""
        return self._toon(self._min(self.samen(code), self.cijfers[code]))

    def _toon(self, waarde: int | None) -> int | None:
        return None if waarde is not None and 0 < waarde < self.drempel else waarde

    @staticmethod
    def _min(een: int | None, ander: int | None) -> int | None:
        return None if een is None or ander is None else een - ander


class Brugbeeld:
    """The bridge of a report, or of one unit in the report of the city."""

    def __init__(self, beeld: Beeld, punt: str = "") -> None:
        self.beeld, self.punt = beeld, punt
        self.punten = {} if punt else {slug: beeld.cijfers(slug) for slug in beeld.punten}
        drempel = beeld.document["drempel"] if beeld.bereik["niveau"] == "gepubliceerd" else 0
        plaats = (punt,) if punt else ()
        self.brug = Brug(beeld.cijfers(*plaats), list(self.punten.values()), drempel=drempel)

    @property
    def waar(self) -> str:
        return self.beeld.punten[self.punt] if self.punt else self.beeld.waar

    def sinds_de_start(self) -> list[Stap]:
        vorige = self.beeld.tijdvak.vorige
        plaats = (self.punt,) if self.punt else ()
        return self.brug.sinds_de_start(tak(self.beeld.bereik, "cumulatief", vorige.sleutel, *plaats), vorige.naam)

    def per_punt(self, adres: Callable[[str], str]) -> Tabel | None:
        """What each unit brings in, their sum, who stands in it more than once, and the city."""
        if not self.punten:
            return None
        codes = ("contacten", "anoniem", "bereikt")
        rijen = [
            *((self.beeld.punten[slug], [cijfers[code] for code in codes]) for slug, cijfers in self.punten.items()),
            ("Opgeteld", [self.brug.samen(code) for code in codes]),
            ("− Dezelfde persoon op nog een werkpunt", [self.brug.verschil(code) for code in codes]),
            ("Alle werkpunten", [self.brug.cijfers[code] for code in codes]),
        ]
        kop = ["Werkpunt", *(self.beeld.bereik["indicatoren"][code]["naam"] for code in codes)]
        return Tabel("Per werkpunt", kop, rijen, met_totaal=True, adressen=[adres(slug) for slug in self.punten])
