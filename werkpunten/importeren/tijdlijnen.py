"""Dated history out of loose observations: what was seen on a day held from then until something else was seen."""

import operator
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeVar

W = TypeVar("W")
Periode = tuple[W, date, date | None]
"""A value, its first day and its last day; None is: still so."""


def tijdlijn(
    bestaand: Iterable[Periode[W]],
    gezien: Iterable[tuple[date, W]],
    zelfde: Callable[[W, W], bool] = operator.eq,
) -> list[Periode[W]]:
    """History with the observations worked in.

    What was known keeps its first day: an observation changes only the days from its own until the next thing known.
    One that says the ``zelfde`` as what is known of its day (known, seen) changes nothing, and on a day on which
    something began already the first one stays.
    """
    begin: dict[date, W | None] = {}
    for waarde, van, tot in sorted(bestaand, key=operator.itemgetter(1)):
        begin[van] = waarde
        if tot is not None:
            begin.setdefault(tot + timedelta(days=1), None)
    for dag, waarde in sorted(gezien, key=operator.itemgetter(0)):
        bekend = _op(begin, dag)
        if bekend is None or (dag not in begin and not zelfde(bekend, waarde)):
            begin[dag] = waarde
    stappen: list[tuple[date, W | None]] = []
    for dag, stap in sorted(begin.items(), key=operator.itemgetter(0)):
        if not stappen or stappen[-1][1] != stap:
            stappen.append((dag, stap))
    einden = [*(dag - timedelta(days=1) for dag, _ in stappen[1:]), None]
    return [(stap, dag, tot) for (dag, stap), tot in zip(stappen, einden, strict=False) if stap is not None]


def _op(begin: dict[date, W | None], dag: date) -> W | None:
    voor = [van for van in begin if van <= dag]
    return begin[max(voor)] if voor else None
