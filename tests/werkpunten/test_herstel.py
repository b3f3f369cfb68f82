"""What may not go wrong between saving, sending again and taking back."""

import datetime
import threading
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories.werkpunten import ContactmomentFactory, WerkpuntFactory, WerkzoekendeFactory
from toegang.models import ApiSleutel
from toegang.rollen import Rol
from werkpunten import services
from werkpunten.bezoeken import koppel
from werkpunten.models import Betrokkenheid, Contactmoment, Onderwerp, Soort, Werkzoekende
from werkpunten.wachtrij import laat_wachten


def formulier(**velden: object) -> dict[str, object]:
    return {
        "sleutel": str(uuid.uuid4()),
        "wie": "anoniem",
        "onderwerpen": ["vacature"],
        "minuten": "15",
        "soort": "bezoek",
        "niveau": "gedeeld",
        **velden,
    }


def contacten() -> list[Contactmoment]:
    return list(Contactmoment.objects.ongefilterd("test").order_by("pk"))


def zicht(medewerker, persoon) -> bool:
    return Werkzoekende.objects.zichtbaar_voor(medewerker).filter(pk=persoon.pk).exists()


def test_an_attempt_does_not_open_the_file_of_a_stranger(vreemde, ledeberg, consulent, rabot):
    persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    poging = {"werkzoekende": persoon, "onderwerpen": [], "soort": Soort.POGING}
    with pytest.raises(ValidationError):
        services.registreer_contactmoment(werkpunt=ledeberg, door=vreemde, **poging)
    with pytest.raises(ValidationError):
        services.registreer_contactmoment(werkpunt=ledeberg, door=vreemde, **{**poging, "werkzoekende": None})
    services.registreer_contactmoment(werkpunt=rabot, door=consulent, **poging)
    assert not zicht(vreemde, persoon)
    assert len(contacten()) == 2


def test_an_attempt_does_not_prolong_the_sight(consulent, rabot):
    dag = datetime.date(2026, 1, 5)
    persoon = ContactmomentFactory(werkpunt=rabot, door=consulent, dag=dag).werkzoekende
    services.registreer_contactmoment(
        werkzoekende=persoon, werkpunt=rabot, door=consulent, onderwerpen=[], soort=Soort.POGING
    )
    tot = Betrokkenheid.objects.ongefilterd("test").get().tot
    assert timezone.localtime(tot).date() == datetime.date(2028, 1, 5)


def test_a_contact_after_the_last_day_of_a_unit_is_refused(consulent, rabot):
    rabot.gesloten_op = datetime.date(2026, 1, 31)
    with pytest.raises(ValidationError, match="al gesloten"):
        ContactmomentFactory(werkpunt=rabot, door=consulent, dag=datetime.date(2026, 2, 1))


def test_undoing_the_visit_of_a_new_person_takes_the_person_back(als, consulent):
    browser = als(consulent)
    browser.post("/balie/", formulier(wie="nieuw", voornaam="Vergis", achternaam="Sing", contacttaal="nl"))
    [contact] = contacten()
    browser.post(reverse("werkpunten:balie-ongedaan", args=[contact.sleutel]))
    assert not Werkzoekende.objects.ongefilterd("test").exists()


@pytest.mark.parametrize("naam", ["Fatima", ""])
def test_undoing_a_visit_from_the_queue_serves_again(als, consulent, rabot, naam):
    """A first name becomes nobody again, and the person made for the visit goes; somebody known stays."""
    bekend = None if naam else WerkzoekendeFactory()
    rij = laat_wachten(rabot, door=consulent, naam=naam, werkzoekende=bekend)
    browser = als(consulent)
    browser.post(reverse("werkpunten:wachtrij-start", args=[rij.sleutel]))
    wie = {"wie": bekend.uuid} if bekend else {"wie": "nieuw", "voornaam": "Fatima", "contacttaal": "nl"}
    browser.post("/balie/", formulier(**wie, wacht=str(rij.sleutel)))
    [contact] = contacten()
    rij.refresh_from_db()
    assert (rij.status, rij.contact) == ("geholpen", contact)
    browser.post(reverse("werkpunten:balie-ongedaan", args=[contact.sleutel]))
    rij.refresh_from_db()
    assert (rij.status, rij.werkzoekende, rij.contact, rij.geholpen_door) == ("bezig", bekend, None, consulent)
    assert list(Werkzoekende.objects.ongefilterd("test")) == ([bekend] if bekend else [])
    assert contacten() == []


def test_undoing_twice_is_told(consulent, rabot):
    contact = ContactmomentFactory(werkpunt=rabot, door=consulent)
    tweede = Contactmoment.objects.ongefilterd("test").get()
    services.maak_ongedaan(contact, door=consulent)
    with pytest.raises(ValidationError, match="ondertussen ongedaan gemaakt"):
        services.maak_ongedaan(tweede, door=consulent)


def test_undoing_a_visit_keeps_somebody_who_was_known(consulent, rabot):
    eerder = WerkzoekendeFactory(aangemaakt=timezone.now() - timedelta(minutes=5))
    services.maak_ongedaan(ContactmomentFactory(werkpunt=rabot, door=consulent, werkzoekende=eerder), door=consulent)
    nieuw = WerkzoekendeFactory()
    services.start_begeleiding(nieuw, begeleider=consulent, werkpunt=rabot, door=consulent)
    services.maak_ongedaan(ContactmomentFactory(werkpunt=rabot, door=consulent, werkzoekende=nieuw), door=consulent)
    assert set(Werkzoekende.objects.ongefilterd("test")) == {eerder, nieuw}


@pytest.mark.parametrize("erbij", [{"leeftijdsgroep": "-25"}, {"wijk": "ledeberg"}])
def test_sending_again_with_more_details_is_told_and_offered_as_a_second_contact(als, consulent, erbij):
    browser, eerste = als(consulent), formulier()
    browser.post("/balie/", eerste)
    antwoord = browser.post("/balie/", {**eerste, **erbij}, headers={"HX-Request": "true"})
    inhoud = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "Klik dan nog eens op Bewaren" in inhoud
    nieuw = inhoud.split('name="sleutel" id="id_sleutel" value="')[1].split('"')[0]
    browser.post("/balie/", {**eerste, **erbij, "sleutel": nieuw})
    assert len(contacten()) == 2


def test_the_unit_on_the_page_counts_not_the_one_chosen_since(als, consulent, rabot):
    dampoort = WerkpuntFactory(naam="Werkpunt Dampoort", slug="dampoort")
    consulent.aanstellingen.create(werkpunt=dampoort, rol=Rol.CONSULENT, van="2020-01-01")
    browser = als(consulent)
    assert 'name="plaats" value="dampoort"' in browser.get("/balie/").content.decode()
    browser.post("/balie/", formulier(plaats="rabot"))
    assert contacten()[0].werkpunt == rabot


def test_the_unit_of_somebody_else_on_the_page_is_not_believed(als, consulent, rabot, ledeberg):
    als(consulent).post("/balie/", formulier(plaats="ledeberg"))
    assert [contact.werkpunt for contact in contacten()] == [rabot]


def test_a_contact_older_than_the_sight_it_gives_is_answered(als, client, consulent, rabot):
    persoon = WerkzoekendeFactory()
    kop = {"Authorization": f"Bearer {ApiSleutel.vernieuw(consulent)}"}
    invoer = {
        "sleutel": str(uuid.uuid4()),
        "werkzoekende": str(persoon.uuid),
        "werkpunt": "rabot",
        "dag": "2020-02-03",
        "onderwerpen": ["vacature"],
        "notitie": "Van een oude lijst.",
    }
    stand = [
        client.post("/api/v1/contactmomenten/", invoer, content_type="application/json", headers=kop) for _ in range(2)
    ]
    assert [antwoord.status_code for antwoord in stand] == [201, 200]
    assert stand[0].json()["notitie"] == "Van een oude lijst."


def test_the_unit_of_the_coach_sees_the_person_for_as_long_as_that_lasts(
    vreemde, coordinator, consulent, collega, rabot
):
    persoon = WerkzoekendeFactory()
    begeleidingen = [
        services.start_begeleiding(persoon, begeleider=coach, werkpunt=rabot, door=coach)
        for coach in (consulent, collega)
    ]
    assert zicht(coordinator, persoon)
    services.beeindig_begeleiding(begeleidingen[0], reden="andere coach", door=consulent)
    assert zicht(coordinator, persoon)
    services.beeindig_begeleiding(begeleidingen[1], reden="gestopt", door=collega)
    assert not zicht(coordinator, persoon)
    assert not zicht(vreemde, persoon)


@pytest.mark.django_db(transaction=True)
def test_two_first_visits_at_once_are_both_kept(consulent, collega, rabot):
    persoon, thema = WerkzoekendeFactory(), Onderwerp.objects.get(slug="vacature")
    fouten: list[Exception] = []

    def bezoek(door) -> None:
        try:
            services.registreer_contactmoment(werkzoekende=persoon, werkpunt=rabot, door=door, onderwerpen=[thema])
        except Exception as fout:
            fouten.append(fout)
        finally:
            connection.close()

    with transaction.atomic():
        services.registreer_contactmoment(werkzoekende=persoon, werkpunt=rabot, door=consulent, onderwerpen=[thema])
        tweede = threading.Thread(target=bezoek, args=(collega,))
        tweede.start()
        tweede.join(0.5)
    tweede.join()
    assert fouten == []
    assert len(contacten()) == 2


@pytest.mark.django_db(transaction=True)
def test_undoing_while_a_colleague_logs_keeps_the_sight(consulent, collega, rabot):
    eerste = ContactmomentFactory(werkpunt=rabot, door=consulent)
    persoon, thema = eerste.werkzoekende, Onderwerp.objects.get(slug="vacature")

    def terug() -> None:
        services.maak_ongedaan(eerste, door=consulent)
        connection.close()

    with transaction.atomic():
        services.registreer_contactmoment(werkzoekende=persoon, werkpunt=rabot, door=collega, onderwerpen=[thema])
        ander = threading.Thread(target=terug)
        ander.start()
        ander.join(0.5)
    ander.join()
    assert zicht(collega, persoon)


@pytest.mark.django_db(transaction=True)
def test_undoing_while_a_colleague_ties_the_visit_ends_the_sight(consulent, collega, rabot):
    anoniem = ContactmomentFactory(werkzoekende=None, werkpunt=rabot, door=consulent)
    persoon = WerkzoekendeFactory(aangemaakt=timezone.now() - timedelta(days=1))

    def terug() -> None:
        services.maak_ongedaan(anoniem, door=consulent)
        connection.close()

    with transaction.atomic():
        koppel(Contactmoment.objects.ongefilterd("test").get(), persoon, door=collega)
        ander = threading.Thread(target=terug)
        ander.start()
        ander.join(0.5)
    ander.join()
    assert contacten() == []
    assert not zicht(collega, persoon)
