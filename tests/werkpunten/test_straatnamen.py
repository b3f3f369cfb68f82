"""How long a name from the street stays: in the copy of the person it was tied to, else until its term is over."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from tests.factories.outreach import VindplaatsFactory
from tests.factories.werkpunten import ContactmomentFactory
from tests.werkpunten.zegel import registratie, verzegel
from werkpunten import bezoeken, straat
from werkpunten.afschrift import Vraag
from werkpunten.afschriftdelen import STRAAT
from werkpunten.models import Contactmoment, Straatregistratie
from werkpunten.verzegeling import Verzegeld

pytestmark = pytest.mark.django_db


def ontvang(consulent, rabot, **velden):
    straat.ontvang(Verzegeld.lees(verzegel(registratie(consulent, **velden))), werkpunt=rabot, door=consulent)
    return Straatregistratie.objects.ongefilterd("test").latest("pk")


def namen():
    alle = Straatregistratie.objects.ongefilterd("test").order_by("pk")
    return [(rij.voornaam, rij.achternaam, rij.telefoon) for rij in alle]


@pytest.mark.parametrize(("dagen", "verwacht"), [(179, ("Kanarie", "Vogel", "0470 1")), (181, ("", "", ""))])
def test_a_name_nobody_tied_goes_after_its_term_and_the_contact_stays(consulent, rabot, dagen, verwacht):
    ontvang(consulent, rabot, voornaam="Kanarie", achternaam="Vogel", telefoon="0470 1")
    with time_machine.travel(timezone.now() + timedelta(days=dagen)):
        assert straat.wis_namen() == (dagen > 180)
        assert straat.wis_namen() == 0
    assert namen() == [verwacht]
    assert Contactmoment.objects.ongefilterd("test").filter(soort="outreach").count() == 1


def test_nothing_of_a_wiped_name_is_left_in_the_history(consulent, rabot):
    ontvang(consulent, rabot, voornaam="Kanarie")
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        straat.wis_namen()
    with connection.cursor() as cursor:
        for tabel in (Straatregistratie, Straatregistratie.pgh_event_model):
            cursor.execute(
                f"select count(*), coalesce(bool_or(t::text like '%Kanarie%'), false) from {tabel._meta.db_table} t"
            )
            aantal, gevonden = cursor.fetchone()
            assert (aantal > 0, gevonden) == (True, False)


def test_what_lies_aside_goes_too_and_does_not_come_back(consulent, rabot):
    inhoud = registratie(consulent, voornaam="Kanarie", onderwerpen=[])
    rij = verzegel(inhoud)
    assert straat.ontvang(Verzegeld.lees(rij), werkpunt=rabot, door=consulent)[0] == straat.Stand.OPZIJ
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        assert straat.wis_namen() == 1
        opnieuw = straat.ontvang(Verzegeld.lees(rij), werkpunt=rabot, door=consulent)
    weg = Straatregistratie.objects.ongefilterd("test").get()
    assert (opnieuw[0], weg.verzegeld, weg.afgehandeld_op is None) == (straat.Stand.AL_BEWAARD, None, False)
    assert not Straatregistratie.objects.zichtbaar_voor(consulent).te_doen().exists()


def test_a_tied_name_stays_and_stands_in_the_copy_of_that_person_alone(consulent, rabot):
    plein = VindplaatsFactory(naam="Bloemmarkt", werkpunten=[rabot])
    rij = ontvang(consulent, rabot, voornaam="Kanarie", telefoon="0470 1", vindplaats=str(plein.pk))
    eigen, ander = (ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende for _ in range(2))
    bezoeken.koppel(rij.contact, eigen, door=consulent)
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        assert straat.wis_namen() == 0
    [regel] = STRAAT.hoofdstuk(Vraag(eigen, consulent)).rijen
    assert regel[1:] == ["Bloemmarkt", "Kanarie", "", "0470 1", consulent.korte_naam]
    assert list(STRAAT.hoofdstuk(Vraag(ander, consulent)).rijen) == []


def test_the_desk_says_how_long_a_name_waits(als, consulent, rabot):
    ontvang(consulent, rabot, voornaam="Kanarie")
    tekst = als(consulent).get("/balie/koppelen/").content.decode()
    assert "Een naam die na 180 dagen niet gekoppeld is, wissen we." in tekst
