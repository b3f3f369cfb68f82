"""What a project promised: the seeds as in the sources, the period of a target, and what the database refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kern.tijd import Periode
from trajecten.models import Doelstelling, Financiering, Project, Projectdoelgroep, Projectpartner


@pytest.fixture
def project(db):
    return Project.objects.get(slug="mobiel-arbeidsteam")


def test_the_programmes_of_the_sources_are_there(db):
    doelen = {
        doel.project.slug: (doel.maatstaf, doel.aantal, doel.per_jaar)
        for doel in Doelstelling.objects.select_related("project")
    }
    assert doelen == {
        "werkpunten": ("bereikt", 2000, False),
        "mobiel-arbeidsteam": ("werk_of_opleiding", 900, False),
        "vluchtelingen-naar-werk": ("traject_gestart", 320, False),
        "intensieve-begeleiding": ("intensief_begeleid", 245, True),
    }


def test_the_mobile_team_stands_there_as_in_2019(project):
    partners = [(str(partner), partner.rol) for partner in project.partners.all()]
    assert partners[0] == ("Stad Gent", "promotor")
    vzws = {naam for naam, _ in partners} - {"Stad Gent", "VDAB"}
    assert (len(vzws), "CAW Oost-Vlaanderen" in vzws, "vzw De Sloep" in vzws) == (8, True, True)
    assert (project.begroot, project.begeleiders, project.tot) == (4_700_000, 20, date(2022, 12, 31))
    assert str(project.financiering.first()) == "Europees Sociaal Fonds"
    assert [groep.naam for groep in project.doelgroepen.all()][-1] == "Alleenstaande ouder"
    assert project.programma.pijlers.count() == project.pijlers.count() == 3


@pytest.mark.parametrize(
    ("dag", "tot", "per_jaar", "verwacht"),
    [
        pytest.param("2026-05-10", "2027-12-31", False, ("2025-03-01", "2027-12-31"), id="the whole of it"),
        pytest.param("2026-05-10", None, False, ("2025-03-01", "2026-05-10"), id="no end: up to today"),
        pytest.param("2026-05-10", None, True, ("2026-01-01", "2026-12-31"), id="this year"),
        pytest.param("2025-05-10", None, True, ("2025-03-01", "2025-12-31"), id="the first year is shorter"),
        pytest.param("2028-05-10", "2027-06-30", True, ("2027-01-01", "2027-06-30"), id="over: the last year"),
        pytest.param("2024-05-10", None, False, ("2025-03-01", "2025-03-01"), id="still to begin"),
    ],
)
def test_the_period_a_target_is_about(dag, tot, per_jaar, verwacht):
    doel = Doelstelling(van=date(2025, 3, 1), tot=tot and date.fromisoformat(tot), per_jaar=per_jaar)
    assert doel.periode(date.fromisoformat(dag)) == Periode.van_tot(*map(date.fromisoformat, verwacht))


def test_the_database_refuses_what_cannot_be(project):
    van = date(2025, 1, 1)
    wachtend = (
        (Projectpartner(project=project), "Kies een organisatie of schrijf haar naam."),
        (Financiering(project=project), "Kies een organisatie of schrijf wie het geld geeft."),
        (Projectdoelgroep(project=project, doelgroep="eenouder"), "Deze doelgroep staat al bij dit project."),
        (Doelstelling(project=project, maatstaf="naar_werk", aantal=0, van=van), "Een doel is minstens 1."),
        (
            Doelstelling(project=project, maatstaf="naar_werk", aantal=5, van=van, tot=date(2024, 1, 1)),
            "De einddatum ligt voor de begindatum.",
        ),
        (
            Doelstelling(project=project, maatstaf="werk_of_opleiding", aantal=5, van=date(2019, 10, 1)),
            "Dit project heeft al zo'n doel vanaf die dag.",
        ),
    )
    for rij, zin in wachtend:
        with pytest.raises(ValidationError) as fout:
            rij.validate_constraints()
        assert fout.value.messages == [zin]
        with pytest.raises(IntegrityError), transaction.atomic():
            rij.save()


def test_an_administrator_sets_a_target_and_a_target_group(als, beheerder, project):
    client = als(beheerder)
    blad = client.get(f"/beheer/trajecten/project/{project.pk}/change/")
    assert b"Europees Sociaal Fonds" in blad.content
    velden = {}
    for formset in blad.context["inline_admin_formsets"]:
        for form in [formset.formset.management_form, *formset.formset.forms]:
            velden |= {form.add_prefix(naam): form[naam].value() for naam in form.fields}
    velden |= {naam: blad.context["adminform"].form[naam].value() for naam in blad.context["adminform"].form.fields}
    velden |= {"doelstellingen-0-aantal": 950, "doelgroepen-0-plaatsen": 40}
    velden = {naam: "" if waarde is None else waarde for naam, waarde in velden.items()}
    antwoord = client.post(f"/beheer/trajecten/project/{project.pk}/change/", velden)
    assert antwoord.status_code == 302
    assert (project.doelstellingen.get().aantal, project.doelgroepen.first().plaatsen) == (950, 40)
