"""Columns make heads, sorting and filters in words."""

import pytest
from django import forms
from django.test import RequestFactory

from kern.tabel import ActiefFilter, Kolom, actieve_filters, koppen, sorteer
from tests.factories.toegang import OrganisatieFactory
from toegang.models import Organisatie

KOLOMMEN = [
    Kolom("naam", "Naam", lambda rij: rij.naam, ("naam",)),
    Kolom("soort", "Soort", lambda rij: rij.soort, ("-soort", "naam")),
    Kolom("actie", "Actie", lambda rij: ""),
]


class Filter(forms.Form):
    wijk = forms.ChoiceField(label="Wijk", required=False, choices=[("", "Alle"), ("l", "Ledeberg")])
    zonder = forms.BooleanField(label="Zonder afspraak", required=False)
    van = forms.DateField(label="Van", required=False)


@pytest.mark.parametrize(
    ("query", "verwacht"),
    [
        ("", [("ascending", "?sorteer=-naam"), ("none", "?sorteer=soort"), ("", "")]),
        ("?sorteer=-naam&pagina=3", [("descending", "?sorteer=naam"), ("none", "?sorteer=soort"), ("", "")]),
        ("?sorteer=soort&x=1", [("none", "?sorteer=naam&x=1"), ("ascending", "?sorteer=-soort&x=1"), ("", "")]),
        ("?sorteer=actie", [("ascending", "?sorteer=-naam"), ("none", "?sorteer=soort"), ("", "")]),
    ],
)
def test_heads_tell_the_order_and_turn_it_around(
    rf: RequestFactory, query: str, verwacht: list[tuple[str, str]]
) -> None:
    assert [(kop.sortering, kop.url) for kop in koppen(KOLOMMEN, rf.get(f"/{query}"), "naam")] == verwacht


@pytest.mark.parametrize(
    ("query", "verwacht"),
    [
        ("", "abc"),
        ("?sorteer=-naam", "cba"),
        ("?sorteer=soort", "cab"),
        ("?sorteer=-soort", "bac"),
        ("?sorteer=pk", "abc"),
    ],
)
def test_rows_come_in_the_order_that_was_asked(rf: RequestFactory, db: None, query: str, verwacht: str) -> None:
    for naam, soort in [("b", "ocmw"), ("c", "vzw"), ("a", "stad")]:
        OrganisatieFactory(naam=naam, soort=soort)
    rijen = sorteer(Organisatie.objects.filter(naam__in="abc"), KOLOMMEN, rf.get(f"/{query}"), "naam")
    assert "".join(rij.naam for rij in rijen) == verwacht


def test_filters_that_are_on_are_named_and_can_be_taken_off(rf: RequestFactory) -> None:
    request = rf.get("/?wijk=l&zonder=on&van=morgen&sorteer=naam&pagina=2")
    assert actieve_filters(Filter(request.GET), request) == [
        ActiefFilter("Wijk: Ledeberg", "?zonder=on&van=morgen&sorteer=naam"),
        ActiefFilter("Zonder afspraak", "?wijk=l&van=morgen&sorteer=naam"),
    ]
