"""What somebody typed to find a person, understood: words of a name, birth dates, a file or national number."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kern.klank import Deel, delen
from kern.namen import vouw
from kern.tijd import vandaag

TERM_MAX = 120
MINSTENS = 2
EERSTE_JAAR = 1900
MAANDEN = 12

_DOSSIER = re.compile(r"w\s?0*(\d{1,9})", re.IGNORECASE)
_INSZ = re.compile(r"\d(?:[\s./-]*\d){10}")
_DATUM = re.compile(
    r"(?<!\d)(?:(?P<adag>\d{2})(?P<amaand>\d{2})(?P<ajaar>(?:19|20)\d{2})|(?P<iso>\d{4})-(?P<imaand>\d{1,2})-(?P<idag>\d{1,2})"
    r"|(?:(?:(?P<dag>\d{1,2})[/.-])?(?P<maand>\d{1,2})[/.-])?(?P<jaar>\d{4})"
    r"|(?P<kdag>\d{1,2})[/.-](?P<kmaand>\d{1,2})[/.-](?P<kjaar>\d{2}))(?!\d)"
)


@dataclass(frozen=True)
class Geboren:
    """A birth date as far as it is known: a year, a month of it, a day of that."""

    jaar: int
    maand: int | None = None
    dag: int | None = None

    @property
    def datum(self) -> date:
        """The first day it can be."""
        return date(self.jaar, self.maand or 1, self.dag or 1)

    @property
    def precisie(self) -> str:
        return "dag" if self.dag else "maand" if self.maand else "jaar"

    @property
    def zeker(self) -> bool:
        """A day, and not 1 January: that is what gets written down when nobody knows the day."""
        return bool(self.dag) and (self.maand, self.dag) != (1, 1)

    @property
    def bekende_maand(self) -> int | None:
        return None if (self.maand, self.dag) == (1, 1) else self.maand

    def verschrijvingen(self) -> set[date]:
        """This day, the one with day and month swapped, and those that differ in one digit or in the order of two."""
        cijfers = f"{self.datum:%d%m%Y}"
        anders = {f"{cijfers[2:4]}{cijfers[:2]}{cijfers[4:]}", cijfers}
        anders |= {f"{cijfers[:p]}{c}{cijfers[p + 1 :]}" for p in range(8) for c in "0123456789"}
        anders |= {f"{cijfers[:p]}{cijfers[p + 1]}{cijfers[p]}{cijfers[p + 2 :]}" for p in range(7)}
        return {dag for acht in anders if (dag := _bestaat(acht)) and dag.year >= EERSTE_JAAR}

    @classmethod
    def van(cls, datum: date, precisie: str) -> "Geboren":
        """What a person's ``geboortedatum`` and ``geboorte_precisie`` say."""
        return cls(datum.year, None if precisie == "jaar" else datum.month, datum.day if precisie == "dag" else None)

    @classmethod
    def lees(cls, tekst: str) -> "Geboren | None":
        """``04/03/1991``, ``4-3-91``, ``1991-03-04``, ``03/1991`` or ``1991``; None for anything else or not a day."""
        gevonden = _DATUM.fullmatch(tekst.strip())
        return _geboren(gevonden) if gevonden else None

    def voorwaarde(self) -> Q:
        """People born then, also those of whom only that year or month is known."""
        enkel_jaar = Q(geboorte_precisie="jaar", geboortedatum=date(self.jaar, 1, 1))
        if self.dag:
            enkel_maand = Q(geboorte_precisie="maand", geboortedatum=self.datum.replace(day=1))
            return Q(geboortedatum=self.datum) | enkel_maand | enkel_jaar
        laatste_maand = self.maand or 12
        tot = date(self.jaar, laatste_maand, monthrange(self.jaar, laatste_maand)[1])
        return Q(geboortedatum__range=(self.datum, tot)) | enkel_jaar


def _bestaat(cijfers: str) -> date | None:
    try:
        return date(int(cijfers[4:]), int(cijfers[2:4]), int(cijfers[:2]))
    except ValueError:
        return None


def _geboren(gevonden: re.Match[str]) -> Geboren | None:
    delen = {naam: int(waarde) for naam, waarde in gevonden.groupdict().items() if waarde}

    def een_van(*namen: str) -> int | None:
        return next((delen[naam] for naam in namen if naam in delen), None)

    jaar = een_van("iso", "jaar", "ajaar") or _eeuw(delen["kjaar"])
    maand, dag = een_van("imaand", "maand", "kmaand", "amaand"), een_van("idag", "dag", "kdag", "adag")
    if dag and maand and dag <= MAANDEN < maand:
        maand, dag = dag, maand  # 04/13/1985 can only be 13 April
    try:
        datum = date(jaar, maand or 1, dag or 1)
    except ValueError:
        return None
    return Geboren(jaar, maand, dag) if jaar >= EERSTE_JAAR and datum <= vandaag() else None


def _eeuw(kort: int) -> int:
    """The last year that ends in these two digits."""
    return 2000 + kort if 2000 + kort <= vandaag().year else 1900 + kort


@dataclass(frozen=True)
class Zoekvraag:
    """``leeg`` when there is nothing to search with."""

    delen: tuple[Deel, ...] = ()
    geboren: tuple[Geboren, ...] = ()
    dossier: int | None = None
    insz: str = ""

    @property
    def leeg(self) -> bool:
        return self == Zoekvraag()

    @property
    def dagen(self) -> list[Geboren]:
        """The dates that were typed whole: a slip in one is forgiven. A year or month alone is exact."""
        return [geboren for geboren in self.geboren if geboren.dag]

    @classmethod
    def lees(cls, term: str) -> "Zoekvraag":
        term = term.replace("\0", "")[:TERM_MAX].strip()
        if _INSZ.fullmatch(term):
            return cls(insz=re.sub(r"\D", "", term))
        if dossier := _DOSSIER.fullmatch(term):
            return cls(dossier=int(dossier[1]))
        geboren = tuple(g for gevonden in _DATUM.finditer(term) if (g := _geboren(gevonden)))
        woorden = [woord for woord in vouw(_DATUM.sub(" ", term)).split() if not woord.isdigit()]
        naam = delen(" ".join(woorden))
        genoeg = any(len(deel.kern) >= MINSTENS or deel.voluit != deel.kern for deel in naam)
        return cls(delen=tuple(naam) if genoeg else (), geboren=geboren)

    def exact(self) -> Q:
        """Without a name: the file number or the birth dates, as typed."""
        if self.dossier is not None:
            return Q(pk=self.dossier)
        return Q(*[geboren.voorwaarde() for geboren in self.geboren]) if self.geboren else Q(pk__in=[])
