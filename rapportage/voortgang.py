"""How far a project is with a target: over time, in words with a forecast at the present pace, as chart and table.

Whoever may not see small numbers reads, quarter by quarter, what was reached by its end. A quarter in which a figure
grew by fewer than the threshold shows none of it: it comes out with the next one that makes it enough. So any two
numbers on the page differ by nothing or by enough, and so do two figures of one quarter.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil

from django.utils.safestring import SafeString

from kern.templatetags.kern import datum, getal
from kern.tijd import Periode, plus_maanden
from rapportage.grafiek import Kolom, staven
from rapportage.projectcijfers import (
    CIJFER,
    GESTART,
    INTENSIEF,
    UITKOMST,
    VIER_WEKEN,
    WERK,
    ZES_MAANDEN,
    Telling,
    Vraag,
)
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort, maandnaam
from rapportage.weergave import Cel, Tabel, letters
from trajecten.models import Doelstelling, Project

Standen = Mapping[str, Sequence[int | None]]
"""Per figure what was reached by the end of each moment; None is hidden."""
TEMPO = 3
"""Months that say what the present pace is."""
MEESTE_KOLOMMEN = 16
SAMEN = {indicator.code for indicator in (GESTART, INTENSIEF, UITKOMST, WERK, VIER_WEKEN, ZES_MAANDEN)}
"""Figures of which one counts some of the people of another."""
VER = 50
"""Years ahead after which a forecast says nothing any more."""
VANAF = Tijdvaksoort.KWARTAAL
"""What is published: a shorter time shows too little, or who was there."""


@dataclass(frozen=True)
class Reeks:
    """The figures of one question by moment, up to a day; ``standen`` are running totals."""

    telling: Telling
    momenten: tuple[Tijdvak, ...]
    standen: Standen
    tot: date
    """The last day that is counted."""

    @property
    def periode(self) -> Periode:
        return self.telling.vraag.periode

    def stand(self, code: str) -> Cel:
        """The last one; a dash before there is any."""
        return self.standen[code][-1] if self.momenten else ""

    def laatste(self, code: str) -> tuple[Cel, date]:
        """The last one that is shown, and up to which day it counts."""
        getoond = [paar for paar in zip(self.standen[code], self.momenten, strict=True) if paar[0] is not None]
        if not getoond:
            return self.stand(code), self.tot
        waarde, moment = getoond[-1]
        return waarde, min(moment.periode.tot, self.tot)


def reeks(telling: Telling, soort: Tijdvaksoort, tot: date) -> Reeks:
    """Running totals by these moments, up to the one ``tot`` lies in."""
    periode = telling.vraag.periode
    eind = min(tot, periode.tot)
    momenten = tuple(_momenten(periode.begin, eind, soort)) if eind >= periode.begin else ()
    standen = {code: _loop_op(telling, code, momenten) for code in telling.per_maand}
    return Reeks(telling, momenten, standen, min(eind, momenten[-1].periode.tot) if momenten else eind)


def _momenten(begin: date, eind: date, soort: Tijdvaksoort) -> Iterator[Tijdvak]:
    yield from dict.fromkeys(map(soort.van, Periode.van_tot(begin, eind).maanden()))


def _loop_op(telling: Telling, code: str, momenten: Sequence[Tijdvak]) -> list[int | None]:
    stand, uit = 0, list[int | None]()
    for moment in momenten:
        stand += telling.bij(code, moment)
        uit.append(stand)
    return uit


def gepubliceerd(
    telling: Telling,
    drempel: int,
    dag: date,
    geheel: Reeks | None = None,
    ook: Collection[tuple[str, str]] = (),
) -> Reeks:
    """By quarter that is over on this day, without what small numbers would follow from.

    ``geheel``: what is published of the whole project, which stands beside a target or a year of it. ``ook``: figure
    and moment of what must stay hidden anyway.
    """
    laatste = telling.vraag.periode.tot
    exact = reeks(telling, VANAF, laatste if laatste < dag else VANAF.van(dag).vorige.periode.tot)
    standen: dict[str, list[int | None]] = {}
    for code in exact.standen:
        naast = [rij for ander, rij in standen.items() if {code, ander} <= SAMEN]
        dicht = [(code, moment.sleutel) in ook for moment in exact.momenten]
        rij = _veilig(exact.standen[code], naast, drempel, dicht)
        standen[code] = _binnen(rij, exact.momenten, geheel, code, drempel) if geheel else rij
    return Reeks(telling, exact.momenten, standen, exact.tot)


def _veilig(
    rij: Sequence[int | None], naast: Sequence[Sequence[int | None]], drempel: int, dicht: Sequence[bool]
) -> list[int | None]:
    """What of these totals may be shown beside figures of the same people.

    Neither the step from an earlier total, nor that of what two figures differ by, may be a small number: of twenty
    more with a result and nineteen more with work, one is in training.
    """
    uit: list[int | None] = []
    for n, waarde in enumerate(rij):
        stappen = (
            abs((waarde or 0) - nu - toen)
            for ander in ([0] * len(rij), *naast)
            if (nu := ander[n]) is not None
            for toen in _verschillen(uit, ander)
        )
        uit.append(None if dicht[n] or any(0 < stap < drempel for stap in stappen) else waarde)
    return uit


def _verschillen(een: Sequence[int | None], ander: Sequence[int | None]) -> list[int]:
    beide = zip(een, ander, strict=False)
    return [0, *(hier - daar for hier, daar in beide if hier is not None and daar is not None)]


def _binnen(
    rij: Sequence[int | None], momenten: Sequence[Tijdvak], geheel: Reeks, code: str, drempel: int
) -> list[int | None]:
    """Nor may it tell what the whole project had when this began, where that is hidden."""
    van_geheel = dict(zip(geheel.momenten, geheel.standen[code], strict=True))
    getoond = [0, *(waarde for waarde in van_geheel.values() if waarde is not None)]

    def mag(waarde: int | None, moment: Tijdvak) -> bool:
        samen = van_geheel.get(moment if moment in van_geheel else geheel.momenten[-1]) if van_geheel else None
        if samen is None or waarde is None:
            return False
        return not any(0 < abs(samen - waarde - ander) < drempel for ander in getoond)

    return [waarde if mag(waarde, moment) else None for waarde, moment in zip(rij, momenten, strict=True)]


@dataclass(frozen=True)
class Voortgang:
    """One target, and how it goes on a day. ``deel``: of some units only, while the target is of the whole project."""

    doel: Doelstelling
    reeks: Reeks
    dag: date
    deel: bool = False

    @property
    def code(self) -> str:
        return str(self.doel.maatstaf)

    @property
    def naam(self) -> str:
        return CIJFER[self.code].naam

    @property
    def definitie(self) -> str:
        return CIJFER[self.code].definitie

    @property
    def stand(self) -> Cel:
        return self.reeks.laatste(self.code)[0]

    @property
    def tot(self) -> date:
        """The last day the figure counts."""
        return self.reeks.laatste(self.code)[1]

    @property
    def periode(self) -> Periode:
        return self.reeks.periode

    @property
    def belofte(self) -> str:
        """``900 tegen 31/12/2022``."""
        jaar = f" in {self.periode.begin.year}" if self.doel.per_jaar else ""
        tegen = f" tegen {datum(self.doel.tot)}" if self.doel.tot and not self.doel.per_jaar else ""
        return f"{getal(self.doel.aantal)}{jaar}{tegen}"

    @property
    def procent(self) -> str:
        if not isinstance(self.stand, int):
            return f"Doel: {self.belofte}"
        return f"{100 * self.stand // self.doel.aantal}% van {self.belofte}"

    @property
    def wanneer(self) -> str:
        """Up to and with which day it is counted."""
        return f"van {datum(self.periode.begin)} tot en met {datum(self.tot)}" if self.reeks.momenten else ""

    def zin(self) -> str:
        """Where it stands and where it goes at the present pace, in words."""
        if not isinstance(self.stand, int):
            return f"Er is nog {'te weinig' if self.stand is None else 'geen heel kwartaal'} om te tonen."
        if self.stand >= self.doel.aantal:
            return f"Het doel is gehaald: {getal(self.stand)} van {self.belofte}."
        if self.deel:
            return f"{getal(self.stand)} van jouw werkpunten. Het doel is van het hele project.{self._erbij()}"
        over = self.doel.aantal - self.stand
        if self.tot >= self.periode.tot and (self.doel.tot or self.doel.per_jaar):
            return f"Het doel is niet gehaald: {getal(over)} te weinig." if self.stand else "Hierover is niets geteld."
        return self._vooruit(self.stand, over)

    def _vooruit(self, stand: int, over: int) -> str:
        tempo = self._tempo()
        if tempo is None:
            return f"Nog {getal(over)} te gaan. Om vooruit te kijken is het nog te vroeg."
        bij, maanden = tempo
        nu = self._erbij().strip()
        if not bij:
            return f"{nu} In dit tempo wordt het doel niet gehaald."
        if not (self.doel.tot or self.doel.per_jaar):
            return f"{nu} In dit tempo is het doel gehaald {self._wanneer(over, bij / maanden)}."
        rest = _maanden(self.tot, self.periode.tot)
        einde = stand + round(bij / maanden * rest)
        tekort = self.doel.aantal - einde
        if tekort <= 0:
            return f"{nu} In dit tempo is het doel gehaald {self._wanneer(over, bij / maanden)}."
        nodig = ceil(over / rest) if rest > 0 else over
        return (
            f"{nu} In dit tempo worden het er ongeveer {getal(einde)} tegen {datum(self.periode.tot)}: "
            f"{getal(tekort)} te weinig. Om het te halen zijn er {getal(nodig)} per maand nodig."
        )

    def _erbij(self) -> str:
        """How many came in the last whole months; empty when there is none."""
        tempo = self._tempo()
        if tempo is None:
            return ""
        bij, maanden = tempo
        sinds = f"De laatste {maanden} hele maanden" if maanden > 1 else "De laatste hele maand"
        return f" {sinds} {'kwam' if bij == 1 else 'kwamen'} er {getal(bij)} bij."

    def _tempo(self) -> tuple[int, int] | None:
        """How many came in how many whole months before the last counted day; None without a whole one, or hidden."""
        punten = [
            (moment.periode.einde, stand)
            for moment, stand in zip(self.reeks.momenten, self.reeks.standen[self.code], strict=True)
            if stand is not None and moment.periode.tot <= self.reeks.tot
        ]
        if not punten or self.stand is None:
            return None
        einde, laatste = punten[-1]
        vroeger = [punt for punt in punten if _maanden_tussen(punt[0], einde) >= TEMPO]
        begin = (
            self.periode.begin if self.periode.begin.day == 1 else plus_maanden(self.periode.begin.replace(day=1), 1)
        )
        van, toen = vroeger[-1] if vroeger else (begin, 0)
        maanden = _maanden_tussen(van, einde)
        return (laatste - toen, maanden) if maanden > 0 else None

    def _wanneer(self, over: int, per_maand: float) -> str:
        maanden = ceil(over / per_maand)
        if maanden > VER * 12:
            return f"pas over meer dan {VER} jaar"
        return f"rond {maandnaam(plus_maanden(self.tot, maanden))}"

    def op_schema(self, moment: Tijdvak) -> int:
        """How many there should be by the end of it if every day brought as many."""
        dagen = (min(moment.periode.einde, self.periode.einde) - self.periode.begin).days
        return round(self.doel.aantal * dagen / (self.periode.einde - self.periode.begin).days)

    @property
    def met_schema(self) -> bool:
        return bool(self.doel.tot or self.doel.per_jaar) and not self.deel

    def kolommen(self) -> list[tuple[Tijdvak, int | None]]:
        """The moments that fit: shorter ones are left out, up to one a year."""
        alle = list(zip(self.reeks.momenten, self.reeks.standen[self.code], strict=True))
        for soort in (Tijdvaksoort.KWARTAAL, Tijdvaksoort.JAAR):
            if len(alle) > MEESTE_KOLOMMEN:
                laatste = {soort.van(moment.begin): (moment, stand) for moment, stand in alle}
                alle = [(tijd, stand) for tijd, (_, stand) in laatste.items()]
        return alle[-MEESTE_KOLOMMEN:]

    def grafiek(self) -> SafeString:
        kolommen = self.kolommen()
        kort = letters([moment for moment, _ in kolommen])
        return staven(
            f"{self.naam}: voortgang",
            self.uitleg(),
            [f"{self.naam}, tot dan", "Op schema"],
            [
                Kolom(letter, [(0, stand), *([(1, self.op_schema(moment))] if self.met_schema else [])])
                for letter, (moment, stand) in zip(kort, kolommen, strict=True)
            ],
            naam=f"doel-{self.doel.pk}",
        )

    def uitleg(self) -> str:
        getoond = [(moment, stand) for moment, stand in self.kolommen() if stand is not None]
        if not getoond:
            return "Nog niets om te tonen."
        verborgen = " * is een verborgen aantal." if len(getoond) < len(self.kolommen()) else ""
        return f"Laatst {getal(getoond[-1][1])}, tot en met {getoond[-1][0].naam}. {self.zin()}{verborgen}"

    def tabel(self) -> Tabel:
        """What came in each moment, what there was by then, and what there should have been."""
        kop = ["Tot en met", "Erbij", "Samen", *(["Op schema"] if self.met_schema else [])]
        standen: list[tuple[Tijdvak | None, int | None]] = [(None, 0), *self.kolommen()]
        rijen = [
            (moment.naam, [_stap(eerder, stand), stand, *([self.op_schema(moment)] if self.met_schema else [])])
            for (_, eerder), (moment, stand) in pairwise(standen)
            if moment is not None
        ]
        return Tabel(f"{self.naam}: voortgang", kop, rijen)


def _stap(eerder: int | None, stand: int | None) -> int | None:
    return None if eerder is None or stand is None else stand - eerder


def _maanden_tussen(van: date, tot: date) -> int:
    return (tot.year - van.year) * 12 + tot.month - van.month


def _maanden(na: date, tot: date) -> float:
    """Months from a last counted day to a deadline."""
    return (tot - na).days / 30.4375


def samen_met(code: str) -> tuple[str, ...]:
    """A figure and those of the same people: what is published of it depends on them."""
    return tuple(ander for ander in CIJFER if ander == code or {ander, code} <= SAMEN)


def vraag_van(doel: Doelstelling, dag: date) -> Vraag:
    return Vraag(doel.project, doel.periode(dag), samen_met(doel.maatstaf))


def jaar_van(project: Project, jaar: Tijdvak) -> Vraag:
    """The days of a year on which the project ran; it must have run in it."""
    einde = jaar.periode.tot if project.tot is None else min(jaar.periode.tot, project.tot)
    return Vraag(project, Periode.van_tot(max(jaar.periode.begin, project.van), einde))


def hele_looptijd(project: Project, dag: date, codes: Collection[str] = CIJFER) -> Vraag:
    """The whole project up to and with this day."""
    return Vraag(project, project.periode_tot(dag), tuple(code for code in CIJFER if code in codes))
