"""What a coordinator sees of the team: who coaches how many people, and who is forgotten. No ranking of colleagues."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, DateField, DurationField, ExpressionWrapper, F, Q, Value
from django.utils import timezone

from kern.namen import sorteervorm
from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, Rol
from trajecten.caseload import laatste_contact, te_lang_geen_contact
from werkpunten.models import Aanstelling, Begeleiding, Werkpunt, werkpunten_van

NIEUW_DAGEN = 30


@dataclass(frozen=True)
class Teamrij:
    """One colleague: people coached now at the coordinator's units, and how long ago these were seen."""

    medewerker: Medewerker
    actief: int = 0
    te_lang: int = 0
    nieuw: int = 0
    dagen: int | None = None
    """Mean number of days since the last counting contact, of the people who had one."""


def eigen_werkpunten(coordinator: Medewerker) -> list[Werkpunt]:
    return werkpunten_van(coordinator, Rol.COORDINATOR)


def team_van(coordinator: Medewerker) -> list[Medewerker]:
    """Colleagues who work with files at the coordinator's units today, by name."""
    vandaag_in_dienst = Aanstelling.objects.op(vandaag()).filter(
        werkpunt__in=eigen_werkpunten(coordinator), rol__in=BEGELEIDERS
    )
    team = Medewerker.objects.filter(is_active=True, pk__in=vandaag_in_dienst.values("medewerker"))
    return sorted(
        team, key=lambda medewerker: (sorteervorm(medewerker.voornaam, medewerker.achternaam), medewerker.pk)
    )


def teamcijfers(coordinator: Medewerker) -> list[Teamrij]:
    """One row per colleague, in two queries."""
    geleden = ExpressionWrapper(Value(vandaag(), DateField()) - F("laatste"), output_field=DurationField())
    cijfers: dict[int, dict[str, Any]] = {
        rij["begeleider"]: dict(rij)
        for rij in Begeleiding.objects.zichtbaar_voor(coordinator)
        .lopend()
        .filter(werkpunt__in=eigen_werkpunten(coordinator))
        .annotate(laatste=laatste_contact("werkzoekende"))
        .order_by()
        .values("begeleider")
        .annotate(
            actief=Count("pk"),
            te_lang=Count("pk", filter=te_lang_geen_contact("werkzoekende")),
            nieuw=Count("pk", filter=Q(van__gte=timezone.now() - timedelta(days=NIEUW_DAGEN))),
            gemiddeld=Avg(geleden),
        )
    }
    return [_rij(medewerker, cijfers.get(medewerker.pk)) for medewerker in team_van(coordinator)]


def _rij(medewerker: Medewerker, cijfers: dict[str, Any] | None) -> Teamrij:
    if cijfers is None:
        return Teamrij(medewerker)
    gemiddeld = cijfers["gemiddeld"]
    dagen = None if gemiddeld is None else round(gemiddeld / timedelta(days=1))
    return Teamrij(medewerker, cijfers["actief"], cijfers["te_lang"], cijfers["nieuw"], dagen)
