"""Writes about a contact that was logged before: completed, tied to a person, loosened again."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Contactmoment, Onderwerp, Soort, Werkzoekende, Wijk, werkpunten_van
from werkpunten.services import registreer_nieuwe, vergrendel_contact, verwijder_zonder_meer
from werkpunten.zicht import herbereken_inzage

LOS_BINNEN = timedelta(days=14)


@transaction.atomic
def vul_aan(
    contact: Contactmoment,
    *,
    onderwerpen: Iterable[Onderwerp],
    minuten: int | None,
    notitie: str,
    niveau: str,
    door: Medewerker,
) -> Contactmoment:
    """Complete a contact of today: by its author, on the day itself. The history keeps what stood there."""
    contact = vergrendel_contact(contact)
    if not contact.kan_aangevuld(door=door):
        raise ValidationError("Enkel wie het bezoek bewaarde, kan het aanvullen, en enkel op de dag zelf.")
    gekozen = list(onderwerpen)
    if not gekozen and contact.soort != Soort.POGING:
        raise ValidationError({"onderwerpen": "Kies minstens één thema."})
    contact.minuten, contact.niveau = minuten, niveau
    _schrijf(contact, notitie, ook=["minuten", "niveau"])
    contact.onderwerpen.set(gekozen)
    return contact


@transaction.atomic
def verbeter_notitie(contact: Contactmoment, *, notitie: str, door: Medewerker) -> Contactmoment:
    """Other words for a note: by its author, for 24 hours. The history keeps what stood there."""
    contact = vergrendel_contact(contact)
    if not contact.kan_verbeterd(door=door):
        raise ValidationError("Enkel wie de notitie schreef, kan ze verbeteren, en tot 24 uur na het bewaren.")
    _schrijf(contact, notitie)
    return contact


@transaction.atomic
def vul_notitie_aan(contact: Contactmoment, *, tekst: str, door: Medewerker) -> Contactmoment:
    """Words added to a note by its author, at any time, with the moment at which they came. The same words twice
    in a row are one addition that was sent again.
    """
    contact = vergrendel_contact(contact)
    if contact.medewerker_id != door.pk:
        raise ValidationError("Enkel wie de notitie schreef, kan ze aanvullen.")
    if contact.notitie.endswith(f": {tekst.strip()}"):
        return contact
    aanvulling = f"Aanvulling van {timezone.localtime():%d/%m/%Y om %H:%M}: {tekst.strip()}"
    contact.notitie = "\n\n".join(deel for deel in (contact.notitie, aanvulling) if deel)
    _bewaar(contact, ["notitie"])
    return contact


def _schrijf(contact: Contactmoment, notitie: str, *, ook: Iterable[str] = ()) -> None:
    """Keep this note; it is marked as corrected when others may have read another one."""
    if contact.notitie and contact.notitie != notitie:
        contact.verbeterd = timezone.now()
    contact.notitie = notitie
    _bewaar(contact, ["notitie", "verbeterd", *ook])


def _bewaar(contact: Contactmoment, velden: list[str]) -> None:
    contact.clean_fields(exclude=["werkzoekende", "werkpunt", "medewerker", "wijk", "gekoppeld_door"])
    contact.save(update_fields=velden)


@transaction.atomic
def koppel(contact: Contactmoment, werkzoekende: Werkzoekende, *, door: Medewerker) -> Contactmoment:
    """An anonymous contact turns out to be of this person: one person more, the same number of contacts.

    A second click changes nothing; a contact of somebody else is refused.
    """
    contact = vergrendel_contact(contact)
    if contact.werkzoekende_id == werkzoekende.pk:
        return contact
    if contact.werkzoekende_id is not None:
        raise ValidationError("Dit bezoek hangt al aan iemand anders.")
    contact.werkzoekende, contact.gekoppeld_op, contact.gekoppeld_door = werkzoekende, timezone.now(), door
    contact.save(update_fields=["werkzoekende", "gekoppeld_op", "gekoppeld_door"])
    herbereken_inzage([werkzoekende.pk])
    return contact


@transaction.atomic
def koppel_aan_nieuwe(
    contact: Contactmoment,
    persoon: Werkzoekende,
    *,
    woonwijk: Wijk | None,
    door: Medewerker,
    toch_nieuw: bool = False,
) -> Contactmoment:
    """Make a person of an anonymous visitor, with that visit as the first one; may raise ``LijktOpIemand``."""
    if vergrendel_contact(contact).werkzoekende_id is not None:
        raise ValidationError("Dit bezoek hangt al aan iemand.")
    return koppel(contact, registreer_nieuwe(persoon, woonwijk=woonwijk, toch_nieuw=toch_nieuw, door=door), door=door)


def kan_los(contact: Contactmoment, *, door: Medewerker) -> bool:
    """Whether this member of staff is one of those who may loosen it."""
    return contact.gekoppeld_door_id == door.pk or contact.werkpunt_id in {
        werkpunt.pk for werkpunt in werkpunten_van(door, Rol.COORDINATOR)
    }


@transaction.atomic
def maak_los(contact: Contactmoment, *, door: Medewerker) -> Contactmoment:
    """Undo of ``koppel``: anonymous again; the sight it gave ends, and so does a person made only for it.

    For 14 days, by whoever tied it or a coordinator of the unit.
    """
    contact = vergrendel_contact(contact)
    werkzoekende, gekoppeld_op = contact.werkzoekende, contact.gekoppeld_op
    if werkzoekende is None or gekoppeld_op is None:
        raise ValidationError("Dit bezoek was niet gekoppeld.")
    if timezone.now() - gekoppeld_op > LOS_BINNEN:
        raise ValidationError("Dit bezoek is langer dan twee weken geleden gekoppeld en blijft gekoppeld.")
    if not kan_los(contact, door=door):
        raise ValidationError("Enkel wie het bezoek koppelde of een coördinator van het werkpunt kan het losmaken.")
    contact.werkzoekende = contact.gekoppeld_op = contact.gekoppeld_door = None
    contact.save(update_fields=["werkzoekende", "gekoppeld_op", "gekoppeld_door"])
    herbereken_inzage([werkzoekende.pk])
    verwijder_zonder_meer(werkzoekende, gemaakt_bij=gekoppeld_op)
    return contact


@transaction.atomic
def verzet(contact: Contactmoment, *, dag: date, tijdstip: time, minuten: int) -> Contactmoment:
    """The day and hours it really was, of a contact noted under wrong ones; how long only where that was noted.

    For the use case the contact came from, at any time; the history keeps what stood there.
    """
    contact = vergrendel_contact(contact)
    contact.dag, contact.tijdstip = dag, tijdstip
    contact.minuten = None if contact.minuten is None else minuten
    _bewaar(contact, ["dag", "tijdstip", "minuten"])
    if contact.werkzoekende_id is not None:
        herbereken_inzage([contact.werkzoekende_id])
    return contact


@transaction.atomic
def verander_soort(
    contact: Contactmoment, *, soort: str, onderwerpen: Iterable[Onderwerp], minuten: int | None
) -> Contactmoment:
    """Another kind for a contact that was noted wrongly, like somebody of a group who was not there after all.

    For the use case the contact came from, at any time; the history keeps what stood there.
    """
    contact = vergrendel_contact(contact)
    contact.soort, contact.minuten = soort, minuten
    _bewaar(contact, ["soort", "minuten"])
    contact.onderwerpen.set(onderwerpen)
    if contact.werkzoekende_id is not None:
        herbereken_inzage([contact.werkzoekende_id])
    return contact
