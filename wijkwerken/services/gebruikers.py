"""Writes about customers: registration, agreement, fee, and stopping."""

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kern.namen import schoon
from kern.poort import keur
from kern.tijd import plus_maanden, vandaag
from toegang.models import Medewerker, Organisatie
from werkpunten.models.contacten import ONGEDAAN_BINNEN
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from wijkwerken.models import (
    Gebruikersovereenkomst,
    Gebruikerstype,
    Inschrijvingsgeld,
    Prestatie,
    Stelsel,
    Tarief,
    WijkwerkGebruiker,
)
from wijkwerken.services.opdrachten import sluit

GESTUURD = ("type", "voornaam", "achternaam", "afdeling", "extern_nummer", "straat", "gemeente_id", "wijk_id", "email")
NIET_VAN_JOU = "Je werkt niet met de gebruikers van wijk-werken."
TOEKOMST = "Deze dag moet nog komen."
GEWIST = "Naam gewist"
SOORTEN = {
    Gebruikerstype.GEMEENTE: Organisatie.Soort.STAD,
    Gebruikerstype.OCMW: Organisatie.Soort.OCMW,
    Gebruikerstype.ONDERWIJS: Organisatie.Soort.SCHOOL,
    Gebruikerstype.VZW: Organisatie.Soort.VZW,
    Gebruikerstype.LANDBOUW: Organisatie.Soort.WERKGEVER,
}
"""What kind of organisation a customer is that we did not know yet."""


@transaction.atomic
def registreer(
    gebruiker: WijkwerkGebruiker, *, getekend_op: date | None = None, betaald_op: date | None = None, door: Medewerker
) -> WijkwerkGebruiker:
    """Keep a new customer, once per ``sleutel``, with the agreement and the fee of that year when those are there.

    An organisation is the one known by that name, or else a new one.
    """
    bestaand = eerder_onder(gebruiker.sleutel, WijkwerkGebruiker.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, gebruiker, GESTUURD, "Deze inschrijving")
        return bestaand
    _mag(door)
    if gebruiker.geregistreerd_op > vandaag():
        raise ValidationError({"geregistreerd_op": TOEKOMST})
    gebruiker.door = door
    _koppel_organisatie(gebruiker)
    keur(gebruiker)
    gebruiker.save(force_insert=True)
    if getekend_op:
        teken(Gebruikersovereenkomst(gebruiker=gebruiker, getekend_op=getekend_op, van=getekend_op), door=door)
    if betaald_op:
        noteer_inschrijvingsgeld(gebruiker, jaar=betaald_op.year, betaald_op=betaald_op, door=door)
    return gebruiker


@transaction.atomic
def wijzig(gebruiker: WijkwerkGebruiker, *, door: Medewerker) -> WijkwerkGebruiker:
    """Keep other particulars of a customer whose row the caller holds."""
    _mag(door)
    _koppel_organisatie(gebruiker)
    gebruiker.gewijzigd_op = timezone.now()
    keur(gebruiker)
    gebruiker.save()
    return gebruiker


def _koppel_organisatie(gebruiker: WijkwerkGebruiker) -> None:
    if gebruiker.type == Gebruikerstype.PRIVE:
        gebruiker.organisatie, gebruiker.afdeling, gebruiker.contactpersoon = None, "", ""
        return
    gebruiker.voornaam = ""
    gebruiker.organisatie = organisatie_met_naam(gebruiker.achternaam, Gebruikerstype(gebruiker.type))
    gebruiker.achternaam = gebruiker.organisatie.naam


def organisatie_met_naam(naam: str, type: Gebruikerstype) -> Organisatie:
    """The organisation known by this name or alias, in whatever case; a new one when nobody knows it."""
    gezocht = schoon(naam)
    bekend = Organisatie.objects.filter(Q(naam__iexact=gezocht) | Q(aliassen__contains=[gezocht])).order_by("pk")
    return bekend.first() or Organisatie.objects.create(naam=gezocht, soort=SOORTEN[type])


@transaction.atomic
def teken(overeenkomst: Gebruikersovereenkomst, *, door: Medewerker) -> Gebruikersovereenkomst:
    """The customer signed the agreement; sending the same one again keeps the first."""
    gebruiker = vergrendel(overeenkomst.gebruiker, door=door)
    if overeenkomst.getekend_op > vandaag():
        raise ValidationError({"getekend_op": TOEKOMST})
    if gebruiker.is_gestopt:
        raise ValidationError("Deze gebruiker is gestopt.")
    eerder = (
        gebruiker.overeenkomsten.bewerkbaar_voor(door)
        .filter(van=overeenkomst.van, getekend_op=overeenkomst.getekend_op)
        .first()
    )
    if eerder is not None:
        return eerder
    overeenkomst.door = door
    keur(overeenkomst)
    overeenkomst.save(force_insert=True)
    return overeenkomst


@transaction.atomic
def beeindig_overeenkomst(
    overeenkomst: Gebruikersovereenkomst, *, tot: date, door: Medewerker
) -> Gebruikersovereenkomst:
    """The agreement holds up to and including this day."""
    vergrendel(overeenkomst.gebruiker, door=door)
    overeenkomst.refresh_from_db()
    overeenkomst.tot = tot
    keur(overeenkomst)
    overeenkomst.save(update_fields=["tot"])
    return overeenkomst


@transaction.atomic
def noteer_inschrijvingsgeld(
    gebruiker: WijkwerkGebruiker, *, jaar: int, betaald_op: date | None, door: Medewerker
) -> Inschrijvingsgeld:
    """The fee of a year was paid on a day, or (``betaald_op`` None) asked. The amount is the one of that day."""
    vergrendel(gebruiker, door=door)
    if betaald_op and betaald_op > vandaag():
        raise ValidationError({"betaald_op": TOEKOMST})
    geld = gebruiker.inschrijvingsgelden.bewerkbaar_voor(door).filter(jaar=jaar).first()
    if geld is None:
        geld = Inschrijvingsgeld(gebruiker=gebruiker, jaar=jaar, bedrag=inschrijvingsbedrag(betaald_op or vandaag()))
    geld.betaald_op, geld.door = betaald_op, door
    keur(geld)
    geld.save()
    return geld


def inschrijvingsbedrag(dag: date) -> Decimal:
    """What a customer pays for a year, on this day."""
    stelsels = Stelsel.objects.op(dag)
    tarief = Tarief.objects.op(dag).filter(stelsel__in=stelsels, soort=Tarief.Soort.INSCHRIJVING).first()
    if tarief is None:
        raise ValidationError("Er is geen tarief voor de inschrijving op die dag. Vraag het aan een beheerder.")
    return tarief.bedrag


@transaction.atomic
def stop(gebruiker: WijkwerkGebruiker, *, op: date, reden: str, door: Medewerker) -> WijkwerkGebruiker:
    """No work is done for this customer from that day on: running agreements end on it, assignments the day before,
    and what was planned later is off.
    """
    actueel = vergrendel(gebruiker, door=door)
    if actueel.gestopt_op is None:
        actueel.gestopt_op, actueel.stopreden = op, schoon(reden)
        keur(actueel)
        actueel.save(update_fields=["gestopt_op", "stopreden"])
        actueel.overeenkomsten.bewerkbaar_voor(door).filter(Q(tot=None) | Q(tot__gt=op), van__lte=op).update(tot=op)
        laatste = op - timedelta(days=1)
        for opdracht in actueel.opdrachten.bewerkbaar_voor(door).exclude(tot__lte=laatste).order_by("pk"):
            sluit(opdracht, op=laatste, reden=reden, door=door)
    return actueel


@transaction.atomic
def hervat(gebruiker: WijkwerkGebruiker, *, door: Medewerker) -> WijkwerkGebruiker:
    """The customer goes on after all; a new agreement has to be signed."""
    actueel = vergrendel(gebruiker, door=door)
    if actueel.gewist_op:
        raise ValidationError("De gegevens zijn gewist. Schrijf deze gebruiker opnieuw in.")
    actueel.gestopt_op, actueel.stopreden = None, ""
    actueel.save(update_fields=["gestopt_op", "stopreden"])
    return actueel


def kan_terug(gebruiker: WijkwerkGebruiker, *, door: Medewerker) -> bool:
    """Whether who registered this customer can still take that back."""
    return gebruiker.door_id == door.pk and timezone.now() - gebruiker.aangemaakt <= ONGEDAAN_BINNEN


@transaction.atomic
def neem_terug(gebruiker: WijkwerkGebruiker, *, door: Medewerker) -> None:
    """Undo a registration within ten minutes, by who made it, as long as nothing was planned for it."""
    actueel = WijkwerkGebruiker.objects.bewerkbaar_voor(door).select_for_update(of=("self",)).filter(pk=gebruiker.pk)
    rij = actueel.first()
    if rij is None:
        return
    if not kan_terug(rij, door=door):
        raise ValidationError("Enkel wie de inschrijving maakte, kan ze terugnemen, en tot tien minuten daarna.")
    if _hangt_iets_aan(rij):
        raise ValidationError("Er is al iets gepland voor deze gebruiker. Stop de inschrijving in plaats daarvan.")
    rij.overeenkomsten.bewerkbaar_voor(door).delete()
    rij.inschrijvingsgelden.bewerkbaar_voor(door).delete()
    rij.delete()


def _hangt_iets_aan(gebruiker: WijkwerkGebruiker) -> bool:
    eigen = {Gebruikersovereenkomst, Inschrijvingsgeld}
    anderen = [veld for veld in WijkwerkGebruiker._meta.related_objects if veld.related_model not in eigen]
    gevolgd = [veld for veld in anderen if not hasattr(veld.related_model, "pgh_tracked_model")]
    return any(veld.related_model._base_manager.filter(**{veld.field.name: gebruiker}).exists() for veld in gevolgd)


def wis_oude() -> int:
    """Wipe names and addresses of private customers who stopped longer ago than we keep them; how many that were."""
    grens = plus_maanden(vandaag(), -12 * settings.GEBRUIKER_BEWAREN_JAREN)
    oud = WijkwerkGebruiker.objects.ongefilterd("bewaartermijn").filter(
        type=Gebruikerstype.PRIVE, gestopt_op__lt=grens, gewist_op=None
    )
    sleutels = list(oud.values_list("pk", flat=True))
    for pk in sleutels:
        _wis(pk)
    return len(sleutels)


@transaction.atomic
def _wis(pk: int) -> None:
    rij = WijkwerkGebruiker.objects.ongefilterd("bewaartermijn").select_for_update(of=("self",)).get(pk=pk)
    rij.voornaam, rij.achternaam, rij.gewist_op, rij.gewijzigd_op = "", GEWIST, vandaag(), timezone.now()
    rij.telefoon = rij.email = rij.straat = rij.postcode = rij.opmerking = ""
    rij.stopreden = "gestopt"
    rij.save()
    gezegd = Prestatie.objects.ongefilterd("bewaartermijn").filter(toewijzing__opdracht__gebruiker=rij).exclude(wie="")
    gezegd.update(wie=GEWIST)


def vergrendel(gebruiker: WijkwerkGebruiker, *, door: Medewerker) -> WijkwerkGebruiker:
    """The row as it stands now, kept from others until this transaction ends."""
    eigen = WijkwerkGebruiker.objects.bewerkbaar_voor(door).filter(pk=gebruiker.pk)
    rij = eigen.select_for_update(of=("self",)).first()
    if rij is None:
        raise ValidationError(NIET_VAN_JOU)
    return rij


def _mag(door: Medewerker) -> None:
    if not WijkwerkGebruiker.objects.mag(door):
        raise ValidationError(NIET_VAN_JOU)
