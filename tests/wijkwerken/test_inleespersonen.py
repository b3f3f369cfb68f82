"""Workers and hours from a spreadsheet: tried first, all or nothing, once, and as strict as the screen."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from tests.factories.toegang import OrganisatieFactory
from tests.factories.werkpunten import WerkzoekendeFactory
from tests.factories.wijkwerkers import begonnen, bekend, opdracht
from wijkwerken.inleespersonen import Urenlezer, Wijkwerkerlezer
from wijkwerken.inlezen import lees_in
from wijkwerken.models import Overeenkomst, Prestatie, Toewijzing, Urenteller, Wijkwerker

KOP = "dossier;toeleider;bemiddelaar;toegeleid;afsprakenblad;begin;einde;consulent;overgang"
UREN = "dossier;gebruiker;opdracht;dag;van;uren;kilometers"
ALLE = Wijkwerker.objects.ongefilterd


@pytest.fixture(autouse=True)
def juni():
    with time_machine.travel("2026-06-20T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def bestand(tmp_path: Path):
    def maak(*regels: str) -> Path:
        pad = tmp_path / "bestand.csv"
        pad.write_text("\n".join(regels), encoding="utf-8")
        return pad

    return maak


@pytest.fixture
def mensen(rabot, coordinator):
    OrganisatieFactory(naam="VDAB Gent", soort="vdab")
    return [bekend(coordinator, rabot) for _ in range(2)]


def nummer(persoon):
    return f"W{persoon.pk:06d}"


def inschrijvingen(mensen, consulent):
    een, ander = map(nummer, mensen)
    return (
        KOP,
        f"{een};VDAB Gent;Bea;01/12/2025;01/12/2025;05/01/2026;04/07/2026;{consulent.email};",
        f"{een};VDAB Gent;Bea;01/12/2025;;05/07/2026;04/01/2027;;",
        f"{ander};vdab gent;Bea;2026-06-01;;;;;nee",
    )


def test_workers_come_in_with_the_start_of_their_term_and_once(bestand, mensen, coordinator, wijkwerkconsulent):
    pad = bestand(*inschrijvingen(mensen, wijkwerkconsulent))
    proef = lees_in(Wijkwerkerlezer, pad, door=coordinator)
    assert (proef.fouten, proef.nieuw, ALLE("test").count()) == ([], 3, 0)
    eerste, tweede = (lees_in(Wijkwerkerlezer, pad, door=coordinator, uitvoeren=True) for _ in range(2))
    assert (eerste.nieuw, tweede.nieuw, tweede.al_bekend) == (3, 0, 3)
    een = ALLE("test").get(werkzoekende=mensen[0])
    assert (een.begin, een.termijn_tot, een.consulent) == (date(2026, 1, 5), date(2027, 1, 4), wijkwerkconsulent)
    assert Overeenkomst.objects.ongefilterd("test").filter(wijkwerker=een).count() == 2
    assert ALLE("test").get(werkzoekende=mensen[1]).begin is None


def test_one_bad_row_of_workers_and_nothing_is_kept(bestand, mensen, coordinator, wijkwerkconsulent):
    goed, een = inschrijvingen(mensen, wijkwerkconsulent), nummer(mensen[0])
    vreemd = WerkzoekendeFactory()
    fout = (
        f"{een};Niemand;Bea;01/12/2025;;;;;",
        f"{nummer(vreemd)};VDAB Gent;Bea;01/12/2025;;;;;",
        f"{nummer(mensen[1])};VDAB Gent;Bea;01/12/2024;01/12/2024;01/01/2025;;;",
        f"{nummer(mensen[1])};VDAB Gent;Bea;01/12/2024;;01/01/2025;31/12/2025;;",
        f"{een};VDAB Gent;;01/12/2025;;;;;",
    )
    verslag = lees_in(Wijkwerkerlezer, bestand(*goed, *fout), door=coordinator, uitvoeren=True)
    assert [(melding.rij, melding.kolom) for melding in verslag.fouten] == [
        *((4, "toeleider"), (5, ""), (6, ""), (7, ""), (8, "bemiddelaar"))
    ]
    assert ALLE("test").count() == 0


@pytest.fixture
def aan_het_werk(rabot, coordinator):
    persoon = bekend(coordinator, rabot)
    return begonnen(persoon, door=coordinator, van=date(2026, 1, 5)), opdracht(coordinator)


def uren(aan_het_werk, *regels):
    wijkwerker, werk = aan_het_werk
    return (UREN, *(f"{nummer(wijkwerker.werkzoekende)};{werk.gebruiker.nummer};{regel}" for regel in regels))


def test_hours_count_in_the_limits_once(bestand, aan_het_werk, coordinator):
    regels = uren(aan_het_werk, ";01/06/2026;;3;", "maaltijden verdelen;02/06/2026;13:30;2,5;12,5", ";01/05/2026;;4;")
    pad = bestand(*regels)
    assert lees_in(Urenlezer, pad, door=coordinator).nieuw == 3
    assert not Prestatie.objects.ongefilterd("test").exists()
    eerste, tweede = (lees_in(Urenlezer, pad, door=coordinator, uitvoeren=True) for _ in range(2))
    assert (eerste.fouten, eerste.nieuw, tweede.nieuw, tweede.al_bekend) == ([], 3, 0, 3)
    tellers = Urenteller.objects.ongefilterd("test").values_list("code", "begin", "gewerkt")
    assert set(tellers) == {
        ("uren_maand", date(2026, 6, 1), 330),
        ("uren_maand", date(2026, 5, 1), 240),
        ("uren_jaar", date(2026, 1, 1), 570),
    }
    assert {rij.rol for rij in Toewijzing.objects.ongefilterd("test")} == {"invaller"}
    assert {rij.kilometers for rij in Prestatie.objects.ongefilterd("test")} == {0, 12.5}


def test_one_bad_row_of_hours_and_nothing_is_kept(bestand, aan_het_werk, coordinator):
    regels = uren(
        aan_het_werk,
        *(";01/06/2026;;3;", ";01/06/2026;10:00;3;", ";01/06/2025;;3;", "tuin;02/06/2026;;3;", ";03/06/2026;;veel;"),
        *(";04/06/2026;;0;", ";20/06/2026;11:00;9;"),
    )
    verslag = lees_in(Urenlezer, bestand(*regels), door=coordinator, uitvoeren=True)
    redenen = {melding.rij: (melding.kolom, melding.reden) for melding in verslag.fouten}
    assert set(redenen) == {2, 3, 4, 5, 6, 7}
    assert redenen[2][1] == "Op dat moment staan er al gewerkte uren."
    assert "nog geen wijk-werker" in redenen[3][1]
    assert redenen[5] == ("uren", "“veel” is geen getal")
    assert (Prestatie.objects.ongefilterd("test").count(), Toewijzing.objects.ongefilterd("test").count()) == (0, 0)


def test_the_commands_report_and_fail_with_one_line(bestand, mensen, aan_het_werk, coordinator, capsys):
    door = f"--door={coordinator.email}"
    pad = bestand(KOP, f"{nummer(mensen[1])};VDAB Gent;Bea;2026-06-01;;;;;")
    call_command("importeer_wijkwerkers", str(pad), door, "--uitvoeren")
    assert capsys.readouterr().out.splitlines()[-1] == "Ingelezen: 1 nieuwe inschrijving of overeenkomst."
    call_command("importeer_uren", str(bestand(*uren(aan_het_werk, ";01/06/2026;;3;"))), door)
    assert "proef" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Niets ingelezen: 1 rij met fouten"):
        call_command("importeer_uren", str(bestand(*uren(aan_het_werk, ";x;;3;"))), door, "--uitvoeren")


def test_in_the_browser_a_file_is_tried_and_then_kept(als, bestand, aan_het_werk, coordinator):
    client, adres = als(coordinator), "/wijkwerken/inlezen/uren/"
    inhoud = bestand(*uren(aan_het_werk, ";01/06/2026;;3;")).read_bytes()
    pagina = client.post(adres, {"bestand": SimpleUploadedFile("uren.csv", inhoud), "controleer": "1"})
    assert "Nieuw: 1 nieuwe prestatie" in pagina.content.decode()
    assert not Prestatie.objects.ongefilterd("test").exists()
    klaar = client.post(adres, {"bestand": SimpleUploadedFile("uren.csv", inhoud), "bewaar": "1"}, follow=True)
    assert "Ingelezen: 1 nieuwe prestatie." in klaar.content.decode()
    assert Prestatie.objects.ongefilterd("test").count() == 1
    fout = SimpleUploadedFile("uren.csv", b"x" * 2_100_000)
    assert client.post(adres, {"bestand": fout, "bewaar": "1"}).status_code == 422
