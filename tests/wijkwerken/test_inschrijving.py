"""Enrolment: who referred, the agreement, the clock with suspensions, the next step and the end."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kern.tijd import vandaag
from tests.factories.wijkwerkers import begonnen, bekend, blok, gepland, opdracht, toegeleid
from werkpunten.models import Betrokkenheid, Onderwerp, Werkzoekende
from wijkwerken.models import (
    Afwijking,
    Beurt,
    Coachgesprek,
    Overeenkomst,
    Schorsing,
    Stelsel,
    Urenteller,
    Vervolgstap,
    Wijkwerker,
)
from wijkwerken.services import inschrijving
from wijkwerken.services.planning import NietToegelaten

NU = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def _vandaag():
    with time_machine.travel("2026-05-04T10:00:00+02:00", tick=False):
        yield


@pytest.fixture
def persoon(rabot, consulent):
    return bekend(consulent, rabot)


def ververs(rij):
    return type(rij).objects.ongefilterd("test").get(pk=rij.pk)


def teken(wijkwerker, van, tot, door, **velden):
    rij = Overeenkomst(wijkwerker=wijkwerker, van=van, getekend_tot=tot)
    return inschrijving.teken(rij, door=door, **velden)


def test_a_referral_gives_all_who_organise_it_sight_of_the_file(persoon, consulent, wijkwerkconsulent, manager):
    gezien = Werkzoekende.objects.zichtbaar_voor(wijkwerkconsulent)
    assert list(gezien) == []
    toegeleid(persoon, door=consulent, op=NU)
    assert list(gezien.all()) == [persoon]
    assert list(Werkzoekende.objects.bewerkbaar_voor(wijkwerkconsulent)) == [persoon]
    assert list(Werkzoekende.objects.zichtbaar_voor(manager)) == []


def test_staff_of_the_organisation_that_organises_see_nothing_by_that_alone(persoon, consulent, partnermedewerker):
    toegeleid(persoon, door=consulent, op=NU)
    partnermedewerker.organisatie = Stelsel.objects.get(slug="wijk-werken").organisator
    partnermedewerker.save()
    assert list(Werkzoekende.objects.zichtbaar_voor(partnermedewerker)) == []


def test_the_same_referral_twice_is_one(persoon, consulent):
    sleutel = uuid.uuid4()
    een = toegeleid(persoon, door=consulent, op=NU, sleutel=sleutel, toeleider=consulent.organisatie)
    ander = toegeleid(persoon, door=consulent, op=NU, sleutel=sleutel, toeleider=consulent.organisatie)
    assert een.pk == ander.pk
    with pytest.raises(ValidationError, match="al bewaard met een andere inhoud"):
        toegeleid(persoon, door=consulent, op=NU, sleutel=sleutel, bemiddelaar="Iemand anders")


def test_one_referral_at_a_time(persoon, consulent):
    toegeleid(persoon, door=consulent, op=NU - timedelta(days=5))
    with pytest.raises(ValidationError, match="is al toegeleid"):
        toegeleid(persoon, door=consulent, op=NU)


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"op": NU + timedelta(days=1)}, "moet nog komen"),
        ({"op": date(2017, 5, 1)}, "bestond niet op die dag"),
    ],
)
def test_a_referral_that_is_refused(persoon, consulent, velden, fout):
    with pytest.raises(ValidationError, match=fout):
        toegeleid(persoon, door=consulent, **velden)


def test_who_may_not_change_the_file_refers_nobody(persoon, vreemde):
    with pytest.raises(ValidationError, match="Je kan dit dossier niet wijzigen"):
        toegeleid(persoon, door=vreemde, op=NU)


def test_no_agreement_without_an_agreement_sheet(persoon, consulent):
    wijkwerker = toegeleid(persoon, door=consulent, op=NU, afsprakenblad_op=None)
    with pytest.raises(ValidationError, match="Eerst het afsprakenblad"):
        teken(wijkwerker, NU, date(2026, 11, 3), consulent)


def test_the_database_keeps_somebody_from_beginning_without_a_sheet(persoon, consulent):
    wijkwerker = begonnen(persoon, door=consulent, van=NU)
    with pytest.raises(IntegrityError, match="eerst_afsprakenblad"), transaction.atomic():
        Wijkwerker.objects.ongefilterd("test").filter(pk=wijkwerker.pk).update(afsprakenblad_op=None)


def test_the_clock_starts_on_the_first_day_and_lasts_twelve_months(persoon, consulent):
    wijkwerker = begonnen(persoon, door=consulent, van=NU, tot=date(2026, 11, 3))
    assert (wijkwerker.begin, wijkwerker.termijn_tot) == (NU, date(2027, 5, 3))
    assert wijkwerker.dagen_over == 365


def test_six_and_six_months_fit_and_a_day_more_does_not(persoon, consulent):
    wijkwerker = begonnen(persoon, door=consulent, van=date(2026, 1, 1), tot=date(2026, 6, 30))
    with pytest.raises(NietToegelaten, match=r"eindigt op 31/12/2026") as fout:
        teken(wijkwerker, date(2026, 7, 1), date(2027, 1, 1), consulent)
    assert fout.value.mag_afwijken
    teken(wijkwerker, date(2026, 7, 1), date(2026, 12, 31), consulent)
    assert ververs(wijkwerker).termijn_tot == date(2026, 12, 31)


def test_thirteen_months_at_once_are_refused(persoon, consulent):
    with pytest.raises(ValidationError, match="hoogstens 12 maanden"):
        begonnen(persoon, door=consulent, van=NU, tot=date(2027, 5, 4))


def test_only_a_coordinator_departs_from_the_term_and_says_why(persoon, consulent, coordinator):
    wijkwerker = begonnen(persoon, door=consulent, van=date(2025, 5, 5), tot=date(2026, 5, 3))
    te_laat = {"van": NU, "tot": date(2026, 6, 30)}
    for wie, reden in ((consulent, "De vzw zoekt nog iemand"), (coordinator, "kort")):
        with pytest.raises(NietToegelaten):
            teken(wijkwerker, **te_laat, door=wie, reden=reden)
    teken(wijkwerker, **te_laat, door=coordinator, reden="De vzw zoekt nog iemand")
    (afwijking,) = Afwijking.objects.ongefilterd("test")
    assert (afwijking.code, afwijking.reden, afwijking.door) == ("termijn", "De vzw zoekt nog iemand", coordinator)


def test_who_came_from_the_former_scheme_has_no_term(persoon, consulent):
    wijkwerker = begonnen(persoon, door=consulent, van=date(2024, 1, 1), overgang=True)
    teken(wijkwerker, date(2025, 1, 1), date(2025, 12, 31), consulent)
    assert (ververs(wijkwerker).termijn_tot, ververs(wijkwerker).dagen_over) == (None, None)


def test_suspended_days_come_after_the_end(persoon, consulent):
    wijkwerker = begonnen(persoon, door=consulent, van=date(2026, 1, 1))
    schorsing = Schorsing(wijkwerker=wijkwerker, van=date(2026, 4, 1), tot=date(2026, 4, 30), reden="ziekte")
    inschrijving.schors(schorsing, door=consulent)
    (overeenkomst,) = Overeenkomst.objects.ongefilterd("test")
    assert (overeenkomst.getekend_tot, overeenkomst.tot) == (date(2026, 12, 31), date(2027, 1, 30))
    assert ververs(wijkwerker).termijn_tot == date(2027, 1, 30)


def test_an_open_suspension_extends_once_it_is_over_and_takes_off_what_was_planned(persoon, consulent, coordinator):
    wijkwerker, werk = begonnen(persoon, door=consulent, van=date(2026, 1, 1)), opdracht(coordinator)
    gepland(wijkwerker, werk, blok(NU + timedelta(days=7)), blok(NU), door=coordinator)
    schorsing = Schorsing(wijkwerker=wijkwerker, van=NU + timedelta(days=1), reden="opleiding")
    inschrijving.schors(schorsing, door=consulent)
    beurten = Beurt.objects.ongefilterd("test").order_by("begin")
    assert [(b.status, b.reden) for b in beurten] == [("gepland", ""), ("afgezegd", "geschorst")]
    assert {t.gepland for t in Urenteller.objects.ongefilterd("test")} == {180}
    assert ververs(wijkwerker).termijn_tot == date(2026, 12, 31)
    inschrijving.hervat(schorsing, tot=NU + timedelta(days=10), door=consulent)
    assert ververs(wijkwerker).termijn_tot == date(2027, 1, 10)


def test_a_suspension_that_ends_early_takes_off_what_no_longer_fits(persoon, consulent, coordinator):
    wijkwerker, werk = begonnen(persoon, door=consulent, van=date(2026, 1, 1)), opdracht(coordinator)
    schorsing = Schorsing(wijkwerker=wijkwerker, van=date(2026, 7, 1), tot=date(2026, 7, 30), reden="ziekte")
    inschrijving.schors(schorsing, door=consulent)
    gepland(wijkwerker, werk, blok(date(2027, 1, 5)), blok(date(2027, 1, 25)), door=coordinator)
    inschrijving.hervat(schorsing, tot=date(2026, 7, 10), door=consulent)
    beurten = Beurt.objects.ongefilterd("test").order_by("begin")
    assert ververs(wijkwerker).termijn_tot == date(2027, 1, 10)
    assert [(b.status, b.reden) for b in beurten] == [("gepland", ""), ("afgezegd", "valt buiten de overeenkomst")]


def test_a_suspension_that_lasts_longer_takes_off_what_was_planned(persoon, consulent, coordinator):
    wijkwerker, werk = begonnen(persoon, door=consulent, van=date(2026, 1, 1)), opdracht(coordinator)
    schorsing = Schorsing(wijkwerker=wijkwerker, van=NU, tot=NU + timedelta(days=2), reden="ziekte")
    inschrijving.schors(schorsing, door=consulent)
    gepland(wijkwerker, werk, blok(NU + timedelta(days=4)), door=coordinator)
    inschrijving.hervat(schorsing, tot=NU + timedelta(days=9), door=consulent)
    assert Beurt.objects.ongefilterd("test").get().reden == "geschorst"


def test_two_suspensions_do_not_overlap(persoon, consulent):
    wijkwerker = begonnen(persoon, door=consulent, van=date(2026, 1, 1))
    inschrijving.schors(Schorsing(wijkwerker=wijkwerker, van=NU, reden="ziekte"), door=consulent)
    later = Schorsing(wijkwerker=wijkwerker, van=NU + timedelta(days=3), reden="ziekte")
    with pytest.raises(ValidationError, match="is er al een schorsing"):
        inschrijving.schors(later, door=consulent)


def test_the_same_day_of_agency_work_counts_once(persoon, consulent):
    wijkwerker = begonnen(persoon, door=consulent, van=date(2026, 1, 1))
    dagen = [NU, NU + timedelta(days=1)]
    assert inschrijving.noteer_interim(wijkwerker, dagen=dagen, door=consulent) == 2
    assert inschrijving.noteer_interim(wijkwerker, dagen=[*dagen, NU + timedelta(days=2)], door=consulent) == 1


def stap(wijkwerker, door):
    rij = Vervolgstap(wijkwerker=wijkwerker, soort="werk", wat="Solliciteren bij de school", tegen=NU)
    return inschrijving.noteer_vervolg(rij, door=door)


def beeindig(wijkwerker, door, **velden):
    standaard = {"op": NU, "uitkomst": "werk", "uitleg": ""}
    return inschrijving.beeindig(wijkwerker, **standaard | velden, door=door)


def test_no_end_without_a_next_step(persoon, consulent):
    wijkwerker = begonnen(persoon, door=consulent, van=date(2026, 1, 1))
    with pytest.raises(ValidationError, match="Noteer eerst de vervolgstap"):
        beeindig(wijkwerker, consulent)
    with pytest.raises(ValidationError, match="waarom er geen vervolgstap is"):
        beeindig(wijkwerker, consulent, uitkomst="geen")
    stap(wijkwerker, consulent)
    assert beeindig(wijkwerker, consulent, uitkomst="opleiding").uitkomst == "opleiding"
    assert list(Wijkwerker.objects.ongefilterd("test").zonder_vervolg()) == []


def test_the_list_of_ends_without_anything_that_follows(rabot, consulent):
    over, gestopt, met_stap, loopt = (
        begonnen(bekend(consulent, rabot), door=consulent, van=van)
        for van in (date(2025, 4, 1), date(2025, 6, 1), date(2025, 4, 1), date(2026, 1, 1))
    )
    beeindig(gestopt, consulent, uitkomst="geen", uitleg="Er was niets dat paste.")
    stap(met_stap, consulent)
    zonder = Wijkwerker.objects.ongefilterd("test").zonder_vervolg()
    assert sorted(rij.pk for rij in zonder) == [over.pk, gestopt.pk]
    assert loopt not in zonder


@pytest.mark.parametrize(
    ("van", "nadert"), [(date(2025, 8, 4), True), (date(2025, 8, 5), False), (date(2025, 4, 1), True)]
)
def test_three_months_before_the_end_somebody_stands_on_the_list(persoon, consulent, van, nadert):
    begonnen(persoon, door=consulent, van=van)
    assert Wijkwerker.objects.ongefilterd("test").einde_nadert().exists() is nadert


def test_after_the_end_who_organised_sees_the_file_for_sixty_days(persoon, consulent, wijkwerkconsulent):
    wijkwerker = begonnen(persoon, door=consulent, van=date(2026, 1, 1))
    beeindig(wijkwerker, consulent, uitkomst="verhuisd", uitleg="Verhuisde naar Antwerpen.")
    for dagen, ziet in ((59, True), (61, False)):
        with time_machine.travel(f"{NU + timedelta(days=dagen)}T10:00:00+02:00", tick=False):
            assert Werkzoekende.objects.zichtbaar_voor(wijkwerkconsulent).exists() is ziet


def test_referred_again_after_the_end(persoon, consulent):
    begonnen(persoon, door=consulent, van=date(2025, 1, 1))
    (eerste,) = Wijkwerker.objects.ongefilterd("test")
    beeindig(eerste, consulent, op=NU - timedelta(days=1), uitkomst="gestopt", uitleg="Wilde even stoppen.")
    tweede = begonnen(persoon, door=consulent, van=NU)
    assert tweede.termijn_tot == date(2027, 5, 3)
    reden = Betrokkenheid.Reden.WIJKWERK
    (zicht,) = Betrokkenheid.objects.ongefilterd("test").filter(reden=reden)
    assert zicht.tot is None


def test_nothing_changes_after_the_end(persoon, consulent):
    wijkwerker = begonnen(persoon, door=consulent, van=date(2026, 1, 1))
    beeindig(wijkwerker, consulent, uitkomst="gestopt", uitleg="Wilde niet meer verder.")
    with pytest.raises(ValidationError, match=r"stopte op 04/05/2026"):
        stap(wijkwerker, consulent)


def praat(wijkwerker, dag, rabot, door, sleutel=None):
    return inschrijving.noteer_coachgesprek(
        Coachgesprek(wijkwerker=wijkwerker, moment="start", motivatie=4, welbevinden=3),
        kanaal="afspraak",
        dag=dag,
        minuten=30,
        notitie="",
        onderwerp=Onderwerp.objects.get(slug="wijk-werken"),
        werkpunt=rabot,
        sleutel=sleutel or uuid.uuid4(),
        door=door,
    )


def test_six_weeks_without_a_talk_is_overdue(persoon, consulent, rabot):
    wijkwerker = begonnen(persoon, door=consulent, van=NU - timedelta(days=43))
    te_laat = Wijkwerker.objects.ongefilterd("test").coaching_te_laat()
    assert list(te_laat) == [wijkwerker]
    sleutel = uuid.uuid4()
    for _ in range(2):
        praat(wijkwerker, vandaag(), rabot, consulent, sleutel)
    assert list(te_laat.all()) == []
    assert Coachgesprek.objects.ongefilterd("test").count() == 1
    (rij,) = Wijkwerker.objects.ongefilterd("test").voor_lijst()
    assert (rij.laatste_coaching, rij.coaching_tegen) == (NU, NU + timedelta(days=42))


def test_active_on_a_day_and_over_a_period(rabot, consulent):
    vroeg, laat = (
        begonnen(bekend(consulent, rabot), door=consulent, van=van) for van in (date(2025, 1, 1), date(2026, 3, 1))
    )
    alle = Wijkwerker.objects.ongefilterd("test")
    assert [set(alle.actief_op(dag)) for dag in (date(2025, 6, 1), NU)] == [{vroeg}, {laat}]
    assert set(alle.actief_in(date(2025, 12, 31), date(2026, 3, 1))) == {vroeg, laat}
    assert set(alle.actief_in(date(2026, 1, 1), date(2026, 2, 28))) == set()
