"""Column by column: what is understood, what is a warning and what is an error."""

import datetime

import pytest
import time_machine

from tests.werkpunten.importbestand import contacten, fouten, lees_in, mensen, waarschuwingen
from werkpunten.models import Soort, Werkpunt

SOORTEN = "bezoek, afspraak, outreach, zitdag, huisbezoek, groep, telefoon, bericht, poging"
THEMAS = (
    "vacature, cv-of-brief, opleiding, administratie, nederlands, wijk-werken, digitale-hulp, luisterend-oor, "
    "vdab-inschrijving, welzijn, ander"
)
STATUTEN = (
    "wzua, bit, vrij, leefloon, equivalent, riziv, werkend, student, geen_inkomen, inactief, anders, uitgesloten"
)
ISO = "schrijf de ISO-code of de naam in het Nederlands"
ELIF = {"voornaam": "Elif", "achternaam": "Demir", "geboortedatum": "1991-03-04"}

pytestmark = pytest.mark.usefixtures("rabot")


def een_contact():
    [contact] = contacten()
    return contact


def een_mens():
    [persoon] = mensen()
    return persoon


@pytest.mark.parametrize("woord", ["rabot", "RABOT", "Werkpunt Rabot", "werkpunt  rabôt"])
def test_work_point_by_slug_or_name(tmp_path, rabot, woord):
    assert not lees_in(tmp_path, {"werkpunt": woord}).meldingen
    assert een_contact().werkpunt == rabot


def test_unknown_work_point_is_an_error_unless_asked_for(tmp_path):
    rijen = [{"werkpunt": "Muide"}, {"werkpunt": "muide", "dag": "2025-03-01"}]
    assert fouten(lees_in(tmp_path, *rijen)) == [
        (1, "werkpunt", "“Muide” is geen werkpunt"),
        (2, "werkpunt", "“muide” is geen werkpunt"),
    ]
    assert not contacten().exists()
    assert lees_in(tmp_path, *rijen, nieuwe_werkpunten=True).nieuwe_werkpunten == ["Muide"]
    muide = Werkpunt.objects.get(slug="muide")
    assert (muide.naam, muide.geopend_op) == ("Muide", datetime.date(2025, 3, 1))
    assert {contact.werkpunt_id for contact in contacten()} == {muide.pk}


@pytest.mark.parametrize("dag", ["2026-03-05", "05/03/2026", "5/03/2026"])
def test_day_in_iso_or_belgian_order(tmp_path, dag):
    assert not lees_in(tmp_path, {"dag": dag}).meldingen
    assert een_contact().dag == datetime.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("dag", "reden"),
    [
        ("", "is leeg"),
        ("gisteren", "“gisteren” is geen dag; schrijf JJJJ-MM-DD of DD/MM/JJJJ"),
        ("2026-02-30", "“2026-02-30” is geen dag; schrijf JJJJ-MM-DD of DD/MM/JJJJ"),
        ("03/31/2026", "“03/31/2026” is geen dag; schrijf JJJJ-MM-DD of DD/MM/JJJJ"),
        ("2026-03-06", "“2026-03-06” ligt in de toekomst"),
        ("1989-12-31", "“1989-12-31” ligt te ver terug"),
    ],
)
def test_wrong_day_is_an_error(tmp_path, dag, reden):
    with time_machine.travel("2026-03-05T23:30:00+01:00", tick=False):
        assert fouten(lees_in(tmp_path, {}, {"dag": dag})) == [(2, "dag", reden)]
    assert not contacten().exists()


def test_today_in_brussels_is_not_in_the_future(tmp_path):
    with time_machine.travel("2026-03-05T00:10:00+01:00", tick=False):
        assert not lees_in(tmp_path, {"dag": "2026-03-05"}).meldingen


def test_day_before_the_opening_is_a_warning(tmp_path):
    verslag = lees_in(tmp_path, {"dag": "2014-05-04"})
    assert waarschuwingen(verslag) == [(1, "dag", "04/05/2014 ligt voor de opening van het werkpunt")]
    assert contacten().count() == 1


@pytest.mark.parametrize(
    ("tijd", "verwacht"), [("09:05", datetime.time(9, 5)), ("9:05", datetime.time(9, 5)), ("", None)]
)
def test_time(tmp_path, tijd, verwacht):
    assert not lees_in(tmp_path, {"tijdstip": tijd}).meldingen
    assert een_contact().tijdstip == verwacht


@pytest.mark.parametrize("tijd", ["25:00", "9u", "12:60"])
def test_wrong_time_is_a_warning_and_left_empty(tmp_path, tijd):
    verslag = lees_in(tmp_path, {"tijdstip": tijd})
    assert waarschuwingen(verslag) == [(1, "tijdstip", f"“{tijd}” is geen tijdstip; schrijf UU:MM")]
    assert een_contact().tijdstip is None


@pytest.mark.parametrize("soort", Soort.values)
def test_every_kind_is_known(tmp_path, soort):
    lees_in(tmp_path, {"soort": soort})
    assert een_contact().soort == soort


def test_kind_is_a_visit_when_empty_and_an_error_when_unknown(tmp_path):
    lees_in(tmp_path, {"soort": " "})
    assert een_contact().soort == "bezoek"
    assert fouten(lees_in(tmp_path, {"soort": "fax"})) == [
        (1, "soort", f"“fax” is geen soort contact; kies uit {SOORTEN}")
    ]


def test_topics_by_name_or_slug_several_with_a_bar(tmp_path):
    assert not lees_in(tmp_path, {"onderwerp": "CV of brief| opleiding|cv-of-brief"}).meldingen
    assert set(een_contact().onderwerpen.values_list("slug", flat=True)) == {"cv-of-brief", "opleiding"}


def test_unknown_topic_is_a_warning_and_becomes_other(tmp_path):
    verslag = lees_in(tmp_path, {"onderwerp": "vacature|fietsles|zwemles"})
    assert waarschuwingen(verslag) == [
        (1, "onderwerp", f"“fietsles” is geen onderwerp, het wordt “ander”; kies uit {THEMAS}"),
        (1, "onderwerp", f"“zwemles” is geen onderwerp, het wordt “ander”; kies uit {THEMAS}"),
    ]
    assert set(een_contact().onderwerpen.values_list("slug", flat=True)) == {"vacature", "ander"}


@pytest.mark.parametrize("naam", ["Öztürk", "Георгиев", "الحسن", "ተስፋይ", "O'Brien", "Ω😀", "שלום"])
def test_names_in_any_script_are_kept_as_written(tmp_path, naam):
    assert not lees_in(tmp_path, {"voornaam": naam, "achternaam": f" {naam}\n{naam} "}).meldingen
    persoon = een_mens()
    assert (persoon.voornaam, persoon.achternaam) == (naam, f"{naam} {naam}")


def test_characters_that_nobody_sees_are_left_out_of_names(tmp_path):
    lees_in(tmp_path, {"voornaam": "\u202eElif\u200b", "achternaam": "\u2067Demir\u2069"})
    assert een_mens().naam == "Demir, Elif"


def test_derived_names_equal_those_of_the_desk(tmp_path):
    lees_in(tmp_path, {"voornaam": "Ayşe", "achternaam": "Van den Öztürk"})
    persoon = een_mens()
    afgeleid = (persoon.zoeknaam, persoon.sorteernaam)
    persoon.save()
    assert afgeleid == (persoon.zoeknaam, persoon.sorteernaam) == ("ozturk ayse", "van den ozturk, ayse")


@pytest.mark.parametrize(
    ("rij", "anoniem"),
    [
        ({}, True),
        ({"geslacht": "v", "telefoon": "0400 11 22 33"}, True),
        ({"voornaam": " ", "insz": "85.07.30-033.29"}, True),
        ({"voornaam": "Elif"}, False),
        ({"achternaam": "Demir"}, False),
        ({"extern_id": "17"}, False),
        ({"insz": "85.07.30-033.28"}, False),
    ],
)
def test_anonymous_is_without_name_id_or_number(tmp_path, rij, anoniem):
    verslag = lees_in(tmp_path, rij)
    assert (een_contact().werkzoekende_id is None) == anoniem
    assert (verslag.anoniem, mensen().count()) == ((1, 0) if anoniem else (0, 1))


@pytest.mark.parametrize(
    ("geschreven", "datum", "precisie"),
    [
        ("1991-03-04", datetime.date(1991, 3, 4), "dag"),
        ("04/03/1991", datetime.date(1991, 3, 4), "dag"),
        ("1991", datetime.date(1991, 1, 1), "jaar"),
        ("03/1991", datetime.date(1991, 3, 1), "maand"),
        ("01/01/1991", datetime.date(1991, 1, 1), "dag"),
    ],
)
def test_birth_date_as_far_as_it_is_known(tmp_path, geschreven, datum, precisie):
    assert not lees_in(tmp_path, {"voornaam": "Elif", "geboortedatum": geschreven}).meldingen
    persoon = een_mens()
    assert (persoon.geboortedatum, persoon.geboorte_precisie) == (datum, precisie)


@pytest.mark.parametrize("geschreven", ["13/1991", "91", "onbekend", "2999-01-01", "1899", "31/02/1991"])
def test_wrong_birth_date_is_a_warning_and_left_empty(tmp_path, geschreven):
    verslag = lees_in(tmp_path, {"voornaam": "Elif", "geboortedatum": geschreven})
    assert waarschuwingen(verslag) == [(1, "geboortedatum", f"“{geschreven}” is geen geboortedatum")]
    assert een_mens().geboortedatum is None


@pytest.mark.parametrize(
    ("woord", "geslacht"), [("m", "m"), ("Man", "m"), ("V", "v"), ("vrouw", "v"), ("x", "x"), ("", "")]
)
def test_sex(tmp_path, woord, geslacht):
    assert not lees_in(tmp_path, {"voornaam": "Elif", "geslacht": woord}).meldingen
    assert een_mens().geslacht == geslacht


def test_wrong_sex_is_a_warning_and_unknown(tmp_path):
    verslag = lees_in(tmp_path, {"voornaam": "Elif", "geslacht": "female"})
    assert waarschuwingen(verslag) == [(1, "geslacht", "“female” is geen geslacht; kies uit m, v, x")]
    assert een_mens().geslacht == ""


@pytest.mark.parametrize("wijk", ["Rabot - Blaisantvest", "rabot-blaisantvest", "17"])
def test_wijk_by_name_or_number_with_the_address(tmp_path, wijk):
    straat = {"straat": "Voorbeeldstraat", "huisnummer": "3b", "postcode": "9000"}
    assert not lees_in(tmp_path, {"voornaam": "Elif", "wijk": wijk, **straat}).meldingen
    [adres] = een_mens().adressen.ongefilterd("test")
    assert (adres.wijk.slug, adres.straat, adres.huisnummer, adres.postcode, adres.van, adres.tot) == (
        "rabot-blaisantvest",
        "Voorbeeldstraat",
        "3b",
        "9000",
        datetime.date(2026, 1, 5),
        None,
    )


def test_unknown_wijk_is_a_warning_and_wijk_onbekend(tmp_path):
    verslag = lees_in(tmp_path, {"voornaam": "Elif", "wijk": "Atlantis"})
    assert waarschuwingen(verslag) == [(1, "wijk", "“Atlantis” is geen wijk van Gent; schrijf de naam of het nummer")]
    assert een_mens().adressen.ongefilterd("test").get().wijk.slug == "onbekend"


def test_wijk_of_somebody_anonymous_stands_with_the_contact(tmp_path):
    lees_in(tmp_path, {"wijk": "Ledeberg"})
    assert een_contact().wijk.slug == "ledeberg"


@pytest.mark.parametrize(
    "nummer",
    ["85073099932", "85.07.30-999.32", "06.02.14-999.11", "85 47 30 999 21", "06.22.14-000.83", "90000099918"],
)
def test_national_number_in_any_punctuation(tmp_path, nummer):
    assert not lees_in(tmp_path, {"insz": nummer}).meldingen
    cijfers = "".join(filter(str.isdigit, nummer))
    persoon = mensen().met_insz(cijfers).get()
    assert persoon.insz == cijfers


@pytest.mark.parametrize("nummer", ["85.07.30-033.29", "00000000000", "8507309993", "85073099932x", "geheim"])
def test_wrong_national_number_is_a_warning_left_empty_and_never_echoed(tmp_path, nummer):
    verslag = lees_in(tmp_path, {"voornaam": "Elif", "insz": nummer})
    assert waarschuwingen(verslag) == [(1, "insz", "dit is geen geldig rijksregisternummer")]
    assert nummer not in "\n".join(verslag.regels(alles=True))
    assert een_mens().insz is None


def test_national_number_in_the_wrong_column_is_not_echoed_either(tmp_path):
    verslag = lees_in(tmp_path, {"voornaam": "Elif", "geboortedatum": "85.07.30-999.32", "wijk": "nr 85073099932"})
    assert waarschuwingen(verslag) == [
        (1, "geboortedatum", "“…” is geen geboortedatum"),
        (1, "wijk", "“nr …” is geen wijk van Gent; schrijf de naam of het nummer"),
    ]


@pytest.mark.parametrize(
    ("kolom", "woord", "veld", "waarde"),
    [
        ("telefoon", "+32 (0)400/11.22.33", "telefoon", "+32 (0)400/11.22.33"),
        ("taal", "tr", "contacttaal", "tr"),
        ("taal", "Bulgaars", "contacttaal", "bg"),
        ("taal", "Dari", "contacttaal", "prs"),
        ("taal", "Somali", "contacttaal", "so"),
        ("taal", "Tigrinya", "contacttaal", "ti"),
        ("nationaliteit", "sy", "nationaliteit", "SY"),
        ("nationaliteit", "Turkije", "nationaliteit", "TR"),
        ("nationaliteit", "Bulgaarse", "nationaliteit", "BG"),
        ("opleidingsniveau", "laag", "opleiding", "laag"),
        ("opleidingsniveau", "Kortgeschoold", "opleiding", "laag"),
        ("opleidingsniveau", "ISCED 3-4", "opleiding", ""),
        ("opleidingsniveau", "hoger onderwijs", "opleiding", "hoog"),
    ],
)
def test_person_columns(tmp_path, kolom, woord, veld, waarde):
    verslag = lees_in(tmp_path, {"voornaam": "Elif", kolom: woord})
    assert getattr(een_mens(), veld) == waarde
    assert bool(verslag.meldingen) == (waarde == "")


@pytest.mark.parametrize(
    "woord", ["leefloon", "Leefloon", "werkzoekend met uitkering", "geen inkomen", "riziv", "OCMW", "student"]
)
def test_status_is_dated_from_the_day_of_the_contact(tmp_path, woord):
    assert not lees_in(tmp_path, {"voornaam": "Elif", "statuut": woord}).meldingen
    [statuut] = een_mens().statuten.ongefilterd("test")
    assert (statuut.van, statuut.tot) == (datetime.date(2026, 1, 5), None)


@pytest.mark.parametrize(
    ("kolom", "woord", "reden"),
    [
        ("telefoon", "geen", "“geen” is geen telefoonnummer"),
        ("telefoon", "0" * 31, "langer dan 30 tekens"),
        ("taal", "Marsiaans", f"“Marsiaans” is geen bekende taal; {ISO}"),
        ("nationaliteit", "Atlantis", f"“Atlantis” is geen bekende nationaliteit; {ISO}"),
        ("statuut", "gelukkig", f"“gelukkig” is geen statuut; kies uit {STATUTEN}"),
        ("opleidingsniveau", "veel", "“veel” is geen opleidingsniveau; kies uit laag, midden, hoog"),
        ("straat", "s" * 121, "langer dan 120 tekens"),
    ],
)
def test_wrong_person_column_is_a_warning_and_left_empty(tmp_path, kolom, woord, reden):
    verslag = lees_in(tmp_path, {"voornaam": "Elif", kolom: woord})
    assert waarschuwingen(verslag) == [(1, kolom, reden)]
    persoon = een_mens()
    assert (persoon.telefoon, persoon.contacttaal, persoon.nationaliteit, persoon.opleiding) == ("", "nl", "", "")
    assert not persoon.statuten.ongefilterd("test").exists()


def test_a_name_too_long_to_keep_is_an_error(tmp_path):
    assert fouten(lees_in(tmp_path, {"voornaam": "E" * 81})) == [(1, "voornaam", "langer dan 80 tekens")]


def test_every_reason_of_a_row_is_given_at_once(tmp_path):
    verslag = lees_in(tmp_path, {"werkpunt": "x", "dag": "x", "soort": "x", "tijdstip": "9u"})
    assert [kolom for _, kolom, _ in fouten(verslag)] == ["werkpunt", "dag", "soort"]
