"""An attacker who knows every published number and how they hang together: how closely a hidden one can be bounded.

The bounds are the smallest and the largest value in any world that fits what is published, by linear programming.
Worlds with fractions count too, so the attacker's own interval in whole numbers is never more than a hair wider, and
the proof looks at whole numbers: the lowest rounded up, the highest rounded down.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import ceil, floor, inf

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

Cel = tuple[str, ...]
Som = tuple[Cel, Sequence[Cel]]
"""A total and its parts."""
Weging = Mapping[Cel, int]
"""Cells with a factor; what they come to together is at least zero."""
SLORDIG = 1e-6


def som(totaal: Cel, delen: Iterable[Cel]) -> Weging:
    return {totaal: 1, **dict.fromkeys(delen, -1)}


class Aanval:
    """Everything that is known: shown numbers, sums that hold, and inequalities that always hold."""

    def __init__(
        self,
        waarden: Mapping[Cel, int],
        dicht: Collection[Cel],
        sommen: Iterable[Som] = (),
        minstens: Iterable[Weging] = (),
        misschien_nul: Collection[Cel] = (),
    ) -> None:
        """``misschien_nul``: hidden together with zeros; of every other hidden cell it is known that there is one."""
        self.waarden = waarden
        self.plaats = {cel: n for n, cel in enumerate(cel for cel in waarden if cel in dicht)}
        gelijk, minstens = [som(totaal, delen) for totaal, delen in sommen], list(minstens)
        assert [rij for rij in gelijk if self._samen(rij)] == []
        assert [rij for rij in minstens if self._samen(rij) < 0] == []
        self._grenzen = [(0 if cel in misschien_nul else min(1, waarden[cel]), None) for cel in self.plaats]
        self._gelijk, self._minstens = self._matrix(gelijk), self._matrix(minstens, -1)

    def _samen(self, rij: Weging) -> int:
        return sum(factor * self.waarden[cel] for cel, factor in rij.items())

    def _matrix(self, rijen: Sequence[Weging], keer: int = 1) -> tuple[csr_array, np.ndarray] | None:
        """Hidden cells on the left, what is known on the right."""
        gevuld = [rij for rij in rijen if any(cel in self.plaats for cel in rij)]
        if not gevuld:
            return None
        punten = [
            (n, self.plaats[cel], keer * factor)
            for n, rij in enumerate(gevuld)
            for cel, factor in rij.items()
            if cel in self.plaats
        ]
        bekend = [
            -keer * sum(factor * self.waarden[cel] for cel, factor in rij.items() if cel not in self.plaats)
            for rij in gevuld
        ]
        rij, kolom, factor = zip(*punten, strict=True)
        vorm = (len(gevuld), len(self.plaats))
        return csr_array((factor, (rij, kolom)), shape=vorm, dtype=float), np.array(bekend, float)

    def grenzen(self, cel: Cel) -> tuple[float, float]:
        """The lowest and the highest number a hidden cell can be; a hidden number is known to be one or more."""
        onder, boven = self._uiterste(cel, 1), -self._uiterste(cel, -1)
        return ceil(onder - SLORDIG), (floor(boven + SLORDIG) if boven < inf else inf)

    def _uiterste(self, cel: Cel, teken: int) -> float:
        doel = np.zeros(len(self.plaats))
        doel[self.plaats[cel]] = teken
        gelijk, minstens = self._gelijk or (None, None), self._minstens or (None, None)
        gevonden = linprog(
            doel,
            A_eq=gelijk[0],
            b_eq=gelijk[1],
            A_ub=minstens[0],
            b_ub=minstens[1],
            bounds=self._grenzen,
        )
        if gevonden.status == 3:
            return -inf
        assert gevonden.status == 0, gevonden.message
        return float(gevonden.fun)

    def te_nauw(self, drempel: int, cellen: Collection[Cel] | None = None) -> dict[Cel, tuple[float, float]]:
        """The hidden cells whose bounds lie closer together than the threshold."""
        alle = {cel: self.grenzen(cel) for cel in self.plaats if cellen is None or cel in cellen}
        return {cel: (onder, boven) for cel, (onder, boven) in alle.items() if boven - onder < drempel}
