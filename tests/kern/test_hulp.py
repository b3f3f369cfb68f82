"""Help: a page for every screen somebody has, with the same parts, and only for who has that screen."""

import re

import pytest

from kern.hulp import hulp
from tests.access import alle_routes
from toegang.voor import toegang_van

ZONDER_EIGEN_PAGINA = ("kern:", "api:", "account_", "toegang:", "admin:")


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


@pytest.mark.parametrize(("sleutel", "pagina"), list(hulp.items()), ids=lambda waarde: getattr(waarde, "titel", ""))
def test_page_has_all_its_parts_and_talks_plainly(sleutel, pagina):
    assert pagina.titel
    assert pagina.waarvoor.endswith(".")
    assert len(pagina.stappen) >= 2
    alles = (pagina.waarvoor, *pagina.stappen, *(deel for vraag in pagina.vragen for deel in vraag))
    zinnen = [zin for deel in alles for zin in re.split(r"(?<=[.?:]) ", deel)]
    assert [zin for zin in zinnen if len(zin.split()) > 26] == []


def test_every_screen_that_is_read_has_help():
    """What somebody opens by GET, apart from the house itself and files."""
    begin = tuple(scherm for pagina in hulp for scherm in pagina.schermen)
    zonder = {
        route.naam
        for route in alle_routes()
        if toegang_van(route.view) not in {None, "openbaar"} and not route.naam.startswith(ZONDER_EIGEN_PAGINA)
    }
    assert sorted(naam for naam in zonder if not naam.startswith(begin)) == []


def test_every_screen_named_by_help_exists():
    namen = [route.naam for route in alle_routes()]
    beginnen = [scherm for pagina in hulp for scherm in pagina.schermen]
    assert [begin for begin in beginnen if not any(naam.startswith(begin) for naam in namen)] == []


@pytest.mark.parametrize(
    ("adres", "hulp_adres"),
    [
        ("/", "vandaag"),
        ("/balie/", "balie"),
        ("/agenda/week/", "agenda"),
        ("/taken/", "taken"),
        ("/caseload/", "caseload"),
    ],
)
def test_help_leads_to_the_page_about_this_screen(als, consulent, adres, hulp_adres):
    inhoud = tekst(als(consulent).get(adres))
    assert inhoud.count(f'href="/hulp/{hulp_adres}/"') == 3


def test_who_has_no_such_screen_has_no_such_help(als, consulent, manager):
    assert als(consulent).get("/hulp/agenda/").status_code == 200
    assert als(consulent).get("/hulp/beheer/").status_code == 404
    assert als(manager).get("/hulp/agenda/").status_code == 404
    assert als(manager).get("/hulp/bestaat-niet/").status_code == 404
    inhoud = tekst(als(manager).get("/hulp/"))
    assert ("/hulp/rapporten/" in inhoud, "/hulp/agenda/" in inhoud) == (True, False)


def test_feedback_link_stands_in_the_footer_when_there_is_an_address(als, consulent, settings):
    assert "Laat het weten" not in tekst(als(consulent).get("/hulp/"))
    settings.FEEDBACK_ADRES = "mailto:idee@voorbeeld.test"
    inhoud = tekst(als(consulent).get("/hulp/"))
    assert 'href="mailto:idee@voorbeeld.test"' in inhoud
    assert f"{settings.MERK} {settings.VERSIE}" in inhoud
