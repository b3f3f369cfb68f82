"""Figures of projects: equal to an independent count, over any period and units; the people are those who count."""

from datetime import date, timedelta
from random import Random

import pytest

from kern.tijd import Periode
from rapportage.projectcijfers import CIJFER, VAN_PERSONEN, Vraag, personen_achter, tel
from rapportage.tijdvakken import Tijdvaksoort
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.rapportage import projectwereld
from trajecten.models import Maatstaf, Project, Trajectsjabloon
from werkpunten.models import Begeleiding

CODES = list(CIJFER)


@pytest.fixture
def projecten(rabot, ledeberg, consulent):
    return projectwereld.vul(rabot, ledeberg, consulent)


def perioden(aantal):
    gok = Random(aantal)
    for _ in range(aantal):
        begin = projectwereld.dag(gok)
        yield Periode(begin, begin + timedelta(days=gok.choice([1, 7, 31, 92, 366, 900])))


def totalen(telling):
    return {code: telling.totaal(code) for code in CODES}


def test_every_target_has_its_figure():
    assert set(CIJFER) == set(Maatstaf.values)


def test_every_figure_equals_an_independent_count(projecten, rabot, ledeberg, django_assert_num_queries):
    vragen = [Vraag(project, periode) for periode in perioden(25) for project in projecten]
    geteld = dict.fromkeys(CODES, 0)
    for waar in (None, [rabot], [rabot, ledeberg]):
        with django_assert_num_queries(2):  # the months that are kept are brought up to date first
            tellingen = tel(vragen, waar)
        for telling in tellingen:
            project, periode = telling.vraag.project, telling.vraag.periode
            nageteld = projectwereld.tel_na(project, periode.begin, periode.tot, waar)
            assert (project.slug, periode, waar, totalen(telling)) == (project.slug, periode, waar, nageteld)
            geteld = {code: geteld[code] + nageteld[code] for code in CODES}
    assert min(geteld.values()) > 100, geteld


def test_months_of_a_period_add_up_and_are_those_of_the_first_day(projecten):
    for telling in tel([Vraag(project, Periode(date(2025, 1, 1), date(2026, 1, 1))) for project in projecten]):
        for maand in range(1, 13):
            tot = Periode(date(2025, 1, 1), Tijdvaksoort.MAAND.van(date(2025, maand, 1)).periode.einde)
            nageteld = projectwereld.tel_na(telling.vraag.project, tot.begin, tot.tot)
            tot_dan = {code: sum(n for m, n in telling.per_maand[code].items() if m < tot.einde) for code in CODES}
            assert tot_dan == nageteld


def test_there_are_as_many_people_as_the_figure_says(projecten, rabot):
    for vraag in (Vraag(project, periode) for periode in perioden(4) for project in projecten):
        for waar in (None, [rabot]):
            (telling,) = tel([vraag], waar)
            for code, indicator in VAN_PERSONEN.items():
                achter = personen_achter(indicator, vraag, waar)
                assert len(achter) == len(set(achter)) == telling.totaal(code)


def test_reached_started_and_result_are_three_things(rabot, consulent):
    """The mobile team of 2022: more people reached than trajectories, more trajectories than results (S3.23)."""
    project = Project.objects.get(slug="mobiel-arbeidsteam")
    project.werkpunten.set([rabot])
    sjablonen = list(Trajectsjabloon.objects.filter(project=project))
    personen = WerkzoekendeFactory.create_batch(4)
    for persoon in personen:
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=date(2022, 1, 10))
    for n, persoon in enumerate(personen[:3]):
        velden = {"werkzoekende": persoon, "begeleider": consulent, "werkpunt": rabot}
        begeleiding = Begeleiding.objects.create(**velden)
        einde = date(2022, 3, 1) if n < 2 else None
        projectwereld.start(persoon, sjablonen[0], begeleiding, date(2022, 1, 11), einde, ("werk", "gestopt")[n % 2])
        projectwereld.start(persoon, sjablonen[1], begeleiding, date(2022, 1, 12), einde, "opleiding")
    (telling,) = tel([Vraag(project, Periode(date(2022, 1, 1), date(2023, 1, 1)))])
    assert totalen(telling) == {
        "aangemeld": 0,
        "bereikt": 4,
        "traject_gestart": 3,
        "intensief_begeleid": 0,
        "werk_of_opleiding": 2,
        "naar_werk": 1,
        "na_4_weken": 0,
        "na_6_maanden": 0,
    }
