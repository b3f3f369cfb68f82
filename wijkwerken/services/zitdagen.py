"""Writes about zitdagen: schedules, and single days that go otherwise."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.tijd import Periode, geldt_in, plus_maanden, vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.models import Aanstelling
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from wijkwerken.models import Herhaling, Zitdagreeks, Zitdaguitzondering
from wijkwerken.models.gebruikers import ORGANISATOREN

GESTUURD = ("wijk_id", "plaats", "werkpunt_id", "consulent_id", "van", "tot", "herhaling", "begin", "einde")
VAST = ("wijk_id", "werkpunt_id", "consulent_id", "van", "herhaling", "begin", "einde")
"""What the visits of days gone by took over."""
MAANDEN = 12
"""How far ahead two schedules of one consultant are compared."""


@transaction.atomic
def bewaar(reeks: Zitdagreeks, *, door: Medewerker) -> Zitdagreeks:
    """Keep a new schedule, once per ``sleutel``, or other particulars of one whose row the caller holds.

    Once it began, only the place in words and the last day still change: the visits count for where they were.
    """
    _mag(door)
    if reeks.herhaling == Herhaling.EENMALIG:
        reeks.tot = reeks.van
    if reeks.pk is None:
        bestaand = eerder_onder(reeks.sleutel, Zitdagreeks.objects.all())
        if bestaand is not None:
            controleer_zelfde(bestaand, reeks, GESTUURD, "Deze zitdag")
            return bestaand
        reeks.door = door
    else:
        _weiger_begonnen(reeks)
    Medewerker.objects.select_for_update(of=("self",), no_key=True).get(pk=reeks.consulent_id)
    _werkt_daar(reeks)
    reeks.full_clean(exclude=["wijk", "werkpunt", "consulent", "door"])
    _weiger_dubbel(reeks)
    reeks.save()
    return reeks


def _mag(door: Medewerker) -> None:
    if not door.heeft_rol(*ORGANISATOREN):
        raise ValidationError("Enkel wie wijk-werken organiseert, plant zitdagen.")


def _weiger_begonnen(reeks: Zitdagreeks) -> None:
    oud = Zitdagreeks.objects.get(pk=reeks.pk)
    if oud.van <= vandaag() and any(getattr(oud, veld) != getattr(reeks, veld) for veld in VAST):
        raise ValidationError("Deze zitdagen zijn al begonnen. Zet een laatste dag, en plan een nieuwe reeks.")
    if reeks.tot != oud.tot and reeks.tot is not None and reeks.tot < min(vandaag(), oud.tot or vandaag()):
        raise ValidationError({"tot": "De laatste dag kan niet voorbij zijn."})


def _werkt_daar(reeks: Zitdagreeks) -> None:
    daar = Aanstelling.objects.filter(medewerker=reeks.consulent_id, werkpunt=reeks.werkpunt_id, rol__in=BEGELEIDERS)
    if not daar.filter(geldt_in(reeks.van, reeks.van)).exists():
        raise ValidationError({"consulent": f"Deze collega werkt op {reeks.van:%d/%m/%Y} niet voor dat werkpunt."})


def _weiger_dubbel(reeks: Zitdagreeks) -> None:
    """On one day somebody sits in one place: so it is clear where each visit of that day was."""
    begin = max(reeks.van, vandaag())
    periode = Periode.van_tot(begin, max(begin, min(reeks.tot or date.max, plus_maanden(begin, MAANDEN))))
    anderen = Zitdagreeks.objects.in_periode(periode).filter(consulent=reeks.consulent_id).exclude(pk=reeks.pk)
    eigen = set(reeks.dagen(periode))
    for andere in anderen:
        samen = min(eigen & set(andere.dagen(periode)), default=None)
        if samen:
            raise ValidationError({"consulent": f"Op {samen:%d/%m/%Y} zit deze collega al in {andere.plaats}."})


@transaction.atomic
def zet_uitzondering(
    reeks: Zitdagreeks, dag: date, *, vervanger: Medewerker | None, reden: str, door: Medewerker
) -> Zitdaguitzondering:
    """This day does not go on, or somebody else sits there; asked again, the last one counts."""
    _mag(door)
    actueel = Zitdagreeks.objects.select_for_update(of=("self",)).get(pk=reeks.pk)
    if not actueel.valt_op(dag):
        raise ValidationError({"dag": "Op die dag is er geen zitdag."})
    if dag < vandaag():
        raise ValidationError({"dag": "Deze dag is voorbij."})
    if vervanger is not None and zit_ergens(vervanger, dag):
        raise ValidationError({"vervanger": f"{vervanger.korte_naam} zit die dag al ergens anders."})
    rij = actueel.uitzonderingen.filter(dag=dag).first() or Zitdaguitzondering(reeks=actueel, dag=dag)
    rij.vervanger, rij.reden, rij.door = vervanger, reden.strip(), door
    rij.full_clean(exclude=["reeks", "vervanger", "door"])
    rij.save()
    return rij


def zit_ergens(medewerker: Medewerker, dag: date) -> bool:
    """Whether somebody has a zitdag of their own on this day, or stands in for a colleague."""
    eigen = Zitdagreeks.objects.in_periode(Periode.van_tot(dag, dag)).filter(consulent=medewerker)
    zelf = any(reeks.valt_op(dag) and not reeks.uitzonderingen.filter(dag=dag).exists() for reeks in eigen)
    return zelf or Zitdaguitzondering.objects.filter(vervanger=medewerker, dag=dag).exists()


@transaction.atomic
def haal_uitzondering_weg(reeks: Zitdagreeks, dag: date, *, door: Medewerker) -> None:
    """The day goes on as planned after all."""
    _mag(door)
    actueel = Zitdagreeks.objects.select_for_update(of=("self",)).get(pk=reeks.pk)
    rij = actueel.uitzonderingen.filter(dag=dag).first()
    if rij is not None and dag >= vandaag():
        if zit_ergens(actueel.consulent, dag):
            raise ValidationError(f"{actueel.consulent.korte_naam} zit die dag ondertussen ergens anders.")
        rij.delete()
