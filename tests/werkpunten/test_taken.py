"""Tasks: once per key, done by whom and when, and late by one definition."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kern.tijd import vandaag
from tests.factories.werkpunten import ContactmomentFactory, TaakFactory
from toegang.models import Medewerker
from werkpunten.models import Taak, Werkpunt, Werkzoekende, taken_te_laat
from werkpunten.taken import heropen, maak_taak, rond_af, wijzig_taak

pytestmark = pytest.mark.django_db


@pytest.fixture
def elif_(rabot: Werkpunt, consulent: Medewerker) -> Werkzoekende:
    return ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende


def alle():
    return Taak.objects.ongefilterd("test")


def test_same_key_again_makes_one_task(elif_, consulent):
    sleutel = uuid.uuid4()
    taken = {
        maak_taak("Bellen", eigenaar=consulent, tegen=vandaag(), door=consulent, werkzoekende=elif_, sleutel=sleutel)
        for _ in range(2)
    }
    assert (len(taken), alle().count()) == (1, 1)


def test_same_key_for_another_task_is_refused(elif_, consulent):
    gegevens = {"eigenaar": consulent, "tegen": vandaag(), "door": consulent, "sleutel": uuid.uuid4()}
    maak_taak("Bellen", werkzoekende=elif_, **gegevens)
    for wat, persoon in (("Mailen", elif_), ("Bellen", None)):
        with pytest.raises(ValidationError, match="al bewaard met een andere inhoud"):
            maak_taak(wat, werkzoekende=persoon, **gegevens)
    assert [taak.wat for taak in alle()] == ["Bellen"]


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"wat": "  "}, {"wat": ["Dit veld kan niet leeg zijn"]}),
        (
            {"wat": "x" * 301},
            {"wat": ["Zorg dat deze waarde niet meer dan 300 tekens bevat (het zijn er nu 301)."]},
        ),
        ({"dagen": 1200}, {"tegen": ["Deze datum ligt te ver in de toekomst."]}),
        ({"dagen": -1}, {"tegen": ["Deze dag is voorbij. Kies vandaag of later."]}),
    ],
    ids=["empty", "too-long", "too-far", "past"],
)
def test_refused_with_a_sentence(consulent, velden, melding):
    tegen = vandaag() + timedelta(days=velden.get("dagen", 1))
    with pytest.raises(ValidationError) as fout:
        maak_taak(velden.get("wat", "Bellen"), eigenaar=consulent, tegen=tegen, door=consulent)
    assert fout.value.message_dict == melding


def test_task_about_somebody_goes_to_a_colleague_who_may_change_the_file(elif_, consulent, collega, vreemde):
    gegevens = {"tegen": vandaag(), "door": consulent, "werkzoekende": elif_}
    with pytest.raises(ValidationError, match="kan dit dossier niet openen"):
        maak_taak("Bellen", eigenaar=vreemde, **gegevens)
    taak = maak_taak("Bellen", eigenaar=consulent, **gegevens)
    assert wijzig_taak(taak, wat="Mailen", eigenaar=collega, tegen=vandaag(), door=consulent).eigenaar == collega
    with pytest.raises(ValidationError, match="kan dit dossier niet openen"):
        wijzig_taak(taak, wat="Mailen", eigenaar=vreemde, tegen=vandaag(), door=consulent)


def test_late_task_keeps_its_day_when_something_else_changes(consulent):
    gisteren = vandaag() - timedelta(days=1)
    taak = TaakFactory(eigenaar=consulent, tegen=gisteren)
    wijzig_taak(taak, wat="Mailen", eigenaar=consulent, tegen=gisteren, door=consulent)
    assert [(rij.wat, rij.tegen) for rij in alle()] == [("Mailen", gisteren)]


def test_done_keeps_who_did_it_first_and_undo_opens_it_again(consulent, collega):
    taak = TaakFactory(eigenaar=consulent, gemaakt_door=collega)
    rond_af(taak, door=collega)
    nog_eens = rond_af(taak, door=consulent, status=Taak.Status.VERVALLEN)
    assert (nog_eens.status, nog_eens.afgehandeld_door) == ("klaar", collega)
    with pytest.raises(ValidationError, match="al afgehandeld"):
        wijzig_taak(taak, wat="Anders", eigenaar=consulent, tegen=vandaag(), door=consulent)
    heropend = heropen(taak, door=consulent)
    assert (heropend.status, heropend.afgehandeld_op, heropend.afgehandeld_door) == ("open", None, None)


def test_late_is_due_before_today_open_and_of_somebody_who_still_works_here(elif_, consulent, uitgeschakeld):
    def laat() -> tuple[int, int]:
        persoon = Werkzoekende.objects.zichtbaar_voor(consulent).annotate(laat=taken_te_laat()).get(pk=elif_.pk)
        return Taak.objects.zichtbaar_voor(consulent).te_laat().count(), persoon.laat

    gisteren = vandaag() - timedelta(days=1)
    TaakFactory(eigenaar=consulent, werkzoekende=elif_)
    TaakFactory(eigenaar=consulent, werkzoekende=elif_, tegen=vandaag() + timedelta(days=1))
    TaakFactory(eigenaar=uitgeschakeld, werkzoekende=elif_, tegen=gisteren)
    assert laat() == (0, 0)
    eerste, _ = (TaakFactory(eigenaar=consulent, werkzoekende=elif_, tegen=gisteren) for _ in range(2))
    assert laat() == (2, 2)
    rond_af(eerste, door=consulent)
    assert laat() == (1, 1)


def test_task_about_nobody_is_seen_by_its_owner_and_its_maker_only(consulent, collega, coordinator, vreemde):
    TaakFactory(eigenaar=collega, gemaakt_door=coordinator)
    ziet = {m.voornaam: Taak.objects.zichtbaar_voor(m).count() for m in (consulent, collega, coordinator, vreemde)}
    assert ziet == {"Connie": 0, "Colin": 1, "Coby": 1, "Vic": 0}


def test_task_about_somebody_is_seen_by_who_sees_that_person(elif_, consulent, collega, vreemde):
    TaakFactory(eigenaar=consulent, werkzoekende=elif_)
    assert [Taak.objects.zichtbaar_voor(m).count() for m in (consulent, collega, vreemde)] == [1, 1, 0]
