"""Needs of a wijk tied to the work that is done there: which are served, and which are not (S2.21)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kern.tijd import vandaag
from tests.factories.wijkwerkers import begonnen, bekend, gepland, opdracht
from werkpunten.models import Wijk
from wijkwerken.models import Activiteit, Nood
from wijkwerken.services import planning


@pytest.fixture
def nood(coordinator):
    def maak(wat="Maaltijden voor alleenstaanden", activiteit="Maaltijdbedeling", wijk="ledeberg", **velden):
        return Nood.objects.create(
            wat=wat,
            wijk=Wijk.objects.get(slug=wijk),
            activiteit=activiteit and Activiteit.objects.get(naam=activiteit),
            door=coordinator,
            **velden,
        )

    return maak


@pytest.fixture
def op_het_werk(rabot, coordinator):
    wijkwerker = begonnen(bekend(coordinator, rabot), door=coordinator, van=vandaag() - timedelta(days=30))
    return gepland(wijkwerker, opdracht(coordinator), door=coordinator, van=vandaag() - timedelta(days=9), tot=None)


def test_a_need_is_served_where_somebody_does_that_work_in_that_wijk(nood, op_het_werk):
    bediend = nood()
    anders = [nood("Maaltijden", wijk="dampoort"), nood("Tuinen", "Gras maaien en hagen knippen"), nood("Iets", None)]
    nood("Was nodig", stand="vervallen", antwoord="niet meer nodig")
    assert {rij.pk: rij.opdrachten_nu for rij in Nood.objects.lopend().voor_lijst()} == {
        bediend.pk: 1,
        **{rij.pk: 0 for rij in anders},
    }
    assert set(Nood.objects.onbediend()) == set(anders)


def test_an_assignment_without_anybody_serves_nothing(nood, op_het_werk, coordinator):
    rij = nood()
    planning.stop_toewijzing(op_het_werk, tot=vandaag() - timedelta(days=1), reden="gestopt", door=coordinator)
    assert list(Nood.objects.onbediend()) == [rij]


def test_the_list_says_so_and_leads_to_the_assignments(als, nood, op_het_werk, coordinator):
    bediend, open_ = nood(), nood("Maaltijden", wijk="dampoort")
    client, adres = als(coordinator), reverse("wijkwerken:nood-list")
    tekst = client.get(adres).content.decode()
    lijst = f"{reverse('wijkwerken:opdracht-list')}?wijk={bediend.wijk_id}&amp;activiteit={bediend.activiteit_id}"
    assert (f'<a href="{lijst}">1</a>' in tekst, tekst.count("nog geen")) == (True, 1)
    assert list(client.get(adres, {"stand": "onbediend"}).context["pagina"].rijen) == [open_]
    gevonden = client.get(lijst.replace("&amp;", "&")).context["pagina"].rijen
    assert [rij.pk for rij in gevonden] == [op_het_werk.opdracht_id]
