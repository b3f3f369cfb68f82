"""Who takes over: places that come open as the database knows them, and a successor agreed."""

import uuid
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from kern.tijd import Periode
from tests.factories.wijkwerkers import begonnen, bekend, gebruiker, moment, opdracht
from wijkwerken.continuiteit import Keuzes
from wijkwerken.models import Beurt, Tevredenheid, Toewijzing
from wijkwerken.opvolging import Continuiteit
from wijkwerken.regels import Blok
from wijkwerken.services import planning
from wijkwerken.services.opvolging import Opvolging, bevestig

NU = date(2026, 5, 4)
LAATSTE = date(2026, 6, 9)
WEKEN = Periode(NU, NU + timedelta(weeks=13))


@pytest.fixture(autouse=True)
def _vandaag():
    with time_machine.travel("2026-05-04T08:00:00+02:00", tick=False):
        yield


@pytest.fixture
def koen(rabot, coordinator):
    """His term ends on 9 June."""
    return begonnen(bekend(coordinator, rabot, voornaam="Koen"), door=coordinator, van=date(2025, 6, 10))


@pytest.fixture
def an(rabot, coordinator):
    return begonnen(bekend(coordinator, rabot, voornaam="An"), door=coordinator, van=date(2026, 3, 1))


@pytest.fixture
def werk(coordinator):
    """Every Monday morning, for one worker."""
    return opdracht(coordinator, soort="herhaald", plaatsen=1)


def zet_op(wie, werk, door, van=date(2026, 4, 1), **velden):
    toewijzing = Toewijzing(opdracht=werk, wijkwerker=wie, van=van, **velden)
    return planning.wijs_toe(toewijzing, blokken=[], door=door)[0]


def test_the_place_of_who_reaches_the_end_of_the_term_comes_open_with_a_successor(koen, an, werk, coordinator):
    weg = zet_op(koen, werk, coordinator)
    zet_op(an, werk, coordinator, van=date(2026, 3, 2), tot=date(2026, 3, 31))
    beeld = Continuiteit(coordinator, WEKEN)
    [rij] = beeld.open
    assert (rij.vertrekt, rij.laatste_dag, rij.waarom) == (weg, LAATSTE, "einde van de termijn")
    voorstel = beeld.plan().voorstellen[weg.pk]
    assert voorstel.kandidaat.sleutel == an.pk
    assert voorstel.redenen[0].tekst == "werkte hier eerder"
    assert beeld.plan(Keuzes(zonder=frozenset({an.pk}))).voorstellen == {}


def test_a_place_without_anybody_is_open_today_and_one_with_a_successor_is_not(an, koen, werk, coordinator):
    assert [(rij.plaats.vanaf, rij.waarom) for rij in Continuiteit(coordinator, WEKEN).open] == [(NU, "nog niemand")]
    zet_op(koen, werk, coordinator, tot=LAATSTE)
    zet_op(an, werk, coordinator, van=LAATSTE + timedelta(days=1))
    assert Continuiteit(coordinator, WEKEN).open == []


def test_where_it_did_not_work_out_somebody_is_not_proposed_again(koen, an, werk, coordinator):
    weg = zet_op(koen, werk, coordinator)
    was = zet_op(an, werk, coordinator, van=date(2026, 3, 2), tot=date(2026, 3, 31))
    Tevredenheid.objects.create(
        toewijzing=was, werkzoekende=an.werkzoekende, van_wie="gebruiker", score=1, dag=NU, door=coordinator
    )
    beeld = Continuiteit(coordinator, WEKEN)
    assert beeld.open[0].vertrekt == weg
    assert beeld.plan().voorstellen == {}


def test_agreeing_plans_the_visit_together_and_the_place_once(koen, an, werk, coordinator):
    weg, sleutel = zet_op(koen, werk, coordinator), uuid.uuid4()
    samen = Blok(moment(date(2026, 6, 8), 9), moment(date(2026, 6, 8), 12))
    afspraak = Opvolging(werk, an, van=date(2026, 6, 10), vertrekt=weg, laatste_dag=LAATSTE, overlap=samen)
    for _ in range(2):
        bevestig(afspraak, sleutel=sleutel, door=coordinator)
    rijen = Toewijzing.objects.ongefilterd("test").filter(wijkwerker=an).order_by("van")
    assert [(rij.rol, rij.van, rij.tot) for rij in rijen] == [
        ("invaller", date(2026, 6, 8), date(2026, 6, 8)),
        ("vast", date(2026, 6, 10), an.termijn_tot),
    ]
    weg.refresh_from_db()
    assert weg.tot == LAATSTE
    beurten = Beurt.objects.ongefilterd("test").filter(wijkwerker=an).order_by("begin")
    assert [beurt.begin.date() for beurt in beurten] == [
        date(2026, 6, 8),
        date(2026, 6, 15),
        date(2026, 6, 22),
        date(2026, 6, 29),
        date(2026, 7, 6),
    ]
    assert Continuiteit(coordinator, WEKEN).open == []


def test_who_was_agreed_until_a_day_may_stay_and_keeps_the_place_as_long_as_the_term(an, koen, werk, coordinator):
    """No colleague instead: the same assignment lasts longer, and its turns stand in the planning once."""
    weg = zet_op(an, werk, coordinator, tot=LAATSTE)
    zet_op(koen, werk, coordinator, van=date(2026, 3, 2), tot=date(2026, 3, 31))
    beeld = Continuiteit(coordinator, WEKEN)
    [rij] = beeld.open
    assert (rij.waarom, rij.plaats.kan_blijven) == ("toewijzing loopt af", True)
    voorstel = beeld.plan().voorstellen[weg.pk]
    assert (voorstel.kandidaat.sleutel, voorstel.redenen[0].tekst) == (an.pk, "kan gewoon blijven")
    for _ in range(2):
        bevestig(Opvolging(werk, an, van=date(2026, 6, 10), vertrekt=weg), sleutel=uuid.uuid4(), door=coordinator)
    [rij] = Toewijzing.objects.ongefilterd("test").filter(wijkwerker=an)
    assert (rij.pk, rij.van, rij.tot) == (weg.pk, date(2026, 4, 1), an.termijn_tot)
    assert Beurt.objects.ongefilterd("test").filter(toewijzing=rij).count() == 4
    assert Continuiteit(coordinator, WEKEN).open == []


@pytest.mark.parametrize(
    ("velden", "waarom"),
    [({"tot": LAATSTE}, "einde van de termijn"), ({"tot": date(2026, 6, 1), "einde_reden": "wil weg"}, "wil weg")],
)
def test_who_reaches_the_term_or_wants_to_leave_does_not_stay(koen, werk, coordinator, velden, waarom):
    zet_op(koen, werk, coordinator, **velden)
    beeld = Continuiteit(coordinator, WEKEN)
    assert [(rij.waarom, rij.plaats.kan_blijven) for rij in beeld.open] == [(waarom, False)]
    assert beeld.plan().voorstellen == {}


def test_staying_is_agreed_on_the_screen(client, an, werk, coordinator):
    weg = zet_op(an, werk, coordinator, tot=LAATSTE)
    client.force_login(coordinator)
    antwoord = client.get(reverse("wijkwerken:continuiteit"))
    assert "bij 1 kan wie er werkt gewoon blijven" in antwoord.text
    adres = antwoord.context["rijen"][0].wie.kies_url
    form = client.get(adres).context["form"]
    assert list(form.fields) == ["sleutel", "van", "reden"]
    assert client.post(adres, {naam: str(form[naam].value() or "") for naam in form.fields}).status_code == 302
    weg.refresh_from_db()
    assert weg.tot == an.termijn_tot


def test_the_place_that_somebody_else_has_by_now_is_not_kept(an, koen, werk, coordinator):
    weg = zet_op(an, werk, coordinator, tot=LAATSTE - timedelta(days=1))
    zet_op(koen, werk, coordinator, van=LAATSTE)
    with pytest.raises(ValidationError, match="geen vaste plaats meer"):
        bevestig(Opvolging(werk, an, van=LAATSTE, vertrekt=weg), sleutel=uuid.uuid4(), door=coordinator)
    weg.refresh_from_db()
    assert weg.tot == LAATSTE - timedelta(days=1)


def test_what_the_rules_refuse_leaves_everything_as_it_was(koen, an, werk, coordinator):
    weg = zet_op(koen, werk, coordinator)
    ander = opdracht(coordinator, gebruiker=werk.gebruiker, titel="Elders", soort="herhaald", plaatsen=1)
    bezet = Blok(moment(date(2026, 6, 15), 10), moment(date(2026, 6, 15), 11))
    planning.wijs_toe(
        Toewijzing(opdracht=ander, wijkwerker=an, van=NU, tot=date(2026, 7, 1)), blokken=[bezet], door=coordinator
    )
    with pytest.raises(ValidationError, match="Overlapt met Elders"):
        bevestig(
            Opvolging(werk, an, van=date(2026, 6, 10), vertrekt=weg, laatste_dag=LAATSTE),
            sleutel=uuid.uuid4(),
            door=coordinator,
        )
    weg.refresh_from_db()
    assert weg.tot is None


@pytest.mark.parametrize("plaatsen", [1, 3])
def test_the_screen_asks_as_much_for_one_place_as_for_three(
    client, koen, an, coordinator, plaatsen, django_assert_num_queries
):
    klant = gebruiker()
    for nummer in range(plaatsen):
        uren = ((nummer + 1, time(9), time(12)),)
        zet_op(
            koen,
            opdracht(
                coordinator, gebruiker=klant, titel=f"Werk {nummer}", soort="herhaald", plaatsen=1, momenten=uren
            ),
            coordinator,
        )
    client.force_login(coordinator)
    with django_assert_num_queries(22):
        antwoord = client.get(reverse("wijkwerken:continuiteit"))
    assert len(antwoord.context["rijen"]) == plaatsen
    assert [rij.wie.wijkwerker for rij in antwoord.context["rijen"]] == [an] * plaatsen


def test_a_what_if_says_what_changes_and_keeps_nothing(client, koen, an, werk, coordinator):
    weg = zet_op(koen, werk, coordinator)
    client.force_login(coordinator)
    adres = reverse("wijkwerken:continuiteit")
    antwoord = client.get(adres, {"zonder": an.pk})
    assert "1 plaats krijgt iemand anders dan in het voorstel" in antwoord.text
    assert antwoord.context["rijen"][0].wie is None
    antwoord = client.get(adres, {"vast": f"{weg.pk}:{an.pk}"})
    assert "Er verandert niets aan het voorstel" in antwoord.text
    assert Toewijzing.objects.ongefilterd("test").count() == 1


def test_agreeing_on_the_screen(client, koen, an, werk, coordinator):
    weg = zet_op(koen, werk, coordinator)
    client.force_login(coordinator)
    rij = client.get(reverse("wijkwerken:continuiteit")).context["rijen"][0]
    assert rij.wie.samen[0] == date(2026, 6, 8)
    form = client.get(rij.wie.kies_url).context["form"]
    velden = {naam: form[naam].value() for naam in form.fields}
    assert (velden["van"], velden["overlap_dag"]) == (date(2026, 6, 10), date(2026, 6, 8))
    antwoord = client.post(rij.wie.kies_url, {naam: str(waarde or "") for naam, waarde in velden.items()})
    assert antwoord.status_code == 302, antwoord.context["form"].errors
    weg.refresh_from_db()
    assert weg.tot == LAATSTE
    assert client.get(reverse("wijkwerken:continuiteit")).context["rijen"] == []


def test_the_start_page_names_who_stops_soon_without_a_successor(client, koen, an, werk, coordinator):
    zet_op(koen, werk, coordinator, tot=NU + timedelta(days=28))
    client.force_login(coordinator)
    assert "Wijk-werken zonder opvolger (1)" in client.get("/").text
    zet_op(an, werk, coordinator, van=NU + timedelta(days=29))
    assert "zonder opvolger" not in client.get("/").text


@pytest.mark.parametrize(("vraag", "weken"), [({}, 13), ({"weken": "8"}, 8)])
def test_the_screen_says_how_far_it_looks(client, coordinator, vraag, weken):
    client.force_login(coordinator)
    antwoord = client.get(reverse("wijkwerken:continuiteit"), vraag)
    assert f'<option value="{weken}" selected>' in antwoord.text
