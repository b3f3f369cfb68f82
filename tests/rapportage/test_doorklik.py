"""Behind the figures on screen: the people for their coordinator, breakdowns, channels, versions and comparison."""

import json
import re
from datetime import date

import pytest
import time_machine

from rapportage import services
from rapportage.models import Bereikrapport
from rapportage.tijdvakken import Tijdvak
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from toegang.models import Raadpleging, Weergave
from werkpunten.models import Wijk

OKTOBER = Tijdvak.maand(date(2026, 10, 1))
RABOT = "tijdvak=2026-10&werkpunt=rabot"
STAD = "tijdvak=2026-10&werkpunt=alle"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        yield


@pytest.fixture
def bezocht(rabot, ledeberg, consulent):
    """Four people at Rabot in October, two of them there before, and six whom nobody may see (any more)."""
    personen = [WerkzoekendeFactory(voornaam=f"V{n:02}", achternaam="Naam") for n in range(4)]
    for n, persoon in enumerate(personen):
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=date(2026, 10, 1 + n % 28))
    for persoon in personen[:2]:
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=date(2026, 9, 4))
    bouw([Contact(n, "rabot", date(2026, 10, 2)) for n in range(6)] + [Contact(None, "rabot", date(2026, 10, 2))])
    return personen


def lees(client, pad: str) -> str:
    antwoord = client.get(pad)
    assert antwoord.status_code == 200, pad
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", antwoord.content.decode()))


@pytest.mark.parametrize(("cijfer", "aantal"), [("bereikt", 10), ("nieuw", 8), ("terugkerend", 2), ("cumulatief", 10)])
def test_there_are_as_many_people_in_the_list_as_the_tile_says(bezocht, coordinator, als, cijfer, aantal):
    client = als(coordinator)
    brug = client.get(f"/rapporten/brug/{cijfer}/?{RABOT}").content.decode()
    assert f": {aantal} <small>" in brug
    adres = f"/rapporten/brug/{cijfer}/personen/?{RABOT}"
    assert adres.replace("&", "&amp;") in brug
    lijst = lees(client, adres)
    buiten = re.search(r"(\d+) van hen staan er niet bij", lijst)
    gezien = set(re.findall(r"Naam, V\d\d", lijst))
    assert len(gezien) == (2 if cijfer in {"nieuw", "terugkerend"} else 4)
    assert len(gezien) + (int(buiten.group(1)) if buiten else 0) == aantal


def test_who_was_in_the_list_stands_in_the_read_log(bezocht, coordinator, als, django_assert_num_queries):
    client = als(coordinator)
    client.get(f"/rapporten/brug/bereikt/?{RABOT}")
    assert Raadpleging.objects.count() == 0
    with django_assert_num_queries(15):
        client.get(f"/rapporten/brug/terugkerend/personen/?{RABOT}")
    assert len(Raadpleging.objects.get().personen) == 2


def test_only_the_coordinator_of_the_unit_has_the_people(bezocht, coordinator, manager, als):
    manager_client, client = als(manager), als(coordinator)
    for cijfer in ("bereikt", "contacten"):
        assert "De personen achter dit cijfer" not in lees(manager_client, f"/rapporten/brug/{cijfer}/?{RABOT}")
        assert manager_client.get(f"/rapporten/brug/{cijfer}/personen/?{RABOT}").status_code == 404
    for pad in ("contacten/personen/", "onzin/personen/"):
        assert client.get(f"/rapporten/brug/{pad}?{RABOT}").status_code == 404
    for waar in ("tijdvak=2026-10&werkpunt=ledeberg", STAD):
        assert client.get(f"/rapporten/brug/bereikt/personen/?{waar}").status_code == 404


def test_a_row_of_a_breakdown_leads_to_its_people(bezocht, coordinator, als):
    client = als(coordinator)
    pagina = client.get(f"/rapporten/per/?{RABOT}&per=soort").content.decode()
    adres = f"/rapporten/brug/bereikt/personen/?{RABOT}&per=soort&waarde=bezoek"
    assert adres.replace("&", "&amp;") in pagina
    assert "Bereikte personen: 10 Werkpunt Rabot · Soort contact: bezoek" in lees(client, adres)
    for fout in ("per=soort&waarde=onzin", "per=maand&waarde=2026-10", "per=soort"):
        assert client.get(f"/rapporten/brug/bereikt/personen/?{RABOT}&{fout}").status_code == 404


def test_by_wijk_the_map_the_table_and_unknown(bezocht, coordinator, als):
    client = als(coordinator)
    pagina = client.get(f"/rapporten/per/?{RABOT}").content.decode()
    assert pagina.count("<g><title>") == Wijk.objects.filter(soort="gent").count() == 25
    tekst = lees(client, f"/rapporten/per/?{RABOT}")
    assert "Onbekend 10 11 Totaal 10 11" in tekst
    deel = client.get(f"/rapporten/per/?{RABOT}", headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in deel, deel.lstrip().startswith('<section id="uitsplitsing"')) == (False, True)
    assert client.get(f"/rapporten/per/?{RABOT}&per=werkpunt").status_code == 404


def leg_vast(door, werkpunt=None) -> Bereikrapport:
    rapport = services.maak_rapport(services.vraag_rapport(OKTOBER, werkpunt=werkpunt, door=door).pk)
    assert rapport is not None
    return rapport


def test_channels_and_the_share_of_outreach(bezocht, coordinator, als):
    bouw([Contact(1, "rabot", date(2026, 10, 2), soort="outreach")] * 4)
    tekst = lees(als(coordinator), f"/rapporten/kanalen/?{RABOT}")
    assert "Via outreach 27%" in tekst
    assert "oktober 2026 11 4 0 0 15" in tekst


def test_a_new_version_says_what_is_different(bezocht, coordinator, manager, rabot, als):
    client = als(coordinator)
    leg_vast(coordinator, rabot)
    bouw([Contact(n, "rabot", date(2026, 10, 30)) for n in range(6)])
    tweede = leg_vast(coordinator, rabot)
    assert f"/rapporten/{tweede.pk}/versies/" in client.get(f"/rapporten/?{RABOT}").content.decode()
    tekst = lees(client, f"/rapporten/{tweede.pk}/versies/")
    assert "Het hele rapport Bereikte personen 10 16 6 meer" in tekst
    assert "Geslacht: onbekend Bereikte personen 10 16 6 meer" in tekst
    assert client.get(f"/rapporten/{tweede.pk - 1}/versies/").status_code == 404
    stad = leg_vast(manager)
    assert als(coordinator).get(f"/rapporten/{stad.pk}/versies/").status_code == 404


def test_two_months_side_by_side(bezocht, manager, coordinator, als):
    client = als(coordinator)
    tekst = lees(client, f"/rapporten/vergelijken/?{RABOT}&per=soort")
    assert "Bereikte personen 10 2 8 meer (+400%)" in tekst
    assert "Bereikte personen per soort contact" in tekst
    jaar = lees(client, f"/rapporten/vergelijken/?{RABOT}&met-deel=jaar&met-jaar=2026&met-werkpunt=rabot")
    assert "Een maand en een jaar zijn niet even lang." in jaar
    for vreemd in (
        "met-werkpunt=ledeberg",
        "met-werkpunt=alle&met-deel=10&met-jaar=2026",
        "met-deel=99&met-jaar=2026",
    ):
        assert client.get(f"/rapporten/vergelijken/?{RABOT}&{vreemd}").status_code == 404
    assert "verborgen" in lees(als(manager), f"/rapporten/vergelijken/?{RABOT}")


def chips(client) -> list[tuple[str, str]]:
    pagina = client.get("/rapporten/").content.decode()
    return [
        (naam, url.replace("&amp;", "&")) for url, naam in re.findall(r'class="chip" href="([^"]+)">([^<]+)', pagina)
    ]


def test_a_report_is_kept_shared_renamed_thrown_away_and_taken_back(rabot, coordinator, manager, als):
    client = als(coordinator)
    velden = {"scherm": "rapportage:rapport-list", "naam": "Mijn Rabot", "vraag": f"{RABOT}&levend=1&pagina=3"}
    assert client.post("/rapporten/bewaard/", velden)["Location"] == f"/rapporten/?{RABOT}"
    assert chips(client) == [("Mijn Rabot", f"/rapporten/?{RABOT}")]
    assert chips(als(manager)) == []
    client.post("/rapporten/bewaard/", {**velden, "naam": "Samen", "gedeeld": "on", "laatste": "kwartaal"})
    samen = ("Samen", "/rapporten/?werkpunt=rabot&laatste=kwartaal")
    assert chips(als(manager)) == [("Samen ", samen[1])]
    assert "derde kwartaal van 2026" in lees(client, samen[1])
    eigen = Weergave.objects.get(naam="Mijn Rabot")
    adres = f"/rapporten/bewaard/{eigen.pk}/"
    assert als(manager).post(adres, {"weg": "1"}).status_code == 404
    client.post(adres, {"naam": "Rabot"})
    assert [naam for naam, _ in chips(client)] == ["Rabot", "Samen"]
    assert "Je hebt al een weergave met die naam." in lees(client, client.post(adres, {"naam": "Samen"})["Location"])
    terug = client.post(adres, {"weg": "1"})["Location"]
    pagina = client.get(terug).content.decode()
    assert ("“Rabot” is weg." in pagina, [naam for naam, _ in chips(client)]) == (True, ["Samen"])
    formulier = pagina.split("is weg.")[1].split("</form>")[0]
    client.post("/rapporten/bewaard/", dict(re.findall(r'name="(naam|vraag|scherm)" value="([^"]*)"', formulier)))
    assert [naam for naam, _ in chips(client)] == ["Rabot", "Samen"]


@pytest.mark.parametrize("velden", [{"scherm": "kern:start"}, {"scherm": ""}])
def test_only_reports_are_kept(rabot, coordinator, als, velden):
    assert als(coordinator).post("/rapporten/bewaard/", {"naam": "x", "vraag": "", **velden}).status_code == 404
    assert Weergave.objects.count() == 0


def test_the_document_on_screen_is_the_one_in_the_file(bezocht, coordinator, rabot, als):
    client = als(coordinator)
    uit = json.loads(client.get(f"/rapporten/nu/json/?{RABOT}").content)
    soort = uit["uitsplitsingen"]["soort"]["indicatoren"]["bereikt"]["per"]["soort"]["bezoek"]
    assert f"bezoek {soort} " in lees(client, f"/rapporten/per/?{RABOT}&per=soort")
