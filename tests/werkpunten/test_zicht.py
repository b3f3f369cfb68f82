"""Sight computed for many people at once equals sight computed contact by contact."""

import datetime
from datetime import timedelta

import pytest
import time_machine
from celery import current_app
from django.core.management import call_command
from django.utils import timezone

from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from werkpunten import services, tasks
from werkpunten.models import Betrokkenheid, Telregel, Werkzoekende
from werkpunten.zicht import herbereken_inzage, zet_inzage

DAGEN = ["2016-02-29", "2022-03-01", "2024-02-29", "2025-08-31", "2026-10-25", "2026-11-19"]


def inzage():
    rijen = Betrokkenheid.objects.ongefilterd("test").order_by("werkzoekende", "werkpunt")
    return list(rijen.values_list("werkzoekende", "werkpunt", "reden", "toelichting", "alleen_lezen", "van", "tot"))


@pytest.fixture
def contacten(rabot, ledeberg, consulent):
    """One person per day of DAGEN, all of them at Rabot again when the next comes first."""
    with time_machine.travel("2026-11-20T09:00:00+01:00", tick=False):
        personen = [WerkzoekendeFactory() for _ in DAGEN]
        for plek, dag in enumerate(DAGEN):
            for persoon in personen[: plek + 1]:
                werkpunt = rabot if plek % 2 else ledeberg
                ContactmomentFactory(
                    werkzoekende=persoon, werkpunt=werkpunt, door=consulent, dag=datetime.date.fromisoformat(dag)
                )
        yield personen


def zonder_van(rijen):
    return [(*rij[:5], rij[6]) for rij in rijen]


def test_bulk_gives_the_same_rows_as_the_service(contacten):
    een_voor_een = inzage()
    Betrokkenheid.objects.ongefilterd("test").delete()
    assert herbereken_inzage([persoon.pk for persoon in contacten]) == len(een_voor_een) == 11
    assert zonder_van(inzage()) == zonder_van(een_voor_een)


def test_bulk_renews_what_is_there_and_only_for_these_people(contacten, rabot):
    een_voor_een = inzage()
    assert herbereken_inzage(None) == 0
    Betrokkenheid.objects.ongefilterd("test").update(tot=datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC))
    verlopen = inzage()
    eerste = contacten[0]
    assert herbereken_inzage([eerste.pk]) == 2
    assert [rij for rij in inzage() if rij[0] != eerste.pk] == [rij for rij in verlopen if rij[0] != eerste.pk]
    assert herbereken_inzage(None) == 9
    assert inzage() == een_voor_een


def laatste(persoon):
    return Werkzoekende.objects.ongefilterd("test").values_list("laatste_contact", flat=True).get(pk=persoon.pk)


def test_last_contact_follows_what_is_logged_and_undone(rabot, ledeberg, consulent):
    persoon = WerkzoekendeFactory()
    assert laatste(persoon) is None
    eerder, later = datetime.date(2026, 3, 2), datetime.date(2026, 3, 9)
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=later)
    ContactmomentFactory(werkzoekende=persoon, werkpunt=ledeberg, door=consulent, dag=eerder)
    assert laatste(persoon) == later
    vandaag = ContactmomentFactory(werkzoekende=persoon, werkpunt=ledeberg, door=consulent)
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, soort="poging")
    assert laatste(persoon) == vandaag.dag
    services.maak_ongedaan(vandaag, door=consulent)
    assert laatste(persoon) == later


def test_last_contact_leaves_no_trace_in_the_history_of_the_person(rabot, consulent):
    persoon = WerkzoekendeFactory()
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    assert [rij.pgh_label for rij in persoon.gebeurtenissen.all()] == ["insert"]


def test_changed_rule_of_what_counts_reaches_everybody_through_the_worker(
    als, beheerder, rabot, consulent, django_capture_on_commit_callbacks, monkeypatch
):
    persoon = WerkzoekendeFactory()
    bericht = ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, soort="bericht")
    assert laatste(persoon) == bericht.dag
    regel = Telregel.objects.get(soort="bericht")
    velden = {"soort": "bericht", "geldig_van": regel.geldig_van.isoformat(), "geldig_tot": ""}
    verstuurd = []
    monkeypatch.setattr(current_app, "send_task", lambda naam, **kwargs: verstuurd.append(naam))
    with django_capture_on_commit_callbacks(execute=True):
        antwoord = als(beheerder).post(f"/beheer/werkpunten/telregel/{regel.pk}/change/", velden)
    assert (antwoord.status_code, verstuurd) == (302, ["werkpunten.tasks.herbereken_inzage"])
    tasks.herbereken_inzage()
    assert laatste(persoon) is None


def test_contact_too_old_to_give_sight_leaves_sight_that_is_over(rabot, consulent):
    persoon = WerkzoekendeFactory()
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=datetime.date(2016, 5, 31))
    [rij] = inzage()
    assert rij[5] == rij[6] == datetime.datetime(2018, 5, 30, 22, tzinfo=datetime.UTC)


def test_an_organisation_is_involved_until_a_day_and_no_longer(partnermedewerker, consulent, rabot):
    persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    reden, organisatie = Betrokkenheid.Reden.DOORVERWIJZING, partnermedewerker.organisatie_id

    def lopend():
        alle = Betrokkenheid.objects.ongefilterd("test").filter(organisatie=organisatie, reden=reden)
        return alle.count(), list(alle.geldig().values_list("tot", flat=True))

    week, maand = (timezone.now() + timedelta(days=dagen) for dagen in (7, 30))
    for tot, verwacht in ((week, (1, [week])), (maand, (1, [maand])), (None, (1, [])), (week, (2, [week]))):
        zet_inzage(persoon.pk, organisatie_id=organisatie, reden=reden, tot=tot)
        assert lopend() == verwacht
    assert not Werkzoekende.objects.zichtbaar_voor(partnermedewerker).exists()  # a referral opens no file


def test_command_follows_another_number_of_months(contacten, settings, capsys, monkeypatch):
    voor = inzage()
    settings.INZAGE_MAANDEN = 12
    monkeypatch.setattr("werkpunten.management.commands.herbereken_inzage.PER_KEER", 4)
    call_command("herbereken_inzage")
    uit = capsys.readouterr().out.splitlines()
    assert uit == [
        "4 van 6 personen",
        "6 van 6 personen",
        f"Klaar: {sum(een != ander for een, ander in zip(voor, inzage(), strict=True))} keer inzage aangepast, "
        "12 maanden.",
    ]
    na = inzage()
    herbereken_inzage(None)
    assert na == inzage() != voor
