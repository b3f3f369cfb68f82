"""Appointments: made once, moved, cancelled, kept or missed, and what each of these leaves behind."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kern.tijd import Periode, vandaag
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, om
from toegang.models import Medewerker
from werkpunten import services
from werkpunten.afspraken import (
    herstel_afspraak,
    maak_afspraak,
    noteer_gekomen,
    noteer_niet_gekomen,
    verzet_afspraak,
    wijzig_afspraak,
    zeg_af,
)
from werkpunten.agenda import bezet
from werkpunten.models import (
    Afspraak,
    Betrokkenheid,
    Contactmoment,
    Onderwerp,
    Taak,
    Werkpunt,
    Werkzoekende,
    volgende_afspraak,
)

HALF_UUR = timedelta(minutes=30)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _drie_uur() -> Iterator[None]:
    """It is three in the afternoon, so that this morning is over."""
    with time_machine.travel(om(15)):
        yield


@pytest.fixture
def elif_(rabot: Werkpunt, consulent: Medewerker) -> Werkzoekende:
    return ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende


@pytest.fixture
def afspraak(elif_: Werkzoekende, rabot: Werkpunt, consulent: Medewerker) -> Afspraak:
    """This morning, planned."""
    return AfspraakFactory(werkzoekende=elif_, werkpunt=rabot, medewerker=consulent, begin=om(9))


def nieuw(persoon: Werkzoekende, werkpunt: Werkpunt, medewerker: Medewerker, **velden) -> Afspraak:
    begin = velden.pop("begin", om(14, over=3))
    velden.setdefault("einde", begin + HALF_UUR)
    onderwerp = Onderwerp.objects.get(slug="vacature")
    return Afspraak(
        werkzoekende=persoon, werkpunt=werkpunt, medewerker=medewerker, begin=begin, onderwerp=onderwerp, **velden
    )


def alle():
    return Afspraak.objects.ongefilterd("test")


def contacten(persoon: Werkzoekende) -> list[tuple[str, object, object]]:
    rijen = Contactmoment.objects.ongefilterd("test").filter(werkzoekende=persoon, bron="afspraak")
    return list(rijen.values_list("soort", "dag", "tijdstip"))


def test_same_key_again_makes_one_appointment(elif_, rabot, consulent, collega):
    sleutel = uuid.uuid4()
    eerste = maak_afspraak(nieuw(elif_, rabot, consulent, sleutel=sleutel), door=consulent, collegas=[collega])
    tweede = maak_afspraak(nieuw(elif_, rabot, consulent, sleutel=sleutel), door=consulent, collegas=[collega])
    assert (eerste, alle().count(), list(eerste.collegas.all())) == (tweede, 1, [collega])


def test_same_key_for_something_else_is_refused(elif_, rabot, consulent, collega):
    sleutel = uuid.uuid4()
    maak_afspraak(nieuw(elif_, rabot, consulent, sleutel=sleutel), door=consulent)
    for ander, wie, collegas in (
        ({"begin": om(15, over=3)}, consulent, []),
        ({}, consulent, [collega]),
        ({}, collega, []),
    ):
        with pytest.raises(ValidationError) as fout:
            maak_afspraak(nieuw(elif_, rabot, consulent, sleutel=sleutel, **ander), door=wie, collegas=collegas)
        assert (fout.value.code, fout.value.messages) == (
            "botsing",
            ["Deze afspraak was al bewaard met een andere inhoud."],
        )
    assert (alle().count(), list(alle().get().collegas.all())) == (1, [])


@pytest.mark.parametrize(
    ("velden", "veld", "melding"),
    [
        ({"begin": 14, "einde": 13}, "__all__", "Het einde van de afspraak ligt voor het begin."),
        ({"begin": 14, "einde": 14}, "__all__", "Het einde van de afspraak ligt voor het begin."),
        ({"begin": 8, "einde": 21}, "__all__", "Een afspraak duurt hoogstens 12 uur."),
        ({"begin": 9, "einde": 10, "over": -1}, "begin", "Een nieuwe afspraak ligt niet in het verleden."),
        ({"begin": 9, "einde": 10, "over": 900}, "begin", "Deze datum ligt te ver in de toekomst."),
    ],
    ids=["end-before", "end-equal", "too-long", "past", "too-far"],
)
def test_refused_with_a_sentence(elif_, rabot, consulent, velden, veld, melding):
    over = velden.get("over", 3)
    begin, einde = om(velden["begin"], over=over), om(velden["einde"], over=over)
    with pytest.raises(ValidationError) as fout:
        maak_afspraak(nieuw(elif_, rabot, consulent, begin=begin, einde=einde), door=consulent)
    assert fout.value.message_dict == {veld: [melding]}
    assert alle().count() == 0


def test_database_refuses_an_end_before_the_beginning(afspraak):
    with pytest.raises(IntegrityError), transaction.atomic():
        alle().update(einde=afspraak.begin)


def test_colleague_who_cannot_open_the_file_gets_no_appointment(elif_, rabot, consulent, vreemde):
    with pytest.raises(ValidationError, match="kan dit dossier niet openen"):
        maak_afspraak(nieuw(elif_, rabot, vreemde), door=consulent)
    with pytest.raises(ValidationError, match="kan dit dossier niet openen"):
        maak_afspraak(nieuw(elif_, rabot, consulent), door=consulent, collegas=[vreemde])


def test_unit_that_is_gone_by_then_is_refused(elif_, rabot, consulent):
    rabot.gesloten_op = vandaag() + timedelta(days=1)
    with pytest.raises(ValidationError, match="is op die dag gesloten"):
        maak_afspraak(nieuw(elif_, rabot, consulent), door=consulent)


def test_moving_keeps_the_old_row_and_takes_everything_along(elif_, rabot, consulent, collega, afspraak):
    afspraak.collegas.add(collega)
    Afspraak.objects.ongefilterd("test").update(meegaand="haar zus", herinnering=True)
    verzet = verzet_afspraak(afspraak, begin=om(11, over=7), einde=om(12, over=7), door=collega, reden="ziek")
    oud = alle().get(pk=afspraak.pk)
    assert (oud.status, oud.reden, oud.status_door, oud.begin) == ("verzet", "ziek", collega, om(9))
    assert (verzet.vorige, verzet.begin, verzet.meegaand, verzet.herinnering) == (
        oud,
        om(11, over=7),
        "haar zus",
        True,
    )
    assert (verzet.medewerker, list(verzet.collegas.all()), verzet.gemaakt_door) == (consulent, [collega], collega)


def test_what_is_over_is_not_moved_or_cancelled(afspraak, consulent):
    zeg_af(afspraak, door=consulent, reden="werkt die dag")
    for poging in (
        lambda: zeg_af(afspraak, door=consulent),
        lambda: verzet_afspraak(afspraak, begin=om(9, over=2), einde=om(10, over=2), door=consulent),
        lambda: noteer_gekomen(afspraak, door=consulent),
        lambda: wijzig_afspraak(afspraak, door=consulent, collegas=[]),
    ):
        with pytest.raises(ValidationError, match="Deze afspraak is ondertussen afgezegd"):
            poging()
    rij = alle().get()
    assert (rij.status, rij.reden) == ("afgezegd", "werkt die dag")


@pytest.mark.parametrize(
    ("plaats", "soort"),
    [("werkpunt", "afspraak"), ("thuis", "huisbezoek"), ("telefoon", "telefoon"), ("elders", "afspraak")],
)
def test_kept_is_one_contact_of_the_kind_that_fits_the_place(elif_, afspraak, consulent, plaats, soort):
    alle().update(plaats=plaats)
    eerste, tweede = noteer_gekomen(afspraak, door=consulent), noteer_gekomen(afspraak, door=consulent)
    assert (eerste.nieuw, tweede.nieuw, eerste.contact) == (True, False, tweede.contact)
    assert contacten(elif_) == [(soort, vandaag(), om(9).time())]
    assert (eerste.contact.minuten, [o.slug for o in eerste.contact.onderwerpen.all()]) == (30, ["vacature"])


def test_who_is_early_came_now(elif_, rabot, consulent):
    vroeg = AfspraakFactory(werkzoekende=elif_, werkpunt=rabot, medewerker=consulent, begin=om(15, 20))
    noteer_gekomen(vroeg, door=consulent)
    assert contacten(elif_) == [("afspraak", vandaag(), om(15).time())]


def test_missed_is_an_attempt_and_a_task_to_try_again(elif_, afspraak, consulent):
    noteer_niet_gekomen(afspraak, door=consulent, opvolgen=True)
    noteer_niet_gekomen(afspraak, door=consulent, opvolgen=True)
    taak = Taak.objects.ongefilterd("test").get()
    assert contacten(elif_) == [("poging", vandaag(), om(9).time())]
    assert (taak.werkzoekende, taak.eigenaar, taak.tegen) == (elif_, consulent, vandaag() + timedelta(days=2))
    assert alle().get().status == "niet_gekomen"


def test_missed_does_not_lengthen_anybodys_sight(elif_, rabot, consulent):
    voor = Betrokkenheid.objects.ongefilterd("test").get(werkzoekende=elif_).tot
    noteer_niet_gekomen(
        AfspraakFactory(werkzoekende=elif_, werkpunt=rabot, medewerker=consulent, begin=om(9)), door=consulent
    )
    assert Betrokkenheid.objects.ongefilterd("test").get(werkzoekende=elif_).tot == voor


def test_tomorrow_nobody_came_yet(elif_, rabot, consulent):
    morgen = AfspraakFactory(werkzoekende=elif_, werkpunt=rabot, medewerker=consulent)
    for noteer in (noteer_gekomen, noteer_niet_gekomen):
        with pytest.raises(ValidationError, match="Deze afspraak moet nog komen"):
            noteer(morgen, door=consulent)
    assert contacten(elif_) == []


def test_undo_takes_contact_and_task_back(elif_, afspraak, consulent):
    noteer_niet_gekomen(afspraak, door=consulent, opvolgen=True)
    herstel_afspraak(afspraak, door=consulent)
    assert (contacten(elif_), Taak.objects.ongefilterd("test").count()) == ([], 0)
    assert alle().get().status == "gepland"
    assert noteer_gekomen(afspraak, door=consulent).nieuw


def test_undo_is_for_whoever_did_it_and_for_ten_minutes(afspraak, consulent, collega):
    noteer_gekomen(afspraak, door=consulent)
    with pytest.raises(ValidationError, match="niet meer ongedaan"):
        herstel_afspraak(afspraak, door=collega)
    with time_machine.travel(om(15, 11)), pytest.raises(ValidationError):
        herstel_afspraak(afspraak, door=consulent)
    assert alle().get().status == "gekomen"


def test_undoing_the_contact_at_the_desk_plans_the_appointment_again(afspraak, consulent):
    contact = noteer_gekomen(afspraak, door=consulent).contact
    services.maak_ongedaan(contact, door=consulent)
    assert list(alle().values_list("status", "contact")) == [("gepland", None)]


def test_undoing_the_attempt_at_the_desk_takes_the_task_back(afspraak, consulent):
    poging = noteer_niet_gekomen(afspraak, door=consulent, opvolgen=True).contact
    services.maak_ongedaan(poging, door=consulent)
    assert list(alle().values_list("status", "contact")) == [("gepland", None)]
    assert Taak.objects.ongefilterd("test").count() == 0


def test_double_booking_is_told_not_refused(elif_, rabot, consulent, collega, vreemde):
    def wie_is_bezet(*medewerkers, minuut=15, behalve=None) -> list[set[int]]:
        begin = om(14, minuut, over=3)
        rijen = bezet(begin, begin + HALF_UUR, medewerkers=medewerkers, behalve=behalve)
        return [set(rij.medewerkers) for rij in rijen]

    eerste = maak_afspraak(nieuw(elif_, rabot, consulent), door=consulent, collegas=[collega])
    assert wie_is_bezet(consulent) == [{consulent.pk}]
    assert wie_is_bezet(collega, vreemde) == [{collega.pk}]
    assert wie_is_bezet(consulent, collega) == [{consulent.pk, collega.pk}]
    assert wie_is_bezet(vreemde) == wie_is_bezet(consulent, behalve=eerste) == []
    assert wie_is_bezet(consulent, minuut=30) == []
    tweede = maak_afspraak(nieuw(elif_, rabot, consulent), door=consulent)
    zeg_af(eerste, door=consulent)
    assert (wie_is_bezet(consulent), wie_is_bezet(consulent, behalve=tweede)) == ([{consulent.pk}], [])


def test_next_appointment_is_the_first_that_is_still_planned_and_not_over(elif_, rabot, consulent):
    def volgende() -> datetime | None:
        return Werkzoekende.objects.zichtbaar_voor(consulent).annotate(v=volgende_afspraak()).get(pk=elif_.pk).v

    gegevens = {"werkzoekende": elif_, "werkpunt": rabot, "medewerker": consulent}
    assert volgende() is None
    AfspraakFactory(begin=om(9, over=-1), **gegevens)
    assert volgende() is None
    AfspraakFactory(begin=om(9, over=1), status="afgezegd", **gegevens)
    AfspraakFactory(begin=om(9, over=5), **gegevens)
    AfspraakFactory(begin=om(9, over=3), **gegevens)
    AfspraakFactory(begin=om(9, over=1))
    assert volgende() == om(9, over=3)


def test_day_holds_its_first_and_last_minute_also_when_the_clock_changes(elif_, rabot, consulent):
    """25 October 2026 lasts 25 hours."""
    zone = om(0).tzinfo
    for moment in ("2026-10-24 23:30", "2026-10-25 00:00", "2026-10-25 23:29", "2026-10-26 00:00"):
        begin = datetime.fromisoformat(moment).replace(tzinfo=zone)
        einde = begin + timedelta(minutes=30)
        AfspraakFactory(werkzoekende=elif_, werkpunt=rabot, medewerker=consulent, begin=begin, einde=einde)
    dag = date(2026, 10, 25)
    gevonden = Afspraak.objects.zichtbaar_voor(consulent).in_periode(Periode.van_tot(dag, dag)).order_by("begin")
    assert [f"{a.begin.astimezone(zone):%d %H:%M}" for a in gevonden] == ["25 00:00", "25 23:29"]


def test_only_who_sees_the_person_sees_the_appointment(afspraak, consulent, collega, vreemde, manager):
    ziet = {m.voornaam: Afspraak.objects.zichtbaar_voor(m).count() for m in (consulent, collega, vreemde, manager)}
    assert ziet == {"Connie": 1, "Colin": 1, "Vic": 0, "Maud": 0}
