"""The reach report against a second count that shares no line with it, and frozen reports against their hash."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.db.models import Max, Min

from kern.opdracht import Controle
from kern.tijd import Periode, volgende_maand
from rapportage import herzieningen
from rapportage.bereik import Bereik, bereken
from rapportage.dimensies import MAAND, WERKPUNT
from rapportage.models import Bereikrapport, Maandbereik
from rapportage.rapport import sha256
from rapportage.telling import KENMERKEN
from werkpunten.models import Contactmoment, Telregel, Werkpunt

CODES = ("contacten", "anoniem", "bereikt", "nieuw", "terugkerend", "cumulatief")
STAD = ""
_KENMERKEN = ", ".join(kenmerk.code for kenmerk in KENMERKEN)
_KOLOMMEN = f"select werkpunt, maand, persoon, rijen, eerste, vorige_werkpunt, vorige_stad, {_KENMERKEN} from"
_NAGETELD = f"{_KOLOMMEN} rapportage_maandbereik_nageteld"
_BIJGEHOUDEN = f"{_KOLOMMEN} rapportage_maandbereik"
_NIET_IN_DE_RIJ = """where not exists (select from rapportage_wachtrij w where w.persoon is not distinct from v.persoon
    and (v.persoon is not null
         or (w.werkpunt, date_trunc('month', w.dag::timestamp)::date) = (v.werkpunt, v.maand)))"""
Telling = dict[str, dict[str, Counter[str]]]
"""Figures by indicator code, per unit (slug, or the city) and month."""


def alle() -> Iterator[tuple[str, Controle]]:
    """The rules of this app by name."""
    yield "bereik", Controle("het bereikrapport is gelijk aan een telling van elk contact apart", _bereik)
    yield "maandbereik", Controle("het bijgehouden bereik per maand is gelijk aan de contacten", _maandbereik)
    yield "bereikrapporten", Controle("een bevroren rapport is niet veranderd", _bereikrapporten)
    yield "herzieningen", Controle("vastgelegd cijfer plus herzieningen is het cijfer van nu", herzieningen.ongerijmd)


def _maandbereik() -> Iterator[str]:
    """Rows that should be there and rows that should not; ``manage.py herbouw_maandbereik`` mends them."""
    Maandbereik.objects.werk_bij()
    with connection.cursor() as cursor:
        for teken, een, ander in (("ontbreekt", _NAGETELD, _BIJGEHOUDEN), ("te veel", _BIJGEHOUDEN, _NAGETELD)):
            verschil = f"({een} except {ander}) v {_NIET_IN_DE_RIJ}"
            cursor.execute(f"select * from {verschil} order by werkpunt, maand")  # noqa: S608 - of declarations only
            for werkpunt, maand, persoon, *_ in cursor.fetchall():
                wie = "anoniem" if persoon is None else f"dossier {persoon}"
                yield f"werkpunt {werkpunt} {maand:%Y-%m} {wie}: {teken}"


def _bereikrapporten() -> Iterator[str]:
    for rapport in Bereikrapport.objects.iterator():
        if sha256(rapport.cijfers) != rapport.sha256 or sha256(rapport.gepubliceerd) != rapport.gepubliceerd_sha256:
            yield str(rapport)


def _bereik() -> Iterator[str]:
    uiterst = Contactmoment.objects.ongefilterd("controleer").aggregate(eerste=Min("dag"), laatste=Max("dag"))
    if uiterst["eerste"] is None:
        return
    periode = Periode(uiterst["eerste"].replace(day=1), volgende_maand(uiterst["laatste"]))
    nageteld, maanden = _tel_na(), [f"{maand:%Y-%m}" for maand in periode.maanden()]
    stad, per_punt = bereken(periode, per=(MAAND,)), bereken(periode, per=(WERKPUNT, MAAND))
    yield from _vergelijk("alle werkpunten", stad, (), nageteld[STAD], maanden)
    for waarde in per_punt.assen[0]:
        yield from _vergelijk(waarde.sleutel, per_punt, (waarde.sleutel,), nageteld[waarde.sleutel], maanden)


def _vergelijk(
    waar: str, bereik: Bereik, sleutel: tuple[str, ...], nageteld: dict[str, Counter[str]], maanden: list[str]
) -> Iterator[str]:
    """Every month, also those in which nothing happened: then only what was reached before still stands."""
    cumulatief = 0
    for maand in maanden:
        cijfers = nageteld.get(maand) or Counter(cumulatief=cumulatief)
        cumulatief = cijfers["cumulatief"]
        for code in CODES:
            gerapporteerd = bereik.cel(code, *sleutel, maand)
            if gerapporteerd != cijfers[code]:
                yield f"{code} {waar} {maand}: rapport {gerapporteerd}, nageteld {cijfers[code]}"


def _tel_na() -> Telling:
    """Every contact in the order of its day, remembering who was seen before."""
    telt = defaultdict(list)
    for regel in Telregel.objects.filter(telt=True):
        telt[regel.soort].append((regel.geldig_van, regel.geldig_tot or date.max))
    slugs = dict(Werkpunt.objects.values_list("pk", "slug"))
    telling: Telling = defaultdict(dict)
    gezien: dict[str, dict[int, str]] = defaultdict(dict)
    for dag, soort, werkpunt, persoon in _contacten():
        if any(van <= dag <= tot for van, tot in telt[soort]):
            maand = f"{dag:%Y-%m}"
            for slug in (STAD, slugs[werkpunt]):
                cijfers = telling[slug].setdefault(maand, Counter())
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
