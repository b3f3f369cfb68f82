"""How many people a coach takes at most: free places on the team page, in the choice of a coach, and when asking."""

import pytest

from tests.factories.werkpunten import WerkzoekendeFactory
from tests.trajecten.mensen import begeleidt, zag
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.team import plaatsen_van, te_vol, teamcijfers


@pytest.fixture
def drie_plaatsen(consulent, rabot):
    """The consultant coaches two people, and three were agreed."""
    consulent.aanstellingen.update(plaatsen=3)
    return [begeleidt(consulent, zag(consulent, rabot), rabot) for _ in range(2)]


def rij_van(coordinator, medewerker):
    [rij] = [rij for rij in teamcijfers(coordinator) if rij.medewerker == medewerker]
    plaatsen = rij.plaatsen
    return plaatsen and (plaatsen.afgesproken, plaatsen.vrij), rij.te_veel


def team(client):
    return " ".join(client.get("/caseload/team/").content.decode().split())


def test_free_places_and_too_many_on_the_team_page(als, drie_plaatsen, coordinator, consulent, collega, rabot):
    assert rij_van(coordinator, consulent) == ((3, 1), 0)
    assert rij_van(coordinator, collega) == (None, 0)
    assert "1 vrij" in team(als(coordinator))
    for _ in range(3):
        begeleidt(consulent, zag(consulent, rabot), rabot)
    assert rij_van(coordinator, consulent) == ((3, -2), 2)
    assert "2 te veel" in team(als(coordinator))


def test_a_number_that_is_over_does_not_count(drie_plaatsen, coordinator, consulent):
    consulent.aanstellingen.update(plaatsen=None)
    assert rij_van(coordinator, consulent) == (None, 0)
    assert te_vol(consulent, 99) == ""


def test_people_of_a_unit_without_an_agreement_take_no_place_anywhere(coordinator, drie_plaatsen, consulent, ledeberg):
    consulent.aanstellingen.create(werkpunt=ledeberg, rol=Rol.CONSULENT, van="2020-01-01")
    for _ in range(4):
        begeleidt(consulent, zag(consulent, ledeberg), ledeberg)
    assert (rij_van(coordinator, consulent), te_vol(consulent, 1)) == (((3, 1), 0), "")
    coordinator.aanstellingen.create(rol=Rol.COORDINATOR, werkpunt=ledeberg, van="2020-01-01")
    assert rij_van(Medewerker.objects.get(pk=coordinator.pk), consulent) == ((3, 1), 0)


def test_whose_people_were_not_counted_is_not_free(drie_plaatsen, consulent, collega, rabot):
    collega.aanstellingen.update(plaatsen=5)
    assert {pk: rij.vrij for pk, rij in plaatsen_van([consulent]).items()} == {consulent.pk: 1}


@pytest.mark.parametrize(
    ("erbij", "zin"),
    [(1, ""), (2, "heeft nog 1 plaats vrij: dit zijn er 1 te veel."), (5, "dit zijn er 4 te veel.")],
)
def test_asking_for_more_than_there_is_room_for(drie_plaatsen, consulent, erbij, zin):
    gezegd = te_vol(consulent, erbij)
    assert gezegd.endswith(zin) if zin else gezegd == ""


def test_who_hands_over_is_told_and_may(als, drie_plaatsen, coordinator, consulent, collega, rabot):
    mensen = [zag(collega, rabot) for _ in range(2)]
    for persoon in mensen:
        begeleidt(collega, persoon, rabot)
    velden = {"persoon": [str(persoon.uuid) for persoon in mensen], "naar": consulent.pk}
    inhoud = als(coordinator).post("/caseload/overdrachten/nieuw/", velden).content.decode()
    assert f"{consulent} heeft nog 1 plaats vrij: dit zijn er 1 te veel." in inhoud
    assert inhoud.count(">kan<") == 2


def test_the_choice_of_a_coach_says_who_has_room(als, drie_plaatsen, coordinator, consulent, collega, rabot):
    persoon = zag(consulent, rabot, werkzoekende=WerkzoekendeFactory())
    adres = f"{persoon.get_absolute_url()}trajecten/"
    assert f"{consulent} (1 vrij)</option>" in als(coordinator).get(adres).content.decode()
    assert "vrij)" not in als(consulent).get(adres).content.decode()
    begeleidt(consulent, zag(consulent, rabot), rabot)
    assert f"{consulent} (vol)</option>" in als(coordinator).get(adres).content.decode()
