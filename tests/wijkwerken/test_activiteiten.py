"""The matrix of activity, kind of customer and municipality: the nearest cell decides."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kern.tijd import vandaag
from wijkwerken.models import Activiteit, Gemeente, Toelating


@pytest.fixture
def gent() -> Gemeente:
    return Gemeente.objects.get(slug="gent")


def mag(naam: str, type: str, gemeente: Gemeente, dag: date | None = None) -> bool:
    activiteit = Activiteit.objects.get(naam=naam)
    return Toelating.objects.antwoord(activiteit, type=type, gemeente=gemeente, dag=dag or vandaag()).mag


@pytest.mark.parametrize(
    ("naam", "type", "verwacht"),
    [
        ("Klein tuinonderhoud", "prive", True),
        ("Gras maaien en hagen knippen", "prive", True),  # follows its main activity
        ("Middagtoezicht", "prive", False),  # a cell of its own
        ("Middagtoezicht", "onderwijs", True),
        ("Land- en tuinbouw", "landbouw", True),
        ("Land- en tuinbouw", "vzw", False),  # no cell: not allowed
        ("Maaltijdbedeling", "vzw", True),
        ("Buurt proper houden", "gemeente", True),
    ],
)
def test_the_nearest_cell_decides(gent, naam, type, verwacht):
    assert mag(naam, type, gent) is verwacht


def test_a_municipality_may_allow_fewer_and_only_there(gent):
    hoofd = Activiteit.objects.get(naam="Klein tuinonderhoud")
    Toelating.objects.create(activiteit=hoofd, type="prive", gemeente=gent, mag=False, van=vandaag())
    assert mag("Gras maaien en hagen knippen", "prive", gent) is False
    assert mag("Gras maaien en hagen knippen", "prive", Gemeente.objects.get(slug="evergem")) is True
    assert mag("Gras maaien en hagen knippen", "prive", gent, date(2020, 1, 1)) is True


def test_a_municipality_cannot_allow_more(gent):
    cel = Toelating(
        activiteit=Activiteit.objects.get(naam="Land- en tuinbouw"), type="vzw", gemeente=gent, van=vandaag()
    )
    with pytest.raises(ValidationError, match="Een gemeente kan minder toelaten"):
        cel.full_clean()


def test_the_answer_says_why(gent):
    activiteit = Activiteit.objects.get(naam="Middagtoezicht")
    antwoord = Toelating.objects.antwoord(activiteit, type="prive", gemeente=gent, dag=vandaag())
    assert antwoord.uitleg == "De Vlaamse activiteitenlijst laat Middagtoezicht niet toe voor een privépersoon."


def test_one_query_per_answer(gent, django_assert_num_queries):
    activiteit = Activiteit.objects.get(naam="Middagtoezicht")
    with django_assert_num_queries(1):
        Toelating.objects.antwoord(activiteit, type="onderwijs", gemeente=gent, dag=vandaag())
