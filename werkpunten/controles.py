"""Rules between people, contacts and who may see them that no constraint of the database can hold."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import connection

from kern.klank import naamsleutels
from kern.namen import sorteervorm, zoekvorm
from kern.opdracht import Controle
from kern.tijd import vandaag
from kern.velden import zoekhash
from werkpunten.models import Werkzoekende

_SQL = {
    "inzage": (
        "een werkpunt ziet wie er langskwam tot zoveel maanden na het laatste contact",
        """
        SELECT 'dossier ' || l.werkzoekende_id || ', werkpunt ' || l.werkpunt_id
          FROM (SELECT werkzoekende_id, werkpunt_id,
                       (max(dag) + make_interval(months => %(maanden)s))::timestamp AT TIME ZONE %(zone)s AS grens
                  FROM werkpunten_contactmoment
                 WHERE werkzoekende_id IS NOT NULL AND soort <> 'poging' GROUP BY werkzoekende_id, werkpunt_id) l
          LEFT JOIN werkpunten_betrokkenheid b
            ON (b.werkzoekende_id, b.werkpunt_id, b.reden) = (l.werkzoekende_id, l.werkpunt_id, 'contact')
         WHERE b.id IS NULL OR b.tot IS DISTINCT FROM greatest(l.grens, b.van)
        """,
    ),
    "inzage-zonder-contact": (
        "zonder contact ziet een werkpunt niemand meer",
        """
        SELECT 'dossier ' || werkzoekende_id || ', werkpunt ' || werkpunt_id
          FROM (SELECT werkzoekende_id, werkpunt_id FROM werkpunten_betrokkenheid
                 WHERE reden = 'contact' AND (tot IS NULL OR tot > statement_timestamp())
                EXCEPT SELECT werkzoekende_id, werkpunt_id FROM werkpunten_contactmoment WHERE soort <> 'poging') z
        """,
    ),
    "laatste-contact": (
        "de bewaarde dag van het laatste contact is die van het laatste contact dat telt",
        """
        SELECT 'dossier ' || w.id
          FROM werkpunten_werkzoekende w
          LEFT JOIN (SELECT c.werkzoekende_id, max(c.dag) AS dag
                       FROM werkpunten_contactmoment c JOIN werkpunten_telregel t
                         ON t.soort = c.soort AND t.telt AND daterange(t.geldig_van, t.geldig_tot, '[]') @> c.dag
                      GROUP BY c.werkzoekende_id) l ON l.werkzoekende_id = w.id
         WHERE w.laatste_contact IS DISTINCT FROM l.dag
        """,
    ),
    "begeleider-ziet": (
        "wie iemand begeleidt, ziet het dossier, en wie stopt niet langer als begeleider",
        """
        SELECT 'dossier ' || coalesce(g.werkzoekende_id, b.werkzoekende_id)
               || ', medewerker ' || coalesce(g.begeleider_id, b.medewerker_id)
          FROM (SELECT * FROM werkpunten_begeleiding WHERE tot IS NULL) g
          FULL JOIN (SELECT * FROM werkpunten_betrokkenheid
                      WHERE reden = 'begeleiding' AND medewerker_id IS NOT NULL
                        AND (tot IS NULL OR tot > statement_timestamp())) b
            ON (b.werkzoekende_id, b.medewerker_id) = (g.werkzoekende_id, g.begeleider_id)
         WHERE g.id IS NULL OR b.id IS NULL
        """,
    ),
    "werkpunt-begeleidt": (
        "een werkpunt waar iemand begeleidt, ziet het dossier, en zonder begeleider niet langer daarom",
        """
        SELECT 'dossier ' || coalesce(g.werkzoekende_id, b.werkzoekende_id)
               || ', werkpunt ' || coalesce(g.werkpunt_id, b.werkpunt_id)
          FROM (SELECT DISTINCT werkzoekende_id, werkpunt_id FROM werkpunten_begeleiding WHERE tot IS NULL) g
          FULL JOIN (SELECT DISTINCT werkzoekende_id, werkpunt_id FROM werkpunten_betrokkenheid
                      WHERE reden = 'begeleiding' AND werkpunt_id IS NOT NULL
                        AND (tot IS NULL OR tot > statement_timestamp())) b
            ON (b.werkzoekende_id, b.werkpunt_id) = (g.werkzoekende_id, g.werkpunt_id)
         WHERE g.werkpunt_id IS NULL OR b.werkpunt_id IS NULL
        """,
    ),
    "waarneming": (
        "wie waarneemt, ziet wie de afwezige collega begeleidt, tot en met de laatste dag",
        """
        WITH afwezig AS (
             SELECT *, (tot + 1)::timestamp AT TIME ZONE %(zone)s AS einde
               FROM werkpunten_afwezigheid WHERE beeindigd_op IS NULL AND tot >= %(vandaag)s),
             begeleid AS (SELECT * FROM werkpunten_begeleiding WHERE tot IS NULL),
             ziet AS (
             SELECT * FROM werkpunten_betrokkenheid WHERE reden = 'waarneming' AND tot > statement_timestamp())
        SELECT 'dossier ' || z.werkzoekende_id || ', afwezigheid ' || z.afwezigheid_id
          FROM ziet z
          LEFT JOIN afwezig a ON (a.id, a.waarnemer_id, a.einde) = (z.afwezigheid_id, z.medewerker_id, z.tot)
          LEFT JOIN begeleid g ON (g.werkzoekende_id, g.begeleider_id) = (z.werkzoekende_id, a.medewerker_id)
         WHERE g.id IS NULL
         UNION
        SELECT 'dossier ' || g.werkzoekende_id || ', afwezigheid ' || a.id
          FROM afwezig a
          JOIN begeleid g ON g.begeleider_id = a.medewerker_id
          JOIN toegang_medewerker w ON w.id = a.waarnemer_id AND w.is_active
          LEFT JOIN ziet z ON (z.afwezigheid_id, z.werkzoekende_id) = (a.id, g.werkzoekende_id)
         WHERE a.iedereen AND a.ingegeven_door_id = a.medewerker_id AND z.id IS NULL
        """,
    ),
    "opening": (
        "een medewerker registreert geen contact van voor de opening van het werkpunt",
        """
        SELECT 'contact ' || c.id FROM werkpunten_contactmoment c JOIN werkpunten_werkpunt w ON w.id = c.werkpunt_id
         WHERE c.dag < w.geopend_op AND c.medewerker_id IS NOT NULL
        """,
    ),
    "toekomst": (
        "geen contact ligt in de toekomst",
        "SELECT 'contact ' || id FROM werkpunten_contactmoment WHERE dag > %(vandaag)s",
    ),
    "telregels": (
        "van elk contact is geweten of de soort toen meetelde voor bereik",
        """
        SELECT c.soort || ' op ' || c.dag
          FROM (SELECT DISTINCT soort, dag FROM werkpunten_contactmoment) c
         WHERE NOT EXISTS (SELECT FROM werkpunten_telregel t
                            WHERE t.soort = c.soort AND daterange(t.geldig_van, t.geldig_tot, '[]') @> c.dag)
        """,
    ),
}


def alle() -> Iterator[tuple[str, Controle]]:
    """The rules of this app by name."""
    for naam, (regel, sql) in _SQL.items():
        yield naam, Controle(regel, _zoeker(sql))
    yield "namen", Controle("wat de naam doet vinden en sorteren, hoort bij de naam", _namen)
    yield "rijksregisternummers", Controle("elk rijksregisternummer is te lezen en te vinden", _nummers)


def _zoeker(sql: str) -> Callable[[], Iterable[str]]:
    def zoek() -> Iterable[str]:
        parameters: dict[str, int | str | date] = {
            "maanden": settings.INZAGE_MAANDEN,
            "zone": settings.TIME_ZONE,
            "vandaag": vandaag(),
        }
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return [geval for (geval,) in cursor.fetchall()]

    return zoek


def _namen() -> Iterator[str]:
    velden = ("pk", "voornaam", "achternaam", "zoeknaam", "sorteernaam", "klanken")
    mensen = Werkzoekende.objects.ongefilterd("controleer").order_by("pk").values_list(*velden)
    for pk, *naam, zoeknaam, sorteernaam, klanken in mensen.iterator(chunk_size=10_000):
        if (zoeknaam, sorteernaam, klanken) != (zoekvorm(*naam), sorteervorm(*naam), naamsleutels(*naam)):
            yield f"dossier {pk}"


def _nummers() -> Iterator[str]:
    """Read one by one: a value that cannot be decrypted must not hide the others."""
    mensen = Werkzoekende.objects.ongefilterd("controleer").exclude(insz_index=None)
    veld = Werkzoekende._meta.get_field("insz")
    with connection.cursor() as cursor:
        cursor.execute(*mensen.order_by("pk").values("pk", "insz", "insz_index").query.sql_with_params())
        for pk, insz, index in cursor:
            try:
                klopt = zoekhash("insz", str(veld.from_db_value(insz, None, connection))) == bytes(index)
            except InvalidToken:
                klopt = False
            if not klopt:
                yield f"dossier {pk}"
