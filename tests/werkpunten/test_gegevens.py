"""The data tab: one row at a time, two people at once, and what is kept of it."""

import datetime
from urllib.parse import urlsplit

import pytest

from kern.tijd import vandaag
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Raadpleging
from werkpunten import services
from werkpunten.models import Adres, Band, Drempel, Drempelsoort, Statuut, Taalniveau, Verblijf, Werkzoekende, Wijk

DAG = datetime.date(2026, 1, 5)


@pytest.fixture
def persoon(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir", telefoon="0400 11 22 33")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


@pytest.fixture
def adres(persoon):
    return lambda deel="": f"{persoon.get_absolute_url()}gegevens/{deel}"


def vers(persoon) -> Werkzoekende:
    return Werkzoekende.objects.ongefilterd("test").get(pk=persoon.pk)


def gezien(antwoord) -> str:
    """The print in the form of a page."""
    return antwoord.content.decode().split('name="gezien" value="')[1].split('"')[0]


RIJEN = {
    "naam": ({"voornaam": "Елиф", "achternaam": ""}, {"voornaam": "Елиф", "sorteernaam": "elif"}),
    "geboren": ({"geboren": "03/1991"}, {"geboortedatum": datetime.date(1991, 3, 1), "geboorte_precisie": "maand"}),
    "geslacht": ({"geslacht": "x"}, {"geslacht": "x"}),
    "nationaliteit": ({"nationaliteit": "TR"}, {"nationaliteit": "TR"}),
    "opleiding": ({"opleiding": "laag"}, {"opleiding": "laag"}),
    "taal": (
        {"contacttaal": "tr", "moedertaal": "ku", "tolk": "telefoon"},
        {"contacttaal": "tr", "moedertaal": "ku", "tolk": "telefoon"},
    ),
    "telefoon": ({"telefoon": "0470 12 34 56", "bel_mag": "on"}, {"telefoon": "0470 12 34 56", "bel_mag": True}),
    "email": ({"email": "elif@voorbeeld.test", "mail_mag": "on"}, {"email": "elif@voorbeeld.test", "mail_mag": True}),
    "voorkeur": (
        {"voorkeur_kanaal": "sms", "voorkeur_plaats": "De Krook"},
        {"voorkeur_kanaal": "sms", "voorkeur_plaats": "De Krook"},
    ),
    "drempel": ({"drempel_regulier": "Durft niet alleen"}, {"drempel_regulier": "Durft niet alleen"}),
    "vdab": ({"vdab_nummer": "1234567", "vdab_traject": "ja"}, {"vdab_nummer": "1234567", "vdab_traject": "ja"}),
    "contact": (
        {"contactstatus": "overleden", "contactstatus_sinds": "2026-01-05"},
        {"contactstatus": "overleden", "contactstatus_sinds": DAG},
    ),
}


@pytest.mark.parametrize("rij", RIJEN)
def test_every_row_is_changed_without_script(als, consulent, persoon, adres, rij):
    velden, verwacht = RIJEN[rij]
    client = als(consulent)
    form = client.get(adres(f"{rij}/"))
    antwoord = client.post(adres(f"{rij}/"), {**velden, "gezien": gezien(form)})
    assert (antwoord.status_code, antwoord["Location"]) == (302, f"{adres()}?rij={rij}#rij-{rij}")
    bewaard = vers(persoon)
    assert {veld: getattr(bewaard, veld) for veld in verwacht} == verwacht
    assert bewaard.versie == 2
    assert "bewaard." in client.get(antwoord["Location"]).content.decode()


FOUTEN = {
    "naam": ({"voornaam": "", "achternaam": ""}, "Vul een voornaam of een naam in."),
    "geboren": ({"geboren": "31/02/1991"}, "Schrijf 04/03/1991, 03/1991 of enkel het jaar 1991"),
    "telefoon": ({"telefoon": "bel mama"}, "Gebruik enkel cijfers, bv. 0470 12 34 56."),
    "email": ({"email": "", "mail_mag": "on"}, "Zonder e-mailadres kunnen we geen herinneringen sturen."),
    "vdab": ({"vdab_nummer": "twaalf"}, "Een VDAB-nummer bestaat uit 4 tot 12 cijfers."),
    "contact": (
        {"contactstatus": "verhuisd", "contactstatus_sinds": "2199-01-01"},
        "Deze dag ligt in de toekomst.",
    ),
    "nationaliteit": ({"nationaliteit": "Turks"}, "Selecteer een geldige keuze"),
}


@pytest.mark.parametrize("rij", FOUTEN)
def test_wrong_input_is_refused_in_words_and_stays_on_screen(als, consulent, persoon, adres, rij):
    velden, melding = FOUTEN[rij]
    client = als(consulent)
    antwoord = client.post(adres(f"{rij}/"), {**velden, "gezien": gezien(client.get(adres(f"{rij}/")))})
    inhoud = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert melding in inhoud
    assert all(waarde in inhoud for waarde in velden.values())
    assert vers(persoon).versie == 1


def test_a_call_asks_for_a_number(als, consulent, adres):
    client = als(consulent)
    antwoord = client.post(adres("telefoon/"), {"bel_mag": "on", "gezien": gezien(client.get(adres("telefoon/")))})
    assert "Zonder telefoonnummer kunnen we niet bellen." in antwoord.content.decode()


def test_second_of_two_people_sees_who_was_first_and_chooses(als, consulent, collega, persoon, adres):
    eerste, tweede = als(collega), als(consulent)
    op_scherm = gezien(tweede.get(adres("telefoon/")))
    eerste.post(adres("telefoon/"), {"telefoon": "0400 99 99 99", "gezien": gezien(eerste.get(adres("telefoon/")))})
    botsing = tweede.post(adres("telefoon/"), {"telefoon": "0470 12 34 56", "gezien": op_scherm})
    inhoud = botsing.content.decode()
    assert botsing.status_code == 422
    assert f"{collega.korte_naam} wijzigde dit om " in inhoud
    assert "Bekijk en kies." in inhoud
    assert ("0400 99 99 99" in inhoud, "0470 12 34 56" in inhoud) == (True, True)
    assert vers(persoon).telefoon == "0400 99 99 99"
    opnieuw = tweede.post(adres("telefoon/"), {"telefoon": "0470 12 34 56", "gezien": gezien(botsing)})
    assert opnieuw.status_code == 302
    assert vers(persoon).telefoon == "0470 12 34 56"


def test_another_row_or_the_same_words_are_no_clash(als, consulent, collega, persoon, adres):
    client = als(consulent)
    op_scherm = gezien(client.get(adres("telefoon/")))
    Werkzoekende.objects.ongefilterd("test").update(email="elif@voorbeeld.test")
    Werkzoekende.objects.ongefilterd("test").update(telefoon="0470 12 34 56")
    antwoord = client.post(adres("telefoon/"), {"telefoon": "0470 12 34 56", "gezien": op_scherm})
    assert antwoord.status_code == 302


def test_every_change_shows_with_who_and_when(als, consulent, collega, persoon, adres):
    client = als(collega)
    form = {"contacttaal": "tr", "moedertaal": "", "tolk": "", "gezien": gezien(client.get(adres("taal/")))}
    client.post(adres("taal/"), form)
    client.post(adres("statuut/nieuw/"), {"soort": "leefloon", "van": "2026-01-05"})
    inhoud = als(consulent).get(adres("wijzigingen/")).content.decode()
    assert "was “nl”, nu “tr”" in inhoud
    assert "Statuut toegevoegd" in inhoud
    assert "nu “05/01/2026 · leefloon”" in inhoud
    assert inhoud.count(f" · {collega.korte_naam}") == 2
    assert "Dossier gemaakt" in inhoud


def test_who_may_only_read_sees_no_form(als, consulent, persoon, adres, rabot, ledeberg):
    begeleiding = services.start_begeleiding(persoon, begeleider=consulent, werkpunt=rabot, door=consulent)
    services.beeindig_begeleiding(begeleiding, reden="ander werk", door=consulent)
    consulent.aanstellingen.update(werkpunt=ledeberg)
    client = als(consulent)
    assert "Wijzig<" not in client.get(adres()).content.decode()
    assert client.get(adres("telefoon/")).status_code == 404
    assert client.post(adres("telefoon/"), {"telefoon": "1"}).status_code == 404
    assert client.get(adres("adres/nieuw/")).status_code == 404


def test_only_a_coordinator_protects(als, consulent, coordinator, persoon, adres):
    assert als(consulent).get(adres("beschermd/")).status_code == 404
    client = als(coordinator)
    client.post(adres("beschermd/"), {"beschermd": "on", "gezien": gezien(client.get(adres("beschermd/")))})
    assert vers(persoon).beschermd is True


def test_no_contact_takes_the_button_away_and_is_said_at_the_desk(als, consulent, persoon):
    Werkzoekende.objects.ongefilterd("test").update(contactstatus="niet_contacteren", contactstatus_sinds=DAG)
    client = als(consulent)
    dossier = client.get(persoon.get_absolute_url()).content.decode()
    assert "Niet contacteren sinds 05/01/2026" in dossier
    assert "Contact registreren <kbd>" not in dossier
    balie = client.post("/balie/persoon/", {"wie": persoon.uuid}).content.decode()
    assert "Niet contacteren sinds 05/01/2026" in balie


def test_a_new_row_ends_the_one_that_held(als, consulent, persoon, adres):
    oud = Statuut.objects.create(werkzoekende=persoon, soort="wzua", van=DAG)
    antwoord = als(consulent).post(adres("statuut/nieuw/"), {"soort": "leefloon", "van": "2026-03-01"})
    nieuw = Statuut.objects.ongefilterd("test").get(tot=None)
    assert (antwoord.status_code, antwoord["Location"]) == (
        302,
        f"{adres()}?rij=statuut-{nieuw.pk}#rij-statuut-{nieuw.pk}",
    )
    oud.refresh_from_db(from_queryset=Statuut.objects.ongefilterd("test"))
    assert (oud.tot, nieuw.soort) == (datetime.date(2026, 2, 28), "leefloon")


def test_a_row_in_between_the_future_and_another_person_are_refused(als, consulent, persoon, adres):
    Statuut.objects.create(werkzoekende=persoon, soort="wzua", van=DAG)
    vreemd = Statuut.objects.create(werkzoekende=WerkzoekendeFactory(), soort="wzua", van=DAG)
    client = als(consulent)
    midden = client.post(adres("statuut/nieuw/"), {"soort": "leefloon", "van": "2026-01-05"})
    morgen = (vandaag() + datetime.timedelta(days=1)).isoformat()
    later = client.post(adres("statuut/nieuw/"), {"soort": "leefloon", "van": morgen})
    assert (midden.status_code, later.status_code) == (422, 422)
    assert "Er is al een statuut in (een deel van) deze periode." in midden.content.decode()
    assert "Deze dag ligt in de toekomst." in later.content.decode()
    assert client.get(adres(f"statuut/{vreemd.pk}/")).status_code == 404
    assert client.get(adres("onbekend/nieuw/")).status_code == 404
    assert Statuut.objects.ongefilterd("test").count() == 2


def test_correct_end_and_remove_an_address(als, consulent, persoon, adres):
    wijk = Wijk.objects.get(slug="ledeberg")
    rij = Adres.objects.create(werkzoekende=persoon, wijk=wijk, van=DAG)
    client, waar = als(consulent), adres(f"adres/{rij.pk}/")
    velden = {"straat": "Proefweg", "huisnummer": "1", "postcode": "9050", "wijk": wijk.pk, "van": "2026-01-05"}
    client.post(waar, {**velden, "tot": "2026-02-01", "gezien": gezien(client.get(waar))})
    inhoud = client.get(adres()).content.decode()
    assert "05/01/2026 – 01/02/2026" in inhoud
    assert "Proefweg 1, 9050 Ledeberg" in inhoud
    client.post(waar, {"verwijder": "1"})
    assert not Adres.objects.ongefilterd("test").exists()
    inhoud = client.get(adres("wijzigingen/")).content.decode()
    assert "Adres verwijderd" in inhoud
    assert "was “05/01/2026 · 01/02/2026 · Ledeberg · Proefweg · 1 · 9050”</p>" in inhoud


def test_solving_a_barrier_keeps_the_day(als, consulent, persoon, adres):
    soort = Drempelsoort.objects.get(slug="kinderopvang")
    client = als(consulent)
    client.post(adres("drempel/nieuw/"), {"soort": soort.pk, "toestand": "open", "van": "2026-01-05"})
    dubbel = client.post(adres("drempel/nieuw/"), {"soort": soort.pk, "toestand": "open", "van": "2026-01-06"})
    assert "Deze drempel staat al open." in dubbel.content.decode()
    rij = Drempel.objects.ongefilterd("test").get()
    waar = adres(f"drempel/{rij.pk}/")
    velden = {"soort": soort.pk, "toestand": "opgelost", "van": "2026-01-05", "gezien": gezien(client.get(waar))}
    client.post(waar, velden)
    rij.refresh_from_db(from_queryset=Drempel.objects.ongefilterd("test"))
    assert (rij.toestand, rij.tot) == ("opgelost", vandaag())


def test_dutch_is_measured_again_and_the_earlier_measurement_stays(als, consulent, collega, persoon, adres):
    Taalniveau.objects.create(werkzoekende=persoon, op=DAG, door=collega, spreken="A1", taal_bron="inschatting")
    client = als(consulent)
    leeg = client.post(adres("nederlands/nieuw/"), {"op": "2026-06-01", "taal_bron": "test"})
    later = client.post(adres("nederlands/nieuw/"), {"op": "2199-01-01", "spreken": "A2"})
    assert (leeg.status_code, later.status_code) == (422, 422)
    assert "Vul minstens één niveau in." in leeg.content.decode()
    assert "Deze dag ligt in de toekomst." in later.content.decode()
    meting = {"op": "2026-06-01", "luisteren": "B1", "spreken": "A2", "schrift": "latijns", "taal_bron": "attest"}
    assert client.post(adres("nederlands/nieuw/"), meting).status_code == 302
    nieuwste = Taalniveau.objects.ongefilterd("test").filter(werkzoekende=persoon).first()
    assert (nieuwste.op, nieuwste.door, nieuwste.luisteren) == (datetime.date(2026, 6, 1), consulent, "B1")
    inhoud = client.get(adres()).content.decode()
    nieuw, oud = inhoud.index("gemeten op 01/06/2026"), inhoud.index("gemeten op 05/01/2026")
    assert nieuw < oud
    assert "luisteren B1 · spreken A2 · leest en schrijft ons schrift · attest NT2" in inhoud
    assert "spreken A1 · eigen inschatting" in inhoud


def test_right_to_work_is_said_with_the_right_to_stay(als, consulent, persoon, adres):
    Verblijf.objects.create(werkzoekende=persoon, soort="verzoeker", van=DAG, aangevraagd_op=DAG)
    inhoud = als(consulent).get(adres()).content.decode()
    assert "Mag werken sinds 05/05/2026." in inhoud
    assert "beslist." in inhoud


def test_links_show_both_ways_and_hide_who_is_out_of_reach(als, consulent, vreemde, persoon, adres, ledeberg, rabot):
    kind = WerkzoekendeFactory(voornaam="Deniz", achternaam="Demir")
    ContactmomentFactory(werkzoekende=kind, werkpunt=rabot, door=consulent)
    verweg = WerkzoekendeFactory(voornaam="Verre", achternaam="Verwant", beschermd=True)
    ContactmomentFactory(werkzoekende=verweg, werkpunt=ledeberg, door=vreemde)
    client = als(consulent)
    antwoord = client.post(adres("band/"), {"wie": kind.uuid, "wat": "kind"})
    assert (antwoord.status_code, urlsplit(antwoord["Location"]).fragment) == (302, "banden")
    Band.objects.create(werkzoekende=verweg, ander=persoon, soort="partner")
    vanaf = Raadpleging.objects.order_by("-pk").first().pk
    hier = client.get(adres()).content.decode()
    assert '<th scope="row">Kind</th>' in hier
    assert "Demir, Deniz" in hier
    assert "iemand buiten je bereik" in hier
    assert "Verwant" not in hier
    assert verweg.pk not in {pk for rij in Raadpleging.objects.filter(pk__gt=vanaf) for pk in rij.personen}
    assert '<th scope="row">Ouder</th>' in client.get(f"{kind.get_absolute_url()}gegevens/").content.decode()
    assert client.post(adres("band/"), {"wie": verweg.uuid, "wat": "partner"}).status_code == 422
    zonder = client.post(adres("band/"), {"zoek": "deniz", "zoeken": "1"}).content.decode()
    assert f'value="{kind.uuid}"' in zonder


def test_a_link_is_taken_away_from_both_files(als, consulent, vreemde, persoon, adres):
    ander = WerkzoekendeFactory()
    band = Band.objects.create(werkzoekende=persoon, ander=ander, soort="partner")
    niet_van_hier = Band.objects.create(werkzoekende=ander, ander=WerkzoekendeFactory(), soort="partner")
    client = als(consulent)
    assert client.post(adres(f"band/{niet_van_hier.pk}/weg/")).status_code == 404
    assert client.post(adres(f"band/{band.pk}/weg/")).status_code == 302
    assert [b.pk for b in Band.objects.ongefilterd("test")] == [niet_van_hier.pk]
