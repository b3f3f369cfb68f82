"""Enrolment: referral, agreement, the clock and what stops it, the next step, the end. Each holds the person first."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.poort import keur
from kern.tijd import plus_maanden, vandaag
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.models import Uitstroom
from trajecten.uitstroom import bewaar_bij_persoon
from werkpunten.models import Onderwerp, Werkpunt
from werkpunten.services import Bewaard, registreer_contactmoment
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from werkpunten.zicht import zet_wijkwerk
from wijkwerken.models import (
    Beurt,
    Coachgesprek,
    Interimdag,
    Overeenkomst,
    Schorsing,
    Stelsel,
    Uitkomst,
    Vervolgstap,
    Wijkwerker,
)
from wijkwerken.models.wijkwerkers import VERVOLG_NODIG
from wijkwerken.regels import Ernst, Oordeel
from wijkwerken.services.doorstroom import leg_werk_vast
from wijkwerken.services.planning import NietToegelaten, noteer_afwijking, vergrendel_wijkwerker, zeg_alles_af
from wijkwerken.stand import regelboek

NADIEN = timedelta(days=60)
"""How long who organised it still works on the file after the end: the last hours come in late."""
VOORUIT = timedelta(days=92)
TOEGELEID = (
    "werkzoekende_id",
    "stelsel_id",
    "consulent_id",
    "toeleider_id",
    "bemiddelaar",
    "toegeleid_op",
    "overgang",
)
GESCHORST = "geschorst"
ERBUITEN = "valt buiten de overeenkomst"
TOEKOMST = "Deze dag moet nog komen."


@transaction.atomic
def leid_toe(wijkwerker: Wijkwerker, *, door: Medewerker) -> Wijkwerker:
    """Somebody was referred: who organises the work sees the file from now on. Once per ``sleutel``."""
    if wijkwerker.toegeleid_op > vandaag():
        raise ValidationError({"toegeleid_op": TOEKOMST})
    stelsel = Stelsel.objects.op(wijkwerker.toegeleid_op).filter(pk=wijkwerker.stelsel_id).first()
    if stelsel is None:
        raise ValidationError({"stelsel": "Dat stelsel bestond niet op die dag."})
    if stelsel.organisator_id is None:
        raise ValidationError({"stelsel": "Dit stelsel heeft nog geen organisator. Vraag het aan de beheerder."})
    if wijkwerker.overgang and stelsel.overgang_op is None:
        raise ValidationError({"overgang": "Dit stelsel heeft geen overgangsmaatregel."})
    bewaard: Wijkwerker = bewaar_bij_persoon(wijkwerker, gestuurd=TOEGELEID, wat="Deze toeleiding", door=door)
    zet_wijkwerk(bewaard.werkzoekende_id, organisatie_id=stelsel.organisator_id, tot=None)
    return bewaard


@transaction.atomic
def wijzig(
    wijkwerker: Wijkwerker, *, consulent: Medewerker | None, afsprakenblad_op: date | None, door: Medewerker
) -> Wijkwerker:
    """Another coach, or the day of the agreement sheet; a sheet one began with cannot be taken away."""
    actueel = _lopende(wijkwerker, door)
    if afsprakenblad_op and afsprakenblad_op > vandaag():
        raise ValidationError({"afsprakenblad_op": TOEKOMST})
    actueel.consulent, actueel.afsprakenblad_op = consulent, afsprakenblad_op
    keur(actueel)
    actueel.save()
    return actueel


@transaction.atomic
def teken(overeenkomst: Overeenkomst, *, door: Medewerker, reden: str = "") -> Overeenkomst:
    """An agreement of at most the length of the term; the first one starts the clock. Once per ``sleutel``.

    Beyond the term only a coordinator, with a ``reden``; raises ``NietToegelaten``.
    """
    actueel = _lopende(overeenkomst.wijkwerker, door)
    bestaand = eerder_onder(overeenkomst.sleutel, Overeenkomst.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, overeenkomst, ("wijkwerker_id", "van", "getekend_tot"), "Deze overeenkomst")
        return bestaand
    _controleer_overeenkomst(actueel, overeenkomst)
    overeenkomst.tot, overeenkomst.door = overeenkomst.getekend_tot, door
    overeenkomst.werkzoekende_id = actueel.werkzoekende_id
    keur(overeenkomst)
    te_lang = _over_termijn(actueel, overeenkomst)
    if te_lang is not None:
        if not (te_lang.mag_afwijken and door.heeft_rol(Rol.COORDINATOR) and len(reden.strip()) >= 10):
            raise NietToegelaten([te_lang])
        noteer_afwijking(actueel, te_lang, reden=reden, door=door)
    overeenkomst.save(force_insert=True)
    herbereken(actueel, door=door)
    return overeenkomst


def _controleer_overeenkomst(wijkwerker: Wijkwerker, overeenkomst: Overeenkomst) -> None:
    if wijkwerker.afsprakenblad_op is None:
        raise ValidationError("Eerst het afsprakenblad: zonder toeleiding kan niemand beginnen.")
    if overeenkomst.van < wijkwerker.toegeleid_op:
        raise ValidationError({"van": f"De toeleiding kwam pas op {wijkwerker.toegeleid_op:%d/%m/%Y}."})
    if overeenkomst.van > vandaag() + VOORUIT:
        raise ValidationError({"van": "Deze datum ligt te ver in de toekomst."})
    maanden = _maanden(wijkwerker, overeenkomst.van)
    if maanden and overeenkomst.getekend_tot >= plus_maanden(overeenkomst.van, maanden):
        raise ValidationError({"getekend_tot": f"Een overeenkomst duurt hoogstens {maanden} maanden."})


def _maanden(wijkwerker: Wijkwerker, dag: date) -> int | None:
    regel = regelboek(wijkwerker.stelsel).op("termijn", dag)
    return int(regel.waarde) if regel and regel.waarde is not None else None


def _over_termijn(wijkwerker: Wijkwerker, overeenkomst: Overeenkomst) -> Oordeel | None:
    """The rule of the term when this agreement goes past it."""
    begin = min(wijkwerker.begin or overeenkomst.van, overeenkomst.van)
    einde = _termijn(wijkwerker, begin)
    regel = regelboek(wijkwerker.stelsel).op("termijn", begin)
    if einde is None or regel is None or overeenkomst.getekend_tot <= einde:
        return None
    tekst = f"De termijn eindigt op {einde:%d/%m/%Y}. {regel.uitleg}"
    return Oordeel(Ernst.BLOKKERING, regel.code, tekst, regel.grond, regel.mag_afwijken)


def _termijn(wijkwerker: Wijkwerker, begin: date) -> date | None:
    """Last day of the term that began on this day, suspensions added; None without one."""
    maanden = _maanden(wijkwerker, begin)
    if wijkwerker.overgang or maanden is None:
        return None
    schorsingen = Schorsing.objects.ongefilterd("termijn").filter(wijkwerker=wijkwerker)
    return plus_maanden(begin, maanden) + timedelta(days=sum(rij.dagen for rij in schorsingen) - 1)


@transaction.atomic
def herbereken(wijkwerker: Wijkwerker, *, door: Medewerker) -> Wijkwerker:
    """Begin and end of the term, and the last day of each agreement, from what was signed and suspended.

    Days of a suspension come after the last day of the agreement in which it began, as far as the next one allows.
    What was planned on days that no longer fall in an agreement is off.
    """
    actueel = vergrendel_wijkwerker(wijkwerker, door=door)
    overeenkomsten = list(Overeenkomst.objects.ongefilterd("termijn").filter(wijkwerker=actueel))
    schorsingen = list(Schorsing.objects.ongefilterd("termijn").filter(wijkwerker=actueel))
    voorheen = [rij.tot for rij in overeenkomsten]
    for nummer, rij in enumerate(overeenkomsten):
        volgende = overeenkomsten[nummer + 1].van if nummer + 1 < len(overeenkomsten) else None
        rij.tot = _met_schorsingen(rij, schorsingen, volgende)
        rij.save(update_fields=["tot"])
    actueel.begin = overeenkomsten[0].van if overeenkomsten else None
    actueel.termijn_tot = _termijn(actueel, actueel.begin) if actueel.begin else None
    keur(actueel)
    actueel.save()
    for oud, rij in zip(voorheen, overeenkomsten, strict=True):
        if rij.tot < oud:
            zeg_alles_af(actueel, van=rij.tot + timedelta(days=1), tot=oud, reden=ERBUITEN, door=door)
    return actueel


def _met_schorsingen(rij: Overeenkomst, schorsingen: Iterable[Schorsing], volgende: date | None) -> date:
    tot = rij.getekend_tot
    for schorsing in schorsingen:
        if rij.van <= schorsing.van <= tot:
            tot += timedelta(days=schorsing.dagen)
    return max(rij.getekend_tot, min(tot, volgende - timedelta(days=1))) if volgende else tot


@transaction.atomic
def schors(schorsing: Schorsing, *, door: Medewerker) -> Schorsing:
    """The agreement rests; what was planned in those days is off. Once per ``sleutel``."""
    actueel = _lopende(schorsing.wijkwerker, door)
    bestaand = eerder_onder(schorsing.sleutel, Schorsing.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, schorsing, ("wijkwerker_id", "van", "tot", "reden"), "Deze schorsing")
        return bestaand
    if not _bij_overeenkomst(actueel, schorsing.van):
        raise ValidationError({"van": "Op die dag loopt er geen overeenkomst om te schorsen."})
    schorsing.werkzoekende_id, schorsing.door = actueel.werkzoekende_id, door
    keur(schorsing)
    _niet_gewerkt_in(actueel, schorsing.van, schorsing.tot)
    schorsing.save(force_insert=True)
    zeg_alles_af(actueel, van=schorsing.van, tot=schorsing.tot, reden=GESCHORST, door=door)
    herbereken(actueel, door=door)
    return schorsing


def _bij_overeenkomst(wijkwerker: Wijkwerker, dag: date) -> bool:
    alle = Overeenkomst.objects.ongefilterd("schorsing").filter(wijkwerker=wijkwerker)
    return alle.filter(van__lte=dag, tot__gte=dag).exists()


def _niet_gewerkt_in(wijkwerker: Wijkwerker, van: date, tot: date | None) -> None:
    zone = timezone.get_default_timezone()
    gewerkt = Beurt.objects.ongefilterd("schorsing").filter(wijkwerker=wijkwerker, status=Beurt.Status.GEWERKT)
    gewerkt = gewerkt.filter(einde__gt=datetime.combine(van, time(), tzinfo=zone))
    if tot is not None:
        gewerkt = gewerkt.filter(begin__lt=datetime.combine(tot + timedelta(days=1), time(), tzinfo=zone))
    if (eerste := gewerkt.order_by("begin").first()) is not None:
        raise ValidationError(f"Op {timezone.localtime(eerste.begin):%d/%m/%Y} werd er gewerkt.")


@transaction.atomic
def hervat(schorsing: Schorsing, *, tot: date, door: Medewerker) -> Schorsing:
    """The last day of a suspension, known now or another than was thought; its days are added to the agreement and
    to the term. What was planned on days that rest now, or fall out of the agreement, is off.
    """
    wijkwerker = _lopende(schorsing.wijkwerker, door)
    actueel = Schorsing.objects.ongefilterd("hervatten").select_for_update(of=("self",)).get(pk=schorsing.pk)
    actueel.tot = tot
    keur(actueel)
    _niet_gewerkt_in(wijkwerker, actueel.van, tot)
    actueel.save()
    zeg_alles_af(wijkwerker, van=actueel.van, tot=tot, reden=GESCHORST, door=door)
    herbereken(wijkwerker, door=door)
    return actueel


@transaction.atomic
def noteer_interim(wijkwerker: Wijkwerker, *, dagen: Iterable[date], door: Medewerker) -> int:
    """Days of temporary agency work; a day that stands there already is one day. Returns how many are new."""
    actueel = _lopende(wijkwerker, door)
    er_al = set(Interimdag.objects.ongefilterd("interim").filter(wijkwerker=actueel).values_list("dag", flat=True))
    nieuw = sorted(set(dagen) - er_al)
    if any(dag > vandaag() + VOORUIT for dag in nieuw):
        raise ValidationError("Deze dagen liggen te ver in de toekomst.")
    for dag in nieuw:
        Interimdag.objects.create(wijkwerker=actueel, werkzoekende_id=actueel.werkzoekende_id, dag=dag)
    return len(nieuw)


@transaction.atomic
def noteer_vervolg(vervolgstap: Vervolgstap, *, door: Medewerker) -> Vervolgstap:
    """What will come after the term. Once per ``sleutel``."""
    actueel = _lopende(vervolgstap.wijkwerker, door)
    bestaand = eerder_onder(vervolgstap.sleutel, Vervolgstap.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, vervolgstap, ("wijkwerker_id", "soort", "wat", "tegen"), "Deze vervolgstap")
        return bestaand
    vervolgstap.werkzoekende_id, vervolgstap.door = actueel.werkzoekende_id, door
    keur(vervolgstap)
    vervolgstap.save(force_insert=True)
    return vervolgstap


@transaction.atomic
def beeindig(
    wijkwerker: Wijkwerker, *, op: date, uitkomst: str, uitleg: str, door: Medewerker, werk: Uitstroom | None = None
) -> Wijkwerker:
    """The last day, and what comes after it: a next step that was noted before, or the reason why there is none.

    ``werk``: the job, when that is what comes after it; without one it is the job that is known already.
    """
    actueel = _lopende(wijkwerker, door)
    if op > vandaag():
        raise ValidationError({"op": TOEKOMST})
    stappen = Vervolgstap.objects.ongefilterd("einde").filter(wijkwerker=actueel)
    if uitkomst in VERVOLG_NODIG and not stappen.exists():
        raise ValidationError({"uitkomst": "Noteer eerst de vervolgstap: wat komt er na het wijk-werken?"})
    if uitkomst not in VERVOLG_NODIG and len(uitleg.strip()) < 10:
        raise ValidationError({"uitleg": "Schrijf waarom er geen vervolgstap is."})
    if uitkomst == Uitkomst.NIET_GESTART and actueel.begin is not None:
        raise ValidationError({"uitkomst": f"Begon op {actueel.begin:%d/%m/%Y}."})
    _niet_gewerkt_in(actueel, op + timedelta(days=1), None)
    actueel.gestopt_op, actueel.uitkomst, actueel.uitleg = op, uitkomst, uitleg.strip()[:500]
    keur(actueel)
    actueel.save()
    if uitkomst == Uitkomst.WERK:
        leg_werk_vast(actueel, werk, door=door)
    zeg_alles_af(actueel, van=op + timedelta(days=1), tot=None, reden="het wijk-werken stopt", door=door)
    actueel.toewijzingen.ongefilterd("einde").filter(tot=None, van__lte=op).update(tot=op)
    if actueel.stelsel.organisator_id is not None:
        einde = timezone.now() + NADIEN
        zet_wijkwerk(actueel.werkzoekende_id, organisatie_id=actueel.stelsel.organisator_id, tot=einde)
    return actueel


@transaction.atomic
def noteer_coachgesprek(
    gesprek: Coachgesprek,
    *,
    kanaal: str,
    dag: date,
    minuten: int | None,
    notitie: str,
    onderwerp: Onderwerp,
    werkpunt: Werkpunt,
    sleutel: uuid.UUID,
    door: Medewerker,
) -> Bewaard:
    """A talk with the coach: a contact like any other, that knows what the person said of themselves."""
    actueel = _lopende(gesprek.wijkwerker, door)
    bewaard = registreer_contactmoment(
        werkzoekende=gesprek.wijkwerker.werkzoekende,
        werkpunt=werkpunt,
        door=door,
        onderwerpen=[onderwerp],
        soort=kanaal,
        dag=dag,
        minuten=minuten,
        notitie=notitie,
        bron="wijk-werken",
        sleutel=sleutel,
    )
    if bewaard.nieuw:
        gesprek.contact, gesprek.werkzoekende_id = bewaard.contact, actueel.werkzoekende_id
        keur(gesprek)
        gesprek.save(force_insert=True)
    return bewaard


def _lopende(wijkwerker: Wijkwerker, door: Medewerker) -> Wijkwerker:
    actueel = vergrendel_wijkwerker(wijkwerker, door=door)
    if actueel.gestopt_op is not None:
        raise ValidationError(f"Het wijk-werken stopte op {actueel.gestopt_op:%d/%m/%Y}.")
    return actueel
