"""Which places lose their worker in the coming weeks and who may take over, read from the database for somebody.

Whoever asks sees the workers whose file they may see, and proposes those whose file they may change.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cached_property

from django.db.models import Q

from kern.tijd import Periode, geldt_op, vandaag
from partners.models import Beschikbaarheid
from toegang.models import Medewerker
from trajecten.models import Deelname
from werkpunten.models import Adres, Taalniveau
from wijkwerken.continuiteit import Kader, Kandidaat, Keuzes, Opvolgplan, Plaats, Teller
from wijkwerken.models import UREN, Opdracht, Regel, Schorsing, Tevredenheid, Toewijzing, Urenteller, Wijkwerker
from wijkwerken.regels import UUR
from wijkwerken.rooster import Moment, rooster

DAGDELEN: Mapping[str, tuple[Collection[int], time, time]] = {
    "voormiddag": (range(1, 6), time(6), time(13)),
    "namiddag": (range(1, 6), time(12), time(18)),
    "avond": (range(1, 6), time(18), time(23)),
    "nacht": (range(1, 6), time(22), time(7)),
    "weekend": ((6, 7), time(0), time(0)),
}
"""What somebody means who says when they can work."""
GRAAG = Q(van_wie="wijkwerker", score__gte=4)
NIET_GOED = Q(score=1)
AFLOOP = "toewijzing loopt af"
"""Nobody said that the worker stops: it was agreed until that day, and can be agreed for longer."""
GENOEG_NEDERLANDS = ("A2", "B1", "B2", "C1", "C2")


@dataclass(frozen=True)
class Open:
    """A place that comes open, with what the screen tells of it: who leaves, and why on that day."""

    plaats: Plaats
    opdracht: Opdracht
    vertrekt: Toewijzing | None
    waarom: str

    @property
    def laatste_dag(self) -> date:
        return self.plaats.vanaf - timedelta(days=1)


class Continuiteit:
    """The coming weeks, in a fixed number of queries however many workers and customers there are."""

    def __init__(self, medewerker: Medewerker, periode: Periode) -> None:
        self.medewerker, self.periode, self.nu = medewerker, periode, vandaag()

    def plan(self, keuzes: Keuzes | None = None) -> Opvolgplan:
        return Opvolgplan([rij.plaats for rij in self.open], self.kandidaten, Kader(self.periode), keuzes)

    @cached_property
    def wijkwerkers(self) -> dict[int, Wijkwerker]:
        alle = Wijkwerker.objects.bewerkbaar_voor(self.medewerker).lopend().filter(begin__isnull=False)
        return {rij.pk: rij for rij in alle.select_related("werkzoekende").order_by("pk")}

    @cached_property
    def opdrachten(self) -> list[Opdracht]:
        alle = Opdracht.objects.zichtbaar_voor(self.medewerker).lopend_in(self.periode)
        mee = ("gebruiker", "activiteit", "werkplek", "wijk")
        doorlopend = alle.exclude(soort=Opdracht.Soort.EENMALIG)
        return list(doorlopend.select_related(*mee).prefetch_related("momenten").order_by("pk"))

    @cached_property
    def toewijzingen(self) -> list[Toewijzing]:
        """Of now, of later and of before: before says who knows whom."""
        alle = Toewijzing.objects.zichtbaar_voor(self.medewerker)
        mee = ("opdracht", "wijkwerker", "werkzoekende")
        return list(alle.select_related(*mee).prefetch_related("opdracht__momenten").order_by("van", "pk"))

    @cached_property
    def geschorst(self) -> dict[int, date]:
        """Since when an agreement rests of which nobody knows until when."""
        rijen = Schorsing.objects.zichtbaar_voor(self.medewerker).filter(tot=None)
        return {rij.wijkwerker_id: rij.van for rij in rijen}

    @cached_property
    def tellers(self) -> dict[tuple[int, str, date], Urenteller]:
        van = self.periode.begin.replace(month=1, day=1)
        rijen = Urenteller.objects.zichtbaar_voor(self.medewerker).filter(begin__gte=van, begin__lt=self.periode.einde)
        return {(rij.werkzoekende_id, rij.code, rij.begin): rij for rij in rijen}

    @cached_property
    def grenzen(self) -> dict[tuple[int, str], int]:
        """Minutes per scheme and limit."""
        rijen = Regel.objects.op(self.periode.begin).filter(code__in=UREN, waarde__isnull=False)
        return {(rij.stelsel_id, rij.code): int((rij.waarde or 0) * UUR) for rij in rijen}

    @cached_property
    def per_wijkwerker(self) -> dict[int, list[Toewijzing]]:
        """What each has now or gets later."""
        gevonden: dict[int, list[Toewijzing]] = defaultdict(list)
        for rij in self.toewijzingen:
            if rij.tot is None or rij.tot >= self.nu:
                gevonden[rij.wijkwerker_id].append(rij)
        return gevonden

    @cached_property
    def kennen(self) -> dict[int, set[int]]:
        """Per customer who worked there."""
        gevonden: dict[int, set[int]] = defaultdict(set)
        for rij in self.toewijzingen:
            if rij.van <= self.nu:
                gevonden[rij.opdracht.gebruiker_id].add(rij.wijkwerker_id)
        return gevonden

    @cached_property
    def open(self) -> list[Open]:
        """Every place without a successor yet, the first to come open on top."""
        gevonden = [rij for opdracht in self.opdrachten for rij in self._open_van(opdracht)]
        return sorted(gevonden, key=lambda rij: (rij.plaats.vanaf, rij.opdracht.pk, rij.plaats.sleutel))

    def _open_van(self, opdracht: Opdracht) -> Iterator[Open]:
        """Who is to come later takes the place of who leaves first; what is left has nobody."""
        vast = [rij for rij in self._vast.get(opdracht.pk, []) if rij.tot is None or rij.tot >= self.nu]
        nu = [rij for rij in vast if rij.van <= self.nu]
        later = len(vast) - len(nu)
        plekken: list[tuple[date, Toewijzing | None, str]] = [
            (max(self.nu, opdracht.van), None, "nog niemand") for _ in range(opdracht.plaatsen - len(nu))
        ]
        for rij in nu:
            einde, waarom = self._laatste(rij)
            if einde is not None and (opdracht.tot is None or einde < opdracht.tot):
                plekken.append((max(self.nu, einde + timedelta(days=1)), rij, waarom))
        for nummer, (vanaf, rij_, waarom) in enumerate(sorted(plekken, key=lambda plek: plek[0])[later:]):
            if vanaf < self.periode.einde:
                plaats = self._plaats(opdracht, rij_, vanaf, nummer)
                yield Open(replace(plaats, kan_blijven=waarom == AFLOOP), opdracht, rij_, waarom)

    @cached_property
    def _vast(self) -> dict[int, list[Toewijzing]]:
        gevonden: dict[int, list[Toewijzing]] = defaultdict(list)
        for rij in self.toewijzingen:
            if rij.rol == Toewijzing.Rol.VAST:
                gevonden[rij.opdracht_id].append(rij)
        return gevonden

    def _laatste(self, rij: Toewijzing) -> tuple[date | None, str]:
        """The planned last day of a worker at a place, and what ends it first."""
        wie = rij.wijkwerker
        rust = self.geschorst.get(wie.pk)
        kan = [
            (wie.termijn_tot, "einde van de termijn"),
            (wie.gestopt_op, "stopt met wijk-werken"),
            (rust - timedelta(days=1) if rust else None, "overeenkomst geschorst"),
            (self._uren_op(rij), "uren van dit jaar op"),
            (rij.tot, rij.einde_reden or AFLOOP),
        ]
        dagen = [(dag, waarom) for dag, waarom in kan if dag is not None]
        return min(dagen, key=lambda paar: paar[0]) if dagen else (None, "")

    def _uren_op(self, rij: Toewijzing) -> date | None:
        """The day the hours of this year run out at the present pace; None when they last."""
        nieuwjaar = self.nu.replace(month=1, day=1)
        teller = self.tellers.get((rij.werkzoekende_id, "uren_jaar", nieuwjaar))
        per_week = sum(_per_week(ander) for ander in self.per_wijkwerker[rij.wijkwerker_id] if ander.van <= self.nu)
        if teller is None or teller.vrij is None or not per_week:
            return None
        dag = self.nu + timedelta(days=(teller.vrij + teller.gepland) * 7 // per_week)
        return dag if dag < date(self.nu.year, 12, 31) else None

    def _plaats(self, opdracht: Opdracht, vertrekt: Toewijzing | None, vanaf: date, nummer: int) -> Plaats:
        activiteit, werkplek = opdracht.activiteit, opdracht.werkplek
        talen = werkplek.talen if werkplek and werkplek.talen else [opdracht.gebruiker.contacttaal]
        wie = vertrekt.wijkwerker_id if vertrekt else None
        return Plaats(
            sleutel=vertrekt.pk if vertrekt else -(opdracht.pk * 64 + nummer),
            gebruiker=opdracht.gebruiker_id,
            wijk=opdracht.wijk_id,
            activiteit=activiteit.pk,
            momenten=_momenten(opdracht),
            vanaf=vanaf,
            tot=opdracht.tot,
            opleiding=activiteit.opleiding_id,
            opleiding_verplicht=activiteit.opleiding_verplicht,
            talen=frozenset(talen),
            eerder=frozenset(self.kennen[opdracht.gebruiker_id] - {wie}),
            vertrekt=wie,
        )

    @cached_property
    def kandidaten(self) -> list[Kandidaat]:
        """Everybody with an agreement that does not rest."""
        return [self._kandidaat(rij) for rij in self.wijkwerkers.values() if rij.pk not in self.geschorst]

    def _kandidaat(self, rij: Wijkwerker) -> Kandidaat:
        persoon, heeft = rij.werkzoekende, self.per_wijkwerker[rij.pk]
        talen = {persoon.contacttaal} | ({"nl"} if persoon.pk in self._spreekt_nederlands else set())
        eerder = {ander.opdracht.activiteit_id for ander in self._alle_van[rij.pk] if ander.van <= self.nu}
        return Kandidaat(
            sleutel=rij.pk,
            wijk=self._wijken.get(persoon.pk, 0),
            vanaf=max(self.nu, rij.begin or self.nu),
            tot=rij.termijn_tot,
            activiteiten=frozenset(eerder),
            wensen=frozenset(self._ervaren[0][rij.pk]),
            opleidingen=frozenset(self._opleidingen[persoon.pk]),
            talen=frozenset(talen),
            beschikbaar=self._beschikbaar.get(persoon.pk),
            bezet=tuple((rooster(_momenten(ander.opdracht)), ander.tot) for ander in heeft),
            vrij=self._vrij(rij, heeft),
            niet_bij=frozenset(self._ervaren[1][rij.pk]),
        )

    def _vrij(self, rij: Wijkwerker, heeft: list[Toewijzing]) -> dict[Teller, int]:
        """Minutes left per month and year: what is worked and what is or will be planned taken off."""
        vast: Counter[Teller] = Counter()
        for ander in heeft:
            als_plaats = Plaats(0, 0, 0, 0, _momenten(ander.opdracht), ander.van, ander.tot)
            vast += als_plaats.vraagt(self.periode)
        gevonden: dict[Teller, int] = {}
        for maand in self.periode.maanden():
            for teller in (("uren_maand", maand), ("uren_jaar", maand.replace(month=1))):
                grens = self.grenzen.get((rij.stelsel_id, teller[0]))
                stand = self.tellers.get((rij.werkzoekende_id, *teller))
                if grens is not None:
                    al = stand.gewerkt + stand.te_regulariseren if stand else 0
                    gevonden[teller] = grens - al - max(vast[teller], stand.gepland if stand else 0)
        return gevonden

    @cached_property
    def _alle_van(self) -> dict[int, list[Toewijzing]]:
        gevonden: dict[int, list[Toewijzing]] = defaultdict(list)
        for rij in self.toewijzingen:
            gevonden[rij.wijkwerker_id].append(rij)
        return gevonden

    @cached_property
    def _wijken(self) -> dict[int, int]:
        rijen = Adres.objects.zichtbaar_voor(self.medewerker).filter(geldt_op(self.nu))
        return dict(rijen.values_list("werkzoekende_id", "wijk_id"))

    @cached_property
    def _beschikbaar(self) -> dict[int, int]:
        rijen = Beschikbaarheid.objects.zichtbaar_voor(self.medewerker).exclude(momenten=[])
        return {pk: _week(delen) for pk, delen in rijen.values_list("werkzoekende_id", "momenten")}

    @cached_property
    def _opleidingen(self) -> dict[int, set[int]]:
        gevonden: dict[int, set[int]] = defaultdict(set)
        rijen = Deelname.objects.zichtbaar_voor(self.medewerker).filter(contact__isnull=False)
        geweest = rijen.exclude(contact__soort="poging")
        for persoon, module in geweest.values_list("werkzoekende_id", "sessie__module"):
            gevonden[persoon].add(module)
        return gevonden

    @cached_property
    def _spreekt_nederlands(self) -> set[int]:
        rijen = Taalniveau.objects.zichtbaar_voor(self.medewerker).filter(spreken__in=GENOEG_NEDERLANDS)
        return set(rijen.values_list("werkzoekende_id", flat=True))

    @cached_property
    def _ervaren(self) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
        """Per worker the activities they liked, and the customers with whom it did not work out."""
        graag: dict[int, set[int]] = defaultdict(set)
        niet_bij: dict[int, set[int]] = defaultdict(set)
        rijen = Tevredenheid.objects.zichtbaar_voor(self.medewerker).filter(GRAAG | NIET_GOED)
        for rij in rijen.select_related("toewijzing__opdracht"):
            opdracht, wie = rij.toewijzing.opdracht, rij.toewijzing.wijkwerker_id
            if rij.score == 1:
                niet_bij[wie].add(opdracht.gebruiker_id)
            else:
                graag[wie].add(opdracht.activiteit_id)
        return graag, niet_bij


def _momenten(opdracht: Opdracht) -> tuple[Moment, ...]:
    return tuple(Moment(rij.weekdag, rij.van, rij.tot) for rij in opdracht.momenten.all())


def _per_week(rij: Toewijzing) -> int:
    return sum(moment.minuten for moment in _momenten(rij.opdracht))


def _week(dagdelen: Collection[str]) -> int:
    return rooster(Moment(dag, van, tot) for deel in dagdelen for dagen, van, tot in [DAGDELEN[deel]] for dag in dagen)
