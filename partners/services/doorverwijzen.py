"""Everything that is done with a referral: the one place where it goes from one state to the next."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.tijd import vandaag
from partners.models import Antwoordlink, Doorverwijzing, Kanaal, Partij, Partner, Status, Toestemming, Verloop
from partners.models.doorverwijzingen import BIJ_PARTNER, MET_UITLEG, OVERGANGEN, DoorverwijzingQuerySet
from partners.services import afzenders, post, teams, webhooks
from toegang.models import Medewerker
from werkpunten.models import Betrokkenheid, Taak, Werkpunt, Werkzoekende
from werkpunten.sleutels import anders, eerder_onder
from werkpunten.taken import rond_af
from werkpunten.zicht import vergrendel, zet_inzage

WAAROM = {
    Status.GEWEIGERD: "Schrijf waarom niet, zodat we een andere weg kunnen zoeken.",
    Status.GEEN_ANTWOORD: "Schrijf wat je al probeerde.",
    Status.INGETROKKEN: "Schrijf waarom je de doorverwijzing intrekt.",
    Status.STOPGEZET: "Schrijf waarom het stopte.",
    Status.AFGEROND: "Schrijf wat het opleverde.",
}
OVERLEDEN = "Deze persoon is overleden. Doorverwijzen kan niet meer."


def begin(werkzoekende: Werkzoekende, *, werkpunt: Werkpunt, door: Medewerker) -> Doorverwijzing:
    """A draft. One person has at most one draft of the same colleague: a second start goes on with it."""
    if werkzoekende.contactstatus == Werkzoekende.Contactstatus.OVERLEDEN:
        raise ValidationError(OVERLEDEN)
    eigen = Doorverwijzing.objects.bewerkbaar_voor(door)
    concept, _ = eigen.get_or_create(
        werkzoekende=werkzoekende, afzender=door, status=Status.NIEUW, defaults={"werkpunt": werkpunt}
    )
    return concept


@transaction.atomic
def bewaar_stap(doorverwijzing: Doorverwijzing, stap: str, antwoorden: dict[str, Any], *, door: Medewerker) -> None:
    """Keep what was typed in one step of one's own draft, right or wrong; what another tab kept stays."""
    eigen = Doorverwijzing.objects.bewerkbaar_voor(door).filter(afzender=door, status=Status.NIEUW)
    actueel = eigen.select_for_update(of=("self",)).filter(pk=doorverwijzing.pk).first()
    if actueel is not None:
        actueel.concept = {**actueel.concept, stap: antwoorden}
        actueel.save(update_fields=["concept"])
        doorverwijzing.concept = actueel.concept


@transaction.atomic
def verstuur(
    doorverwijzing: Doorverwijzing, *, gegevens: dict[str, Any], toestemming: Toestemming, door: Medewerker
) -> Doorverwijzing:
    """Send a draft with its consent (unsaved). Sending twice is once: the second time it is refused."""
    actueel = _vergrendel(doorverwijzing)
    if actueel.status != Status.NIEUW:
        raise ValidationError(_kan_niet(actueel))
    toestemming.werkzoekende_id, toestemming.vastgelegd_door = actueel.werkzoekende_id, door
    toestemming.organisatie = gegevens["organisatie"]
    toestemming.full_clean(exclude=["werkzoekende", "organisatie", "vastgelegd_door", "ingetrokken_door"])
    toestemming.save()
    for veld, waarde in gegevens.items():
        setattr(actueel, veld, waarde)
    actueel.toestemming, actueel.concept = toestemming, {}
    return _zet(actueel, Status.VERSTUURD, door=door)


@transaction.atomic
def zet(
    doorverwijzing: Doorverwijzing,
    naar: str,
    *,
    door: Medewerker | None,
    tekst: str = "",
    op: date | None = None,
    kanaal: Kanaal = Kanaal.SCHERM,
    sleutel: uuid.UUID | None = None,
) -> Doorverwijzing:
    """One step further. What the state machine does not know, and whoever may not do it, changes nothing.

    ``op``: the day it started. ``door`` is None for a link; with the channel of the clock nobody's side is asked.
    The same ``sleutel`` again does nothing; with something else under it, it is refused (code "botsing").
    """
    actueel = _vergrendel(doorverwijzing)
    if _al_gedaan(actueel, sleutel, soort=Verloop.Soort.STAP, naar=naar, tekst=tekst.strip()):
        return actueel
    return _zet(actueel, Status(naar), door=door, tekst=tekst, op=op, kanaal=kanaal, sleutel=sleutel)


def _al_gedaan(doorverwijzing: Doorverwijzing, sleutel: uuid.UUID | None, **wat: Any) -> Verloop | None:
    """What was kept under this key before, if it is the same."""
    if sleutel is None:
        return None
    eerder = eerder_onder(sleutel, Verloop.objects.ongefilterd("idempotentie"))
    wat["doorverwijzing_id"] = doorverwijzing.pk
    if eerder is not None and any(getattr(eerder, veld) != waarde for veld, waarde in wat.items()):
        raise anders("Deze sleutel")
    return eerder


def _zet(
    doorverwijzing: Doorverwijzing,
    naar: Status,
    *,
    door: Medewerker | None,
    tekst: str = "",
    op: date | None = None,
    kanaal: Kanaal = Kanaal.SCHERM,
    sleutel: uuid.UUID | None = None,
) -> Doorverwijzing:
    van = Status(doorverwijzing.status)
    wie = partijen(doorverwijzing, door, kanaal) & OVERGANGEN.get((van, naar), frozenset())
    if not wie:
        raise ValidationError(_kan_niet(doorverwijzing))
    if naar in MET_UITLEG and van != Status.NIEUW and len(tekst.strip()) < 3:
        raise ValidationError({"tekst": WAAROM[naar]})
    if naar == Status.VERSTUURD:
        _controleer_voor_versturen(doorverwijzing)
    als_partner = Partij.AFZENDER not in wie
    behandelaar = door if Partij.PARTNER in wie else None
    _schrijf_status(doorverwijzing, naar, als_partner=als_partner, behandelaar=behandelaar, op=op)
    stap = _noteer(doorverwijzing, door=door, kanaal=kanaal, van=van, naar=naar, tekst=tekst.strip(), sleutel=sleutel)
    herbereken_zicht(doorverwijzing.werkzoekende_id, doorverwijzing.organisatie_id)
    _verwittig(doorverwijzing, stap, als_partner=als_partner)
    return doorverwijzing


def partijen(doorverwijzing: Doorverwijzing, door: Medewerker | None, kanaal: Kanaal = Kanaal.SCHERM) -> set[Partij]:
    """On whose side somebody stands: the sender's, when they may change the person's file; the partner's."""
    if kanaal == Kanaal.KLOK:
        return {Partij.KLOK}
    if door is None:
        return {Partij.PARTNER}
    wie = set()
    if Werkzoekende.objects.bewerkbaar_voor(door).filter(pk=doorverwijzing.werkzoekende_id).exists():
        wie.add(Partij.AFZENDER)
    if Doorverwijzing.objects.ontvangen_door(door).filter(pk=doorverwijzing.pk).exists():
        wie.add(Partij.PARTNER)
    return wie


def _controleer_voor_versturen(doorverwijzing: Doorverwijzing) -> None:
    organisatie, toestemming = doorverwijzing.organisatie, doorverwijzing.toestemming
    if organisatie is None or not Partner.objects.actief().filter(organisatie=organisatie).exists():
        raise ValidationError("Deze partner is niet actief en kan geen doorverwijzing krijgen. Kies een andere.")
    if toestemming is None or not toestemming.is_geldig:
        raise ValidationError("Zonder toestemming kan je geen persoonsgegevens delen.")
    if doorverwijzing.werkzoekende.contactstatus == Werkzoekende.Contactstatus.OVERLEDEN:
        raise ValidationError(OVERLEDEN)


def _schrijf_status(
    doorverwijzing: Doorverwijzing, naar: Status, *, als_partner: bool, behandelaar: Medewerker | None, op: date | None
) -> None:
    nu = timezone.now()
    doorverwijzing.status, doorverwijzing.status_sinds = naar, nu
    if naar == Status.VERSTUURD:
        doorverwijzing.verstuurd_op = nu
    if naar in {Status.AANVAARD, Status.GEWEIGERD}:
        doorverwijzing.beantwoord_op = nu
    if naar == Status.GESTART:
        _controleer_start(doorverwijzing, op)
        doorverwijzing.gestart_op = op or vandaag()
    if naar not in BIJ_PARTNER:
        doorverwijzing.afgesloten_op = nu
    if als_partner and doorverwijzing.behandelaar_id is None:
        doorverwijzing.behandelaar = behandelaar
    doorverwijzing.nieuws_sinds = nu if als_partner else None
    doorverwijzing.save()


def _controleer_start(doorverwijzing: Doorverwijzing, op: date | None) -> None:
    if op is not None and op > vandaag():
        raise ValidationError({"op": "De start ligt in de toekomst."})
    verstuurd = timezone.localdate(doorverwijzing.verstuurd_op)
    if op is not None and op < verstuurd:
        raise ValidationError({"op": f"De start kan niet voor de doorverwijzing liggen ({verstuurd:%d/%m/%Y})."})


def _noteer(doorverwijzing: Doorverwijzing, *, door: Medewerker | None, **velden: Any) -> Verloop:
    stap = Verloop.objects.create(
        doorverwijzing=doorverwijzing, werkzoekende_id=doorverwijzing.werkzoekende_id, door=door, **velden
    )
    webhooks.meld(stap)
    return stap


def _verwittig(doorverwijzing: Doorverwijzing, stap: Verloop, *, als_partner: bool) -> None:
    """Let the other side know: the sender a task and a mail, the partner a mail."""
    if doorverwijzing.status != Status.VERSTUURD:
        post.trek_links_in(doorverwijzing.links.all())
    if als_partner:
        _meld_aan_afzender(doorverwijzing, stap)
    elif doorverwijzing.verstuurd_op and stap.naar == Status.VERSTUURD:
        link = post.nieuwe_link(doorverwijzing)
        _meld_aan_partner(doorverwijzing, "verstuurd", stap, link=link, dagen=settings.ANTWOORDLINK_DAGEN)
    elif doorverwijzing.verstuurd_op and stap.naar == Status.INGETROKKEN:
        _meld_aan_partner(doorverwijzing, "ingetrokken", stap)


def _meld_aan_partner(doorverwijzing: Doorverwijzing, sjabloon: str, stap: Verloop, **context: Any) -> None:
    """A mail; where nobody would read one and nobody signs in either, a task to call them."""
    partner = Partner.objects.select_related("organisatie").filter(organisatie=doorverwijzing.organisatie_id).first()
    if partner is None:
        return
    context["van"] = doorverwijzing.werkpunt.naam
    post.schrijf(doorverwijzing, sjabloon, aan=partner.email, **context)
    if not partner.hoort_van_ons():
        afzenders.laat_bellen(doorverwijzing, partner, stap)


def _meld_aan_afzender(doorverwijzing: Doorverwijzing, stap: Verloop) -> None:
    """A task on the worklist of the sender, or of a coach when the sender no longer has the file."""
    wat = f"{doorverwijzing.organisatie} over doorverwijzing {doorverwijzing.nummer}: {stap.wat.lower()}"
    wie = afzenders.geef_taak(doorverwijzing, wat, afzenders.taaksleutel(doorverwijzing, stap))
    if wie is not None:
        post.schrijf(doorverwijzing, "antwoord", aan=wie.email)


@transaction.atomic
def vraag_meer(
    doorverwijzing: Doorverwijzing, tekst: str, *, door: Medewerker, sleutel: uuid.UUID | None = None
) -> Verloop:
    """The partner wants to know more before (or after) answering. ``sleutel`` as in ``zet``."""
    actueel = _vergrendel(doorverwijzing)
    if eerder := _al_gedaan(actueel, sleutel, soort=Verloop.Soort.VRAAG, tekst=tekst.strip()):
        return eerder
    if actueel.status not in BIJ_PARTNER or Partij.PARTNER not in partijen(actueel, door):
        raise ValidationError(_kan_niet(actueel))
    tekst = _tekst(tekst, "Schrijf je vraag.")
    stap = _noteer(actueel, door=door, soort=Verloop.Soort.VRAAG, tekst=tekst, sleutel=sleutel)
    actueel.nieuws_sinds = timezone.now()
    actueel.save(update_fields=["nieuws_sinds"])
    _meld_aan_afzender(actueel, stap)
    return stap


@transaction.atomic
def beantwoord(doorverwijzing: Doorverwijzing, tekst: str, *, door: Medewerker) -> Verloop:
    """The sender tells the partner more."""
    actueel = _vergrendel(doorverwijzing)
    if actueel.status not in BIJ_PARTNER or Partij.AFZENDER not in partijen(actueel, door):
        raise ValidationError(_kan_niet(actueel))
    stap = _noteer(actueel, door=door, soort=Verloop.Soort.ANTWOORD, tekst=_tekst(tekst, "Schrijf je antwoord."))
    _meld_aan_partner(actueel, "bericht", stap)
    bekijk(actueel, door=door)
    return stap


def _tekst(tekst: str, leeg: str) -> str:
    if len(tekst.strip()) < 3:
        raise ValidationError({"tekst": leeg})
    return tekst.strip()


@transaction.atomic
def bekijk(doorverwijzing: Doorverwijzing, *, door: Medewerker) -> None:
    """The sender, or who has the task, has seen what the partner did: it is no news any more, their task is done."""
    verloop = Verloop.objects.ongefilterd("taken van het verloop").filter(doorverwijzing=doorverwijzing)
    sleutels = [afzenders.taaksleutel(doorverwijzing, stap) for stap in verloop]
    taken = list(Taak.objects.bewerkbaar_voor(door).open().filter(sleutel__in=sleutels, eigenaar=door))
    if taken or doorverwijzing.afzender_id == door.pk:
        Doorverwijzing.objects.ongefilterd("gezien").filter(pk=doorverwijzing.pk).update(nieuws_sinds=None)
    for taak in taken:
        rond_af(taak, door=door)


@transaction.atomic
def trek_toestemming_in(toestemming: Toestemming, *, door: Medewerker) -> Toestemming:
    """The person changed their mind: sight ends at once, and so does what rests on this consent."""
    rustend = vergrendel_wat_rust_op(toestemming)
    alle = Toestemming.objects.bewerkbaar_voor(door).select_for_update(of=("self",))
    actueel = alle.filter(pk=toestemming.pk, ingetrokken_op=None, vervangen_door=None).first()
    if actueel is None:
        raise ValidationError("Deze toestemming is al ingetrokken of verlengd.")
    actueel.ingetrokken_op, actueel.ingetrokken_door = timezone.now(), door
    actueel.save(update_fields=["ingetrokken_op", "ingetrokken_door"])
    for doorverwijzing in rustend:
        zet(doorverwijzing, Status.INGETROKKEN, door=door, tekst="De toestemming is ingetrokken.")
    herbereken_zicht(actueel.werkzoekende_id, actueel.organisatie_id)
    teams.zonder_toestemming(actueel)
    return actueel


@transaction.atomic
def trek_in_bij(partner: Partner, *, door: Medewerker) -> int:
    """A partner stopped: what lies there comes back to the senders as work, with who decided it. How many."""
    tekst = f"{partner} werkt niet meer met ons samen. Zoek een andere weg."
    lopend = Doorverwijzing.objects.ongefilterd("de partner stopt").bij_partner()
    terug = _vergrendel_alle(lopend.filter(organisatie=partner.organisatie_id))
    in_teams = teams.van_partner(partner).values_list("werkzoekende_id", flat=True)
    vergrendel({*in_teams, *(doorverwijzing.werkzoekende_id for doorverwijzing in terug)})  # once, in their order
    for doorverwijzing in terug:
        zet(doorverwijzing, Status.INGETROKKEN, door=door, kanaal=Kanaal.KLOK, tekst=tekst)
    return len(terug)


def herbereken_zicht(werkzoekende_id: int, organisatie_id: int | None) -> None:
    """An active organisation sees somebody as long as one open referral to it rests on consent that holds."""
    if organisatie_id is None:
        return
    lopend = Doorverwijzing.objects.ongefilterd("zicht van een partner").met_inzage()
    laatste = (
        lopend.filter(werkzoekende=werkzoekende_id, organisatie=organisatie_id)
        .order_by("-toestemming__geldig_tot")
        .values_list("toestemming__geldig_tot", flat=True)
        .first()
    )
    tot = timezone.make_aware(datetime.combine(laatste + timedelta(days=1), time())) if laatste else None
    reden = Betrokkenheid.Reden.DOORVERWIJZING
    zet_inzage(werkzoekende_id, reden=reden, tot=tot, organisatie_id=organisatie_id)


@transaction.atomic
def herinner(pk: int) -> bool:
    """Remind a partner that is silent, once. False: not (any more) needed."""
    grens = timezone.now() - timedelta(days=settings.DOORVERWIJZING_HERINNERING_DAGEN)
    alle = Doorverwijzing.objects.ongefilterd("herinnering").select_for_update(of=("self",))
    gevonden = alle.filter(pk=pk, status=Status.VERSTUURD, herinnerd_op=None, verstuurd_op__lt=grens).first()
    if gevonden is None:
        return False
    gevonden.herinnerd_op = timezone.now()
    gevonden.save(update_fields=["herinnerd_op"])
    stap = _noteer(gevonden, door=None, kanaal=Kanaal.KLOK, soort=Verloop.Soort.HERINNERING)
    link = post.nieuwe_link(gevonden)
    _meld_aan_partner(gevonden, "herinnering", stap, link=link, dagen=settings.ANTWOORDLINK_DAGEN)
    return True


def volg_op() -> tuple[int, int]:
    """Every day: remind who is silent, and give up on who stays so. How many of each; again changes nothing."""
    nu, wachtend = timezone.now(), Doorverwijzing.objects.ongefilterd("opvolging").filter(status=Status.VERSTUURD)
    dagen = settings.DOORVERWIJZING_VERLOOPT_DAGEN
    opgegeven = wachtend.filter(verstuurd_op__lt=nu - timedelta(days=dagen))
    verlopen = 0
    for doorverwijzing in opgegeven.order_by("pk"):
        tekst = f"Geen antwoord binnen {dagen} dagen."
        try:
            zet(doorverwijzing, Status.GEEN_ANTWOORD, door=None, kanaal=Kanaal.KLOK, tekst=tekst)
            verlopen += 1
        except ValidationError:
            continue  # somebody answered in the meantime
    grens = nu - timedelta(days=settings.DOORVERWIJZING_HERINNERING_DAGEN)
    stil = wachtend.filter(herinnerd_op=None, verstuurd_op__lt=grens).order_by("pk").values_list("pk", flat=True)
    return sum(herinner(pk) for pk in list(stil)), verlopen


def _vergrendel(doorverwijzing: Doorverwijzing) -> Doorverwijzing:
    """The row as it stands now, kept from others until this transaction ends."""
    alle = Doorverwijzing.objects.ongefilterd("de doorverwijzing zelf").select_for_update(of=("self",))
    return alle.select_related("werkzoekende", "organisatie", "werkpunt", "afzender", "toestemming").get(
        pk=doorverwijzing.pk
    )


def vergrendel_wat_rust_op(toestemming: Toestemming) -> list[Doorverwijzing]:
    """The open referrals that rest on a consent, then the person: before the consent itself, as every step does."""
    lopend = Doorverwijzing.objects.ongefilterd("rust op een toestemming").bij_partner()
    rijen = _vergrendel_alle(lopend.filter(toestemming=toestemming))
    vergrendel([toestemming.werkzoekende_id])
    return rijen


def _vergrendel_alle(doorverwijzingen: DoorverwijzingQuerySet) -> list[Doorverwijzing]:
    """All of them before the first person: a step on one of them takes the referral first and the person after it."""
    rijen = list(doorverwijzingen.order_by("pk").select_for_update(of=("self",)))
    return sorted(rijen, key=lambda doorverwijzing: doorverwijzing.werkzoekende_id)


def _kan_niet(doorverwijzing: Doorverwijzing) -> str:
    """Why nothing happens, and who was first: ``Jan Pauwels deed dit al (14:02): aanvaard.``"""
    stappen = Verloop.objects.ongefilterd("wie was eerst").filter(doorverwijzing=doorverwijzing, soort="stap")
    laatste = stappen.select_related("door").order_by("-moment", "-pk").first()
    if laatste is None:
        return "Dit kan niet: de doorverwijzing is nog niet verstuurd."
    moment = timezone.localtime(laatste.moment)
    wanneer = f"{moment:%H:%M}" if moment.date() == vandaag() else f"{moment:%d/%m/%Y %H:%M}"
    return f"Dit kan nu niet. {laatste.wie} was eerst ({wanneer}): {doorverwijzing.get_status_display()}."


@transaction.atomic
def antwoord_via_link(token: str, naar: str, *, tekst: str = "") -> Doorverwijzing | None:
    """Yes or no by the link of a mail, once; None when the link does not work (any more)."""
    link = Antwoordlink.objects.met_token(token)
    if link is None or link.doorverwijzing is None or naar not in {Status.AANVAARD, Status.GEWEIGERD}:
        return None
    doorverwijzing = _vergrendel(link.doorverwijzing)  # before its link, as every other step does: else a deadlock
    if not Antwoordlink.objects.bruikbaar().filter(pk=link.pk).update(gebruikt_op=timezone.now()):
        return None
    return zet(doorverwijzing, naar, door=None, tekst=tekst, kanaal=Kanaal.LINK)
