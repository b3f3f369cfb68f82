"""When and where the contacts of the demonstration happen: so many, over three years, on days a unit was open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from random import Random

from kern.tijd import feestdag, plus_maanden
from werkpunten.demo.huis import Plaats

JAREN = 3
VRIJDAG = 5
DRUKTE_PER_WEEKDAG = (1.15, 1.05, 1.0, 1.05, 0.85, 0.06, 0.0)
DRUKTE_PER_MAAND = (1.1, 1.0, 1.0, 1.0, 1.0, 0.95, 0.65, 0.7, 1.15, 1.1, 1.0, 0.75)
OCHTEND = (9, 12)
"""From when till when the doors are open."""
EERSTE_PUNT = 1.3
"""How busy the unit of the demonstration's consultant is, compared with the average."""
ANONIEM = 0.15


class Wie(Enum):
    NIEUW = "somebody for the first time"
    TERUG = "somebody who came before"
    ANONIEM = "nobody in particular"


@dataclass(frozen=True)
class Moment:
    """One day at one unit (by its place in the list of units), and how many contacts it gets."""

    dag: date
    plaats: int
    aantal: int


def momenten(plaatsen: list[Plaats], contacten: int, einde: datetime, rng: Random) -> list[Moment]:
    """Days in order, every unit on each day it was open; the numbers add up to ``contacten``.

    The last day goes as far as ``einde``; in a weekend, or before the doors open, nobody came yet.
    """
    tot = einde.date()
    begin = plus_maanden(tot, -12 * JAREN) + timedelta(days=1)
    grootte = [EERSTE_PUNT, *(rng.uniform(0.7, 1.2) for _ in plaatsen[1:])]
    gewogen = [
        (dag, plek, grootte[plek] * drukte * rng.uniform(0.5, 1.5))
        for dag in (begin + timedelta(days=nummer) for nummer in range((tot - begin).days + 1))
        if (drukte := _drukte(dag) if dag < tot else _drukte_tot(einde))
        for plek, plaats in enumerate(plaatsen)
        if plaats.geopend_op <= dag
    ]
    totaal = sum(gewicht for _, _, gewicht in gewogen)
    uitkomst, som, geplaatst = [], 0.0, 0
    for nummer, (dag, plek, gewicht) in enumerate(gewogen, start=1):
        som += gewicht
        streef = contacten if nummer == len(gewogen) else int(contacten * som / totaal)
        uitkomst.append(Moment(dag, plek, streef - geplaatst))
        geplaatst = streef
    return uitkomst


def _drukte_tot(einde: datetime) -> float:
    open_, dicht = OCHTEND
    voorbij = (einde.hour + einde.minute / 60 - open_) / (dicht - open_)
    return _drukte(einde.date()) * min(max(voorbij, 0), 1) if einde.isoweekday() <= VRIJDAG else 0


def _drukte(dag: date) -> float:
    if feestdag(dag):
        return 0
    return DRUKTE_PER_WEEKDAG[dag.weekday()] * DRUKTE_PER_MAAND[dag.month - 1]


def verloop(rooster: list[Moment], werkzoekenden: int, contacten: int, rng: Random) -> Iterator[tuple[Moment, Wie]]:
    """For every contact in order who it is with: exactly ``werkzoekenden`` newcomers, as far as there is room."""
    anoniem = max(min(round(contacten * ANONIEM), contacten - werkzoekenden), 0) if werkzoekenden else contacten
    nieuw, over = min(werkzoekenden, contacten), contacten
    iemand_gezien = False
    for moment in rooster:
        for _ in range(moment.aantal):
            if rng.random() * over < anoniem:
                anoniem -= 1
                wie = Wie.ANONIEM
            elif not iemand_gezien or rng.random() * (over - anoniem) < nieuw:
                nieuw -= 1
                wie, iemand_gezien = Wie.NIEUW, True
            else:
                wie = Wie.TERUG
            over -= 1
            yield moment, wie
