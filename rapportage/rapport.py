"""What a month report holds: the figures of the month and of the twelve before it, as one document.

A document is a plain dictionary; screen, chart and files read nothing else. ``bereik`` is the document of
reference.md §3 by month and, for the city, by unit.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Min

from kern.tijd import Periode, geldt_in, volgende_maand
from rapportage.bereik import ALLES, Bereik, Cellen, bereken, een_ogenblik
from rapportage.dimensies import MAAND, WERKPUNT, Dimensie, Waarde, maandnaam
from rapportage.indicatoren import Bron
from rapportage.kleine_cellen import publiceer, verfijn
from rapportage.models import Drempelwaarde, Maandrapport
from rapportage.verbergen import Cel
from werkpunten.models import Contactmoment, Soort, Telregel, Werkpunt

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
    with een_ogenblik():
        stad = _stad(maand, meld)
        exact = bereken(venster(maand), per=[MAAND], werkpunt=werkpunt, steeds=[MAAND]) if werkpunt else stad
    publiek = publiceer(stad, ook=eerder_verborgen())
    if werkpunt:
        punt = _punt(publiek, werkpunt)
        publiek = publiek.uitsnede([MAAND], werkpunt=punt) if punt else publiceer(exact)
    drempel = Drempelwaarde.objects.van(Periode.maand(maand))
    return Cijfers(
        *(_document(bereik.beperkt(venster(maand)), maand, werkpunt, drempel) for bereik in (exact, publiek))
    )


def maand_gepubliceerd(maand: date, *, per: Sequence[Dimensie], werkpunt: Werkpunt | None) -> Bereik:
    """One month of the report as it is published, with at most one breakdown more than by month and unit."""
    periode = Periode.maand(maand)
    deze = Waarde(maand, f"{maand:%Y-%m}", maandnaam(maand))
    verder = [dimensie for dimensie in per if dimensie not in (MAAND, WERKPUNT)]
    with een_ogenblik():
        stad = _stad(maand)
        fijn = bereken(periode, per=[WERKPUNT, *verder], alle_randen=True, bronnen=[Bron.PERIODE]) if verder else None
    bereik = publiceer(stad, ook=eerder_verborgen()).beperkt(periode).uitsnede([WERKPUNT], maand=deze)
    if fijn:
        bereik = verfijn(bereik, fijn)
    vast = {"maand": deze}
    if werkpunt:
        punt = _punt(bereik, werkpunt)
        if punt is None:
            raise ValidationError({"werkpunt": f"{werkpunt} was in {deze.naam} niet open."})
        vast["werkpunt"] = punt
    return replace(bereik.uitsnede(per, **vast), periode=periode)


def _stad(maand: date, meld: Callable[[float], None] = lambda deel: None) -> Bereik:
    """The city by month and unit, since the first contact: what was hidden then decides what can be shown now.

    There is no total over the months: of two reports it gives a hidden month back.
    """
    sinds = Contactmoment.objects.ongefilterd("rapport").aggregate(eerste=Min("dag"))["eerste"] or maand
    periode = Periode(min(sinds.replace(day=1), venster(maand).begin), volgende_maand(maand))
    return bereken(periode, per=[MAAND, WERKPUNT], alle_randen=True, steeds=[MAAND], meld=meld)


def eerder_verborgen() -> set[Cel]:
    """The cells (indicator, month, unit) that a frozen report of the city or of a unit hides: they stay hidden.

    Of two figures of one month, one from before a late visit and one from after it, the second would give the first
    back. Last versions say it all: each hides what was hidden before it.
    """
    laatste = Maandrapport.objects.order_by("werkpunt_id", "maand", "-versie").distinct("werkpunt_id", "maand")
    dicht: set[Cel] = set()
    for tekst in laatste.values_list("gepubliceerd", flat=True):
        document = json.loads(tekst)
        for code, figuur in document["bereik"]["indicatoren"].items():
            for maand, knoop in figuur["per"]["maand"].items():
                stad = {ALLES: knoop["totaal"], **knoop["per"]["werkpunt"]} if isinstance(knoop, dict) else {}
                waarden = stad or {document["werkpunt"]: knoop}
                dicht |= {(code, maand, waar) for waar, waarde in waarden.items() if waarde is None}
    return dicht


def _punt(bereik: Bereik, werkpunt: Werkpunt) -> Waarde | None:
    punten = bereik.assen[bereik.dimensies.index(WERKPUNT)]
    return next((punt for punt in punten if punt.sleutel == werkpunt.slug), None)


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
    telt = Telregel.objects.filter(
        geldt_in(maand, Periode.maand(maand).tot, van="geldig_van", tot="geldig_tot"), telt=True
    )
    soorten = set(telt.values_list("soort", flat=True))
    return [soort.label for soort in Soort if soort in soorten]


def maand_uit(document: Document, per: Sequence[Dimensie]) -> Document:
    """The reach document of the one month of a report, by unit, month, both or neither, with its own definitions."""
    bereik, eerste = document["bereik"], date.fromisoformat(f"{document['maand']}-01")
    deze = Waarde(eerste, document["maand"], maandnaam(eerste))
    punten = tuple(Waarde(slug, slug, naam) for slug, naam in document["werkpunten"].items())
    cellen: Cellen = {}
    for code, figuur in bereik["indicatoren"].items():
        knoop = figuur["per"]["maand"][deze.sleutel]
        totaal, per_punt = (knoop["totaal"], knoop["per"]["werkpunt"]) if isinstance(knoop, dict) else (knoop, {})
        cellen[code] = {(deze.sleutel, ALLES): totaal}
        cellen[code] |= {(deze.sleutel, punt.sleutel): per_punt.get(punt.sleutel, totaal) for punt in punten}
    uit = Bereik(Periode.maand(eerste), (MAAND, WERKPUNT), ((deze,), punten), cellen, bereik["niveau"])
    json_ = uit.uitsnede(per, maand=deze).als_json() | {"definities_versie": bereik["definities_versie"]}
    for code, figuur in json_["indicatoren"].items():
        figuur |= {naam: bereik["indicatoren"][code][naam] for naam in ("naam", "definitie")}
    return json_


def canoniek(document: Mapping[str, Any]) -> str:
    """The one text of a document, keys in the order of the declarations: what is hashed, kept and downloaded."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def sha256(tekst: str) -> str:
    return hashlib.sha256(tekst.encode()).hexdigest()
