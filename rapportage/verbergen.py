"""Which cells of a table to hide so that nobody gets a small number back from the others.

A table has axes; along an axis the parts add up to a total. Take two places on every axis (one of them may be the
total): the cells where they cross are a *cube*. Add one here, take one off there, in turn: every line still adds up.
Where all cells of a cube are hidden and none of them falls below one, there is another world that looks the same from
outside, and nobody can tell which one is real. One other is not enough: who reads that it is three or four knows that
it is small. A cube moves as far as its cells can go one way and the other, and that must be at least the threshold. So
every hidden number gets such a cube, of its own or somebody else's, the one that costs the fewest numbers; nobody can
bound it tighter. All totals of a number make a cube with it that goes up without end, so there always is one.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import ClassVar

Cel = tuple[str, ...]
"""A place on every axis."""
Hoek = tuple[Cel, int]
"""A cell of a cube, and +1 or -1."""
Kubus = tuple[int, list[Hoek]]
"""What it costs, and its cells."""
Ruimte = tuple[float, float]
"""How far a cube can be moved one way, and the other way."""
OVERAL = (inf, inf)
GEEN_BODEM: Mapping[Cel, int] = {}
NOOIT = 10**9
ZINLOOS = 10**6
"""The price of a zero, which stays: only where the real figures don't add up either (a person who is new in a unit
need not be new in the city), so that nothing follows from them."""


class TeFijn(Exception):
    """A number can't be hidden while every number that is known already stays as it is."""


@dataclass(frozen=True)
class As:
    """The parts along one axis and their total; without a total nothing adds up along it."""

    delen: tuple[str, ...]
    totaal: str | None = None

    def tegenover(self, plaats: str) -> Iterator[tuple[str, int]]:
        """The other places, each with what happens there when this one gets one more."""
        if plaats == self.totaal:
            yield from ((deel, 1) for deel in self.delen)
        elif self.totaal is not None:
            yield self.totaal, 1
            yield from ((deel, -1) for deel in self.delen if deel != plaats)


@dataclass
class Tabel:
    """The search for cubes in one table. ``vast`` are known to everybody, so they are never hidden (or ``TeFijn``)."""

    waarden: Mapping[Cel, int]
    assen: Sequence[As]
    vast: Collection[Cel] = ()
    gratis: Collection[str] = ()
    """Places of cells that are never shown: hiding them costs nothing."""
    bodem: Mapping[Cel, int] = field(default_factory=dict)
    """What cells can't fall below, as something else is known; one for all others."""
    verborgen: set[Cel] = field(default_factory=set)
    stappen: int = 0
    kubussen: list[list[Hoek]] = field(default_factory=list)
    """What was found, zeros included."""

    PER_KUBUS: ClassVar = 400
    """Steps after which the best cube so far is good enough."""

    def verberg(
        self,
        is_klein: Callable[[Cel], bool],
        ook: Collection[Cel] = (),
        gedekt: Collection[Cel] = (),
        *,
        samen: Callable[[Cel], int],
        breed: Callable[[Cel], int] | None = None,
    ) -> set[Cel]:
        """All cells to hide: the small ones, ``ook``, and what is needed besides.

        A zero among ``ook`` stays hidden too, but needs no cube: it is no small number, it only was one. ``gedekt``
        are hidden as well, and have a cube already. ``samen`` is the threshold of a total: what is hidden of its
        parts is, together, nothing or at least that, as with the total beside it the sum follows. ``breed``: how far
        the lowest and the highest number that a cell can be must lie apart; the threshold when not given.
        """
        self._breed = breed or samen
        klaar = {*gedekt}
        self.verborgen |= klaar
        nodig = {cel for cel in self.waarden if cel in ook or is_klein(cel)}
        while nodig:
            self._dek(nodig, klaar)
            nodig = {cel for lijn in self._lijnen() if (cel := self._nog_een(*lijn, samen))}
        return self.verborgen

    def _dek(self, nodig: Collection[Cel], klaar: set[Cel]) -> None:
        """Hide these, each in a cube."""
        self.verborgen |= {*nodig}
        for cel in sorted((cel for cel in self.waarden if cel in nodig), key=lambda cel: self.waarden[cel]):
            if self.waarden[cel] and cel not in klaar:
                kubus = self._kubus(cel) or self._langs(cel)
                self.kubussen.append(kubus)
                cellen = {hoek for hoek, _ in kubus if self.waarden[hoek]}
                self.verborgen |= cellen
                klaar |= cellen

    def _langs(self, cel: Cel) -> list[Hoek]:
        """Every line through a cell that has no cube, as the real figures do not add up; ``TeFijn`` when they do."""
        if self.vast:
            raise TeFijn
        return [(cel, 1)] + [
            ((*cel[:plaats], ander, *cel[plaats + 1 :]), keer)
            for plaats, as_ in enumerate(self.assen)
            for ander, keer in as_.tegenover(cel[plaats])
        ]

    def _lijnen(self) -> Iterator[tuple[Cel, list[Cel]]]:
        """Each total that is shown, with its parts."""
        for plaats, as_ in enumerate(self.assen):
            for cel in self.waarden if as_.totaal is not None else ():
                if cel[plaats] == as_.totaal and cel not in self.verborgen:
                    yield cel, [(*cel[:plaats], deel, *cel[plaats + 1 :]) for deel in as_.delen]

    def _nog_een(self, totaal: Cel, lijn: Sequence[Cel], samen: Callable[[Cel], int]) -> Cel | None:
        """The smallest part to hide besides, or else the total; None when what is hidden is nothing or enough."""
        if not 0 < sum(self.waarden[cel] for cel in lijn if cel in self.verborgen) < samen(totaal):
            return None
        nog = [cel for cel in lijn if self.waarden[cel] and cel not in self.verborgen and cel not in self.vast]
        anders = totaal if self.waarden[totaal] and totaal not in self.vast else None
        return min(nog, key=lambda cel: (self.waarden[cel], cel), default=anders)

    def _kubus(self, cel: Cel) -> list[Hoek]:
        """The cheapest that moves far enough; empty when there is none."""
        prijs = self._prijs(cel)
        if prijs >= NOOIT:
            return []
        self._genoeg, self._marge = self.stappen + self.PER_KUBUS, self._breed(cel)
        return self._zoek([(cel, 1)], prijs, self._ruimte([(cel, 1)]), 0, (NOOIT, []))[1]

    def _zoek(self, hoeken: list[Hoek], prijs: int, vrij: Ruimte, plaats: int, beste: Kubus) -> Kubus:
        """Double the cells along one axis after the other, the cheapest first, as long as it beats the best so far."""
        if plaats == len(self.assen):
            return prijs, hoeken
        keuzes = (
            [(prijs, [])] if self.assen[plaats].totaal is None else self._keuzes(hoeken, prijs, vrij, plaats, beste[0])
        )
        for nieuwe_prijs, erbij in keuzes:
            if nieuwe_prijs >= beste[0] or (self.stappen > self._genoeg and beste[0] < NOOIT):
                break
            over = self._ruimte(erbij, vrij)
            gevonden = self._zoek([*hoeken, *erbij], nieuwe_prijs, over, plaats + 1, beste)
            if gevonden[0] < beste[0]:
                beste = gevonden
        return beste

    def _keuzes(self, hoeken: list[Hoek], prijs: int, vrij: Ruimte, plaats: int, grens: int) -> list[Kubus]:
        """The places along this axis where the cube still moves far enough."""
        keuzes = []
        klopt = [self._klopt(cel, plaats) for cel, _ in hoeken]
        for ander, keer in self.assen[plaats].tegenover(hoeken[0][0][plaats]):
            self.stappen += 1
            erbij, samen = [], prijs
            for (cel, teken), samen_nul in zip(hoeken, klopt, strict=True):
                hoek = (*cel[:plaats], ander, *cel[plaats + 1 :])
                erbij.append((hoek, teken * keer))
                zinloos = not samen_nul or ander == self.assen[plaats].totaal
                samen += self._prijs(hoek) if self.waarden[hoek] or not zinloos else ZINLOOS
                if samen >= grens:
                    break
            else:
                if sum(self._ruimte(erbij, vrij)) >= self._marge:
                    keuzes.append((samen, erbij))
        return sorted(keuzes, key=lambda keuze: keuze[0])

    def _klopt(self, cel: Cel, plaats: int) -> bool:
        """Whether the line of this cell can add up: something does not come from nothing."""
        if not self.waarden[cel]:
            return False
        as_ = self.assen[plaats]
        return cel[plaats] != as_.totaal or any(
            self.waarden[*cel[:plaats], deel, *cel[plaats + 1 :]] for deel in as_.delen
        )

    def _ruimte(self, hoeken: Sequence[Hoek], vrij: Ruimte = OVERAL) -> Ruimte:
        return ruimte(self.waarden, hoeken, vrij, self.bodem)

    def _prijs(self, cel: Cel) -> int:
        """What it costs to move this cell: nothing when hidden, most for totals, then for large numbers."""
        waarde = self.waarden[cel]
        if cel in self.verborgen:
            return NOOIT if cel in self.vast else 0
        if cel in self.vast or not waarde:
            return NOOIT
        if cel[0] in self.gratis:
            return 0
        totalen = sum(plaats == as_.totaal for plaats, as_ in zip(cel, self.assen, strict=True))
        return 2000 + 3000 * totalen + min(waarde, 999)


def ruimte(
    waarden: Mapping[Cel, int], hoeken: Sequence[Hoek], vrij: Ruimte = OVERAL, bodem: Mapping[Cel, int] = GEEN_BODEM
) -> Ruimte:
    """What is left of ``vrij`` when these cells move along: none of them may fall below its floor, and zeros stay."""
    gevuld = [(waarden[cel] - bodem.get(cel, 1), teken) for cel, teken in hoeken if waarden[cel]]
    heen = min((over for over, teken in gevuld if teken < 0), default=inf)
    terug = min((over for over, teken in gevuld if teken > 0), default=inf)
    return min(vrij[0], heen), min(vrij[1], terug)


def verberg_door_de_tijd(
    waarden: Mapping[Cel, int],
    assen: Sequence[As],
    plaats: int,
    is_klein: Callable[[Cel], bool],
    *,
    samen: Callable[[Cel], int],
    loopt_op: str,
    ook: Collection[Cel] = (),
) -> tuple[set[Cel], set[Cel]]:
    """The cells to hide where the part ``loopt_op`` of the first axis is also shown summed since the start.

    ``plaats`` is the axis of time, without a total. Two sums since the start differ by what came between them. So
    where a cube is hidden, the same cells of a later moment are hidden with it, the first that has enough: one more
    here is one less there, and every sum from then on stays the same. None of those is small itself, so no sum that
    is shown is either. Second: where the sums until then are hidden.
    """
    verborgen: set[Cel] = set()
    sommen: set[Cel] = set()
    wacht: list[list[Hoek]] = []
    for moment in assen[plaats].delen:
        nu = {cel: waarde for cel, waarde in waarden.items() if cel[plaats] == moment}
        tabel = Tabel(nu, [*assen[:plaats], As((moment,)), *assen[plaats + 1 :]])
        gedekt: set[Cel] = set()
        wachtte, wacht = wacht, []
        for kubus in wachtte:
            hoeken = _verzet(kubus, plaats, moment)
            if any(is_klein(hoek) for hoek, _ in hoeken) or not _past(kubus, hoeken, waarden, samen):
                wacht.append(kubus)
            else:
                gedekt |= {hoek for hoek, _ in hoeken if nu[hoek]}
        verborgen |= tabel.verberg(is_klein, ook=ook, gedekt=gedekt, samen=samen)
        wacht += [kubus for kubus in tabel.kubussen if any(hoek[0] == loopt_op for hoek, _ in kubus)]
        sommen |= {hoek for kubus in wacht for hoek, _ in _verzet(kubus, plaats, moment) if hoek[0] == loopt_op}
    return verborgen, sommen


def _verzet(kubus: Sequence[Hoek], plaats: int, moment: str) -> list[Hoek]:
    """The same cells at another moment, each the other way."""
    return [((*cel[:plaats], moment, *cel[plaats + 1 :]), -teken) for cel, teken in kubus]


def _past(
    kubus: Sequence[Hoek], later: Sequence[Hoek], waarden: Mapping[Cel, int], breed: Callable[[Cel], int]
) -> bool:
    """Whether both move far enough together; a zero stays only where it was zero before."""
    vrij = ruimte(waarden, [*kubus, *later])
    return sum(vrij) >= max(breed(kubus[0][0]), breed(later[0][0])) and all(
        waarden[cel] or not waarden[eerder] for (cel, _), (eerder, _) in zip(later, kubus, strict=True)
    )
