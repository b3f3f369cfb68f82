"""On which days a schedule has a zitdag."""

from datetime import date, time

import pytest

from kern.tijd import Periode
from wijkwerken.models import Zitdagreeks


@pytest.mark.parametrize(
    ("herhaling", "van", "tot", "verwacht"),
    [
        ("eenmalig", date(2026, 11, 3), date(2026, 11, 3), ["03/11"]),
        ("week", date(2026, 10, 27), None, ["03/11", "10/11", "17/11", "24/11"]),
        ("week", date(2026, 11, 10), date(2026, 11, 17), ["10/11", "17/11"]),
        ("even", date(2026, 10, 27), None, ["10/11", "24/11"]),  # weeks 46 and 48
        ("oneven", date(2026, 10, 27), None, ["03/11", "17/11"]),
        ("maand", date(2026, 1, 13), None, ["10/11"]),  # second Tuesday
        ("maand", date(2026, 9, 29), None, ["24/11"]),  # the fifth Tuesday counts as the fourth
    ],
)
def test_days_of_a_month(herhaling, van, tot, verwacht):
    reeks = Zitdagreeks(herhaling=herhaling, van=van, tot=tot, begin=time(9), einde=time(12))
    dagen = reeks.dagen(Periode.maand(date(2026, 11, 15)))
    assert [f"{dag:%d/%m}" for dag in dagen] == verwacht


def test_even_weeks_over_a_year_of_53_weeks():
    reeks = Zitdagreeks(herhaling="even", van=date(2026, 12, 7), begin=time(9), einde=time(12))
    dagen = list(reeks.dagen(Periode.van_tot(date(2026, 12, 7), date(2027, 1, 31))))
    assert dagen == [date(2026, 12, 7), date(2026, 12, 21), date(2027, 1, 11), date(2027, 1, 25)]
