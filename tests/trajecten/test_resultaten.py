"""Results are asked after by themselves: four weeks and six months after a trajectory was closed with one."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kern.tijd import plus_maanden, vandaag
from tests.factories.werkpunten import ContactmomentFactory
from tests.trajecten.test_plan import persoon, traject
from tests.trajecten.test_trajecten import begin, sluit
from trajecten import resultaten, trajecten
from trajecten.models import Resultaatmeting, Traject, Trajectsjabloon, Trajectverloop
from trajecten.tasks import vraag_resultaten
from werkpunten.models import Betrokkenheid, Taak
from werkpunten.taken import maak_taak

__all__ = ["persoon", "traject"]
LANG_GELEDEN = vandaag() - timedelta(days=40)


def metingen():
    return list(Resultaatmeting.objects.ongefilterd("test").order_by("tegen"))


def taken():
    alle = Taak.objects.ongefilterd("test").order_by("pk")
    return [(taak.wat, taak.eigenaar, taak.werkzoekende_id, taak.status) for taak in alle]


@pytest.fixture
def vier_weken(traject, consulent):
    """The first question of a trajectory that ended with work forty days ago; the clock passed."""
    Traject.objects.ongefilterd("test").update(begin=LANG_GELEDEN)
    sluit(traject, consulent, einde=LANG_GELEDEN, begeleiding_stopt=False)
    vraag_resultaten()
    return metingen()[0]


def test_closing_with_a_result_leaves_two_questions(traject, consulent):
    sluit(traject, consulent)
    assert [(m.termijn, m.tegen) for m in metingen()] == [
        ("4w", vandaag() + timedelta(days=28)),
        ("6m", plus_maanden(vandaag(), 6)),
    ]
    vraag_resultaten()
    assert taken() == []


def test_six_months_after_the_last_of_august_is_the_last_of_february():
    assert resultaten.dagen_na(date(2026, 8, 31)) == {"4w": date(2026, 9, 28), "6m": date(2027, 2, 28)}


@pytest.mark.parametrize("resultaat", ["gestopt", "contact_verloren", "overleden", "vdab"])
def test_what_need_not_last_is_not_asked(traject, consulent, resultaat):
    sluit(traject, consulent, resultaat=resultaat)
    assert metingen() == []


def test_the_clock_makes_a_task_once(vier_weken, persoon, consulent):
    for _ in range(2):
        vraag_resultaten()
    assert taken() == [("Resultaat nagaan na 4 weken: werk", consulent, persoon.pk, "open")]
    vier_weken.refresh_from_db()
    assert vier_weken.taak.eigenaar == consulent


def test_the_task_goes_to_who_has_the_file_now(traject, persoon, consulent, coordinator):
    Traject.objects.ongefilterd("test").update(begin=LANG_GELEDEN)
    sluit(traject, consulent, einde=LANG_GELEDEN)
    consulent.is_active = False
    consulent.save()
    consulent.aanstellingen.all().delete()
    vraag_resultaten()
    assert [eigenaar for _, eigenaar, _, _ in taken()] == [coordinator]


def test_an_answer_ends_the_task_and_stands_in_the_log(als, vier_weken, traject, consulent):
    adres = f"/trajecten/resultaten/{vier_weken.pk}/"
    inhoud = als(consulent).get("/trajecten/resultaten/").content.decode()
    assert ("Demir, Elif" in inhoud, "na 4 weken" in inhoud) == (True, True)
    assert "Resultaten na te gaan (1)" in als(consulent).get("/").content.decode()
    antwoord = als(consulent).post(adres, {"op": str(vandaag()), "gezien": als_gezien(als, consulent, adres)})
    assert antwoord.status_code == 422
    velden = {"antwoord": "anders", "uitleg": "Nu in een rusthuis", "op": str(vandaag())}
    for _ in range(2):
        velden["gezien"] = als_gezien(als, consulent, adres)
        assert als(consulent).post(adres, velden).status_code == 302
    vier_weken.refresh_from_db()
    assert (vier_weken.antwoord, vier_weken.uitleg, vier_weken.door) == ("anders", "Nu in een rusthuis", consulent)
    assert [status for *_, status in taken()] == ["klaar"]
    verloop = Trajectverloop.objects.ongefilterd("test").filter(traject=traject, soort="resultaat")
    assert [rij.tekst for rij in verloop] == [
        "na 4 weken: ja, maar ander werk of een andere opleiding. Nu in een rusthuis"
    ]
    assert "Je hoeft nu bij niemand" in als(consulent).get("/trajecten/resultaten/").content.decode()
    assert "Resultaten na te gaan" not in als(consulent).get("/").content.decode()


def als_gezien(als, wie, adres):
    inhoud = als(wie).get(adres).content.decode()
    return inhoud.split('name="gezien" value="')[1].split('"')[0]


def test_reopened_nobody_has_to_ask_any_more(vier_weken, traject, consulent):
    trajecten.heropen(traject, reden="Het contract liep af", door=consulent)
    assert metingen() == []
    assert [status for *_, status in taken()] == ["vervallen"]
    sluit(traject, consulent, begeleiding_stopt=False, taken_vervallen=True)
    assert [m.termijn for m in metingen()] == ["4w", "6m"]


@pytest.mark.parametrize("resultaat", ["werk", "opleiding"])
def test_closed_again_on_the_same_day_it_is_asked_anew(vier_weken, traject, consulent, resultaat):
    trajecten.heropen(traject, reden="Verkeerd resultaat gekozen", door=consulent)
    sluit(traject, consulent, resultaat=resultaat, einde=LANG_GELEDEN, begeleiding_stopt=False)
    vraag_resultaten()
    assert [(wat.split(": ")[1], status) for wat, _, _, status in taken()] == [
        ("werk", "vervallen"),
        (resultaat, "open"),
    ]
    assert [m.taak_id is not None for m in metingen()] == [True, False]


def test_a_question_that_is_refused_a_task_holds_up_no_other(traject, persoon, consulent, rabot, caplog):
    Traject.objects.ongefilterd("test").update(begin=LANG_GELEDEN)
    sluit(traject, consulent, einde=LANG_GELEDEN, begeleiding_stopt=False)
    eerste = metingen()[0]
    sleutel = resultaten.taaksleutel(eerste)
    maak_taak("Iets anders", eigenaar=consulent, tegen=vandaag(), door=consulent, sleutel=sleutel)
    ander = begin(persoon, traject.sjabloon, rabot, consulent, sleutel=uuid.uuid4(), dag=LANG_GELEDEN)
    sluit(ander, consulent, einde=LANG_GELEDEN, begeleiding_stopt=False)
    vraag_resultaten()
    met_taak = [m.traject_id for m in metingen() if m.taak_id]
    assert met_taak == [ander.pk]
    assert caplog.messages == [f"resultaatmeting {eerste.pk}: geen taak gemaakt (botsing)"]


@pytest.fixture
def nagelaten(traject, persoon, consulent, coordinator, collega, rabot):
    """The first question, of which the task went to the coordinator because nobody had the file on that day."""
    Traject.objects.ongefilterd("test").update(begin=LANG_GELEDEN)
    sluit(traject, consulent, einde=LANG_GELEDEN)
    gisteren = timezone.now() - timedelta(days=1)
    Betrokkenheid.objects.ongefilterd("test").filter(werkzoekende=persoon).update(van=gisteren, tot=gisteren)
    vraag_resultaten()
    assert [(eigenaar, over, status) for _, eigenaar, over, status in taken()] == [(coordinator, None, "open")]
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=collega)
    return metingen()[0]


def test_who_has_the_file_again_answers_what_went_to_the_coordinator(nagelaten, collega):
    velden = {"antwoord": "nog", "uitleg": "", "op": vandaag()}
    assert resultaten.beantwoord(nagelaten, **velden, door=collega).antwoord == "nog"
    [taak] = Taak.objects.ongefilterd("test")
    assert (taak.status, taak.afgehandeld_door) == ("klaar", collega)


def test_who_has_the_file_again_reopens_what_went_to_the_coordinator(nagelaten, traject, collega):
    assert trajecten.heropen(traject, reden="Het contract liep af", door=collega).is_open
    assert metingen() == []
    assert [status for *_, status in taken()] == ["vervallen"]


def test_an_answer_stays_when_it_is_reopened(vier_weken, traject, consulent):
    velden = {"antwoord": "nee", "uitleg": "Contract liep af", "op": vandaag()}
    resultaten.beantwoord(vier_weken, **velden, door=consulent)
    trajecten.heropen(traject, reden="Opnieuw zoeken", door=consulent)
    assert [(m.termijn, m.antwoord) for m in metingen()] == [("4w", "nee")]


def test_days_that_cannot_be_and_strangers(als, vier_weken, consulent, vreemde):
    velden = {"antwoord": "nog", "uitleg": ""}
    with pytest.raises(ValidationError, match="Deze dag moet nog komen"):
        resultaten.beantwoord(vier_weken, **velden, op=vandaag() + timedelta(days=1), door=consulent)
    with pytest.raises(ValidationError, match="Dat is te vroeg: deze vraag gaat over"):
        resultaten.beantwoord(vier_weken, **velden, op=LANG_GELEDEN + timedelta(days=20), door=consulent)
    with pytest.raises(ValidationError, match="Je kan dit dossier niet wijzigen"):
        resultaten.beantwoord(vier_weken, **velden, op=vandaag(), door=vreemde)
    assert als(vreemde).get(f"/trajecten/resultaten/{vier_weken.pk}/").status_code == 404


def test_what_lasts_six_months_is_not_known_on_the_first_day(als, vier_weken, consulent):
    later = metingen()[1]
    with pytest.raises(ValidationError, match="te vroeg"):
        resultaten.beantwoord(later, antwoord="nog", uitleg="", op=vandaag(), door=consulent)
    tekst = als(consulent).get(f"/trajecten/{later.traject.sleutel}/").content.decode()
    assert (f"resultaten/{vier_weken.pk}/" in tekst, f"resultaten/{later.pk}/" in tekst) == (True, False)
    with time_machine.travel(datetime.combine(later.tegen - timedelta(days=7), time(12), tzinfo=UTC)):
        assert resultaten.beantwoord(later, antwoord="nog", uitleg="", op=vandaag(), door=consulent).antwoord == "nog"


def test_nobody_asks_after_who_moved_away(vier_weken, persoon, consulent):
    persoon.contactstatus, persoon.contactstatus_sinds = "verhuisd", vandaag()
    persoon.save()
    assert list(resultaten.te_doen_van(consulent)) == []


def test_database_refuses(vier_weken):
    with pytest.raises(IntegrityError, match="resultaatmeting_antwoord"), transaction.atomic():
        Resultaatmeting.objects.ongefilterd("test").filter(pk=vier_weken.pk).update(antwoord="nog")


@pytest.mark.parametrize("aantal", [1, 3])
def test_queries_do_not_grow(als, traject, persoon, rabot, consulent, aantal, django_assert_num_queries):
    Traject.objects.ongefilterd("test").update(begin=LANG_GELEDEN)
    sluit(traject, consulent, einde=LANG_GELEDEN, begeleiding_stopt=False)
    sjabloon = Trajectsjabloon.objects.get(naam="Taal en oriëntatie")
    for nummer in range(1, aantal):
        dag = LANG_GELEDEN - timedelta(days=nummer)
        ander = begin(persoon, sjabloon, rabot, consulent, sleutel=uuid.uuid4(), dag=dag)
        sluit(ander, consulent, einde=dag, begeleiding_stopt=False)
    vraag_resultaten()
    client = als(consulent)
    client.get("/")
    with django_assert_num_queries(9):
        client.get("/trajecten/resultaten/")
