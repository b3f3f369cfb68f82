"""The periods a report can be frozen for: a calendar month, quarter or year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.db.models import TextChoices

from kern.tijd import Periode, plus_maanden

MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
RANGTELWOORDEN = ("eerste", "tweede", "derde", "vierde")


class Tijdvaksoort(TextChoices):
    MAAND = "maand", "maand"
    KWARTAAL = "kwartaal", "kwartaal"
    JAAR = "jaar", "jaar"

    @property
    def maanden(self) -> int:
        return {"maand": 1, "kwartaal": 3, "jaar": 12}[self.value]

    @property
    def eenheid(self) -> str:
        """What ``date_trunc`` of PostgreSQL calls it."""
        return {"maand": "month", "kwartaal": "quarter", "jaar": "year"}[self.value]

    @property
    def terug(self) -> int:
        """How many of these before it a report shows beside it."""
        return {"maand": 12, "kwartaal": 8, "jaar": 4}[self.value]

    def van(self, dag: date) -> "Tijdvak":
        """The one this day lies in."""
        return Tijdvak(self, date(dag.year, (dag.month - 1) // self.maanden * self.maanden + 1, 1))


@dataclass(frozen=True)
class Tijdvak:
    """One month, quarter or year, by its first day. The key (``2026-10``, ``2026-K3``, ``2026``) is in addresses."""

    soort: Tijdvaksoort
    begin: date

    @classmethod
    def maand(cls, dag: date) -> Self:
        """The calendar month this day lies in."""
        return cls(Tijdvaksoort.MAAND, dag.replace(day=1))

    @classmethod
    def van_sleutel(cls, sleutel: str) -> "Tijdvak":
        """``ValueError`` when it is none."""
        jaar, streep, rest = sleutel.partition("-")
        if len(jaar) != 4 or not jaar.isascii() or not jaar.isdigit():
            raise ValueError(sleutel)
        if not streep:
            return cls(Tijdvaksoort.JAAR, date(int(jaar), 1, 1))
        if rest[:1] == "K":
            if rest[1:] not in {"1", "2", "3", "4"}:
                raise ValueError(sleutel)
            return cls(Tijdvaksoort.KWARTAAL, date(int(jaar), int(rest[1:]) * 3 - 2, 1))
        return cls(Tijdvaksoort.MAAND, date.fromisoformat(f"{sleutel}-01"))

    @property
    def periode(self) -> Periode:
        return Periode(self.begin, plus_maanden(self.begin, self.soort.maanden))

    @property
    def sleutel(self) -> str:
        if self.soort is Tijdvaksoort.KWARTAAL:
            return f"{self.begin.year}-K{self._kwartaal}"
        return f"{self.begin:%Y-%m}" if self.soort is Tijdvaksoort.MAAND else f"{self.begin:%Y}"

    @property
    def naam(self) -> str:
        """``oktober 2026``, ``derde kwartaal van 2026`` or ``2026``."""
        if self.soort is Tijdvaksoort.KWARTAAL:
            return f"{RANGTELWOORDEN[self._kwartaal - 1]} kwartaal van {self.begin.year}"
        return maandnaam(self.begin) if self.soort is Tijdvaksoort.MAAND else f"{self.begin.year}"

    @property
    def kort(self) -> str:
        """The name inside a sentence that names the year anyway, or needs none: ``het derde kwartaal``."""
        if self.soort is Tijdvaksoort.KWARTAAL:
            return f"het {self.naam}"
        return self.naam

    @property
    def _kwartaal(self) -> int:
        return (self.begin.month + 2) // 3

    @property
    def vorige(self) -> "Tijdvak":
        return self.soort.van(self.begin - timedelta(days=1))

    @property
    def venster(self) -> Periode:
        """This one with those shown beside it."""
        return Periode(plus_maanden(self.begin, -self.soort.terug * self.soort.maanden), self.periode.einde)

    def delen(self, soort: Tijdvaksoort) -> "Iterator[Tijdvak]":
        """The smaller ones in it, in order."""
        for maand in self.periode.maanden():
            deel = soort.van(maand)
            if deel.begin == maand:
                yield deel

    def __str__(self) -> str:
        return self.naam


def maandnaam(dag: date) -> str:
    """``oktober 2026`` of any day in it."""
    return f"{MAANDEN[dag.month - 1]} {dag.year}"
