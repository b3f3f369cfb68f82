"""The people behind a figure are the rows that were counted, for whoever may see them."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kern.tijd import Periode
from rapportage.bereik import bereken
from rapportage.dimensies import DIMENSIE
from rapportage.personen import VAN_PERSONEN, personen_achter
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw, contacten_st


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    contacten=contacten_st,
    periode=st.sampled_from([Periode.maand(date(2026, 1, 1)), Periode.van_tot(date(2025, 12, 20), date(2026, 2, 3))]),
)
def test_there_are_as_many_people_as_the_figure_says(rabot, ledeberg, contacten, periode):
    with transaction.atomic():
        bouw(contacten)
        for punten in ([rabot], [rabot, ledeberg]):
            cijfers = bereken(periode, per=[DIMENSIE["soort"]], werkpunten=punten)
            for code, indicator in VAN_PERSONEN.items():
                wie = personen_achter(indicator, periode, punten)
                assert (len(wie), len(set(wie))) == (cijfers.cel(code), len(wie))
                for soort in cijfers.assen[0]:
                    deel = personen_achter(indicator, periode, punten, DIMENSIE["soort"], soort)
                    assert len(deel) == cijfers.cel(code, soort.sleutel)
        transaction.set_rollback(True)


@pytest.mark.parametrize(("code", "wie"), [("bereikt", {1, 2, 3}), ("nieuw", {1}), ("terugkerend", {2, 3})])
def test_who_they_are(rabot, ledeberg, code, wie):
    bouw(
        [Contact(n, "rabot", date(2026, 10, n)) for n in (1, 2, 3)]
        + [Contact(n, "rabot", date(2026, 9, 30)) for n in (2, 3, 4)]
        + [Contact(5, "ledeberg", date(2026, 10, 1)), Contact(None, "rabot", date(2026, 10, 1))]
    )
    gevonden = personen_achter(VAN_PERSONEN[code], Periode.maand(date(2026, 10, 1)), [rabot])
    eerste = min(personen_achter(VAN_PERSONEN["cumulatief"], Periode.maand(date(2026, 10, 1)), [rabot]))
    assert {pk - eerste + 1 for pk in gevonden} == wie
