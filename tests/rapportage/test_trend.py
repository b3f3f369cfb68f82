"""What others counted stands in the trend: a bar of its own kind and a row with its source, never in our figures."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest
import time_machine

from rapportage.models import VroegereTelling
from rapportage.rapport import cijfers_van
from rapportage.tijdvakken import Tijdvak
from rapportage.trend import NIET_VAN_ONS, Trend
from rapportage.weergave import Beeld
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw

SVG = "{http://www.w3.org/2000/svg}"
LEEG = ""


@pytest.fixture(autouse=True)
def november(rabot):
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        bouw([Contact(n, "rabot", date(2026, 10, 5)) for n in range(30)])
        yield


def telling(jaar: int, aantal: int, maand: int | None = None, indicator: str = "bereikt", noot: str = "") -> None:
    VroegereTelling.objects.create(
        bron="PWA", indicator=indicator, werkpunt=None, jaar=jaar, maand=maand, aantal=aantal, noot=noot
    )


def trend(sleutel: str, *, exact: bool = True) -> Trend:
    cijfers = cijfers_van(Tijdvak.van_sleutel(sleutel), None, per=())
    return Trend(Beeld(cijfers.exact if exact else cijfers.gepubliceerd))


def gestreept(svg: str) -> int:
    """Bars with a broken edge, without the legend's."""
    vlakken = ET.fromstring(svg).iter(f"{SVG}rect")
    return sum(vlak.get("stroke-dasharray") == "4 3" and vlak.get("y") != "4" for vlak in vlakken)


def teksten(svg: str) -> list[str]:
    return [deel.text or "" for deel in ET.fromstring(svg).iter(f"{SVG}text")]


def test_a_year_that_others_counted_stands_before_ours_in_table_chart_and_words():
    telling(2017, 812, noot="zonder Ledeberg")
    telling(2017, 2400, indicator="contacten")
    jaar = trend("2026")
    rijen = jaar.tabel().rijen
    assert rijen[0] == ("2017 · vroegere telling, PWA", [812, LEEG, LEEG, 2400, LEEG, LEEG])
    assert [naam for naam, _ in rijen[1:]] == ["2022", "2023", "2024", "2025", "2026"]
    assert rijen[-1][1] == [30, 30, 0, 30, 0, 30]  # nothing was added to ours
    svg = jaar.grafiek()
    assert gestreept(svg) == 2
    assert teksten(svg).count("2017") == 1
    assert {"812", "2.400", "Bereikte personen, vroegere telling"} <= set(teksten(svg))
    assert "Met een gestreepte rand: een vroegere telling van PWA, over 2017" in jaar.uitleg()
    assert jaar.noot() == f"{NIET_VAN_ONS} 2017, PWA: zonder Ledeberg."


def test_a_report_without_numbers_of_others_says_nothing_of_them():
    jaar = trend("2026")
    assert (jaar.noot(), gestreept(jaar.grafiek()), "vroegere" in jaar.grafiek()) == ("", 0, False)


def test_a_month_that_both_counted_has_both_bars_and_two_rows():
    telling(2026, 44, maand=9)
    maand = trend("2026-10")
    rijen = [(naam, waarden[0]) for naam, waarden in maand.tabel().rijen[-3:]]
    assert rijen == [("september 2026 · vroegere telling, PWA", 44), ("september 2026", 0), ("oktober 2026", 30)]
    letters = [tekst for tekst in teksten(maand.grafiek()) if tekst[:3].isalpha() and len(tekst) < 7]
    assert letters == ["nov 25", "dec", "jan 26", *["feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt"]]


def test_the_chart_draws_the_last_six_and_the_table_has_all():
    for jaar in range(2005, 2015):
        telling(jaar, jaar)
    jaren = trend("2026")
    assert gestreept(jaren.grafiek()) == 6
    assert "over 2009, 2010, 2011, 2012, 2013, 2014" in jaren.uitleg()
    assert len(jaren.tabel().rijen) == 15


def test_a_small_number_of_others_is_a_star_for_whoever_may_not_see_it():
    telling(2017, 3)
    assert gestreept(trend("2026").grafiek()) == 1
    dicht = trend("2026", exact=False)
    assert dicht.tabel().rijen[0][1][0] is None
    assert (gestreept(dicht.grafiek()), "*" in teksten(dicht.grafiek())) == (0, True)
    assert "* is een verborgen aantal" in dicht.uitleg()


def test_the_page_shows_them_in_the_chart_and_behind_it(als, manager):
    telling(2017, 812, noot="zonder Ledeberg")
    pagina = als(manager).get("/rapporten/?tijdvak=2025&werkpunt=alle").content.decode()
    assert pagina.count("2017 · vroegere telling, PWA") == 1
    assert 'stroke-dasharray="4 3"' in pagina
    assert f"{NIET_VAN_ONS} 2017, PWA: zonder Ledeberg." in pagina
