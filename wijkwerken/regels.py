"""The rules of a booking, without a database: what may be planned, what to watch, what not, and why in plain Dutch.

Whoever plans gives the blocks of time, what is known of the worker, and the rules with their dates; every answer names
its rule. The same limits stand in the database as well (``Urenteller``, exclusion constraints).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import IntEnum

from django.utils import timezone

from kern.tijd import plus_maanden, volgende_maand

UUR = 60


class Ernst(IntEnum):
    """How heavy an answer is; the heaviest counts."""

    OK = 0
    WAARSCHUWING = 1
    BLOKKERING = 2


@dataclass(frozen=True)
class Grens:
    """One dated rule (``wijkwerken.Regel``); ``tot`` is included, None is open."""

    code: str
    waarde: Decimal | None
    van: date
    tot: date | None = None
    waarschuw_vanaf: Decimal | None = None
    venster: int | None = None
    uitleg: str = ""
    grond: str = ""
    mag_afwijken: bool = False

    def geldt_op(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag <= self.tot)


@dataclass(frozen=True)
class Oordeel:
    """One answer: the rule (``code``), what it means here, where the rule stands, and whether one may depart."""

    ernst: Ernst
    code: str
    tekst: str
    grond: str = ""
    mag_afwijken: bool = False

    @property
    def blokkeert(self) -> bool:
        return self.ernst == Ernst.BLOKKERING


@dataclass(frozen=True)
class Blok:
    """Work from one moment until another; kept in UTC, since local hours do not add up when the clock changes."""

    begin: datetime
    einde: datetime

    def __post_init__(self) -> None:
        for naam in ("begin", "einde"):
            object.__setattr__(self, naam, getattr(self, naam).astimezone(UTC))

    def dagen(self) -> Iterator[date]:
        """The local days it touches."""
        dag, laatste = lokaal(self.begin).date(), lokaal(self.einde - timedelta(microseconds=1)).date()
        while dag <= laatste:
            yield dag
            dag += timedelta(days=1)

    def overlapt(self, ander: "Blok") -> bool:
        return self.begin < ander.einde and ander.begin < self.einde

    def __str__(self) -> str:
        begin, einde = lokaal(self.begin), lokaal(self.einde)
        return f"{begin:%d/%m/%Y} {begin:%H.%M}–{einde:%H.%M}"


@dataclass(frozen=True)
class Reeks:
    """Days from ``van`` until ``tot`` included; without ``tot`` it goes on."""

    van: date
    tot: date | None

    def bevat(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag <= self.tot)


@dataclass(frozen=True)
class Stand:
    """What is known of one worker when somebody plans. ``gebruikt``: minutes planned and worked by (rule, first day of
    the month or year). ``bezet``: when they are planned already, and where.
    """

    overeenkomsten: Sequence[Reeks] = ()
    schorsingen: Sequence[Reeks] = ()
    termijn_tot: date | None = None
    gestopt_op: date | None = None
    interimdagen: frozenset[date] = frozenset()
    vervolg: bool = False
    gebruikt: Mapping[tuple[str, date], int] = field(default_factory=dict)
    bezet: Sequence[tuple[Blok, str]] = ()


@dataclass(frozen=True)
class Plek:
    """Where and for whom: whether it lies in the territory, and what its own rules say already."""

    in_gebied: bool = True
    oordelen: Sequence[Oordeel] = ()


class Regelboek:
    """The rules of one scheme, by code and day."""

    def __init__(self, grenzen: Iterable[Grens]) -> None:
        self.grenzen = list(grenzen)

    def op(self, code: str, dag: date) -> Grens | None:
        return next((grens for grens in self.grenzen if grens.code == code and grens.geldt_op(dag)), None)


def lokaal(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def minuten(blok: Blok) -> int:
    """Minutes that really pass, also in the night the clock changes."""
    return int((blok.einde - blok.begin).total_seconds()) // 60


def delen(blok: Blok) -> list[tuple[date, int]]:
    """First day of each month the block touches, and the minutes that fall in it: a shift is split at month end."""
    gevonden, begin = [], blok.begin
    while begin < blok.einde:
        maand = lokaal(begin).date().replace(day=1)
        middernacht = datetime.combine(volgende_maand(maand), time(), tzinfo=timezone.get_default_timezone())
        einde = min(middernacht, blok.einde)
        gevonden.append((maand, minuten(Blok(begin, einde))))
        begin = einde
    return gevonden


def tellers(blok: Blok) -> Counter[tuple[str, date]]:
    """Minutes per counter: of every month and every year the block touches."""
    telling: Counter[tuple[str, date]] = Counter()
    for maand, duur in delen(blok):
        telling["uren_maand", maand] += duur
        telling["uren_jaar", maand.replace(month=1)] += duur
    return telling


def uren(duur: int) -> str:
    """Minutes in words: ``60``, ``60,25``."""
    getal = Decimal(duur) / UUR
    return f"{getal.quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".").replace(".", ",")


def beoordeel(blokken: Sequence[Blok], stand: Stand, plek: Plek, regels: Regelboek) -> list[Oordeel]:
    """Every warning and refusal for these blocks together, the heaviest first; none: it is in order."""
    gevonden = [
        *plek.oordelen,
        *(oordeel for blok in blokken for dag in blok.dagen() for oordeel in _dag(dag, stand, plek, regels)),
        *_overlap(blokken, stand),
        *_uren(blokken, stand, regels),
    ]
    uniek = {(oordeel.code, oordeel.tekst): oordeel for oordeel in gevonden}
    return sorted(uniek.values(), key=lambda oordeel: -oordeel.ernst)


def zwaarst(oordelen: Iterable[Oordeel]) -> Ernst:
    return max((oordeel.ernst for oordeel in oordelen), default=Ernst.OK)


def _dag(dag: date, stand: Stand, plek: Plek, regels: Regelboek) -> Iterator[Oordeel]:
    if stand.gestopt_op and dag > stand.gestopt_op:
        yield Oordeel(Ernst.BLOKKERING, "gestopt", f"Het wijk-werken stopte op {stand.gestopt_op:%d/%m/%Y}.")
    yield from _overeenkomst(dag, stand, regels)
    if any(reeks.bevat(dag) for reeks in stand.schorsingen):
        yield Oordeel(Ernst.BLOKKERING, "schorsing", f"Op {dag:%d/%m/%Y} is de overeenkomst geschorst.")
    yield from _interim(dag, stand, regels)
    gebied = regels.op("gebied", dag)
    if gebied and not plek.in_gebied:
        yield _weiger(gebied, f"Dit ligt buiten het werkgebied. {gebied.uitleg}")
    yield from _einde(dag, stand, regels)


def _weiger(grens: Grens, tekst: str) -> Oordeel:
    return Oordeel(Ernst.BLOKKERING, grens.code, tekst, grens.grond, grens.mag_afwijken)


def _overeenkomst(dag: date, stand: Stand, regels: Regelboek) -> Iterator[Oordeel]:
    """Within an agreement; after the term only where somebody departed from it."""
    getekend = any(reeks.bevat(dag) for reeks in stand.overeenkomsten)
    termijn, voorbij = regels.op("termijn", dag), stand.termijn_tot is not None and dag > stand.termijn_tot
    if termijn and voorbij and stand.termijn_tot and not getekend:
        yield _weiger(termijn, f"De termijn eindigt op {stand.termijn_tot:%d/%m/%Y}. {termijn.uitleg}")
    elif not getekend:
        yield Oordeel(Ernst.BLOKKERING, "overeenkomst", f"Op {dag:%d/%m/%Y} loopt er geen wijk-werkovereenkomst.")


def _interim(dag: date, stand: Stand, regels: Regelboek) -> Iterator[Oordeel]:
    grens = regels.op("interim", dag)
    if grens is None or grens.waarde is None or grens.venster is None:
        return
    meest = meest_in_venster([interim for interim in stand.interimdagen if interim <= dag], grens.venster)
    waar = f"{meest} dagen interim in {grens.venster} dagen (grens {grens.waarde.normalize():f})"
    if meest > grens.waarde:
        yield _weiger(grens, f"{waar}. {grens.uitleg}")
    elif grens.waarschuw_vanaf is not None and meest >= grens.waarschuw_vanaf:
        yield Oordeel(Ernst.WAARSCHUWING, grens.code, f"{waar}.", grens.grond)


def meest_in_venster(dagen: Iterable[date], venster: int) -> int:
    """The largest number of these days in any window of so many days."""
    rij = sorted(set(dagen))
    return max((sum(0 <= (dag - begin).days < venster for dag in rij) for begin in rij), default=0)


def _einde(dag: date, stand: Stand, regels: Regelboek) -> Iterator[Oordeel]:
    """In the last months without a next step: say so while planning."""
    grens = regels.op("einde_laat", dag)
    if grens is None or grens.waarde is None or stand.termijn_tot is None or stand.vervolg:
        return
    if plus_maanden(stand.termijn_tot, -int(grens.waarde)) < dag <= stand.termijn_tot:
        tekst = f"De termijn eindigt op {stand.termijn_tot:%d/%m/%Y} en er is nog geen vervolgstap."
        yield Oordeel(Ernst.WAARSCHUWING, grens.code, tekst, grens.grond)


def _overlap(blokken: Sequence[Blok], stand: Stand) -> Iterator[Oordeel]:
    for nummer, blok in enumerate(blokken):
        for ander, waar in stand.bezet:
            if blok.overlapt(ander):
                yield Oordeel(Ernst.BLOKKERING, "overlap", f"Overlapt met {waar} ({ander}).")
        for ander in blokken[:nummer]:
            if blok.overlapt(ander):
                yield Oordeel(Ernst.BLOKKERING, "overlap", f"Overlapt met zichzelf ({ander}).")


def _uren(blokken: Sequence[Blok], stand: Stand, regels: Regelboek) -> Iterator[Oordeel]:
    """Planned and worked hours of each month and year together with these."""
    erbij = sum((tellers(blok) for blok in blokken), Counter())
    for (code, begin), duur in sorted(erbij.items()):
        grens = regels.op(code, begin)
        if grens is None or grens.waarde is None:
            continue
        samen = stand.gebruikt.get((code, begin), 0) + duur
        wanneer = f"in {begin:%m/%Y}" if code == "uren_maand" else f"in {begin.year}"
        tekst = f"Dit brengt het op {uren(samen)} uur {wanneer} (grens {grens.waarde.normalize():f})."
        if samen > grens.waarde * UUR:
            yield _weiger(grens, tekst)
        elif grens.waarschuw_vanaf is not None and samen >= grens.waarschuw_vanaf * UUR:
            yield Oordeel(Ernst.WAARSCHUWING, code, tekst, grens.grond)
