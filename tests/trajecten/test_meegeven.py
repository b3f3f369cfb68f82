"""A trajectory started with the visit at the desk: one form, one POST, one transaction, undone together."""

from datetime import timedelta

import pytest

from kern.tijd import vandaag
from tests.factories.werkpunten import ContactmomentFactory
from tests.trajecten.test_trajecten import begin, lopend
from tests.werkpunten.test_balie import HTMX, bezoek, contacten
from trajecten import trajecten
from trajecten.models import Traject, Trajectsjabloon
from werkpunten.models import Begeleiding, Betrokkenheid, Werkzoekende

BEGELEIDING = Betrokkenheid.Reden.BEGELEIDING


@pytest.fixture
def elif_(rabot, consulent):
    return ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende


@pytest.fixture
def sjabloon(db):
    return Trajectsjabloon.objects.get(naam="Begeleiding in het werkpunt")


def alle():
    return list(Traject.objects.ongefilterd("test").order_by("pk").select_related("fase", "begeleiding__begeleider"))


def ziet_door_begeleiding(persoon):
    return Betrokkenheid.objects.ongefilterd("test").filter(werkzoekende=persoon, reden=BEGELEIDING).geldig().count()


def test_started_once_with_the_visit_from_its_template(als, consulent, rabot, elif_, sjabloon):
    client, invoer = als(consulent), bezoek(elif_, traject=sjabloon.pk)
    for _ in range(2):
        inhoud = client.post("/balie/", invoer, headers=HTMX).content.decode()
    [traject] = alle()
    assert (traject.werkzoekende, traject.sjabloon, traject.werkpunt, traject.begin) == (
        elif_,
        sjabloon,
        rabot,
        vandaag(),
    )
    assert (traject.doel, traject.intensiteit) == (sjabloon.doel, sjabloon.intensiteit)
    assert (traject.begeleider, traject.fase, contacten().count()) == (consulent, sjabloon.fasen.first(), 2)
    assert "Traject gestart: Begeleiding in het werkpunt." in inhoud


def test_without_script_for_somebody_new_and_the_undo_leaves_nothing(als, consulent, sjabloon):
    invoer, client = bezoek("nieuw", voornaam="Elif", achternaam="Demir", traject=sjabloon.pk), als(consulent)
    assert '<select name="traject"' in client.get("/balie/").content.decode()
    assert "Traject gestart" in client.post("/balie/", invoer, follow=True).content.decode()
    assert len(alle()) == 1
    client.post(f"/balie/{invoer['sleutel']}/ongedaan/")
    assert (alle(), contacten().count(), Begeleiding.objects.ongefilterd("test").count()) == ([], 0, 0)
    assert not Werkzoekende.objects.ongefilterd("test").exists()


def test_undo_ends_the_coaching_that_began_with_it_and_no_other(als, consulent, rabot, elif_, sjabloon):
    client = als(consulent)
    for al_begeleid in (False, True):
        invoer = bezoek(elif_, traject=sjabloon.pk)
        client.post("/balie/", invoer)
        assert (len(alle()), lopend(elif_), ziet_door_begeleiding(elif_)) == (1, [consulent], 2)
        client.post(f"/balie/{invoer['sleutel']}/ongedaan/")
        assert (alle(), lopend(elif_)) == ([], [consulent] if al_begeleid else [])
        assert ziet_door_begeleiding(elif_) == (2 if al_begeleid else 0)
        if not al_begeleid:
            als(consulent).post(f"{elif_.get_absolute_url()}begeleiding/", {"werkpunt": rabot.pk})
            assert lopend(elif_) == [consulent]


def test_a_trajectory_that_somebody_worked_on_stays_when_the_visit_is_undone(als, consulent, elif_, sjabloon):
    client, invoer = als(consulent), bezoek(elif_, traject=sjabloon.pk)
    client.post("/balie/", invoer)
    [traject] = alle()
    trajecten.zet_fase(traject, sjabloon.fasen.last(), door=consulent)
    inhoud = client.post(f"/balie/{invoer['sleutel']}/ongedaan/", follow=True).content.decode()
    assert (alle(), lopend(elif_), contacten().count()) == ([traject], [consulent], 1)
    assert "die blijft staan" in inhoud


def test_one_of_a_kind_that_runs_is_refused_and_nothing_typed_is_lost(als, consulent, rabot, elif_, sjabloon):
    begin(elif_, sjabloon, rabot, consulent)
    invoer = bezoek(elif_, traject=sjabloon.pk, notitie="bewaar mij")
    antwoord = als(consulent).post("/balie/", invoer)
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, len(alle()), contacten().count()) == (422, 1, 1)
    assert "In deze periode loopt al een traject van dezelfde soort." in inhoud
    assert ("bewaar mij" in inhoud, "#id_traject" in inhoud) == (True, True)


def test_not_for_an_anonymous_visitor_nor_of_a_project_that_is_over(als, consulent, elif_, sjabloon):
    antwoord = als(consulent).post("/balie/", bezoek("anoniem", traject=sjabloon.pk))
    assert (antwoord.status_code, "iemand met een naam" in antwoord.content.decode()) == (422, True)
    sjabloon.project.tot = vandaag() - timedelta(days=1)
    sjabloon.project.save()
    assert als(consulent).post("/balie/", bezoek(elif_, traject=sjabloon.pk)).status_code == 422
    assert (alle(), contacten().count()) == ([], 1)


def test_another_template_for_the_same_visit_is_refused(als, consulent, elif_, sjabloon):
    client, invoer = als(consulent), bezoek(elif_, traject=sjabloon.pk)
    client.post("/balie/", invoer)
    ander = Trajectsjabloon.objects.te_starten(vandaag()).exclude(soort=sjabloon.soort).first()
    antwoord = client.post("/balie/", invoer | {"traject": ander.pk})
    assert (antwoord.status_code, len(alle())) == (422, 1)
    assert "al bewaard met een andere inhoud" in antwoord.content.decode()


@pytest.mark.parametrize("aantal", [1, 3])
def test_starting_with_the_visit_costs_the_same_queries(
    als, consulent, rabot, elif_, sjabloon, aantal, django_assert_num_queries
):
    for _ in range(aantal):
        ContactmomentFactory(werkpunt=rabot, door=consulent)
    client = als(consulent)
    with django_assert_num_queries(75):
        client.post("/balie/", bezoek(elif_, traject=sjabloon.pk), headers=HTMX)
