"""Files as they come: delimiters, encodings, spreadsheets, damage."""

import datetime
import zipfile

import pytest
from django.core.exceptions import ValidationError

from tests.werkpunten.importbestand import contacten, fouten, lees_in, mensen, schrijf_csv, schrijf_xlsx
from werkpunten.importeren.uitvoeren import bron_van, importeer

pytestmark = pytest.mark.usefixtures("rabot")
AYSE = {"voornaam": "Ayşe", "achternaam": 'Öz"türk; de, jonge\t'}


def voer_in(pad):
    return importeer(pad, uitvoeren=True)


@pytest.mark.parametrize("scheiding", [";", ",", "\t"])
@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiter_and_encoding_are_recognised(tmp_path, scheiding, codering):
    verslag = voer_in(schrijf_csv(tmp_path / "a.csv", AYSE, scheiding=scheiding, codering=codering))
    assert (verslag.meldingen, verslag.genegeerde_kolommen) == ([], [])
    [persoon] = mensen()
    assert (persoon.voornaam, persoon.achternaam) == ("Ayşe", 'Öz"türk; de, jonge')


def test_windows_1252_is_recognised(tmp_path):
    voer_in(schrijf_csv(tmp_path / "a.csv", {"voornaam": "Zoë", "achternaam": "d’Août €"}, codering="cp1252"))
    [persoon] = mensen()
    assert (persoon.voornaam, persoon.achternaam) == ("Zoë", "d’Août €")


def test_headers_in_any_case_accent_and_spacing_and_unknown_ones_named(tmp_path):
    pad = tmp_path / "a.csv"
    pad.write_text("WERKPUNT; Dág ;Vóór Naam;Extern-ID;Opmerking;;Kleur\nrabot;5/1/2026;Elif;7;hallo;;rood\n")
    verslag = voer_in(pad)
    assert (verslag.genegeerde_kolommen, verslag.meldingen) == (["Opmerking", "Kleur"], [])
    [persoon] = mensen()
    assert (persoon.voornaam, persoon.externe_sleutels.ongefilterd("test").get().extern_id) == ("Elif", "7")


def test_spreadsheet_with_real_dates_times_and_numbers(tmp_path):
    kop = ["werkpunt", "dag", "tijdstip", "voornaam", "geboortedatum", "insz", "wijk", "huisnummer", "extern_id"]
    pad = schrijf_xlsx(
        tmp_path / "a.xlsx",
        kop,
        ["Rabot", datetime.date(2026, 1, 5), datetime.time(9, 30), "Elif", 1991, 6021499911, 9, 12.0, 7],
        [None] * 9,
        [
            "Rabot",
            datetime.datetime(2026, 1, 6, 10, 0),  # noqa: DTZ001 - a spreadsheet knows no zones
            "10:15",
            "Jan",
            datetime.date(1980, 2, 3),
            None,
            None,
            None,
            8,
        ],
        ["Rabot", 46029, None, "An", "04/1985", None, None, None, 9],
    )
    verslag = voer_in(pad)
    assert (verslag.meldingen, verslag.rijen) == ([], 3)
    assert [(contact.dag.isoformat(), contact.tijdstip) for contact in contacten()] == [
        ("2026-01-05", datetime.time(9, 30)),
        ("2026-01-06", datetime.time(10, 15)),
        ("2026-01-07", None),
    ]
    elif_, jan, an = mensen()
    assert (elif_.insz, elif_.geboren, jan.geboren, an.geboren) == ("06021499911", "1991", "03/02/1980", "04/1985")
    adres = elif_.adressen.ongefilterd("test").get()
    assert (adres.wijk.nummer, adres.huisnummer) == (9, "12")


def test_csv_and_spreadsheet_of_the_same_rows_are_the_same_rows(tmp_path):
    rij = {"tijdstip": "09:30", "voornaam": "Elif", "achternaam": "Demir", "geboortedatum": "04/03/1991"}
    lees_in(tmp_path, rij)
    waarden = ["rabot", datetime.date(2026, 1, 5), datetime.time(9, 30), "Elif", "Demir", datetime.date(1991, 3, 4)]
    verslag = voer_in(schrijf_xlsx(tmp_path / "b.xlsx", ["werkpunt", "dag", *rij], waarden))
    assert (verslag.contacten, verslag.al_bekend) == (0, 1)


def test_spreadsheet_named_csv_is_read_all_the_same(tmp_path):
    pad = schrijf_xlsx(tmp_path / "a.csv", ["werkpunt", "dag"], ["rabot", "2026-01-05"])
    assert voer_in(pad).contacten == 1


@pytest.mark.parametrize(
    ("inhoud", "fout"),
    [
        (b"", "Het bestand is leeg."),
        (b"dag;voornaam\n2026-01-05;Elif\n", "De kolom werkpunt ontbreekt in de eerste regel."),
        (b"naam,leeftijd\n", "De kolom werkpunt en de kolom dag ontbreken in de eerste regel."),
        (b"werkpunt;dag;Dag\n", "De kolom dag staat er meer dan"),
        (b"\x00\x01\x02\x03\x00", "Dit is geen CSV- of XLSX-bestand."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Dit is een oud Excel-bestand"),
        (b"PK\x03\x04kapot", "Dit XLSX-bestand is beschadigd."),
        (b'"werkpunt;dag\nrabot;2026-01-05\n', "De eerste regel van het bestand is niet te lezen."),
    ],
)
def test_a_file_that_is_no_table_gives_one_line(tmp_path, inhoud, fout):
    pad = tmp_path / "a.csv"
    pad.write_bytes(inhoud)
    with pytest.raises(ValidationError, match=fout):
        voer_in(pad)


def test_a_missing_file_gives_one_line(tmp_path):
    with pytest.raises(ValidationError, match=r"/a\.csv bestaat niet\."):
        voer_in(tmp_path / "a.csv")


def test_only_a_header_is_zero_rows(tmp_path):
    pad = tmp_path / "a.csv"
    pad.write_text("werkpunt;dag\n\n;\n")
    assert (voer_in(pad).rijen, voer_in(pad).meldingen) == (0, [])


@pytest.mark.parametrize("deel", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.bin"])
def test_spreadsheet_with_macros_or_links_is_refused(tmp_path, deel):
    pad = schrijf_xlsx(tmp_path / "a.xlsx", ["werkpunt", "dag"], ["rabot", "2026-01-05"])
    with zipfile.ZipFile(pad, "a") as zip_:
        zip_.writestr(deel, "x")
    with pytest.raises(ValidationError, match="bevat macro's, koppelingen of ingesloten bestanden"):
        voer_in(pad)


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    pad = tmp_path / "a.xlsx"
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED) as zip_:
        zip_.writestr("xl/workbook.xml", "x")
        zip_.writestr("xl/worksheets/sheet1.xml", b"\0" * 50_000_000)
    with pytest.raises(ValidationError, match="uitgepakt te groot"):
        voer_in(pad)


def test_another_kind_of_zip_is_refused(tmp_path):
    pad = tmp_path / "a.xlsx"
    with zipfile.ZipFile(pad, "w") as zip_:
        zip_.writestr("content.xml", "x")
    with pytest.raises(ValidationError, match="Dit is geen CSV- of XLSX-bestand"):
        voer_in(pad)


def test_null_byte_is_an_error_of_its_row(tmp_path):
    verslag = lees_in(tmp_path, {"voornaam": "Elif"}, {"voornaam": "Ja\0n"})
    assert fouten(verslag) == [(2, "voornaam", "bevat een teken dat niet kan (nul-byte)")]
    assert not contacten().exists()


def test_quote_that_is_never_closed_is_told_with_its_line(tmp_path):
    pad = tmp_path / "a.csv"
    pad.write_text('werkpunt;dag;straat\nrabot;2026-01-05;"goed"\nrabot;2026-01-05;"open\nrabot;2026-01-05;x\n')
    verslag = voer_in(pad)
    assert [(melding.rij, melding.regel) for melding in verslag.fouten] == [(2, 3)]
    assert "aanhalingsteken wordt niet gesloten" in verslag.fouten[0].reden
    assert not contacten().exists()


def test_quote_in_the_wrong_place_breaks_only_its_own_row(tmp_path):
    pad = tmp_path / "a.csv"
    pad.write_text('werkpunt;dag;straat\nrabot;2026-01-05;"a"b\nnergens;2026-01-05;x\n')
    assert [(rij, kolom) for rij, kolom, _ in fouten(voer_in(pad))] == [(1, ""), (2, "werkpunt")]


def test_line_numbers_are_those_of_the_file_and_rows_are_counted_without_header(tmp_path):
    pad = tmp_path / "a.csv"
    pad.write_text('werkpunt;dag;opmerking\nrabot;2026-01-05;"twee\nregels"\n\nnergens;2026-01-05;x\n')
    [melding] = voer_in(pad).fouten
    assert (melding.rij, melding.regel) == (3, 5)


def test_row_with_more_cells_than_the_header_is_an_error(tmp_path):
    pad = tmp_path / "a.csv"
    pad.write_text("werkpunt;dag\nrabot;2026-01-05;;\nrabot;2026-01-05;extra\nrabot\n")
    assert fouten(voer_in(pad)) == [
        (2, "", "de rij heeft meer velden dan de eerste regel"),
        (3, "dag", "is leeg"),
    ]


def test_ten_megabytes_in_one_cell_do_no_harm(tmp_path):
    verslag = lees_in(tmp_path, {"voornaam": "Elif", "opmerking": "x" * 10_000_000, "straat": "y" * 10_000_000})
    assert [(melding.kolom, melding.reden) for melding in verslag.meldingen] == [("straat", "langer dan 120 tekens")]
    assert mensen().count() == 1


@pytest.mark.parametrize(
    ("naam", "bron"),
    [
        ("bezoeken.csv", "bezoeken"),
        ("bezoeken-2026-10.csv", "bezoeken"),
        ("bezoeken_20261031.xlsx", "bezoeken"),
        ("2026-10-31 bezoeken rabot.csv", "bezoeken rabot"),
        ("bezoeken 31-10-2026 (2).csv", "bezoeken"),
        ("export_2026-10_rabot.csv", "export-rabot"),
        ("2026-10.csv", "import"),
        ("post9000.csv", "post9000"),
    ],
)
def test_source_is_the_name_of_the_file_without_date(tmp_path, naam, bron):
    assert bron_van(tmp_path / naam) == bron
