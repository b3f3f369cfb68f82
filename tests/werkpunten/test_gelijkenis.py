"""Possible duplicates while somebody new is typed."""

from datetime import date

import pytest

from tests.factories.werkpunten import WerkzoekendeFactory
from werkpunten.models import Werkzoekende
from werkpunten.models.gelijkenis import meest_gelijkend
from werkpunten.models.zoeken import Geboren


def lijkt(medewerker, voornaam, achternaam, geboren=""):
    kandidaten = Werkzoekende.objects.vindbaar_voor(medewerker).kandidaten(voornaam, achternaam).met_naamregel()
    gevonden = meest_gelijkend(
        kandidaten, voornaam=voornaam, achternaam=achternaam, geboren=Geboren.lees(geboren) if geboren else None
    )
    return [(een.persoon.naam, een.reden) for een in gevonden]


@pytest.mark.parametrize(
    ("bekend", "getypt", "reden"),
    [
        (("José", "Demir"), ("Jose", "Demir", "04/03/1991"), "zelfde naam · zelfde geboortedatum"),
        (("Fatma", "Öztürk"), ("Fatma", "Ozturk", ""), "zelfde naam"),
        (("Олександр", "Шевченко"), ("Oleksandr", "Shevchenko", "1991"), "zelfde naam · zelfde geboortejaar"),
        (("Elif", "Demir"), ("Demir", "Elif", "04/03/1991"), "voornaam en naam omgewisseld · zelfde geboortedatum"),
        (("Jan", "De Haro"), ("Jan", "Haro", "03/04/1991"), "zelfde naam · dag en maand omgewisseld"),
        (("Jan", "De Haro"), ("Jan", "Haro", "04/03/1981"), "zelfde naam · één cijfer verschil in de geboortedatum"),
        (("Khadija", "Alaoui"), ("Khadidja", "Alaoui", ""), "bijna dezelfde naam"),
        (("Jan Piet", "Claeys"), ("Jan", "Claeys", ""), "zelfde naam, een deel ontbreekt"),
        (("Mohammed", "Alaoui"), ("Mohamed", "Alaoui", "1991"), "bijna dezelfde naam · zelfde geboortejaar"),
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
