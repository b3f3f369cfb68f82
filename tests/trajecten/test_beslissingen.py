"""What a case team decided becomes a step of the plan in one click, and both say the same from then on."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kern.tijd import vandaag
from partners.models import Beslissing, Teamlid, Teamoverleg
from partners.services import teams
from tests.factories.partners import PartnerFactory, team_van
from tests.trajecten.test_plan import STRAKS, doel, persoon, traject
from tests.trajecten.test_trajecten import sluit
from trajecten import plan
from trajecten.models import Plandoel, Stap, Trajectverloop

__all__ = ["doel", "persoon", "traject"]


@pytest.fixture
def compaan(partnermedewerker):
    return PartnerFactory(organisatie=partnermedewerker.organisatie)


@pytest.fixture
def team(persoon, compaan, partnermedewerker, rabot, consulent):
    return team_van(persoon, partnermedewerker, werkpunt=rabot, door=consulent, gegevens=["naam"])


@pytest.fixture
def beslis(team, consulent):
    nieuw = Teamoverleg(team=team, begin=timezone.now() + timedelta(minutes=5), plaats="Rabot")
    overleg = teams.plan_overleg(nieuw, door=consulent)

    def beslis(wie, tekst="Kinderopvang zoeken", tegen=STRAKS):
        lid = Teamlid.objects.ongefilterd("test").get(team=team, medewerker=wie)
        return teams.beslis(overleg, tekst=tekst, wie=lid, tegen=tegen, door=consulent)

    return beslis


def stappen():
    return list(Stap.objects.ongefilterd("test").order_by("pk"))


def staat(rij):
    rij.refresh_from_db()
    return rij.status


def test_in_one_click_and_once(als, team, beslis, doel, consulent):
    beslissing, client = beslis(consulent), als(consulent)
    adres = f"/casusteams/{team.uuid}/plan/"
    assert f'hx-get="{adres}"' in client.get(team.get_absolute_url()).content.decode()
    velden = {"beslissing": beslissing.pk, "doel": doel.pk}
    assert re.findall(r"Zet in het plan", client.get(adres, headers={"HX-Request": "true"}).content.decode()) != []
    for _ in range(2):
        antwoord = client.post(adres, velden)
        assert (antwoord.status_code, antwoord.url) == (302, team.get_absolute_url())
    [stap] = stappen()
    assert (stap.doel, stap.wat, stap.medewerker, stap.organisatie, stap.tegen, stap.status) == (
        *(doel, "Kinderopvang zoeken", consulent, None),
        *(STRAKS, "niet_gestart"),
    )
    inhoud = client.get(adres, headers={"HX-Request": "true"}).content.decode()
    assert ("Zet in het plan" in inhoud, "nog niet gestart" in inhoud, "<html" in inhoud) == (False, True, False)


def test_a_button_for_each_goal_and_none_without_an_open_trajectory(als, team, beslis, doel, traject, consulent):
    beslis(consulent)
    plan.bewaar_doel(Plandoel(traject=traject, tekst="Beter Nederlands"), door=consulent)

    def knoppen():
        return als(consulent).get(f"/casusteams/{team.uuid}/plan/").content.decode().count('name="doel"')

    assert knoppen() == 2
    sluit(traject, consulent, begeleiding_stopt=False)
    assert knoppen() == 0


def test_what_a_partner_does_is_a_step_of_their_organisation(beslis, doel, partnermedewerker, consulent):
    stap = plan.zet_in_plan(beslis(partnermedewerker), doel, door=consulent)
    assert (stap.medewerker, stap.organisatie) == (None, partnermedewerker.organisatie)


def test_a_decision_that_is_late_keeps_its_day(beslis, doel, consulent):
    beslissing = beslis(consulent)
    gisteren = vandaag() - timedelta(days=1)
    Beslissing.objects.ongefilterd("test").update(tegen=gisteren)
    assert plan.zet_in_plan(beslissing, doel, door=consulent).tegen == gisteren


@pytest.mark.parametrize(
    ("beslist", "stap_wordt"), [("gedaan", "klaar"), ("vervallen", "vervalt"), ("open", "niet_gestart")]
)
def test_the_step_follows_the_team(beslis, doel, traject, partnermedewerker, consulent, beslist, stap_wordt):
    beslissing = beslis(partnermedewerker)
    stap = plan.zet_in_plan(beslissing, doel, door=consulent)
    for naar in ("gedaan", beslist):
        teams.zet_beslissing(beslissing, naar, door=partnermedewerker)
    assert (staat(stap), staat(beslissing)) == (stap_wordt, beslist)
    gebeurd = Trajectverloop.objects.ongefilterd("test").filter(traject=traject, soort="stap")
    assert [(rij.tekst, rij.door) for rij in gebeurd] == [("Kinderopvang zoeken", partnermedewerker)]


@pytest.mark.parametrize(("stap_wordt", "beslist"), [("klaar", "gedaan"), ("vervalt", "vervallen"), ("bezig", "open")])
def test_the_team_follows_the_step(beslis, doel, consulent, stap_wordt, beslist):
    beslissing = beslis(consulent)
    stap = plan.zet_in_plan(beslissing, doel, door=consulent)
    stap.status = stap_wordt
    plan.bewaar_stap(stap, door=consulent)
    assert (staat(stap), staat(beslissing)) == (stap_wordt, beslist)


def test_after_the_team_stopped_the_step_goes_on_alone(team, beslis, doel, consulent):
    beslissing = beslis(consulent)
    stap = plan.zet_in_plan(beslissing, doel, door=consulent)
    teams.stop(team, besluit="Ze heeft werk", door=consulent)
    stap.refresh_from_db()
    stap.status = "klaar"
    plan.bewaar_stap(stap, door=consulent)
    assert (staat(stap), staat(beslissing)) == ("klaar", "vervallen")


def test_in_a_closed_trajectory_nothing_changes(beslis, doel, traject, consulent):
    beslissing = beslis(consulent)
    stap = plan.zet_in_plan(beslissing, doel, door=consulent)
    sluit(traject, consulent, begeleiding_stopt=False)
    teams.zet_beslissing(beslissing, "gedaan", door=consulent)
    assert (staat(stap), staat(beslissing)) == ("niet_gestart", "gedaan")


def test_what_was_done_meanwhile_and_strangers_are_refused(als, team, beslis, doel, consulent, vreemde):
    beslissing = beslis(consulent)
    teams.zet_beslissing(beslissing, "gedaan", door=consulent)
    with pytest.raises(ValidationError, match="ondertussen afgehandeld"):
        plan.zet_in_plan(beslissing, doel, door=consulent)
    with pytest.raises(ValidationError, match="Je kan dit dossier niet wijzigen"):
        plan.zet_in_plan(beslissing, doel, door=vreemde)
    assert als(vreemde).get(f"/casusteams/{team.uuid}/plan/").status_code == 404
    velden = {"beslissing": beslissing.pk, "doel": doel.pk}
    assert als(consulent).post(f"/casusteams/{team.uuid}/plan/", velden).status_code == 422
    assert stappen() == []
