"""Two people, or one person twice, at one appointment or task."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from kern.tijd import vandaag
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory, om
from toegang.models import Medewerker
from werkpunten import afspraken
from werkpunten.models import Afspraak, Taak, Werkpunt, Werkzoekende
from werkpunten.taken import maak_taak, rond_af

SLEUTEL = "44444444-4444-4444-8444-444444444444"


def dag() -> date:
    return vandaag() + timedelta(days=3)


@pytest.fixture
def elif_(rabot: Werkpunt, consulent: Medewerker) -> Werkzoekende:
    return ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende


@pytest.fixture
def afspraak(elif_: Werkzoekende, rabot: Werkpunt, consulent: Medewerker) -> Afspraak:
    return AfspraakFactory(werkzoekende=elif_, werkpunt=rabot, medewerker=consulent, begin=om(10, over=3))


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def gezien(antwoord) -> str:
    return antwoord.content.decode().split('gezien" value="')[1].split('"')[0]


def invoer(medewerker: Medewerker, **velden) -> dict[str, object]:
    standaard = {
        "sleutel": SLEUTEL,
        "dag": f"{dag():%Y-%m-%d}",
        "van": "10:00",
        "minuten": "30",
        "medewerker": medewerker.pk,
        "onderwerp": "vacature",
        "plaats": "werkpunt",
        "werkpunt": "rabot",
        "toch": "on",
    }
    return {**standaard, **velden}


def alle():
    return Afspraak.objects.ongefilterd("test").order_by("pk")


def tegelijk(*werk):
    """The answers of these calls, each in a thread and a connection of its own."""

    def doe(een):
        try:
            return een()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(werk)) as draden:
        return [uitkomst.result() for uitkomst in [draden.submit(doe, een) for een in werk]]


@pytest.mark.django_db(transaction=True)
def test_appointment_sent_twice_at_the_same_instant_is_one_row_and_one_answer(als, consulent, elif_):
    adres, gegevens = f"{elif_.get_absolute_url()}afspraak/", invoer(consulent)
    klanten = [als(consulent) for _ in range(4)]
    antwoorden = tegelijk(*(lambda k=klant: k.post(adres, gegevens) for klant in klanten))
    assert {(a.status_code, a["Location"]) for a in antwoorden} == {(302, f"{elif_.get_absolute_url()}taken/")}
    assert alle().count() == 1


@pytest.mark.django_db(transaction=True)
def test_second_sender_of_a_key_waits_for_the_first(consulent):
    gegevens = {"eigenaar": consulent, "tegen": vandaag(), "door": consulent, "sleutel": uuid.UUID(SLEUTEL)}
    gemaakt: list[Taak] = []

    def nog_eens() -> None:
        gemaakt.append(maak_taak("Bellen", **gegevens))
        connection.close()

    with transaction.atomic():
        gemaakt.append(maak_taak("Bellen", **gegevens))
        tweede = threading.Thread(target=nog_eens)
        tweede.start()
        tweede.join(0.5)
        assert len(gemaakt) == 1
    tweede.join()
    assert (gemaakt[0], Taak.objects.ongefilterd("test").count()) == (gemaakt[1], 1)


@pytest.mark.django_db
def test_key_that_was_used_offers_to_keep_a_second_appointment(als, consulent, elif_):
    client, adres = als(consulent), f"{elif_.get_absolute_url()}afspraak/"
    client.post(adres, invoer(consulent))
    antwoord = client.post(adres, invoer(consulent, van="14:00"))
    assert antwoord.status_code == 422
    assert "Deze afspraak was al bewaard met een andere inhoud." in tekst(antwoord)
    nieuw = antwoord.content.decode().split('name="sleutel" value="')[1].split('"')[0]
    assert client.post(adres, invoer(consulent, van="14:00", sleutel=nieuw)).status_code == 302
    assert alle().count() == 2


@pytest.mark.django_db
def test_key_of_a_task_that_was_used_is_renewed_on_the_page(als, consulent, elif_):
    client, adres = als(consulent), f"{elif_.get_absolute_url()}taken/"
    gegevens = {"taak-wat": "Bellen", "taak-tegen": f"{dag()}", "taak-eigenaar": consulent.pk, "taak-sleutel": SLEUTEL}
    client.post(adres, gegevens)
    antwoord = client.post(adres, gegevens | {"taak-wat": "Mailen"}, headers={"HX-Request": "true"})
    assert (antwoord.status_code, 'hx-swap-oob="true"' in tekst(antwoord)) == (422, True)
    nieuw = antwoord.content.decode().split('name="taak-sleutel" id="id_taak-sleutel" value="')[1].split('"')[0]
    client.post(adres, gegevens | {"taak-wat": "Mailen", "taak-sleutel": nieuw})
    assert sorted(taak.wat for taak in Taak.objects.ongefilterd("test")) == ["Bellen", "Mailen"]


@pytest.mark.django_db
def test_second_saver_of_an_appointment_sees_who_changed_what_and_chooses(als, consulent, collega, afspraak):
    client, adres = als(consulent), afspraak.get_absolute_url()
    op_scherm = gezien(client.get(adres))
    eerste = invoer(consulent, toelichting="neemt attest mee", gezien=op_scherm)
    assert als(collega).post(adres, eerste).status_code == 302
    botsing = client.post(adres, invoer(consulent, toelichting="komt met tolk", gezien=op_scherm))
    inhoud = tekst(botsing)
    assert botsing.status_code == 422
    assert f"{collega.korte_naam} wijzigde dit om " in inhoud
    assert ("neemt attest mee" in inhoud, "komt met tolk</textarea>" in inhoud) == (True, True)
    assert alle().get().toelichting == "neemt attest mee"
    opnieuw = invoer(consulent, toelichting="komt met tolk", gezien=gezien(botsing))
    assert client.post(adres, opnieuw).status_code == 302
    assert alle().get().toelichting == "komt met tolk"


@pytest.mark.django_db
def test_colleague_who_was_added_meanwhile_is_not_taken_off(als, consulent, collega, afspraak):
    client, adres = als(consulent), afspraak.get_absolute_url()
    op_scherm = gezien(client.get(adres))
    als(collega).post(adres, invoer(consulent, erbij=[collega.pk], gezien=op_scherm))
    botsing = client.post(adres, invoer(consulent, meegaand="broer", gezien=op_scherm))
    assert botsing.status_code == 422
    assert f"{collega.korte_naam} wijzigde dit om " in tekst(botsing)
    assert list(alle().get().collegas.all()) == [collega]


@pytest.mark.django_db
def test_saving_what_stands_there_already_is_no_clash(als, consulent, collega, afspraak):
    client, adres = als(consulent), afspraak.get_absolute_url()
    gegevens = invoer(consulent, toelichting="neemt attest mee", gezien=gezien(client.get(adres)))
    assert [als(wie).post(adres, gegevens).status_code for wie in (collega, consulent)] == [302, 302]


@pytest.mark.django_db
def test_words_about_an_appointment_that_was_moved_meanwhile_go_to_the_new_one(als, consulent, collega, afspraak):
    client, adres = als(consulent), afspraak.get_absolute_url()
    op_scherm = gezien(client.get(adres))
    assert als(collega).post(adres, invoer(consulent, van="14:00", gezien=op_scherm)).status_code == 302
    botsing = client.post(adres, invoer(consulent, toelichting="komt met tolk", gezien=op_scherm))
    assert (botsing.status_code, "14.00 uur, 30 min" in tekst(botsing)) == (422, True)
    assert "komt met tolk</textarea>" in tekst(botsing)
    houdt = invoer(consulent, van="14:00", toelichting="komt met tolk", gezien=gezien(botsing))
    assert client.post(adres, houdt).status_code == 302
    assert [(a.status, a.toelichting) for a in alle()] == [("verzet", ""), ("gepland", "komt met tolk")]


@pytest.mark.django_db
def test_words_about_an_appointment_that_was_called_off_stay_on_screen(als, consulent, collega, afspraak):
    client, adres = als(consulent), afspraak.get_absolute_url()
    op_scherm = gezien(client.get(adres))
    afspraken.zeg_af(afspraak, door=collega)
    antwoord = client.post(adres, invoer(consulent, toelichting="komt met tolk", gezien=op_scherm))
    inhoud = tekst(antwoord)
    assert antwoord.status_code == 422
    assert f"Deze afspraak is ondertussen afgezegd ({collega.korte_naam}, " in inhoud
    assert ("komt met tolk</textarea>" in inhoud, "Ctrl+Enter" in inhoud.split("</main>")[0]) == (True, False)
    assert alle().get().toelichting == ""


@pytest.mark.django_db(transaction=True)
def test_saver_who_waited_reads_what_the_first_one_wrote(als, consulent, collega, afspraak):
    """The first one changes who has the appointment, which a lock with a join would lose."""
    client, adres = als(consulent), afspraak.get_absolute_url()
    op_scherm = gezien(client.get(adres))
    antwoorden = []

    def later() -> None:
        antwoorden.append(client.post(adres, invoer(consulent, toelichting="komt met tolk", gezien=op_scherm)))
        connection.close()

    with transaction.atomic():
        rij = afspraken.vergrendel_laatste(afspraak)
        rij.medewerker = collega
        afspraken.wijzig_afspraak(rij, door=collega, collegas=[])
        tweede = threading.Thread(target=later)
        tweede.start()
        tweede.join(0.5)
        assert antwoorden == []
    tweede.join()
    assert (antwoorden[0].status_code, "Bekijk en kies." in tekst(antwoorden[0])) == (422, True)
    assert (alle().get().medewerker, alle().get().toelichting) == (collega, "")


@pytest.mark.django_db
def test_second_saver_of_a_task_sees_who_changed_what_and_chooses(als, consulent, collega, elif_):
    taak = TaakFactory(eigenaar=consulent, werkzoekende=elif_, wat="Bellen", tegen=dag())
    client, adres = als(consulent), f"/taken/{taak.sleutel}/"
    op_scherm = gezien(client.get(adres))
    gegevens = {"taak-tegen": f"{dag()}", "taak-eigenaar": consulent.pk, "taak-sleutel": taak.sleutel}
    als(collega).post(adres, gegevens | {"taak-wat": "Mailen", "taak-gezien": op_scherm})
    botsing = client.post(adres, gegevens | {"taak-wat": "Langsgaan", "taak-gezien": op_scherm})
    inhoud = tekst(botsing)
    assert (botsing.status_code, f"{collega.korte_naam} wijzigde dit om " in inhoud) == (422, True)
    assert ("Mailen" in inhoud, 'value="Langsgaan"' in inhoud) == (True, True)
    client.post(adres, gegevens | {"taak-wat": "Langsgaan", "taak-gezien": gezien(botsing)})
    assert Taak.objects.ongefilterd("test").get().wat == "Langsgaan"


@pytest.mark.django_db
def test_words_about_a_task_that_was_done_meanwhile_stay_on_screen(als, consulent, collega, elif_):
    taak = TaakFactory(eigenaar=consulent, werkzoekende=elif_, wat="Bellen", tegen=dag())
    client, adres = als(consulent), f"/taken/{taak.sleutel}/"
    gegevens = {"taak-tegen": f"{dag()}", "taak-eigenaar": consulent.pk, "taak-sleutel": taak.sleutel}
    gegevens |= {"taak-wat": "Langsgaan", "taak-gezien": gezien(client.get(adres))}
    rond_af(taak, door=collega)
    antwoord = client.post(adres, gegevens)
    assert (antwoord.status_code, "Deze taak is al afgehandeld." in tekst(antwoord)) == (422, True)
    assert 'value="Langsgaan"' in tekst(antwoord)
