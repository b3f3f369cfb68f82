"""Finding a person at the desk: any order, any script, a date or a number, in one query."""

import datetime

import pytest
import time_machine

from kern.velden import zoekhash
from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.rollen import Rol
from werkpunten.models import Adres, Werkzoekende, Wijk
from werkpunten.models.zoeken import Geboren, Zoekvraag


def gevonden(medewerker, term: str) -> list[str]:
    hits = Werkzoekende.objects.vindbaar_voor(medewerker).zoek(term, voor=medewerker)
    return [persoon.naam for persoon in hits]


NAMEN = ["de", "dem", "Demir", "demir elif", "Elif DEMİR", "elif dem", "Démir, Elif", "el demir", "demirr elif"]
DATUMS = ["04/03/1991", "4-3-91", "4.3.1991", "1991-03-04", "03/1991", "1991", "demir 1991", "  demir\0  "]
NIETS = ["", " ", "d", "\0", "😀", "demir 1992", "aerts elif", "04/03", "W999999", "%%", "__", "'"]


@pytest.mark.parametrize("term", NAMEN + DATUMS)
def test_person_is_found_by(consulent, term):
    WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    WerkzoekendeFactory(voornaam="Jan", achternaam="Aerts", geboortedatum=datetime.date(1960, 1, 2))
    assert gevonden(consulent, term) == ["Demir, Elif"]


@pytest.mark.parametrize("term", NIETS)
def test_person_is_not_found_by(consulent, term):
    WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    assert gevonden(consulent, term) == []


@pytest.mark.parametrize(
    ("voornaam", "achternaam", "term"),
    [
        ("José", "O'Brien", "jose obrien"),
        ("Fatma", "Öztürk", "ozturk"),
        ("Олександр", "Шевченко", "oleksandr"),
        ("Thi", "Nguyễn", "nguyen"),
        ("Karim", "El Amrani", "amrani karim"),
        ("Jan", "Van den Berghe", "van den berghe"),
        ("Jan", "Van den Berghe", "berghe"),
        ("Fatma", "Yılmaz", "yilmas"),
        ("Mohammed", "Alaoui", "mohamed alaoui"),
        ("An", "De", "de an"),
    ],
)
def test_spelling_and_script_do_not_matter(consulent, voornaam, achternaam, term):
    persoon = WerkzoekendeFactory(voornaam=voornaam, achternaam=achternaam)
    WerkzoekendeFactory(voornaam="Pol", achternaam="Willems")
    assert gevonden(consulent, term) == [persoon.naam]


def test_file_number_and_national_number_find_one_person(consulent):
    persoon = WerkzoekendeFactory(insz="85073003328", insz_index=zoekhash("insz", "85073003328"))
    WerkzoekendeFactory()
    for term in (persoon.dossiernummer, f"w{persoon.pk}", "85.07.30-033.28", "85073003328"):
        assert gevonden(consulent, term) == [persoon.naam]


def test_national_number_finds_nobody_for_an_employer_that_may_not_process_it(consulent, rabot):
    persoon = WerkzoekendeFactory(insz="85073003328", insz_index=zoekhash("insz", "85073003328"))
    vzw = MedewerkerFactory(rol=Rol.CONSULENT, rol__werkpunt=rabot)
    assert gevonden(vzw, "85.07.30-033.28") == []
    assert gevonden(vzw, persoon.dossiernummer) == [persoon.naam]


def test_a_day_finds_those_of_whom_only_the_year_or_month_is_known(consulent):
    WerkzoekendeFactory(achternaam="Jaar", geboortedatum=datetime.date(1991, 1, 1), geboorte_precisie="jaar")
    WerkzoekendeFactory(achternaam="Maand", geboortedatum=datetime.date(1991, 3, 1), geboorte_precisie="maand")
    WerkzoekendeFactory(achternaam="Andere dag", geboortedatum=datetime.date(1991, 3, 1))
    assert gevonden(consulent, "04/03/1991") == ["Jaar, Elif", "Maand, Elif"]


def test_names_as_written_come_first_then_own_people(consulent, rabot):
    WerkzoekendeFactory(voornaam="A", achternaam="Yilmazer")
    for achternaam in ("Yilmas", "Yilmazov"):
        eigen = WerkzoekendeFactory(voornaam="B", achternaam=achternaam)
        ContactmomentFactory(werkzoekende=eigen, werkpunt=rabot, door=consulent)
    assert gevonden(consulent, "yilmaz") == ["Yilmazov, B", "Yilmazer, A", "Yilmas, B"]


def test_at_most_eight(consulent):
    WerkzoekendeFactory.create_batch(12)
    assert len(gevonden(consulent, "demir")) == 8


def test_particles_never_flood_the_list(consulent):
    WerkzoekendeFactory.create_batch(9, achternaam="Van den Bossche")
    WerkzoekendeFactory(voornaam="Jan", achternaam="Van den Abeele")
    assert gevonden(consulent, "van den abeele") == ["Van den Abeele, Jan"]


def test_protected_people_are_found_only_by_those_who_see_them(consulent, vreemde, rabot):
    persoon = WerkzoekendeFactory(achternaam="Demir", beschermd=True)
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    for term in ("demir", persoon.dossiernummer, "04/03/1991"):
        assert (gevonden(consulent, term), gevonden(vreemde, term)) == ([persoon.naam], [])


def test_managers_find_nobody(manager):
    WerkzoekendeFactory(achternaam="Demir")
    assert gevonden(manager, "demir") == []


@pytest.mark.parametrize("aantal", [1, 3])
def test_hits_with_their_line_take_one_query(consulent, rabot, aantal, django_assert_num_queries):
    for _ in range(aantal):
        persoon = ContactmomentFactory(werkpunt=rabot, door=consulent, dag=datetime.date(2026, 3, 2)).werkzoekende
        Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug="ledeberg"))
    assert consulent.rollen
    with django_assert_num_queries(1):
        hits = list(Werkzoekende.objects.vindbaar_voor(consulent).zoek("dem", voor=consulent).met_naamregel())
    assert [(hit.wijk_naam, hit.laatste_contact) for hit in hits] == [("Ledeberg", datetime.date(2026, 3, 2))] * aantal


def test_an_attempt_is_not_a_last_contact(consulent, rabot):
    eerder = ContactmomentFactory(werkpunt=rabot, door=consulent, dag=datetime.date(2026, 1, 5))
    ContactmomentFactory(werkpunt=rabot, door=consulent, soort="poging", werkzoekende=eerder.werkzoekende)
    hit = Werkzoekende.objects.vindbaar_voor(consulent).met_naamregel().get()
    assert hit.laatste_contact == eerder.dag


@time_machine.travel("2026-11-21 12:00+01:00", tick=False)
def test_two_digit_years_are_the_last_ones_possible():
    assert Geboren.lees("4-3-26") == Geboren(2026, 3, 4)
    assert Geboren.lees("4-3-27") == Geboren(1927, 3, 4)
    assert [Geboren.lees(t) for t in ("31/02/1991", "22/11/2026", "1850", "", "x")] == [None] * 5


def test_a_term_is_cut_before_it_is_read():
    assert Zoekvraag.lees("demir " + "x" * 10_000_000).woorden == ("demir", "x" * 114)
