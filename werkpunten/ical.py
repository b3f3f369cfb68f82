"""Appointments for calendar programs (RFC 5545). No name of a person ever leaves in one."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from icalendar import Calendar, Event

from kern.tijd import Periode, vandaag
from toegang.models import Medewerker
from werkpunten.agendabronnen import posten
from werkpunten.models import Afspraak

MAAKT = "-//Werkpunten//Agenda//NL"
TERUG, VOORUIT = timedelta(days=30), timedelta(days=366)
UITLEG = "Open de afspraak in Werkpunten om te zien met wie."


def bestand(afspraak: Afspraak) -> bytes:
    """One appointment, for the person as well as for staff: with whom of the staff, where and when."""
    gebeurtenis = _gebeurtenis(afspraak.sleutel, afspraak.begin, afspraak.einde, sinds=afspraak.status_sinds)
    gebeurtenis.add("summary", f"Afspraak met {afspraak.medewerker.korte_naam} ({afspraak.werkpunt.naam})")
    if afspraak.plaats != Afspraak.Plaats.THUIS:
        gebeurtenis.add("location", afspraak.waar)
    gebeurtenis.add("status", "CONFIRMED" if afspraak.is_gepland else "CANCELLED")
    return _kalender("Afspraak", [gebeurtenis])


def stroom(medewerker: Medewerker, site: str) -> bytes:
    """The planned appointments of a colleague and what else stands in the agenda, from a month ago to a year ahead:
    hours, unit and a link.

    Reads no column that says who the person is, so nobody is seen.
    """
    periode = Periode(vandaag() - TERUG, vandaag() + VOORUIT)
    uren = Afspraak.objects.ongefilterd("eigen agenda, zonder personen").gepland().van([medewerker])
    rijen = uren.in_periode(periode).order_by("begin", "pk")
    gebeurtenissen = []
    for sleutel, begin, einde, sinds, plaats, werkpunt in rijen.values_list(
        "sleutel", "begin", "einde", "status_sinds", "plaats", "werkpunt__naam"
    ):
        gebeurtenis = _gebeurtenis(sleutel, begin, einde, sinds=sinds)
        gebeurtenis.add("summary", f"Afspraak ({werkpunt})")
        gebeurtenis.add("location", werkpunt if plaats == Afspraak.Plaats.WERKPUNT else Afspraak.Plaats(plaats).label)
        gebeurtenis.add("description", UITLEG)
        gebeurtenis.add("url", f"{site}/afspraken/{sleutel}/")
        gebeurtenissen.append(gebeurtenis)
    nu = timezone.now()
    for post in posten(*periode.momenten(), [medewerker.pk]):
        gebeurtenis = _gebeurtenis(post.sleutel, post.begin, post.einde, sinds=nu)
        gebeurtenis.add("summary", f"{post.wat.capitalize()} ({post.waar})")
        gebeurtenis.add("location", post.waar)
        gebeurtenissen.append(gebeurtenis)
    return _kalender("Werkpunten", gebeurtenissen)


def _gebeurtenis(sleutel: UUID, begin: datetime, einde: datetime, *, sinds: datetime) -> Event:
    gebeurtenis = Event()
    gebeurtenis.add("uid", f"{sleutel}@werkpunten")
    gebeurtenis.add("dtstamp", timezone.now().astimezone(UTC))
    gebeurtenis.add("last-modified", sinds.astimezone(UTC))
    # in UTC: the same moment for every program, without a table of when clocks change
    gebeurtenis.add("dtstart", begin.astimezone(UTC))
    gebeurtenis.add("dtend", einde.astimezone(UTC))
    gebeurtenis.add("class", "PRIVATE")
    return gebeurtenis


def _kalender(naam: str, gebeurtenissen: Iterable[Event]) -> bytes:
    kalender = Calendar()
    kalender.add("prodid", MAAKT)
    kalender.add("version", "2.0")
    kalender.add("x-wr-calname", naam)
    for gebeurtenis in gebeurtenissen:
        kalender.add_component(gebeurtenis)
    return bytes(kalender.to_ical())
