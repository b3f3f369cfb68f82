"""Continuity without a database: who can take over, why, what is left open, and what happens when one chooses."""

from dataclasses import replace
from datetime import date, time

import pytest

from config.continuiteitproef import gelijkend
from kern.tijd import Periode
from wijkwerken.continuiteit import (
    GEWICHTEN,
    LEEMTE,
    VERVULD,
    ZELFDE,
    Kader,
    Kandidaat,
    Keuzes,
    Opvolgplan,
    Plaats,
    bezwaar,
    leemtes,
    overlapbezoek,
)
from wijkwerken.rooster import Moment, rooster

RABOT, LEDEBERG, TUIN = 1, 2, 7
DINSDAG = Moment(2, time(9), time(12))
KADER = Kader(Periode(date(2026, 11, 23), date(2027, 2, 22)))
PLAATS = Plaats(1, gebruiker=10, wijk=RABOT, activiteit=TUIN, momenten=(DINSDAG,), vanaf=date(2026, 12, 15))
AN = Kandidaat(1, wijk=RABOT, vanaf=date(2026, 11, 1), tot=date(2027, 10, 31))
BO = Kandidaat(2, wijk=LEDEBERG, vanaf=date(2026, 11, 1), tot=date(2027, 10, 31))


def wie(plan):
    return {sleutel: voorstel.kandidaat.sleutel for sleutel, voorstel in plan.voorstellen.items()}


def teksten(voorstel):
    return [reden.tekst for reden in voorstel.redenen]


def test_the_week_in_quarters_also_over_midnight_and_over_sunday():
    assert rooster([Moment(1, time(0), time(0, 30))]) == 0b11
    nacht = rooster([Moment(7, time(23, 30), time(0, 30))])
    assert nacht.bit_count() == 4
    assert nacht & rooster([Moment(1, time(0), time(1))]) == 0b11


@pytest.mark.parametrize(
    ("plaats", "kandidaat", "waarom"),
    [
        (PLAATS, AN, ""),
        (replace(PLAATS, vertrekt=1), AN, "stopt hier net"),
        (replace(PLAATS, vertrekt=1, kan_blijven=True), AN, ""),
        (
            replace(PLAATS, vertrekt=1, kan_blijven=True),
            replace(AN, tot=date(2026, 12, 20)),
            "stopt zelf op 20/12/2026",
        ),
        (replace(PLAATS, opleiding=5, opleiding_verplicht=True), AN, "volgde de verplichte opleiding niet"),
        (replace(PLAATS, opleiding=5), AN, ""),
        (PLAATS, replace(AN, niet_bij=frozenset({10})), "het ging hier eerder niet goed"),
        (PLAATS, replace(AN, beschikbaar=0), "kan niet op deze uren"),
        (PLAATS, replace(AN, bezet=((rooster([DINSDAG]), None),)), "werkt dan al ergens anders"),
        (PLAATS, replace(AN, bezet=((rooster([DINSDAG]), date(2026, 12, 14)),)), ""),
        (PLAATS, replace(AN, vanaf=date(2027, 3, 1)), "kan pas vanaf 01/03/2027"),
        (PLAATS, replace(AN, tot=date(2027, 1, 10)), "stopt zelf op 10/01/2027"),
        (PLAATS, replace(AN, tot=date(2027, 1, 11)), ""),
        (
            PLAATS,
            replace(AN, vrij={("uren_maand", date(2027, 1, 1)): 11 * 60}),
            "heeft in 01/2027 nog 11 uur over, er zijn er 12 nodig",
        ),
        (PLAATS, replace(AN, vrij={("uren_maand", date(2027, 1, 1)): 12 * 60}), ""),
    ],
)
def test_what_cannot_be_says_why_and_is_never_proposed(plaats, kandidaat, waarom):
    assert bezwaar(plaats, kandidaat, KADER) == waarom
    assert wie(Opvolgplan([plaats], [kandidaat], KADER)) == ({} if waarom else {1: 1})


def test_filling_a_place_weighs_more_than_everything_else_together():
    rest = sum(gewicht.punten * (26 if gewicht.code == "blijft" else 1) for gewicht in GEWICHTEN[1:-1])
    assert rest < VERVULD.punten
    assert VERVULD.punten + 20 * LEEMTE.punten > 0


def test_the_reasons_in_words_with_the_heaviest_first():
    plaats = replace(PLAATS, eerder=frozenset({1}), talen=frozenset({"tr", "nl"}))
    an = replace(AN, talen=frozenset({"tr"}), activiteiten=frozenset({TUIN}), vanaf=date(2026, 12, 20))
    voorstel = Opvolgplan([plaats], [an], KADER).voorstellen[1]
    assert teksten(voorstel) == [
        "werkte hier eerder",
        "woont in dezelfde wijk",
        "kan nog minstens 26 weken blijven",
        "deed dit werk al",
        "spreekt Turks",
        "eerst 1 week niemand",
    ]
    assert (voorstel.leemte, voorstel.bekend) == (5, True)


def test_the_others_stand_in_order_behind_the_proposal():
    cas = replace(BO, sleutel=3, activiteiten=frozenset({TUIN}))
    plan = Opvolgplan([PLAATS], [BO, AN, cas, replace(AN, sleutel=4, beschikbaar=0)], KADER)
    assert wie(plan) == {1: 1}
    assert [voorstel.kandidaat.sleutel for voorstel in plan.alternatieven(PLAATS)] == [3, 2]


def test_a_choice_that_is_made_moves_the_others():
    tweede = replace(PLAATS, sleutel=2, gebruiker=11)
    plan = Opvolgplan([PLAATS, replace(tweede, eerder=frozenset({1}))], [AN, BO], KADER)
    assert wie(plan) == {1: 2, 2: 1}
    anders = Opvolgplan(plan.plaatsen, plan.kandidaten, KADER, Keuzes(vast={1: 1}))
    assert wie(anders) == {1: 1, 2: 2}
    assert anders.anders_dan(plan) == [1, 2]
    assert anders.niet_te_houden() == []


def test_without_somebody_and_with_a_choice_that_cannot_be():
    assert wie(Opvolgplan([PLAATS], [AN, BO], KADER, Keuzes(zonder=frozenset({1})))) == {1: 2}
    onmogelijk = Opvolgplan([PLAATS], [AN, replace(BO, beschikbaar=0)], KADER, Keuzes(vast={1: 2}))
    assert (wie(onmogelijk), onmogelijk.niet_te_houden()) == ({}, [1])


def test_who_works_there_stays_before_anybody_better_comes_and_two_never_swap():
    blijft = replace(PLAATS, vertrekt=1, kan_blijven=True)
    best = replace(BO, wijk=RABOT, activiteiten=frozenset({TUIN}), wensen=frozenset({TUIN}))
    plan = Opvolgplan([replace(blijft, eerder=frozenset({2}))], [replace(AN, tot=date(2027, 1, 15)), best], KADER)
    assert wie(plan) == {1: 1}
    assert teksten(plan.voorstellen[1])[0] == "kan gewoon blijven"
    assert (plan.voorstellen[1].blijft, plan.voorstellen[1].bekend) == (True, True)
    ander = replace(blijft, sleutel=2, gebruiker=11, vertrekt=2, eerder=frozenset({1}))
    assert wie(Opvolgplan([replace(blijft, eerder=frozenset({2})), ander], [AN, best], KADER)) == {1: 1, 2: 2}


def test_staying_weighs_more_than_everything_that_speaks_for_somebody_else():
    rest = sum(gewicht.punten * (26 if gewicht.code == "blijft" else 1) for gewicht in GEWICHTEN[2:-1])
    assert rest < ZELFDE.punten


def test_gaps_per_wijk_and_week_before_and_after_the_proposal():
    plaatsen = [PLAATS, replace(PLAATS, sleutel=2, wijk=LEDEBERG, tot=date(2026, 12, 20))]
    weken = [date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21), date(2026, 12, 28)]
    assert leemtes(plaatsen, {}, weken) == {RABOT: [0, 1, 1, 1], LEDEBERG: [0, 1, 0, 0]}
    plan = Opvolgplan(plaatsen[:1], [replace(AN, vanaf=date(2026, 12, 23))], KADER)
    assert leemtes(plaatsen, plan.voorstellen, weken) == {RABOT: [0, 1, 0, 0], LEDEBERG: [0, 1, 0, 0]}


def test_the_visit_together_is_the_last_turn_both_can_make():
    plaats = replace(PLAATS, vanaf=date(2026, 12, 17))
    assert overlapbezoek(plaats, AN, van=KADER.periode.begin) == (date(2026, 12, 15), DINSDAG)
    assert overlapbezoek(plaats, AN, van=KADER.periode.begin, vrij_op=[date(2026, 12, 15)]) == (
        date(2026, 12, 8),
        DINSDAG,
    )
    bezet = replace(AN, bezet=((rooster([DINSDAG]), date(2026, 12, 16)),))
    assert overlapbezoek(plaats, bezet, van=KADER.periode.begin) is None
    assert overlapbezoek(plaats, AN, van=date(2026, 12, 16)) is None


def test_a_whole_city_never_gets_a_pair_that_cannot_be():
    plaatsen, kandidaten, kader = gelijkend(3, weken=5)
    plan = Opvolgplan(plaatsen, kandidaten, kader)
    assert plan.vraagstuk.past(plan.uitslag.keuze)
    assert [bezwaar(rij.plaats, rij.kandidaat, kader) for rij in plan.voorstellen.values()] == [""] * len(
        plan.voorstellen
    )
