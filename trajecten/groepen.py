"""Sessions of modules, and who takes part: planned, signed up, moved up from the waiting list."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from kern.tijd import vandaag
from partners.models import Lead, Werkgever
from partners.services.werkgevers import bewaar_lead
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from trajecten.koppelen import raad
from trajecten.models import Deelname, Inburgeringsdeel, Module, Sessie, Sessielead
from trajecten.sessietaken import vertel_niets, vertel_plaats, vertel_stand
from werkpunten import bezoeken
from werkpunten.models import Afspraak, Contactmoment, Werkzoekende, werkpunten_van
from werkpunten.sleutels import anders, controleer_zelfde, eerder_onder
from werkpunten.zicht import vergrendel

WEEK = timedelta(days=7)
LANGST = timedelta(days=366)
VERST = timedelta(days=2 * 366)
GESTUURD = (
    *("module_id", "werkpunt_id", "begeleider_id", "werkgever_id", "dag", "van", "tot", "plaats", "capaciteit"),
    *("taal", "toelichting"),
)
IN_CONTACT = {
    "module": "module_id",
    "werkpunt": "werkpunt_id",
    "dag": "dag",
    "van": "van",
    "tot": "tot",
    "capaciteit": "soort_contact",
}
"""What the contacts of who came took over: the field, and what of it they hold."""
WANNEER = frozenset({"dag", "van", "tot"})
"""Of these a mistake can be put right afterwards."""
VAST = "Dit blijft zoals het is: er is al genoteerd wie er was."
DOSSIER = "Je kan dit dossier niet wijzigen."
Stand = Deelname.Stand


@transaction.atomic
def plan_sessies(sessie: Sessie, *, herhaal_tot: date | None, door: Medewerker) -> list[Sessie]:
    """Keep a new session, once per ``sleutel``; with ``herhaal_tot`` one on the same weekday of every week too, up to
    and including that day.
    """
    dagen = _dagen(sessie.dag, herhaal_tot)
    bestaand = eerder_onder(sessie.sleutel, Sessie.objects.all())
    if bestaand is not None:
        controleer_zelfde(bestaand, sessie, GESTUURD, "Deze sessie")
        reeks = [bestaand, *_anderen(bestaand)]
        if len(reeks) != len(dagen):
            raise anders("Deze sessie")
        return reeks
    sleutel, gemaakt = sessie.sleutel, []
    in_reeks = sleutel if len(dagen) > 1 else None
    for nummer, dag in enumerate(dagen):
        sessie.pk, sessie._state.adding, sessie.dag, sessie.reeks = None, True, dag, in_reeks
        sessie.sleutel = uuid.uuid5(sleutel, dag.isoformat()) if nummer else sleutel
        _bewaar(sessie, door=door)
        gemaakt.append(Sessie.objects.get(pk=sessie.pk))
    return gemaakt


def _dagen(eerste: date, tot: date | None) -> list[date]:
    if tot is None:
        return [eerste]
    if not eerste <= tot <= eerste + LANGST:
        raise ValidationError({"herhaal_tot": "Kies een dag na de eerste sessie, en hoogstens een jaar later."})
    return [eerste + WEEK * nummer for nummer in range((tot - eerste) // WEEK + 1)]


def _anderen(sessie: Sessie) -> list[Sessie]:
    if sessie.reeks is None:
        return []
    return list(Sessie.objects.filter(reeks=sessie.reeks).exclude(pk=sessie.pk).order_by("dag"))


@transaction.atomic
def wijzig_sessie(sessie: Sessie, *, door: Medewerker) -> Sessie:
    """Keep other particulars of a session whose row the caller holds; more places let people move up.

    Once it was noted who came, another module, unit or kind of contact is refused; another day or hour corrects those
    contacts with it, and cannot lie ahead.
    """
    anders_nu = _anders(sessie) if _is_genoteerd(sessie) else []
    if vast := [veld for veld in anders_nu if veld not in WANNEER]:
        raise ValidationError(dict.fromkeys(vast, VAST))
    if anders_nu and sessie.dag > vandaag():
        raise ValidationError({"dag": "Er is al genoteerd wie er was: kies een dag tot en met vandaag."})
    _bewaar(sessie, door=door)
    if anders_nu:
        _verzet_contacten(sessie)
    _schuif_op(sessie)
    return sessie


def _anders(sessie: Sessie) -> list[str]:
    """What differs now of what the contacts of who came took over."""
    oud = Sessie.objects.get(pk=sessie.pk)
    return [veld for veld, wat in IN_CONTACT.items() if getattr(oud, wat) != getattr(sessie, wat)]


def _verzet_contacten(sessie: Sessie) -> None:
    """Who was there was there on the day it really was: contacts first, then people, as everywhere."""
    alle = Contactmoment.objects.ongefilterd("andere dag van een sessie").filter(deelname__sessie=sessie)
    contacten = list(alle.select_for_update(of=("self",)).order_by("pk"))
    vergrendel([contact.werkzoekende_id for contact in contacten if contact.werkzoekende_id])
    for contact in contacten:
        bezoeken.verzet(contact, dag=sessie.dag, tijdstip=sessie.van, minuten=sessie.minuten)


def _is_genoteerd(sessie: Sessie) -> bool:
    """Whether it was noted of anybody that they came or did not."""
    return Deelname.objects.ongefilterd("genoteerd?").filter(sessie=sessie, contact__isnull=False).exists()


def _bewaar(sessie: Sessie, *, door: Medewerker) -> None:
    _eigen(sessie, door)
    if sessie.dag > vandaag() + VERST:
        raise ValidationError({"dag": "Deze datum ligt te ver in de toekomst."})
    if sessie.dag < sessie.werkpunt.geopend_op:
        raise ValidationError({"dag": f"{sessie.werkpunt} was op die dag nog niet open."})
    if (sessie.module.soort == Module.Soort.WORKSHOP) != (sessie.werkgever is not None):
        tekst = "Kies de werkgever." if sessie.werkgever is None else "Enkel een workshop hoort bij een werkgever."
        raise ValidationError({"werkgever": tekst})
    if sessie.pk and not sessie.is_ontmoeting and sessie.werkgevers.exists():
        raise ValidationError({"module": "Er komen werkgevers naar deze sessie. Haal ze eerst weg."})
    sessie.full_clean(exclude=["module", "werkpunt", "begeleider", "werkgever"])
    sessie.save()


def _eigen(sessie: Sessie, door: Medewerker) -> None:
    if sessie.werkpunt not in werkpunten_van(door, *BEGELEIDERS):
        raise ValidationError("Deze sessie is van een ander werkpunt.")


@transaction.atomic
def zet_stand(sessie: Sessie, stand: str, *, door: Medewerker) -> Sessie:
    """It is off, or goes on after all: then who waits moves up. Twice is once. Who was there already keeps it from
    being off. Who signed somebody up gets a task to tell them.
    """
    (actueel,) = vergrendel_sessies([sessie])
    _eigen(actueel, door)
    if stand not in Sessie.Stand.values:
        raise ValidationError("Kies of de sessie doorgaat.")
    if stand == Sessie.Stand.AFGELAST and _is_genoteerd(actueel):
        raise ValidationError("Van deze sessie is al genoteerd wie er was.")
    if stand == actueel.stand:
        return actueel
    actueel.stand = stand
    actueel.save(update_fields=["stand"])
    vertel_stand(actueel, door=door)
    _schuif_op(actueel)
    return actueel


def vergrendel_sessies(sessies: Sequence[Sessie]) -> list[Sessie]:
    """These sessions as they stand now, in one order, kept from others until this transaction ends."""
    gezocht = [sessie.pk for sessie in sessies]
    list(Sessie.objects.select_for_update().filter(pk__in=gezocht).order_by("pk").values_list("pk"))
    return list(Sessie.objects.select_related("module", "werkpunt").filter(pk__in=gezocht).order_by("dag", "pk"))


def volgende(sessie: Sessie) -> list[Sessie]:
    """The later sessions of the same series that go on."""
    if sessie.reeks is None:
        return []
    later = Sessie.objects.filter(reeks=sessie.reeks, dag__gt=sessie.dag, stand=Sessie.Stand.GEPLAND)
    return list(later.select_related("module", "werkpunt"))


@transaction.atomic
def schrijf_in(sessies: Sequence[Sessie], persoon: Werkzoekende, *, door: Medewerker) -> list[Deelname]:
    """Put somebody on the list of these sessions: with a place, or on the waiting list when one is full.

    Who is on a list already stays as they are. As many queries for a whole series as for one session.
    """
    actueel = vergrendel_sessies(sessies)
    vergrendel([persoon.pk])
    if not Werkzoekende.objects.bewerkbaar_voor(door).filter(pk=persoon.pk).exists():
        raise ValidationError({"wie": DOSSIER})
    if persoon.geen_contact:
        raise ValidationError({"wie": f"Deze persoon schrijf je niet in: {persoon.geen_contact.lower()}."})
    lijsten = Deelname.objects.ongefilterd("wie op de lijst staat").filter(sessie__in=actueel)
    eerder = {rij.sessie_id: rij for rij in lijsten.filter(werkzoekende=persoon)}
    met_wachtlijst = set(lijsten.wachtend().exclude(werkzoekende=persoon).values_list("sessie", flat=True))
    rijen, te_bewaren = [], []
    bij = raad(Deelname(werkzoekende=persoon))._asdict()
    for sessie in actueel:
        nieuw = Deelname(sessie=sessie, werkzoekende=persoon, stand=Stand.UITGESCHREVEN, **bij)
        rij = eerder.get(sessie.pk) or nieuw
        stand = _stand(sessie, rij, wacht_iemand=sessie.pk in met_wachtlijst)
        if stand != rij.stand:
            rij.stand, rij.sinds, rij.door = stand, timezone.now(), door
            te_bewaren.append(rij)
        rijen.append(rij)
    _bewaar_deelnames(te_bewaren)
    _tel(actueel)
    return rijen


def _stand(sessie: Sessie, rij: Deelname, *, wacht_iemand: bool) -> str:
    """What somebody gets who is put on this list: a place nobody waits for; once it is over, any that is left."""
    if not sessie.gaat_door:
        raise ValidationError({"wie": "Deze sessie gaat niet door."})
    if rij.stand == Stand.INGESCHREVEN:
        return rij.stand
    if sessie.is_voorbij:
        if sessie.vrij:
            return Stand.INGESCHREVEN
        raise ValidationError({"wie": "Deze sessie is voorbij en zat vol."})
    if rij.stand == Stand.WACHTLIJST or wacht_iemand or not sessie.vrij:
        return Stand.WACHTLIJST
    return Stand.INGESCHREVEN


def _bewaar_deelnames(rijen: Sequence[Deelname]) -> None:
    alle = Deelname.objects.ongefilterd("op de lijst zetten")
    alle.bulk_create([rij for rij in rijen if rij.pk is None])
    alle.bulk_update([rij for rij in rijen if rij.pk is not None], ["stand", "sinds", "door"])


def _tel(sessies: Sequence[Sessie]) -> None:
    """Count the places that are taken; more than there are is refused by the database."""
    bezet = Deelname.objects.ongefilterd("bezette plaatsen").ingeschreven().filter(sessie__in=sessies)
    aantal = dict(bezet.order_by().values_list("sessie").annotate(Count("pk")))
    for sessie in sessies:
        sessie.bezet = aantal.get(sessie.pk, 0)
    Sessie.objects.bulk_update(sessies, ["bezet"])


@transaction.atomic
def schrijf_uit(deelname: Deelname, *, door: Medewerker) -> Deelname:
    """Take somebody from the list; who waits longest gets the place. Twice is once."""
    (sessie,) = vergrendel_sessies([deelname.sessie])
    vergrendel([deelname.werkzoekende_id])
    actueel = Deelname.objects.bewerkbaar_voor(door).select_related("sessie").filter(pk=deelname.pk).first()
    if actueel is None:
        raise ValidationError(DOSSIER)
    if actueel.contact_id is not None:
        raise ValidationError("Van deze persoon is al genoteerd of die er was. Verbeter eerst de aanwezigheid.")
    if actueel.stand != Stand.UITGESCHREVEN:
        actueel.stand, actueel.sinds, actueel.door = Stand.UITGESCHREVEN, timezone.now(), door
        actueel.save()
        vertel_niets(actueel, door=door)
        _tel([sessie])
        _schuif_op(sessie)
    return actueel


def _schuif_op(sessie: Sessie) -> None:
    """Give free places to who waits longest, with a task for who put them on the list: they do not know it yet."""
    if sessie.is_voorbij or not sessie.gaat_door:
        return
    wachtend = Deelname.objects.ongefilterd("wachtlijst").wachtend().filter(sessie=sessie)
    for deelname in wachtend.select_related("werkzoekende", "door", "sessie__module")[: max(sessie.vrij, 0)]:
        deelname.stand, deelname.sinds = Stand.INGESCHREVEN, timezone.now()
        deelname.save(update_fields=["stand", "sinds"])
        vertel_plaats(deelname)
    _tel([sessie])


def botsingen(persoon: Werkzoekende, sessies: Sequence[Sessie], *, lezer: Medewerker) -> list[str]:
    """What this person has at the same hours: appointments and other sessions. None of it refuses."""
    if not sessies:
        return []
    span = min(sessie.begin for sessie in sessies), max(sessie.einde for sessie in sessies)
    eigen = Afspraak.objects.zichtbaar_voor(lezer).gepland().filter(werkzoekende=persoon).tijdens(*span)
    afspraken = list(eigen.order_by("begin", "pk"))
    gaat_naar = Deelname.objects.zichtbaar_voor(lezer).filter(werkzoekende=persoon)
    mee = list(gaat_naar.op_dagen({sessie.dag for sessie in sessies}).select_related("sessie__module"))
    volgt = Inburgeringsdeel.objects.zichtbaar_voor(lezer).filter(werkzoekende=persoon)
    lessen = list(volgt.met_lessen(min(sessie.dag for sessie in sessies), max(sessie.dag for sessie in sessies)))
    teksten = []
    for sessie in sessies:
        wanneer = f"{sessie.dag:%d/%m/%Y}"
        for afspraak in afspraken:
            begin, einde = timezone.localtime(afspraak.begin), timezone.localtime(afspraak.einde)
            if begin < sessie.einde and einde > sessie.begin:
                teksten.append(f"{persoon.naam} heeft op {wanneer} al een afspraak ({begin:%H.%M}–{einde:%H.%M} uur).")
        samen = [rij.sessie for rij in mee if rij.sessie.valt_samen_met(sessie)]
        teksten += [f"{persoon.naam} gaat op {wanneer} al naar {andere.module} ({andere.uren})." for andere in samen]
        teksten += [
            f"{persoon.naam} heeft op {wanneer} {deel.les}."
            for deel in lessen
            for begin, einde in deel.lessen(sessie.dag, sessie.dag)
            if begin < sessie.einde and einde > sessie.begin
        ]
    return teksten


def werkgevers_van(sessie: Sessie) -> list[Werkgever]:
    """Who gives it, or who comes to meet people, by name."""
    if sessie.is_ontmoeting:
        return list(sessie.werkgevers.order_by("naam"))
    return [sessie.werkgever] if sessie.werkgever else []


@transaction.atomic
def zet_werkgever(sessie: Sessie, werkgever: Werkgever, *, komt: bool, door: Medewerker) -> Sessie:
    """One of the employers who come to meet people, or no longer; twice is once. Of whom a lead came, stays."""
    actueel = Sessie.objects.select_for_update(of=("self",)).select_related("module", "werkpunt").get(pk=sessie.pk)
    _eigen(actueel, door)
    if komt and not actueel.is_ontmoeting:
        raise ValidationError("Enkel naar een ontmoeting met werkgevers komen er meer.")
    if not komt and actueel.leads.filter(werkgever=werkgever).exists():
        raise ValidationError(f"Van {werkgever} is er al een lead uit deze sessie.")
    (actueel.werkgevers.add if komt else actueel.werkgevers.remove)(werkgever)
    return actueel


@transaction.atomic
def noteer_lead(sessie: Sessie, lead: Lead, *, werkgever: Werkgever | None = None, door: Medewerker) -> Lead:
    """A chance that came out of a session with an employer, once per ``sleutel``; of whom, when more came."""
    erbij = werkgevers_van(sessie)
    if not erbij:
        raise ValidationError("Bij deze sessie hoort geen werkgever.")
    gekozen = werkgever or (erbij[0] if len(erbij) == 1 else None)
    if gekozen not in erbij:
        raise ValidationError("Kies van welke werkgever de lead komt.")
    lead.werkgever = gekozen
    bewaard = bewaar_lead(lead, door=door)
    Sessielead.objects.get_or_create(lead=bewaard, defaults={"sessie": sessie})
    return bewaard
