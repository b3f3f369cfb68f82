"""The team page: figures per colleague, and the list behind each of them."""

import re

import pytest

from kern.namen import sorteervorm
from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import AfspraakFactory, TaakFactory, WerkzoekendeFactory
from tests.trajecten.mensen import begeleidt, geleden, zag
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.team import Teamrij, team_van, teamcijfers
from werkpunten.models import Afwezigheid


def cijfers_van(coordinator, medewerker):
    [rij] = [rij for rij in teamcijfers(coordinator) if rij.medewerker == medewerker]
    return rij


@pytest.fixture
def caseload_van_consulent(consulent, vreemde, rabot, ledeberg):
    """Two people of Rabot, one new and never reached there, and one that is coached elsewhere."""
    gezien = [zag(consulent, rabot, dagen) for dagen in (10, 70)]
    for persoon in gezien:
        begeleidt(consulent, persoon, rabot, dagen=90)
    AfspraakFactory(werkzoekende=gezien[0], werkpunt=rabot, medewerker=consulent)
    nieuw = WerkzoekendeFactory()
    begeleidt(consulent, nieuw, rabot)
    zag(consulent, rabot, 0, werkzoekende=nieuw, soort="poging")
    for dagen in (1, 2):
        TaakFactory(werkzoekende=nieuw, eigenaar=consulent, tegen=geleden(dagen))
    begeleidt(consulent, zag(consulent, rabot), ledeberg)
    begeleidt(vreemde, zag(vreemde, ledeberg), ledeberg)


@pytest.mark.usefixtures("caseload_van_consulent")
def test_figures_count_people_coached_at_the_own_units(coordinator, consulent, collega, vreemde):
    verwacht = Teamrij(consulent, actief=3, zonder_afspraak=2, te_lang=1, taken_te_laat=1, nieuw=1, dagen=40)
    assert cijfers_van(coordinator, consulent) == verwacht
    assert cijfers_van(coordinator, collega) == Teamrij(collega)
    assert vreemde not in team_van(coordinator)


@pytest.mark.usefixtures("caseload_van_consulent")
def test_each_figure_is_the_number_of_people_behind_openen(als, coordinator, consulent):
    client = als(coordinator)
    tekst = " ".join(client.get("/caseload/team/").content.decode().split())
    rij = tekst[tekst.index(f">{consulent}</th>") :].split("</tr>")[0]
    getallen = re.findall(r'<td data-kop="[^"]+" class="cijfer">([^<]+)<', rij)
    getallen = [getal.strip() for getal in getallen]
    assert getallen == ["3", "2", "1", "1", "1", "40"]
    openen = re.search(r'href="([^"]+)"', rij).group(1).replace("&amp;", "&")
    lijst = " ".join(client.get(openen).content.decode().split())
    assert f"<h1>Caseload van {consulent}</h1>" in lijst
    for titel, aantal in zip(
        ("Alles", "Zonder volgende afspraak", "Te lang geen contact", "Taken te laat"), getallen, strict=False
    ):
        assert f">{titel} ({aantal})<" in lijst


@pytest.mark.usefixtures("caseload_van_consulent")
def test_of_two_units_one_can_be_chosen_and_openen_keeps_it(als, coordinator, consulent, vreemde, rabot, ledeberg):
    client = als(coordinator)
    assert "Alle werkpunten" not in client.get("/caseload/team/").content.decode()  # of one there is nothing to choose
    coordinator.aanstellingen.create(rol=Rol.COORDINATOR, werkpunt=ledeberg, van="2020-01-01")
    client = als(Medewerker.objects.get(pk=coordinator.pk))

    def team(vraag=""):
        tekst = client.get(f"/caseload/team/{vraag}").content.decode()
        rijen = re.findall(r'<th scope="row">([^<]+)</th>\s*<td data-kop="Actief" class="cijfer">(\d+)', tekst)
        return {naam: int(aantal) for naam, aantal in rijen if int(aantal)}, tekst

    assert team()[0] == {str(consulent): 4, str(vreemde): 1}
    assert team("?werkpunt=rabot")[0] == {str(consulent): 3}
    cijfers, tekst = team("?werkpunt=ledeberg")
    assert cijfers == {str(consulent): 1, str(vreemde): 1}
    openen = f"?wie=werkpunten&amp;begeleider={consulent.pk}&amp;werkpunt=ledeberg"
    assert openen in tekst
    lijst = client.get("/caseload/" + openen.replace("&amp;", "&")).content.decode()
    assert ">Alles (1)<" in lijst
    assert team("?werkpunt=dampoort")[0] == team()[0]


def test_everybody_can_be_opened_also_who_coaches_nobody(als, coordinator, collega):
    tekst = als(coordinator).get("/caseload/team/").content.decode()
    for medewerker in (coordinator, collega):
        assert f"?wie=werkpunten&amp;begeleider={medewerker.pk}" in tekst


def test_who_left_is_no_colleague_any_more_and_who_moved_still_coaches_here(coordinator, collega, rabot, consulent):
    MedewerkerFactory(rol=Rol.CONSULENT, rol__werkpunt=rabot, is_active=False)
    verhuisd = MedewerkerFactory()
    begeleidt(verhuisd, zag(consulent, rabot), rabot)
    assert set(team_van(coordinator)) == {coordinator, collega, consulent, verhuisd}
    assert cijfers_van(coordinator, verhuisd).actief == 1


@pytest.mark.parametrize("aantal", [1, 3, 50])
def test_team_page_costs_the_same_queries_for_any_number_of_colleagues(
    als, coordinator, rabot, django_assert_num_queries, aantal
):
    for _ in range(aantal):
        medewerker = MedewerkerFactory(rol=Rol.CONSULENT, rol__werkpunt=rabot)
        begeleidt(medewerker, zag(medewerker, rabot), rabot)
    client = als(coordinator)
    with django_assert_num_queries(8):
        client.get("/caseload/team/")


def test_team_stands_in_the_order_of_the_house(coordinator, rabot):
    """Accents do not matter, and a particle stands behind the name it belongs to, as with people."""
    namen = ("Zaman", "Élias", "van den Berghe", "Edwards", "Abts")
    for naam in namen:
        MedewerkerFactory(voornaam="A", achternaam=naam, rol=Rol.CONSULENT, rol__werkpunt=rabot)
    gesorteerd = [wie.achternaam for wie in team_van(coordinator) if wie != coordinator]
    assert gesorteerd == sorted(namen, key=lambda naam: sorteervorm("A", naam))
    assert gesorteerd[:3] == ["Abts", "Edwards", "Élias"]


def test_team_page_says_who_is_away_and_until_when(als, coordinator, consulent, collega, rabot):
    geleden_ = Afwezigheid(medewerker=consulent, waarnemer=collega, van=geleden(9), tot=geleden(2))
    nu = Afwezigheid(medewerker=collega, waarnemer=consulent, van=geleden(2), tot=geleden(-3))
    for rij in (geleden_, nu):
        rij.ingegeven_door = coordinator
        rij.save()
    tekst = als(coordinator).get("/caseload/team/").content.decode()
    assert re.findall(r"([^<>]+) <small>afwezig tot ([^<]+)</small>", tekst) == [(str(collega), f"{nu.tot:%d/%m}")]
