"""Who was seen at two units: how many people each pair of units shares in one month, quarter or year.

For whoever may not see small numbers a pair is hidden when it is small, and so are pairs from which a small number
would follow. That is tried, as somebody would who has everything that is shown: people are divided over the sets of
units they can have been at, and a linear programme gives the fewest and the most of each small number. While those
two lie less than the threshold apart, one pair more is hidden.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from django.db import connection
from scipy.optimize import linprog

from kern.tijd import Periode
from rapportage.models import Maandbereik

Waar = frozenset[str]
"""The units somebody was at."""
Paar = tuple[str, str]
Groepen = Mapping[Waar, int]
"""How many people were at exactly these units."""
Paren = dict[Paar, int | None]
"""How many people each pair of units shares; None is hidden."""
MINSTENS = 3
"""Sets of units of at least this size are thought possible, as many people may have been at several."""

_BIJGEHOUDEN = """select distinct persoon, werkpunt from rapportage_maandbereik
    where persoon is not null and maand >= %(begin)s and maand < %(einde)s"""
_FEITEN = """select distinct c.werkzoekende_id as persoon, c.werkpunt_id as werkpunt from werkpunten_contactmoment c
    join werkpunten_telregel t on t.soort = c.soort and t.telt
        and t.geldig_van <= c.dag and (t.geldig_tot is null or t.geldig_tot >= c.dag)
    where c.werkzoekende_id is not null and c.dag >= %(begin)s and c.dag < %(einde)s"""


def groepen(periode: Periode, punten: Mapping[int, str]) -> Counter[Waar]:
    """People of whole months by the units (``punten``: slug by key) they were at."""
    bron = _FEITEN if Maandbereik.objects.loopt_achter() else _BIJGEHOUDEN
    geteld: Counter[Waar] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(
            f"with gezien as ({bron}), per as (select array_agg(werkpunt) as waar from gezien group by persoon) "  # noqa: S608
            "select waar, count(*) from per group by waar",
            {"begin": periode.begin, "einde": periode.einde},
        )
        for waar, aantal in cursor.fetchall():
            geteld[frozenset(punten[punt] for punt in waar if punt in punten)] += aantal
    return geteld


def paren(van: Groepen, punten: Collection[str]) -> dict[Paar, int]:
    """Every pair of units, in the order of the units."""
    return {
        (een, ander): sum(aantal for waar, aantal in van.items() if {een, ander} <= waar)
        for een, ander in combinations(punten, 2)
    }


def publiceer(
    van: Groepen, bereikt: Mapping[str, int | None], stad: int | None, drempel: int, ook: Collection[Paar] = ()
) -> Paren:
    """The pairs that may be shown beside the people reached (``bereikt``: per unit) that are shown; ``ook`` stay
    hidden, as they once were.
    """
    exact = paren(van, list(bereikt))
    toon = {
        paar: aantal
        for paar, aantal in exact.items()
        if paar not in ook and not 0 < aantal < drempel and all(bereikt[punt] is not None for punt in paar)
    }
    zetten = _sets(van, list(bereikt))
    for doel in _doelen(list(bereikt)):
        while toon and 0 < _som(van, *doel) < drempel and _ruimte(zetten, bereikt, stad, toon, doel) < drempel:
            del toon[_minste(toon, doel)]
    return {paar: toon.get(paar) for paar in exact}


def _minste(toon: Mapping[Paar, int], doel: "Doel") -> Paar:
    """The pair to miss: about the units that are too clear, rather a small number than a zero or a large one."""
    units = doel[0] | doel[1]
    return min(toon, key=lambda paar: (not units & {*paar}, toon[paar] == 0, toon[paar], paar))


Doel = tuple[Waar, Waar]
"""People who were at all of the first units and at none of the second."""


def _doelen(punten: Sequence[str]) -> Iterator[Doel]:
    """What may be small: a pair, a unit without another one, a unit and no other."""
    for een, ander in combinations(punten, 2):
        yield frozenset((een, ander)), frozenset()
        yield frozenset((een,)), frozenset((ander,))
        yield frozenset((ander,)), frozenset((een,))
    for punt in punten:
        yield frozenset((punt,)), frozenset(punten) - {punt}


def _past(waar: Waar, met: Waar, zonder: Waar) -> bool:
    return met <= waar and not zonder & waar


def _som(van: Groepen, met: Waar, zonder: Waar) -> int:
    return sum(aantal for waar, aantal in van.items() if _past(waar, met, zonder))


def _sets(van: Groepen, punten: Sequence[str]) -> list[Waar]:
    meeste = max(MINSTENS, *(len(waar) for waar in van)) if van else MINSTENS
    return [frozenset(waar) for grootte in range(1, meeste + 1) for waar in combinations(punten, grootte)]


def _ruimte(
    zetten: Sequence[Waar],
    bereikt: Mapping[str, int | None],
    stad: int | None,
    toon: Mapping[Paar, int],
    doel: Doel,
) -> float:
    """How far apart the fewest and the most people can be who fit what is shown; without end where nothing bounds."""
    bekend: list[tuple[Waar, int]] = [(frozenset((punt,)), n) for punt, n in bereikt.items() if n is not None]
    bekend += [(frozenset(paar), n) for paar, n in toon.items()]
    bekend += [] if stad is None else [(frozenset(), stad)]
    links = [[int(met <= waar) for waar in zetten] for met, _ in bekend]
    wens = [int(_past(waar, *doel)) for waar in zetten]
    eindes: list[float] = []
    for teken in (1, -1):
        uit = linprog(
            [teken * een for een in wens], A_eq=links or None, b_eq=[n for _, n in bekend] or None, method="highs"
        )
        if uit.status != 0:  # nothing bounds it
            return float("inf")
        eindes.append(teken * float(uit.fun))
    return eindes[1] - eindes[0]
