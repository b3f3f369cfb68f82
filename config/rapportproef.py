"""The reach report against raw SQL on the contacts, and against DuckDB on the same rows in its own memory.

DuckDB (development only) gets the very statements of the product for units and months, and the raw ones for the
breakdowns. Every bar is a ratio of medians; a comparator that leaves figures out says so.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from config.bench import Vergelijking, meet
from kern.tijd import Periode, plus_maanden, vandaag, vorige_maand
from rapportage.bereik import bereken, uitgesplitst
from rapportage.bestanden import FORMATEN, Herkomst, maak, van_document
from rapportage.dimensies import DIMENSIE, MAAND, WERKPUNT, Dimensie
from rapportage.indicatoren import Bron
from rapportage.models import Maandbereik
from rapportage.rapport import canoniek, cijfers_van
from rapportage.telling import statements
from rapportage.tijdvakken import Tijdvaksoort
from werkpunten.models import Contactmoment, Werkpunt

TABELLEN = {
    "rapportage_maandbereik": "persoon, werkpunt, maand, rijen, eerste, vorige_werkpunt, vorige_stad",
    "werkpunten_contactmoment": "id, werkpunt_id, werkzoekende_id, dag, soort",
    "werkpunten_werkzoekende": "id, geslacht, opleiding, contacttaal, geboortedatum",
    "werkpunten_adres": "werkzoekende_id, wijk_id, van, tot",
    "werkpunten_statuut": "werkzoekende_id, soort, van, tot",
}
PERSOONLIJK = ("geslacht", "opleiding", "taal", "leeftijd", "wijk", "statuut")

ALLE_NIVEAUS = """select werkpunt_id, date_trunc('month', dag), count(*), count(distinct werkzoekende_id)
    from werkpunten_contactmoment where dag >= %(begin)s and dag < %(einde)s and soort <> 'poging' {waar}
    group by grouping sets ((), (werkpunt_id), (werkpunt_id, date_trunc('month', dag)))"""

UITGESPLITST = """with f as (
        select werkpunt_id, werkzoekende_id, min(dag) as dag, count(*) as rijen from werkpunten_contactmoment
        where dag >= %(begin)s and dag < %(einde)s and soort <> 'poging' and werkzoekende_id is not null
            {waar}
        group by werkpunt_id, werkzoekende_id),
    k as (
        select f.*, w.geslacht, w.opleiding, w.contacttaal, a.wijk_id, s.soort as statuut,
               extract(year from f.dag) - extract(year from w.geboortedatum) as leeftijd,
               not exists (select 1 from werkpunten_contactmoment e where e.werkzoekende_id = f.werkzoekende_id
                   and e.werkpunt_id = f.werkpunt_id and e.soort <> 'poging' and e.dag < %(begin)s) as nieuw
        from f join werkpunten_werkzoekende w on w.id = f.werkzoekende_id
        left join werkpunten_adres a on a.werkzoekende_id = w.id and a.van <= f.dag
            and (a.tot is null or a.tot >= f.dag)
        left join werkpunten_statuut s on s.werkzoekende_id = w.id and s.van <= f.dag
            and (s.tot is null or s.tot >= f.dag))
    select werkpunt_id, geslacht, opleiding, contacttaal, leeftijd, wijk_id, statuut, count(distinct werkzoekende_id),
           count(distinct werkzoekende_id) filter (where nieuw), sum(rijen)
    from k group by grouping sets (
        (werkpunt_id, geslacht), (werkpunt_id, opleiding), (werkpunt_id, contacttaal), (werkpunt_id, leeftijd),
        (werkpunt_id, wijk_id), (werkpunt_id, statuut), (geslacht), (opleiding), (contacttaal), (leeftijd), (wijk_id),
        (statuut))"""


class Naast:
    """The other side: raw SQL in PostgreSQL, and DuckDB in memory with a copy of the tables."""

    def __init__(self) -> None:
        import duckdb  # noqa: PLC0415 - development only

        Maandbereik.objects.werk_bij()
        self.duck = duckdb.connect()
        with tempfile.TemporaryDirectory() as map_, connection.cursor() as cursor:
            for tabel, kolommen in TABELLEN.items():
                pad = Path(map_) / tabel
                with pad.open("wb") as bestand:
                    cursor.copy_expert(f"copy (select {kolommen} from {tabel}) to stdout csv header", bestand)  # noqa: S608
                self.duck.execute(f"create table {tabel} as select * from read_csv('{pad}', sample_size = -1)")  # noqa: S608

    def kaal(self, sql: str, periode: Periode, **meer: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"begin": periode.begin, "einde": periode.einde, **meer})
            cursor.fetchall()

    def duckdb(self, sql: str, periode: Periode) -> None:
        tekst = sql.replace("%(begin)s", f"date '{periode.begin}'").replace("%(einde)s", f"date '{periode.einde}'")
        self.duck.execute(tekst).fetchall()

    def zelfde_maanden(self, periode: Periode, per: Sequence[Dimensie]) -> None:
        """What ``bereken`` asks of ``Maandbereik``."""
        niveaus = [tuple(per[:aantal]) for aantal in range(len(per) + 1)]
        for bron in Bron:
            for _, sql in statements(periode, niveaus, bron, werkpunten=None):
                self.duckdb(sql, periode)


def _perioden() -> dict[str, Periode]:
    maand = Periode.maand(vorige_maand(vandaag()))
    eerste: date = Contactmoment.objects.ongefilterd("bench").order_by("dag").values_list("dag", flat=True)[0]
    return {
        "een maand": maand,
        "een jaar": Periode(plus_maanden(maand.einde, -12), maand.einde),
        "alles": Periode(eerste.replace(day=1), maand.einde),
    }


def vergelijkingen() -> Iterator[Vergelijking]:
    naast, perioden = Naast(), _perioden()
    zonder = "kale count(distinct), zonder nieuw en cumulatief"
    per = (WERKPUNT, MAAND)
    for naam, periode in perioden.items():
        wat = f"rapport: {naam} per werkpunt en maand"

        def ons(periode: Periode = periode) -> None:
            bereken(periode, per=per)

        def kaal(periode: Periode = periode) -> None:
            naast.kaal(ALLE_NIVEAUS.format(waar=""), periode)

        def duck(periode: Periode = periode) -> None:
            naast.zelfde_maanden(periode, per)

        yield Vergelijking(wat, ons, kaal, zonder, 0.15 if naam == "alles" else None)
        yield Vergelijking(wat, ons, duck, "DuckDB op dezelfde maanden", 4 if naam == "alles" else None)
    een = Werkpunt.objects.order_by("pk")[0]
    yield Vergelijking(
        "rapport: een maand van één werkpunt, zes uitsplitsingen",
        lambda: uitgesplitst(perioden["een maand"], [[DIMENSIE[code]] for code in PERSOONLIJK], werkpunten=[een]),
        lambda: naast.kaal(
            UITGESPLITST.format(waar="and werkpunt_id = %(werkpunt)s"), perioden["een maand"], werkpunt=een.pk
        ),
        "kale SQL in één keer",
        0.1,
    )
    for naam, balk in (("een maand", 0.06), ("een jaar", 0.3)):
        yield from _uitgesplitst(naast, naam, perioden[naam], balk)


def _uitgesplitst(naast: Naast, naam: str, periode: Periode, balk: float) -> Iterator[Vergelijking]:
    """Six breakdowns of people by unit and of the city, in one pass; the raw one leaves the totals out."""
    kaal = UITGESPLITST.format(waar="")

    def ons() -> None:
        uitgesplitst(periode, [[WERKPUNT, DIMENSIE[code]] for code in PERSOONLIJK])

    wat = f"rapport: {naam}, zes uitsplitsingen"
    yield Vergelijking(wat, ons, lambda: naast.kaal(kaal, periode), "kale SQL in één keer", balk)
    yield Vergelijking(wat, ons, lambda: naast.duckdb(kaal, periode), "DuckDB, zelfde kale SQL", 3)


def regels() -> Iterator[str]:
    """Cost against N: the whole history beside its second half."""
    alles = _perioden()["alles"]
    maanden = len(list(alles.maanden()))
    helft = Periode(plus_maanden(alles.einde, -(maanden // 2)), alles.einde)
    vraag = Vergelijking(
        "",
        lambda: bereken(alles, per=(WERKPUNT, MAAND)),
        lambda: bereken(helft, per=(WERKPUNT, MAAND)),
        "",
    )
    heel, half = meet(vraag)
    yield (
        f"rapport: {maanden} maanden {heel * 1000:.0f} ms, de laatste {maanden // 2} {half * 1000:.0f} ms: "
        f"{heel / half:.2f} keer"
    )
    yield from _maandrapport()


def _maandrapport() -> Iterator[str]:
    """What the report of a month costs: counting everything in it, and each of its files."""
    maand = Tijdvaksoort.MAAND.van(vorige_maand(vandaag()))
    for waar, werkpunt in (("de stad", None), ("één werkpunt", Werkpunt.objects.order_by("pk")[0])):
        begin = time.perf_counter()
        document = canoniek(cijfers_van(maand, werkpunt).exact)
        tellen = time.perf_counter() - begin
        per_bestand = []
        for formaat in FORMATEN:
            begin = time.perf_counter()
            omvang = len(maak(van_document(document, Herkomst(timezone.now())), formaat))
            per_bestand.append(f"{formaat} {(time.perf_counter() - begin) * 1000:.0f} ms ({omvang / 1000:.0f} kB)")
        yield f"maandrapport van {waar}: tellen {tellen:.1f} s; {', '.join(per_bestand)}"
