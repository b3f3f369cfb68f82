"""Employers, vacancies and proposals over the API: what the pages show, what they do, and nothing for a stranger."""

import uuid

import pytest
from django.core.cache import cache
from drf_spectacular.generators import SchemaGenerator

from partners.models import Voordrachtstap
from tests.factories.werkgevers import VacatureFactory, WerkgeverFactory, draag_voor, wil
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.werkpunten.test_api import Api
from toegang.models import Raadpleging


@pytest.fixture
def vacature(db):
    werkgever = WerkgeverFactory(naam="Bakkerij Zon", kbo="0123456749")
    werkgever.contacten.create(naam="Bea Bakker", telefoon="09 123 45 67")
    return VacatureFactory(werkgever=werkgever, titel="Poetshulp", talen={"nl": "B1"}, uren_van=10, uren_tot=20)


@pytest.fixture
def voordracht(vacature, rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return draag_voor(wil(persoon, "huishoudhulp"), vacature, door=consulent)


@pytest.fixture
def api(consulent):
    return Api(consulent)


def test_employers_and_one_of_them(api, vacature):
    WerkgeverFactory(naam="Anders")
    code, antwoord = api.get("werkgevers/", zoek="bakk")
    regel = {
        "id": vacature.werkgever_id,
        "naam": "Bakkerij Zon",
        "sector": "schoonmaak",
        "kbo": "0123456749",
        "wijk": None,
        "gemeente": "",
        "laatste_bezoek": None,
        "open_vacatures": 1,
    }
    assert (code, antwoord["results"]) == (200, [regel])
    kaart = api.get(f"werkgevers/{vacature.werkgever_id}/")[1]
    contact = {"naam": "Bea Bakker", "functie": "", "telefoon": "09 123 45 67", "email": ""}
    assert kaart == regel | {"aliassen": [], "straat": "", "website": "", "notities": "", "contacten": [contact]}
    assert api.get("werkgevers/0/")[0] == 404


def test_vacancies_by_state_and_one_of_them(api, vacature, consulent):
    VacatureFactory(titel="Verlopen", van="2026-01-01", tot="2026-02-01")
    for vraag, titels in (
        ({}, ["Poetshulp"]),
        ({"toestand": "verlopen"}, ["Verlopen"]),
        ({"toestand": "alle"}, ["Poetshulp", "Verlopen"]),
        ({"zoek": "zon"}, ["Poetshulp"]),
    ):
        gevonden = api.get("vacatures/", **vraag)[1]["results"]
        assert sorted(rij["titel"] for rij in gevonden) == titels
    kaart = api.get(f"vacatures/{vacature.pk}/")[1]
    assert (kaart["werkgever_naam"], kaart["talen"], kaart["toestand"]) == (
        "Bakkerij Zon",
        [{"taal": "nl", "niveau": "B1"}],
        "open",
    )
    assert (float(kaart["uren_van"]), float(kaart["uren_tot"])) == (10, 20)


def test_a_proposal_and_its_steps(api, voordracht, consulent):
    code, antwoord = api.get("voordrachten/")
    [rij] = antwoord["results"]
    assert (code, rij["sleutel"], rij["fase"]) == (200, str(voordracht.sleutel), "voorgedragen")
    assert (rij["werkzoekende"], rij["door"]) == (str(voordracht.werkzoekende.uuid), consulent.email)
    adres = f"voordrachten/{voordracht.sleutel}/"
    assert api.get(adres)[1]["verder"] == ["bij_werkgever", "niet_aangeworven", "teruggetrokken"]
    gelogd = Raadpleging.objects.get(scherm="api:voordracht-detail")
    assert (gelogd.aard, gelogd.personen) == ("inzage", [voordracht.werkzoekende_id])
    stap = {"sleutel": str(uuid.uuid4()), "van": "voorgedragen", "naar": "bij_werkgever"}
    assert [api.post(f"{adres}stappen/", **stap)[1]["fase"] for _ in range(2)] == ["bij_werkgever"] * 2
    assert Voordrachtstap.objects.ongefilterd("test").count() == 2
    assert api.post(f"{adres}stappen/", **stap | {"naar": "gesprek"})[0] == 409
    assert api.post(f"{adres}stappen/", **stap | {"sleutel": str(uuid.uuid4())})[0] == 400
    zonder_reden = {"sleutel": str(uuid.uuid4()), "van": "bij_werkgever", "naar": "niet_aangeworven"}
    code, antwoord = api.post(f"{adres}stappen/", **zonder_reden)
    assert (code, antwoord) == (400, {"waarom": ["Zeg waarom de persoon niet aangeworven is."]})
    assert [api.get("voordrachten/", fase=fase)[1]["count"] for fase in ("bij_werkgever", "gesprek")] == [1, 0]
    ander = VacatureFactory()
    assert [api.get("voordrachten/", vacature=pk)[1]["count"] for pk in (voordracht.vacature_id, ander.pk)] == [1, 0]


def test_a_stranger_sees_the_vacancy_and_nobody(vreemde, voordracht):
    api, adres = Api(vreemde), f"voordrachten/{voordracht.sleutel}/"
    assert api.get("vacatures/")[1]["count"] == 1
    assert api.get("voordrachten/")[1]["results"] == []
    weg = api.get(f"voordrachten/{uuid.uuid4()}/")
    stap = {"sleutel": str(uuid.uuid4()), "van": "voorgedragen", "naar": "bij_werkgever"}
    assert api.get(adres) == api.post(f"{adres}stappen/", **stap) == weg
    assert weg[0] == 404


def test_partners_and_managers_do_not_come_in(partnermedewerker, manager, vacature):
    for wie in (partnermedewerker, manager):
        assert [Api(wie).get(naam)[0] for naam in ("werkgevers/", "vacatures/", "voordrachten/")] == [404] * 3


def test_too_many_questions_wait(api, vacature):
    cache.clear()
    codes = [api.client.get("/api/v1/vacatures/").status_code for _ in range(121)]
    assert codes == [200] * 120 + [429]


@pytest.mark.parametrize("aantal", [1, 3])
def test_queries_do_not_grow(api, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        VacatureFactory(titel=f"Vacature {nummer}", talen={"nl": "B1"})
    api.get("vacatures/")
    with django_assert_num_queries(11):
        api.get("vacatures/")


def test_every_address_stands_in_the_document():
    paden = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    eigen = sorted(pad for pad in paden if any(f"/{naam}/" in pad for naam in ("werkgevers", "vacatures")))
    assert eigen == [
        "/api/v1/vacatures/",
        "/api/v1/vacatures/{id}/",
        "/api/v1/werkgevers/",
        "/api/v1/werkgevers/{id}/",
    ]


@pytest.mark.parametrize("lijst", ["voordrachten/", "vacatures/", "werkgevers/", "doorverwijzingen/"])
@pytest.mark.parametrize("naam", ["fase", "toestand", "zoek", "status"])
def test_a_nul_is_a_question_we_do_not_understand(api, lijst, naam):
    assert api.get(lijst, **{naam: "a\0b"}) == (400, {"detail": "Deze vraag begrijpen we niet."})


@pytest.mark.parametrize(
    ("lijst", "naam", "waarde", "zin"),
    [
        ("vacatures/", "toestand", "opne", "Kies uit open, verlopen, ingevuld, ingetrokken, alle."),
        ("voordrachten/", "fase", "", "Kies uit "),
        ("voordrachten/", "vacature", "abc", "Deze vacature bestaat niet."),
        ("voordrachten/", "vacature", "0", "Deze vacature bestaat niet."),
        ("voordrachten/", "vacature", "9" * 30, "Deze vacature bestaat niet."),
        ("voordrachten/", "sinds", "gisteren", "Schrijf een moment als"),
    ],
)
def test_a_word_that_is_no_choice_is_a_mistake_and_not_an_empty_list(api, voordracht, lijst, naam, waarde, zin):
    code, antwoord = api.get(lijst, **{naam: waarde})
    assert (code, antwoord[naam][0][: len(zin)]) == (400, zin)
