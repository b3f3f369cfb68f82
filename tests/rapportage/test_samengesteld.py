"""Published figures over several months and units: nothing that is hidden in a month follows from them."""

from datetime import date
from itertools import combinations
from random import Random

import pytest
from django.core.exceptions import ValidationError

from kern.tijd import Periode
from rapportage.bereik import ALLES, Bereik, bereken
from rapportage.dimensies import DIMENSIE, JAAR, KWARTAAL, MAAND, WERKPUNT, Dimensie
from rapportage.indicatoren import INDICATOREN
from rapportage.rapport import tijdvak_gepubliceerd
from rapportage.samengesteld import gepubliceerd_over, samengesteld
from rapportage.tijdvakken import Tijdvak
from tests.factories.werkpunten import WerkpuntFactory
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw, figuren
from tests.rapportage.test_kleine_cellen import volgt_uit_aftrekken
from werkpunten.models import Werkpunt, Werkzoekende

JANUARI, FEBRUARI = date(2026, 1, 12), date(2026, 2, 12)
TWEE = Periode(date(2026, 1, 1), date(2026, 3, 1))
MAANDEN = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
TELT_OP = ("contacten", "anoniem", "nieuw")


def van_tot(eerste: int, laatste: int) -> Periode:
    return Periode(MAANDEN[eerste], Periode.maand(MAANDEN[laatste]).einde)


def bezoeken(waar: str, dag: date, *wie: int) -> list[Contact]:
    return [Contact(n, waar, dag) for n in wie]


@pytest.fixture
def werelddeel(rabot, ledeberg):
    """Rabot: 20 in January and 3 others in February; Ledeberg and a mobile team: 20 and 30, the same people twice."""
    WerkpuntFactory(slug="mobiel", naam="Mobiel")
    bouw(
        [
            *bezoeken("rabot", JANUARI, *range(20)),
            *bezoeken("rabot", FEBRUARI, *range(100, 103)),
            *bezoeken("ledeberg", JANUARI, *range(10, 30)),
            *bezoeken("ledeberg", FEBRUARI, *range(10, 30)),
            *bezoeken("mobiel", JANUARI, *range(200, 230)),
            *bezoeken("mobiel", FEBRUARI, *range(200, 230)),
        ]
    )
    return {punt.slug: punt for punt in Werkpunt.objects.all()}


def test_units_together_are_shown_where_each_of_them_is(werelddeel):
    samen = [werelddeel["rabot"], werelddeel["ledeberg"]]
    januari = samengesteld(Periode.maand(JANUARI), per=[WERKPUNT], werkpunten=samen)
    assert (januari.niveau, figuren(januari)["bereikt"], figuren(januari)["contacten"]) == ("gepubliceerd", 30, 40)
    assert [januari.cel("bereikt", slug) for slug in ("ledeberg", "rabot")] == [20, 20]
    assert figuren(januari)["cumulatief"] is None
    beide = samengesteld(TWEE, per=[WERKPUNT, MAAND], werkpunten=samen)
    assert [beide.cel("contacten", *cel) for cel in [(), ("rabot",), ("rabot", "2026-02"), ("rabot", "2026-01")]] == [
        None,
        None,
        None,
        20,
    ]


def test_several_months_of_one_unit_count_everybody_once(werelddeel):
    bereik = samengesteld(TWEE, per=[JAAR, KWARTAAL], werkpunten=[werelddeel["mobiel"]])
    assert [figuren(bereik, *cel)["bereikt"] for cel in [(), ("2026",), ("2026", "2026-K1")]] == [30, 30, 30]
    assert figuren(bereik) | {"cumulatief": 30} == {
        "bereikt": 30,
        "nieuw": 30,
        "terugkerend": 0,
        "contacten": 60,
        "anoniem": 0,
        "cumulatief": 30,
    }


def test_people_that_are_few_only_together_are_hidden(rabot, ledeberg):
    """Twelve new in each unit, but ten of them came to the other one the month before: two are new to both.

    Everybody came once: the contacts would say how many people there are at most, so they are hidden too.
    """
    bouw(
        [
            *bezoeken("rabot", JANUARI, *range(10)),
            *bezoeken("ledeberg", JANUARI, *range(20, 30)),
            *bezoeken("rabot", FEBRUARI, *range(20, 30), 40, 41),
            *bezoeken("ledeberg", FEBRUARI, *range(10), 40, 41),
        ]
    )
    februari = samengesteld(Periode.maand(FEBRUARI), per=[], werkpunten=[rabot, ledeberg])
    beide = samengesteld(TWEE, per=[], werkpunten=[rabot, ledeberg])
    for bereik in (februari, beide):
        assert [figuren(bereik)[code] for code in ("bereikt", "nieuw", "terugkerend", "contacten")] == [None] * 4


def test_a_breakdown_over_two_months_hides_what_one_of_them_hides(werelddeel):
    Werkzoekende.objects.ongefilterd("test").update(geslacht="v")
    eersten = Werkzoekende.objects.ongefilterd("test").order_by("pk").values_list("pk", flat=True)[:3]
    Werkzoekende.objects.ongefilterd("test").filter(pk__in=list(eersten)).update(geslacht="m")
    per = [DIMENSIE["geslacht"]]
    bereik = samengesteld(TWEE, per=per, werkpunten=None)
    verborgen = {
        waarde
        for maand in (JANUARI, FEBRUARI)
        for waarde in ("m", "v", "x", "onbekend")
        if tijdvak_gepubliceerd(Tijdvak.maand(maand), per=per, werkpunt=None).cel("contacten", waarde) is None
    }
    assert verborgen
    assert {bereik.cel("contacten", waarde) for waarde in verborgen} == {None}
    with pytest.raises(ValidationError, match="kies één"):
        samengesteld(TWEE, per=per, werkpunten=[werelddeel["mobiel"]])


def test_what_the_report_of_a_quarter_hides_stays_hidden_when_it_is_asked_by_month(werelddeel):
    kwartaal = Tijdvak.van_sleutel("2026-K1")
    rapport = tijdvak_gepubliceerd(kwartaal, per=[WERKPUNT], werkpunt=None)
    los = samengesteld(kwartaal.periode, per=[MAAND, WERKPUNT], werkpunten=None)
    verborgen = {(code, sleutel) for code, van in rapport.cellen.items() for sleutel, n in van.items() if n is None}
    assert verborgen
    assert {los.cellen[code][ALLES, *sleutel] for code, sleutel in verborgen} == {None}


def test_more_months_than_somebody_can_wait_for_are_refused(rabot):
    with pytest.raises(ValidationError, match="hoogstens 24 maanden"):
        samengesteld(Periode(date(2020, 1, 1), date(2022, 2, 1)), per=[], werkpunten=[rabot])


def alle_antwoorden() -> dict[tuple[tuple[str, ...] | None, int, int], Bereik]:
    """Every period of whole months, of every set of units and of the city."""
    punten = list(Werkpunt.objects.order_by("slug"))
    keuzes = [None, *(keuze for n in range(1, len(punten) + 1) for keuze in combinations(punten, n))]
    return {
        (None if keuze is None else tuple(punt.slug for punt in keuze), eerste, laatste): samengesteld(
            van_tot(eerste, laatste), per=[], werkpunten=keuze
        )
        for keuze in keuzes
        for eerste in range(3)
        for laatste in range(eerste, 3)
    }


@pytest.mark.parametrize("zaad", [1, 2])
def test_no_hidden_part_follows_from_any_two_composed_answers(rabot, ledeberg, zaad):
    gok = Random(zaad)
    bouw(
        [
            Contact(gok.choice([None, *range(60)]), waar, maand)
            for waar in ("rabot", "ledeberg")
            for maand in MAANDEN
            for _ in range(gok.choice([2, 4, 9, 30]))
        ]
    )
    antwoorden = alle_antwoorden()
    maanden = tijdvakken_per_punt()
    dicht = {cel for cel, waarde in maanden.items() if waarde is None}
    assert dicht
    regels, getoond = [], {}
    for (punten, eerste, laatste), bereik in antwoorden.items():
        exact = bereken(
            bereik.periode,
            werkpunten=None if punten is None else list(Werkpunt.objects.filter(slug__in=punten)),
        )
        for indicator in INDICATOREN:
            waarde, code = bereik.cel(indicator.code), indicator.code
            if waarde is None:
                continue
            assert waarde == exact.cel(code)
            assert code == "cumulatief" or waarde == 0 or waarde >= 5
            binnen = MAANDEN[eerste : laatste + 1]
            delen = {(code, f"{maand:%Y-%m}", slug) for maand in binnen for slug in punten or (ALLES,)}
            assert code == "cumulatief" or delen.isdisjoint(dicht)
            if code in TELT_OP:
                getoond[code, punten, eerste, laatste] = delen
                regels.append((("som", code, str(punten), str(eerste), str(laatste)), sorted(delen)))
    for een, ander in combinations(getoond.values(), 2):
        verschil = een ^ ander
        assert len(verschil) > 1 or verschil.isdisjoint(dicht)
    assert volgt_uit_aftrekken([*regels, *marges()], dicht) == set()


def tijdvakken_per_punt() -> dict[tuple[str, ...], int | None]:
    """What the months publish, by indicator, month and unit."""
    return {
        (code, f"{maand:%Y-%m}", *sleutel): waarde
        for maand in MAANDEN
        for code, van in tijdvak_gepubliceerd(Tijdvak.maand(maand), per=[WERKPUNT], werkpunt=None).cellen.items()
        for sleutel, waarde in van.items()
    }


def marges() -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Contacts of the city are those of its units; reached is new and returning."""
    maanden, punten = [f"{maand:%Y-%m}" for maand in MAANDEN], ["ledeberg", "rabot"]
    stad = [
        ((code, maand, ALLES), [(code, maand, punt) for punt in punten])
        for code in ("contacten", "anoniem")
        for maand in maanden
    ]
    bereikt = [
        (("bereikt", maand, punt), [("nieuw", maand, punt), ("terugkerend", maand, punt)])
        for maand in maanden
        for punt in [ALLES, *punten]
    ]
    return stad + bereikt


@pytest.mark.parametrize("per", [[], [MAAND]])
def test_one_month_of_one_unit_is_what_its_report_publishes(werelddeel, per: list[Dimensie]):
    rabot = werelddeel["rabot"]
    rapport = tijdvak_gepubliceerd(Tijdvak.maand(FEBRUARI), per=per, werkpunt=rabot)
    assert gepubliceerd_over(Periode.maand(FEBRUARI), per=per, werkpunten=[rabot]) == rapport


def test_days_that_are_no_whole_months_are_refused(rabot):
    with pytest.raises(ValidationError, match="volledige maanden"):
        samengesteld(Periode(date(2026, 1, 2), date(2026, 3, 1)), per=[], werkpunten=None)
