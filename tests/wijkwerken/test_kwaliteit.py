"""Quality: satisfaction of both sides, checks, complaints, and incidents with their clock."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kern.tijd import plus_werkdagen, vandaag
from tests.factories.gebruikers import GebruikerFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Raadpleging
from werkpunten.models import Taak
from wijkwerken.models import (
    Activiteit,
    Incident,
    Klacht,
    Opdracht,
    Regel,
    Stelsel,
    Tevredenheid,
    Toewijzing,
    Wijkwerker,
)
from wijkwerken.services import kwaliteit


@pytest.fixture
def toewijzing(rabot, coordinator, stad) -> Toewijzing:
    """Somebody of Rabot who stopped yesterday on a garden of a private customer."""
    persoon, gebruiker = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir"), GebruikerFactory()
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=coordinator)
    begin = vandaag() - timedelta(days=90)
    wijkwerker = Wijkwerker.objects.ongefilterd("test").create(
        werkzoekende=persoon,
        stelsel=Stelsel.objects.get(slug="wijk-werken"),
        consulent=coordinator,
        toeleider=stad,
        bemiddelaar="Bea",
        toegeleid_op=begin,
        door=coordinator,
    )
    opdracht = Opdracht.objects.ongefilterd("test").create(
        gebruiker=gebruiker,
        activiteit=Activiteit.objects.get(slug="klein-tuinonderhoud"),
        titel="Tuin",
        soort="herhaald",
        gemeente=gebruiker.gemeente,
        wijk=gebruiker.wijk,
        van=begin,
        door=coordinator,
    )
    return Toewijzing.objects.ongefilterd("test").create(
        opdracht=opdracht,
        wijkwerker=wijkwerker,
        werkzoekende=persoon,
        van=begin,
        tot=vandaag() - timedelta(days=1),
        door=coordinator,
    )


@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [
        (date(2026, 11, 2), date(2026, 11, 12)),  # Wednesday 11 November is a holiday
        (date(2026, 11, 16), date(2026, 11, 25)),
        (date(2026, 12, 22), date(2027, 1, 4)),  # Christmas and New Year
        (date(2027, 3, 24), date(2027, 4, 5)),  # Easter Monday is 29 March
    ],
)
def test_seven_working_days_leave_out_weekends_and_holidays(dag, verwacht):
    assert plus_werkdagen(dag, 7) == verwacht


def test_an_incident_gets_its_clock_from_the_rule_of_that_day_and_a_task(toewijzing, coordinator):
    Regel.objects.filter(code="ongeval").update(waarde=3)
    dag = vandaag() - timedelta(days=2)
    rij = kwaliteit.noteer_incident(
        Incident(toewijzing=toewijzing, dag=dag, soort="ongeval", wat="in de vinger geknipt"), door=coordinator
    )
    assert rij.melden_tegen == plus_werkdagen(dag, 3)
    taak = Taak.objects.ongefilterd("test").get()
    assert (taak.wat, taak.eigenaar) == (f"Incident van {dag:%d/%m/%Y} melden aan VDAB", coordinator)
    assert list(Incident.objects.zichtbaar_voor(coordinator).te_melden()) == [rij]
    kwaliteit.meld_incident(rij, op=vandaag(), door=coordinator)
    assert list(Incident.objects.zichtbaar_voor(coordinator).te_melden()) == []
    assert Taak.objects.ongefilterd("test").get().status == Taak.Status.KLAAR


def test_an_incident_that_waits_too_long_is_late(toewijzing, coordinator):
    dag = vandaag() - timedelta(days=40)
    rij = kwaliteit.noteer_incident(
        Incident(toewijzing=toewijzing, dag=dag, soort="schade", wat="raam stuk"), door=coordinator
    )
    assert rij.is_te_laat
    with pytest.raises(ValidationError, match="moet nog komen"):
        kwaliteit.meld_incident(rij, op=vandaag() + timedelta(days=1), door=coordinator)


def test_satisfaction_of_both_sides_makes_the_figures_and_clears_the_question(toewijzing, coordinator, client):
    client.force_login(coordinator)
    adres = reverse("wijkwerken:kwaliteit-list")
    assert list(client.get(adres).context["te_vragen"]) == [toewijzing]
    for van_wie, score in (("gebruiker", 5), ("wijkwerker", 2)):
        rij = Tevredenheid(toewijzing=toewijzing, van_wie=van_wie, score=score)
        kwaliteit.noteer_tevredenheid(rij, door=coordinator)
    context = client.get(adres).context
    assert list(context["te_vragen"]) == []
    assert context["cijfers"] == [("de gebruiker", 1, 5.0), ("de wijk-werker", 1, 2.0)]


def test_the_page_of_an_assignment_keeps_what_was_typed_once(toewijzing, coordinator, client):
    client.force_login(coordinator)
    adres = reverse("wijkwerken:toewijzing-kwaliteit", kwargs={"sleutel": toewijzing.sleutel})
    velden = {
        "daad": "controle",
        "controle-sleutel": str(uuid.uuid4()),
        "controle-oordeel": "bijsturen",
        "controle-geleerd": "hagen knippen",
        "controle-dag": f"{vandaag():%Y-%m-%d}",
    }
    fout = client.post(adres, velden)
    assert (fout.status_code, "Schrijf wat er beter kan." in fout.content.decode()) == (422, True)
    velden["controle-beter"] = "op tijd komen"
    assert [client.post(adres, velden).status_code for _ in range(2)] == [302, 302]
    assert [rij.geleerd for rij in client.get(adres).context["controles"]] == ["hagen knippen"]
    laatste = Raadpleging.objects.latest("pk")
    assert (laatste.personen, laatste.gebruikers) == ([toewijzing.werkzoekende_id], [toewijzing.opdracht.gebruiker_id])


def test_a_complaint_stays_open_until_it_is_answered(toewijzing, coordinator, client):
    klacht = kwaliteit.neem_klacht_aan(
        Klacht(toewijzing=toewijzing, van_wie="wijkwerker", wat="geen handschoenen"), door=coordinator
    )
    assert (klacht.gebruiker, klacht.werkzoekende) == (toewijzing.opdracht.gebruiker, toewijzing.werkzoekende)
    client.force_login(coordinator)
    adres = reverse("wijkwerken:klacht-detail", kwargs={"sleutel": klacht.sleutel})
    assert client.post(adres, {"antwoord": ""}).status_code == 422
    assert client.post(adres, {"antwoord": "handschoenen gebracht"}).status_code == 302
    klacht.refresh_from_db()
    assert (klacht.antwoord, klacht.afgehandeld_door) == ("handschoenen gebracht", coordinator)
    assert list(Klacht.objects.zichtbaar_voor(coordinator).open()) == []


def test_a_complaint_without_an_assignment(coordinator, client):
    klant = GebruikerFactory()
    ver = GebruikerFactory(in_wijk="drongen", achternaam="Verweg")
    client.force_login(coordinator)
    adres = f"{reverse('wijkwerken:klacht-create')}?gebruiker={klant.sleutel}"
    antwoord = client.get(adres)
    assert "Verweg" not in antwoord.text
    form = antwoord.context["form"]
    velden = {"sleutel": form["sleutel"].value(), "gebruiker": form["gebruiker"].value(), "dag": vandaag()}
    assert velden["gebruiker"] == klant.pk
    assert client.post(adres, velden | {"wat": ""}).status_code == 422
    assert client.post(adres, velden | {"gebruiker": ver.pk, "wat": "Niet van mij"}).status_code == 422
    for _ in range(2):
        assert client.post(adres, velden | {"wat": "Niemand belde terug"}).status_code == 302
    klacht = Klacht.objects.zichtbaar_voor(coordinator).get()
    assert (klacht.gebruiker, klacht.werkzoekende, klacht.van_wie) == (klant, None, "gebruiker")
    assert "Klacht van de gebruiker" in client.get(reverse("wijkwerken:kwaliteit-list")).text
    with pytest.raises(ValidationError, match="niet met deze gebruiker"):
        kwaliteit.neem_klacht_aan(Klacht(gebruiker=ver, wat="Niet van mij"), door=coordinator)


def test_who_may_not_open_the_file_sees_nothing_of_it(toewijzing, coordinator, vreemde, wijkwerkconsulent, client):
    kwaliteit.neem_klacht_aan(Klacht(toewijzing=toewijzing, wat="te laat"), door=coordinator)
    kwaliteit.noteer_incident(
        Incident(toewijzing=toewijzing, dag=vandaag(), soort="schade", wat="raam stuk"), door=coordinator
    )
    for wie in (vreemde, wijkwerkconsulent):
        assert (list(Klacht.objects.zichtbaar_voor(wie)), list(Incident.objects.zichtbaar_voor(wie))) == ([], [])
        with pytest.raises(ValidationError):
            kwaliteit.noteer_tevredenheid(Tevredenheid(toewijzing=toewijzing, van_wie="gebruiker", score=1), door=wie)
    client.force_login(wijkwerkconsulent)
    adres = reverse("wijkwerken:toewijzing-kwaliteit", kwargs={"sleutel": toewijzing.sleutel})
    assert client.get(adres).status_code == 404


def test_the_start_page_shows_the_clock(toewijzing, coordinator, client):
    kwaliteit.noteer_incident(
        Incident(toewijzing=toewijzing, dag=vandaag(), soort="weg", wat="gevallen"), door=coordinator
    )
    client.force_login(coordinator)
    assert "Ongeval op weg van of naar het werk van" in client.get("/").content.decode()


def test_the_list_takes_a_fixed_number_of_queries(toewijzing, coordinator, client, django_assert_num_queries):
    for nummer in range(3):
        rij = Incident(toewijzing=toewijzing, dag=vandaag(), soort="schade", wat=f"raam {nummer}")
        kwaliteit.noteer_incident(rij, door=coordinator)
        kwaliteit.neem_klacht_aan(Klacht(toewijzing=toewijzing, wat="te laat"), door=coordinator)
    client.force_login(coordinator)
    with django_assert_num_queries(11):
        client.get(reverse("wijkwerken:kwaliteit-list"))


def test_the_card_of_a_customer_names_who_worked_there_to_who_may_see_them(
    toewijzing, coordinator, wijkwerkconsulent, client
):
    adres = toewijzing.opdracht.gebruiker.get_absolute_url()
    getoond = []
    for wie in (coordinator, wijkwerkconsulent):
        client.force_login(wie)
        getoond.append(list(client.get(adres).context["mensen"]))
    assert getoond == [[toewijzing], []]
