"""What is asked against who can do it, the threshold, and the training it proposes."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kern.tijd import vandaag
from tests.factories.gebruikers import GebruikerFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from trajecten.models import Deelname, Sessie
from werkpunten.models import Adres, Wijk
from wijkwerken import vraag
from wijkwerken.models import (
    Activiteit,
    Nood,
    Opdracht,
    Overeenkomst,
    Stelsel,
    Toewijzing,
    Vraagdrempel,
    Wijkwerker,
)
from wijkwerken.services import noden

TUIN = "klein-tuinonderhoud"


@pytest.fixture
def werker(rabot, coordinator, stad):
    """Somebody of Rabot with an agreement, who lives in a wijk."""

    def maak(wijk: str = "ledeberg") -> Wijkwerker:
        persoon = WerkzoekendeFactory()
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=coordinator)
        Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug=wijk))
        begin = vandaag() - timedelta(days=30)
        wijkwerker = Wijkwerker.objects.ongefilterd("test").create(
            werkzoekende=persoon,
            stelsel=Stelsel.objects.get(slug="wijk-werken"),
            consulent=coordinator,
            toeleider=stad,
            bemiddelaar="Bea",
            toegeleid_op=begin,
            afsprakenblad_op=begin,
            begin=begin,
            termijn_tot=begin + timedelta(days=364),
            door=coordinator,
        )
        tot = begin + timedelta(days=200)
        Overeenkomst.objects.ongefilterd("test").create(
            wijkwerker=wijkwerker, werkzoekende=persoon, van=begin, getekend_tot=tot, tot=tot, door=coordinator
        )
        return wijkwerker

    return maak


@pytest.fixture
def vraag_om(coordinator):
    """Requests for an activity in a wijk."""
    gebruiker = GebruikerFactory()

    def maak(activiteit: str = TUIN, wijk: str = "ledeberg", aantal: int = 1) -> list[Opdracht]:
        return [
            Opdracht.objects.ongefilterd("test").create(
                gebruiker=gebruiker,
                activiteit=Activiteit.objects.get(slug=activiteit),
                titel=f"Tuin {nummer}",
                soort="herhaald",
                gemeente=gebruiker.gemeente,
                wijk=Wijk.objects.get(slug=wijk),
                door=coordinator,
            )
            for nummer in range(aantal)
        ]

    return maak


def regel(lezer, **wat) -> vraag.Vraag:
    (gevonden,) = vraag.monitor(lezer=lezer, **wat)
    return gevonden


def test_who_has_no_training_is_not_available_for_it(coordinator, werker, vraag_om):
    vraag_om(aantal=2)
    werker()
    gevonden = regel(coordinator)
    assert (gevonden.gevraagd, gevonden.beschikbaar, gevonden.tekort, gevonden.opleiding) == (2, 0, 2, None)
    vraag_om()
    assert regel(coordinator).opleiding.naam == "Tuinonderhoud"  # the threshold is three


def test_the_threshold_of_the_activity_goes_before_the_general_one(coordinator, vraag_om):
    vraag_om(aantal=3)
    tuin = Activiteit.objects.get(slug=TUIN)
    Vraagdrempel.objects.create(activiteit=tuin, tekort=4, van=vandaag())
    assert regel(coordinator).opleiding is None
    Vraagdrempel.objects.all().delete()
    assert regel(coordinator).opleiding is None  # nobody set one


def test_an_activity_without_training_counts_everybody_who_is_free(coordinator, werker, vraag_om):
    eerste, _ = vraag_om("gezelschap-houden", aantal=2)
    vrij, bezig = werker(), werker("rabot-blaisantvest")
    Toewijzing.objects.ongefilterd("test").create(
        opdracht=eerste, wijkwerker=bezig, werkzoekende=bezig.werkzoekende, van=vandaag(), door=coordinator
    )
    gevonden = regel(coordinator)
    assert (gevonden.gevraagd, gevonden.beschikbaar) == (1, 1)
    ledeberg = Wijk.objects.get(slug="ledeberg")
    assert gevonden.per_wijk == [(ledeberg, 1, 1)]
    assert set(vraag.vrije_wijkwerkers(vandaag())) == {vrij.werkzoekende_id}


def test_a_training_is_planned_with_who_was_proposed_and_they_become_available(coordinator, werker, vraag_om, client):
    vraag_om(aantal=3)
    mensen = [werker(), werker()]
    client.force_login(coordinator)
    adres = reverse("wijkwerken:vraag-opleiding", kwargs={"slug": TUIN})
    form = client.get(adres).context["form"]
    assert sorted(form.initial["deelnemers"]) == sorted(str(rij.sleutel) for rij in mensen)
    velden = {
        "sleutel": str(uuid.uuid4()),
        "dag": f"{vandaag() + timedelta(days=14):%Y-%m-%d}",
        "van": "09:00",
        "tot": "12:00",
        "plaats": "De Kring",
        "deelnemers": form.initial["deelnemers"],
    }
    for _ in range(2):
        assert client.post(adres, velden).status_code == 302
    sessie = Sessie.objects.get()
    assert (sessie.module.naam, sessie.bezet) == ("Tuinonderhoud", 2)
    deelname = Deelname.objects.ongefilterd("test").first()
    contact = ContactmomentFactory(werkzoekende=deelname.werkzoekende, werkpunt=sessie.werkpunt, door=coordinator)
    Deelname.objects.ongefilterd("test").filter(pk=deelname.pk).update(contact=contact)
    assert regel(coordinator).beschikbaar == 1
    assert len(vraag.kandidaten(sessie.module, lezer=coordinator)) == 1


def test_nobody_is_proposed_whose_file_one_may_not_change(vreemde, coordinator, werker):
    werker()
    module = Activiteit.objects.get(slug=TUIN).opleiding
    assert (len(vraag.kandidaten(module, lezer=coordinator)), vraag.kandidaten(module, lezer=vreemde)) == (1, [])


def test_a_need_is_closed_with_what_we_did(coordinator, client):
    client.force_login(coordinator)
    velden = {
        "sleutel": str(uuid.uuid4()),
        "wijk": Wijk.objects.get(slug="ledeberg").pk,
        "wat": "Zwerfvuil op het plein",
        "gemeld_op": f"{vandaag():%Y-%m-%d}",
        "stand": "open",
    }
    for _ in range(2):
        assert client.post(reverse("wijkwerken:nood-create"), velden).status_code == 302
    nood = Nood.objects.get()
    gezien = client.get(nood.get_absolute_url()).context["form"].initial["gezien"]
    velden |= {"stand": "opgelost", "gezien": gezien}
    assert client.post(nood.get_absolute_url(), velden).status_code == 422
    assert client.post(nood.get_absolute_url(), {**velden, "antwoord": "elke week vegen"}).status_code == 302
    assert list(Nood.objects.lopend()) == []
    assert list(client.get(reverse("wijkwerken:nood-list")).context["pagina"].rijen) == []


def test_only_who_organises_writes_needs(consulent):
    with pytest.raises(ValidationError):
        noden.bewaar(Nood(wijk=Wijk.objects.get(slug="ledeberg"), wat="Zwerfvuil"), door=consulent)


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_monitor_takes_a_fixed_number_of_queries(
    coordinator, werker, vraag_om, client, aantal, django_assert_num_queries
):
    vraag_om(aantal=aantal)
    for _ in range(aantal):
        werker()
    client.force_login(coordinator)
    with django_assert_num_queries(16):
        client.get(reverse("wijkwerken:vraag-list"))
    with django_assert_num_queries(7):
        client.get(reverse("wijkwerken:nood-list"))
