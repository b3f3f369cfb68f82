"""What a month report holds: the figures of the month and of the twelve before it, as one document.

A document is a plain dictionary; screen, chart and files read nothing else. ``bereik`` is the document of
reference.md §3 by month and, for the city, by unit.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kern.tijd import Periode, volgende_maand
from rapportage.bereik import Bereik, bereken
from rapportage.dimensies import MAAND, WERKPUNT
from rapportage.kleine_cellen import publiceer
from rapportage.models import Drempelwaarde
from werkpunten.models import Soort, Telregel, Werkpunt

MAANDEN_TERUG = 12
Document = dict[str, Any]


@dataclass(frozen=True)
class Cijfers:
    """Both sets of one report."""

    exact: Document
    gepubliceerd: Document


def venster(maand: date) -> Periode:
    """The month with the twelve before it."""
    return Periode(maand.replace(year=maand.year - 1), volgende_maand(maand))


def cijfers_van(maand: date, werkpunt: Werkpunt | None, meld: Callable[[float], None] = lambda deel: None) -> Cijfers:
    """The figures now. What is published of one unit is cut from the city's, so that both hide the same cells."""
    stad = bereken(venster(maand), per=[MAAND, WERKPUNT], alle_randen=True, meld=meld)
    drempel = Drempelwaarde.objects.op(maand)
    publiek = publiceer(stad, drempel=drempel)
    if werkpunt is None:
        return Cijfers(_document(stad, maand, None, drempel), _document(publiek, maand, None, drempel))
    exact = bereken(venster(maand), per=[MAAND], werkpunt=werkpunt)
    if werkpunt.slug in {waarde.sleutel for waarde in stad.assen[1]}:
        deel = publiek.van_werkpunt(werkpunt.slug)
    else:
        deel = publiceer(exact, drempel=drempel)
    return Cijfers(_document(exact, maand, werkpunt, drempel), _document(deel, maand, werkpunt, drempel))


def _document(bereik: Bereik, maand: date, werkpunt: Werkpunt | None, drempel: int) -> Document:
    punten = [] if werkpunt else list(Werkpunt.objects.in_bulk([w.ruw for w in bereik.assen[1]]).values())
    eenheden = [werkpunt] if werkpunt else sorted(punten, key=lambda punt: punt.naam)
    return {
        "rapport": "maandrapport",
        "maand": f"{maand:%Y-%m}",
        "werkpunt": werkpunt.slug if werkpunt else None,
        "werkpunten": {punt.slug: punt.naam for punt in eenheden},
        "soorten_werkpunt": sorted({punt.get_soort_display() for punt in eenheden}),
        "soorten_contact": _soorten_die_tellen(maand),
        "drempel": drempel,
        "bereik": bereik.als_json(),
    }


def _soorten_die_tellen(maand: date) -> list[str]:
    telt = Telregel.objects.filter(telt=True, geldig_van__lt=volgende_maand(maand)).exclude(geldig_tot__lt=maand)
    soorten = set(telt.values_list("soort", flat=True))
    return [soort.label for soort in Soort if soort in soorten]


def canoniek(document: Document) -> str:
    """The one text of a document, keys in the order of the declarations: what is hashed, kept and downloaded."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def sha256(tekst: str) -> str:
    return hashlib.sha256(tekst.encode()).hexdigest()
