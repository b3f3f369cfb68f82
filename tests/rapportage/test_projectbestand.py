"""The figures of a project as a file and over the API: the numbers of its page, hidden where the page hides them."""

import csv
import io
import json
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
import time_machine
from openpyxl import load_workbook

from rapportage.perpartner import per_partner
from rapportage.projectblad import Blik
from rapportage.projectcijfers import CIJFER
from rapportage.voortgang import hele_looptijd
from tests.factories.toegang import MedewerkerFactory, OrganisatieFactory
from tests.factories.werkpunten import WerkzoekendeFactory
from tests.rapportage import projectwereld
from toegang.models import ApiSleutel
from trajecten.models import Resultaatmeting, Traject, Uitstroom
from werkpunten.models import Begeleiding, Werkzoekende

DAG = date(2026, 4, 20)


@pytest.fixture(autouse=True)
def april():
    with time_machine.travel("2026-04-20 10:00+02:00", tick=False):
        yield


@pytest.fixture
def project(rabot, ledeberg, consulent):
    alle = {project.slug: project for project in projectwereld.vul(rabot, ledeberg, consulent)}
    return alle["werkpunten"]


def haal(client, project, formaat):
    antwoord = client.get(f"/projecten/{project.slug}/bestand/{formaat}/")
    assert antwoord.status_code == 200
    return antwoord.content


def standen(document):
    return {code: list(cijfer["stand"].values()) for code, cijfer in document["cijfers"].items()}


@pytest.mark.parametrize("wie", ["manager", "coordinator"])
def test_file_and_api_hold_what_the_page_counts(als, request, project, wie):
    lezer = request.getfixturevalue(wie)
    document = json.loads(haal(als(lezer), project, "json"))
    (reeks,) = Blik.van(lezer).reeksen([hele_looptijd(project, DAG)])
    assert standen(document) == {code: list(reeks.standen[code]) for code in CIJFER}
    assert document["niveau"] == {"manager": "gepubliceerd", "coordinator": "exact"}[wie]
    sleutel = {"HTTP_AUTHORIZATION": f"Bearer {ApiSleutel.vernieuw(lezer)}"}
    assert als(lezer).get(f"/api/v1/projecten/{project.slug}/cijfers/", **sleutel).json() == document


def test_managers_get_quarters_that_are_over_with_small_steps_hidden(als, manager, project):
    document = json.loads(haal(als(manager), project, "json"))
    momenten = list(document["cijfers"]["bereikt"]["stand"])
    assert (momenten[-1], document["tot"]) == ("2026-K1", "2026-03-31")
    alles = [stand for rij in standen(document).values() for stand in rij]
    assert None in alles
    for rij in standen(document).values():
        getoond = [0, *(stand for stand in rij if stand is not None)]
        stappen = [b - a for a, b in pairwise(getoond)]
        assert not [stap for stap in stappen if 0 < stap < 5]


def test_csv_and_excel_have_the_same_rows(als, manager, project):
    tekst = haal(als(manager), project, "csv").decode("utf-8-sig")
    rijen = list(csv.reader(io.StringIO(tekst), delimiter=";"))
    blad = load_workbook(io.BytesIO(haal(als(manager), project, "xlsx")))["Cijfers"]
    assert [[str(cel) for cel in rij] for rij in blad.iter_rows(values_only=True)] == rijen
    assert rijen[0] == ["Project", "Waar", "Cijfer", "Stand op het einde van", "Aantal"]
    assert len(rijen) == 1 + len(CIJFER) * len({rij[3] for rij in rijen[1:]})
    assert {rij[4] for rij in rijen[1:] if not rij[4].isdigit()} == {"verborgen"}


def test_progress_per_organisation_that_leads(als, coordinator, manager, consulent, rabot, project):
    """Of the own units, for who reads exact figures; work counts once begun. Who coaches along stands beside."""
    Uitstroom.objects.ongefilterd("test").update(traject=None, stap=None)
    for model in (Resultaatmeting, Traject, Uitstroom):
        model.objects.ongefilterd("test").delete()
    sjabloon = project.sjablonen.get()
    anders = MedewerkerFactory(organisatie=OrganisatieFactory(naam="vzw Compaan"))
    for begeleider, einde in ((consulent, date(2026, 3, 1)), (consulent, None), (anders, date(2026, 3, 1))):
        persoon = WerkzoekendeFactory()
        begeleiding = Begeleiding.objects.create(werkzoekende=persoon, begeleider=begeleider, werkpunt=rabot)
        projectwereld.start(persoon, sjabloon, begeleiding, date(2026, 1, 5), einde)
    van = datetime(2026, 3, 10, 9, tzinfo=UTC)  # along with who leads, for the last one after the trajectory was over
    for persoon in Werkzoekende.objects.ongefilterd("test").filter(trajecten__trekker=consulent.organisatie):
        Begeleiding.objects.create(werkzoekende=persoon, begeleider=anders, werkpunt=rabot, van=van)
    eigen, compaan = consulent.organisatie.naam, "vzw Compaan"
    assert per_partner(project, DAG, [rabot]).rijen == sorted([(eigen, [2, 1, 0]), (compaan, [1, 1, 1])])
    toen = per_partner(project, date(2026, 2, 1), [rabot])
    assert toen.rijen == sorted([(eigen, [2, 0, 0]), (compaan, [1, 0, 0])])
    kop = "Per organisatie"
    pagina = f"/projecten/{project.slug}/"
    assert [kop in als(wie).get(pagina).content.decode() for wie in (coordinator, manager)] == [True, False]


def test_another_format_or_project_is_not_there(als, manager, project):
    for pad in (f"{project.slug}/bestand/doc/", "bestaat-niet/bestand/csv/"):
        assert als(manager).get(f"/projecten/{pad}").status_code == 404
