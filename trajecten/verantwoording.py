"""What a coordinator answers for: files that colleagues opened with a reason, and visits they took back.

Both give somebody a look at a person their unit does not know (any more). Whoever is protected stays without a name
for a coordinator who is not involved.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from trajecten.team import eigen_werkpunten
from werkpunten.models import Aanstelling, Betrokkenheid, Contactmoment, Werkzoekende

DAGEN = 90
HOOGSTENS = 200


@dataclass(frozen=True)
class Daad:
    """One thing a colleague did; ``persoon`` None: a protected file."""

    moment: datetime
    medewerker: Medewerker
    wat: str
    persoon: Werkzoekende | None
    toelichting: str = ""


def team_van_de_periode(coordinator: Medewerker) -> dict[int, Medewerker]:
    """Who worked with files at the coordinator's units in the last 90 days, also who left since."""
    sinds = vandaag() - timedelta(days=DAGEN)
    aanstellingen = Aanstelling.objects.filter(
        Q(tot=None) | Q(tot__gte=sinds),
        van__lte=vandaag(),
        werkpunt__in=eigen_werkpunten(coordinator),
        rol__in=BEGELEIDERS,
    )
    return Medewerker.objects.in_bulk(list(aanstellingen.values_list("medewerker", flat=True)))


def daden_van_team(coordinator: Medewerker) -> list[Daad]:
    """Reasons given and visits undone in the last 90 days, newest first: at most ``HOOGSTENS`` + 1."""
    team = team_van_de_periode(coordinator)
    sinds = timezone.now() - timedelta(days=DAGEN)
    rijen = sorted([*_redenen(team, sinds), *_ongedaan(team, sinds)], key=lambda rij: rij[0], reverse=True)
    rijen = rijen[: HOOGSTENS + 1]
    vindbaar = Werkzoekende.objects.vindbaar_voor(coordinator).met_naamregel()
    personen = {persoon.pk: persoon for persoon in vindbaar.filter(pk__in={persoon for _, _, _, persoon, _ in rijen})}
    return [
        Daad(moment, team[medewerker], wat, personen.get(persoon), toelichting)
        for moment, medewerker, wat, persoon, toelichting in rijen
    ]


Rij = tuple[datetime, int, str, int, str]


def _redenen(team: dict[int, Medewerker], sinds: datetime) -> list[Rij]:
    gegeven = Betrokkenheid.objects.ongefilterd("verantwoording aan de coördinator").filter(
        reden=Betrokkenheid.Reden.VERANTWOORD, medewerker__in=team, van__gte=sinds
    )
    rijen = gegeven.order_by("-van").values_list("van", "medewerker_id", "werkzoekende_id", "toelichting")
    return [
        (moment, medewerker, "Opende een dossier met een reden", persoon, toelichting)
        for moment, medewerker, persoon, toelichting in rijen[: HOOGSTENS + 1]
    ]


def _ongedaan(team: dict[int, Medewerker], sinds: datetime) -> list[Rij]:
    """From the history: only who logged a visit can undo it, so the author is who did."""
    geschiedenis: Any = Contactmoment.gebeurtenissen.rel.related_model  # type: ignore[attr-defined]
    weg = geschiedenis.objects.filter(
        pgh_label="delete", pgh_created_at__gte=sinds, medewerker__in=team, werkzoekende__isnull=False
    )
    rijen = weg.order_by("-pgh_created_at").values_list("pgh_created_at", "medewerker_id", "werkzoekende_id")
    return [
        (moment, medewerker, "Maakte een contact ongedaan", persoon, "")
        for moment, medewerker, persoon in rijen[: HOOGSTENS + 1]
    ]
