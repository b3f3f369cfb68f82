"""Possible duplicates while somebody new is typed."""

from datetime import date

import pytest

from kern.inzage import bijhouden
from tests.factories.werkpunten import WerkzoekendeFactory
from tests.werkpunten.namenparen import ANDER, GEBOREN, ZELFDE, gesplitst
from werkpunten.models import Werkzoekende
from werkpunten.models.gelijkenis import geboren_naast
from werkpunten.models.zoeken import Geboren


def lijkt(medewerker, voornaam, achternaam, geboren=""):
    gelezen = Geboren.lees(geboren) if geboren else None
    vindbaar = Werkzoekende.objects.vindbaar_voor(medewerker)
    return [(persoon.naam, persoon.reden) for persoon in vindbaar.lijkt_op(voornaam, achternaam, gelezen)]


@pytest.mark.parametrize(
    ("bekend", "getypt", "reden"),
    [
        (("José", "Demir"), ("Jose", "Demir", "04/03/1991"), "zelfde naam · zelfde geboortedatum"),
        (("Fatma", "Öztürk"), ("Fatma", "Ozturk", ""), "zelfde naam"),
        (("Олександр", "Шевченко"), ("Oleksandr", "Shevchenko", "1991"), "zelfde naam · zelfde geboortejaar"),
        (("Elif", "Demir"), ("Demir", "Elif", "04/03/1991"), "voornaam en naam omgewisseld · zelfde geboortedatum"),
        (("Jan", "De Haro"), ("Jan", "Haro", "03/04/1991"), "zelfde naam · dag en maand omgewisseld"),
        (("Jan", "De Haro"), ("Jan", "Haro", "04/03/1981"), "zelfde naam · één cijfer verschil in de geboortedatum"),
        (("Khadija", "Alaoui"), ("Khadidja", "Alaoui", ""), "naam klinkt hetzelfde"),
        (("Jan Piet", "Claeys"), ("Jan", "Claeys", ""), "zelfde naam · een deel ontbreekt"),
        (("Mohammed", "Alaoui"), ("Mohamed", "Alaoui", "1991"), "naam klinkt hetzelfde · zelfde geboortejaar"),
    ],
)
def test_suggested_with_a_reason_in_words(consulent, bekend, getypt, reden):
    persoon = WerkzoekendeFactory(voornaam=bekend[0], achternaam=bekend[1])
    assert lijkt(consulent, *getypt) == [(persoon.naam, reden)]


@pytest.mark.parametrize(
    ("bekend", "getypt"),
    [
        (("Elif", "Demir"), ("", "", "")),
        (("", ""), ("", "", "04/03/1991")),
        (("Jan", "Claeys"), ("Jan", "Claeys", "04/03/1966")),
        (("Elif", "Demir"), ("Emre", "Demir", "04/03/1991")),
        (("محمد", "حداد"), ("Олена", "Шевченко", "04/03/1991")),
    ],
    ids=["nothing typed", "no name known", "father and son", "twins", "other names on one day"],
)
def test_not_suggested(consulent, bekend, getypt):
    WerkzoekendeFactory(voornaam=bekend[0], achternaam=bekend[1])
    assert lijkt(consulent, *getypt) == []


def test_at_most_five_best_first(consulent):
    WerkzoekendeFactory.create_batch(6, voornaam="Elif", achternaam="Demir", geboortedatum=None)
    WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    gevonden = lijkt(consulent, "Elif", "Demir", "04/03/1991")
    assert [reden for _, reden in gevonden] == ["zelfde naam · zelfde geboortedatum"] + ["zelfde naam"] * 4


def test_a_person_registered_a_second_ago_is_suggested_at_the_desk(als, consulent):
    WerkzoekendeFactory(voornaam="Elif", achternaam="Demir", geboortedatum=date(1991, 3, 4))
    velden = {"voornaam": "Elif", "achternaam": "Demir", "geboren": "4/3/1991"}
    inhoud = als(consulent).post("/balie/lijkt-op/", velden).content.decode()
    assert "Lijkt op:" in inhoud
    assert "zelfde naam · zelfde geboortedatum" in inhoud


@pytest.mark.parametrize(
    ("bekend", "getypt"), [*ZELFDE, *(paar[::-1] for paar in ZELFDE)], ids=lambda naam: naam.replace(" ", "-")
)
def test_every_spelling_of_a_name_is_suggested(consulent, bekend, getypt):
    voornaam, achternaam = gesplitst(bekend)
    persoon = WerkzoekendeFactory(voornaam=voornaam, achternaam=achternaam, geboortedatum=GEBOREN)
    for geboren in ("04/03/1991", ""):
        [(naam, reden)] = lijkt(consulent, *gesplitst(getypt), geboren)
        assert (naam, bool(reden)) == (persoon.naam, True)


@pytest.mark.parametrize(("een", "ander"), ANDER, ids=lambda naam: naam.replace(" ", "-"))
@pytest.mark.parametrize("geboren", ["04/03/1991", "01/01/1991"])
def test_twins_and_strangers_are_not(consulent, een, ander, geboren):
    voornaam, achternaam = gesplitst(een)
    WerkzoekendeFactory(voornaam=voornaam, achternaam=achternaam, geboortedatum=Geboren.lees(geboren).datum)
    assert lijkt(consulent, *gesplitst(ander), geboren) == []


@pytest.mark.parametrize(
    ("bekend", "getypt", "past"),
    [
        ("01/01/1985", "01/01/1985", "zelfde geboortejaar"),
        ("01/01/1985", "12/03/1985", "zelfde geboortejaar"),
        ("01/01/1985", "01/01/1986", None),
        ("12/03/1985", "12/03/1995", "één cijfer verschil in de geboortedatum"),
        ("12/03/1985", "21/03/1985", "één cijfer verschil in de geboortedatum"),
        ("12/03/1985", "03/12/1985", "dag en maand omgewisseld"),
        ("12/03/1985", "12/03/2010", None),
        ("12/03/1985", "03/1985", "zelfde geboortejaar"),
        ("12/03/1985", "04/1985", None),
    ],
)
def test_birth_dates_side_by_side(bekend, getypt, past):
    oordeel = geboren_naast(Geboren.lees(bekend), Geboren.lees(getypt))
    assert (oordeel and oordeel.reden) == past
    assert geboren_naast(Geboren.lees(getypt), Geboren.lees(bekend)) == oordeel


def test_people_who_are_only_compared_are_not_in_the_read_log(consulent):
    WerkzoekendeFactory.create_batch(7, voornaam="Elif", achternaam="Demir", geboortedatum=None)
    with bijhouden() as gezien:
        assert len(lijkt(consulent, "Elif", "Demir")) == len(gezien.personen) == 5
