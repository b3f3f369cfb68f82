"""Two use cases that need the same two rows take them in the same order: one waits, no two for each other.

Each test holds what one use case has half-way, lets the other come as far as it gets, and goes on.
"""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.tijd import vandaag
from partners.models import Doorverwijzing
from partners.services import doorverwijzen, gids
from tests.factories.partners import PartnerFactory, verwijs_door
from tests.sloten import elders, wacht_op_slot
from tests.trajecten.mensen import begeleidt, geleden, zag
from tests.trajecten.test_trajecten import begin, sluit
from trajecten import resultaten
from trajecten.afwezigheden import meld_afwezig
from trajecten.models import Resultaatmeting, Trajectsjabloon
from trajecten.services import draag_over
from trajecten.trajecten import heropen
from trajecten.verloop import vergrendel as vergrendel_traject
from werkpunten import afspraken, bezoeken, services, wachtrij
from werkpunten.models import Afspraak, Afwezigheid, Band, Begeleiding, Contactmoment, Onderwerp, Wachtende
from werkpunten.terug import sleutel_bij
from werkpunten.uit_dienst import meld_uit_dienst
from werkpunten.views.gegevens import te_wijzigen
from werkpunten.waarneming import dekking
from werkpunten.zicht import vergrendel

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draad():
    with ThreadPoolExecutor(1) as draden:
        yield draden


def bezoek(persoon, werkpunt, door):
    thema = [Onderwerp.objects.get(slug="vacature")]
    return services.registreer_contactmoment(
        werkzoekende=persoon, werkpunt=werkpunt, door=door, onderwerpen=thema
    ).contact


def test_a_partner_that_stops_waits_for_a_step_on_one_of_its_referrals(draad, consulent, coordinator, rabot):
    persoon, partner = zag(consulent, rabot), PartnerFactory()
    _eerste, tweede = (verwijs_door(persoon, partner=partner, werkpunt=rabot, door=consulent) for _ in range(2))
    with transaction.atomic():
        Doorverwijzing.objects.ongefilterd("test").select_for_update(of=("self",)).get(pk=tweede.pk)
        stopt = draad.submit(elders, gids.zet_stand, partner, "gestopt", door=coordinator)
        wacht_op_slot()
        doorverwijzen.zet(tweede, "aanvaard", door=consulent)
    stopt.result()
    verwijzingen = Doorverwijzing.objects.ongefilterd("test").order_by("pk")
    assert [verwijzing.status for verwijzing in verwijzingen] == ["ingetrokken", "ingetrokken"]
    laatste = tweede.verloop.ongefilterd("test").latest("pk")
    assert (laatste.door, laatste.kanaal, verwijzingen[1].behandelaar) == (coordinator, "klok", None)


def test_undoing_a_visit_of_the_queue_waits_for_a_second_visit_from_the_same_page(draad, consulent, rabot):
    persoon = zag(consulent, rabot, dagen=30)
    wachtende = wachtrij.laat_wachten(rabot, werkzoekende=persoon, door=consulent)
    wachtrij.start(wachtende, door=consulent)
    eerste = bezoek(persoon, rabot, consulent)
    wachtrij.noteer_geholpen(wachtende, eerste, door=consulent)
    with transaction.atomic():
        tweede = bezoek(persoon, rabot, consulent)
        terug = draad.submit(elders, services.maak_ongedaan, eerste, door=consulent)
        wacht_op_slot()
        wachtrij.noteer_geholpen(wachtende, tweede, door=consulent)
    terug.result()
    assert Wachtende.objects.ongefilterd("test").get().status == "bezig"
    assert not Contactmoment.objects.ongefilterd("test").filter(pk=eerste.pk).exists()


def test_tying_an_anonymous_visit_waits_for_a_list_with_that_person_and_anonymous_ones(
    draad, consulent, collega, rabot
):
    persoon = zag(consulent, rabot, dagen=30)
    anoniem = bezoek(None, rabot, consulent)
    with transaction.atomic():
        bezoek(persoon, rabot, collega)
        koppelt = draad.submit(elders, bezoeken.koppel, anoniem, persoon, door=consulent)
        wacht_op_slot()
        bezoek(None, rabot, collega)
    koppelt.result()
    assert Contactmoment.objects.ongefilterd("test").filter(werkzoekende=persoon).count() == 3


def test_somebody_who_leaves_waits_for_the_handover_of_their_people(
    draad, consulent, collega, coordinator, rabot, beheerder
):
    personen = [zag(consulent, rabot) for _ in range(2)]
    for persoon in personen:
        begeleidt(consulent, persoon, rabot)
    gegevens = {"naar": collega, "reden": "gaat weg", "door": coordinator, "meteen": True}
    with transaction.atomic():
        vergrendel([persoon.pk for persoon in personen])
        draag_over(personen[1:], bundel=uuid.uuid4(), **gegevens)
        weg = draad.submit(elders, meld_uit_dienst, consulent, door=beheerder)
        wacht_op_slot()
        draag_over(personen[:1], bundel=uuid.uuid4(), **gegevens)
    weg.result()
    lopend = Begeleiding.objects.ongefilterd("test").lopend()
    assert [begeleiding.begeleider for begeleiding in lopend] == [collega, collega]


def test_a_coaching_that_ends_waits_for_an_absence_that_is_being_entered(draad, consulent, collega, rabot):
    persoon = zag(consulent, rabot)
    begeleidt(consulent, persoon, rabot)
    (begeleiding,) = Begeleiding.objects.ongefilterd("test")
    afwezigheid = Afwezigheid(medewerker=consulent, waarnemer=collega, van=vandaag(), tot=vandaag())
    with transaction.atomic():
        meld_afwezig(afwezigheid, door=consulent)
        eindigt = draad.submit(elders, services.beeindig_begeleiding, begeleiding, reden="klaar", door=consulent)
        wacht_op_slot()
    eindigt.result()
    assert not dekking(afwezigheid).exists()


def test_a_file_that_is_being_changed_can_be_linked_to_from_another_one(draad, als, rf, consulent, rabot):
    een, ander = zag(consulent, rabot), zag(consulent, rabot)
    client, velden, verzoek = als(consulent), {"wie": een.uuid, "wat": "partner"}, rf.post("/")
    with transaction.atomic():
        verzoek.user = consulent
        te_wijzigen(verzoek, een.uuid)
        adres = f"{ander.get_absolute_url()}gegevens/band/"
        verbindt = draad.submit(elders, client.post, adres, velden)
        assert verbindt.result(timeout=10).status_code == 302
    assert Band.objects.ongefilterd("test").count() == 1


def test_undoing_a_visit_waits_for_who_comes_to_the_appointment_that_was_given_along(draad, consulent, collega, rabot):
    persoon = zag(consulent, rabot, dagen=30)
    eerste = bezoek(persoon, rabot, consulent)
    begin = timezone.now().replace(microsecond=0)
    afspraak = Afspraak.objects.create(
        sleutel=sleutel_bij(eerste, "afspraak"),
        werkzoekende=persoon,
        werkpunt=rabot,
        medewerker=collega,
        begin=begin,
        einde=begin + timedelta(minutes=30),
        onderwerp=Onderwerp.objects.get(slug="vacature"),
        gemaakt_door=consulent,
        status_door=consulent,
    )
    with transaction.atomic():
        Afspraak.objects.ongefilterd("test").select_for_update().get(pk=afspraak.pk)
        terug = draad.submit(elders, services.maak_ongedaan, eerste, door=consulent)
        wacht_op_slot()
        afspraken.noteer_gekomen(afspraak, door=collega)
    terug.result()
    assert Afspraak.objects.ongefilterd("test").get().status == "gekomen"


@pytest.fixture
def meting(consulent, rabot):
    """The first question after a trajectory that ended with work forty days ago."""
    persoon, dag = zag(consulent, rabot, dagen=40), geleden(40)
    sjabloon = Trajectsjabloon.objects.get(naam="Begeleiding in het werkpunt")
    sluit(begin(persoon, sjabloon, rabot, consulent, dag=dag), consulent, einde=dag, begeleiding_stopt=False)
    return Resultaatmeting.objects.ongefilterd("test").select_related("traject").earliest("tegen")


@pytest.mark.parametrize("waar", ["dienst", "scherm"])
def test_an_answer_about_a_result_waits_for_the_trajectory_to_be_reopened(draad, als, meting, consulent, waar):
    velden, adres = {"antwoord": "nog", "uitleg": "", "op": vandaag()}, f"/trajecten/resultaten/{meting.pk}/"
    doe = {"dienst": (resultaten.beantwoord, meting), "scherm": (als(consulent).post, adres, velden)}
    with transaction.atomic():
        vergrendel_traject(meting.traject, door=consulent)
        antwoord = draad.submit(elders, *doe[waar], **(velden | {"door": consulent} if waar == "dienst" else {}))
        wacht_op_slot()
        heropen(meting.traject, reden="Het contract liep af", door=consulent)
    if waar == "scherm":
        assert antwoord.result().status_code == 404
    else:
        with pytest.raises(ValidationError, match="het traject loopt weer"):
            antwoord.result()
    assert not Resultaatmeting.objects.ongefilterd("test").exists()
