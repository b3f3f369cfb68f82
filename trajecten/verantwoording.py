"""What a coordinator answers for: files that colleagues opened with a reason, visits they took back, tied, loosened.

Each gives somebody a look at a person their unit does not know (any more). Whoever is protected stays without a name
for a coordinator who is not involved.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from trajecten.team import eigen_werkpunten
from werkpunten.bezoeken import LOS_BINNEN
from werkpunten.models import Aanstelling, Betrokkenheid, Contactmoment, Werkzoekende

DAGEN = 90
HOOGSTENS = 200


@dataclass(frozen=True)
class Daad:
    """One thing a colleague did; ``persoon`` None: a protected file, or (``weg``) one that exists no more."""

    moment: datetime
    medewerker: Medewerker
    wat: str
    persoon: Werkzoekende | None
    toelichting: str = ""
    weg: bool = False


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
    """Reasons given, visits undone, tied and loosened in the last 90 days, newest first: at most ``HOOGSTENS`` + 1."""
    team = team_van_de_periode(coordinator)
    sinds = timezone.now() - timedelta(days=DAGEN)
    rijen = sorted(
        [*_redenen(team, sinds), *_ongedaan(team, sinds), *_gekoppeld(team, sinds)],
        key=lambda rij: rij[0],
        reverse=True,
    )
    rijen = rijen[: HOOGSTENS + 1]
    betrokken = {persoon for _, _, _, persoon, _ in rijen}
    alle = Werkzoekende.objects.ongefilterd("verantwoording aan de coördinator").filter(pk__in=betrokken)
    bestaand = set(alle.values_list("pk", flat=True))
    vindbaar = Werkzoekende.objects.vindbaar_voor(coordinator).met_naamregel()
    personen = {persoon.pk: persoon for persoon in vindbaar.filter(pk__in=betrokken)}
    return [
        Daad(moment, team[medewerker], wat, personen.get(persoon), toelichting, weg=persoon not in bestaand)
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


def _gekoppeld(team: dict[int, Medewerker], sinds: datetime) -> list[Rij]:
    """From the history: a tie names who made it; a row that lost its tie was loosened by whoever was signed in."""
    geschiedenis: Any = Contactmoment.gebeurtenissen.rel.related_model  # type: ignore[attr-defined]
    ooit = geschiedenis.objects.filter(gekoppeld_op__gte=sinds - LOS_BINNEN).values("pgh_obj_id")
    kolommen = ("pgh_obj_id", "pgh_created_at", "pgh_context", "pgh_label", "gekoppeld_door_id", "werkzoekende_id")
    events = geschiedenis.objects.filter(pgh_obj_id__in=ooit).order_by("pgh_obj_id", "pgh_id").values(*kolommen)
    rijen = []
    for vorige, event in pairwise(events):
        if event["pgh_obj_id"] != vorige["pgh_obj_id"] or event["pgh_label"] != "update":
            continue
        los = event["werkzoekende_id"] is None
        persoon = vorige["werkzoekende_id"] if los else event["werkzoekende_id"]
        wie = (event["pgh_context"] or {}).get("medewerker") if los else event["gekoppeld_door_id"]
        if los != (vorige["werkzoekende_id"] is None) and wie in team and event["pgh_created_at"] >= sinds:
            daad = "Maakte een gekoppeld bezoek los" if los else "Koppelde een anoniem bezoek"
            rijen.append((event["pgh_created_at"], wie, daad, persoon, ""))
    return sorted(rijen, key=lambda rij: rij[0], reverse=True)[: HOOGSTENS + 1]
