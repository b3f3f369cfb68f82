"""Sessions of modules, and who takes part: planned, signed up, moved up from the waiting list."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.tijd import vandaag
from partners.models import Lead
from partners.services.afzenders import wie_volgt_op
from partners.services.werkgevers import bewaar_lead
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from trajecten.models import Deelname, Module, Sessie, Sessielead
from werkpunten.models import Afspraak, Werkzoekende, werkpunten_van
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from werkpunten.taken import maak_taak
from werkpunten.zicht import vergrendel

WEEK = timedelta(days=7)
LANGST = timedelta(days=366)
VERST = timedelta(days=2 * 366)
GESTUURD = ("module_id", "werkpunt_id", "begeleider_id", "werkgever_id", "dag", "van", "tot", "plaats", "capaciteit")
DOSSIER = "Je kan dit dossier niet wijzigen."
Stand = Deelname.Stand


@transaction.atomic
def plan_sessies(sessie: Sessie, *, herhaal_tot: date | None, door: Medewerker) -> list[Sessie]:
    """Keep a new session, once per ``sleutel``; with ``herhaal_tot`` one on the same weekday of every week too, up to
    and including that day.
    """
    bestaand = eerder_onder(sessie.sleutel, Sessie.objects.all())
    if bestaand is not None:
        controleer_zelfde(bestaand, sessie, GESTUURD, "Deze sessie")
        return [bestaand, *_anderen(bestaand)]
    dagen = _dagen(sessie.dag, herhaal_tot)
    sleutel, reeks = sessie.sleutel, sessie.sleutel if len(dagen) > 1 else None
    gemaakt = []
    for nummer, dag in enumerate(dagen):
        sessie.pk, sessie._state.adding, sessie.dag, sessie.reeks = None, True, dag, reeks
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
    """Keep other particulars of a session whose row the caller holds; more places let people move up."""
    _bewaar(sessie, door=door)
    _schuif_op(sessie)
    return sessie


def _bewaar(sessie: Sessie, *, door: Medewerker) -> None:
    _eigen(sessie, door)
    if sessie.dag > vandaag() + VERST:
        raise ValidationError({"dag": "Deze datum ligt te ver in de toekomst."})
    if sessie.dag < sessie.werkpunt.geopend_op:
        raise ValidationError({"dag": f"{sessie.werkpunt} was op die dag nog niet open."})
    if (sessie.module.soort == Module.Soort.WORKSHOP) != (sessie.werkgever is not None):
        tekst = "Kies de werkgever." if sessie.werkgever is None else "Enkel een workshop hoort bij een werkgever."
        raise ValidationError({"werkgever": tekst})
    sessie.full_clean(exclude=["module", "werkpunt", "begeleider", "werkgever"])
    sessie.save()


def _eigen(sessie: Sessie, door: Medewerker) -> None:
    if sessie.werkpunt not in werkpunten_van(door, *BEGELEIDERS):
        raise ValidationError("Deze sessie is van een ander werkpunt.")


@transaction.atomic
def zet_stand(sessie: Sessie, stand: str, *, door: Medewerker) -> Sessie:
    """It is off, or goes on after all. Twice is once. Who was there already keeps it from being off."""
    (actueel,) = vergrendel_sessies([sessie])
    _eigen(actueel, door)
    if stand not in Sessie.Stand.values:
        raise ValidationError("Kies of de sessie doorgaat.")
    genoteerd = Deelname.objects.ongefilterd("genoteerd?").filter(sessie=actueel, contact__isnull=False)
    if stand == Sessie.Stand.AFGELAST and genoteerd.exists():
        raise ValidationError("Van deze sessie is al genoteerd wie er was.")
    actueel.stand = stand
    actueel.save(update_fields=["stand"])
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

    Who is on a list already stays as they are.
    """
    actueel = vergrendel_sessies(sessies)
    vergrendel([persoon.pk])
    if not Werkzoekende.objects.bewerkbaar_voor(door).filter(pk=persoon.pk).exists():
        raise ValidationError({"wie": DOSSIER})
    return [_zet_op_lijst(sessie, persoon, door=door) for sessie in actueel]


def _zet_op_lijst(sessie: Sessie, persoon: Werkzoekende, *, door: Medewerker) -> Deelname:
    if not sessie.gaat_door:
        raise ValidationError({"wie": "Deze sessie gaat niet door."})
    eerder = Deelname.objects.ongefilterd("staat al op de lijst?").filter(sessie=sessie, werkzoekende=persoon)
    deelname = eerder.first() or Deelname(sessie=sessie, werkzoekende=persoon, stand=Stand.UITGESCHREVEN)
    if deelname.stand != Stand.UITGESCHREVEN:
        return deelname
    if not sessie.vrij and sessie.dag < vandaag():
        raise ValidationError({"wie": "Deze sessie is voorbij en zat vol."})
    deelname.stand = Stand.INGESCHREVEN if sessie.vrij else Stand.WACHTLIJST
    deelname.sinds, deelname.door = timezone.now(), door
    deelname.save()
    _tel(sessie)
    return deelname


def _tel(sessie: Sessie) -> None:
    """Count the places that are taken; more than there are is refused by the database."""
    sessie.bezet = Deelname.objects.ongefilterd("bezette plaatsen").ingeschreven().filter(sessie=sessie).count()
    sessie.save(update_fields=["bezet"])


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
        _tel(sessie)
        _schuif_op(sessie)
    return actueel


def _schuif_op(sessie: Sessie) -> None:
    """Give free places to who waits longest, with a task for who put them on the list: they do not know it yet."""
    if sessie.dag < vandaag() or not sessie.gaat_door:
        return
    wachtend = Deelname.objects.ongefilterd("wachtlijst").wachtend().filter(sessie=sessie)
    for deelname in wachtend.select_related("werkzoekende", "door")[: max(sessie.vrij, 0)]:
        deelname.stand, deelname.sinds = Stand.INGESCHREVEN, timezone.now()
        deelname.save(update_fields=["stand", "sinds"])
        _laat_weten(sessie, deelname)
    _tel(sessie)


def _laat_weten(sessie: Sessie, deelname: Deelname) -> None:
    persoon = deelname.werkzoekende
    wie = wie_volgt_op(persoon.pk, deelname.door, [sessie.werkpunt_id])
    if wie is not None:
        wat = f"Laat weten dat er plaats is: {sessie.module}, {sessie.dag:%d/%m/%Y} om {sessie.van:%H.%M} uur"
        sleutel = uuid.uuid5(deelname.sleutel, f"plaats {deelname.sinds.isoformat()}")
        maak_taak(wat[:300], eigenaar=wie, tegen=vandaag(), door=None, werkzoekende=persoon, sleutel=sleutel)


def botsingen(persoon: Werkzoekende, sessies: Sequence[Sessie], *, lezer: Medewerker) -> list[str]:
    """What this person has at the same hours: appointments and other sessions. None of it refuses."""
    teksten = []
    for sessie in sessies:
        wanneer = f"{sessie.dag:%d/%m/%Y}"
        afspraken = Afspraak.objects.zichtbaar_voor(lezer).gepland().filter(werkzoekende=persoon)
        for afspraak in afspraken.tijdens(sessie.begin, sessie.einde).order_by("begin", "pk"):
            begin, einde = timezone.localtime(afspraak.begin), timezone.localtime(afspraak.einde)
            teksten.append(f"{persoon.naam} heeft op {wanneer} al een afspraak ({begin:%H.%M}–{einde:%H.%M} uur).")
        mee = Deelname.objects.zichtbaar_voor(lezer).filter(werkzoekende=persoon).tijdens(sessie.dag, sessie)
        for andere in mee.select_related("sessie__module"):
            uren = f"{andere.sessie.van:%H.%M}–{andere.sessie.tot:%H.%M} uur"
            teksten.append(f"{persoon.naam} gaat op {wanneer} al naar {andere.sessie.module} ({uren}).")
    return teksten


@transaction.atomic
def noteer_lead(sessie: Sessie, lead: Lead, *, door: Medewerker) -> Lead:
    """A chance that came out of a session with an employer, once per ``sleutel``."""
    if sessie.werkgever is None:
        raise ValidationError("Bij deze sessie hoort geen werkgever.")
    lead.werkgever = sessie.werkgever
    bewaard = bewaar_lead(lead, door=door)
    Sessielead.objects.get_or_create(lead=bewaard, defaults={"sessie": sessie})
    return bewaard
