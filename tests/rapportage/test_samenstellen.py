"""A report of one's own making: who may ask what, what is wrong said in words, and the figures of a report."""

import re
from datetime import date

import pytest
import time_machine

from rapportage.rapport import cijfers_van
from rapportage.tijdvakken import Tijdvak
from rapportage.weergave import Beeld, cijfer
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from toegang.rollen import Rol
from werkpunten.models import Aanstelling, Werkpunt

PAD = "/rapporten/samenstellen/"
OKTOBER = {"van": "2026-10-01", "tot": "2026-10-31"}
KOLOMMEN = ("bereikt", "nieuw", "terugkerend", "contacten", "anoniem", "cumulatief")


@pytest.fixture(autouse=True)
def wereld(rabot, ledeberg):
    """Rabot: 40 in September, 30 of them in October; Ledeberg: 20 in October, 3 in September. Ten come to both."""
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        bouw(
            [Contact(n, "rabot", date(2026, 9, 3)) for n in range(40)]
            + [Contact(n, "rabot", date(2026, 10, 5)) for n in range(30)]
            + [Contact(n, "ledeberg", date(2026, 10, 6)) for n in range(20, 40)]
            + [Contact(n, "ledeberg", date(2026, 9, 6)) for n in range(3)]
        )
        yield


def vraag(client, status: int = 200, **velden) -> str:
    antwoord = client.get(PAD, velden)
    assert antwoord.status_code == status
    return antwoord.content.decode()


def rijen(pagina: str) -> dict[str, list[str]]:
    return {
        naam: re.findall(r"<td[^>]*>([^<]*)</td>", cellen)
        for naam, cellen in re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', pagina, re.DOTALL)
    }


def fouten(pagina: str) -> list[str]:
    [samenvatting] = re.findall(r"<div class=\"foutsamenvatting\".*?</div>", pagina, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", fout) for fout in re.findall(r"<li>(.*?)</li>", samenvatting)]


def rapport(sleutel: str, werkpunt, *, exact: bool) -> list[str]:
    cijfers = cijfers_van(Tijdvak.van_sleutel(sleutel), werkpunt, per=())
    beeld = Beeld(cijfers.exact if exact else cijfers.gepubliceerd)
    return [cijfer(beeld.cijfers()[code]) for code in KOLOMMEN]


def test_only_readers_of_reports_have_the_page(als, consulent, beheerder, partnermedewerker, manager, coordinator):
    for wie in (consulent, beheerder, partnermedewerker):
        assert als(wie).get(PAD).status_code == 404
    for wie in (manager, coordinator):
        assert "<h1>Rapport samenstellen" in vraag(als(wie)).replace("\n", "")


def test_a_coordinator_chooses_only_own_units(als, coordinator):
    pagina = vraag(als(coordinator))
    assert re.findall(r'name="bij" value="(\w+)"', pagina) == ["rabot"]
    assert fouten(vraag(als(coordinator), 422, **OKTOBER, bij="ledeberg")) == [
        "Werkpunten: Selecteer een geldige keuze. ledeberg is geen beschikbare keuze."
    ]


def test_a_whole_month_of_ones_own_unit_is_its_report(als, coordinator, rabot):
    pagina = vraag(als(coordinator), **OKTOBER, bij="rabot")
    assert rijen(pagina)["Totaal"] == rapport("2026-10", rabot, exact=True) == ["30", "0", "30", "30", "0", "40"]
    assert "Exacte cijfers van je eigen werkpunten" in pagina


SEPTEMBER = {"van": "2026-09-01", "tot": "2026-09-30"}


@pytest.mark.parametrize(("sleutel", "dagen"), [("2026-10", OKTOBER), ("2026-09", SEPTEMBER)])
def test_a_whole_month_of_one_unit_shows_a_manager_what_its_report_publishes(als, manager, ledeberg, sleutel, dagen):
    getoond = rijen(vraag(als(manager), **dagen, bij="ledeberg"))["Totaal"]
    assert getoond == rapport(sleutel, ledeberg, exact=False)
    assert (getoond[0] == "verborgen") == (sleutel == "2026-09")


def test_own_units_together_count_everybody_once_and_any_day_may_be_asked(als, coordinator, ledeberg):
    Aanstelling.objects.create(medewerker=coordinator, rol=Rol.COORDINATOR, werkpunt=ledeberg, van=date(2026, 1, 1))
    client = als(coordinator)
    samen = rijen(vraag(client, **OKTOBER, bij=["rabot", "ledeberg"], per="werkpunt"))
    assert [samen[naam][0] for naam in ("Werkpunt Ledeberg", "Werkpunt Rabot", "Totaal")] == ["20", "30", "40"]
    dag = rijen(vraag(client, van="2026-10-06", tot="2026-10-06", bij=["rabot", "ledeberg"]))
    assert dag["Totaal"][0] == "20"


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"van": "2026-10-31", "tot": "2026-10-01"}, "De einddatum ligt voor de begindatum."),
        ({"van": "2026-11-01", "tot": "2026-11-30"}, "Kies dagen die voorbij zijn, tot en met vandaag."),
        ({"van": "1980-01-01", "tot": "1980-01-31"}, "Kies dagen die voorbij zijn, tot en met vandaag."),
        ({"van": "gisteren", "tot": "2026-10-31"}, "Van: Voer een geldige datum in."),
        ({"van": "2026-10-01", "tot": ""}, "Tot en met: Dit veld is nodig."),
        ({**OKTOBER, "bij": []}, "Werkpunten: Kies minstens één werkpunt."),
        ({**OKTOBER, "per": "sterrenbeeld"}, "Uitgesplitst: Selecteer een geldige keuze."),
        ({"van": "2026-10-02", "tot": "2026-10-31"}, "kies je hele maanden"),
        ({"van": "2024-01-01", "tot": "2026-10-31"}, "Kies hoogstens 24 maanden."),
        ({**OKTOBER, "per": "geslacht"}, "Andere uitsplitsingen dan maand en werkpunt"),
    ],
)
def test_what_cannot_be_asked_is_said_and_what_was_typed_stays(als, manager, velden, zin):
    gevraagd = {"bij": ["ledeberg"], "per": "", **velden}
    pagina = vraag(als(manager), 422, **gevraagd)
    assert len(fouten(pagina)) == 1
    assert zin in fouten(pagina)[0]
    assert rijen(pagina) == {}
    for naam in ("van", "tot"):
        [invoer] = re.findall(rf'<input[^>]*name="{naam}"[^>]*>', pagina)
        assert f'value="{gevraagd[naam]}"' in invoer
    aangevinkt = re.findall(r'name="bij" value="(\w+)"[^>]*checked', pagina)
    assert aangevinkt == gevraagd["bij"]


def test_a_unit_that_was_not_open_yet_is_said(als, manager, ledeberg):
    Werkpunt.objects.filter(pk=ledeberg.pk).update(geopend_op=date(2026, 10, 1))
    pagina = vraag(als(manager), 422, van="2026-08-01", tot="2026-08-31", bij="ledeberg")
    assert fouten(pagina) == ["Werkpunt Ledeberg was in augustus 2026 niet open."]


def test_the_form_starts_with_the_last_month_and_all_units(als, manager):
    pagina = vraag(als(manager))
    for naam, dag in OKTOBER.items():
        assert re.search(rf'<input[^>]*name="{naam}"[^>]*value="{dag}"|value="{dag}"[^>]*name="{naam}"', pagina)
    assert len(re.findall(r'name="bij" value="\w+"[^>]*checked', pagina)) == 2
