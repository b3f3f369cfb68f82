"""A project as the European Social Fund counts it: who is a participant, what counts, and what lacks."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
import time_machine
from openpyxl import load_workbook

from kern.tijd import Periode
from rapportage.esf import deelnemers, leeftijd
from rapportage.esfbestand import Esf, bestand
from rapportage.esfindicatoren import LIJSTEN, lijst_van
from tests.factories.trajecten import UitstroomFactory
from tests.factories.werkpunten import WerkzoekendeFactory
from tests.rapportage.projectwereld import start
from toegang.models import Raadpleging
from trajecten.models import Project, Resultaatmeting, Trajectsjabloon
from werkpunten.models import Begeleiding, Betrokkenheid, Intake, Statuut

PLUS, OUD = LIJSTEN["esfplus"], LIJSTEN["esf"]
JAAR = Periode(date(2025, 1, 1), date(2026, 1, 1))
COMPLEET = {
    "statuut": "leefloon",
    "duur": "12",
    "isced": "2",
    "verblijf": "erkend",
    "ouders_buitenland": "ja",
    "wonen": "huur",
}


@pytest.fixture(autouse=True)
def juli():
    with time_machine.travel("2026-07-06 10:00+02:00", tick=False):
        yield


@pytest.fixture
def project(db):
    return Project.objects.get(slug="werkpunten")


@pytest.fixture
def kom(project, rabot, consulent):
    """Somebody who came in, with an intake of that day, by the trajectories (begin, end, result) given."""

    def maak(*trajecten, intake=COMPLEET, **persoon):
        wie = WerkzoekendeFactory(
            **{"geslacht": "v", "geboortedatum": date(1990, 5, 5), "geboorte_precisie": "dag"} | persoon
        )
        begeleiding = Begeleiding.objects.create(werkzoekende=wie, begeleider=consulent, werkpunt=rabot)
        sjabloon = Trajectsjabloon.objects.filter(project=project).first()
        for begin, einde, resultaat in trajecten:
            start(wie, sjabloon, begeleiding, begin, einde, resultaat)
        if intake is not None:
            op = datetime(2025, 3, 1, 9, tzinfo=UTC)
            Intake.objects.create(werkzoekende=wie, door=consulent, afgerond=op, **intake)
        return wie

    return maak


MAART = (date(2025, 3, 1), None, "")


def cijfers(project, lijst=PLUS, periode=JAAR):
    return {indicator.code: rij for indicator, rij in Esf(project, periode, lijst).cijfers}


def test_three_trajectories_and_a_break_are_one_participant(kom, project):
    dagen = [(date(2025, 1, 6), date(2025, 2, 1)), (date(2025, 3, 1), date(2025, 4, 1)), (date(2025, 9, 1), None)]
    kom(*((begin, einde, "gestopt") for begin, einde in dagen))
    (deelnemer,) = deelnemers(project, date(2025, 12, 31))
    assert (deelnemer.instap, deelnemer.uitstap) == (date(2025, 1, 6), None)
    (toen,) = deelnemers(project, date(2025, 4, 30))
    assert toen.uitstap == date(2025, 4, 1)
    assert cijfers(project)["EECO01"] == [1, 0, 0, 1]


def test_an_incomplete_participant_is_only_in_the_grand_total_and_the_meter_says_why(kom, project):
    kom(MAART)
    kom(MAART, intake=COMPLEET | {"isced": "", "wonen": ""}, geslacht="m")
    kom(MAART, intake=COMPLEET | {"isced": ""}, geslacht="")
    kom(MAART, intake=None, geslacht="x")
    esf = Esf(project, JAAR, PLUS)
    geteld = cijfers(project)
    assert geteld["EECO01"] == [1, 1, 1, 4]
    assert geteld["EECO02"] == geteld["EECO03"] == geteld["EECO09"] == geteld["EECO13"] == [1, 0, 0, 1]
    assert esf.ingestapt.zin.startswith("1 van 4 tellen mee; 3 opleiding onbekend, 2 huisvesting onbekend, ")
    assert dict(esf.ingestapt.ontbreekt)["geslacht"] == 1


def test_a_sensitive_answer_is_never_missed(kom, project):
    kom(MAART, intake=COMPLEET | {"arbeidsbeperking": "geen"})
    kom(MAART, intake=COMPLEET | {"arbeidsbeperking": "ja"}, geslacht="x")
    assert Esf(project, JAAR, PLUS).ingestapt.zin == "2 van 2 tellen mee"
    assert cijfers(project)["EECO12"] == [0, 0, 1, 1]


def test_what_somebody_is_stays_as_at_entry(kom, project, consulent):
    """A later intake, a later status and a birthday change nothing."""
    wie = kom(MAART, geboortedatum=date(1995, 3, 2))
    op = datetime(2025, 6, 1, 9, tzinfo=UTC)
    nieuw = COMPLEET | {"statuut": "werkend", "duur": "w", "isced": "6"}
    Intake.objects.create(werkzoekende=wie, door=consulent, afgerond=op, **nieuw)
    Statuut.objects.create(werkzoekende=wie, soort="werkend", van=date(2025, 6, 1))
    geteld = cijfers(project)
    assert [geteld[code][-1] for code in ("EECO02", "EECO05", "EECO07", "EECO09", "EECO11")] == [1, 0, 1, 1, 0]


@pytest.mark.parametrize(("jonger", "verwacht"), [(date(2001, 3, 2), 1), (date(2000, 3, 1), 0)])
def test_under_25_six_months_is_long_in_the_old_period_only(kom, project, jonger, verwacht):
    kom(MAART, intake=COMPLEET | {"duur": "6"}, geboortedatum=jonger)
    assert cijfers(project, OUD)["CO02"][-1] == verwacht
    assert cijfers(project, PLUS)["EECO03"][-1] == 0


def test_the_age_is_known_when_every_day_of_the_year_gives_the_same_band():
    dag = date(2025, 3, 1)
    assert leeftijd(date(1980, 1, 1), "jaar", dag) == 44
    assert leeftijd(date(1995, 1, 1), "jaar", dag) is None  # 29 or 30
    assert leeftijd(date(1995, 3, 1), "dag", dag) == 30
    assert leeftijd(None, "dag", dag) is None


def vertrek(kom, *, resultaat="gestopt", **meer):
    return kom((date(2025, 3, 1), date(2025, 6, 2), resultaat), **meer)


@pytest.mark.parametrize(("begin", "verwacht"), [(date(2025, 6, 30), 1), (date(2025, 7, 1), 0)])
def test_work_within_four_weeks_of_leaving_counts(kom, project, consulent, begin, verwacht):
    UitstroomFactory(werkzoekende=vertrek(kom), begin=begin, door=consulent)
    assert cijfers(project)["EECR04"][-1] == verwacht


def test_who_worked_at_entry_did_not_find_work(kom, project, consulent):
    wie = vertrek(kom, intake=COMPLEET | {"statuut": "werkend", "duur": "w"})
    UitstroomFactory(werkzoekende=wie, begin=date(2025, 6, 1), door=consulent)
    assert cijfers(project)["EECO05"][-1] == 1
    assert cijfers(project)["EECR04"][-1] == 0


def test_an_inactive_person_who_looks_for_work_and_one_who_goes_to_school(kom, project):
    wie = vertrek(kom, intake=COMPLEET | {"statuut": "inactief", "duur": ""})
    Statuut.objects.create(werkzoekende=wie, soort="vrij", van=date(2025, 6, 20))
    vertrek(kom, resultaat="opleiding")
    geteld = cijfers(project)
    assert (geteld["EECR01"][-1], geteld["EECR02"][-1]) == (1, 1)


def test_after_six_months_only_what_was_asked_or_ended_later_counts(kom, project, consulent):
    """A contract without an end that nobody asked after is no evidence."""
    for einde in (None, date(2025, 12, 1), date(2025, 12, 2)):
        UitstroomFactory(werkzoekende=vertrek(kom), begin=date(2025, 6, 3), einde=einde, door=consulent)
    assert cijfers(project)["EECR05"][-1] == 1
    gevraagd = vertrek(kom, resultaat="werk")
    traject = gevraagd.trajecten.ongefilterd("test").get()
    Resultaatmeting.objects.create(
        traject=traject,
        werkzoekende=gevraagd,
        termijn="6m",
        tegen=date(2025, 12, 2),
        antwoord="nog",
        op=date(2025, 12, 4),
        door=consulent,
    )
    assert cijfers(project)["EECR05"][-1] == 2
    assert cijfers(project, periode=Periode(date(2026, 1, 1), date(2027, 1, 1)))["EECR05"][-1] == 0


def test_the_list_follows_the_period_in_which_the_project_began(project):
    project.van = date(2020, 12, 31)
    assert lijst_van(project) is OUD
    project.van = date(2021, 1, 1)
    assert lijst_van(project) is PLUS
    assert [indicator.code for indicator in PLUS.indicatoren] == [
        *(f"EECO{n:02}" for n in range(1, 20)),
        *(f"EECR{n:02}" for n in range(1, 7)),
    ]


def test_screen_csv_and_spreadsheet_say_the_same(kom, project, als, coordinator):
    vertrek(kom, resultaat="opleiding")
    kom(MAART, geslacht="m", intake=None)
    vraag = "?van=2025-01-01&tot=2025-12-31&lijst=esfplus"
    client = als(coordinator)
    pagina = client.get(f"/projecten/werkpunten/esf/{vraag}").content.decode()
    assert "<strong>1 van 2 tellen mee; " in pagina
    kop, *rijen = csv.reader(
        io.StringIO(client.get(f"/projecten/werkpunten/esf/bestand/csv/{vraag}").content.decode("utf-8-sig")),
        delimiter=";",
    )
    uit_csv = {rij[0]: rij[-1] for rij in rijen}
    assert kop[-1] == "Totaal"
    assert (uit_csv["EECO01"], uit_csv["EECR02"], uit_csv["EECO15"]) == ("2", "1", "niet geregistreerd")
    boek = load_workbook(io.BytesIO(client.get(f"/projecten/werkpunten/esf/bestand/xlsx/{vraag}").content))
    assert boek.sheetnames == ["Cijfers", "Definities", "Volledigheid", "Bewijs"]
    assert {rij[0]: str(rij[-1]) for rij in boek["Cijfers"].iter_rows(min_row=2, values_only=True)} == uit_csv
    for code, aantal in uit_csv.items():
        if aantal.isdigit() and aantal != "0":
            assert f"/esf/{code.lower()}/" in pagina


def test_the_evidence_names_the_codes_that_count_somebody(kom, project):
    wie = vertrek(kom, resultaat="opleiding")
    boek = load_workbook(io.BytesIO(bestand(Esf(project, JAAR, PLUS), "xlsx")))
    (rij,) = boek["Bewijs"].iter_rows(min_row=2, values_only=True)
    assert rij[0] == f"W{wie.pk:06}"
    assert rij[3] == "EECO01 EECO02 EECO03 EECO09 EECO13 EECO14 EECR02"


def test_who_is_behind_an_indicator_goes_through_the_gate_and_the_read_log(kom, project, als, coordinator, rabot):
    zichtbaar, ander = kom(MAART, achternaam="Zichtbaar"), kom(MAART, achternaam="Verborgen")
    Betrokkenheid.objects.create(
        werkzoekende=zichtbaar, werkpunt=rabot, reden="bezoek", van=datetime(2025, 3, 1, 9, tzinfo=UTC)
    )
    antwoord = als(coordinator).get("/projecten/werkpunten/esf/eeco02/?van=2025-01-01&tot=2025-12-31&lijst=esfplus")
    pagina = antwoord.content.decode()
    assert ": 2 <small>" in pagina
    assert "Zichtbaar" in pagina
    assert "Verborgen" not in pagina
    assert Raadpleging.objects.latest("pk").personen == [zichtbaar.pk]
    assert ander.pk != zichtbaar.pk


@pytest.mark.parametrize("adres", ["esf/", "esf/onvolledig/", "esf/bestand/csv/"])
def test_a_manager_sees_no_exact_figures_of_participants(project, als, manager, adres):
    assert als(manager).get(f"/projecten/werkpunten/{adres}").status_code == 404


@pytest.mark.parametrize("adres", ["esf/geen/", "esf/bestand/pdf/", "esf/bestand/csv/?van=onzin"])
def test_an_unknown_indicator_or_form_is_nowhere(project, als, coordinator, adres):
    assert als(coordinator).get(f"/projecten/werkpunten/{adres}").status_code == 404
