"""The sight that contacts give, for many people at once: the same rule as ``services.geef_inzage_door_contact``."""

from collections.abc import Collection

from django.conf import settings
from django.db import connection

_HERBEREKEN = """
INSERT INTO werkpunten_betrokkenheid AS b
       (werkzoekende_id, werkpunt_id, reden, toelichting, alleen_lezen, van, tot)
SELECT werkzoekende_id, werkpunt_id, 'contact', '', false,
       CASE WHEN %(terugwerkend)s THEN eerste ELSE least(now(), grens) END, grens
  FROM (SELECT werkzoekende_id, werkpunt_id,
               min(dag)::timestamp AT TIME ZONE %(zone)s AS eerste,
               (max(dag) + make_interval(months => %(maanden)s))::timestamp AT TIME ZONE %(zone)s AS grens
          FROM werkpunten_contactmoment
         WHERE werkzoekende_id IS NOT NULL AND (%(iedereen)s OR werkzoekende_id = ANY(%(personen)s))
         GROUP BY werkzoekende_id, werkpunt_id) contacten
 ORDER BY werkzoekende_id, werkpunt_id
ON CONFLICT (werkzoekende_id, werkpunt_id) WHERE reden = 'contact'
DO UPDATE SET tot = greatest(excluded.tot, b.van) WHERE b.tot IS DISTINCT FROM greatest(excluded.tot, b.van)
"""


def herbereken_inzage(personen: Collection[int] | None, *, terugwerkend: bool = False) -> int:
    """Make or renew the involvement by contact of these people (None: everybody) and return how many rows changed.

    Sight starts now, as when a contact is logged; ``terugwerkend``: on the day of the first contact.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _HERBEREKEN,
            {
                "terugwerkend": terugwerkend,
                "zone": settings.TIME_ZONE,
                "maanden": settings.INZAGE_MAANDEN,
                "iedereen": personen is None,
                "personen": list(personen or ()),
            },
        )
        return int(cursor.rowcount)
