"""Everything that is done with a case team: who sits in it, when it meets, what it decides."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from kern.poort import keur
from kern.registers import Register
from kern.tijd import vandaag
from partners.models import Agendapunt, Beslissing, Casusteam, Teamlid, Teamoverleg, Toestemming
from partners.models.gids import Partner
from partners.models.teams import TeamlidQuerySet
from partners.services import post
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, Rol
from werkpunten.models import Betrokkenheid, Werkpunt, Werkzoekende
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from werkpunten.zicht import vergrendel, zet_inzage

GESTOPT = "Dit team is gestopt."
DOSSIER = "Je kan dit dossier niet wijzigen."
volgers: Register[Callable[[Beslissing, Medewerker], None]] = Register("wat een beslissing volgt")
trekkers: Register[Callable[[Casusteam], set[int]]] = Register("organisaties die trekken voor wie een team heeft")
"""What a higher app keeps equal to a decision, in the transaction that changes it."""


@transaction.atomic
def start(werkzoekende: Werkzoekende, *, werkpunt: Werkpunt, doel: str, door: Medewerker) -> Casusteam:
    """A team around somebody, with whoever starts it in it. One person has one team at a time."""
    vergrendel([werkzoekende.pk])
    if not Werkzoekende.objects.bewerkbaar_voor(door).filter(pk=werkzoekende.pk).exists():
        raise ValidationError(DOSSIER)
    if werkzoekende.contactstatus == Werkzoekende.Contactstatus.OVERLEDEN:
        raise ValidationError("Deze persoon is overleden. Een casusteam kan niet meer.")
    team = Casusteam(werkzoekende=werkzoekende, werkpunt=werkpunt, doel=doel.strip(), gestart_door=door)
    keur(team)
    team.save()
    Teamlid.objects.create(team=team, werkzoekende=werkzoekende, medewerker=door, toegevoegd_door=door)
    return team


@transaction.atomic
def voeg_toe(
    team: Casusteam, medewerker: Medewerker, *, toestemming: Toestemming | None = None, door: Medewerker
) -> Teamlid:
    """One more in the team.

    Staff of a partner need consent for their organisation: ``toestemming`` (unsaved), or the one by which somebody of
    theirs sits in this team already. A colleague has to see the file already.
    """
    actueel = _vergrendel(team, door=door)
    if medewerker.heeft_rol(Rol.PARTNERMEDEWERKER):
        toestemming = _toestemming_voor(actueel, medewerker, toestemming, door=door)
    elif not Werkzoekende.objects.zichtbaar_voor(medewerker).filter(pk=actueel.werkzoekende_id).exists():
        raise ValidationError(f"{medewerker} ziet dit dossier niet, en kan dus niet in het team.")
    lid = Teamlid(
        team=actueel,
        werkzoekende_id=actueel.werkzoekende_id,
        medewerker=medewerker,
        toestemming=toestemming,
        toegevoegd_door=door,
    )
    keur(lid)
    lid.save()
    herbereken_zicht(actueel.werkzoekende_id, medewerker.pk)
    if medewerker.email and lid.toestemming_id:
        post.zet_klaar("partners/mail/teamlid.txt", _brief(actueel), aan=medewerker.email)
    return lid


def _toestemming_voor(
    team: Casusteam, medewerker: Medewerker, nieuw: Toestemming | None, *, door: Medewerker
) -> Toestemming:
    if not Partner.objects.actief().filter(organisatie=medewerker.organisatie_id).exists():
        raise ValidationError("Deze partner is niet actief. Kies iemand van een andere organisatie.")
    bestaand = toestemming_in(team, medewerker.organisatie_id)
    if bestaand is not None:
        return bestaand
    if nieuw is None:
        raise ValidationError("Zonder toestemming kan je geen persoonsgegevens delen.")
    nieuw.werkzoekende_id, nieuw.organisatie_id = team.werkzoekende_id, medewerker.organisatie_id
    nieuw.vastgelegd_door = door
    nieuw.full_clean(exclude=["werkzoekende", "organisatie", "vastgelegd_door", "ingetrokken_door"])
    nieuw.save()
    return nieuw


def toestemming_in(team: Casusteam, organisatie_id: int) -> Toestemming | None:
    """The consent by which this organisation sits in this team now."""
    alle = Toestemming.objects.ongefilterd("toestemming van het team").geldig()
    return alle.filter(teamleden__team=team, teamleden__tot=None, organisatie=organisatie_id).first()


@transaction.atomic
def haal_weg(lid: Teamlid, *, door: Medewerker) -> None:
    """Somebody leaves the team; what they promised stays on the list. Twice is once."""
    actueel = _vergrendel_eigen(lid.team, door=door)
    _laat_gaan(Teamlid.objects.ongefilterd("lid van dit team").filter(pk=lid.pk, team=actueel).lopend())


@transaction.atomic
def stop(team: Casusteam, *, besluit: str, door: Medewerker) -> Casusteam:
    """The team has done its work: nobody of a partner sees it any more. Planned meetings are called off, and what was
    still to be done is no longer needed.
    """
    actueel = _vergrendel_eigen(team, door=door)
    if len(besluit.strip()) < 3:
        raise ValidationError({"besluit": "Schrijf wat het team opleverde."})
    for overleg in Teamoverleg.objects.ongefilterd("het team stopt").filter(team=actueel, status="gepland"):
        _gelast_af(overleg, door=door)  # as long as partners may hear of it
    actueel.gestopt_op, actueel.gestopt_door, actueel.besluit = vandaag(), door, besluit.strip()[:500]
    actueel.save()
    te_doen = Beslissing.objects.ongefilterd("het team stopt").open().filter(overleg__team=actueel)
    te_doen.update(status=Beslissing.Status.VERVALLEN, gesloten_op=timezone.now(), gesloten_door=door)
    _laat_gaan(Teamlid.objects.ongefilterd("het team stopt").filter(team=actueel).lopend())
    return actueel


def zonder_toestemming(toestemming: Toestemming) -> None:
    """A consent was withdrawn: who sat in a team by it leaves it at once (in the transaction of the withdrawal)."""
    vergrendel([toestemming.werkzoekende_id])  # before looking: somebody may be added by it at this moment
    _laat_gaan(Teamlid.objects.ongefilterd("toestemming ingetrokken").filter(toestemming=toestemming).lopend())


def van_partner(partner: Partner) -> TeamlidQuerySet:
    """Who sits in a team for this partner."""
    alle: TeamlidQuerySet = Teamlid.objects.ongefilterd("de partner stopt").lopend()
    return alle.filter(toestemming__organisatie=partner.organisatie_id)


def zonder_partner(partner: Partner) -> None:
    """A partner stopped: its people leave every team (in the transaction in which it stops)."""
    _laat_gaan(van_partner(partner))


@transaction.atomic
def ruim_op() -> int:
    """Every day: who no longer works for the partner they came for leaves their teams. How many."""
    weg = (
        Teamlid.objects.ongefilterd("wie vertrok")
        .lopend()
        .exclude(toestemming=None)
        .filter(Q(medewerker__is_active=False) | ~Q(medewerker__organisatie=F("toestemming__organisatie")))
    )
    vertrokken = list(weg)
    _laat_gaan(vertrokken)
    return len(vertrokken)


def _laat_gaan(leden: Iterable[Teamlid]) -> None:
    rijen = sorted(leden, key=lambda lid: (lid.werkzoekende_id, lid.pk))
    vergrendel({lid.werkzoekende_id for lid in rijen})
    for lid in rijen:
        lid.tot = timezone.now()
        lid.save(update_fields=["tot"])
        herbereken_zicht(lid.werkzoekende_id, lid.medewerker_id)


def herbereken_zicht(werkzoekende_id: int, medewerker_id: int) -> None:
    """Staff of a partner see a team as long as they sit in it and the consent for their organisation holds."""
    leden = Teamlid.objects.ongefilterd("zicht van een teamlid").met_inzage()
    tot = (
        leden.filter(werkzoekende=werkzoekende_id, medewerker=medewerker_id)
        .order_by("-toestemming__geldig_tot")
        .values_list("toestemming__geldig_tot", flat=True)
        .first()
    )
    grens = timezone.make_aware(datetime.combine(tot + timedelta(days=1), time())) if tot else None
    zet_inzage(werkzoekende_id, reden=Betrokkenheid.Reden.CASUSTEAM, tot=grens, medewerker_id=medewerker_id)


@transaction.atomic
def plan_overleg(overleg: Teamoverleg, *, door: Medewerker) -> Teamoverleg:
    """A meeting of the team, once per ``sleutel``; every other member gets a mail that names nobody."""
    team = _vergrendel(overleg.team, door=door)
    bestaand = eerder_onder(overleg.sleutel, Teamoverleg.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, overleg, ("team_id", "begin", "minuten", "plaats", "persoon_erbij"), "Dit overleg")
        return bestaand
    if overleg.begin < timezone.now():
        raise ValidationError({"dag": "Dit moment is voorbij. Kies vandaag of later."})
    overleg.werkzoekende_id, overleg.gepland_door = team.werkzoekende_id, door
    keur(overleg)
    overleg.save()
    _meld(overleg, "teamoverleg", behalve=door)
    return overleg


@transaction.atomic
def gelast_af(overleg: Teamoverleg, *, door: Medewerker) -> None:
    actueel = _overleg(overleg, door=door)
    if actueel.status != Teamoverleg.Status.GEPLAND:
        raise ValidationError(f"Dit overleg is al {actueel.get_status_display()}.")
    _gelast_af(actueel, door=door)


def _gelast_af(overleg: Teamoverleg, *, door: Medewerker) -> None:
    overleg.status = Teamoverleg.Status.AFGELAST
    overleg.save(update_fields=["status"])
    _meld(overleg, "teamoverleg_afgelast", behalve=door)


@transaction.atomic
def houd(overleg: Teamoverleg, *, aanwezig: Iterable[Teamlid], persoon_erbij: bool, door: Medewerker) -> None:
    """Write down that it took place and who was there; again corrects it."""
    actueel, erbij = _overleg(overleg, door=door), list(aanwezig)
    if actueel.status == Teamoverleg.Status.AFGELAST:
        raise ValidationError("Dit overleg is afgelast. Plan een nieuw.")
    if timezone.localdate(actueel.begin) > vandaag():
        raise ValidationError("Dit overleg moet nog komen.")
    if not erbij:
        raise ValidationError({"aanwezig": "Duid aan wie erbij was."})
    actueel.status, actueel.persoon_erbij = Teamoverleg.Status.GEHOUDEN, persoon_erbij
    actueel.save(update_fields=["status", "persoon_erbij"])
    erbij_rijen = Teamoverleg.aanwezig.through.objects
    erbij_rijen.filter(teamoverleg=actueel).delete()
    erbij_rijen.bulk_create([erbij_rijen.model(teamoverleg=actueel, teamlid=lid) for lid in erbij])


@transaction.atomic
def zet_op_agenda(overleg: Teamoverleg, onderwerp: str, *, door: Medewerker) -> Agendapunt:
    """Something to talk about; the same words twice are one point."""
    actueel = _overleg(overleg, door=door)
    if actueel.status == Teamoverleg.Status.AFGELAST:
        raise ValidationError("Dit overleg is afgelast.")
    punt = Agendapunt(
        overleg=actueel, werkzoekende_id=actueel.werkzoekende_id, onderwerp=" ".join(onderwerp.split()), door=door
    )
    keur(punt)
    punt.save()
    return punt


@transaction.atomic
def noteer(punt: Agendapunt, bespreking: str, *, eerder: str, door: Medewerker) -> Agendapunt:
    """What was said about a point; ``eerder``: the text the writer started from, for two may be writing."""
    _overleg(punt.overleg, door=door)
    actueel = Agendapunt.objects.ongefilterd("punt van dit overleg").select_for_update(of=("self",)).get(pk=punt.pk)
    if actueel.bespreking not in {eerder, bespreking.strip()}:
        raise ValidationError({"bespreking": f"Iemand anders schreef intussen: “{actueel.bespreking}”"})
    actueel.bespreking = bespreking.strip()
    keur(actueel)
    actueel.save(update_fields=["bespreking"])
    return actueel


@transaction.atomic
def beslis(overleg: Teamoverleg, *, tekst: str, wie: Teamlid, tegen: date, door: Medewerker) -> Beslissing:
    """Who does what by when."""
    actueel = _overleg(overleg, door=door)
    if actueel.status == Teamoverleg.Status.AFGELAST:
        raise ValidationError("Dit overleg is afgelast.")
    if not Teamlid.objects.ongefilterd("wie meedoet").meedoend().filter(pk=wie.pk, team=actueel.team_id).exists():
        raise ValidationError({"wie": "Kies iemand van het team."})
    beslissing = Beslissing(
        overleg=actueel,
        werkzoekende_id=actueel.werkzoekende_id,
        tekst=" ".join(tekst.split()),
        wie=wie,
        tegen=tegen,
        door=door,
    )
    keur(beslissing)
    beslissing.save()
    return beslissing


@transaction.atomic
def zet_beslissing(beslissing: Beslissing, status: str, *, door: Medewerker) -> Beslissing:
    """Done, no longer needed, or open again. Twice the same is once."""
    naar = Beslissing.Status(status)
    _vergrendel(beslissing.overleg.team, door=door)
    alle = Beslissing.objects.ongefilterd("de beslissing zelf").select_for_update(of=("self",))
    actueel = alle.get(pk=beslissing.pk)
    if actueel.status == naar:
        return actueel
    open_ = naar == Beslissing.Status.OPEN
    actueel.status, actueel.gesloten_door = naar, None if open_ else door
    actueel.gesloten_op = None if open_ else timezone.now()
    actueel.save()
    for volg in volgers:
        volg(actueel, door)
    return actueel


def mag_in(team: Casusteam, medewerker: Medewerker) -> bool:
    """Who may write in a team: whoever may change the file, and its members as long as they see it."""
    if medewerker.heeft_rol(*BEGELEIDERS):
        return Werkzoekende.objects.bewerkbaar_voor(medewerker).filter(pk=team.werkzoekende_id).exists()
    return Casusteam.objects.van_partner(medewerker).filter(pk=team.pk).exists()


def _vergrendel(team: Casusteam, *, door: Medewerker) -> Casusteam:
    """The team as it stands now, running, kept from others until this transaction ends."""
    vergrendel([team.werkzoekende_id])
    alle = Casusteam.objects.ongefilterd("het team zelf").select_for_update(of=("self",))
    actueel = alle.get(pk=team.pk)
    if actueel.gestopt_op is not None:
        raise ValidationError(GESTOPT)
    if not mag_in(actueel, door):
        raise ValidationError(DOSSIER)
    return actueel


def _vergrendel_eigen(team: Casusteam, *, door: Medewerker) -> Casusteam:
    """The same, for what only whoever may change the file decides: who sits in it, and whether it goes on."""
    actueel = _vergrendel(team, door=door)
    if not Werkzoekende.objects.bewerkbaar_voor(door).filter(pk=actueel.werkzoekende_id).exists():
        raise ValidationError(DOSSIER)
    return actueel


def _overleg(overleg: Teamoverleg, *, door: Medewerker) -> Teamoverleg:
    team = _vergrendel(overleg.team, door=door)
    alle = Teamoverleg.objects.ongefilterd("overleg van dit team").select_for_update(of=("self",))
    return alle.select_related("team").get(pk=overleg.pk, team=team)


def _meld(overleg: Teamoverleg, sjabloon: str, *, behalve: Medewerker) -> None:
    leden = Teamlid.objects.ongefilterd("wie een overleg verneemt").meedoend().filter(team=overleg.team_id)
    for lid in leden.exclude(medewerker=behalve).select_related("medewerker"):
        if lid.medewerker.email:
            context = {**_brief(overleg.team), "begin": timezone.localtime(overleg.begin)}
            post.zet_klaar(f"partners/mail/{sjabloon}.txt", context, aan=lid.medewerker.email)


def _brief(team: Casusteam) -> dict[str, Any]:
    return {"nummer": team.nummer, "van": team.werkpunt.naam, "pad": team.get_absolute_url()}
