"""Reach per 1,000 inhabitants, the file with the population, and breakdowns of one unit that a manager doesn't get."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError

from rapportage.models import Bevolking
from rapportage.weergave import GEEN_UITSPLITSING
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from werkpunten.models import Wijk

PER_WIJK = "/rapporten/per/?tijdvak=2026-10&werkpunt={}&per=wijk"


@pytest.fixture(autouse=True)
def oktober(rabot):
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        bouw([Contact(n, "rabot", date(2026, 10, 5)) for n in range(30)])
        yield


def test_the_last_known_number_of_inhabitants_counts_and_never_that_of_a_later_year(db):
    wijk = Wijk.objects.order_by("nummer")[0]
    for jaar, aantal in ((2024, 9000), (2025, 10_000), (2027, 1)):
        Bevolking.objects.create(wijk=wijk, jaar=jaar, aantal=aantal)
    gevonden = [Bevolking.objects.in_jaar(jaar) for jaar in (2023, 2024, 2026)]
    assert gevonden == [{}, {wijk.slug: 9000}, {wijk.slug: 10_000}]


def test_reach_per_thousand_inhabitants_stands_beside_the_people(als, manager):
    assert "Per 1.000 inwoners" not in als(manager).get(PER_WIJK.format("alle")).content.decode()
    onbekend = Wijk.objects.get(slug="onbekend")
    Bevolking.objects.create(wijk=onbekend, jaar=2026, aantal=4000)
    pagina = als(manager).get(PER_WIJK.format("alle")).content.decode()
    assert ("Per 1.000 inwoners" in pagina, '<td class="cijfer">7,5</td>' in pagina) == (True, True)


def test_a_manager_reads_why_one_unit_is_not_broken_down_and_its_coordinator_gets_it(als, manager, coordinator):
    antwoord = als(manager).get(PER_WIJK.format("rabot"))
    assert (antwoord.status_code, GEEN_UITSPLITSING in antwoord.content.decode()) == (200, True)
    vergelijk = "/rapporten/vergelijken/?tijdvak=2026-10&werkpunt=rabot&met=2026-09&per=geslacht"
    assert GEEN_UITSPLITSING in als(manager).get(vergelijk).content.decode()
    eigen = als(coordinator).get(PER_WIJK.format("rabot")).content.decode()
    assert GEEN_UITSPLITSING not in eigen
    assert '<td class="cijfer">30</td>' in eigen


# --- a file with the population


KOP = "wijk;jaar;aantal"
GOED = ["Rabot - Blaisantvest;2025;7900", "dampoort;2025;6100", "1;2026;12000"]
INLEZEN = "/beheer/rapportage/bevolking/inlezen/"


@pytest.fixture
def bestand(tmp_path: Path):
    def maak(*rijen: str, kop: str = KOP) -> Path:
        pad = tmp_path / "bevolking.csv"
        pad.write_text("\n".join([kop, *rijen]), encoding="utf-8")
        return pad

    return maak


def alles() -> list[tuple]:
    return list(Bevolking.objects.order_by("jaar", "wijk__nummer").values_list("wijk__nummer", "jaar", "aantal"))


def nummer(slug: str) -> int:
    return Wijk.objects.get(slug=slug).nummer


def test_a_file_with_the_population_is_tried_first_then_kept_and_the_same_file_changes_nothing(bestand, capsys):
    call_command("laad_bevolking", bestand(*GOED))
    assert capsys.readouterr().out == "Proef, niets bewaard. Zou geven: 3 nieuw, 0 gewijzigd, 0 onveranderd.\n"
    assert alles() == []
    call_command("laad_bevolking", bestand(*GOED), "--uitvoeren")
    rabot, dampoort = nummer("rabot-blaisantvest"), nummer("dampoort")
    in_2025 = sorted([(rabot, 2025, 7900), (dampoort, 2025, 6100)])
    assert alles() == [*in_2025, (1, 2026, 12_000)]
    capsys.readouterr()
    call_command("laad_bevolking", bestand(*GOED[:2], "1;2026;12001"), "--uitvoeren")
    assert capsys.readouterr().out == "Bewaard: 0 nieuw, 1 gewijzigd, 2 onveranderd.\n"
    assert alles() == [*in_2025, (1, 2026, 12_001)]


@pytest.mark.parametrize(
    ("rij", "fout"),
    [
        (";2025;1", "rij 2, kolom wijk: is leeg"),
        ("Elders;2025;1", "rij 2, kolom wijk: 'Elders' is geen wijk van Gent"),
        ("Onbekend;2025;1", "rij 2, kolom wijk: 'Onbekend' is geen wijk van Gent"),
        ("1;25;1", "rij 2, kolom jaar: '25' is geen geheel getal van 1990 tot 2027"),
        ("1;2025;0", "rij 2, kolom aantal: '0' is geen geheel getal van 1 of meer"),
        ("1;2025;12.000", "rij 2, kolom aantal: '12.000' is geen geheel getal van 1 of meer"),
        ("Dampoort;2025;1", "rij 2: dit getal staat er al, in een rij hierboven"),
        ("1;2025;1;2", "rij 2: de rij heeft meer velden dan de eerste regel"),
    ],
)
def test_one_wrong_row_of_the_population_and_nothing_is_kept(bestand, capsys, rij, fout):
    with pytest.raises(CommandError, match=r"Niets bewaard: 1 fout\(en\)\."):
        call_command("laad_bevolking", bestand(GOED[1], rij), "--uitvoeren")
    assert (capsys.readouterr().out, alles()) == (f"{fout}\n", [])


def test_a_file_without_the_years_is_refused_in_one_line(bestand):
    with pytest.raises(CommandError, match=r"^De kolom jaar ontbreekt in de eerste regel\.$"):
        call_command("laad_bevolking", bestand("1;5", kop="wijk;aantal"), "--uitvoeren")


def test_an_administrator_loads_the_population_and_reach_per_thousand_follows(als, beheerder, manager, bestand):
    client, pad = als(beheerder), bestand(*GOED)
    lijst = client.get("/beheer/rapportage/bevolking/").content.decode()
    assert f'href="{INLEZEN}"' in lijst
    with pad.open("rb") as open_:
        pagina = client.post(INLEZEN, {"bestand": open_, "controleer": "1"}).content.decode()
    assert ("Zou geven: 3 nieuw, 0 gewijzigd, 0 onveranderd." in pagina, alles()) == (True, [])
    assert "Per 1.000 inwoners" not in als(manager).get(PER_WIJK.format("alle")).content.decode()
    with pad.open("rb") as open_:
        antwoord = client.post(INLEZEN, {"bestand": open_, "bewaar": "1"}, follow=True)
    assert ("Bewaard: 3 nieuw" in antwoord.content.decode(), len(alles())) == (True, 3)
    assert "Per 1.000 inwoners" in als(manager).get(PER_WIJK.format("alle")).content.decode()


def test_who_is_no_administrator_loads_no_population(als, manager, coordinator, bestand):
    for wie in (manager, coordinator):
        with bestand(*GOED).open("rb") as open_:
            assert als(wie).post(INLEZEN, {"bestand": open_, "bewaar": "1"}).status_code == 404
    assert alles() == []
