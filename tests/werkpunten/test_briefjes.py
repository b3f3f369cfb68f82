"""The slip of an appointment: in the language of the person, tagged, and logged as something that left the house."""

import datetime
import io
import logging
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import timezone

from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Raadpleging
from werkpunten.briefjes import TALEN, afspraakbriefje
from werkpunten.models import Afspraak, Papier

CATALOGI = Path(settings.BASE_DIR) / "werkpunten" / "locale"
BEGIN = datetime.datetime(2026, 11, 23, 14, 0, tzinfo=timezone.get_default_timezone())
TITELS = {
    "nl": ("Je afspraak", "maandag 23 november 2026"),
    "fr": ("Votre rendez-vous", "lundi 23 novembre 2026"),
    "en": ("Your appointment", "Monday 23 November 2026"),
    "tr": ("Randevunuz", "23 Kas"),
    "ar": ("موعدك", "23"),
    "bg": ("Вашата среща", "понеделник 23 ноември 2026"),
}


@pytest.fixture
def afspraak(rabot, consulent) -> Afspraak:
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Yıldız")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    einde = BEGIN + datetime.timedelta(minutes=30)
    return AfspraakFactory(werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, begin=BEGIN, einde=einde)


def tekst_van(inhoud: bytes, map_: Path) -> str:
    (map_ / "briefje.pdf").write_bytes(inhoud)
    gelezen = subprocess.run(
        ["pdftotext", "-layout", str(map_ / "briefje.pdf"), "-"], capture_output=True, text=True, check=True
    )
    return re.sub(r"\s+", " ", re.sub(r"[\u200e\u200f\u202a-\u202e]", "", gelezen.stdout))


@pytest.fixture
def pdftotext() -> None:
    if subprocess.run(["which", "pdftotext"], capture_output=True, check=False).returncode:
        pytest.skip("pdftotext is missing: apt-get install poppler-utils")


@pytest.mark.parametrize("taal", TALEN)
def test_a_slip_in_the_language_of_the_person(afspraak, taal, tmp_path, pdftotext, caplog):
    afspraak.werkzoekende.contacttaal = taal
    with caplog.at_level(logging.WARNING):
        inhoud = afspraakbriefje(afspraak)
    tekst = tekst_van(inhoud, tmp_path)
    assert caplog.messages == []  # every glyph is there: a tagged PDF/UA-1
    assert all(deel in tekst for deel in (*TITELS[taal], "Elif Yıldız", "14:00", "14:30", "Werkpunt Rabot"))
    assert ("Wanneer: maandag 23 november 2026" in tekst) == (taal != "nl")


def test_another_language_gets_dutch(afspraak, tmp_path, pdftotext):
    afspraak.werkzoekende.contacttaal = "am"
    assert "Je afspraak" in tekst_van(afspraakbriefje(afspraak), tmp_path)


@pytest.mark.parametrize(
    ("plaats", "adres", "waar"),
    [
        ("thuis", "Bomastraat 3", "chez vous, à la maison, Bomastraat 3"),
        ("telefoon", "", "par téléphone ou par vidéo"),
    ],
)
def test_where_in_the_same_language(afspraak, plaats, adres, waar, tmp_path, pdftotext):
    afspraak.werkzoekende.contacttaal, afspraak.plaats, afspraak.adres = "fr", plaats, adres
    assert waar in tekst_van(afspraakbriefje(afspraak), tmp_path)


def test_the_slip_is_logged_as_an_export(afspraak, consulent, als):
    antwoord = als(consulent).get(f"/afspraken/{afspraak.sleutel}/briefje.pdf")
    assert (antwoord["Content-Type"], antwoord.content[:5]) == ("application/pdf", b"%PDF-")
    blik = Raadpleging.objects.latest("pk")
    assert (blik.aard, blik.personen) == ("export", [afspraak.werkzoekende_id])


def controleer_catalogus(map_: Path, bronnen: Iterable[Path], *lijsten: str) -> None:
    """Every text of these modules and of these lists is translated, nothing else is, and the compiled file says so."""
    with (map_ / "django.po").open("rb") as po, (map_ / "django.mo").open("rb") as mo:
        catalogus, gelezen = read_po(po), read_mo(mo)
    assert [bericht.id for bericht in catalogus if not bericht.string] == []
    letterlijk = {woord for bron in bronnen for woord in re.findall(r'gettext\("([^"]+)"\)', bron.read_text())}
    assert {bericht.id for bericht in catalogus if bericht.id} == letterlijk | set(lijsten)
    verwacht = io.BytesIO()
    write_mo(verwacht, catalogus)
    verwacht.seek(0)
    assert {b.id: b.string for b in gelezen if b.id} == {b.id: b.string for b in read_mo(verwacht) if b.id}


@pytest.mark.parametrize("taal", sorted(set(TALEN) - {"nl"}))
def test_every_catalogue_is_whole_and_compiled(taal, db):
    bron = Path(settings.BASE_DIR) / "werkpunten" / "briefjes.py"
    controleer_catalogus(CATALOGI / taal / "LC_MESSAGES", [bron], *Papier.objects.values_list("naam", flat=True))


def test_a_word_without_end_stays_on_the_paper(afspraak, tmp_path, pdftotext):
    afspraak.plaats, afspraak.adres = "thuis", "x" * 160
    (tmp_path / "lang.pdf").write_bytes(afspraakbriefje(afspraak))
    bbox = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "lang.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    breedte = float(re.search(r'<page width="([\d.]+)"', bbox)[1])
    assert bbox.replace("\u200b", "").count("xxx<") > 1
    assert max(float(rechts) for rechts in re.findall(r'xMax="([\d.]+)"', bbox)) < breedte
