"""What big files cost: rows per second and memory, each in a process of its own, beside the barest way we know.

As a program (``python -m config.uitvoerproef HOE RIJEN``) it writes one file and prints seconds and megabytes.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median
from typing import IO, Any

import django
import xlsxwriter
from django.db import connection, transaction
from django.utils import timezone

from config import omgeving

RIJEN = 100_000
RONDES = 3
_KOLOMMEN = 12
_SQL = """
select c.id, c.dag, c.soort, w.naam, w.slug, c.minuten, c.bron, c.werkzoekende_id, c.medewerker_id,
       extract(year from c.dag)::int, extract(month from c.dag)::int, c.niveau
from werkpunten_contactmoment c join werkpunten_werkpunt w on w.id = c.werkpunt_id
cross join generate_series(1, %s / (select count(*) from werkpunten_contactmoment) + 1) limit %s
"""


def regels() -> Iterator[str]:
    """A line per kind of file, ours and the other interleaved."""
    yield f"bestanden: {RIJEN:,} rijen van {_KOLOMMEN} kolommen uit de databank, medianen van {RONDES}".replace(
        ",", "."
    )
    yield f"{'wat':<44}{'rijen/s':>10}{'ander':>10}{'tegenover ander':>17}{'MB erbij':>10}  tegenover"
    for ons, ander, tegenover in (
        ("csv", "copy", "COPY … TO STDOUT (balk: minstens 0,35)"),
        ("xlsx", "xlsx-kaal", "XlsxWriter zelf (balk: minstens 12.000 rijen/s, hoogstens 20 MB)"),
    ):
        metingen = [(_meet(ons, RIJEN), _meet(ander, RIJEN)) for _ in range(RONDES)]
        onze, andere = (RIJEN / median(paar[n][0] for paar in metingen) for n in (0, 1))
        erbij = max(paar[0][1] for paar in metingen)
        yield f"{ons:<44}{onze:>10,.0f}{andere:>10,.0f}{onze / andere:>17.2f}{erbij:>10.1f}  {tegenover}"
    seconden, erbij = _meet("xlsx", 10 * RIJEN)
    yield f"{'xlsx, tien keer zoveel rijen':<44}{10 * RIJEN / seconden:>10,.0f}{'':>27}{erbij:>10.1f}"


def _meet(hoe: str, rijen: int) -> tuple[float, float]:
    """Seconds, and megabytes on top of what the process was before it began."""
    opdracht = [sys.executable, "-m", "config.uitvoerproef", hoe, str(rijen)]
    klaar = subprocess.run(opdracht, cwd=omgeving.BASE_DIR, capture_output=True, check=True)  # noqa: S603 - our own
    seconden, erbij = json.loads(klaar.stdout)
    return seconden, erbij


def _rijen(aantal: int) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_SQL, [aantal, aantal])
        yield from cursor


def _csv(uit: IO[bytes], aantal: int) -> None:
    from kern.export import schrijf_csv  # noqa: PLC0415 - settings are only ready now

    with open(uit.fileno(), "w", encoding="utf-8", newline="", closefd=False) as tekst:
        schrijf_csv(tekst, [f"kolom {n}" for n in range(_KOLOMMEN)], _rijen(aantal))


def _copy(uit: IO[bytes], aantal: int) -> None:
    with connection.cursor() as cursor:
        vraag = cursor.mogrify(_SQL, [aantal, aantal]).decode()
        cursor.copy_expert(f"copy ({vraag}) to stdout with csv", uit)


def _xlsx(uit: IO[bytes], aantal: int) -> None:
    from kern.export import Blad, schrijf_xlsx  # noqa: PLC0415 - settings are only ready now

    blad = Blad("Proef", [(f"kolom {n}", 12) for n in range(_KOLOMMEN)], _rijen(aantal))
    schrijf_xlsx(uit, [blad], titel="Proef", gemaakt=timezone.now())


def _xlsx_kaal(uit: IO[bytes], aantal: int) -> None:
    with xlsxwriter.Workbook(uit, {"constant_memory": True}) as boek:
        blad, dag = boek.add_worksheet(), boek.add_format({"num_format": "dd/mm/yyyy"})
        for nummer, rij in enumerate(_rijen(aantal)):
            for kolom, waarde in enumerate(rij):
                if isinstance(waarde, str):
                    blad.write_string(nummer, kolom, waarde)
                elif isinstance(waarde, date):
                    blad.write_datetime(nummer, kolom, waarde, dag)
                elif waarde is not None:
                    blad.write_number(nummer, kolom, waarde)


_HOE: dict[str, Callable[[IO[bytes], int], None]] = {
    "csv": _csv,
    "copy": _copy,
    "xlsx": _xlsx,
    "xlsx-kaal": _xlsx_kaal,
}


def _hoofd(hoe: str, aantal: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    with tempfile.TemporaryFile() as uit, transaction.atomic():
        _HOE[hoe](uit, 10)  # what is loaded once
        uit.seek(0)
        voor, begin = _gebruikt(), time.perf_counter()
        _HOE[hoe](uit, aantal)
        duur = time.perf_counter() - begin
    print(json.dumps([duur, _gebruikt() - voor]))  # noqa: T201 - read by who started this


def _gebruikt() -> float:
    """The most megabytes this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    _hoofd(sys.argv[1], int(sys.argv[2]))
