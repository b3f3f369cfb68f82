"""Where everybody begins after signing in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kern.tijd import vandaag
from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory, WerkzoekendeFactory, om
from tests.trajecten.mensen import begeleidt
from werkpunten.models import Werkzoekende
from werkpunten.taken import rond_af
from werkpunten.wachtrij import laat_wachten

GISTEREN = timedelta(days=1)


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def test_who_works_with_no_files_starts_on_the_first_page_of_their_own(als, manager, partnermedewerker, beheerder):
    assert als(manager).get("/")["Location"] == "/rapporten/"
    assert als(beheerder).get("/")["Location"] == "/beheer/"
    assert als(partnermedewerker).get("/")["Location"] == "/partnerbalie/"


def test_somebody_without_a_role_is_told_so(als, db):
    assert "Er staat nog niets voor je klaar." in tekst(als(MedewerkerFactory()).get("/"))


def test_nothing_waits(als, consulent):
    inhoud = tekst(als(consulent).get("/"))
    assert "Afspraken vandaag (0)" in inhoud
    assert "Je hebt vandaag geen afspraken." in inhoud
    assert "Alles wat tegen vandaag moest, is klaar." in inhoud


def test_today_and_what_nobody_settled_and_what_is_late(als, consulent, collega, rabot):
    persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    gegevens = {"werkzoekende": persoon, "werkpunt": rabot}
    for begin, status in ((om(9), "gepland"), (om(10), "gekomen"), (om(11), "afgezegd"), (om(9, over=1), "gepland")):
        AfspraakFactory(medewerker=consulent, begin=begin, status=status, **gegevens)
    AfspraakFactory(medewerker=collega, begin=om(9), **gegevens)
    AfspraakFactory(medewerker=consulent, begin=om(9, over=-3), **gegevens)
    AfspraakFactory(medewerker=consulent, begin=om(9, over=-40), **gegevens)
    for wie, dagen, wat in (
        (consulent, -1, "Laat"),
        (consulent, 0, "Nu"),
        (consulent, 1, "Later"),
        (collega, -1, "Colin"),
    ):
        TaakFactory(eigenaar=wie, werkzoekende=persoon, tegen=vandaag() + timedelta(days=dagen), wat=f"Taak {wat}")
    inhoud = tekst(als(consulent).get("/"))
    assert "Afspraken vandaag (2)" in inhoud
    assert inhoud[inhoud.index("Nog te noteren") :].count('<li id="afspraak-') == 1
    assert ("Taken tegen vandaag (2)" in inhoud, "1 taak is te laat." in inhoud) == (True, True)
    getoond = [wat for wat in ("Laat", "Nu", "Later", "Colin") if f"Taak {wat}" in inhoud]
    assert getoond == ["Laat", "Nu"]


def test_number_of_late_tasks_leaves_out_closed_files(als, consulent, rabot):
    persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    laat = [TaakFactory(eigenaar=consulent, werkzoekende=wie, tegen=vandaag() - GISTEREN) for wie in (persoon, None)]
    assert "2 taken zijn te laat." in tekst(als(consulent).get("/"))
    Werkzoekende.objects.ongefilterd("test").update(contactstatus="overleden", contactstatus_sinds=vandaag())
    assert "1 taak is te laat." in tekst(als(consulent).get("/"))
    rond_af(laat[1], door=consulent)
    assert "te laat" not in tekst(als(consulent).get("/"))


def test_whom_one_coaches_and_nobody_met_is_named_the_longest_ago_first(als, consulent, rabot):
    for dagen, naam in ((59, "Pas"), (70, "Lang"), (90, "Langst"), (400, "Passant")):
        dag = vandaag() - timedelta(days=dagen)
        persoon = WerkzoekendeFactory(achternaam=naam)
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=dag)
        if naam != "Passant":
            begeleidt(consulent, persoon, rabot, dagen=500)
    inhoud = tekst(als(consulent).get("/"))
    assert "Te lang geen contact (2)" in inhoud
    assert inhoud.index("Langst, Elif") < inhoud.index("Lang, Elif")
    for naam in ("Pas, Elif", "Passant, Elif"):
        assert naam not in inhoud
    lijst = tekst(als(consulent).get("/caseload/?wie=begeleid&lijst=te-lang"))
    assert ("Te lang geen contact (2)" in lijst, "Langst, Elif" in lijst, "Passant" in lijst) == (True, True, False)


def test_who_waits_at_the_unit_is_on_the_page_and_nobody_else(als, consulent, vreemde, rabot):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    assert "Wie wacht" not in tekst(als(consulent).get("/"))
    laat_wachten(werkpunt=rabot, werkzoekende=persoon, door=consulent)
    inhoud = tekst(als(consulent).get("/"))
    assert ("Wie wacht" in inhoud, "Demir, Elif" in inhoud) == (True, True)
    assert "Wie wacht" not in tekst(als(vreemde).get("/"))


@pytest.mark.parametrize("aantal", [1, 3, 50])
def test_queries_do_not_grow(als, consulent, rabot, aantal):
    for _ in range(aantal):
        persoon = WerkzoekendeFactory()
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
        for over in (0, -2):
            AfspraakFactory(werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, begin=om(9, over=over))
        TaakFactory(eigenaar=consulent, werkzoekende=persoon)
    lang = ContactmomentFactory(werkpunt=rabot, door=consulent, dag=vandaag() - timedelta(days=70)).werkzoekende
    begeleidt(consulent, lang, rabot, dagen=90)
    client = als(consulent)
    with CaptureQueriesContext(connection) as gedaan:
        client.get("/")
    assert len(gedaan) == 22
