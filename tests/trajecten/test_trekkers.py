"""One organisation leads for a person in a project, others work along (S3.4): file, plan, case team, API."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from kern.tijd import vandaag
from tests.factories.partners import PartnerFactory, team_van
from tests.factories.toegang import MedewerkerFactory, OrganisatieFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.trajecten.mensen import begeleidt
from tests.trajecten.test_trajecten import begin, sluit, verloop
from toegang.models import ApiSleutel
from trajecten import plan, trajecten
from trajecten.models import Plandoel, Projectpartner, Stap, Traject, Trajectsjabloon
from trajecten.trekkers import meewerkers, zet_trekker


@pytest.fixture
def sjabloon(db):
    return Trajectsjabloon.objects.get(naam="Begeleiding in het werkpunt")


@pytest.fixture
def persoon(rabot, consulent):
    return ContactmomentFactory(werkzoekende=WerkzoekendeFactory(), werkpunt=rabot, door=consulent).werkzoekende


@pytest.fixture
def compaan(sjabloon):
    partner = OrganisatieFactory(naam="vzw Compaan")
    Projectpartner.objects.create(project=sjabloon.project, organisatie=partner)
    return partner


@pytest.fixture
def traject(persoon, sjabloon, rabot, consulent):
    return begin(persoon, sjabloon, rabot, consulent)


def trekker(traject):
    return Traject.objects.ongefilterd("test").get(pk=traject.pk).trekker


def tweede(traject, sjabloon, door):
    """Another trajectory of the same person in the same project, of another kind."""
    ander = Trajectsjabloon.objects.create(project=sjabloon.project, naam="Taal erbij", soort="taal")
    return begin(traject.werkzoekende, ander, traject.werkpunt, door, sleutel=uuid.uuid4())


def test_the_organisation_of_the_coach_leads_until_another_does(als, traject, compaan, consulent):
    assert trekker(traject) == consulent.organisatie
    adres = f"/trajecten/{traject.sleutel}/"
    velden = {"doe": "trekker", "trekker-trekker": compaan.pk, "trekker-reden": "Compaan kent het gezin"}
    assert als(consulent).post(adres, velden).url == adres
    assert (trekker(traject), verloop(traject)[-1]) == (compaan, ("trekker", "vzw Compaan: Compaan kent het gezin"))
    dossier = f"{traject.werkzoekende.get_absolute_url()}trajecten/"
    for pagina, tekst in (
        (adres, f'<dt>Trekker</dt><dd>vzw Compaan <span class="zacht">met {consulent.organisatie}</span></dd>'),
        (f"{adres}plan/", "· trekker: vzw Compaan"),
        (dossier, "· trekker: vzw Compaan"),
    ):
        assert tekst in als(consulent).get(pagina).content.decode()


def test_the_same_organisation_leads_in_every_trajectory_of_the_project(traject, sjabloon, compaan, consulent):
    zet_trekker(traject, compaan, reden="kent het gezin", door=consulent)
    taal = tweede(traject, sjabloon, consulent)
    assert trekker(taal) == compaan
    zet_trekker(taal, consulent.organisatie, reden="toch wij", door=consulent)
    assert trekker(traject) == trekker(taal) == consulent.organisatie
    assert verloop(traject)[-1] == verloop(taal)[-1] == ("trekker", f"{consulent.organisatie}: toch wij")


def test_reopened_it_follows_who_leads_by_now(traject, sjabloon, compaan, consulent):
    taal = tweede(traject, sjabloon, consulent)
    sluit(traject, consulent, begeleiding_stopt=False)
    zet_trekker(taal, compaan, reden="kent het gezin", door=consulent)
    assert trekker(traject) == consulent.organisatie
    trajecten.heropen(traject, reden="te vroeg", door=consulent)
    assert trekker(traject) == compaan


def test_another_project_has_its_own_lead(traject, compaan, consulent, rabot):
    zet_trekker(traject, compaan, reden="kent het gezin", door=consulent)
    ander = Trajectsjabloon.objects.exclude(project=traject.sjabloon.project).exclude(soort=traject.soort)[0]
    apart = begin(traject.werkzoekende, ander, rabot, consulent, sleutel=uuid.uuid4())
    assert trekker(apart) == consulent.organisatie


def test_what_is_refused(als, traject, compaan, consulent, vreemde):
    buiten = OrganisatieFactory(naam="vzw Elders")
    for wie, door, reden, zin in (
        (buiten, consulent, "zomaar", "vzw Elders werkt niet mee aan dit project."),
        (consulent.organisatie, consulent, "zomaar", f"{consulent.organisatie} trekt dit traject al."),
        (compaan, consulent, " ", "Schrijf in enkele woorden waarom."),
        (compaan, vreemde, "zomaar", "Je kan dit dossier niet wijzigen."),
    ):
        with pytest.raises(ValidationError) as fout:
            zet_trekker(traject, wie, reden=reden, door=door)
        assert fout.value.messages == [zin]
    adres, velden = f"/trajecten/{traject.sleutel}/", {"doe": "trekker", "trekker-reden": "zomaar"}
    assert als(consulent).post(adres, velden | {"trekker-trekker": buiten.pk}).status_code == 422
    assert als(vreemde).post(adres, velden | {"trekker-trekker": compaan.pk}).status_code == 404
    sluit(traject, consulent)
    with pytest.raises(ValidationError, match="Dit traject is gesloten"):
        zet_trekker(traject, compaan, reden="zomaar", door=consulent)
    assert trekker(traject) == consulent.organisatie


def test_who_coaches_along_or_has_a_step_to_do_works_along(traject, compaan, consulent, rabot):
    assert meewerkers(traject) == []
    begeleidt(MedewerkerFactory(organisatie=compaan), traject.werkzoekende, rabot)
    doel = plan.bewaar_doel(Plandoel(traject=traject, tekst="Werk in de keuken"), door=consulent)
    amal = OrganisatieFactory(naam="Amal")
    velden = {"wat": "Taaltest", "soort": "taalcoach", "organisatie": amal, "tegen": vandaag()}
    stap = plan.bewaar_stap(Stap(doel=doel, **velden), door=consulent)
    assert meewerkers(traject) == ["Amal", "vzw Compaan"]
    plan.zet_status(stap, "klaar", door=consulent)
    assert meewerkers(traject) == ["vzw Compaan"]


def test_the_case_team_shows_which_of_its_organisations_leads(als, traject, compaan, partnermedewerker, consulent):
    partnermedewerker.organisatie = compaan
    partnermedewerker.save()
    PartnerFactory(organisatie=compaan)
    team = team_van(
        traject.werkzoekende, partnermedewerker, werkpunt=traject.werkpunt, door=consulent, gegevens=["naam"]
    )
    tag = '<span class="zacht">vzw Compaan</span> <span class="tag">trekker</span>'

    def getoond():
        paginas = [als(wie).get(team.get_absolute_url()).content.decode() for wie in (consulent, partnermedewerker)]
        return [tag in " ".join(pagina.split()) for pagina in paginas]

    assert getoond() == [False, False]
    zet_trekker(traject, compaan, reden="kent het gezin", door=consulent)
    assert getoond() == [True, True]


def test_the_api_says_who_leads(traject, compaan, consulent):
    zet_trekker(traject, compaan, reden="kent het gezin", door=consulent)
    client = Client(HTTP_AUTHORIZATION=f"Bearer {ApiSleutel.vernieuw(consulent)}")
    assert client.get(f"/api/v1/trajecten/{traject.sleutel}/").json()["trekker"] == "vzw Compaan"
