"""The planning of a week: who works when, how many hours they have left, and which turns nobody has yet."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from kern.tijd import Periode
from toegang.models import Medewerker
from wijkwerken.models import UREN, Beurt, Code, Opdracht, Urenteller, Wijkwerker
from wijkwerken.models import Regel as RegelRij
from wijkwerken.models.wijkwerkers import WijkwerkerQuerySet
from wijkwerken.regels import UUR, Blok, minuten
from wijkwerken.services.opdrachten import blok

WERKWEEK = 5


@dataclass(frozen=True)
class Cel:
    dag: date
    beurten: Sequence[Beurt]


@dataclass(frozen=True)
class Uren:
    """Minutes of a month or year: planned beside worked, and what is left of the limit."""

    gepland: int
    gewerkt: int
    te_regulariseren: int
    vrij: int | None
    grens: int | None

    @property
    def krap(self) -> bool:
        """Less than a tenth of the limit is left."""
        return self.grens is not None and self.vrij is not None and self.vrij * 10 < self.grens


@dataclass(frozen=True)
class Regel:
    wijkwerker: Wijkwerker
    cellen: Sequence[Cel]
    week: int
    maand: Uren
    jaar: Uren


@dataclass(frozen=True)
class Gat:
    """A moment of an assignment on a day for which fewer workers are planned than it wants."""

    opdracht: Opdracht
    blok: Blok
    gepland: int

    @property
    def te_weinig(self) -> bool:
        """It cannot be done with so few."""
        return self.gepland < self.opdracht.minimum

    @property
    def vrij(self) -> int:
        return self.opdracht.plaatsen - self.gepland

    @property
    def dag(self) -> date:
        return timezone.localdate(self.blok.begin)


def week_van(dag: date) -> Periode:
    """Monday up to and including Sunday."""
    maandag = dag - timedelta(days=dag.weekday())
    return Periode(maandag, maandag + timedelta(days=7))


def te_plannen(medewerker: Medewerker, week: Periode) -> WijkwerkerQuerySet:
    """Workers with an agreement in this week whom one may see, by name."""
    zichtbaar = Wijkwerker.objects.zichtbaar_voor(medewerker).actief_in(week.begin, week.tot)
    return zichtbaar.select_related("werkzoekende", "stelsel").order_by("werkzoekende__sorteernaam", "pk")


def regels(wijkwerkers: Sequence[Wijkwerker], week: Periode, medewerker: Medewerker) -> list[Regel]:
    """A line per worker, in three queries whatever their number."""
    alle = Beurt.objects.zichtbaar_voor(medewerker).filter(wijkwerker__in=wijkwerkers).in_periode(week).voor_lijst()
    per_dag: dict[tuple[int, date], list[Beurt]] = defaultdict(list)
    som: Counter[int] = Counter()
    for beurt in alle.order_by("begin", "pk"):
        per_dag[beurt.wijkwerker_id, max(timezone.localdate(beurt.begin), week.begin)].append(beurt)
        if beurt.status != Beurt.Status.AFGEZEGD:
            som[beurt.wijkwerker_id] += minuten(Blok(beurt.begin, beurt.einde))
    tellers = _tellers(wijkwerkers, week, medewerker)
    grenzen = {(rij.stelsel_id, rij.code): rij.waarde for rij in RegelRij.objects.op(week.begin).filter(code__in=UREN)}

    def uren(wie: Wijkwerker, code: str, begin: date) -> Uren:
        grens = grenzen.get((wie.stelsel_id, code))
        standaard = None if grens is None else int(grens * UUR)
        return _uren(tellers.get((wie.werkzoekende_id, code, begin)), standaard)

    maand, jaar = week.begin.replace(day=1), week.begin.replace(month=1, day=1)
    return [
        Regel(
            wie,
            [Cel(dag, per_dag[wie.pk, dag]) for dag in week.dagen()],
            som[wie.pk],
            uren(wie, Code.UREN_MAAND, maand),
            uren(wie, Code.UREN_JAAR, jaar),
        )
        for wie in wijkwerkers
    ]


def _tellers(
    wijkwerkers: Iterable[Wijkwerker], week: Periode, medewerker: Medewerker
) -> dict[tuple[int, str, date], Urenteller]:
    personen = [wie.werkzoekende_id for wie in wijkwerkers]
    begin = {week.begin.replace(day=1), week.begin.replace(month=1, day=1)}
    rijen = Urenteller.objects.zichtbaar_voor(medewerker).filter(werkzoekende__in=personen, begin__in=begin)
    return {(rij.werkzoekende_id, rij.code, rij.begin): rij for rij in rijen}


def _uren(teller: Urenteller | None, grens: int | None) -> Uren:
    if teller is None:
        return Uren(0, 0, 0, grens, grens)
    return Uren(teller.gepland, teller.gewerkt, teller.te_regulariseren, teller.vrij, teller.grens)


def zonder_weekend(getoond: Sequence[Regel], week: Periode) -> list[date]:
    """The days that get a column: Monday to Friday, and a day of the weekend when somebody works."""
    dagen = list(week.dagen())
    bezet = {cel.dag for regel in getoond for cel in regel.cellen if cel.beurten}
    return [dag for nummer, dag in enumerate(dagen) if nummer < WERKWEEK or dag in bezet]


def gaten(week: Periode, medewerker: Medewerker) -> list[Gat]:
    """Moments of this week that want more workers, the emptiest first; in three queries."""
    gepland = Beurt.objects.ongefilterd("bezetting").telt().in_periode(week)
    opdrachten = Opdracht.objects.zichtbaar_voor(medewerker).lopend_in(week).select_related("gebruiker", "wijk")
    per_begin = Counter(gepland.values_list("toewijzing__opdracht", "begin"))
    gevonden = [
        Gat(opdracht, stuk, per_begin[opdracht.pk, stuk.begin])
        for opdracht in opdrachten.prefetch_related("momenten")
        for dag in week.dagen()
        if opdracht.van <= dag and (opdracht.tot is None or dag <= opdracht.tot)
        for moment in opdracht.momenten.all()
        if moment.weekdag == dag.isoweekday()
        for stuk in [blok(dag, moment.van, moment.tot)]
    ]
    over = [gat for gat in gevonden if gat.vrij > 0]
    return sorted(over, key=lambda gat: (not gat.te_weinig, gat.blok.begin, gat.opdracht.pk))
