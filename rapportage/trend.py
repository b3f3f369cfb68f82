"""A report's time after those before it, and what others counted then: as a table, as a chart, and in words.

A number of others stands apart in each of them: under its source, with a bar of its own kind, never in ours.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from rapportage.dimensies import DIMENSIE
from rapportage.grafiek import Kolom, staven
from rapportage.tijdvakken import Tijdvak
from rapportage.weergave import Beeld, Tabel, cijfer, koppen, letters, rij_van, tak

VROEGER = "vroegere telling"
NIET_VAN_ONS = f"Wat {VROEGER} heet, is niet door ons geteld en niet opgeteld bij onze cijfers."
GETEKEND = ("contacten", "bereikt")
MEESTE_VROEGER = 6
"""Times before ours that still fit in the chart; the table has all of them."""


@dataclass(frozen=True)
class Vroeger:
    """What one source counted in one month or year; None is hidden."""

    tijdvak: Tijdvak
    bron: str
    cijfers: Mapping[str, int | None]


@dataclass(frozen=True)
class Trend:
    beeld: Beeld

    def vroeger(self) -> list[Vroeger]:
        """Oldest first."""
        per: dict[tuple[str, str], dict[str, int | None]] = {}
        for rij in self.beeld.document["vroeger"]:
            per.setdefault((rij["periode"], rij["bron"]), {})[rij["indicator"]] = rij["aantal"]
        return [Vroeger(Tijdvak.van_sleutel(periode), bron, cijfers) for (periode, bron), cijfers in per.items()]

    def tabel(self) -> Tabel:
        """In the order of time; what others did not count stays empty."""
        bereik = self.beeld.bereik
        rijen: list[tuple[Tijdvak, str, list[Any]]] = [
            (vroeger.tijdvak, _van(vroeger), [vroeger.cijfers.get(code, "") for code in bereik["indicatoren"]])
            for vroeger in self.vroeger()
        ]
        rijen += [(tijdvak, tijdvak.naam, rij_van(bereik, tijdvak.sleutel)) for tijdvak in self.beeld.tijden()]
        tijd = DIMENSIE[self.beeld.document["soort"]].naam
        return Tabel(
            f"Per {tijd.lower()}",
            [tijd, *koppen(bereik)],
            [(naam, waarden) for _, naam, waarden in sorted(rijen, key=lambda rij: rij[0].begin)],
        )

    def grafiek(self) -> SafeString:
        namen = [str(self.beeld.bereik["indicatoren"][code]["naam"]) for code in GETEKEND]
        return staven(
            f"Contacten en bereikte personen per {self.beeld.tijdvak.soort.label}",
            self.uitleg(),
            [*namen, *(f"{naam}, {VROEGER}" for naam in namen)],
            self._kolommen(),
        )

    def _kolommen(self) -> list[Kolom]:
        per = {
            tijdvak: [(n, tak(self.beeld.bereik, code, tijdvak.sleutel)) for n, code in enumerate(GETEKEND)]
            for tijdvak in self.beeld.tijden()
        }
        for vroeger in self._getekend():
            per.setdefault(vroeger.tijdvak, []).extend(
                (len(GETEKEND) + n, vroeger.cijfers[code])
                for n, code in enumerate(GETEKEND)
                if code in vroeger.cijfers
            )
        tijden = sorted(per, key=lambda tijdvak: tijdvak.begin)
        return [Kolom(letter, per[tijdvak]) for tijdvak, letter in zip(tijden, letters(tijden), strict=True)]

    def _getekend(self) -> list[Vroeger]:
        """With a figure that the chart draws: of the last times before ours, and in ours."""
        kan = [vroeger for vroeger in self.vroeger() if not vroeger.cijfers.keys().isdisjoint(GETEKEND)]
        eigen = set(self.beeld.tijden())
        voor = list(dict.fromkeys(vroeger.tijdvak for vroeger in kan if vroeger.tijdvak not in eigen))
        toont = {*voor[-MEESTE_VROEGER:], *eigen}
        return [vroeger for vroeger in kan if vroeger.tijdvak in toont]

    def uitleg(self) -> str:
        """The chart in words: the highest and the last of ours, and what is from others."""
        return ". ".join([*self._hoogste(), *self._van_anderen(), *self._verborgen()]) + "."

    def _hoogste(self) -> Iterator[str]:
        for code in GETEKEND:
            cijfers = ((tak(self.beeld.bereik, code, tijd.sleutel), tijd.naam) for tijd in self.beeld.tijden())
            gekend = [(waarde, naam) for waarde, naam in cijfers if waarde is not None]
            if gekend:
                hoogste, wanneer = max(gekend, key=lambda paar: paar[0])
                naam = self.beeld.bereik["indicatoren"][code]["naam"]
                yield f"{naam}: het meest in {wanneer} ({cijfer(hoogste)}), laatst {cijfer(gekend[-1][0])}"

    def _van_anderen(self) -> Iterator[str]:
        if getekend := self._getekend():
            bronnen = ", ".join(dict.fromkeys(vroeger.bron for vroeger in getekend))
            tijden = ", ".join(dict.fromkeys(vroeger.tijdvak.naam for vroeger in getekend))
            yield f"Met een gestreepte rand: een {VROEGER} van {bronnen}, over {tijden}"

    def _verborgen(self) -> Iterator[str]:
        if any(waarde is None for kolom in self._kolommen() for _, waarde in kolom.staven):
            yield "* is een verborgen aantal"

    def noot(self) -> str:
        """What must be said of numbers that others counted; empty without any."""
        if not self.vroeger():
            return ""
        rijen = self.beeld.document["vroeger"]
        noten = [f"{rij['naam']}, {rij['bron']}: {rij['noot']}." for rij in rijen if rij["noot"]]
        return " ".join([NIET_VAN_ONS, *dict.fromkeys(noten)])


def _van(vroeger: Vroeger) -> str:
    return f"{vroeger.tijdvak.naam} · {VROEGER}, {vroeger.bron}"
