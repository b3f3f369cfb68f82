"""A task or an appointment given along with a visit: one form, one POST, one transaction, undone together."""

import uuid
from datetime import timedelta

import pghistory
import pytest

from kern.tijd import vandaag
from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, om
from tests.werkpunten.test_balie import HTMX, bezoek, contacten
from toegang.rollen import Rol
from werkpunten.models import Afspraak, Taak, Werkzoekende

MORGEN = timedelta(days=1)


def taken():
    return Taak.objects.ongefilterd("test")


def afspraken():
    return Afspraak.objects.ongefilterd("test").order_by("pk")


def taak(**extra):
    return {"taak_wat": "Bellen over de opleiding", "taak_tegen": vandaag() + MORGEN, "taak_voor": "", **extra}


def afspraak(**extra):
    return {"afspraak_dag": vandaag() + MORGEN, "afspraak_van": "10:00", "afspraak_toch": "on", **extra}


@pytest.fixture
def elif_(rabot, consulent):
    return ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende


def test_task_and_appointment_are_kept_once_with_the_visit(als, consulent, rabot, elif_):
    invoer, client = bezoek(elif_) | taak() | afspraak(afspraak_minuten="45"), als(consulent)
    for _ in range(2):
        inhoud = client.post("/balie/", invoer, headers=HTMX).content.decode()
    [mee], [plan], contact = taken(), afspraken(), contacten().last()
    assert (mee.wat, mee.tegen, mee.eigenaar) == ("Bellen over de opleiding", vandaag() + MORGEN, consulent)
    assert (mee.werkzoekende, mee.contact, mee.gemaakt_door) == (elif_, contact, consulent)
    assert (plan.begin, plan.einde, plan.medewerker) == (om(10, over=1), om(10, 45, over=1), consulent)
    assert (plan.werkzoekende, plan.werkpunt) == (elif_, rabot)
    assert (plan.plaats, plan.onderwerp.slug) == ("werkpunt", "vacature")
    assert contacten().count() == 2
    assert "al bewaard" in inhoud
    assert f"Taak meegegeven. Afspraak op {plan.wanneer}." in inhoud
    assert f"/afspraken/{plan.sleutel}/briefje.pdf" in inhoud


def test_for_a_colleague_at_another_unit_in_a_week(als, consulent, collega, ledeberg, elif_):
    consulent.aanstellingen.create(werkpunt=ledeberg, rol=Rol.CONSULENT, van="2020-01-01")
    mee = taak(taak_tegen="", taak_voor=collega.pk)
    mee |= afspraak(afspraak_met=collega.pk, afspraak_plek="bij-ledeberg", afspraak_adres="lokaal 2")
    als(consulent).post("/balie/", bezoek(elif_, plaats="rabot") | mee)
    [bel], [plan] = taken(), afspraken()
    assert (bel.eigenaar, bel.tegen) == (collega, vandaag() + timedelta(days=7))
    assert (plan.medewerker, plan.werkpunt, plan.waar) == (collega, ledeberg, "Werkpunt Ledeberg, lokaal 2")
    assert contacten().last().werkpunt.slug == "rabot"


def test_at_somebodys_home(als, consulent, rabot, elif_):
    als(consulent).post("/balie/", bezoek(elif_) | afspraak(afspraak_plek="thuis"))
    assert [(plan.plaats, plan.werkpunt) for plan in afspraken()] == [("thuis", rabot)]


def test_somebody_new_takes_them_along_and_undoing_the_visit_leaves_nothing(als, consulent):
    invoer = bezoek("nieuw", voornaam="Elif", achternaam="Demir") | taak() | afspraak()
    client = als(consulent)
    client.post("/balie/", invoer)
    assert (taken().count(), afspraken().count()) == (1, 1)
    client.post(f"/balie/{invoer['sleutel']}/ongedaan/")
    assert (taken().count(), afspraken().count(), contacten().count()) == (0, 0, 0)
    assert not Werkzoekende.objects.ongefilterd("test").exists()


def test_undo_leaves_what_somebody_did_something_with(als, consulent, elif_):
    invoer, client = bezoek(elif_) | taak() | afspraak(), als(consulent)
    client.post("/balie/", invoer)
    client.post(f"/taken/{taken().get().sleutel}/status/", {"daad": "klaar"})
    client.post(f"/afspraken/{afspraken().get().sleutel}/afzeggen/")
    client.post(f"/balie/{invoer['sleutel']}/ongedaan/")
    assert contacten().count() == 1
    assert [(rij.status, rij.contact) for rij in taken()] == [("klaar", None)]
    assert [rij.status for rij in afspraken()] == ["afgezegd"]


@pytest.mark.parametrize(
    ("mee", "melding"),
    [
        ({"taak_wat": "", "taak_tegen": "2099-01-01"}, "Schrijf wat er moet gebeuren."),
        ({"taak_wat": "x"}, "Schrijf wat er moet gebeuren."),
        ({"taak_wat": "Bellen", "taak_tegen": "31/02/2026"}, "#id_taak_tegen"),
        ({"taak_wat": "Bellen", "taak_tegen": "2099-01-01"}, "Deze datum ligt te ver in de toekomst."),
        ({"taak_wat": "Bellen", "taak_voor": "0"}, "#id_taak_voor"),
        ({"afspraak_dag": "2030-01-01"}, "Uur: Kies een uur."),
        ({"afspraak_van": "10:00"}, "Dag: Kies een dag."),
        ({"afspraak_dag": "2020-01-01", "afspraak_van": "10:00", "afspraak_toch": "on"}, "niet in het verleden."),
        ({"afspraak_dag": "2030-01-01", "afspraak_van": "10:00", "afspraak_plek": "bij-elders"}, "#id_afspraak_plek"),
    ],
    ids=["no-text", "short", "no-day", "far", "nobody", "no-hour", "no-date", "past", "no-place"],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_mistake_is_told_keeps_what_is_typed_and_saves_nothing(als, consulent, elif_, mee, melding, headers):
    antwoord = als(consulent).post("/balie/", bezoek(elif_, notitie="bewaar mij") | mee, headers=headers)
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, contacten().count(), taken().count(), afspraken().count()) == (422, 1, 0, 0)
    assert melding in inhoud
    if not headers:
        assert "bewaar mij" in inhoud
        assert "data-mee open" in inhoud
        getypt = [mee[veld] for veld in ("taak_wat", "taak_tegen", "afspraak_dag", "afspraak_van") if mee.get(veld)]
        assert [waarde for waarde in getypt if f'value="{waarde}"' not in inhoud] == []


def test_an_anonymous_visitor_takes_nothing_along(als, consulent):
    for mee in (taak(), afspraak()):
        antwoord = als(consulent).post("/balie/", bezoek("anoniem") | mee)
        assert antwoord.status_code == 422
        assert "geef je mee aan iemand met een naam" in antwoord.content.decode()
    assert (contacten().count(), taken().count(), afspraken().count()) == (0, 0, 0)


def test_an_attempt_can_leave_a_task(als, consulent, elif_):
    als(consulent).post("/balie/", bezoek(elif_, soort="poging", onderwerpen=[]) | taak())
    assert taken().get().contact.soort == "poging"


def test_hours_that_meet_another_appointment_are_told_first(als, consulent, rabot, elif_):
    AfspraakFactory(medewerker=consulent, werkpunt=rabot)
    invoer, client = bezoek(elif_) | afspraak(afspraak_toch=""), als(consulent)
    antwoord = client.post("/balie/", invoer, headers=HTMX)
    assert (antwoord.status_code, contacten().count()) == (422, 1)
    assert f"{consulent.korte_naam} heeft dan al een afspraak (10.00–10.30 uur)." in antwoord.content.decode()
    assert 'name="afspraak_toch"' in antwoord.content.decode()
    assert client.post("/balie/", invoer | {"afspraak_toch": "on"}, headers=HTMX).status_code == 200
    assert (contacten().count(), afspraken().count()) == (2, 2)
    assert client.post("/balie/", invoer, headers=HTMX).status_code == 200  # sent again: it does not meet itself


def test_a_colleague_who_cannot_open_the_file_is_refused(als, consulent, vreemde, ledeberg, elif_):
    consulent.aanstellingen.create(werkpunt=ledeberg, rol=Rol.CONSULENT, van="2020-01-01")
    invoer = bezoek(elif_, plaats="rabot") | taak(taak_voor=vreemde.pk)
    inhoud = als(consulent).post("/balie/", invoer).content.decode()
    assert "#id_taak_voor" in inhoud
    assert "kan dit dossier niet openen" in inhoud
    assert contacten().count() == 1


def test_another_task_or_appointment_for_a_visit_that_was_kept_is_refused(als, consulent, elif_):
    invoer, client = bezoek(elif_) | taak() | afspraak(), als(consulent)
    client.post("/balie/", invoer)
    for anders in ({"taak_wat": "Iets anders"}, {"afspraak_van": "11:00"}):
        antwoord = client.post("/balie/", invoer | anders)
        assert antwoord.status_code == 422
        assert "al bewaard met een andere inhoud" in antwoord.content.decode()
    assert (taken().count(), afspraken().count()) == (1, 1)


@pytest.mark.parametrize("wie", ["zelf", "collega"])
def test_what_a_colleague_changed_meanwhile_stays_when_the_visit_is_undone(als, consulent, collega, elif_, wie):
    client = als(consulent)
    client.post("/balie/", bezoek(elif_) | taak() | afspraak())
    contact, ander = contacten().latest("pk"), als(collega if wie == "collega" else consulent)
    adres = f"/taken/{taken().get().sleutel}/"
    gezien = ander.get(adres).content.decode().split('name="taak-gezien" value="')[1].split('"')[0]
    invoer = {"wat": "Bel de opleiding terug", "tegen": vandaag() + MORGEN, "eigenaar": consulent.pk, "gezien": gezien}
    invoer["sleutel"] = taken().get().sleutel
    assert ander.post(adres, {f"taak-{veld}": waarde for veld, waarde in invoer.items()}).status_code == 302
    inhoud = client.post(f"/balie/{contact.sleutel}/ongedaan/", follow=True).content.decode()
    assert not contacten().filter(pk=contact.pk).exists()
    assert [rij.wat for rij in taken()] == (["Bel de opleiding terug"] if wie == "collega" else [])
    assert ("die blijft staan" in inhoud) == (wie == "collega")
    assert afspraken().count() == 0


def test_an_appointment_a_colleague_joins_meanwhile_stays_too(als, consulent, collega, elif_):
    client = als(consulent)
    client.post("/balie/", bezoek(elif_) | afspraak())
    with pghistory.context(medewerker=collega.pk):
        afspraken().get().collegas.add(collega)
    contact = contacten().latest("pk")
    assert "die blijft staan" in client.post(f"/balie/{contact.sleutel}/ongedaan/", follow=True).content.decode()
    assert (afspraken().count(), contacten().filter(pk=contact.pk).exists()) == (1, False)


@pytest.mark.parametrize("dag", ["9999-12-31", "0001-01-01"])
def test_a_day_that_no_calendar_counts_from_is_refused_in_words(als, consulent, elif_, dag):
    client = als(consulent)
    antwoord = client.post("/balie/", bezoek(elif_) | afspraak(afspraak_dag=dag, afspraak_van="23:59"))
    assert (antwoord.status_code, contacten().count()) == (422, 1)
    assert "Deze datum kan niet kloppen." in antwoord.content.decode()
    velden = {"dag": dag, "van": "00:00", "minuten": 60, "medewerker": consulent.pk, "onderwerp": "vacature"}
    velden |= {"werkpunt": "rabot", "plaats": "werkpunt", "sleutel": uuid.uuid4()}
    antwoord = client.post(f"{elif_.get_absolute_url()}afspraak/", velden)
    assert "Deze datum kan niet kloppen." in antwoord.content.decode()
    for adres in ("/agenda/", "/agenda/week/", "/agenda/vrij/"):
        assert client.get(adres, {"dag": dag}).status_code == 200


def test_free_hours_of_the_colleague_are_shown(als, consulent, collega):
    adres = f"/agenda/vrij/?afspraak_dag={vandaag() + MORGEN}&afspraak_met={collega.pk}"
    assert f"{collega.korte_naam} op" in als(consulent).get(adres).content.decode()


@pytest.mark.parametrize("aantal", [1, 3])
def test_giving_along_costs_the_same_queries_however_many_colleagues(
    als, consulent, rabot, stad, elif_, aantal, django_assert_num_queries
):
    for _ in range(aantal):
        MedewerkerFactory(organisatie=stad, rol=Rol.CONSULENT, rol__werkpunt=rabot)
    client = als(consulent)
    with django_assert_num_queries(59):
        client.post("/balie/", bezoek(elif_) | taak() | afspraak(), headers=HTMX)
