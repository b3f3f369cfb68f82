"""Work, stays and sessions know for which trajectory and step they were; work that was found is one fact."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kern.tijd import Periode, vandaag
from rapportage.projectcijfers import Vraag, tel
from tests.factories.trajecten import SessieFactory, StageFactory, StageplaatsFactory, UitstroomFactory
from tests.factories.werkpunten import WerkzoekendeFactory
from tests.trajecten.test_plan import persoon, stap_bij, traject
from tests.trajecten.test_trajecten import begin, nieuw_werk, sluit
from trajecten import groepen, koppelen, plan
from trajecten.koppelen import Bij
from trajecten.models import Deelname, Plandoel, Stage, Stap, Traject, Trajectsjabloon, Uitstroom

__all__ = ["persoon", "traject"]


def gesloten_met(client, traject, **velden):
    basis = {"doe": "sluit", "sluit-einde": vandaag().isoformat(), "sluit-resultaat": "werk"}
    return client.post(f"/trajecten/{traject.sleutel}/", basis | velden)


def werken():
    alle = Uitstroom.objects.ongefilterd("test").order_by("pk")
    return [(werk.functie, werk.traject_id, werk.waar) for werk in alle.select_related("werkgever")]


@pytest.fixture
def taal(persoon, rabot, consulent):
    sjabloon = Trajectsjabloon.objects.get(naam="Taal en oriëntatie")
    return begin(persoon, sjabloon, rabot, consulent, sleutel=uuid.uuid4())


@pytest.fixture
def stap(traject, consulent):
    """A step of kind internship; a test may change its kind."""
    doel = plan.bewaar_doel(Plandoel(traject=traject, tekst="Werken in een keuken"), door=consulent)
    return stap_bij(doel, consulent, wat="Stage in een keuken", soort=Stap.Soort.STAGE)


def test_closing_with_work_asks_which_and_keeps_it(als, traject, consulent):
    antwoord = gesloten_met(als(consulent), traject)
    assert antwoord.status_code == 422
    assert "Kies welk werk het is, of vul het in." in antwoord.content.decode()
    assert werken() == []
    assert gesloten_met(als(consulent), traject, **nieuw_werk()).status_code == 302
    assert werken() == [("Keukenhulp", traject.pk, "werkgever niet gekend")]
    assert "Werk: Keukenhulp" in als(consulent).get(f"/trajecten/{traject.sleutel}/").content.decode()


def test_closing_with_work_that_is_known_makes_no_other(als, traject, persoon, consulent):
    werk = UitstroomFactory(werkzoekende=persoon, door=consulent, begin=vandaag())
    assert gesloten_met(als(consulent), traject, **{"sluit-werk": werk.pk}).status_code == 302
    assert werken() == [("Keukenhulp", traject.pk, str(werk.werkgever))]


def test_what_is_filled_in_about_work_counts_for_that_result_only(als, traject, consulent):
    antwoord = gesloten_met(als(consulent), traject, **nieuw_werk(), **{"sluit-resultaat": "vdab"})
    assert (antwoord.status_code, werken()) == (302, [])


def test_work_of_before_the_trajectory_is_no_result_of_it(traject, consulent, persoon):
    werk = UitstroomFactory(werkzoekende=persoon, door=consulent)
    with pytest.raises(ValidationError, match="Dit werk begon voor het traject"):
        koppelen.koppel(werk, Bij(traject), door=consulent)
    with pytest.raises(ValidationError, match="Dit werk begon voor het traject"):
        sluit(traject, consulent, werk=werk)
    traject.refresh_from_db()
    assert traject.is_open


def test_database_keeps_a_job_beside_the_result_work_and_no_other(traject, persoon, consulent):
    for velden in ({"resultaat": "werk"}, {"resultaat": "vdab", "werk": UitstroomFactory(werkzoekende=persoon)}):
        with transaction.atomic(), pytest.raises(IntegrityError, match="traject_werk_bij_resultaat"):
            Traject.objects.ongefilterd("test").filter(pk=traject.pk).update(einde=vandaag(), **velden)


def test_one_job_is_the_result_of_two_trajectories(als, traject, taal, persoon, consulent):
    gesloten_met(als(consulent), traject, **nieuw_werk())
    werk = Uitstroom.objects.ongefilterd("test").get()
    assert gesloten_met(als(consulent), taal, **{"sluit-werk": werk.pk}).status_code == 302
    als(consulent).post(werk.get_absolute_url(), {"doe": "bij", "bij-bij": ""})
    assert set(Traject.objects.ongefilterd("test").values_list("resultaat", "werk")) == {("werk", werk.pk)}
    for een in (traject, taal):
        (telling,) = tel([Vraag(een.sjabloon.project, Periode(vandaag(), vandaag() + timedelta(days=1)))])
        assert telling.totaal("naar_werk") == 1


def test_nothing_to_choose_any_more_is_said(als, persoon, consulent):
    werk = UitstroomFactory(werkzoekende=persoon, door=consulent)
    antwoord = als(consulent).post(werk.get_absolute_url(), {"doe": "bij", "bij-bij": "t1"})
    assert antwoord.status_code == 422
    assert "Er is geen traject meer om te kiezen." in antwoord.content.decode()


def test_a_stay_is_for_the_open_step_and_begins_it(als, stap, traject, persoon, consulent):
    adres = f"{persoon.get_absolute_url()}activiteiten/stage/"
    inhoud = als(consulent).get(adres).content.decode()
    assert f'<option value="s{stap.pk}" selected>Stage in een keuken</option>' in inhoud
    velden = {"sleutel": str(uuid.uuid4()), "plaats": StageplaatsFactory().pk, "uren": 10, "doelen": "leren"}
    velden |= {"van": vandaag().isoformat(), "tot": (vandaag() + timedelta(days=5)).isoformat()}
    assert als(consulent).post(adres, velden | {"bij": f"s{stap.pk}"}).status_code == 302
    stage = Stage.objects.ongefilterd("test").get()
    stap.refresh_from_db()
    assert (stage.traject, stage.stap, stap.status) == (traject, stap, "bezig")
    plan_ = als(consulent).get(f"/trajecten/{traject.sleutel}/plan/").content.decode()
    assert "Stage: Meedraaien in de keuken" in plan_


@pytest.mark.parametrize("soort", ["module", "stage"])
def test_a_session_is_for_the_only_step_of_its_kind(stap, traject, persoon, rabot, consulent, soort):
    Stap.objects.ongefilterd("test").update(soort=soort)
    (rij,) = groepen.schrijf_in([SessieFactory(werkpunt=rabot)], persoon, door=consulent)
    assert (rij.traject, rij.stap) == (traject, stap if soort == "module" else None)


def test_with_two_trajectories_nobody_guesses_and_somebody_chooses(als, traject, taal, persoon, rabot, consulent):
    (rij,) = groepen.schrijf_in([SessieFactory(werkpunt=rabot)], persoon, door=consulent)
    assert (rij.traject, rij.stap) == (None, None)
    adres = f"/activiteiten/deelnames/{rij.sleutel}/bij/"
    assert als(consulent).post(adres, {"bij": f"t{taal.pk}"}).status_code == 302
    rij.refresh_from_db()
    assert rij.traject == taal
    tab = als(consulent).get(f"{persoon.get_absolute_url()}activiteiten/").content.decode()
    assert "voor Taal en oriëntatie" in tab
    als(consulent).post(adres, {"bij": ""})
    assert Deelname.objects.ongefilterd("test").get().traject is None


@pytest.mark.parametrize("maak", [UitstroomFactory, StageFactory], ids=["werk", "stage"])
def test_chosen_on_the_page_of_work_or_a_stay(als, traject, persoon, consulent, maak):
    Traject.objects.ongefilterd("test").update(begin=vandaag() - timedelta(days=30))
    rij = maak(werkzoekende=persoon, door=consulent)
    keuze = {"doe": "bij", "bij-bij": f"t{traject.pk}"}
    assert als(consulent).post(rij.get_absolute_url(), keuze).status_code == 302
    rij.refresh_from_db()
    assert rij.traject == traject


def test_of_somebody_else_or_another_trajectory_is_refused(traject, taal, stap, persoon, consulent):
    stage = StageFactory(werkzoekende=persoon, door=consulent)
    with pytest.raises(ValidationError, match="Deze stap hoort niet bij dat traject"):
        koppelen.koppel(stage, Bij(taal, stap), door=consulent)
    vreemd = Uitstroom(werkzoekende=WerkzoekendeFactory(), traject=traject)
    with pytest.raises(ValidationError, match="Dit traject is van iemand anders"):
        koppelen.controleer(vreemd)
