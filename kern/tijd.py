"""Local days in Europe/Brussels, the periods of the reports, and rows that hold from one day till another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Q
from django.utils import timezone
from holidays import HolidayBase, country_holidays


def vandaag() -> date:
    """The local day now (never ``date.today()``, which is the server's day)."""
    return timezone.localdate()


def feestdag(dag: date) -> str:
    """The name of the Belgian public holiday on this day, in Dutch; empty on any other day."""
    return str(_feestdagen(dag.year).get(dag, ""))


def plus_werkdagen(dag: date, aantal: int) -> date:
    """The last of so many working days after this day: no Saturday, Sunday or Belgian public holiday."""
    while aantal:
        dag += timedelta(days=1)
        aantal -= dag.weekday() < 5 and not feestdag(dag)
    return dag


@lru_cache(maxsize=64)
def _feestdagen(jaar: int) -> HolidayBase:
    return country_holidays("BE", years=jaar, language="nl")


@dataclass(frozen=True, order=True)
class Periode:
    """Local days, half-open: ``begin`` is in it, ``einde`` is not. Screens and commands show both ends included."""

    begin: date
    einde: date

    def __post_init__(self) -> None:
        if self.einde <= self.begin:
            raise ValidationError("De einddatum ligt voor de begindatum.")

    @classmethod
    def van_tot(cls, van: date, tot: date) -> "Periode":
        """From two days that are both included."""
        return cls(van, tot + timedelta(days=1))

    @classmethod
    def maand(cls, dag: date) -> "Periode":
        """The calendar month this day lies in."""
        begin = dag.replace(day=1)
        return cls(begin, volgende_maand(begin))

    @property
    def tot(self) -> date:
        """The last day that is in the period."""
        return self.einde - timedelta(days=1)

    def dagen(self) -> Iterator[date]:
        """Every day of it, in order."""
        dag = self.begin
        while dag < self.einde:
            yield dag
            dag += timedelta(days=1)

    def momenten(self) -> tuple[datetime, datetime]:
        """The local midnights at which it begins and has ended."""
        zone = timezone.get_default_timezone()
        begin, einde = (datetime.combine(dag, time(), tzinfo=zone) for dag in (self.begin, self.einde))
        return begin, einde

    def maanden(self) -> Iterator[date]:
        """First day of every calendar month the period touches, in order."""
        maand = self.begin.replace(day=1)
        while maand < self.einde:
            yield maand
            maand = volgende_maand(maand)


def volgende_maand(dag: date) -> date:
    """First day of the month after this day."""
    return (dag.replace(day=1) + timedelta(days=32)).replace(day=1)


def vorige_maand(dag: date) -> date:
    """First day of the month before this day."""
    return (dag.replace(day=1) - timedelta(days=1)).replace(day=1)


def plus_maanden(dag: date, maanden: int) -> date:
    """The same day so many months later (or earlier), or the last day of that month."""
    index = dag.year * 12 + dag.month - 1 + maanden
    eerste = date(index // 12, index % 12 + 1, 1)
    return min(eerste + timedelta(days=dag.day - 1), volgende_maand(eerste) - timedelta(days=1))


def geldt_op(dag: Any, *, van: str = "van", tot: str = "tot") -> Q:
    """Rows that hold on this day (a date, or an expression for one): both days included, an empty ``tot`` is open."""
    return geldt_in(dag, dag, van=van, tot=tot)


def geldt_in(eerste: Any, laatste: Any, *, van: str = "van", tot: str = "tot") -> Q:
    """Rows that hold on at least one day from ``eerste`` to ``laatste``, both included."""
    return (Q(**{tot: None}) | Q(**{f"{tot}__gte": eerste})) & Q(**{f"{van}__lte": laatste})


def tot_na_van(
    naam: str, *, van: str = "van", tot: str = "tot", uitleg: str = "De einddatum ligt voor de begindatum."
) -> CheckConstraint:
    """The last day does not come before the first; an empty one is open."""
    return CheckConstraint(
        condition=Q(**{tot: None}) | Q(**{f"{tot}__gte": F(van)}), name=naam, violation_error_message=uitleg
    )
