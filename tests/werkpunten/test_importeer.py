"""All or nothing, nothing twice, and a report that says why."""

import csv
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.werkpunten.importbestand import contacten, lees_in, mensen, schrijf_csv, schrijf_xlsx
from werkpunten.importeren.uitvoeren import importeer
from werkpunten.models import Adres, Betrokkenheid, Contactmoment, ExterneSleutel, Statuut, Werkpunt, Werkzoekende

pytestmark = pytest.mark.usefixtures("rabot")
ELIF = {
    "extern_id": "7",
    "voornaam": "Elif",
    "achternaam": "Demir",
    "onderwerp": "vacature|opleiding",
    "statuut": "leefloon",
    "wijk": "1",
}
ANONIEM = {"tijdstip": "10:00"}
ALLES = (Adres, Betrokkenheid, Contactmoment, Contactmoment.onderwerpen.through, ExterneSleutel, Statuut, Werkpunt)


def tellingen():
    with connection.cursor() as cursor:
        aantallen = []
        for model in (*ALLES, Werkzoekende):
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
            aantallen.append(cursor.fetchone()[0])
    return aantallen


@pytest.fixture
def bestand(tmp_path):
    return schrijf_csv(tmp_path / "bezoeken.csv", ELIF, ANONIEM, {"voornaam": "Jan", "wijk": "2"}, ANONIEM)


def test_file_is_read_whole(bestand):
    verslag = importeer(bestand, uitvoeren=True)
    assert (verslag.rijen, verslag.contacten, verslag.anoniem, verslag.al_bekend) == (4, 4, 2, 0)
    assert (verslag.nieuwe_werkzoekenden, verslag.bekende_werkzoekenden) == (2, 0)
    assert [contact.bron for contact in contacten()] == ["bezoeken"] * 4


def test_same_file_twice_adds_nothing(bestand):
    importeer(bestand, uitvoeren=True)
    voor = tellingen()
    verslag = importeer(bestand, uitvoeren=True)
    assert tellingen() == voor
    assert (verslag.contacten, verslag.al_bekend, verslag.nieuwe_werkzoekenden, verslag.dubbels) == (0, 4, 0, [])


def test_longer_version_adds_only_the_new_rows(tmp_path, bestand):
    importeer(bestand, uitvoeren=True)
    langer = schrijf_csv(
        tmp_path / "bezoeken-2026-02.csv",
        {"voornaam": "Jan", "wijk": "2"},
        ANONIEM,
        ANONIEM,
        ANONIEM,
        {**ELIF, "dag": "2026-02-01", "geslacht": "v"},
        ELIF,
    )
    verslag = importeer(langer, uitvoeren=True)
    assert (verslag.contacten, verslag.al_bekend, verslag.anoniem) == (2, 4, 1)
    assert (contacten().count(), mensen().count()) == (6, 2)


def test_identical_rows_are_as_many_contacts(tmp_path):
    assert lees_in(tmp_path, ANONIEM, ANONIEM, ANONIEM).contacten == 3
    assert lees_in(tmp_path, ANONIEM, ANONIEM).contacten == 0


def test_trial_gives_the_same_report_and_changes_nothing(bestand):
    voor = tellingen()
    proef = importeer(bestand, nieuwe_werkpunten=True)
    assert tellingen() == voor
    echt = importeer(bestand, nieuwe_werkpunten=True, uitvoeren=True)
    assert list(proef.regels(alles=True))[:-1] == list(echt.regels(alles=True))[:-1]
    assert proef.slot == "Dit was een proef: er is niets bewaard. Met --uitvoeren wordt het bestand ingelezen."
    assert echt.slot == "Ingelezen: 4 nieuwe contacten."


def test_one_error_and_nothing_is_imported_new_work_points_included(tmp_path):
    voor = tellingen()
    verslag = lees_in(tmp_path, ELIF, {"werkpunt": "Muide"}, {"dag": "x"}, nieuwe_werkpunten=True)
    assert tellingen() == voor
    assert (verslag.uitgevoerd, verslag.slot) == (False, "Niets ingelezen: 1 rij met fouten.")


def test_thousand_broken_lines_give_a_thousand_reasons_and_no_row(tmp_path):
    kapot = [{"dag": "x"}, {"werkpunt": "nergens"}, {"soort": "fax"}, {"voornaam": "\0"}, {"dag": "2999-01-01"}]
    verslag = lees_in(tmp_path, *(rij for i in range(1000) for rij in (ELIF | {"straat": str(i)}, kapot[i % 5])))
    assert [melding.rij for melding in verslag.fouten] == list(range(2, 2001, 2))
    assert all(melding.reden and melding.regel == melding.rij + 1 for melding in verslag.fouten)
    assert not contacten().exists()


def test_key_of_a_row_does_not_give_away_the_national_number(tmp_path, settings):
    lees_in(tmp_path, {"insz": "85.07.30-999.32"})
    eerste = contacten().get().sleutel
    contacten().delete()
    settings.INDEX_SLEUTELS = ["een andere sleutel"]
    lees_in(tmp_path, {"insz": "85.07.30-999.32"})
    assert contacten().get().sleutel != eerste


def test_topic_that_is_added_later_does_not_make_the_row_a_new_one(tmp_path, rabot):
    lees_in(tmp_path, {"onderwerp": "fietsles"})
    ander = contacten().get().onderwerpen.get()
    ander.pk, ander.slug, ander.naam = None, "fietsles", "Fietsles"
    ander.save(force_insert=True)
    assert lees_in(tmp_path, {"onderwerp": "Fietsles"}).al_bekend == 1


def test_history_says_that_it_was_an_import(bestand):
    importeer(bestand, uitvoeren=True, bron="oud systeem")
    contexten = {
        gebeurtenis.pgh_context["opdracht"]
        for gebeurtenis in Contactmoment.gebeurtenissen.rel.related_model.objects.all()
    }
    assert contexten == {"importeer"}


@pytest.mark.parametrize(
    ("kolom", "eerst", "dan"),
    [
        ("geslacht", "m", "Man"),
        ("taal", "tr", "Turks"),
        ("nationaliteit", "TR", "Turkse"),
        ("statuut", "leefloon", "OCMW"),
        ("opleidingsniveau", "laag", "kortgeschoold"),
        ("wijk", "Ledeberg", "ledeberg"),
    ],
)
def test_row_is_the_same_whichever_word_of_the_list_was_written(tmp_path, kolom, eerst, dan):
    lees_in(tmp_path, ELIF | {kolom: eerst})
    verslag = lees_in(tmp_path, ELIF | {kolom: dan})
    assert (verslag.contacten, verslag.al_bekend) == (0, 1)
    assert verslag.slot == "Niets nieuws: alle contacten van dit bestand waren al ingelezen."


# --- the command -------------------------------------------------------------------------------------------------


def test_command_is_a_trial_unless_told(bestand, capsys):
    call_command("importeer", str(bestand))
    assert not contacten().exists()
    assert "Dit was een proef" in capsys.readouterr().out
    call_command("importeer", str(bestand), "--uitvoeren", "--bron", "ander")
    uit = capsys.readouterr().out
    assert "Bron: ander\nRijen gelezen: 4\nNieuwe contacten: 4, waarvan anoniem: 2\n" in uit
    assert uit.endswith("Ingelezen: 4 nieuwe contacten.\n")


def test_command_makes_work_points_when_told(tmp_path):
    pad = schrijf_csv(tmp_path / "a.csv", {"werkpunt": "Muide"})
    with pytest.raises(CommandError, match="Niets ingelezen: 1 rij met fouten"):
        call_command("importeer", str(pad), "--uitvoeren")
    call_command("importeer", str(pad), "--uitvoeren", "--nieuwe-werkpunten")
    assert Werkpunt.objects.filter(slug="muide").exists()


def test_command_prints_every_error_but_not_every_warning(tmp_path, capsys):
    warm = [{"tijdstip": "9u", "straat": str(nummer)} for nummer in range(60)]
    with pytest.raises(CommandError, match="Niets ingelezen: 70 rijen met fouten"):
        call_command("importeer", str(schrijf_csv(tmp_path / "a.csv", *warm, *[{"dag": "x"}] * 70)))
    uit = capsys.readouterr().out
    assert uit.count("is geen dag") == 70
    assert uit.count("is geen tijdstip") == 50
    assert "… en nog 10; --verslag PAD geeft ze allemaal" in uit


@pytest.mark.parametrize("naam", ["verslag.csv", "verslag.json", "verslag.txt"])
def test_report_in_full_for_people_and_machines(tmp_path, naam, capsys):
    rijen = [{"tijdstip": "9u"}, {"voornaam": "Elif"}, {"voornaam": "Elif", "tijdstip": "10:00"}]
    pad = tmp_path / naam
    call_command("importeer", str(schrijf_csv(tmp_path / "a.csv", *rijen)), verslag=str(pad))
    tekst = pad.read_text(encoding="utf-8-sig")
    if naam.endswith("csv"):
        kop, waarschuwing, dubbel = csv.reader(tekst.splitlines(), delimiter=";")
        assert kop == ["aard", "rij", "regel", "kolom", "reden"]
        assert waarschuwing == ["waarschuwing", "1", "2", "tijdstip", "“9u” is geen tijdstip; schrijf UU:MM"]
        assert dubbel == ["dubbel", "3", "", "", "misschien rij 2: zelfde naam"]
    elif naam.endswith("json"):
        inhoud = json.loads(tekst)
        assert (inhoud["contacten"], inhoud["meldingen"][0]["kolom"], inhoud["dubbels"][0]["ander"]) == (
            3,
            "tijdstip",
            "rij 2",
        )
    else:
        assert tekst == capsys.readouterr().out


def test_report_that_cannot_be_written_stops_before_anything_is_imported(tmp_path, bestand):
    with pytest.raises(CommandError, match="Kan niet schrijven naar"):
        call_command("importeer", str(bestand), "--uitvoeren", verslag=str(tmp_path / "nergens" / "v.csv"))
    assert not contacten().exists()


@pytest.mark.parametrize(("naam", "waarom"), [("nergens.csv", "bestaat niet"), (".", "is een map, geen bestand")])
def test_unreadable_file_gives_one_dutch_line(tmp_path, naam, waarom):
    with pytest.raises(CommandError, match=rf"{waarom}\.$"):
        call_command("importeer", str(tmp_path / naam))


def test_spreadsheet_twice_adds_nothing(tmp_path):
    pad = schrijf_xlsx(tmp_path / "a.xlsx", ["werkpunt", "dag", "voornaam"], *[["rabot", "2026-01-05", "Elif"]] * 3)
    assert importeer(pad, uitvoeren=True).contacten == 3
    assert importeer(pad, uitvoeren=True).contacten == 0
