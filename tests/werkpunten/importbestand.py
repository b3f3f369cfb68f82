"""Files to import, and what became of them."""

import csv
import io
from pathlib import Path

from openpyxl import Workbook

from werkpunten.importeren.uitvoeren import importeer
from werkpunten.importeren.verslag import Verslag
from werkpunten.models import Contactmoment, Werkzoekende

BASIS = {"werkpunt": "rabot", "dag": "2026-01-05"}


def schrijf_csv(pad: Path, *rijen: dict[str, str], scheiding: str = ";", codering: str = "utf-8") -> Path:
    """A file with a column for everything that one of the rows has; each row gets work point and day."""
    volledig = [BASIS | rij for rij in rijen]
    kolommen = list(dict.fromkeys(kolom for rij in volledig for kolom in rij))
    uit = io.StringIO()
    schrijver = csv.DictWriter(uit, kolommen, delimiter=scheiding, restval="")
    schrijver.writeheader()
    schrijver.writerows(volledig)
    pad.write_bytes(uit.getvalue().encode(codering))
    return pad


def schrijf_xlsx(pad: Path, *rijen: list[object]) -> Path:
    boek = Workbook()
    for rij in rijen:
        boek.active.append(rij)
    boek.save(pad)
    return pad


def lees_in(map_: Path, *rijen: dict[str, str], naam: str = "bestand.csv", **opties: object) -> Verslag:
    return importeer(schrijf_csv(map_ / naam, *rijen), uitvoeren=True, **opties)


def contacten():
    return Contactmoment.objects.ongefilterd("test").order_by("pk")


def mensen():
    return Werkzoekende.objects.ongefilterd("test").order_by("pk")


def fouten(verslag: Verslag) -> list[tuple[int, str, str]]:
    return [(melding.rij, melding.kolom, melding.reden) for melding in verslag.fouten]


def waarschuwingen(verslag: Verslag) -> list[tuple[int, str, str]]:
    return [(melding.rij, melding.kolom, melding.reden) for melding in verslag.waarschuwingen]
