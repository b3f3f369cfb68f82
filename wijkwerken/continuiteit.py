"""Continuity (S2.17–S2.20), without a database: which places lose their worker, who can take over, and why that one.

Whoever asks gives the places that come open and the workers as they are known. What cannot be (no training, no hours
left, not free, term over) is left out and says why; the rest is weighed with ``GEWICHTEN``, and the places are divided
so that the weights together are as high as possible (``wijkwerken.verdeling``).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from kern.tijd import Periode
from werkpunten.models import Werkzoekende
from wijkwerken.rooster import Moment, rooster
from wijkwerken.verdeling import NIEMAND, Getallen, Uitslag, Vraagstuk, verdeel

ONBEPERKT = 10**9
GEKOZEN = 10**6
"""A choice of the what-if weighs more than all the rest together."""
Teller = tuple[str, date]
"""A limit and the first day of the month or year it counts in."""


@dataclass(frozen=True)
class Gewicht:
    """What speaks for a worker at a place, and how much. ``zin``: as people read it."""

    code: str
    punten: int
    betekenis: str
    zin: str


VERVULD = Gewicht("vervuld", 1000, "Er komt iemand. Dat weegt zwaarder dan al de rest samen.", "")
ZELFDE = Gewicht("zelfde", 400, "Wie er werkt, blijft. Dat weegt meer dan de rest hierna samen.", "kan gewoon blijven")
BEKEND = Gewicht("bekend", 120, "De gebruiker kent de wijk-werker al.", "werkte hier eerder")
WIJK = Gewicht("wijk", 60, "Wie dichtbij woont, past in de wijk.", "woont in dezelfde wijk")
ERVARING = Gewicht("ervaring", 40, "Wie dit werk al deed, kan vlot overnemen.", "deed dit werk al")
TAAL = Gewicht("taal", 40, "Ze verstaan elkaar.", "spreekt {wat}")
WENS = Gewicht("wens", 30, "De wijk-werker doet dit werk graag.", "doet dit werk graag")
OPLEIDING = Gewicht("opleiding", 20, "De opleiding bij dit werk is gevolgd.", "volgde de opleiding")
PAST = Gewicht("past", 20, "De wijk-werker zei dat deze uren passen.", "zei dat deze uren passen")
BLIJFT = Gewicht("blijft", 2, "Per week die er nog is na de start: minder nieuwe gezichten.", "kan {wat} blijven")
LEEMTE = Gewicht("leemte", -15, "Per week dat er niemand is.", "eerst {wat} niemand")
GEWICHTEN = (VERVULD, ZELFDE, BEKEND, WIJK, ERVARING, TAAL, WENS, OPLEIDING, PAST, BLIJFT, LEEMTE)
MEESTE_WEKEN_BLIJFT = 26
MEESTE_WEKEN_LEEMTE = 20


@dataclass(frozen=True)
class Plaats:
    """A place of an assignment that has nobody from ``vanaf`` on. ``opleiding``: the training that goes with the work;
    ``opleiding_verplicht``: only after it. ``eerder``: other workers the customer knows. ``vertrekt``: whose place
    it was; ``kan_blijven``: only because that was agreed until a day, so the same worker may have it again.
    """

    sleutel: int
    gebruiker: int
    wijk: int
    activiteit: int
    momenten: tuple[Moment, ...]
    vanaf: date
    tot: date | None = None
    opleiding: int | None = None
    opleiding_verplicht: bool = False
    talen: frozenset[str] = frozenset()
    eerder: frozenset[int] = frozenset()
    vertrekt: int | None = None
    kan_blijven: bool = False

    @cached_property
    def rooster(self) -> int:
        return rooster(self.momenten)

    def vraagt(self, periode: Periode) -> Counter[Teller]:
        """Minutes per counter from the first open day on, within these days."""
        telling: Counter[Teller] = Counter()
        laatste = periode.tot if self.tot is None else min(periode.tot, self.tot)
        eerste = max(self.vanaf, periode.begin)
        per_weekdag = Counter(dict.fromkeys(range(1, 8), 0))
        for moment in self.momenten:
            per_weekdag[moment.weekdag] += moment.minuten
        for dag in (eerste + timedelta(days=nummer) for nummer in range((laatste - eerste).days + 1)):
            telling["uren_maand", dag.replace(day=1)] += per_weekdag[dag.isoweekday()]
            telling["uren_jaar", date(dag.year, 1, 1)] += per_weekdag[dag.isoweekday()]
        return telling


@dataclass(frozen=True)
class Kandidaat:
    """A worker who may take over. ``beschikbaar``: the week as ``rooster`` has it, None when nobody asked; ``bezet``:
    turns every week until a day. ``vrij``: minutes left per counter; ``niet_bij``: customers it did not work out with.
    """

    sleutel: int
    wijk: int
    vanaf: date
    tot: date | None = None
    activiteiten: frozenset[int] = frozenset()
    wensen: frozenset[int] = frozenset()
    opleidingen: frozenset[int] = frozenset()
    talen: frozenset[str] = frozenset()
    beschikbaar: int | None = None
    bezet: tuple[tuple[int, date | None], ...] = ()
    vrij: Mapping[Teller, int] = field(default_factory=dict)
    niet_bij: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Kader:
    """The days that are looked at, and how long somebody has to be able to stay for a new start to make sense."""

    periode: Periode
    minstens_dagen: int = 28


@dataclass(frozen=True)
class Keuzes:
    """What-if: these places go to these workers, and these workers take nothing."""

    vast: Mapping[int, int] = field(default_factory=dict)
    zonder: frozenset[int] = frozenset()


def start(plaats: Plaats, kandidaat: Kandidaat, kader: Kader) -> date:
    """The first day this worker can be there."""
    return max(plaats.vanaf, kandidaat.vanaf, kader.periode.begin)


def bezwaar(plaats: Plaats, kandidaat: Kandidaat, kader: Kader) -> str:
    """Why this worker cannot take this place; empty when they can."""
    return _niet_hier(plaats, kandidaat) or _niet_dan(plaats, kandidaat, kader) or _geen_uren(plaats, kandidaat, kader)


def _niet_hier(plaats: Plaats, kandidaat: Kandidaat) -> str:
    if kandidaat.sleutel == plaats.vertrekt and not plaats.kan_blijven:
        return "stopt hier net"
    if plaats.opleiding_verplicht and plaats.opleiding not in kandidaat.opleidingen:
        return "volgde de verplichte opleiding niet"
    return "het ging hier eerder niet goed" if plaats.gebruiker in kandidaat.niet_bij else ""


def _niet_dan(plaats: Plaats, kandidaat: Kandidaat, kader: Kader) -> str:
    if kandidaat.beschikbaar is not None and plaats.rooster & ~kandidaat.beschikbaar:
        return "kan niet op deze uren"
    begin = start(plaats, kandidaat, kader)
    for bits, tot in kandidaat.bezet:
        if bits & plaats.rooster and (tot is None or tot >= begin):
            return "werkt dan al ergens anders"
    laatste = kader.periode.tot if plaats.tot is None else min(kader.periode.tot, plaats.tot)
    if begin > laatste:
        return f"kan pas vanaf {begin:%d/%m/%Y}"
    nodig = begin + timedelta(days=kader.minstens_dagen - 1)
    nodig = nodig if plaats.tot is None else min(nodig, plaats.tot)
    if kandidaat.tot is not None and kandidaat.tot < nodig:
        return f"stopt zelf op {kandidaat.tot:%d/%m/%Y}"
    return ""


def _geen_uren(plaats: Plaats, kandidaat: Kandidaat, kader: Kader) -> str:
    if not kandidaat.vrij:
        return ""
    for (code, begin), nodig in plaats.vraagt(kader.periode).items():
        vrij = kandidaat.vrij.get((code, begin), ONBEPERKT)
        if nodig > vrij:
            wanneer = f"in {begin:%m/%Y}" if code == "uren_maand" else f"in {begin.year}"
            return f"heeft {wanneer} nog {max(0, vrij) // 60} uur over, er zijn er {-(-nodig // 60)} nodig"
    return ""


@dataclass(frozen=True)
class Reden:
    """One weight as it holds here: how many points, and in words."""

    gewicht: Gewicht
    punten: int
    tekst: str


def weken(dagen: int) -> str:
    aantal = -(-dagen // 7)
    return "1 week" if aantal == 1 else f"{aantal} weken"


def _weeg(plaats: Plaats, kandidaat: Kandidaat, kader: Kader) -> list[tuple[Gewicht, int]]:
    """Which weights hold, and how many times."""
    begin = start(plaats, kandidaat, kader)
    houdt = [
        (VERVULD, 1),
        (ZELFDE, kandidaat.sleutel == plaats.vertrekt),
        (BEKEND, kandidaat.sleutel in plaats.eerder),
        (WIJK, kandidaat.wijk == plaats.wijk),
        (ERVARING, plaats.activiteit in kandidaat.activiteiten),
        (TAAL, bool(plaats.talen & kandidaat.talen)),
        (WENS, plaats.activiteit in kandidaat.wensen),
        (OPLEIDING, plaats.opleiding in kandidaat.opleidingen),
        (PAST, kandidaat.beschikbaar is not None),
        (BLIJFT, _weken_blijft(plaats, kandidaat, begin)),
        (LEEMTE, min(MEESTE_WEKEN_LEEMTE, -(-_leemte(plaats, begin, kader) // 7))),
    ]
    return [(gewicht, int(keren)) for gewicht, keren in houdt if keren]


def _leemte(plaats: Plaats, begin: date, kader: Kader) -> int:
    """Days from now on that nobody is there."""
    return max(0, (begin - max(plaats.vanaf, kader.periode.begin)).days)


def _weken_blijft(plaats: Plaats, kandidaat: Kandidaat, begin: date) -> int:
    einden = [dag for dag in (plaats.tot, kandidaat.tot) if dag is not None]
    return min(MEESTE_WEKEN_BLIJFT, ((min(einden) - begin).days + 1) // 7) if einden else MEESTE_WEKEN_BLIJFT


def punten(plaats: Plaats, kandidaat: Kandidaat, kader: Kader) -> int:
    return sum(gewicht.punten * keren for gewicht, keren in _weeg(plaats, kandidaat, kader))


@dataclass(frozen=True)
class Voorstel:
    """A worker for a place."""

    plaats: Plaats
    kandidaat: Kandidaat
    kader: Kader
    punten: int

    @property
    def start(self) -> date:
        return start(self.plaats, self.kandidaat, self.kader)

    @property
    def leemte(self) -> int:
        """Days from now on that nobody is there."""
        return _leemte(self.plaats, self.start, self.kader)

    @property
    def blijft(self) -> bool:
        """Nobody new comes: who has the place now goes on."""
        return self.kandidaat.sleutel == self.plaats.vertrekt

    @property
    def bekend(self) -> bool:
        return self.blijft or self.kandidaat.sleutel in self.plaats.eerder

    @property
    def redenen(self) -> list[Reden]:
        """What made the choice, the heaviest first, in words."""
        gevonden = [
            Reden(gewicht, gewicht.punten * keren, gewicht.zin.format(wat=self._wat(gewicht, keren)))
            for gewicht, keren in _weeg(self.plaats, self.kandidaat, self.kader)
            if gewicht.zin
        ]
        return sorted(gevonden, key=lambda reden: -abs(reden.punten))

    def _wat(self, gewicht: Gewicht, keren: int) -> str:
        if gewicht == TAAL:
            namen = dict(Werkzoekende.Taal.choices)
            samen = sorted(self.plaats.talen & self.kandidaat.talen)
            return " en ".join(str(namen.get(taal, taal)) for taal in samen)
        meer = "nog minstens " if gewicht == BLIJFT and keren == MEESTE_WEKEN_BLIJFT else "nog "
        return (meer if gewicht == BLIJFT else "") + weken(keren * 7)


class Opvolgplan:
    """Who takes over which place, for the places and workers as they are and for a what-if."""

    def __init__(
        self, plaatsen: Sequence[Plaats], kandidaten: Sequence[Kandidaat], kader: Kader, keuzes: Keuzes | None = None
    ) -> None:
        self.plaatsen, self.kandidaten, self.kader, self.keuzes = plaatsen, kandidaten, kader, keuzes or Keuzes()

    @cached_property
    def mogelijk(self) -> Vraagstuk:
        """Every pair that can be, in numbers, whatever was chosen."""
        vraagt = [plaats.vraagt(self.kader.periode) for plaats in self.plaatsen]
        tellers = sorted({teller for telling in vraagt for teller in telling})
        nodig = _tabel([[telling[teller] for teller in tellers] for telling in vraagt], len(tellers))
        vrij = [[wie.vrij.get(teller, ONBEPERKT) for teller in tellers] for wie in self.kandidaten]
        waarden = _tabel(
            [[self._punten(plaats, wie) for wie in self.kandidaten] for plaats in self.plaatsen], len(self.kandidaten)
        )
        roosters = [plaats.rooster for plaats in self.plaatsen]
        botst = _tabel([[bool(een & ander) for ander in roosters] for een in roosters], len(roosters))
        vraagstuk = Vraagstuk(waarden, nodig, _tabel(vrij, len(tellers)), botst.astype(bool))
        return replace(vraagstuk, punten=vraagstuk.nog(vraagstuk.leeg())[0])

    def _punten(self, plaats: Plaats, wie: Kandidaat) -> int:
        """Hours apart: those are counted for all at once."""
        if wie.sleutel in self.keuzes.zonder or _niet_hier(plaats, wie) or _niet_dan(plaats, wie, self.kader):
            return 0
        return max(1, punten(plaats, wie, self.kader))

    @cached_property
    def vraagstuk(self) -> Vraagstuk:
        """What is to be divided: a place that was chosen for somebody is theirs before anything else."""
        waarden = self.mogelijk.punten.copy()
        nummers = {wie.sleutel: nummer for nummer, wie in enumerate(self.kandidaten)}
        for rij, plaats in enumerate(self.plaatsen):
            if plaats.sleutel in self.keuzes.vast:
                wie = nummers.get(self.keuzes.vast[plaats.sleutel])
                anders = np.arange(len(self.kandidaten)) != (NIEMAND if wie is None else wie)
                waarden[rij, anders] = 0
                waarden[rij] *= GEKOZEN
        return replace(self.mogelijk, punten=waarden)

    @cached_property
    def uitslag(self) -> Uitslag:
        return verdeel(self.vraagstuk)

    @cached_property
    def voorstellen(self) -> dict[int, Voorstel]:
        """The successor of each place that gets one, by the key of the place."""
        return {
            plaats.sleutel: self._voorstel(plaats, self.kandidaten[wie])
            for plaats, wie in zip(self.plaatsen, self.uitslag.keuze, strict=True)
            if wie != NIEMAND
        }

    def _voorstel(self, plaats: Plaats, wie: Kandidaat) -> Voorstel:
        return Voorstel(plaats, wie, self.kader, punten(plaats, wie, self.kader))

    def alternatieven(self, plaats: Plaats, hoogstens: int | None = None) -> list[Voorstel]:
        """Everybody else who can, the best first."""
        gekozen = self.voorstellen.get(plaats.sleutel)
        rij = self.mogelijk.punten[self._rijen[plaats.sleutel]]
        volgorde = [wie for wie in np.argsort(-rij, kind="stable") if rij[wie]]
        ander = [wie for wie in volgorde if gekozen is None or self.kandidaten[wie] != gekozen.kandidaat]
        return [self._voorstel(plaats, self.kandidaten[wie]) for wie in ander[:hoogstens]]

    @cached_property
    def _rijen(self) -> dict[int, int]:
        return {plaats.sleutel: nummer for nummer, plaats in enumerate(self.plaatsen)}

    def niet_te_houden(self) -> list[int]:
        """Places of which the choice of the what-if cannot be."""
        return [
            sleutel
            for sleutel, wie in self.keuzes.vast.items()
            if sleutel not in self.voorstellen or self.voorstellen[sleutel].kandidaat.sleutel != wie
        ]

    def anders_dan(self, ander: "Opvolgplan") -> list[int]:
        """Places that get somebody else, or nobody, in the other plan."""
        wie = [{sleutel: rij.kandidaat.sleutel for sleutel, rij in plan.voorstellen.items()} for plan in (self, ander)]
        return [plaats.sleutel for plaats in self.plaatsen if wie[0].get(plaats.sleutel) != wie[1].get(plaats.sleutel)]


def _tabel(rijen: Sequence[Sequence[int]], kolommen: int) -> Getallen:
    return np.array(rijen, dtype=np.int64).reshape(len(rijen), kolommen)


def leemtes(
    plaatsen: Iterable[Plaats], voorstellen: Mapping[int, Voorstel], maandagen: Sequence[date]
) -> dict[int, list[int]]:
    """Per wijk and week (by its Monday): how many places have nobody, with these successors in place."""
    tellingen: dict[int, list[int]] = {}
    for plaats in plaatsen:
        voorstel = voorstellen.get(plaats.sleutel)
        rij = tellingen.setdefault(plaats.wijk, [0] * len(maandagen))
        for nummer, maandag in enumerate(maandagen):
            zondag = maandag + timedelta(days=6)
            loopt = plaats.vanaf <= zondag and (plaats.tot is None or plaats.tot >= maandag)
            rij[nummer] += loopt and (voorstel is None or voorstel.start > zondag)
    return tellingen


def overlapbezoek(
    plaats: Plaats, kandidaat: Kandidaat, *, van: date, dagen: int = 28, vrij_op: Collection[date] = ()
) -> tuple[date, Moment] | None:
    """The last turn of who leaves at which the successor can be there too, on or after ``van``; None: there is none.

    ``vrij_op``: days without a turn.
    """
    for terug in range(1, dagen + 1):
        dag = plaats.vanaf - timedelta(days=terug)
        if dag < van or dag in vrij_op:
            continue
        for moment in plaats.momenten:
            if moment.weekdag == dag.isoweekday() and _kan_dan(kandidaat, moment, dag):
                return dag, moment
    return None


def _kan_dan(kandidaat: Kandidaat, moment: Moment, dag: date) -> bool:
    bits = rooster([moment])
    elders = any(bits & bezet and (tot is None or tot >= dag) for bezet, tot in kandidaat.bezet)
    past = kandidaat.beschikbaar is None or not bits & ~kandidaat.beschikbaar
    return past and not elders and dag >= kandidaat.vanaf
