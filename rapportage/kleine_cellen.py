"""Hiding small numbers so that no published number gives them back.

A cell of 1 up to the threshold is hidden; zero and the threshold itself are shown. Cells add up in "lines": a total
with its parts. For every hidden cell we look for a *swap*: one more here, one less there, such that every line still
adds up and no hidden cell falls below one. All cells of the swap are hidden. So for each hidden cell there is another
world that looks the same from outside, and nobody can tell which one is real. Figures of different people per unit
don't really add up, but nearly: they are hidden as if they did.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from kern.tijd import Periode
from rapportage.bereik import ALLES, Bereik, Cellen, Sleutel, bereken
from rapportage.dimensies import MAAND, WERKPUNT, Dimensie
from rapportage.indicatoren import INDICATOREN
from werkpunten.models import Werkpunt

T = TypeVar("T", bound=Hashable)
Cel = tuple[str, Sleutel]


@dataclass(frozen=True, eq=False)
class Lijn(Generic[T]):
    """A total and the parts that make it up."""

    totaal: T
    delen: tuple[T, ...]


class TeFijn(Exception):
    """A number can't be hidden while every number that is known already stays as it is."""


def verberg(
    waarden: Mapping[T, int],
    lijnen: Iterable[Lijn[T]],
    *,
    drempel: int,
    ook: Collection[T] = (),
    vast: Collection[T] = (),
) -> set[T]:
    """The cells to hide, for any set of cells and the lines in which they add up.

    ``ook`` are hidden anyway; ``vast`` are known to everybody, so they are never hidden (or ``TeFijn``).
    """
    per_cel: dict[T, list[Lijn[T]]] = defaultdict(list)
    for lijn in lijnen:
        for cel in (lijn.totaal, *lijn.delen):
            per_cel[cel].append(lijn)
    te_verbergen = [cel for cel, waarde in waarden.items() if 0 < waarde < drempel or cel in ook]
    verborgen, gedekt = set(te_verbergen), set[T]()
    for cel in te_verbergen:
        if cel not in gedekt:
            ruil = _Ruil(waarden, per_cel, verborgen, vast).rond(cel)
            verborgen |= ruil
            gedekt |= ruil
    return verborgen


class _Ruil(Generic[T]):
    """The search for one swap: ``zetten`` is +1 or -1 per cell, ``saldo`` what each line is off by."""

    MEESTE_POGINGEN = 500

    def __init__(
        self,
        waarden: Mapping[T, int],
        per_cel: Mapping[T, list[Lijn[T]]],
        verborgen: Collection[T],
        vast: Collection[T],
    ) -> None:
        self.waarden, self.per_cel, self.verborgen, self.vast = waarden, per_cel, verborgen, vast
        self.zetten: dict[T, int] = {}
        self.saldo: dict[Lijn[T], int] = {}
        self.pogingen = 0

    def rond(self, cel: T) -> set[T]:
        """A swap that contains this cell. One more in the cell and in all its totals is always one."""
        self._zet(cel, 1)
        if not self._maak_af():
            if self.vast:
                raise TeFijn
            self.zetten, self.saldo, self.verborgen, self.pogingen = {}, {}, (), -(10**9)
            self._zet(cel, 1)
            self._maak_af(totalen_eerst=True)
        return set(self.zetten)

    def _zet(self, cel: T, teken: int) -> None:
        if cel in self.zetten:
            del self.zetten[cel]
        else:
            self.zetten[cel] = teken
        for lijn in self.per_cel.get(cel, ()):
            saldo = self.saldo.get(lijn, 0) + (teken if cel == lijn.totaal else -teken)
            if saldo:
                self.saldo[lijn] = saldo
            else:
                self.saldo.pop(lijn, None)

    def _maak_af(self, *, totalen_eerst: bool = False) -> bool:
        """Make every line add up again, the step that costs least first."""
        if not self.saldo:
            return True
        lijn, saldo = next(iter(self.saldo.items()))
        for cel, teken in self._kandidaten(lijn, saldo, totalen_eerst=totalen_eerst):
            self.pogingen += 1
            if self.pogingen > self.MEESTE_POGINGEN:
                return False
            self._zet(cel, teken)
            if self._maak_af(totalen_eerst=totalen_eerst):
                return True
            self._zet(cel, -teken)
        return False

    def _kandidaten(self, lijn: Lijn[T], saldo: int, *, totalen_eerst: bool) -> list[tuple[T, int]]:
        richting = 1 if saldo > 0 else -1
        tekens = [(lijn.totaal, -richting), *((cel, richting) for cel in lijn.delen)]
        mogelijk = [
            (cel, teken)
            for cel, teken in tekens
            if cel not in self.zetten and cel not in self.vast and self.waarden[cel] >= (1 if teken > 0 else 2)
        ]
        if totalen_eerst:
            return sorted(mogelijk, key=lambda zet: zet[0] != lijn.totaal)
        return sorted(mogelijk, key=lambda zet: (self._prijs(lijn, *zet), self.waarden[zet[0]]))

    def _prijs(self, lijn: Lijn[T], cel: T, teken: int) -> int:
        """Lines that would be off after this step, more for a number that would be lost, most for a total."""
        uit_balans = sum(
            (self.saldo.get(andere, 0) + (teken if cel == andere.totaal else -teken) != 0) - (andere in self.saldo)
            for andere in self.per_cel.get(cel, ())
        )
        verlies = 0 if cel in self.verborgen else 5 if cel == lijn.totaal else 2
        return uit_balans + verlies


def publiceer(bereik: Bereik, *, drempel: int) -> Bereik:
    """The same report for whoever may not see small numbers; needs every margin (``alle_randen``)."""
    waarden = _waarden(bereik)
    lijnen = list(_lijnen(bereik))
    verborgen: set[Cel] = set()
    while (nu := verberg(waarden, lijnen, drempel=drempel, ook=verborgen | _sinds_de_start(bereik, verborgen))) != (
        verborgen
    ):
        verborgen = nu
    return _zonder(bereik, verborgen)


def verfijn(basis: Bereik, fijn: Bereik, *, drempel: int) -> Bereik:
    """One breakdown more (the last dimension of ``fijn``) of what is published already.

    The numbers of ``basis`` stay as they are, and so do its hidden cells. Where a part can't be hidden without them,
    nothing of the breakdown is published. Nor is what was reached since the start: two months of it differ by the
    new people, and those are hidden per month.
    """
    waarden = {cel: waarde for cel, waarde in _waarden(fijn).items() if cel[0] != "cumulatief"}
    lijnen = [lijn for lijn in _lijnen(fijn) if lijn.totaal in waarden]
    delen = {(code, sleutel) for code, cellen in fijn.cellen.items() for sleutel in cellen if sleutel[-1] != ALLES}
    bekend = {
        (code, sleutel): basis.cellen[code][sleutel[:-1]]
        for code, cellen in fijn.cellen.items()
        for sleutel in cellen
        if sleutel[-1] == ALLES
    }
    dicht = {cel for cel, waarde in bekend.items() if waarde is None}
    vast = {cel for cel in bekend if cel not in dicht}
    try:
        verborgen = verberg(waarden, lijnen, drempel=drempel, ook=dicht & waarden.keys(), vast=vast)
    except TeFijn:
        verborgen = delen
    return _zonder(fijn, verborgen | dicht | {cel for cel in delen if cel[0] == "cumulatief"})


def _waarden(bereik: Bereik) -> dict[Cel, int]:
    waarden = {
        (code, sleutel): waarde or 0 for code, cellen in bereik.cellen.items() for sleutel, waarde in cellen.items()
    }
    # what is never printed but follows from two printed numbers: contacts of people who are known
    for sleutel, waarde in bereik.cellen["contacten"].items():
        waarden["op naam", sleutel] = (waarde or 0) - (bereik.cellen["anoniem"][sleutel] or 0)
    return waarden


def _zonder(bereik: Bereik, verborgen: Collection[Cel]) -> Bereik:
    cellen: Cellen = {
        code: {sleutel: None if (code, sleutel) in verborgen else waarde for sleutel, waarde in per_sleutel.items()}
        for code, per_sleutel in bereik.cellen.items()
    }
    return replace(bereik, cellen=cellen, niveau="gepubliceerd")


def _lijnen(bereik: Bereik) -> Iterator[Lijn[Cel]]:
    """Along every dimension, and from one indicator to the others."""
    codes = [*(indicator.code for indicator in INDICATOREN), "op naam"]
    for sleutel in bereik.cellen["bereikt"]:
        yield Lijn(("bereikt", sleutel), (("nieuw", sleutel), ("terugkerend", sleutel)))
        yield Lijn(("contacten", sleutel), (("op naam", sleutel), ("anoniem", sleutel)))
        for plaats, waarde in enumerate(sleutel):
            if waarde == ALLES:
                delen = [(*sleutel[:plaats], deel.sleutel, *sleutel[plaats + 1 :]) for deel in bereik.assen[plaats]]
                for code in codes:
                    if not (code == "cumulatief" and bereik.dimensies[plaats] is MAAND):
                        yield Lijn((code, sleutel), tuple((code, deel) for deel in delen))


def _sinds_de_start(bereik: Bereik, verborgen: set[Cel]) -> set[Cel]:
    """Where new people are hidden, so are all totals since the start: two of them differ by the new people."""

    def zonder_maand(sleutel: Sleutel) -> Sleutel:
        return tuple(
            waarde for waarde, dimensie in zip(sleutel, bereik.dimensies, strict=True) if dimensie is not MAAND
        )

    geraakt = {zonder_maand(sleutel) for code, sleutel in verborgen if code in {"nieuw", "cumulatief"}}
    return {
        ("cumulatief", sleutel)
        for sleutel, waarde in bereik.cellen["cumulatief"].items()
        if waarde and zonder_maand(sleutel) in geraakt
    }


def gepubliceerd(
    periode: Periode, *, per: Sequence[Dimensie] = (), werkpunt: Werkpunt | None = None, drempel: int
) -> Bereik:
    """A report with small numbers hidden. That of one unit is cut from the city's: both hide the same cells."""
    if werkpunt is None:
        return publiceer(bereken(periode, per=per, alle_randen=True), drempel=drempel)
    andere = [dimensie for dimensie in per if dimensie is not WERKPUNT]
    stad = bereken(periode, per=[WERKPUNT, *andere], alle_randen=True)
    punt = next((waarde for waarde in stad.assen[0] if waarde.sleutel == werkpunt.slug), None)
    if punt is None:  # closed before: only zeros to show
        return publiceer(bereken(periode, per=per, werkpunt=werkpunt, alle_randen=True), drempel=drempel)
    return publiceer(stad, drempel=drempel).uitsnede(per, werkpunt=punt)
