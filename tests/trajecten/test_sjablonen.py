"""Templates: what a project worked out another starts from; what usually belongs to one and how long it takes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kern.tijd import vandaag
from tests.trajecten.test_plan import persoon, traject
from trajecten import sjablonen
from trajecten.models import Module, Project, Trajectsjabloon

__all__ = ["persoon", "traject"]
VELDEN = ("naam", "soort", "doel", "intensiteit", "contact_dagen", "duur_weken", "actief")


@pytest.fixture
def sjabloon(db):
    rij = Trajectsjabloon.objects.get(naam="Intensieve begeleiding naar werk")
    rij.duur_weken = 26
    rij.save()
    rij.modules.set(Module.objects.filter(soort="taal"))
    return rij


def inhoud(sjabloon):
    fasen = list(sjabloon.fasen.values_list("volgorde", "naam"))
    return [getattr(sjabloon, veld) for veld in VELDEN], fasen, list(sjabloon.modules.all())


def test_copied_to_another_project_and_each_changes_on_its_own(sjabloon):
    naar = Project.objects.get(slug="vluchtelingen-naar-werk")
    kopie = sjablonen.kopieer(sjabloon, naar)
    assert (kopie.project, inhoud(kopie)) == (naar, inhoud(sjabloon))
    kopie.fasen.first().delete()
    kopie.modules.clear()
    assert inhoud(sjabloon)[1:] == (
        [(1, "Kennismaken"), (2, "Plan maken"), (3, "Stappen zetten"), (4, "Nazorg")],
        list(Module.objects.filter(soort="taal")),
    )
    with pytest.raises(ValidationError, match="heeft al een sjabloon"):
        sjablonen.kopieer(sjabloon, naar)


def test_an_administrator_copies_on_screen(als, beheerder, sjabloon):
    naar, client = Project.objects.get(slug="vluchtelingen-naar-werk"), als(beheerder)
    adres, actie = "/beheer/trajecten/trajectsjabloon/", {"action": "kopieer_naar_project"}
    gekozen = actie | {"_selected_action": [sjabloon.pk]}
    assert "Kies het project" in client.post(adres, gekozen, follow=True).content.decode()
    assert f"staat nu ook bij {naar}" in client.post(adres, gekozen | {"naar": naar.pk}, follow=True).content.decode()
    assert "heeft al een sjabloon" in client.post(adres, gekozen | {"naar": naar.pk}, follow=True).content.decode()
    assert Trajectsjabloon.objects.filter(naam=sjabloon.naam).count() == 2
    assert client.get(f"{adres}{sjabloon.pk}/change/").status_code == 200


def test_the_page_of_a_trajectory_says_how_long_it_takes_and_what_belongs_to_it(als, traject, consulent):
    adres = f"/trajecten/{traject.sleutel}/"
    assert "duurt meestal" not in als(consulent).get(adres).content.decode()
    traject.sjabloon.duur_weken = 10
    traject.sjabloon.save()
    traject.sjabloon.modules.set(Module.objects.filter(soort="taal"))
    tekst = als(consulent).get(adres).content.decode()
    assert f"duurt meestal tot {vandaag() + timedelta(weeks=10):%d/%m/%Y}" in tekst
    assert "Nederlands oefenen voor het werk" in tekst


def test_the_mobile_team_offers_the_five_kinds_of_module(db):
    [team] = Trajectsjabloon.objects.filter(project__slug="mobiel-arbeidsteam")[:1]
    assert set(team.modules.values_list("soort", flat=True)) == {
        "werk",
        "taal",
        "onderwijs",
        "orientatie",
        "screening",
    }
