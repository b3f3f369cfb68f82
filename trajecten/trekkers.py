"""The organisation that leads for one person in a project, and which others work along (S3.4)."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from kern.poort import keur
from partners.models import Casusteam
from toegang.models import Medewerker, Organisatie
from trajecten.models import Stap, Traject, Trajectverloop
from trajecten.models.trajecten import TrajectQuerySet
from trajecten.verloop import noteer, vergrendel_open
from werkpunten.models import Begeleiding


def _lopend_in_project(traject: Traject) -> TrajectQuerySet:
    alle: TrajectQuerySet = Traject.objects.ongefilterd("trekker in een project").lopend()
    return alle.filter(werkzoekende=traject.werkzoekende_id, sjabloon__project=traject.sjabloon.project_id)


def in_project(traject: Traject) -> int | None:
    """The number of who leads already, by another trajectory of this person that runs in the same project."""
    ander = _lopend_in_project(traject).exclude(pk=traject.pk).order_by("begin", "pk")
    return ander.values_list("trekker", flat=True).first()


def in_projecten(personen: Collection[int]) -> dict[tuple[int, int], int]:
    """The same for many people: who leads, by the numbers of the person and of the project."""
    alle = Traject.objects.ongefilterd("trekker in een project").lopend().filter(werkzoekende__in=personen)
    oudste_laatst = alle.order_by("-begin", "-pk").values_list("werkzoekende", "sjabloon__project", "trekker")
    return {(persoon, project): trekker for persoon, project, trekker in oudste_laatst}


def mogelijk(traject: Traject) -> QuerySet[Organisatie]:
    """Who may lead: the organisations of the project, that of the coach, and who leads now."""
    van_project = traject.sjabloon.project.partners.filter(organisatie__isnull=False).values("organisatie")
    zelf = {traject.trekker_id, traject.begeleiding.begeleider.organisatie_id}
    return Organisatie.objects.filter(pk__in=van_project) | Organisatie.objects.filter(pk__in=zelf)


@transaction.atomic
def zet_trekker(traject: Traject, trekker: Organisatie, *, reden: str, door: Medewerker) -> Traject:
    """Another organisation leads for this person, in all their trajectories that run in this project."""
    actueel = vergrendel_open(traject, door=door)
    if len(reden.strip()) < 3:
        raise ValidationError({"reden": "Schrijf in enkele woorden waarom."})
    if actueel.trekker_id == trekker.pk:
        raise ValidationError({"trekker": f"{trekker} trekt dit traject al."})
    if not mogelijk(actueel).filter(pk=trekker.pk).exists():
        raise ValidationError({"trekker": f"{trekker} werkt niet mee aan dit project."})
    for rij in _lopend_in_project(actueel).select_for_update(of=("self",)).order_by("pk"):
        rij.trekker = trekker
        keur(rij)
        rij.save()
        noteer(rij, Trajectverloop.Soort.TREKKER, f"{trekker}: {reden.strip()}", door)
    actueel.trekker = trekker
    return actueel


def meewerkers(traject: Traject) -> list[str]:
    """The other organisations that coach this person now, or have a step to do in this plan, by name."""
    coaches = Begeleiding.objects.ongefilterd("wie meewerkt").lopend().filter(werkzoekende=traject.werkzoekende_id)
    stappen = Stap.objects.ongefilterd("wie meewerkt").open().filter(doel__traject=traject)
    mee = Organisatie.objects.filter(pk__in=coaches.values("begeleider__organisatie"))
    mee |= Organisatie.objects.filter(pk__in=stappen.values("organisatie"))
    return [str(rij) for rij in mee.exclude(pk=traject.trekker_id).order_by("naam")]


def in_team(team: Casusteam) -> set[int]:
    """Which organisations lead for the person of a case team, by their number."""
    alle = Traject.objects.ongefilterd("trekker in een casusteam").lopend()
    return set(alle.filter(werkzoekende=team.werkzoekende_id).order_by().values_list("trekker", flat=True))
