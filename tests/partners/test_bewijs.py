"""The receipt of a consent: in the language we speak with the person."""

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from partners.bewijs import bewijs_van
from partners.models import Gegeven, Toestemming
from tests.factories.partners import team_van
from tests.werkpunten.test_briefjes import controleer_catalogus, pdftotext, tekst_van  # noqa: F401 - a fixture
from werkpunten.briefjes import TALEN

TITELS = {
    "nl": ("Bewijs van toestemming", "Naam, Telefoon", "mondeling, samen besproken"),
    "fr": ("Preuve de votre accord", "Nom, Téléphone", "oralement, discuté ensemble"),
    "en": ("Proof of your consent", "Name, Telephone", "spoken, discussed together"),
    "tr": ("Onay belgesi", "Ad, Telefon", "birlikte konuşuldu"),
    "ar": ("الاسم",),
    "bg": ("Доказателство за съгласието ви", "Име, Телефон", "устно, обсъдено заедно"),
}
PARTNERS = Path(settings.BASE_DIR) / "partners"


@pytest.mark.parametrize("taal", TALEN)
def test_in_the_language_of_the_person(verwijzing, taal, tmp_path, pdftotext):  # noqa: F811 - the fixture
    toestemming = verwijzing.toestemming
    toestemming.werkzoekende.contacttaal = taal
    tekst = tekst_van(bewijs_van(toestemming), tmp_path)
    assert all(deel in tekst for deel in (*TITELS[taal], "Elif Kanarie", toestemming.organisatie.naam))
    assert ("We delen met: " in tekst) == (taal != "nl")  # Dutch below it, for whoever helps to read


def test_withdrawn_and_without_consent_it_says_so(verwijzing, tmp_path, pdftotext):  # noqa: F811 - the fixture
    toestemming = verwijzing.toestemming
    toestemming.grond, toestemming.hoe = Toestemming.Grond.ANDERE, ""
    toestemming.grond_reden = "Samenloop met een wettelijke opdracht"
    toestemming.ingetrokken_op = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=timezone.get_default_timezone())
    tekst = tekst_van(bewijs_van(toestemming), tmp_path)
    assert "een andere wettelijke grond, Samenloop met een wettelijke opdracht" in tekst
    assert "Ingetrokken op maandag 23 november 2026" in tekst


def test_of_a_team_it_says_what_the_team_shares(
    persoon,
    compaan,
    partnermedewerker,
    rabot,
    consulent,
    tmp_path,
    pdftotext,  # noqa: F811 - the fixture
):
    team_van(persoon, partnermedewerker, werkpunt=rabot, door=consulent)
    tekst = tekst_van(bewijs_van(Toestemming.objects.ongefilterd("test").get()), tmp_path)
    assert "Wat het team samen noteert, leest de organisatie ook." in tekst


@pytest.mark.parametrize("taal", sorted(set(TALEN) - {"nl"}))
def test_every_catalogue_is_whole_and_compiled(taal):
    lijsten = (*Gegeven.labels, *Toestemming.Hoe.labels, *Toestemming.Grond.labels)
    controleer_catalogus(PARTNERS / "locale" / taal / "LC_MESSAGES", [PARTNERS / "bewijs.py"], *map(str, lijsten))
