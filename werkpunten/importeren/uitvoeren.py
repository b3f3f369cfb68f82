"""The import of one file: all of it or nothing (reference.md §4)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pghistory
from django.db import connection, transaction

from werkpunten.importeren.klaarzetten import anders_genoemd, herken, zet_klaar
from werkpunten.importeren.koppelen import Personen
from werkpunten.importeren.lezen import Tabel, open_tabel
from werkpunten.importeren.rijen import Keurder, Lijsten, Rij
from werkpunten.importeren.schrijven import dubbels, schrijf
from werkpunten.importeren.verslag import Dubbel, Verslag
from werkpunten.models import Werkpunt, Wijk

VEEL = 10_000
_DATUM = re.compile(r"(?<!\d)(?:\d{4}[-_.]?\d{2}(?:[-_.]?\d{2})?|\d{2}[-_.]\d{2}[-_.]\d{4})(?!\d)|\(\d+\)")


def bron_van(pad: Path) -> str:
    """The source a file comes from: its own name without a date, ``bezoeken-2026-10.csv`` → ``bezoeken``."""
    naam = re.sub(r"[-_. ]{2,}", "-", _DATUM.sub("", pad.stem)).strip("-_. ")
    return (naam or "import")[:80]


def importeer(pad: Path, *, bron: str = "", uitvoeren: bool = False, nieuwe_werkpunten: bool = False) -> Verslag:
    """Read a file and report. Without ``uitvoeren``, or when a row holds an error, everything is rolled back.

    A trial does all the work, so its report is the one the real import would give.
    """
    verslag = Verslag(bron or bron_van(pad))
    with open_tabel(pad) as tabel, pghistory.context(opdracht="importeer", bron=verslag.bron), transaction.atomic():
        verslag.genegeerde_kolommen = tabel.genegeerd
        keurder = Keurder(Lijsten(), verslag.bron, nieuwe_werkpunten)
        personen = Personen()
        zet_klaar(_goede(tabel, keurder, verslag), personen)
        verslag.meldingen = keurder.meldingen
        if not keurder.aantal_fouten:
            _maak_werkpunten(keurder, verslag)
            herken(personen, bron=verslag.bron)
            vreemd = [*verslag.meldingen, *personen.meldingen.values(), *anders_genoemd(personen)]
            verslag.meldingen = sorted(vreemd, key=lambda melding: melding.rij)
            schrijf(bron=verslag.bron)
            _tel(verslag)
            verslag.dubbels = [*_botsingen(personen), *dubbels()]
        verslag.uitgevoerd = uitvoeren and not keurder.aantal_fouten
        if not verslag.uitgevoerd:
            transaction.set_rollback(True)
        elif verslag.contacten > VEEL:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # the next queries come before the database notices by itself
    return verslag


def _goede(tabel: Tabel, keurder: Keurder, verslag: Verslag) -> Iterator[Rij]:
    for bronrij in tabel.rijen:
        verslag.rijen += 1
        if rij := keurder.keur(bronrij):
            yield rij


def _maak_werkpunten(keurder: Keurder, verslag: Verslag) -> None:
    """Units the lists do not know, open since the first contact; an administrator completes them."""
    onbekend = Wijk.objects.get(soort=Wijk.Soort.ONBEKEND)
    with connection.cursor() as cursor:
        for tijdelijk, punt in keurder.nieuw.items():
            werkpunt = Werkpunt.objects.create(
                slug=punt.slug, naam=punt.naam, wijk=onbekend, geopend_op=punt.eerste_dag
            )
            cursor.execute("UPDATE import_rij SET werkpunt = %s WHERE werkpunt = %s", [werkpunt.pk, tijdelijk])
            verslag.nieuwe_werkpunten.append(punt.naam)


def _tel(verslag: Verslag) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE bekend IS NULL), count(bekend), "
            "count(*) FILTER (WHERE bekend IS NULL AND persoon IS NULL) FROM import_contact"
        )
        verslag.contacten, verslag.al_bekend, verslag.anoniem = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FILTER (WHERE nieuw), count(DISTINCT pk) FILTER (WHERE NOT nieuw) FROM import_persoon"
        )
        verslag.nieuwe_werkzoekenden, verslag.bekende_werkzoekenden = cursor.fetchone()


def _botsingen(personen: Personen) -> Iterator[Dubbel]:
    for een, ander in personen.botsingen:
        eerste, tweede = sorted((personen.lijst[een].rij, personen.lijst[ander].rij))
        yield Dubbel(tweede, f"rij {eerste}", "een andere rij noemt beide, met verschillend rijksregisternummer")
