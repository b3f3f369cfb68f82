"""Trajectories: started in one step, through phases, closed with a result, reopened; the database keeps the rules."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kern.tijd import vandaag
from tests.factories.werkpunten import ContactmomentFactory, TaakFactory, WerkzoekendeFactory
from trajecten import services, trajecten
from trajecten.models import Project, Traject, Trajectsjabloon, Trajectverloop, Uitstroom
from werkpunten import services as begeleidingen
from werkpunten.models import Begeleiding, Taak, Werkzoekende

SLEUTEL = uuid.UUID("6f6c6f6c-0000-4000-8000-0000000000aa")


@pytest.fixture
def persoon(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


@pytest.fixture
def sjabloon(db):
    return Trajectsjabloon.objects.get(naam="Begeleiding in het werkpunt")


def begin(persoon, sjabloon, werkpunt, door, *, sleutel=SLEUTEL, begeleider=None, dag=None):
    velden = {"sjabloon": sjabloon, "doel": sjabloon.doel, "intensiteit": sjabloon.intensiteit}
    traject = Traject(werkzoekende=persoon, werkpunt=werkpunt, sleutel=sleutel, begin=dag or vandaag(), **velden)
    return trajecten.start(traject, begeleider=begeleider or door, door=door)


@pytest.fixture
def traject(persoon, sjabloon, rabot, consulent):
    return begin(persoon, sjabloon, rabot, consulent)


def sluit(traject, door, **anders):
    velden = {"resultaat": "werk", "uitleg": "Keukenhulp", "einde": vandaag()}
    velden |= {"begeleiding_stopt": True, "taken_vervallen": False} | anders
    if velden["resultaat"] == "werk" and "werk" not in anders:
        velden["werk"] = Uitstroom(
            werkzoekende=traject.werkzoekende, functie="Keukenhulp", contract="interim", begin=velden["einde"]
        )
    return trajecten.sluit(traject, **velden, door=door)


def nieuw_werk(**anders):
    """What is filled in about new work while a trajectory is closed."""
    velden = {"sleutel": str(uuid.uuid4()), "functie": "Keukenhulp", "contract": "interim"}
    velden |= {"begin": vandaag().isoformat()} | anders
    return {f"sluit-nieuw-{naam}": waarde for naam, waarde in velden.items()}


def verloop(traject):
    alle = Trajectverloop.objects.ongefilterd("test").filter(traject=traject)
    return [(rij.soort, rij.tekst) for rij in alle]


def lopend(persoon):
    alle = Begeleiding.objects.ongefilterd("test").lopend().filter(werkzoekende=persoon)
    return [rij.begeleider for rij in alle.select_related("begeleider")]


def test_started_from_the_file_in_one_step(als, persoon, sjabloon, consulent):
    adres = f"{persoon.get_absolute_url()}trajecten/"
    assert "Nog geen traject." in als(consulent).get(adres).content.decode()
    velden = {"sleutel": str(SLEUTEL), "sjabloon": sjabloon.pk, "begin": vandaag().isoformat()}
    velden["begeleider"] = consulent.pk
    for _ in range(2):
        assert als(consulent).post(adres, velden).url == f"/trajecten/{SLEUTEL}/"
    [rij] = Traject.objects.ongefilterd("test")
    assert (rij.soort, rij.doel, rij.intensiteit, rij.fase.naam) == ("begeleiding", "werk", "gewoon", "Onthaal")
    assert (rij.begeleider, lopend(persoon)) == (consulent, [consulent])
    assert verloop(rij) == [("gestart", "Werkpunten: Begeleiding in het werkpunt")]
    tijdlijn = als(consulent).get(persoon.get_absolute_url()).content.decode()
    assert "Traject Begeleiding in het werkpunt: gestart" in tijdlijn


def test_same_key_with_something_else_is_refused(traject, persoon, sjabloon, rabot, consulent):
    with pytest.raises(ValidationError, match="Dit traject was al bewaard met een andere inhoud"):
        begin(persoon, sjabloon, rabot, consulent, dag=vandaag() - timedelta(days=3))


def test_who_coaches_already_goes_on(persoon, sjabloon, rabot, consulent):
    eerder = begeleidingen.start_begeleiding(persoon, begeleider=consulent, werkpunt=rabot, door=consulent)
    assert begin(persoon, sjabloon, rabot, consulent).begeleiding == eerder


def test_one_trajectory_of_a_kind_at_a_time(als, traject, persoon, sjabloon, rabot, consulent):
    velden = {"sleutel": str(uuid.uuid4()), "sjabloon": sjabloon.pk, "begin": vandaag().isoformat()}
    adres = f"{persoon.get_absolute_url()}trajecten/"
    antwoord = als(consulent).post(adres, velden | {"begeleider": consulent.pk})
    assert antwoord.status_code == 422
    assert "In deze periode loopt al een traject van dezelfde soort." in antwoord.content.decode()
    taal = Trajectsjabloon.objects.get(naam="Taal en oriëntatie")
    assert begin(persoon, taal, rabot, consulent, sleutel=uuid.uuid4()).soort == "taal"
    sluit(traject, consulent)
    assert begin(persoon, sjabloon, rabot, consulent, sleutel=uuid.uuid4()).begin == vandaag()
    with pytest.raises(IntegrityError, match="traject_geen_overlap"), transaction.atomic():
        Traject.objects.ongefilterd("test").filter(pk=traject.pk).update(einde=None, resultaat="", werk=None)


@pytest.mark.parametrize(
    ("velden", "naam"),
    [
        ({"einde": date(2013, 1, 1), "resultaat": "vdab"}, "traject_einde_na_begin"),
        ({"einde": vandaag()}, "traject_einde_met_resultaat"),
        ({"resultaat": "vdab"}, "traject_einde_met_resultaat"),
    ],
)
def test_database_refuses(traject, velden, naam):
    with pytest.raises(IntegrityError, match=naam):
        Traject.objects.ongefilterd("test").update(**velden)


def test_project_that_does_not_run_and_day_to_come_are_refused(persoon, rabot, consulent, sjabloon):
    oud = Trajectsjabloon.objects.get(naam="Toeleiding naar opleiding")
    with pytest.raises(ValidationError, match="Dit project loopt niet op die dag"):
        begin(persoon, oud, rabot, consulent)
    assert begin(persoon, oud, rabot, consulent, dag=date(2021, 3, 1)).begin == date(2021, 3, 1)
    with pytest.raises(ValidationError, match="Deze dag moet nog komen"):
        begin(persoon, sjabloon, rabot, consulent, sleutel=uuid.uuid4(), dag=vandaag() + timedelta(days=1))


def test_only_who_may_change_the_file(als, traject, persoon, sjabloon, ledeberg, vreemde):
    with pytest.raises(ValidationError, match="Je kan dit dossier niet wijzigen"):
        begin(persoon, sjabloon, ledeberg, vreemde, sleutel=uuid.uuid4())
    assert als(vreemde).get(f"/trajecten/{traject.sleutel}/").status_code == 404
    with pytest.raises(ValidationError, match="Je kan dit dossier niet wijzigen"):
        sluit(traject, vreemde)


def test_phases_of_its_own_template_only(als, traject, consulent):
    adres = f"/trajecten/{traject.sleutel}/"
    plan = traject.sjabloon.fasen.get(naam="Verkenning")
    for _ in range(2):
        assert als(consulent).post(adres, {"doe": "fase", "fase-fase": plan.pk}).status_code == 302
    assert verloop(traject)[1:] == [("fase", "Verkenning")]
    vreemd = Trajectsjabloon.objects.get(naam="Taal en oriëntatie").fasen.first()
    assert als(consulent).post(adres, {"doe": "fase", "fase-fase": vreemd.pk}).status_code == 422


def test_closing_wants_a_result_and_the_tasks_done(als, traject, persoon, consulent):
    taak = TaakFactory(werkzoekende=persoon, eigenaar=consulent, gemaakt_door=consulent, wat="Belt het rusthuis")
    adres = f"/trajecten/{traject.sleutel}/"
    velden = {"doe": "sluit", "sluit-einde": vandaag().isoformat(), "sluit-begeleiding_stopt": "on"}
    antwoord = als(consulent).post(adres, velden)
    assert (antwoord.status_code, "Kies het resultaat" in antwoord.content.decode()) == (422, True)
    velden |= {"sluit-resultaat": "werk", "sluit-uitleg": "Keukenhulp in een school"} | nieuw_werk()
    antwoord = als(consulent).post(adres, velden)
    inhoud = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "Er is nog 1 taak open. Werk ze af, of duid aan dat ze vervallen." in inhoud
    assert "Keukenhulp in een school" in inhoud
    assert als(consulent).post(adres, velden | {"sluit-taken_vervallen": "on"}).status_code == 302
    traject.refresh_from_db()
    assert (traject.einde, traject.resultaat, traject.uitleg) == (vandaag(), "werk", "Keukenhulp in een school")
    taak.refresh_from_db()
    assert taak.status == Taak.Status.VERVALLEN
    assert lopend(persoon) == []
    assert verloop(traject)[-1] == ("gesloten", "werk. Keukenhulp in een school")
    assert als(consulent).post(adres, velden).status_code == 422


def test_closed_while_the_coaching_goes_on(traject, persoon, consulent):
    TaakFactory(werkzoekende=persoon, eigenaar=consulent, gemaakt_door=consulent)
    sluit(traject, consulent, begeleiding_stopt=False)
    assert lopend(persoon) == [consulent]


def test_coaching_goes_on_for_the_other_trajectory(traject, persoon, rabot, consulent):
    taal = Trajectsjabloon.objects.get(naam="Taal en oriëntatie")
    ander = begin(persoon, taal, rabot, consulent, sleutel=uuid.uuid4())
    sluit(traject, consulent)
    assert lopend(persoon) == [consulent]
    sluit(ander, consulent)
    assert lopend(persoon) == []


def test_closed_is_read_only_and_reopening_gives_the_coach_back(als, traject, persoon, consulent, collega):
    sluit(traject, consulent)
    plan = traject.sjabloon.fasen.get(naam="Verkenning")
    with pytest.raises(ValidationError, match="Dit traject is gesloten"):
        trajecten.zet_fase(traject, plan, door=consulent)
    adres = f"/trajecten/{traject.sleutel}/"
    velden = {"doe": "heropen", "heropen-reden": "Het contract liep af"}
    for _ in range(2):
        als(collega).post(adres, velden)
    traject.refresh_from_db()
    assert (traject.einde, traject.resultaat, traject.begeleider) == (None, "", consulent)
    assert [soort for soort, _ in verloop(traject)] == ["gestart", "gesloten", "heropend"]
    assert lopend(persoon) == [consulent]


def test_reopening_cannot_overlap(traject, persoon, sjabloon, rabot, consulent):
    sluit(traject, consulent)
    begin(persoon, sjabloon, rabot, consulent, sleutel=uuid.uuid4())
    with pytest.raises(ValidationError, match="In deze periode loopt al een traject van dezelfde soort"):
        trajecten.heropen(traject, reden="Toch verder", door=consulent)


def test_handed_over_the_trajectory_goes_along(traject, persoon, consulent, collega):
    bundel = uuid.uuid4()
    mensen = Werkzoekende.objects.bewerkbaar_voor(consulent).filter(pk=persoon.pk)
    services.draag_over(list(mensen), naar=collega, reden="verlof", door=consulent, bundel=bundel)
    [rij] = services.Overdracht.objects.ongefilterd("test")
    services.aanvaard(rij, door=collega)
    traject.refresh_from_db()
    assert traject.begeleider == collega
    assert verloop(traject)[-1] == ("begeleider", f"{collega}: verlof")


def test_another_coach_for_one_trajectory(als, traject, persoon, consulent, collega, coordinator):
    velden = {"doe": "begeleider", "begeleider-begeleider": collega.pk, "begeleider-reden": "Spreekt Turks"}
    assert als(coordinator).post(f"/trajecten/{traject.sleutel}/", velden).status_code == 302
    traject.refresh_from_db()
    assert traject.begeleider == collega
    assert set(lopend(persoon)) == {consulent, collega}
    with pytest.raises(ValidationError, match="begeleidt dit traject al"):
        trajecten.zet_begeleider(traject, collega, reden="nog eens", door=coordinator)


@pytest.mark.parametrize("aantal", [1, 5])
def test_queries_do_not_grow(als, persoon, rabot, consulent, aantal, django_assert_num_queries):
    project = Project.objects.get(slug="werkpunten")
    for nummer in range(aantal):
        sjabloon = Trajectsjabloon.objects.create(project=project, naam=f"Proef {nummer}")
        rij = begin(persoon, sjabloon, rabot, consulent, sleutel=uuid.uuid4())
        if nummer < aantal - 1:
            sluit(rij, consulent)
    client = als(consulent)
    client.get("/")
    with django_assert_num_queries(16):
        client.get(f"{persoon.get_absolute_url()}trajecten/")
    with django_assert_num_queries(27):
        client.get(f"/trajecten/{rij.sleutel}/")
