"""Writes about appointments: planned, moved, cancelled, kept or missed."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from werkpunten.models import Afspraak, Contactmoment, Soort, Taak, Werkzoekende
from werkpunten.services import Bewaard, maak_ongedaan, registreer_contactmoment
from werkpunten.sleutels import anders, controleer_zelfde, eerder_onder
from werkpunten.taken import maak_taak

VERST = timedelta(days=2 * 365)
GESTUURD = (
    *("werkzoekende_id", "gemaakt_door_id", "medewerker_id", "werkpunt_id", "onderwerp_id", "begin", "einde"),
    *("plaats", "adres", "toelichting", "meegaand", "herinnering"),
)
SOORTEN = {
    Afspraak.Plaats.WERKPUNT: Soort.AFSPRAAK,
    Afspraak.Plaats.THUIS: Soort.HUISBEZOEK,
    Afspraak.Plaats.TELEFOON: Soort.TELEFOON,
    Afspraak.Plaats.ELDERS: Soort.AFSPRAAK,
}
"""The kind of contact that an appointment which was kept becomes."""
WEG = "Deze afspraak is ondertussen weg: een collega maakte het bezoek ongedaan waar ze bij hoorde."
OPVOLGEN_NA = timedelta(days=2)
OPVOLGEN = "Opnieuw contact opnemen na een gemiste afspraak"
Status = Afspraak.Status


@transaction.atomic
def maak_afspraak(afspraak: Afspraak, *, door: Medewerker, collegas: Collection[Medewerker] = ()) -> Afspraak:
    """Keep a new appointment, once per ``sleutel``: the same key again gives the one that was kept.

    With another content that key is refused (code "botsing").
    Refused: in the past, a unit that does not exist then, a colleague who cannot open the file. Two appointments at
    one hour are not refused: see ``werkpunten.agenda``.
    """
    afspraak.gemaakt_door = afspraak.status_door = door
    erbij = {collega for collega in collegas if collega != afspraak.medewerker}
    bestaand = eerder_onder(afspraak.sleutel, Afspraak.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, afspraak, GESTUURD, "Deze afspraak")
        if set(bestaand.collegas.all()) != erbij:
            raise anders("Deze afspraak")
        return bestaand
    _controleer(afspraak, collegas)
    afspraak.save(force_insert=True)
    afspraak.collegas.set(erbij)
    return afspraak


@transaction.atomic
def wijzig_afspraak(afspraak: Afspraak, *, door: Medewerker, collegas: Collection[Medewerker]) -> Afspraak:
    """Keep other particulars of a planned appointment; other hours make it one that is moved."""
    nu = _vergrendel(afspraak)
    if (nu.begin, nu.einde) != (afspraak.begin, afspraak.einde):
        return _verzet(nu, afspraak, door=door, collegas=collegas, reden=afspraak.reden)
    afspraak.reden = ""
    _controleer(afspraak, collegas)
    afspraak.save()
    if (nu.medewerker_id, nu.herinnering) != (afspraak.medewerker_id, afspraak.herinnering):
        _bel_niet_meer(afspraak)  # who calls now gets a task of their own, by the clock
    afspraak.collegas.set([collega for collega in collegas if collega != afspraak.medewerker])
    return afspraak


@transaction.atomic
def geef_afspraak_door(afspraak: Afspraak, *, naar: Medewerker, door: Medewerker) -> Afspraak:
    """A coordinator gives an appointment of somebody who left to a colleague: hour and place stay."""
    afspraak = _vergrendel(afspraak)
    if not Afspraak.objects.nagelaten_aan(door).filter(pk=afspraak.pk).exists():
        raise ValidationError("Deze afspraak is al doorgegeven.")
    afspraak.medewerker = naar
    return wijzig_afspraak(afspraak, door=door, collegas=list(afspraak.collegas.filter(is_active=True)))


@transaction.atomic
def verzet_afspraak(
    afspraak: Afspraak, *, begin: datetime, einde: datetime, door: Medewerker, reden: str = ""
) -> Afspraak:
    """Move to another hour: this row stays, as moved, and the new appointment points back to it."""
    oud = _vergrendel(afspraak)
    nieuw = _actueel(afspraak)
    nieuw.begin, nieuw.einde = begin, einde
    return _verzet(oud, nieuw, door=door, collegas=list(oud.collegas.all()), reden=reden)


def _verzet(
    oud: Afspraak, nieuw: Afspraak, *, door: Medewerker, collegas: Collection[Medewerker], reden: str
) -> Afspraak:
    """Close ``oud`` as moved and keep ``nieuw`` as a row of its own; the same move again is the same row."""
    _zet_status(oud, Status.VERZET, door=door, reden=reden)
    nieuw.pk, nieuw.sleutel, nieuw.vorige, nieuw.reden = None, uuid.uuid5(oud.sleutel, "verzet"), oud, ""
    nieuw.aangemaakt = nieuw.status_sinds = timezone.now()
    nieuw._state.adding = True
    return maak_afspraak(nieuw, door=door, collegas=collegas)


@transaction.atomic
def zeg_af(afspraak: Afspraak, *, door: Medewerker, reden: str = "") -> Afspraak:
    """The appointment is off, with the reason if there is one to tell."""
    afspraak = _vergrendel(afspraak)
    _zet_status(afspraak, Status.AFGEZEGD, door=door, reden=reden)
    return afspraak


@transaction.atomic
def noteer_gekomen(afspraak: Afspraak, *, door: Medewerker, notitie: str = "") -> Bewaard:
    """The person came: one contact, of the kind that fits the place, at the hour of the appointment.

    A second click gives the same contact.
    """
    afspraak = _actueel(afspraak)
    if afspraak.status == Status.GEKOMEN and afspraak.contact is not None:
        return Bewaard(afspraak.contact, nieuw=False)
    soort = SOORTEN[Afspraak.Plaats(afspraak.plaats)]
    contact = _contact(afspraak, soort, door=door, minuten=afspraak.minuten, notitie=notitie)
    _zet_status(afspraak, Status.GEKOMEN, door=door, contact=contact)
    return Bewaard(contact, nieuw=True)


@transaction.atomic
def noteer_niet_gekomen(afspraak: Afspraak, *, door: Medewerker, notitie: str = "", opvolgen: bool = False) -> Bewaard:
    """The person did not come: an attempt (which is no contact) and, with ``opvolgen``, a task to try again.

    A second click gives the same attempt.
    """
    afspraak = _actueel(afspraak)
    if afspraak.status == Status.NIET_GEKOMEN and afspraak.contact is not None:
        return Bewaard(afspraak.contact, nieuw=False)
    contact = _contact(afspraak, Soort.POGING, door=door, notitie=notitie)
    _zet_status(afspraak, Status.NIET_GEKOMEN, door=door, contact=contact)
    if opvolgen:
        volg_op(afspraak, door=door)
    return Bewaard(contact, nieuw=True)


def volg_op(afspraak: Afspraak, *, door: Medewerker) -> Taak:
    """A task to try again, once per appointment that was missed, whoever asks for it."""
    sleutel = uuid.uuid5(afspraak.sleutel, "opvolgen")
    return eerder_onder(sleutel, Taak.objects.ongefilterd("opvolgen")) or maak_taak(
        OPVOLGEN,
        eigenaar=door,
        tegen=vandaag() + OPVOLGEN_NA,
        door=door,
        werkzoekende=afspraak.werkzoekende,
        contact=afspraak.contact,
        sleutel=sleutel,
    )


@transaction.atomic
def herstel_afspraak(afspraak: Afspraak, *, door: Medewerker) -> Afspraak:
    """Undo within ten minutes: planned again; the contact that was logged and the task that came of it go."""
    afspraak = _actueel(afspraak)
    if not afspraak.kan_ongedaan(door=door):
        raise ValidationError("Dit kan niet meer ongedaan worden. Maak een nieuwe afspraak of verbeter het contact.")
    if afspraak.contact is not None:
        maak_ongedaan(afspraak.contact, door=door)
    else:
        _bewaar_status(afspraak, Status.GEPLAND, door=door, reden="")
    return _actueel(afspraak)


def _controleer(afspraak: Afspraak, collegas: Collection[Medewerker]) -> None:
    dag = timezone.localtime(afspraak.begin).date()
    if dag < vandaag():
        raise ValidationError({"begin": "Een nieuwe afspraak ligt niet in het verleden."})
    if dag > vandaag() + VERST:
        raise ValidationError({"begin": "Deze datum ligt te ver in de toekomst."})
    if afspraak.werkpunt.gesloten_op and dag > afspraak.werkpunt.gesloten_op:
        raise ValidationError({"werkpunt": f"{afspraak.werkpunt} is op die dag gesloten."})
    for medewerker in (afspraak.medewerker, *collegas):
        dossier = Werkzoekende.objects.bewerkbaar_voor(medewerker).filter(pk=afspraak.werkzoekende_id)
        if not dossier.exists():
            raise ValidationError(
                {"medewerker": f"{medewerker} kan dit dossier niet openen. Kies een andere collega."}
            )
    gekend = ["werkzoekende", "werkpunt", "medewerker", "onderwerp", "contact", "vorige"]
    afspraak.full_clean(exclude=[*gekend, "status_door", "gemaakt_door"])


def _contact(afspraak: Afspraak, soort: str, *, door: Medewerker, **rest: Any) -> Contactmoment:
    """The contact that belongs to this outcome; its key follows from the appointment's, so it exists once."""
    begin, nu = timezone.localtime(afspraak.begin), timezone.localtime()
    if begin.date() > nu.date():
        raise ValidationError("Deze afspraak moet nog komen.")
    begin = min(begin, nu)  # somebody who is early
    return registreer_contactmoment(
        werkzoekende=afspraak.werkzoekende,
        werkpunt=afspraak.werkpunt,
        door=door,
        onderwerpen=[] if soort == Soort.POGING else [afspraak.onderwerp],
        soort=soort,
        dag=begin.date(),
        tijdstip=begin.time().replace(second=0, microsecond=0),
        bron="afspraak",
        sleutel=uuid.uuid5(afspraak.sleutel, soort),
        **rest,
    ).contact


def vergrendel_laatste(afspraak: Afspraak) -> Afspraak:
    """The row as it stands now, or the one it became by being moved, kept from others until this transaction ends."""
    afspraak = _actueel(afspraak)
    while afspraak.status == Status.VERZET:
        volgende = Afspraak.objects.ongefilterd("de afspraak zelf").filter(vorige=afspraak).first()
        if volgende is None:
            break
        afspraak = _actueel(volgende)
    return afspraak


def _vergrendel(afspraak: Afspraak) -> Afspraak:
    """The row as it stands now, if it is still planned, kept from others until this transaction ends."""
    afspraak = _actueel(afspraak)
    _controleer_gepland(afspraak)
    return afspraak


def _actueel(afspraak: Afspraak) -> Afspraak:
    """Locked without a join: after waiting, PostgreSQL reads the row again but not what was joined to it."""
    alle = Afspraak.objects.ongefilterd("de afspraak zelf")
    if not alle.select_for_update().filter(pk=afspraak.pk).values_list("pk"):
        raise ValidationError(WEG)
    mee = ("werkzoekende", "werkpunt", "medewerker", "onderwerp", "contact", "status_door")
    return alle.select_related(*mee).get(pk=afspraak.pk)


def _controleer_gepland(afspraak: Afspraak) -> None:
    if not afspraak.is_gepland:
        wie, wanneer = afspraak.status_door.korte_naam, timezone.localtime(afspraak.status_sinds)
        raise ValidationError(
            f"Deze afspraak is ondertussen {afspraak.get_status_display()} ({wie}, {wanneer:%d/%m/%Y om %H:%M})."
        )


def _zet_status(
    afspraak: Afspraak, status: str, *, door: Medewerker, reden: str = "", contact: Contactmoment | None = None
) -> None:
    _controleer_gepland(afspraak)
    afspraak.contact = contact
    _bewaar_status(afspraak, status, door=door, reden=reden)
    _bel_niet_meer(afspraak)


def _bel_niet_meer(afspraak: Afspraak) -> None:
    """The call that was to remind of it is no longer needed; one that was made already stays in the list."""
    Taak.objects.ongefilterd("herinnering aan een afspraak").om_te_bellen([afspraak]).delete()


def _bewaar_status(afspraak: Afspraak, status: str, *, door: Medewerker, reden: str) -> None:
    afspraak.status, afspraak.status_sinds, afspraak.status_door = status, timezone.now(), door
    afspraak.reden = reden.strip()[:300]
    afspraak.save(update_fields=["status", "status_sinds", "status_door", "reden", "contact"])
