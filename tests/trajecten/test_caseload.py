"""Who stands in which list of the caseload, and who was not seen for too long."""

import datetime

import pytest
import time_machine
from django.conf import settings

from kern.namen import sorteervorm
from kern.tijd import vandaag
from tests.factories.werkpunten import AfspraakFactory, TaakFactory, WerkpuntFactory, WerkzoekendeFactory, om
from tests.trajecten.mensen import al_lang_gekend, begeleidt, geleden, zag
from toegang.rollen import Rol
from trajecten.caseload import KRINGEN, LIJSTEN
from werkpunten import services
from werkpunten.models import Begeleiding, Telregel
from werkpunten.zicht import herbereken_inzage


def in_kring(kring, medewerker):
    return set(KRINGEN[kring].kies(medewerker))


def in_lijst(sleutel, medewerker):
    return set(KRINGEN["werkpunten"].kies(medewerker).filter(LIJSTEN[sleutel].voorwaarde()))


def te_lang(medewerker):
    return in_lijst("te-lang", medewerker)


def test_each_circle_holds_whom_it_says(consulent, collega, vreemde, rabot, ledeberg):
    begeleid, gezien, van_collega = zag(collega, rabot), zag(consulent, rabot), zag(collega, rabot)
    begeleidt(consulent, begeleid, rabot)
    elders = zag(vreemde, ledeberg)
    assert in_kring("mij", consulent) == {begeleid, gezien}
    assert in_kring("werkpunten", consulent) == {begeleid, gezien, van_collega}
    assert in_kring("mij", vreemde) == in_kring("werkpunten", vreemde) == {elders}


def test_whom_one_sees_by_a_reason_belongs_to_no_unit(consulent, vreemde, ledeberg):
    persoon = zag(vreemde, ledeberg)
    services.open_met_reden(persoon, reden="Belt over een afspraak", door=consulent)
    assert in_kring("werkpunten", consulent) == set()


def test_who_went_out_of_sight_stands_in_no_circle(consulent, rabot):
    zag(consulent, rabot, 365 * 2 + 30)
    assert [in_kring(kring, consulent) for kring in KRINGEN] == [set()] * 4


def test_manager_and_administrator_have_no_people(manager, beheerder, consulent, rabot):
    zag(consulent, rabot)
    assert [in_kring(kring, wie) for wie in (manager, beheerder) for kring in KRINGEN] == [set()] * 8


def test_lists_hold_whom_they_say_and_count_the_same(consulent, collega, rabot):
    oud, nieuw = (al_lang_gekend(zag(consulent, rabot, 70)) for _ in range(2))
    begeleidt(collega, oud, rabot, 90)
    begeleidt(collega, nieuw, rabot)
    pas_gezien = zag(consulent, rabot)
    AfspraakFactory(werkzoekende=oud, werkpunt=rabot, medewerker=collega)
    AfspraakFactory(werkzoekende=nieuw, werkpunt=rabot, medewerker=collega, begin=om(10, over=-1))
    TaakFactory(werkzoekende=nieuw, eigenaar=collega, tegen=geleden(1))
    TaakFactory(werkzoekende=pas_gezien, eigenaar=collega, tegen=geleden(0))
    verwacht = {
        "alles": {oud, nieuw, pas_gezien},
        "zonder-afspraak": {nieuw, pas_gezien},
        "te-lang": {oud, nieuw},
        "taken-te-laat": {nieuw},
        "nieuw": {nieuw, pas_gezien},
        "niet-toegewezen": {pas_gezien},
    }
    assert {sleutel: in_lijst(sleutel, consulent) for sleutel in LIJSTEN} == verwacht
    geteld = KRINGEN["werkpunten"].kies(consulent).tel_lijsten()
    assert geteld == {sleutel: len(personen) for sleutel, personen in verwacht.items()}


@pytest.mark.parametrize(("dagen", "verwacht"), [(59, False), (60, False), (61, True)])
def test_too_long_is_more_than_sixty_days(consulent, rabot, dagen, verwacht):
    persoon = zag(consulent, rabot, dagen)
    assert te_lang(consulent) == ({persoon} if verwacht else set())


def test_number_of_days_is_a_setting(consulent, rabot, monkeypatch):
    monkeypatch.setattr(settings, "GEEN_CONTACT_DAGEN", 14)
    personen = [zag(consulent, rabot, dagen) for dagen in (13, 14, 15)]
    assert te_lang(consulent) == {personen[2]}


def test_an_attempt_does_not_clear_the_flag(consulent, rabot):
    persoon = zag(consulent, rabot, 61)
    zag(consulent, rabot, 1, werkzoekende=persoon, soort="poging")
    assert te_lang(consulent) == {persoon}
    zag(consulent, rabot, 1, werkzoekende=persoon, soort="telefoon")
    assert te_lang(consulent) == set()


def test_what_counts_is_reference_data(consulent, rabot):
    persoon = zag(consulent, rabot, 61)
    zag(consulent, rabot, 1, werkzoekende=persoon, soort="bericht")
    assert te_lang(consulent) == set()
    Telregel.objects.filter(soort="bericht").update(telt=False)
    herbereken_inzage(None)
    assert te_lang(consulent) == {persoon}


def test_contact_elsewhere_counts(consulent, vreemde, rabot, ledeberg):
    persoon = zag(consulent, rabot, 61)
    zag(vreemde, ledeberg, 5, werkzoekende=persoon)
    assert te_lang(consulent) == set()


def test_who_was_never_reached_counts_from_the_start_of_the_coaching(consulent, rabot):
    lang, kort = WerkzoekendeFactory(), WerkzoekendeFactory()
    begeleidt(consulent, lang, rabot, 62)
    begeleidt(consulent, kort, rabot, 3)
    assert te_lang(consulent) == {lang}


def test_coach_who_left_is_no_coach(consulent, collega, rabot):
    persoon = zag(consulent, rabot)
    begeleidt(collega, persoon, rabot)
    assert in_lijst("niet-toegewezen", consulent) == set()
    collega.is_active = False
    collega.save()
    assert in_lijst("niet-toegewezen", consulent) == {persoon}


@pytest.mark.parametrize(("wanneer", "verwacht"), [("2026-11-16", True), ("2026-11-15", False)])
def test_this_week_begins_on_monday(consulent, rabot, wanneer, verwacht):
    with time_machine.travel(f"{wanneer}T09:00:00+01:00", tick=False):
        persoon = zag(consulent, rabot)
    with time_machine.travel("2026-11-22T23:30:00+01:00", tick=False):
        assert in_lijst("nieuw", consulent) == ({persoon} if verwacht else set())


def test_only_the_coordinators_own_units_make_a_colleagues_caseload(coordinator, consulent, rabot, ledeberg):
    hier, daar = zag(consulent, rabot), zag(consulent, rabot)
    begeleidt(consulent, hier, rabot)
    begeleidt(consulent, daar, ledeberg)
    personen = KRINGEN["werkpunten"].kies(coordinator)
    assert set(personen.begeleid_door(consulent, [rabot])) == {hier}


def test_unit_filter_asks_who_is_known_there(consulent, rabot):
    ander = WerkpuntFactory()
    consulent.aanstellingen.create(rol=Rol.CONSULENT, werkpunt=ander, van="2020-01-01")
    zag(consulent, rabot)
    begeleid = zag(consulent, rabot)
    begeleidt(consulent, begeleid, ander)
    assert set(KRINGEN["werkpunten"].kies(consulent).bekend_op(ander)) == {begeleid}


def test_who_has_one_name_stands_among_the_others():
    assert sorteervorm("Ahmed", "") == sorteervorm("", "Ahmed") == "ahmed"
    assert sorteervorm("Elif", "Demir") == "demir, elif"
    assert sorted(["demir, elif", sorteervorm("Chalmers", "")]) == ["chalmers", "demir, elif"]


def test_coaching_that_ended_leaves_the_person_unassigned(consulent, collega, rabot):
    persoon = zag(consulent, rabot)
    services.beeindig_begeleiding(begeleidt(collega, persoon, rabot), reden="verhuisd", door=collega)
    assert in_lijst("niet-toegewezen", consulent) == {persoon}
    assert Begeleiding.objects.ongefilterd("test").get().tot.date() <= vandaag() + datetime.timedelta(days=1)
