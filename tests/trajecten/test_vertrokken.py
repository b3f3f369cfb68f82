"""Work of colleagues who left: who sees it, and giving it to somebody else."""

import re
from datetime import timedelta

import pytest

from kern.tijd import vandaag
from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import AfspraakFactory, TaakFactory, WerkzoekendeFactory, om
from tests.trajecten.mensen import zag
from toegang.models import Raadpleging
from toegang.rollen import Rol
from trajecten.vertrokken import geef_werk_door, nagelaten_afspraken, nagelaten_taken
from werkpunten.models import Afspraak, Agendasleutel, Taak
from werkpunten.uit_dienst import meld_uit_dienst

ADRES = "/caseload/team/vertrokken/"


@pytest.fixture
def persoon(consulent, rabot):
    return zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(voornaam="Elif", achternaam="Demir"))


@pytest.fixture
def afspraak(persoon, consulent, rabot):
    return AfspraakFactory(werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, begin=om(10, over=3))


@pytest.fixture
def taak(persoon, consulent):
    """Late, which does not matter for giving it away."""
    return TaakFactory(werkzoekende=persoon, eigenaar=consulent, wat="Attest", tegen=vandaag() - timedelta(days=1))


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def werk(coordinator) -> list[tuple[object, int, int]]:
    afspraken = [rij.medewerker for rij in nagelaten_afspraken(coordinator)]
    taken = [rij.eigenaar for rij in nagelaten_taken(coordinator)]
    return [(wie, afspraken.count(wie), taken.count(wie)) for wie in dict.fromkeys([*afspraken, *taken])]


def test_address_of_the_agenda_stops_at_once_and_for_good(client, consulent, beheerder):
    adres = f"/agenda/abonnement/{Agendasleutel.vernieuw(consulent)}.ics"
    assert client.get(adres).status_code == 200
    meld_uit_dienst(consulent, door=beheerder)
    assert client.get(adres).status_code == 404
    consulent.is_active = True
    consulent.save()
    assert (client.get(adres).status_code, Agendasleutel.objects.count()) == (404, 0)


def test_who_left_joins_no_appointment_to_come(persoon, rabot, consulent, collega, beheerder):
    straks, voorbij = (
        AfspraakFactory(werkzoekende=persoon, werkpunt=rabot, medewerker=collega, begin=om(10, over=over))
        for over in (2, -2)
    )
    for rij in (straks, voorbij):
        rij.collegas.add(consulent)
    meld_uit_dienst(consulent, door=beheerder)
    assert [list(rij.collegas.all()) for rij in (straks, voorbij)] == [[], [consulent]]


def test_only_work_of_who_left_and_that_is_still_to_do_waits(
    coordinator, consulent, collega, beheerder, persoon, afspraak, taak, rabot
):
    van_hem = {"werkzoekende": persoon, "werkpunt": rabot, "medewerker": consulent}
    AfspraakFactory(begin=om(10, over=-1), **van_hem)
    AfspraakFactory(begin=om(10, over=4), status="afgezegd", **van_hem)
    TaakFactory(werkzoekende=persoon, eigenaar=collega)
    TaakFactory(eigenaar=consulent, wat="Folders bestellen")
    assert werk(coordinator) == []
    meld_uit_dienst(consulent, door=beheerder)
    assert werk(coordinator) == [(consulent, 1, 2)]


def test_other_units_see_nothing_of_it(als, vreemde, ledeberg, consulent, beheerder, afspraak, taak):

    elders = MedewerkerFactory(rol=Rol.COORDINATOR, rol__werkpunt=ledeberg)
    meld_uit_dienst(consulent, door=beheerder)
    assert werk(elders) == []
    assert geef_werk_door([afspraak.sleutel, taak.sleutel], naar=vreemde, door=elders) == []


def test_everything_goes_to_a_colleague_in_one_post(
    als, coordinator, collega, consulent, beheerder, afspraak, taak, persoon
):
    meld_uit_dienst(consulent, door=beheerder)
    client = als(coordinator)
    pagina = tekst(client.get(ADRES))
    assert f"Van {consulent}, uit dienst" in pagina
    assert "1 afspraak en 1 taak van wie uit dienst is" in tekst(client.get("/"))
    gegevens = {"werk": [afspraak.sleutel, taak.sleutel], "naar": collega.pk}
    antwoord = client.post(ADRES, gegevens)
    assert (antwoord.status_code, f"Doorgegeven aan {collega}." in tekst(antwoord)) == (200, True)
    assert (Afspraak.objects.ongefilterd("test").get().medewerker, werk(coordinator)) == (collega, [])
    gegeven = Taak.objects.ongefilterd("test").get()
    assert (gegeven.eigenaar, gegeven.wat, gegeven.tegen) == (collega, "Attest", vandaag() - timedelta(days=1))
    assert Raadpleging.objects.latest("pk").personen == [persoon.pk]
    assert "Dit was al doorgegeven." in tekst(client.post(ADRES, gegevens))


def test_who_is_elsewhere_at_that_hour_is_told_and_gets_it(
    als, coordinator, collega, consulent, beheerder, afspraak, rabot
):
    AfspraakFactory(werkpunt=rabot, medewerker=collega, begin=om(10, over=3))
    meld_uit_dienst(consulent, door=beheerder)
    antwoord = tekst(als(coordinator).post(ADRES, {"werk": [afspraak.sleutel], "naar": collega.pk}))
    assert f"{collega.korte_naam} heeft dan al een afspraak (10.00–10.30 uur)." in antwoord
    assert Afspraak.objects.ongefilterd("test").get(pk=afspraak.pk).medewerker == collega


def test_what_cannot_be_given_says_why_and_the_rest_goes(coordinator, vreemde, consulent, beheerder, taak):
    """The receiver may not open this file; a task about nobody has none."""
    los = TaakFactory(eigenaar=consulent, wat="Folders bestellen")
    meld_uit_dienst(consulent, door=beheerder)
    uitkomsten = geef_werk_door([taak.sleutel, los.sleutel], naar=vreemde, door=coordinator)
    assert [(u.taak.wat, u.fout) for u in uitkomsten] == [
        ("Attest", f"{vreemde} kan dit dossier niet openen. Kies een andere collega."),
        ("Folders bestellen", ""),
    ]
    assert werk(coordinator) == [(consulent, 0, 1)]


@pytest.mark.parametrize("velden", [{}, {"werk": "onzin"}, {"werk": "goed", "naar": "vreemde"}])
def test_nothing_chosen_or_somebody_of_elsewhere_is_refused(
    als, coordinator, vreemde, consulent, beheerder, taak, velden
):
    meld_uit_dienst(consulent, door=beheerder)
    gegevens = {"naar": vreemde.pk} if "naar" in velden else {}
    gegevens |= {"werk": taak.sleutel if velden.get("werk") == "goed" else velden.get("werk", "")}
    antwoord = als(coordinator).post(ADRES, gegevens)
    assert (antwoord.status_code, "Kies een collega van je werkpunt." in tekst(antwoord)) == (422, True)
    assert werk(coordinator) == [(consulent, 0, 1)]


def test_their_name_says_they_left(als, collega, consulent, beheerder, afspraak, taak, persoon):
    meld_uit_dienst(consulent, door=beheerder)
    inhoud = tekst(als(collega).get(f"{persoon.get_absolute_url()}taken/"))
    assert inhoud.count(f"{consulent.korte_naam} (uit dienst)") == 2


@pytest.mark.parametrize("aantal", [1, 3, 50])
def test_queries_do_not_grow(als, coordinator, consulent, beheerder, rabot, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        persoon = zag(consulent, rabot)
        begin = om(9, over=2) + timedelta(minutes=5 * nummer)
        AfspraakFactory(werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, begin=begin)
        TaakFactory(werkzoekende=persoon, eigenaar=consulent)
    meld_uit_dienst(consulent, door=beheerder)
    client = als(coordinator)
    for adres, vragen in ((ADRES, 15), (f"{ADRES}?wat=taken", 14)):
        with django_assert_num_queries(vragen):
            assert client.get(adres).status_code == 200


def test_more_than_a_page_is_turned_over_and_given_page_by_page(
    als, coordinator, collega, consulent, beheerder, persoon
):
    for nummer in range(53):
        TaakFactory(werkzoekende=persoon, eigenaar=consulent, wat=f"Taak nummer {nummer:02}")
    meld_uit_dienst(consulent, door=beheerder)
    client = als(coordinator)
    eerste, tweede = (tekst(client.get(f"{ADRES}?wat=taken{pagina}")) for pagina in ("", "&pagina=2"))
    assert [pagina.count('name="werk"') for pagina in (eerste, tweede)] == [50, 3]
    assert ("Taken (53)" in eerste, "1–50 van 53 taken" in eerste, "51–53 van 53 taken" in tweede) == (
        True,
        True,
        True,
    )
    laatste = re.findall(r'name="werk" value="([^"]*)"', tweede)
    gegeven = client.post(f"{ADRES}?wat=taken&pagina=2", {"werk": laatste, "naar": collega.pk})
    assert (gegeven.status_code, werk(coordinator)) == (200, [(consulent, 0, 50)])


def test_task_about_nobody_goes_to_the_coordinator_of_where_somebody_worked_last(
    coordinator, consulent, beheerder, rabot, ledeberg
):
    """Of Rabot they left long ago: what they noted at Ledeberg is no business of Rabot."""
    consulent.aanstellingen.update(tot=vandaag() - timedelta(days=400))
    consulent.aanstellingen.create(rol=Rol.CONSULENT, werkpunt=ledeberg, van=vandaag() - timedelta(days=300))
    TaakFactory(werkzoekende=None, eigenaar=consulent, wat="Bel mevrouw Peeters terug")
    daar = MedewerkerFactory(rol=Rol.COORDINATOR, rol__werkpunt=ledeberg)
    meld_uit_dienst(consulent, door=beheerder)
    assert werk(coordinator) == []
    assert werk(daar) == [(consulent, 0, 1)]
