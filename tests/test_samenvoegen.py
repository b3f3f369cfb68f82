"""Two files of one person: everything moves once, and undoing gives everything back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from random import Random
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kern.tijd import Periode
from rapportage.bereik import bereken
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory, WerkzoekendeFactory, om
from tests.rijen import Maker, alle_rijen
from tests.sloten import elders, wacht_op_slot
from tests.trajecten.mensen import geleden, zag
from tests.trajecten.test_trajecten import begin
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.models import Traject, Trajectsjabloon
from werkpunten.models import (
    Aanstelling,
    Adres,
    Afspraak,
    Contactmoment,
    Onderwerp,
    Samenvoeging,
    Taak,
    Werkzoekende,
    Wijk,
)
from werkpunten.ontvlechten import maak_samenvoeging_ongedaan, reken_zicht_na
from werkpunten.samenvoegen import voeg_samen
from werkpunten.samenvoegregels import Daad, beperkingen, modellen_van_persoon, regels
from werkpunten.samenvoegvelden import GROEPEN, VANZELF
from werkpunten.services import registreer_contactmoment
from werkpunten.zicht import herbereken_inzage

REDEN = "zelfde naam en telefoon, bevestigd aan de balie"
OVER_PERSONEN = sorted(modellen_van_persoon(), key=lambda model: model._meta.label)
ZELFDE = [HealthCheck.function_scoped_fixture]


@pytest.mark.parametrize("model", OVER_PERSONEN, ids=lambda model: model._meta.label)
def test_every_model_of_a_person_says_how_it_is_merged(model):
    app = model._meta.app_label
    assert model._meta.label in regels, (
        f"{model._meta.label} verwijst naar Werkzoekende maar heeft geen regel om samen te voegen. Zet "
        f"Regel({model.__name__}) in EIGEN van {app}/samenvoegregels.py, en meld die lijst in {app}/apps.py aan met "
        "werkpunten.samenvoegregels.meld_aan(EIGEN, volgorde=…). Heeft het een unieke of uitsluitende beperking op de "
        "persoon, geef dan ook Daad.KIES, ZELFDE of WEIGER en een zin."
    )
    regel = regels[model._meta.label]
    if beperkingen(model):
        assert regel.bij_botsing is not None, (
            f"{model._meta.label} heeft {[c.name for c in beperkingen(model)]}: twee dossiers kunnen dan niet allebei "
            f"hun rij houden. Geef de Regel in {app}/samenvoegregels.py Daad.KIES, ZELFDE of WEIGER en een zin."
        )
        assert regel.tekst


def test_every_field_of_the_person_is_chosen_or_says_what_becomes_of_it():
    gekozen = {veld for groep in GROEPEN for veld in groep.velden}
    velden = {veld.name for veld in Werkzoekende._meta.concrete_fields}
    assert (velden - gekozen - set(VANZELF), gekozen & set(VANZELF)) == (set(), set())


@pytest.fixture
def twee(rabot, ledeberg, coordinator):
    """Two files the coordinator may change."""
    personen = [zag(coordinator, rabot, dagen=dagen) for dagen in (40, 3)]
    ContactmomentFactory(werkzoekende=personen[1], werkpunt=rabot, door=coordinator, notitie="over werk")
    return personen


def stand():
    """Every row of every table, but for ``versie``: it counts changes and so counts on when one is undone."""
    rijen = alle_rijen()
    rijen["werkpunten.Samenvoeging"] = [rij for rij in rijen["werkpunten.Samenvoeging"] if REDEN not in rij]
    mensen = Werkzoekende._base_manager.order_by("pk").values()
    return rijen | {"werkpunten.Werkzoekende": [{**mens, "versie": 0} for mens in mensen]}


def anders(voor):
    nu = stand()
    return {
        label: (set(map(str, voor[label])) ^ set(map(str, rijen)))
        for label, rijen in nu.items()
        if rijen != voor[label]
    }


def test_a_row_of_every_model_can_be_made(rabot, ledeberg, coordinator):
    maker, persoon = Maker(Random(1), [rabot, ledeberg], coordinator), zag(coordinator, rabot)
    gezegd = {model._meta.label: maker.probeer(model, persoon) for model in OVER_PERSONEN}
    assert {label: gezegd[label] for label in gezegd if not maker.heeft(apps.get_model(label), persoon)} == {}


@settings(deadline=None, max_examples=15, suppress_health_check=ZELFDE)
@given(zaad=st.integers(0, 10**6), wie=st.sampled_from(["blijft", "verdwijnt"]))
def test_merge_and_undo_gives_back_every_row_as_it_was(rabot, ledeberg, coordinator, zaad, wie):
    gok = Random(zaad)
    with transaction.atomic():
        maker = Maker(gok, [rabot, ledeberg], coordinator)
        blijft, verdwijnt = (zag(coordinator, rabot, dagen=gok.randint(0, 300)) for _ in range(2))
        for persoon in (blijft, verdwijnt):
            for model in gok.sample(OVER_PERSONEN, gok.randint(3, 20)):
                for _ in range(gok.randint(1, 2)):
                    maker.probeer(model, persoon)  # of some there can only be one
        for persoon in (blijft, verdwijnt):
            reken_zicht_na(persoon.pk)  # as the services would have left it
        herbereken_inzage([blijft.pk, verdwijnt.pk])
        voor = stand()

        def botst(regel):
            return bool(regel.botsingen(blijft.pk, verdwijnt.pk))

        keuzes = {regel.sleutel: wie for regel in regels} | {groep.sleutel: wie for groep in GROEPEN}
        geweigerd = {regel.tekst for regel in regels if regel.bij_botsing is Daad.WEIGER and botst(regel)}
        if geweigerd:
            with pytest.raises(ValidationError) as fout:
                voeg_samen(blijft, verdwijnt, keuzes=keuzes, reden=REDEN, door=coordinator)
            assert set(fout.value.messages) <= geweigerd
            assert anders(voor) == {}
            transaction.set_rollback(True)
            return
        samen = voeg_samen(blijft, verdwijnt, keuzes=keuzes, reden=REDEN, door=coordinator)
        assert [regel for regel in regels if regel.van(verdwijnt.pk).exists()] == []
        assert maak_samenvoeging_ongedaan(samen, door=coordinator) == []
        assert anders(voor) == {}
        transaction.set_rollback(True)


def samen_met(een, ander, door, **keuzes):
    return voeg_samen(een, ander, keuzes=keuzes, reden=REDEN, door=door)


def nieuw_hier(persoon, *rijen):
    """Whether these rows, read again, are of this person."""
    return [type(rij)._base_manager.get(pk=rij.pk).werkzoekende_id == persoon.pk for rij in rijen]


def test_only_a_coordinator_who_may_change_both_merges_and_nothing_changes_otherwise(
    twee, coordinator, consulent, vreemde, ledeberg
):
    blijft, verdwijnt = twee
    elders = zag(vreemde, ledeberg)
    voor = stand()
    for een, ander, wie in (
        (*twee, consulent),
        (*twee, vreemde),
        (blijft, elders, coordinator),
        (elders, blijft, coordinator),
    ):
        with pytest.raises(ValidationError, match="Enkel een coördinator die beide dossiers mag wijzigen"):
            samen_met(een, ander, wie)
    with pytest.raises(ValidationError, match="waarom dit dezelfde persoon is"):
        voeg_samen(blijft, verdwijnt, keuzes={}, reden="zomaar", door=coordinator)
    assert anders(voor) == {}


def test_overlapping_trajectories_are_never_joined_silently(twee, coordinator, rabot):
    sjabloon = Trajectsjabloon.objects.get(naam="Begeleiding in het werkpunt")
    velden = {"werkpunt": rabot, "door": coordinator, "dag": geleden(3)}
    trajecten = [begin(wie, sjabloon, **velden, sleutel=uuid4()) for wie in twee]
    voor = stand()
    with pytest.raises(ValidationError, match="Twee trajecten van dezelfde soort overlappen"):
        samen_met(*twee, coordinator, **{"werkpunten-begeleiding": "blijft"})
    assert anders(voor) == {}
    samen = samen_met(*twee, coordinator, **{"werkpunten-begeleiding": "blijft", "trajecten-traject": "verdwijnt"})
    assert list(Traject.objects.ongefilterd("test").values_list("pk", "werkzoekende")) == [
        (trajecten[1].pk, twee[0].pk)
    ]
    assert maak_samenvoeging_ongedaan(samen, door=coordinator) == []
    assert anders(voor) == {}


def test_what_is_changed_or_added_after_a_merge_stays_where_it_belongs(twee, coordinator, rabot):
    blijft, verdwijnt = twee
    taak = TaakFactory(werkzoekende=verdwijnt, eigenaar=coordinator)
    afspraak = AfspraakFactory(
        werkzoekende=verdwijnt, werkpunt=rabot, medewerker=coordinator, begin=om(9), einde=om(10)
    )
    Werkzoekende.objects.ongefilterd("test").filter(pk=verdwijnt.pk).update(telefoon="0470 12 34 56")
    samen = samen_met(*twee, coordinator, voornaam="verdwijnt")
    Taak.objects.ongefilterd("test").filter(pk=taak.pk).update(wat="Later bellen")
    Werkzoekende.objects.ongefilterd("test").filter(pk=blijft.pk).update(
        email="elif@proef.test", telefoon="0499 00 00 00"
    )
    nieuw = ContactmomentFactory(
        werkzoekende=Werkzoekende._base_manager.get(pk=blijft.pk), werkpunt=rabot, door=coordinator
    )
    gekomen = ContactmomentFactory(werkzoekende=blijft, werkpunt=rabot, door=coordinator, soort="afspraak")
    Afspraak.objects.ongefilterd("test").filter(pk=afspraak.pk).update(contact=gekomen, status="gekomen")
    assert maak_samenvoeging_ongedaan(samen, door=coordinator) == []
    assert nieuw_hier(verdwijnt, taak, afspraak, gekomen) == [True] * 3
    assert nieuw_hier(blijft, nieuw) == [True]
    assert Taak.objects.ongefilterd("test").get().wat == "Later bellen"
    hier, daar = (Werkzoekende._base_manager.get(pk=persoon.pk) for persoon in twee)
    assert (hier.email, hier.telefoon, hier.voornaam) == ("elif@proef.test", "0499 00 00 00", blijft.voornaam)
    assert (daar.email, daar.telefoon, daar.uuid) == ("", "0470 12 34 56", verdwijnt.uuid)
    with pytest.raises(ValidationError, match="al ongedaan"):
        maak_samenvoeging_ongedaan(samen, door=coordinator)


def test_an_address_that_counted_for_less_days_comes_back_up_to_what_was_added_since(twee, coordinator):
    blijft, verdwijnt = twee
    wijk = Wijk.objects.get(slug="ledeberg")
    hier = Adres.objects.create(werkzoekende=blijft, wijk=wijk, van=geleden(900))
    daar = Adres.objects.create(werkzoekende=verdwijnt, wijk=wijk, van=geleden(300))
    with pytest.raises(ValidationError, match="De adressen overlappen"):
        samen_met(*twee, coordinator)
    samen = samen_met(*twee, coordinator, **{"werkpunten-adres": "verdwijnt"})
    adressen = Adres.objects.ongefilterd("test").order_by("van").values_list("pk", "werkzoekende", "van", "tot")
    assert list(adressen.all()) == [
        (hier.pk, blijft.pk, geleden(900), geleden(301)),
        (daar.pk, blijft.pk, geleden(300), None),
    ]
    Adres.objects.ongefilterd("test").filter(pk=daar.pk).update(tot=geleden(31))
    later = Adres.objects.create(werkzoekende=blijft, wijk=wijk, van=geleden(30))
    assert maak_samenvoeging_ongedaan(samen, door=coordinator) == []
    assert list(adressen.all()) == [
        (hier.pk, blijft.pk, geleden(900), geleden(31)),
        (daar.pk, verdwijnt.pk, geleden(300), geleden(31)),
        (later.pk, blijft.pk, geleden(30), None),
    ]


def test_merges_of_one_file_are_undone_in_the_opposite_order(twee, coordinator, rabot):
    derde = zag(coordinator, rabot, dagen=9)
    voor = stand()
    eerste = samen_met(*twee, coordinator)
    tweede = samen_met(derde, twee[0], coordinator)
    with pytest.raises(ValidationError, match="Maak eerst de latere samenvoeging"):
        maak_samenvoeging_ongedaan(eerste, door=coordinator)
    maak_samenvoeging_ongedaan(tweede, door=coordinator)
    maak_samenvoeging_ongedaan(eerste, door=coordinator)
    assert anders(voor) == {}


def test_the_old_address_leads_to_the_file_that_stayed_for_who_may_see_it(als, twee, coordinator, consulent, vreemde):
    blijft, verdwijnt = twee
    samen = samen_met(*twee, coordinator)
    oud, nieuw = verdwijnt.get_absolute_url(), blijft.get_absolute_url()
    assert als(consulent).get(f"{oud}gegevens/").headers["Location"] == f"{nieuw}gegevens/"
    assert als(consulent).post(f"{oud}taken/", {"wat": "bellen"}).headers["Location"] == nieuw
    assert als(vreemde).get(oud).status_code == 404
    maak_samenvoeging_ongedaan(samen, door=coordinator)
    assert als(consulent).get(oud).status_code == 200


def geteld(van, tot, werkpunt=None):
    """Different people with a counting contact in these days, in plain SQL of its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(distinct werkzoekende_id) from werkpunten_contactmoment"
            " where dag >= %s and dag < %s and soort <> 'poging' and (%s::bigint is null or werkpunt_id = %s)",
            [van, tot, werkpunt, werkpunt],
        )
        return cursor.fetchone()[0]


def test_of_two_seen_in_one_month_at_two_points_the_city_loses_one_and_no_point_does(rabot, ledeberg, coordinator):
    Aanstelling.objects.create(medewerker=coordinator, werkpunt=ledeberg, rol=Rol.COORDINATOR)
    coordinator = Medewerker.objects.get(pk=coordinator.pk)
    juli = Periode(date(2026, 7, 1), date(2026, 8, 1))
    mensen = WerkzoekendeFactory(), WerkzoekendeFactory()
    for persoon, werkpunt, dag in ((mensen[0], rabot, 2), (mensen[1], ledeberg, 9)):
        ContactmomentFactory(werkzoekende=persoon, werkpunt=werkpunt, door=coordinator, dag=date(2026, 7, dag))

    def cijfers():
        bereik = [bereken(juli, werkpunt=punt) for punt in (None, rabot, ledeberg)]
        naief = [geteld(juli.begin, juli.einde, punt) for punt in (None, rabot.pk, ledeberg.pk)]
        assert [figuren.cel("bereikt") for figuren in bereik] == naief
        return [(figuren.cel("bereikt"), figuren.cel("nieuw"), figuren.cel("contacten")) for figuren in bereik]

    assert cijfers() == [(2, 2, 2), (1, 1, 1), (1, 1, 1)]
    samen = samen_met(*mensen, coordinator)
    assert cijfers() == [(1, 1, 2), (1, 1, 1), (1, 1, 1)]
    maak_samenvoeging_ongedaan(samen, door=coordinator)
    assert cijfers() == [(2, 2, 2), (1, 1, 1), (1, 1, 1)]


def test_of_two_merges_of_the_same_files_at_once_the_second_is_refused(transactional_db, twee, coordinator):
    een, ander = twee
    with ThreadPoolExecutor(1) as draad:
        with transaction.atomic():
            samen_met(een, ander, coordinator)
            omgekeerd = draad.submit(elders, samen_met, ander, een, coordinator)
            wacht_op_slot()
        with pytest.raises(ValidationError, match="Enkel een coördinator"):
            omgekeerd.result()
    assert Samenvoeging.objects.ongefilterd("test").count() == 1


def test_a_visit_that_is_saved_during_a_merge_lands_on_the_file_that_stays(transactional_db, twee, coordinator, rabot):
    blijft, verdwijnt = twee
    thema = [Onderwerp.objects.get(slug="vacature")]
    bezoek = {"werkzoekende": verdwijnt, "werkpunt": rabot, "door": coordinator, "onderwerpen": thema}
    with ThreadPoolExecutor(1) as draad:
        with transaction.atomic():
            samen_met(blijft, verdwijnt, coordinator)
            bewaart = draad.submit(elders, registreer_contactmoment, **bezoek)
            wacht_op_slot()
        contact = bewaart.result().contact
    assert contact.werkzoekende == blijft
    assert Contactmoment.objects.ongefilterd("test").filter(werkzoekende=blijft).count() == 4
