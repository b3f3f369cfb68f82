"""A successor agreed by two people at the same instant, each with a connection of their own."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction

from tests.factories.wijkwerkers import begonnen, bekend, moment, opdracht
from tests.sloten import elders, wacht_op_slot
from wijkwerken.models import Beurt, Toewijzing, Urenteller
from wijkwerken.regels import Blok
from wijkwerken.services import planning
from wijkwerken.services.opvolging import Opvolging, bevestig

pytestmark = pytest.mark.django_db(transaction=True)
LAATSTE, EERSTE = date(2026, 6, 9), date(2026, 6, 10)
SAMEN = Blok(moment(date(2026, 6, 8), 9), moment(date(2026, 6, 8), 12))


@pytest.fixture
def plek(rabot, coordinator):
    """Koen leaves on 9 June; An and Bo can both take over."""
    with time_machine.travel("2026-05-04T08:00:00+02:00", tick=False):
        koen, an, bo = (
            begonnen(bekend(coordinator, rabot, voornaam=naam), door=coordinator, van=van)
            for naam, van in (("Koen", date(2025, 6, 10)), ("An", date(2026, 3, 1)), ("Bo", date(2026, 3, 1)))
        )
        werk = opdracht(coordinator, soort="herhaald", plaatsen=1)
        weg = planning.wijs_toe(
            Toewijzing(opdracht=werk, wijkwerker=koen, van=date(2026, 4, 1)), blokken=[], door=coordinator
        )[0]
        yield werk, weg, an, bo


def afspraak(plek, wie):
    werk, weg, *_ = plek
    return Opvolging(werk, wie, van=EERSTE, vertrekt=weg, laatste_dag=LAATSTE, overlap=SAMEN)


def plaatsen(wie):
    return Toewijzing.objects.ongefilterd("test").filter(wijkwerker=wie).count()


def test_the_second_one_waits_and_is_told_that_the_place_is_taken(plek, coordinator):
    _, weg, an, bo = plek
    with ThreadPoolExecutor(1) as draad:
        with transaction.atomic():
            bevestig(afspraak(plek, an), sleutel=uuid.uuid4(), door=coordinator)
            tweede = draad.submit(elders, bevestig, afspraak(plek, bo), sleutel=uuid.uuid4(), door=coordinator)
            wacht_op_slot()
        with pytest.raises(ValidationError, match="Op 10/06/2026 is er op deze opdracht geen vaste plaats meer"):
            tweede.result()
    weg.refresh_from_db()
    assert (weg.tot, plaatsen(an), plaatsen(bo)) == (LAATSTE, 2, 0)
    assert not Beurt.objects.ongefilterd("test").filter(wijkwerker=bo).exists()
    assert not Urenteller.objects.ongefilterd("test").filter(werkzoekende=bo.werkzoekende_id).exists()


def test_the_same_agreement_sent_twice_at_once_is_one(plek, coordinator):
    _, _, an, _ = plek
    sleutel = uuid.uuid4()
    with ThreadPoolExecutor(2) as draden:
        for poging in [
            draden.submit(elders, bevestig, afspraak(plek, an), sleutel=sleutel, door=coordinator) for _ in range(2)
        ]:
            poging.result()
    assert plaatsen(an) == 2
    assert Beurt.objects.ongefilterd("test").filter(wijkwerker=an).count() == 5


def test_who_is_planned_elsewhere_meanwhile_is_refused_with_the_rule(plek, coordinator):
    werk, weg, an, _ = plek
    ander = opdracht(coordinator, gebruiker=werk.gebruiker, titel="Elders", soort="herhaald", plaatsen=1)
    bezet = Blok(moment(date(2026, 6, 15), 10), moment(date(2026, 6, 15), 11))
    with ThreadPoolExecutor(1) as draad:
        with transaction.atomic():
            nieuw = Toewijzing(opdracht=ander, wijkwerker=an, van=date(2026, 6, 15), tot=date(2026, 6, 15))
            planning.wijs_toe(nieuw, blokken=[bezet], door=coordinator)
            later = draad.submit(elders, bevestig, afspraak(plek, an), sleutel=uuid.uuid4(), door=coordinator)
            wacht_op_slot()
        with pytest.raises(planning.NietToegelaten, match="Overlapt met Elders") as fout:
            later.result()
    assert [oordeel.code for oordeel in fout.value.oordelen if oordeel.blokkeert] == ["overlap"]
    weg.refresh_from_db()
    assert (weg.tot, plaatsen(an)) == (None, 1)
