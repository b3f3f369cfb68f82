"""A queue of who changed, written by triggers, and the function that brings ``Maandbereik`` up to it.

Counting in the transaction that saves a visit made the bare INSERT three to seven times as dear; a row in the queue
does not. Every report empties the queue first, one at a time: all months of somebody are counted again, with what they
were on the first day in each, and so are the anonymous contacts of a unit and month. Counting twice does no harm, so
what is saved meanwhile simply stays in the queue. After a bulk load counting everything is quicker than each person.

What somebody was is taken from its declaration. Who changes that adds a migration that makes the view and the
function again and counts everything.
"""

from django.db import migrations

from rapportage.dimensies import DIMENSIE
from rapportage.herzien import HERZIENING
from rapportage.telling import GESCHIEDENIS, KENMERKEN

WIJK = DIMENSIE["wijk"]
KOLOMMEN = ", ".join(
    ["persoon, werkpunt, maand, rijen, eerste, vorige_werkpunt, vorige_stad", *(kenmerk.code for kenmerk in KENMERKEN)]
)


def rijen_van(contacten: str) -> str:
    """The rows for these contacts ``c``: all of some people, and all anonymous ones of some units and months.

    An anonymous contact leaves everything unknown but the wijk it was noted with.
    """
    kenmerken = ", ".join(
        f"CASE WHEN peil.persoon IS NULL THEN peil.waar ELSE {kenmerk.sql} END" if kenmerk is WIJK else kenmerk.sql
        for kenmerk in KENMERKEN
    )
    return f"""
    SELECT peil.persoon, peil.werkpunt, peil.maand, peil.rijen, peil.dag, peil.vorige_werkpunt, peil.vorige_stad,
           {kenmerken}
      FROM (SELECT *,
                   CASE WHEN persoon IS NOT NULL THEN lag(maand) OVER (PARTITION BY persoon, werkpunt ORDER BY maand) END
                       AS vorige_werkpunt,
                   CASE WHEN persoon IS NOT NULL
                        THEN lag(maand) OVER (PARTITION BY persoon ORDER BY maand, dag, werkpunt) END AS vorige_stad
              FROM (SELECT c.werkzoekende_id AS persoon, c.werkpunt_id AS werkpunt,
                           date_trunc('month', c.dag::timestamp)::date AS maand, count(*)::int AS rijen,
                           min(c.dag) FILTER (WHERE c.werkzoekende_id IS NOT NULL) AS dag,
                           CASE WHEN c.werkzoekende_id IS NULL THEN {WIJK.anoniem.replace("f.", "c.")} END AS waar
                      FROM {contacten}
                      JOIN werkpunten_telregel t ON t.soort = c.soort AND t.telt
                           AND t.geldig_van <= c.dag AND (t.geldig_tot IS NULL OR t.geldig_tot >= c.dag)
                     GROUP BY 1, 2, 3, 6) maanden) peil
      LEFT JOIN werkpunten_werkzoekende w ON w.id = peil.persoon
      {" ".join(GESCHIEDENIS.values())}"""  # noqa: S608 - of declarations only


LAAT = "volg, coalesce(persoon, 0), werkpunt, dag, soort, aantal, reden, op"

GERAAKT = """(
    SELECT c.* FROM unnest(personen) g(persoon) JOIN werkpunten_contactmoment c ON c.werkzoekende_id = g.persoon
    UNION ALL
    SELECT c.* FROM unnest(punten, wanneer) g(werkpunt, maand)
      JOIN werkpunten_contactmoment c ON c.werkzoekende_id IS NULL AND c.werkpunt_id = g.werkpunt
           AND c.dag >= g.maand AND c.dag < g.maand + interval '1 month') c"""

WACHTRIJ = f"""
CREATE TABLE rapportage_wachtrij (
    volg bigint GENERATED ALWAYS AS IDENTITY, persoon bigint, werkpunt bigint, dag date, soort text, aantal int,
    reden text, op timestamptz DEFAULT now());

CREATE FUNCTION rapportage_werk_bij(hoogstens int DEFAULT 20000) RETURNS void LANGUAGE plpgsql AS $$
DECLARE personen bigint[]; punten bigint[]; wanneer date[]; grens date := rapportage_grens();
BEGIN
    -- with one view of the data for all its statements, a transaction cannot see what another one just counted
    IF current_setting('transaction_isolation') <> 'read committed' THEN RETURN; END IF;
    IF NOT EXISTS (SELECT FROM rapportage_wachtrij) THEN RETURN; END IF;
    PERFORM pg_advisory_xact_lock(hashtext('rapportage_wachtrij'));
    WITH weg AS (DELETE FROM rapportage_wachtrij RETURNING *),
         laat AS (INSERT INTO rapportage_laat SELECT {LAAT} FROM weg WHERE dag < grens),
         anoniem AS (
             SELECT DISTINCT werkpunt, date_trunc('month', dag::timestamp)::date AS maand FROM weg WHERE persoon IS NULL)
    SELECT (SELECT array_agg(DISTINCT persoon) FROM weg WHERE persoon IS NOT NULL),
           (SELECT array_agg(werkpunt ORDER BY werkpunt, maand) FROM anoniem),
           (SELECT array_agg(maand ORDER BY werkpunt, maand) FROM anoniem)
      INTO personen, punten, wanneer;
    IF cardinality(personen) > hoogstens THEN PERFORM rapportage_herbouw_maandbereik(); RETURN; END IF;

    PERFORM rapportage_onthoud(grens, false);
    DELETE FROM rapportage_maandbereik WHERE persoon = ANY(personen);
    DELETE FROM rapportage_maandbereik b USING unnest(punten, wanneer) g(werkpunt, maand)
     WHERE b.persoon IS NULL AND b.werkpunt = g.werkpunt AND b.maand = g.maand;
    INSERT INTO rapportage_maandbereik ({KOLOMMEN})
    {rijen_van(GERAAKT)};
    PERFORM rapportage_herzie(grens, false);
END $$;
"""  # noqa: S608 - of declarations only

VERANDERD = """
CREATE FUNCTION rapportage_contacten_in_de_rij() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rapportage_wachtrij (persoon, werkpunt, dag, soort, aantal, reden)
    -- as they come: for one visit, finding out what stands in it twice takes half of the trigger's time
    SELECT werkzoekende_id, werkpunt_id, dag, soort, CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END,
           coalesce(nullif(current_setting('werkpunten.reden', true), ''),
                    CASE TG_OP WHEN 'INSERT' THEN 'laat' ELSE 'correctie' END)
      FROM rijen;
    RETURN NULL;
END $$;
CREATE FUNCTION rapportage_contacten_anders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rapportage_wachtrij (persoon, werkpunt, dag, soort, aantal, reden)
    SELECT v.wie, v.waar, v.dag, v.soort, v.aantal,
           coalesce(nullif(current_setting('werkpunten.reden', true), ''),
                    CASE WHEN (o.werkzoekende_id IS NULL) <> (n.werkzoekende_id IS NULL)
                         THEN 'koppeling' ELSE 'correctie' END)
      FROM oud o JOIN nieuw n ON n.id = o.id
           AND (o.werkzoekende_id, o.werkpunt_id, o.dag, o.soort, o.wijk_id)
               IS DISTINCT FROM (n.werkzoekende_id, n.werkpunt_id, n.dag, n.soort, n.wijk_id),
           LATERAL (VALUES (o.werkzoekende_id, o.werkpunt_id, o.dag, o.soort, -1),
                           (n.werkzoekende_id, n.werkpunt_id, n.dag, n.soort, 1)) v(wie, waar, dag, soort, aantal);
    RETURN NULL;
END $$;
CREATE TRIGGER maandbereik_erbij AFTER INSERT ON werkpunten_contactmoment
    REFERENCING NEW TABLE AS rijen FOR EACH STATEMENT EXECUTE FUNCTION rapportage_contacten_in_de_rij();
CREATE TRIGGER maandbereik_weg AFTER DELETE ON werkpunten_contactmoment
    REFERENCING OLD TABLE AS rijen FOR EACH STATEMENT EXECUTE FUNCTION rapportage_contacten_in_de_rij();
CREATE TRIGGER maandbereik_anders AFTER UPDATE ON werkpunten_contactmoment
    REFERENCING OLD TABLE AS oud NEW TABLE AS nieuw
    FOR EACH STATEMENT EXECUTE FUNCTION rapportage_contacten_anders();

CREATE FUNCTION rapportage_persoon_in_de_rij() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rapportage_wachtrij (persoon) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER maandbereik_anders AFTER UPDATE ON werkpunten_werkzoekende FOR EACH ROW
    WHEN ((OLD.geslacht, OLD.opleiding, OLD.contacttaal, OLD.geboortedatum, OLD.geboorte_precisie)
        IS DISTINCT FROM (NEW.geslacht, NEW.opleiding, NEW.contacttaal, NEW.geboortedatum, NEW.geboorte_precisie))
    EXECUTE FUNCTION rapportage_persoon_in_de_rij();

CREATE FUNCTION rapportage_kenmerk_in_de_rij() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rapportage_wachtrij (persoon)
    SELECT DISTINCT wie FROM (VALUES (OLD.werkzoekende_id), (NEW.werkzoekende_id)) v(wie) WHERE wie IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER maandbereik_anders AFTER INSERT OR UPDATE OR DELETE ON werkpunten_adres
    FOR EACH ROW EXECUTE FUNCTION rapportage_kenmerk_in_de_rij();
CREATE TRIGGER maandbereik_anders AFTER INSERT OR UPDATE OR DELETE ON werkpunten_statuut
    FOR EACH ROW EXECUTE FUNCTION rapportage_kenmerk_in_de_rij();
CREATE TRIGGER maandbereik_anders AFTER INSERT OR UPDATE OR DELETE ON werkpunten_intake
    FOR EACH ROW EXECUTE FUNCTION rapportage_kenmerk_in_de_rij();
"""

HERBOUW = f"""
CREATE VIEW rapportage_maandbereik_nageteld ({KOLOMMEN}) AS {rijen_van("werkpunten_contactmoment c")};

CREATE FUNCTION rapportage_herbouw_maandbereik() RETURNS void LANGUAGE plpgsql AS $$
DECLARE grens date := rapportage_grens();
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('rapportage_wachtrij'));
    WITH weg AS (DELETE FROM rapportage_wachtrij RETURNING *)
    INSERT INTO rapportage_laat SELECT {LAAT} FROM weg WHERE dag < grens;
    PERFORM rapportage_onthoud(grens, true);
    DELETE FROM rapportage_maandbereik;
    -- in the order of months: a report reads some of them, and whole
    INSERT INTO rapportage_maandbereik ({KOLOMMEN})
    SELECT {KOLOMMEN} FROM rapportage_maandbereik_nageteld ORDER BY maand;
    PERFORM rapportage_herzie(grens, true);
END $$;

CREATE FUNCTION rapportage_telregels_veranderd() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM rapportage_herbouw_maandbereik();
    RETURN NULL;
END $$;
CREATE FUNCTION rapportage_telregels_veranderen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM rapportage_werk_bij();  -- what came before is counted by the rules of before
    RETURN NULL;
END $$;
CREATE TRIGGER maandbereik_eerst BEFORE INSERT OR UPDATE OR DELETE ON werkpunten_telregel
    FOR EACH STATEMENT EXECUTE FUNCTION rapportage_telregels_veranderen();
CREATE TRIGGER maandbereik_opnieuw AFTER INSERT OR UPDATE OR DELETE ON werkpunten_telregel
    FOR EACH STATEMENT EXECUTE FUNCTION rapportage_telregels_veranderd();
SELECT rapportage_herbouw_maandbereik();
"""  # noqa: S608 - of declarations only

WEG = """
DROP TRIGGER maandbereik_opnieuw ON werkpunten_telregel;
DROP TRIGGER maandbereik_eerst ON werkpunten_telregel;
DROP TRIGGER maandbereik_erbij ON werkpunten_contactmoment;
DROP TRIGGER maandbereik_weg ON werkpunten_contactmoment;
DROP TRIGGER maandbereik_anders ON werkpunten_contactmoment;
DROP TRIGGER maandbereik_anders ON werkpunten_werkzoekende;
DROP TRIGGER maandbereik_anders ON werkpunten_adres;
DROP TRIGGER maandbereik_anders ON werkpunten_statuut;
DROP TRIGGER maandbereik_anders ON werkpunten_intake;
DROP FUNCTION rapportage_grens, rapportage_onthoud, rapportage_herzie, rapportage_telregels_veranderen,
    rapportage_telregels_veranderd, rapportage_herbouw_maandbereik, rapportage_contacten_anders,
    rapportage_contacten_in_de_rij, rapportage_persoon_in_de_rij, rapportage_kenmerk_in_de_rij, rapportage_werk_bij;
DROP VIEW rapportage_maandbereik_nageteld;
DROP TABLE rapportage_wachtrij, rapportage_laat, rapportage_oud;
"""


class Migration(migrations.Migration):
    dependencies = [("rapportage", "0002_drempelwaarde")]
    operations = [migrations.RunSQL([HERZIENING, WACHTRIJ, VERANDERD, HERBOUW], WEG)]
