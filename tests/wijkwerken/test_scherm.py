"""The pages of enrolment and planning: what they show, what they refuse and in how many queries."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command

from kern.tijd import vandaag
from tests.factories.wijkwerkers import begonnen, bekend, blok, gepland, opdracht, toegeleid
from wijkwerken.models import Beurt, Opdracht, Prestatie, Toewijzing, Wijkwerker, WijkwerkGebruiker

NU = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def _vandaag():
    with time_machine.travel("2026-05-04T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def koen(rabot, coordinator):
    persoon = bekend(coordinator, rabot, voornaam="Koen", achternaam="Proefpersoon")
    return begonnen(persoon, door=coordinator, van=date(2026, 1, 1))


def test_a_referral_from_the_file(als, rabot, consulent, wijkwerkconsulent, stad):
    persoon = bekend(consulent, rabot)
    adres = f"/werkzoekenden/{persoon.uuid}/wijk-werken/"
    assert "Niet toegeleid" in als(consulent).get(adres).content.decode()
    velden = {"sleutel": uuid.uuid4(), "stelsel": "2", "toeleider": stad.pk, "bemiddelaar": "Bea Middelaar"}
    velden["stelsel"] = Wijkwerker._meta.get_field("stelsel").related_model.objects.get(slug="wijk-werken").pk
    velden |= {"toegeleid_op": NU, "afsprakenblad_op": NU, "consulent": wijkwerkconsulent.pk}
    for _ in range(2):
        assert als(consulent).post(f"{adres}nieuw/", velden).status_code == 302
    (rij,) = Wijkwerker.objects.ongefilterd("test")
    assert "toegeleid" in als(wijkwerkconsulent).get(adres).content.decode()
    assert als(wijkwerkconsulent).get(rij.get_absolute_url()).status_code == 200
    assert als(consulent).get(rij.get_absolute_url()).status_code == 404


def doe(client, koen, daad, **velden):
    gegevens = {f"{daad}-{naam}": waarde for naam, waarde in velden.items()}
    return client.post(koen.get_absolute_url(), gegevens | {"doe": daad})


def test_the_whole_enrolment_on_one_page(als, rabot, coordinator):
    koen = toegeleid(bekend(coordinator, rabot), door=coordinator, op=NU)
    client = als(coordinator)
    sleutels = [uuid.uuid4() for _ in range(4)]
    getekend = {"van": NU, "getekend_tot": date(2027, 5, 3), "getekend_op": NU, "sleutel": sleutels[0]}
    assert doe(client, koen, "overeenkomst", **getekend).status_code == 302
    van = NU + timedelta(days=1)
    rust = {"van": van, "tot": van, "reden": "ziekte", "sleutel": sleutels[1]}
    assert doe(client, koen, "schorsing", **rust).status_code == 302
    assert doe(client, koen, "interim", van=NU, tot=NU + timedelta(days=3)).status_code == 302
    stap = {"soort": "werk", "wat": "Solliciteren", "tegen": van, "sleutel": sleutels[2]}
    assert doe(client, koen, "vervolg", **stap).status_code == 302
    gesprek = {"moment": "start", "motivatie": 4, "kanaal": "afspraak", "dag": NU, "minuten": 30}
    gesprek |= {"werkpunt": rabot.pk, "sleutel": sleutels[3], "eigen_woorden": "Ik kom graag."}
    assert doe(client, koen, "gesprek", **gesprek).status_code == 302
    tekst = client.get(koen.get_absolute_url()).content.decode()
    for woord in ("04/05/2027", "Geschorst", "Solliciteren", "Ik kom graag.", "Interim"):
        assert woord in tekst
    werk = {"functie": "Keukenhulp", "contract": "bepaald"}
    assert doe(client, koen, "einde", op=NU, uitkomst="werk", uitleg="", **werk).status_code == 302
    tijdlijn = client.get(koen.werkzoekende.get_absolute_url()).content.decode()
    assert "Wijk-werken: gestopt" in tijdlijn


def test_a_refusal_stands_beside_the_form_and_keeps_what_was_typed(als, koen, coordinator):
    antwoord = doe(als(coordinator), koen, "einde", op=NU, uitkomst="werk", uitleg="Vond werk als kok")
    assert antwoord.status_code == 422
    tekst = antwoord.content.decode()
    assert "Noteer eerst de vervolgstap" in tekst
    assert "Vond werk als kok" in tekst


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_week_in_a_fixed_number_of_queries(als, rabot, coordinator, aantal, django_assert_num_queries):
    werk = opdracht(coordinator)
    for _ in range(aantal):
        wijkwerker = begonnen(bekend(coordinator, rabot), door=coordinator, van=date(2026, 1, 1))
        gepland(wijkwerker, werk, blok(NU), blok(NU + timedelta(days=1)), door=coordinator)
    client = als(coordinator)
    client.get("/wijkwerken/")
    with django_assert_num_queries(WEEK):
        tekst = client.get("/wijkwerken/?dag=2026-05-06").text.replace("&nbsp;", " ")
    assert tekst.count("Maaltijden ver") >= 2 * aantal
    assert tekst.count("6 + 0 / 60") == aantal
    assert tekst.count("6 + 0 / 630") == aantal


WEEK = 15


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_list_in_a_fixed_number_of_queries(als, rabot, coordinator, aantal, django_assert_num_queries):
    for _ in range(aantal):
        begonnen(bekend(coordinator, rabot), door=coordinator, van=date(2025, 6, 1))
    client = als(coordinator)
    client.get("/wijkwerken/wijk-werkers/")
    with django_assert_num_queries(LIJST):
        tekst = client.get("/wijkwerken/wijk-werkers/?lijst=einde").content.decode()
    assert tekst.count("nog 28 dagen") == aantal


LIJST = 10


def test_the_lists_of_workers(als, rabot, coordinator):
    einde, toe, rustig = (bekend(coordinator, rabot, voornaam=naam) for naam in ("Evarina", "Toon", "Rita"))
    begonnen(einde, door=coordinator, van=date(2025, 6, 1))
    toegeleid(toe, door=coordinator, op=NU)
    begonnen(rustig, door=coordinator, van=date(2026, 5, 1))
    gezien = {}
    for lijst in ("", "toegeleid", "einde", "zonder", "coaching", "gestopt"):
        tekst = als(coordinator).get(f"/wijkwerken/wijk-werkers/?lijst={lijst}").content.decode()
        gezien[lijst] = [naam for naam in ("Evarina", "Toon", "Rita") if naam in tekst]
    assert gezien == {
        "": ["Evarina", "Toon", "Rita"],
        "toegeleid": ["Toon"],
        "einde": ["Evarina"],
        "zonder": [],
        "coaching": ["Evarina"],
        "gestopt": [],
    }


def test_what_waits_stands_on_the_start_page(als, rabot, coordinator):
    begonnen(bekend(coordinator, rabot, voornaam="Evarina"), door=coordinator, van=date(2025, 6, 1))
    tekst = als(coordinator).get("/").content.decode()
    assert "Wijk-werken: einde nadert (1)" in tekst
    assert "nog 28 dagen" in tekst
    assert "Wijk-werken: coaching te laat (1)" in tekst


def plan(client, werk, koen, daad="plan", **velden):
    momenten = [moment.pk for moment in werk.momenten.all()]
    standaard = {"rol": "vast", "van": NU, "tot": NU + timedelta(days=20), "momenten": momenten}
    adres = f"/wijkwerken/opdrachten/{werk.sleutel}/plannen/{koen.sleutel}/"
    return client.post(adres, {"sleutel": uuid.uuid4(), "doe": daad} | standaard | velden)


def test_planning_a_rota_once_and_again(als, koen, coordinator):
    werk, client = opdracht(coordinator), als(coordinator)
    assert "Alles in orde." in plan(client, werk, koen, "toets").content.decode()
    assert Beurt.objects.ongefilterd("test").count() == 0
    for _ in range(2):
        assert plan(client, werk, koen).status_code == 302
    assert (Beurt.objects.ongefilterd("test").count(), Toewijzing.objects.ongefilterd("test").count()) == (3, 1)


def test_what_the_rules_refuse_is_explained_while_planning(als, koen, coordinator):
    antwoord = plan(als(coordinator), opdracht(coordinator), koen, uur_van="00:00", uur_tot="23:59", momenten=[])
    assert antwoord.status_code == 302
    weg = {"van": date(2027, 1, 4), "tot": date(2027, 1, 11)}
    antwoord = plan(als(coordinator), opdracht(coordinator), koen, **weg)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "De termijn eindigt op 31/12/2026" in tekst
    assert "enkel met reden" in tekst
    assert plan(als(coordinator), opdracht(coordinator), koen, **weg, reden="De vzw zoekt nog").status_code == 302


def test_only_a_coordinator_is_asked_for_a_reason(als, koen, coordinator, wijkwerkconsulent):
    werk = opdracht(coordinator)
    adres = f"/wijkwerken/opdrachten/{werk.sleutel}/plannen/{koen.sleutel}/"
    teksten = [als(wie).get(adres).content.decode() for wie in (coordinator, wijkwerkconsulent)]
    assert ["Toch plannen, omdat" in tekst for tekst in teksten] == [True, False]


def test_a_turn_is_moved_called_off_and_worked(als, koen, coordinator):
    gepland(koen, opdracht(coordinator), blok(NU), blok(NU - timedelta(days=1)), door=coordinator)
    gisteren, straks = Beurt.objects.ongefilterd("test").order_by("begin")
    client = als(coordinator)

    def stuur(beurt, daad, **velden):
        gegevens = {f"{daad}-{naam}": waarde for naam, waarde in velden.items()}
        return client.post(beurt.get_absolute_url(), gegevens | {"doe": daad}).status_code

    uren = {"dag": NU - timedelta(days=1), "van": "09:00", "tot": "13:00", "kilometers": 12, "sleutel": uuid.uuid4()}
    assert stuur(gisteren, "uren", **uren) == 302
    juist = uren | {"tot": "12:00", "uitleg": "te veel genoteerd", "sleutel": uuid.uuid4()}
    assert stuur(gisteren, "correctie", **juist) == 302
    assert Prestatie.objects.ongefilterd("test").minuten() == 180
    assert stuur(straks, "verplaats", dag=NU, van="13:00", tot="15:00") == 302
    assert stuur(straks, "afzeg", reden="x") == 422
    assert stuur(straks, "afzeg", reden="ziek gemeld") == 302
    assert "ziek gemeld" in client.get(straks.get_absolute_url()).content.decode()


def test_an_assignment_is_added_and_closed(als, coordinator):
    werk = opdracht(coordinator)
    velden = {"gebruiker": werk.gebruiker_id, "activiteit": werk.activiteit_id, "titel": "Soep bedelen"}
    velden |= {"soort": "eenmalig", "van": NU, "minimum": 1, "plaatsen": 1, "gemeente": werk.gemeente_id}
    velden |= {"wijk": werk.wijk_id, "uur_van": "09:00", "uur_tot": "12:00", "sleutel": uuid.uuid4()}
    client = als(coordinator)
    for _ in range(2):
        assert client.post("/wijkwerken/opdrachten/nieuw/", velden).status_code == 302
    nieuw = Opdracht.objects.ongefilterd("test").get(titel="Soep bedelen")
    assert (nieuw.tot, [str(moment) for moment in nieuw.momenten.all()]) == (NU, ["maandag 09.00–12.00"])
    assert client.post(werk.get_absolute_url(), {"op": NU, "reden": "vzw stopt"}).status_code == 302
    assert Opdracht.objects.ongefilterd("test").get(pk=werk.pk).tot == NU


def test_open_places_of_the_week_the_emptiest_first(als, koen, coordinator):
    werk = opdracht(coordinator, minimum=2)
    gepland(koen, werk, blok(NU), door=coordinator)
    tekst = als(coordinator).get("/wijkwerken/").content.decode()
    assert "te weinig: 1 van minstens 2" in tekst


@pytest.mark.django_db
def test_the_demonstration_has_workers_in_every_stage():
    with time_machine.travel("2026-05-06T12:00:00+02:00", tick=False):
        call_command("demodata", werkzoekenden=120, contacten=600, tot=str(vandaag()))
        alle = Wijkwerker.objects.ongefilterd("test")
        assert alle.count() == 24
        assert alle.einde_nadert().exists()
        assert alle.filter(begin=None).exists()
        assert Prestatie.objects.ongefilterd("test").exists()
        assert Beurt.objects.ongefilterd("test").gepland().exists()
        assert WijkwerkGebruiker.objects.ongefilterd("test").exists()
