"""Customers from a spreadsheet: all or nothing, and the same file again adds nothing."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from wijkwerken.inleesgebruikers import Gebruikerslezer
from wijkwerken.inlezen import lees_in
from wijkwerken.models import WijkwerkGebruiker

ALLE = WijkwerkGebruiker.objects.ongefilterd
KOP = "soort;voornaam;naam;straat;postcode;wijk;overeenkomst;betaald;vreemd"
GOED = (
    f"{KOP}\n"
    "privépersoon;Rita;Peeters;Proefweg 1;9050;Ledeberg;02/03/2026;02/03/2026;x\n"
    "vzw;;De Kring;Denkbeeldlaan 2;9070;;;;\n"
)


@pytest.fixture
def bestand(tmp_path: Path):
    def maak(tekst: str) -> Path:
        pad = tmp_path / "gebruikers.csv"
        pad.write_text(tekst, encoding="utf-8")
        return pad

    return maak


def test_a_trial_keeps_nothing_and_a_run_keeps_each_row_once(bestand, wijkwerkconsulent):
    pad = bestand(GOED)
    proef = lees_in(Gebruikerslezer, pad, door=wijkwerkconsulent)
    assert (proef.nieuw, proef.uitgevoerd, ALLE("test").count()) == (2, False, 0)
    eerste = lees_in(Gebruikerslezer, pad, door=wijkwerkconsulent, uitvoeren=True)
    tweede = lees_in(Gebruikerslezer, pad, door=wijkwerkconsulent, uitvoeren=True)
    assert (eerste.nieuw, tweede.nieuw, tweede.al_bekend) == (2, 0, 2)
    assert eerste.genegeerde_kolommen == ["vreemd"]
    rita, kring = ALLE("test").order_by("type")
    assert (rita.naam, rita.wijk.slug, rita.gemeente.naam) == ("Peeters, Rita", "ledeberg", "Gent")
    assert (kring.organisatie.naam, kring.wijk.soort, kring.gemeente.naam) == ("De Kring", "buiten", "Destelbergen")
    assert list(ALLE("test").met_stand().filter(heeft_overeenkomst=True, betaalde=True)) == [rita]


def test_one_bad_row_and_nothing_is_kept(bestand, wijkwerkconsulent):
    fout = f"{GOED}koning;;Kasteel;Laan 1;9000;;;;\n;Jan;Maes;Weg 1;9000;Atlantis;;;\n;Jan;;Weg 1;9000;;;;\n"
    verslag = lees_in(Gebruikerslezer, bestand(fout), door=wijkwerkconsulent, uitvoeren=True)
    assert [(melding.rij, melding.kolom) for melding in verslag.fouten] == [(3, "soort"), (4, "wijk"), (5, "naam")]
    assert ALLE("test").count() == 0


def test_who_does_not_organise_wijk_werken_imports_nobody(bestand, consulent):
    verslag = lees_in(Gebruikerslezer, bestand(GOED), door=consulent, uitvoeren=True)
    assert (len(verslag.fouten), ALLE("test").count()) == (2, 0)


def test_the_command_reports_and_fails_with_one_line(bestand, wijkwerkconsulent, capsys, tmp_path):
    door = f"--door={wijkwerkconsulent.email}"
    call_command("importeer_gebruikers", str(bestand(GOED)), door, "--uitvoeren")
    assert capsys.readouterr().out.splitlines()[-1] == "Ingelezen: 2 nieuwe gebruikers."
    with pytest.raises(CommandError, match="geen e-mailadres van een collega"):
        call_command("importeer_gebruikers", str(bestand(GOED)), "--door=niemand@voorbeeld.test")
    with pytest.raises(CommandError, match="Niets ingelezen: 1 rij met fouten"):
        call_command("importeer_gebruikers", str(bestand(f"{KOP}\nkoning;;X;;9000;;;;\n")), door)
