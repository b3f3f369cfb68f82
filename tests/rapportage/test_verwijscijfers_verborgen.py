"""Small numbers of referrals never follow from what is shown: attacks on the published tables."""

import datetime
import random
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from rapportage import verwijscijfers
from rapportage.verwijscijfers import AFGEROND, ALLES, BEANTWOORD, BINNEN, GESTART, MEDIAAN, STANDEN, VERSTUURD
from tests.factories.partners import PartnerFactory
from tests.rapportage.test_verwijscijfers import K1, druk, stuur  # noqa: F401 - two are fixtures


def mogelijk(telling, blok):
    """Per hidden cell the values it has in the worlds that look like the published one (of a small table)."""
    codes = [*blok.delen, blok.totaal]
    vrij = [(code, deel) for code in blok.delen for deel in telling.delen if telling.waarden[code, deel] is None]
    gezien = {cel: set() for cel in vrij}
    for waarden in product(range(16), repeat=len(vrij)):
        wereld = dict(telling.waarden) | dict(zip(vrij, waarden, strict=True))
        sommen = {("", deel): [wereld[c, deel] for c in blok.delen] for deel in telling.delen}
        klopt = all(telling.waarden[blok.totaal, d] in (None, sum(sommen["", d])) for d in telling.delen)
        per_code = {c: sum(wereld[c, d] for d in telling.delen) for c in blok.delen}
        klopt &= all(telling.waarden[c, ALLES] in (None, per_code[c]) for c in blok.delen)
        if klopt and telling.waarden[codes[-1], ALLES] in (None, sum(per_code.values())):
            for cel in vrij:
                gezien[cel].add(wereld[cel])
    return gezien


def test_no_small_number_follows_from_what_a_manager_sees(stuur):  # noqa: F811 - the fixture
    """Two partners, 9 and 7 referrals, one of the second refused: many worlds fit what is shown."""
    een, ander = PartnerFactory(organisatie__naam="vzw Een"), PartnerFactory(organisatie__naam="vzw Ander")
    dag = datetime.date(2026, 2, 2)
    for partner, stappen, keer in ((een, ("aanvaard",), 9), (ander, ("aanvaard",), 6), (ander, ("geweigerd",), 1)):
        for _ in range(keer):
            stuur(partner, dag, stappen)
    exact = verwijscijfers.tel(K1.periode, None)["partner"]
    telling = exact.gepubliceerd(5)
    assert telling.waarden["stand_geweigerd", "vzw Ander"] is None
    assert telling.waarden[VERSTUURD.code, ALLES] == 16
    blok = verwijscijfers.PER_PARTNER.blokken[0]
    werelden = mogelijk(telling, blok)
    assert len(werelden["stand_geweigerd", "vzw Ander"]) > 1
    for cel, waarde in telling.waarden.items():
        assert waarde is None or not 0 < waarde < 5 or cel[0] == MEDIAAN.code
        assert waarde in (None, exact.waarden[cel])


SOMMEN = {
    VERSTUURD.code: [i.code for i in STANDEN],
    BEANTWOORD.code: ["stand_aanvaard", "stand_geweigerd", "stand_gestart", "stand_afgerond", "stand_stopgezet"],
    GESTART.code: ["stand_gestart", "stand_afgerond", "stand_stopgezet"],
    AFGEROND.code: ["stand_afgerond"],
}
"""What adds up in a quarter in which nothing older was answered and nobody withdrew after an answer."""


def nieuw_kwartaal(standen):
    """The exact table of such a quarter: ``standen`` is per partner how many are in each state."""
    delen = tuple(standen)
    waarden = {(i.code, deel): standen[deel].get(i.code, 0) for i in STANDEN for deel in delen}
    waarden |= {(som, deel): sum(waarden[c, deel] for c in codes) for som, codes in SOMMEN.items() for deel in delen}
    waarden |= {(BINNEN.code, deel): waarden[BEANTWOORD.code, deel] for deel in delen}
    waarden |= {(MEDIAAN.code, deel): 3 for deel in delen}
    codes = {code for code, _ in waarden}
    waarden |= {(code, ALLES): sum(waarden[code, deel] for deel in delen) for code in codes}
    return verwijscijfers.Telling(verwijscijfers.PER_PARTNER, delen, waarden)


def rang(rijen):
    """How many of these equations say something new."""
    over, gevonden = [list(rij) for rij in rijen], 0
    while over:
        rij = over.pop()
        kolom = next((nummer for nummer, waarde in enumerate(rij) if waarde), None)
        if kolom is not None:
            keer = [Fraction(ander[kolom]) / rij[kolom] for ander in over]
            over = [[a - k * b for a, b in zip(ander, rij, strict=True)] for k, ander in zip(keer, over, strict=True)]
            gevonden += 1
    return gevonden


def volgt(telling):
    """The hidden states that follow from all that is shown, whatever block it stands in."""
    vrij = [(i.code, deel) for i in STANDEN for deel in telling.delen if telling.waarden[i.code, deel] is None]
    sommen = SOMMEN | {BINNEN.code: SOMMEN[BEANTWOORD.code]} | {i.code: [i.code] for i in STANDEN}
    gezien = [
        [int(code in codes and waar in (deel, ALLES)) for code, deel in vrij]
        for som, codes in sommen.items()
        for waar in (*telling.delen, ALLES)
        if telling.waarden[som, waar] is not None
    ]
    eigen = {cel: [int(cel == ander) for ander in vrij] for cel in vrij}
    return [cel for cel in vrij if rang(gezien) == rang([*gezien, eigen[cel]])]


def test_no_state_follows_from_what_another_block_shows():
    """9 answered, 6 of them accepted: so 3 refused; 13 sent: so 4 wait."""
    een = {"stand_aanvaard": 6, "stand_geweigerd": 3, "stand_verstuurd": 4}
    exact = nieuw_kwartaal({"vzw Een": een})
    telling = exact.gepubliceerd(5)
    for deel in ("vzw Een", ALLES):
        assert telling.rij([VERSTUURD.code, "stand_aanvaard"], deel) == [13, 6]
        assert telling.rij(["stand_geweigerd", "stand_verstuurd", BEANTWOORD.code, BINNEN.code], deel) == [None] * 4
    assert volgt(telling) == []
    assert volgt(replace(telling, waarden={**telling.waarden, (BEANTWOORD.code, ALLES): 9})) != []


@pytest.mark.parametrize("zaad", range(40))
def test_no_small_state_follows_in_any_quarter(zaad):
    kans = random.Random(zaad)
    codes = [
        "stand_verstuurd",
        "stand_aanvaard",
        "stand_geweigerd",
        "stand_gestart",
        "stand_afgerond",
        "stand_geen_antwoord",
    ]
    partners = {
        naam: {code: kans.choice((0, 1, 2, 3, 6, 9, 14)) for code in codes} for naam in "ABCD"[: kans.randrange(1, 5)]
    }
    exact = nieuw_kwartaal(partners)
    telling = exact.gepubliceerd(5)
    assert [cel for cel in volgt(telling) if 0 < exact.waarden[cel] < 5] == []
    assert [som for som in verborgen_sommen(telling, exact) if 0 < som < 5] == []


def verborgen_sommen(telling, exact):
    """What is hidden together along each line of states or of partners of which the total is shown."""
    codes = [indicator.code for indicator in STANDEN]
    lijnen = [((VERSTUURD.code, deel), [(code, deel) for code in codes]) for deel in (*telling.delen, ALLES)]
    lijnen += [((code, ALLES), [(code, deel) for deel in telling.delen]) for code in (*codes, VERSTUURD.code)]
    for totaal, delen in lijnen:
        if telling.waarden[totaal] is not None:
            yield sum(exact.waarden[cel] for cel in delen if telling.waarden[cel] is None)


def test_two_hidden_states_are_no_small_number_together():
    """2 refused and 1 stopped of 23: with only those hidden, 3 would follow."""
    een = {"stand_aanvaard": 12, "stand_verstuurd": 8, "stand_geweigerd": 2, "stand_stopgezet": 1}
    exact = nieuw_kwartaal({"vzw Een": een})
    telling = exact.gepubliceerd(5)
    getoond = ["stand_aanvaard", "stand_geweigerd", "stand_stopgezet", "stand_verstuurd", VERSTUURD.code]
    assert telling.rij(getoond) == [12, None, None, None, 23]
    assert {som for som in verborgen_sommen(telling, exact) if som} == {11}


def test_both_breakdowns_hide_the_same_totals(druk):  # noqa: F811 - the fixture
    per = verwijscijfers.gepubliceerd(verwijscijfers.tel(K1.periode, None), K1.periode)
    codes = [indicator.code for indicator in verwijscijfers.DOORVERWIJZINGEN]
    assert per["partner"].rij(codes) == per["drempel"].rij(codes)
    for telling in (per["partner"], per["drempel"]):
        for deel in (*telling.delen, ALLES):
            beantwoord, mediaan = telling.rij([BEANTWOORD.code, MEDIAAN.code], deel)
            assert beantwoord is not None or mediaan is None
