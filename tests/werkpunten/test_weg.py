"""What is undone at the very moment somebody else does something with it: an answer in words, nothing typed lost."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import transaction

from kern.tijd import vandaag
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory
from tests.sloten import elders, wacht_op_slot
from werkpunten.models import Afspraak, Taak
from werkpunten.services import maak_ongedaan, start_begeleiding
from werkpunten.terug import sleutel_bij

pytestmark = pytest.mark.django_db(transaction=True)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def contact(rabot, consulent, collega):
    """A visit with what was given along; a colleague sees the file too."""
    contact = ContactmomentFactory(werkpunt=rabot, door=consulent, notitie="Zoekt werk.")
    start_begeleiding(contact.werkzoekende, begeleider=collega, werkpunt=rabot, door=collega)
    wie = {"werkzoekende": contact.werkzoekende, "gemaakt_door": consulent}
    TaakFactory(**wie, eigenaar=consulent, contact=contact, wat="Bellen over de opleiding")
    AfspraakFactory(
        **wie, medewerker=consulent, status_door=consulent, werkpunt=rabot, sleutel=sleutel_bij(contact, "afspraak")
    )
    return contact


def terwijl_ongedaan(contact, door, client, adres: str, velden: dict[str, Any], **kop: Any):
    """The answer to a POST that waits for an undo which is on its way."""
    with ThreadPoolExecutor(1) as draad:
        with transaction.atomic():
            maak_ongedaan(contact, door=door)
            gevraagd = draad.submit(elders, client.post, adres, velden, **kop)
            wacht_op_slot()
        return gevraagd.result()


def van_formulier(pagina: str, naam: str) -> str:
    return pagina.split(f'name="{naam}" value="')[1].split('"')[0]


def test_a_task_that_is_being_changed(als, consulent, collega, contact):
    client, taak = als(collega), Taak.objects.ongefilterd("test").get()
    gezien = van_formulier(client.get(f"/taken/{taak.sleutel}/").content.decode(), "taak-gezien")
    velden = {"wat": "Bel haar zus", "tegen": vandaag(), "eigenaar": collega.pk, "gezien": gezien}
    velden["sleutel"] = taak.sleutel
    invoer = {f"taak-{naam}": waarde for naam, waarde in velden.items()}
    antwoord = terwijl_ongedaan(contact, consulent, client, f"/taken/{taak.sleutel}/", invoer)
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, "Bel haar zus" in inhoud) == (422, True)
    assert "Deze taak is ondertussen weg" in inhoud


@pytest.mark.parametrize("kop", [{}, HTMX], ids=["page", "fragment"])
@pytest.mark.parametrize("soort", ["taken", "afspraken"])
def test_a_line_that_is_being_clicked(als, consulent, collega, contact, soort, kop):
    rij = {"taken": Taak, "afspraken": Afspraak}[soort].objects.ongefilterd("test").get()
    daad = {"taken": "klaar", "afspraken": "gekomen"}[soort]
    client = als(collega)
    antwoord = terwijl_ongedaan(
        contact, consulent, client, f"/{soort}/{rij.sleutel}/status/", {"daad": daad}, headers=kop
    )
    assert antwoord.status_code == (200 if kop else 302)
    inhoud = antwoord if kop else client.get("/taken/")
    assert "is ondertussen weg" in inhoud.content.decode()


def test_an_appointment_that_is_being_changed(als, consulent, collega, contact):
    client, afspraak = als(collega), Afspraak.objects.ongefilterd("test").get()
    pagina = client.get(afspraak.get_absolute_url()).content.decode()
    velden = {naam: van_formulier(pagina, naam) for naam in ("gezien", "sleutel", "dag", "van", "werkpunt")}
    velden |= {"minuten": 30, "medewerker": consulent.pk, "onderwerp": "vacature", "plaats": "werkpunt"}
    velden |= {"adres": "lokaal 12", "toch": "on"}
    antwoord = terwijl_ongedaan(contact, consulent, client, afspraak.get_absolute_url(), velden)
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, "lokaal 12" in inhoud) == (422, True)
    assert "Deze afspraak is ondertussen weg" in inhoud


def test_an_appointment_that_is_being_called_off(als, consulent, collega, contact):
    client, afspraak = als(collega), Afspraak.objects.ongefilterd("test").get()
    antwoord = terwijl_ongedaan(contact, consulent, client, f"{afspraak.get_absolute_url()}afzeggen/", {})
    assert antwoord.url == f"{contact.werkzoekende.get_absolute_url()}taken/"
    assert "Deze afspraak is ondertussen weg" in client.get(antwoord.url).content.decode()


def test_a_note_that_is_being_corrected(als, consulent, contact):
    client = als(consulent)
    gezien = van_formulier(client.get(f"/notities/{contact.sleutel}/").content.decode(), "gezien")
    velden = {"notitie": "Zoekt werk in de horeca.", "gezien": gezien}
    antwoord = terwijl_ongedaan(contact, consulent, client, f"/notities/{contact.sleutel}/", velden)
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, "Zoekt werk in de horeca." in inhoud) == (422, True)
    assert "Dit bezoek is ondertussen ongedaan gemaakt." in inhoud
