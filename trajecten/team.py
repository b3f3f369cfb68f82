"""What a coordinator sees of the team: who coaches how many people, and who is forgotten. No ranking of colleagues."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import (
    Avg,
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Sum,
    Value,
)
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, Rol
from trajecten.caseload import met_taak_te_laat, te_lang_geen_contact, zonder_afspraak
from werkpunten.models import Aanstelling, Begeleiding, Werkpunt, afwezig_tot, werkpunten_van

NIEUW_DAGEN = 30


@dataclass(frozen=True)
class Plaatsen:
    """How many people somebody coaches at most by what was agreed today, and how many now at the units it is of."""

    afgesproken: int
    bezet: int

    @property
    def vrij(self) -> int:
        """Below zero is too many."""
        return self.afgesproken - self.bezet


@dataclass(frozen=True)
class Teamrij:
    """One colleague: people coached now at the coordinator's units, and how long ago these were seen."""

    medewerker: Medewerker
    actief: int = 0
    zonder_afspraak: int = 0
    te_lang: int = 0
    taken_te_laat: int = 0
    nieuw: int = 0
    dagen: int | None = None
    """Mean number of days since the last counting contact, of the people who had one."""
    plaatsen: Plaatsen | None = None
    """At these units, when that was agreed."""

    @property
    def te_veel(self) -> int:
        return max(-self.plaatsen.vrij, 0) if self.plaatsen else 0


def eigen_werkpunten(coordinator: Medewerker) -> list[Werkpunt]:
    return werkpunten_van(coordinator, Rol.COORDINATOR)


def team_van(coordinator: Medewerker, werkpunten: Collection[Werkpunt] | None = None) -> list[Medewerker]:
    """Colleagues who work with files at these units (all the coordinator's) today, or still coach there; by name.

    With ``afwezig_tot``: the last day they are away, of who is away today.
    """
    werkpunten = eigen_werkpunten(coordinator) if werkpunten is None else werkpunten
    in_dienst = Aanstelling.objects.op(vandaag()).filter(werkpunt__in=werkpunten, rol__in=BEGELEIDERS)
    begeleidt = Begeleiding.objects.lopend().op(werkpunten)
    team = Medewerker.objects.filter(
        Q(pk__in=in_dienst.values("medewerker")) | Q(pk__in=begeleidt.values("begeleider")), is_active=True
    )
    return list(team.annotate(afwezig_tot=afwezig_tot("pk")))


def plaatsen_van(
    medewerkers: Iterable[Medewerker | int], werkpunten: Collection[Werkpunt] | None = None
) -> dict[int, Plaatsen]:
    """Per colleague with an agreed number, at these units or at all of theirs; elsewhere nobody counts."""
    afspraken = Aanstelling.objects.op(vandaag()).filter(plaatsen__isnull=False, rol__in=BEGELEIDERS)
    afspraken = afspraken.filter(medewerker__in=medewerkers)
    if werkpunten is not None:
        afspraken = afspraken.filter(werkpunt__in=werkpunten)
    hier = afspraken.filter(medewerker=OuterRef("begeleider"), werkpunt=OuterRef("werkpunt"))
    alle = Begeleiding.objects.ongefilterd("hoeveel mensen iemand begeleidt").lopend().filter(Exists(hier))
    bezet = dict(alle.order_by().values_list("begeleider").annotate(Count("pk")))
    per_collega = afspraken.order_by().values_list("medewerker").annotate(Sum("plaatsen"))
    return {pk: Plaatsen(plaatsen, bezet.get(pk, 0)) for pk, plaatsen in per_collega}


def te_vol(naar: Medewerker | None, erbij: int) -> str:
    """That a colleague has no room for so many more people, or nothing: no reason to refuse."""
    plaatsen = plaatsen_van([naar]).get(naar.pk) if naar else None
    if plaatsen is None or erbij <= plaatsen.vrij:
        return ""
    vrij = plaatsen.vrij
    hoeveel = "geen plaats" if vrij <= 0 else "nog 1 plaats" if vrij == 1 else f"nog {vrij} plaatsen"
    return f"{naar} heeft {hoeveel} vrij: dit zijn er {erbij - max(vrij, 0)} te veel."


def collegas_van(medewerker: Medewerker) -> list[Medewerker]:
    """To whom one can hand people over: who works with files today at a unit where one does so too, by name."""
    werkpunten = werkpunten_van(medewerker, *BEGELEIDERS)
    in_dienst = Aanstelling.objects.op(vandaag()).filter(werkpunt__in=werkpunten, rol__in=BEGELEIDERS)
    return list(Medewerker.objects.filter(pk__in=in_dienst.values("medewerker"), is_active=True))


def teamcijfers(coordinator: Medewerker, werkpunten: Collection[Werkpunt] | None = None) -> list[Teamrij]:
    """One row per colleague, in four queries; each figure counts the people behind its own list of the caseload.

    ``werkpunten``: some of the coordinator's units; all of them unless told otherwise.
    """
    werkpunten = eigen_werkpunten(coordinator) if werkpunten is None else werkpunten
    persoon = "werkzoekende__"
    geleden = ExpressionWrapper(
        Value(vandaag(), DateField()) - F("werkzoekende__laatste_contact"), output_field=DurationField()
    )
    cijfers: dict[int, dict[str, Any]] = {
        rij["begeleider"]: dict(rij)
        for rij in Begeleiding.objects.zichtbaar_voor(coordinator)
        .lopend()
        .op(werkpunten)
        .order_by()
        .values("begeleider")
        .annotate(
            actief=Count("pk"),
            zonder_afspraak=Count("pk", filter=zonder_afspraak(persoon)),
            te_lang=Count("pk", filter=te_lang_geen_contact(persoon)),
            taken_te_laat=Count("pk", filter=met_taak_te_laat(persoon)),
            nieuw=Count("pk", filter=Q(van__gte=timezone.now() - timedelta(days=NIEUW_DAGEN))),
            gemiddeld=Avg(geleden),
        )
    }
    team = team_van(coordinator, werkpunten)
    plaatsen = plaatsen_van(team, werkpunten)
    return [_rij(collega, cijfers.get(collega.pk, {}), plaatsen.get(collega.pk)) for collega in team]


def _rij(medewerker: Medewerker, cijfers: dict[str, Any], plaatsen: Plaatsen | None) -> Teamrij:
    aantallen = {naam: aantal for naam, aantal in cijfers.items() if naam not in {"begeleider", "gemiddeld"}}
    gemiddeld = cijfers.get("gemiddeld")
    dagen = None if gemiddeld is None else round(gemiddeld / timedelta(days=1))
    return Teamrij(medewerker, **aantallen, dagen=dagen, plaatsen=plaatsen)
