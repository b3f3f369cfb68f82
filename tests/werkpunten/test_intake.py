"""The intake: saved section by section, finished once, and what it leaves in the file."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kern.tijd import vandaag
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.werkpunten.test_gegevens import gezien
from werkpunten import intakes, services
from werkpunten.doelgroepen import REGELS, afgeleid
from werkpunten.intakeforms import PER_SLUG, SECTIES, Toestand
from werkpunten.models import (
    Afstandsmeting,
    Doelgroep,
    Domein,
    Domeinscore,
    Drempel,
    Drempelsoort,
    Inkomen,
    Intake,
    Statuut,
    Taalniveau,
    Verblijf,
    Werkzoekende,
)

DAG = datetime.date(2026, 1, 5)
ANTWOORDEN = {
    "werk": {"statuut": "leefloon", "duur": "24", "laatste_werk": "poetshulp"},
    "opleiding": {"isced": "2", "diploma": "niet", "richting": ""},
    "taal": {
        **dict.fromkeys(("luisteren", "lezen", "spreken", "schrijven"), "A1"),
        "schrift": "ander",
        "taal_bron": "inschatting",
    },
    "gezin": {"gezin": "eenouder", "kinderen": "2", "kinderopvang": "nee", "wonen": "huur"},
    "verblijf": {"verblijf": "verzoeker", "aangevraagd_op": "2026-01-05", "arbeidsmarkt": ""},
    "inkomen": {"inkomen": "leefloon"},
    "drempels": {"drempels": ["kinderopvang", "taal"], "drempels_woorden": "Geen opvang in de buurt"},
    "wensen": {"noden": "opvang\nlessen", "ambities": "In een keuken werken"},
    "domeinen": {f"{domein}_zelf": "3" for domein in Domein.values} | {"wonen_begeleider": "2"},
    "afstand": {"afstand": "4", "afstand_reden": "Eerst opvang en taal"},
    "doelgroepen": {"arbeidsbeperking": "geen", "ouders_buitenland": "ja"},
}


@pytest.fixture
def persoon(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir", geslacht="v", nationaliteit="TR")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


@pytest.fixture
def adres(persoon):
    return lambda deel="": f"{persoon.get_absolute_url()}intake/{deel}"


def enige(model):
    return model.objects.ongefilterd("test").get()


def bewaar(client, adres, sectie, **ook):
    form = client.get(adres(f"{sectie}/"))
    return client.post(adres(f"{sectie}/"), {**ANTWOORDEN[sectie], "gezien": gezien(form), **ook})


def test_from_start_to_finish_without_script(als, consulent, persoon, adres):
    client = als(consulent)
    assert "Intake starten" in client.get(adres()).content.decode()
    client.post(adres("start/"))
    assert "0 van 11 delen zijn klaar" in client.get(adres()).content.decode()
    for plaats, sectie in enumerate(SECTIES):
        antwoord = bewaar(client, adres, sectie.slug, verder="1")
        verder = SECTIES[plaats + 1].slug + "/" if plaats + 1 < len(SECTIES) else ""
        assert (antwoord.status_code, antwoord["Location"]) == (302, adres(verder))
    assert "11 van 11 delen zijn klaar" in client.get(adres()).content.decode()
    nakijken = client.get(adres("afronden/")).content.decode()
    assert "In een keuken werken" in nakijken
    assert "Nog niet klaar" not in nakijken
    klaar = client.post(adres("afronden/"))
    intake = enige(Intake)
    assert (klaar.status_code, klaar["Location"]) == (302, adres(f"{intake.pk}/"))
    oud = client.get(klaar["Location"]).content.decode()
    assert all(tekst in oud for tekst in ("In een keuken werken", "volgens de persoon 3 vraagt aandacht", "leefloon"))
    assert "Intake afgerond" in client.get(persoon.get_absolute_url()).content.decode()


def test_what_a_finished_intake_leaves_in_the_file(als, consulent, persoon, adres):
    client = als(consulent)
    client.post(adres("start/"))
    for sectie in ANTWOORDEN:
        bewaar(client, adres, sectie)
    client.post(adres("afronden/"))
    statuut, verblijf, inkomen = enige(Statuut), enige(Verblijf), enige(Inkomen)
    assert (statuut.soort, statuut.van, statuut.tot) == ("leefloon", vandaag(), None)
    assert (verblijf.soort, verblijf.aangevraagd_op) == ("verzoeker", DAG)
    assert inkomen.soort == "leefloon"
    taal = enige(Taalniveau)
    assert (taal.spreken, taal.schrift, taal.door) == ("A1", "ander", consulent)
    open_ = Drempel.objects.ongefilterd("test").order_by("soort__slug").values_list("soort__slug", "toestand", "van")
    assert list(open_) == [("kinderopvang", "open", vandaag()), ("taal", "open", vandaag())]
    scores = Domeinscore.objects.ongefilterd("test")
    assert scores.count() == 12
    assert scores.values_list("zelf", "begeleider").get(domein="wonen") == (3, 2)
    meting = enige(Afstandsmeting)
    assert (meting.afstand, meting.reden, meting.op) == (4, "Eerst opvang en taal", vandaag())
    assert Werkzoekende.objects.ongefilterd("test").get().opleiding == "laag"
    assert enige(Intake).doelgroepen == [
        "taalachterstand",
        "kortgeschoold",
        "eenouder",
        "vrouw-andere-nationaliteit",
        "langdurig-werkloos",
        "vluchteling",
        "grote-afstand",
    ]


def test_a_second_intake_keeps_the_first_and_asks_nothing_twice(consulent, persoon):
    Statuut.objects.create(werkzoekende=persoon, soort="wzua", van=DAG)
    eerste = intakes.start(persoon, door=consulent)
    assert (eerste.statuut, intakes.start(persoon, door=consulent)) == ("wzua", eerste)
    eerste.statuut, eerste.spreken, eerste.drempels = "leefloon", "A2", ["taal"]
    eerste.bewaard = ["werk", "taal", "drempels"]
    intakes.rond_af(eerste, door=consulent)
    tweede = intakes.start(persoon, door=consulent)
    assert (tweede.statuut, tweede.spreken, tweede.drempels, tweede.bewaard) == ("leefloon", "A2", ["taal"], [])
    tweede.statuut, tweede.bewaard = "werkend", ["werk", "taal", "drempels"]
    intakes.rond_af(tweede, door=consulent)
    assert list(Intake.objects.ongefilterd("test").order_by("pk").values_list("statuut", flat=True)) == [
        "leefloon",
        "werkend",
    ]
    gisteren = vandaag() - datetime.timedelta(days=1)
    statuten = Statuut.objects.ongefilterd("test").order_by("van").values_list("soort", "van", "tot")
    assert list(statuten) == [("wzua", DAG, gisteren), ("werkend", vandaag(), None)]
    assert Drempel.objects.ongefilterd("test").count() == 1
    assert Taalniveau.objects.ongefilterd("test").count() == 1


def test_a_history_that_ends_today_is_put_right(consulent, persoon):
    Inkomen.objects.create(werkzoekende=persoon, soort="loon", van=DAG, tot=vandaag())
    intake = intakes.start(persoon, door=consulent)
    intake.inkomen, intake.bewaard = "geen", ["inkomen"]
    intakes.rond_af(intake, door=consulent)
    gisteren = vandaag() - datetime.timedelta(days=1)
    rijen = Inkomen.objects.ongefilterd("test").order_by("van").values_list("soort", "van", "tot")
    assert list(rijen) == [("loon", DAG, gisteren), ("geen", vandaag(), None)]


def zoals_het_staat():
    return {
        "statuut": Statuut.objects.ongefilterd("test").get(tot=None).soort,
        "inkomen": Inkomen.objects.ongefilterd("test").get(tot=None).soort,
        "taal": list(Taalniveau.objects.ongefilterd("test").order_by("pk").values_list("spreken", flat=True)),
        "drempels": list(Drempel.objects.ongefilterd("test").filter(tot=None).values_list("soort__slug", flat=True)),
        "opleiding": Werkzoekende.objects.ongefilterd("test").get().opleiding,
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("opnieuw", [False, True], ids=["colleague-last", "section-last"])
def test_what_a_colleague_recorded_after_the_section_was_saved_stays(consulent, persoon, opnieuw):
    """Statuut and barriers were saved in the intake, income and Dutch never were; real moments need real commits."""
    loon = Inkomen.objects.create(werkzoekende=persoon, soort="leefloon", van=DAG)
    leefloon = Statuut.objects.create(werkzoekende=persoon, soort="leefloon", van=DAG)
    Taalniveau.objects.create(werkzoekende=persoon, spreken="A1", op=DAG)
    drempel = Drempel.objects.create(werkzoekende=persoon, soort=Drempelsoort.objects.get(slug="taal"), van=DAG)
    intake = intakes.start(persoon, door=consulent)
    intake.isced, intake.bewaard = "2", ["werk", "opleiding", "drempels"]
    intake.save()
    for rij, nieuw in ((leefloon, "werkend"), (loon, "loon")):
        rij.tot = DAG + datetime.timedelta(days=10)
        rij.save()
        type(rij).objects.create(werkzoekende=persoon, soort=nieuw, van=rij.tot + datetime.timedelta(days=1))
    drempel.toestand, drempel.tot = "opgelost", DAG
    drempel.save()
    persoon.opleiding = "hoog"
    persoon.save()
    if opnieuw:
        intake.statuut, intake.isced, intake.drempels = "wzua", "3", ["taal", "kinderopvang"]
        intake.save()
    intakes.rond_af(intake, door=consulent)
    kept = {"statuut": "werkend", "inkomen": "loon", "taal": ["A1"], "drempels": [], "opleiding": "hoog"}
    said = {"statuut": "wzua", "drempels": ["taal", "kinderopvang"], "opleiding": "midden"}
    staat = zoals_het_staat()
    staat["drempels"].sort(key=["taal", "kinderopvang"].index)
    assert staat == kept | (said if opnieuw else {})


def test_unfinished_is_said_and_an_empty_section_counts_as_busy(als, consulent, persoon, adres):
    client = als(consulent)
    client.post(adres("start/"))
    form = client.get(adres("werk/"))
    client.post(adres("werk/"), {"statuut": "", "duur": "", "laatste_werk": "", "gezien": gezien(form)})
    assert [sectie.toestand(enige(Intake)) for sectie in SECTIES[:2]] == [Toestand.BEZIG, Toestand.NIET]
    nakijken = client.get(adres("afronden/")).content.decode()
    assert "Nog niet klaar" in nakijken
    assert "Statuut, Hoelang zonder werk?" in nakijken
    assert "Toch afronden" in nakijken
    client.post(adres("afronden/"))
    assert Statuut.objects.ongefilterd("test").count() == 0
    assert client.get(adres("werk/")).status_code == 404


FOUTEN = {
    "afstand": ({"afstand": "5", "afstand_reden": "  "}, "Zeg waarom je deze afstand kiest."),
    "verblijf": (
        {"verblijf": "verzoeker", "aangevraagd_op": "2026-03-01", "negatief_op": "2026-02-01"},
        "De beslissing ligt voor de aanvraag.",
    ),
    "gezin": ({"kinderen": "-1"}, "minstens 0 is"),
    "drempels": ({"drempels": ["bestaat-niet"]}, "Selecteer een geldige keuze"),
    "domeinen": ({"wonen_zelf": "6"}, "Selecteer een geldige keuze"),
    "wensen": ({"ambities": "x" * 5001, "noden": ""}, "niet meer dan 5000 tekens"),
}


@pytest.mark.parametrize("sectie", FOUTEN)
def test_wrong_answers_are_refused_in_words(als, consulent, persoon, adres, sectie):
    velden, melding = FOUTEN[sectie]
    client = als(consulent)
    client.post(adres("start/"))
    antwoord = client.post(adres(f"{sectie}/"), {**velden, "gezien": gezien(client.get(adres(f"{sectie}/")))})
    assert antwoord.status_code == 422
    assert melding in antwoord.content.decode()
    assert enige(Intake).bewaard == []


def test_two_people_in_one_section(als, consulent, collega, persoon, adres):
    eerste, tweede = als(collega), als(consulent)
    eerste.post(adres("start/"))
    op_scherm = gezien(tweede.get(adres("domeinen/")))
    form = eerste.get(adres("domeinen/"))
    eerste.post(adres("domeinen/"), {"wonen_zelf": "1", "gezien": gezien(form)})
    botsing = tweede.post(adres("domeinen/"), {"wonen_zelf": "4", "gezien": op_scherm})
    inhoud = botsing.content.decode()
    assert botsing.status_code == 422
    assert f"{collega.korte_naam} wijzigde dit om " in inhoud
    assert "volgens de persoon 1 crisis" in inhoud
    assert enige(Intake).domeinen == {"wonen": {"zelf": 1}}
    tweede.post(adres("domeinen/"), {"wonen_zelf": "4", "gezien": gezien(botsing)})
    assert enige(Intake).domeinen == {"wonen": {"zelf": 4}}


def test_who_may_only_read_starts_and_fills_in_nothing(als, consulent, persoon, adres, rabot, ledeberg):
    intakes.start(persoon, door=consulent)
    begeleiding = services.start_begeleiding(persoon, begeleider=consulent, werkpunt=rabot, door=consulent)
    services.beeindig_begeleiding(begeleiding, reden="ander werk", door=consulent)
    consulent.aanstellingen.update(werkpunt=ledeberg)
    client = als(consulent)
    assert client.get(adres()).status_code == 200
    assert [client.post(adres("start/")).status_code, client.get(adres("werk/")).status_code] == [404, 404]
    assert client.post(adres("afronden/")).status_code == 404


def test_every_rule_of_a_target_group_says_what_it_follows_from(persoon, consulent):
    intake = Intake(
        werkzoekende=persoon,
        door=consulent,
        spreken="A2",
        luisteren="B2",
        isced="1",
        gezin="eenouder",
        duur="12",
        verblijf="erkend",
        inkomen="geen",
        wonen="dakloos",
        afstand=4,
        drempels=["taal", "mobiliteit", "kinderopvang"],
    )
    persoon.geboortedatum = vandaag().replace(year=vandaag().year - 20, day=1)
    uit = {str(gevonden.groep): gevonden.uit for gevonden in afgeleid(persoon, intake)}
    assert uit == {
        "Nederlandse taalachterstand": "Nederlands luisteren of spreken: A2",
        "Kortgeschoold": "opleiding: lager onderwijs (ISCED 1)",
        "Andere nationaliteit met meerdere drempels": "nationaliteit Turkije en 3 drempels",
        "Alleenstaande ouder": "woont: alleenstaand, met kinderen",
        "Jongere zonder diploma": "20 jaar en opleiding: lager onderwijs (ISCED 1)",
        "Vrouw met een nationaliteit buiten de EU": "vrouw, nationaliteit Turkije",
        "Meer dan een jaar zonder werk": "zonder werk: 1 tot 2 jaar",
        "Internationale of tijdelijke bescherming": "verblijf: erkend vluchteling",
        "Geen inkomen": "geen inkomen",
        "Dak- of thuisloos of in opvang": "woont: dak- of thuisloos",
        "Grote afstand tot de arbeidsmarkt": "afstand: 4 eerst drempels wegwerken",
    }
    persoon.nationaliteit, persoon.geboortedatum = "BG", vandaag().replace(year=vandaag().year - 55, day=1)
    groepen = {str(gevonden.groep): gevonden.uit for gevonden in afgeleid(persoon, intake)}
    assert groepen["55 jaar of ouder"] == "55 jaar"
    assert groepen["Kortgeschoold met een Oost-Europese nationaliteit"].startswith("nationaliteit Bulgarije en ")
    assert "Vrouw met een nationaliteit buiten de EU" not in groepen
    assert set(REGELS) == set(Doelgroep.Regel)


def test_nothing_known_gives_no_group(consulent):
    assert afgeleid(WerkzoekendeFactory(geboortedatum=None), Intake()) == []


def test_the_limit_of_a_group_is_a_dated_row(persoon):
    intake = Intake(spreken="B1")
    assert [g.groep.slug for g in afgeleid(persoon, intake)] == ["vrouw-andere-nationaliteit"]
    Doelgroep.objects.filter(slug="taalachterstand").update(geldig_tot=vandaag() - datetime.timedelta(days=1))
    Doelgroep.objects.create(
        slug="taalachterstand", naam="Taalachterstand", regel="taal", grens=3, volgorde=1, geldig_van=vandaag()
    )
    assert [g.groep.slug for g in afgeleid(persoon, intake)] == ["taalachterstand", "vrouw-andere-nationaliteit"]


def test_a_barrier_that_left_the_list_stays_in_the_intake(als, consulent, persoon, adres):
    client = als(consulent)
    client.post(adres("start/"))
    bewaar(client, adres, "drempels")
    Drempelsoort.objects.filter(slug="taal").update(geldig_tot=DAG)
    client.post(adres("afronden/"))
    assert "Kinderopvang, Taal" in client.get(adres(f"{enige(Intake).pk}/")).content.decode()


@pytest.mark.parametrize("aantal", [1, 3])
def test_intake_costs_the_same_queries(als, consulent, persoon, adres, aantal):
    for _ in range(aantal):
        intakes.rond_af(intakes.start(persoon, door=consulent), door=consulent)
    intakes.start(persoon, door=consulent)
    client = als(consulent)
    client.get(adres())
    aantallen = {}
    for deel in ("", "werk/", "domeinen/", "afronden/"):
        with CaptureQueriesContext(connection) as vragen:
            client.get(adres(deel))
        aantallen[deel] = len(vragen)
    assert aantallen == {"": 10, "werk/": 12, "domeinen/": 12, "afronden/": 13}


def test_every_section_names_its_needs_among_its_fields():
    assert [slug for slug, sectie in PER_SLUG.items() if not set(sectie.nodig) <= set(sectie.velden)] == []
