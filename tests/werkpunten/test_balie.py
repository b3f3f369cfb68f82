"""The desk: log a visit once, whatever happens on the way."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.vastgehouden import VERSTUURD, Vastgehouden
from werkpunten.models import Contactmoment, Werkzoekende

HTMX = {"HX-Request": "true"}


def bezoek(wie, **extra):
    basis = {"sleutel": uuid.uuid4(), "wie": getattr(wie, "uuid", wie), "onderwerpen": ["vacature"], "minuten": "15"}
    return {**basis, "soort": "bezoek", "niveau": "gedeeld", **extra}


def contacten():
    return Contactmoment.objects.ongefilterd("test").order_by("pk")


def test_visit_is_logged_and_shown_in_todays_list(als, consulent, rabot):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    invoer = bezoek(persoon, onderwerpen=["vacature", "nederlands"], andere=["welzijn"], notitie="vraagt uurrooster")
    antwoord = als(consulent).post("/balie/", invoer, follow=True)
    contact = contacten().get()
    assert antwoord.redirect_chain == [("/balie/", 302)]
    assert (contact.werkzoekende, contact.werkpunt, contact.medewerker) == (persoon, rabot, consulent)
    assert (contact.soort, contact.minuten, contact.notitie) == ("bezoek", 15, "vraagt uurrooster")
    assert {thema.slug for thema in contact.onderwerpen.all()} == {"vacature", "nederlands", "welzijn"}
    inhoud = antwoord.content.decode()
    assert "Bezoek bewaard om" in inhoud
    assert "Demir, Elif" in inhoud
    assert "vandaag 1 contact<" in inhoud


def test_htmx_gets_the_list_the_green_line_and_an_undo(als, consulent):
    invoer = bezoek(WerkzoekendeFactory(voornaam="Elif", achternaam="Demir"))
    inhoud = als(consulent).post("/balie/", invoer, headers=HTMX).content.decode()
    assert "<html" not in inhoud
    assert inhoud.count('id="vandaag"') == 1
    assert "Bezoek bewaard om" in inhoud
    assert f"/balie/{invoer['sleutel']}/ongedaan/" in inhoud


def test_sending_again_makes_one_row_and_says_so(als, consulent):
    invoer, client = bezoek(WerkzoekendeFactory(), notitie="twee\r\nregels"), als(consulent)
    eerste = client.post("/balie/", invoer, headers=HTMX)
    tweede = client.post("/balie/", invoer, headers=HTMX)
    assert (eerste.status_code, tweede.status_code, contacten().count()) == (200, 200, 1)
    uur = timezone.localtime(contacten().get().aangemaakt).strftime("%H:%M")
    assert f"Dit bezoek is al bewaard om {uur}." in tweede.content.decode()


def test_the_same_key_with_other_content_is_refused(als, consulent):
    invoer, client = bezoek(WerkzoekendeFactory()), als(consulent)
    client.post("/balie/", invoer)
    antwoord = client.post("/balie/", invoer | {"notitie": "iets anders"})
    assert antwoord.status_code == 422
    assert "al bewaard met een andere inhoud" in antwoord.content.decode()


def test_new_person_is_made_once(als, consulent):
    invoer = bezoek("nieuw", voornaam="Elif", achternaam="Demir", geboren="03/1991", woonwijk="ledeberg", geslacht="v")
    invoer |= {"telefoon": "0470 12 34 56", "contacttaal": "tr"}
    client = als(consulent)
    for _ in range(2):
        assert client.post("/balie/", invoer, headers=HTMX).status_code == 200
    persoon = Werkzoekende.objects.ongefilterd("test").get()
    assert (persoon.naam, persoon.geboren, persoon.geslacht) == ("Demir, Elif", "03/1991", "v")
    assert (persoon.telefoon, persoon.contacttaal) == ("0470 12 34 56", "tr")
    assert persoon.adressen.ongefilterd("test").get().wijk.slug == "ledeberg"
    assert contacten().get().werkzoekende == persoon


def test_anonymous_visit_keeps_age_and_wijk_and_no_person(als, consulent):
    als(consulent).post("/balie/", bezoek("anoniem", leeftijdsgroep="-25", wijk="dampoort", voornaam="Elif"))
    contact = contacten().get()
    assert (contact.werkzoekende, contact.leeftijdsgroep, contact.wijk.slug) == (None, "-25", "dampoort")
    assert not Werkzoekende.objects.ongefilterd("test").exists()


@pytest.mark.parametrize(
    ("fout", "melding"),
    [
        ({"wie": ""}, "Kies een persoon of kies Anoniem."),
        ({"wie": str(uuid.UUID(int=1))}, "Kies een persoon of kies Anoniem."),
        ({"onderwerpen": []}, "Kies minstens één thema."),
        ({"wie": "nieuw"}, "Vul een voornaam of een naam in."),
        ({"wie": "nieuw", "voornaam": "Elif", "geboren": "31/02/1991"}, "Schrijf 04/03/1991, 03/1991"),
        ({"wie": "nieuw", "voornaam": "Elif", "telefoon": "nul"}, "Gebruik enkel cijfers, bv. 0470 12 34 56."),
        ({"notitie": "x" * 10_000_000}, "De notitie is te lang: hoogstens 20.000 tekens."),
        ({"notitie": "nul\0teken"}, "Null"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_mistake_is_told_and_nothing_typed_is_lost(als, consulent, fout, melding, headers):
    invoer = bezoek("anoniem", notitie="bewaar mij", voornaam="") | fout
    antwoord = als(consulent).post("/balie/", invoer, headers=headers)
    inhoud = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert melding in inhoud
    assert contacten().count() == 0
    if not headers:
        assert invoer["notitie"][:10_000_000] in inhoud
        assert str(invoer["sleutel"]) in inhoud


VELDEN = [
    "sleutel", "wie", "onderwerpen", "andere", "minuten", "soort", "notitie", "niveau", "voornaam", "achternaam",
    "geboren", "telefoon", "woonwijk", "wijk", "leeftijdsgroep", "contacttaal", "zoek",
]  # fmt: skip
LASTIG = st.text(max_size=60) | st.sampled_from(["نور حداد", "😀", "\u202eabc", "nieuw", "anoniem", "\0"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(VELDEN, LASTIG)))
def test_whatever_is_sent_is_saved_or_told(als, consulent, invoer):
    antwoord = als(consulent).post("/balie/", bezoek("anoniem") | invoer)
    assert antwoord.status_code in {302, 422}


def test_attempt_needs_no_topic(als, consulent, rabot):
    persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    als(consulent).post("/balie/", bezoek(persoon, soort="poging", onderwerpen=[]))
    assert [contact.soort for contact in contacten().order_by("pk")] == ["bezoek", "poging"]


def test_logging_a_stranger_gives_sight_and_undoing_ends_it(als, vreemde, consulent, rabot):
    persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    client, dossier = als(vreemde), persoon.get_absolute_url()
    assert client.get(dossier).status_code == 404
    invoer = bezoek(persoon)
    client.post("/balie/", invoer)
    assert client.get(dossier).status_code == 200
    client.post(f"/balie/{invoer['sleutel']}/ongedaan/")
    assert client.get(dossier).status_code == 404


def test_undo_is_told_in_words_to_others_and_after_ten_minutes(als, consulent, collega, rabot):
    contact = ContactmomentFactory(werkpunt=rabot, door=consulent)
    adres = f"/balie/{contact.sleutel}/ongedaan/"
    van_ander = als(collega).post(adres, follow=True).content.decode()
    assert "Enkel wie het bezoek bewaarde, kan het ongedaan maken." in van_ander
    client = als(consulent)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        te_laat = client.post(adres, headers=HTMX).content.decode()
    assert "langer dan tien minuten" in te_laat
    assert contacten().count() == 1
    assert "ongedaan gemaakt" in client.post(adres, headers=HTMX).content.decode()
    assert contacten().count() == 0


def test_search_answers_options_and_logs_who_was_shown(als, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    antwoord = als(consulent).post("/balie/zoek/", {"zoek": "dem"})
    inhoud = antwoord.content.decode()
    assert inhoud.count("<li") == 1
    assert f'data-waarde="{persoon.uuid}" data-tekst="Demir, Elif"' in inhoud
    assert "°04/03/1991" in inhoud


def test_without_script_hits_come_as_choices_and_nothing_typed_is_lost(als, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    invoer = bezoek("", zoek="dem", notitie="bewaar mij") | {"zoeken": "1"}
    inhoud = als(consulent).post("/balie/", invoer).content.decode()
    assert f'type="radio" name="wie" value="{persoon.uuid}"' in inhoud
    assert "bewaar mij" in inhoud
    assert "Nog niet bewaard" not in inhoud
    assert contacten().count() == 0


def test_protected_stranger_cannot_be_logged_or_shown(als, vreemde, consulent, rabot):
    persoon = WerkzoekendeFactory(achternaam="Geheim", beschermd=True)
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    client = als(vreemde)
    assert client.post("/balie/", bezoek(persoon)).status_code == 422
    assert client.post("/balie/persoon/", {"wie": persoon.uuid}).status_code == 404
    assert "Geheim" not in client.get(f"/balie/?wie={persoon.uuid}").content.decode()
    assert (
        "Geheim" not in client.post("/balie/lijkt-op/", {"voornaam": "Elif", "achternaam": "Geheim"}).content.decode()
    )


def test_who_works_in_no_unit_is_told_and_gets_no_form(als, wijkwerkconsulent, consulent, rabot):
    persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    client = als(wijkwerkconsulent)
    inhoud = client.get(f"/balie/?wie={persoon.uuid}").content.decode()
    assert "Je werkt vandaag niet in een werkpunt" in inhoud
    assert "data-balie" not in inhoud
    assert persoon.naam not in inhoud
    assert client.post("/balie/", bezoek("anoniem")).status_code == 422
    assert "<li" not in client.post("/balie/zoek/", {"zoek": persoon.achternaam}).content.decode()
    reden = {"reden": "Wil dit dossier graag inkijken"}
    assert client.post(f"/werkzoekenden/{persoon.uuid}/openen/", reden).status_code == 404
    assert contacten().count() == 1


def test_reason_that_is_too_short_says_what_was_not_done(als, vreemde, consulent, rabot):
    persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    inhoud = als(vreemde).post(f"/werkzoekenden/{persoon.uuid}/openen/", {"reden": "kort"}).content.decode()
    assert "Nog niet geopend." in inhoud
    assert "Nog niet bewaard" not in inhoud
    assert "Waarom heb je dit dossier nodig? Schrijf in enkele woorden" in inhoud


def test_sending_again_after_midnight_is_still_the_same_visit(als, consulent):
    client, invoer = als(consulent), bezoek("anoniem")
    with time_machine.travel(datetime(2026, 11, 20, 22, 59, tzinfo=UTC), tick=False) as klok:
        client.post("/balie/", invoer)
        klok.shift(timedelta(minutes=5))
        opnieuw = client.post("/balie/", invoer, headers=HTMX)
    assert "Dit bezoek is al bewaard" in opnieuw.content.decode()
    assert [contact.dag for contact in contacten()] == [date(2026, 11, 20)]


def test_form_that_was_held_keeps_the_day_and_the_hour_it_was_sent(als, consulent):
    with time_machine.travel(datetime(2026, 11, 20, 22, 58, 30, tzinfo=UTC), tick=False) as klok:
        wacht = Vastgehouden("/balie/", consulent.pk, [], [], timezone.now().timestamp())
        klok.shift(timedelta(minutes=10))
        antwoord = als(consulent).post("/balie/", bezoek("anoniem") | {VERSTUURD: wacht.verstuurd})
    contact = contacten().get()
    assert (antwoord.status_code, contact.dag, contact.tijdstip) == (302, date(2026, 11, 20), time(23, 58))


def test_day_of_a_held_form_cannot_be_made_up(als, consulent):
    als(consulent).post("/balie/", bezoek("anoniem") | {VERSTUURD: "1700000000"})
    assert contacten().get().dag == timezone.localdate()


def test_contact_later_today_is_refused(consulent, rabot):
    with (
        time_machine.travel(datetime(2026, 11, 20, 9, tzinfo=UTC), tick=False),
        pytest.raises(ValidationError, match="niet in de toekomst"),
    ):
        ContactmomentFactory(werkpunt=rabot, door=consulent, dag=date(2026, 11, 20), tijdstip=time(10, 1))


@pytest.mark.parametrize("aantal", [1, 3])
def test_a_visit_costs_the_same_queries_however_busy_the_day(als, consulent, rabot, aantal, django_assert_num_queries):
    personen = [ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende for _ in range(aantal)]
    client = als(consulent)
    with django_assert_num_queries(29):
        client.post("/balie/", bezoek(personen[0]), headers=HTMX)
    # opened lately; colleagues; who works here; three: the queue; what waits of the street; the rest as every page
    with django_assert_num_queries(20):
        client.get("/balie/")
    with django_assert_num_queries(9):  # one of them counts the look-ups
        client.post("/balie/zoek/", {"zoek": "dem"})
