"""The plan on paper: in the language of the person, whole in every catalogue, and without notes among ourselves."""

import logging
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from tests.trajecten.test_plan import akkoord, doel, persoon, stap_bij, traject
from tests.werkpunten.test_briefjes import controleer_catalogus, pdftotext, tekst_van
from toegang.models import Raadpleging
from trajecten import plan
from trajecten.models import Stap
from trajecten.planbrief import plan_op_papier
from werkpunten.briefjes import TALEN
from werkpunten.models import Drempel, Drempelsoort

__all__ = ["doel", "pdftotext", "persoon", "traject"]
TITELS = {
    "nl": ("Mijn plan", "Wie doet het?", "ik zelf", "nog niet"),
    "fr": ("Mon plan", "Qui le fait ?", "moi-même", "pas encore"),
    "en": ("My plan", "Who does it?", "myself", "not started"),
    "tr": ("Planım", "Kim yapacak?", "kendim", "henüz"),
    "ar": ("لمن",),
    "bg": ("Моят план", "Кой го прави?", "аз", "още не"),
}


@pytest.mark.parametrize("taal", TALEN)
def test_in_the_language_of_the_person(traject, doel, consulent, taal, tmp_path, pdftotext, caplog):
    stap_bij(doel, consulent, wat="Kinderopvang vragen", tegen=date(2099, 11, 23))
    traject.werkzoekende.contacttaal = taal
    with caplog.at_level(logging.WARNING):
        inhoud = plan_op_papier(plan.lees(traject, consulent))
    assert caplog.messages == []  # every glyph is there: a tagged PDF/UA-1
    tekst = tekst_van(inhoud, tmp_path)
    assert [deel for deel in (*TITELS[taal], "Poetsen, deeltijds", "Kinderopvang vragen") if deel not in tekst] == []


def test_nothing_we_note_among_ourselves(traject, doel, persoon, consulent, tmp_path, pdftotext):
    soort = Drempelsoort.objects.first()
    drempel = Drempel.objects.create(werkzoekende=persoon, soort=soort, toelichting="Kanarie van ons")
    stap_bij(doel, consulent, drempel=drempel)
    stap_bij(doel, consulent, wat="Dit hoeft niet meer", status="vervalt")
    tekst = tekst_van(plan_op_papier(plan.lees(traject, consulent)), tmp_path)
    assert ("Kanarie" in tekst, "hoeft niet meer" in tekst, "nog te bespreken" in tekst) == (False, False, True)
    akkoord(traject, consulent)
    assert "nog te bespreken" not in tekst_van(plan_op_papier(plan.lees(traject, consulent)), tmp_path)


def test_it_is_logged_as_an_export(als, traject, doel, consulent):
    antwoord = als(consulent).get(f"/trajecten/{traject.sleutel}/plan.pdf")
    assert (antwoord["Content-Type"], antwoord.content[:5]) == ("application/pdf", b"%PDF-")
    blik = Raadpleging.objects.latest("pk")
    assert (blik.aard, blik.personen) == ("export", [traject.werkzoekende_id])


@pytest.mark.parametrize("taal", sorted(set(TALEN) - {"nl"}))
def test_every_catalogue_is_whole_and_compiled(taal):
    bronnen = [Path(settings.BASE_DIR) / "trajecten" / naam for naam in ("planbrief.py", "bewijs.py")]
    soorten = [str(label) for soort, label in Stap.Soort.choices if soort != Stap.Soort.EIGEN]
    map_ = Path(settings.BASE_DIR) / "trajecten" / "locale" / taal / "LC_MESSAGES"
    controleer_catalogus(map_, bronnen, *soorten, *(str(label) for label in Stap.Status.labels))
