"""Numbers and dates as they are written in Flanders."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.forms import DateField
from django.utils import formats

from kern.templatetags.kern import dagtijd, datum, getal, opties, relatief, uur, weekdag

LAAT = datetime.datetime(2026, 11, 20, 23, 30, tzinfo=datetime.UTC)  # already the 21st in Brussels


@pytest.mark.parametrize(
    ("waarde", "decimalen", "tekst"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (1204, None, "1.204"),
        (-1234567, None, "-1.234.567"),
        (1234.5, None, "1.234,5"),
        (Decimal("0.125"), 2, "0,12"),
        (41.46, 1, "41,5"),
        (12, 1, "12,0"),
        (None, None, "–"),
    ],
)
def test_number(waarde: float | None, decimalen: int | None, tekst: str) -> None:
    assert getal(waarde, decimalen) == tekst


def test_moments_show_in_local_time() -> None:
    assert (datum(LAAT), weekdag(LAAT), dagtijd(LAAT), uur(LAAT)) == (
        "21/11/2026",
        "za 21/11/2026",
        "21/11/2026 00:30",
        "00:30",
    )


def test_nothing_shows_as_a_dash() -> None:
    assert {datum(None), weekdag(None), dagtijd(None), uur(None), relatief(None)} == {"–"}


@pytest.mark.parametrize(
    ("dag", "tekst"),
    [
        (datetime.date(2026, 9, 12), "12/09 (70 dagen)"),
        (datetime.date(2026, 11, 20), "20/11 (gisteren)"),
        (LAAT, "21/11 (vandaag)"),
        (datetime.date(2026, 11, 22), "22/11 (morgen)"),
        (datetime.date(2026, 11, 27), "27/11 (over 6 dagen)"),
        (datetime.date(2022, 11, 21), "21/11/2022 (1.461 dagen)"),
    ],
)
@time_machine.travel("2026-11-21 08:00+01:00", tick=False)
def test_contextual_date(dag: datetime.date, tekst: str) -> None:
    assert relatief(dag) == tekst


@pytest.mark.parametrize("getypt", ["21/11/2026", "21-11-2026", "21.11.2026", "21/11/26", "2026-11-21"])
def test_dates_are_read_day_first(getypt: str) -> None:
    assert DateField(localize=True).clean(getypt) == datetime.date(2026, 11, 21)


def test_templates_write_dates_and_numbers_the_same_way() -> None:
    assert formats.date_format(LAAT.date()) == "20/11/2026"
    assert formats.number_format(1234.5) == "1234,5"


def test_options_of_a_select_are_escaped_and_dashes_become_words():
    keuzes = [
        {"value": "", "label": "---------", "selected": False},
        {"value": 'a"b', "label": "<b>", "selected": True},
        {"value": 3, "label": "Rabot", "selected": False},
    ]
    rest = '<option value="a&quot;b" selected>&lt;b&gt;</option><option value="3">Rabot</option>'
    assert opties(keuzes, verplicht=True) == f'<option value="">Kies uit de lijst</option>{rest}'
    assert opties(keuzes, verplicht=False) == f'<option value="">niet ingevuld</option>{rest}'
