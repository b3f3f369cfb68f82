"""What comes in from the street: sealed on the device, opened here, one contact each, whatever is sent twice."""

import json
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.models import (
    Contactmoment,
    Outreachronde,
    Soort,
    Straatregistratie,
    Vindplaats,
    Werkpunt,
    werkpunten_van,
)
from werkpunten.outreachforms import StraatForm
from werkpunten.services import registreer_contactmoment
from werkpunten.sleutels import eerder_onder
from werkpunten.verzegeling import NietTeOpenen, Verzegeld

_ZOUT = "werkpunten.straat"
DAG = 24 * 3600
NA_TE_KIJKEN = 50
ANDER = "ander"
"""The topic of what was about something that is no topic any more."""
ONLEESBAAR = "Deze registratie kan niet geopend worden. Ze is verzegeld met een andere sleutel of beschadigd."
GEEN_AUTEUR = "We weten niet zeker wie dit registreerde."


class Stand(StrEnum):
    """What the device hears of each record; after any of these the server holds it."""

    BEWAARD = "bewaard"
    AL_BEWAARD = "al_bewaard"
    OPZIJ = "opzij"


class Opzij(Exception):
    """This record cannot become a contact by itself; the reason is a sentence for the desk."""


@dataclass(frozen=True)
class Auteur:
    """Who a page in the street was made for, and when: no record on it can be older."""

    medewerker: Medewerker
    sinds: datetime

    @property
    def verlopen(self) -> bool:
        return timezone.now().timestamp() - self.sinds.timestamp() > settings.OUTREACH_DAGEN * DAG


@dataclass(frozen=True)
class Registratie:
    """An opened record: who, where they worked and when, and what was typed (``gegevens``: unchecked)."""

    auteur: Auteur
    werkpunt: Werkpunt
    moment: datetime
    gegevens: dict[str, Any]


def auteursbewijs(medewerker: Medewerker) -> str:
    """The word of this server that a page was made for this member of staff just now; it is sealed into records."""
    return signing.dumps({"u": medewerker.pk, "t": int(time.time())}, salt=_ZOUT)


def lees_auteur(bewijs: Any) -> Auteur | None:
    """None when this server never said so, or the account is gone."""
    try:
        inhoud = signing.loads(str(bewijs), salt=_ZOUT)
    except signing.BadSignature:
        return None
    medewerker = Medewerker.objects.filter(pk=inhoud["u"]).first()
    return Auteur(medewerker, datetime.fromtimestamp(inhoud["t"], UTC)) if medewerker else None


def open_registratie(verzegeld: Verzegeld) -> Registratie:
    """What was sealed; ``Opzij`` when it cannot be read, or not be put down to anybody of the unit it names."""
    try:
        inhoud = json.loads(verzegeld.open())
        auteur, moment = lees_auteur(inhoud["auteur"]), parse_datetime(inhoud["gemaakt"])
        gegevens = dict(inhoud["velden"])
        slug = str(inhoud["werkpunt"])
    except (NietTeOpenen, ValueError, TypeError, KeyError) as fout:
        raise Opzij(ONLEESBAAR) from fout
    werkpunt = Werkpunt.objects.filter(slug=slug).first()
    if auteur is None or werkpunt is None or moment is None or moment.tzinfo is None:
        raise Opzij(GEEN_AUTEUR)
    nu = timezone.now()
    return Registratie(auteur, werkpunt, min(max(moment, auteur.sinds), nu), gegevens)


@transaction.atomic
def ontvang(verzegeld: Verzegeld, *, werkpunt: Werkpunt, door: Medewerker) -> tuple[Stand, str]:
    """Keep one record once: as a contact of its author, or aside with the reason, at ``werkpunt`` when it names none.

    ``door`` only brings it: whoever signed in on the device by now. Nothing that arrives is lost.
    """
    if eerder_onder(verzegeld.sleutel, Straatregistratie.objects.ongefilterd("idempotentie")):
        return Stand.AL_BEWAARD, ""
    rij = Straatregistratie(sleutel=verzegeld.sleutel, werkpunt=werkpunt, doorgestuurd_door=door)
    try:
        registratie = open_registratie(verzegeld)
        rij.werkpunt, rij.auteur = registratie.werkpunt, registratie.auteur.medewerker
        _vertrouw(registratie)
        with transaction.atomic():
            _bewaar(rij, registratie, door=rij.auteur)
    except (Opzij, ValidationError) as fout:
        rij.reden = (fout.messages[0] if isinstance(fout, ValidationError) else str(fout))[:200]
        rij.contact, rij.verzegeld = None, verzegeld.als_json()
        rij.save(force_insert=True)
        return Stand.OPZIJ, rij.reden
    return Stand.BEWAARD, ""


def _vertrouw(registratie: Registratie) -> None:
    """``Opzij`` unless the page was new enough and its author works at the unit."""
    wie = registratie.auteur.medewerker
    if registratie.auteur.verlopen:
        raise Opzij(f"{wie.korte_naam} was langer dan {settings.OUTREACH_DAGEN} dagen niet aangemeld op dit toestel.")
    if registratie.werkpunt not in werkpunten_van(wie, *BEGELEIDERS):
        raise Opzij(f"{wie.korte_naam} werkt niet (meer) in {registratie.werkpunt}.")


def _bewaar(
    rij: Straatregistratie, registratie: Registratie, *, door: Medewerker, nagekeken: bool = False
) -> Contactmoment:
    """``nagekeken``: somebody says it is right, so a topic or find-place that is gone meanwhile keeps nothing back."""
    lokaal = timezone.localtime(registratie.moment)
    form = _formulier(registratie, nagekeken=nagekeken)
    if not form.is_valid():
        raise Opzij(next(fout for fouten in form.errors.values() for fout in fouten))
    rij.contact = registreer_contactmoment(
        werkzoekende=None,
        werkpunt=registratie.werkpunt,
        door=door,
        soort=Soort.OUTREACH,
        dag=lokaal.date(),
        tijdstip=lokaal.time().replace(second=0, microsecond=0),
        bron="straat",
        sleutel=rij.sleutel,
        **form.contact(),
    ).contact
    for veld, waarde in form.wie().items():
        setattr(rij, veld, waarde)
    _plaats(rij, form.plaats, door=door)
    rij.verzegeld, rij.reden = None, ""
    rij.save()
    return rij.contact


def _formulier(registratie: Registratie, *, nagekeken: bool) -> StraatForm:
    """What was typed, by the topics of that day."""
    dag = timezone.localdate(registratie.moment)
    form = StraatForm(registratie.gegevens, werkpunt=registratie.werkpunt, dag=dag)
    if not nagekeken:
        return form
    getypt = registratie.gegevens
    bekend = [slug for slug in form.themas if slug in (getypt.get("onderwerpen") or ())]
    plaats = getypt.get("vindplaats") if str(getypt.get("vindplaats")) in map(str, form.plaatsen) else ""
    gegevens = getypt | {"onderwerpen": bekend or [ANDER], "vindplaats": plaats}
    return StraatForm(gegevens, werkpunt=registratie.werkpunt, dag=dag)


def _plaats(rij: Straatregistratie, plaats: Vindplaats | None, *, door: Medewerker) -> None:
    """Where it was, and on which round."""
    rij.vindplaats = plaats
    if plaats is not None and rij.contact is not None:
        rondes = Outreachronde.objects.van_contact(
            werkpunt=rij.werkpunt, plaats=plaats, dag=rij.contact.dag, door=door
        )
        rij.ronde = rondes.first()


@transaction.atomic
def noteer_plaats(sleutels: Iterable[uuid.UUID], plaats: Vindplaats, *, door: Medewerker) -> None:
    """The contacts of the kind outreach under these keys were made at this find-place: copied from paper."""
    gemaakt = Contactmoment.objects.ongefilterd("net bewaard door de vrager").filter(sleutel__in=list(sleutels))
    los = gemaakt.filter(soort=Soort.OUTREACH, straatregistratie=None).select_related("werkpunt")
    for contact in los.order_by("pk"):
        rij = Straatregistratie(werkpunt=contact.werkpunt, contact=contact, auteur=door, doorgestuurd_door=door)
        rij.sleutel = contact.sleutel
        _plaats(rij, plaats, door=door)
        rij.save()


@dataclass(frozen=True)
class Nakijkregel:
    """What lay aside, for who looks at it: ``registratie`` is None when it cannot be read."""

    rij: Straatregistratie
    registratie: Registratie | None
    themas: str
    plaats: str


def na_te_kijken(werkpunt: Werkpunt, *, door: Medewerker) -> list[Nakijkregel]:
    """What lies aside at this unit, opened; the oldest first."""
    eigen = Straatregistratie.objects.zichtbaar_voor(door).opzij().filter(werkpunt=werkpunt).select_related("auteur")
    return [_nakijkregel(rij) for rij in eigen[:NA_TE_KIJKEN]]


def _nakijkregel(rij: Straatregistratie) -> Nakijkregel:
    try:
        registratie = open_registratie(Verzegeld.lees(rij.verzegeld))
    except (Opzij, ValueError):
        return Nakijkregel(rij, None, "", "")
    form = _formulier(registratie, nagekeken=True)
    form.is_valid()
    themas = [form.themas[slug].naam for slug in form.cleaned_data.get("onderwerpen", ())]
    plaats = form.plaatsen.get(form.cleaned_data.get("vindplaats") or 0)
    return Nakijkregel(rij, registratie, ", ".join(themas), str(plaats or ""))


@transaction.atomic
def neem_alsnog_op(rij: Straatregistratie, *, door: Medewerker) -> Contactmoment:
    """Somebody of the unit looked at what lay aside and says that it is right: it becomes a contact after all.

    In the name of its author when they work at the unit today, else of who looked.
    """
    rij = _vergrendel(rij, door=door)
    try:
        registratie = open_registratie(Verzegeld.lees(rij.verzegeld))
        wie = registratie.auteur.medewerker
        hier = rij.werkpunt in werkpunten_van(wie, *BEGELEIDERS)
        contact = _bewaar(rij, registratie, door=wie if hier else door, nagekeken=True)
    except (Opzij, ValueError) as fout:
        raise ValidationError(str(fout) if isinstance(fout, Opzij) else ONLEESBAAR) from fout
    _sluit(rij, door=door)
    return contact


@transaction.atomic
def gooi_weg(rij: Straatregistratie, *, door: Medewerker) -> None:
    """Nobody needs what lay aside; the key stays, so that it does not come back."""
    _sluit(_vergrendel(rij, door=door), door=door)


@transaction.atomic
def wis_namen() -> int:
    """Names that nobody tied to a file within ``OUTREACH_NAAM_DAGEN``, and what lay aside as long, go. How many.

    The contact stays, without a name; the key stays too, so that nothing comes back from a device.
    """
    voor = timezone.now() - timedelta(days=settings.OUTREACH_NAAM_DAGEN)
    oud = Straatregistratie.objects.ongefilterd("bewaartermijn").te_wissen(voor)
    dicht = Coalesce("afgehandeld_op", Case(When(contact=None, then=Value(timezone.now()))))
    return oud.update(voornaam="", achternaam="", telefoon="", verzegeld=None, afgehandeld_op=dicht)


def _sluit(rij: Straatregistratie, *, door: Medewerker) -> None:
    rij.verzegeld, rij.afgehandeld_op, rij.afgehandeld_door = None, timezone.now(), door
    rij.save(update_fields=["verzegeld", "afgehandeld_op", "afgehandeld_door"])


def _vergrendel(rij: Straatregistratie, *, door: Medewerker) -> Straatregistratie:
    eigen = Straatregistratie.objects.zichtbaar_voor(door).select_for_update(of=("self",)).select_related("werkpunt")
    actueel = eigen.opzij().filter(pk=rij.pk).first()
    if actueel is None:
        raise ValidationError("Een collega keek dit al na.")
    return actueel
