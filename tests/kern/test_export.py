"""Exports: no formula ever, numbers stay numbers, and a spreadsheet program reads them."""

import datetime
import io
import sys
import unicodedata
from decimal import Decimal

import openpyxl
import pytest

from kern.export import Blad, als_bijlage, onschadelijk, schrijf_csv, schrijf_xlsx

GEVAARLIJK = [
    "=1+1",
    "+32 9 123",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\tgewoon",
    " =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "\u200b\u00a0＝1",
    "﹣1",
]
VEILIG = ["", "Öztürk", "O'Brien", "a=b", "'=1", "12", "Олександр", "  spatie", "يوسف", "\U0001f600 =1"]


@pytest.mark.parametrize("tekst", GEVAARLIJK)
def test_a_formula_is_defused(tekst):
    assert onschadelijk(tekst) == f"'{tekst}"


@pytest.mark.parametrize("tekst", VEILIG)
def test_an_ordinary_text_stays_as_typed(tekst):
    assert onschadelijk(tekst) == tekst


def test_csv_has_semicolons_a_bom_and_numbers_with_their_sign():
    uit = io.StringIO(newline="")
    moment = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC)
    schrijf_csv(uit, ["Naam", "N"], [["=1;x", -5], [Decimal("-1.5"), None], [datetime.date(2026, 1, 2), moment]])
    assert uit.getvalue() == '\ufeffNaam;N\r\n"\'=1;x";-5\r\n-1,5;\r\n2026-01-02;2026-07-02 00:30\r\n'


MOMENT = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def boek(gemaakt: datetime.datetime) -> bytes:
    uit = io.BytesIO()
    rijen = [["=1+1", -5, datetime.date(2026, 1, 2)], ["x" * 40_000, Decimal("1.5"), None]]
    schrijf_xlsx(uit, [Blad("Cijfers", [("Naam", 20), ("N", 8), ("Dag", 12)], rijen)], titel="Proef", gemaakt=gemaakt)
    return uit.getvalue()


def test_xlsx_opens_with_strings_as_strings_and_a_frozen_header():
    blad = openpyxl.load_workbook(io.BytesIO(boek(MOMENT)))["Cijfers"]
    rijen = [[cel.value for cel in rij] for rij in blad.iter_rows()]
    assert rijen[0] == ["Naam", "N", "Dag"]
    assert rijen[1] == ["'=1+1", -5, datetime.datetime.fromisoformat("2026-01-02")]
    assert (len(rijen[2][0]), rijen[2][1:]) == (32_767, [1.5, None])
    assert (blad["A2"].data_type, blad.freeze_panes) == ("s", "A2")


def test_a_sheet_can_be_filtered_without_its_totals_and_has_a_name_of_its_own():
    namen = ["Per gender/leeftijd [2026]: 'alles'?", "Per wijk", "per wijk", "x" * 40, "x" * 40, "*"]
    bladen = [Blad(naam, [("Wat", 9), ("N", 9)], [["a", 1], ["b", 2], ["Totaal", 3]], vet=2) for naam in namen]
    uit = io.BytesIO()
    schrijf_xlsx(uit, [*bladen, Blad("leeg", [("Wat", 9)], [])], titel="Proef", gemaakt=MOMENT)
    gelezen = openpyxl.load_workbook(uit)
    assert gelezen.sheetnames == [
        *("Per gender leeftijd  2026   all", "Per wijk", "per wijk 2", "x" * 31, f"{'x' * 29} 2", "Blad", "leeg")
    ]
    assert [gelezen[naam].auto_filter.ref for naam in ("Per wijk", "leeg")] == ["A1:B3", "A1"]
    assert [gelezen["Per wijk"][f"B{rij}"].font.b for rij in (1, 2, 4)] == [True, False, True]
    assert gelezen["Per wijk"]["B2"].number_format == "#,##0"


def test_no_letter_or_digit_is_a_sign_of_a_formula_in_disguise():
    """``onschadelijk`` leaves a text that begins with one alone."""
    tekens = (chr(nummer) for nummer in range(sys.maxunicode + 1))
    assert [t for t in tekens if t.isalnum() and unicodedata.normalize("NFKC", t)[0] in "=+-@"] == []


def test_the_same_figures_give_the_same_file():
    assert boek(MOMENT) == boek(MOMENT)


def test_a_download_is_an_attachment_of_its_own_type():
    antwoord = als_bijlage(b"x", "bereik-2026-10.csv")
    assert antwoord["Content-Type"] == "text/csv; charset=utf-8"
    assert antwoord["Content-Disposition"] == 'attachment; filename="bereik-2026-10.csv"'
    assert antwoord["X-Content-Type-Options"] == "nosniff"
