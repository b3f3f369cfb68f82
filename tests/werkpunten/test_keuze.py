from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory

from tests.factories.werkpunten import WerkpuntFactory
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Werkpunt

Als = Callable[[Medewerker], Client]


def kies(medewerker: Medewerker, cookie: str | None = None) -> Werkpunt | None:
    request = RequestFactory().get("/")
    request.user = Medewerker.objects.get(pk=medewerker.pk)
    if cookie is not None:
        request.COOKIES["werkpunt"] = cookie
    return gekozen_werkpunt(request)


@pytest.fixture
def dampoort(consulent: Medewerker) -> Werkpunt:
    werkpunt = WerkpuntFactory(naam="Werkpunt Dampoort", slug="dampoort")
    consulent.aanstellingen.create(werkpunt=werkpunt, rol=Rol.CONSULENT, van="2020-01-01")
    return werkpunt


def test_first_own_work_point_is_the_default(consulent: Medewerker, dampoort: Werkpunt) -> None:
    assert kies(consulent) == dampoort


def test_choice_on_this_device_wins(consulent: Medewerker, dampoort: Werkpunt, rabot: Werkpunt) -> None:
    assert kies(consulent, "rabot") == rabot


@pytest.mark.parametrize("cookie", ["ledeberg", "", "x" * 5000, "'; drop"])
def test_work_point_of_others_is_never_chosen(
    consulent: Medewerker, ledeberg: Werkpunt, rabot: Werkpunt, cookie: str
) -> None:
    assert kies(consulent, cookie) == rabot


def test_manager_has_no_work_point(manager: Medewerker) -> None:
    assert kies(manager) is None


def test_choice_is_kept_on_this_device(als: Als, consulent: Medewerker, dampoort: Werkpunt, rabot: Werkpunt) -> None:
    client = als(consulent)
    response = client.post(
        "/werkpunt-keuze/", {"werkpunt": "rabot"}, headers={"referer": "http://testserver/balie/?a=1"}
    )
    assert (response.status_code, response["Location"]) == (302, "/balie/?a=1")
    assert client.cookies["werkpunt"].value == "rabot"
    assert kies(consulent, client.cookies["werkpunt"].value) == rabot


def test_work_point_of_others_is_404(als: Als, consulent: Medewerker, ledeberg: Werkpunt) -> None:
    response = als(consulent).post("/werkpunt-keuze/", {"werkpunt": "ledeberg"})
    assert response.status_code == 404
    assert "werkpunt" not in response.cookies


def test_referer_of_another_site_is_not_followed(als: Als, consulent: Medewerker) -> None:
    headers = {"referer": "https://elders.test/balie/"}
    assert als(consulent).post("/werkpunt-keuze/", {"werkpunt": "rabot"}, headers=headers)["Location"] == "/"


def test_manager_has_nothing_to_choose(als: Als, manager: Medewerker) -> None:
    assert als(manager).post("/werkpunt-keuze/", {"werkpunt": "rabot"}).status_code == 404
