"""Consent that runs out: somebody is asked in time, and what rested on it goes on."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kern.tijd import vandaag
from partners.models import Doorverwijzing, Toestemming
from partners.services import doorverwijzen
from partners.services.toestemming import meld_aflopend, verleng
from tests.factories.partners import team_van
from werkpunten.models import Betrokkenheid, Taak
from werkpunten.uit_dienst import meld_uit_dienst

TOT = vandaag() + timedelta(days=200)


@pytest.fixture
def aflopend(verwijzing):
    alle = Toestemming.objects.ongefilterd("test")
    alle.update(geldig_tot=vandaag() + timedelta(days=10))
    doorverwijzen.herbereken_zicht(verwijzing.werkzoekende_id, verwijzing.organisatie_id)
    return alle.get()


def taken():
    return list(Taak.objects.ongefilterd("test").values_list("wat", "eigenaar", "werkzoekende"))


def test_somebody_is_asked_once_and_only_for_what_is_in_use(aflopend, verwijzing, consulent):
    over = f"{aflopend.geldig_tot:%d/%m/%Y}"
    wat = f"Toestemming voor {aflopend.organisatie} loopt af op {over}: vraag of we verder mogen delen"
    for _ in range(2):
        assert meld_aflopend() == 1
        assert taken() == [(wat, consulent.pk, verwijzing.werkzoekende_id)]
    Taak.objects.ongefilterd("test").delete()
    doorverwijzen.zet(verwijzing, "ingetrokken", door=consulent, tekst="koos een andere weg")
    assert meld_aflopend() == 0
    assert taken() == []


def test_consent_that_holds_for_long_asks_nothing(verwijzing):
    assert meld_aflopend() == 0


def test_renewed_all_that_rested_on_it_goes_on(als, aflopend, verwijzing, partnermedewerker, consulent, rabot):
    adres = f"/toestemmingen/{aflopend.pk}/verlengen/"
    assert als(consulent).post(adres, {"hoe": "tolk", "geldig_tot": TOT.isoformat()}).status_code == 422
    velden = {"akkoord": "on", "hoe": "tolk", "geldig_tot": TOT.isoformat()}
    assert als(consulent).post(adres, velden).status_code == 302
    nieuw = Toestemming.objects.ongefilterd("test").exclude(pk=aflopend.pk).get()
    assert (nieuw.gegevens, nieuw.hoe, nieuw.geldig_tot, nieuw.gegeven_op) == (
        aflopend.gegevens,
        "tolk",
        TOT,
        vandaag(),
    )
    assert Doorverwijzing.objects.ongefilterd("test").get().toestemming == nieuw
    zicht = Betrokkenheid.objects.ongefilterd("test").geldig().get(organisatie=partnermedewerker.organisatie_id)
    assert zicht.tot.date() >= TOT
    assert als(partnermedewerker).get(f"/partnerbalie/{verwijzing.uuid}/").status_code == 200
    aflopend.refresh_from_db()
    assert (aflopend.ingetrokken_op, aflopend.vervangen_door, aflopend.is_geldig) == (None, nieuw, False)
    assert als(consulent).post(adres, velden).status_code == 422
    assert Toestemming.objects.ongefilterd("test").count() == 2
    with pytest.raises(ValidationError, match="al ingetrokken of verlengd"):
        doorverwijzen.trek_toestemming_in(aflopend, door=consulent)
    doorverwijzen.trek_toestemming_in(nieuw, door=consulent)
    assert als(partnermedewerker).get(f"/partnerbalie/{verwijzing.uuid}/").status_code == 404
    assert Doorverwijzing.objects.ongefilterd("test").get().status == "ingetrokken"


def test_when_who_asked_left_and_nobody_coaches_a_coordinator_is_asked(
    persoon, compaan, partnermedewerker, rabot, consulent, coordinator, beheerder, verwijzing
):
    team_van(persoon, partnermedewerker, werkpunt=rabot, door=consulent)
    Toestemming.objects.ongefilterd("test").update(geldig_tot=vandaag() + timedelta(days=10))
    meld_uit_dienst(consulent, door=beheerder)
    assert meld_aflopend() == 2  # of the referral and of the team
    assert [taak[1:] for taak in taken()] == [(coordinator.pk, persoon.pk)] * 2


def test_renewing_does_the_task(aflopend, consulent):
    meld_aflopend()
    verleng(aflopend, hoe="mondeling", geldig_tot=TOT, door=consulent)
    assert [taak.status for taak in Taak.objects.ongefilterd("test")] == ["klaar"]


def test_a_team_goes_on_too(persoon, compaan, partnermedewerker, rabot, consulent):
    team_van(persoon, partnermedewerker, werkpunt=rabot, door=consulent)
    oud = Toestemming.objects.ongefilterd("test").get()
    nieuw = verleng(oud, hoe="mondeling", geldig_tot=oud.geldig_tot + timedelta(days=90), door=consulent)
    zicht = Betrokkenheid.objects.ongefilterd("test").geldig().get(medewerker=partnermedewerker)
    assert (zicht.reden, zicht.tot.date() >= nieuw.geldig_tot) == ("casusteam", True)


def test_not_earlier_not_too_long_and_not_once_withdrawn(aflopend, consulent, vreemde):
    for tot in (aflopend.geldig_tot, vandaag() + timedelta(days=3 * 366)):
        with pytest.raises(ValidationError, match="Kies een dag na de huidige einddatum"):
            verleng(aflopend, hoe="mondeling", geldig_tot=tot, door=consulent)
    with pytest.raises(ValidationError, match="Deze toestemming is ingetrokken of al verlengd"):
        verleng(aflopend, hoe="mondeling", geldig_tot=TOT, door=vreemde)
    doorverwijzen.trek_toestemming_in(aflopend, door=consulent)
    with pytest.raises(ValidationError, match="Deze toestemming is ingetrokken of al verlengd"):
        verleng(aflopend, hoe="mondeling", geldig_tot=TOT, door=consulent)
