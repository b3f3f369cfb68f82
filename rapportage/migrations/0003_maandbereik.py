"""Triggers that keep ``Maandbereik`` equal to the contacts, in the transaction that changes them.

A person's months are counted again from the first month on that changed, under a lock on the person: of two visits
logged at the same moment the second waits and sees the first. Anonymous contacts are added and taken off after it:
whoever ties one to a person and whoever logs both kinds at once lock in the same order.
"""

from django.db import migrations

VERWERK = """
CREATE FUNCTION rapportage_verwerk_contacten(
    tekens int[], wie bigint[], waar bigint[], dagen date[], soorten text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE personen bigint[]; vanaf date[];
BEGIN
    SELECT array_agg(g.persoon), array_agg(g.maand) INTO personen, vanaf
      FROM (SELECT c.persoon, date_trunc('month', min(c.dag))::date AS maand
              FROM unnest(wie, dagen) c(persoon, dag) WHERE c.persoon IS NOT NULL GROUP BY 1) g;
    -- a statement of its own: the next ones see what whoever held the lock has committed
    PERFORM FROM werkpunten_werkzoekende WHERE id = ANY(personen) ORDER BY id FOR NO KEY UPDATE;
    INSERT INTO rapportage_maandbereik AS b (werkpunt, maand, rijen)
    SELECT c.werkpunt, date_trunc('month', c.dag)::date, sum(c.teken)
      FROM unnest(tekens, wie, waar, dagen, soorten) c(teken, persoon, werkpunt, dag, soort)
      JOIN werkpunten_telregel t ON t.soort = c.soort AND t.telt
           AND t.geldig_van <= c.dag AND (t.geldig_tot IS NULL OR t.geldig_tot >= c.dag)
     WHERE c.persoon IS NULL GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (persoon, maand, werkpunt) DO UPDATE SET rijen = b.rijen + excluded.rijen;

    IF personen IS NULL THEN RETURN; END IF;
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
CREATE FUNCTION rapportage_contacten_veranderd() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM rapportage_verwerk_contacten(
            array_agg(1), array_agg(werkzoekende_id), array_agg(werkpunt_id), array_agg(dag), array_agg(soort::text))
          FROM nieuw;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM rapportage_verwerk_contacten(
            array_agg(-1), array_agg(werkzoekende_id), array_agg(werkpunt_id), array_agg(dag), array_agg(soort::text))
          FROM oud;
    ELSE
        PERFORM rapportage_verwerk_contacten(
            array_agg(teken), array_agg(werkzoekende_id), array_agg(werkpunt_id), array_agg(dag),
            array_agg(soort::text))
          FROM (SELECT v.teken, v.werkzoekende_id, v.werkpunt_id, v.dag, v.soort
                  FROM oud o JOIN nieuw n ON n.id = o.id
                       AND (o.werkzoekende_id, o.werkpunt_id, o.dag, o.soort)
                           IS DISTINCT FROM (n.werkzoekende_id, n.werkpunt_id, n.dag, n.soort),
                       LATERAL (VALUES (-1, o.werkzoekende_id, o.werkpunt_id, o.dag, o.soort),
                                       (1, n.werkzoekende_id, n.werkpunt_id, n.dag, n.soort))
                               v(teken, werkzoekende_id, werkpunt_id, dag, soort)) c;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER maandbereik_erbij AFTER INSERT ON werkpunten_contactmoment
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION rapportage_contacten_veranderd();
CREATE TRIGGER maandbereik_weg AFTER DELETE ON werkpunten_contactmoment
    REFERENCING OLD TABLE AS oud FOR EACH STATEMENT EXECUTE FUNCTION rapportage_contacten_veranderd();
CREATE TRIGGER maandbereik_anders AFTER UPDATE ON werkpunten_contactmoment
    REFERENCING OLD TABLE AS oud NEW TABLE AS nieuw
    FOR EACH STATEMENT EXECUTE FUNCTION rapportage_contacten_veranderd();
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
    LOCK TABLE werkpunten_contactmoment IN SHARE ROW EXCLUSIVE MODE;
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
DROP FUNCTION rapportage_telregels_veranderd, rapportage_herbouw_maandbereik, rapportage_contacten_veranderd,
    rapportage_verwerk_contacten;
DROP VIEW rapportage_maandbereik_nageteld;
"""


class Migration(migrations.Migration):
    dependencies = [("rapportage", "0002_drempelwaarde")]
    operations = [migrations.RunSQL([VERWERK, VERANDERD, HERBOUW], WEG)]
