"""A queue of who changed, written by triggers on the contacts, and the function that brings ``Maandbereik`` up to it.

Counting in the transaction that saves a visit made the bare INSERT three to seven times as dear; a row in the queue
does not. Every report empties the queue first, one at a time: a person's months are counted again from the first one
on that changed, and the anonymous contacts of a unit and month as a whole. Counting twice does no harm, so what is
saved meanwhile simply stays in the queue. After a bulk load counting everything is quicker than counting each person.
"""

from django.db import migrations

WACHTRIJ = """
CREATE TABLE rapportage_wachtrij (persoon bigint, werkpunt bigint, maand date NOT NULL);

CREATE FUNCTION rapportage_werk_bij(hoogstens int DEFAULT 20000) RETURNS void LANGUAGE plpgsql AS $$
DECLARE personen bigint[]; vanaf date[]; punten bigint[]; maanden date[];
BEGIN
    -- with one view of the data for all its statements, a transaction cannot see what another one just counted
    IF current_setting('transaction_isolation') <> 'read committed' THEN RETURN; END IF;
    IF NOT EXISTS (SELECT FROM rapportage_wachtrij) THEN RETURN; END IF;
    PERFORM pg_advisory_xact_lock(hashtext('rapportage_wachtrij'));
    WITH weg AS (DELETE FROM rapportage_wachtrij RETURNING *),
         wie AS (SELECT persoon, min(maand) AS maand FROM weg WHERE persoon IS NOT NULL GROUP BY 1),
         anoniem AS (SELECT DISTINCT werkpunt, maand FROM weg WHERE persoon IS NULL)
    SELECT (SELECT array_agg(persoon ORDER BY persoon) FROM wie), (SELECT array_agg(maand ORDER BY persoon) FROM wie),
           (SELECT array_agg(werkpunt ORDER BY werkpunt, maand) FROM anoniem),
           (SELECT array_agg(maand ORDER BY werkpunt, maand) FROM anoniem)
      INTO personen, vanaf, punten, maanden;
    IF cardinality(personen) > hoogstens THEN PERFORM rapportage_herbouw_maandbereik(); RETURN; END IF;

    DELETE FROM rapportage_maandbereik b USING unnest(punten, maanden) g(werkpunt, maand)
     WHERE b.persoon IS NULL AND b.werkpunt = g.werkpunt AND b.maand = g.maand;
    INSERT INTO rapportage_maandbereik (werkpunt, maand, rijen)
    SELECT g.werkpunt, g.maand, count(*) FROM unnest(punten, maanden) g(werkpunt, maand)
      JOIN werkpunten_contactmoment c ON c.werkzoekende_id IS NULL AND c.werkpunt_id = g.werkpunt
           AND c.dag >= g.maand AND c.dag < g.maand + interval '1 month'
      JOIN werkpunten_telregel t ON t.soort = c.soort AND t.telt
           AND t.geldig_van <= c.dag AND (t.geldig_tot IS NULL OR t.geldig_tot >= c.dag)
     GROUP BY 1, 2;

    DELETE FROM rapportage_maandbereik b USING unnest(personen, vanaf) g(persoon, maand)
     WHERE b.persoon = g.persoon AND b.maand >= g.maand;
    INSERT INTO rapportage_maandbereik (persoon, werkpunt, maand, rijen, eerste, vorige_werkpunt, vorige_stad)
    SELECT persoon, werkpunt, maand, rijen, eerste, vorige_werkpunt, vorige_stad FROM (
        SELECT *, lag(maand) OVER (PARTITION BY persoon, werkpunt ORDER BY maand) AS vorige_werkpunt,
               lag(maand) OVER (PARTITION BY persoon ORDER BY maand, eerste, werkpunt) AS vorige_stad
          FROM (SELECT c.werkzoekende_id AS persoon, c.werkpunt_id AS werkpunt,
                       date_trunc('month', c.dag)::date AS maand, count(*) AS rijen, min(c.dag) AS eerste, true AS erbij
                  FROM unnest(personen, vanaf) g(persoon, maand)
                  JOIN werkpunten_contactmoment c ON c.werkzoekende_id = g.persoon AND c.dag >= g.maand
                  JOIN werkpunten_telregel t ON t.soort = c.soort AND t.telt
                       AND t.geldig_van <= c.dag AND (t.geldig_tot IS NULL OR t.geldig_tot >= c.dag)
                 GROUP BY 1, 2, 3
                UNION ALL
                SELECT b.persoon, b.werkpunt, b.maand, b.rijen, b.eerste, false
                  FROM unnest(personen, vanaf) g(persoon, maand)
                  JOIN rapportage_maandbereik b ON b.persoon = g.persoon AND b.maand < g.maand) r) x
     WHERE erbij;
END $$;
"""

VERANDERD = """
CREATE FUNCTION rapportage_contacten_in_de_rij() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rapportage_wachtrij (persoon, werkpunt, maand)
    -- as they come: for one visit, finding out what stands in it twice takes half of the trigger's time
    SELECT werkzoekende_id, CASE WHEN werkzoekende_id IS NULL THEN werkpunt_id END, date_trunc('month', dag)::date
      FROM rijen;
    RETURN NULL;
END $$;
CREATE FUNCTION rapportage_contacten_anders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rapportage_wachtrij (persoon, werkpunt, maand)
    SELECT v.wie, CASE WHEN v.wie IS NULL THEN v.waar END, date_trunc('month', min(v.dag))::date
      FROM oud o JOIN nieuw n ON n.id = o.id
           AND (o.werkzoekende_id, o.werkpunt_id, o.dag, o.soort)
               IS DISTINCT FROM (n.werkzoekende_id, n.werkpunt_id, n.dag, n.soort),
           LATERAL (VALUES (o.werkzoekende_id, o.werkpunt_id, o.dag),
                           (n.werkzoekende_id, n.werkpunt_id, n.dag)) v(wie, waar, dag)
     GROUP BY 1, 2, CASE WHEN v.wie IS NULL THEN date_trunc('month', v.dag) END;
    RETURN NULL;
END $$;
CREATE TRIGGER maandbereik_erbij AFTER INSERT ON werkpunten_contactmoment
    REFERENCING NEW TABLE AS rijen FOR EACH STATEMENT EXECUTE FUNCTION rapportage_contacten_in_de_rij();
CREATE TRIGGER maandbereik_weg AFTER DELETE ON werkpunten_contactmoment
    REFERENCING OLD TABLE AS rijen FOR EACH STATEMENT EXECUTE FUNCTION rapportage_contacten_in_de_rij();
CREATE TRIGGER maandbereik_anders AFTER UPDATE ON werkpunten_contactmoment
    REFERENCING OLD TABLE AS oud NEW TABLE AS nieuw
    FOR EACH STATEMENT EXECUTE FUNCTION rapportage_contacten_anders();
"""

HERBOUW = """
CREATE VIEW rapportage_maandbereik_nageteld AS
SELECT persoon, werkpunt, maand, rijen, eerste,
       CASE WHEN persoon IS NOT NULL THEN lag(maand) OVER (PARTITION BY persoon, werkpunt ORDER BY maand) END
           AS vorige_werkpunt,
       CASE WHEN persoon IS NOT NULL THEN lag(maand) OVER (PARTITION BY persoon ORDER BY maand, eerste, werkpunt) END
           AS vorige_stad
  FROM (SELECT c.werkzoekende_id AS persoon, c.werkpunt_id AS werkpunt, date_trunc('month', c.dag)::date AS maand,
               count(*)::int AS rijen, min(c.dag) FILTER (WHERE c.werkzoekende_id IS NOT NULL) AS eerste
          FROM werkpunten_contactmoment c
          JOIN werkpunten_telregel t ON t.soort = c.soort AND t.telt
               AND t.geldig_van <= c.dag AND (t.geldig_tot IS NULL OR t.geldig_tot >= c.dag)
         GROUP BY 1, 2, 3) r;

CREATE FUNCTION rapportage_herbouw_maandbereik() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('rapportage_wachtrij'));
    DELETE FROM rapportage_wachtrij;
    DELETE FROM rapportage_maandbereik;
    INSERT INTO rapportage_maandbereik (persoon, werkpunt, maand, rijen, eerste, vorige_werkpunt, vorige_stad)
    SELECT persoon, werkpunt, maand, rijen, eerste, vorige_werkpunt, vorige_stad
      FROM rapportage_maandbereik_nageteld;
END $$;

CREATE FUNCTION rapportage_telregels_veranderd() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM rapportage_herbouw_maandbereik();
    RETURN NULL;
END $$;
CREATE TRIGGER maandbereik_opnieuw AFTER INSERT OR UPDATE OR DELETE ON werkpunten_telregel
    FOR EACH STATEMENT EXECUTE FUNCTION rapportage_telregels_veranderd();
SELECT rapportage_herbouw_maandbereik();
"""

WEG = """
DROP TRIGGER maandbereik_opnieuw ON werkpunten_telregel;
DROP TRIGGER maandbereik_erbij ON werkpunten_contactmoment;
DROP TRIGGER maandbereik_weg ON werkpunten_contactmoment;
DROP TRIGGER maandbereik_anders ON werkpunten_contactmoment;
DROP FUNCTION rapportage_telregels_veranderd, rapportage_herbouw_maandbereik, rapportage_contacten_anders,
    rapportage_contacten_in_de_rij, rapportage_werk_bij;
DROP VIEW rapportage_maandbereik_nageteld;
DROP TABLE rapportage_wachtrij;
"""


class Migration(migrations.Migration):
    dependencies = [("rapportage", "0002_drempelwaarde")]
    operations = [migrations.RunSQL([WACHTRIJ, VERANDERD, HERBOUW], WEG)]
