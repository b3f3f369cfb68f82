"""Every indicator by every dimension, in any order, period and set of units, equal to an independent count."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import product

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kern.tijd import Periode
from rapportage.bereik import ALLES, Bereik, bereken
from rapportage.dimensies import DIMENSIE, TIJDEN, WERKPUNT, Dimensie
from rapportage.indicatoren import INDICATOREN
from tests.factories.werkpunten import WerkpuntFactory
from tests.rapportage import naief, werelden
from werkpunten.models import Werkpunt

TIJD = [dimensie.code for dimensie in TIJDEN]
UITERST = (werelden.BEGIN - timedelta(days=40), werelden.EINDE + timedelta(days=40))
LANG = Periode(date(2024, 10, 1), date(2026, 6, 1))

perioden = st.one_of(
    st.builds(
        lambda begin, dagen: Periode(begin, begin + timedelta(days=dagen)),
        st.dates(*UITERST),
        st.integers(1, 400),
    ),
    st.builds(
        lambda begin, maanden: Periode(begin.replace(day=1), (begin + timedelta(days=31 * maanden)).replace(day=1)),
        st.dates(*UITERST),
        st.integers(2, 14),
    ),
)
uitsplitsingen = st.lists(st.sampled_from(list(DIMENSIE)), unique=True, max_size=3)
eenheden = st.none() | st.sets(st.sampled_from(["ledeberg", "mobiel", "rabot"]))
rustig = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def wereld(rabot, ledeberg, consulent, request) -> naief.Wereld:
    """Three units and one that closed before it all; as many people and contacts as the test asks."""
    WerkpuntFactory(slug="mobiel", naam="Mobiel team", soort="mobiel")
    WerkpuntFactory(slug="dicht", gesloten_op=date(2025, 3, 31))
    mensen, contacten = request.param
    werelden.genereer(mensen * 7919 + contacten, mensen=mensen, contacten=contacten, door=consulent)
    return naief.Wereld()


def vakken_van(bereik: Bereik, sleutel: Sequence[str]) -> Iterator[tuple[date, date]]:
    """What the months, quarters and years of a key have in common; nothing when they have no day in common."""
    begin, einde = bereik.periode.begin, bereik.periode.tot
    for dimensie, deel in zip(bereik.dimensies, sleutel, strict=True):
        if dimensie.code in TIJD and deel != ALLES:
            van, tot = naief.vakken(dimensie.code, bereik.periode.begin, bereik.periode.tot)[deel]
            begin, einde = max(begin, van), min(einde, tot)
    if begin <= einde:
        yield begin, einde


def vergelijk(wereld: naief.Wereld, bereik: Bereik, waar: Collection[str] | None) -> None:
    """Every cell of every level, and no others."""
    naief_van = cache(lambda *vraag: wereld.cellen(*vraag))
    gezien = set()
    keuzes = [[ALLES, *(waarde.sleutel for waarde in as_)] for as_ in bereik.assen]
    for sleutel in product(*keuzes):
        for van, tot in vakken_van(bereik, sleutel):
            punt = [d for dim, d in zip(bereik.dimensies, sleutel, strict=True) if dim is WERKPUNT and d != ALLES]
            verder = [
                (dim.code, deel)
                for dim, deel in zip(bereik.dimensies, sleutel, strict=True)
                if dim is not WERKPUNT and dim.code not in TIJD and deel != ALLES
            ]
            eenheden_ = tuple(punt) or (None if waar is None else tuple(sorted(waar)))
            cellen = naief_van(van, tot, eenheden_, tuple(code for code, _ in verder))
            verwacht = cellen.get(tuple(deel for _, deel in verder), naief.NUL)
            assert {i.code: bereik.cellen[i.code][sleutel] for i in INDICATOREN} == verwacht, sleutel
            gezien.add(sleutel)
    assert all(set(cellen) == gezien for cellen in bereik.cellen.values())


def reken_na(wereld: naief.Wereld, periode: Periode, per: Sequence[str], waar: Collection[str] | None) -> None:
    """From the facts, and from the months that are kept where those hold the answer."""
    dimensies: list[Dimensie] = [DIMENSIE[code] for code in per]
    punten = None if waar is None else list(Werkpunt.objects.filter(slug__in=waar))
    feiten = bereken(periode, per=dimensies, werkpunten=punten, alle_randen=True, uit_feiten=True)
    vergelijk(wereld, feiten, waar)
    assert bereken(periode, per=dimensies, werkpunten=punten, alle_randen=True) == feiten


@pytest.mark.parametrize("wereld", [(12, 60)], indirect=True)
@pytest.mark.parametrize("code", DIMENSIE)
def test_every_dimension_in_a_small_world(wereld, code):
    for waar in (None, {"rabot"}, {"rabot", "mobiel"}, set()):
        reken_na(wereld, Periode.van_tot(date(2025, 2, 11), date(2026, 1, 20)), [code], waar)
    reken_na(wereld, LANG, [code], None)


@pytest.mark.parametrize("wereld", [(60, 300)], indirect=True)
@settings(rustig, max_examples=15)
@given(periode=perioden, per=uitsplitsingen, waar=eenheden)
@example(periode=LANG, per=["jaar", "werkpunt", "kwartaal"], waar={"rabot", "mobiel"})
@example(periode=LANG, per=["maand", "jaar"], waar=None)
@example(periode=Periode(date(2026, 1, 1), date(2026, 2, 1)), per=["doelgroep", "dienst"], waar={"ledeberg"})
def test_any_question_in_a_town(wereld, periode, per, waar):
    reken_na(wereld, periode, per, waar)


@pytest.mark.parametrize("wereld", [(700, 3000)], indirect=True)
@settings(rustig, max_examples=4)
@given(periode=perioden, per=uitsplitsingen.filter(lambda per: len(per) < 3), waar=eenheden)
def test_any_question_in_a_city(wereld, periode, per, waar):
    reken_na(wereld, periode, per, waar)


def test_the_count_beside_it_counts_what_a_person_sees():
    """It is worth what it shows of its own: a birthday, a quarter, an unknown year."""
    assert naief.groep(date(2008, 2, 29), "dag", date(2026, 2, 28)) == "<18"
    assert naief.groep(date(2008, 1, 1), "jaar", date(2026, 7, 1)) == "onbekend"
    assert naief.vakken("kwartaal", date(2025, 12, 30), date(2026, 1, 2)) == {
        "2025-K4": (date(2025, 12, 30), date(2025, 12, 31)),
        "2026-K1": (date(2026, 1, 1), date(2026, 1, 2)),
    }
