"""Employers, visits, leads and vacancies: on screen, in files, and what the database refuses."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kern.tijd import vandaag
from partners.forms.werkgevers import WerkgeverForm
from partners.models import Bedrijfsbezoek, Lead, Taaleis, Toestand, Vacature, Werkgever
from partners.models.werkgevers import kbo_nummer
from partners.services import werkgevers
from tests.factories.werkgevers import VacatureFactory, WerkgeverFactory
from werkpunten.models import Taak, Wijk

pytestmark = pytest.mark.django_db

GEEN_TALEN = {"talen-TOTAL_FORMS": "3", "talen-INITIAL_FORMS": "0"}
GEEN_CONTACT = {"contacten-TOTAL_FORMS": "0", "contacten-INITIAL_FORMS": "0"}


@pytest.fixture
def werkgever(db):
    return WerkgeverFactory(naam="De Blinkende Emmer")


def tekst(antwoord):
    return antwoord.content.decode()


def gezien(client, adres):
    """What the hidden field of the form says was on screen."""
    return client.get(adres).context["form"]["gezien"].value()


@pytest.mark.parametrize(
    ("getypt", "bewaard"),
    [("0123.456.749", "0123456749"), ("BE 0123 456 749", "0123456749"), ("123456749", "0123456749"), (" ", "")],
)
def test_enterprise_numbers_as_people_write_them(getypt, bewaard):
    assert kbo_nummer(getypt) == bewaard


@pytest.mark.parametrize("getypt", ["0123.456.748", "12", "niets", "2123.456.749"])
def test_enterprise_numbers_that_are_wrong(getypt):
    with pytest.raises(ValidationError, match="klopt niet"):
        kbo_nummer(getypt)


def test_an_employer_is_known_once(werkgever):
    form = WerkgeverForm({"naam": "de blinkende emmer", "sector": "schoonmaak"})
    assert form.errors["__all__"] == ["Er is al een werkgever met die naam."]
    WerkgeverFactory(kbo="0123456749")
    form = WerkgeverForm({"naam": "Ander", "sector": "schoonmaak", "kbo": "0123.456.749"})
    assert form.errors["__all__"] == ["Er is al een werkgever met dat ondernemingsnummer."]


def test_an_employer_with_contacts_is_added_and_changed(als, consulent):
    client = als(consulent)
    velden = {"naam": "Nieuw", "sector": "bouw", "aliassen": "Nieuw nv, Nw", "kbo": "0123.456.749", "notities": ""}
    contact = {"contacten-TOTAL_FORMS": "1", "contacten-INITIAL_FORMS": "0", "contacten-0-naam": "Dirk"}
    nieuw = Werkgever.objects.none()
    assert client.post("/werkgevers/nieuw/", {**velden, **contact}).status_code == 302
    nieuw = Werkgever.objects.get()
    assert (nieuw.aliassen, nieuw.kbo, nieuw.contacten.get().naam) == (["Nieuw nv", "Nw"], "0123456749", "Dirk")
    weg = {
        "gezien": gezien(client, f"{nieuw.get_absolute_url()}wijzigen/"),
        "contacten-TOTAL_FORMS": "1",
        "contacten-INITIAL_FORMS": "1",
        "contacten-0-id": nieuw.contacten.get().pk,
        "contacten-0-naam": "Dirk",
        "contacten-0-DELETE": "on",
    }
    assert client.post(f"{nieuw.get_absolute_url()}wijzigen/", {**velden, "naam": "Anders", **weg}).status_code == 302
    nieuw.refresh_from_db()
    assert (nieuw.naam, nieuw.contacten.count()) == ("Anders", 0)


def test_a_visit_makes_a_lead_and_a_task_once(als, consulent, werkgever):
    sleutel, morgen = uuid.uuid4(), vandaag() + timedelta(days=1)
    velden = {
        "sleutel": sleutel,
        "soort": "bezoek",
        "dag": vandaag().isoformat(),
        "met_wie": "Nele",
        "verslag": "De vloer gezien.",
        "kans": "Drie poetshulpen in mei",
        "vervolg": "Terugbellen",
        "tegen": morgen.isoformat(),
    }
    client = als(consulent)
    for _ in range(2):
        assert client.post(f"{werkgever.get_absolute_url()}bezoek/", velden).status_code == 302
    bezoek, lead, taak = Bedrijfsbezoek.objects.get(), Lead.objects.get(), Taak.objects.ongefilterd("test").get()
    assert (bezoek.door, lead.bezoek, lead.wat, lead.stand) == (consulent, bezoek, "Drie poetshulpen in mei", "open")
    assert (taak.wat, taak.eigenaar, taak.tegen) == ("Terugbellen (De Blinkende Emmer)", consulent, morgen)
    anders = client.post(f"{werkgever.get_absolute_url()}bezoek/", {**velden, "verslag": "Iets anders."})
    assert (anders.status_code, "al bewaard met een andere inhoud" in tekst(anders)) == (422, True)


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"verslag": ""}, "Dit veld is nodig"),
        ({"vervolg": "Bellen"}, "Kies tegen wanneer."),
        ({"tegen": "2030-01-01"}, "Schrijf wat er dan moet gebeuren."),
        ({"dag": "2199-01-01"}, "Deze dag moet nog komen."),
        ({"vervolg": "Bellen", "tegen": "2020-01-01"}, "Deze dag is voorbij."),
    ],
)
def test_a_visit_that_cannot_be_keeps_the_words(als, consulent, werkgever, velden, fout):
    vol = {"sleutel": uuid.uuid4(), "soort": "bezoek", "dag": vandaag().isoformat(), "verslag": "De vloer gezien."}
    antwoord = als(consulent).post(f"{werkgever.get_absolute_url()}bezoek/", {**vol, **velden})
    assert (antwoord.status_code, fout in tekst(antwoord)) == (422, True)
    assert (Bedrijfsbezoek.objects.count(), Lead.objects.count()) == (0, 0)


def test_a_visit_is_taken_back_with_what_came_of_it_by_who_wrote_it(als, consulent, collega, werkgever):
    bezoek = Bedrijfsbezoek(werkgever=werkgever, verslag="fout", vervolg="Bellen", tegen=vandaag())
    werkgevers.leg_bezoek_vast(bezoek, kans={"wat": "een kans", "beroep": None}, door=consulent)
    adres = f"/werkgevers/bezoeken/{bezoek.pk}/terug/"
    als(collega).post(adres)
    assert Bedrijfsbezoek.objects.count() == 1
    als(consulent).post(adres)
    assert (Bedrijfsbezoek.objects.count(), Lead.objects.count()) == (0, 0)
    assert Taak.objects.ongefilterd("test").count() == 0


def test_after_ten_minutes_a_visit_stays(consulent, werkgever):
    bezoek = werkgevers.leg_bezoek_vast(Bedrijfsbezoek(werkgever=werkgever, verslag="goed"), kans=None, door=consulent)
    Bedrijfsbezoek.objects.update(aangemaakt=bezoek.aangemaakt - timedelta(minutes=11))
    with pytest.raises(ValidationError, match="tien minuten"):
        werkgevers.neem_bezoek_terug(bezoek, door=consulent)


def _vacature(**velden):
    return {
        "sleutel": uuid.uuid4(),
        "beroep": VacatureFactory.build().beroep.pk,
        "wijk": Wijk.objects.get(slug="ledeberg").pk,
        "aantal": "2",
        "van": vandaag().isoformat(),
        **GEEN_TALEN,
        **velden,
    }


def test_a_lead_becomes_a_vacancy_once(als, consulent, werkgever):
    lead = Lead.objects.create(werkgever=werkgever, wat="zoekt een poetshulp", door=consulent)
    adres, client = f"{werkgever.get_absolute_url()}vacature/?lead={lead.pk}", als(consulent)
    assert "zoekt een poetshulp" in tekst(client.get(adres))
    talen = {"talen-0-taal": "nl", "talen-0-niveau": "A2", "talen-1-taal": "fr", "talen-1-niveau": "A1"}
    assert client.post(adres, _vacature(**talen)).status_code == 302
    vacature = Vacature.objects.get()
    assert (vacature.titel, vacature.lead, vacature.taalnamen) == ("Huishoudhulp", lead, "Nederlands A2, Frans A1")
    lead.refresh_from_db()
    assert (lead.stand, lead.stand_door) == ("vacature", consulent)
    with pytest.raises(ValidationError, match="al een vacature"):
        werkgevers.bewaar_vacature(
            VacatureFactory.build(werkgever=werkgever, lead=lead, door=None), talen=[], door=consulent
        )
    with pytest.raises(ValidationError, match="werd een vacature"):
        werkgevers.zet_lead(lead, "vervallen", door=consulent)


def test_changing_a_vacancy_keeps_or_replaces_its_languages(als, consulent, werkgever):
    vacature = VacatureFactory(werkgever=werkgever, talen={"nl": "A1"})
    adres, client = f"{vacature.get_absolute_url()}wijzigen/", als(consulent)
    eerst = Taaleis.objects.get().pk
    nu = {"talen-INITIAL_FORMS": "1", "talen-0-taal": "nl", "talen-0-niveau": "A1"}
    velden = _vacature(titel="Nieuw", gezien=gezien(client, adres), **nu)
    assert client.post(adres, velden).status_code == 302
    assert Taaleis.objects.get().pk == eerst
    anders = {**velden, "gezien": gezien(client, adres), "talen-0-niveau": "B1"}
    assert client.post(adres, anders).status_code == 302
    assert [str(eis) for eis in vacature.taaleisen.all()] == ["Nederlands B1"]


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"talen-0-taal": "nl"}, "Kies een taal en een niveau, of geen van beide."),
        (
            {"talen-0-taal": "nl", "talen-0-niveau": "A1", "talen-1-taal": "nl", "talen-1-niveau": "B1"},
            "Een taal staat er twee keer bij.",
        ),
        ({"uren_van": "38", "uren_tot": "20"}, "De uren per week kloppen niet"),
        ({"uren_tot": "99"}, "De uren per week kloppen niet"),
        ({"tot": "2020-01-01"}, "De einddatum ligt voor de begindatum."),
        ({"aantal": "0"}, "Een vacature heeft 1 tot 500 plaatsen."),
        ({"beroep": ""}, "Dit veld is nodig"),
    ],
)
def test_a_vacancy_that_cannot_be(als, consulent, werkgever, velden, fout):
    antwoord = als(consulent).post(f"{werkgever.get_absolute_url()}vacature/", _vacature(**velden))
    assert (antwoord.status_code, fout in tekst(antwoord), Vacature.objects.count()) == (422, True, 0)


def test_two_colleagues_at_one_vacancy_the_second_sees_it_and_chooses(als, consulent, collega, werkgever):
    vacature = VacatureFactory(werkgever=werkgever, talen={"nl": "A1"})
    adres = f"{vacature.get_absolute_url()}wijzigen/"
    talen = {"talen-INITIAL_FORMS": "1", "talen-0-taal": "nl", "talen-0-niveau": "A1"}
    velden = _vacature(titel="Van Connie", gezien=gezien(als(consulent), adres), **talen)
    traag = {**velden, "titel": "Van Carl", "talen-0-niveau": "B1", "gezien": gezien(als(collega), adres)}
    werkgevers.zet_vacature(vacature, "ingevuld", door=consulent)
    assert als(consulent).post(adres, velden).status_code == 302
    client = als(collega)
    botsing = client.post(adres, traag)
    assert (botsing.status_code, "Bekijk en kies." in tekst(botsing)) == (422, True)
    assert ("Titel", "Van Connie") in botsing.context["form"].botsing.huidig
    vacature.refresh_from_db()
    assert (vacature.titel, vacature.stand, vacature.taaleisen.get().niveau) == ("Van Connie", "ingevuld", "A1")
    traag["gezien"] = botsing.context["form"]["gezien"].value()
    assert client.post(adres, traag).status_code == 302
    vacature.refresh_from_db()
    assert (vacature.titel, vacature.stand, vacature.taaleisen.get().niveau) == ("Van Carl", "ingevuld", "B1")


def test_a_language_that_a_colleague_changed_is_not_put_back(als, consulent):
    vacature = VacatureFactory(talen={"nl": "A1"})
    adres, client = f"{vacature.get_absolute_url()}wijzigen/", als(consulent)
    velden = _vacature(
        beroep=vacature.beroep_id,
        titel=vacature.titel,
        aantal="1",
        van=vacature.van.isoformat(),
        gezien=gezien(client, adres),
        **{"talen-INITIAL_FORMS": "1", "talen-0-taal": "nl", "talen-0-niveau": "A1"},
    )
    Taaleis.objects.update(niveau="B1")
    botsing = client.post(adres, velden)
    assert (botsing.status_code, botsing.context["form"].botsing.huidig[-1]) == (422, ("Talen", "Nederlands B1"))
    assert Taaleis.objects.get().niveau == "B1"


def test_two_colleagues_at_one_employer_the_second_sees_it_and_chooses(als, consulent, collega, werkgever):
    nele = werkgever.contacten.create(naam="Nele", telefoon="09 123 45 67")
    adres = f"{werkgever.get_absolute_url()}wijzigen/"

    def getypt(client, **velden):
        pagina = client.get(adres).context
        return {
            "naam": werkgever.naam,
            "sector": "schoonmaak",
            "gezien": pagina["form"]["gezien"].value(),
            "contacten-TOTAL_FORMS": "1",
            "contacten-INITIAL_FORMS": "1",
            "contacten-0-id": nele.pk,
            "contacten-0-naam": "Nele",
            "contacten-0-telefoon": "09 123 45 67",
            "contacten-0-gezien": pagina["rijen"][0]["gezien"].value(),
            **velden,
        }

    notities = getypt(als(consulent), notities="Bel na vier uur.")
    telefoon = getypt(als(consulent), notities="Bel na vier uur.", **{"contacten-0-telefoon": "09 765 43 21"})
    traag, zelfde = getypt(als(collega), notities="Bel niet."), getypt(als(collega), notities="Bel na vier uur.")
    assert als(consulent).post(adres, notities).status_code == 302
    client = als(collega)
    botsing = client.post(adres, traag)
    assert (botsing.status_code, "Houd wat er nu staat" in tekst(botsing)) == (422, True)
    werkgever.refresh_from_db()
    assert werkgever.notities == "Bel na vier uur."
    assert client.post(adres, telefoon).status_code == 302
    botsing = client.post(adres, zelfde)
    assert botsing.status_code == 422
    assert ("Telefoon", "09 765 43 21") in botsing.context["rijen"][0].botsing.huidig
    nele.refresh_from_db()
    assert nele.telefoon == "09 765 43 21"
    zelfde["contacten-0-gezien"] = botsing.context["rijen"][0]["gezien"].value()
    assert client.post(adres, zelfde).status_code == 302
    nele.refresh_from_db()
    assert nele.telefoon == "09 123 45 67"


def test_a_chance_and_a_vacancy_that_are_sent_twice_are_kept_once(als, consulent, werkgever):
    client, kaart = als(consulent), werkgever.get_absolute_url()
    lead = {"sleutel": uuid.uuid4(), "wat": "zoekt een poetshulp", "bron": "werkgever"}
    for _ in range(2):
        assert client.post(f"{kaart}lead/", lead).url == kaart
    assert Lead.objects.get().door == consulent
    anders = client.post(f"{kaart}lead/", {**lead, "wat": "iets anders"}, follow=True)
    assert ("al bewaard met een andere inhoud" in tekst(anders), Lead.objects.count()) == (True, 1)
    velden, adres = _vacature(), f"{kaart}vacature/?lead={Lead.objects.get().pk}"
    for _ in range(2):
        assert client.post(adres, velden).url == Vacature.objects.get().get_absolute_url()
    anders = client.post(adres, {**velden, "aantal": "3"})
    assert (anders.status_code, Vacature.objects.count()) == (422, 1)


def test_states_of_a_vacancy(consulent):
    vacature = VacatureFactory(tot=vandaag())
    assert vacature.toestand == "open"
    with pytest.raises(ValidationError, match="Schrijf waarom"):
        werkgevers.zet_vacature(vacature, "ingetrokken", door=consulent)
    weg = werkgevers.zet_vacature(vacature, "ingetrokken", reden="gestopt", door=consulent)
    assert (weg.toestand, weg.stand_reden) == ("ingetrokken", "gestopt")
    with pytest.raises(ValidationError, match="de vacature is ingetrokken"):
        werkgevers.zet_vacature(weg, "ingevuld", door=consulent)
    terug = werkgevers.zet_vacature(weg, "open", door=consulent)
    assert (terug.toestand, terug.stand_reden) == ("open", "")
    sinds = werkgevers.zet_vacature(terug, "ingevuld", door=consulent).stand_sinds
    assert werkgevers.zet_vacature(terug, "ingevuld", door=consulent).stand_sinds == sinds


def test_a_vacancy_whose_last_day_went_by_is_open_again_with_a_new_last_day(als, consulent):
    gisteren = vandaag() - timedelta(days=1)
    vacature = VacatureFactory(van=gisteren, tot=gisteren)
    assert [list(Vacature.objects.in_toestand(toestand)) == [vacature] for toestand in Toestand] == [
        *(False, True, False, False)
    ]
    client = als(consulent)
    assert "Tot wanneer blijft ze open?" in tekst(client.post(vacature.get_absolute_url(), {"stand": "open"}))
    client.post(vacature.get_absolute_url(), {"stand": "open", "tot": vandaag().isoformat()})
    vacature.refresh_from_db()
    assert (vacature.toestand, vacature.tot) == ("open", vandaag())


@pytest.mark.parametrize(
    ("velden", "naam"),
    [
        ({"aantal": 0}, "vacature_aantal"),
        ({"uren_van": 30, "uren_tot": 20}, "vacature_uren"),
        ({"stand": "ingetrokken"}, "vacature_ingetrokken_waarom"),
        ({"tot": "2020-01-01"}, "vacature_tot_na_van"),
    ],
)
def test_the_database_refuses_it_too(velden, naam):
    vacature = VacatureFactory()
    with pytest.raises(IntegrityError, match=naam), transaction.atomic():
        Vacature.objects.filter(pk=vacature.pk).update(**velden)


def test_the_list_of_vacancies_filters_and_says_so(als, consulent):
    VacatureFactory(titel="Poetsen in Ledeberg")
    VacatureFactory(titel="Koken in Dampoort", werk="kok", in_wijk="dampoort")
    VacatureFactory(titel="Oud", van=vandaag() - timedelta(days=9), tot=vandaag() - timedelta(days=2))
    client = als(consulent)

    def titels(vraag):
        pagina = tekst(client.get(f"/werkgevers/vacatures/{vraag}"))
        return [titel for titel in ("Poetsen in Ledeberg", "Koken in Dampoort", ">Oud<") if titel in pagina]

    assert titels("") == ["Poetsen in Ledeberg", "Koken in Dampoort"]
    assert titels("?toestand=verlopen") == [">Oud<"]
    assert titels("?toestand=alle") == ["Poetsen in Ledeberg", "Koken in Dampoort", ">Oud<"]
    assert titels("?wijk=dampoort") == titels("?zoek=restaurant") == titels("?beroep=kok") == ["Koken in Dampoort"]
    assert titels("?sector=schoonmaak") == ["Poetsen in Ledeberg"]
    assert "Geen vacatures met deze filters." in tekst(client.get("/werkgevers/vacatures/?wijk=drongen"))


def test_files_hold_what_the_list_holds(als, consulent):
    vacature = VacatureFactory(titel="=1+1", werkgever__naam="Emmer", talen={"nl": "A2"}, uren_van=20, uren_tot=38)
    client = als(consulent)
    regels = client.get("/werkgevers/vacatures/exporteer/?formaat=csv").content.decode("utf-8-sig").splitlines()
    assert regels[0].startswith("Vacature;Werkgever;Beroep;Wijk;Uren;Talen;Tot en met;Toestand;Plaats")
    assert regels[1].startswith("'=1+1;Emmer;Huishoudhulp;Ledeberg;20 tot 38 uur;Nederlands A2;;open;")
    regels = client.get("/werkgevers/exporteer/").content.decode("utf-8-sig").splitlines()
    assert regels == [
        "Werkgever;Sector;Wijk;Laatste bezoek;Open vacatures;Ondernemingsnummer;Straat en nummer;Postcode en gemeente",
        "Emmer;schoonmaak;;;1;;;",
    ]
    assert client.get("/werkgevers/vacatures/exporteer/?formaat=xlsx").content.startswith(b"PK")
    assert vacature.toestand == "open"


def test_the_card_shows_everything_on_one_timeline(als, consulent, werkgever):
    dag = vandaag() - timedelta(days=3)
    bezoek = Bedrijfsbezoek(werkgever=werkgever, verslag="De vloer gezien.", dag=dag, met_wie="Nele")
    werkgevers.leg_bezoek_vast(bezoek, kans={"wat": "een kans", "beroep": None}, door=consulent)
    vacature = VacatureFactory(werkgever=werkgever, titel="Poetsen")
    werkgevers.zet_vacature(vacature, "ingetrokken", reden="te druk", door=consulent)
    pagina = tekst(als(consulent).get(werkgever.get_absolute_url()))
    volgorde = ["Vacature ingetrokken: Poetsen", "Vacature: Poetsen", "Bezoek", "Lead, open"]
    plaatsen = [pagina.index(f"<h3>{titel}") for titel in volgorde]
    assert plaatsen == sorted(plaatsen)
    assert "te druk" in pagina
    assert "Ongedaan maken" in pagina


def test_queries_do_not_grow_with_the_rows(als, consulent):
    client = als(consulent)
    aantallen = []
    for meer in (1, 2):
        for _ in range(meer):
            vacature = VacatureFactory(talen={"nl": "A1"})
            Bedrijfsbezoek.objects.create(werkgever=vacature.werkgever, verslag="gezien", door=consulent)
        client.get("/werkgevers/")
        stand = []
        for pad in ("/werkgevers/", "/werkgevers/vacatures/"):
            with CaptureQueriesContext(connection) as vragen:
                client.get(pad, headers={"HX-Request": "true"})
            stand.append(len(vragen))
        aantallen.append(stand)
    assert aantallen == [[6, 8], [6, 8]]
