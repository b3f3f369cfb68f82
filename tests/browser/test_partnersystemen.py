"""Webhooks, the file for VDAB and the figures of referrals in a real browser: no finding of axe, at every width."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from kern.tijd import vandaag, vorige_maand
from partners.models import Bezorging, Partner, Poging
from partners.services import webhooks
from tests.browser.conftest import MATEN, Inloggen
from tests.browser.test_bladzijden import past
from tests.factories.partners import PartnerFactory, ToestemmingFactory, WebhookFactory, concept, verwijs_door
from tests.factories.toegang import OrganisatieFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.ontvanger import ontvanger
from toegang.models import Medewerker
from werkpunten.models import Werkpunt, Werkzoekende

Axe = Callable[[Page], list[str]]


def persoon_bij(rabot: Werkpunt, door: Medewerker, **velden: object) -> Werkzoekende:
    persoon: Werkzoekende = WerkzoekendeFactory(**velden)
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=door, dag=vorige_maand(vandaag()))
    return persoon


def mankeert(pagina: Page, axe: Axe) -> list[str]:
    return axe(pagina) + [maat for maat in MATEN if not past(pagina, maat)]


def test_an_administrator_sets_up_a_webhook_and_follows_what_it_delivers(
    browser_als: Inloggen, axe: Axe, beheerder: Medewerker, consulent: Medewerker, rabot: Werkpunt
) -> None:
    partner: Partner = PartnerFactory()
    pagina = browser_als(beheerder)
    pagina.goto(partner.get_absolute_url())
    pagina.get_by_role("link", name="Webhook").click()
    pagina.get_by_label("Adres").fill("systeem.partner.be")
    pagina.get_by_role("button", name="Bewaren").click()
    pagina.get_by_text("Geef een volledig adres").first.wait_for()
    assert mankeert(pagina, axe) == []
    with ontvanger() as systeem:
        systeem.antwoorden = [500]
        pagina.get_by_label("Adres").fill(systeem.adres)
        pagina.get_by_label("Adres").press("Control+Enter")
        geheim = pagina.get_by_label("Geheim").input_value()
        assert re.fullmatch(r"whsec_\S{44}", geheim)
        assert mankeert(pagina, axe) == []
        verwijs_door(persoon_bij(rabot, consulent), partner=partner, werkpunt=rabot, door=consulent)
        bericht = Bezorging.objects.get()
        webhooks.bezorg(bericht.pk)
        pagina.get_by_role("link", name="Verstuurde berichten").click()
        pagina.get_by_text("laatste: 500").click()
        pagina.get_by_text("500 (").wait_for()
        assert mankeert(pagina, axe) == []
        Bezorging.objects.update(status="mislukt", pogingen=20)
        pagina.get_by_role("link", name="Mislukt").click()
        pagina.get_by_role("button", name="Opnieuw versturen").click()
        pagina.get_by_text("Het bericht vertrekt opnieuw.").wait_for()
        webhooks.bezorg(bericht.pk)
        assert [poging.code for poging in Poging.objects.all()] == [500, 204]
    pagina.reload()
    pagina.get_by_text("laatste: 204").wait_for()
    assert geheim not in pagina.content()


def test_the_pages_about_referrals_are_accessible_and_fit(
    browser_als: Inloggen,
    axe: Axe,
    coordinator: Medewerker,
    manager: Medewerker,
    beheerder: Medewerker,
    rabot: Werkpunt,
) -> None:
    vdab = OrganisatieFactory(naam="VDAB", soort="vdab")
    for nummer, akkoord in (("1001", True), ("1002", False)):
        persoon = persoon_bij(rabot, coordinator, vdab_nummer=nummer)
        if akkoord:
            ToestemmingFactory(werkzoekende=persoon, organisatie=vdab, vastgelegd_door=coordinator)
    onbereikbaar = PartnerFactory(email="")
    verwijs_door(persoon, partner=onbereikbaar, werkpunt=rabot, door=coordinator)
    Werkzoekende.objects.ongefilterd("test").filter(pk=persoon.pk).update(
        contactstatus="niet_contacteren", contactstatus_sinds=vandaag()
    )
    stap = concept(persoon, werkpunt=rabot, door=coordinator)
    leeg = WebhookFactory(actief=False)
    nu = f"tijdvak={vandaag():%Y-%m}&werkpunt=rabot"
    adressen = {
        coordinator: [
            "/doorverwijzingen/vdab/",
            "/doorverwijzingen/vdab/?werkpunt=rabot&van=2026-02-01&tot=2026-01-01",
            f"/rapporten/doorverwijzingen/?{nu}",
            f"/doorverwijzingen/{stap.uuid}/stap/reden/",
        ],
        manager: ["/rapporten/doorverwijzingen/", "/rapporten/doorverwijzingen/?tijdvak=2026-01&werkpunt=alle"],
        beheerder: [f"/partners/{leeg.partner_id}/webhook/", f"/partners/{leeg.partner_id}/webhook/berichten/"],
    }
    fouten = {}
    for medewerker, paden in adressen.items():
        pagina = browser_als(medewerker, "390")
        for pad in paden:
            pagina.goto(pad)
            pagina.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            fouten[pad] = mankeert(pagina, axe)
    assert {pad: gevonden for pad, gevonden in fouten.items() if gevonden} == {}
