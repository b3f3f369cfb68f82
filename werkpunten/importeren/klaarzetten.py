"""Puts the rows and people of a file in temporary tables, and finds out which of them are known already."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import starmap

from django.db import connection

from kern.klank import hele_sleutels, naamsleutels
from kern.kopie import Rij as KopieRij
from kern.kopie import binair, kopieer_naar
from kern.namen import sorteervorm, zoekvorm
from kern.velden import versleutel, zoekhash
from werkpunten.importeren.koppelen import Personen, Persoon, andere_naam, melding_andere_naam, naamsleutel
from werkpunten.importeren.rijen import Melding, Rij
from werkpunten.models.zoeken import Geboren

MAANDEN = 12
_TABELLEN = """
DROP TABLE IF EXISTS import_rij, import_vervangen, import_extern, import_persoon, import_contact;
CREATE TEMP TABLE import_rij (
    nummer int, persoon int, werkpunt bigint, soort text, dag date, tijdstip time, wijk bigint, onderwerpen bigint[],
    basis uuid, statuut text, woonwijk bigint, straat text, huisnummer text, postcode text
) ON COMMIT DROP;
CREATE TEMP TABLE import_vervangen (nr int, wortel int) ON COMMIT DROP;
CREATE TEMP TABLE import_extern (nr int, extern_id text) ON COMMIT DROP;
CREATE TEMP TABLE import_persoon (
    nr int, rij int, voornaam text, achternaam text, zoeknaam text, sorteernaam text, klanken text[], hele text[],
    geboortedatum date, dagen date[], andersom date, precisie text, geslacht text, taal text, telefoon text,
    nationaliteit text, opleiding text,
    insz bytea, insz_index bytea, naamsleutel text, pk bigint, nieuw boolean NOT NULL DEFAULT false
) ON COMMIT DROP;
"""
_RIJ = (
    *("nummer", "persoon", "werkpunt", "soort", "dag", "tijdstip", "wijk", "onderwerpen", "basis", "statuut"),
    *("woonwijk", "straat", "huisnummer", "postcode"),
)
_PERSOON_VERPLICHT = (
    *("nr", "rij", "voornaam", "achternaam", "zoeknaam", "sorteernaam", "klanken", "hele", "precisie", "geslacht"),
    *("taal", "telefoon", "nationaliteit", "opleiding", "naamsleutel"),
)
_PERSOON = (*_PERSOON_VERPLICHT, "geboortedatum", "dagen", "andersom", "insz", "insz_index")

# A row that was read before is recognised by its key: the hash of its values, and how manieth of its equals it is.
_CONTACTEN = """
UPDATE import_rij r SET persoon = v.wortel FROM import_vervangen v WHERE v.nr = r.persoon;
CREATE TEMP TABLE import_contact ON COMMIT DROP AS
SELECT r.*, c.id AS bekend, c.werkzoekende_id AS bekende_persoon
  FROM (SELECT *, md5(basis || ':' || row_number() OVER (PARTITION BY basis ORDER BY nummer))::uuid AS sleutel
          FROM import_rij) r
  LEFT JOIN werkpunten_contactmoment c ON c.sleutel = r.sleutel;
CREATE INDEX ON import_contact (persoon);
ANALYZE import_contact;
ANALYZE import_persoon;
"""
# 1 the number of the source, 2 the national number, 3 a contact read before, 4 name and birth date
_HERKEN = """
UPDATE import_persoon p SET pk = gevonden.pk
  FROM (SELECT nr, (array_agg(pk ORDER BY rang, pk))[1] AS pk
          FROM (SELECT e.nr, s.werkzoekende_id AS pk, 1 AS rang
                  FROM import_extern e
                  JOIN werkpunten_externesleutel s ON s.bron = %(bron)s AND s.extern_id = e.extern_id
                 UNION ALL
                SELECT p.nr, w.id, 2 FROM import_persoon p JOIN werkpunten_werkzoekende w USING (insz_index)
                 UNION ALL
                SELECT persoon, bekende_persoon, 3 FROM import_contact
                 WHERE persoon IS NOT NULL AND bekende_persoon IS NOT NULL
                 UNION ALL
                SELECT p.nr, w.id, 4
                  FROM import_persoon p
                  JOIN werkpunten_werkzoekende w
                    ON w.geboortedatum = p.geboortedatum AND w.geboorte_precisie = 'dag' AND p.naamsleutel <> ''
                   AND p.naamsleutel = (
                       SELECT string_agg(woord, ' ' ORDER BY woord COLLATE "C")
                         FROM unnest(string_to_array(w.zoeknaam, ' ')) woord) || ' ' || w.geboortedatum
                   AND (w.insz_index IS NULL OR p.insz_index IS NULL OR w.insz_index = p.insz_index)) wegen
         GROUP BY nr) gevonden
 WHERE gevonden.nr = p.nr
"""
# Only people with something new are made or touched.
_NIEUWE = """
DELETE FROM import_persoon p
 WHERE NOT EXISTS (SELECT FROM import_contact c WHERE c.persoon = p.nr AND c.bekend IS NULL);
UPDATE import_persoon SET nieuw = true, pk = nextval(pg_get_serial_sequence('werkpunten_werkzoekende', 'id'))
 WHERE pk IS NULL;
CREATE INDEX ON import_persoon (nr);
"""


def zet_klaar(rijen: Iterable[Rij], personen: Personen) -> int:
    """Write the rows to a temporary table while they are read; people are collected in ``personen``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('importeer'))")  # one import at a time
        cursor.execute(_TABELLEN)
    verplicht = ("straat", "huisnummer", "postcode")
    return kopieer_naar("import_rij", _RIJ, _rijen(rijen, personen), verplicht=verplicht)


def _rijen(rijen: Iterable[Rij], personen: Personen) -> Iterator[KopieRij]:
    for rij in rijen:
        woon = rij.woonplaats
        yield (
            rij.nummer,
            None if rij.gegevens.anoniem else personen.plaats(rij),
            rij.werkpunt,
            rij.soort,
            rij.dag,
            rij.tijdstip,
            rij.wijk,
            f"{{{','.join(map(str, rij.onderwerpen))}}}",
            uuid.UUID(bytes=rij.sleutel),
            rij.statuut,
            *((woon.wijk, woon.straat, woon.huisnummer, woon.postcode) if woon else (None, "", "", "")),
        )


def herken(personen: Personen, *, bron: str) -> None:
    """Find out which rows were read before and which people are known, and number the new ones."""
    kopieer_naar("import_persoon", _PERSOON, starmap(_persoon, personen), verplicht=_PERSOON_VERPLICHT)
    sleutels = ((nummer, extern_id) for nummer, persoon in personen for extern_id in persoon.extern)
    kopieer_naar("import_extern", ("nr", "extern_id"), sleutels, verplicht=("extern_id",))
    vervangen = ((nummer, personen.wortel(nummer)) for nummer in personen.vervangen)
    kopieer_naar("import_vervangen", ("nr", "wortel"), vervangen, verplicht=("nr",))
    with connection.cursor() as cursor:
        cursor.execute(_CONTACTEN)
        cursor.execute(_HERKEN, {"bron": bron})
        cursor.execute(_NIEUWE)


def anders_genoemd(personen: Personen) -> Iterator[Melding]:
    """People of the file whom the product knows under quite another name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.nr, w.id, p.zoeknaam, w.zoeknaam"
            " FROM import_persoon p JOIN werkpunten_werkzoekende w ON w.id = p.pk"
            " WHERE NOT p.nieuw AND p.zoeknaam <> w.zoeknaam ORDER BY p.nr"
        )
        for nummer, pk, naam, bekend in cursor.fetchall():
            if andere_naam(naam, bekend):
                yield melding_andere_naam(personen.lijst[nummer], f"dossier W{pk:06d}")


def _lijst(sleutels: Iterable[str]) -> str:
    """An array in the spelling of COPY; keys are plain letters."""
    return f"{{{','.join(sleutels)}}}"


def _andersom(dag: date) -> date:
    """With day and month swapped, where that is a day."""
    return dag.replace(month=dag.day, day=dag.month) if dag.day <= MAANDEN else dag


def _persoon(nummer: int, persoon: Persoon) -> KopieRij:
    zoeknaam = zoekvorm(persoon.voornaam, persoon.achternaam)
    geboren = persoon.geboortedatum
    return (
        nummer,
        persoon.rij,
        persoon.voornaam,
        persoon.achternaam,
        zoeknaam,
        sorteervorm(persoon.voornaam, persoon.achternaam),
        _lijst(naamsleutels(persoon.voornaam, persoon.achternaam)),
        _lijst(hele_sleutels(persoon.voornaam, persoon.achternaam)),
        persoon.precisie,
        persoon.geslacht,
        persoon.taal,
        persoon.telefoon,
        persoon.nationaliteit,
        persoon.opleiding,
        naamsleutel(zoeknaam, persoon.geboortedatum, persoon.precisie),
        persoon.geboortedatum,
        _lijst(map(str, Geboren.van(geboren, persoon.precisie).verschrijvingen())) if geboren else None,
        _andersom(geboren) if geboren else None,
        binair(versleutel(persoon.insz)) if persoon.insz else None,
        binair(zoekhash("insz", persoon.insz)) if persoon.insz else None,
    )
