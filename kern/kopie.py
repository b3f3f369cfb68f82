"""Many rows into one table by COPY: constraints, triggers and the audit trail stay on, memory stays constant."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

PER_KEER = 100_000
"""Rows per COPY statement: each one is also one row set for the audit trail."""
Rij = Sequence[Any]
Meld = Callable[[int], None]


def _stil(aantal: int) -> None:
    pass


class _Regels:
    """Rows as the text of a CSV file, made while the driver reads it."""

    def __init__(self, rijen: Iterator[Rij]) -> None:
        self.rijen = rijen
        self.aantal = 0

    def read(self, grootte: int) -> str:
        buffer = io.StringIO()
        schrijf = csv.writer(buffer, lineterminator="\n").writerow
        for rij in self.rijen:
            schrijf(rij)
            self.aantal += 1
            if buffer.tell() >= grootte:
                break
        return buffer.getvalue()


def kopieer(model: type[models.Model], velden: Sequence[str], rijen: Iterable[Rij], *, meld: Meld = _stil) -> int:
    """COPY rows of a model (values in the order of ``velden``); see :func:`kopieer_naar`."""
    kolommen: list[Any] = [model._meta.get_field(veld) for veld in velden]
    return kopieer_naar(
        model._meta.db_table,
        [kolom.column for kolom in kolommen],
        rijen,
        verplicht=[kolom.column for kolom in kolommen if not kolom.null],
        meld=meld,
    )


def kopieer_naar(
    tabel: str, kolommen: Sequence[str], rijen: Iterable[Rij], *, verplicht: Sequence[str], meld: Meld = _stil
) -> int:
    """COPY rows and return how many there were. None is NULL, and so is empty text in a column that may be empty.

    Foreign keys are checked after every ``PER_KEER`` rows instead of at commit, else the list of checks to do grows
    with the number of rows. ``rijen`` may not query: the connection is busy. Bytes are given through :func:`binair`.
    ``meld`` hears the number of rows so far.
    """
    namen, nooit_leeg = (", ".join(f'"{kolom}"' for kolom in lijst) for lijst in (kolommen, verplicht))
    opdracht = f'COPY "{tabel}" ({namen}) FROM STDIN (FORMAT csv, FORCE_NOT_NULL ({nooit_leeg}))'
    stroom, totaal = iter(rijen), 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        while True:
            deel = _Regels(islice(stroom, PER_KEER))
            cursor.copy_expert(opdracht, deel, 1 << 18)
            totaal += deel.aantal
            if deel.aantal:
                meld(totaal)
            if deel.aantal < PER_KEER:
                return totaal


def binair(waarde: bytes | None) -> str | None:
    """Bytes in the spelling of COPY."""
    return None if waarde is None else f"\\x{waarde.hex()}"


def reserveer(model: type[models.Model], aantal: int) -> range:
    """Consecutive primary keys. Nobody else can write to the table until the transaction ends: not for daily use."""
    if not aantal:
        return range(0)
    tabel = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'LOCK TABLE "{tabel}" IN SHARE ROW EXCLUSIVE MODE')
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{tabel}"'])
        reeks = cursor.fetchone()[0]
        cursor.execute("SELECT nextval(%s)", [reeks])
        eerste = cursor.fetchone()[0]
        cursor.execute("SELECT setval(%s, %s)", [reeks, eerste + aantal - 1])
    return range(eerste, eerste + aantal)
