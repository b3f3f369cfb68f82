"""Reading agendas: whose one may see, what stands in a day, which hours are taken and what a new hour meets."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from kern.tijd import Periode, geldt_op, vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, Rol
from werkpunten.agendabronnen import Post, persoonsbronnen, posten
from werkpunten.models import (
    Afspraak,
    AfspraakCollega,
    Afwezigheid,
    Taak,
    Werkpunt,
    Werkzoekende,
    werkpunten_van,
)
from werkpunten.models.afspraken import AfspraakQuerySet
from werkpunten.models.contacten import ONGEDAAN_BINNEN
from werkpunten.models.plaatsen import Aanstelling
from werkpunten.models.taken import TaakQuerySet

DAGBEGIN, DAGEINDE = time(9), time(17)
"""Between these hours a gap in an agenda is shown as free."""
GAT = timedelta(minutes=15)
Status = Afspraak.Status


@dataclass(frozen=True)
class Bezet:
    """Hours that are taken by an appointment or a post, with the colleagues asked about who are in it."""

    begin: datetime
    einde: datetime
    medewerkers: frozenset[int]
    afspraak_id: int = 0
    post: Post | None = None


@dataclass(frozen=True)
class Regel:
    """One appointment on a list, with what this reader can do with it now."""

    afspraak: Afspraak
    ongedaan: bool = False
    kan_noteren: bool = False


@dataclass(frozen=True)
class Blok:
    """One stretch of a day: an appointment (``regel``), something else one may open (``post``), hours taken by what
    one may not see, or free hours.
    """

    begin: datetime
    einde: datetime
    regel: Regel | None = None
    post: Post | None = None
    vrij: bool = False


@dataclass
class Dag:
    dag: date
    wie: Medewerker
    blokken: list[Blok] = field(default_factory=list)

    @property
    def aantal(self) -> int:
        return sum(not blok.vrij for blok in self.blokken)


def collegas_op(werkpunten: Iterable[Werkpunt]) -> list[Medewerker]:
    """Staff who work with people at one of these units today, by name."""
    hier = Aanstelling.objects.op(vandaag()).filter(werkpunt__in=list(werkpunten), rol__in=BEGELEIDERS)
    return list(Medewerker.objects.filter(is_active=True, pk__in=hier.values("medewerker")))


def agendas_van(medewerker: Medewerker) -> list[Medewerker]:
    """Whose agenda somebody may open: the own one first, then of colleagues one covers for now and (for a
    coordinator) of colleagues at the own units.
    """
    afwezig = Medewerker.objects.filter(
        pk__in=Afwezigheid.objects.lopend().filter(waarnemer=medewerker).values("medewerker")
    )
    team = collegas_op(werkpunten_van(medewerker, Rol.COORDINATOR)) if medewerker.heeft_rol(Rol.COORDINATOR) else []
    return list(dict.fromkeys([medewerker, *afwezig, *team]))


def regels(afspraken: Iterable[Afspraak], medewerker: Medewerker) -> list[Regel]:
    nu = vandaag()
    return [
        Regel(
            afspraak,
            ongedaan=afspraak.kan_ongedaan(door=medewerker),
            kan_noteren=afspraak.is_gepland and timezone.localtime(afspraak.begin).date() <= nu,
        )
        for afspraak in afspraken
    ]


def dagen(wie: Medewerker, periode: Periode, kijker: Medewerker, *, vrij: bool = False) -> list[Dag]:
    """Every local day of the period in somebody's agenda; as many queries however long it is."""
    alles = Afspraak.objects.zichtbaar_voor(kijker).van([wie]).in_periode(periode).exclude(status=Status.VERZET)
    zichtbaar = regels(alles.voor_lijst().order_by("begin", "pk"), kijker)
    gezien = {regel.afspraak.pk for regel in zichtbaar}
    begin, einde = periode.momenten()
    blokken = [Blok(regel.afspraak.begin, regel.afspraak.einde, regel) for regel in zichtbaar]
    blokken += [
        Blok(rij.begin, rij.einde, post=rij.post if rij.post and rij.post.pad else None)
        for rij in bezet(begin, einde, medewerkers=[wie], kijker=kijker)
        if rij.afspraak_id not in gezien
    ]
    return [_dag(dag, wie, blokken, vrij=vrij) for dag in periode.dagen()]


def _dag(dag: date, wie: Medewerker, blokken: list[Blok], *, vrij: bool) -> Dag:
    van_dag = [blok for blok in blokken if timezone.localtime(blok.begin).date() == dag]
    if vrij:
        van_dag += [Blok(begin, einde, vrij=True) for begin, einde in vrije_uren(dag, van_dag)]
    return Dag(dag, wie, sorted(van_dag, key=lambda blok: (blok.begin, blok.einde)))


def vrije_uren(dag: date, blokken: Iterable[Blok | Bezet]) -> list[tuple[datetime, datetime]]:
    """The gaps of a quarter or more in a working day, from now on; what was cancelled or missed takes no time."""
    zone = timezone.get_default_timezone()
    vanaf, tot = (datetime.combine(dag, uur, tzinfo=zone) for uur in (DAGBEGIN, DAGEINDE))
    vanaf = max(vanaf, _volgend_kwartier())
    gaten = []
    for blok in sorted(blokken, key=lambda blok: blok.begin):
        regel = getattr(blok, "regel", None)
        if regel is not None and regel.afspraak.status not in {Status.GEPLAND, Status.GEKOMEN}:
            continue
        if blok.begin - vanaf >= GAT:
            gaten.append((vanaf, min(blok.begin, tot)))
        vanaf = max(vanaf, blok.einde)
    if tot - vanaf >= GAT:
        gaten.append((vanaf, tot))
    return [(begin, einde) for begin, einde in gaten if einde > begin]


def _volgend_kwartier() -> datetime:
    nu = timezone.localtime().replace(second=0, microsecond=0)
    return nu + timedelta(minutes=-nu.minute % 15)


def bezet(
    begin: datetime,
    einde: datetime,
    *,
    medewerkers: Collection[Medewerker],
    behalve: Afspraak | None = None,
    kijker: Medewerker | None = None,
) -> list[Bezet]:
    """Planned hours of these colleagues that share time with this stretch, in order.

    Not scoped: whoever plans must know that the hour is taken, not with whom. What a post is about is told to
    ``kijker`` as far as they may see it.
    """
    alle = Afspraak.objects.ongefilterd("bezette uren").gepland().van(medewerkers).tijdens(begin, einde)
    rijen = list(
        alle.exclude(pk=behalve.pk if behalve and behalve.pk else 0)
        .order_by("begin", "pk")
        .values_list("pk", "begin", "einde", "medewerker")
    )
    gevraagd = {medewerker.pk for medewerker in medewerkers}
    erbij: dict[int, set[int]] = {}
    for afspraak, collega in AfspraakCollega.objects.filter(
        afspraak__in=[rij[0] for rij in rijen], medewerker__in=gevraagd
    ).values_list("afspraak", "medewerker"):
        erbij.setdefault(afspraak, set()).add(collega)
    bezette = [
        Bezet(van, tot, frozenset({houder} & gevraagd | erbij.get(pk, set())), pk) for pk, van, tot, houder in rijen
    ]
    bezette += [
        Bezet(post.begin, post.einde, post.medewerkers, post=post)
        for post in posten(begin, einde, gevraagd, kijker=kijker)
    ]
    return sorted(bezette, key=lambda rij: rij.begin)


def waarschuwingen(afspraak: Afspraak, collegas: Collection[Medewerker], *, kijker: Medewerker) -> list[str]:
    """What somebody should know before keeping these hours: who or what is elsewhere then. None of it refuses."""
    wie = (afspraak.medewerker, *collegas)
    gevonden = bezet(afspraak.begin, afspraak.einde, medewerkers=wie, behalve=afspraak, kijker=kijker)
    teksten = collegas_elders(wie, gevonden, timezone.localdate(afspraak.begin), kijker=kijker)
    genoemd = {afspraak.pk, *(rij.afspraak_id for rij in gevonden)} - {None}
    teksten += persoon_elders(afspraak.werkzoekende, afspraak.begin, afspraak.einde, genoemd, kijker=kijker)
    if afspraak.plaats == Afspraak.Plaats.WERKPUNT:
        teksten += dicht(afspraak.werkpunt, afspraak.begin, afspraak.einde)
    return teksten


def collegas_elders(
    medewerkers: Collection[Medewerker], gevonden: Iterable[Bezet], dag: date, *, kijker: Medewerker
) -> list[str]:
    """Who of these colleagues is elsewhere, in words: what was found that takes their hours, and who is away."""
    wie = {medewerker.pk: medewerker for medewerker in medewerkers}
    rijen = list(gevonden)
    namen = _namen([rij.afspraak_id for rij in rijen if rij.afspraak_id], kijker)
    teksten = []
    for rij in rijen:
        wat, naam = (rij.post.wat, rij.post.naam) if rij.post else ("afspraak", namen.get(rij.afspraak_id, ""))
        hoe = f"al een {wat} ({_uren(rij.begin, rij.einde)})" + (f" met {naam}." if naam else ".")
        teksten += [f"{wie[pk].korte_naam} heeft dan {hoe}" for pk in sorted(rij.medewerkers)]
    return [*teksten, *_afwezig(wie, dag)]


def persoon_elders(
    persoon: Werkzoekende, begin: datetime, einde: datetime, genoemd: Collection[int], *, kijker: Medewerker
) -> list[str]:
    """What the person has then, of what this reader may see and was not told yet: appointments and the rest."""
    eigen = Afspraak.objects.zichtbaar_voor(kijker).gepland().filter(werkzoekende=persoon).exclude(pk__in=genoemd)
    teksten = [
        f"{persoon.naam} heeft dan al een afspraak ({_uren(andere.begin, andere.einde)})."
        for andere in eigen.tijdens(begin, einde).order_by("begin", "pk")
    ]
    rest = (wat for bron in persoonsbronnen for wat in bron(persoon, begin, einde, kijker))
    return [*teksten, *(f"{persoon.naam} {wat}." for wat in rest)]


def _afwezig(wie: Mapping[int, Medewerker], dag: date) -> list[str]:
    """Who of these colleagues is away on this day, and who covers for them."""
    weg = Afwezigheid.objects.open().filter(geldt_op(dag), medewerker__in=wie).select_related("waarnemer")
    return [
        f"{wie[rij.medewerker_id].korte_naam} is dan afwezig (tot en met {rij.tot:%d/%m/%Y}); "
        f"{rij.waarnemer} neemt waar."
        for rij in weg.order_by("medewerker", "pk")
    ]


def _namen(afspraken: list[int], kijker: Medewerker) -> dict[int, str]:
    """With whom these appointments are, of people this reader may see."""
    if not afspraken:
        return {}
    zichtbaar = Afspraak.objects.zichtbaar_voor(kijker).filter(pk__in=afspraken).select_related("werkzoekende")
    return {afspraak.pk: afspraak.werkzoekende.naam for afspraak in zichtbaar}


def dicht(werkpunt: Werkpunt, begin: datetime, einde: datetime) -> list[str]:
    """Whether the unit is closed (for a part of) these hours, in words."""
    van, tot = timezone.localtime(begin), timezone.localtime(einde)
    reden, uren = werkpunt.uren_op(van.date())
    if not uren:
        return [_gesloten(werkpunt, reden)] if reden or werkpunt.alle_uren else []
    if any(uur.van <= van.time() and tot.time() <= uur.tot for uur in uren):
        return []
    open_ = " en ".join(f"{uur.van:%H.%M} tot {uur.tot:%H.%M}" for uur in uren)
    return [f"De deur van {werkpunt} is dan dicht (open van {open_} uur)."]


def gesloten(werkpunt: Werkpunt, dag: date) -> str:
    """That the unit does not open on this day, in words; empty when it does."""
    reden, uren = werkpunt.uren_op(dag)
    return "" if uren or not (reden or werkpunt.alle_uren) else _gesloten(werkpunt, reden)


def _gesloten(werkpunt: Werkpunt, reden: str) -> str:
    return f"{werkpunt} is die dag gesloten: {reden}." if reden else f"{werkpunt} is die dag gesloten."


def _uren(begin: datetime, einde: datetime) -> str:
    return f"{timezone.localtime(begin):%H.%M}–{timezone.localtime(einde):%H.%M} uur"


def van_persoon(persoon: Werkzoekende, medewerker: Medewerker) -> AfspraakQuerySet:
    """All appointments of a person that this reader may see."""
    return Afspraak.objects.zichtbaar_voor(medewerker).filter(werkzoekende=persoon).voor_lijst()


def te_doen(taken: TaakQuerySet, medewerker: Medewerker) -> TaakQuerySet:
    """Open tasks, and those somebody handled so lately that a mistake can still be put right on the spot."""
    net = Q(afgehandeld_door=medewerker, afgehandeld_op__gt=timezone.now() - ONGEDAAN_BINNEN)
    return taken.filter(Q(status=Taak.Status.OPEN) | net).voor_lijst().dringendste_eerst()
