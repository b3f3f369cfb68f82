"""Writes about the queue of today: who came in, who helps them, who left."""

import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from toegang.models import Medewerker
from werkpunten.models import Contactmoment, Wachtende, Werkpunt, Werkzoekende

Status = Wachtende.Status


@transaction.atomic
def laat_wachten(
    werkpunt: Werkpunt,
    *,
    door: Medewerker,
    werkzoekende: Werkzoekende | None = None,
    naam: str = "",
    sleutel: uuid.UUID | None = None,
) -> Wachtende:
    """Somebody came in: a person, a first name, or (without either) the next number. Once per ``sleutel``."""
    sleutel = sleutel or uuid.uuid4()
    rij = Wachtende.objects.ongefilterd("de rij van vandaag").van_vandaag(werkpunt)
    if bestaand := rij.filter(sleutel=sleutel).first():
        return bestaand
    if werkzoekende is None and not naam.strip():
        naam = f"Nummer {rij.count() + 1}"
    wachtende = Wachtende(
        sleutel=sleutel, werkpunt=werkpunt, werkzoekende=werkzoekende, naam=naam, aangemeld_door=door
    )
    wachtende.clean_fields(exclude=["werkpunt", "werkzoekende", "aangemeld_door"])
    try:
        with transaction.atomic():
            wachtende.save(force_insert=True)
    except IntegrityError:
        raise ValidationError("Deze persoon staat al in de wachtrij.") from None
    return wachtende


@transaction.atomic
def start(wachtende: Wachtende, *, door: Medewerker) -> Wachtende:
    """Begin to help somebody. The second colleague who wants to is told who was first."""
    wachtende = _vergrendel(wachtende, door=door)
    helper = wachtende.geholpen_door
    if wachtende.status == Status.BEZIG and helper is not None and helper != door:
        raise ValidationError(f"{helper.korte_naam} helpt deze persoon al.")
    if wachtende.status == Status.WACHT:
        wachtende.status, wachtende.gestart_op, wachtende.geholpen_door = Status.BEZIG, timezone.now(), door
        wachtende.save()
    elif wachtende.status != Status.BEZIG:
        raise ValidationError("Deze persoon staat niet meer in de wachtrij.")
    return wachtende


@transaction.atomic
def ga_weg(wachtende: Wachtende, *, door: Medewerker) -> Wachtende:
    """Left without help."""
    return _zet(wachtende, van={Status.WACHT}, naar=Status.WEG, door=door)


@transaction.atomic
def zet_terug(wachtende: Wachtende, *, door: Medewerker) -> Wachtende:
    """Undo: waiting again, since the hour of coming in."""
    return _zet(wachtende, van={Status.BEZIG, Status.WEG}, naar=Status.WACHT, door=door)


@transaction.atomic
def noteer_geholpen(wachtende: Wachtende, contact: Contactmoment, *, door: Medewerker) -> Wachtende:
    """The visit was logged. A second visit from the same page changes nothing."""
    wachtende = _vergrendel(wachtende, door=door)
    if wachtende.status == Status.BEZIG:
        wachtende.status, wachtende.contact = Status.GEHOLPEN, contact
        wachtende.werkzoekende = contact.werkzoekende or wachtende.werkzoekende
        wachtende.save()
    return wachtende


def _zet(wachtende: Wachtende, *, van: set[Wachtende.Status], naar: Wachtende.Status, door: Medewerker) -> Wachtende:
    wachtende = _vergrendel(wachtende, door=door)
    if wachtende.status in van:
        wachtende.status, wachtende.gestart_op, wachtende.geholpen_door = naar, None, None
        wachtende.save()
    return wachtende


def _vergrendel(wachtende: Wachtende, *, door: Medewerker) -> Wachtende:
    """The row as it is now, locked until this transaction ends; of the own units only."""
    rijen = Wachtende.objects.zichtbaar_voor(door).select_related("geholpen_door")
    actueel = rijen.select_for_update(of=("self",)).filter(pk=wachtende.pk).first()
    if actueel is None:
        raise ValidationError("Deze persoon staat niet in de wachtrij van jouw werkpunt.")
    return actueel
