"""The plan of a trajectory: goals and steps are put in and changed, and what was agreed is kept as a version."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.poort import BewaaktModel, keur
from kern.tijd import vandaag
from partners.models import Beslissing
from partners.services import teams
from toegang.models import Medewerker
from trajecten.models import Plan, Planakkoord, Plandoel, Stap, Traject, Trajectverloop
from trajecten.verloop import noteer, vergrendel_open
from werkpunten.sleutels import controleer_zelfde, eerder_onder

GEWIJZIGD = "Het plan is intussen gewijzigd. Kijk na wat er nu staat, en bewaar opnieuw."
GEEN_DOEL = "Een plan zonder doel kan je niet voorleggen."
GESTUURD = ("doel_id", "wat", "soort", "tegen", "medewerker_id", "organisatie_id", "drempel_id")
BESLIST = {
    Stap.Status.NIET_GESTART: Beslissing.Status.OPEN,
    Stap.Status.BEZIG: Beslissing.Status.OPEN,
    Stap.Status.KLAAR: Beslissing.Status.GEDAAN,
    Stap.Status.VERVALT: Beslissing.Status.VERVALLEN,
}
"""What the status of a step is in the case team that decided on it."""
GEWORDEN = {beslist: stap for stap, beslist in reversed(BESLIST.items())}

M = TypeVar("M", bound=BewaaktModel)


@dataclass(frozen=True)
class Planstand:
    """A plan as it stands now: its words, each goal with its steps, and the versions, the newest first."""

    traject: Traject
    woorden: Plan
    doelen: Sequence[tuple[Plandoel, Sequence[Stap]]]
    akkoorden: Sequence[Planakkoord]

    @property
    def geldige(self) -> list[tuple[Plandoel, list[Stap]]]:
        """Without what no longer holds."""
        return [
            (doel, [stap for stap in stappen if stap.status != Stap.Status.VERVALT])
            for doel, stappen in self.doelen
            if doel.status != Plandoel.Status.VERVALT
        ]

    @property
    def inhoud(self) -> dict[str, Any]:
        """What one agrees upon: not how far it is. This is what a version keeps."""
        return {
            "sterktes": self.woorden.sterktes,
            "voorkeuren": self.woorden.voorkeuren,
            "doelen": [
                {
                    "tekst": doel.tekst,
                    "beroep": str(doel.beroep or ""),
                    "tegen": _op(doel.tegen),
                    "stappen": [
                        {
                            "wat": stap.wat,
                            "soort": stap.soort,
                            "wie": stap.iemand_anders,
                            "tegen": _op(stap.tegen),
                        }
                        for stap in stappen
                    ],
                }
                for doel, stappen in self.geldige
            ],
        }

    @property
    def afdruk(self) -> str:
        """A short print of the contents: a form carries the one that was on screen."""
        return hashlib.sha256(json.dumps(self.inhoud, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def akkoord(self) -> Planakkoord | None:
        """The newest version."""
        return self.akkoorden[0] if self.akkoorden else None

    @property
    def is_ontwerp(self) -> bool:
        """Whether something changed that was not discussed yet."""
        return self.akkoord is None or self.akkoord.inhoud != self.inhoud

    @property
    def versie(self) -> int:
        """Of what stands there now: a draft is the version to come."""
        return (self.akkoord.versie if self.akkoord else 0) + self.is_ontwerp


def _op(dag: date | None) -> str:
    return f"{dag:%d/%m/%Y}" if dag else ""


def lees(traject: Traject, lezer: Medewerker) -> Planstand:
    """The plan as this reader sees it, in four queries."""
    woorden = Plan.objects.zichtbaar_voor(lezer).filter(traject=traject).first()
    stappen: dict[int, list[Stap]] = {}
    alle = Stap.objects.zichtbaar_voor(lezer).filter(doel__traject=traject).voor_lijst().dringendste_eerst()
    for stap in alle:
        stappen.setdefault(stap.doel_id, []).append(stap)
    doelen = Plandoel.objects.zichtbaar_voor(lezer).in_plan(traject)
    akkoorden = Planakkoord.objects.zichtbaar_voor(lezer).filter(traject=traject).select_related("door")
    return Planstand(
        traject,
        woorden or Plan(traject=traject, werkzoekende_id=traject.werkzoekende_id),
        [(doel, stappen.get(doel.pk, [])) for doel in doelen],
        list(akkoorden.order_by("-versie")),
    )


@transaction.atomic
def bewaar_woorden(plan: Plan, *, door: Medewerker) -> Plan:
    vergrendel_open(plan.traject, door=door)
    return _bewaar(plan)


@transaction.atomic
def bewaar_doel(doel: Plandoel, *, door: Medewerker) -> Plandoel:
    """A new goal, once per ``sleutel``, or another text, occupation, day or state."""
    vergrendel_open(doel.traject, door=door)
    if doel.pk is None:
        bestaand = eerder_onder(doel.sleutel, Plandoel.objects.ongefilterd("idempotentie"))
        if bestaand is not None:
            controleer_zelfde(bestaand, doel, ("traject_id", "tekst", "beroep_id", "tegen"), "Dit doel")
            return bestaand
        doel.werkzoekende_id = doel.traject.werkzoekende_id
    return _bewaar(doel)


@transaction.atomic
def bewaar_stap(stap: Stap, *, door: Medewerker) -> Stap:
    """A new step, once per ``sleutel``, or another one in its place. Done, it keeps the day and stands in the log."""
    traject = vergrendel_open(stap.doel.traject, door=door)
    alle = Stap.objects.bewerkbaar_voor(door)
    oud = alle.filter(pk=stap.pk).first() if stap.pk else None
    if oud is None:
        bestaand = eerder_onder(stap.sleutel, Stap.objects.ongefilterd("idempotentie"))
        if bestaand is not None:
            controleer_zelfde(bestaand, stap, GESTUURD, "Deze stap")
            return bestaand
        stap.werkzoekende_id = traject.werkzoekende_id
    _controleer(stap, oud)
    _leg_neer(stap, traject, was=oud.status if oud else "", door=door)
    if stap.beslissing is not None and stap.beslissing.overleg.team.gestopt_op is None:
        teams.zet_beslissing(stap.beslissing, BESLIST[Stap.Status(stap.status)], door=door)
    return stap


@transaction.atomic
def zet_in_plan(beslissing: Beslissing, doel: Plandoel, *, door: Medewerker) -> Stap:
    """What a case team decided becomes a step towards this goal, once: again gives the step that is there."""
    traject = vergrendel_open(doel.traject, door=door)
    alle = Stap.objects.ongefilterd("stap van een beslissing")
    if bestaand := alle.filter(beslissing=beslissing).first():
        return bestaand
    eigen = Beslissing.objects.bewerkbaar_voor(door).open().filter(werkzoekende=traject.werkzoekende_id)
    actueel = eigen.select_related("wie__medewerker__organisatie", "overleg__team").filter(pk=beslissing.pk).first()
    if actueel is None:
        raise ValidationError("Deze beslissing is ondertussen afgehandeld.")
    wie, van_partner = actueel.wie.medewerker, actueel.wie.toestemming_id is not None
    return bewaar_stap(
        Stap(
            doel=doel,
            wat=shorten(actueel.tekst, 200, placeholder="…"),
            medewerker=None if van_partner else wie,
            organisatie=wie.organisatie if van_partner else None,
            tegen=actueel.tegen,
            beslissing=actueel,
        ),
        door=door,
    )


def volg_beslissing(beslissing: Beslissing, door: Medewerker) -> None:
    """The team changed what it decided (in its transaction): so does the step, as long as the trajectory runs."""
    alle = Stap.objects.ongefilterd("stap van een beslissing").filter(doel__traject__einde=None)
    stap = alle.select_related("doel__traject").select_for_update(of=("self",)).filter(beslissing=beslissing).first()
    if stap is not None and BESLIST[Stap.Status(stap.status)] != beslissing.status:
        was, stap.status = stap.status, GEWORDEN[Beslissing.Status(beslissing.status)]
        _leg_neer(stap, stap.doel.traject, was=was, door=door)


def _leg_neer(stap: Stap, traject: Traject, *, was: str, door: Medewerker) -> None:
    klaar = stap.status == Stap.Status.KLAAR
    stap.klaar_op = (stap.klaar_op or vandaag()) if klaar else None
    _bewaar(stap)
    if klaar and was != Stap.Status.KLAAR:
        noteer(traject, Trajectverloop.Soort.STAP, stap.wat, door)


@transaction.atomic
def zet_status(stap: Stap, status: str, *, door: Medewerker) -> Stap:
    """Only how far it is: what a colleague wrote in the step meanwhile stays."""
    vergrendel_open(stap.doel.traject, door=door)
    actueel = Stap.objects.bewerkbaar_voor(door).voor_lijst().select_related("doel__traject").get(pk=stap.pk)
    actueel.status = status
    return bewaar_stap(actueel, door=door)


def _controleer(stap: Stap, oud: Stap | None) -> None:
    voorbij = stap.tegen is not None and stap.tegen < vandaag()  # without a day validation refuses it
    stond = (oud or stap.beslissing or Stap()).tegen
    if stap.is_open and voorbij and stond != stap.tegen:
        raise ValidationError({"tegen": "Geef een datum na vandaag."})
    if stap.drempel is not None and stap.drempel.werkzoekende_id != stap.werkzoekende_id:
        raise ValidationError({"drempel": "Deze drempel is van iemand anders."})


@transaction.atomic
def leg_vast(traject: Traject, *, op: date, manier: str, gezien: str, door: Medewerker) -> Planakkoord:
    """The plan was discussed with the person: what stands there now is a version. Twice is once.

    ``gezien``: the ``afdruk`` of what was on screen; when somebody changed the plan since, nothing is kept.
    """
    stand = lees(vergrendel_open(traject, door=door), door)
    if stand.afdruk != gezien:
        raise ValidationError(GEWIJZIGD, code="botsing")
    if not stand.geldige:
        raise ValidationError(GEEN_DOEL)
    if op > vandaag():
        raise ValidationError({"op": "Deze dag moet nog komen."})
    if op < traject.begin:
        raise ValidationError({"op": "Deze dag ligt voor het begin van het traject."})
    vorig = stand.akkoord
    if vorig is not None and not stand.is_ontwerp and (vorig.op, vorig.manier) == (op, manier):
        return vorig
    akkoord = Planakkoord(
        traject=traject,
        werkzoekende_id=traject.werkzoekende_id,
        versie=vorig.versie + 1 if vorig else 1,
        op=op,
        manier=manier,
        inhoud=stand.inhoud,
        door=door,
    )
    _bewaar(akkoord)
    tekst = f"versie {akkoord.versie}, op {op:%d/%m/%Y}, {akkoord.get_manier_display()}"
    noteer(traject, Trajectverloop.Soort.PLAN, tekst, door)
    return akkoord


def _bewaar(rij: M) -> M:
    keur(rij)
    rij.save()
    return rij
