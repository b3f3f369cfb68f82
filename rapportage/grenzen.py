"""The real boundaries of the wijken, from a GeoJSON file (the city's open data) to outlines that can be drawn.

Coordinates are degrees or metres; the drawing is ``rapportage.kaart.BREED`` wide. Lines lose what cannot be seen.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from rapportage.kaart import BREED, Vorm

GROOTSTE = 5 * 1024 * 1024
"""Bytes."""
MEESTE_PUNTEN = 200_000
ONZICHTBAAR = 0.5
"""How far a line may lie from where it was, in units of the drawing."""
HOOGSTE = 2 * BREED
Punt = tuple[float, float]
Ring = list[Punt]
NUMMERVELDEN = ("nummer", "wijknummer", "wijknr", "nr")


@dataclass(frozen=True)
class Wijkregel:
    """What a wijk can be known by."""

    nummer: int
    naam: str


@dataclass(frozen=True)
class Grenzen:
    """Per number of a wijk its outline, and how high the drawing is."""

    vormen: Mapping[int, Vorm]
    hoog: int


def lees(inhoud: bytes, wijken: Sequence[Wijkregel]) -> Grenzen:
    """``ValidationError`` with a Dutch sentence for everything that is wrong."""
    vlakken = _vlakken(_verzameling(inhoud), wijken)
    ontbreken = [wijk.naam for wijk in wijken if wijk.nummer not in vlakken]
    if ontbreken:
        raise ValidationError(f"Deze wijken staan niet in het bestand: {', '.join(ontbreken)}.")
    teken, hoog = _schaal([ring for ringen in vlakken.values() for ring in ringen])
    return Grenzen({nummer: _vorm([teken(ring) for ring in ringen]) for nummer, ringen in vlakken.items()}, hoog)


def _verzameling(inhoud: bytes) -> list[Any]:
    if len(inhoud) > GROOTSTE:
        raise ValidationError("Het bestand is groter dan 5 MB. Vereenvoudig de grenzen eerst.")
    try:
        document = json.loads(inhoud)
    except (ValueError, RecursionError):
        raise ValidationError("Dit is geen GeoJSON: het bestand is niet te lezen.") from None
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        raise ValidationError("Dit is geen GeoJSON met een lijst van wijken (FeatureCollection).")
    features: list[Any] = document["features"]
    return features


def _vlakken(features: Sequence[Any], wijken: Sequence[Wijkregel]) -> dict[int, list[Ring]]:
    """The rings of every wijk; all that is wrong is told at once."""
    namen, nummers = {slugify(wijk.naam): wijk.nummer for wijk in wijken}, {wijk.nummer for wijk in wijken}
    vlakken: dict[int, list[Ring]] = {}
    fouten: list[str] = []
    for plaats, feature in enumerate(features, start=1):
        try:
            nummer = _wijk(feature, namen, nummers)
            if nummer in vlakken:
                raise ValueError("deze wijk staat er twee keer in")
            vlakken[nummer] = list(_ringen(feature.get("geometry")))
        except ValueError as fout:
            fouten.append(f"Vlak {plaats}: {fout}.")
    if fouten:
        raise ValidationError(fouten[:20])
    if sum(len(ring) for ringen in vlakken.values() for ring in ringen) > MEESTE_PUNTEN:
        raise ValidationError("De grenzen hebben te veel punten. Vereenvoudig ze eerst.")
    return vlakken


def _wijk(feature: Any, namen: Mapping[str, int], nummers: set[int]) -> int:
    """By any text that is the name of a wijk; by number only when the file has no names at all for it."""
    velden = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(velden, dict):
        raise ValueError("geen gegevens van de wijk")
    teksten = [waarde for waarde in velden.values() if isinstance(waarde, str) and slugify(waarde)]
    for tekst in teksten:
        if slugify(tekst) in namen:
            return namen[slugify(tekst)]
    if not teksten:
        for naam, waarde in velden.items():
            if naam.lower() in NUMMERVELDEN and isinstance(waarde, int) and waarde in nummers:
                return waarde
    raise ValueError(f"onbekende wijk ({', '.join(teksten)[:80] or 'zonder naam'})")


def _ringen(vlak: Any) -> Iterator[Ring]:
    soort = vlak.get("type") if isinstance(vlak, dict) else None
    if soort not in {"Polygon", "MultiPolygon"}:
        raise ValueError("geen vlak maar een punt of een lijn")
    delen = vlak.get("coordinates")
    gevonden = 0
    for deel in [delen] if soort == "Polygon" else _lijst(delen):
        for ring in _lijst(deel):
            gevonden += 1
            yield _ring(ring)
    if not gevonden:
        raise ValueError("een leeg vlak")


def _lijst(waarde: Any) -> list[Any]:
    if not isinstance(waarde, list):
        raise ValueError("onleesbare coördinaten")
    return waarde


def _ring(ruw: Any) -> Ring:
    ring = [_punt(punt) for punt in _lijst(ruw)]
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise ValueError("een grens die niet sluit")
    return ring


def _punt(ruw: Any) -> Punt:
    getallen = [n for n in _lijst(ruw)[:2] if isinstance(n, int | float) and not isinstance(n, bool)]
    if len(getallen) != 2 or not all(abs(n) < 1e8 for n in getallen):
        raise ValueError("onleesbare coördinaten")
    return float(getallen[0]), float(getallen[1])


class _Schaal:
    """From the coordinates of the file to the drawing, north on top; degrees east are shorter than degrees north."""

    def __init__(self, ringen: Sequence[Ring]) -> None:
        xs, ys = zip(*(punt for ring in ringen for punt in ring), strict=True)
        self.links, self.boven = min(xs), max(ys)
        graden = max(map(abs, xs)) <= 180 and max(map(abs, ys)) <= 90
        krimp = math.cos(math.radians((min(ys) + max(ys)) / 2)) if graden else 1.0
        breed, hoog = (max(xs) - min(xs)) * krimp, max(ys) - min(ys)
        if breed <= 0 or hoog <= 0:
            raise ValidationError("De grenzen hebben geen oppervlakte.")
        self.y = min((BREED - 4) / breed, (HOOGSTE - 4) / hoog)
        self.x = self.y * krimp
        self.hoog = math.ceil(hoog * self.y) + 4

    def __call__(self, ring: Ring) -> Ring:
        return [((x - self.links) * self.x + 2, (self.boven - y) * self.y + 2) for x, y in ring]


def _schaal(ringen: Sequence[Ring]) -> tuple[_Schaal, int]:
    schaal = _Schaal(ringen)
    return schaal, schaal.hoog


def _vorm(ringen: Sequence[Ring]) -> Vorm:
    grootste = max(ringen, key=lambda ring: abs(_oppervlakte(ring)))
    eenvoudig = [ring for ring in (_vereenvoudig(_dun_uit(ring)) for ring in ringen) if len(ring) > 3]
    x, y = _midden(grootste)
    return Vorm("".join(map(_pad, eenvoudig or [grootste])), round(x, 1), round(y, 1))


def _oppervlakte(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _dun_uit(ring: Ring) -> Ring:
    """Without points that fall on the one before: a coast line in millimetres becomes as short as its drawing."""
    dun = [ring[0]]
    for punt in ring[1:-1]:
        if math.dist(punt, dun[-1]) > ONZICHTBAAR / 2:
            dun.append(punt)
    return [*dun, ring[-1]]


def _vereenvoudig(ring: Ring) -> Ring:
    """Douglas and Peucker: only points that lie visibly beside the line between their neighbours stay."""
    blijft = {0, len(ring) - 1, len(ring) // 2}
    stapel = [(0, len(ring) // 2), (len(ring) // 2, len(ring) - 1)]
    while stapel:
        van, tot = stapel.pop()
        if tot - van < 2:
            continue
        verste = max(range(van + 1, tot), key=lambda n: _afstand(ring[n], ring[van], ring[tot]))
        if _afstand(ring[verste], ring[van], ring[tot]) > ONZICHTBAAR:
            blijft.add(verste)
            stapel += [(van, verste), (verste, tot)]
    return [ring[n] for n in sorted(blijft)]


def _afstand(punt: Punt, van: Punt, tot: Punt) -> float:
    dx, dy = tot[0] - van[0], tot[1] - van[1]
    lengte = math.hypot(dx, dy)
    if lengte == 0:
        return math.hypot(punt[0] - van[0], punt[1] - van[1])
    return abs(dy * (punt[0] - van[0]) - dx * (punt[1] - van[1])) / lengte


def _midden(ring: Ring) -> Punt:
    """Where a number fits best: the middle of the widest stretch inside, on one of seven heights."""
    ys = [y for _, y in ring]
    onder, boven = min(ys), max(ys)
    beste = (0.0, (ring[0][0], ring[0][1]))
    for deel in (0.5, 0.44, 0.56, 0.38, 0.62, 0.3, 0.7):
        hoogte = onder + (boven - onder) * deel
        sneden = sorted(
            x1 + (hoogte - y1) * (x2 - x1) / (y2 - y1)
            for (x1, y1), (x2, y2) in pairwise(ring)
            if (y1 <= hoogte) != (y2 <= hoogte)
        )
        for links, rechts in zip(sneden[::2], sneden[1::2], strict=False):
            beste = max(beste, (rechts - links, ((links + rechts) / 2, hoogte)), key=lambda keuze: keuze[0])
    return beste[1]


def _pad(ring: Ring) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + "Z"
