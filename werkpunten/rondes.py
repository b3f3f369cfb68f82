"""Writes about find-places and rounds of outreach (S3.7, S3.8), and a week of them on one page."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.tijd import Periode, vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.models import Outreachronde, Vindplaats, Werkpunt, werkpunten_van
from werkpunten.sleutels import eerder_onder

Status = Outreachronde.Status
WEEK = timedelta(days=7)
OVERGANGEN: dict[str, tuple[Status, ...]] = {
    Status.GEPLAND: (Status.BEZIG, Status.KLAAR, Status.AFGELAST),
    Status.BEZIG: (Status.KLAAR, Status.GEPLAND),
    Status.KLAAR: (Status.BEZIG,),
    Status.AFGELAST: (Status.GEPLAND,),
}
"""What a round can become; the way back is there for a mistake."""

BEGONNEN = frozenset({Status.BEZIG, Status.KLAAR})
"""What a round of a day to come cannot be yet."""


@dataclass(frozen=True)
class Dag:
    dag: date
    rondes: list[Outreachronde]


def maandag_van(dag: date) -> date:
    return dag - timedelta(days=dag.weekday())


def week(medewerker: Medewerker, maandag: date) -> list[Dag]:
    """Monday to Sunday with the rounds of one's own units; three queries, however many there are."""
    periode = Periode(maandag, maandag + WEEK)
    rondes = Outreachronde.objects.voor(medewerker).filter(dag__gte=periode.begin, dag__lt=periode.einde).voor_lijst()
    per_dag: dict[date, list[Outreachronde]] = {dag: [] for dag in periode.dagen()}
    for ronde in rondes:
        per_dag[ronde.dag].append(ronde)
    return [Dag(dag, van_dag) for dag, van_dag in per_dag.items()]


@transaction.atomic
def bewaar_vindplaats(plaats: Vindplaats, *, werkpunten: Iterable[Werkpunt], door: Medewerker) -> Vindplaats:
    """Keep a find-place, visited by these of one's own units; units of others that go there stay."""
    eigen = werkpunten_van(door, *BEGELEIDERS)
    gekozen = [werkpunt for werkpunt in werkpunten if werkpunt in eigen]
    if not gekozen:
        raise ValidationError({"werkpunten": "Kies minstens één van je werkpunten."})
    plaats.validate_constraints()
    anderen = list(plaats.werkpunten.exclude(pk__in=[punt.pk for punt in eigen])) if plaats.pk else []
    plaats.save()
    plaats.werkpunten.set([*anderen, *gekozen])
    return plaats


@transaction.atomic
def bewaar_ronde(
    ronde: Outreachronde,
    *,
    plaatsen: Collection[Vindplaats],
    medewerkers: Collection[Medewerker],
    door: Medewerker,
) -> Outreachronde:
    """Keep a round, once per key; it can be changed as long as it is planned or under way.

    One of a day that is over is written down afterwards: it is done.
    """
    if ronde.werkpunt not in werkpunten_van(door, *BEGELEIDERS):
        raise ValidationError("Je werkt niet op dit werkpunt.")
    bestaand = eerder_onder(ronde.sleutel, Outreachronde.objects.select_for_update())
    if bestaand and ronde.pk is None:
        return bestaand  # the same form, sent again
    if bestaand and not bestaand.open:
        raise ValidationError(f"Deze ronde is {bestaand.get_status_display()} en kan niet meer gewijzigd worden.")
    ronde.validate_constraints()
    if ronde.pk is None:
        ronde.status_door = door
        ronde.status = Status.KLAAR if ronde.dag < vandaag() else Status.GEPLAND
    ronde.save()
    ronde.plaatsen.set(plaatsen)
    ronde.medewerkers.set(medewerkers)
    return ronde


@transaction.atomic
def zet_status(ronde: Outreachronde, status: str, *, door: Medewerker) -> Outreachronde:
    """Start, end or call off a round, or take that back. A second click changes nothing."""
    actueel = Outreachronde.objects.voor(door).select_for_update().filter(pk=ronde.pk).first()
    if actueel is None:
        raise ValidationError("Deze ronde is niet van jouw werkpunt.")
    if actueel.status == status:
        return actueel
    if status not in OVERGANGEN[actueel.status]:
        raise ValidationError(f"Deze ronde is ondertussen: {actueel.get_status_display()}.")
    if status in BEGONNEN and actueel.dag > vandaag():
        raise ValidationError("Deze ronde moet nog komen.")
    actueel.status, actueel.status_sinds, actueel.status_door = status, timezone.now(), door
    actueel.save(update_fields=["status", "status_sinds", "status_door"])
    return actueel


@transaction.atomic
def neem_week_over(werkpunt: Werkpunt, maandag: date, *, door: Medewerker) -> int:
    """Plan the rounds of the week before once more, on the same weekdays; how many were added.

    What is planned already at the same hour is left alone, so a second click adds nothing.
    """
    if werkpunt not in werkpunten_van(door, *BEGELEIDERS):
        raise ValidationError("Je werkt niet op dit werkpunt.")
    alle = Outreachronde.objects.filter(werkpunt=werkpunt)
    bron = alle.filter(dag__gte=maandag - WEEK, dag__lt=maandag).exclude(status=Status.AFGELAST).voor_lijst()
    bezet = set(alle.filter(dag__gte=maandag, dag__lt=maandag + WEEK).values_list("dag", "van"))
    return sum(_plan_opnieuw(ronde, door=door) for ronde in bron if (ronde.dag + WEEK, ronde.van) not in bezet)


def _plan_opnieuw(ronde: Outreachronde, *, door: Medewerker) -> bool:
    """The same round a week later, where we still go and with who still works here; not when it moved since."""
    sleutel = uuid.uuid5(ronde.sleutel, (ronde.dag + WEEK).isoformat())
    plaatsen = [plaats for plaats in ronde.plaatsen.all() if plaats.actief]
    mee = [medewerker for medewerker in ronde.medewerkers.all() if medewerker.is_active]
    if not plaatsen or not mee or Outreachronde.objects.filter(sleutel=sleutel).exists():
        return False
    velden = {"van": ronde.van, "tot": ronde.tot, "toelichting": ronde.toelichting, "sleutel": sleutel}
    nieuw = Outreachronde(werkpunt=ronde.werkpunt, dag=ronde.dag + WEEK, **velden)
    bewaar_ronde(nieuw, plaatsen=plaatsen, medewerkers=mee, door=door)
    return True
