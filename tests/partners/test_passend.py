"""Who fits which vacancy: the same in the list of a vacancy and in the file of a person, with the reasons in words."""

import pytest

from kern.poort import NietAfgebakend
from partners.models import Beroep, Passend
from tests.factories.werkgevers import VacatureFactory, spreekt, wil, woont
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def zag(consulent, rabot):
    def maak(naam, **velden):
        persoon = WerkzoekendeFactory(voornaam=naam, **velden)
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
        return persoon

    return maak


def lijst(vacature, medewerker):
    passend = Passend.objects.zichtbaar_voor(medewerker).filter(vacature=vacature).beste_eerst()
    return [rij.werkzoekende.voornaam for rij in passend.select_related("werkzoekende")]


def van(vacature):
    (rij,) = Passend.objects.ongefilterd("test").filter(vacature=vacature).select_related("vacature", "wijk")
    return rij


def test_occupations_are_iso_coded_and_enough():
    assert Beroep.objects.count() == 66
    assert not Beroep.objects.exclude(isco__regex=r"^[1-9]\d{3}$").exists()


def test_exact_work_before_akin_work_and_nobody_who_wants_something_else(zag, consulent):
    vacature = VacatureFactory(werk="huishoudhulp")
    wil(zag("Verwant"), "schoonmaker-in-gebouwen")
    wil(zag("Tweede"), "kok", "huishoudhulp")
    wil(zag("Eerste"), "huishoudhulp")
    wil(zag("Anders"), "kok")
    zag("Zonder")
    assert lijst(vacature, consulent) == ["Eerste", "Tweede", "Verwant"]


def test_who_speaks_against_it_comes_last_and_stays_in_the_list(zag, consulent):
    vacature = VacatureFactory(talen={"nl": "B1"}, in_wijk="rabot-blaisantvest")
    spreekt(wil(zag("Tekort"), "huishoudhulp"), "A2")
    woont(spreekt(wil(zag("Dichtbij"), "huishoudhulp"), "B1"), "rabot-blaisantvest")
    spreekt(wil(zag("Genoeg"), "huishoudhulp"), "C1")
    wil(zag("Onbekend"), "huishoudhulp")
    assert lijst(vacature, consulent) == ["Dichtbij", "Genoeg", "Onbekend", "Tekort"]


def test_reasons_in_words(zag):
    vacature = VacatureFactory(
        talen={"nl": "B1", "fr": "A1", "tr": "A2"},
        in_wijk="rabot-blaisantvest",
        uren_van=20,
        uren_tot=25,
        momenten=["voormiddag"],
    )
    persoon = zag("Elif", contacttaal="tr")
    woont(spreekt(persoon, "A2"), "bloemekenswijk")
    wil(persoon, "kok", "huishoudhulp", uren_van=25, uren_tot=38, momenten=["namiddag"])
    rij = van(vacature)
    assert rij.goed == [
        "wil dit werk, 2e keuze",
        "woont dichtbij, in Bloemekenswijk",
        "spreekt Turks (A2 gevraagd)",
        "20 tot 25 uur past",
    ]
    assert rij.niet == ["Nederlands B1 gevraagd, spreekt A2", "kan niet altijd: voormiddag"]
    assert rij.vraag == ["Frans A1?"]
    assert (rij.voor, rij.tegen, rij.tegels, rij.talen) == (3, 2, 1, -1)


def test_what_nobody_wrote_down_is_a_question_and_no_refusal(zag):
    vacature = VacatureFactory(talen={"nl": "A2"}, uren_tot=20, momenten=["avond"])
    wil(zag("Elif"), "huishoudhulp")
    rij = van(vacature)
    assert (rij.niet, rij.tegen) == ([], 0)
    assert rij.vraag == ["Nederlands A2?", "hoeveel uren?", "wanneer beschikbaar?", "welke wijk?"]


def test_a_vacancy_that_asks_nothing_has_nothing_against_it(zag):
    vacature = VacatureFactory()
    woont(wil(zag("Elif"), "huishoudhulp"), "drongen")
    rij = van(vacature)
    assert (rij.goed, rij.niet, rij.vraag) == (["wil dit werk, 1e keuze"], [], [])
    assert (rij.voor, rij.tegen, rij.tegels) == (4, 0, 4)


@pytest.mark.parametrize(
    ("moedertaal", "spreken", "gevraagd", "past"),
    [
        ("nl", "", "C1", 1),
        ("", "", "A1", 0),
        ("", "0", "A1", -1),
        ("", "B1", "B1", 1),
        ("", "B1", "B2", -1),
        ("fr", "A1", "A2", -1),
    ],
)
def test_dutch(zag, moedertaal, spreken, gevraagd, past):
    vacature = VacatureFactory(talen={"nl": gevraagd})
    persoon = wil(zag("Elif", moedertaal=moedertaal), "huishoudhulp")
    if spreken:
        spreekt(persoon, spreken)
    assert van(vacature).talen == past


def test_the_newest_measurement_of_speaking_holds(zag):
    vacature = VacatureFactory(talen={"nl": "B1"})
    persoon = wil(zag("Elif"), "huishoudhulp")
    for niveau in ("C1", "A2", ""):
        spreekt(persoon, niveau)
    assert (van(vacature).talen, van(vacature).spreken) == (-1, "A2")


@pytest.mark.parametrize(
    ("gevraagd", "wil_van_tot", "past"),
    [
        ((None, None), (38, 38), 1),
        ((20, 38), (None, None), 0),
        ((38, 38), (20, 30), -1),
        ((None, 20), (20, None), 1),
        ((30, None), (None, 29), -1),
        ((19, 20), (20, 38), 1),
    ],
)
def test_hours_overlap(zag, gevraagd, wil_van_tot, past):
    vacature = VacatureFactory(uren_van=gevraagd[0], uren_tot=gevraagd[1])
    wil(zag("Elif"), "huishoudhulp", uren_van=wil_van_tot[0], uren_tot=wil_van_tot[1])
    assert van(vacature).uren_past == past


def test_who_should_not_be_contacted_fits_nothing(zag, consulent):
    vacature = VacatureFactory()
    verhuisd = {"contactstatus": "verhuisd", "contactstatus_sinds": "2026-01-01"}
    wil(zag("Weg", **verhuisd), "huishoudhulp")
    assert lijst(vacature, consulent) == []


def test_only_people_whose_file_one_may_see(zag, consulent, vreemde, wijkwerkconsulent, partnermedewerker):
    vacature = VacatureFactory()
    wil(zag("Elif"), "huishoudhulp")
    cast = (consulent, vreemde, wijkwerkconsulent, partnermedewerker)
    assert [lijst(vacature, wie) for wie in cast] == [["Elif"], [], [], []]
    with pytest.raises(NietAfgebakend):
        list(Passend.objects.filter(vacature=vacature))


def test_one_row_per_person_and_vacancy_with_a_key_of_its_own(zag):
    vacatures = [VacatureFactory(), VacatureFactory(werk="schoonmaker-in-gebouwen")]
    for naam in ("Een", "Twee"):
        wil(zag(naam), "huishoudhulp", "schoonmaker-in-gebouwen", "kamermedewerker-in-een-hotel")
    rijen = Passend.objects.ongefilterd("test").filter(vacature__in=vacatures)
    assert (len({rij.pk for rij in rijen}), len(rijen)) == (4, 4)
