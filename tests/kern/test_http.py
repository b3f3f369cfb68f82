"""A page or its fragment, and 50 rows at a time."""

import datetime
import re

import pytest
from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from django.test import Client, RequestFactory

from kern.http import Bladzijde, bladzijde, render_deel
from kern.stijl import voorbeelden
from tests.factories.toegang import OrganisatieFactory
from toegang.models import Medewerker

BEGIN = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def medewerkers(aantal: int) -> QuerySet[Medewerker]:
    """Names occur seven times each; one in five never signed in."""
    organisatie = OrganisatieFactory()
    Medewerker.objects.bulk_create(
        Medewerker(
            email=f"m{i}@demo.test",
            voornaam="M",
            achternaam=f"Naam {i % (aantal // 7 + 1):04}",
            organisatie=organisatie,
            last_login=BEGIN + datetime.timedelta(hours=i * 37 % 500) if i % 5 else None,
        )
        for i in range(aantal)
    )
    return Medewerker.objects.all()


def vraag(queryset: QuerySet[Medewerker], query: str = "") -> Bladzijde[Medewerker]:
    return bladzijde(queryset, RequestFactory().get(f"/lijst/{query}"))


def loop(queryset: QuerySet[Medewerker], query: str, titel: str) -> list[list[int]]:
    """The keys on every page, following the link with this title to the end."""
    bladen = []
    while True:
        blad = vraag(queryset, query)
        bladen.append([rij.pk for rij in blad.rijen])
        volgende = [link.url for link in blad.links if link.titel == titel]
        if not volgende:
            return bladen
        query = volgende[0]


def test_first_page_of_a_short_list_has_no_links(db: None) -> None:
    blad = vraag(medewerkers(50))
    assert (len(blad.rijen), blad.tekst, blad.links, blad.totaal) == (50, "1–50 van 50", [], 50)


def test_empty_list(db: None) -> None:
    blad = vraag(Medewerker.objects.none())
    assert (blad.rijen, blad.tekst, blad.links) == ([], "0", [])


@pytest.mark.parametrize(
    ("query", "tekst"),
    [
        ("", "1–50 van 120"),
        ("?pagina=3", "101–120 van 120"),
        ("?pagina=99", "Die bladzijde bestaat niet; dit zijn 101–120 van 120"),
        ("?pagina=x", "1–50 van 120"),
    ],
)
def test_page_number_stays_within_the_list(db: None, query: str, tekst: str) -> None:
    assert vraag(medewerkers(120), query).tekst == tekst


def test_page_links_keep_the_filters_and_show_a_gap(db: None) -> None:
    links = vraag(medewerkers(1000), "?wijk=rabot&pagina=10").links
    assert [link.titel for link in links] == ["Vorige", "1", "…", "8", "9", "10", "11", "12", "…", "20", "Volgende"]
    assert links[0].url == "?wijk=rabot&pagina=9"
    assert [link.titel for link in links if link.huidig] == ["10"]


ORDENINGEN = [
    ("achternaam", "voornaam"),
    ("-achternaam",),
    ("last_login",),
    ("-last_login", "achternaam"),
    (F("last_login").desc(nulls_last=True), "achternaam"),
    (F("last_login").asc(nulls_first=True),),
]


@pytest.mark.parametrize("ordening", ORDENINGEN, ids=str)
def test_beyond_a_thousand_rows_every_row_comes_once_and_in_order(db: None, ordening: tuple[str | F, ...]) -> None:
    queryset = medewerkers(1053).order_by(*ordening)
    verwacht = list(medewerkers_in_volgorde(queryset))
    bladen = loop(queryset, "", "Volgende")
    assert [pk for blad in bladen for pk in blad] == verwacht
    terug = loop(queryset, f"?na={verwacht[999]}", "Vorige")
    assert [pk for blad in reversed(terug[1:]) for pk in blad] == verwacht[:1000]


def medewerkers_in_volgorde(queryset: QuerySet[Medewerker]) -> QuerySet[Medewerker, int]:
    return queryset.order_by(*queryset.query.order_by, "pk").values_list("pk", flat=True)


def test_address_of_the_next_page_holds_a_key_and_no_name(db: None) -> None:
    blad = vraag(medewerkers(1001).order_by("achternaam"))
    assert re.fullmatch(r"\?na=\d+", blad.links[-1].url)
    assert (blad.tekst, blad.totaal) == ("50 van meer dan 1.000", None)


@pytest.mark.parametrize("query", ["?na=0", "?na=drie", "?na="])
def test_key_that_is_not_in_the_list_starts_at_the_first_page(db: None, query: str) -> None:
    queryset = medewerkers(1001)
    assert vraag(queryset, query).rijen == vraag(queryset).rijen


@pytest.mark.parametrize(("aantal", "vragen"), [(120, 2), (1001, 2)])
def test_a_page_takes_a_fixed_number_of_queries(
    db: None, django_assert_num_queries: pytest.FixtureRequest, aantal: int, vragen: int
) -> None:
    queryset = medewerkers(aantal)
    with django_assert_num_queries(vragen):  # type: ignore[operator]
        vraag(queryset)


def test_ordering_by_an_expression_is_refused(db: None) -> None:
    with pytest.raises(TypeError):
        vraag(Medewerker.objects.order_by(Lower("achternaam")))


def test_htmx_gets_the_part_that_the_page_holds(client: Client, vreemde: Medewerker) -> None:
    client.force_login(vreemde)
    pagina = client.get("/stijl/")
    deel = client.get("/stijl/", headers={"HX-Request": "true"})
    assert deel.content.decode().strip() in pagina.content.decode()
    assert b"<html" not in deel.content
    assert b'id="lijst"' in deel.content


def test_back_button_gets_the_whole_page(client: Client, vreemde: Medewerker) -> None:
    client.force_login(vreemde)
    kop = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert b"<html" in client.get("/stijl/", headers=kop).content


@pytest.mark.parametrize("kop", [{}, {"HX-Request": "true"}])
def test_page_and_part_are_told_apart_and_never_stored(rf: RequestFactory, kop: dict[str, str]) -> None:
    request = rf.get("/stijl/", headers=kop)
    antwoord = render_deel(request, "kern/stijl.html", "tabel", voorbeelden(request) | {"messages": []}, status=422)
    assert antwoord.status_code == 422
    assert antwoord["Cache-Control"] == "no-store"
    assert "HX-Request" in antwoord["Vary"]
