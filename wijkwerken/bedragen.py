"""What work is worth, without a database: started hours, the rates of the day, and whole cents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from wijkwerken.regels import Blok, lokaal

UUR = timedelta(hours=1)
CENT = 100


@dataclass(frozen=True)
class Bedrag:
    """One dated amount (``wijkwerken.Tarief``) of a scheme in cents; ``tot`` is included, None is open."""

    stelsel: int
    soort: str
    cent: int
    van: date
    tot: date | None = None


class Tarieflijst:
    """The amounts of every scheme, by kind and day."""

    def __init__(self, bedragen: Iterable[Bedrag]) -> None:
        self._per_soort: dict[tuple[int, str], list[Bedrag]] = {}
        for bedrag in bedragen:
            self._per_soort.setdefault((bedrag.stelsel, bedrag.soort), []).append(bedrag)

    def op(self, stelsel: int, soort: str, dag: date) -> int | None:
        """Cents on this day; None when nobody set it."""
        alle = self._per_soort.get((stelsel, soort), ())
        return next((b.cent for b in alle if b.van <= dag and (b.tot is None or dag <= b.tot)), None)


def begonnen_uren(blok: Blok) -> dict[date, int]:
    """How many hours were begun on each local day, the days in order: the last hour counts whole (S2.27)."""
    per_dag: dict[date, int] = {}
    begin = blok.begin
    while begin < blok.einde:
        dag = lokaal(begin).date()
        per_dag[dag] = per_dag.get(dag, 0) + 1
        begin += UUR
    return per_dag


def reiskost(kilometers: Decimal, *, vanaf: Decimal | None, per_kilometer: int | None) -> int:
    """Cents for a trip there and back of so many kilometers: every kilometer of one that is longer than ``vanaf``.

    Half a cent is rounded up. Without a rule or an amount there is nothing to pay.
    """
    if vanaf is None or not per_kilometer or kilometers <= vanaf:
        return 0
    return int((kilometers * per_kilometer).quantize(Decimal(1), ROUND_HALF_UP))


def in_cent(euro: Decimal) -> int:
    """An amount of two decimals in cents."""
    return int(euro * CENT)


def in_euro(cent: int) -> Decimal:
    return Decimal(cent) / CENT
