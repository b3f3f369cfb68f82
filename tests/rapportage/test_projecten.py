"""The pages of projects: what a target says in words, what is hidden, who is behind a figure, projects compared."""

import re
from datetime import date
from itertools import combinations

import pytest
import time_machine

from kern.tijd import Periode
from rapportage.dimensies import Aard
from rapportage.instap import KENMERKEN, instap
from rapportage.projectblad import Blik
from rapportage.projectcijfers import CIJFER, GESTART, Telling, Vraag, tel
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from rapportage.voortgang import SAMEN, Voortgang, gepubliceerd, hele_looptijd, jaar_van, reeks, vraag_van
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.rapportage import projectwereld
from toegang.models import Raadpleging
from toegang.rollen import Rol
from trajecten.models import Doelstelling, Project, Trajectsjabloon
from werkpunten.models import Begeleiding

DAG = date(2026, 4, 20)


@pytest.fixture(autouse=True)
def april():
    with time_machine.travel("2026-04-20 10:00+02:00", tick=False):
        yield


@pytest.fixture
def projecten(rabot, ledeberg, consulent):
    return projectwereld.vul(rabot, ledeberg, consulent)


def lees(client, pad):
    antwoord = client.get(pad)
    assert antwoord.status_code == 200, pad
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", antwoord.content.decode()))


def voortgang(per_maand, *, aantal=120, tot="2026-12-31", per_jaar=False, dag=DAG, deel=False):
    """A target from January 2026 on with so many starts in each month; nothing of it is kept."""
    project = Project(naam="Proef", slug="proef", van=date(2026, 1, 1))
    doel = Doelstelling(
        pk=1,
        project=project,
        maatstaf=GESTART.code,
        aantal=aantal,
        van=date(2026, 1, 1),
        tot=tot and date.fromisoformat(tot),
        per_jaar=per_jaar,
    )
    cijfers = {code: {} for code in CIJFER}
    cijfers[GESTART.code] = {date(2026, maand, 1): n for maand, n in enumerate(per_maand, 1)}
    telling = Telling(Vraag(project, doel.periode(dag)), cijfers)
    return Voortgang(doel, reeks(telling, Tijdvaksoort.MAAND, dag), dag, deel)


@pytest.mark.parametrize(
    ("opties", "zin"),
    [
        pytest.param(
            {"per_maand": [10, 10, 10, 4]},
            "De laatste 3 hele maanden kwamen er 30 bij. In dit tempo worden het er ongeveer 118 tegen 31/12/2026: "
            "2 te weinig. Om het te halen zijn er 11 per maand nodig.",
            id="just too slow",
        ),
        pytest.param(
            {"per_maand": [10, 20, 15, 4]},
            "De laatste 3 hele maanden kwamen er 45 bij. In dit tempo is het doel gehaald rond september 2026.",
            id="in time",
        ),
        pytest.param(
            {"per_maand": [10, 10, 10], "tot": None, "aantal": 320},
            "De laatste 3 hele maanden kwamen er 30 bij. In dit tempo is het doel gehaald rond september 2028.",
            id="no deadline",
        ),
        pytest.param(
            {"per_maand": [5, 0, 0, 0, 0, 0], "dag": date(2026, 7, 2)},
            "De laatste 3 hele maanden kwamen er 0 bij. In dit tempo wordt het doel niet gehaald.",
            id="stands still",
        ),
        pytest.param(
            {"per_maand": [7], "dag": date(2026, 1, 20)},
            "Nog 113 te gaan. Om vooruit te kijken is het nog te vroeg.",
            id="no whole month yet",
        ),
        pytest.param(
            {"per_maand": [100, 21]}, "Het doel is gehaald: 121 van 120 tegen 31/12/2026.", id="more than promised"
        ),
        pytest.param(
            {"per_maand": [100], "dag": date(2027, 2, 1)}, "Het doel is niet gehaald: 20 te weinig.", id="over"
        ),
        pytest.param(
            {"per_maand": [10, 2], "deel": True},
            "12 van jouw werkpunten. Het doel is van het hele project. De laatste 3 hele maanden kwamen er 12 bij.",
            id="of some units",
        ),
    ],
)
def test_the_forecast_in_words(opties, zin):
    assert voortgang(**opties).zin() == zin


def test_the_chart_and_the_table_tell_the_same():
    bezig = voortgang([10, 10, 10, 4])
    assert bezig.tabel().rijen == [
        ("januari 2026", [10, 10, 10]),
        ("februari 2026", [10, 20, 19]),
        ("maart 2026", [10, 30, 30]),
        ("april 2026", [4, 34, 39]),
    ]
    grafiek = str(bezig.grafiek())
    assert re.findall(r'text-anchor="middle">(\d+)</text>', grafiek) == [
        "10",
        "10",
        "20",
        "19",
        "30",
        "30",
        "34",
        "39",
    ]
    assert 'aria-labelledby="doel-1-titel doel-1-uitleg"' in grafiek


def test_every_chart_of_a_page_has_names_of_its_own(rabot, coordinator, consulent, als):
    project = Project.objects.get(slug="werkpunten")
    project.werkpunten.set([rabot])
    ContactmomentFactory(werkpunt=rabot, door=consulent, dag=date(2026, 2, 3))
    for maand in (1, 2):
        Doelstelling.objects.create(
            project=project, maatstaf="bereikt", aantal=10, van=date(2026, maand, 1), tot=date(2026, 12, 31)
        )
    blad = als(coordinator).get("/projecten/werkpunten/").content.decode()
    grafieken = [svg for svg in re.findall(r"<svg.*?</svg>", blad, re.DOTALL) if 'role="img"' in svg]
    namen = [re.findall(r'\bid="([^"]+)"', svg) for svg in grafieken]
    assert len(grafieken) >= 2
    assert len({naam for per in namen for naam in per}) == sum(map(len, namen))
    for svg, eigen in zip(grafieken, namen, strict=True):
        gebruikt = set(re.findall(r"url\(#([^)]+)\)", svg))
        assert gebruikt
        assert gebruikt <= {*eigen}


def test_a_long_project_is_drawn_by_year(projecten):
    project = projecten[0]
    doel = Doelstelling(project=project, maatstaf=GESTART.code, aantal=100, van=date(2017, 1, 1))
    (telling,) = tel([Vraag(project, doel.periode(DAG))])
    lang = Voortgang(doel, reeks(telling, Tijdvaksoort.MAAND, DAG), DAG)
    assert [moment.sleutel for moment, _ in lang.kolommen()] == [str(jaar) for jaar in range(2017, 2027)]
    assert lang.kolommen()[-1][1] == lang.stand == telling.totaal(GESTART.code)


def klein(waarde, drempel=5):
    return 0 < abs(waarde) < drempel


def te_klein(waarden):
    """Whether two of these, or one of them and nothing, differ by a small number."""
    vast = [0, *(waarde for waarde in waarden if waarde is not None)]
    return any(klein(een - ander) for een in vast for ander in vast)


def verschil(een, ander):
    return [a - b for a, b in zip(een, ander, strict=True) if a is not None and b is not None]


def test_nothing_small_follows_from_what_is_published(projecten):
    """Any two published totals of a figure, and of what two figures of the same people differ by."""
    getoond = 0
    for telling in tel([hele_looptijd(project, DAG) for project in projecten]):
        standen = gepubliceerd(telling, 5, DAG).standen
        assert not any(te_klein(rij) for rij in standen.values())
        for een, ander in combinations(SAMEN, 2):
            assert not te_klein(verschil(standen[een], standen[ander]))
        getoond += sum(bool(waarde) for rij in standen.values() for waarde in rij)
    assert getoond > 10


@pytest.mark.parametrize("jaar", ["2024", "2025"])
def test_nor_from_a_year_beside_the_whole_project(projecten, jaar):
    """What there was when the year began is the one less the other."""
    getoond = 0
    for project in [project for project in projecten if not project.tot]:
        vragen = [hele_looptijd(project, DAG), jaar_van(project, Tijdvak.van_sleutel(jaar))]
        geheel, deel = tel(vragen)
        samen = gepubliceerd(geheel, 5, DAG)
        eigen = gepubliceerd(deel, 5, DAG, samen)
        plaats = samen.momenten.index(eigen.momenten[0])
        for code in CIJFER:
            naast = samen.standen[code][plaats : plaats + len(eigen.momenten)]
            voor = verschil(naast, eigen.standen[code])
            vast = [0, *(ander for ander in samen.standen[code] if ander is not None)]
            assert not any(klein(waarde - ander) for waarde in voor for ander in vast)
            getoond += len(voor)
    assert getoond


@pytest.mark.parametrize("code", CIJFER)
def test_what_is_published_of_a_target_is_the_same_whatever_else_is_counted(projecten, code):
    """Its own figure is asked only, with those it is hidden for."""
    for project in projecten:
        doel = Doelstelling(project=project, maatstaf=code, aantal=100, van=date(2025, 2, 10))
        (eigen,) = Blik(None, DAG).reeksen([vraag_van(doel, DAG)])
        (alles,) = Blik(None, DAG).reeksen([Vraag(project, doel.periode(DAG))])
        assert eigen.standen[code] == alles.standen[code]
        assert (len(eigen.standen), len(alles.standen)) == (6 if code in SAMEN else 1, 8)


def test_a_hidden_quarter_comes_out_with_the_next(db):
    project = Project.objects.get(slug="vluchtelingen-naar-werk")
    cijfers = {code: {} for code in CIJFER}
    cijfers[GESTART.code] = {date(2025, 2, 1): 6, date(2025, 5, 1): 3, date(2025, 8, 1): 2, date(2026, 4, 2): 50}
    telling = Telling(Vraag(project, Periode(date(2025, 1, 1), date(2026, 4, 21))), cijfers)
    rij = gepubliceerd(telling, 5, DAG)
    assert [moment.sleutel for moment in rij.momenten] == ["2025-K1", "2025-K2", "2025-K3", "2025-K4", "2026-K1"]
    assert rij.standen[GESTART.code] == [6, None, 11, 11, 11]


@pytest.mark.parametrize("code", [dimensie.code for dimensie in KENMERKEN])
def test_who_started_counts_everybody_of_the_figure(projecten, code):
    dimensie = next(dimensie for dimensie in KENMERKEN if dimensie.code == code)
    assert dimensie.aard is Aard.PERSOON
    for project in projecten:
        vraag = Vraag(project, Periode(date(2025, 1, 1), date(2026, 1, 1)))
        (telling,) = tel([vraag])
        gevonden = instap(vraag, dimensie)
        assert gevonden.totaal == telling.totaal(GESTART.code)
        if not dimensie.meervoud:
            assert sum(gevonden.aantallen) == gevonden.totaal


def test_characteristics_are_those_of_the_day_of_entry(rabot, consulent):
    """Seventeen on the day the trajectory began, of age when it ended (reference.md: age bands by birthday)."""
    sjabloon = Trajectsjabloon.objects.get(naam="Begeleiding in het werkpunt")
    persoon = WerkzoekendeFactory(geboortedatum=date(2007, 6, 2))
    begeleiding = Begeleiding.objects.create(werkzoekende=persoon, begeleider=consulent, werkpunt=rabot)
    projectwereld.start(persoon, sjabloon, begeleiding, date(2025, 6, 1), date(2025, 9, 1))
    leeftijd = next(dimensie for dimensie in KENMERKEN if dimensie.code == "leeftijd")
    gevonden = instap(Vraag(sjabloon.project, Periode(date(2025, 1, 1), date(2026, 1, 1))), leeftijd)
    assert gevonden.tabel().rijen == [("<18", [1]), ("Totaal", [1])]


def test_coordinators_see_their_own_units_and_the_people(
    rabot, coordinator, projecten, als, django_assert_num_queries
):
    client = als(coordinator)
    project = Project.objects.get(slug="vluchtelingen-naar-werk")
    (telling,) = tel([hele_looptijd(project, DAG)], [rabot])
    aantal = telling.totaal(GESTART.code)
    assert aantal
    blad = lees(client, f"/projecten/{project.slug}/")
    assert f"Traject gestart {aantal} Toon de personen" in blad
    with django_assert_num_queries(9):
        lijst = lees(client, f"/projecten/{project.slug}/personen/{GESTART.code}/")
    assert f"Traject gestart: {aantal} Vluchtelingen naar werk · Werkpunt Rabot" in lijst


def test_who_was_shown_stands_in_the_read_log(rabot, consulent, coordinator, als):
    project = Project.objects.get(slug="werkpunten")
    project.werkpunten.set([rabot])
    personen = WerkzoekendeFactory.create_batch(3)
    for persoon in personen:
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=date(2026, 4, 1))
    client = als(coordinator)
    assert "Bereikt 3 Toon de personen" in lees(client, "/projecten/werkpunten/")
    assert Raadpleging.objects.count() == 0
    lijst = lees(client, "/projecten/werkpunten/personen/bereikt/")
    assert all(persoon.naam in lijst for persoon in personen)
    assert len(Raadpleging.objects.get().personen) == 3


def test_people_are_for_coordinators_only(projecten, als, manager, coordinator):
    doel = Doelstelling.objects.get(project__slug="werkpunten")
    goed = f"/projecten/werkpunten/personen/bereikt/?doel={doel.pk}"
    assert als(coordinator).get(goed).status_code == 200
    assert als(manager).get(goed).status_code == 404
    assert "Toon de personen" not in lees(als(manager), "/projecten/werkpunten/")
    client = als(coordinator)
    for slecht in ("bereikt/?doel=999999", "bereikt/?doel=x", "aangemeld/", "onzin/"):
        assert client.get(f"/projecten/werkpunten/personen/{slecht}").status_code == 404
    assert client.get("/projecten/onzin/personen/bereikt/").status_code == 404


def test_a_manager_reads_nothing_of_this_quarter_and_nothing_small(rabot, consulent, manager, als):
    """Four in March stay hidden; the twelve of January show; the hundred of April are not there yet."""
    project = Project.objects.get(slug="werkpunten")
    project.werkpunten.set([rabot])
    for maand, aantal in ((date(2025, 11, 3), 12), (date(2026, 3, 2), 4), (date(2026, 4, 2), 10)):
        for _ in range(aantal):
            ContactmomentFactory(werkpunt=rabot, door=consulent, dag=maand)
    Doelstelling.objects.create(project=project, maatstaf="bereikt", aantal=50, van=date(2025, 10, 1))
    blad = lees(als(manager), "/projecten/werkpunten/")
    assert "vierde kwartaal van 2025 12 12" in blad
    assert "eerste kwartaal van 2026 verborgen verborgen" in blad
    assert "26" not in re.findall(r"Bereikt (\S+)", blad)
    assert "Wie stapte in?" in blad


def test_projects_side_by_side_over_a_year(projecten, als, coordinator, rabot):
    jaar = Tijdvak.van_sleutel("2025")
    blad = lees(als(coordinator), "/projecten/vergelijken/?jaar=2025&een=werkpunten&ander=vluchtelingen-naar-werk")
    for slug in ("werkpunten", "vluchtelingen-naar-werk", "intensieve-begeleiding"):
        project = Project.objects.get(slug=slug)
        (telling,) = tel([jaar_van(project, jaar)], [rabot])
        rij = " ".join(str(telling.totaal(code)) for code in CIJFER)
        assert f"{project.naam} {rij}" in blad
    assert "Mobiel Arbeidsteam" not in blad.split("Projecten in 2025")[1]
    assert "Twee projecten" in blad
    assert als(coordinator).get("/projecten/vergelijken/?jaar=1950").status_code == 404


@pytest.mark.parametrize(
    ("wie", "lijst", "blad", "naast"),
    [("coordinator", 10, 23, 8), ("manager", 9, 22, 9)],
    ids=["coordinator", "manager"],
)
def test_the_pages_ask_as_much_for_one_project_as_for_four(
    projecten, als, request, wie, lijst, blad, naast, django_assert_num_queries
):
    client = als(request.getfixturevalue(wie))
    for aantal, pad in ((lijst, "/projecten/"), (blad, "/projecten/werkpunten/"), (naast, "/projecten/vergelijken/")):
        with django_assert_num_queries(aantal):
            client.get(pad)
    Doelstelling.objects.exclude(project__slug="werkpunten").delete()
    with django_assert_num_queries(lijst):
        client.get("/projecten/")


def test_somebody_with_both_roles_reads_what_is_published(projecten, als, manager, rabot):
    manager.aanstellingen.create(rol=Rol.COORDINATOR, werkpunt=rabot, van="2020-01-01")
    assert "Alle werkpunten" in lees(als(manager), "/projecten/")
