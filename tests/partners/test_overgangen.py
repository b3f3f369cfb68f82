"""The state machine: every step from every state, by everybody, in one table; and what each step leaves behind."""

import datetime
from itertools import pairwise

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import InternalError, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from partners.models import Doorverwijzing, Kanaal, Mail, Partner, Status, Toestemming, Verloop
from partners.services import doorverwijzen
from tests.factories.partners import ToestemmingFactory, concept, verwijs_door
from toegang.models import Organisatie
from werkpunten.models import Betrokkenheid, Taak
from werkpunten.uit_dienst import meld_uit_dienst

ALLEEN_AFZENDER = {"consulent", "collega", "coordinator"}
PARTNER = {"partnermedewerker", "partnercollega", "link"}
BEIDE = ALLEEN_AFZENDER | PARTNER
MAG = {
    ("nieuw", "verstuurd"): ALLEEN_AFZENDER,
    ("nieuw", "ingetrokken"): ALLEEN_AFZENDER,
    ("verstuurd", "aanvaard"): BEIDE,
    ("verstuurd", "geweigerd"): BEIDE,
    ("verstuurd", "geen_antwoord"): ALLEEN_AFZENDER | {"klok"},
    ("verstuurd", "ingetrokken"): ALLEEN_AFZENDER | {"klok"},
    ("aanvaard", "gestart"): BEIDE,
    ("aanvaard", "ingetrokken"): ALLEEN_AFZENDER | {"klok"},
    ("gestart", "afgerond"): BEIDE,
    ("gestart", "stopgezet"): BEIDE,
    ("gestart", "ingetrokken"): ALLEEN_AFZENDER | {"klok"},
}
"""acceptance.md, "Referral": everything else changes nothing."""
IEDEREEN = (
    *("consulent", "collega", "coordinator", "vreemde", "wijkwerkconsulent", "manager", "beheerder"),
    *("partnermedewerker", "partnercollega", "buitenstaander", "uitgeschakeld", "link", "klok"),
)
PADEN = {
    "nieuw": (),
    "verstuurd": ("verstuurd",),
    "aanvaard": ("verstuurd", "aanvaard"),
    "geweigerd": ("verstuurd", "geweigerd"),
    "geen_antwoord": ("verstuurd", "geen_antwoord"),
    "gestart": ("verstuurd", "aanvaard", "gestart"),
    "afgerond": ("verstuurd", "aanvaard", "gestart", "afgerond"),
    "stopgezet": ("verstuurd", "aanvaard", "gestart", "stopgezet"),
    "ingetrokken": ("verstuurd", "ingetrokken"),
}


@pytest.fixture
def klaar_voor_verzenden(persoon, compaan, rabot, consulent):
    """A draft with everything filled in."""
    verwijzing = concept(persoon, werkpunt=rabot, door=consulent)
    verwijzing.organisatie, verwijzing.vraag = compaan.organisatie, "Kan zij starten?"
    verwijzing.toestemming = ToestemmingFactory(
        werkzoekende=persoon, organisatie=compaan.organisatie, vastgelegd_door=consulent
    )
    verwijzing.save()
    return verwijzing


def status_van(verwijzing):
    return Doorverwijzing.objects.ongefilterd("test").values_list("status", flat=True).get(pk=verwijzing.pk)


def probeer(verwijzing, naar, wie):
    """Whether the step was done; the attempt itself is taken back."""
    kanaal = {"link": Kanaal.LINK, "klok": Kanaal.KLOK}.get(wie, Kanaal.SCHERM)
    door = None if isinstance(wie, str) else wie
    punt = transaction.savepoint()
    try:
        doorverwijzen.zet(verwijzing, naar, door=door, tekst="omdat het zo is", kanaal=kanaal)
        gelukt = status_van(verwijzing) == naar
    except ValidationError:
        gelukt = False
    transaction.savepoint_rollback(punt)
    return gelukt


@pytest.mark.parametrize("status", list(PADEN))
def test_every_step_by_everybody(request, klaar_voor_verzenden, consulent, partnercollega, status):
    for naar in PADEN[status]:
        doorverwijzen.zet(klaar_voor_verzenden, naar, door=consulent, tekst="omdat het zo is")
    cast = {wie: wie if wie in {"link", "klok"} else request.getfixturevalue(wie) for wie in IEDEREEN}
    gelukt = {
        naar: wie
        for naar in Status.values
        if (wie := {naam for naam, mens in cast.items() if probeer(klaar_voor_verzenden, naar, mens)})
    }
    assert gelukt == {naar: wie for (van, naar), wie in MAG.items() if van == status}
    assert status_van(klaar_voor_verzenden) == status


def test_the_database_refuses_what_the_machine_does_not_know(klaar_voor_verzenden, consulent):
    doorverwijzen.zet(klaar_voor_verzenden, "verstuurd", door=consulent)
    alle = Doorverwijzing.objects.ongefilterd("test")
    for naar in ("gestart", "afgerond", "nieuw"):
        with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
            alle.update(status=naar)


def test_every_way_to_the_end_leaves_its_history_and_ends_sight(persoon, compaan, rabot, consulent):
    for pad in PADEN.values():
        if not pad or pad[-1] in {"verstuurd", "aanvaard", "gestart"}:
            continue
        verwijzing = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
        assert zicht(compaan) == 1
        for naar in pad[1:]:
            doorverwijzen.zet(verwijzing, naar, door=consulent, tekst="omdat het zo is")
        stappen = Verloop.objects.ongefilterd("test").filter(doorverwijzing=verwijzing).values_list("van", "naar")
        assert list(stappen) == list(pairwise(("nieuw", *pad)))
        assert zicht(compaan) == 0


def zicht(partner) -> int:
    return Betrokkenheid.objects.ongefilterd("test").filter(organisatie=partner.organisatie).geldig().count()


@pytest.mark.parametrize("naar", ["geweigerd", "geen_antwoord", "ingetrokken"])
def test_a_step_back_says_why(verwijzing, consulent, naar):
    with pytest.raises(ValidationError) as fout:
        doorverwijzen.zet(verwijzing, naar, door=consulent, tekst="  ")
    assert fout.value.message_dict["tekst"][0].startswith("Schrijf")
    assert status_van(verwijzing) == "verstuurd"


def test_the_second_to_answer_is_told_who_was_first(verwijzing, partnermedewerker, partnercollega):
    doorverwijzen.zet(verwijzing, "aanvaard", door=partnermedewerker)
    with pytest.raises(ValidationError) as fout:
        doorverwijzen.zet(verwijzing, "geweigerd", door=partnercollega, tekst="geen plaats")
    om = timezone.localtime(Doorverwijzing.objects.ongefilterd("test").get().status_sinds)
    assert fout.value.messages == [f"Dit kan nu niet. {partnermedewerker} was eerst ({om:%H:%M}): aanvaard."]


def test_nothing_leaves_for_a_partner_that_is_not_active(persoon, compaan, rabot, consulent):
    compaan.stand = "gestopt"
    compaan.save()
    with pytest.raises(ValidationError, match="niet actief"):
        verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
    assert (zicht(compaan), Toestemming.objects.ongefilterd("test").count()) == (0, 0)


@pytest.mark.parametrize(
    "velden",
    [
        {"weet_ervan": False},
        {"in_belang": False},
        {"noodzakelijk": False},
        {"geheimhouding": False},
        {"zelfde_opdracht": False},
        {"hoe": ""},
        {"gegevens": []},
        {"grond": "andere", "weet_ervan": False},
        {"geldig_tot": datetime.date(2020, 1, 1), "gegeven_op": datetime.date(2019, 1, 1)},
    ],
    ids=lambda velden: "-".join(velden),
)
def test_nothing_leaves_without_consent_or_another_ground(persoon, compaan, rabot, consulent, velden):
    with pytest.raises(ValidationError):
        verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent, **velden)
    assert (zicht(compaan), Verloop.objects.ongefilterd("test").count()) == (0, 0)


def test_another_legal_ground_needs_its_reason(persoon, compaan, rabot, consulent):
    velden = {"grond": "andere", "weet_ervan": False, "hoe": "", "grond_reden": "opgelegd door de rechtbank"}
    assert verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent, **velden).status == "verstuurd"


def test_an_answer_is_work_for_the_sender_until_it_was_seen(verwijzing, partnermedewerker, consulent):
    def open_taken():
        taken = Taak.objects.zichtbaar_voor(consulent).open().filter(eigenaar=consulent)
        return [taak.wat for taak in taken.order_by("pk")]

    doorverwijzen.vraag_meer(verwijzing, "Spreekt zij Nederlands?", door=partnermedewerker)
    doorverwijzen.zet(verwijzing, "aanvaard", door=partnermedewerker)
    wat = f"{verwijzing.organisatie} over doorverwijzing {verwijzing.nummer}"
    assert open_taken() == [f"{wat}: vraag van de partner", f"{wat}: aanvaard"]
    doorverwijzen.bekijk(verwijzing, door=consulent)
    assert open_taken() == []
    assert Doorverwijzing.objects.ongefilterd("test").get().nieuws_sinds is None


def test_another_open_referral_keeps_the_sight_and_opens_none_that_ended(
    persoon, compaan, ander, rabot, consulent, partnermedewerker
):
    eerste = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
    tweede = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
    doorverwijzen.zet(eerste, "geweigerd", door=partnermedewerker, tekst="geen plaats")

    def ziet():
        return set(Doorverwijzing.objects.ontvangen_door(partnermedewerker).values_list("pk", flat=True))

    assert (zicht(compaan), ziet()) == (1, {tweede.pk})
    doorverwijzen.zet(tweede, "geweigerd", door=partnermedewerker, tekst="geen plaats")
    assert ziet() == set()


def test_withdrawn_consent_ends_sight_and_the_referral_at_once(verwijzing, consulent, partnermedewerker, compaan):
    doorverwijzen.trek_toestemming_in(verwijzing.toestemming, door=consulent)
    assert not Doorverwijzing.objects.ontvangen_door(partnermedewerker).exists()
    assert (status_van(verwijzing), zicht(compaan)) == ("ingetrokken", 0)
    with pytest.raises(ValidationError, match="al ingetrokken"):
        doorverwijzen.trek_toestemming_in(verwijzing.toestemming, door=consulent)


def test_a_partner_that_stops_sees_nobody_and_the_senders_get_it_back(
    als, verwijzing, compaan, coordinator, consulent, partnermedewerker
):
    assert als(coordinator).post(f"/partners/{compaan.pk}/stand/", {"stand": "gestopt"}).status_code == 302
    assert (status_van(verwijzing), zicht(compaan)) == ("ingetrokken", 0)
    assert als(partnermedewerker).get(f"/partnerbalie/{verwijzing.uuid}/").status_code == 404
    taken = Taak.objects.zichtbaar_voor(consulent).open().filter(eigenaar=consulent)
    assert [taak.wat for taak in taken] == [f"{compaan} over doorverwijzing {verwijzing.nummer}: ingetrokken"]
    pagina = als(consulent).get("/doorverwijzingen/?lijst=nieuws")
    assert pagina.context["pagina"].rijen == [verwijzing]
    als(coordinator).post(f"/partners/{compaan.pk}/stand/", {"stand": "actief"})
    assert (status_van(verwijzing), zicht(compaan)) == ("ingetrokken", 0)


@pytest.mark.parametrize("wat", ["stand", "organisatie"])
def test_who_is_not_active_reads_nothing_whatever_sight_is_left(verwijzing, compaan, partnermedewerker, wat):
    if wat == "stand":
        Partner.objects.filter(pk=compaan.pk).update(stand="gestopt")
    else:
        Organisatie.objects.filter(pk=compaan.organisatie_id).update(actief=False)
    assert zicht(compaan) == 1
    assert not Doorverwijzing.objects.ontvangen_door(partnermedewerker).exists()
    doorverwijzen.herbereken_zicht(verwijzing.werkzoekende_id, compaan.organisatie_id)
    assert zicht(compaan) == 0


def test_sight_ends_with_the_last_day_of_the_consent(persoon, compaan, rabot, consulent, partnermedewerker):
    dag = timezone.localdate() + datetime.timedelta(days=10)
    verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent, geldig_tot=dag)
    tot = Betrokkenheid.objects.ongefilterd("test").get(organisatie=compaan.organisatie).tot
    assert timezone.localtime(tot).replace(tzinfo=None) == datetime.datetime.combine(
        dag + datetime.timedelta(days=1), datetime.time()
    )


def test_consent_that_ran_out_opens_nothing_while_another_keeps_the_sight(
    als, persoon, compaan, rabot, consulent, partnermedewerker
):
    dag = timezone.localdate() + datetime.timedelta(days=10)
    voorbij = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent, geldig_tot=dag)
    geldig = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
    for later, antwoorden in ((10, (200, 200)), (11, (404, 200))):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=later)):
            client = als(partnermedewerker)
            paden = [f"/partnerbalie/{verwijzing.uuid}/" for verwijzing in (voorbij, geldig)]
            assert tuple(client.get(pad).status_code for pad in paden) == antwoorden


@pytest.mark.parametrize("kent", [True, False], ids=["file", "no file"])
def test_an_answer_reaches_a_coordinator_when_the_sender_left_and_nobody_coaches(
    verwijzing, consulent, coordinator, beheerder, partnermedewerker, vreemde, kent
):
    meld_uit_dienst(consulent, door=beheerder)
    if not kent:
        van_werkpunt = Betrokkenheid.objects.ongefilterd("test").filter(werkpunt=verwijzing.werkpunt)
        van_werkpunt.update(tot=timezone.now())
    doorverwijzen.zet(verwijzing, "geweigerd", door=partnermedewerker, tekst="Geen plaats tot maart.")
    taak = Taak.objects.ongefilterd("test").get()
    assert (taak.eigenaar, taak.werkzoekende_id) == (coordinator, verwijzing.werkzoekende_id if kent else None)
    assert verwijzing.nummer in taak.wat
    assert Mail.objects.filter(aan=coordinator.email).count() == 1
