"""Who works where and when: a worker on an assignment, the turns of a week, and what happens to them.

Each of these holds the assignment first, then the person, then everything else; so whoever plans at the same instant
waits, and sees the hours that are taken.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.poort import keur
from kern.tijd import Periode
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.uitstroom import DOSSIER, vergrendel_rij
from werkpunten.models import Werkzoekende
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from werkpunten.zicht import vergrendel
from wijkwerken.models import Afwijking, Beurt, Opdracht, Toewijzing, Wijkwerker
from wijkwerken.regels import Blok, Oordeel, Regelboek, beoordeel, tellers
from wijkwerken.services.uren import Telling, boek
from wijkwerken.stand import plek_van, regelboek, stand_van

GESTUURD = ("opdracht_id", "wijkwerker_id", "rol", "van", "tot")
MEEST = 120
"""Turns that are planned at once: more is a mistake."""


class NietToegelaten(ValidationError):
    """What was asked is refused; ``oordelen`` holds every answer, ``mag_afwijken``: a coordinator may still do it."""

    def __init__(self, oordelen: Sequence[Oordeel]) -> None:
        self.oordelen = list(oordelen)
        weigert = [oordeel for oordeel in oordelen if oordeel.blokkeert]
        self.mag_afwijken = bool(weigert) and all(oordeel.mag_afwijken for oordeel in weigert)
        super().__init__([ValidationError(oordeel.tekst, code=oordeel.code) for oordeel in weigert])


def toets(
    wijkwerker: Wijkwerker,
    opdracht: Opdracht,
    blokken: Sequence[Blok],
    *,
    zonder: Sequence[Beurt] = (),
    regels: Regelboek | None = None,
) -> list[Oordeel]:
    """What the rules say about these blocks, without ``zonder`` (turns that make way for them)."""
    if not blokken:
        return []
    dagen = [dag for blok in blokken for dag in blok.dagen()]
    stand = stand_van(wijkwerker, Periode.van_tot(min(dagen), max(dagen)), zonder=[beurt.pk for beurt in zonder])
    vrij = _telling(Blok(beurt.begin, beurt.einde) for beurt in zonder)
    gebruikt = {sleutel: duur - vrij[sleutel] for sleutel, duur in stand.gebruikt.items()}
    plek = plek_van(opdracht, wijkwerker, dagen)
    return beoordeel(blokken, replace(stand, gebruikt=gebruikt), plek, regels or regelboek(wijkwerker.stelsel))


@transaction.atomic
def wijs_toe(
    toewijzing: Toewijzing, *, blokken: Sequence[Blok], door: Medewerker, reden: str = ""
) -> tuple[Toewijzing, list[Oordeel]]:
    """Put a worker on an assignment and plan these turns, once per ``sleutel``; returns the warnings too.

    Raises ``NietToegelaten``; with a ``reden`` a coordinator departs from what may be departed from.
    """
    opdracht = _vergrendel_opdracht(toewijzing.opdracht, door)
    wijkwerker = vergrendel_wijkwerker(toewijzing.wijkwerker, door=door)
    bestaand = eerder_onder(toewijzing.sleutel, Toewijzing.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, toewijzing, GESTUURD, "Deze toewijzing")
        return bestaand, []
    toewijzing.werkzoekende_id, toewijzing.door = wijkwerker.werkzoekende_id, door
    _controleer_plaats(opdracht, toewijzing)
    regels = regelboek(wijkwerker.stelsel)
    oordelen = _toegelaten(wijkwerker, opdracht, blokken, regels, reden=reden, door=door)
    keur(toewijzing)
    toewijzing.save(force_insert=True)
    _noteer_afwijkingen(wijkwerker, toewijzing, oordelen, reden, door)
    _plan(toewijzing, wijkwerker, blokken, regels, door)
    return toewijzing, oordelen


@transaction.atomic
def plan_beurten(
    toewijzing: Toewijzing, *, blokken: Sequence[Blok], door: Medewerker, reden: str = ""
) -> list[Oordeel]:
    """More turns of somebody who is on the assignment already. One that stands there is not planned twice."""
    opdracht = _vergrendel_opdracht(toewijzing.opdracht, door)
    wijkwerker = vergrendel_wijkwerker(toewijzing.wijkwerker, door=door)
    actueel = Toewijzing.objects.ongefilterd("planning").get(pk=toewijzing.pk)
    dagen = {dag for blok in blokken for dag in blok.dagen()}
    if any(dag < actueel.van or (actueel.tot and dag > actueel.tot) for dag in dagen):
        raise ValidationError("Dit valt buiten de periode van de toewijzing.")
    er_al = set(actueel.beurten.ongefilterd("planning").telt().values_list("begin", "einde"))
    nieuw = [blok for blok in blokken if (blok.begin, blok.einde) not in er_al]
    regels = regelboek(wijkwerker.stelsel)
    oordelen = _toegelaten(wijkwerker, opdracht, nieuw, regels, reden=reden, door=door)
    _noteer_afwijkingen(wijkwerker, actueel, oordelen, reden, door)
    _plan(actueel, wijkwerker, nieuw, regels, door)
    return oordelen


@transaction.atomic
def verleng(toewijzing: Toewijzing, *, tot: date | None, door: Medewerker) -> Toewijzing:
    """Stay on the assignment until this day (None: it goes on), where a fixed place is left; never shorter."""
    opdracht = _vergrendel_opdracht(toewijzing.opdracht, door)
    vergrendel_wijkwerker(toewijzing.wijkwerker, door=door)
    actueel = Toewijzing.objects.ongefilterd("planning").get(pk=toewijzing.pk)
    if actueel.tot is None or (tot is not None and tot <= actueel.tot):
        return actueel
    erbij = Toewijzing(rol=actueel.rol, van=actueel.tot + timedelta(days=1), tot=tot)
    _controleer_plaats(opdracht, erbij)
    actueel.tot, actueel.einde_reden = tot, ""
    keur(actueel)
    actueel.save()
    return actueel


@transaction.atomic
def verplaats(beurt: Beurt, *, blok: Blok, door: Medewerker, reden: str = "") -> list[Oordeel]:
    """A planned turn at another time."""
    opdracht = _vergrendel_opdracht(beurt.toewijzing.opdracht, door)
    wijkwerker = vergrendel_wijkwerker(beurt.wijkwerker, door=door)
    actueel = _geplande(beurt)
    regels = regelboek(wijkwerker.stelsel)
    oordelen = _toegelaten(wijkwerker, opdracht, [blok], regels, zonder=[actueel], reden=reden, door=door)
    _noteer_afwijkingen(wijkwerker, actueel.toewijzing, oordelen, reden, door)
    boek(wijkwerker, regels, gepland=_min(_telling([Blok(actueel.begin, actueel.einde)])))
    boek(wijkwerker, regels, gepland=tellers(blok))
    actueel.begin, actueel.einde, actueel.door = blok.begin, blok.einde, door
    keur(actueel)
    actueel.save()
    return oordelen


@transaction.atomic
def zeg_af(beurt: Beurt, *, reden: str, door: Medewerker) -> Beurt:
    """A planned turn that is off; its hours are free again. Twice is once."""
    wijkwerker = vergrendel_wijkwerker(beurt.wijkwerker, door=door)
    actueel = Beurt.objects.ongefilterd("planning").select_for_update(of=("self",)).get(pk=beurt.pk)
    if actueel.status == Beurt.Status.AFGEZEGD:
        return actueel
    if len(reden.strip()) < 3:
        raise ValidationError({"reden": "Schrijf in enkele woorden waarom niet."})
    gepland = _geplande(beurt)
    _zeg_af(wijkwerker, [gepland], reden, door)
    return gepland


@transaction.atomic
def stop_toewijzing(toewijzing: Toewijzing, *, tot: date, reden: str, door: Medewerker) -> Toewijzing:
    """The last day on an assignment; what was planned after it is off."""
    actueel = vergrendel_rij(Toewijzing, toewijzing, door=door)
    if len(reden.strip()) < 3:
        raise ValidationError({"reden": "Schrijf in enkele woorden waarom het stopt."})
    return _stop(actueel, tot, reden, door)


def stop_allen(opdracht: Opdracht, *, tot: date, reden: str, door: Medewerker) -> None:
    """Nobody works on this assignment after that day, also who is out of reach of whoever closes it. Who calls holds
    the assignment.
    """
    alle = Toewijzing.objects.ongefilterd("de opdracht stopt").filter(opdracht=opdracht).exclude(tot__lte=tot)
    vergrendel(sorted(set(alle.values_list("werkzoekende", flat=True))))
    for toewijzing in alle.order_by("pk").select_for_update(of=("self",)):
        _stop(toewijzing, tot, reden, door)


def _stop(toewijzing: Toewijzing, tot: date, reden: str, door: Medewerker) -> Toewijzing:
    toewijzing.tot, toewijzing.einde_reden = max(tot, toewijzing.van), reden.strip()[:300]
    keur(toewijzing)
    toewijzing.save()
    wijkwerker = Wijkwerker.objects.ongefilterd("planning").select_related("stelsel").get(pk=toewijzing.wijkwerker_id)
    later = toewijzing.beurten.ongefilterd("planning").gepland().filter(begin__gte=na(tot))
    _zeg_af(wijkwerker, later, reden, door)
    return toewijzing


@transaction.atomic
def zeg_alles_af(wijkwerker: Wijkwerker, *, van: date, tot: date | None, reden: str, door: Medewerker) -> int:
    """Every planned turn of these days (both included) is off: the agreement rests, or ended. Returns how many."""
    gepland = Beurt.objects.ongefilterd("planning").gepland().filter(wijkwerker=wijkwerker, einde__gt=na(van, 0))
    return _zeg_af(wijkwerker, gepland.filter(begin__lt=na(tot)) if tot else gepland, reden, door)


def na(dag: date, dagen: int = 1) -> datetime:
    """The local midnight so many days after this day begins."""
    return datetime.combine(dag + timedelta(days=dagen), time(), tzinfo=timezone.get_default_timezone())


def vergrendel_wijkwerker(wijkwerker: Wijkwerker, *, door: Medewerker) -> Wijkwerker:
    """The row as it stands now, of somebody whose file one may change, with the person kept from others."""
    vergrendel([wijkwerker.werkzoekende_id])
    alle = Wijkwerker.objects.bewerkbaar_voor(door).select_for_update(
        of=("self",), no_key=True
    )  # closing refers to it
    gevonden = alle.select_related("stelsel").filter(pk=wijkwerker.pk).first()
    if gevonden is None:
        raise ValidationError(DOSSIER)
    return gevonden


def _vergrendel_opdracht(opdracht: Opdracht, door: Medewerker) -> Opdracht:
    alle = Opdracht.objects.bewerkbaar_voor(door).select_for_update(of=("self",), no_key=True)
    gevonden = alle.select_related("activiteit__opleiding", "gemeente", "gebruiker").filter(pk=opdracht.pk).first()
    if gevonden is None:
        raise ValidationError("Deze opdracht bestaat niet, of is niet voor jou.")
    return gevonden


def _controleer_plaats(opdracht: Opdracht, toewijzing: Toewijzing) -> None:
    """Whether there is a fixed place left on every day; a substitute comes for somebody else."""
    if toewijzing.rol == Toewijzing.Rol.INVALLER:
        return
    alle = Toewijzing.objects.ongefilterd("plaatsen").filter(opdracht=opdracht, rol=Toewijzing.Rol.VAST)
    dagen = [
        (van, tot or date.max)
        for van, tot in alle.values_list("van", "tot")
        if (tot is None or tot >= toewijzing.van) and (toewijzing.tot is None or van <= toewijzing.tot)
    ]
    for dag in sorted({max(van, toewijzing.van) for van, _ in dagen}):
        if sum(van <= dag <= tot for van, tot in dagen) >= opdracht.plaatsen:
            raise ValidationError(f"Op {dag:%d/%m/%Y} is er op deze opdracht geen vaste plaats meer.")


def _toegelaten(
    wijkwerker: Wijkwerker,
    opdracht: Opdracht,
    blokken: Sequence[Blok],
    regels: Regelboek,
    *,
    reden: str,
    door: Medewerker,
    zonder: Sequence[Beurt] = (),
) -> list[Oordeel]:
    if len(blokken) > MEEST:
        raise ValidationError(f"Plan hoogstens {MEEST} beurten tegelijk.")
    oordelen = toets(wijkwerker, opdracht, blokken, zonder=zonder, regels=regels)
    weigering = NietToegelaten(oordelen)
    if not weigering.error_list:
        return oordelen
    afwijken = weigering.mag_afwijken and len(reden.strip()) >= 10
    if not afwijken or not _is_coordinator(wijkwerker, door):
        raise weigering
    return oordelen


def _is_coordinator(wijkwerker: Wijkwerker, door: Medewerker) -> bool:
    bekend = Werkzoekende.objects.bewerkbaar_voor(door).filter(pk=wijkwerker.werkzoekende_id)
    return door.heeft_rol(Rol.COORDINATOR) and bekend.exists()


def _noteer_afwijkingen(
    wijkwerker: Wijkwerker, toewijzing: Toewijzing, oordelen: Iterable[Oordeel], reden: str, door: Medewerker
) -> None:
    for oordeel in oordelen:
        if oordeel.blokkeert:
            noteer_afwijking(wijkwerker, oordeel, toewijzing=toewijzing, reden=reden, door=door)


def noteer_afwijking(
    wijkwerker: Wijkwerker, oordeel: Oordeel, *, reden: str, door: Medewerker, toewijzing: Toewijzing | None = None
) -> None:
    """Keep that a coordinator departed from a rule, and why."""
    afwijking = Afwijking(
        wijkwerker=wijkwerker,
        werkzoekende_id=wijkwerker.werkzoekende_id,
        toewijzing=toewijzing,
        code=oordeel.code,
        tekst=oordeel.tekst[:400],
        reden=reden.strip()[:300],
        door=door,
    )
    keur(afwijking)
    afwijking.save()


def _plan(
    toewijzing: Toewijzing, wijkwerker: Wijkwerker, blokken: Sequence[Blok], regels: Regelboek, door: Medewerker
) -> None:
    boek(wijkwerker, regels, gepland=_telling(blokken))
    for blok in blokken:
        beurt = Beurt(
            toewijzing=toewijzing,
            wijkwerker=wijkwerker,
            werkzoekende_id=wijkwerker.werkzoekende_id,
            begin=blok.begin,
            einde=blok.einde,
            door=door,
        )
        keur(beurt)
        beurt.save(force_insert=True)


def _zeg_af(wijkwerker: Wijkwerker, beurten: Collection[Beurt] | Iterable[Beurt], reden: str, door: Medewerker) -> int:
    regels, weg = regelboek(wijkwerker.stelsel), list(beurten)
    boek(wijkwerker, regels, gepland=_min(_telling(Blok(beurt.begin, beurt.einde) for beurt in weg)))
    for beurt in weg:
        beurt.status, beurt.reden, beurt.door = Beurt.Status.AFGEZEGD, reden.strip()[:300], door
        beurt.save(update_fields=["status", "reden", "door"])
    return len(weg)


def _geplande(beurt: Beurt) -> Beurt:
    """The turn as it stands now; who calls holds the person."""
    alle = Beurt.objects.ongefilterd("planning").select_for_update(of=("self",)).select_related("toewijzing")
    actueel = alle.get(pk=beurt.pk)
    if actueel.status != Beurt.Status.GEPLAND:
        raise ValidationError(f"Deze beurt is al {actueel.get_status_display()}.")
    return actueel


def _telling(blokken: Iterable[Blok]) -> Telling:
    return sum((tellers(blok) for blok in blokken), Counter())


def _min(telling: Telling) -> Telling:
    return Counter({sleutel: -duur for sleutel, duur in telling.items()})
