"""Who gets which place, as numbers: worth as much as possible together, and never more than somebody can carry.

With one place for everybody this is the linear assignment problem, which ``scipy.optimize.linear_sum_assignment``
solves exactly. Here somebody can carry several places as long as hours are left and the turns do not meet, which
makes it a generalised assignment with conflicts. So it is solved in rounds (each gives everybody at most one place
more), then made better by taking a place off half of the workers and solving the assignment of those anew, on what
is left to each, and last proved: by branch and bound, with as bound the assignment in which everybody counts as
often as their hours allow. Within the budget the answer is the best there is; beyond it ``bovengrens`` says how far
off it is at most.
"""

import heapq
from dataclasses import dataclass
from itertools import combinations, count

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Getallen = NDArray[np.int64]
NIEMAND = -1
STILSTAND, MEESTE_POGINGEN = 20, 60
"""So many attempts without any gain, or so many at all, and it is good."""
MEESTE_CELLEN = 8_000_000
KOSTEN_PER_TAK = 20_000
"""Cells of all matrices the proof may solve together, and what a branch costs whatever its size: about a second."""


@dataclass(frozen=True)
class Vraagstuk:
    """``punten[plaats, wie]``: what it is worth, 0 is impossible. ``vraagt[plaats, teller]`` and ``ruimte[wie,
    teller]`` in the same unit. ``botst[plaats, plaats]``: nobody can have both.
    """

    punten: Getallen
    vraagt: Getallen
    ruimte: Getallen
    botst: NDArray[np.bool_]

    def leeg(self) -> Getallen:
        return np.full(len(self.punten), NIEMAND, dtype=np.int64)

    def waarde(self, keuze: Getallen) -> int:
        bezet = np.flatnonzero(keuze != NIEMAND)
        return int(self.punten[bezet, keuze[bezet]].sum())

    def past(self, keuze: Getallen) -> bool:
        """Whether everybody can carry what they were given."""
        bezet = np.flatnonzero(keuze != NIEMAND)
        return bool((self.punten[bezet, keuze[bezet]] > 0).all()) and all(
            self.te_veel(np.flatnonzero(keuze == wie), wie) is None for wie in np.unique(keuze[bezet])
        )

    def te_veel(self, plaatsen: Getallen, wie: int) -> list[int] | None:
        """Places of one worker that cannot go together, as few as possible; None when all of them fit."""
        for een, ander in combinations(plaatsen.tolist(), 2):
            if self.botst[een, ander]:
                return [een, ander]
        for teller in np.flatnonzero(self.vraagt[plaatsen].sum(axis=0) > self.ruimte[wie]):
            zwaarste = plaatsen[np.argsort(-self.vraagt[plaatsen, teller], kind="stable")]
            samen = np.cumsum(self.vraagt[zwaarste, teller])
            return [int(plaats) for plaats in zwaarste[: int(np.argmax(samen > self.ruimte[wie, teller])) + 1]]
        return None

    def nog(self, keuze: Getallen) -> tuple[Getallen, Getallen]:
        """What each place is worth to whom beside what they have already, and the room they have left."""
        bezet = np.flatnonzero(keuze != NIEMAND)
        rest, niet = self.ruimte.copy(), np.zeros(self.punten.shape[::-1], dtype=bool)
        np.subtract.at(rest, keuze[bezet], self.vraagt[bezet])
        np.logical_or.at(niet, keuze[bezet], self.botst[bezet])
        for teller in range(self.vraagt.shape[1]):
            niet |= self.vraagt[None, :, teller] > rest[:, None, teller]
        return np.where(niet.T, 0, self.punten), rest


@dataclass(frozen=True)
class Uitslag:
    """``keuze[plaats]``: who, or ``NIEMAND``. No other choice is worth more than ``bovengrens``."""

    keuze: Getallen
    waarde: int
    bovengrens: int

    @property
    def bewezen(self) -> bool:
        return self.waarde == self.bovengrens


def verdeel(vraagstuk: Vraagstuk) -> Uitslag:
    """The best choice that was found, never worth less than that of ``gulzig``."""
    if not vraagstuk.punten.size:
        return Uitslag(vraagstuk.leeg(), 0, 0)
    begin = max(_rondes(vraagstuk, vraagstuk.leeg()), gulzig(vraagstuk), key=vraagstuk.waarde)
    return _bewijs(vraagstuk, _verbeter(vraagstuk, begin))


def gulzig(vraagstuk: Vraagstuk) -> Getallen:
    """Each time the pair that is worth most of those that still fit."""
    keuze, punten = vraagstuk.leeg(), vraagstuk.punten
    rest = vraagstuk.ruimte.copy()
    heeft: list[list[int]] = [[] for _ in range(punten.shape[1])]
    plaatsen, mensen = np.nonzero(punten)
    for nummer in np.argsort(-punten[plaatsen, mensen], kind="stable"):
        plaats, wie = int(plaatsen[nummer]), int(mensen[nummer])
        if keuze[plaats] != NIEMAND or (vraagstuk.vraagt[plaats] > rest[wie]).any():
            continue
        if not vraagstuk.botst[plaats, heeft[wie]].any():
            keuze[plaats] = wie
            heeft[wie].append(plaats)
            rest[wie] -= vraagstuk.vraagt[plaats]
    return keuze


def _ronde(vraagstuk: Vraagstuk, keuze: Getallen) -> Getallen:
    """Everybody at most one place more, of those nobody has."""
    punten, _ = vraagstuk.nog(keuze)
    return _ken_toe(keuze, np.flatnonzero(keuze == NIEMAND), punten, np.arange(punten.shape[1]))


def _ken_toe(keuze: Getallen, open_: Getallen, punten: Getallen, kolommen: Getallen) -> Getallen:
    """The best assignment of the open places to these columns of workers."""
    waarden = punten[np.ix_(open_, kolommen)]
    rijen, gekozen = linear_sum_assignment(waarden, maximize=True)
    goed = waarden[rijen, gekozen] > 0
    nieuw = keuze.copy()
    nieuw[open_[rijen[goed]]] = kolommen[gekozen[goed]]
    return nieuw


def _rondes(vraagstuk: Vraagstuk, keuze: Getallen) -> Getallen:
    while True:
        nieuw = _ronde(vraagstuk, keuze)
        if (nieuw == keuze).all():
            return keuze
        keuze = nieuw


def _verbeter(vraagstuk: Vraagstuk, keuze: Getallen) -> Getallen:
    """Take a place off half of the workers and divide those anew: kept when it is not worth less."""
    toeval, zonder_winst, waarde = np.random.default_rng(0), 0, vraagstuk.waarde(keuze)
    for _ in range(MEESTE_POGINGEN):
        if zonder_winst == STILSTAND:
            break
        nieuw = keuze.copy()
        volgorde = toeval.permutation(len(keuze))
        bezet = volgorde[keuze[volgorde] != NIEMAND]
        een_per_wie = bezet[np.unique(keuze[bezet], return_index=True)[1]]
        nieuw[een_per_wie[toeval.random(len(een_per_wie)) < 0.5]] = NIEMAND
        nieuw = _rondes(vraagstuk, nieuw)
        winst = vraagstuk.waarde(nieuw) - waarde
        zonder_winst = 0 if winst > 0 else zonder_winst + 1
        if winst >= 0:
            keuze, waarde = nieuw, waarde + winst
    return keuze


@dataclass(frozen=True)
class Tak:
    """Part of all choices: some pairs are forbidden (worth 0 in ``punten``), some are fixed (``vast``)."""

    punten: Getallen
    vast: Getallen


def _bewijs(vraagstuk: Vraagstuk, beste: Getallen) -> Uitslag:
    """Branch and bound, the branch that promises most first, until nothing promises more than the best one."""
    waarde, volgnummer, budget = vraagstuk.waarde(beste), count(), MEESTE_CELLEN
    grens, keuze, kosten = _ontspannen(vraagstuk, Tak(vraagstuk.punten, vraagstuk.leeg()))
    takken = [(-grens, next(volgnummer), Tak(vraagstuk.punten, vraagstuk.leeg()), keuze)]
    while takken and -takken[0][0] > waarde and budget > 0:
        _, _, tak, keuze = heapq.heappop(takken)
        fout = _fout(vraagstuk, keuze)
        if fout is None:
            beste, waarde = keuze, vraagstuk.waarde(keuze)
            continue
        for deel in _splits(tak, *fout):
            grens, keuze, kosten = _ontspannen(vraagstuk, deel)
            budget -= kosten
            heapq.heappush(takken, (-grens, next(volgnummer), deel, keuze))
    return Uitslag(beste, waarde, max(waarde, -takken[0][0] if takken else waarde))


def _ontspannen(vraagstuk: Vraagstuk, tak: Tak) -> tuple[int, Getallen, int]:
    """Worth, choice and cells of the assignment in which everybody counts as often as their hours allow."""
    deel = Vraagstuk(tak.punten, vraagstuk.vraagt, vraagstuk.ruimte, vraagstuk.botst)
    punten, rest = deel.nog(tak.vast)
    open_ = np.flatnonzero(tak.vast == NIEMAND)
    keren = [_hoogstens(vraagstuk.vraagt[open_[punten[open_, wie] > 0]], rest[wie]) for wie in range(len(rest))]
    kolommen = np.repeat(np.arange(len(rest)), keren)
    keuze = _ken_toe(tak.vast, open_, punten, kolommen)
    return vraagstuk.waarde(keuze), keuze, len(open_) * len(kolommen) + KOSTEN_PER_TAK


def _hoogstens(vraagt: Getallen, rest: Getallen) -> int:
    """How many of these places at most go into this room: the lightest ones, counter by counter."""
    if not len(vraagt):
        return 0
    samen = np.cumsum(np.sort(vraagt, axis=0), axis=0)
    return int((samen <= rest).sum(axis=0).min(initial=len(vraagt)))


def _fout(vraagstuk: Vraagstuk, keuze: Getallen) -> tuple[list[int], int] | None:
    for wie in np.unique(keuze[keuze != NIEMAND]).tolist():
        samen = vraagstuk.te_veel(np.flatnonzero(keuze == wie), wie)
        if samen is not None:
            return samen, wie
    return None


def _splits(tak: Tak, samen: list[int], wie: int) -> list[Tak]:
    """One of these places does not go to this worker: for each of them, with the ones before it fixed."""
    delen, vast = [], tak.vast
    for plaats in samen:
        if tak.vast[plaats] == wie:
            continue
        punten = tak.punten.copy()
        punten[plaats, wie] = 0
        delen.append(Tak(punten, vast))
        vast = vast.copy()
        vast[plaats] = wie
    return delen
