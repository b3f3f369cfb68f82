"""Putting a document here, in a new version, away and back; and taking one along, which is written down."""

import hashlib
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from kern.bestandssoort import soort_van
from partners.models import Partner
from rapportage.intrekken import intrekken
from rapportage.models import Document, Documentversie, Ophaling, projecten_van
from toegang.models import Medewerker, Organisatie
from werkpunten.sleutels import anders, eerder_onder

MEGABYTES = 10
GROOTSTE = MEGABYTES * 1024 * 1024
RUIMTE = 500
"""Megabytes that one organisation keeps here; what was wiped is gone."""
MEESTE = 500
"""Documents for one project, or for one partner; what was withdrawn no longer counts."""
VOL = (
    f"Jullie documenten nemen samen meer dan {RUIMTE} MB in. Trek oude versies in en wis ze, "
    "of vraag raad aan een beheerder."
)
TE_VEEL = f"Hier staan al {MEESTE} documenten. Trek eerst in wat niemand meer nodig heeft."
WELKE = "PDF, Word, Excel, PowerPoint, OpenDocument, PNG of JPG"
NIET_JIJ = "Je kan dit document niet wijzigen."
GEKOZEN = ("door", "organisatie", "project", "partner", "ingetrokken_op")
"""What is no free text: chosen through the gate, or set here."""
ZELFDE = ("titel", "soort", "project_id", "partner_id")


def keur(inhoud: bytes) -> str:
    """The extension of a file that may be kept; ``ValidationError`` when it may not."""
    if len(inhoud) > GROOTSTE:
        raise ValidationError(f"Het bestand is groter dan {MEGABYTES} MB.")
    if not (extensie := soort_van(inhoud)):
        raise ValidationError(f"Dit is geen {WELKE}, of er zitten macro’s in.")
    return extensie


@transaction.atomic
def plaats(document: Document, inhoud: bytes, *, sleutel: uuid.UUID, door: Medewerker) -> Document:
    """A new document with its first version, once per ``sleutel``."""
    bestaand = _onder(sleutel)
    if bestaand is not None:
        eerste = bestaand.document
        gelijk = eerste.door_id == door.pk and all(getattr(eerste, veld) == getattr(document, veld) for veld in ZELFDE)
        if not gelijk or bestaand.nummer != 1 or bestaand.sha256 != _afdruk(inhoud):
            raise anders("Dit document")
        return eerste
    if not _mag_delen(document, door):
        raise ValidationError("Kies voor wie het document is.")
    document.door, document.organisatie = door, door.organisatie
    _is_er_plaats(document)
    document.full_clean(exclude=GEKOZEN)
    document.save(force_insert=True)
    _bewaar(document, inhoud, nummer=1, toelichting="", sleutel=sleutel, door=door)
    return document


@transaction.atomic
def vernieuw(
    document: Document, inhoud: bytes, *, toelichting: str, sleutel: uuid.UUID, door: Medewerker
) -> Documentversie:
    """The next version, once per ``sleutel``; those before it stay."""
    actueel = _te_wijzigen(document, door)
    bestaand = _onder(sleutel)
    if bestaand is not None:
        if bestaand.document_id != actueel.pk or bestaand.sha256 != _afdruk(inhoud):
            raise anders("Deze versie")
        return bestaand
    if actueel.ingetrokken_op is not None:
        raise ValidationError("Dit document is ingetrokken. Zet het eerst terug.")
    laatste = actueel.versies.defer("inhoud").latest("nummer")
    if laatste.ingetrokken_op is None and laatste.sha256 == _afdruk(inhoud):
        raise ValidationError("Dit bestand is hetzelfde als de vorige versie.")
    return _bewaar(actueel, inhoud, nummer=laatste.nummer + 1, toelichting=toelichting, sleutel=sleutel, door=door)


@transaction.atomic
def trek_in(document: Document, *, reden: str, door: Medewerker) -> Document:
    """Nobody takes it along any more; nothing is thrown away. Twice is once."""
    actueel = _te_wijzigen(document, door)
    if actueel.ingetrokken_op is None:
        actueel.ingetrokken_op, actueel.reden = timezone.now(), reden.strip()
        actueel.full_clean(exclude=GEKOZEN)
        actueel.save()
    return actueel


@transaction.atomic
def trek_versie_in(versie: Documentversie, *, reden: str, wissen: bool, door: Medewerker) -> Documentversie:
    """Only who may change the document still reads it; ``wissen``: nobody ever again. Twice is once."""
    _te_wijzigen(versie.document, door)
    actueel = Documentversie.objects.defer("inhoud").select_for_update(of=("self",)).get(pk=versie.pk)
    return intrekken(actueel, reden=reden, leeg={"inhoud": None, "toelichting": ""} if wissen else {}, door=door)


@transaction.atomic
def zet_terug(document: Document, *, door: Medewerker) -> Document:
    """Withdrawing undone."""
    actueel = _te_wijzigen(document, door)
    actueel.ingetrokken_op, actueel.reden = None, ""
    actueel.save()
    return actueel


@transaction.atomic
def haal_op(versie: Documentversie, *, door: Medewerker) -> bytes:
    """The file as it was put here; who took it is written down first."""
    Ophaling.objects.create(versie=versie, medewerker=door)
    return bytes(versie.inhoud or b"")


def _mag_delen(document: Document, door: Medewerker) -> bool:
    """With the partners of a project one shares, or with one partner whose profile one may change."""
    if document.project_id is not None:
        return projecten_van(door).filter(pk=document.project_id).exists()
    eigen = Partner.objects.bewerkbaar_voor(door).exclude(stand=Partner.Stand.GESTOPT)
    return document.partner_id is not None and eigen.filter(pk=document.partner_id).exists()


def _te_wijzigen(document: Document, door: Medewerker) -> Document:
    """The row as it stands now, kept from others until this transaction ends."""
    eigen = Document.objects.bewerkbaar_voor(door).select_for_update(of=("self",))
    actueel = eigen.filter(pk=document.pk).first()
    if actueel is None:
        raise ValidationError(NIET_JIJ)
    return actueel


def _onder(sleutel: uuid.UUID) -> Documentversie | None:
    return eerder_onder(sleutel, Documentversie.objects.defer("inhoud").select_related("document"))


def _is_er_plaats(document: Document) -> None:
    """Counted while nobody else of the same organisation can add one."""
    Organisatie.objects.select_for_update(no_key=True).get(pk=document.organisatie_id)
    andere = Document.objects.filter(project=document.project, partner=document.partner, ingetrokken_op=None)
    if andere.count() >= MEESTE:
        raise ValidationError(TE_VEEL)


def _is_er_ruimte(document: Document, erbij: int) -> None:
    Organisatie.objects.select_for_update(no_key=True).get(pk=document.organisatie_id)
    eigen = Documentversie.objects.filter(document__organisatie=document.organisatie_id, gewist_op=None)
    if eigen.aggregate(samen=Coalesce(Sum("grootte"), 0))["samen"] + erbij > RUIMTE * 1024 * 1024:
        raise ValidationError(VOL)


def _bewaar(
    document: Document, inhoud: bytes, *, nummer: int, toelichting: str, sleutel: uuid.UUID, door: Medewerker
) -> Documentversie:
    _is_er_ruimte(document, len(inhoud))
    return Documentversie.objects.create(
        document=document,
        nummer=nummer,
        sleutel=sleutel,
        inhoud=inhoud,
        grootte=len(inhoud),
        extensie=keur(inhoud),
        sha256=_afdruk(inhoud),
        toelichting=toelichting.strip(),
        door=door,
    )


def _afdruk(inhoud: bytes) -> str:
    return hashlib.sha256(inhoud).hexdigest()
