"""The reach report against a second count that shares no line with it, and frozen reports against their hash."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import connection

from kern.controles import Controle
from kern.tijd import Periode
from rapportage.bereik import Bereik, bereken
from rapportage.dimensies import MAAND, WERKPUNT
from rapportage.models import Maandrapport
from rapportage.rapport import sha256
from werkpunten.models import Telregel, Werkpunt

CODES = ("contacten", "anoniem", "bereikt", "nieuw", "terugkerend", "cumulatief")
STAD = ""
Telling = dict[tuple[str, str], Counter[str]]
"""Figures by indicator code, per unit (slug, or the city) and month."""


def alle() -> Iterator[tuple[str, Controle]]:
    """The rules of this app by name."""
    yield "bereik", Controle("het bereikrapport is gelijk aan een telling van elk contact apart", _bereik)
    yield "maandrapporten", Controle("een bevroren maandrapport is niet veranderd", _maandrapporten)


def _maandrapporten() -> Iterator[str]:
    for rapport in Maandrapport.objects.iterator():
        if sha256(rapport.cijfers) != rapport.sha256 or sha256(rapport.gepubliceerd) != rapport.gepubliceerd_sha256:
            yield str(rapport)


def _bereik() -> Iterator[str]:
    nageteld = _tel_na()
    if not nageteld:
        return
    maanden = sorted(maand for _, maand in nageteld)
    periode = Periode(_eerste_dag(maanden[0]), Periode.maand(_eerste_dag(maanden[-1])).einde)
    per_punt, stad = bereken(periode, per=(WERKPUNT, MAAND)), bereken(periode, per=(MAAND,))
    for (slug, maand), cijfers in sorted(nageteld.items()):
        for code in CODES:
            gerapporteerd = _cel(stad, code, maand) if slug == STAD else _cel(per_punt, code, slug, maand)
            if gerapporteerd is not None and gerapporteerd != cijfers[code]:
                yield f"{code} {slug or 'alle werkpunten'} {maand}: rapport {gerapporteerd}, nageteld {cijfers[code]}"


def _cel(bereik: Bereik, code: str, *sleutel: str) -> int | None:
    """One figure; None for a unit that the report no longer shows."""
    return bereik.cellen[code].get(sleutel)


def _eerste_dag(maand: str) -> date:
    return date.fromisoformat(f"{maand}-01")


def _tel_na() -> Telling:
    """Every contact in the order of its day, remembering who was seen before: months in which nothing happened too."""
    telt = defaultdict(list)
    for regel in Telregel.objects.filter(telt=True):
        telt[regel.soort].append((regel.geldig_van, regel.geldig_tot or date.max))
    slugs = dict(Werkpunt.objects.values_list("pk", "slug"))
    telling: Telling = {}
    gezien: dict[str, dict[int, str]] = defaultdict(dict)
    for dag, soort, werkpunt, persoon in _contacten():
        if any(van <= dag <= tot for van, tot in telt[soort]):
            maand = f"{dag:%Y-%m}"
            for slug in (STAD, slugs[werkpunt]):
                cijfers = telling.setdefault((slug, maand), Counter())
                cijfers["contacten"] += 1
                _tel_persoon(cijfers, gezien[slug], persoon, maand)
    return telling


def _tel_persoon(cijfers: Counter[str], gezien: dict[int, str], persoon: int | None, maand: str) -> None:
    """``gezien``: per person the last month with a contact, at this level."""
    if persoon is None:
        cijfers["anoniem"] += 1
    elif gezien.get(persoon) != maand:
        cijfers["bereikt"] += 1
        cijfers["terugkerend" if persoon in gezien else "nieuw"] += 1
        gezien[persoon] = maand
    cijfers["cumulatief"] = len(gezien)


def _contacten() -> Iterator[tuple[date, str, int, int | None]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT dag, soort, werkpunt_id, werkzoekende_id FROM werkpunten_contactmoment ORDER BY dag")
        while rijen := cursor.fetchmany(20_000):
            yield from rijen
