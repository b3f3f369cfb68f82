"""Every programme of the seeds walked through in a browser: from the street to a result that lasts and its target."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from kern.tijd import vandaag
from tests.browser.conftest import Inloggen
from tests.browser.test_caseload import Axe
from tests.factories.trajecten import SessieFactory
from tests.factories.werkgevers import WerkgeverFactory
from toegang.models import Medewerker
from trajecten.models import Deelname, Project, Uitstroom
from trajecten.tasks import vraag_resultaten
from werkpunten.models import Contactmoment, Verblijf, Werkpunt, Werkzoekende

BEGIN, WERK = vandaag() - timedelta(days=60), vandaag() - timedelta(days=40)
MAG_NU = re.compile(r"Mag werken\.")
PROGRAMMAS = {
    "werkpunten": ("Begeleiding in het werkpunt", "Bereikt"),
    "mobiel-arbeidsteam": ("Begeleiding naar werk of opleiding", "Naar werk of opleiding"),
    "vluchtelingen-naar-werk": ("Begeleiding van nieuwkomers", "Traject gestart"),
    "intensieve-begeleiding": ("Intensieve begeleiding naar werk", "Intensief begeleid"),
}
"""Template, and the figure of the target."""


def stand(pagina: Page, slug: str, cijfer: str) -> str:
    """What the page of the project says of a figure."""
    pagina.goto(f"/projecten/{slug}/")
    tegel = pagina.locator(".tegel", has=pagina.get_by_text(cijfer, exact=True))
    return tegel.locator(".waarde").inner_text()


def bewaar(pagina: Page, melding: str) -> None:
    pagina.keyboard.press("Control+Enter")
    expect(pagina.get_by_text(melding).first).to_be_visible()


def op_straat(pagina: Page) -> Werkzoekende:
    """Met outside; a file is made with it."""
    pagina.goto("/balie/")
    pagina.locator("#id_wie").focus()
    pagina.keyboard.press("Alt+n")
    pagina.locator("#id_voornaam").fill("Samira")
    pagina.locator("#id_achternaam").fill("Voorbeeldig")
    pagina.locator("[data-cijfers] input").first.check()
    pagina.get_by_label("Outreach").check()
    pagina.get_by_role("button", name="Bewaren en dossier openen").click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Voorbeeldig")
    persoon = Werkzoekende.objects.ongefilterd("test").get()
    assert [c.soort for c in Contactmoment.objects.ongefilterd("test")] == ["outreach"]
    return persoon


def intake(pagina: Page, dossier: str, *, verzoeker: bool) -> None:
    pagina.goto(f"{dossier}intake/")
    pagina.get_by_role("button", name="Intake starten").click()
    if verzoeker:
        pagina.goto(f"{dossier}intake/verblijf/")
        pagina.get_by_label("Verblijf", exact=False).first.select_option("verzoeker")
        pagina.locator("#id_aangevraagd_op").fill(str(vandaag() - timedelta(days=30)))
        pagina.keyboard.press("Control+Enter")
        expect(pagina.get_by_text("bewaard").first).to_be_visible()
    pagina.goto(f"{dossier}intake/afronden/")
    pagina.get_by_role("button", name="fronden").click()
    expect(pagina.get_by_text("Intake van").first).to_be_visible()


def traject(pagina: Page, dossier: str, keuze: str) -> str:
    """Started from its template two months ago; the address of its page."""
    pagina.goto(f"{dossier}trajecten/")
    pagina.get_by_label("Welk traject?").select_option(label=keuze)
    pagina.get_by_label("Vanaf").fill(str(BEGIN))
    bewaar(pagina, "Het traject is gestart.")
    return pagina.url


def plan(pagina: Page, adres: str) -> None:
    """A goal in the person's own words, with a step that is a module."""
    pagina.goto(f"{adres}plan/")
    pagina.get_by_role("link", name="Doel toevoegen").click()
    pagina.get_by_label("Wat wil de persoon?").fill("Ik wil in een keuken werken")
    bewaar(pagina, "Het doel is bewaard.")
    pagina.get_by_role("link", name="Stap toevoegen").click()
    pagina.get_by_label("Wat?").fill("Leren solliciteren")
    pagina.locator("select[name=soort]").select_option("module")
    pagina.get_by_label("Tegen").fill(str(vandaag() + timedelta(days=14)))
    bewaar(pagina, "De stap is toegevoegd.")


def module(pagina: Page, adres: str) -> None:
    """Put on the list of a session and noted as present: it shows at the step of the plan it was for."""
    pagina.goto("/activiteiten/")
    pagina.get_by_role("link", name="Solliciteren").click()
    wie = pagina.get_by_role("combobox", name="Wie?")
    wie.press_sequentially("voorbeeldig")
    expect(pagina.get_by_role("option").first).to_be_visible()
    wie.press("Enter")
    wie.press("Control+Enter")
    expect(pagina.get_by_text("is ingeschreven.")).to_be_visible()
    pagina.get_by_role("link", name="Aanwezigheid noteren").click()
    pagina.get_by_role("radio", name="aanwezig").first.check()
    bewaar(pagina, "De aanwezigheid van 1 persoon is genoteerd.")
    pagina.goto(f"{adres}plan/")
    expect(pagina.get_by_text("Sessie: Solliciteren")).to_be_visible()
    pagina.get_by_role("button", name="Klaar met Leren solliciteren").click()
    expect(pagina.get_by_text("Klaar: Leren solliciteren.")).to_be_visible()


def erkend(pagina: Page, dossier: str, adres: str) -> None:
    """The request is granted: one row is added, and the plan stands as it was."""
    Verblijf.objects.ongefilterd("test").update(van=BEGIN)  # the request was not noted on the day of its answer
    pagina.goto(f"{adres}plan/")
    expect(pagina.get_by_text("Dit is een berekening.").first).to_be_visible()
    pagina.goto(f"{dossier}gegevens/verblijf/nieuw/")
    pagina.locator("#id_soort").select_option("erkend")
    pagina.keyboard.press("Control+Enter")
    expect(pagina.get_by_text(MAG_NU)).to_be_visible()
    soorten = Verblijf.objects.ongefilterd("test").order_by("van", "pk").values_list("soort", flat=True)
    assert list(soorten)[-1] == "erkend"
    pagina.goto(f"{adres}plan/")
    expect(pagina.get_by_text("Ik wil in een keuken werken").first).to_be_visible()
    expect(pagina.get_by_text(MAG_NU)).to_be_visible()


def werk(pagina: Page, adres: str, axe: Axe) -> None:
    """Closed with work, and which work, in one form."""
    pagina.goto(adres)
    pagina.get_by_text("Traject sluiten").first.click()
    pagina.get_by_label("werk", exact=True).check()
    expect(pagina.get_by_label("Welk werk", exact=False).last).to_be_visible()
    assert axe(pagina) == []
    pagina.locator("#id_sluit-nieuw-functie").fill("Keukenhulp")
    pagina.locator("#id_sluit-nieuw-werkgever").select_option(index=1)
    pagina.locator("#id_sluit-nieuw-contract").select_option("bepaald")
    pagina.locator("#id_sluit-nieuw-begin").fill(str(WERK))
    pagina.locator("#id_sluit-einde").fill(str(WERK))
    pagina.locator("#id_sluit-begeleiding_stopt").uncheck()
    pagina.locator("button[value=sluit]").click()
    expect(pagina.get_by_text("Het traject is gesloten.")).to_be_visible()
    expect(pagina.get_by_text("Werk: Keukenhulp")).to_be_visible()
    assert axe(pagina) == []


def houdt_stand(pagina: Page) -> None:
    """The clock asks after four weeks; the answer is given from the start page."""
    vraag_resultaten()
    pagina.goto("/trajecten/resultaten/")
    pagina.locator("main").get_by_role("link", name="Voorbeeldig").first.click()
    if not pagina.get_by_label("ja, nog altijd").count():
        pagina.get_by_role("link", name="Noteer het antwoord").first.click()
    pagina.get_by_label("ja, nog altijd").check()
    bewaar(pagina, "Het antwoord is bewaard.")


@pytest.mark.parametrize("slug", PROGRAMMAS)
def test_a_programme_from_the_street_to_its_target(
    browser_als: Inloggen, axe: Axe, rabot: Werkpunt, consulent: Medewerker, coordinator: Medewerker, slug: str
) -> None:
    project = Project.objects.get(slug=slug)
    Project.objects.filter(pk=project.pk).update(tot=None)  # the one that is over goes on for this walk
    project.werkpunten.set([rabot])
    project.doelstellingen.update(van=vandaag() - timedelta(days=90), tot=None, per_jaar=False)
    WerkgeverFactory(naam="Brasserie")
    SessieFactory(werkpunt=rabot, begeleider=consulent)
    sjabloon, telt = PROGRAMMAS[slug]
    vluchteling = slug == "vluchtelingen-naar-werk"

    baas = browser_als(coordinator)
    assert stand(baas, slug, telt) == "0"
    pagina = browser_als(consulent)
    dossier = op_straat(pagina).get_absolute_url()
    intake(pagina, dossier, verzoeker=vluchteling)
    adres = traject(pagina, dossier, f"{project}: {sjabloon}")
    plan(pagina, adres)
    module(pagina, adres)
    if vluchteling:
        erkend(pagina, dossier, adres)
    werk(pagina, adres, axe)
    houdt_stand(pagina)

    [baan] = Uitstroom.objects.ongefilterd("test").select_related("traject__sjabloon__project")
    assert (baan.traject.sjabloon.project, baan.begin) == (project, WERK)
    assert [rij.traject_id for rij in Deelname.objects.ongefilterd("test")] == [baan.traject_id]
    for cijfer in {telt, "Traject gestart", "Waarvan naar werk", "Na 4 weken nog aan de slag"}:
        assert stand(baas, slug, cijfer) == "1"
    expect(baas.get_by_role("heading", name=f"Doel: {telt.lower()},")).to_be_visible()
