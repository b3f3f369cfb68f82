"""A vacancy closes by itself once every place is taken, and opens again when that was a mistake."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from kern.tijd import vandaag
from partners.models import Vacature, Voordracht
from partners.services import voordragen, werkgevers
from partners.services.voordragen import VOL, Stap
from tests.factories.werkgevers import VacatureFactory, draag_voor
from tests.factories.werkpunten import ContactmomentFactory, TaakFactory
from werkpunten.models import Taak
from werkpunten.taken import rond_af


def iemand(rabot, consulent, vacature):
    persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    voordracht = draag_voor(persoon, vacature, door=consulent)
    return voordragen.zet(voordracht, Stap("voorgedragen", "bij_werkgever"), door=consulent)


def neem_aan(voordracht, door):
    return voordragen.zet(voordracht, Stap("bij_werkgever", "aangeworven"), door=door)


def stand(vacature):
    return Vacature.objects.values_list("stand", "stand_reden").get(pk=vacature.pk)


def test_the_last_place_closes_it_and_tells_who_follows_another_proposal(rabot, consulent):
    vacature = VacatureFactory(aantal=2)
    een, twee, drie = (iemand(rabot, consulent, vacature) for _ in range(3))
    neem_aan(een, consulent)
    assert stand(vacature) == ("open", "")
    neem_aan(twee, consulent)
    assert stand(vacature) == ("ingevuld", VOL)
    [taak] = Taak.objects.zichtbaar_voor(consulent)
    assert (taak.werkzoekende_id, drie.nummer in taak.wat) == (drie.werkzoekende_id, True)


def test_a_hire_taken_back_opens_it_and_never_what_was_closed_by_hand(rabot, consulent):
    vacature = VacatureFactory()
    voordracht = neem_aan(iemand(rabot, consulent, vacature), consulent)
    voordragen.neem_stap_terug(voordracht, door=consulent)
    assert stand(vacature) == ("open", "")
    werkgevers.zet_vacature(vacature, "ingevuld", door=consulent)
    neem_aan(voordracht, consulent)
    voordragen.neem_stap_terug(voordracht, door=consulent)
    assert stand(vacature) == ("ingevuld", "")


def test_a_hire_taken_back_after_the_last_day_leaves_it_expired(rabot, consulent):
    gisteren = vandaag() - timedelta(days=1)
    vacature = VacatureFactory(van=gisteren)
    voordracht = iemand(rabot, consulent, vacature)
    Vacature.objects.filter(pk=vacature.pk).update(tot=gisteren)
    neem_aan(voordracht, consulent)
    assert voordragen.neem_stap_terug(voordracht, door=consulent).fase == "bij_werkgever"
    vacature.refresh_from_db()
    assert (stand(vacature), vacature.tot, vacature.toestand) == (("open", ""), gisteren, "verlopen")


def test_a_hire_taken_back_takes_the_open_tasks_of_closing_along(rabot, consulent):
    vacature = VacatureFactory()
    een, twee, drie = (iemand(rabot, consulent, vacature) for _ in range(3))
    neem_aan(een, consulent)
    taken = Taak.objects.zichtbaar_voor(consulent)
    rond_af(taken.get(werkzoekende=twee.werkzoekende_id), door=consulent)
    eigen = TaakFactory(eigenaar=consulent, werkzoekende=drie.werkzoekende)
    voordragen.neem_stap_terug(een, door=consulent)
    assert list(taken.order_by("pk").values_list("werkzoekende", "status")) == [
        (twee.werkzoekende_id, "klaar"),
        (eigen.werkzoekende_id, "open"),
    ]
    neem_aan(een, consulent)
    assert taken.open().filter(wat__contains=drie.nummer).count() == 1


def test_hired_after_it_was_withdrawn_changes_nothing_about_it(rabot, consulent):
    vacature = VacatureFactory()
    voordracht = iemand(rabot, consulent, vacature)
    werkgevers.zet_vacature(vacature, "ingetrokken", reden="de zaak sluit", door=consulent)
    assert (neem_aan(voordracht, consulent).fase, stand(vacature)) == ("aangeworven", ("ingetrokken", "de zaak sluit"))


@pytest.mark.django_db(transaction=True)
def test_two_hired_at_once_for_the_last_two_places(rabot, consulent):
    vacature = VacatureFactory(aantal=2)
    beide = [iemand(rabot, consulent, vacature) for _ in range(2)]

    def elders(voordracht):
        try:
            return neem_aan(voordracht, consulent).fase
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as draden:
        assert list(draden.map(elders, beide)) == ["aangeworven", "aangeworven"]
    assert stand(vacature) == ("ingevuld", VOL)
    assert Voordracht.objects.ongefilterd("test").filter(fase="aangeworven").count() == 2
