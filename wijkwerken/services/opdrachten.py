"""Assignments of customers: what is asked, when in the week, and that it stops."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.poort import keur
from kern.tijd import Periode, feestdag
from toegang.models import Medewerker
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from wijkwerken.models import Opdracht, Opdrachtmoment, Toelating
from wijkwerken.regels import Blok
from wijkwerken.services.planning import stop_allen

GESTUURD = ("gebruiker_id", "activiteit_id", "titel", "soort", "van", "tot", "minimum", "plaatsen", "wijk_id")
Moment = tuple[int, time, time]
"""ISO weekday, from, until."""


@transaction.atomic
def neem_aan(opdracht: Opdracht, *, momenten: Sequence[Moment], door: Medewerker) -> Opdracht:
    """Work a customer asks for, with its rota; once per ``sleutel``. What the customer may not ask is refused."""
    bestaand = eerder_onder(opdracht.sleutel, Opdracht.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, opdracht, GESTUURD, "Deze opdracht")
        return bestaand
    if opdracht.soort == Opdracht.Soort.EENMALIG:
        opdracht.tot = opdracht.van
    if not momenten:
        raise ValidationError("Zeg wanneer: kies minstens één dag met een begin en een einde.")
    antwoord = Toelating.objects.antwoord(
        opdracht.activiteit, type=opdracht.gebruiker.type, gemeente=opdracht.gemeente, dag=opdracht.van
    )
    if not antwoord.mag:
        raise ValidationError({"activiteit": antwoord.uitleg})
    if opdracht.cluster and opdracht.cluster.wijk_id != opdracht.wijk_id:
        raise ValidationError({"cluster": "Dit cluster is van een andere wijk."})
    opdracht.door = door
    keur(opdracht)
    opdracht.save(force_insert=True)
    zet_momenten(opdracht, momenten=momenten, door=door)
    return opdracht


@transaction.atomic
def zet_momenten(opdracht: Opdracht, *, momenten: Iterable[Moment], door: Medewerker) -> None:
    """The rota anew; what is planned already stays as it is."""
    if not Opdracht.objects.bewerkbaar_voor(door).filter(pk=opdracht.pk).exists():
        raise ValidationError("Deze opdracht bestaat niet, of is niet voor jou.")
    opdracht.momenten.all().delete()
    for weekdag, van, tot in sorted(set(momenten)):
        moment = Opdrachtmoment(opdracht=opdracht, weekdag=weekdag, van=van, tot=tot)
        keur(moment)
        moment.save()


@transaction.atomic
def sluit(opdracht: Opdracht, *, op: date, reden: str, door: Medewerker) -> Opdracht:
    """The last day of the work; who was on it is free after that day."""
    alle = Opdracht.objects.bewerkbaar_voor(door).select_for_update(of=("self",))
    actueel = alle.filter(pk=opdracht.pk).first()
    if actueel is None:
        raise ValidationError("Deze opdracht bestaat niet, of is niet voor jou.")
    if len(reden.strip()) < 3:
        raise ValidationError({"reden": "Schrijf in enkele woorden waarom het stopt."})
    actueel.tot, actueel.gesloten_reden = max(op, actueel.van), reden.strip()[:300]
    keur(actueel)
    actueel.save()
    stop_allen(actueel, tot=op, reden=reden, door=door)
    return actueel


def blok(dag: date, van: time, tot: time) -> Blok:
    """Local hours on a day; an end before the begin is on the next day."""
    zone = timezone.get_default_timezone()
    laatste = dag if tot > van else dag + timedelta(days=1)
    return Blok(datetime.combine(dag, van, tzinfo=zone), datetime.combine(laatste, tot, tzinfo=zone))


def blokken(momenten: Iterable[Moment], van: date, tot: date) -> Iterator[Blok]:
    """The rota from day to day, both included; nothing on public holidays."""
    per_dag = sorted(momenten)
    for dag in Periode.van_tot(van, tot).dagen():
        if not feestdag(dag):
            yield from (blok(dag, begin, einde) for weekdag, begin, einde in per_dag if weekdag == dag.isoweekday())


def rooster(opdracht: Opdracht) -> list[Moment]:
    return [(moment.weekdag, moment.van, moment.tot) for moment in opdracht.momenten.all()]
