"""Numbers from before our own: read all or nothing, replaced and never doubled, and hidden when they are small."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError

from rapportage.historiek import VROEGERE_TELLINGEN, trend
from rapportage.models import VroegereTelling
from rapportage.telbestand import Verslag
from rapportage.telbestand import laad as laad_bestand

KOP = "bron;indicator;werkpunt;jaar;maand;aantal;noot"
GOED = ["PWA;bereikt;;2017;;812;zonder Ledeberg", "PWA;Contacten;rabot;2017;;2400;", "PWA;bereikt;alle;2018;3;77;"]


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        yield


@pytest.fixture
def bestand(tmp_path: Path):
    def maak(*rijen: str, kop: str = KOP) -> Path:
        pad = tmp_path / "pwa.csv"
        pad.write_text("\n".join([kop, *rijen]), encoding="utf-8")
        return pad

    return maak


def laad(pad: Path, *, uitvoeren: bool) -> Verslag:
    return laad_bestand(VROEGERE_TELLINGEN, pad, uitvoeren=uitvoeren)


def alles() -> list[tuple]:
    velden = ("bron", "indicator", "werkpunt__slug", "jaar", "maand", "aantal", "noot")
    return list(VroegereTelling.objects.values_list(*velden))


def test_a_file_is_tried_first_and_then_kept(bestand, rabot):
    pad = bestand(*GOED)
    assert (laad(pad, uitvoeren=False).nieuw, alles()) == (3, [])
    assert laad(pad, uitvoeren=True).nieuw == 3
    assert alles() == [
        ("PWA", "bereikt", None, 2017, None, 812, "zonder Ledeberg"),
        ("PWA", "contacten", "rabot", 2017, None, 2400, ""),
        ("PWA", "bereikt", None, 2018, 3, 77, ""),
    ]


def test_the_same_file_again_changes_nothing_and_another_number_replaces(bestand, rabot):
    laad(bestand(*GOED), uitvoeren=True)
    eerst = VroegereTelling.objects.get(maand=3).pk
    verslag = laad(bestand(*GOED[:2], GOED[2].replace("77", "78")), uitvoeren=True)
    assert (verslag.nieuw, verslag.gewijzigd, verslag.gelijk) == (0, 1, 2)
    assert VroegereTelling.objects.get(pk=eerst).aantal == 78
    assert VroegereTelling.objects.count() == 3


@pytest.mark.parametrize(
    ("rij", "fout"),
    [
        (";bereikt;;2017;;1;", "rij 1, kolom bron: is leeg"),
        ("PWA;bezoekers;;2017;;1;", "rij 1, kolom indicator: 'bezoekers' is geen cijfer dat we kennen"),
        ("PWA;bereikt;nergens;2017;;1;", "rij 1, kolom werkpunt: 'nergens' is geen werkpunt dat we kennen"),
        ("PWA;bereikt;;17;;1;", "rij 1, kolom jaar: '17' is geen geheel getal van 1990 tot 2026"),
        ("PWA;bereikt;;2017;13;1;", "rij 1, kolom maand: '13' is geen geheel getal van 1 tot 12"),
        ("PWA;bereikt;;2017;;-1;", "rij 1, kolom aantal: '-1' is geen geheel getal van 0 of meer"),
        ("PWA;bereikt;;2017;;1,5;", "rij 1, kolom aantal: '1,5' is geen geheel getal van 0 of meer"),
        ("PWA;bereikt;;2017;;;", "rij 1, kolom aantal: is leeg"),
        (f"PWA;bereikt;;2017;;1;{'x' * 201}", "rij 1, kolom noot: is langer dan 200 tekens"),
        ("PWA;bereikt;;2026;12;1;", "rij 1: deze maand is nog niet begonnen"),
        ("PWA;bereikt;;2017;;1;;te veel", "rij 1: de rij heeft meer velden dan de eerste regel"),
    ],
)
@pytest.mark.django_db
def test_one_wrong_row_and_nothing_is_kept(bestand, rij, fout):
    verslag = laad(bestand(rij, "PWA;bereikt;;2016;;5;"), uitvoeren=True)
    assert (verslag.fouten, alles()) == ([fout], [])


@pytest.mark.django_db
def test_a_number_that_stands_twice_in_a_file_is_a_mistake(bestand):
    verslag = laad(bestand("PWA;bereikt;;2017;;1;", "PWA;Bereikte personen;alle;2017;;2;"), uitvoeren=True)
    assert (verslag.fouten, alles()) == (["rij 2: dit getal staat er al, in een rij hierboven"], [])


@pytest.mark.django_db
def test_a_spreadsheet_with_columns_of_its_own_is_read_too(tmp_path):
    boek = openpyxl.Workbook()
    boek.active.append(["Aantal", "Indicator", "Jaar", "Bron", "Opmerking"])
    boek.active.append([812, "bereikt", 2017, "PWA", "x"])
    boek.save(pad := tmp_path / "pwa.xlsx")
    verslag = laad(pad, uitvoeren=True)
    assert (verslag.genegeerd, alles()) == (["Opmerking"], [("PWA", "bereikt", None, 2017, None, 812, "")])


@pytest.mark.django_db
def test_a_file_without_a_column_that_is_needed_is_refused_in_one_line(bestand):
    with pytest.raises(ValidationError, match="De kolom aantal ontbreekt in de eerste regel"):
        laad(bestand("PWA;bereikt;2017", kop="bron;indicator;jaar"), uitvoeren=True)


def test_the_database_keeps_each_number_once(rabot):
    velden = {"bron": "PWA", "indicator": "bereikt", "jaar": 2017, "aantal": 1}
    VroegereTelling.objects.create(**velden)
    with pytest.raises(IntegrityError):
        VroegereTelling.objects.create(**velden)


@pytest.mark.django_db
def test_the_command_tries_keeps_and_tells_every_mistake(bestand, rabot, capsys):
    call_command("laad_historiek", bestand(*GOED))
    assert capsys.readouterr().out == "Proef, niets bewaard. Zou geven: 3 nieuw, 0 gewijzigd, 0 onveranderd.\n"
    call_command("laad_historiek", bestand(*GOED), "--uitvoeren")
    assert capsys.readouterr().out == "Bewaard: 3 nieuw, 0 gewijzigd, 0 onveranderd.\n"
    with pytest.raises(CommandError, match=r"Niets bewaard: 2 fout\(en\)\."):
        call_command("laad_historiek", bestand(";bereikt;;x;;1;"), "--uitvoeren")
    assert capsys.readouterr().out.splitlines() == [
        "rij 1, kolom bron: is leeg",
        "rij 1, kolom jaar: 'x' is geen geheel getal van 1990 tot 2026",
    ]


INLEZEN = "/beheer/rapportage/vroegeretelling/inlezen/"


def test_an_administrator_tries_a_file_and_then_keeps_it(als, beheerder, manager, rabot, bestand):
    client, pad = als(beheerder), bestand(*GOED)
    assert "Bestand inlezen" in client.get("/beheer/rapportage/vroegeretelling/").content.decode()
    with pad.open("rb") as open_:
        pagina = client.post(INLEZEN, {"bestand": open_, "controleer": "1"}).content.decode()
    assert ("Zou geven: 3 nieuw, 0 gewijzigd, 0 onveranderd." in pagina, alles()) == (True, [])
    with pad.open("rb") as open_:
        antwoord = client.post(INLEZEN, {"bestand": open_, "bewaar": "1"}, follow=True)
    assert ("Bewaard: 3 nieuw" in antwoord.content.decode(), len(alles())) == (True, 3)
    assert als(manager).get(INLEZEN).status_code == 404


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "leeg"),
        (b"\x00\x01", "Dit is geen CSV- of XLSX-bestand."),
        (b"bron;indicator;jaar;aantal\nPWA;bereikt;2017;=1+1", "&#x27;=1+1&#x27; is geen geheel getal"),
        (b"x" * 2_100_000, "Het bestand is groter dan 2 MB."),
    ],
)
def test_a_file_that_is_no_good_says_why(als, beheerder, inhoud, zin):
    bestand = SimpleUploadedFile("pwa.csv", inhoud)
    pagina = als(beheerder).post(INLEZEN, {"bestand": bestand, "bewaar": "1"}).content.decode()
    assert (zin in pagina, alles()) == (True, [])


@pytest.fixture
def tellingen(rabot, ledeberg):
    for werkpunt, jaar, maand, aantal in (
        (None, 2017, None, 60),
        (rabot, 2017, None, 57),
        (ledeberg, 2017, None, 3),
        (None, 2016, None, 0),
        (rabot, 2016, None, 0),
        (None, 2018, 3, 4),
        (None, 2026, None, 99),
    ):
        VroegereTelling.objects.create(
            bron="PWA", indicator="bereikt", werkpunt=werkpunt, jaar=jaar, maand=maand, aantal=aantal
        )


def cijfers(**vraag) -> list[tuple]:
    return [(rij["naam"], rij["aantal"]) for rij in trend(voor=date(2026, 1, 1), **vraag)]


def test_a_trend_has_the_numbers_of_its_own_level_before_its_period(tellingen, rabot):
    assert cijfers(per="jaar", werkpunt=None) == [("2016", 0), ("2017", 60)]
    assert cijfers(per="jaar", werkpunt=rabot) == [("2016", 0), ("2017", 57)]
    assert cijfers(per="maand", werkpunt=None) == [("maart 2018", 4)]


def test_a_small_number_is_hidden_with_another_so_that_nothing_gives_it_back(tellingen, rabot, ledeberg):
    """60 in the city less 57 of Rabot would be the 3 of Ledeberg."""
    gezien = [cijfers(per="jaar", werkpunt=punt, drempel=5)[-1] for punt in (None, rabot, ledeberg)]
    assert gezien == [("2017", None)] * 3
    assert cijfers(per="maand", werkpunt=None, drempel=5) == [("maart 2018", None)]
    assert cijfers(per="jaar", werkpunt=None, drempel=5)[0] == ("2016", 0)
