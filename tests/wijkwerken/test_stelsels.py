"""Schemes and what is set in them: dated, one value a day, hour limits that nobody may override."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from wijkwerken.models import Regel, Stelsel, Tarief

pytestmark = pytest.mark.django_db


@pytest.fixture
def stelsel():
    return Stelsel.objects.get(slug="wijk-werken")


@pytest.mark.parametrize(
    ("dag", "namen"), [(date(2017, 12, 31), ["PWA"]), (date(2018, 1, 1), ["Wijk-werken"]), (date(1993, 1, 1), [])]
)
def test_the_scheme_of_a_day(dag, namen):
    assert [str(rij) for rij in Stelsel.objects.op(dag)] == namen


def test_the_numbers_of_a_day(stelsel):
    grenzen = Regel.objects.waarden(stelsel, date(2026, 5, 1))
    assert (grenzen["uren_maand"], grenzen["uren_jaar"], grenzen["termijn"]) == (60, 630, 12)
    assert Regel.objects.waarden(Stelsel.objects.get(slug="pwa"), date(2017, 5, 1)) == {"uren_maand": 45}


def test_what_may_be_departed_from(stelsel):
    mag = set(stelsel.regels.filter(mag_afwijken=True).values_list("code", flat=True))
    assert {"termijn", "gebied", "interim"} <= mag
    assert mag.isdisjoint({"uren_maand", "uren_jaar"})


@pytest.mark.parametrize("code", ["uren_maand", "uren_jaar"])
def test_the_database_never_lets_an_hour_limit_be_departed_from(stelsel, code):
    with pytest.raises(IntegrityError, match="regel_uren_nooit_afwijken"):
        stelsel.regels.filter(code=code).update(mag_afwijken=True)


def test_one_limit_of_a_kind_on_a_day(stelsel):
    dubbel = Regel(stelsel=stelsel, code="uren_maand", waarde=70, uitleg="x", grond="x", van=date(2027, 1, 1))
    with pytest.raises(ValidationError, match="Er is al zo'n regel"):
        dubbel.full_clean()


def tarief(stelsel, **velden):
    stelsel.tarieven.filter(soort="prijs").update(tot=date(2026, 12, 31))
    standaard = {"stelsel": stelsel, "soort": "prijs", "bedrag": Decimal("6.45"), "van": date(2027, 1, 1)}
    return Tarief(**standaard | velden, grond="gemeenteraad")


def test_a_price_on_a_step_and_on_the_first_of_january(stelsel):
    tarief(stelsel).full_clean()
    assert Tarief.objects.op(date(2026, 6, 1)).get(soort="prijs").bedrag == Decimal("5.95")


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"bedrag": Decimal("6.50")}, "in stappen van 0.50"),
        ({"bedrag": Decimal("7.95")}, "Van 5.95 tot 7.45"),
        ({"van": date(2027, 2, 1)}, "enkel op 1 januari"),
    ],
)
def test_a_price_that_is_not_allowed(stelsel, velden, fout):
    with pytest.raises(ValidationError, match=fout):
        tarief(stelsel, **velden).full_clean()
