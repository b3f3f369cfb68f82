"""Changes to rows that can be taken back, of whatever model: kept as the rows themselves, in the order they were made.

Rows travel as ``to_jsonb`` writes them, so that they come back as they were, ciphertext and arrays too. A column that
was added since gets its default.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2.extras import Json
from psycopg2.sql import SQL, Composed, Identifier

Rij = dict[str, Any]
Stap = dict[str, Any]
WEG, ANDERS, VERHUISD = "weg", "anders", "verhuisd"


def rij_van(model: type[models.Model], pk: int) -> Rij | None:
    """The row as it stands in the table."""
    sql = SQL("SELECT to_jsonb(t) FROM {} t WHERE {} = %s").format(*_tabel(model))
    with connection.cursor() as cursor:
        _doe(cursor, sql, [pk])
        gevonden = cursor.fetchone()
    return None if gevonden is None else json.loads(gevonden[0])


@dataclass
class Dagboek:
    """What was done, step by step; ``neem_terug`` does the opposite in the opposite order."""

    stappen: list[Stap] = field(default_factory=list)

    def verwijder(self, model: type[models.Model], pk: int) -> None:
        """Take a row out of its table. Only this row: the database refuses while another one needs it."""
        rij = rij_van(model, pk)
        with connection.cursor() as cursor:
            _doe(cursor, SQL("DELETE FROM {} WHERE {} = %s").format(*_tabel(model)), [pk])
        self.stappen.append({"wat": WEG, "model": model._meta.label, "rij": rij})

    def wijzig(self, model: type[models.Model], pk: int, **kolommen: Any) -> None:
        """Give these columns of a row another value."""
        toen = rij_van(model, pk) or {}
        model._base_manager.filter(pk=pk).update(**kolommen)
        self.noteer(model, pk, toen)

    def noteer(self, model: type[models.Model], pk: int, toen: Rij, *, behalve: Collection[str] = ()) -> None:
        """Keep what differs now from the row as it was then."""
        nu = rij_van(model, pk) or {}
        anders = {kolom: [toen[kolom], nu[kolom]] for kolom in nu if nu[kolom] != toen[kolom] and kolom not in behalve}
        if anders:
            self.stappen.append({"wat": ANDERS, "model": model._meta.label, "pk": pk, "kolommen": anders})

    def verhuis(self, model: type[models.Model], kolom: str, *, van: int, naar: int) -> int:
        """Give all rows of one person to another one; how many."""
        rijen = verhuis(model, kolom, van=van, naar=naar)
        if rijen:
            stap = {"wat": VERHUISD, "model": model._meta.label, "kolom": kolom, "rijen": rijen}
            self.stappen.append({**stap, "van": van, "naar": naar})
        return len(rijen)


def verhuis(
    model: type[models.Model], kolom: str, *, van: int, naar: int, rijen: Sequence[int] | None = None
) -> list[int]:
    """Give rows (None: all) of one person to another one; which."""
    sql = SQL("UPDATE {tabel} SET {kolom} = %s WHERE {kolom} = %s AND (%s OR {pk} = ANY(%s)) RETURNING {pk}")
    tabel, sleutel = _tabel(model)
    with connection.cursor() as cursor:
        klaar = sql.format(tabel=tabel, kolom=Identifier(kolom), pk=sleutel)
        _doe(cursor, klaar, [naar, van, rijen is None, list(rijen or ())])
        return sorted(rij[0] for rij in cursor.fetchall())


def neem_terug(stap: Mapping[str, Any], model: type[models.Model]) -> bool:
    """Undo one step; what changed since stays as it is. False when something new has taken its place."""
    if stap["wat"] == VERHUISD:
        verhuis(model, stap["kolom"], van=stap["naar"], naar=stap["van"], rijen=stap["rijen"])
        return True
    try:
        with transaction.atomic():
            if stap["wat"] == WEG:
                _schrijf(model, stap["rij"])
            else:
                _herstel(model, stap["pk"], stap["kolommen"])
    except IntegrityError:
        return False
    return True


def _herstel(model: type[models.Model], pk: int, kolommen: Mapping[str, Sequence[Any]]) -> None:
    nu = rij_van(model, pk)
    if nu is None:
        return
    oud = {kolom: toen for kolom, (toen, gezet) in kolommen.items() if kolom in nu and nu[kolom] == gezet}
    if not oud:
        return
    namen = SQL(", ").join(map(Identifier, oud))
    tabel, sleutel = _tabel(model)
    sql = SQL(
        "UPDATE {tabel} SET ({namen}) = (SELECT {namen} FROM jsonb_populate_record(NULL::{tabel}, %s)) WHERE {pk} = %s"
    )
    with connection.cursor() as cursor:
        _doe(cursor, sql.format(tabel=tabel, namen=namen, pk=sleutel), [Json(oud), pk])


def _schrijf(model: type[models.Model], rij: Rij) -> None:
    bekend = {veld.column for veld in model._meta.concrete_fields}
    namen = SQL(", ").join(Identifier(kolom) for kolom in rij if kolom in bekend)
    sql = SQL(
        "INSERT INTO {tabel} ({namen}) OVERRIDING SYSTEM VALUE "
        "SELECT {namen} FROM jsonb_populate_record(NULL::{tabel}, %s)"
    )
    with connection.cursor() as cursor:
        _doe(cursor, sql.format(tabel=_tabel(model)[0], namen=namen), [Json(rij)])


def _tabel(model: type[models.Model]) -> tuple[Identifier, Identifier]:
    return Identifier(model._meta.db_table), Identifier(model._meta.pk.column)


def _doe(cursor: CursorWrapper, sql: Composed, waarden: Sequence[Any]) -> None:
    cursor.execute(sql.as_string(cursor.cursor), waarden)  # as text: the audit trail writes its context before it
