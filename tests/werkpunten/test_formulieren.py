"""Any text in any field of the forms about a person: never an error page, nothing lost, and kept as people see it."""

import unicodedata
from html.parser import HTMLParser

import pytest
from django import forms
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kern.namen import schone_tekst, schoon
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from werkpunten import intakes
from werkpunten.intakeforms import SECTIES
from werkpunten.models import Betrokkenheid, Intake, Werkzoekende
from werkpunten.persoonforms import REEKSEN, RIJEN

VREEMD = st.sampled_from(
    [
        *("", " ", "\x00", "\u200b", "e\u0301", "\u202eomgekeerd", "👩\u200d👧", "<b>&amp;", "'; --", "\r\n regel 2"),
        *("\u0958" * 80, "x" * 6000, "2026-01-05", "31/02/1991", "1991", "-1", "9" * 40, "a@b.be", "0470 12 34 56"),
    ]
)
TEKST = VREEMD | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
HYPOTHESE = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@pytest.fixture
def persoon(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


class Velden(HTMLParser):
    """What stands in the fields of a page, by name."""

    def __init__(self, inhoud: str) -> None:
        super().__init__()
        self.waarden: dict[str, str] = {}
        self.vak = ""
        self.feed(inhoud)

    def handle_starttag(self, tag, attrs):
        eigen = dict(attrs)
        if tag == "input":
            self.waarden[eigen.get("name")] = eigen.get("value", "")
        elif tag == "textarea":
            self.vak = eigen["name"]
            self.waarden[self.vak] = ""

    def handle_data(self, data):
        if self.vak:
            self.waarden[self.vak] += data

    def handle_endtag(self, tag):
        self.vak = "" if tag == "textarea" else self.vak


def is_tekst(veld: forms.Field) -> bool:
    return isinstance(veld.widget, forms.TextInput | forms.Textarea | forms.EmailInput)


def ingevuld(data, form) -> dict[str, str]:
    """Something in every field: of a choice usually one that exists."""
    velden = {"gezien": form.initial.get("gezien", "")}
    for naam, veld in form.fields.items():
        keuzes = [str(waarde) for waarde, _ in getattr(veld, "choices", [])]
        if naam != "gezien":
            velden[naam] = data.draw(st.sampled_from(keuzes) | st.sampled_from(keuzes) | TEKST if keuzes else TEKST)
    return velden


def bewaar_en_kijk(client, adres, form, velden, lees) -> None:
    """Saved: what stands there is what people see of it. Refused: every word is still in its field."""
    antwoord = client.post(adres, velden)
    assert antwoord.status_code in {302, 422}
    teksten = {naam: waarde for naam, waarde in velden.items() if naam != "gezien" and is_tekst(form.fields[naam])}
    if antwoord.status_code == 422:
        op_scherm = Velden(antwoord.content.decode()).waarden
        verwacht = {naam: waarde for naam, waarde in teksten.items() if "\r" not in waarde}
        assert {naam: op_scherm[naam].removeprefix("\n") for naam in verwacht} == {
            naam: waarde.removeprefix("\n") for naam, waarde in verwacht.items()
        }
        return
    bewaard = lees()
    velden_van_model = {veld.name for veld in bewaard._meta.get_fields()}
    for naam, waarde in teksten.items():
        if naam in velden_van_model and isinstance(getattr(bewaard, naam), str):
            meer_regels = isinstance(form.fields[naam].widget, forms.Textarea)
            assert getattr(bewaard, naam) == (schone_tekst(waarde) if meer_regels else schoon(waarde))
            assert unicodedata.is_normalized("NFC", getattr(bewaard, naam))


@settings(max_examples=25, **HYPOTHESE)
@given(data=st.data(), rij=st.sampled_from(sorted(RIJEN)))
def test_rows_of_the_data_tab(als, coordinator, persoon, data, rij):
    def lees() -> Werkzoekende:
        return Werkzoekende.objects.ongefilterd("test").get(pk=persoon.pk)

    form = RIJEN[rij].form(instance=lees())
    adres = f"{persoon.get_absolute_url()}gegevens/{rij}/"
    bewaar_en_kijk(als(coordinator), adres, form, ingevuld(data, form), lees)
    assert any((lees().voornaam, lees().achternaam))


@settings(max_examples=20, **HYPOTHESE)
@given(data=st.data(), reeks=st.sampled_from(sorted(REEKSEN)))
def test_rows_of_a_history(als, consulent, persoon, data, reeks):
    deel = REEKSEN[reeks]
    rijen = deel.model.objects.ongefilterd("test")
    rijen.all().delete()
    form = deel.form(instance=deel.model(werkzoekende=persoon))
    adres = f"{persoon.get_absolute_url()}gegevens/{reeks}/nieuw/"
    bewaar_en_kijk(als(consulent), adres, form, ingevuld(data, form), rijen.get)


@settings(max_examples=20, **HYPOTHESE)
@given(data=st.data(), sectie=st.sampled_from(SECTIES))
def test_sections_of_an_intake(als, consulent, persoon, data, sectie):
    intake = intakes.start(persoon, door=consulent)
    form = sectie.form(instance=intake)
    adres = f"{persoon.get_absolute_url()}intake/{sectie.slug}/"
    bewaar_en_kijk(als(consulent), adres, form, ingevuld(data, form), Intake.objects.ongefilterd("test").get)


@settings(max_examples=4, **HYPOTHESE)
@given(tekst=TEKST)
@example(tekst="Belt over e\u0301e\u0301n \u202eafspraak")
def test_number_link_reason_and_end(als, consulent, vreemde, rabot, persoon, tekst):
    client, dossier = als(consulent), persoon.get_absolute_url()
    assert client.post(f"{dossier}gegevens/rijksregisternummer/", {"nummer": tekst}).status_code in {302, 422}
    assert client.post(f"{dossier}gegevens/band/", {"wie": tekst, "wat": tekst, "zoek": tekst}).status_code == 422
    assert client.post(f"{dossier}begeleiding/", {"reden": tekst}).status_code in {302, 422}
    assert als(vreemde).post(f"{dossier}openen/", {"reden": tekst}).status_code in {302, 422}
    redenen = Betrokkenheid.objects.ongefilterd("test").filter(reden="verantwoord")
    assert all(rij.toelichting == schone_tekst(rij.toelichting) for rij in redenen)
