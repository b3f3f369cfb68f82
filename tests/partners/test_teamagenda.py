"""Meetings of case teams stand in the agenda of their members, and what their hours meet is told first."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from partners.models import Teamoverleg
from partners.services import teams
from tests.factories.outreach import RondeFactory
from tests.factories.partners import team_van
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory
from werkpunten import ical
from werkpunten.agenda import bezet

pytestmark = pytest.mark.usefixtures("_nu")
DAG = "2026-11-24"


@pytest.fixture
def _nu():
    with time_machine.travel(datetime.datetime(2026, 11, 23, 9, tzinfo=timezone.get_default_timezone()), tick=False):
        yield


def om(uur, minuut=0):
    return datetime.datetime(2026, 11, 24, uur, minuut, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def team(persoon, compaan, partnermedewerker, rabot, consulent):
    return team_van(persoon, partnermedewerker, werkpunt=rabot, door=consulent, gegevens=["naam"])


@pytest.fixture
def overleg(team, consulent):
    nieuw = Teamoverleg(team=team, begin=om(11, 15), minuten=60, plaats="Buurthuis")
    return teams.plan_overleg(nieuw, door=consulent)


def plan(client, team, **velden):
    vast = {"doe": "plan", "sleutel": "6f6c6f6c-0000-4000-8000-000000000001", "plaats": "Rabot", "dag": DAG}
    return client.post(team.get_absolute_url(), {**vast, "uur": "11:15", "minuten": 60, **velden})


def aantal():
    return Teamoverleg.objects.ongefilterd("test").count()


@pytest.mark.parametrize("adres", ["/agenda/?dag=2026-11-24", "/agenda/week/?dag=2026-11-24"])
def test_a_meeting_stands_in_the_agenda_of_each_member_and_of_nobody_else(als, overleg, consulent, collega, adres):
    tekst = als(consulent).get(adres).content.decode()
    assert (overleg.get_absolute_url() in tekst, "Kanarie, Elif" in tekst, "Buurthuis" in tekst) == (True, True, True)
    assert "casusteam" not in als(collega).get(adres).content.decode().split("</nav>")[-1]
    teams.gelast_af(overleg, door=consulent)
    assert overleg.get_absolute_url() not in als(consulent).get(adres).content.decode()


def test_who_does_not_see_the_file_sees_only_that_the_hour_is_taken(als, overleg, consulent, coordinator):
    overleg.team.werkzoekende.betrokkenheden.ongefilterd("test").filter(organisatie=None, medewerker=None).update(
        tot=timezone.now()
    )
    tekst = als(coordinator).get(f"/agenda/?dag={DAG}&wie={consulent.pk}").content.decode()
    assert ("11:15–12:15 bezet" in tekst, "Kanarie" in tekst, "Buurthuis" in tekst) == (True, False, False)


def test_a_meeting_over_an_appointment_is_asked_about_first(als, team, consulent, partnermedewerker, rabot):
    ander = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    AfspraakFactory(werkzoekende=ander, medewerker=consulent, werkpunt=rabot, begin=om(11), einde=om(12))
    antwoord = plan(als(consulent), team)
    zin = f"{consulent.korte_naam} heeft dan al een afspraak (11.00–12.00 uur)"
    assert (antwoord.status_code, aantal()) == (422, 0)
    assert f"{zin} met {ander.naam}." in antwoord.content.decode()
    van_partner = plan(als(partnermedewerker), team).content.decode()
    assert (f"{zin}." in van_partner, ander.achternaam in van_partner) == (True, False)
    assert (plan(als(consulent), team, toch="on").status_code, aantal()) == (302, 1)


@pytest.mark.parametrize(("uur", "minuten", "status"), [("12:00", 60, 302), ("10:30", 30, 302), ("10:30", 45, 422)])
def test_hours_that_only_touch_meet_nothing(als, team, consulent, rabot, uur, minuten, status):
    ander = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    AfspraakFactory(werkzoekende=ander, medewerker=consulent, werkpunt=rabot, begin=om(11), einde=om(12))
    assert plan(als(consulent), team, uur=uur, minuten=minuten).status_code == status


def test_the_person_who_comes_along_has_an_appointment_then(als, team, persoon, consulent, collega, rabot):
    AfspraakFactory(werkzoekende=persoon, medewerker=collega, werkpunt=rabot, begin=om(11), einde=om(12))
    zin = "Kanarie, Elif heeft dan al een afspraak (11.00–12.00 uur)."
    assert zin in plan(als(consulent), team, persoon_erbij="on").content.decode()
    assert plan(als(consulent), team).status_code == 302


def test_what_the_person_has_then_is_told_in_order(als, team, persoon, consulent, collega, rabot):
    for begin, einde in ((om(11, 45), om(12, 15)), (om(11), om(11, 30))):
        AfspraakFactory(werkzoekende=persoon, medewerker=collega, werkpunt=rabot, begin=begin, einde=einde)
    assert plan(als(consulent), team, persoon_erbij="on").context["plan"].waarschuwingen == [
        f"Kanarie, Elif heeft dan al een afspraak ({uren} uur)." for uren in ("11.00–11.30", "11.45–12.15")
    ]


def test_an_appointment_over_a_meeting_or_a_round_is_asked_about_first(als, overleg, consulent, rabot):
    RondeFactory(werkpunt=rabot, medewerkers=[consulent], dag=om(0).date(), van="11:00", tot="13:00")
    ander = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    velden = {"dag": DAG, "van": "12:00", "minuten": 30, "medewerker": consulent.pk, "werkpunt": rabot.slug}
    velden |= {"plaats": "werkpunt", "onderwerp": "vacature", "sleutel": "6f6c6f6c-0000-4000-8000-000000000003"}
    antwoord = als(consulent).post(f"{ander.get_absolute_url()}afspraak/", velden)
    tekst, wie = antwoord.content.decode(), consulent.korte_naam
    assert (antwoord.status_code, antwoord.context["form"].errors) == (422, {})
    assert f"{wie} heeft dan al een overleg van een casusteam (11.15–12.15 uur) met Kanarie, Elif." in tekst
    assert f"{wie} heeft dan al een ronde outreach (11.00–13.00 uur)." in tekst


def test_the_calendar_file_holds_meetings_without_a_name(overleg, consulent):
    inhoud = ical.stroom(consulent, "https://wp.test").decode()
    assert f"SUMMARY:Overleg van een casusteam ({overleg.team.werkpunt})" in inhoud
    assert ("DTSTART:20261124T101500Z" in inhoud, "Kanarie" in inhoud, "Buurthuis" in inhoud) == (True, False, False)


def test_staff_of_a_partner_are_taken_too(overleg, consulent, partnermedewerker, collega):
    [rij] = bezet(om(12), om(13), medewerkers=[consulent, partnermedewerker, collega])
    assert rij.medewerkers == {consulent.pk, partnermedewerker.pk}
    assert bezet(om(12, 15), om(13), medewerkers=[consulent]) == []
