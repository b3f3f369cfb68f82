"""Writes what stands ready in the temporary tables to the real ones, set by set."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, models

from kern.kopie import kopieer
from werkpunten.importeren.tijdlijnen import Periode, tijdlijn
from werkpunten.importeren.verslag import Dubbel
from werkpunten.models import Adres, Statuut
from werkpunten.models.gelijkenis import Kenmerken, meest_gelijkend
from werkpunten.zicht import herbereken_inzage

_PERSONEN = """
INSERT INTO werkpunten_werkzoekende
       (id, uuid, voornaam, achternaam, zoeknaam, sorteernaam, klanken, geboortedatum, geboorte_precisie, geslacht,
        contacttaal, telefoon, nationaliteit, opleiding, beschermd, insz, insz_index, versie, aangemaakt)
SELECT pk, gen_random_uuid(), voornaam, achternaam, zoeknaam, sorteernaam, klanken, geboortedatum, precisie, geslacht,
       coalesce(nullif(taal, ''), 'nl'), telefoon, nationaliteit, opleiding, false, insz, insz_index, 1, now()
  FROM import_persoon WHERE nieuw ORDER BY pk;
"""
# What is known already is never overwritten: only what was empty is filled.
_AANVULLEN = """
UPDATE werkpunten_werkzoekende w
   SET geslacht = coalesce(nullif(w.geslacht, ''), p.geslacht),
       telefoon = coalesce(nullif(w.telefoon, ''), p.telefoon),
       nationaliteit = coalesce(nullif(w.nationaliteit, ''), p.nationaliteit),
       opleiding = coalesce(nullif(w.opleiding, ''), p.opleiding),
       geboorte_precisie = CASE WHEN w.geboortedatum IS NULL THEN p.precisie ELSE w.geboorte_precisie END,
       geboortedatum = coalesce(w.geboortedatum, p.geboortedatum),
       insz = coalesce(w.insz, p.insz),
       insz_index = coalesce(w.insz_index, p.insz_index),
       versie = w.versie + 1
  FROM (SELECT DISTINCT ON (i.pk) i.pk, geslacht, telefoon, nationaliteit, opleiding, precisie, geboortedatum,
               CASE WHEN vrij THEN insz END AS insz, CASE WHEN vrij THEN insz_index END AS insz_index
          FROM import_persoon i,
               LATERAL (SELECT NOT EXISTS (SELECT FROM werkpunten_werkzoekende a WHERE a.insz_index = i.insz_index)
                        AS vrij) nummer
         WHERE NOT nieuw ORDER BY i.pk, i.nr) p
 WHERE w.id = p.pk
   AND ((w.geslacht = '' AND p.geslacht <> '') OR (w.telefoon = '' AND p.telefoon <> '')
        OR (w.nationaliteit = '' AND p.nationaliteit <> '') OR (w.opleiding = '' AND p.opleiding <> '')
        OR (w.geboortedatum IS NULL AND p.geboortedatum IS NOT NULL)
        OR (w.insz IS NULL AND p.insz IS NOT NULL));
"""
_SLEUTELS = """
INSERT INTO werkpunten_externesleutel (werkzoekende_id, bron, extern_id)
SELECT p.pk, %(bron)s, e.extern_id FROM import_extern e JOIN import_persoon p USING (nr)
ON CONFLICT (bron, extern_id) DO NOTHING;
"""
_CONTACTEN = """
INSERT INTO werkpunten_contactmoment
       (sleutel, werkzoekende_id, werkpunt_id, soort, dag, tijdstip, notitie, niveau, leeftijdsgroep, wijk_id, bron,
        aangemaakt)
SELECT c.sleutel, p.pk, c.werkpunt, c.soort, c.dag, c.tijdstip, '', 'gedeeld', '',
       CASE WHEN c.persoon IS NULL THEN c.wijk END, %(bron)s, now()
  FROM import_contact c LEFT JOIN import_persoon p ON p.nr = c.persoon
 WHERE c.bekend IS NULL ORDER BY c.nummer;
INSERT INTO werkpunten_contactonderwerp (contactmoment_id, onderwerp_id)
SELECT k.id, unnest(c.onderwerpen)
  FROM import_contact c JOIN werkpunten_contactmoment k USING (sleutel)
 WHERE c.bekend IS NULL;
"""
# Who has every word of the name, as far as it sounds, and may be born then; or any word of it and that very day.
_LIJKT = """
SELECT p.rij, p.voornaam, p.achternaam, p.geboortedatum, p.precisie,
       w.voornaam, w.achternaam, w.geboortedatum, w.geboorte_precisie, w.id, ander.rij
  FROM import_persoon p
 CROSS JOIN LATERAL (
       (SELECT * FROM werkpunten_werkzoekende
         WHERE klanken @> p.hele AND cardinality(p.hele) > 0
           AND (geboortedatum IS NULL OR p.geboortedatum IS NULL OR geboortedatum = ANY(p.dagen)
                OR extract(year FROM geboortedatum) = extract(year FROM p.geboortedatum))
         LIMIT %(hoogstens)s)
        UNION
       (SELECT * FROM werkpunten_werkzoekende
         WHERE geboortedatum IN (p.geboortedatum, p.andersom) AND p.naamsleutel <> '' AND klanken && p.klanken
         LIMIT %(hoogstens)s)) w
  LEFT JOIN import_persoon ander ON ander.nieuw AND ander.pk = w.id
 WHERE p.nieuw AND w.id <> p.pk AND (ander.rij IS NULL OR ander.rij < p.rij)
 ORDER BY p.rij, w.id
"""
_ZELFDE_NUMMER = """
SELECT p.rij, w.id FROM import_persoon p JOIN werkpunten_werkzoekende w USING (insz_index)
 WHERE w.id <> p.pk ORDER BY p.rij, w.id
"""
ZELFDE_NUMMER = "zelfde rijksregisternummer, ander nummer van de bron"
VERGELEKEN = 50
"""People per new person and way that are compared one by one."""


def schrijf(*, bron: str) -> None:
    """Make the new people, their contacts and what these say about status, address and who may see them."""
    with connection.cursor() as cursor:
        cursor.execute(_PERSONEN)
        cursor.execute(_AANVULLEN)
        cursor.execute(_SLEUTELS, {"bron": bron})
        cursor.execute(_CONTACTEN, {"bron": bron})
        cursor.execute("SELECT DISTINCT pk FROM import_persoon")
        geraakt = [pk for (pk,) in cursor.fetchall()]
    _werk_bij(Statuut, ("soort",), "statuut", lambda bekend, gezien: bekend == gezien)
    _werk_bij(
        Adres, ("wijk_id", "straat", "huisnummer", "postcode"), "woonwijk, straat, huisnummer, postcode", _zelfde
    )
    herbereken_inzage(geraakt)


def dubbels() -> Iterator[Dubbel]:
    """New people who may be somebody known, or somebody on an earlier row: at most five for each."""
    with connection.cursor() as cursor:
        cursor.execute(_ZELFDE_NUMMER)
        yield from (Dubbel(rij, f"dossier W{pk:06d}", ZELFDE_NUMMER) for rij, pk in cursor.fetchall())
    with connection.chunked_cursor() as cursor:
        cursor.execute(_LIJKT, {"hoogstens": VERGELEKEN})
        for (rij, *wie), groep in groupby(cursor, key=itemgetter(0, 1, 2, 3, 4)):
            kandidaten = (((pk, andere_rij), Kenmerken.van(*hun)) for hun, pk, andere_rij in map(_deel_op, groep))
            for (pk, andere_rij), oordeel in meest_gelijkend(Kenmerken.van(*wie), kandidaten):
                yield Dubbel(rij, f"rij {andere_rij}" if andere_rij else f"dossier W{pk:06d}", oordeel.reden)


def _deel_op(rij: Sequence[Any]) -> tuple[Sequence[Any], int, int | None]:
    return rij[5:9], rij[9], rij[10]


def _zelfde(bekend: tuple[Any, ...], gezien: tuple[Any, ...]) -> bool:
    """An address of which only the wijk is given is the known one when that lies in the same wijk."""
    return bekend == gezien or (bekend[0] == gezien[0] and not any(gezien[1:]))


def _werk_bij(
    model: type[models.Model],
    velden: Sequence[str],
    kolommen: str,
    zelfde: Callable[[tuple[Any, ...], tuple[Any, ...]], bool],
) -> None:
    """Work what the new rows say into a dated history; periods that stay as they were are left alone."""
    bestaand: dict[int, dict[Periode[tuple[Any, ...]], int]] = defaultdict(dict)
    for pk, persoon, van, tot, *waarde in _bestaande(model, velden):
        bestaand[persoon][tuple(waarde), van, tot] = pk
    weg: list[int] = []
    erbij: list[tuple[Any, ...]] = []
    for persoon, gezien in _gezien(kolommen).items():
        oud = bestaand[persoon]
        nieuw = tijdlijn(oud, gezien, zelfde)
        weg += [pk for periode, pk in oud.items() if periode not in nieuw]
        erbij += [(persoon, van, tot, *waarde) for waarde, van, tot in nieuw if (waarde, van, tot) not in oud]
    model._default_manager.ongefilterd("importeer").filter(pk__in=weg).delete()  # type: ignore[attr-defined]
    kopieer(model, ("werkzoekende", "van", "tot", *(veld.removesuffix("_id") for veld in velden)), erbij)


def _bestaande(model: type[models.Model], velden: Sequence[str]) -> list[tuple[Any, ...]]:
    kolommen = ", ".join(f"h.{veld}" for veld in velden)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT h.id, h.werkzoekende_id, h.van, h.tot, {kolommen} FROM {model._meta.db_table} h "  # noqa: S608
            "WHERE h.werkzoekende_id IN (SELECT pk FROM import_persoon WHERE NOT nieuw)"
        )
        return list(cursor.fetchall())


def _gezien(kolommen: str) -> dict[int, list[tuple[date, tuple[Any, ...]]]]:
    """Per person the days on which something else was seen than the time before."""
    eerste = kolommen.split(",")[0]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT pk, dag, {kolommen} FROM (
                SELECT p.pk, c.dag, c.nummer, {kolommen},
                       lag(ROW({kolommen})) OVER (PARTITION BY p.pk ORDER BY c.dag, c.nummer) AS vorige
                  FROM import_contact c JOIN import_persoon p ON p.nr = c.persoon
                 WHERE c.bekend IS NULL AND c.{eerste} IS NOT NULL) rijen
             WHERE vorige IS NULL OR vorige IS DISTINCT FROM ROW({kolommen})
             ORDER BY pk, dag, nummer
            """  # noqa: S608 - columns of this module
        )
        gezien: dict[int, list[tuple[date, tuple[Any, ...]]]] = defaultdict(list)
        for persoon, dag, *waarde in cursor.fetchall():
            gezien[persoon].append((dag, tuple(waarde)))
    return gezien
