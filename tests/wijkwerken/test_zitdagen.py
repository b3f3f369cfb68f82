"""Zitdagen: planning, a day that goes otherwise, visits, coverage and the proposal."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from kern.tijd import Periode, vandaag
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from werkpunten.models import Aanstelling, Adres, Contactmoment, Wijk
from wijkwerken import zittingen
from wijkwerken.models import Nood, Zitdagreeks
from wijkwerken.services import zitdagen

DINSDAG = date(2026, 11, 3)
NU = "2026-11-02 09:00+01:00"


@pytest.fixture
def zitter(wijkwerkconsulent, rabot):
    """Somebody who organises wijk-werken and works for Rabot."""
    Aanstelling.objects.create(
        medewerker=wijkwerkconsulent, werkpunt=rabot, rol="wijkwerkconsulent", van=date(2026, 1, 1)
    )
    return wijkwerkconsulent


def reeks(wie, werkpunt, **velden) -> Zitdagreeks:
    standaard = {
        "wijk": Wijk.objects.get(slug="bloemekenswijk"),
        "plaats": "De Verzonnen Kring",
        "werkpunt": werkpunt,
        "consulent": wie,
        "van": DINSDAG,
        "herhaling": "even",
        "begin": time(9),
        "einde": time(12),
    }
    return Zitdagreeks(**{**standaard, **velden})


def november(*, reeksen=None) -> list:
    return zittingen.zittingen(Periode.maand(DINSDAG), reeksen=reeksen)


@time_machine.travel(NU, tick=False)
def test_a_holiday_and_an_exception_take_a_day_out_or_give_it_to_a_colleague(zitter, coordinator, rabot):
    woensdag = zitdagen.bewaar(reeks(zitter, rabot, van=date(2026, 11, 4), herhaling="week"), door=zitter)
    zitdagen.zet_uitzondering(woensdag, date(2026, 11, 18), vervanger=None, reden="verlof", door=zitter)
    zitdagen.zet_uitzondering(woensdag, date(2026, 11, 25), vervanger=coordinator, reden="ziek", door=zitter)
    assert [(rij.dag.day, rij.waarom_niet, rij.consulent) for rij in november()] == [
        (4, "", zitter),
        (11, "Wapenstilstand", zitter),
        (18, "verlof", zitter),
        (25, "", coordinator),
    ]
    zitdagen.haal_uitzondering_weg(woensdag, date(2026, 11, 18), door=zitter)
    assert november()[2].gaat_door


@time_machine.travel(NU, tick=False)
def test_nobody_sits_in_two_places_on_one_day(zitter, coordinator, rabot):
    zitdagen.bewaar(reeks(zitter, rabot), door=zitter)
    with pytest.raises(ValidationError, match="Op 10/11/2026 zit deze collega al in De Verzonnen Kring"):
        zitdagen.bewaar(reeks(zitter, rabot, herhaling="week", plaats="Elders"), door=zitter)
    zitdagen.bewaar(reeks(zitter, rabot, herhaling="oneven", plaats="Elders"), door=zitter)
    ander = zitdagen.bewaar(reeks(coordinator, rabot, herhaling="week", plaats="Derde"), door=zitter)
    with pytest.raises(ValidationError, match="zit die dag al ergens anders"):
        zitdagen.zet_uitzondering(ander, DINSDAG, vervanger=zitter, reden="ruil", door=zitter)


@time_machine.travel(NU, tick=False)
def test_only_at_a_unit_where_one_works_and_only_by_who_organises(zitter, consulent, ledeberg, rabot):
    with pytest.raises(ValidationError, match="werkt op 03/11/2026 niet voor dat werkpunt"):
        zitdagen.bewaar(reeks(zitter, ledeberg), door=zitter)
    with pytest.raises(ValidationError, match="Enkel wie wijk-werken organiseert"):
        zitdagen.bewaar(reeks(zitter, rabot), door=consulent)


@time_machine.travel(NU, tick=False)
def test_a_schedule_that_began_keeps_where_its_visits_were(zitter, rabot):
    loopt = reeks(zitter, rabot, van=date(2026, 10, 27))
    loopt.save()
    loopt.herhaling = "week"
    with pytest.raises(ValidationError, match="al begonnen"):
        zitdagen.bewaar(loopt, door=zitter)
    loopt.herhaling, loopt.plaats, loopt.tot = "even", "Nieuwe zaal", date(2026, 12, 31)
    assert zitdagen.bewaar(loopt, door=zitter).plaats == "Nieuwe zaal"


@time_machine.travel("2026-11-26 09:00+01:00", tick=False)
def test_visits_are_the_contacts_of_that_day_logged_as_zitdag(zitter, coordinator, rabot):
    reeks(zitter, rabot).save()
    for wie, soort, dag in (
        (zitter, "zitdag", date(2026, 11, 10)),
        (zitter, "zitdag", date(2026, 11, 10)),
        (zitter, "bezoek", date(2026, 11, 10)),
        (coordinator, "zitdag", date(2026, 11, 10)),
        (zitter, "zitdag", date(2026, 11, 12)),
    ):
        Contactmoment.objects.create(werkpunt=rabot, medewerker=wie, soort=soort, dag=dag)
    assert [(rij.dag.day, rij.bezoeken) for rij in november()] == [(10, 2), (24, 0)]


def test_a_double_click_plans_once(zitter, rabot, client):
    client.force_login(zitter)
    velden = {
        "sleutel": "5f1f1c9e-3f1c-4a53-9d3c-7d9f7c1f6a11",
        "wijk": Wijk.objects.get(slug="bloemekenswijk").pk,
        "plaats": "De Kring",
        "werkpunt": rabot.pk,
        "consulent": zitter.pk,
        "van": f"{vandaag():%Y-%m-%d}",
        "herhaling": "week",
        "begin": "09:00",
        "einde": "12:00",
    }
    antwoorden = [client.post(reverse("wijkwerken:zitdag-create"), velden) for _ in range(2)]
    een = Zitdagreeks.objects.get()
    assert [antwoord.headers["Location"] for antwoord in antwoorden] == [een.get_absolute_url()] * 2
    assert client.get(een.get_absolute_url()).status_code == 200


def woont(wijk: str, *, gezien_dagen: int | None) -> None:
    persoon = WerkzoekendeFactory()
    Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug=wijk))
    laatste = None if gezien_dagen is None else vandaag() - timedelta(days=gezien_dagen)
    type(persoon).objects.ongefilterd("test").filter(pk=persoon.pk).update(laatste_contact=laatste)


def test_the_proposal_puts_the_belt_first_and_says_why(zitter, rabot):
    for _ in range(12):
        woont("drongen", gezien_dagen=None)  # outside the belt, though most is to be won there
    for _ in range(11):
        woont("moscou-vogelhoek", gezien_dagen=400)
    woont("moscou-vogelhoek", gezien_dagen=10)
    Nood.objects.create(wijk=Wijk.objects.get(slug="moscou-vogelhoek"), wat="Zwerfvuil", door=zitter)
    rijen = zittingen.dekking(zitter)
    beste = zittingen.voorstel(rijen)[0]
    assert len(rijen) == Wijk.objects.filter(soort="gent").count() == 25
    assert (beste.wijk.slug, beste.woont, beste.niet_gezien) == ("moscou-vogelhoek", 12, 11)
    assert beste.reden == (
        "Deze wijk ligt in de negentiende-eeuwse gordel, er is geen werkpunt en de volgende vier weken geen zitdag, "
        "ongeveer 10 van de mensen die er wonen, zagen we een jaar lang niet en 1 nood staat open."
    )
    assert not any(rij.wijk.slug == "rabot-blaisantvest" for rij in zittingen.voorstel(rijen))


def test_a_planned_zitdag_takes_a_wijk_out_of_the_proposal(zitter, rabot):
    woont("bloemekenswijk", gezien_dagen=None)
    assert zittingen.voorstel(zittingen.dekking(zitter))[0].wijk.slug == "bloemekenswijk"
    zitdagen.bewaar(reeks(zitter, rabot, van=vandaag(), herhaling="week"), door=zitter)
    rijen = zittingen.dekking(zitter)
    assert "bloemekenswijk" not in {rij.wijk.slug for rij in zittingen.voorstel(rijen)}
    assert next(rij for rij in rijen if rij.wijk.slug == "bloemekenswijk").zitdagen >= 3


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_calendar_takes_a_fixed_number_of_queries(
    zitter, coordinator, rabot, client, aantal, django_assert_num_queries
):
    maandag = vandaag() - timedelta(days=vandaag().weekday() + 7)  # also some that are over, whatever day it is
    for dag in range(aantal):
        reeks(zitter, rabot, van=maandag + timedelta(days=dag), herhaling="week").save()
    ContactmomentFactory(werkpunt=rabot, door=zitter)
    client.force_login(zitter)
    with django_assert_num_queries(10):
        client.get(reverse("wijkwerken:zitdag-list"))
    with django_assert_num_queries(17):
        client.get(reverse("wijkwerken:zitdag-dekking"))
