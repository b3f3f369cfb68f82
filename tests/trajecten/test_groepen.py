"""Sessions of modules: planned, full, a waiting list that moves up, and who may see whom on a list."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kern.tijd import vandaag
from tests.factories.trajecten import SessieFactory, workshop
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, om
from tests.sloten import elders, wacht_op_slot
from tests.trajecten.mensen import zag
from toegang.models import Raadpleging
from trajecten import groepen
from trajecten.models import Deelname, Module, Sessie
from werkpunten.models import Betrokkenheid, Taak
from werkpunten.taken import rond_af


@pytest.fixture
def sessie(rabot, consulent):
    return SessieFactory(werkpunt=rabot, begeleider=consulent, capaciteit=1, over=3)


@pytest.fixture
def mensen(rabot, consulent):
    return [zag(consulent, rabot, werkzoekende__voornaam=naam) for naam in ("Elif", "Omar", "Nadia")]


def lijst(sessie):
    alle = Deelname.objects.ongefilterd("test").filter(sessie=sessie).order_by("pk")
    return [(rij.werkzoekende.voornaam, rij.stand) for rij in alle.select_related("werkzoekende")]


def invoer(module="Solliciteren", **anders):
    velden = {"sleutel": str(uuid.uuid4()), "module": Module.objects.get(naam=module).pk, "plaats": "Zaal 1"}
    velden |= {"dag": (vandaag() + timedelta(days=2)).isoformat(), "van": "09:30", "tot": "12:00"}
    return velden | {"capaciteit": 8, "taal": "nl"} | anders


def test_catalogue_has_the_five_types_and_two_with_employers(als, consulent):
    soorten = set(Module.objects.values_list("soort", flat=True))
    assert soorten == {"werk", "taal", "onderwijs", "orientatie", "screening", "workshop", "ontmoeting"}
    pagina = als(consulent).get("/activiteiten/modules/").content.decode()
    assert "Competentiescreening" in pagina
    assert "Module toevoegen" not in pagina


def test_planned_every_week_and_once_per_key(als, consulent):
    velden = invoer(herhaal_tot=(vandaag() + timedelta(days=2 + 21)).isoformat(), begeleider=consulent.pk)
    antwoorden = [als(consulent).post("/activiteiten/nieuw/", velden) for _ in range(2)]
    assert [antwoord.url for antwoord in antwoorden] == [f"/activiteiten/{velden['sleutel']}/"] * 2
    sessies = list(Sessie.objects.all())
    assert [sessie.dag for sessie in sessies] == [vandaag() + timedelta(days=2 + 7 * week) for week in range(4)]
    assert {sessie.reeks for sessie in sessies} == {uuid.UUID(velden["sleutel"])}
    korter = (vandaag() + timedelta(days=2 + 14)).isoformat()
    for ander in ({"plaats": "Zaal 2"}, {"taal": "fr"}, {"toelichting": "Breng je cv mee"}, {"herhaal_tot": korter}):
        anders = als(consulent).post("/activiteiten/nieuw/", velden | ander)
        assert "Deze sessie was al bewaard met een andere inhoud." in anders.content.decode()
    assert Sessie.objects.count() == 4


def test_one_session_does_not_become_a_series_under_the_same_key(als, consulent):
    velden = invoer(begeleider=consulent.pk)
    als(consulent).post("/activiteiten/nieuw/", velden)
    reeks = velden | {"herhaal_tot": (vandaag() + timedelta(days=2 + 7)).isoformat()}
    antwoord = als(consulent).post("/activiteiten/nieuw/", reeks)
    assert "Deze sessie was al bewaard met een andere inhoud." in antwoord.content.decode()


def test_workshop_asks_an_employer_and_other_modules_take_none(als, consulent, rabot):
    zonder = als(consulent).post("/activiteiten/nieuw/", invoer("Workshop bij een werkgever", begeleider=consulent.pk))
    assert (zonder.status_code, "Kies de werkgever." in zonder.content.decode()) == (422, True)
    met = workshop(werkpunt=rabot, begeleider=consulent)
    met.module = Module.objects.get(naam="Solliciteren")
    with pytest.raises(ValidationError, match="Enkel een workshop hoort bij een werkgever"):
        groepen.wijzig_sessie(met, door=consulent)


@pytest.mark.parametrize(
    ("velden", "naam"),
    [
        ({"tot": time(9)}, "sessie_tot_na_van"),
        ({"capaciteit": 0}, "sessie_capaciteit_redelijk"),
        ({"bezet": 2}, "sessie_niet_te_vol"),
    ],
)
def test_database_refuses(sessie, velden, naam):
    with pytest.raises(IntegrityError, match=naam):
        Sessie.objects.update(**velden)


def test_each_constraint_says_so_in_dutch(als, sessie, mensen, consulent):
    groepen.schrijf_in([sessie], mensen[0], door=consulent)
    sessie.capaciteit = 2
    groepen.wijzig_sessie(sessie, door=consulent)
    groepen.schrijf_in([sessie], mensen[1], door=consulent)
    adres = f"/activiteiten/{sessie.sleutel}/wijzig/"
    gezien = {"gezien": als(consulent).get(adres).context["form"].initial["gezien"], "begeleider": consulent.pk}
    for velden, zin in (
        ({"tot": "09:00"}, "Het einduur ligt voor het beginuur."),
        ({"capaciteit": 1}, "Er zijn meer mensen ingeschreven dan er plaatsen zijn."),
        ({"capaciteit": 201}, "Een sessie heeft tussen 1 en 200 plaatsen."),
    ):
        antwoord = als(consulent).post(adres, invoer(**gezien, **velden))
        assert (antwoord.status_code, zin in antwoord.content.decode()) == (422, True)
    nogmaals = Deelname(sessie=sessie, werkzoekende=mensen[0], stand="wachtlijst", door=consulent)
    with pytest.raises(ValidationError, match="Deze persoon staat al op de lijst"):
        nogmaals.validate_constraints()


def test_training_made_to_measure_leads_to_an_occupation(als, coordinator):
    velden = {"naam": "Heftruck", "soort": "op_maat", "onderwerp": Module.objects.all()[0].onderwerp_id}
    antwoord = als(coordinator).post("/activiteiten/modules/nieuw/", velden)
    assert "Een opleiding op maat leidt naar een beroep. Kies het beroep." in antwoord.content.decode()


def test_full_session_has_a_waiting_list_that_moves_up_by_itself(als, sessie, mensen, consulent):
    for persoon in mensen:
        als(consulent).post(f"/activiteiten/{sessie.sleutel}/", {"wie": persoon.uuid})
    assert lijst(sessie) == [("Elif", "ingeschreven"), ("Omar", "wachtlijst"), ("Nadia", "wachtlijst")]
    pagina = als(consulent).get(f"/activiteiten/{sessie.sleutel}/").content.decode()
    assert "nummer 2, sinds" in pagina
    eerste = Deelname.objects.ongefilterd("test").get(werkzoekende=mensen[0])
    for _ in range(2):
        als(consulent).post(f"/activiteiten/deelnames/{eerste.sleutel}/uit/")
    assert lijst(sessie) == [("Elif", "uitgeschreven"), ("Omar", "ingeschreven"), ("Nadia", "wachtlijst")]
    (taak,) = Taak.objects.ongefilterd("test")
    dag = f"{sessie.dag:%d/%m/%Y}"
    assert (taak.wat, taak.eigenaar) == (f"Laat weten dat er plaats is: Solliciteren, {dag} om 09.30 uur", consulent)
    assert taak.werkzoekende_id == mensen[1].pk
    groepen.schrijf_in([sessie], mensen[0], door=consulent)
    assert lijst(sessie)[0] == ("Elif", "wachtlijst")
    sessie.refresh_from_db()
    sessie.capaciteit = 3
    groepen.wijzig_sessie(sessie, door=consulent)
    assert {stand for _, stand in lijst(sessie)} == {"ingeschreven"}


def test_second_click_puts_nobody_on_the_list_twice(sessie, mensen, consulent):
    eerste, tweede = (groepen.schrijf_in([sessie], mensen[0], door=consulent) for _ in range(2))
    assert eerste == tweede
    sessie.refresh_from_db()
    assert sessie.bezet == 1


def test_whole_series_at_once(als, mensen, consulent, rabot):
    eerste = Sessie(werkpunt=rabot, begeleider=consulent, module=Module.objects.get(naam="Wat kan ik?"))
    eerste.dag, eerste.van, eerste.tot, eerste.plaats = vandaag(), time(14), time(16), "Zaal 1"
    reeks = groepen.plan_sessies(eerste, herhaal_tot=vandaag() + timedelta(days=14), door=consulent)
    velden = {"wie": mensen[0].uuid, "ook_volgende": "on"}
    als(consulent).post(f"/activiteiten/{reeks[1].sleutel}/", velden)
    assert [lijst(sessie) for sessie in reeks] == [[], [("Elif", "ingeschreven")], [("Elif", "ingeschreven")]]


def test_clash_is_told_before_somebody_is_put_on_the_list(als, sessie, mensen, consulent, rabot):
    persoon, adres = mensen[0], f"/activiteiten/{sessie.sleutel}/"
    wie = {"werkzoekende": persoon, "werkpunt": rabot, "medewerker": consulent}
    AfspraakFactory(**wie, begin=om(11, over=3), einde=om(13, over=3))
    AfspraakFactory(**wie, begin=om(12, over=3), einde=om(13, over=3))
    andere = SessieFactory(werkpunt=rabot, begeleider=consulent, over=3, van=time(11), tot=time(13), wat="Wat kan ik?")
    groepen.schrijf_in([andere], persoon, door=consulent)
    antwoord = als(consulent).post(adres, {"wie": persoon.uuid})
    dag = f"{sessie.dag:%d/%m/%Y}"
    assert antwoord.status_code == 422
    assert antwoord.context["form"].waarschuwingen == [
        f"{persoon.naam} heeft op {dag} al een afspraak (11.00–13.00 uur).",
        f"{persoon.naam} gaat op {dag} al naar Wat kan ik? (11.00–13.00 uur).",
    ]
    assert lijst(sessie) == []
    als(consulent).post(adres, {"wie": persoon.uuid, "toch": "on"})
    assert lijst(sessie) == [("Elif", "ingeschreven")]


def test_who_one_may_not_see_is_a_number_not_a_name(als, sessie, mensen, consulent, vreemde, ledeberg):
    sessie.capaciteit = 2
    groepen.wijzig_sessie(sessie, door=consulent)
    elders_gezien = zag(vreemde, ledeberg, werkzoekende__achternaam="Verborgen")
    groepen.schrijf_in([sessie], mensen[0], door=consulent)
    for persoon in (elders_gezien, zag(vreemde, ledeberg, werkzoekende__achternaam="Verborgen")):
        groepen.schrijf_in([sessie], persoon, door=vreemde)
    Raadpleging.objects.all().delete()
    pagina = als(consulent).get(f"/activiteiten/{sessie.sleutel}/").content.decode()
    assert ("Elif" in pagina, "Verborgen" in pagina) == (True, False)
    assert "En nog 1 persoon van een ander werkpunt." in pagina
    assert "Wachtlijst (1)" in pagina
    assert [rij.personen for rij in Raadpleging.objects.all()] == [[mensen[0].pk]]
    antwoord = als(consulent).post(f"/activiteiten/{sessie.sleutel}/", {"wie": elders_gezien.uuid})
    assert (antwoord.status_code, "Verborgen" in antwoord.content.decode()) == (422, False)


def test_list_to_sign_is_a_logged_pdf(als, sessie, mensen, consulent):
    groepen.schrijf_in([sessie], mensen[0], door=consulent)
    antwoord = als(consulent).get(f"/activiteiten/{sessie.sleutel}/blad/")
    assert antwoord.content.startswith(b"%PDF-")
    assert b"pdfuaid" in antwoord.content
    log = Raadpleging.objects.order_by("-pk").first()
    assert (log.aard, log.personen) == ("export", [mensen[0].pk])


def test_session_of_another_unit_is_not_changed(als, sessie, vreemde):
    assert als(vreemde).get(f"/activiteiten/{sessie.sleutel}/wijzig/").status_code == 404
    als(vreemde).post(f"/activiteiten/{sessie.sleutel}/stand/", {"stand": "afgelast"})
    sessie.refresh_from_db()
    assert sessie.stand == "gepland"


def test_called_off_takes_nobody_any_more(als, sessie, mensen, consulent):
    adres = f"/activiteiten/{sessie.sleutel}/"
    als(consulent).post(f"{adres}stand/", {"stand": "afgelast"})
    with pytest.raises(ValidationError, match="Deze sessie gaat niet door"):
        groepen.schrijf_in([sessie], mensen[0], door=consulent)
    als(consulent).post(f"{adres}stand/", {"stand": "gepland"})
    assert groepen.schrijf_in([sessie], mensen[0], door=consulent)[0].stand == "ingeschreven"


def test_called_off_is_told_to_who_signed_people_up(sessie, mensen, consulent, collega):
    groepen.schrijf_in([sessie], mensen[0], door=consulent)
    groepen.schrijf_in([sessie], mensen[1], door=collega)  # waits, and expects nothing
    wanneer = f"{sessie.module}, {sessie.dag:%d/%m/%Y} om {sessie.van:%H.%M} uur"
    af, toch = (f"Laat weten dat dit {wat} doorgaat: {wanneer}" for wat in ("niet", "toch"))

    def taken():
        alle = Taak.objects.ongefilterd("test").filter(werkzoekende=mensen[0], eigenaar=consulent).order_by("pk")
        return [(taak.wat, taak.status) for taak in alle]

    groepen.zet_stand(sessie, "afgelast", door=consulent)
    groepen.zet_stand(sessie, "afgelast", door=consulent)
    assert (taken(), Taak.objects.ongefilterd("test").count()) == ([(af, "open")], 1)
    groepen.zet_stand(sessie, "gepland", door=consulent)
    assert taken() == [(af, "vervallen")]
    groepen.zet_stand(sessie, "afgelast", door=consulent)
    rond_af(Taak.objects.ongefilterd("test").get(), door=consulent)
    groepen.zet_stand(sessie, "gepland", door=consulent)
    assert taken() == [(af, "klaar"), (toch, "open")]
    groepen.zet_stand(sessie, "afgelast", door=consulent)
    assert taken() == [(af, "klaar"), (toch, "vervallen")]


@pytest.mark.parametrize(
    ("status", "zin"),
    [
        ("overleden", "Deze persoon schrijf je niet in: overleden sinds 05/01/2026."),
        ("verhuisd", "Deze persoon schrijf je niet in: verhuisd uit de regio sinds 05/01/2026."),
    ],
)
def test_who_died_or_moved_away_is_not_signed_up(sessie, mensen, consulent, status, zin):
    mensen[0].contactstatus, mensen[0].contactstatus_sinds = status, date(2026, 1, 5)
    mensen[0].save()
    with pytest.raises(ValidationError) as fout:
        groepen.schrijf_in([sessie], mensen[0], door=consulent)
    assert (fout.value.message_dict, lijst(sessie)) == ({"wie": [zin]}, [])


def test_waiting_list_goes_first_when_a_session_goes_on_after_all(sessie, mensen, consulent):
    eerste, *_ = (groepen.schrijf_in([sessie], persoon, door=consulent)[0] for persoon in mensen[:2])
    groepen.zet_stand(sessie, "afgelast", door=consulent)
    groepen.schrijf_uit(eerste, door=consulent)
    assert lijst(sessie) == [("Elif", "uitgeschreven"), ("Omar", "wachtlijst")]
    groepen.zet_stand(sessie, "gepland", door=consulent)
    groepen.schrijf_in([sessie], mensen[2], door=consulent)
    assert lijst(sessie) == [("Elif", "uitgeschreven"), ("Omar", "ingeschreven"), ("Nadia", "wachtlijst")]
    assert [taak.wat[:27] for taak in Taak.objects.ongefilterd("test").open()] == ["Laat weten dat er plaats is"]


def test_who_leaves_the_list_or_whose_session_is_off_is_not_called_about_a_place(sessie, mensen, consulent):
    for daad in ("uit", "af"):
        eerste, tweede = (groepen.schrijf_in([sessie], persoon, door=consulent)[0] for persoon in mensen[:2])
        groepen.schrijf_uit(eerste, door=consulent)
        plaats = Taak.objects.ongefilterd("test").open().filter(werkzoekende=mensen[1])
        assert [taak.wat[:27] for taak in plaats] == ["Laat weten dat er plaats is"]
        if daad == "uit":
            groepen.schrijf_uit(tweede, door=consulent)
            assert not plaats.all().exists()
    groepen.zet_stand(sessie, "afgelast", door=consulent)
    assert [taak.wat[:30] for taak in plaats.all()] == ["Laat weten dat dit niet doorga"]


def test_nobody_gets_a_place_while_others_wait_for_it(sessie, mensen, consulent):
    for persoon in mensen[:2]:
        groepen.schrijf_in([sessie], persoon, door=consulent)
    Sessie.objects.update(capaciteit=2)  # a place that nobody moved up to yet
    groepen.schrijf_in([sessie], mensen[2], door=consulent)
    assert lijst(sessie) == [("Elif", "ingeschreven"), ("Omar", "wachtlijst"), ("Nadia", "wachtlijst")]


def test_nobody_moves_up_when_it_is_over_but_who_came_anyway_gets_the_place(sessie, mensen, consulent):
    eerste, *_ = (groepen.schrijf_in([sessie], persoon, door=consulent)[0] for persoon in mensen[:2])
    with time_machine.travel(sessie.einde, tick=False):
        with pytest.raises(ValidationError, match="Deze sessie is voorbij en zat vol"):
            groepen.schrijf_in([sessie], mensen[2], door=consulent)
        groepen.schrijf_uit(eerste, door=consulent)
        assert lijst(sessie) == [("Elif", "uitgeschreven"), ("Omar", "wachtlijst")]
        assert not Taak.objects.ongefilterd("test").exists()
        groepen.schrijf_in([sessie], mensen[1], door=consulent)
    assert lijst(sessie) == [("Elif", "uitgeschreven"), ("Omar", "ingeschreven")]


@pytest.mark.parametrize("weken", [1, 12])
def test_queries_of_one_sign_up_do_not_grow_with_the_series(
    als, django_assert_num_queries, mensen, consulent, rabot, weken
):
    eerste = SessieFactory.build(module=Module.objects.get(naam="Solliciteren"), werkpunt=rabot, begeleider=consulent)
    tot = eerste.dag + timedelta(weeks=weken)
    reeks = groepen.plan_sessies(eerste, herhaal_tot=tot, door=consulent)
    wie = {"werkzoekende": mensen[0], "werkpunt": rabot, "medewerker": consulent}
    AfspraakFactory(**wie, begin=om(11, over=7 * weken), einde=om(13, over=7 * weken))
    with django_assert_num_queries(3):
        (tekst,) = groepen.botsingen(mensen[0], reeks, lezer=consulent)
    assert tekst == f"{mensen[0].naam} heeft op {tot:%d/%m/%Y} al een afspraak (11.00–13.00 uur)."
    with django_assert_num_queries(13):
        groepen.schrijf_in(reeks, mensen[0], door=consulent)
    assert set(Sessie.objects.values_list("bezet", flat=True)) == {1}
    assert Deelname.objects.ongefilterd("test").filter(werkzoekende=mensen[0]).count() == weken + 1


@pytest.mark.parametrize("aantal", [1, 3])
def test_number_of_queries(als, django_assert_num_queries, rabot, consulent, aantal):
    for dagen in range(aantal):
        sessie = SessieFactory(werkpunt=rabot, begeleider=consulent, over=dagen + 1, capaciteit=3)
    for _ in range(aantal + 3):
        persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
        groepen.schrijf_in([sessie], persoon, door=consulent)
    client = als(consulent)
    client.get("/activiteiten/")
    with django_assert_num_queries(7):
        client.get("/activiteiten/")
    with django_assert_num_queries(13):
        client.get(f"/activiteiten/{sessie.sleutel}/")


def test_file_shows_them_and_so_does_the_timeline(als, sessie, mensen, consulent):
    groepen.schrijf_in([sessie], mensen[0], door=consulent)
    adres = mensen[0].get_absolute_url()
    tab = als(consulent).get(f"{adres}activiteiten/").content.decode()
    assert ("Solliciteren" in tab, "ingeschreven" in tab) == (True, True)
    assert "Solliciteren: ingeschreven" in als(consulent).get(adres).content.decode()


@pytest.mark.django_db(transaction=True)
def test_last_place_under_two_at_the_same_instant(sessie, mensen, consulent):
    eerste, tweede, _ = mensen
    with ThreadPoolExecutor(1) as draden:
        with transaction.atomic():
            groepen.schrijf_in([sessie], eerste, door=consulent)
            ook = draden.submit(elders, groepen.schrijf_in, [sessie], tweede, door=consulent)
            wacht_op_slot()
        assert [rij.stand for rij in ook.result()] == ["wachtlijst"]
    sessie.refresh_from_db()
    assert (sessie.bezet, [stand for _, stand in lijst(sessie)]) == (1, ["ingeschreven", "wachtlijst"])


def test_sight_of_a_person_does_not_come_from_a_list(sessie, mensen, consulent):
    voor = Betrokkenheid.objects.ongefilterd("test").count()
    groepen.schrijf_in([sessie], mensen[0], door=consulent)
    assert Betrokkenheid.objects.ongefilterd("test").count() == voor


def test_dates_that_cannot_be_are_refused(rabot, consulent, sessie):
    for dag, waarom in ((date(2010, 1, 1), "nog niet open"), (vandaag() + timedelta(days=3000), "te ver")):
        sessie.dag = dag
        with pytest.raises(ValidationError, match=waarom):
            groepen.wijzig_sessie(sessie, door=consulent)
