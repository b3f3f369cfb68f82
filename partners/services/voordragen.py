"""Proposing somebody for a vacancy: the one place where a proposal goes from one phase to the next."""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.tijd import vandaag
from partners.models import Fase, Vacature, Voordracht, Voordrachtstap, Waarom
from partners.models.voordrachten import VERDER
from partners.services.werkgevers import heropen_vacature, zet_vacature
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.sleutels import anders, controleer_zelfde, eerder_onder
from werkpunten.zicht import vergrendel

GESTUURD = ("werkzoekende_id", "vacature_id", "akkoord_op", "akkoord_hoe", "toelichting", "door_id")
OUD_AKKOORD = timedelta(days=365)
VERST_GESPREK = timedelta(days=365)
VOL = "Alle plaatsen zijn ingevuld."
"""Why a vacancy closed by itself; one that was closed by hand stays closed."""


@transaction.atomic
def draag_voor(voordracht: Voordracht, *, door: Medewerker) -> Voordracht:
    """Propose somebody, once per ``sleutel``: the same key again gives the proposal that was kept.

    The person is locked first, so that two colleagues who propose the same person at once meet: the second is told.
    """
    vergrendel([voordracht.werkzoekende_id])
    voordracht.door = door
    bestaand = eerder_onder(voordracht.sleutel, Voordracht.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, voordracht, GESTUURD, "Deze voordracht")
        return bestaand
    _controleer(voordracht, door)
    voordracht.full_clean(exclude=["werkzoekende", "vacature", "door"], validate_constraints=False)
    voordracht.save(force_insert=True)
    stap = Voordrachtstap(naar=Fase.VOORGEDRAGEN, tekst=voordracht.toelichting, sleutel=_eerste(voordracht))
    _bewaar_stap(voordracht, stap, door)
    return voordracht


def _eerste(voordracht: Voordracht) -> uuid.UUID:
    return uuid.uuid5(voordracht.sleutel, "voorgedragen")


def _controleer(voordracht: Voordracht, door: Medewerker) -> None:
    persoon = Werkzoekende.objects.bewerkbaar_voor(door).filter(pk=voordracht.werkzoekende_id).first()
    if persoon is None:
        raise ValidationError("Je kan dit dossier niet wijzigen.")
    if persoon.geen_contact:
        raise ValidationError(f"Deze persoon draag je niet voor: {persoon.geen_contact.lower()}.")
    # locked: who closes the vacancy meanwhile is first, or waits
    if not Vacature.objects.open().select_for_update(of=("self",), no_key=True).filter(pk=voordracht.vacature_id):
        raise ValidationError("Deze vacature is niet meer open.")
    if not vandaag() - OUD_AKKOORD <= voordracht.akkoord_op <= vandaag():
        raise ValidationError({"akkoord_op": "Kies vandaag, of een dag van het laatste jaar."})
    loopt = Voordracht.objects.ongefilterd("loopt er al een?").lopend().select_related("door")
    if eerder := loopt.filter(werkzoekende=voordracht.werkzoekende_id, vacature=voordracht.vacature_id).first():
        sinds = timezone.localtime(eerder.aangemaakt)
        raise ValidationError(f"{eerder.door} droeg deze persoon al voor ({sinds:%d/%m/%Y %H:%M}).")


@dataclass(frozen=True)
class Stap:
    """One step as it was asked. ``van``: the phase the page showed."""

    van: str
    naar: str
    op: date | None = None
    waarom: str = ""
    tekst: str = ""
    sleutel: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def zet(voordracht: Voordracht, stap: Stap, *, door: Medewerker) -> Voordracht:
    """One step further, once per key. What the state machine does not know changes nothing; who comes second is told
    who was first.
    """
    actueel = _vergrendel(voordracht, door)
    bestaand = eerder_onder(stap.sleutel, Voordrachtstap.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        if (bestaand.voordracht_id, bestaand.naar, bestaand.door_id) != (actueel.pk, stap.naar, door.pk):
            raise anders("Deze stap")
        return actueel
    if stap.van != actueel.fase or stap.naar not in VERDER[Fase(actueel.fase)]:
        raise ValidationError(_kan_niet(actueel))
    op = _dag(stap)
    if stap.naar == Fase.NIET_AANGEWORVEN and stap.waarom not in Waarom.values:
        raise ValidationError({"waarom": "Zeg waarom de persoon niet aangeworven is."})
    waarom = stap.waarom if stap.naar == Fase.NIET_AANGEWORVEN else ""
    nieuw = Voordrachtstap(
        sleutel=stap.sleutel, van=stap.van, naar=stap.naar, op=op, waarom=waarom, tekst=stap.tekst.strip()[:500]
    )
    actueel.fase, actueel.fase_sinds, actueel.waarom = stap.naar, timezone.now(), waarom
    actueel.save(update_fields=["fase", "fase_sinds", "waarom"])
    _bewaar_stap(actueel, nieuw, door)
    if stap.naar == Fase.AANGEWORVEN:
        _sluit_als_vol(actueel.vacature_id, door)
    return actueel


def _sluit_als_vol(vacature_id: int, door: Medewerker) -> None:
    """The vacancy is filled once as many people were hired as there are places; two hired at once count each other."""
    vacature = _vergrendel_vacature(vacature_id)
    if vacature.stand == Vacature.Stand.OPEN and _aangeworven(vacature) >= vacature.aantal:
        zet_vacature(vacature, Vacature.Stand.INGEVULD, reden=VOL, door=door)


def _heropen_als_plaats(vacature_id: int, door: Medewerker) -> None:
    vacature = _vergrendel_vacature(vacature_id)
    if vacature.stand_reden == VOL and _aangeworven(vacature) < vacature.aantal:
        heropen_vacature(vacature, door=door)


def _vergrendel_vacature(pk: int) -> Vacature:
    return Vacature.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def _aangeworven(vacature: Vacature) -> int:
    alle = Voordracht.objects.ongefilterd("hoeveel plaatsen zijn er nog")
    return alle.filter(vacature=vacature, fase=Fase.AANGEWORVEN).count()


def _dag(stap: Stap) -> date:
    """An interview may be planned; everything else has happened."""
    op = stap.op or vandaag()
    laatste = vandaag() + VERST_GESPREK if stap.naar == Fase.GESPREK else vandaag()
    if not vandaag() - OUD_AKKOORD <= op <= laatste:
        raise ValidationError({"op": "Deze dag kan niet. Enkel een gesprek mag nog moeten komen."})
    return op


def _bewaar_stap(voordracht: Voordracht, stap: Voordrachtstap, door: Medewerker) -> None:
    stap.voordracht, stap.werkzoekende_id, stap.door = voordracht, voordracht.werkzoekende_id, door
    stap.save(force_insert=True)


@transaction.atomic
def neem_stap_terug(voordracht: Voordracht, *, door: Medewerker) -> Voordracht | None:
    """Take the last step back within ten minutes, by who did it; of the first one nothing stays (None)."""
    actueel = _vergrendel(voordracht, door)
    laatste = laatste_stap(actueel)
    if laatste is None or not laatste.kan_terug(door=door):
        raise ValidationError("Enkel wie de laatste stap zette, kan die terugnemen, en tot tien minuten daarna.")
    if not laatste.van:
        actueel.delete()
        return None
    laatste.delete()
    vorige = laatste_stap(actueel)
    actueel.fase, actueel.waarom = laatste.van, ""
    actueel.fase_sinds = vorige.moment if vorige else actueel.aangemaakt
    with pgtrigger.ignore(f"{Voordracht._meta.label}:voordracht_verder"):  # the only way back
        actueel.save(update_fields=["fase", "fase_sinds", "waarom"])
    if laatste.naar == Fase.AANGEWORVEN:
        _heropen_als_plaats(actueel.vacature_id, door)
    return actueel


def laatste_stap(voordracht: Voordracht) -> Voordrachtstap | None:
    stappen = Voordrachtstap.objects.ongefilterd("wie was eerst").filter(voordracht=voordracht)
    return stappen.select_related("door").order_by("-moment", "-pk").first()


def _vergrendel(voordracht: Voordracht, door: Medewerker) -> Voordracht:
    """The row as it stands now, kept from others until this transaction ends; the person before it."""
    vergrendel([voordracht.werkzoekende_id])
    eigen = Voordracht.objects.bewerkbaar_voor(door).filter(pk=voordracht.pk)
    if not eigen.select_for_update(of=("self",)).values_list("pk"):
        raise ValidationError("Je kan deze voordracht niet (meer) wijzigen.")
    return eigen.voor_lijst().get()


def _kan_niet(voordracht: Voordracht) -> str:
    """Why nothing happens, and who was first: ``Jan Pauwels was eerst (14:02): aangeworven.``"""
    laatste = laatste_stap(voordracht)
    if laatste is None:
        return "Dit kan niet."
    moment = timezone.localtime(laatste.moment)
    wanneer = f"{moment:%H:%M}" if moment.date() == vandaag() else f"{moment:%d/%m/%Y %H:%M}"
    return f"Dit kan nu niet. {laatste.door} was eerst ({wanneer}): {voordracht.get_fase_display()}."
