"""What is asked against who can do it, per activity and wijk, and where a short training would help (S2.15)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten.models import Deelname, Module
from werkpunten.models import Adres, Soort, Wijk
from wijkwerken.models import Activiteit, Opdracht, Toewijzing, Vraagdrempel, Wijkwerker

HOOGSTENS = 12
"""People proposed for one training: as many as a session usually has places."""


@dataclass(frozen=True)
class OpenPlaats:
    """How many places on assignments of one activity in one wijk nobody has."""

    wijk_id: int
    activiteit_id: int
    aantal: int


def open_plaatsen(dag: date, *, lezer: Medewerker) -> list[OpenPlaats]:
    """Places without a worker on this day; one query."""
    vast = Q(toewijzingen__rol=Toewijzing.Rol.VAST, toewijzingen__van__lte=dag) & (
        Q(toewijzingen__tot=None) | Q(toewijzingen__tot__gte=dag)
    )
    alle = Opdracht.objects.zichtbaar_voor(lezer).filter(Q(tot=None) | Q(tot__gte=dag))
    rijen = alle.annotate(bezet=Count("toewijzingen", vast)).order_by()
    gevonden = Counter[tuple[int, int]]()
    for wijk, activiteit, plaatsen, bezet in rijen.values_list("wijk_id", "activiteit_id", "plaatsen", "bezet"):
        gevonden[wijk, activiteit] += max(0, plaatsen - bezet)
    return [OpenPlaats(wijk, activiteit, aantal) for (wijk, activiteit), aantal in gevonden.items() if aantal]


@dataclass(frozen=True)
class Vraag:
    """One line of the monitor. ``tekort``: how many more places than people who can take one."""

    activiteit: Activiteit
    per_wijk: Sequence[tuple[Wijk, int, int]]
    gevraagd: int
    beschikbaar: int
    drempel: int | None

    @property
    def tekort(self) -> int:
        return max(0, self.gevraagd - self.beschikbaar)

    @property
    def opleiding(self) -> Module | None:
        """The short training to propose: there is one, and the shortage reached the threshold that is set."""
        return self.activiteit.opleiding if self.drempel and self.tekort >= self.drempel else None


def vrije_wijkwerkers(dag: date) -> dict[int, int | None]:
    """Who has an agreement on this day and no fixed place: the person, and the wijk they live in."""
    bezig = Toewijzing.objects.ongefilterd("wie is vrij?").op(dag).filter(rol=Toewijzing.Rol.VAST)
    vrij = Wijkwerker.objects.ongefilterd("wie is vrij?").actief_op(dag)
    vrij = vrij.filter(~Exists(bezig.filter(wijkwerker=OuterRef("pk"))))
    mensen = set(vrij.values_list("werkzoekende_id", flat=True))
    adressen = Adres.objects.ongefilterd("wie is vrij?").filter(tot=None, werkzoekende__in=mensen)
    wijken = dict(adressen.values_list("werkzoekende_id", "wijk_id"))
    return {persoon: wijken.get(persoon) for persoon in mensen}


def geschoold(module: Module) -> set[int]:
    """Who followed this training, or worked on an activity it is for."""
    gevolgd = Deelname.objects.ongefilterd("wie kan dit?").filter(sessie__module=module, contact__isnull=False)
    werkten = Toewijzing.objects.ongefilterd("wie kan dit?").filter(opdracht__activiteit__opleiding=module)
    return {
        *gevolgd.exclude(contact__soort=Soort.POGING).values_list("werkzoekende_id", flat=True),
        *werkten.values_list("werkzoekende_id", flat=True),
    }


def monitor(*, lezer: Medewerker, wijk: Wijk | None = None) -> list[Vraag]:
    """Every activity that is asked for, the largest shortage first; a few queries per training there is."""
    nu = vandaag()
    wijken = {rij.pk: rij for rij in Wijk.objects.all()}
    plaatsen = [rij for rij in open_plaatsen(nu, lezer=lezer) if wijk is None or rij.wijk_id == wijk.pk]
    gevraagd = {rij.activiteit_id for rij in plaatsen}
    activiteiten = Activiteit.objects.select_related("opleiding").filter(pk__in=gevraagd)
    vrij = {persoon: waar for persoon, waar in vrije_wijkwerkers(nu).items() if wijk is None or waar == wijk.pk}
    drempels: dict[int | None, int] = dict(Vraagdrempel.objects.op(nu).values_list("activiteit", "tekort"))
    kunnen: dict[int, set[int]] = {}
    regels = []
    for activiteit in activiteiten:
        module = activiteit.opleiding
        if module is not None and module.pk not in kunnen:
            kunnen[module.pk] = geschoold(module) & set(vrij)
        mensen = kunnen[module.pk] if module else set(vrij)
        waar = Counter(vrij[persoon] for persoon in mensen)
        eigen = [rij for rij in plaatsen if rij.activiteit_id == activiteit.pk]
        per_wijk = [(wijken[rij.wijk_id], rij.aantal, waar[rij.wijk_id]) for rij in eigen]
        drempel = drempels.get(activiteit.pk) or drempels.get(None)
        totaal = sum(rij.aantal for rij in eigen)
        regels.append(Vraag(activiteit, sorted(per_wijk, key=_meest), totaal, len(mensen), drempel))
    return sorted(regels, key=lambda regel: (-regel.tekort, regel.activiteit.naam))


def _meest(rij: tuple[Wijk, int, int]) -> tuple[int, int]:
    return -rij[1], rij[0].nummer


def kandidaten(module: Module, *, lezer: Medewerker) -> list[Wijkwerker]:
    """Who could follow this training: an agreement that runs, not trained yet, and a file the reader may change.

    Those without a fixed place come first, then who began first.
    """
    nu = vandaag()
    alle = Wijkwerker.objects.bewerkbaar_voor(lezer).actief_op(nu).select_related("werkzoekende", "stelsel")
    nog_niet = alle.exclude(werkzoekende__in=geschoold(module)).order_by("begin", "pk")
    vrij = vrije_wijkwerkers(nu)
    return sorted(nog_niet, key=lambda rij: rij.werkzoekende_id not in vrij)[:HOOGSTENS]
