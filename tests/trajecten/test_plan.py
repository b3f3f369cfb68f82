"""The plan of a trajectory: goals, steps, what was agreed, and two colleagues at one row."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kern.tijd import vandaag
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.sloten import elders, wacht_op_slot
from tests.trajecten.test_trajecten import begin, sluit
from trajecten import plan
from trajecten.models import Planakkoord, Plandoel, Stap, Trajectsjabloon, Trajectverloop, volgende_stap
from werkpunten.afschrift import Vraag, hoofdstukken
from werkpunten.models import Drempel, Drempelsoort, Werkzoekende
from werkpunten.zicht import vergrendel

MORGEN = vandaag() + timedelta(days=1)
STRAKS = vandaag() + timedelta(days=14)


@pytest.fixture
def persoon(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


@pytest.fixture
def traject(persoon, rabot, consulent):
    sjabloon = Trajectsjabloon.objects.get(naam="Begeleiding in het werkpunt")
    return begin(persoon, sjabloon, rabot, consulent)


@pytest.fixture
def adres(traject):
    return f"/trajecten/{traject.sleutel}/plan/"


@pytest.fixture
def doel(traject, consulent):
    return plan.bewaar_doel(Plandoel(traject=traject, tekst="Poetsen, deeltijds"), door=consulent)


def stap_bij(doel, door, **velden):
    return plan.bewaar_stap(Stap(doel=doel, **({"wat": "Motivatiebrief", "tegen": STRAKS} | velden)), door=door)


def akkoord(traject, door, op=None):
    gezien = plan.lees(traject, door).afdruk
    return plan.leg_vast(traject, op=op or vandaag(), manier="mondeling", gezien=gezien, door=door)


def verborgen(antwoord, naam):
    return re.search(rf'name="{naam}" value="([^"]*)"', antwoord.content.decode())[1]


def test_a_goal_in_own_words_then_its_steps(als, traject, adres, consulent, collega):
    client = als(consulent)
    assert "Nog geen doelen. Begin met wat de persoon zelf wil." in client.get(adres).content.decode()
    formulier = client.get(f"{adres}doel-nieuw/")
    velden = {
        "sleutel": verborgen(formulier, "sleutel"),
        "tekst": "Ik wil poetsen dicht bij huis",
        "tegen": str(STRAKS),
    }
    for _ in range(2):
        assert client.post(f"{adres}doel-nieuw/", velden).status_code == 302
    [doel] = Plandoel.objects.ongefilterd("test")
    assert (doel.tekst, doel.tegen, doel.status) == ("Ik wil poetsen dicht bij huis", STRAKS, "loopt")
    nieuw = f"{adres}nieuw-{doel.pk}/"
    velden = {"sleutel": verborgen(client.get(nieuw), "sleutel"), "wat": "Kinderopvang vragen", "soort": "eigen"}
    velden |= {"wie": f"m{collega.pk}", "tegen": str(MORGEN)}
    for _ in range(2):
        assert client.post(nieuw, velden).status_code == 302
    [stap] = Stap.objects.ongefilterd("test")
    assert (stap.wat, stap.medewerker, stap.status, stap.werkzoekende) == (
        *("Kinderopvang vragen", collega, "niet_gestart"),
        traject.werkzoekende,
    )
    inhoud = client.get(adres).content.decode()
    assert "Doel 1: Ik wil poetsen dicht bij huis" in inhoud
    assert str(collega) in inhoud


def test_done_with_one_click_keeps_the_day_and_stands_in_the_log(als, adres, doel, consulent, traject):
    stap = stap_bij(doel, consulent)
    for _ in range(2):
        assert als(consulent).post(f"{adres}stap-{stap.pk}/", {"klaar": "1"}).status_code == 302
    stap.refresh_from_db()
    assert (stap.status, stap.klaar_op) == ("klaar", vandaag())
    gebeurd = Trajectverloop.objects.ongefilterd("test").filter(traject=traject, soort="stap")
    assert [rij.tekst for rij in gebeurd] == ["Motivatiebrief"]
    stap.status = "bezig"
    plan.bewaar_stap(stap, door=consulent)
    assert stap.klaar_op is None


def test_a_key_sent_again_with_somebody_else_or_another_barrier_is_refused(doel, persoon, consulent, collega):
    sleutel, drempel = uuid.uuid4(), Drempel.objects.create(werkzoekende=persoon, soort=Drempelsoort.objects.first())
    stap = stap_bij(doel, consulent, sleutel=sleutel, medewerker=consulent)
    assert stap_bij(doel, consulent, sleutel=sleutel, medewerker=consulent) == stap
    for anders in (
        {"medewerker": collega},
        {"medewerker": None},
        {"medewerker": None, "organisatie": collega.organisatie},
        {"medewerker": consulent, "drempel": drempel},
    ):
        with pytest.raises(ValidationError, match="Deze stap was al bewaard met een andere inhoud"):
            stap_bij(doel, consulent, sleutel=sleutel, **anders)


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"tegen": vandaag() - timedelta(days=1)}, "Geef een datum na vandaag."),
        ({"wat": "x"}, "Schrijf wat er moet gebeuren."),
        ({"tegen": None}, "tegen"),
    ],
)
def test_what_a_step_wants(doel, consulent, velden, zin):
    with pytest.raises(ValidationError, match=zin):
        stap_bij(doel, consulent, **velden)


def test_a_late_step_can_be_changed_without_another_day(doel, consulent):
    stap = stap_bij(doel, consulent)
    Stap.objects.ongefilterd("test").update(tegen=vandaag() - timedelta(days=5))
    stap.refresh_from_db()
    assert stap.is_te_laat
    stap.status = "bezig"
    assert plan.bewaar_stap(stap, door=consulent).status == "bezig"


def test_barriers_are_the_persons_own_with_who_handles_them(als, adres, doel, persoon, consulent):
    soort = Drempelsoort.objects.first()
    drempel = Drempel.objects.create(werkzoekende=persoon, soort=soort, toestand="aanpak", toelichting="CAW helpt mee")
    stap_bij(doel, consulent, drempel=drempel, wat="Afbetalingsplan maken")
    inhoud = als(consulent).get(adres).content.decode()
    assert ("in aanpak" in inhoud, "CAW helpt mee" in inhoud) == (True, True)
    assert "Elif: Afbetalingsplan maken (nog niet gestart)" in inhoud
    ander = Drempel.objects.create(werkzoekende=WerkzoekendeFactory(), soort=soort)
    with pytest.raises(ValidationError, match="Deze drempel is van iemand anders"):
        stap_bij(doel, consulent, drempel=ander)


def test_versions_by_agreement(als, adres, traject, doel, consulent):
    client, velden = als(consulent), {"op": str(vandaag()), "manier": "papier"}
    assert "versie 1 (ontwerp)" in client.get(adres).content.decode()
    velden["gezien"] = verborgen(client.get(adres), "gezien")
    for _ in range(2):
        assert client.post(f"{adres}akkoord/", velden).status_code == 302
    [versie] = Planakkoord.objects.ongefilterd("test")
    assert (versie.versie, versie.manier, versie.door) == (1, "papier", consulent)
    assert [doel["tekst"] for doel in versie.inhoud["doelen"]] == ["Poetsen, deeltijds"]
    inhoud = client.get(adres).content.decode()
    assert ("versie 1<" in inhoud, "handtekening op papier" in inhoud) == (True, True)
    stap_bij(doel, consulent)
    assert "versie 2 (ontwerp)" in client.get(adres).content.decode()
    antwoord = client.post(f"{adres}akkoord/", velden)
    assert (antwoord.status_code, plan.GEWIJZIGD in antwoord.content.decode()) == (422, True)
    assert akkoord(traject, consulent).versie == 2
    verloop = Trajectverloop.objects.ongefilterd("test").filter(traject=traject, soort="plan")
    assert [rij.tekst[:8] for rij in verloop] == ["versie 1", "versie 2"]


def test_copy_for_the_person_holds_all_that_was_agreed(traject, doel, consulent, persoon):
    stap_bij(doel, consulent, wat="Rijbewijs halen", tegen=date(2027, 3, 1))
    akkoord(traject, consulent)
    lezer = Werkzoekende.objects.bewerkbaar_voor(consulent).met_naamregel().met_recht(consulent)
    delen = {deel.titel: deel for deel in hoofdstukken(Vraag(lezer.get(pk=persoon.pk), consulent), alles=True)}
    [rij] = delen["Wat we afspraken"].rijen
    assert "doel: Poetsen, deeltijds; stap: Rijbewijs halen (tegen 01/03/2027)" in rij


def test_progress_is_no_new_version(traject, doel, consulent):
    stap = stap_bij(doel, consulent)
    akkoord(traject, consulent)
    stap.status = "klaar"
    plan.bewaar_stap(stap, door=consulent)
    assert not plan.lees(traject, consulent).is_ontwerp


def test_an_agreement_wants_a_goal_and_a_day_that_was(traject, consulent):
    with pytest.raises(ValidationError, match="Een plan zonder doel kan je niet voorleggen"):
        akkoord(traject, consulent)
    plan.bewaar_doel(Plandoel(traject=traject, tekst="Werken"), door=consulent)
    with pytest.raises(ValidationError, match="Deze dag moet nog komen"):
        akkoord(traject, consulent, op=MORGEN)
    with pytest.raises(ValidationError, match="voor het begin van het traject"):
        akkoord(traject, consulent, op=vandaag() - timedelta(days=1))


def test_what_a_colleague_changed_is_seen_before_it_is_overwritten(als, adres, doel, consulent, collega):
    rij = f"{adres}doel-{doel.pk}/"
    formulier = als(consulent).get(rij)
    velden = {naam: verborgen(formulier, naam) for naam in ("sleutel", "gezien")} | {"status": "loopt"}
    als(collega).post(rij, velden | {"tekst": "Poetsen in een school"})
    antwoord = als(consulent).post(rij, velden | {"tekst": "Poetsen in een rusthuis"})
    inhoud = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "Bekijk en kies." in inhoud
    assert ("Poetsen in een school" in inhoud, "Poetsen in een rusthuis" in inhoud) == (True, True)
    velden["gezien"] = verborgen(antwoord, "gezien")
    assert als(consulent).post(rij, velden | {"tekst": "Poetsen in een rusthuis"}).status_code == 302
    doel.refresh_from_db()
    assert doel.tekst == "Poetsen in een rusthuis"


def test_strengths_and_preferences(als, adres, consulent):
    velden = {"gezien": "", "sterktes": "Geduld", "voorkeuren": "Niet in het weekend"}
    assert als(consulent).post(f"{adres}woorden/", velden).status_code == 302
    inhoud = als(consulent).get(adres).content.decode()
    assert ("Geduld" in inhoud, "Niet in het weekend" in inhoud) == (True, True)
    antwoord = als(consulent).post(f"{adres}woorden/", velden | {"sterktes": "Andere"})
    assert (antwoord.status_code, "Geduld" in antwoord.content.decode()) == (422, True)


def test_closed_the_plan_can_only_be_read(als, adres, traject, doel, consulent):
    sluit(traject, consulent, begeleiding_stopt=False)
    inhoud = als(consulent).get(adres).content.decode()
    assert ("Doel 1: Poetsen, deeltijds" in inhoud, "Doel toevoegen" in inhoud) == (True, False)
    with pytest.raises(ValidationError, match="Dit traject is gesloten"):
        plan.bewaar_doel(Plandoel(traject=traject, tekst="Nog iets"), door=consulent)


GETYPT = {
    "woorden": {"sterktes": "Goed met mensen", "voorkeuren": "niets"},
    "doel-PK": {"tekst": "Goed met mensen", "status": "loopt"},
    "doel-nieuw": {"tekst": "Goed met mensen"},
    "nieuw-PK": {"wat": "Goed met mensen", "soort": "eigen", "wie": "zelf", "tegen": str(STRAKS)},
    "akkoord": {"op": str(vandaag()), "manier": "mondeling"},
}


@pytest.mark.parametrize("rij", GETYPT)
@pytest.mark.django_db(transaction=True)
def test_closed_by_a_colleague_while_it_is_saved_keeps_what_was_typed(als, adres, traject, doel, consulent, rij):
    """The page was read open; the save waits for the colleague who closes, which ends the goals too."""
    client, eigen = als(consulent), f"{adres}{rij.replace('PK', str(doel.pk))}/"
    verborgen_velden = dict(re.findall(r'name="(sleutel|gezien)" value="([^"]*)"', client.get(eigen).content.decode()))
    with ThreadPoolExecutor(1) as draad:
        with transaction.atomic():
            vergrendel([traject.werkzoekende_id])
            bewaart = draad.submit(elders, client.post, eigen, GETYPT[rij] | verborgen_velden)
            wacht_op_slot()
            sluit(traject, consulent, begeleiding_stopt=False)
        antwoord = bewaart.result()
    tekst = antwoord.content.decode()
    waarom = "Iemand anders wijzigde dit" if rij == "doel-PK" else "Dit traject is gesloten. Heropen het eerst."
    assert (antwoord.status_code, waarom in tekst) == (422, True)
    assert all(waarde in tekst for waarde in GETYPT[rij].values())
    assert Plandoel.objects.ongefilterd("test").get().tekst == "Poetsen, deeltijds"


def test_only_rows_of_this_plan(als, adres, doel, rabot, consulent, persoon):
    ander = begin(
        persoon, Trajectsjabloon.objects.get(naam="Taal en oriëntatie"), rabot, consulent, sleutel=uuid.uuid4()
    )
    vreemd = plan.bewaar_doel(Plandoel(traject=ander, tekst="Nederlands leren"), door=consulent)
    for rij in (f"doel-{vreemd.pk}", f"nieuw-{vreemd.pk}", "stap-0", "stap-x", "iets"):
        assert als(consulent).get(f"{adres}{rij}/").status_code == 404


@pytest.mark.parametrize(
    ("velden", "naam"),
    [({"status": "klaar"}, "stap_klaar_op"), ({"klaar_op": vandaag()}, "stap_klaar_op"), ({}, "stap_door_een")],
)
def test_database_refuses(doel, consulent, velden, naam):
    stap_bij(doel, consulent)
    velden = velden or {"medewerker": consulent, "organisatie": consulent.organisatie}
    with pytest.raises(IntegrityError, match=naam), transaction.atomic():
        Stap.objects.ongefilterd("test").update(**velden)


def test_next_open_step_of_a_person(traject, doel, consulent, persoon):
    stap_bij(doel, consulent, wat="Later", tegen=STRAKS)
    eerst = stap_bij(doel, consulent, wat="Eerst bellen", tegen=MORGEN)

    def volgende():
        mensen = Werkzoekende.objects.zichtbaar_voor(consulent).annotate(stap=volgende_stap())
        return mensen.get(pk=persoon.pk).stap

    assert volgende() == [{"wat": "Eerst bellen", "tegen": f"{MORGEN:%d/%m/%Y}"}]
    eerst.status = "klaar"
    plan.bewaar_stap(eerst, door=consulent)
    assert [stap["wat"] for stap in volgende()] == ["Later"]
    sluit(traject, consulent, begeleiding_stopt=False)
    assert volgende() == []


def test_caseload_says_which_trajectory_in_which_phase_and_what_comes_next(als, traject, doel, consulent):
    stap_bij(doel, consulent, wat="Eerst bellen", tegen=MORGEN)
    tekst = " ".join(als(consulent).get("/caseload/").content.decode().split())
    cel = tekst.split('<td data-kop="Traject en fase">')[1].split("</td>")[0]
    assert cel == f"{traject.sjabloon}: {traject.fase} <small>volgende stap: Eerst bellen ({MORGEN:%d/%m/%Y})</small>"
    bestand = als(consulent).get("/caseload/exporteer/").content.decode("utf-8-sig")
    assert f"{traject.sjabloon}: {traject.fase}" in bestand
    assert f"Eerst bellen ({MORGEN:%d/%m/%Y})" in bestand


@pytest.mark.parametrize("aantal", [1, 3])
def test_queries_do_not_grow(als, adres, traject, consulent, persoon, aantal, django_assert_num_queries):
    for nummer, soort in enumerate(Drempelsoort.objects.all()[:aantal]):
        drempel = Drempel.objects.create(werkzoekende=persoon, soort=soort)
        doel = plan.bewaar_doel(Plandoel(traject=traject, tekst=f"Doel {nummer}"), door=consulent)
        for _ in range(aantal):
            stap_bij(doel, consulent, drempel=drempel, medewerker=consulent)
    client = als(consulent)
    client.get("/")
    with django_assert_num_queries(24):
        client.get(adres)
