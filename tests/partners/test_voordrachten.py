"""Every step of a proposal, in one place, once, and seen by nobody who may not see the person."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from kern.tijd import vandaag
from partners.models import Fase, Mail, Voordracht, Voordrachtstap
from partners.models.voordrachten import VERDER
from partners.services import voordragen, werkgevers
from partners.services.voordragen import Stap
from tests.factories.werkgevers import VacatureFactory, draag_voor
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.sloten import elders, wacht_op_slot
from werkpunten.models import Betrokkenheid, Contactmoment, Taak
from werkpunten.uit_dienst import meld_uit_dienst

pytestmark = pytest.mark.django_db

PADEN = {
    Fase.VOORGEDRAGEN: (),
    Fase.BIJ_WERKGEVER: ("bij_werkgever",),
    Fase.GESPREK: ("bij_werkgever", "gesprek"),
    Fase.AANGEWORVEN: ("bij_werkgever", "aangeworven"),
    Fase.NIET_AANGEWORVEN: ("niet_aangeworven",),
    Fase.TERUGGETROKKEN: ("teruggetrokken",),
}


@pytest.fixture
def vacature(db):
    return VacatureFactory()


@pytest.fixture
def voordracht(persoon, vacature, consulent):
    return draag_voor(persoon, vacature, door=consulent, toelichting="poetst al jaren")


def zet(voordracht, *fasen, door, **velden):
    for naar in fasen:
        waarom = "taal" if naar == "niet_aangeworven" else ""
        actueel = Voordracht.objects.ongefilterd("test").get(pk=voordracht.pk)
        stap = Stap(**{"van": actueel.fase, "naar": naar, "waarom": waarom, **velden})
        voordracht = voordragen.zet(voordracht, stap, door=door)
    return voordracht


def stappen(voordracht):
    return [(s.van, s.naar) for s in Voordrachtstap.objects.ongefilterd("test").filter(voordracht=voordracht)]


@pytest.mark.parametrize("van", list(Fase), ids=str)
@pytest.mark.parametrize("naar", list(Fase), ids=str)
def test_every_step_from_every_phase(voordracht, consulent, van, naar):
    staat = zet(voordracht, *PADEN[van], door=consulent)
    gedaan = stappen(voordracht)
    if naar in VERDER[van]:
        assert zet(staat, naar, door=consulent).fase == naar
        assert stappen(voordracht) == [*gedaan, (van, naar)]
    else:
        with pytest.raises(ValidationError, match=r"Dit kan nu niet\. Connie"):
            zet(staat, naar, door=consulent)
        assert (Voordracht.objects.ongefilterd("test").get().fase, stappen(voordracht)) == (van, gedaan)


@pytest.mark.parametrize("van", list(Fase), ids=str)
def test_the_database_refuses_every_other_step(voordracht, consulent, van):
    zet(voordracht, *PADEN[van], door=consulent)
    rij = Voordracht.objects.ongefilterd("test").filter(pk=voordracht.pk)
    for naar in set(Fase) - {van, *VERDER[van]}:
        waarom = "taal" if naar == "niet_aangeworven" else ""
        with pytest.raises(InternalError, match="Invalid transition"), transaction.atomic():
            rij.update(fase=naar, waarom=waarom)


@pytest.mark.parametrize("wie", ["vreemde", "partnermedewerker", "manager", "beheerder", "wijkwerkconsulent"])
def test_who_may_not_change_the_file_does_nothing(request, voordracht, persoon, vacature, wie):
    buiten = request.getfixturevalue(wie)
    with pytest.raises(ValidationError, match="Je kan deze voordracht niet"):
        zet(voordracht, "bij_werkgever", door=buiten)
    with pytest.raises(ValidationError, match="Je kan dit dossier niet wijzigen"):
        draag_voor(persoon, VacatureFactory(), door=buiten)
    assert not Voordracht.objects.zichtbaar_voor(buiten).exists()
    assert stappen(voordracht) == [("", "voorgedragen")]


def test_who_may_only_read_the_file_does_nothing(voordracht, consulent):
    Betrokkenheid.objects.ongefilterd("test").update(alleen_lezen=True)
    with pytest.raises(ValidationError, match="niet"):
        zet(voordracht, "bij_werkgever", door=consulent)


def test_proposing_twice_with_one_key_is_once(persoon, vacature, consulent):
    sleutel = uuid.uuid4()
    keer = [draag_voor(persoon, vacature, door=consulent, sleutel=sleutel) for _ in range(2)]
    assert (keer[0].pk, stappen(keer[0])) == (keer[1].pk, [("", "voorgedragen")])
    with pytest.raises(ValidationError, match="al bewaard met een andere inhoud"):
        draag_voor(persoon, VacatureFactory(), door=consulent, sleutel=sleutel)


def test_a_second_proposal_says_who_was_first_until_the_first_is_over(
    voordracht, persoon, vacature, consulent, collega
):
    with pytest.raises(ValidationError, match=r"Connie .* droeg deze persoon al voor"):
        draag_voor(persoon, vacature, door=collega)
    zet(voordracht, "niet_aangeworven", door=consulent)
    assert draag_voor(persoon, vacature, door=collega).fase == "voorgedragen"


def test_the_database_holds_one_running_proposal(voordracht, persoon, vacature, consulent):
    with pytest.raises(IntegrityError, match="voordracht_een_lopende"), transaction.atomic():
        Voordracht.objects.create(werkzoekende=persoon, vacature=vacature, door=consulent)


@pytest.mark.parametrize("stand", ["ingevuld", "ingetrokken", "verlopen"])
def test_nobody_is_proposed_for_a_vacancy_that_is_not_open(persoon, vacature, consulent, stand):
    if stand == "verlopen":
        vacature.van = vacature.tot = vandaag() - timedelta(days=1)
        vacature.save()
    else:
        werkgevers.zet_vacature(vacature, stand, reden="vond iemand", door=consulent)
    with pytest.raises(ValidationError, match="niet meer open"):
        draag_voor(persoon, vacature, door=consulent)


@pytest.mark.parametrize("dagen", [-1, 366])
def test_consent_was_asked_lately_and_not_in_the_future(persoon, vacature, consulent, dagen):
    with pytest.raises(ValidationError, match="laatste jaar"):
        draag_voor(persoon, vacature, door=consulent, akkoord_op=vandaag() - timedelta(days=dagen))


def test_who_should_not_be_contacted_is_not_proposed(persoon, vacature, consulent):
    persoon.contactstatus, persoon.contactstatus_sinds = "niet_contacteren", vandaag()
    persoon.save()
    with pytest.raises(ValidationError, match="niet contacteren sinds"):
        draag_voor(persoon, vacature, door=consulent)


def test_one_key_is_one_step(voordracht, consulent):
    stap = Stap("voorgedragen", "bij_werkgever")
    for _ in range(2):
        voordragen.zet(voordracht, stap, door=consulent)
    assert stappen(voordracht) == [("", "voorgedragen"), ("voorgedragen", "bij_werkgever")]


def test_a_step_from_a_page_of_before_is_refused_also_when_it_could_be_taken_from_here(voordracht, consulent, collega):
    zet(voordracht, "bij_werkgever", door=collega)
    with pytest.raises(ValidationError, match=r"Colin .* was eerst .*: bij de werkgever"):
        zet(voordracht, "teruggetrokken", door=consulent, van="voorgedragen")
    assert stappen(voordracht)[-1] == ("voorgedragen", "bij_werkgever")


def test_not_hired_needs_a_reason(voordracht, consulent):
    with pytest.raises(ValidationError, match="waarom de persoon niet aangeworven is"):
        zet(voordracht, "niet_aangeworven", door=consulent, waarom="")


def test_only_an_interview_may_still_come(voordracht, consulent):
    morgen = vandaag() + timedelta(days=1)
    with pytest.raises(ValidationError, match="Enkel een gesprek"):
        zet(voordracht, "bij_werkgever", door=consulent, op=morgen)
    zet(voordracht, "bij_werkgever", door=consulent)
    zet(voordracht, "gesprek", door=consulent, op=morgen)
    laatste = voordragen.laatste_stap(voordracht)
    assert laatste.wat == f"Sollicitatiegesprek op {morgen:%d/%m/%Y}"


def test_the_last_step_is_taken_back_by_who_did_it(voordracht, consulent, collega):
    zet(voordracht, "bij_werkgever", "aangeworven", door=consulent)
    with pytest.raises(ValidationError, match="Enkel wie de laatste stap zette"):
        voordragen.neem_stap_terug(voordracht, door=collega)
    assert voordragen.neem_stap_terug(voordracht, door=consulent).fase == "bij_werkgever"
    assert voordragen.neem_stap_terug(voordracht, door=consulent).fase == "voorgedragen"
    assert voordragen.neem_stap_terug(voordracht, door=consulent) is None
    assert not Voordracht.objects.ongefilterd("test").exists()


def test_after_ten_minutes_nothing_is_taken_back(voordracht, consulent):
    Voordrachtstap.objects.ongefilterd("test").update(moment=timezone.now() - timedelta(minutes=11))
    with pytest.raises(ValidationError, match="tien minuten"):
        voordragen.neem_stap_terug(voordracht, door=consulent)


def test_the_employer_gets_nothing_and_reach_does_not_change(voordracht, consulent):
    voor = Contactmoment.objects.ongefilterd("test").count()
    zet(voordracht, "bij_werkgever", "gesprek", "aangeworven", door=consulent)
    assert (Mail.objects.count(), Contactmoment.objects.ongefilterd("test").count()) == (0, voor)


@pytest.mark.parametrize(("stand", "reden"), [("ingevuld", ""), ("ingetrokken", "de zaak sluit")])
def test_a_vacancy_that_closes_gives_everybody_with_a_running_proposal_a_task_once(
    voordracht, vacature, persoon, consulent, collega, stand, reden
):
    klaar = draag_voor(zag_ook(collega), vacature, door=collega)
    zet(klaar, "teruggetrokken", door=collega)
    ander = draag_voor(zag_ook(collega), vacature, door=collega)
    for _ in range(2):
        werkgevers.zet_vacature(vacature, stand, reden=reden, door=collega)
    taken = Taak.objects.ongefilterd("test").order_by("pk")
    wat, welke = f"Vacature {stand}: verwittig de persoon en sluit voordracht", f"{vacature} ({vacature.werkgever})"
    assert [(taak.eigenaar, taak.werkzoekende, taak.wat, taak.tegen) for taak in taken] == [
        (consulent, persoon, f"{wat} {voordracht.nummer} af. {welke}", vandaag()),
        (collega, ander.werkzoekende, f"{wat} {ander.nummer} af. {welke}", vandaag()),
    ]
    werkgevers.zet_vacature(vacature, "open", door=collega)
    assert Taak.objects.ongefilterd("test").count() == 2
    werkgevers.zet_vacature(vacature, stand, reden=reden, door=collega)
    assert Taak.objects.ongefilterd("test").count() == 4


def test_a_vacancy_that_closes_reaches_a_coordinator_when_who_proposed_left(
    voordracht, vacature, persoon, consulent, collega, coordinator, beheerder
):
    meld_uit_dienst(consulent, door=beheerder)
    werkgevers.zet_vacature(vacature, "ingevuld", reden="", door=collega)
    taak = Taak.objects.ongefilterd("test").get()
    assert (taak.eigenaar, taak.werkzoekende) == (coordinator, persoon)


def zag_ook(collega):
    ander = WerkzoekendeFactory()
    ContactmomentFactory(werkzoekende=ander, werkpunt=collega.aanstellingen.get().werkpunt, door=collega)
    return ander


@pytest.fixture
def draad():
    with ThreadPoolExecutor(1) as draden:
        yield draden


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_propose_one_person_at_once(draad, persoon, vacature, consulent, collega):
    with transaction.atomic():
        draag_voor(persoon, vacature, door=consulent)
        tweede = draad.submit(elders, draag_voor, persoon, vacature, door=collega)
        wacht_op_slot()
    with pytest.raises(ValidationError, match=r"Connie .* droeg deze persoon al voor"):
        tweede.result()
    assert [rij.door for rij in Voordracht.objects.ongefilterd("test")] == [consulent]


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_the_second_is_told(draad, voordracht, consulent, collega):
    with transaction.atomic():
        zet(voordracht, "teruggetrokken", door=consulent)
        stap = Stap("voorgedragen", "bij_werkgever")
        tweede = draad.submit(elders, voordragen.zet, voordracht, stap, door=collega)
        wacht_op_slot()
    with pytest.raises(ValidationError, match=r"Connie .* was eerst .*: teruggetrokken door de persoon"):
        tweede.result()
    assert stappen(voordracht)[-1] == ("voorgedragen", "teruggetrokken")


@pytest.mark.django_db(transaction=True)
def test_a_proposal_and_a_vacancy_that_closes_wait_for_each_other(draad, persoon, vacature, consulent):
    with transaction.atomic():
        werkgevers.zet_vacature(vacature, "ingevuld", door=consulent)
        tweede = draad.submit(elders, draag_voor, persoon, vacature, door=consulent)
        wacht_op_slot()
    with pytest.raises(ValidationError, match="niet meer open"):
        tweede.result()


def test_a_row_of_somebody_else_is_never_made_by_a_key(voordracht, consulent, rabot, vacature):
    ander = WerkzoekendeFactory()
    ContactmomentFactory(werkzoekende=ander, werkpunt=rabot, door=consulent)
    with pytest.raises(ValidationError, match="andere inhoud"):
        draag_voor(ander, vacature, door=consulent, sleutel=voordracht.sleutel)
