"""A quarter beside its months, and what is published of it: no hidden number of a month comes back."""

import json
from collections.abc import Mapping
from datetime import date
from random import Random

import pytest
import time_machine
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rapportage import services
from rapportage.bereik import ALLES, Bereik, bereken
from rapportage.dimensies import DIMENSIE, WERKPUNT
from rapportage.indicatoren import INDICATOREN
from rapportage.kleine_cellen import dicht_door_delen, verborgen_in, verfijn
from rapportage.rapport import cijfers_van
from rapportage.tijdvakken import Tijdvak
from rapportage.verbergen import As
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from tests.rapportage.test_kleine_cellen import kleine_sommen, lijnen, volgt_uit_aftrekken, volgt_uit_grenzen

GESLACHT = DIMENSIE["geslacht"]
KWARTAAL = Tijdvak.van_sleutel("2026-K3")
MAANDEN = [Tijdvak.van_sleutel(f"2026-0{n}") for n in (7, 8, 9)]
Aantallen = Mapping[str, Mapping[str, int]]
"""Per code, per value of the breakdown."""


def bereik(tijdvak: Tijdvak, aantallen: Aantallen) -> Bereik:
    waarden = tuple(GESLACHT.waarden(tijdvak.periode, None))
    per_code = {
        **aantallen,
        "bereikt": {w.sleutel: aantallen["nieuw"][w.sleutel] + aantallen["terugkerend"][w.sleutel] for w in waarden},
        "contacten": {w.sleutel: aantallen["op naam"][w.sleutel] + aantallen["anoniem"][w.sleutel] for w in waarden},
    }
    per_code["cumulatief"] = per_code["bereikt"]
    cellen = {
        i.code: {(ALLES,): sum(per_code[i.code].values()), **{(k,): n for k, n in per_code[i.code].items()}}
        for i in INDICATOREN
    }
    return Bereik(tijdvak.periode, (GESLACHT,), (waarden,), cellen)


def gok(zaad: int) -> list[Aantallen]:
    random = Random(zaad)
    sleutels = [w.sleutel for w in GESLACHT.waarden(KWARTAAL.periode, None)]
    return [{code: {s: random.choice((0, 1, 2, 4, 6, 9, 20)) for s in sleutels} for code in DELEN} for _ in MAANDEN]


DELEN = ("nieuw", "terugkerend", "op naam", "anoniem")


def bekend(van: Bereik) -> Bereik:
    """What is published without the breakdown: everything."""
    return van.uitsnede([])


@pytest.mark.usefixtures("db")
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(zaad=st.integers(0, 10**6))
def test_neither_sums_nor_bounds_over_three_months_and_their_quarter_give_a_hidden_number_back(zaad):
    per_maand = gok(zaad)
    samen = {code: {s: sum(maand[code][s] for maand in per_maand) for s in per_maand[0][code]} for code in DELEN}
    echt = {maand.sleutel: bereik(maand, per_maand[n]) for n, maand in enumerate(MAANDEN)}
    assume(all(van.cel(code) >= 5 for van in echt.values() for code in van.cellen))
    assume(all(van.cel("contacten") - van.cel("anoniem") >= 5 for van in echt.values()))
    delen = {sleutel: (van, verfijn(bekend(van), van)) for sleutel, van in echt.items()}
    geheel = bereik(KWARTAAL, samen)
    dicht = dicht_door_delen(bekend(geheel), geheel, delen)
    som = verfijn(bekend(geheel), geheel, gedekt=dicht)

    getoond = {sleutel: van for sleutel, (_, van) in delen.items()} | {ALLES: som}
    for codes in (As(("nieuw", "terugkerend"), "bereikt"), As(("op naam", "anoniem"), "contacten")):
        waarden, verborgen = {}, set()
        for tijd, van in getoond.items():
            bron = geheel if tijd == ALLES else echt[tijd]
            weg = verborgen_in(van)
            for code in (*codes.delen, codes.totaal):
                for sleutel in bron.cellen["bereikt"]:
                    cel = (code, tijd, *sleutel)
                    if code == "op naam":
                        waarden[cel] = bron.cellen["contacten"][sleutel] - bron.cellen["anoniem"][sleutel]
                        verborgen |= {cel} if {("contacten", *sleutel), ("anoniem", *sleutel)} & weg else set()
                    else:
                        waarden[cel] = bron.cellen[code][sleutel]
                        verborgen |= {cel} if (code, *sleutel) in weg else set()
        assen = [codes, As(tuple(delen), ALLES), As(tuple(w.sleutel for w in geheel.assen[0]), ALLES)]
        klein = {cel for cel, n in waarden.items() if 0 < n < 5 and cel[0] != "op naam"}
        assert klein <= verborgen
        regels = [*lijnen(waarden, assen)]
        assert not volgt_uit_aftrekken(regels, verborgen) & klein
        getoond_som = [(totaal, van) for totaal, van in regels if totaal[0] != "op naam"]
        assert kleine_sommen(waarden, getoond_som, verborgen) == []
        if all(waarden[cel] for cel in verborgen):  # else nobody knows that a hidden number is at least one
            assert not volgt_uit_grenzen(waarden, regels, verborgen) & klein


@pytest.fixture
def herfst(rabot, ledeberg):
    with time_machine.travel("2027-01-04 10:00+01:00", tick=False):
        bouw(
            [Contact(n, "rabot", date(2026, 10 + n % 3, 1 + n % 28)) for n in range(90)]
            + [Contact(n, "rabot", date(2026, 12, 9)) for n in range(30)]
            + [Contact(n, "ledeberg", date(2026, 11, 5)) for n in range(80, 83)]
            + [Contact(None, "rabot", date(2026, 10, 9))] * 7
        )
        yield


def test_a_quarter_and_a_year_are_counted_again_and_frozen_with_every_breakdown(herfst, manager):
    for sleutel in ("2026-K4", "2026"):
        tijdvak = Tijdvak.van_sleutel(sleutel)
        gemaakt = services.maak_rapport(services.vraag_rapport(tijdvak, werkpunt=None, door=manager).pk)
        assert gemaakt is not None
        exact = json.loads(gemaakt.cijfers)
        stad = exact["bereik"]["indicatoren"]["bereikt"]["per"][tijdvak.soort.value][sleutel]
        assert stad == {"totaal": 90, "per": {"werkpunt": {"ledeberg": 3, "rabot": 90}}}
        opnieuw = bereken(tijdvak.periode, per=[DIMENSIE["leeftijd"]])
        leeftijd = exact["uitsplitsingen"]["leeftijd"]["indicatoren"]
        assert leeftijd["bereikt"]["totaal"] == 90
        assert leeftijd["bereikt"]["per"]["leeftijd"] == {s[0]: opnieuw.cel("bereikt", *s) for s in opnieuw.sleutels()}
        assert "cumulatief" not in leeftijd


def test_a_quarter_hides_what_a_month_in_it_hides(herfst):
    """Three people of Ledeberg in November. All are new in this first quarter, so its total would be the new people:
    with those of the other months it would give the few of November back."""
    maand, kwartaal = (cijfers_van(Tijdvak.van_sleutel(s), None, per=[]).gepubliceerd for s in ("2026-11", "2026-K4"))
    van_maand = maand["bereik"]["indicatoren"]["bereikt"]["per"]["maand"]["2026-11"]["per"]
    van_kwartaal = kwartaal["bereik"]["indicatoren"]["bereikt"]["per"]["kwartaal"]["2026-K4"]
    assert van_maand == {"werkpunt": {"ledeberg": None, "rabot": None}}
    assert van_kwartaal == {"totaal": None, "per": {"werkpunt": {"ledeberg": None, "rabot": None}}}


def test_of_one_unit_no_breakdown_is_published_and_its_coordinator_has_it(herfst, rabot):
    cijfers = cijfers_van(Tijdvak.van_sleutel("2026-11"), rabot, per=[GESLACHT])
    assert cijfers.gepubliceerd["uitsplitsingen"] == {}
    assert cijfers.exact["uitsplitsingen"]["geslacht"]["indicatoren"]["bereikt"]["totaal"] == 30
    assert WERKPUNT.code not in cijfers.exact["uitsplitsingen"]
