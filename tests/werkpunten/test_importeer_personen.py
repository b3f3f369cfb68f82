"""Who is the same person, what is only suspected, and what the history of a person becomes."""

import datetime

import pytest
from django.utils import timezone

from tests.factories.werkpunten import WerkzoekendeFactory
from tests.werkpunten.importbestand import contacten, lees_in, mensen, waarschuwingen
from werkpunten.importeren.tijdlijnen import tijdlijn
from werkpunten.models import Adres, Betrokkenheid, Statuut
from werkpunten.zicht import herbereken_inzage

pytestmark = pytest.mark.usefixtures("rabot", "ledeberg")
ELIF = {"voornaam": "Elif", "achternaam": "Demir", "geboortedatum": "1991-03-04"}
INSZ, ANDER_INSZ = "85.07.30-999.32", "85.07.30-000.61"


def dag(tekst):
    return datetime.date.fromisoformat(tekst)


@pytest.mark.parametrize(
    ("een", "ander"),
    [
        ({"extern_id": "7", "voornaam": "Elif"}, {"extern_id": "7", "voornaam": "Eliv", "geboortedatum": "1990"}),
        ({"insz": INSZ, "voornaam": "Elif"}, {"insz": "85073099932", "achternaam": "Demir"}),
        (ELIF, {**ELIF, "voornaam": "ELIF", "achternaam": "Demír"}),
        (ELIF, {**ELIF, "voornaam": "Demir", "achternaam": "Elif"}),
        (ELIF, {**ELIF, "geboortedatum": "04/03/1991", "insz": INSZ}),
        ({**ELIF, "achternaam": "De Mir"}, {**ELIF, "achternaam": "Mir"}),
        ({**ELIF, "voornaam": "", "achternaam": "Ангел"}, {**ELIF, "voornaam": "Angel", "achternaam": ""}),
    ],
)
@pytest.mark.parametrize("bestanden", [1, 2])
def test_same_person(tmp_path, een, ander, bestanden):
    if bestanden == 1:
        verslag = lees_in(tmp_path, een, ander)
    else:
        lees_in(tmp_path, een)
        verslag = lees_in(tmp_path, ander)
    assert (mensen().count(), contacten().count(), verslag.dubbels) == (1, 2, [])
    assert {contact.werkzoekende_id for contact in contacten()} == {mensen().get().pk}


@pytest.mark.parametrize(
    ("een", "ander", "vermoed"),
    [
        ({"extern_id": "7", "voornaam": "Elif"}, {"extern_id": "8", "voornaam": "Jan"}, False),
        (ELIF, {**ELIF, "voornaam": "Emre"}, False),
        (ELIF, {**ELIF, "geboortedatum": "1966-03-04"}, False),
        (ELIF, {**ELIF, "geboortedatum": ""}, True),
        (ELIF, {**ELIF, "geboortedatum": "1991"}, True),
        (ELIF, {**ELIF, "geboortedatum": "04/04/1991"}, True),
        (ELIF, {**ELIF, "achternaam": "Demirr"}, True),
        ({**ELIF, "geboortedatum": "1991-01-01"}, {**ELIF, "geboortedatum": "01/01/1991"}, True),
        ({**ELIF, "insz": INSZ}, {**ELIF, "insz": ANDER_INSZ}, True),
        ({"voornaam": "Elif"}, {"voornaam": "Elif"}, True),
        (
            {"voornaam": "ተስፋይ", "geboortedatum": "1991-01-01"},
            {"voornaam": "محمد", "geboortedatum": "1991-01-01"},
            False,
        ),
        ({"extern_id": "7"}, {"extern_id": "8"}, False),
    ],
)
@pytest.mark.parametrize("bestanden", [1, 2])
def test_two_people_and_a_suspicion_when_they_look_alike(tmp_path, een, ander, vermoed, bestanden):
    ander = ander | {"tijdstip": "10:00"}
    if bestanden == 1:
        verslag, wie = lees_in(tmp_path, een, ander), "rij 1"
    else:
        lees_in(tmp_path, een)
        verslag, wie = lees_in(tmp_path, ander), f"dossier W{mensen().first().pk:06d}"
    assert (mensen().count(), contacten().count()) == (2, 2)
    assert [dubbel.ander for dubbel in verslag.dubbels] == ([wie] if vermoed else [])


def test_extern_id_is_unique_per_source_only(tmp_path):
    rij = {"extern_id": "7", "voornaam": "Elif"}
    lees_in(tmp_path, rij, naam="rabot-2026-01.csv")
    lees_in(tmp_path, {**rij, "dag": "2026-02-05"}, naam="rabot-2026-02.csv")
    assert mensen().count() == 1
    lees_in(tmp_path, rij, naam="dampoort-2026-01.csv")
    lees_in(tmp_path, {**rij, "dag": "2026-02-06"}, naam="dampoort.csv", bron="rabot")
    assert (mensen().count(), contacten().count()) == (2, 4)


def test_number_ties_rows_that_came_in_as_two_people(tmp_path):
    lees_in(
        tmp_path,
        {"extern_id": "7", "voornaam": "Elif"},
        {"insz": INSZ, "achternaam": "Demir"},
        {"extern_id": "7", "insz": INSZ},
    )
    persoon = mensen().get()
    assert (persoon.voornaam, persoon.achternaam, persoon.insz) == ("Elif", "Demir", "85073099932")
    assert {contact.werkzoekende_id for contact in contacten()} == {persoon.pk}


def test_number_of_the_source_and_national_number_of_two_known_people_are_reported(tmp_path):
    lees_in(tmp_path, {"extern_id": "7", "voornaam": "Elif"}, {"insz": INSZ, "voornaam": "Jan"})
    elif_, jan = mensen()
    verslag = lees_in(tmp_path, {"extern_id": "7", "insz": INSZ, "dag": "2026-02-01"})
    assert contacten().last().werkzoekende_id == elif_.pk
    assert [dubbel.ander for dubbel in verslag.dubbels] == [f"dossier W{jan.pk:06d}"]
    assert [persoon.insz for persoon in mensen()] == [None, "85073099932"]


def test_person_of_the_desk_is_recognised_filled_in_and_never_overwritten(tmp_path, rabot):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir", telefoon="0400 00 00 00", geslacht="")
    rij = {**ELIF, "telefoon": "0400 99 99 99", "geslacht": "v", "insz": INSZ, "voornaam": "ELIF"}
    verslag = lees_in(tmp_path, rij)
    assert (verslag.nieuwe_werkzoekenden, verslag.bekende_werkzoekenden) == (0, 1)
    gevonden = mensen().get()
    assert (gevonden.voornaam, gevonden.telefoon, gevonden.geslacht, gevonden.insz, gevonden.versie) == (
        "Elif",
        "0400 00 00 00",
        "v",
        "85073099932",
        persoon.versie + 1,
    )


def test_corrected_person_is_still_found_by_the_contacts_read_before(tmp_path):
    lees_in(tmp_path, ELIF)
    mensen().update(geboortedatum="1991-03-05")
    lees_in(tmp_path, ELIF, {**ELIF, "dag": "2026-02-01"})
    assert (mensen().count(), contacten().count()) == (1, 2)


def test_characteristics_come_from_the_first_row_that_gives_them(tmp_path):
    lees_in(
        tmp_path,
        {"extern_id": "7", "dag": "2026-02-01"},
        {"extern_id": "7", "dag": "2026-01-01", "voornaam": "Elif", "taal": "tr"},
        {"extern_id": "7", "dag": "2026-03-01", "voornaam": "Elifje", "geslacht": "v"},
    )
    persoon = mensen().get()
    assert (persoon.voornaam, persoon.contacttaal, persoon.geslacht) == ("Elif", "tr", "v")


def test_status_and_address_become_a_dated_history(tmp_path):
    lees_in(
        tmp_path,
        {"extern_id": "7", "dag": "2026-03-01", "statuut": "werkend", "wijk": "Ledeberg"},
        {"extern_id": "7", "dag": "2026-01-10", "statuut": "leefloon", "wijk": "Dampoort", "straat": "Proefweg"},
        {"extern_id": "7", "dag": "2026-02-10", "statuut": "leefloon", "wijk": "Dampoort"},
        {"extern_id": "7", "dag": "2026-02-20"},
    )
    persoon = mensen().get()
    assert historie(persoon.statuten, "soort") == [
        ("leefloon", dag("2026-01-10"), dag("2026-02-28")),
        ("werkend", dag("2026-03-01"), None),
    ]
    assert historie(persoon.adressen, "straat") == [
        ("Proefweg", dag("2026-01-10"), dag("2026-02-28")),
        ("", dag("2026-03-01"), None),
    ]


def test_history_that_is_known_is_completed(tmp_path):
    persoon = WerkzoekendeFactory()
    Statuut.objects.create(werkzoekende=persoon, soort="wzua", van="2025-06-01", tot="2025-12-31")
    blijft = Statuut.objects.create(werkzoekende=persoon, soort="werkend", van="2026-03-01")
    wie = {
        "voornaam": persoon.voornaam,
        "achternaam": persoon.achternaam,
        "geboortedatum": str(persoon.geboortedatum),
    }
    lees_in(
        tmp_path,
        {**wie, "dag": "2025-01-15", "statuut": "student"},
        {**wie, "dag": "2025-07-01", "statuut": "wzua"},
        {**wie, "dag": "2026-01-20", "statuut": "leefloon"},
        {**wie, "dag": "2026-03-01", "statuut": "student"},
    )
    assert historie(persoon.statuten, "soort") == [
        ("student", dag("2025-01-15"), dag("2025-05-31")),
        ("wzua", dag("2025-06-01"), dag("2025-12-31")),
        ("leefloon", dag("2026-01-20"), dag("2026-02-28")),
        ("werkend", dag("2026-03-01"), None),
    ]
    assert persoon.statuten.ongefilterd("test").get(tot=None) == blijft


ANDERE_NAAM = "zelfde extern_id of insz als {} maar een andere naam: die naam wordt niet bewaard"


def test_number_with_another_name_stays_one_person_with_a_warning(tmp_path):
    piet, klaas = (
        {"extern_id": "D1", "voornaam": voor, "achternaam": naam, "dag": dag}
        for voor, naam, dag in (("Piet", "Goed", "2026-01-05"), ("Klaas", "Anders", "2026-01-07"))
    )
    assert waarschuwingen(lees_in(tmp_path, piet, klaas)) == [(2, "achternaam", ANDERE_NAAM.format("rij 1"))]
    persoon = mensen().get()
    assert persoon.naam == "Goed, Piet"
    later = lees_in(tmp_path, klaas | {"dag": "2026-01-08"})
    assert waarschuwingen(later) == [(1, "achternaam", ANDERE_NAAM.format(f"dossier {persoon.dossiernummer}"))]
    assert mensen().get().naam == "Goed, Piet"


def test_number_with_a_part_of_the_name_is_no_reason_to_warn(tmp_path):
    rijen = [{"extern_id": "D1", "voornaam": voor, "achternaam": "Özkan"} for voor in ("Elif Su", "Elif", "")]
    assert lees_in(tmp_path, *rijen).meldingen == []


def historie(rijen, veld):
    return list(rijen.ongefilterd("test").order_by("van").values_list(veld, "van", "tot"))


@pytest.mark.parametrize(
    ("bestaand", "gezien", "verwacht"),
    [
        ([], [], []),
        ([], [(3, "a"), (1, "a")], [("a", 1, None)]),
        ([], [(1, "a"), (1, "b")], [("a", 1, None)]),
        ([("a", 5, None)], [(2, "a")], [("a", 2, None)]),
        ([("a", 5, None)], [(2, "b")], [("b", 2, 4), ("a", 5, None)]),
        ([("a", 5, None)], [(5, "b")], [("a", 5, None)]),
        ([("a", 5, None)], [(9, "b"), (12, "a")], [("a", 5, 8), ("b", 9, 11), ("a", 12, None)]),
        ([("a", 1, 4), ("c", 8, None)], [(6, "b")], [("a", 1, 4), ("b", 6, 7), ("c", 8, None)]),
        ([("a", 1, 4)], [(5, "a")], [("a", 1, None)]),
    ],
)
def test_timeline(bestaand, gezien, verwacht):
    def januari(nummer):
        return nummer and datetime.date(2026, 1, nummer)

    uitkomst = tijdlijn(
        [(waarde, januari(van), januari(tot)) for waarde, van, tot in bestaand],
        [(januari(nummer), waarde) for nummer, waarde in gezien],
    )
    assert uitkomst == [(waarde, januari(van), januari(tot)) for waarde, van, tot in verwacht]


def test_sight_is_what_logging_the_contacts_would_have_given(tmp_path, rabot, ledeberg):
    lees_in(
        tmp_path,
        {**ELIF, "dag": "2026-01-10"},
        {**ELIF, "dag": "2026-02-28", "soort": "poging"},
        {**ELIF, "dag": "2019-05-31", "werkpunt": ledeberg.slug},
        {"dag": "2026-05-01"},
    )
    persoon = mensen().get()
    in_bulk = inzage()
    assert len(in_bulk) == 2
    Betrokkenheid.objects.ongefilterd("test").delete()
    herbereken_inzage([persoon.pk])
    assert in_bulk == inzage()
    assert timezone.localdate(in_bulk[0][-1]) == datetime.date(2028, 1, 10)


def inzage():
    rijen = Betrokkenheid.objects.ongefilterd("test").order_by("werkpunt")
    return list(rijen.values_list("werkzoekende", "werkpunt", "reden", "alleen_lezen", "tot"))


def test_one_address_without_end_per_person(tmp_path):
    lees_in(tmp_path, *({"extern_id": "7", "dag": f"2026-01-{d:02d}", "wijk": str(d % 3 + 1)} for d in range(1, 20)))
    assert Adres.objects.ongefilterd("test").filter(tot=None).count() == 1


@pytest.mark.parametrize(
    ("een", "ander", "reden"),
    [
        ("Jan Vandenberghe", "Jan Van den Berghe", "zelfde naam, anders geschreven · zelfde geboortedatum"),
        ("Youssef Alaoui", "Jusuf Alaoui", "naam klinkt hetzelfde · zelfde geboortedatum"),
        ("Олександр Шевченко", "Alexander Sjevtsjenko", "naam klinkt hetzelfde · zelfde geboortedatum"),
        ("Elif Demir", "Emre Demir", None),
        ("Samir Haddad", "Samira Haddad", None),
    ],
)
def test_suspected_duplicates_are_judged_as_at_the_desk(tmp_path, een, ander, reden):
    rijen = [
        {"voornaam": naam.split(" ", 1)[0], "achternaam": naam.split(" ", 1)[1], "geboortedatum": "1991-03-04"}
        for naam in (een, ander)
    ]
    verslag = lees_in(tmp_path, *rijen)
    assert [(dubbel.rij, dubbel.ander, dubbel.reden) for dubbel in verslag.dubbels] == (
        [(2, "rij 1", reden)] if reden else []
    )
    assert mensen().count() == 2
