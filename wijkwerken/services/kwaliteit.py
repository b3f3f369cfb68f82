"""Writes about quality: satisfaction, checks, complaints, incidents."""

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.poort import keur
from kern.tijd import plus_werkdagen, vandaag
from toegang.models import Medewerker
from trajecten.uitstroom import bewaar_bij_persoon, vergrendel_rij
from werkpunten.models import Taak
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from werkpunten.taken import maak_taak, rond_mee_af
from wijkwerken.models import (
    Code,
    Incident,
    Klacht,
    Kwaliteitscontrole,
    Opdracht,
    Regel,
    Tevredenheid,
    Toewijzing,
    WijkwerkGebruiker,
)

TEVREDENHEID = ("toewijzing_id", "dag", "van_wie", "score", "tekst")
CONTROLE = ("toewijzing_id", "dag", "oordeel", "geleerd", "beter")
INCIDENT = ("toewijzing_id", "dag", "soort", "wat", "gewond")
KLACHT = ("gebruiker_id", "toewijzing_id", "dag", "van_wie", "wat", "door_id")
R = TypeVar("R", Tevredenheid, Kwaliteitscontrole, Incident)
TOEKOMST = "Deze dag moet nog komen."


@transaction.atomic
def noteer_tevredenheid(rij: Tevredenheid, *, door: Medewerker) -> Tevredenheid:
    return _noteer(rij, TEVREDENHEID, "Dit antwoord", door)


@transaction.atomic
def noteer_controle(rij: Kwaliteitscontrole, *, door: Medewerker) -> Kwaliteitscontrole:
    return _noteer(rij, CONTROLE, "Deze controle", door)


@transaction.atomic
def noteer_incident(rij: Incident, *, door: Medewerker) -> Incident:
    """An incident with its clock: to report before the working days of that day's rule are over.

    Who notes it gets a task, so that it stands on their worklist.
    """
    rij.melden_tegen = plus_werkdagen(rij.dag, werkdagen_om_te_melden(rij.toewijzing, rij.dag))
    bewaard = _noteer(rij, INCIDENT, "Dit incident", door)
    maak_taak(
        f"Incident van {bewaard.dag:%d/%m/%Y} melden aan VDAB",
        eigenaar=door,
        tegen=max(bewaard.melden_tegen, vandaag()),
        door=door,
        werkzoekende=bewaard.toewijzing.werkzoekende,
        sleutel=bewaard.sleutel,
    )
    return bewaard


def werkdagen_om_te_melden(toewijzing: Toewijzing, dag: date) -> int:
    """How many working days the rules of that day give."""
    waarde = Regel.objects.waarden(toewijzing.wijkwerker.stelsel, dag).get(Code.ONGEVAL)
    if waarde is None:
        raise ValidationError("Er is geen regel over het melden van een ongeval op die dag. Vraag het een beheerder.")
    return int(waarde)


def _noteer(rij: R, velden: tuple[str, ...], wat: str, door: Medewerker) -> R:
    if rij.dag > vandaag():
        raise ValidationError({"dag": TOEKOMST})
    if rij.dag < rij.toewijzing.van:
        raise ValidationError({"dag": "Toen was deze opdracht nog niet begonnen."})
    rij.werkzoekende_id = rij.toewijzing.werkzoekende_id
    bewaard: R = bewaar_bij_persoon(rij, gestuurd=velden, wat=wat, door=door)
    return bewaard


@transaction.atomic
def meld_incident(incident: Incident, *, op: date, door: Medewerker) -> Incident:
    """It was reported to VDAB on this day, and the task is done; twice is once."""
    actueel = vergrendel_rij(Incident, incident, door=door)
    if actueel.gemeld_op is None:
        if op > vandaag():
            raise ValidationError({"op": TOEKOMST})
        actueel.gemeld_op, actueel.gemeld_door = op, door
        keur(actueel)
        actueel.save(update_fields=["gemeld_op", "gemeld_door"])
        for taak in Taak.objects.ongefilterd("incident gemeld").open().filter(sleutel=actueel.sleutel):
            rond_mee_af(taak, door=door)
    return actueel


@transaction.atomic
def neem_klacht_aan(klacht: Klacht, *, door: Medewerker) -> Klacht:
    """Keep a complaint, once per ``sleutel``; about an assignment of one's own customers and people."""
    klacht.door = door
    if klacht.toewijzing is not None:
        klacht.werkzoekende_id = klacht.toewijzing.werkzoekende_id
        klacht.gebruiker_id = klacht.toewijzing.opdracht.gebruiker_id
        _controleer_toewijzing(klacht.toewijzing, door)
    elif not WijkwerkGebruiker.objects.bewerkbaar_voor(door).filter(pk=klacht.gebruiker_id).exists():
        raise ValidationError("Je werkt niet met deze gebruiker van wijk-werken.")
    bestaand = eerder_onder(klacht.sleutel, Klacht.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, klacht, KLACHT, "Deze klacht")
        return bestaand
    if klacht.dag > vandaag():
        raise ValidationError({"dag": TOEKOMST})
    keur(klacht)
    klacht.save(force_insert=True)
    return klacht


def _controleer_toewijzing(toewijzing: Toewijzing, door: Medewerker) -> None:
    if not Toewijzing.objects.bewerkbaar_voor(door).filter(pk=toewijzing.pk).exists():
        raise ValidationError("Je kan het dossier van deze wijk-werker niet wijzigen.")
    if not Opdracht.objects.bewerkbaar_voor(door).filter(pk=toewijzing.opdracht_id).exists():
        raise ValidationError("Deze opdracht is niet voor jou.")


@transaction.atomic
def handel_klacht_af(klacht: Klacht, *, antwoord: str, door: Medewerker) -> Klacht:
    """What we did about it; answered once, the first answer stays."""
    rij = Klacht.objects.bewerkbaar_voor(door).select_for_update(of=("self",)).filter(pk=klacht.pk).first()
    if rij is None:
        raise ValidationError("Deze klacht is niet voor jou.")
    if rij.afgehandeld_op is None:
        rij.antwoord, rij.afgehandeld_op, rij.afgehandeld_door = antwoord.strip(), timezone.now(), door
        keur(rij)
        rij.save(update_fields=["antwoord", "afgehandeld_op", "afgehandeld_door"])
    return rij
