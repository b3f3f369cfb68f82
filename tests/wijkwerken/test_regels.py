"""The rules of a booking, without a database: each answer names its rule, in plain Dutch."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.wijkwerkers import blok, moment
from wijkwerken.regels import (
    Blok,
    Ernst,
    Grens,
    Oordeel,
    Plek,
    Reeks,
    Regelboek,
    Stand,
    beoordeel,
    delen,
    meest_in_venster,
    minuten,
    tellers,
    uren,
    zwaarst,
)

JAAR = Reeks(date(2026, 1, 1), date(2026, 12, 31))
REGELS = Regelboek(
    [
        Grens("uren_maand", Decimal(60), date(2018, 1, 1), waarschuw_vanaf=Decimal(54), grond="BVR"),
        Grens("uren_jaar", Decimal(630), date(2018, 1, 1), waarschuw_vanaf=Decimal(567), grond="BVR"),
        Grens("termijn", Decimal(12), date(2018, 1, 1), uitleg="Hoogstens 12 maanden.", mag_afwijken=True),
        Grens("einde_laat", Decimal(1), date(2018, 1, 1)),
        Grens("interim", Decimal(10), date(2018, 1, 1), waarschuw_vanaf=Decimal(8), venster=28, mag_afwijken=True),
        Grens("gebied", None, date(2018, 1, 1), uitleg="Enkel in Gent.", mag_afwijken=True),
    ]
)
STAND = Stand(overeenkomsten=[JAAR], termijn_tot=JAAR.tot, vervolg=True)
MEI = date(2026, 5, 4)


HIER = Plek()


def zegt(blokken, stand=STAND, plek=HIER):
    return [(o.ernst, o.code, o.mag_afwijken) for o in beoordeel(blokken, stand, plek, REGELS)]


WEIGERT = Ernst.BLOKKERING
WAARSCHUWT = Ernst.WAARSCHUWING


def gebruikt(uren_maand=0, uren_jaar=0):
    tellen = {("uren_maand", date(2026, 5, 1)): uren_maand * 60, ("uren_jaar", date(2026, 1, 1)): uren_jaar * 60}
    return replace(STAND, gebruikt=tellen)


@pytest.mark.parametrize(
    ("stand", "tot", "verwacht"),
    [
        (STAND, blok(MEI), []),
        (gebruikt(50), blok(MEI), []),
        (gebruikt(51), blok(MEI), [(WAARSCHUWT, "uren_maand", False)]),
        (gebruikt(57), blok(MEI), [(WAARSCHUWT, "uren_maand", False)]),
        (gebruikt(57), blok(MEI, 9, 12, 15), [(WEIGERT, "uren_maand", False)]),
        (gebruikt(0, 563), blok(MEI), []),
        (gebruikt(0, 564), blok(MEI), [(WAARSCHUWT, "uren_jaar", False)]),
        (gebruikt(0, 628), blok(MEI), [(WEIGERT, "uren_jaar", False)]),
    ],
)
def test_hours_of_a_month_and_a_year_warn_and_then_refuse(stand, tot, verwacht):
    assert zegt([tot], stand) == verwacht


def test_the_sentence_names_hours_and_limit():
    (oordeel,) = beoordeel([blok(MEI, 9, 12, 15)], gebruikt(57), Plek(), REGELS)
    assert oordeel == Oordeel(
        WEIGERT, "uren_maand", "Dit brengt het op 60,25 uur in 05/2026 (grens 60).", "BVR", mag_afwijken=False
    )


@pytest.mark.parametrize(
    ("velden", "dag", "verwacht"),
    [
        ({}, date(2027, 1, 1), [(WEIGERT, "termijn", True)]),
        ({"overeenkomsten": [Reeks(JAAR.van, date(2026, 4, 30))]}, MEI, [(WEIGERT, "overeenkomst", False)]),
        ({"overeenkomsten": [Reeks(JAAR.van, date(2027, 6, 1))]}, date(2027, 1, 1), []),
        ({"termijn_tot": None, "overeenkomsten": [Reeks(JAAR.van, date(2030, 1, 1))]}, date(2029, 5, 1), []),
        ({"gestopt_op": date(2026, 5, 3)}, MEI, [(WEIGERT, "gestopt", False)]),
        ({"gestopt_op": MEI}, MEI, []),
        ({"schorsingen": [Reeks(MEI, MEI)]}, MEI, [(WEIGERT, "schorsing", False)]),
        ({"schorsingen": [Reeks(date(2026, 5, 1), None)]}, MEI, [(WEIGERT, "schorsing", False)]),
        ({"schorsingen": [Reeks(date(2026, 5, 1), date(2026, 5, 3))]}, MEI, []),
        ({"vervolg": False}, date(2026, 11, 30), []),
        ({"vervolg": False}, date(2026, 12, 1), [(WAARSCHUWT, "einde_laat", False)]),
    ],
)
def test_agreement_term_suspension_and_end(velden, dag, verwacht):
    assert zegt([blok(dag)], replace(STAND, **velden)) == verwacht


@pytest.mark.parametrize(
    ("aantal", "verwacht"), [(7, []), (8, [(WAARSCHUWT, "interim", False)]), (11, [(WEIGERT, "interim", True)])]
)
def test_days_of_agency_work_in_four_weeks(aantal, verwacht):
    dagen = frozenset(MEI - timedelta(days=nummer + 1) for nummer in range(aantal))
    assert zegt([blok(MEI)], replace(STAND, interimdagen=dagen)) == verwacht


def test_overlap_names_the_other_work():
    stand = replace(STAND, bezet=[(blok(MEI, 9, 13), "School A")])
    assert [o.tekst for o in beoordeel([blok(MEI, 12, 14)], stand, Plek(), REGELS)] == [
        "Overlapt met School A (04/05/2026 09.00–13.00)."
    ]
    assert zegt([blok(MEI, 13, 14)], stand) == []
    assert zegt([blok(MEI, 8, 10), blok(MEI, 9, 11)]) == [(WEIGERT, "overlap", False)]


def test_outside_the_territory_a_coordinator_may_depart():
    assert zegt([blok(MEI)], plek=Plek(in_gebied=False)) == [(WEIGERT, "gebied", True)]
    assert zwaarst([]) == Ernst.OK


def test_a_shift_over_month_end_splits():
    nacht = Blok(moment(date(2026, 5, 31), 22), moment(date(2026, 6, 1), 2, 30))
    assert delen(nacht) == [(date(2026, 5, 1), 120), (date(2026, 6, 1), 150)]
    oudjaar = Blok(moment(date(2026, 12, 31), 23), moment(date(2027, 1, 1), 1))
    assert tellers(oudjaar) == Counter(
        {
            ("uren_maand", date(2026, 12, 1)): 60,
            ("uren_maand", date(2027, 1, 1)): 60,
            ("uren_jaar", date(2026, 1, 1)): 60,
            ("uren_jaar", date(2027, 1, 1)): 60,
        }
    )


def test_the_night_the_clock_changes_counts_what_passes():
    assert minuten(Blok(moment(date(2026, 3, 29), 1), moment(date(2026, 3, 29), 4))) == 120
    assert minuten(Blok(moment(date(2026, 10, 25), 1), moment(date(2026, 10, 25), 4))) == 240


@pytest.mark.parametrize(("duur", "tekst"), [(0, "0"), (60, "1"), (600, "10"), (3615, "60,25"), (90, "1,5")])
def test_minutes_in_words(duur, tekst):
    assert uren(duur) == tekst


BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
BLOKKEN = st.builds(
    lambda na, duur: Blok(BEGIN + timedelta(minutes=na), BEGIN + timedelta(minutes=na + duur)),
    st.integers(0, 700 * 24 * 60),
    st.integers(1, 3000),
)


@given(BLOKKEN)
def test_the_parts_of_a_block_are_the_block(stuk):
    assert sum(duur for _, duur in delen(stuk)) == minuten(stuk)
    assert sum(duur for (code, _), duur in tellers(stuk).items() if code == "uren_jaar") == minuten(stuk)


@given(st.lists(BLOKKEN, max_size=12), st.integers(0, 70), st.integers(0, 700))
def test_whatever_passes_stays_within_every_limit(blokken, maand, jaar):
    stand = gebruikt(maand, jaar)
    oordelen = beoordeel(blokken, stand, Plek(), REGELS)
    erbij = sum((tellers(stuk) for stuk in blokken), Counter())
    grenzen = {"uren_maand": 3600, "uren_jaar": 630 * 60}
    over = {sleutel for sleutel, d in erbij.items() if stand.gebruikt.get(sleutel, 0) + d > grenzen[sleutel[0]]}
    assert {o.code for o in oordelen if o.code in grenzen and o.blokkeert} == {code for code, _ in over}
    samen = any(een.overlapt(ander) for nr, een in enumerate(blokken) for ander in blokken[:nr])
    buiten = any(not JAAR.bevat(dag) for stuk in blokken for dag in stuk.dagen())
    codes = {o.code for o in oordelen if o.blokkeert}
    assert ("overlap" in codes, bool({"termijn", "overeenkomst"} & codes)) == (samen, buiten)


@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 4, 1)), max_size=30), st.integers(1, 40))
def test_the_window_of_days_is_the_fullest_one(dagen, venster):
    begin = date(2025, 11, 1)
    traag = max(
        sum(begin + timedelta(days=nr) <= dag < begin + timedelta(days=nr + venster) for dag in dagen)
        for nr in range(200)
    )
    assert meest_in_venster(dagen, venster) == traag
