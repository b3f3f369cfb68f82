"""Statements on paper: of a worker in their own language, of a customer in Dutch, drawn from what was frozen."""

import logging
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from tests.factories.afrekening import keurt_goed, sluit_af, werkte
from tests.factories.wijkwerkers import begonnen, bekend, blok, gebruiker, gepland, opdracht
from tests.werkpunten.test_briefjes import controleer_catalogus, pdftotext, tekst_van
from toegang.models import Raadpleging
from werkpunten.briefjes import TALEN
from wijkwerken.maandbrief import staat_van_gebruiker, staat_van_werker
from wijkwerken.models import Gebruikersstaat, Maandstaat

__all__ = ["pdftotext"]
MEI = date(2026, 5, 4)
TITELS = {
    "nl": ("Mijn uren van wijk-werken", "mei 2026", "Begonnen uren", "16,40"),
    "fr": ("Mes heures de wijk-werken", "mai 2026", "Heures commencées", "16,40"),
    "en": ("My hours of wijk-werken", "May 2026", "Hours started", "16.40"),
    "tr": ("Wijk-werken saatlerim", "Mayıs 2026", "Başlanan saat", "16,40"),
    "ar": ("لمن",),
    "bg": ("Моите часове", "Започнати часове", "16,40"),
}


@pytest.fixture
def staten(rabot, coordinator):
    with time_machine.travel("2026-06-02T12:00:00+02:00", tick=False):
        persoon = bekend(coordinator, rabot, voornaam="Koen", achternaam="Janssens")
        koen = begonnen(persoon, door=coordinator, van=date(2026, 1, 1))
        werk = opdracht(coordinator, gebruiker=gebruiker(achternaam="Huis De Proef"))
        plek = gepland(koen, werk, door=coordinator, van=MEI, tot=date(2026, 12, 31))
        werkte(plek, blok(MEI, 9, 12, 1), coordinator, km="12.5")
        keurt_goed(coordinator)
        sluit_af(coordinator, 2026, 5)
    mee = ("afsluiting", "werkzoekende")
    return (
        Maandstaat.objects.ongefilterd("test").select_related(*mee).get(),
        Gebruikersstaat.objects.ongefilterd("test").select_related("afsluiting", "gebruiker").get(),
    )


@pytest.mark.parametrize("taal", TALEN)
def test_a_worker_reads_it_in_their_own_language(staten, taal, tmp_path, pdftotext, caplog):
    staat = staten[0]
    staat.werkzoekende.contacttaal = taal
    with caplog.at_level(logging.WARNING):
        inhoud = staat_van_werker(staat)
    assert caplog.messages == []  # every glyph is there: a tagged PDF/UA-1
    tekst = tekst_van(inhoud, tmp_path)
    assert [deel for deel in (*TITELS[taal], "Koen Janssens", "Maaltijden verdelen") if deel not in tekst] == []


def test_the_same_statement_is_the_same_file_to_the_byte(staten):
    assert [staat_van_werker(staten[0]), staat_van_gebruiker(staten[1])] == [
        staat_van_werker(staten[0]),
        staat_van_gebruiker(staten[1]),
    ]


def test_a_customer_reads_initials_and_what_is_to_be_paid(staten, tmp_path, pdftotext):
    tekst = tekst_van(staat_van_gebruiker(staten[1]), tmp_path)
    assert [
        deel for deel in ("Huis De Proef", "mei 2026", "K.J.", "23,80", "Nog te betalen") if deel not in tekst
    ] == []
    assert ("Koen" in tekst, "Janssens" in tekst) == (False, False)


def test_fetching_it_is_logged_as_an_export(als, coordinator, staten):
    antwoord = als(coordinator).get(f"/wijkwerken/maand/wijk-werker/{staten[0].sleutel}/")
    assert (antwoord["Content-Type"], antwoord.content[:5]) == ("application/pdf", b"%PDF-")
    blik = Raadpleging.objects.latest("pk")
    assert (blik.aard, blik.personen) == ("export", [staten[0].werkzoekende_id])


@pytest.mark.parametrize("taal", sorted(set(TALEN) - {"nl"}))
def test_every_catalogue_is_whole_and_compiled(taal):
    map_ = Path(settings.BASE_DIR) / "wijkwerken" / "locale" / taal / "LC_MESSAGES"
    controleer_catalogus(map_, [Path(settings.BASE_DIR) / "wijkwerken" / "maandbrief.py"])
