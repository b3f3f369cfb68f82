"""Wijk-werken from what a customer asks to what comes after, and every page of the planning at each width."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from kern.tijd import vandaag
from tests.browser.conftest import MATEN, Inloggen
from tests.browser.test_caseload import Axe
from tests.browser.test_casusteam import past
from tests.factories.wijkwerkers import begonnen, bekend, blok, gebruiker, gepland, opdracht
from toegang.models import Medewerker
from werkpunten.models import Werkpunt
from wijkwerken.models import Beurt, Opdracht, Prestatie, Toewijzing, Werkplek, Wijkwerker, WijkwerkGebruiker
from wijkwerken.services import prestaties

ALLE = "test"


@pytest.fixture
def mensen(rabot: Werkpunt, coordinator: Medewerker) -> dict[str, Wijkwerker]:
    """Koen's term ends in 25 days; An and Bo began last month."""
    nu, gevonden = vandaag(), {}
    for voornaam, sinds in (("Koen", 340), ("An", 30), ("Bo", 30)):
        persoon = bekend(coordinator, rabot, voornaam=voornaam, achternaam="Proef")
        gevonden[voornaam] = begonnen(persoon, door=coordinator, van=nu - timedelta(days=sinds))
    return gevonden


def zet_stap(pagina: Page, wat: str, stand: str) -> None:
    pagina.get_by_label("Wat deden we").fill(wat)
    pagina.get_by_label("Waar staat de werkplek nu").select_option(label=stand)
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_role("heading", level=1).get_by_text(stand, exact=True)).to_be_visible()


def maak_werkplek(pagina: Page, klant: WijkwerkGebruiker) -> None:
    """From prospect to active, with a mentor and the registration of the customer."""
    pagina.goto("/wijkwerken/werkplekken/nieuw/")
    pagina.get_by_label("Naam van de werkplek").fill("Keuken van de proef")
    pagina.get_by_label("Organisatie", exact=True).fill(str(klant.organisatie))
    pagina.get_by_label("Soort organisatie").select_option("vzw")
    pagina.get_by_label("Gemeente").select_option(label="Gent")
    pagina.get_by_label("Wijk", exact=True).select_option(label="Ledeberg")
    pagina.get_by_label("Mentor op de werkvloer").fill("Mia Mentor")
    pagina.get_by_role("button", name="Bewaren").click()
    zet_stap(pagina, "Langs geweest, ze willen graag.", "in gesprek")
    zet_stap(pagina, "De keuken gezien.", "goedgekeurd")
    pagina.get_by_role("link", name="Wijzigen").click()
    pagina.get_by_label("Inschrijving als gebruiker").select_option(str(klant.pk))
    pagina.get_by_role("button", name="Bewaren").click()
    zet_stap(pagina, "De eerste kan beginnen.", "actief")


def vraag_werk(pagina: Page, klant: WijkwerkGebruiker) -> None:
    """A collective assignment on the day of the week of yesterday, for two workers, at least one."""
    gisteren = vandaag() - timedelta(days=1)
    pagina.goto("/wijkwerken/opdrachten/nieuw/")
    pagina.get_by_label("Gebruiker", exact=True).select_option(str(klant.pk))
    pagina.get_by_label("Werkplek").select_option(label="Keuken van de proef")
    pagina.get_by_label("Activiteit").select_option(label="Maaltijdbedeling")
    pagina.get_by_label("In enkele woorden").fill("Soep bedelen")
    pagina.get_by_role("group", name="Soort").get_by_text("collectief").click()
    pagina.get_by_label("Eerste dag").fill(f"{gisteren - timedelta(days=21):%Y-%m-%d}")
    pagina.get_by_label("Liefst zoveel wijk-werkers").fill("2")
    pagina.get_by_label("Gemeente").select_option(label="Gent")
    pagina.get_by_label("Wijk", exact=True).select_option(label="Ledeberg")
    dagen = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
    pagina.get_by_role("group", name="Op welke dagen").get_by_text(dagen[gisteren.weekday()]).click()
    pagina.get_by_label("Van", exact=True).fill("09:00")
    pagina.get_by_label("Tot", exact=True).fill("12:00")
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_role("heading", level=1, name="Soep bedelen")).to_be_visible()


def plan(pagina: Page, wie: str, tot: int) -> None:
    """On the assignment from a week ago, for so many days from today."""
    werk = Opdracht.objects.ongefilterd(ALLE).get(titel="Soep bedelen")
    pagina.goto(werk.get_absolute_url())
    pagina.get_by_role("region", name="Wijk-werkers").get_by_role("link", name=f"Proef, {wie}").click()
    pagina.get_by_label("Eerste dag").fill(f"{vandaag() - timedelta(days=8):%Y-%m-%d}")
    pagina.get_by_label("Laatste dag").fill(f"{vandaag() + timedelta(days=tot):%Y-%m-%d}")
    pagina.get_by_role("button", name="Nakijken").click()
    expect(pagina.get_by_role("heading", name="Wat de regels zeggen")).to_be_visible()
    pagina.get_by_role("button", name="Plannen").click()
    expect(pagina.get_by_text("Gepland: ")).to_be_visible()


def noteer(pagina: Page, titel: str, velden: dict[str, str]) -> None:
    """Open one of the forms at the side, fill it in and save."""
    vak = pagina.locator("details", has=pagina.locator("summary", has_text=titel))
    vak.locator("summary").click()
    for label, waarde in velden.items():
        veld = vak.get_by_label(label)
        if veld.evaluate("veld => veld.tagName") == "SELECT":
            veld.select_option(waarde)
        else:
            veld.fill(waarde)
    vak.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_text("Bewaard.")).to_be_visible()


def test_from_a_request_to_what_comes_after(
    browser_als: Inloggen, axe: Axe, mensen: dict[str, Wijkwerker], coordinator: Medewerker
) -> None:
    klant, koen, pagina = gebruiker(), mensen["Koen"], browser_als(coordinator)
    maak_werkplek(pagina, klant)
    assert Werkplek.objects.ongefilterd(ALLE).get().stand == "actief"
    vraag_werk(pagina, klant)
    plan(pagina, "Koen", 20)
    plan(pagina, "An", 60)

    beurt = Beurt.objects.ongefilterd(ALLE).filter(wijkwerker=koen).earliest("begin")
    pagina.goto(f"/wijkwerken/?dag={beurt.begin:%Y-%m-%d}")
    pagina.get_by_role("row", name="Proef, Koen").get_by_role("link", name="09:00–12:00").first.click()
    noteer(pagina, "Uren noteren", {"Kilometers heen en terug": "12"})
    assert axe(pagina) == []
    assert [(rij.minuten, rij.wijkwerker) for rij in Prestatie.objects.ongefilterd(ALLE)] == [(180, koen)]

    dag = vandaag().replace(day=1) - timedelta(days=1)
    vorig = opdracht(coordinator, gebruiker=klant, van=dag, tot=dag)
    op = gepland(koen, vorig, blok(dag, 13, 16), door=coordinator, van=dag, tot=dag)
    gewerkt = blok(dag, 13, 16)
    rij = Prestatie(toewijzing=op, beurt=op.beurten.ongefilterd(ALLE).get(), begin=gewerkt.begin, einde=gewerkt.einde)
    prestaties.registreer(rij, door=coordinator)
    keur_goed_en_sluit(pagina, klant, dag, axe)

    pagina.goto(koen.get_absolute_url())
    expect(pagina.get_by_text("Noteer wat er daarna komt.")).to_be_visible()
    stap = {"Wat komt erna?": "werk", "In gewone woorden": "Aan de slag in de keuken", "Tegen wanneer": _over(25)}
    noteer(pagina, "Vervolgstap noteren", stap)

    pagina.goto("/wijkwerken/continuiteit/")
    rij = pagina.get_by_role("row", name="Soep bedelen").filter(has_text="Proef, Koen")
    expect(rij).to_contain_text("Proef, Bo")
    rij.get_by_role("link", name="Kies").first.click()
    expect(pagina.get_by_label("Samen op bezoek")).not_to_have_value("")
    pagina.get_by_role("button", name="Afspreken").click()
    expect(pagina.get_by_text("De opvolger staat gepland.")).to_be_visible()
    rollen = Toewijzing.objects.ongefilterd(ALLE).filter(wijkwerker=mensen["Bo"]).order_by("van")
    assert [rij.rol for rij in rollen] == ["invaller", "vast"]

    pagina.goto(koen.get_absolute_url())
    noteer(
        pagina, "Wijk-werken stopzetten", {"Wat komt erna?": "werk", "Welk werk?": "Keukenhulp", "Contract": "bepaald"}
    )
    expect(pagina.get_by_role("heading", level=1).get_by_text("gestopt")).to_be_visible()
    assert axe(pagina) == []
    pagina.goto(koen.werkzoekende.get_absolute_url())
    expect(pagina.get_by_text("Wijk-werken: gestopt").first).to_be_visible()
    assert Wijkwerker.objects.ongefilterd(ALLE).get(pk=koen.pk).uitkomst == "werk"


def keur_goed_en_sluit(pagina: Page, klant: WijkwerkGebruiker, dag: date, axe: Axe) -> None:
    """The customer says on the phone that the hours are right; the month of this day is closed, with statements."""
    pagina.goto(f"{klant.get_absolute_url()}uren/")
    pagina.get_by_label("Wie zei dit?").fill("Rita van het buurthuis")
    pagina.get_by_role("button", name="Kloppen", exact=True).click()
    expect(pagina.get_by_text("Bewaard: 2 keer goedgekeurd.")).to_be_visible()
    pagina.goto(f"/wijkwerken/maand/{dag.year}/{dag.month}/")
    pagina.get_by_role("button", name="Maand afsluiten").click()
    expect(pagina.get_by_role("heading", level=1).get_by_text("afgesloten")).to_be_visible()
    assert axe(pagina) == []
    rij = pagina.get_by_role("row", name="Proef, Koen")
    keer = Prestatie.objects.ongefilterd(ALLE).filter(maand=dag.replace(day=1)).count()  # on the 1st both are
    expect(rij).to_contain_text({1: "12,30 euro", 2: "24,60 euro"}[keer])
    adres = rij.get_by_role("link", name="PDF").get_attribute("href") or ""
    staat = pagina.request.get(adres)
    assert (staat.status, staat.body()[:5]) == (200, b"%PDF-")


def _over(dagen: int) -> str:
    return f"{vandaag() + timedelta(days=dagen):%Y-%m-%d}"


@pytest.mark.parametrize("maat", ["1366", "820", "390"])
def test_every_page_of_the_planning_is_accessible_and_fits(
    browser_als: Inloggen, axe: Axe, mensen: dict[str, Wijkwerker], coordinator: Medewerker, maat: str
) -> None:
    koen, werk, nu = mensen["Koen"], opdracht(coordinator), vandaag()
    op = gepland(koen, werk, *(blok(nu + timedelta(days=dag)) for dag in (0, 1)), door=coordinator)
    beurt = Beurt.objects.ongefilterd(ALLE).earliest("begin")
    lijsten = ("", "wijk-werkers/", "opdrachten/", "opdrachten/nieuw/", "buurtbeheer/", "klachten/nieuw/")
    adressen = [f"/wijkwerken/{naam}" for naam in lijsten]
    adressen += [koen.get_absolute_url(), f"{koen.get_absolute_url()}plannen/", beurt.get_absolute_url()]
    adressen += [werk.get_absolute_url(), f"{werk.get_absolute_url()}plannen/{koen.sleutel}/"]
    adressen += [
        f"/wijkwerken/toewijzingen/{op.sleutel}/kwaliteit/",
        f"{koen.werkzoekende.get_absolute_url()}wijk-werken/",
    ]
    pagina, fouten = browser_als(coordinator, maat), {}
    for adres in adressen:
        antwoord = pagina.goto(adres)
        pagina.evaluate("document.querySelectorAll('main details').forEach((vak) => { vak.open = true; })")
        gevonden = (antwoord and antwoord.status, past(pagina), axe(pagina))
        if gevonden != (200, True, []):
            fouten[adres] = gevonden
    assert (MATEN[maat][0], fouten) == (int(maat), {})


def test_the_week_with_the_keyboard_only(
    browser_als: Inloggen, mensen: dict[str, Wijkwerker], coordinator: Medewerker
) -> None:
    maandag = vandaag() - timedelta(days=vandaag().weekday())
    gepland(mensen["An"], opdracht(coordinator), blok(maandag), door=coordinator)
    pagina = browser_als(coordinator)
    pagina.goto("/wijkwerken/")
    pagina.get_by_role("link", name="Proef, An", exact=True).focus()
    pagina.keyboard.press("ArrowRight")
    expect(pagina.locator(":focus")).to_contain_text("09:00–12:00")
    pagina.keyboard.press("ArrowRight")
    expect(pagina.locator(":focus")).to_contain_text("Plan Proef, An op di")
    pagina.keyboard.press("ArrowDown")
    expect(pagina.locator(":focus")).to_contain_text("Plan Proef, Bo op di")
    pagina.keyboard.press("Enter")
    pagina.wait_for_url("**/plannen/?dag=*")
    expect(pagina.get_by_role("heading", level=1, name="Plannen: Proef, Bo")).to_be_visible()
