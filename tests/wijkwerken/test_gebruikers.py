"""Customers: registering, agreement, fee, stopping, finding, and who may see them."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from kern.poort import NietAfgebakend
from kern.tijd import plus_maanden, vandaag
from tests.factories.gebruikers import GebruikerFactory, OrganisatiegebruikerFactory, WerkplekFactory
from tests.factories.toegang import OrganisatieFactory
from toegang.models import Organisatie, Raadpleging
from werkpunten.models import Wijk
from wijkwerken.models import Gebruikersovereenkomst, Gemeente, WijkwerkGebruiker
from wijkwerken.services import gebruikers

ALLE = WijkwerkGebruiker.objects.ongefilterd


def nieuw(**velden: object) -> WijkwerkGebruiker:
    plaats = {"gemeente": Gemeente.objects.get(slug="gent"), "wijk": Wijk.objects.get(slug="ledeberg")}
    return WijkwerkGebruiker(**{"type": "prive", "voornaam": "Rita", "achternaam": "Peeters", **plaats, **velden})


@pytest.fixture
def formulier() -> dict[str, object]:
    return {
        "sleutel": str(uuid.uuid4()),
        "type": "prive",
        "voornaam": "Rita",
        "achternaam": "Peeters",
        "contacttaal": "nl",
        "gemeente": Gemeente.objects.get(slug="gent").pk,
        "wijk": Wijk.objects.get(slug="ledeberg").pk,
        "getekend_op": f"{vandaag():%Y-%m-%d}",
        "betaald_op": f"{vandaag():%Y-%m-%d}",
    }


def test_registering_with_agreement_and_fee_puts_a_customer_in_order(wijkwerkconsulent, client, formulier):
    client.force_login(wijkwerkconsulent)
    adres = reverse("wijkwerken:gebruiker-create")
    antwoorden = [client.post(adres, formulier) for _ in range(2)]
    gebruiker = ALLE("test").get()
    assert [antwoord.headers["Location"] for antwoord in antwoorden] == [gebruiker.get_absolute_url()] * 2
    assert list(ALLE("test").in_orde()) == [gebruiker]
    geld = gebruiker.inschrijvingsgelden.ongefilterd("test").get()
    assert (geld.bedrag, geld.jaar) == (Decimal("7.50"), vandaag().year)


def test_the_same_key_with_another_name_is_refused(wijkwerkconsulent):
    sleutel = uuid.uuid4()
    gebruikers.registreer(nieuw(sleutel=sleutel), door=wijkwerkconsulent)
    with pytest.raises(ValidationError, match="al bewaard met een andere inhoud"):
        gebruikers.registreer(nieuw(sleutel=sleutel, achternaam="Claes"), door=wijkwerkconsulent)


def test_an_organisation_is_the_one_we_know_by_that_name(wijkwerkconsulent):
    bekend = OrganisatieFactory(naam="Buurthuis De Vlier", soort="vzw")
    eerste = gebruikers.registreer(nieuw(type="vzw", achternaam="buurthuis de vlier"), door=wijkwerkconsulent)
    assert (eerste.organisatie, eerste.naam, eerste.voornaam) == (bekend, "Buurthuis De Vlier", "")
    ander = gebruikers.registreer(nieuw(type="onderwijs", achternaam="Basisschool Zon"), door=wijkwerkconsulent)
    assert Organisatie.objects.get(naam="Basisschool Zon").soort == "school"
    assert ander.organisatie_id != bekend.pk


def test_one_registration_per_organisation_and_site(wijkwerkconsulent):
    gebruikers.registreer(nieuw(type="vzw", achternaam="De Vlier"), door=wijkwerkconsulent)
    with pytest.raises(ValidationError, match="al ingeschreven"):
        gebruikers.registreer(nieuw(type="vzw", achternaam="De Vlier"), door=wijkwerkconsulent)
    gebruikers.registreer(nieuw(type="vzw", achternaam="De Vlier", afdeling="Rabot"), door=wijkwerkconsulent)
    assert ALLE("test").count() == 2


@pytest.mark.parametrize(
    ("velden", "naam"),
    [
        ({"type": "vzw", "organisatie": None}, "wijkwerkgebruiker_persoon_of_organisatie"),
        ({"gestopt_op": date(2020, 1, 1), "stopreden": "weg"}, "wijkwerkgebruiker_gestopt_met_reden"),
        ({"gestopt_op": date(2100, 1, 1)}, "wijkwerkgebruiker_gestopt_met_reden"),
    ],
)
def test_the_database_refuses_what_cannot_be(velden, naam):
    with pytest.raises(IntegrityError, match=naam), transaction.atomic():
        nieuw(**velden).save()


def test_two_agreements_never_run_at_once(wijkwerkconsulent):
    gebruiker = GebruikerFactory()
    with pytest.raises(ValidationError, match="loopt al een overeenkomst"):
        gebruikers.teken(
            Gebruikersovereenkomst(gebruiker=gebruiker, van=vandaag() + timedelta(days=30)), door=wijkwerkconsulent
        )


def test_the_fee_is_that_of_the_day_it_was_paid_and_can_be_corrected(wijkwerkconsulent):
    gebruiker = GebruikerFactory(in_orde=False)
    gebruikers.noteer_inschrijvingsgeld(gebruiker, jaar=2026, betaald_op=None, door=wijkwerkconsulent)
    geld = gebruikers.noteer_inschrijvingsgeld(gebruiker, jaar=2026, betaald_op=vandaag(), door=wijkwerkconsulent)
    assert (gebruiker.inschrijvingsgelden.ongefilterd("test").get(), geld.betaald_op) == (geld, vandaag())


def test_stopping_ends_the_agreement_and_going_on_asks_a_new_one(wijkwerkconsulent):
    gebruiker = GebruikerFactory()
    gebruikers.stop(gebruiker, op=vandaag(), reden="verhuisd", door=wijkwerkconsulent)
    assert gebruiker.overeenkomsten.ongefilterd("test").get().tot == vandaag()
    assert list(ALLE("test").actief()) == []
    assert list(ALLE("test").actief(vandaag() - timedelta(days=1))) == []  # registered today
    gebruikers.hervat(gebruiker, door=wijkwerkconsulent)
    assert list(ALLE("test").in_orde(vandaag() + timedelta(days=1))) == []
    assert list(ALLE("test").actief()) == [gebruiker]


def test_a_registration_can_be_taken_back_for_ten_minutes_while_nothing_hangs_on_it(wijkwerkconsulent, coordinator):
    gebruiker = gebruikers.registreer(nieuw(), getekend_op=vandaag(), door=wijkwerkconsulent)
    with pytest.raises(ValidationError, match="Enkel wie de inschrijving maakte"):
        gebruikers.neem_terug(gebruiker, door=coordinator)
    school = gebruikers.registreer(nieuw(type="onderwijs", achternaam="School"), door=wijkwerkconsulent)
    WerkplekFactory(gebruiker=school, organisatie=school.organisatie)
    with pytest.raises(ValidationError, match="al iets gepland"):
        gebruikers.neem_terug(school, door=wijkwerkconsulent)
    with (
        time_machine.travel(gebruiker.aangemaakt + timedelta(minutes=11), tick=False),
        pytest.raises(ValidationError, match="tien minuten"),
    ):
        gebruikers.neem_terug(gebruiker, door=wijkwerkconsulent)
    gebruikers.neem_terug(gebruiker, door=wijkwerkconsulent)
    assert list(ALLE("test")) == [school]


def test_who_does_not_organise_wijk_werken_sees_no_customer(consulent, manager, wijkwerkconsulent):
    gebruiker = GebruikerFactory()
    assert [list(WijkwerkGebruiker.objects.zichtbaar_voor(wie)) for wie in (consulent, manager)] == [[], []]
    assert list(WijkwerkGebruiker.objects.zichtbaar_voor(wijkwerkconsulent)) == [gebruiker]
    with pytest.raises(NietAfgebakend):
        list(WijkwerkGebruiker.objects.all())
    with pytest.raises(ValidationError):
        gebruikers.stop(gebruiker, op=vandaag(), reden="nee", door=consulent)


def test_every_customer_on_a_screen_stands_in_the_read_log(wijkwerkconsulent, client):
    getoond = [GebruikerFactory().pk, OrganisatiegebruikerFactory().pk]
    client.force_login(wijkwerkconsulent)
    client.get(reverse("wijkwerken:gebruiker-list"))
    laatste = Raadpleging.objects.latest("pk")
    assert (sorted(laatste.gebruikers), laatste.personen, laatste.aard) == (getoond, [], "lijst")
    client.get(ALLE("test").get(pk=getoond[0]).get_absolute_url())
    laatste = Raadpleging.objects.latest("pk")
    assert (laatste.gebruikers, laatste.aard) == (getoond[:1], "inzage")
    client.get(reverse("wijkwerken:gebruiker-exporteer"), {"formaat": "csv"})
    laatste = Raadpleging.objects.latest("pk")
    assert (sorted(laatste.gebruikers), laatste.aard) == (getoond, "export")


@pytest.mark.parametrize("gezocht", ["eete", "PEETERS rita", "rita pee", "G{pk:05d}"])
def test_found_by_part_of_the_name_in_any_order_or_by_number(gezocht):
    gebruiker = GebruikerFactory(voornaam="Rita", achternaam="Peeters")
    GebruikerFactory(voornaam="Jan", achternaam="Maes")
    assert list(ALLE("test").zoek(gezocht.format(pk=gebruiker.pk))) == [gebruiker]


def test_a_search_stays_out_of_the_address(wijkwerkconsulent, client):
    GebruikerFactory(achternaam="Peeters")
    GebruikerFactory(achternaam="Maes")
    client.force_login(wijkwerkconsulent)
    antwoord = client.post(reverse("wijkwerken:gebruiker-list"), {"zoek": "peet"})
    assert [rij.achternaam for rij in antwoord.context["pagina"].rijen] == ["Peeters"]


@pytest.mark.parametrize(
    ("stand", "verwacht"),
    [
        ("", ["Af", "Deels", "Geen"]),
        ("in_orde", ["Af"]),
        ("geen_overeenkomst", ["Geen"]),
        ("niet_betaald", ["Deels", "Geen"]),
        ("gestopt", ["Weg"]),
    ],
)
def test_filters_tell_who_lacks_what(wijkwerkconsulent, client, stand, verwacht):
    GebruikerFactory(achternaam="Af")
    deels = GebruikerFactory(achternaam="Deels", in_orde=False)
    Gebruikersovereenkomst.objects.create(gebruiker=deels)
    GebruikerFactory(achternaam="Geen", in_orde=False)
    GebruikerFactory(achternaam="Weg", gestopt_op=vandaag(), stopreden="weg")
    client.force_login(wijkwerkconsulent)
    antwoord = client.get(reverse("wijkwerken:gebruiker-list"), {"stand": stand})
    assert [rij.achternaam for rij in antwoord.context["pagina"].rijen] == verwacht


def test_two_people_at_one_customer_the_second_sees_what_the_first_wrote(wijkwerkconsulent, client, formulier):
    gebruiker = GebruikerFactory(voornaam="Rita", achternaam="Peeters")
    client.force_login(wijkwerkconsulent)
    adres = reverse("wijkwerken:gebruiker-update", kwargs={"sleutel": gebruiker.sleutel})
    gezien = client.get(adres).context["form"].initial["gezien"]
    client.post(adres, {**formulier, "gezien": gezien, "telefoon": "09 111 11 11"})
    tweede = client.post(adres, {**formulier, "gezien": gezien, "telefoon": "09 222 22 22"})
    gebruiker.refresh_from_db()
    assert (tweede.status_code, gebruiker.telefoon) == (422, "09 111 11 11")
    assert tweede.context["form"].botsing.wie == wijkwerkconsulent.korte_naam


def test_the_history_knows_no_name(wijkwerkconsulent):
    soort = WijkwerkGebruiker._meta.get_field("gebeurtenissen").related_model
    velden = {veld.name for veld in soort._meta.concrete_fields}
    assert velden & {"voornaam", "achternaam", "sorteernaam", "zoeknaam", "telefoon", "email", "straat"} == set()


def test_the_name_of_a_private_customer_is_wiped_years_after_stopping():
    lang, kort = vandaag() - timedelta(days=7 * 366), plus_maanden(vandaag(), -83)
    velden = {"geregistreerd_op": date(2018, 2, 1), "stopreden": "verhuisd", "telefoon": "09 111 11 11"}
    oud = GebruikerFactory(gestopt_op=lang, **velden)
    jong = GebruikerFactory(gestopt_op=kort, **velden)
    vzw = OrganisatiegebruikerFactory(gestopt_op=lang, **velden)
    assert gebruikers.wis_oude() == 1
    assert gebruikers.wis_oude() == 0
    oud.refresh_from_db()
    assert (oud.naam, oud.telefoon, oud.sorteernaam) == ("Naam gewist", "", "naam gewist")
    for rij in (jong, vzw):
        rij.refresh_from_db()
        assert rij.telefoon == "09 111 11 11"


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    wijkwerkconsulent, client, aantal, django_assert_num_queries
):
    GebruikerFactory.create_batch(aantal)
    client.force_login(wijkwerkconsulent)
    with django_assert_num_queries(10):
        client.get(reverse("wijkwerken:gebruiker-list"))
