"""Successors in wijk-werken: time and worth beside an exact solver (HiGHS) and beside greedy choosing.

300 workers and 600 customers of the 25 wijken, as a year of it looks: terms of twelve months that end all year round,
one or two turns a week, and who knows the customer because they worked there or fell in before. Three in ten places
come open earlier, because that was agreed until a day: there the same worker can stay while the term lasts. Asked for
the places that come open within 13 and 26 weeks, and for all 600 at once, which never happens.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from datetime import time as tijd
from random import Random

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from kern.tijd import Periode
from wijkwerken.continuiteit import Kader, Kandidaat, Opvolgplan, Plaats, Teller
from wijkwerken.rooster import Moment, rooster
from wijkwerken.verdeling import NIEMAND, Getallen, Uitslag, Vraagstuk, gulzig

WERKERS, GEBRUIKERS, WIJKEN, ACTIVITEITEN = 300, 600, 25, 12
LOOPT_AF, PAS_BEGONNEN = 0.3, 0.3
TALEN = ("nl", "nl", "nl", "tr", "ar", "bg", "fr", "en", "so", "prs")
VANDAAG = date(2026, 11, 23)
SECONDEN_EXACT = 60.0


@dataclass(frozen=True)
class Exact:
    """What the exact solver found: its choice, a bound no choice can pass, and whether it finished."""

    keuze: Getallen
    bovengrens: float
    klaar: bool


def exact(vraagstuk: Vraagstuk, seconden: float = SECONDEN_EXACT) -> Exact:
    """The same task as an integer program: a place once, hours per counter, at most one of the places that meet."""
    plaatsen, mensen = np.nonzero(vraagstuk.punten)
    if not len(plaatsen):
        return Exact(vraagstuk.leeg(), 0, klaar=True)
    rijen = [np.flatnonzero(plaatsen == plaats) for plaats in np.unique(plaatsen)]
    gewicht = [np.ones(len(rij)) for rij in rijen]
    grens = [1.0] * len(rijen)
    for wie in np.unique(mensen):
        van_wie = np.flatnonzero(mensen == wie)
        for teller in range(vraagstuk.vraagt.shape[1]):
            rijen.append(van_wie)
            gewicht.append(vraagstuk.vraagt[plaatsen[van_wie], teller].astype(float))
            grens.append(float(vraagstuk.ruimte[wie, teller]))
        for groep in _samen_onmogelijk(vraagstuk.botst[np.ix_(plaatsen[van_wie], plaatsen[van_wie])]):
            rijen.append(van_wie[groep])
            gewicht.append(np.ones(len(groep)))
            grens.append(1.0)
    wijzers = np.concatenate([[0], np.cumsum([len(rij) for rij in rijen])])
    matrix = csr_array((np.concatenate(gewicht), np.concatenate(rijen), wijzers), shape=(len(rijen), len(plaatsen)))
    antwoord = milp(
        -vraagstuk.punten[plaatsen, mensen].astype(float),
        integrality=np.ones(len(plaatsen)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, -np.inf, np.array(grens)),
        options={"time_limit": seconden, "mip_rel_gap": 0},
    )
    keuze = vraagstuk.leeg()
    if antwoord.x is not None:
        gekozen = antwoord.x > 0.5
        keuze[plaatsen[gekozen]] = mensen[gekozen]
    return Exact(keuze, -float(antwoord.mip_dual_bound), klaar=antwoord.status == 0)


def _samen_onmogelijk(botst: np.ndarray) -> Iterator[np.ndarray]:
    """Groups of which all meet each other, that cover every two that meet."""
    over = np.triu(botst, 1)
    while over.any():
        een, ander = np.argwhere(over)[0]
        groep = [een, ander]
        kan = botst[een] & botst[ander]
        kan[groep] = False
        while kan.any():
            erbij = int(np.argmax(kan))
            groep.append(erbij)
            kan &= botst[erbij]
            kan[erbij] = False
        over[np.ix_(groep, groep)] = False
        yield np.array(groep)


def gelijkend(zaad: int, *, weken: int) -> tuple[list[Plaats], list[Kandidaat], Kader]:
    """A city: every customer has a worker, and the places of whose term ends within so many weeks come open."""
    toeval, einde = Random(zaad), VANDAAG + timedelta(weeks=weken)  # noqa: S311 - no secret
    kader = Kader(Periode(VANDAAG, einde))
    stopt = [VANDAAG + timedelta(days=toeval.randrange(7, 365)) for _ in range(WERKERS)]
    thuis = [toeval.randrange(WIJKEN) for _ in range(WERKERS)]
    nieuw = [toeval.random() < PAS_BEGONNEN for _ in range(WERKERS)]
    plaatsen, heeft = [], [[] for _ in range(WERKERS)]  # type: tuple[list[Plaats], list[list[Plaats]]]
    for nummer in range(GEBRUIKERS):
        wijk, wie = toeval.randrange(WIJKEN), nummer % WERKERS
        plaats = _plaats(nummer, wijk, wie, stopt[wie], toeval, [w for w in range(WERKERS) if thuis[w] == wijk])
        if toeval.random() < LOOPT_AF:
            eerder = VANDAAG + timedelta(days=toeval.randrange(7, (plaats.vanaf - VANDAAG).days + 1))
            plaats = replace(plaats, vanaf=eerder, kan_blijven=not nieuw[wie])
        heeft[wie].append(plaats)
        if plaats.vanaf < einde:
            plaatsen.append(plaats)
    kandidaten = [
        _kandidaat(wie, thuis[wie], stopt[wie], () if nieuw[wie] else heeft[wie], kader, toeval)
        for wie in range(WERKERS)
    ]
    return plaatsen, kandidaten, kader


def _plaats(nummer: int, wijk: int, wie: int, stopt: date, toeval: Random, buren: Sequence[int]) -> Plaats:
    momenten = tuple(
        Moment(dag, tijd(begin), tijd(begin + toeval.choice((2, 3, 3, 4))))
        for dag, begin in zip(
            toeval.sample(range(1, 6), toeval.choice((1, 1, 1, 2))), toeval.choices((8, 9, 13, 14), k=2), strict=False
        )
    )
    kent = toeval.sample(range(WERKERS), toeval.randrange(3)) + toeval.sample(list(buren), min(1, len(buren)))
    return Plaats(
        sleutel=nummer + 1,
        gebruiker=nummer,
        wijk=wijk,
        activiteit=toeval.randrange(ACTIVITEITEN),
        momenten=momenten,
        vanaf=stopt + timedelta(days=1),
        opleiding=toeval.choice((None, None, 1, 2)),
        opleiding_verplicht=toeval.random() < 0.3,
        talen=frozenset({"nl", toeval.choice(TALEN)}) if toeval.random() < 0.5 else frozenset({"nl"}),
        eerder=frozenset(nummer + 1 for nummer in kent) - {wie + 1},
        vertrekt=wie + 1,
    )


def _kandidaat(wie: int, wijk: int, stopt: date, heeft: Sequence[Plaats], kader: Kader, toeval: Random) -> Kandidaat:
    """Three in ten just came in and have no place (``heeft``) yet: they follow who leaves."""
    nieuw = not heeft
    begin = kader.periode.begin + timedelta(days=toeval.randrange(60)) if nieuw else kader.periode.begin
    tot = begin + timedelta(days=365) if nieuw else stopt
    kan = [Moment(dag, tijd(uur), tijd(uur + 4)) for dag in range(1, 6) for uur in (8, 13) if toeval.random() < 0.75]
    van_nu = [moment for plaats in heeft for moment in plaats.momenten]
    nu = [replace(plaats, vanaf=VANDAAG, tot=plaats.vanaf - timedelta(days=1)) for plaats in heeft]
    vrij: dict[Teller, int] = {}
    for maand in kader.periode.maanden():
        vrij["uren_maand", maand] = 60 * 60 - sum(rij.vraagt(kader.periode)["uren_maand", maand] for rij in nu)
        vrij["uren_jaar", date(maand.year, 1, 1)] = toeval.randrange(10, 250) * 60
    return Kandidaat(
        sleutel=wie + 1,
        wijk=wijk,
        vanaf=begin,
        tot=tot,
        activiteiten=frozenset(toeval.sample(range(ACTIVITEITEN), 3)),
        wensen=frozenset(toeval.sample(range(ACTIVITEITEN), 2)),
        opleidingen=frozenset(opleiding for opleiding in (1, 2) if toeval.random() < 0.5)
        | {plaats.opleiding for plaats in heeft if plaats.opleiding is not None},
        talen=frozenset({"nl", toeval.choice(TALEN)}),
        beschikbaar=rooster([*kan, *van_nu]) if toeval.random() < 0.7 else None,
        bezet=tuple((plaats.rooster, plaats.vanaf - timedelta(days=1)) for plaats in heeft),
        vrij=vrij,
    )


def in_weken(plan: Opvolgplan, keuze: Getallen) -> tuple[int, int, float, int]:
    """Filled places, where the same worker stays, the share that keep a face they know, weeks with nobody there."""
    blijft = bekend = leemte = 0
    gevuld = int((keuze != NIEMAND).sum())
    for plaats, wie in zip(plan.plaatsen, keuze, strict=True):
        begin = max(plaats.vanaf, plan.kader.periode.begin)
        if wie == NIEMAND:
            leemte += -(-(plan.kader.periode.einde - begin).days // 7)
            continue
        kandidaat = plan.kandidaten[wie]
        blijft += kandidaat.sleutel == plaats.vertrekt
        bekend += kandidaat.sleutel == plaats.vertrekt or kandidaat.sleutel in plaats.eerder
        leemte += -(-max(0, (kandidaat.vanaf - begin).days) // 7)
    return gevuld, blijft, bekend / max(1, len(plan.plaatsen)), leemte


def regels() -> Iterator[str]:
    for naam, weken in (("13 weken", 13), ("26 weken", 26), ("alles tegelijk", 53)):
        plaatsen, kandidaten, kader = gelijkend(7, weken=weken)
        plan, begin = Opvolgplan(plaatsen, kandidaten, kader), time.perf_counter()
        paren = int((plan.vraagstuk.punten > 0).sum())
        wegen = time.perf_counter() - begin
        uitslag, ons = _getimed(plan)
        begin = time.perf_counter()
        beste = exact(plan.vraagstuk)
        hoelang = time.perf_counter() - begin
        vooraf = gulzig(plan.vraagstuk)
        hoogst = max(1.0, min(beste.bovengrens, uitslag.bovengrens))
        yield (
            f"continuïteit, {naam}: {len(plaatsen)} plaatsen × {len(kandidaten)} wijk-werkers, {paren} paren;"
            f" wegen {wegen * 1000:.0f} ms, verdelen {ons * 1000:.0f} ms, exact (HiGHS) {hoelang:.1f} s"
            f"{'' if beste.klaar else ' (niet klaar)'}"
        )
        for wie, keuze in (("ons", uitslag.keuze), ("exact", beste.keuze), ("gulzig", vooraf)):
            gevuld, blijft, bekend, leemte = in_weken(plan, keuze)
            waarde = plan.vraagstuk.waarde(keuze)
            yield (
                f"  {wie:<7} {waarde / hoogst:.4f} van wat hoogstens kan; {gevuld} plaatsen"
                f" gevuld, bij {blijft} blijft wie er werkt, {bekend:.1%} een bekend gezicht,"
                f" {leemte} weken zonder iemand"
            )


def _getimed(plan: Opvolgplan) -> tuple[Uitslag, float]:
    begin = time.perf_counter()
    uitslag = plan.uitslag
    return uitslag, time.perf_counter() - begin
