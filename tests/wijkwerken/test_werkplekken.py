"""Work places: from prospect to active, each step with what was done, and the matrix on screen."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from kern.tijd import vandaag
from tests.factories.gebruikers import OrganisatiegebruikerFactory, WerkplekFactory
from werkpunten.models import Taak
from wijkwerken.models import Activiteit, Gemeente, Toelating, Werkplek, Werkplekstap
from wijkwerken.services import werkplekken

ALLE = Werkplek.objects.ongefilterd


def zet(plek: Werkplek, naar: str, *, door, **velden) -> Werkplekstap:
    return werkplekken.zet_stap(Werkplekstap(werkplek=plek, wat="gesproken", naar_stand=naar, **velden), door=door)


def test_from_prospect_to_active(wijkwerkconsulent):
    plek = WerkplekFactory(verantwoordelijke=wijkwerkconsulent)
    zet(plek, "gesprek", door=wijkwerkconsulent)
    with pytest.raises(ValidationError, match="heeft een mentor"):
        zet(plek, "goedgekeurd", door=wijkwerkconsulent)
    ALLE("test").update(mentor="Ilse Voorbeeld")
    zet(plek, "goedgekeurd", door=wijkwerkconsulent)
    with pytest.raises(ValidationError, match="Schrijf de organisatie eerst in"):
        zet(plek, "actief", door=wijkwerkconsulent)
    ALLE("test").update(gebruiker=OrganisatiegebruikerFactory(organisatie=plek.organisatie))
    zet(plek, "actief", door=wijkwerkconsulent)
    assert list(ALLE("test").actief()) == [plek]


def test_no_step_is_skipped(wijkwerkconsulent):
    plek = WerkplekFactory(mentor="Ilse Voorbeeld")
    with pytest.raises(ValidationError, match="Van prospect kan je niet meteen naar goedgekeurd"):
        zet(plek, "goedgekeurd", door=wijkwerkconsulent)


def test_the_next_step_is_a_task_of_who_follows_it_and_goes_with_the_step(wijkwerkconsulent, coordinator):
    plek, straks = WerkplekFactory(verantwoordelijke=coordinator, naam="De Zon"), vandaag() + timedelta(days=7)
    stap = zet(plek, "gesprek", vervolg="Directie bellen", tegen=straks, door=wijkwerkconsulent)
    taak = Taak.objects.ongefilterd("test").get()
    assert (taak.wat, taak.eigenaar, taak.tegen) == ("Directie bellen (De Zon)", coordinator, straks)
    with pytest.raises(ValidationError, match="Enkel wie dit noteerde"):
        werkplekken.neem_stap_terug(stap, door=coordinator)
    werkplekken.neem_stap_terug(stap, door=wijkwerkconsulent)
    assert (ALLE("test").get().stand, Taak.objects.ongefilterd("test").count()) == ("prospect", 0)


def test_only_the_last_step_and_only_for_ten_minutes(wijkwerkconsulent):
    plek = WerkplekFactory()
    eerste = zet(plek, "gesprek", door=wijkwerkconsulent)
    tweede = zet(plek, "gesprek", door=wijkwerkconsulent)
    with pytest.raises(ValidationError, match="Enkel de laatste stap"):
        werkplekken.neem_stap_terug(eerste, door=wijkwerkconsulent)
    with (
        time_machine.travel(tweede.aangemaakt + timedelta(minutes=11), tick=False),
        pytest.raises(ValidationError, match="tien minuten"),
    ):
        werkplekken.neem_stap_terug(tweede, door=wijkwerkconsulent)


def test_a_step_sent_twice_is_kept_once(wijkwerkconsulent, client):
    plek = WerkplekFactory(verantwoordelijke=wijkwerkconsulent)
    client.force_login(wijkwerkconsulent)
    velden = {"sleutel": str(uuid.uuid4()), "wat": "gebeld", "dag": f"{vandaag():%Y-%m-%d}", "naar_stand": "gesprek"}
    for _ in range(2):
        antwoord = client.post(plek.get_absolute_url(), velden)
        assert antwoord.status_code == 302
        velden["naar_stand"] = "gesprek"
    assert Werkplekstap.objects.ongefilterd("test").count() == 1


def test_stopping_tells_why_and_a_stopped_place_leaves_the_list(wijkwerkconsulent, client):
    plek = WerkplekFactory()
    zet(plek, "gestopt", door=wijkwerkconsulent)
    client.force_login(wijkwerkconsulent)
    adres = reverse("wijkwerken:werkplek-list")
    assert ALLE("test").get().stopreden == "gesproken"
    assert list(client.get(adres).context["pagina"].rijen) == []
    assert list(client.get(adres, {"stand": "gestopt"}).context["pagina"].rijen) == [plek]


def test_a_new_work_place_through_the_form(wijkwerkconsulent, client):
    client.force_login(wijkwerkconsulent)
    activiteit = Activiteit.objects.get(slug="maaltijdbedeling")
    velden = {
        "sleutel": str(uuid.uuid4()),
        "naam": "Keuken van de school",
        "organisatienaam": "Basisschool Zon",
        "soort": "onderwijs",
        "verantwoordelijke": wijkwerkconsulent.pk,
        "gemeente": Gemeente.objects.get(slug="gent").pk,
        "wijk": WerkplekFactory().wijk_id,
        "plaatsen": "2",
        "talen": ["nl", "tr"],
        "activiteiten": [activiteit.pk],
    }
    antwoord = client.post(reverse("wijkwerken:werkplek-create"), velden)
    plek = ALLE("test").get(naam="Keuken van de school")
    assert antwoord.headers["Location"] == plek.get_absolute_url()
    assert (plek.organisatie.soort, plek.taalnamen, list(plek.activiteiten.all())) == (
        "school",
        "Nederlands, Turks",
        [activiteit],
    )
    assert client.get(plek.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(wijkwerkconsulent, client, aantal, django_assert_num_queries):
    WerkplekFactory.create_batch(aantal)
    client.force_login(wijkwerkconsulent)
    with django_assert_num_queries(9):
        client.get(reverse("wijkwerken:werkplek-list"))


def test_the_matrix_changes_from_today_and_keeps_what_was(coordinator, client):
    activiteit = Activiteit.objects.get(slug="land-en-tuinbouw")
    client.force_login(coordinator)
    adres = reverse("wijkwerken:activiteit-update", kwargs={"slug": activiteit.slug})
    gezien = client.get(adres).context["form"].initial["gezien"]
    velden = {"gezien": gezien, "landbouw": "ja", "vzw": "ja", "prive": "", "grond": "besluit"}
    assert client.post(adres, velden).status_code == 302
    gent = Gemeente.objects.get(slug="gent")

    def mag(dag) -> bool:
        return Toelating.objects.antwoord(activiteit, type="vzw", gemeente=gent, dag=dag).mag

    assert (mag(vandaag()), mag(vandaag() - timedelta(days=1))) == (True, False)
    assert Toelating.objects.get(activiteit=activiteit, type="landbouw").tot is None  # untouched
    tweede = client.post(adres, {**velden, "vzw": "nee"})
    assert (tweede.status_code, tweede.context["form"].botsing.wie) == (422, coordinator.korte_naam)


def test_what_was_allowed_until_yesterday_stays_allowed_then(coordinator, client):
    activiteit, gent = Activiteit.objects.get(slug="land-en-tuinbouw"), Gemeente.objects.get(slug="gent")
    client.force_login(coordinator)
    adres = reverse("wijkwerken:activiteit-update", kwargs={"slug": activiteit.slug}) + "?gemeente=gent"
    gezien = client.get(adres).context["form"].initial["gezien"]
    client.post(adres, {"gezien": gezien, "landbouw": "nee"})
    antwoorden = [
        Toelating.objects.antwoord(activiteit, type="landbouw", gemeente=gent, dag=dag).mag
        for dag in (vandaag() - timedelta(days=1), vandaag())
    ]
    assert antwoorden == [True, False]


def test_the_matrix_takes_a_fixed_number_of_queries(coordinator, client, django_assert_num_queries):
    client.force_login(coordinator)
    with django_assert_num_queries(7):
        antwoord = client.get(reverse("wijkwerken:activiteit-list"))
    assert len(antwoord.context["regels"]) == Activiteit.objects.count()
