"""Hiding small numbers so that no published number gives them back.

A cell of 1 up to the threshold is hidden; zero and the threshold itself are shown. Wherever cells add up ("lines": a
total with its parts), at least two cells of a line with a hidden cell are hidden, and more when what remains could
only be ones. That is repeated until nothing changes. Figures of different people per unit don't really add up, but
nearly: they are hidden as if they did.
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


@dataclass(frozen=True)
class Lijn(Generic[T]):
    """A total and the parts that make it up."""

    totaal: T
    delen: tuple[T, ...]


def verberg(waarden: Mapping[T, int], lijnen: Iterable[Lijn[T]], *, drempel: int, ook: Collection[T] = ()) -> set[T]:
    """The cells to hide, for any set of cells and the lines in which they add up; ``ook`` are hidden anyway."""
    verborgen = {cel for cel, waarde in waarden.items() if 0 < waarde < drempel} | set(ook)
    per_cel: dict[T, list[Lijn[T]]] = defaultdict(list)
    for lijn in lijnen:
        for cel in (lijn.totaal, *lijn.delen):
            per_cel[cel].append(lijn)
    te_doen = [lijn for cel in verborgen for lijn in per_cel[cel]]
    while te_doen:
        lijn = te_doen.pop()
        erbij = _nog_een(lijn, waarden, verborgen)
        if erbij is not None:
            verborgen.add(erbij)
            te_doen.extend(per_cel[erbij])
    return verborgen


def _nog_een(lijn: Lijn[T], waarden: Mapping[T, int], verborgen: set[T]) -> T | None:
    """One more cell of this line to hide, the smallest first, if what is shown gives a hidden cell away."""
    delen = [cel for cel in lijn.delen if cel in verborgen]
    totaal = lijn.totaal in verborgen
    if not delen and not totaal:
        return None
    enkel_enen = not totaal and all(waarden[cel] == 1 for cel in delen)
    if len(delen) + totaal > 1 and not enkel_enen:
        return None
    over = [cel for cel in lijn.delen if cel not in verborgen and waarden[cel] > 0]
    if over:
        return min(over, key=lambda cel: waarden[cel])
    return None if totaal else lijn.totaal


def publiceer(bereik: Bereik, *, drempel: int) -> Bereik:
    """The same report for whoever may not see small numbers; needs every margin (``alle_randen``)."""
    waarden: dict[Cel, int] = {
        (code, sleutel): waarde or 0 for code, cellen in bereik.cellen.items() for sleutel, waarde in cellen.items()
    }
    # what is never printed but follows from two printed numbers: contacts of people who are known
    for sleutel, waarde in bereik.cellen["contacten"].items():
        waarden["op naam", sleutel] = (waarde or 0) - (bereik.cellen["anoniem"][sleutel] or 0)
    lijnen = list(_lijnen(bereik))
    verborgen: set[Cel] = set()
    while (nu := verberg(waarden, lijnen, drempel=drempel, ook=verborgen | _sinds_de_start(bereik, verborgen))) != (
        verborgen
    ):
        verborgen = nu
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
    return {("cumulatief", sleutel) for sleutel in bereik.cellen["cumulatief"] if zonder_maand(sleutel) in geraakt}


def gepubliceerd(
    periode: Periode, *, per: Sequence[Dimensie] = (), werkpunt: Werkpunt | None = None, drempel: int
) -> Bereik:
    """A report with small numbers hidden. That of one unit is cut from the city's: both hide the same cells."""
    if werkpunt is None:
        return publiceer(bereken(periode, per=per, alle_randen=True), drempel=drempel)
    andere = [dimensie for dimensie in per if dimensie is not WERKPUNT]
    stad = bereken(periode, per=[WERKPUNT, *andere], alle_randen=True)
    if werkpunt.slug not in {waarde.sleutel for waarde in stad.assen[0]}:  # closed before: only zeros to show
        return publiceer(bereken(periode, per=per, werkpunt=werkpunt, alle_randen=True), drempel=drempel)
    deel = publiceer(stad, drempel=drempel).van_werkpunt(werkpunt.slug)
    return deel.met_een_werkpunt(tuple(per), werkpunt) if WERKPUNT in per else deel
