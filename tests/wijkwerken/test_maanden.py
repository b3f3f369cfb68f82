"""From worked hours to money: approval, cheques, closing a month, and what no longer changes after it."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from partners.models import Antwoordlink, Mail
from tests.factories.afrekening import keurt_goed, sluit_af, werkte
from tests.factories.wijkwerkers import begonnen, bekend, blok, gebruiker, gepland, opdracht
from tests.sloten import elders, wacht_op_slot
from wijkwerken import maanden
from wijkwerken.controles import alle as controles
from wijkwerken.models import (
    Afrekenregel,
    Chequelot,
    Gebruikersstaat,
    Goedkeuringsvraag,
    Maandafsluiting,
    Maandstaat,
    Prestatie,
    Tarief,
    WijkwerkGebruiker,
)
from wijkwerken.services import cheques, gebruikers, goedkeuring, prestaties

MEI, JUNI, JULI = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel("2026-06-02T12:00:00+02:00", tick=False) as reis:
        yield reis


@pytest.fixture
def klant():
    return gebruiker(email="huis@test.be")


@pytest.fixture
def plek(rabot, coordinator, klant):
    koen = begonnen(
        bekend(coordinator, rabot, voornaam="Koen", achternaam="Janssens"), door=coordinator, van=date(2026, 1, 1)
    )
    werk = opdracht(coordinator, gebruiker=klant)
    return gepland(koen, werk, door=coordinator, van=MEI, tot=date(2026, 12, 31))


def alle(**velden):
    return Prestatie.objects.ongefilterd("test").filter(**velden).order_by("pk")


def regels(maand):
    rijen = Afrekenregel.objects.ongefilterd("test").filter(afsluiting__maand=maand).order_by("pk")
    return [(regel.dag, regel.uren, regel.reis, regel.met_cheque) for regel in rijen]


def uit_orde():
    return [fout for _, controle in controles() for fout in controle.uitzonderingen()]


def test_a_customer_approves_by_a_link_that_works_once(plek, klant, coordinator):
    een, twee = (werkte(plek, blok(MEI + timedelta(days=nr)), coordinator) for nr in range(2))
    vraag = goedkeuring.vraag(klant, door=coordinator)
    mail = Mail.objects.get(link=vraag.link)
    assert (mail.aan, "[link]" in mail.tekst, "Koen" in mail.tekst) == ("huis@test.be", True, False)
    niet = [twee.sleutel]
    with pytest.raises(ValidationError, match="wat er niet klopt"):
        goedkeuring.antwoord_via_link(vraag.link.token, niet=niet, opmerking="")
    assert goedkeuring.antwoord_via_link(vraag.link.token, niet=niet, opmerking="was korter") == 1
    assert goedkeuring.antwoord_via_link(vraag.link.token, niet=[], opmerking="") is None
    assert [(rij.stand, rij.kanaal, rij.opmerking) for rij in alle()] == [
        ("goed", "link", ""),
        ("betwist", "link", "was korter"),
    ]
    assert [punt.tekst for punt in maanden.punten(MEI)] == ["1 prestatie: de gebruiker zegt dat het niet klopt."]
    goedkeuring.noteer(klant, niet, goed=True, wie="Rita", kanaal="telefoon", door=coordinator)
    assert alle(pk=een.pk).get().stand == alle(pk=twee.pk).get().stand == "goed"


def test_a_new_link_replaces_the_one_before_and_none_lasts(plek, klant, coordinator, klok):
    werkte(plek, blok(MEI), coordinator)
    eerste = goedkeuring.vraag(klant, door=coordinator)
    tweede = goedkeuring.vraag(klant, door=coordinator)
    assert goedkeuring.antwoord_via_link(eerste.link.token, niet=[], opmerking="") is None
    klok.shift(timedelta(days=15))
    assert goedkeuring.antwoord_via_link(tweede.link.token, niet=[], opmerking="") is None
    assert Goedkeuringsvraag.objects.ongefilterd("test").open().count() == 0
    assert alle().get().stand == "open"


def test_a_link_of_hours_answers_no_referral(plek, klant, coordinator, client):
    werkte(plek, blok(MEI), coordinator)
    token = goedkeuring.vraag(klant, door=coordinator).link.token
    assert Antwoordlink.objects.met_token(token) is None
    assert client.get(f"/antwoord/{token}/").status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Antwoordlink.objects.update(scherm="partners:antwoord")


def test_who_said_so_is_kept_and_right_stays_right(plek, klant, coordinator, vreemde):
    rij = werkte(plek, blok(MEI), coordinator)
    zei = {"goed": True, "wie": "Rita Proef", "kanaal": "telefoon"}
    with pytest.raises(ValidationError, match="wie dit zei"):
        goedkeuring.noteer(klant, [rij.sleutel], **zei | {"wie": ""}, door=coordinator)
    with pytest.raises(ValidationError, match="minstens één"):
        goedkeuring.noteer(klant, [rij.sleutel], **zei, door=vreemde)
    assert goedkeuring.noteer(klant, [rij.sleutel], **zei, door=coordinator) == 1
    rij = alle().get()
    assert (rij.stand, rij.wie, rij.beoordeeld_door, rij.beoordeeld_op) == (
        "goed",
        "Rita Proef",
        coordinator,
        timezone.now(),
    )
    with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
        alle().update(stand="open")


def test_who_said_so_is_wiped_with_a_private_customer(plek, klant, coordinator):
    werkte(plek, blok(MEI), coordinator)
    keurt_goed(coordinator)
    lang = {"geregistreerd_op": date(2009, 1, 1), "gestopt_op": date(2010, 1, 1), "stopreden": "verhuisd"}
    eigen = WijkwerkGebruiker.objects.ongefilterd("test").filter(pk=klant.pk)
    eigen.update(type="prive", organisatie=None, **lang)
    assert (gebruikers.wis_oude(), alle().get().wie) == (1, "Naam gewist")


def test_a_month_closes_when_all_is_approved_and_never_opens_again(plek, coordinator, klok):
    werkte(plek, blok(MEI, 9, 12, 1), coordinator, km="12.5")
    with pytest.raises(ValidationError, match="nog niet goedgekeurd"):
        sluit_af(coordinator, 2026, 5)
    with pytest.raises(IntegrityError, match="niet goedgekeurd"), transaction.atomic():
        Maandafsluiting.objects.create(
            maand=MEI, uren=0, vergoeding=0, reis=0, prijs=0, met_cheque=0, gedekt=0, door=coordinator
        )
    keurt_goed(coordinator)
    with pytest.raises(ValidationError, match="volgorde"):
        sluit_af(coordinator, 2026, 6)
    gesloten = sluit_af(coordinator, 2026, 5)
    assert (gesloten.uren, gesloten.vergoeding, gesloten.reis, gesloten.prijs) == (4, 1640, 188, 2380)
    assert sluit_af(coordinator, 2026, 5) == gesloten
    for zin in ("update wijkwerken_maandafsluiting set uren = 1", "delete from wijkwerken_maandafsluiting"):
        with pytest.raises(InternalError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(zin)
    with pytest.raises(ValidationError, match="nog niet voorbij"):
        sluit_af(coordinator, 2026, 6)


def test_hours_that_come_late_are_settled_in_the_next_month(plek, coordinator, klok):
    eerste = werkte(plek, blok(MEI), coordinator)
    keurt_goed(coordinator)
    sluit_af(coordinator, 2026, 5)
    laat = werkte(plek, blok(MEI + timedelta(days=1)), coordinator)
    assert (eerste.maand, laat.maand) == (MEI, JUNI)
    with pytest.raises(IntegrityError, match="afgesloten"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into wijkwerken_prestatie (sleutel, toewijzing_id, wijkwerker_id, werkzoekende_id, begin, einde, "
            "minuten, kilometers, vervallen, uitleg, maand, stand, kanaal, wie, opmerking, door_id, op) select "
            "gen_random_uuid(), toewijzing_id, wijkwerker_id, werkzoekende_id, begin - interval '3 hour', begin, "
            "minuten, 0, false, '', maand, 'open', '', '', '', door_id, op from wijkwerken_prestatie where maand = %s",
            [MEI],
        )
    klok.move_to("2026-07-02T12:00:00+02:00")
    keurt_goed(coordinator)
    sluit_af(coordinator, 2026, 6)
    staat = Maandstaat.objects.ongefilterd("test").get(afsluiting__maand=JUNI)
    assert [lijn["soort"] for lijn in json.loads(staat.inhoud)["regels"]] == ["later"]


def test_a_correction_after_closing_takes_back_what_was_paid_whatever_the_rates_say_now(plek, coordinator, klok):
    rij = werkte(plek, blok(MEI, 9, 12), coordinator, km="20")
    keurt_goed(coordinator)
    sluit_af(coordinator, 2026, 5)
    Tarief.objects.filter(soort="vergoeding").update(bedrag="9.99")
    nieuw = Prestatie(begin=rij.begin, einde=rij.begin + timedelta(hours=2), kilometers=Decimal(20))
    prestaties.corrigeer(rij, uitleg="was om 11 uur gedaan", nieuw=nieuw, door=coordinator)
    assert list(alle().values_list("maand", "stand")) == [(MEI, "goed"), (JUNI, "goed"), (JUNI, "open")]
    klok.move_to("2026-07-02T12:00:00+02:00")
    keurt_goed(coordinator)
    gesloten = sluit_af(coordinator, 2026, 6)
    assert regels(JUNI) == [(MEI, -3, -300, 0), (MEI, 2, 300, 0)]
    assert (gesloten.vergoeding, gesloten.prijs) == (-3 * 410 + 2 * 999, -595)
    assert uit_orde() == []


def test_what_is_taken_off_before_closing_leaves_no_trace_on_paper(plek, coordinator):
    rij = werkte(plek, blok(MEI), coordinator)
    prestaties.corrigeer(rij, uitleg="niet gekomen", door=coordinator)
    werkte(plek, blok(MEI + timedelta(days=1)), coordinator)
    keurt_goed(coordinator)
    sluit_af(coordinator, 2026, 5)
    assert regels(MEI) == [(MEI + timedelta(days=1), 3, 0, 0)]


def lot(klant, coordinator, aantal, op):
    return cheques.geef_uit(Chequelot(gebruiker=klant, aantal=aantal, uitgegeven_op=op), door=coordinator)


def test_cheques_pay_hours_the_first_to_expire_first_and_never_below_zero(plek, klant, coordinator, klok):
    lots = [lot(klant, coordinator, aantal, op) for aantal, op in ((4, date(2025, 5, 1)), (2, date(2025, 8, 1)))]
    assert [(een.prijs, een.vervalt_op) for een in lots] == [(595, MEI), (595, date(2026, 8, 1))]
    eerste = werkte(plek, blok(MEI), coordinator)
    werkte(plek, blok(MEI + timedelta(days=1)), coordinator)
    keurt_goed(coordinator)
    sluit_af(coordinator, 2026, 5)
    assert regels(MEI) == [(MEI, 3, 0, 3), (MEI + timedelta(days=1), 3, 0, 2)]
    staat = Gebruikersstaat.objects.ongefilterd("test").get()
    assert (staat.bedrag, staat.gedekt, staat.te_betalen) == (6 * 595, 5 * 595, 595)
    eigen = Chequelot.objects.zichtbaar_voor(coordinator)
    assert eigen.saldo() == 0
    with pytest.raises(IntegrityError, match="nooit_onder_nul"), transaction.atomic():
        eigen.update(gebruikt=5)
    prestaties.corrigeer(eerste, uitleg="niet gekomen", door=coordinator)
    tweede = alle(begin__gt=eerste.einde).get()
    prestaties.corrigeer(tweede, uitleg="niet gekomen", door=coordinator)
    klok.move_to("2026-07-02T12:00:00+02:00")
    sluit_af(coordinator, 2026, 6)
    assert regels(JUNI) == [(MEI, -3, 0, 0), (MEI + timedelta(days=1), -3, 0, -2)]
    assert (eigen.saldo(), uit_orde()) == (2, [])


def test_cheques_sent_twice_are_issued_once(klant, coordinator, consulent):
    een = lot(klant, coordinator, 10, MEI)
    ook, meer = (Chequelot(gebruiker=klant, aantal=n, uitgegeven_op=MEI, sleutel=een.sleutel) for n in (10, 11))
    assert cheques.geef_uit(ook, door=coordinator).pk == een.pk
    with pytest.raises(ValidationError, match="andere inhoud"):
        cheques.geef_uit(meer, door=coordinator)
    with pytest.raises(ValidationError, match="niet met de gebruikers"):
        lot(klant, consulent, 1, MEI)


def test_a_day_without_a_rate_is_in_the_way(plek, coordinator):
    werkte(plek, blok(MEI), coordinator)
    keurt_goed(coordinator)
    Tarief.objects.filter(soort="prijs").update(tot=date(2026, 4, 30))
    assert [(punt.tekst, punt.weigert) for punt in maanden.punten(MEI)] == [
        ("Er is geen tarief (gebruiker, per uur) op 01/05/2026. Vraag het aan een beheerder.", True)
    ]


@pytest.mark.django_db(transaction=True)
def test_hours_noted_while_the_month_closes_come_in_the_next_one(plek, coordinator):
    werkte(plek, blok(MEI), coordinator)
    keurt_goed(coordinator)
    with ThreadPoolExecutor(2) as draden, transaction.atomic():
        sluit_af(coordinator, 2026, 5)
        laat = draden.submit(elders, werkte, plek, blok(MEI + timedelta(days=1)), coordinator)
        wacht_op_slot()
    assert laat.result().maand == JUNI


@pytest.mark.django_db(transaction=True)
def test_closing_waits_for_a_correction_that_is_being_made(plek, coordinator):
    rij = werkte(plek, blok(MEI), coordinator)
    keurt_goed(coordinator)
    with ThreadPoolExecutor(2) as draden:
        with transaction.atomic():
            prestaties.corrigeer(rij, uitleg="niet gekomen", door=coordinator)
            sluit = draden.submit(elders, sluit_af, coordinator, 2026, 5)
            wacht_op_slot()
        assert (sluit.result().uren, regels(MEI)) == (0, [])
