"""The second count agrees with the report, and notices when one of them is wrong."""

from datetime import date

import pytest
from django.db import connection

from kern.tijd import Periode
from rapportage import controle, rapport, telling
from rapportage.models import Maandrapport
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw

JAAR = Periode(date(2026, 1, 15), date(2026, 7, 1))


@pytest.fixture
def wereld(rabot, ledeberg):
    bouw(
        [Contact(n % 9, "rabot", date(2025, 12, 1 + n)) for n in range(30)]
        + [Contact(n % 7 or None, "ledeberg", date(2026, 3, 1 + n)) for n in range(28)]
        + [Contact(1, "rabot", date(2026, 3, 2), "poging"), Contact(77, "rabot", date(2026, 6, 30))]
    )


def test_the_report_equals_the_facts(wereld):
    assert controle.verschillen(JAAR) == []


def test_a_report_that_forgets_a_rule_is_noticed(wereld, monkeypatch):
    monkeypatch.setattr(telling, "_FEIT", telling._FEIT.replace("and t.telt", ""))
    gevonden = controle.verschillen(JAAR)
    assert "contacten rabot 2026-03: rapport 1, feiten 0" in gevonden


def test_a_frozen_report_that_was_touched_is_noticed(wereld):
    tekst = rapport.canoniek(rapport.cijfers_van(date(2026, 3, 1), None).exact)
    som = rapport.sha256(tekst)
    Maandrapport.objects.create(
        maand=date(2026, 3, 1),
        versie=1,
        cijfers=tekst,
        sha256=som,
        gepubliceerd=tekst,
        gepubliceerd_sha256=som,
    )
    assert controle.aangetaste_rapporten() == []
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")  # an owner can go around the trigger
        cursor.execute("update rapportage_maandrapport set cijfers = replace(cijfers, '28', '29')")
        cursor.execute("set local session_replication_role = origin")
    assert controle.aangetaste_rapporten() == ["maandrapport 2026-03 versie 1: de cijfers horen niet bij de sha256"]
