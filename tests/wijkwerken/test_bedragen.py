"""Started hours, rates of the day and whole cents, without a database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.wijkwerkers import blok, moment
from wijkwerken.bedragen import Bedrag, Tarieflijst, begonnen_uren, in_cent, in_euro, reiskost
from wijkwerken.regels import Blok, minuten

DAG = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("stuk", "verwacht"),
    [
        (blok(DAG, 9, 12), {DAG: 3}),
        (blok(DAG, 9, 12, 1), {DAG: 4}),
        (Blok(moment(DAG, 9), moment(DAG, 9, 1)), {DAG: 1}),
        (Blok(moment(DAG, 22, 30), moment(date(2027, 1, 1), 1, 15)), {DAG: 2, date(2027, 1, 1): 1}),
        (Blok(moment(DAG, 23), moment(date(2027, 1, 1), 0)), {DAG: 1}),
        (Blok(moment(date(2026, 10, 25), 1), moment(date(2026, 10, 25), 4)), {date(2026, 10, 25): 4}),
        (Blok(moment(date(2026, 3, 29), 1), moment(date(2026, 3, 29), 4)), {date(2026, 3, 29): 2}),
    ],
)
def test_a_started_hour_counts_whole_on_the_day_it_begins(stuk, verwacht):
    assert begonnen_uren(stuk) == verwacht


@given(st.integers(0, 730 * 24 * 60), st.integers(1, 24 * 60))
def test_started_hours_of_all_days_together_are_the_minutes_rounded_up(na, duur):
    begin = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=na)
    stuk = Blok(begin, begin + timedelta(minutes=duur))
    assert sum(begonnen_uren(stuk).values()) == -(-minuten(stuk) // 60)


@pytest.mark.parametrize(
    ("km", "cent"),
    [("0", 0), ("10", 0), ("10.1", 152), ("12.5", 188), ("11.9", 179), ("100", 1500)],
)
def test_travel_is_paid_for_every_kilometer_above_ten_there_and_back(km, cent):
    assert reiskost(Decimal(km), vanaf=Decimal(10), per_kilometer=15) == cent


def test_without_a_rule_or_an_amount_travel_is_nothing():
    assert reiskost(Decimal(50), vanaf=None, per_kilometer=15) == 0
    assert reiskost(Decimal(50), vanaf=Decimal(10), per_kilometer=None) == 0


def test_the_amount_of_a_day_is_the_one_that_holds_then():
    lijst = Tarieflijst([Bedrag(1, "prijs", 595, date(2018, 1, 1), DAG), Bedrag(1, "prijs", 645, date(2027, 1, 1))])
    dagen = (date(2017, 12, 31), date(2018, 1, 1), DAG, date(2027, 1, 1))
    assert [lijst.op(1, "prijs", dag) for dag in dagen] == [None, 595, 595, 645]
    assert (lijst.op(2, "prijs", DAG), lijst.op(1, "vergoeding", DAG)) == (None, None)


def test_cents_and_euros_are_exact():
    assert (in_cent(Decimal("4.10")), in_euro(410)) == (410, Decimal("4.1"))
