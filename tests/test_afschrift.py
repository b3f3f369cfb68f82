"""The copy of a file for the person: everything about them, nothing about anybody else."""

import json
from dataclasses import asdict

import pytest
from django.apps import apps

from tests.factories.partners import PartnerFactory, verwijs_door
from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory, WerkzoekendeFactory
from toegang.models import Raadpleging
from toegang.rollen import Rol
from werkpunten import bezoeken, intakes, services
from werkpunten.afschrift import VASTE, Vraag, hoofdstukken, onderdelen
from werkpunten.models import (
    Adres,
    Band,
    Contactmoment,
    Drempel,
    Drempelsoort,
    Taalniveau,
    Werkpunt,
    Werkzoekende,
    Wijk,
)
from werkpunten.wijzigen import zet_insz

NUMMER = "85073099932"


@pytest.fixture
def persoon(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir", telefoon="0400 11 22 33")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, notitie="kwam langs met een brief")
    return persoon


@pytest.fixture
def adres(persoon):
    return f"{persoon.get_absolute_url()}afschrift/"


@pytest.fixture
def lees(persoon):
    def maak(lezer, *, vertrouwelijk=False, alles=True) -> dict[str, str]:
        mensen = Werkzoekende.objects.bewerkbaar_voor(lezer).met_naamregel().met_recht(lezer)
        vraag = Vraag(mensen.get(pk=persoon.pk), lezer, vertrouwelijk=vertrouwelijk)
        delen = hoofdstukken(vraag, alles=alles)
        return {deel.titel: json.dumps(asdict(deel), ensure_ascii=False) for deel in delen}

    return maak


PER_MODEL = {onderdeel.model: onderdeel for onderdeel in onderdelen if onderdeel.model}
OVER_PERSONEN = sorted(
    (
        model
        for model in apps.get_models()
        if not hasattr(model, "pgh_tracked_model")
        and model._meta.managed  # a view keeps nothing
        and (model is Werkzoekende or any(veld.related_model is Werkzoekende for veld in model._meta.concrete_fields))
    ),
    key=lambda model: model._meta.label,
)


@pytest.mark.parametrize("model", OVER_PERSONEN, ids=lambda model: model._meta.label)
def test_every_field_about_a_person_is_in_the_copy_or_says_why_not(model):
    onderdeel = PER_MODEL[model]
    velden = {veld.name for veld in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    erin, niet = {veld.naam for veld in onderdeel.alle}, {*onderdeel.niet, *VASTE} & velden
    assert (velden - erin - niet, erin - velden, erin & set(onderdeel.niet)) == (set(), set(), set())


def test_everything_about_the_person_and_nobody_else(lees, consulent, rabot, persoon):
    kind = WerkzoekendeFactory(voornaam="Deniz", achternaam="Kanarie")
    Band.objects.create(werkzoekende=persoon, ander=kind, soort="ouder")
    Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug="ledeberg"), straat="Proefweg")
    Taalniveau.objects.create(werkzoekende=persoon, spreken="A2")
    soort = Drempelsoort.objects.get(slug="kinderopvang")
    Drempel.objects.create(werkzoekende=persoon, soort=soort, toelichting="plaats in de crèche zoeken")
    AfspraakFactory(
        werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, meegaand="Zus Kanarie", adres="lokaal 2"
    )
    TaakFactory(werkzoekende=persoon, eigenaar=consulent, wat="Bellen over de crèche")
    intake = intakes.start(persoon, door=consulent)
    intake.ambities, intake.bewaard = "bakker worden", ["wensen"]
    intake.save()
    verwijs_door(persoon, partner=PartnerFactory(), gegevens=["naam"], werkpunt=rabot, door=consulent)
    services.start_begeleiding(persoon, begeleider=consulent, werkpunt=rabot, door=consulent)
    delen = lees(consulent)
    for titel, tekst in {
        "Wie je bent en hoe we je bereiken": "0400 11 22 33",
        "Gezin en huisgenoten": "Kind",
        "Waar je woont en woonde": "Proefweg",
        "Je Nederlands": "A2",
        "Wat in de weg staat": "plaats in de crèche zoeken",
        "Intakes": "bakker worden",
        "Onze contacten": "kwam langs met een brief",
        "Afspraken": "lokaal 2",
        "Wat wij voor jou doen of deden": "Bellen over de crèche",
        "Wie je begeleidt en begeleidde": consulent.korte_naam,
        "Wat je toestond om te delen": "Naam",
        "Wie je dossier mag of mocht zien": "Werkpunt Rabot",
        "Wat er gewijzigd is": "Dossier gemaakt",
    }.items():
        assert tekst in delen[titel], titel
    assert "Van elke soort de laatste 300." in delen["Wat er gewijzigd is"]
    assert "Kanarie" not in "".join(delen.values())


def test_notes_at_their_level(lees, consulent, collega, rabot, persoon):
    elders = MedewerkerFactory(voornaam="Els", rol=Rol.CONSULENT, rol__werkpunt=rabot)
    for wie, niveau, notitie in (
        (consulent, "vertrouwelijk", "mijn geheim"),
        (collega, "vertrouwelijk", "zijn geheim"),
        (collega, "organisatie", "van ons huis"),
        (elders, "organisatie", "van hun huis"),
    ):
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=wie, niveau=niveau, notitie=notitie)
    zonder, met = (lees(consulent, vertrouwelijk=keuze)["Onze contacten"] for keuze in (False, True))
    notities = ("mijn geheim", "zijn geheim", "van ons huis", "van hun huis")
    assert [notitie in zonder for notitie in notities] == [False, False, True, False]
    assert [notitie in met for notitie in notities] == [True, False, True, False]
    assert "Vertrouwelijke notities van je begeleider staan hier niet in." in zonder
    assert "Vertrouwelijke notities" not in met


def test_earlier_words_of_a_note_are_in_it(lees, consulent, persoon):
    contact = Contactmoment.objects.ongefilterd("test").get()
    for notitie in ("kwam langs met een briefje", "kwam langs met een formulier"):
        bezoeken.verbeter_notitie(contact, notitie=notitie, door=consulent)
    tekst = lees(consulent)["Onze contacten"]
    eerst = ["kwam langs met een briefje", "kwam langs met een brief"]
    assert "".join(f"\\nEerst stond er: {woorden}" for woorden in eerst) in tekst


@pytest.mark.parametrize(("eerst", "nu"), [("vertrouwelijk", "gedeeld"), ("gedeeld", "vertrouwelijk")])
def test_earlier_words_that_are_or_were_confidential_are_not(lees, consulent, persoon, eerst, nu):
    contact = Contactmoment.objects.ongefilterd("test").get()
    for niveau, notitie in ((eerst, "eerste woorden"), (nu, "tweede woorden")):
        velden = {"onderwerpen": contact.onderwerpen.all(), "minuten": None, "niveau": niveau, "door": consulent}
        bezoeken.vul_aan(contact, notitie=notitie, **velden)
    zonder, met = (lees(consulent, vertrouwelijk=keuze)["Onze contacten"] for keuze in (False, True))
    assert ("eerste woorden" in zonder, "eerste woorden" in met) == (False, True)


def test_the_page_offers_confidential_notes_only_where_the_house_allows_it(als, consulent, persoon, adres, settings):
    ContactmomentFactory(
        werkzoekende=persoon, werkpunt=Werkpunt.objects.get(), door=consulent, niveau="vertrouwelijk", notitie="geheim"
    )
    keuze = {"wat": "alles", "vrager": "de persoon zelf", "nagekeken": "on", "vertrouwelijk": "on"}
    client = als(consulent)
    assert "vertrouwelijke notities erin" not in client.get(adres).content.decode()
    zonder = len(client.post(adres, keuze).content)
    settings.AFSCHRIFT_VERTROUWELIJK = True
    assert "vertrouwelijke notities erin" in client.get(adres).content.decode()
    assert len(client.post(adres, keuze).content) != zonder


def test_the_national_number_is_named_but_not_printed(lees, consulent, stad, persoon):
    zet_insz(persoon, NUMMER, door=consulent)
    titel = "Wie je bent en hoe we je bereiken"
    assert "we bewaren het, maar drukken het hier niet af" in lees(consulent)[titel]
    assert NUMMER not in "".join(lees(consulent).values())
    stad.mag_insz_verwerken = False
    stad.save()
    consulent.refresh_from_db()
    assert "ijksregisternummer" not in "".join(lees(consulent).values())


def test_who_looked_by_role_and_unit_without_names(als, lees, consulent, collega, persoon):
    for _ in range(2):
        als(collega).get(persoon.get_absolute_url())
    deel = lees(consulent, alles=False)
    assert sorted(deel) == ["Wie je dossier mag of mocht zien", "Wie keek naar je gegevens"]
    keek = deel["Wie keek naar je gegevens"]
    assert '["consulent · Werkpunt Rabot, Stad Gent", "opende je dossier", "2", ' in keek
    assert collega.voornaam not in keek


def test_a_tagged_pdf_and_an_export_in_the_read_log(als, consulent, persoon, adres):
    Werkzoekende.objects.ongefilterd("test").update(voornaam="Елиф عائشة")
    client = als(consulent)
    keuze = {"wat": "alles", "vrager": "de persoon zelf"}
    geweigerd = client.post(adres, keuze)
    assert geweigerd.status_code == 422
    assert "Kijk eerst na wie het vraagt, en vink dat aan." in geweigerd.content.decode()
    antwoord = client.post(adres, {**keuze, "nagekeken": "on"})
    assert (antwoord.status_code, antwoord["Content-Type"]) == (200, "application/pdf")
    assert antwoord["Content-Disposition"] == f'attachment; filename="alles-{persoon.dossiernummer}.pdf"'
    assert antwoord.content.startswith(b"%PDF-")
    assert b"pdfuaid" in antwoord.content
    log = Raadpleging.objects.order_by("-pk").first()
    assert (log.aard, log.reden, log.personen) == (
        "export",
        "papier voor de persoon, gevraagd door de persoon zelf",
        [persoon.pk],
    )


def test_who_may_only_read_makes_no_copy(als, consulent, persoon, adres, rabot, ledeberg):
    begeleiding = services.start_begeleiding(persoon, begeleider=consulent, werkpunt=rabot, door=consulent)
    services.beeindig_begeleiding(begeleiding, reden="ander werk", door=consulent)
    consulent.aanstellingen.update(werkpunt=ledeberg)
    client = als(consulent)
    assert client.get(persoon.get_absolute_url()).status_code == 200
    assert "afschrift" not in client.get(f"{persoon.get_absolute_url()}toegang/").content.decode()
    assert (client.get(adres).status_code, client.post(adres, {}).status_code) == (404, 404)


def test_each_chapter_has_a_place_of_its_own():
    plaatsen = [plaats for plaats, _ in onderdelen._delen.values()]
    assert len(set(plaatsen)) == len(plaatsen)
