"""Civic integration beside the plan: its lessons, what clashes with them, a file that goes on when status changes."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kern.tijd import plus_maanden, vandaag
from tests.factories.trajecten import SessieFactory
from tests.factories.werkpunten import AfspraakFactory, om
from tests.trajecten.test_groepagenda import afspraak
from tests.trajecten.test_plan import persoon, stap_bij, traject
from trajecten import groepen, plan
from trajecten.afschrift import ACTIVITEITEN
from trajecten.inburgering import overzicht
from trajecten.models import Inburgeringsdeel, Plandoel
from werkpunten.afschrift import Vraag
from werkpunten.agenda import waarschuwingen
from werkpunten.models import Verblijf

__all__ = ["persoon", "traject"]
OVER = 2
DAG = vandaag() + timedelta(days=OVER)


@pytest.fixture
def les(persoon, consulent):
    """Dutch on one day a week, in the morning; the first lesson is in two days."""
    velden = {"dagen": [DAG.isoweekday()], "van_uur": "09:00", "tot_uur": "12:00", "door": consulent}
    deel = Inburgeringsdeel.objects.create(werkzoekende=persoon, soort="nt2", doel="A2", van=vandaag(), **velden)
    deel.refresh_from_db()
    return deel


def invoer(**anders):
    velden = {"sleutel": str(uuid.uuid4()), "soort": "nt2", "stand": "bezig", "van": vandaag().isoformat()}
    return velden | {"dagen": ["1", "3"], "van_uur": "09:00", "tot_uur": "12:00"} | anders


def test_kept_once_changed_and_shown_beside_the_plan(als, persoon, traject, consulent):
    adres, velden = f"{persoon.get_absolute_url()}inburgering/", invoer()
    for _ in range(2):
        assert als(consulent).post(adres, velden).status_code == 302
    deel = Inburgeringsdeel.objects.ongefilterd("test").get()
    assert (deel.wanneer, deel.stand) == ("maandag en woensdag 09.00–12.00 uur", "bezig")
    anders = velden | {"stand": "behaald", "doel": "A2", "gezien": gezien(als(consulent), deel)}
    anders["sleutel"] = str(uuid.uuid4())
    assert als(consulent).post(deel.get_absolute_url(), anders).status_code == 302
    assert Inburgeringsdeel.objects.ongefilterd("test").get().sleutel == deel.sleutel  # its address stays
    for pagina in (f"/trajecten/{traject.sleutel}/plan/", f"{persoon.get_absolute_url()}trajecten/"):
        inhoud = als(consulent).get(pagina).content.decode()
        assert ("klaar, met attest" in inhoud, "A2 · maandag en woensdag" in inhoud) == (True, True)


def gezien(client, deel):
    return client.get(deel.get_absolute_url()).content.decode().split('name="gezien" value="')[1].split('"')[0]


def test_what_a_colleague_saved_meanwhile_is_not_overwritten(als, les, consulent, collega):
    client, ander = als(consulent), als(collega)
    voor = gezien(client, les)
    assert ander.post(les.get_absolute_url(), invoer(waar="Het Perspectief", gezien=voor)).status_code == 302
    antwoord = client.post(les.get_absolute_url(), invoer(waar="Kisp", gezien=voor))
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, "wijzigde dit om" in inhoud, "Het Perspectief" in inhoud) == (422, True, True)
    assert Inburgeringsdeel.objects.ongefilterd("test").get().waar == "Het Perspectief"
    assert client.post(les.get_absolute_url(), invoer(waar="Kisp", gezien=gezien(client, les))).status_code == 302
    assert Inburgeringsdeel.objects.ongefilterd("test").get().waar == "Kisp"


def test_a_part_put_in_by_mistake_is_shown_nowhere(als, les, persoon, traject, rabot, consulent):
    client, dossier = als(consulent), f"{persoon.get_absolute_url()}trajecten/"
    assert client.post(f"{persoon.get_absolute_url()}inburgering/", invoer(stand="vergissing")).status_code == 422
    assert "Nederlands (NT2)" in client.get(dossier).content.decode()
    weg = invoer(stand="vergissing", gezien=gezien(client, les))
    assert client.post(les.get_absolute_url(), weg).status_code == 302
    for pagina in (dossier, f"/trajecten/{traject.sleutel}/plan/"):
        assert "Nederlands (NT2)" not in client.get(pagina).content.decode()
    assert waarschuwingen(afspraak(persoon, rabot, consulent, 10), [], kijker=consulent) == []
    [deel] = [deel for deel in ACTIVITEITEN if deel.model is Inburgeringsdeel]
    assert list(deel.rijen(Vraag(persoon, consulent))) == []


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"dagen": []}, "Vul de dagen en de uren in, of geen van beide."),
        ({"tot_uur": "08:00"}, "Het einduur ligt voor het beginuur."),
        ({"tot": (vandaag() - timedelta(days=1)).isoformat()}, "De laatste dag ligt voor de eerste."),
    ],
)
def test_each_refusal_in_dutch_and_by_the_database(als, persoon, consulent, les, anders, zin):
    antwoord = als(consulent).post(f"{persoon.get_absolute_url()}inburgering/", invoer(**anders))
    assert (antwoord.status_code, zin in antwoord.content.decode()) == (422, True)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Inburgeringsdeel.objects.ongefilterd("test").update(**anders)


def test_lessons_are_on_their_days_within_the_period(les):
    les.tot = DAG + timedelta(days=7)
    begin = [van.date() for van, _ in les.lessen(vandaag(), vandaag() + timedelta(days=60))]
    assert begin == [DAG, DAG + timedelta(days=7)]


def test_clashes_with_appointments_and_sessions_are_shown(als, les, persoon, traject, rabot, consulent):
    AfspraakFactory(
        werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, begin=om(11, over=OVER), einde=om(12, over=OVER)
    )
    AfspraakFactory(
        werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, begin=om(12, over=OVER), einde=om(13, over=OVER)
    )
    groepen.schrijf_in([SessieFactory(werkpunt=rabot, over=OVER)], persoon, door=consulent)
    gevonden = [(botsing.les, botsing.wat) for botsing in overzicht(persoon, consulent).botsingen]
    assert gevonden == [
        ("Nederlands (NT2)", "sessie Solliciteren"),
        ("Nederlands (NT2)", f"afspraak met {consulent.korte_naam}"),
    ]
    assert "Botst met een les" in als(consulent).get(f"/trajecten/{traject.sleutel}/plan/").content.decode()
    Inburgeringsdeel.objects.ongefilterd("test").update(stand="gestopt")
    assert overzicht(persoon, consulent).botsingen == []


def test_who_plans_over_a_lesson_is_asked_first(les, persoon, rabot, consulent):
    zin = f"{persoon.naam} heeft dan Nederlands (NT2) (09.00–12.00 uur)."
    assert waarschuwingen(afspraak(persoon, rabot, consulent, 10), [], kijker=consulent) == [zin]
    assert waarschuwingen(afspraak(persoon, rabot, consulent, 13), [], kijker=consulent) == []
    sessie = SessieFactory(werkpunt=rabot, over=OVER)
    assert groepen.botsingen(persoon, [sessie], lezer=consulent) == [
        f"{persoon.naam} heeft op {DAG:%d/%m/%Y} Nederlands (NT2) (09.00–12.00 uur)."
    ]
    morgen = SessieFactory(werkpunt=rabot, over=OVER + 1)
    assert groepen.botsingen(persoon, [morgen], lezer=consulent) == []


@pytest.mark.parametrize("stand", ["behaald", "gestopt"])
def test_what_is_over_clashes_with_nothing(les, persoon, rabot, consulent, stand):
    Inburgeringsdeel.objects.ongefilterd("test").update(stand=stand)
    assert waarschuwingen(afspraak(persoon, rabot, consulent, 10), [], kijker=consulent) == []


def test_a_file_begun_in_the_procedure_goes_on_when_the_status_changes(als, les, persoon, traject, consulent):
    """The day is advice; steps are put in before it, and nothing is put in again after the recognition."""
    Verblijf.objects.create(
        werkzoekende=persoon, soort="verzoeker", van=vandaag() - timedelta(days=20), aangevraagd_op=vandaag()
    )
    adres = f"/trajecten/{traject.sleutel}/plan/"
    inhoud = als(consulent).get(adres).content.decode()
    assert f"Mag werken vanaf {plus_maanden(vandaag(), 4):%d/%m/%Y}." in inhoud
    assert "Dit is een berekening. Wat op het verblijfsdocument staat, beslist." in inhoud
    doel = plan.bewaar_doel(Plandoel(traject=traject, tekst="Werken als kok"), door=consulent)
    stap = stap_bij(doel, consulent, wat="Meedraaien in een keuken", soort="vrijwillig", tegen=DAG)
    Verblijf.objects.ongefilterd("test").update(tot=vandaag() - timedelta(days=1))
    Verblijf.objects.create(werkzoekende=persoon, soort="erkend", van=vandaag())
    inhoud = als(consulent).get(adres).content.decode()
    assert ("Mag werken." in inhoud, "Nederlands (NT2)" in inhoud, stap.wat in inhoud) == (True, True, True)
