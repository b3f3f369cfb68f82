"""The page with every component, and the frame around it."""

from django.test import Client

from toegang.models import Medewerker


def test_style_page_renders_every_component_without_an_undefined_variable(client: Client, vreemde: Medewerker) -> None:
    client.force_login(vreemde)
    assert client.get("/stijl/").status_code == 200
