"""Writes about tasks."""

import uuid
from collections.abc import Collection
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from werkpunten.models import Contactmoment, Taak, Werkzoekende
from werkpunten.sleutels import controleer_zelfde, eerder_onder

VERST = timedelta(days=3 * 365)
NIET_VAN_JOU = "Deze taak is niet van jou, en het dossier kan je niet wijzigen."
WEG = "Deze taak is ondertussen weg: een collega maakte ongedaan waar ze bij hoorde."
GESTUURD = ("werkzoekende_id", "gemaakt_door_id", "eigenaar_id", "wat", "tegen")


@transaction.atomic
def maak_taak(
    wat: str,
    *,
    eigenaar: Medewerker,
    tegen: date,
    door: Medewerker | None,
    werkzoekende: Werkzoekende | None = None,
    contact: Contactmoment | None = None,
    sleutel: uuid.UUID | None = None,
) -> Taak:
    """Make a task, once per ``sleutel``: the same key again gives the task that was kept. ``door`` None: the clock.

    With another content it is refused (code "botsing"), and so is a new task that would be late at once.
    """
    taak = Taak(sleutel=sleutel or uuid.uuid4(), werkzoekende=werkzoekende, contact=contact, gemaakt_door=door)
    bestaand = eerder_onder(taak.sleutel, Taak.objects.ongefilterd("idempotentie"))
    if bestaand is None:
        if tegen < vandaag():
            raise ValidationError({"tegen": "Deze dag is voorbij. Kies vandaag of later."})
        return _bewaar(taak, wat=wat, eigenaar=eigenaar, tegen=tegen)
    taak.wat, taak.eigenaar, taak.tegen = wat.strip(), eigenaar, tegen
    controleer_zelfde(bestaand, taak, GESTUURD, "Deze taak")
    return bestaand


@transaction.atomic
def laat_doen(
    wat: str,
    *,
    eigenaar: Medewerker,
    tegen: date,
    door: Medewerker | None,
    werkzoekende: Werkzoekende,
    sleutel: uuid.UUID,
    contact: Contactmoment | None = None,
) -> Taak:
    """What another use case asks for under its own ``sleutel``: a new task, or the one that was closed opened again
    with this owner and day. One that is open stays as it is.
    """
    bestaand = eerder_onder(sleutel, Taak.objects.ongefilterd("idempotentie"))
    if bestaand is None:
        return maak_taak(
            wat, eigenaar=eigenaar, tegen=tegen, door=door, werkzoekende=werkzoekende, sleutel=sleutel, contact=contact
        )
    if not bestaand.is_open:
        bestaand.status, bestaand.afgehandeld_op, bestaand.afgehandeld_door = Taak.Status.OPEN, None, None
        bestaand.werkzoekende, bestaand.contact = werkzoekende, contact
        _bewaar(bestaand, wat=wat, eigenaar=eigenaar, tegen=tegen)
    return bestaand


@transaction.atomic
def laat_vallen(sleutels: Collection[uuid.UUID], *, door: Medewerker) -> set[uuid.UUID]:
    """The tasks of :func:`laat_doen` under these keys are no longer needed; the keys of those that were open."""
    open_ = Taak.objects.ongefilterd("vervalt").open().filter(sleutel__in=sleutels).order_by("pk")
    gevonden = list(open_)
    for taak in gevonden:
        rond_mee_af(taak, door=door, status=Taak.Status.VERVALLEN)
    return {taak.sleutel for taak in gevonden}


@transaction.atomic
def wijzig_taak(taak: Taak, *, wat: str, eigenaar: Medewerker, tegen: date, door: Medewerker) -> Taak:
    """Put another text, owner or day on an open task."""
    taak = vergrendel(taak, door=door)
    if not taak.is_open:
        raise ValidationError("Deze taak is al afgehandeld. Heropen ze eerst.")
    return _bewaar(taak, wat=wat, eigenaar=eigenaar, tegen=tegen)


@transaction.atomic
def geef_taak_door(taak: Taak, *, naar: Medewerker, door: Medewerker) -> Taak:
    """A coordinator gives an open task of somebody who left to a colleague, as it stands."""
    nagelaten = Taak.objects.nagelaten_aan(door).filter(pk=taak.pk)
    if not nagelaten.select_for_update(of=("self",)).values_list("pk"):
        raise ValidationError("Deze taak is al doorgegeven of afgehandeld.")
    taak = nagelaten.select_related("werkzoekende", "eigenaar").get()
    return _bewaar(taak, wat=taak.wat, eigenaar=naar, tegen=taak.tegen)


@transaction.atomic
def rond_af(taak: Taak, *, door: Medewerker, status: str = Taak.Status.KLAAR) -> Taak:
    """The task is done, or (``Taak.Status.VERVALLEN``) no longer needed. Twice is once: the first one is kept."""
    taak = vergrendel(taak, door=door)
    _handel_af(taak, door=door, status=status)
    return taak


@transaction.atomic
def rond_mee_af(taak: Taak, *, door: Medewerker, status: str = Taak.Status.KLAAR) -> None:
    """The same, for a use case that checked the right on what the task belongs to.

    A task that went to somebody without the file is about nobody: only they could close it.
    """
    actueel = Taak.objects.ongefilterd("gaat mee").select_for_update(of=("self",)).filter(pk=taak.pk).first()
    if actueel is not None:
        _handel_af(actueel, door=door, status=status)


def _handel_af(taak: Taak, *, door: Medewerker, status: str) -> None:
    if taak.is_open:
        taak.status, taak.afgehandeld_op, taak.afgehandeld_door = status, timezone.now(), door
        taak.full_clean(exclude=["werkzoekende", "eigenaar", "contact", "gemaakt_door"])
        taak.save(update_fields=["status", "afgehandeld_op", "afgehandeld_door"])


@transaction.atomic
def heropen(taak: Taak, *, door: Medewerker) -> Taak:
    """Undo: the task is open again."""
    taak = vergrendel(taak, door=door)
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


def vergrendel(taak: Taak, *, door: Medewerker) -> Taak:
    """The row as it stands now, kept from others until this transaction ends; refused when it is not ours to change.

    Locked without a join: after waiting, PostgreSQL reads the row again but not what was joined to it.
    """
    eigen = Taak.objects.bewerkbaar_voor(door).filter(pk=taak.pk)
    if not eigen.select_for_update(of=("self",)).values_list("pk"):
        raise ValidationError(NIET_VAN_JOU if _bestaat(taak) else WEG)
    return eigen.select_related("werkzoekende", "eigenaar").get()


def _bestaat(taak: Taak) -> bool:
    return Taak.objects.ongefilterd("is ze er nog?").filter(pk=taak.pk).exists()
