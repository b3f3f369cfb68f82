"""Turns of a week, and the week as quarters of an hour in which somebody works, can work or is needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

KWARTIEREN_PER_DAG = 96
WEEK = 7 * KWARTIEREN_PER_DAG


@dataclass(frozen=True)
class Moment:
    """Once a week, on an ISO weekday. Ends before it begins: after midnight."""

    weekdag: int
    van: time
    tot: time

    @property
    def minuten(self) -> int:
        begin, einde = (tijd.hour * 60 + tijd.minute for tijd in (self.van, self.tot))
        return (einde - begin) % 1440 or 1440

    def __str__(self) -> str:
        return f"{self.van:%H.%M}–{self.tot:%H.%M}"


def rooster(momenten: Iterable[Moment]) -> int:
    """The quarters of an hour of the week that these turns touch, one bit each."""
    bits = 0
    for moment in momenten:
        begin = (moment.weekdag - 1) * KWARTIEREN_PER_DAG * 15 + moment.van.hour * 60 + moment.van.minute
        for kwartier in range(begin // 15, -(-(begin + moment.minuten) // 15)):
            bits |= 1 << kwartier % WEEK
    return bits
