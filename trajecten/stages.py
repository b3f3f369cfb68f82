"""Writes about internships and volunteering: who goes where, how it goes, and support of the host (S4.9)."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.poort import keur
from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten import koppelen
from trajecten.models import Evaluatie, Gastheersteun, Stage, Stageplaats
from trajecten.uitstroom import bewaar_bij_persoon, vergrendel_rij
from werkpunten.sleutels import controleer_zelfde, eerder_onder

VERST = timedelta(days=2 * 366)
GESTUURD = ("plaats_id", "werkzoekende_id", "van", "tot", "uren", "doelen", "overeenkomst_op")
EVALUATIE = ("stage_id", "dag", "van_wie", "tekst")
STEUN = ("plaats_id", "dag", "wat", "door_id")
TOEKOMST = "Deze dag moet nog komen."


@transaction.atomic
def start_stage(stage: Stage, *, door: Medewerker) -> Stage:
    """Somebody goes to a place that receives people, for a period with goals."""
    if not stage.plaats.actief:
        raise ValidationError({"plaats": "Deze plaats ontvangt nu niemand."})
    if stage.tot > vandaag() + VERST:
        raise ValidationError({"tot": "Deze datum ligt te ver in de toekomst."})
    koppelen.controleer(stage)
    bewaard: Stage = bewaar_bij_persoon(stage, gestuurd=GESTUURD, wat="Dit", door=door)
    _controleer_plaats(bewaard)
    koppelen.begin_stap(bewaard, door=door)
    return bewaard


def _controleer_plaats(stage: Stage) -> None:
    """Whether the host has room on every day; who comes at the same instant waits for the answer."""
    plaats = Stageplaats.objects.select_for_update(no_key=True).get(pk=stage.plaats_id)
    anderen = (
        Stage.objects.ongefilterd("plaatsen bij een gastheer").filter(plaats=plaats).exclude(sleutel=stage.sleutel)
    )
    dagen = list(anderen.filter(van__lte=stage.tot, tot__gte=stage.van).values_list("van", "tot"))
    for dag in {max(van, stage.van) for van, _ in dagen}:
        if sum(van <= dag <= tot for van, tot in dagen) >= plaats.plaatsen:
            raise ValidationError({"plaats": f"Op {dag:%d/%m/%Y} is er bij deze gastheer geen plaats meer."})


@transaction.atomic
def verleg_einde(stage: Stage, *, tot: date, door: Medewerker) -> Stage:
    """Another last day: longer, or it stopped."""
    actueel = vergrendel_rij(Stage, stage, door=door)
    actueel.tot = tot
    _controleer_plaats(actueel)
    keur(actueel)
    actueel.save()
    return actueel


@transaction.atomic
def noteer_evaluatie(evaluatie: Evaluatie, *, door: Medewerker) -> Evaluatie:
    if evaluatie.dag > vandaag():
        raise ValidationError({"dag": TOEKOMST})
    evaluatie.werkzoekende_id = evaluatie.stage.werkzoekende_id
    bewaard: Evaluatie = bewaar_bij_persoon(evaluatie, gestuurd=EVALUATIE, wat="Deze evaluatie", door=door)
    return bewaard


@transaction.atomic
def noteer_steun(steun: Gastheersteun, *, door: Medewerker) -> Gastheersteun:
    """What we did to support a host, once per ``sleutel``."""
    steun.door = door
    bestaand = eerder_onder(steun.sleutel, Gastheersteun.objects.all())
    if bestaand is not None:
        controleer_zelfde(bestaand, steun, STEUN, "Deze steun")
        return bestaand
    if steun.dag > vandaag():
        raise ValidationError({"dag": TOEKOMST})
    steun.full_clean(exclude=["plaats", "door"])
    steun.save(force_insert=True)
    return steun
