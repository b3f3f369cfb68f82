"""Internships and volunteering: the bank of places, who is there, evaluations, support, the certificate."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from kern.tijd import vandaag
from tests.factories.toegang import OrganisatieFactory
from tests.factories.trajecten import SessieFactory, StageFactory, StageplaatsFactory
from tests.factories.werkgevers import WerkgeverFactory
from tests.trajecten.mensen import zag
from toegang.models import Raadpleging
from trajecten import aanwezigheid, groepen, stages
from trajecten.aanwezigheid import Keuze
from trajecten.bewijs import deelnames
from trajecten.models import Evaluatie, Gastheersteun, Stage, Stageplaats


@pytest.fixture
def persoon(rabot, consulent):
    return zag(consulent, rabot, werkzoekende__voornaam="Elif")


@pytest.fixture
def stage(persoon, consulent):
    return StageFactory(werkzoekende=persoon, door=consulent)


def plaats(**anders):
    velden = {"soort": "vrijwilligerswerk", "titel": "Helpen in de buurtkeuken", "plaatsen": 2, "actief": "on"}
    return velden | {"mentor": "Nele Voorbeeld", "organisatie": OrganisatieFactory().pk} | anders


def invoer(waar, **anders):
    velden = {"sleutel": str(uuid.uuid4()), "plaats": waar.pk, "van": vandaag().isoformat(), "uren": 8}
    tot = (vandaag() + timedelta(days=30)).isoformat()
    return velden | {"tot": tot, "doelen": "Koken voor een groep", "taaldoelen": "De weg vragen"} | anders


def test_place_of_an_organisation_or_an_employer_never_both(als, consulent):
    adres = "/activiteiten/plaatsen/nieuw/"
    allebei = als(consulent).post(adres, plaats(werkgever=WerkgeverFactory().pk))
    assert "Kies een werkgever of een organisatie, niet allebei." in allebei.content.decode()
    als(consulent).post(adres, plaats())
    rij = Stageplaats.objects.get()
    assert (rij.gastheer, rij.mentor, rij.plaatsen) == (str(rij.organisatie), "Nele Voorbeeld", 2)
    assert "0 van 2" in als(consulent).get("/activiteiten/plaatsen/").content.decode()


def test_somebody_goes_there_once_and_the_file_shows_it(als, persoon, consulent):
    waar = StageplaatsFactory(plaatsen=2)
    adres, velden = f"{persoon.get_absolute_url()}activiteiten/stage/", invoer(waar)
    antwoorden = [als(consulent).post(adres, velden) for _ in range(2)]
    stage = Stage.objects.ongefilterd("test").get()
    assert [antwoord.url for antwoord in antwoorden] == [stage.get_absolute_url()] * 2
    assert "1 van 2" in als(consulent).get("/activiteiten/plaatsen/").content.decode()
    assert waar.titel in als(consulent).get(f"{persoon.get_absolute_url()}activiteiten/").content.decode()
    tekst = als(consulent).get(stage.get_absolute_url()).content.decode()
    assert ("Koken voor een groep" in tekst, "De weg vragen" in tekst) == (True, True)  # to learn, and in Dutch
    assert f"Stage: {waar}" in als(consulent).get(persoon.get_absolute_url()).content.decode()


def test_each_refusal_in_dutch(als, persoon, stage, consulent):
    adres = f"{persoon.get_absolute_url()}activiteiten/stage/"
    for velden, zin in (
        ({}, "Deze persoon is daar al in (een deel van) die periode."),
        ({"tot": (vandaag() - timedelta(days=1)).isoformat()}, "De laatste dag ligt voor de eerste."),
        ({"uren": 51}, "Schrijf tussen 1 en 50 uren per week."),
        ({"tot": (vandaag() + timedelta(days=3000)).isoformat()}, "Deze datum ligt te ver in de toekomst."),
    ):
        antwoord = als(consulent).post(adres, invoer(stage.plaats, **velden))
        assert (antwoord.status_code, zin in antwoord.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("velden", "naam"),
    [({"tot": vandaag() - timedelta(days=99)}, "stage_tot_na_van"), ({"uren": 0}, "stage_uren_redelijk")],
)
def test_database_refuses(stage, velden, naam):
    with pytest.raises(IntegrityError, match=naam):
        Stage.objects.ongefilterd("test").update(**velden)


def test_evaluations_by_who_says_it_and_another_last_day(als, stage, consulent):
    velden = {
        "doe": "evaluatie",
        "evaluatie-sleutel": str(uuid.uuid4()),
        "evaluatie-van_wie": "mentor",
        "evaluatie-dag": vandaag().isoformat(),
        "evaluatie-tekst": "Komt altijd op tijd",
    }
    for _ in range(2):
        assert als(consulent).post(stage.get_absolute_url(), velden).status_code == 302
    assert [rij.tekst for rij in Evaluatie.objects.ongefilterd("test")] == ["Komt altijd op tijd"]
    assert "Volgens de mentor" in als(consulent).get(stage.get_absolute_url()).content.decode()
    als(consulent).post(stage.get_absolute_url(), {"doe": "tot", "tot-tot": vandaag().isoformat()})
    stage.refresh_from_db()
    assert stage.tot == vandaag()
    vroeger = (stage.van - timedelta(days=1)).isoformat()
    antwoord = als(consulent).post(stage.get_absolute_url(), {"doe": "tot", "tot-tot": vroeger})
    assert "De laatste dag ligt voor de eerste." in antwoord.content.decode()


def test_support_of_the_host_and_only_names_one_may_see(als, stage, consulent, vreemde):
    adres = stage.plaats.get_absolute_url()
    velden = {"sleutel": str(uuid.uuid4()), "dag": vandaag().isoformat(), "wat": "Uitleg over het statuut"}
    for _ in range(2):
        als(consulent).post(adres, velden)
    assert Gastheersteun.objects.count() == 1
    naam = stage.werkzoekende.naam
    eigen, ander = (als(wie).get(adres).content.decode() for wie in (consulent, vreemde))
    assert [("Uitleg over het statuut" in pagina, naam in pagina) for pagina in (eigen, ander)] == [
        (True, True),
        (True, False),
    ]


def test_place_that_receives_nobody(persoon, consulent):
    waar = StageplaatsFactory(actief=False)
    stage = Stage(plaats=waar, werkzoekende=persoon, tot=vandaag(), uren=8, doelen="leren")
    with pytest.raises(ValidationError, match="Deze plaats ontvangt nu niemand"):
        stages.start_stage(stage, door=consulent)


def test_certificate_says_what_somebody_took_part_in(als, stage, persoon, consulent, rabot):
    for dagen, stand in ((-8, "aanwezig"), (-1, "aanwezig"), (-2, "afwezig")):
        sessie = SessieFactory(werkpunt=rabot, begeleider=consulent, over=dagen)
        (rij,) = groepen.schrijf_in([sessie], persoon, door=consulent)
        aanwezigheid.noteer(sessie, [Keuze(rij.pk, stand)], door=consulent)
    dagen = ", ".join(f"{vandaag() - timedelta(days=geleden):%d/%m/%Y}" for geleden in (8, 1))
    assert deelnames(persoon, lezer=consulent) == [
        f"Solliciteren: {dagen}",
        f"Stage: {stage.plaats}, {stage.plaats.gastheer}, {stage.van:%d/%m/%Y}–{vandaag():%d/%m/%Y} (20 u/week)",
    ]
    antwoord = als(consulent).get(f"{persoon.get_absolute_url()}activiteiten/bewijs/")
    assert antwoord.content.startswith(b"%PDF-")
    assert b"pdfuaid" in antwoord.content
    log = Raadpleging.objects.order_by("-pk").first()
    assert (log.aard, log.reden, log.personen) == ("export", "bewijs van deelname", [persoon.pk])


def test_without_anything_there_is_no_certificate(als, persoon, consulent):
    antwoord = als(consulent).get(f"{persoon.get_absolute_url()}activiteiten/bewijs/", follow=True)
    assert "Deze persoon nam nog nergens aan deel." in antwoord.content.decode()


@pytest.mark.parametrize(
    ("van", "tot", "mag"), [(0, 5, False), (5, 5, False), (10, 20, False), (11, 20, True), (0, 30, False)]
)
def test_a_host_receives_no_more_people_than_there_are_places(consulent, rabot, van, tot, mag):
    nu, waar = vandaag(), StageplaatsFactory(plaatsen=2)
    for begin, einde in ((0, 5), (5, 10)):
        dagen = {"van": nu + timedelta(days=begin), "tot": nu + timedelta(days=einde)}
        for _ in range(1 if begin else 2):
            StageFactory(plaats=waar, werkzoekende=zag(consulent, rabot), door=consulent, **dagen)
    StageFactory(
        plaats=waar, werkzoekende=zag(consulent, rabot), door=consulent, van=nu + timedelta(days=6), tot=dagen["tot"]
    )
    nieuw = StageFactory.build(
        plaats=waar,
        werkzoekende=zag(consulent, rabot),
        door=consulent,
        van=nu + timedelta(days=van),
        tot=nu + timedelta(days=tot),
    )
    if mag:
        assert stages.start_stage(nieuw, door=consulent).pk
    else:
        with pytest.raises(ValidationError, match="geen plaats meer"):
            stages.start_stage(nieuw, door=consulent)
