"""``/rapporten/``: who sees what, one set of figures on screen and in every file, and jobs that can be followed."""

import csv
import io
import json
import re
import subprocess
from datetime import date

import openpyxl
import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError

from rapportage import links, services
from rapportage.models import Bereikrapport, Rapportopdracht
from rapportage.tijdvakken import Tijdvak
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw

OKTOBER = Tijdvak.maand(date(2026, 10, 1))
STAD = "/rapporten/?tijdvak=2026-10&werkpunt=alle"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        yield


@pytest.fixture
def wereld(rabot, ledeberg):
    bouw(
        [Contact(n, "rabot", date(2026, 10, 1 + n % 28)) for n in range(1234)]
        + [Contact(n, "ledeberg", date(2026, 10, 5)) for n in range(1200, 1260)]
        + [Contact(n, "rabot", date(2026, 9, 3)) for n in range(40)]
        + [Contact(None, "rabot", date(2026, 10, 9))] * 7
    )


@pytest.fixture
def klein(wereld):
    """Besides, three people whom only Ledeberg met, in September."""
    bouw([Contact(5000 + n, "ledeberg", date(2026, 9, 9)) for n in range(3)])


def leg_vast(door, werkpunt=None) -> Bereikrapport:
    rapport = services.maak_rapport(services.vraag_rapport(OKTOBER, werkpunt=werkpunt, door=door).pk)
    assert rapport is not None
    return rapport


def bestand(client, rapport: Bereikrapport, formaat: str) -> bytes:
    antwoord = client.get(links.adres(rapport.pk, formaat))
    assert antwoord.status_code == 200
    return antwoord.content


def pdf_tekst(inhoud: bytes, tmp_path) -> str:
    pad = tmp_path / "rapport.pdf"
    pad.write_bytes(inhoud)
    gelezen = subprocess.run(["pdftotext", "-layout", str(pad), "-"], capture_output=True, text=True, check=True)
    return re.sub(r" +", " ", gelezen.stdout)


def test_screen_json_csv_xlsx_and_pdf_show_the_same_figures(wereld, manager, als, tmp_path, pdftotext):
    rapport, client = leg_vast(manager), als(manager)
    indicatoren = json.loads(bestand(client, rapport, "json"))["bereik"]["indicatoren"]
    uit_json = {
        "Alle werkpunten": [i["per"]["maand"]["2026-10"]["totaal"] for i in indicatoren.values()],
        "Werkpunt Ledeberg": [
            i["per"]["maand"]["2026-10"]["per"]["werkpunt"]["ledeberg"] for i in indicatoren.values()
        ],
        "Werkpunt Rabot": [i["per"]["maand"]["2026-10"]["per"]["werkpunt"]["rabot"] for i in indicatoren.values()],
    }
    assert uit_json["Alle werkpunten"] == [1260, 1220, 40, 1301, 7, 1260]

    rijen = list(csv.reader(io.StringIO(bestand(client, rapport, "csv").decode("utf-8-sig")), delimiter=";"))
    uit_csv = {tuple(rij[:2]): [int(n) for n in rij[4:]] for rij in rijen[1:] if not rij[2]}
    assert rijen[0] == ["maand", "werkpunt", "uitsplitsing", "waarde", *indicatoren]
    plaats = {"Alle werkpunten": "totaal", "Werkpunt Ledeberg": "ledeberg", "Werkpunt Rabot": "rabot"}
    assert {naam: uit_csv["2026-10", slug] for naam, slug in plaats.items()} == uit_json

    boek = openpyxl.load_workbook(io.BytesIO(bestand(client, rapport, "xlsx")))
    uit_xlsx = {rij[0]: list(rij[1:]) for rij in boek["Per werkpunt"].iter_rows(min_row=2, values_only=True)}
    assert uit_xlsx == uit_json
    bladen = [blad.title for blad in boek]
    assert (bladen[:2], bladen[-2:]) == (["Per werkpunt", "Per maand"], ["Alle cijfers", "Definities"])

    getoond = {naam: " ".join(f"{n:,}".replace(",", ".") for n in waarden) for naam, waarden in uit_json.items()}
    tekst = pdf_tekst(bestand(client, rapport, "pdf"), tmp_path)
    scherm = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(STAD).content.decode()))
    for naam, regel in getoond.items():
        assert f"{naam} {regel}" in tekst
        assert f"{naam} {regel}" in scherm
    assert rapport.gepubliceerd_sha256 in tekst


@pytest.fixture
def pdftotext():
    if subprocess.run(["which", "pdftotext"], capture_output=True, check=False).returncode:
        pytest.skip("pdftotext is missing: apt-get install poppler-utils")


def test_a_manager_gets_hidden_cells_on_screen_and_in_every_file(klein, manager, als, tmp_path):
    client = als(manager)
    levend = client.get("/rapporten/?tijdvak=2026-09&werkpunt=alle").content.decode()
    assert levend.count(">verborgen</td>") >= 4
    rapport = leg_vast(manager)
    document = json.loads(bestand(client, rapport, "json"))
    assert document["bereik"]["niveau"] == "gepubliceerd"
    september = document["bereik"]["indicatoren"]["bereikt"]["per"]["maand"]["2026-09"]
    assert september == {"totaal": 43, "per": {"werkpunt": {"ledeberg": None, "rabot": None}}}
    assert "2026-09;ledeberg;;;verborgen;verborgen" in bestand(client, rapport, "csv").decode()
    assert rapport.sha256 not in client.get(STAD).content.decode()


def test_a_coordinator_sees_exact_figures_of_the_own_unit_only(klein, coordinator, manager, rabot, ledeberg, als):
    client = als(coordinator)
    eigen = client.get("/rapporten/?tijdvak=2026-09&werkpunt=rabot").content.decode()
    assert "verborgen" not in eigen
    assert client.get("/rapporten/").status_code == 200
    for vraag in ("tijdvak=2026-09&werkpunt=alle", "tijdvak=2026-09&werkpunt=ledeberg"):
        for pad in ("/rapporten/", "/rapporten/vastleggen/"):
            assert client.get(f"{pad}?{vraag}").status_code == 404
    van_rabot, van_ledeberg, van_de_stad = leg_vast(manager, rabot), leg_vast(manager, ledeberg), leg_vast(manager)
    assert json.loads(bestand(client, van_rabot, "json"))["bereik"]["niveau"] == "exact"
    for ander in (van_ledeberg, van_de_stad):
        assert client.get(links.adres(ander.pk, "json")).status_code == 404


@pytest.mark.parametrize("wie", ["consulent", "partnermedewerker", "wijkwerkconsulent", "beheerder"])
def test_others_have_no_reports(wereld, manager, als, wie, request):
    rapport = leg_vast(manager)
    client = als(request.getfixturevalue(wie))
    for pad in ("/rapporten/", links.adres(rapport.pk, "pdf"), "/rapporten/vastleggen/"):
        assert client.get(pad).status_code == 404


def test_a_download_is_refused_once_the_role_ended(wereld, manager, als):
    rapport, client = leg_vast(manager), als(manager)
    manager.aanstellingen.update(tot=date(2026, 11, 20))
    assert client.get(links.adres(rapport.pk, "pdf")).status_code == 404


def test_a_file_is_an_attachment_and_an_unknown_format_does_not_exist(wereld, manager, als):
    rapport, client = leg_vast(manager), als(manager)
    antwoord = client.get(links.adres(rapport.pk, "pdf"))
    assert antwoord["Content-Disposition"] == 'attachment; filename="bereik-2026-10-gent-v1.pdf"'
    assert (antwoord["Content-Type"], antwoord["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert antwoord.content == bestand(client, rapport, "pdf")
    assert client.get(links.adres(rapport.pk, "exe")).status_code == 404


def test_the_hash_on_screen_is_that_of_the_json_file(wereld, manager, als):
    rapport, client = leg_vast(manager), als(manager)
    assert services.sha256(bestand(client, rapport, "json").decode()) == rapport.gepubliceerd_sha256
    assert rapport.gepubliceerd_sha256[:12] in client.get(STAD).content.decode()


def test_freezing_goes_by_a_page_to_check_and_ends_with_the_files(wereld, manager, als):
    client = als(manager)
    assert "Rapport vastleggen?" in client.get("/rapporten/vastleggen/?tijdvak=2026-10&werkpunt=alle").content.decode()
    antwoord = client.post("/rapporten/vastleggen/", {"tijdvak": "2026-10", "werkpunt": "alle"})
    opdracht = Rapportopdracht.objects.get()
    assert antwoord["Location"] == f"/rapporten/opdrachten/{opdracht.pk}/"
    deel = client.get(antwoord["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "Rapport wordt gemaakt… 0%" in deel
    assert "hx-trigger" in deel
    assert "<html" not in deel
    services.maak_rapport(opdracht.pk)
    deel = client.get(antwoord["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in deel
    assert deel.count('href="/rapporten/link/') == 4


def test_a_month_that_runs_is_refused_and_says_until_when(wereld, manager, als):
    client, november = als(manager), {"tijdvak": "2026-11", "werkpunt": "alle"}
    zin = "November 2026 loopt nog tot en met 30/11/2026. Vastleggen kan vanaf 01/12/2026."
    for antwoord in (client.get("/rapporten/vastleggen/", november), client.post("/rapporten/vastleggen/", november)):
        pagina = antwoord.content.decode()
        assert (antwoord.status_code, zin in pagina, ">Rapport vastleggen</button>" in pagina) == (422, True, False)
    pagina = client.get("/rapporten/", november).content.decode()
    assert (zin in pagina, "/rapporten/vastleggen/" in pagina) == (True, False)
    assert Rapportopdracht.objects.count() == 0


def test_a_frozen_month_tells_what_changed_and_shows_the_figures_of_now(wereld, manager, als):
    verschil, client = f"/rapporten/{leg_vast(manager).pk}/verschil/", als(manager)
    assert f'hx-get="{verschil}"' in client.get(STAD).content.decode()
    assert client.get(verschil).content.decode().strip() == ""
    bouw([Contact(9000 + n, "rabot", date(2026, 10, 8)) for n in range(6)])
    bouw([Contact(None, "rabot", date(2026, 10, 8))] * 2)
    zin = "Intussen 6 personen meer en 8 contacten meer dan in versie 1. Moet dat in het rapport staan?"
    assert zin in client.get(verschil).content.decode()
    assert "1.266" not in client.get(STAD).content.decode()
    levend = client.get(f"{STAD}&levend=1").content.decode()
    assert ("1.266" in levend, "Voorlopige cijfers, nu geteld" in levend) == (True, True)


def test_figures_of_now_can_be_taken_along_and_say_so(klein, manager, als):
    client = als(manager)
    antwoord = client.get("/rapporten/nu/csv/?tijdvak=2026-09&werkpunt=alle")
    assert antwoord["Content-Disposition"] == 'attachment; filename="bereik-2026-09-gent-voorlopig.csv"'
    assert "2026-09;ledeberg;;;verborgen;verborgen" in antwoord.content.decode()
    boek = openpyxl.load_workbook(io.BytesIO(client.get("/rapporten/nu/xlsx/?tijdvak=2026-09&werkpunt=alle").content))
    noten = [rij[1] for rij in boek["Definities"].iter_rows(values_only=True) if rij[0] == "Noot"]
    assert noten[0] == "Voorlopige cijfers: dit rapport is niet vastgelegd."
    assert client.get("/rapporten/nu/exe/?tijdvak=2026-09&werkpunt=alle").status_code == 404


def test_a_spreadsheet_names_months_and_units_as_people_do(wereld, manager, als):
    boek = openpyxl.load_workbook(io.BytesIO(bestand(als(manager), leg_vast(manager), "xlsx")))
    plaatsen = {rij[:2] for rij in boek["Alle cijfers"].iter_rows(min_row=2, values_only=True)}
    assert ("oktober 2026", "Werkpunt Rabot") in plaatsen
    assert {punt for _, punt in plaatsen} == {"Werkpunt Rabot", "Werkpunt Ledeberg", "totaal"}


@pytest.mark.parametrize(
    ("vraag", "titel"),
    [
        ("tijdvak=2026-09", "september 2026"),
        ("jaar=2025&deel=03", "maart 2025"),
        ("jaar=2026&deel=12", "november 2026"),
        ("", "oktober 2026"),
    ],
)
def test_a_month_is_chosen_by_month_and_year(wereld, manager, als, vraag, titel):
    pagina = als(manager).get(f"/rapporten/?{vraag}").content.decode()
    assert f"<h1>Bereikrapport {titel}" in pagina
    maand, jaar = titel.split()
    assert f"selected>{maand}</option>" in pagina
    assert f"selected>{jaar}</option>" in pagina


@pytest.mark.parametrize(
    "vraag", ["tijdvak=2026-13", "tijdvak=x", "tijdvak=2026-K5", "jaar=1990&deel=01", "jaar=2026", "jaar=a&deel=b"]
)
def test_a_month_that_does_not_exist(wereld, manager, als, vraag):
    assert als(manager).get(f"/rapporten/?{vraag}").status_code == 404


def test_a_failed_job_says_so_with_a_code_and_a_button(wereld, manager, als):
    opdracht = services.vraag_rapport(OKTOBER, werkpunt=None, door=manager)
    Rapportopdracht.objects.update(status="mislukt", foutcode="R-1042")
    client = als(manager)
    pagina = client.get(f"/rapporten/opdrachten/{opdracht.pk}/").content.decode()
    assert f"code R-1042-{opdracht.pk}" in pagina
    assert "Probeer opnieuw" in pagina
    client.post(f"/rapporten/opdrachten/{opdracht.pk}/opnieuw/")
    opdracht.refresh_from_db()
    assert opdracht.status == "wacht"


def test_a_report_of_the_clock_that_failed_shows_with_a_button(wereld, manager, als):
    services.vraag_rapporten()
    client = als(manager)
    assert "Dit rapport wordt nu gemaakt." in client.get(STAD).content.decode()
    Rapportopdracht.objects.update(status="mislukt", foutcode="R-1042")
    opdracht = Rapportopdracht.objects.get(werkpunt=None, soort="maand")
    pagina = client.get(STAD).content.decode()
    assert f"code R-1042-{opdracht.pk}" in pagina
    assert "Probeer opnieuw" in pagina
    assert f"/rapporten/opdrachten/{opdracht.pk}/opnieuw/" in pagina
    leg_vast(manager)
    assert "Probeer opnieuw" not in client.get(STAD).content.decode()


def test_a_month_without_contacts_says_so(rabot, manager, als):
    pagina = als(manager).get(STAD).content.decode()
    assert "Geen contacten in deze periode." in pagina
    assert pagina.index("Geen contacten in deze periode.") < pagina.index("<h2>Kerncijfers</h2>")


def test_a_frozen_month_shows_its_frozen_figures(wereld, manager, als):
    leg_vast(manager)
    bouw([Contact(9000 + n, "rabot", date(2026, 10, 8)) for n in range(10)])
    pagina = als(manager).get(STAD).content.decode()
    assert ("1.260" in pagina, "1.270" in pagina) == (True, False)


def test_the_total_row_is_not_the_sum_and_the_screen_says_so(wereld, manager, als):
    pagina = als(manager).get(STAD).content.decode()
    assert "geteld over alle punten, niet opgeteld" in pagina


def test_the_number_of_queries_does_not_grow_with_reports(wereld, manager, als, django_assert_num_queries):
    client, aantallen = als(manager), []
    for _ in (1, 3):
        leg_vast(manager)
        bouw([Contact(9000, "rabot", date(2026, 10, 8))])
        with django_assert_num_queries(10) as gedaan:
            client.get(STAD)
        aantallen.append(len(gedaan))
    assert len(set(aantallen)) == 1


def bereik(*args: str, tmp_path) -> bytes:
    pad = tmp_path / "uit"
    call_command("bereik", "--van", "2026-09-01", "--tot", "2026-10-31", *args, "--uit", str(pad))
    return pad.read_bytes()


def test_the_command_writes_every_format(klein, tmp_path):
    document = json.loads(bereik("--per", "werkpunt,maand", tmp_path=tmp_path))
    rabot = document["indicatoren"]["bereikt"]["per"]["werkpunt"]["rabot"]
    assert rabot == {"totaal": 1234, "per": {"maand": {"2026-09": 40, "2026-10": 1234}}}
    assert b"werkpunt;maand;bereikt" in bereik("--per", "werkpunt,maand", "--formaat", "csv", tmp_path=tmp_path)
    assert bereik("--formaat", "pdf", tmp_path=tmp_path)[:5] == b"%PDF-"
    assert bereik("--formaat", "xlsx", tmp_path=tmp_path)[:2] == b"PK"
    publiek = json.loads(bereik("--per", "maand", "--werkpunt", "ledeberg", "--publiceer", tmp_path=tmp_path))
    assert publiek["niveau"] == "gepubliceerd"
    assert publiek["indicatoren"]["bereikt"]["per"]["maand"]["2026-09"] is None


def test_the_command_counts_units_together(klein, tmp_path):
    samen = json.loads(bereik("--werkpunt", "rabot,ledeberg", "--per", "werkpunt,kwartaal", tmp_path=tmp_path))
    per = samen["indicatoren"]["bereikt"]["per"]["werkpunt"]
    assert {slug: list(tak["per"]["kwartaal"]) for slug, tak in per.items()} == {
        "ledeberg": ["2026-K3", "2026-K4"],
        "rabot": ["2026-K3", "2026-K4"],
    }
    assert samen["niveau"] == "exact"
    publiek = json.loads(bereik("--werkpunt", "rabot,ledeberg", "--publiceer", tmp_path=tmp_path))
    assert (publiek["niveau"], publiek["indicatoren"]["bereikt"]["totaal"]) == ("gepubliceerd", None)
    with pytest.raises(CommandError, match="Er is geen werkpunt 'nergens'"):
        bereik("--werkpunt", "rabot,nergens", tmp_path=tmp_path)


def test_the_command_publishes_a_month_as_its_report_does(rabot, ledeberg, manager, tmp_path):
    """Three new people in September stay hidden: also as the difference of two months since the start."""
    bouw(
        [Contact(n, "ledeberg", date(2026, 9, 3)) for n in range(3)]
        + [Contact(n, "ledeberg", date(2026, 10, 3)) for n in range(20, 50)]
        + [Contact(n, "rabot", date(2026, maand, 3)) for n in range(100, 140) for maand in (9, 10)]
    )
    pad = tmp_path / "uit"
    vraag = ("--van", "2026-10-01", "--tot", "2026-10-31", "--per", "werkpunt", "--publiceer", "--uit", str(pad))
    call_command("bereik", *vraag)
    cellen = json.loads(pad.read_bytes())["indicatoren"]["cumulatief"]["per"]["werkpunt"]
    rapport = leg_vast(manager)
    per_maand = json.loads(rapport.gepubliceerd)["bereik"]["indicatoren"]["cumulatief"]["per"]["maand"]
    assert cellen == per_maand["2026-10"]["per"]["werkpunt"]
    assert cellen["ledeberg"] is None


@pytest.mark.parametrize(
    ("args", "woord"),
    [
        (["--van", "2026-02-30", "--tot", "2026-03-01"], "2026-02-30"),
        (["--van", "2026-03-02", "--tot", "2026-03-01"], "einddatum"),
        (["--tot", "2026-03-01"], "--van"),
        (["--van", "2026-01-01", "--tot", "9999-12-31"], "--tot"),
        (["--van", "2026-01-01", "--tot", "2026-03-01", "--per", "kleur"], "kleur"),
        (["--van", "2026-01-01", "--tot", "2026-03-01", "--per", "maand,maand"], "twee keer"),
        (["--van", "2026-01-01", "--tot", "2026-03-01", "--werkpunt", "nergens"], "nergens"),
        (["--van", "2026-01-01", "--tot", "2026-03-01", "--formaat", "doc"], "doc"),
        (["--van", "2026-01-01", "--tot", "2026-03-01", "--uit", "/bestaat/niet"], "schrijven"),
    ],
)
def test_the_command_refuses_bad_input_with_one_line(rabot, args, woord):
    with pytest.raises(CommandError, match=woord) as fout:
        call_command("bereik", *args)
    assert "\n" not in str(fout.value)
