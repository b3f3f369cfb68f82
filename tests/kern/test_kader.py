"""The frame: the bar shows what somebody may open, and where they are."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from kern.kader import Menupunt, toon
from kern.registers import Register
from toegang.models import Medewerker
from toegang.rollen import Rol


@pytest.fixture
def menu() -> Register[Menupunt]:
    punten: Register[Menupunt] = Register("proef")
    punten.meld_aan("hulp", Menupunt("Hulp", "kern:hulp"), volgorde=20)
    stijl = Menupunt("Stijl", "kern:stijl", rollen=frozenset({Rol.CONSULENT}), aantal=lambda request: 3)
    punten.meld_aan("stijl", stijl, volgorde=10)
    return punten


def vraag(rf: RequestFactory, medewerker: Medewerker, pad: str) -> HttpRequest:
    request = rf.get(pad)
    request.user = medewerker
    return request


def test_menu_shows_what_the_role_may_open_in_order(
    rf: RequestFactory, menu: Register[Menupunt], consulent: Medewerker, manager: Medewerker
) -> None:
    assert [punt.titel for punt in toon(menu, vraag(rf, consulent, "/"))] == ["Stijl", "Hulp"]
    assert [punt.titel for punt in toon(menu, vraag(rf, manager, "/"))] == ["Hulp"]


def test_menu_marks_the_page_and_counts_what_waits(
    rf: RequestFactory, menu: Register[Menupunt], consulent: Medewerker
) -> None:
    punten = toon(menu, vraag(rf, consulent, "/stijl/knoppen/"))
    assert [(punt.actief, punt.aantal) for punt in punten] == [(True, 3), (False, 0)]


def test_menu_without_a_match_marks_nothing(
    rf: RequestFactory, menu: Register[Menupunt], consulent: Medewerker
) -> None:
    assert [punt.actief for punt in toon(menu, vraag(rf, consulent, "/elders/"))] == [False, False]


def test_frame_of_somebody_signed_in(client: Client, consulent: Medewerker) -> None:
    client.force_login(consulent)
    inhoud = client.get(reverse("kern:hulp")).content.decode()
    assert 'data-verloopt-na="1800"' in inhoud
    assert consulent.korte_naam in inhoud
    assert inhoud.count("<h1") == 1


def test_staying_signed_in_needs_a_post(client: Client, consulent: Medewerker) -> None:
    client.force_login(consulent)
    assert client.get(reverse("kern:verleng")).status_code == 405
    assert client.post(reverse("kern:verleng")).status_code == 204


def test_unknown_address_says_it_may_not_be_yours(client: Client) -> None:
    antwoord = client.get("/bestaat-niet/")
    assert antwoord.status_code == 404
    assert "Niet gevonden of niet voor jou" in antwoord.content.decode()
