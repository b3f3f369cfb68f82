"""Writes about tasks."""

import uuid
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from werkpunten.models import Contactmoment, Taak, Werkzoekende

VERST = timedelta(days=3 * 365)


@transaction.atomic
def maak_taak(
    wat: str,
    *,
    eigenaar: Medewerker,
    tegen: date,
    door: Medewerker,
    werkzoekende: Werkzoekende | None = None,
    contact: Contactmoment | None = None,
    sleutel: uuid.UUID | None = None,
) -> Taak:
    """Make a task, once per ``sleutel``: the same key again gives the task that was kept."""
    sleutel = sleutel or uuid.uuid4()
    bestaand = Taak.objects.bewerkbaar_voor(door).filter(sleutel=sleutel).first()
    if bestaand is not None:
        return bestaand
    taak = Taak(sleutel=sleutel, werkzoekende=werkzoekende, contact=contact, gemaakt_door=door)
    return _bewaar(taak, wat=wat, eigenaar=eigenaar, tegen=tegen)


@transaction.atomic
def wijzig_taak(taak: Taak, *, wat: str, eigenaar: Medewerker, tegen: date) -> Taak:
    """Put another text, owner or day on an open task."""
    taak = _vergrendel(taak)
    if not taak.is_open:
        raise ValidationError("Deze taak is al afgehandeld. Heropen ze eerst.")
    return _bewaar(taak, wat=wat, eigenaar=eigenaar, tegen=tegen)


@transaction.atomic
def rond_af(taak: Taak, *, door: Medewerker, status: str = Taak.Status.KLAAR) -> Taak:
    """The task is done, or (``Taak.Status.VERVALLEN``) no longer needed. Twice is once: the first one is kept."""
    taak = _vergrendel(taak)
    if taak.is_open:
        taak.status, taak.afgehandeld_op, taak.afgehandeld_door = status, timezone.now(), door
        taak.full_clean(exclude=["werkzoekende", "eigenaar", "contact", "gemaakt_door"])
        taak.save(update_fields=["status", "afgehandeld_op", "afgehandeld_door"])
    return taak


@transaction.atomic
def heropen(taak: Taak) -> Taak:
    """Undo: the task is open again."""
    taak = _vergrendel(taak)
    taak.status, taak.afgehandeld_op, taak.afgehandeld_door = Taak.Status.OPEN, None, None
    taak.save(update_fields=["status", "afgehandeld_op", "afgehandeld_door"])
    return taak


def _bewaar(taak: Taak, *, wat: str, eigenaar: Medewerker, tegen: date) -> Taak:
    if tegen > vandaag() + VERST:
        raise ValidationError({"tegen": "Deze datum ligt te ver in de toekomst."})
    if not _kan_uitvoeren(eigenaar, taak.werkzoekende):
        raise ValidationError({"eigenaar": f"{eigenaar} kan dit dossier niet openen. Kies een andere collega."})
    taak.wat, taak.eigenaar, taak.tegen = wat.strip(), eigenaar, tegen
    taak.full_clean(exclude=["werkzoekende", "eigenaar", "contact", "gemaakt_door", "afgehandeld_door"])
    taak.save()
    return taak


def _kan_uitvoeren(eigenaar: Medewerker, persoon: Werkzoekende | None) -> bool:
    """A task about somebody goes to a colleague who may change that file, for a task gives no sight of anybody."""
    if persoon is None:
        return eigenaar.is_active
    return Werkzoekende.objects.bewerkbaar_voor(eigenaar).filter(pk=persoon.pk).exists()


def _vergrendel(taak: Taak) -> Taak:
    """The row as it stands now, kept from others until this transaction ends."""
    actueel = Taak.objects.ongefilterd("de taak zelf").select_for_update(of=("self",))
    return actueel.select_related("werkzoekende", "eigenaar").get(pk=taak.pk)
