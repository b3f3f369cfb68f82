"""What was done for a trajectory: jobs, stays at a place and sessions, each tied to it and to a step of its plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from toegang.models import Medewerker
from trajecten import plan
from trajecten.models import BijTraject, Deelname, Plandoel, Stage, Stageplaats, Stap, Traject, Uitstroom
from werkpunten.zicht import vergrendel

MEE = ("traject__sjabloon", "stap")
"""What is shown of where something belongs."""


class Bij(NamedTuple):
    """Where something belongs: to nothing, a trajectory, or a step of its plan."""

    traject: Traject | None = None
    stap: Stap | None = None


def stapsoorten(rij: BijTraject) -> Sequence[str]:
    """The kinds of step that something like this is done for."""
    if isinstance(rij, Stage):
        vrijwillig = rij.plaats_id and rij.plaats.soort == Stageplaats.Soort.VRIJWILLIGERSWERK
        return [Stap.Soort.VRIJWILLIG] if vrijwillig else [Stap.Soort.STAGE]
    return [Stap.Soort.MODULE, Stap.Soort.OPLEIDING] if isinstance(rij, Deelname) else []


def raad(rij: BijTraject) -> Bij:
    """The only trajectory that runs, and its only open step of that kind; nothing when there are several."""
    persoon = getattr(rij, rij.persoon_veld)
    lopend = list(Traject.objects.ongefilterd("waar iets bij hoort").lopend().filter(werkzoekende=persoon)[:2])
    if len(lopend) != 1:
        return Bij()
    open_ = Stap.objects.ongefilterd("waar iets bij hoort").open().filter(doel__status=Plandoel.Status.LOOPT)
    stappen = list(open_.filter(doel__traject=lopend[0], soort__in=stapsoorten(rij))[:2])
    return Bij(lopend[0], stappen[0] if len(stappen) == 1 else None)


def controleer(rij: BijTraject) -> None:
    """Of one and the same person, and the step of the trajectory."""
    traject, stap = rij.traject, rij.stap
    if traject is not None and traject.werkzoekende_id != getattr(rij, rij.persoon_veld):
        raise ValidationError({"bij": "Dit traject is van iemand anders."})
    if stap is not None and (traject is None or stap.doel.traject_id != traject.pk):
        raise ValidationError({"bij": "Deze stap hoort niet bij dat traject."})
    if traject is not None and isinstance(rij, Uitstroom):
        controleer_werk(rij, traject)


def controleer_werk(werk: Uitstroom, traject: Traject) -> None:
    """A job is of the person of the trajectory it is a result of, and did not begin before it."""
    if werk.werkzoekende_id != traject.werkzoekende_id:
        raise ValidationError({"bij": "Dit traject is van iemand anders."})
    if werk.begin < traject.begin:
        raise ValidationError({"bij": f"Dit werk begon voor het traject, dat begon op {traject.begin:%d/%m/%Y}."})


def begin_stap(rij: BijTraject, *, door: Medewerker) -> None:
    """What a step was for has begun: so has the step (in the transaction that keeps it)."""
    stap = rij.stap
    if stap is not None and stap.status == Stap.Status.NIET_GESTART and rij.traject and rij.traject.is_open:
        plan.zet_status(stap, Stap.Status.BEZIG, door=door)


@transaction.atomic
def koppel(rij: BijTraject, bij: Bij, *, door: Medewerker) -> BijTraject:
    """It belongs elsewhere, or nowhere. Twice is once."""
    model: Any = type(rij)
    vergrendel([getattr(rij, rij.persoon_veld)])
    actueel = model.objects.bewerkbaar_voor(door).select_for_update(of=("self",)).filter(pk=rij.pk).first()
    if actueel is None:
        raise ValidationError("Je kan dit dossier niet wijzigen.")
    actueel.traject, actueel.stap = bij
    controleer(actueel)
    actueel.save(update_fields=["traject", "stap"])
    begin_stap(actueel, door=door)
    gekoppeld: BijTraject = actueel
    return gekoppeld


@dataclass(frozen=True)
class Gedaan:
    """One thing that was done for a trajectory, in words."""

    wat: str
    wanneer: str
    url: str
    stap: int | None


def gedaan(traject: Traject, lezer: Medewerker) -> list[Gedaan]:
    """What was done for this trajectory, as this reader may see it."""
    return [*_werk(traject, lezer), *_stages(traject, lezer), *_sessies(traject, lezer)]


def zet_bij_stappen(stand: plan.Planstand, lezer: Medewerker) -> None:
    """Each step of a plan with what was done for it."""
    alles = gedaan(stand.traject, lezer)
    for _, stappen in stand.doelen:
        for stap in stappen:
            stap.gedaan = [rij for rij in alles if rij.stap == stap.pk]


def _werk(traject: Traject, lezer: Medewerker) -> Iterator[Gedaan]:
    for rij in Uitstroom.objects.zichtbaar_voor(lezer).filter(traject=traject).voor_lijst():
        yield Gedaan(
            f"Werk: {rij.functie}, {rij.waar}", f"sinds {rij.begin:%d/%m/%Y}", rij.get_absolute_url(), rij.stap_id
        )


def _stages(traject: Traject, lezer: Medewerker) -> Iterator[Gedaan]:
    for rij in Stage.objects.zichtbaar_voor(lezer).filter(traject=traject).voor_lijst():
        wat = f"{rij.plaats.get_soort_display().capitalize()}: {rij.plaats}, {rij.plaats.gastheer}"
        yield Gedaan(wat, f"{rij.van:%d/%m/%Y} tot {rij.tot:%d/%m/%Y}", rij.get_absolute_url(), rij.stap_id)


def _sessies(traject: Traject, lezer: Medewerker) -> Iterator[Gedaan]:
    lijst = Deelname.objects.zichtbaar_voor(lezer).op_lijst().filter(traject=traject)
    for rij in lijst.select_related("sessie__module", "contact").order_by("-sessie__dag", "-pk"):
        wanneer = f"{rij.sessie.dag:%d/%m/%Y}, {rij.aanwezigheid or rij.get_stand_display()}"
        yield Gedaan(f"Sessie: {rij.sessie.module}", wanneer, rij.sessie.get_absolute_url(), rij.stap_id)
