"""Statements on paper, drawn from what was frozen: of a worker in the language we speak with them, of a customer."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency
from django.conf import settings
from django.utils.translation import gettext, override

from kern.pdf import zet
from werkpunten.briefjes import TALEN, naam_op_papier
from wijkwerken.bedragen import in_euro
from wijkwerken.models import Gebruikersstaat, Maandstaat

SJABLOON = Path(__file__).parent / "typst" / "staat.typ"
Lijn = Mapping[str, Any]


def staat_van_werker(staat: Maandstaat) -> bytes:
    """What somebody earned; whoever speaks a language without a catalogue gets Dutch."""
    gesproken = staat.werkzoekende.contacttaal
    taal = gesproken if gesproken in TALEN else "nl"
    with override(taal):
        return _zet(staat, taal, _van_werker(staat, taal))


def staat_van_gebruiker(staat: Gebruikersstaat) -> bytes:
    """What a customer had done, in Dutch."""
    with override("nl"):
        return _zet(staat, "nl", _van_gebruiker(staat))


def _zet(staat: Any, taal: str, inhoud: dict[str, Any]) -> bytes:
    """The same statement gives the same bytes."""
    vast = {
        "merk": settings.MERK,
        "taal": taal,
        "herkomst": f"{staat._meta.verbose_name.capitalize()} {staat.pk} · versie {staat.versie}",
        "sha256": staat.sha256,
    }
    return zet(SJABLOON, inhoud | vast, gemaakt=staat.afsluiting.op)


def _van_werker(staat: Maandstaat, taal: str) -> dict[str, Any]:
    document = json.loads(staat.inhoud)
    som = [
        (gettext("Begonnen uren"), str(staat.uren)),
        (gettext("Vergoeding voor de uren"), _euro(staat.bedrag, taal)),
        (gettext("Verplaatsing"), _euro(staat.reis, taal)),
        (gettext("Samen"), _euro(staat.totaal, taal)),
    ]
    return {
        "titel": gettext("Mijn uren van wijk-werken"),
        "maand": _maand(document["maand"], taal),
        "regels": [(gettext("Voor wie"), naam_op_papier(staat.werkzoekende))],
        "kop": [
            *(gettext("Dag"), gettext("Werk"), gettext("Begonnen uren")),
            *(gettext("Per uur"), gettext("Vergoeding"), gettext("Verplaatsing")),
        ],
        "lijnen": [
            [*_begin(lijn, taal), _euro(lijn["per_uur"], taal), _euro(lijn["bedrag"], taal), _euro(lijn["reis"], taal)]
            for lijn in document["regels"]
        ],
        "som": som,
        "uitleg": [gettext("Een begonnen uur telt als een heel uur."), *_waarom(document["regels"])],
        "slot": gettext("Klopt er iets niet? Zeg het aan je wijk-werkconsulent."),
    }


def _van_gebruiker(staat: Gebruikersstaat) -> dict[str, Any]:
    document, klant = json.loads(staat.inhoud), staat.gebruiker
    som = [
        ("Begonnen uren", str(staat.uren)),
        ("Prijs", _euro(staat.bedrag, "nl")),
        (
            f"Betaald met {staat.met_cheque} {'cheque' if abs(staat.met_cheque) == 1 else 'cheques'}",
            _euro(-staat.gedekt, "nl"),
        ),
        ("Nog te betalen" if staat.te_betalen >= 0 else "Je krijgt terug", _euro(abs(staat.te_betalen), "nl")),
    ]
    return {
        "titel": "Overzicht van wijk-werken",
        "maand": _maand(document["maand"], "nl"),
        "regels": [("Gebruiker", klant.naam), ("Nummer", klant.nummer)],
        "kop": ["Dag", "Werk", "Begonnen uren", "Per uur", "Prijs", "Met cheques"],
        "lijnen": [
            [*_begin(lijn, "nl"), _euro(lijn["per_uur"], "nl"), _euro(lijn["bedrag"], "nl"), str(lijn["met_cheque"])]
            for lijn in document["regels"]
        ],
        "som": som,
        "uitleg": [
            "Een begonnen uur telt als een heel uur. Van wie werkte, staan enkel de eerste letters.",
            f"Cheques die je nog hebt: {document['cheques_over']}.",
            *_waarom(document["regels"]),
        ],
        "slot": "Klopt er iets niet? Bel je wijk-werkconsulent.",
    }


def _begin(lijn: Lijn, taal: str) -> list[str]:
    dag = date.fromisoformat(lijn["dag"])
    wat = {"correctie": gettext("verbetering"), "later": gettext("van een vroegere maand")}.get(lijn["soort"], "")
    werk = " · ".join(filter(None, [lijn["werk"], lijn.get("wie", ""), wat]))
    wanneer = f"{format_date(dag, 'd/MM/y', locale=taal)} {lijn['van']}–{lijn['tot']}"
    return [wanneer, werk, str(lijn["uren"])]


def _waarom(lijnen: Sequence[Lijn]) -> list[str]:
    if all(lijn["soort"] == "gewerkt" for lijn in lijnen):
        return []
    return [gettext("Verbetering: wat op een vroeger overzicht niet juist was, staat hier met een minteken.")]


def _maand(dag: str, taal: str) -> str:
    return str(format_skeleton("yMMMM", date.fromisoformat(dag), locale=taal))


def _euro(cent: int, taal: str) -> str:
    return str(format_currency(in_euro(cent), "EUR", locale=taal))
