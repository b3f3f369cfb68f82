"""The gate: nobody sees a person without involvement, and no query on people runs unscoped."""

import datetime
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from kern import inzage
from kern.poort import NietAfgebakend
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Medewerker
from werkpunten import services
from werkpunten.models import Betrokkenheid, Contactmoment, Onderwerp, Werkpunt, Werkzoekende


def zichtbaar(medewerker: Medewerker) -> set[int]:
    return set(Werkzoekende.objects.zichtbaar_voor(medewerker).values_list("pk", flat=True))


def bewerkbaar(medewerker: Medewerker) -> set[int]:
    return set(Werkzoekende.objects.bewerkbaar_voor(medewerker).values_list("pk", flat=True))


def vindbaar(medewerker: Medewerker) -> set[int]:
    return set(Werkzoekende.objects.vindbaar_voor(medewerker).values_list("pk", flat=True))


@pytest.mark.parametrize(
    "doe",
    [
        lambda qs: list(qs),
        lambda qs: qs.count(),
        lambda qs: qs.exists(),
        lambda qs: qs.first(),
        lambda qs: qs.get(pk=1),
        lambda qs: list(qs.iterator()),
        lambda qs: list(qs.values("pk")),
        lambda qs: qs.update(telefoon=""),
        lambda qs: qs.delete(),
        lambda qs: qs.aggregate(),
        lambda qs: list(qs | qs.model.objects.ongefilterd("test")),
        lambda qs: list(qs.model.objects.ongefilterd("test").union(qs)),
        lambda qs: list(qs.filter(pk=1).order_by("pk")),
    ],
)
@pytest.mark.parametrize("model", [Werkzoekende, Contactmoment, Betrokkenheid])
def test_unscoped_query_is_refused(db, model, doe):
    with pytest.raises(NietAfgebakend):
        doe(model.objects.all())


def test_related_manager_is_refused_until_scoped(consulent):
    persoon = WerkzoekendeFactory()
    with pytest.raises(NietAfgebakend):
        persoon.contactmomenten.count()
    assert persoon.contactmomenten.zichtbaar_voor(consulent).count() == 0


def test_names_without_the_key_are_refused(db):
    with pytest.raises(NietAfgebakend):
        WerkzoekendeFactory() and list(Werkzoekende.objects.ongefilterd("test").values_list("voornaam", flat=True))


def test_every_shape_of_row_is_noted(db):
    persoon = WerkzoekendeFactory()
    alle = Werkzoekende.objects.ongefilterd("test")
    for vorm in (alle, alle.values("pk", "voornaam"), alle.values_list("voornaam", "pk"), alle.iterator()):
        with inzage.bijhouden() as gezien:
            list(vorm)
        assert gezien.personen == {persoon.pk}


def test_visit_gives_sight_to_the_unit_only(consulent, collega, coordinator, vreemde, manager, beheerder, rabot):
    persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    for medewerker in (consulent, collega, coordinator):
        assert zichtbaar(medewerker) == bewerkbaar(medewerker) == {persoon.pk}
    for medewerker in (vreemde, manager, beheerder):
        assert zichtbaar(medewerker) == set()


def test_name_line_is_city_wide_but_never_of_protected_people(consulent, vreemde, manager, rabot):
    gewoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    beschermd = ContactmomentFactory(
        werkpunt=rabot, door=consulent, werkzoekende=WerkzoekendeFactory(beschermd=True)
    ).werkzoekende
    assert vindbaar(vreemde) == {gewoon.pk}
    assert vindbaar(consulent) == {gewoon.pk, beschermd.pk}
    assert vindbaar(manager) == set()


def test_sight_ends_24_months_after_the_last_contact(consulent, rabot):
    with time_machine.travel("2024-03-10 10:00+01:00", tick=False):
        persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    with time_machine.travel("2026-03-09 23:00+01:00", tick=False):
        assert zichtbaar(consulent) == {persoon.pk}
    with time_machine.travel("2026-03-10 00:01+01:00", tick=False):
        assert zichtbaar(consulent) == set()


def test_undoing_the_visit_ends_the_sight(vreemde, ledeberg):
    persoon = WerkzoekendeFactory(aangemaakt=timezone.now() - timedelta(days=1))
    contact = ContactmomentFactory(werkpunt=ledeberg, door=vreemde, werkzoekende=persoon)
    services.maak_ongedaan(contact, door=vreemde)
    assert zichtbaar(vreemde) == set()
    assert not Contactmoment.objects.ongefilterd("test").filter(werkzoekende=persoon).exists()


def test_undoing_the_last_visit_keeps_the_sight_of_earlier_ones(consulent, rabot):
    eerder = ContactmomentFactory(werkpunt=rabot, door=consulent, dag=datetime.date(2026, 1, 5))
    later = ContactmomentFactory(werkpunt=rabot, door=consulent, werkzoekende=eerder.werkzoekende)
    services.maak_ongedaan(later, door=consulent)
    tot = Betrokkenheid.objects.ongefilterd("test").get().tot
    assert timezone.localtime(tot).date() == datetime.date(2028, 1, 5)


def test_undo_is_refused_after_ten_minutes_and_to_others(consulent, collega, rabot):
    contact = ContactmomentFactory(werkpunt=rabot, door=consulent)
    with pytest.raises(ValidationError):
        services.maak_ongedaan(contact, door=collega)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)), pytest.raises(ValidationError):
        services.maak_ongedaan(contact, door=consulent)


def test_a_former_coach_reads_for_30_days_and_cannot_change(vreemde, ledeberg, rabot):
    persoon = WerkzoekendeFactory()
    begeleiding = services.start_begeleiding(persoon, begeleider=vreemde, werkpunt=ledeberg, door=vreemde)
    assert bewerkbaar(vreemde) == {persoon.pk}
    services.beeindig_begeleiding(begeleiding, reden="andere wijk", door=vreemde)
    assert (zichtbaar(vreemde), bewerkbaar(vreemde)) == ({persoon.pk}, set())
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert zichtbaar(vreemde) == set()


def test_leaver_sees_nothing(consulent, rabot):
    ContactmomentFactory(werkpunt=rabot, door=consulent)
    weg = Medewerker.objects.get(pk=consulent.pk)
    weg.is_active = False
    assert zichtbaar(weg) == vindbaar(weg) == set()


def test_the_same_key_twice_makes_one_row_and_other_content_is_refused(consulent, rabot: Werkpunt):
    persoon, onderwerp = WerkzoekendeFactory(), Onderwerp.objects.get(slug="vacature")
    invoer = {"werkzoekende": persoon, "werkpunt": rabot, "door": consulent, "onderwerpen": [onderwerp]}
    eerste = services.registreer_contactmoment(**invoer)
    weer = services.registreer_contactmoment(**invoer, sleutel=eerste.contact.sleutel)
    assert (weer.contact, weer.nieuw) == (eerste.contact, False)
    with pytest.raises(ValidationError):
        services.registreer_contactmoment(**invoer, sleutel=eerste.contact.sleutel, notitie="iets anders")
    assert Contactmoment.objects.ongefilterd("test").count() == 1


def test_notes_are_read_by_level(consulent, collega, coordinator, rabot):
    ander_huis = Medewerker.objects.get(pk=coordinator.pk)
    persoon = WerkzoekendeFactory()
    for niveau in Contactmoment.Niveau:
        ContactmomentFactory(werkpunt=rabot, door=consulent, werkzoekende=persoon, notitie=niveau.value, niveau=niveau)

    def leest(medewerker: Medewerker) -> set[str]:
        rijen = Contactmoment.objects.zichtbaar_voor(medewerker).met_notitie_voor(medewerker)
        return {rij.leesbare_notitie for rij in rijen} - {""}

    assert leest(consulent) == {"gedeeld", "organisatie", "vertrouwelijk"}
    assert leest(collega) == {"gedeeld", "organisatie"}
    services.start_begeleiding(persoon, begeleider=ander_huis, werkpunt=rabot, door=ander_huis)
    assert leest(ander_huis) == {"gedeeld", "organisatie", "vertrouwelijk"}
