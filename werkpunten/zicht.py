"""What follows from somebody's contacts: the sight they give and the day of the last one.

Whoever writes, moves or removes contacts calls ``herbereken_inzage`` in the same transaction.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from werkpunten.models import Betrokkenheid, Werkzoekende

_VERGRENDEL = """
SELECT count(*)
  FROM (SELECT FROM werkpunten_werkzoekende
         WHERE %(iedereen)s OR id = ANY(%(personen)s) ORDER BY id FOR NO KEY UPDATE) w
"""
_HERBEREKEN = """
INSERT INTO werkpunten_betrokkenheid AS b
       (werkzoekende_id, werkpunt_id, reden, toelichting, alleen_lezen, van, tot)
SELECT werkzoekende_id, werkpunt_id, 'contact', '', false,
       CASE WHEN %(terugwerkend)s THEN eerste ELSE least(%(nu)s, grens) END, grens
  FROM (SELECT werkzoekende_id, werkpunt_id,
               min(dag)::timestamp AT TIME ZONE %(zone)s AS eerste,
               (max(dag) + make_interval(months => %(maanden)s))::timestamp AT TIME ZONE %(zone)s AS grens
          FROM werkpunten_contactmoment
         WHERE werkzoekende_id IS NOT NULL AND soort <> 'poging'
           AND (%(iedereen)s OR werkzoekende_id = ANY(%(personen)s))
         GROUP BY werkzoekende_id, werkpunt_id) contacten
 ORDER BY werkzoekende_id, werkpunt_id
ON CONFLICT (werkzoekende_id, werkpunt_id) WHERE reden = 'contact'
DO UPDATE SET tot = greatest(excluded.tot, b.van) WHERE b.tot IS DISTINCT FROM greatest(excluded.tot, b.van)
"""
_BEEINDIG = """
UPDATE werkpunten_betrokkenheid b SET tot = greatest(%(nu)s, b.van)
 WHERE b.reden = 'contact' AND (b.tot IS NULL OR b.tot > %(nu)s)
   AND (%(iedereen)s OR b.werkzoekende_id = ANY(%(personen)s))
   AND NOT EXISTS (SELECT FROM werkpunten_contactmoment c
                    WHERE (c.werkzoekende_id, c.werkpunt_id) = (b.werkzoekende_id, b.werkpunt_id)
                      AND c.soort <> 'poging')
"""
_LAATSTE_CONTACT = """
UPDATE werkpunten_werkzoekende w SET laatste_contact = l.dag
  FROM werkpunten_werkzoekende oud
 CROSS JOIN LATERAL (
       SELECT max(c.dag) AS dag  -- person by person: after an import the planner knows too little for anything else
         FROM werkpunten_contactmoment c JOIN werkpunten_telregel t
           ON t.soort = c.soort AND t.telt AND daterange(t.geldig_van, t.geldig_tot, '[]') @> c.dag
        WHERE c.werkzoekende_id = oud.id) l
 WHERE w.id = oud.id AND (%s OR oud.id = ANY(%s)) AND w.laatste_contact IS DISTINCT FROM l.dag
"""


def vergrendel(personen: Collection[int] | None) -> int:
    """Keep these people (None: everybody) from others until this transaction ends; always in the same order. How many
    of them there still are: a file may have gone into another one.

    Of the rows that change together, those of people come after the contact, appointment, referral or handover one
    began with, and before everything else.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VERGRENDEL, {"iedereen": personen is None, "personen": list(personen or ())})
        return int(cursor.fetchone()[0])


@transaction.atomic(savepoint=False)
def herbereken_inzage(personen: Collection[int] | None, *, terugwerkend: bool = False) -> int:
    """(Re)compute what follows from the contacts of these people (None: everybody); return how many involvements
    changed.

    A unit sees a person until so many months after the last contact there; an attempt is no contact. Sight starts
    now; ``terugwerkend``: on the day of the first contact. Without contacts it ends now. ``laatste_contact``
    is the last day with a contact that counts (``Telregel``).
    """
    vergrendel(personen)  # a statement of its own: the next ones see what whoever held the lock has committed
    return bereken_inzage(personen, terugwerkend=terugwerkend)


def bereken_inzage(personen: Collection[int] | None, *, terugwerkend: bool = False) -> int:
    """The same, for who has these people locked."""
    gegevens: dict[str, Any] = {
        "terugwerkend": terugwerkend,
        "zone": settings.TIME_ZONE,
        "maanden": settings.INZAGE_MAANDEN,
        "nu": timezone.now(),
        "iedereen": personen is None,
        "personen": list(personen or ()),
    }
    with connection.cursor() as cursor:
        with pgtrigger.ignore(f"{Werkzoekende._meta.label}:update_update"):  # derived, so not in the history
            cursor.execute(_LAATSTE_CONTACT, [gegevens["iedereen"], gegevens["personen"]])
        cursor.execute(_BEEINDIG, gegevens)
        beeindigd = int(cursor.rowcount)
        cursor.execute(_HERBEREKEN, gegevens)
        return beeindigd + int(cursor.rowcount)


@transaction.atomic(savepoint=False)
def zet_inzage(werkzoekende_id: int, *, reden: Betrokkenheid.Reden, tot: datetime | None, **partij: int) -> None:
    """Let ``organisatie_id`` or ``medewerker_id`` read about somebody for this reason until ``tot``; None ends it."""
    nu = timezone.now()
    vergrendel([werkzoekende_id])
    velden: dict[str, Any] = {"werkzoekende_id": werkzoekende_id, "reden": reden, **partij}
    lopend = Betrokkenheid.objects.ongefilterd("inzage van een partner").filter(**velden).geldig()
    if tot is None or tot <= nu:
        lopend.update(tot=nu)
    elif not lopend.update(tot=tot):
        Betrokkenheid.objects.create(**velden, alleen_lezen=True, van=nu, tot=tot)


@transaction.atomic(savepoint=False)
def zet_wijkwerk(werkzoekende_id: int, *, organisatie_id: int, tot: datetime | None) -> None:
    """Who organises somebody's neighbourhood work sees their file until ``tot``; None: for as long as it lasts."""
    vergrendel([werkzoekende_id])
    partij: dict[str, Any] = {"reden": Betrokkenheid.Reden.WIJKWERK, "organisatie_id": organisatie_id}
    velden = {"werkzoekende_id": werkzoekende_id, **partij}
    lopend = Betrokkenheid.objects.ongefilterd("wijk-werken").filter(**velden).geldig()
    if not lopend.update(tot=tot) and tot is None:
        Betrokkenheid.objects.create(**velden)
