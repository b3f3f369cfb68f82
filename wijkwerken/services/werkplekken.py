"""Writes about work places: who they are, and each step from prospect to active."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.poort import keur
from kern.tijd import vandaag
from toegang.models import Medewerker
from werkpunten.models import Taak
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from werkpunten.taken import maak_taak
from wijkwerken.models import Werkplek, Werkplekstand, Werkplekstap
from wijkwerken.models.werkplekken import OVERGANGEN

GESTUURD = ("naam", "organisatie_id", "gebruiker_id", "verantwoordelijke_id", "gemeente_id", "wijk_id")
STAP = ("werkplek_id", "dag", "wat", "naar_stand", "vervolg", "tegen", "door_id")
NIET_VAN_JOU = "Je werkt niet met de werkplekken van wijk-werken."


@transaction.atomic
def bewaar(werkplek: Werkplek, *, door: Medewerker) -> Werkplek:
    """Keep a new work place, once per ``sleutel``, or other particulars of one whose row the caller holds."""
    if not Werkplek.objects.mag(door):
        raise ValidationError(NIET_VAN_JOU)
    if werkplek.pk is None:
        bestaand = eerder_onder(werkplek.sleutel, Werkplek.objects.ongefilterd("idempotentie"))
        if bestaand is not None:
            controleer_zelfde(bestaand, werkplek, GESTUURD, "Deze werkplek")
            return bestaand
    if werkplek.gebruiker is not None and werkplek.gebruiker.organisatie_id != werkplek.organisatie_id:
        raise ValidationError({"gebruiker": "Deze inschrijving is van een andere organisatie."})
    keur(werkplek)
    werkplek.save()
    return werkplek


@transaction.atomic
def zet_stap(stap: Werkplekstap, *, reden: str = "", door: Medewerker) -> Werkplekstap:
    """Note what we did, once per ``sleutel``, and where that brings the work place.

    A next step becomes a task of who follows the work place. Only neighbouring states follow each other; the
    database refuses an approved place without mentor and an active one without customer.
    """
    stap.door = door
    bestaand = eerder_onder(stap.sleutel, Werkplekstap.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, stap, STAP, "Deze stap")
        return bestaand
    werkplek = vergrendel(stap.werkplek, door=door)
    stap.werkplek, stap.van_stand = werkplek, werkplek.stand
    _controleer(stap, werkplek)
    keur(stap)
    if stap.naar_stand != werkplek.stand:
        werkplek.stand, werkplek.stand_sinds = stap.naar_stand, stap.dag
        werkplek.stopreden = reden or stap.wat[:300] if stap.naar_stand == Werkplekstand.GESTOPT else ""
        keur(werkplek)
        werkplek.save(update_fields=["stand", "stand_sinds", "stopreden"])
    stap.save(force_insert=True)
    if stap.vervolg and stap.tegen:
        wat = f"{stap.vervolg} ({werkplek.naam})"[:300]
        wie = werkplek.verantwoordelijke
        maak_taak(wat, eigenaar=wie, tegen=stap.tegen, door=door, sleutel=taaksleutel(stap))
    return stap


def _controleer(stap: Werkplekstap, werkplek: Werkplek) -> None:
    nu = Werkplekstand(werkplek.stand)
    if stap.dag > vandaag():
        raise ValidationError({"dag": "Deze dag moet nog komen."})
    if stap.naar_stand != nu and stap.naar_stand not in OVERGANGEN[nu]:
        naar = Werkplekstand(stap.naar_stand).label
        raise ValidationError({"naar_stand": f"Van {nu.label} kan je niet meteen naar {naar}."})


def taaksleutel(stap: Werkplekstap) -> uuid.UUID:
    """The key of the task that a step makes."""
    return uuid.uuid5(stap.sleutel, "vervolg")


@transaction.atomic
def neem_stap_terug(stap: Werkplekstap, *, door: Medewerker) -> None:
    """Take the last step back within ten minutes, by who wrote it, with its task when nobody did it yet."""
    werkplek = vergrendel(stap.werkplek, door=door)
    actueel = werkplek.stappen.bewerkbaar_voor(door).order_by("-aangemaakt", "-pk").first()
    if actueel is None or actueel.pk != stap.pk:
        raise ValidationError("Enkel de laatste stap kan je terugnemen.")
    if not actueel.kan_terug(door=door):
        raise ValidationError("Enkel wie dit noteerde, kan het terugnemen, en tot tien minuten daarna.")
    vorige = werkplek.stappen.bewerkbaar_voor(door).exclude(pk=actueel.pk).order_by("-aangemaakt", "-pk").first()
    werkplek.stand = actueel.van_stand
    werkplek.stand_sinds = vorige.dag if vorige else vandaag()
    werkplek.stopreden = vorige.wat[:300] if vorige and werkplek.stand == Werkplekstand.GESTOPT else ""
    werkplek.save(update_fields=["stand", "stand_sinds", "stopreden"])
    Taak.objects.ongefilterd("stap ongedaan").open().filter(sleutel=taaksleutel(actueel)).delete()
    actueel.delete()


def vergrendel(werkplek: Werkplek, *, door: Medewerker) -> Werkplek:
    """The row as it stands now, kept from others until this transaction ends."""
    eigen = Werkplek.objects.bewerkbaar_voor(door).filter(pk=werkplek.pk)
    if not eigen.select_for_update(of=("self",)).values_list("pk", "gebruiker_id"):
        raise ValidationError(NIET_VAN_JOU)
    return eigen.select_related("verantwoordelijke", "organisatie").get()
