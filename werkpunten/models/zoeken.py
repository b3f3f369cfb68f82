"""What somebody typed to find a person, understood: name words, a birth date, a file number, a national number."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import BooleanField, ExpressionWrapper, F, FloatField, Q, Value
from django.db.models.expressions import Combinable

from kern.namen import TUSSENVOEGSELS, vouw
from kern.tijd import vandaag

TERM_MAX = 120
MINSTENS = 2
ONGEVEER = 5  # shorter words have too few trigrams to be compared

_DOSSIER = re.compile(r"w\s?0*(\d{1,9})", re.IGNORECASE)
_INSZ = re.compile(r"\d(?:[\s./-]*\d){10}")
_DATUM = re.compile(
    r"(?<!\d)(?:(?P<iso>\d{4})-(?P<imaand>\d{1,2})-(?P<idag>\d{1,2})"
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


def _geboren(gevonden: re.Match[str]) -> Geboren | None:
    delen = {naam: int(waarde) for naam, waarde in gevonden.groupdict().items() if waarde}
    jaar = delen.get("iso") or delen.get("jaar") or _eeuw(delen["kjaar"])
    maand = delen.get("imaand") or delen.get("maand") or delen.get("kmaand")
    dag = delen.get("idag") or delen.get("dag") or delen.get("kdag")
    try:
        datum = date(jaar, maand or 1, dag or 1)
    except ValueError:
        return None
    return Geboren(jaar, maand, dag) if jaar >= 1900 and datum <= vandaag() else None


def _eeuw(kort: int) -> int:
    """The last year that ends in these two digits."""
    return 2000 + kort if 2000 + kort <= vandaag().year else 1900 + kort


@dataclass(frozen=True)
class Zoekvraag:
    """``leeg`` when there is nothing to search with."""

    woorden: tuple[str, ...] = ()
    geboren: tuple[Geboren, ...] = field(default=())
    dossier: int | None = None
    insz: str = ""

    @property
    def leeg(self) -> bool:
        return self == Zoekvraag()

    @classmethod
    def lees(cls, term: str) -> "Zoekvraag":
        term = term.replace("\0", "")[:TERM_MAX].strip()
        if _INSZ.fullmatch(term):
            return cls(insz=re.sub(r"\D", "", term))
        if dossier := _DOSSIER.fullmatch(term):
            return cls(dossier=int(dossier[1]))
        geboren = tuple(g for gevonden in _DATUM.finditer(term) if (g := _geboren(gevonden)))
        woorden = [woord for woord in vouw(_DATUM.sub(" ", term)).split() if not woord.isdigit()]
        naam = [woord for woord in woorden if woord not in TUSSENVOEGSELS] or woorden
        genoeg = any(len(woord) >= MINSTENS for woord in naam)
        return cls(woorden=tuple(naam) if genoeg else (), geboren=geboren)

    def voorwaarde(self) -> Q:
        """Every word begins a word of the name or looks like one; the birth date fits."""
        if self.dossier is not None:
            return Q(pk=self.dossier)
        voorwaarden = [geboren.voorwaarde() for geboren in self.geboren]
        voorwaarden += [_begin(woord) | _ongeveer(woord) for woord in self.woorden]
        return Q(*voorwaarden) if voorwaarden else Q(pk__in=[])

    def volgorde(self) -> dict[str, Combinable]:
        """``letterlijk``: every word begins a word of the name as written. ``gelijkenis``: 0 to 1 for each word."""
        if not self.woorden:
            return {}
        letterlijk = Q(*[_begin(woord) for woord in self.woorden])
        gelijkenis: Combinable = Value(0.0, output_field=FloatField())
        for woord in self.woorden:
            gelijkenis += TrigramWordSimilarity(woord, F("zoeknaam"))
        return {"letterlijk": ExpressionWrapper(letterlijk, BooleanField()), "gelijkenis": gelijkenis}


def _begin(woord: str) -> Q:
    return Q(zoeknaam__startswith=woord) | Q(zoeknaam__contains=f" {woord}")


def _ongeveer(woord: str) -> Q:
    return Q(zoeknaam__trigram_word_similar=woord) if len(woord) >= ONGEVEER else Q(pk__in=[])
