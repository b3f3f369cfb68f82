"""A new appointment begins from where the person likes to meet and how they like to be reached (S1.13)."""

import pytest

from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, WerkpuntFactory, WerkzoekendeFactory
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.agendaforms import AfspraakForm
from werkpunten.models import Aanstelling, Werkpunt, Werkzoekende

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(consulent: Medewerker) -> Medewerker:
    """Works at two units."""
    muide = WerkpuntFactory(naam="Werkpunt Muide", slug="muide")
    Aanstelling.objects.create(medewerker=consulent, werkpunt=muide, rol=Rol.CONSULENT)
    return consulent


@pytest.mark.parametrize(
    ("waar", "begin"),
    [
        ("Werkpunt Muide", {"werkpunt": "muide", "plaats": "werkpunt"}),
        ("  muide ", {"werkpunt": "muide", "plaats": "werkpunt"}),
        ("Thuis", {"werkpunt": "rabot", "plaats": "thuis"}),
        ("De Krook", {"werkpunt": "rabot", "plaats": "elders", "adres": "De Krook"}),
        ("", {"werkpunt": "rabot", "plaats": "werkpunt"}),
    ],
    ids=["unit", "unit-short", "home", "elsewhere", "none"],
)
def test_place_is_where_the_person_likes_to_meet(door, waar, begin):
    persoon = WerkzoekendeFactory(voorkeur_plaats=waar)
    form = AfspraakForm(None, door=door, persoon=persoon, initial={"werkpunt": "rabot"})
    gezien = {veld: form[veld].value() for veld in ("werkpunt", "plaats", "adres")}
    assert {veld: waarde for veld, waarde in gezien.items() if waarde} == begin
    assert form.fields["plaats"].help_text == (f"Deze persoon spreekt liefst af in: {waar}." if waar else "")


@pytest.mark.parametrize(
    ("velden", "tekst"),
    [
        (
            {"mail_mag": True, "email": "elif@voorbeeld.test", "voorkeur_kanaal": "telefoon"},
            "Deze persoon zei ja op herinneringen per mail. Liefst contact via: telefoon.",
        ),
        (
            {"bel_mag": True, "telefoon": "0470 12 34 56", "voorkeur_kanaal": "telefoon"},
            "Deze persoon zei ja op een telefoontje. Liefst contact via: telefoon.",
        ),
        (
            {"email": "elif@voorbeeld.test"},
            "Er gaat geen herinnering per mail: deze persoon zei daar geen ja op.",
        ),
        (
            {"voorkeur_kanaal": "sms"},
            "Er gaat geen herinnering per mail: we kennen geen e-mailadres. Liefst contact via: sms of chat.",
        ),
        (
            {"contactstatus": "niet_contacteren", "contactstatus_sinds": "2026-01-02"},
            "Er gaat geen herinnering per mail: niet contacteren sinds 02/01/2026.",
        ),
    ],
    ids=["agreed", "call", "did-not-agree", "no-address", "no-contact"],
)
def test_page_says_how_the_person_is_reminded_and_why(als, consulent, rabot, velden, tekst):
    persoon = WerkzoekendeFactory(**velden)
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    inhoud = als(consulent).get(f"{persoon.get_absolute_url()}afspraak/").content.decode()
    assert tekst in " ".join(inhoud.split())


def test_what_was_planned_keeps_its_own_place(als, consulent: Medewerker, rabot: Werkpunt):
    persoon: Werkzoekende = WerkzoekendeFactory(voorkeur_plaats="De Krook")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    afspraak = AfspraakFactory(werkzoekende=persoon, werkpunt=rabot, medewerker=consulent)
    form = AfspraakForm(None, door=consulent, persoon=persoon, afspraak=afspraak)
    assert (form["plaats"].value(), form["adres"].value()) == ("werkpunt", "")
