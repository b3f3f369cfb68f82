"""Finding a person at the desk: any order, any script, a date or a number, in one query."""

import datetime

import pytest
import time_machine

from kern.inzage import bijhouden
from kern.velden import zoekhash
from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.werkpunten.namenparen import ANDER, GEBOREN, ZELFDE, gesplitst
from toegang.rollen import Rol
from werkpunten.models import Adres, Werkzoekende, Wijk
from werkpunten.models.zoeken import Geboren, Zoekvraag


def gevonden(medewerker, term: str) -> list[str]:
    hits = Werkzoekende.objects.vindbaar_voor(medewerker).zoek(term, voor=medewerker)
    return [persoon.naam for persoon in hits]


NAMEN = ["de", "dem", "Demir", "demir elif", "Elif DEMİR", "elif dem", "Démir, Elif", "el demir", "demirr elif"]
DATUMS = ["04/03/1991", "04031991", "4-3-91", "4.3.1991", "1991-03-04", "03/1991", "1991", "demir 1991", "  demir\0  "]
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


HALF = [
    ("Jan", "Van den Berghe", ["vandenb", "vandenberg", "van den b", "jan vandenb", "vandenb jan", "VANDENBER"]),
    ("An", "De Clercq", ["declerc", "decl", "de clerc", "an decl"]),
    ("Karim", "El Amrani", ["elam", "elamran", "karim elam"]),
    ("Abdul Rahman", "Noori", ["abdulr", "abdulrah", "noori abdulr"]),
]


@pytest.mark.parametrize(
    ("voornaam", "achternaam", "term"),
    [(voornaam, achternaam, term) for voornaam, achternaam, getypt in HALF for term in getypt],
)
def test_half_a_name_is_found_with_its_particles_joined_on(consulent, voornaam, achternaam, term):
    persoon = WerkzoekendeFactory(voornaam=voornaam, achternaam=achternaam)
    WerkzoekendeFactory(voornaam="Pol", achternaam="Willems")
    assert met_reden(consulent, term) == [(persoon.naam, "")]


def test_a_name_that_begins_by_itself_comes_before_one_that_begins_with_its_particle(consulent):
    for voornaam, achternaam in (("An", "De Meyer"), ("Elif", "Demir"), ("Jo", "Vandemeulebroecke")):
        WerkzoekendeFactory(voornaam=voornaam, achternaam=achternaam)
    assert gevonden(consulent, "dem") == ["Demir, Elif", "De Meyer, An"]


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
def test_hits_with_their_line_take_two_queries(consulent, rabot, aantal, django_assert_num_queries):
    for _ in range(aantal):
        persoon = ContactmomentFactory(werkpunt=rabot, door=consulent, dag=datetime.date(2026, 3, 2)).werkzoekende
        Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug="ledeberg"))
    assert consulent.rollen
    with django_assert_num_queries(2):
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
    assert Geboren.lees("04/13/1991") == Geboren(1991, 4, 13)
    assert [Geboren.lees(t) for t in ("31/02/1991", "22/11/2026", "1850", "", "x")] == [None] * 5


def test_a_term_is_cut_before_it_is_read():
    gelezen = Zoekvraag.lees("demir " + "x" * 10_000_000).delen
    assert [deel.kern for deel in gelezen] == ["demir", "x" * 114]


def met_reden(medewerker, term: str) -> list[tuple[str, str]]:
    hits = Werkzoekende.objects.vindbaar_voor(medewerker).zoek(term, voor=medewerker)
    return [(persoon.naam, persoon.reden) for persoon in hits]


@pytest.mark.parametrize(
    ("bekend", "getypt"), [*ZELFDE, *(paar[::-1] for paar in ZELFDE)], ids=lambda naam: naam.replace(" ", "-")
)
@pytest.mark.parametrize("omgekeerd", [False, True], ids=["as written", "swapped"])
def test_every_spelling_of_a_name_finds_the_person(consulent, bekend, getypt, omgekeerd):
    voornaam, achternaam = gesplitst(bekend)
    persoon = WerkzoekendeFactory(voornaam=voornaam, achternaam=achternaam, geboortedatum=GEBOREN)
    WerkzoekendeFactory(voornaam="Pol", achternaam="Willems")
    delen = gesplitst(getypt)
    naam = " ".join(delen[::-1] if omgekeerd else delen)
    assert gevonden(consulent, naam) == gevonden(consulent, f"{naam} 04/03/1991") == [persoon.naam]


@pytest.mark.parametrize(
    ("getypt", "reden"),
    [
        ("haddad youssef", ""),
        ("had you", ""),
        ("haddad jusuf", "naam klinkt hetzelfde"),
        ("haddadyoussef", None),
        ("hadad yousssef", "naam klinkt hetzelfde"),
        ("haddad youssfe", "bijna dezelfde naam"),
        ("haddad youssef 03/04/1991", "dag en maand omgewisseld"),
        ("haddad youssef 04/03/1981", "één cijfer verschil in de geboortedatum"),
        ("haddad jusuf 04/03/1981", "naam klinkt hetzelfde · één cijfer verschil in de geboortedatum"),
        ("haddad yassine 04/03/1991", "een deel van de naam is anders · zelfde geboortedatum"),
        ("haddad yassine 04/03/1981", "een deel van de naam is anders · één cijfer verschil in de geboortedatum"),
        ("haddad yassine 04/03/1966", None),
        ("haddad youssef 04/03/1966", "andere geboortedatum"),
        ("haddad jusuf 04/03/1966", "naam klinkt hetzelfde · andere geboortedatum"),
        ("peeters lotte 04/03/1991", None),
        ("haddad youssef 1981", None),
    ],
)
def test_what_is_not_as_typed_has_its_reason_in_words(consulent, getypt, reden):
    WerkzoekendeFactory(voornaam="Youssef", achternaam="Haddad", geboortedatum=GEBOREN)
    assert met_reden(consulent, getypt) == ([] if reden is None else [("Haddad, Youssef", reden)])


@pytest.mark.parametrize(("een", "ander"), ANDER, ids=lambda naam: naam.replace(" ", "-"))
@pytest.mark.parametrize("geboren", [datetime.date(1991, 3, 4), datetime.date(1991, 1, 1)], ids=str)
def test_twins_and_strangers_are_far_hits_or_none(consulent, een, ander, geboren):
    voornaam, achternaam = gesplitst(een)
    WerkzoekendeFactory(voornaam=voornaam, achternaam=achternaam, geboortedatum=geboren)
    hits = Werkzoekende.objects.vindbaar_voor(consulent).zoek(f"{ander} {geboren:%d/%m/%Y}", voor=consulent)
    iets_gemeen = achternaam == gesplitst(ander)[1] and geboren.day > 1  # 1 January says nothing
    assert [persoon.ver for persoon in hits] == ([True] if iets_gemeen else [])


def test_far_hits_come_last_and_only_when_nobody_is_as_typed(consulent):
    WerkzoekendeFactory(voornaam="Youssef", achternaam="Haddad", geboortedatum=datetime.date(1966, 3, 4))
    bijna = WerkzoekendeFactory(voornaam="Jusuf", achternaam="Haddad", geboortedatum=GEBOREN)
    term = "haddad youssef 04/03/1991"
    assert gevonden(consulent, term) == [bijna.naam, "Haddad, Youssef"]
    zelf = WerkzoekendeFactory(voornaam="Youssef", achternaam="Haddad", geboortedatum=GEBOREN)
    assert gevonden(consulent, term) == [zelf.naam, bijna.naam]


def test_only_those_who_are_shown_are_in_the_read_log(consulent):
    WerkzoekendeFactory.create_batch(12)
    with bijhouden() as gezien:
        assert len(gevonden(consulent, "demir")) == len(gezien.personen) == 8
