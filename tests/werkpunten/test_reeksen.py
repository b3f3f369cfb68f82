"""What holds for somebody from day to day: never two things at once, never in the future."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from kern.tijd import vandaag
from tests.factories.werkpunten import WerkzoekendeFactory
from werkpunten.models import (
    Adres,
    Band,
    Drempel,
    Drempelsoort,
    Inkomen,
    Intake,
    Statuut,
    Verblijf,
    Werkzoekende,
    Wijk,
)

DAG = datetime.date(2026, 1, 5)
LATER = datetime.date(2026, 3, 1)
REEKSEN = {
    "adres": (Adres, {}),
    "statuut": (Statuut, {"soort": "wzua"}),
    "verblijf": (Verblijf, {"soort": "erkend"}),
    "inkomen": (Inkomen, {"soort": "leefloon"}),
}


@pytest.fixture(params=REEKSEN)
def rij(request, db):
    """Makes a row of one of the histories, of one person."""
    model, velden = REEKSEN[request.param]
    velden = velden or {"wijk": Wijk.objects.get(slug="ledeberg")}
    persoon = WerkzoekendeFactory()
    return lambda van, tot=None: model(werkzoekende=persoon, van=van, tot=tot, **velden)


@pytest.mark.parametrize(("van", "tot"), [(DAG, None), (DAG, LATER), (LATER, None), (LATER, LATER)])
def test_two_rows_on_one_day_are_refused_by_form_and_database(rij, van, tot):
    rij(DAG - datetime.timedelta(days=30), DAG - datetime.timedelta(days=1)).save()
    rij(DAG).save()
    with pytest.raises(ValidationError, match=r"Er is al een .* in \(een deel van\) deze periode"):
        rij(van, tot).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        rij(van, tot).save()


def test_days_that_touch_are_fine(rij):
    for van, tot in ((DAG, LATER - datetime.timedelta(days=1)), (LATER, None)):
        nieuw = rij(van, tot)
        nieuw.full_clean()
        nieuw.save()


def test_future_and_end_before_start_are_refused_with_words(rij):
    morgen = vandaag() + datetime.timedelta(days=1)
    for van, tot, veld, woorden in (
        (morgen, None, "van", "toekomst"),
        (DAG, morgen, "tot", "toekomst"),
        (LATER, DAG, "tot", "voor de begindatum"),
    ):
        with pytest.raises(ValidationError) as fout:
            rij(van, tot).full_clean()
        assert woorden in fout.value.message_dict[veld][0]


def test_version_counts_every_change_of_a_person(db):
    persoon = WerkzoekendeFactory()
    persoon.save()
    Werkzoekende.objects.ongefilterd("test").filter(pk=persoon.pk).update(telefoon="0400 11 22 33")
    persoon.refresh_from_db(from_queryset=Werkzoekende.objects.ongefilterd("test"))
    assert persoon.versie == 2


def test_no_contact_needs_a_day(db):
    persoon = WerkzoekendeFactory(contactstatus="overleden", contactstatus_sinds=DAG)
    assert persoon.geen_contact == "Overleden sinds 05/01/2026"
    persoon.contactstatus_sinds = None
    with pytest.raises(ValidationError, match="Zeg ook sinds wanneer"):
        persoon.full_clean()


def test_finished_intake_is_frozen_by_the_database(consulent):
    persoon, ander = WerkzoekendeFactory(), WerkzoekendeFactory()
    intake = Intake.objects.create(werkzoekende=persoon, door=consulent, ambities="lasser worden")
    alle = Intake.objects.ongefilterd("test")
    alle.update(ambities="kok worden")
    alle.update(afgerond=timezone.now())
    for velden in ({"ambities": "iets anders"}, {"afgerond": None}):
        with pytest.raises(Error, match="Cannot update rows"), transaction.atomic():
            alle.update(**velden)
    alle.update(werkzoekende=ander)
    assert alle.values_list("werkzoekende_id", "ambities").get(pk=intake.pk) == (ander.pk, "kok worden")


def test_one_running_intake_and_one_open_barrier_of_a_kind(consulent):
    persoon = WerkzoekendeFactory()
    soort = Drempelsoort.objects.get(slug="kinderopvang")
    for model, velden in ((Intake, {"door": consulent}), (Drempel, {"soort": soort})):
        model.objects.create(werkzoekende=persoon, **velden)
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(werkzoekende=persoon, **velden)
    Drempel.objects.ongefilterd("test").update(toestand="opgelost", tot=vandaag())
    Drempel.objects.create(werkzoekende=persoon, soort=soort)


def test_a_link_is_kept_once_whichever_way_round(db):
    een, twee = WerkzoekendeFactory(), WerkzoekendeFactory()
    Band.objects.create(werkzoekende=een, ander=twee, soort="ouder")
    for band in (
        Band(werkzoekende=twee, ander=een, soort="ouder"),
        Band(werkzoekende=een, ander=een, soort="partner"),
    ):
        with pytest.raises(ValidationError):
            band.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            band.save()
