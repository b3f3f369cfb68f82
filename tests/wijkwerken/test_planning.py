"""Putting workers on assignments: what is planned, moved, off, worked and corrected, and what the counters say."""

import uuid
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction

from tests.factories.toegang import MedewerkerFactory
from tests.factories.wijkwerkers import begonnen, bekend, blok, gebruiker, gepland, moment, opdracht
from toegang.rollen import Rol
from trajecten.models import Module
from werkpunten.models import Wijk
from wijkwerken.models import (
    Activiteit,
    Afwijking,
    Beurt,
    Buurtbeheercluster,
    Gemeente,
    Opdracht,
    Prestatie,
    Toewijzing,
    Urenteller,
)
from wijkwerken.regels import Blok
from wijkwerken.services import gebruikers, opdrachten, planning, prestaties
from wijkwerken.services.planning import NietToegelaten

NU = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def _vandaag():
    with time_machine.travel("2026-05-31T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def koen(rabot, coordinator):
    return begonnen(bekend(coordinator, rabot), door=coordinator, van=date(2026, 1, 1))


@pytest.fixture
def werk(coordinator):
    return opdracht(coordinator)


def stand(koen):
    """(planned, worked, to put right) in hours, of May and of the year."""
    tellers = Urenteller.objects.ongefilterd("test").filter(werkzoekende=koen.werkzoekende_id)
    per = {(t.code, t.begin): (t.gepland / 60, t.gewerkt / 60, t.te_regulariseren / 60) for t in tellers}
    return per.get(("uren_maand", date(2026, 5, 1))), per.get(("uren_jaar", date(2026, 1, 1)))


def dagen(aantal, uren=10, vanaf=date(2026, 5, 1)):
    return [blok(vanaf + timedelta(days=nummer), 8, 8 + uren) for nummer in range(aantal)]


def werkte(toewijzing, stuk, door, **velden):
    rij = Prestatie(toewijzing=toewijzing, begin=stuk.begin, einde=stuk.einde, **velden)
    return prestaties.registreer(rij, door=door)


def test_sixty_hours_pass_and_a_quarter_more_does_not(koen, werk, coordinator):
    toewijzing = gepland(koen, werk, *dagen(6), door=coordinator, tot=date(2026, 5, 31))
    assert stand(koen) == ((60, 0, 0), (60, 0, 0))
    kwartier = Blok(moment(date(2026, 5, 20), 9), moment(date(2026, 5, 20), 9, 15))
    with pytest.raises(NietToegelaten, match=r"60,25 uur in 05/2026 \(grens 60\)") as fout:
        planning.plan_beurten(toewijzing, blokken=[kwartier], door=coordinator, reden="Het moet echt vandaag")
    assert not fout.value.mag_afwijken
    assert stand(koen)[0] == (60, 0, 0)


def test_a_cancelled_turn_frees_its_hours(koen, werk, coordinator):
    toewijzing = gepland(koen, werk, *dagen(6), door=coordinator, tot=date(2026, 5, 31))
    beurt = Beurt.objects.ongefilterd("test").earliest("begin")
    for _ in range(2):
        planning.zeg_af(beurt, reden="ziek", door=coordinator)
    assert stand(koen)[0] == (50, 0, 0)
    planning.plan_beurten(toewijzing, blokken=[blok(date(2026, 5, 20), 8, 18)], door=coordinator)
    assert stand(koen)[0] == (60, 0, 0)


def test_overlap_is_refused_and_named(koen, werk, coordinator):
    gepland(koen, werk, blok(NU), door=coordinator)
    ander = opdracht(coordinator, titel="Stoepen vegen", gebruiker=werk.gebruiker)
    with pytest.raises(NietToegelaten, match="Overlapt met Maaltijden verdelen"):
        gepland(koen, ander, blok(NU, 11, 13), door=coordinator)
    gepland(koen, ander, blok(NU, 12, 13), door=coordinator)


def test_the_database_refuses_an_overlap_too(koen, werk, coordinator):
    toewijzing = gepland(koen, werk, blok(NU), door=coordinator)
    velden = {"toewijzing": toewijzing, "wijkwerker": koen, "werkzoekende_id": koen.werkzoekende_id}
    with pytest.raises(IntegrityError, match="beurt_geen_overlap"), transaction.atomic():
        Beurt.objects.create(**velden, begin=moment(NU, 11), einde=moment(NU, 13), door=coordinator)


def test_the_database_refuses_more_than_the_limit_and_room_that_is_not_there(koen, werk, coordinator):
    gepland(koen, werk, *dagen(6), door=coordinator)
    tellers = Urenteller.objects.ongefilterd("test").filter(code="uren_maand")
    with pytest.raises(IntegrityError, match="urenteller_binnen_grens"), transaction.atomic():
        tellers.update(gepland=3601)
    with pytest.raises(IntegrityError, match="urenteller_eerst_vol"), transaction.atomic():
        tellers.update(gepland=3500, te_regulariseren=10)


@pytest.mark.parametrize(
    ("dag", "tekst", "mag"),
    [(date(2027, 1, 1), r"De termijn eindigt op 31/12/2026", True), (date(2025, 12, 31), "geen wijk-werkov", False)],
)
def test_outside_the_term_or_an_agreement(koen, werk, coordinator, dag, tekst, mag):
    with pytest.raises(NietToegelaten, match=tekst) as fout:
        gepland(koen, werk, blok(dag), door=coordinator)
    assert fout.value.mag_afwijken is mag


def test_only_a_coordinator_plans_outside_the_territory_and_the_reason_is_kept(koen, coordinator, wijkwerkconsulent):
    elders = opdracht(coordinator, gemeente=Gemeente.objects.get(slug="lochristi"))
    toewijzing = Toewijzing(opdracht=elders, wijkwerker=koen, van=NU, tot=NU)
    reden = "Woont op de grens met Gent"
    with pytest.raises(NietToegelaten, match="buiten het werkgebied"):
        planning.wijs_toe(toewijzing, blokken=[blok(NU)], door=wijkwerkconsulent, reden=reden)
    planning.wijs_toe(toewijzing, blokken=[blok(NU)], door=coordinator, reden=reden)
    (afwijking,) = Afwijking.objects.ongefilterd("test")
    assert (afwijking.code, afwijking.reden, afwijking.toewijzing) == ("gebied", reden, toewijzing)


def test_a_customer_without_an_agreement_on_that_day(koen, coordinator):
    klant = gebruiker()
    werk = opdracht(coordinator, gebruiker=klant)
    klant.overeenkomsten.ongefilterd("test").update(tot=NU - timedelta(days=1))
    with pytest.raises(NietToegelaten, match="geen gebruikersovereenkomst"):
        gepland(koen, werk, blok(NU), door=coordinator)


def test_a_fee_that_was_not_paid_warns(koen, coordinator):
    werk = opdracht(coordinator, gebruiker=gebruiker(jaren=range(2018, 2026)))
    assert [o.tekst for o in planning.toets(koen, werk, [blok(NU)])] == [
        "Het inschrijvingsgeld van 2026 is nog niet betaald."
    ]


def test_an_activity_that_is_not_for_this_kind_of_customer(coordinator):
    prive = gebruiker(type="prive", achternaam="Voorbeeld", voornaam="Rita")
    with pytest.raises(ValidationError, match=r"mag|niet toe|niet in de lijst"):
        opdracht(coordinator, gebruiker=prive, activiteit=Activiteit.objects.get(naam="Busbegeleiding"))


def test_an_activity_only_after_its_training(koen, coordinator):
    module = Module.objects.get(naam="Tuinonderhoud")
    Activiteit.objects.filter(naam="Maaltijdbedeling").update(opleiding=module, opleiding_verplicht=True)
    with pytest.raises(NietToegelaten, match="mag pas na de opleiding Tuinonderhoud"):
        gepland(koen, opdracht(coordinator), blok(NU), door=coordinator)


def test_three_places_and_no_fourth_but_a_substitute(rabot, werk, coordinator):
    mensen = [begonnen(bekend(coordinator, rabot), door=coordinator, van=date(2026, 1, 1)) for _ in range(4)]
    for koen in mensen[:3]:
        gepland(koen, werk, door=coordinator, van=NU, tot=NU)
    with pytest.raises(ValidationError, match="geen vaste plaats meer"):
        gepland(mensen[3], werk, door=coordinator, van=NU, tot=NU)
    gepland(mensen[3], werk, blok(NU), door=coordinator, van=NU, tot=NU, rol="invaller")


def test_moving_a_turn_takes_the_hours_along(koen, werk, coordinator):
    gepland(koen, werk, *dagen(6), door=coordinator, tot=date(2026, 6, 30))
    beurt = Beurt.objects.ongefilterd("test").earliest("begin")
    planning.verplaats(beurt, blok=blok(date(2026, 5, 20), 8, 18), door=coordinator)
    assert stand(koen)[0] == (60, 0, 0)
    planning.verplaats(beurt, blok=blok(date(2026, 6, 1), 8, 18), door=coordinator)
    assert stand(koen) == ((50, 0, 0), (60, 0, 0))


def test_the_same_assignment_twice_is_one(koen, werk, coordinator):
    sleutel = uuid.uuid4()
    een, ander = (gepland(koen, werk, blok(NU), door=coordinator, sleutel=sleutel) for _ in range(2))
    assert (een.pk, stand(koen)[0]) == (ander.pk, (3, 0, 0))


def test_stopping_on_an_assignment_takes_off_what_comes_after(koen, werk, coordinator):
    toewijzing = gepland(koen, werk, *dagen(4), door=coordinator)
    planning.stop_toewijzing(toewijzing, tot=date(2026, 5, 2), reden="werk gevonden", door=coordinator)
    statussen = Beurt.objects.ongefilterd("test").order_by("begin").values_list("status", flat=True)
    assert list(statussen) == ["gepland", "gepland", "afgezegd", "afgezegd"]


def test_the_rota_skips_public_holidays_and_goes_past_midnight(coordinator):
    momenten = [(1, time(9), time(12)), (7, time(22), time(2))]
    stukken = list(opdrachten.blokken(momenten, date(2026, 5, 18), date(2026, 5, 31)))
    assert [str(stuk) for stuk in stukken] == [
        "18/05/2026 09.00–12.00",
        "31/05/2026 22.00–02.00",
    ]


def test_hours_that_were_planned_become_worked(koen, werk, coordinator):
    toewijzing = gepland(koen, werk, blok(NU), door=coordinator)
    (beurt,) = Beurt.objects.ongefilterd("test")
    prestatie = werkte(toewijzing, blok(NU, 9, 12, 30), coordinator, beurt=beurt, kilometers=Decimal("12.5"))
    assert (prestatie.minuten, stand(koen)[0]) == (210, (0, 3.5, 0))
    assert Beurt.objects.ongefilterd("test").get().status == "gewerkt"


def test_hours_above_the_limit_are_kept_to_be_put_right(koen, werk, coordinator):
    toewijzing = gepland(koen, werk, *dagen(6), door=coordinator, tot=date(2026, 5, 31))
    werkte(toewijzing, blok(date(2026, 5, 20), 9, 14), coordinator)
    assert stand(koen) == ((60, 0, 5), (60, 5, 0))
    beurt = Beurt.objects.ongefilterd("test").earliest("begin")
    planning.zeg_af(beurt, reden="ziek", door=coordinator)
    assert stand(koen) == ((50, 5, 0), (50, 5, 0))


def test_nothing_is_planned_once_hours_stand_above_the_limit(koen, werk, coordinator):
    toewijzing = gepland(koen, werk, door=coordinator, van=date(2026, 5, 1), tot=date(2026, 5, 31))
    for stuk in dagen(7):
        werkte(toewijzing, stuk, coordinator)
    assert stand(koen)[0] == (0, 60, 10)
    with pytest.raises(NietToegelaten, match="71 uur"):
        planning.plan_beurten(toewijzing, blokken=[blok(date(2026, 5, 20), 9, 10)], door=coordinator)


def test_a_correction_is_a_counter_entry(koen, werk, coordinator):
    toewijzing = gepland(koen, werk, blok(NU), door=coordinator)
    (beurt,) = Beurt.objects.ongefilterd("test")
    prestatie = werkte(toewijzing, blok(NU, 9, 13), coordinator, beurt=beurt)
    goed = Prestatie(begin=moment(NU, 9), einde=moment(NU, 11))
    for _ in range(2):
        prestaties.corrigeer(prestatie, uitleg="was om 11 uur gedaan", nieuw=goed, door=coordinator)
        goed = Prestatie(sleutel=goed.sleutel, begin=goed.begin, einde=goed.einde)
    rijen = Prestatie.objects.ongefilterd("test").order_by("pk")
    assert [(rij.minuten, rij.vervallen, rij.uitleg) for rij in rijen] == [
        (240, True, ""),
        (-240, False, "was om 11 uur gedaan"),
        (120, False, ""),
    ]
    assert stand(koen)[0] == (0, 2, 0)
    prestaties.corrigeer(Prestatie.objects.ongefilterd("test").last(), uitleg="niet gekomen", door=coordinator)
    assert (stand(koen)[0], Beurt.objects.ongefilterd("test").get().status) == ((0, 0, 0), "afgezegd")


def test_the_database_keeps_what_was_written(koen, werk, coordinator):
    werkte(gepland(koen, werk, blok(NU), door=coordinator), blok(NU), coordinator)
    alle = Prestatie.objects.ongefilterd("test")
    with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
        alle.update(minuten=60)
    with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
        alle.delete()


@pytest.mark.parametrize(
    ("stuk", "fout"),
    [
        (blok(date(2026, 5, 31), 11, 13), "nog moeten komen"),
        (Blok(moment(NU, 9), moment(NU + timedelta(days=1), 10)), "Meer dan 24 uur"),
        (blok(date(2026, 5, 2), 11, 13), "staan er al gewerkte uren"),
    ],
)
def test_hours_that_cannot_be_right(koen, werk, coordinator, stuk, fout):
    toewijzing = gepland(koen, werk, door=coordinator, van=date(2026, 5, 1), tot=date(2026, 5, 31))
    werkte(toewijzing, blok(date(2026, 5, 2)), coordinator)
    with pytest.raises(ValidationError, match=fout):
        werkte(toewijzing, stuk, coordinator)


def test_who_may_not_change_the_file_plans_and_registers_nothing(koen, werk, coordinator, vreemde):
    toewijzing = gepland(koen, werk, blok(NU), door=coordinator)
    with pytest.raises(ValidationError):
        gepland(koen, werk, blok(NU + timedelta(days=1)), door=vreemde)
    with pytest.raises(ValidationError, match="Je kan dit dossier niet wijzigen"):
        werkte(toewijzing, blok(NU), vreemde)


def test_an_assignment_that_closes_frees_who_was_on_it(koen, werk, coordinator):
    gepland(koen, werk, *dagen(4), door=coordinator)
    opdrachten.sluit(werk, op=date(2026, 5, 1), reden="de vzw stopt", door=coordinator)
    assert Beurt.objects.ongefilterd("test").gepland().count() == 1
    assert Toewijzing.objects.ongefilterd("test").get().tot == date(2026, 5, 1)


def test_an_assignment_that_closes_frees_also_who_begins_later_or_is_out_of_reach(werk, koen, coordinator, ledeberg):
    ander = MedewerkerFactory(rol=Rol.COORDINATOR, rol__werkpunt=ledeberg)
    assert not Toewijzing.objects.bewerkbaar_voor(ander).exists()
    gepland(koen, werk, *dagen(4), door=coordinator, van=dagen(4)[0].begin.date())
    opdrachten.sluit(werk, op=date(2026, 3, 1), reden="de vzw stopt", door=ander)
    assert {beurt.status for beurt in Beurt.objects.ongefilterd("test")} == {"afgezegd"}
    assert {teller.gepland for teller in Urenteller.objects.ongefilterd("test")} == {0}


def test_a_customer_who_stops_closes_its_assignments_the_day_before(koen, werk, coordinator):
    gepland(koen, werk, *dagen(4), door=coordinator)
    gebruikers.stop(werk.gebruiker, op=date(2026, 5, 2), reden="verhuisd", door=coordinator)
    assert Opdracht.objects.ongefilterd("test").get().tot == date(2026, 5, 1)
    assert Beurt.objects.ongefilterd("test").gepland().count() == 1


def test_a_cluster_belongs_to_its_wijk(coordinator):
    klant = gebruiker()
    elders = Buurtbeheercluster.objects.create(
        naam="Propere wijk", wijk=Wijk.objects.exclude(pk=klant.wijk_id).first()
    )
    with pytest.raises(ValidationError, match="van een andere wijk"):
        opdracht(coordinator, gebruiker=klant, cluster=elders)


def test_hours_that_a_colleague_corrected_are_not_corrected_again(koen, werk, coordinator):
    toewijzing = gepland(koen, werk, blok(NU, 8, 12), door=coordinator)
    beurt = Beurt.objects.ongefilterd("test").get()
    rij = werkte(toewijzing, blok(NU, 8, 12), coordinator, beurt=beurt)
    goed = blok(NU, 8, 11)
    nieuw = Prestatie(begin=goed.begin, einde=goed.einde)
    prestaties.corrigeer(rij, uitleg="een uur minder", nieuw=nieuw, door=coordinator)
    later = blok(NU, 13, 15)
    ander = Prestatie(begin=later.begin, einde=later.einde)
    with pytest.raises(ValidationError, match="corrigeerde deze uren al"):
        prestaties.corrigeer(rij, uitleg="in de namiddag", nieuw=ander, door=coordinator)
    prestaties.corrigeer(rij, uitleg="niet gewerkt", door=coordinator)
    beurt.refresh_from_db()
    assert (beurt.status, stand(koen)[0]) == ("gewerkt", (0, 3, 0))
