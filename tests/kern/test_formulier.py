"""Forms render with our field markup: label, hint, error and widget tied together."""

import re

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template.loader import render_to_string

from kern.stijl import Voorbeeldformulier


def veld(naam: str, gegevens: dict[str, object] | None = None) -> str:
    return Voorbeeldformulier(gegevens)[naam].as_field_group()


def test_hint_and_error_are_tied_to_the_field() -> None:
    html = veld("naam", {"taal": "nl"})
    assert 'aria-describedby="id_naam_helptext id_naam_error"' in html
    assert re.search(r'<p class="hint" id="id_naam_helptext">', html)
    assert re.search(r'<ul class="veldfout" id="id_naam_error"><li>Dit veld is nodig\.', html)
    assert 'aria-invalid="true"' in html


def test_only_what_may_stay_empty_says_so() -> None:
    assert "(optioneel)" in veld("telefoon")
    assert "(optioneel)" not in veld("naam")


def test_choices_are_one_group_with_a_legend() -> None:
    html = veld("themas", {"themas": ["2"]})
    assert html.count("<label") == html.count('type="checkbox"') == 7
    assert re.findall(r'value="(\d)"[^>]* checked', html) == ["2"]
    assert "<fieldset" in html
    assert "data-cijfers" in html
    assert "data-cijfers" not in veld("duur")


def test_date_field_speaks_to_the_browser_in_iso() -> None:
    assert 'value="1991-03-04"' in veld("geboortedatum", {"geboortedatum": "1991-03-04"})


def test_error_summary_links_to_every_wrong_field() -> None:
    formulier = Voorbeeldformulier({"telefoon": "nul"})
    formulier.add_error(None, "Kies een persoon of kies Anoniem.")
    html = render_to_string("components/foutsamenvatting.html", {"form": formulier})
    assert re.findall(r'href="#id_(\w+)"', html) == ["naam", "telefoon", "taal", "themas", "duur", "kanaal"]
    assert "<li>Kies een persoon of kies Anoniem.</li>" in html


def test_sound_form_has_no_summary() -> None:
    assert render_to_string("components/foutsamenvatting.html", {"form": Voorbeeldformulier()}).strip() == ""


@pytest.mark.parametrize(("nodig", "woorden"), [(True, "Kies uit de lijst"), (False, "niet ingevuld")])
def test_a_choice_that_is_not_made_yet_says_so_in_words(nodig: bool, woorden: str) -> None:
    class Formulier(forms.Form):
        taal = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("nl", "Nederlands")], required=nodig)

    leeg = f'<option value="" selected>{woorden}</option>'
    assert leeg in Formulier({"taal": ""}).as_p()
    gekozen = Formulier({"taal": "nl"}).as_p()
    assert f'<option value="">{woorden}</option>' in gekozen
    assert '<option value="nl" selected>Nederlands</option>' in gekozen
