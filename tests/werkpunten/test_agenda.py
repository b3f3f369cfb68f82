"""The agenda, the tab of the file and the forms: what each reader sees, and what a click does."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.tijd import Periode
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory, WerkzoekendeFactory, om
from tests.werkpunten.test_balie import bezoek
from toegang.models import Medewerker, Raadpleging
from werkpunten.agenda import Blok, agendas_van, dagen, vrije_uren, waarschuwingen
from werkpunten.agendaforms import uren
from werkpunten.models import Afspraak, Contactmoment, Openingsuur, Sluitingsdag, Taak, Werkpunt, Werkzoekende

pytestmark = pytest.mark.django_db
MAANDAG = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _maandag() -> Iterator[None]:
    """It is Monday, three in the afternoon."""
    with time_machine.travel("2026-11-23 15:00 +0100"):
        yield


@pytest.fixture
def elif_(rabot: Werkpunt, consulent: Medewerker) -> Werkzoekende:
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


@pytest.fixture
def afspraak(elif_: Werkzoekende, rabot: Werkpunt, consulent: Medewerker) -> Afspraak:
    return AfspraakFactory(werkzoekende=elif_, werkpunt=rabot, medewerker=consulent, begin=om(9))


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def invoer(**velden) -> dict[str, object]:
    standaard = {
        "sleutel": "11111111-1111-4111-8111-111111111111",
        "dag": "2026-11-25",
        "van": "10:00",
        "minuten": "30",
        "onderwerp": "vacature",
        "plaats": "telefoon",
        "werkpunt": "rabot",
    }
    return {**standaard, **velden}


def gezien(antwoord) -> str:
    """The print in the form of a page."""
    return antwoord.content.decode().split('gezien" value="')[1].split('"')[0]


def alle():
    return Afspraak.objects.ongefilterd("test")


def test_day_shows_appointments_taken_and_free_hours_in_order(elif_, rabot, consulent, vreemde, ledeberg):
    gegevens = {"medewerker": consulent, "werkpunt": rabot}
    AfspraakFactory(werkzoekende=elif_, begin=om(10), **gegevens)
    AfspraakFactory(werkzoekende=elif_, begin=om(14), status="afgezegd", **gegevens)
    AfspraakFactory(begin=om(15), **gegevens)
    [dag] = dagen(consulent, Periode.van_tot(MAANDAG, MAANDAG), consulent, vrij=True)
    assert [(f"{b.begin.astimezone(om(0).tzinfo):%H:%M}", b.vrij, b.regel is not None) for b in dag.blokken] == [
        ("10:00", False, True),
        ("14:00", False, True),
        ("15:00", False, False),
        ("15:30", True, False),
    ]
    assert dag.aantal == 3


@time_machine.travel("2026-11-23 07:00 +0100")
def test_gaps_count_from_nine_to_five_and_never_overlap():
    blokken = [Blok(om(8), om(9, 30)), Blok(om(9), om(10)), Blok(om(10, 10), om(12)), Blok(om(16), om(18))]
    assert vrije_uren(MAANDAG, blokken) == [(om(12), om(16))]
    assert vrije_uren(MAANDAG, []) == [(om(9), om(17))]


def test_only_a_coordinator_opens_the_agenda_of_colleagues_of_the_own_units(
    als, consulent, collega, coordinator, vreemde, afspraak
):
    assert agendas_van(consulent) == [consulent]
    assert (agendas_van(coordinator)[0], set(agendas_van(coordinator))) == (
        coordinator,
        {coordinator, consulent, collega},
    )
    van_connie = f"/agenda/?wie={consulent.pk}"
    assert "Demir, Elif" in tekst(als(coordinator).get(van_connie))
    for wie in (collega, vreemde):
        antwoord = tekst(als(wie).get(van_connie))
        assert ("Demir, Elif" in antwoord, "Mijn agenda" in antwoord) == (False, True)


def test_somebody_whose_file_is_closed_is_only_taken_time(als, consulent, rabot):
    AfspraakFactory(medewerker=consulent, werkpunt=rabot, begin=om(9), werkzoekende__voornaam="Geheim")
    for adres in ("/agenda/", "/agenda/week/"):
        antwoord = tekst(als(consulent).get(adres))
        assert ("09:00–09:30 bezet" in antwoord, "Geheim" in antwoord) == (True, False)


@pytest.mark.parametrize("adres", ["/agenda/?dag=gisteren&wie=abc", "/agenda/?wie=999999", "/agenda/week/?dag=0"])
def test_nonsense_in_the_address_is_today_in_the_own_agenda(als, consulent, afspraak, adres):
    assert "Demir, Elif" in tekst(als(consulent).get(adres))


def test_week_begins_on_monday_and_shows_the_weekend_only_when_it_is_used(als, consulent, elif_, rabot):
    inhoud = tekst(als(consulent).get("/agenda/week/?dag=2026-11-29"))
    assert ("ma 23/11" in inhoud, "za 28/11" in inhoud, "ma 30/11" in inhoud) == (True, False, False)
    AfspraakFactory(werkzoekende=elif_, medewerker=consulent, werkpunt=rabot, begin=om(9, over=5))
    assert "za 28/11" in tekst(als(consulent).get("/agenda/week/"))


def test_hour_stays_when_the_clock_changes():
    for dag in (date(2027, 3, 28), date(2026, 10, 25), date(2026, 11, 25)):
        begin, einde = uren(dag, om(10).time(), 60)
        assert (begin.isoformat()[11:16], einde.isoformat()[11:16]) == ("10:00", "11:00")


def test_new_appointment_is_kept_once_and_shown_in_the_file(als, consulent, elif_):
    client, adres = als(consulent), f"{elif_.get_absolute_url()}afspraak/"
    gegevens = invoer(medewerker=consulent.pk, meegaand="haar zus", toelichting="brengt cv mee")
    for _ in range(2):
        antwoord = client.post(adres, gegevens)
        assert (antwoord.status_code, antwoord["Location"]) == (302, f"{elif_.get_absolute_url()}taken/")
        gegevens["toch"] = "on"
    rij = alle().get()
    assert (rij.begin, rij.einde, rij.plaats, rij.meegaand) == (
        om(10, over=2),
        om(10, 30, over=2),
        "telefoon",
        "haar zus",
    )
    assert "wo 25/11/2026 10:00–10:30" in tekst(client.get(f"{elif_.get_absolute_url()}taken/"))


def test_double_booking_is_told_and_kept_when_confirmed(als, consulent, collega, elif_, rabot):
    client, adres = als(consulent), f"{elif_.get_absolute_url()}afspraak/"
    ander = WerkzoekendeFactory(voornaam="Bart", achternaam="Claes")
    ContactmomentFactory(werkzoekende=ander, werkpunt=rabot, door=consulent)
    AfspraakFactory(werkzoekende=ander, medewerker=consulent, werkpunt=rabot, begin=om(10, 15, over=2))
    AfspraakFactory(medewerker=collega, werkpunt=rabot, begin=om(10, 15, over=2), werkzoekende__achternaam="Verborgen")
    gegevens = invoer(medewerker=consulent.pk, erbij=[collega.pk])
    antwoord = client.post(adres, gegevens)
    inhoud = tekst(antwoord)
    assert (antwoord.status_code, alle().count()) == (422, 2)
    assert "Connie V. heeft dan al een afspraak (10.15–10.45 uur) met Claes, Bart." in inhoud
    assert "Colin V. heeft dan al een afspraak (10.15–10.45 uur)." in inhoud
    assert "Verborgen" not in inhoud
    assert client.post(adres, {**gegevens, "toch": "on"}).status_code == 302
    assert list(alle().get(werkzoekende=elif_).collegas.all()) == [collega]


def test_closed_door_is_told(elif_, rabot, consulent):
    def gezegd(begin) -> list[str]:
        nieuw = Afspraak(werkzoekende=elif_, werkpunt=rabot, medewerker=consulent, begin=begin)
        nieuw.einde = begin + timedelta(minutes=30)
        return waarschuwingen(nieuw, [], kijker=consulent)

    Openingsuur.objects.create(werkpunt=rabot, weekdag=3, van="09:00", tot="12:00", geldig_van="2020-01-01")
    Sluitingsdag.objects.create(dag="2026-11-26", reden="teamdag")
    assert gezegd(om(10, over=2)) == []
    assert gezegd(om(11, 45, over=2)) == ["De deur van Werkpunt Rabot is dan dicht (open van 09.00 tot 12.00 uur)."]
    assert gezegd(om(10, over=3)) == ["Werkpunt Rabot is die dag gesloten: teamdag."]
    assert gezegd(om(10, over=32)) == ["Werkpunt Rabot is die dag gesloten: Kerstmis."]
    assert gezegd(om(10, over=4)) == ["Werkpunt Rabot is die dag gesloten."]


def test_person_who_is_elsewhere_at_that_hour_is_told(elif_, rabot, consulent, collega):
    AfspraakFactory(werkzoekende=elif_, werkpunt=rabot, medewerker=collega, begin=om(10, over=2))
    nieuw = Afspraak(werkzoekende=elif_, werkpunt=rabot, medewerker=consulent, plaats="telefoon")
    nieuw.begin, nieuw.einde = om(10, over=2), om(11, over=2)
    assert waarschuwingen(nieuw, [], kijker=consulent) == ["Demir, Elif heeft dan al een afspraak (10.00–10.30 uur)."]


def test_reminder_is_only_offered_to_who_wants_mail(als, consulent, elif_, afspraak):
    assert "<dt>Herinnering</dt><dd>nee</dd>" in tekst(als(consulent).get(afspraak.get_absolute_url()))
    alle().update(herinnering=True)
    assert "<dt>Herinnering</dt><dd>ja</dd>" in tekst(als(consulent).get(afspraak.get_absolute_url()))
    adres = f"{elif_.get_absolute_url()}afspraak/"
    assert 'name="herinnering"' not in tekst(als(consulent).get(adres))
    Werkzoekende.objects.ongefilterd("test").update(mail_mag=True, email="elif@voorbeeld.test")
    assert 'name="herinnering"' in tekst(als(consulent).get(adres))


def test_other_hours_move_it_and_other_particulars_do_not(als, consulent, elif_, rabot):
    rij = AfspraakFactory(werkzoekende=elif_, werkpunt=rabot, medewerker=consulent, begin=om(10, over=2))
    client = als(consulent)
    gegevens = invoer(medewerker=consulent.pk, toelichting="neemt attest mee", sleutel=rij.sleutel)
    gegevens["gezien"] = gezien(client.get(rij.get_absolute_url()))
    assert client.post(rij.get_absolute_url(), gegevens)["Location"] == rij.get_absolute_url()
    assert (alle().count(), alle().get().toelichting) == (1, "neemt attest mee")
    gegevens |= {"dag": "2026-11-27", "reden": "werkt woensdag", "gezien": gezien(client.get(rij.get_absolute_url()))}
    antwoord = client.post(rij.get_absolute_url(), gegevens)
    verzet = alle().get(status="gepland")
    assert antwoord["Location"] == verzet.get_absolute_url()
    assert (verzet.begin, verzet.reden, verzet.vorige.reden) == (om(10, over=4), "", "werkt woensdag")
    assert client.post(rij.get_absolute_url(), gegevens).status_code == 302
    assert alle().count() == 2


def test_came_is_one_click_that_answers_the_line(als, consulent, afspraak, elif_):
    client, adres = als(consulent), f"{afspraak.get_absolute_url()}status/"
    for _ in range(2):
        antwoord = client.post(adres, {"daad": "gekomen"}, headers={"HX-Request": "true"})
        assert 'id="afspraak-' in tekst(antwoord)
    assert Contactmoment.objects.ongefilterd("test").filter(bron="afspraak").count() == 1
    assert "Ongedaan maken" in tekst(antwoord)
    client.post(adres, {"daad": "herstel"})
    assert alle().get().status == "gepland"


def test_missed_then_followed_up_makes_one_task(als, consulent, afspraak):
    client, adres = als(consulent), f"{afspraak.get_absolute_url()}status/"
    for daad in ("niet-gekomen", "opvolgen", "opvolgen"):
        assert client.post(adres, {"daad": daad}).status_code == 302
    assert Taak.objects.ongefilterd("test").count() == 1


def test_unknown_deed_is_404_and_too_late_says_why(als, consulent, afspraak):
    client, adres = als(consulent), f"{afspraak.get_absolute_url()}status/"
    assert client.post(adres, {"daad": "wissen"}).status_code == 404
    alle().update(status="afgezegd", status_sinds=om(9))
    antwoord = client.post(adres, {"daad": "gekomen"}, headers={"HX-Request": "true"})
    assert "Deze afspraak is ondertussen afgezegd" in tekst(antwoord)


def test_calling_off_keeps_the_reason_on_the_timeline(als, consulent, elif_, rabot):
    rij = AfspraakFactory(werkzoekende=elif_, werkpunt=rabot, medewerker=consulent)
    als(consulent).post(f"{rij.get_absolute_url()}afzeggen/", {"reden": "belde zelf af"})
    inhoud = tekst(als(consulent).get(elif_.get_absolute_url()))
    assert "Afspraak afgezegd" in inhoud
    assert "belde zelf af" in inhoud


def test_planning_from_the_agenda_is_for_files_one_may_change(als, consulent, vreemde, elif_):
    adres = "/agenda/nieuw/?dag=2026-11-25&van=10:00"
    goed = als(consulent).post(adres, {"wie": elif_.uuid})
    assert goed["Location"] == f"{elif_.get_absolute_url()}afspraak/?dag=2026-11-25&van=10%3A00"
    assert als(vreemde).post(adres, {"wie": elif_.uuid}).status_code == 422
    assert als(consulent).post(adres, {"wie": "onzin"}).status_code == 422


@time_machine.travel("2026-11-23 07:00 +0100")
def test_free_hours_of_a_colleague_name_nobody(als, consulent, collega, vreemde, elif_, rabot):
    AfspraakFactory(werkzoekende=elif_, medewerker=collega, werkpunt=rabot, begin=om(10))
    adres = f"/agenda/vrij/?dag=2026-11-23&medewerker={collega.pk}"
    antwoord = tekst(als(consulent).get(adres))
    assert "Colin V. op ma 23/11/2026: bezet 10:00–10:30; vrij 09:00–10:00, 10:30–17:00." in antwoord
    assert "Colin" not in tekst(als(vreemde).get(adres))
    assert Raadpleging.objects.count() == 0


def test_a_unit_without_hours_says_so_and_is_not_called_closed(als, consulent, rabot, elif_):
    assert rabot.deur(om(10)) == "Geen openingsuren ingevuld"
    client = als(consulent)
    assert "Geen openingsuren ingevuld" in client.get("/balie/").content.decode()
    assert "gesloten" not in client.get("/agenda/vrij/?dag=2026-11-24&werkpunt=rabot").content.decode()
    afspraak = AfspraakFactory.build(
        werkzoekende=elif_, werkpunt=rabot, medewerker=consulent, gemaakt_door=consulent, onderwerp=None
    )
    assert waarschuwingen(afspraak, (), kijker=consulent) == []
    assert client.post("/balie/", bezoek(elif_)).status_code == 302


def test_free_hours_say_that_the_unit_of_the_appointment_is_closed(als, consulent, rabot, ledeberg):
    Openingsuur.objects.create(werkpunt=rabot, weekdag=3, van="09:00", tot="12:00", geldig_van="2020-01-01")
    Sluitingsdag.objects.create(dag="2026-12-02", reden="teamdag")

    def begin(dag: str, werkpunt: str) -> str:
        inhoud = tekst(als(consulent).get(f"/agenda/vrij/?dag={dag}&{werkpunt}"))
        return inhoud.removeprefix('<p class="hint">').split("Connie")[0].strip()

    for plek in ("werkpunt=rabot", "afspraak_plek=bij-rabot"):
        assert begin("2026-11-25", plek) == ""
        assert begin("2026-11-26", plek) == "Werkpunt Rabot is die dag gesloten."
        assert begin("2026-12-02", plek) == "Werkpunt Rabot is die dag gesloten: teamdag."
    assert begin("2026-11-26", "afspraak_plek=thuis") == begin("2026-11-26", "werkpunt=ledeberg") == ""


@pytest.mark.parametrize(
    ("vraag", "dag", "eerst"),
    [
        ("", "2026-11-30", "dag"),
        ("?dag=2026-11-24", "2026-11-24", "van"),
        ("?dag=2026-11-24&van=10:00", "2026-11-24", "onderwerp"),
    ],
)
def test_new_appointment_begins_on_an_open_day_and_at_what_is_missing(als, consulent, elif_, rabot, vraag, dag, eerst):
    """It is Monday: that day and Wednesday are closed, on other days the door stays shut."""
    for weekdag in (1, 3):
        Openingsuur.objects.create(werkpunt=rabot, weekdag=weekdag, van="09:00", tot="12:00", geldig_van="2020-01-01")
    for dicht in ("2026-11-23", "2026-11-25"):
        Sluitingsdag.objects.create(werkpunt=rabot, dag=dicht, reden="verhuis")
    inhoud = tekst(als(consulent).get(f"{elif_.get_absolute_url()}afspraak/{vraag}"))
    velden = re.findall(r"<(?:input|select)[^>]*>", inhoud)
    assert [veld for veld in velden if 'name="dag"' in veld and f'value="{dag}"' in veld] != []
    assert [re.findall(r'name="(\w+)"', veld) for veld in velden if "autofocus" in veld] == [[eerst]]


def test_unit_without_hours_is_planned_today(rabot):
    assert rabot.eerste_open_dag(MAANDAG) == MAANDAG


def test_agenda_of_today_leaves_the_day_of_a_new_appointment_open(als, consulent):
    nieuw = [
        f'href="/agenda/nieuw/?{dag}"' in tekst(als(consulent).get(f"/agenda/?{dag}"))
        for dag in ("", "dag=2026-11-24")
    ]
    assert nieuw == [True, True]


@pytest.mark.parametrize("aantal", [1, 3, 50])
def test_queries_do_not_grow(als, consulent, collega, elif_, rabot, aantal):
    """Sign-in, gate and read log included."""
    for nummer in range(aantal):
        persoon = WerkzoekendeFactory()
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
        begin = om(9) + timedelta(minutes=5 * nummer)
        for wie in (persoon, elif_):
            AfspraakFactory(werkzoekende=wie, werkpunt=rabot, medewerker=consulent, begin=begin).collegas.add(collega)
            TaakFactory(eigenaar=consulent, werkzoekende=wie)
    client, geteld = als(consulent), {}
    for adres in ("/agenda/", "/agenda/week/", "/taken/", f"{elif_.get_absolute_url()}taken/"):
        with CaptureQueriesContext(connection) as gedaan:
            assert client.get(adres).status_code == 200
        geteld[adres.strip("/").replace(str(elif_.uuid), "wie")] = len(gedaan)
    assert geteld == {"agenda": 15, "agenda/week": 15, "taken": 9, "werkzoekenden/wie/taken": 16}


def test_addresses_hold_no_name(afspraak, elif_):
    adressen = [
        afspraak.get_absolute_url(),
        reverse("werkpunten:afspraak-create", kwargs={"uuid": elif_.uuid}),
    ]
    assert not any("demir" in adres.lower() for adres in adressen)


@pytest.mark.parametrize(
    ("nu", "vanaf"), [((8, 0), (9, 0)), ((10, 7), (10, 15)), ((10, 15), (10, 15)), ((16, 50), None), ((18, 0), None)]
)
def test_hours_that_are_over_are_not_free(nu, vanaf):
    with time_machine.travel(om(*nu), tick=False):
        assert vrije_uren(MAANDAG, []) == ([(om(*vanaf), om(17))] if vanaf else [])
        assert vrije_uren(MAANDAG - timedelta(days=1), []) == []
