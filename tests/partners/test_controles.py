"""What ``controleer`` knows of referrals: silent when all is well, and each rule finds what breaks it."""

from django.utils import timezone

from partners import controles
from partners.models import Doorverwijzing, Verloop, Voordrachtstap
from partners.services import doorverwijzen, voordragen
from tests.factories.werkgevers import VacatureFactory, draag_voor
from werkpunten.models import Betrokkenheid

GOED = {"zicht-van-partners": [], "zicht-van-teams": [], "verloop": [], "voordrachten": []}


def gevonden():
    return {naam: list(controle.uitzonderingen()) for naam, controle in controles.alle()}


def test_all_is_well_at_every_step(verwijzing, consulent):
    for naar in ("aanvaard", "gestart", "afgerond"):
        assert gevonden() == GOED
        doorverwijzen.zet(verwijzing, naar, door=consulent, tekst="vond werk")
    assert gevonden() == GOED


def test_sight_without_referral_and_the_other_way_round(verwijzing, persoon, compaan, ander):
    zicht = Betrokkenheid.objects.ongefilterd("test").filter(organisatie=compaan.organisatie)
    zicht.update(tot=timezone.now())
    wie = f"dossier {persoon.pk}, organisatie"
    assert gevonden()["zicht-van-partners"] == [f"{wie} {compaan.organisatie_id}"]
    zicht.update(tot=None, organisatie=ander.organisatie)
    paar = sorted((compaan.organisatie_id, ander.organisatie_id))
    assert gevonden()["zicht-van-partners"] == [f"{wie} {organisatie}" for organisatie in paar]


def test_a_state_without_its_step(verwijzing):
    Doorverwijzing.objects.ongefilterd("test").update(status="aanvaard")
    assert gevonden()["verloop"] == [f"doorverwijzing {verwijzing.pk}"]
    Verloop.objects.ongefilterd("test").delete()
    assert gevonden()["verloop"] == [f"doorverwijzing {verwijzing.pk}"]


def test_a_proposal_whose_last_step_is_another_phase(persoon, consulent):
    voordracht = draag_voor(persoon, VacatureFactory(), door=consulent)
    voordragen.zet(voordracht, voordragen.Stap("voorgedragen", "teruggetrokken"), door=consulent)
    assert gevonden()["voordrachten"] == []
    Voordrachtstap.objects.ongefilterd("test").filter(naar="teruggetrokken").delete()
    assert gevonden()["voordrachten"] == [f"voordracht {voordracht.pk}"]
