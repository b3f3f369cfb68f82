"""Appointments and tasks of the demonstration, for people who are coached at its last day."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random

from django.utils import timezone

from kern.kopie import Rij
from werkpunten.models import Afspraak, Taak

VELDEN = (
    *("sleutel", "werkzoekende", "werkpunt", "medewerker", "begin", "einde", "plaats", "adres", "onderwerp"),
    *("toelichting", "meegaand", "herinnering", "status", "status_sinds", "status_door", "reden"),
    *("gemaakt_door", "aangemaakt"),
)
TAAK_VELDEN = (
    *("sleutel", "werkzoekende", "eigenaar", "wat", "tegen", "status", "afgehandeld_op", "afgehandeld_door"),
    *("gemaakt_door", "aangemaakt"),
)
UREN = (time(9), time(10), time(11), time(13, 30), time(14, 30), time(15, 30))
WERKDAGEN = 5
MINUTEN = (30, 30, 45, 60)
PLAATSEN = (*[Afspraak.Plaats.WERKPUNT] * 7, Afspraak.Plaats.THUIS, Afspraak.Plaats.TELEFOON, Afspraak.Plaats.ELDERS)
AFGELOPEN = (*[Afspraak.Status.GEKOMEN] * 6, *[Afspraak.Status.NIET_GEKOMEN] * 2, Afspraak.Status.AFGEZEGD)
TOELICHTINGEN = (
    *[""] * 4,
    "Brengt de brief van VDAB mee.",
    "Cv afwerken en twee vacatures kiezen.",
    "Samen bellen naar de school.",
)
MEEGAAND = (*[""] * 6, "tolk Turks", "haar zus", "buddy van de vzw")
TAKEN = (
    "Bellen over de opleiding",
    "Cv nalezen en terugsturen",
    "Plaats vragen bij de crèche",
    "VDAB vragen of het dossier in orde is",
    "Vacature doorsturen",
    "Vragen hoe het gesprek verliep",
    "Attest opvragen bij de school",
    "Afspraak bij de taalcoach regelen",
)
ALGEMEEN = ("Folders bijbestellen voor de balie", "Infomoment in het buurthuis voorbereiden")


def afspraken(begeleid: Sequence[Rij], onderwerpen: Sequence[int], tot: date, rng: Random) -> Iterator[Rij]:
    """Rows of ``Afspraak``: some past, three today for each coach, the rest in the weeks to come; one at a time."""
    per_coach: dict[int, list[Rij]] = {}
    for rij in begeleid:
        per_coach.setdefault(rij[1], []).append(rij)
    for coach, rijen in per_coach.items():
        vrij, geweest = _komende_uren(tot, rng), _voorbije_uren(tot)
        for persoon, _, werkpunt, *_ in rijen:
            if rng.random() < 0.6:
                gegevens = (persoon, werkpunt, coach, next(vrij), rng.choice(onderwerpen))
                yield _afspraak(*gegevens, Afspraak.Status.GEPLAND, tot, rng)
            if rng.random() < 0.3:
                gegevens = (persoon, werkpunt, coach, next(geweest), rng.choice(onderwerpen))
                yield _afspraak(*gegevens, rng.choice(AFGELOPEN), tot, rng)


def _komende_uren(tot: date, rng: Random) -> Iterator[datetime]:
    for uur in (UREN[1], UREN[3], UREN[5]):
        yield _om(tot, uur)
    for dag in _werkdagen(tot, 1):
        for uur in sorted(rng.sample(UREN, 3)):
            yield _om(dag, uur)


def _voorbije_uren(tot: date) -> Iterator[datetime]:
    for dag in _werkdagen(tot, -1):
        yield _om(dag, UREN[2])


def _werkdagen(vanaf: date, stap: int) -> Iterator[date]:
    for nummer in count(1):
        dag = vanaf + timedelta(days=stap * nummer)
        if dag.weekday() < WERKDAGEN:
            yield dag


def _afspraak(
    persoon: int, werkpunt: int, coach: int, begin: datetime, onderwerp: int, status: str, tot: date, rng: Random
) -> Rij:
    plaats = rng.choice(PLAATSEN)
    gemaakt = min(begin, _om(tot, time())) - timedelta(days=rng.randint(1, 10))
    sinds = gemaakt if status == Afspraak.Status.GEPLAND else begin
    return (
        *(uuid.UUID(int=rng.getrandbits(128), version=4), persoon, werkpunt, coach),
        *(begin, begin + timedelta(minutes=rng.choice(MINUTEN)), str(plaats)),
        *("Buurthuis" if plaats == Afspraak.Plaats.ELDERS else "", onderwerp),
        *(rng.choice(TOELICHTINGEN), rng.choice(MEEGAAND), False, str(status), sinds, coach),
        *("kon niet die dag" if status == Afspraak.Status.AFGEZEGD else "", coach, gemaakt),
    )


def taken(begeleid: Sequence[Rij], tot: date, rng: Random) -> Iterator[Rij]:
    """Rows of ``Taak``: late, for today, to come and done; and two about nobody for each coach."""
    for persoon, coach, *_ in begeleid:
        if rng.random() < 0.5:
            dagen = rng.choice((-9, -4, -1, 0, 0, 1, 2, 3, 5, 7, 10, 14))
            klaar = rng.random() < (0.7 if dagen < 0 else 0.2)
            yield _taak(persoon, coach, rng.choice(TAKEN), tot + timedelta(days=dagen), tot, rng, klaar=klaar)
    for coach in dict.fromkeys(rij[1] for rij in begeleid):
        for dagen, wat in zip((2, 6), ALGEMEEN, strict=True):
            yield _taak(None, coach, wat, tot + timedelta(days=dagen), tot, rng, klaar=False)


def _taak(persoon: int | None, coach: int, wat: str, tegen: date, tot: date, rng: Random, *, klaar: bool) -> Rij:
    gemaakt = min(_om(tegen, UREN[0]), _om(tot, time())) - timedelta(days=rng.randint(1, 10))
    op = min(_om(tegen, UREN[0]), _om(tot, time())) if klaar else None
    status = Taak.Status.KLAAR if klaar else Taak.Status.OPEN
    sleutel = uuid.UUID(int=rng.getrandbits(128), version=4)
    return sleutel, persoon, coach, wat, tegen, str(status), op, coach if klaar else None, coach, gemaakt


def _om(dag: date, uur: time) -> datetime:
    return timezone.make_aware(datetime.combine(dag, uur))
