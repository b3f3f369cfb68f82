"""What screens make of a report's document: pure functions, without a database."""

import pytest

from rapportage.kanalen import Moment, aandeel_outreach, per_soort, reeksen, tabel, uitleg
from rapportage.vergelijken import Paar
from rapportage.versies import anders, wijzigingen
from rapportage.wijken import Wijkbeeld
from werkpunten.models import Wijk

SOORTEN = {"bezoek": 40, "afspraak": 10, "groep": 0, "outreach": 30, "zitdag": 5, "huisbezoek": None, "telefoon": 9}


def test_kinds_of_contact_become_channels_and_a_hidden_kind_hides_its_channel():
    moment = Moment("oktober 2026", "okt", 120, SOORTEN)
    vroeger = Moment("september 2026", "sep", 80, None)
    assert [reeks.waarden for reeks in reeksen([vroeger, moment])] == [[None, 50], [None, 30], [None, None], [None, 9]]
    assert tabel([moment], "Maand").rijen == [("oktober 2026", [50, 30, None, 9, 120])]
    assert uitleg([vroeger, moment]) == (
        "In oktober 2026: op het werkpunt 50, outreach 30, zitdag of aan huis verborgen, telefoon of bericht 9."
    )


@pytest.mark.parametrize(
    ("totaal", "outreach", "tekst"), [(120, 30, "25%"), (3, 2, "67%"), (0, 0, "–"), (None, 5, "verborgen")]
)
def test_the_share_of_outreach(totaal, outreach, tekst):
    assert aandeel_outreach(Moment("", "", totaal, {"outreach": outreach})) == tekst


def test_the_share_of_outreach_is_hidden_with_it():
    assert aandeel_outreach(Moment("", "", 50, {"outreach": None})) == "verborgen"
    assert per_soort({}) is None


@pytest.mark.parametrize(
    ("een", "ander", "woorden"),
    [
        (384, 426, "42 minder (−10%)"),
        (1500, 250, "1.250 meer (+500%)"),
        (7, 7, "evenveel"),
        (3, 0, "3 meer"),
        (None, 4, "niet te vergelijken"),
    ],
)
def test_a_difference_in_words(een, ander, woorden):
    assert Paar("", een, ander).verschil == woorden


def rapport(bereikt: int, rabot: int | None, jong: int, eerder: int = 50, **velden: object) -> dict:
    figuur = {
        "naam": "Bereikte personen",
        "per": {
            "maand": {
                "2026-09": {"totaal": eerder, "per": {"werkpunt": {"rabot": eerder}}},
                "2026-10": {"totaal": bereikt, "per": {"werkpunt": {"rabot": rabot}}},
            }
        },
    }
    leeftijd = {"naam": "Bereikte personen", "totaal": bereikt, "per": {"leeftijd": {"<18": jong}}}
    return {
        "soort": "maand",
        "tijdvak": "2026-10",
        "werkpunt": None,
        "werkpunten": {"rabot": "Rabot"},
        "drempel": 5,
        "bereik": {"definities_versie": "1-a", "indicatoren": {"bereikt": figuur}},
        "uitsplitsingen": {"leeftijd": {"indicatoren": {"bereikt": leeftijd}}},
        "namen": {"leeftijd": {"<18": "<18"}},
        **velden,
    }


def test_a_new_version_tells_every_figure_that_changed():
    rijen = wijzigingen(rapport(384, 60, 7), rapport(390, None, 7))
    assert [(rij.waar, rij.tekst) for rij in rijen] == [
        ("Het hele rapport", "Bereikte personen: van 384 naar 390 (6 meer)"),
        ("Rabot", "Bereikte personen: van 60 naar verborgen (nu verborgen)"),
    ]
    (rij,) = wijzigingen(rapport(384, 60, 7), rapport(384, 60, 1205))
    assert (rij.waar, rij.verschil) == ("Leeftijd: <18", "1.198 meer")


def test_a_new_version_that_says_the_same_has_no_changes():
    assert wijzigingen(rapport(384, 60, 7), rapport(384, 60, 7)) == []
    assert anders(rapport(384, 60, 7), rapport(384, 60, 7)) == []


def test_a_new_version_tells_what_changed_around_the_figures():
    nieuw = rapport(384, 60, 7, eerder=51, drempel=10)
    nieuw["bereik"] = {**nieuw["bereik"], "definities_versie": "1-b"}
    assert anders(rapport(384, 60, 7), nieuw) == [
        "De definities zijn anders: versie 1-a werd 1-b.",
        "Aantallen onder 10 zijn verborgen; dat was onder 5.",
        "Eén aantal van een vroegere periode is ook veranderd.",
    ]


def test_wijken_have_a_rate_where_the_population_is_known():
    wijken = [Wijk(nummer=n, slug=slug, naam=slug, soort=soort, tegel_kolom=n, tegel_rij=0) for n, slug, soort in (
        (1, "een", "gent"), (2, "twee", "gent"), (3, "drie", "gent"), (99, "onbekend", "onbekend"),
    )]  # fmt: skip
    cijfers = {"een": 144, "twee": None, "drie": 12, "onbekend": 5}
    figuur = {"totaal": 200, "per": {"wijk": cijfers}}
    beeld = Wijkbeeld({"indicatoren": {"bereikt": figuur, "contacten": figuur}}, wijken, {"een": 11500, "twee": 900})
    assert [(rij.nummer, rij.per_duizend) for rij in beeld.rijen()] == [
        (1, "12,5"),
        (2, "verborgen"),
        (3, "–"),
        (None, "–"),
    ]
    assert beeld.top() == ["een: 144", "drie: 12"]
    assert (beeld.verborgen(), beeld.met_bevolking, beeld.totaal().bereikt) == (1, True, 200)
