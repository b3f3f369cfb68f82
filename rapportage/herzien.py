"""The SQL that writes ``Herziening``: what a change of contacts did to figures of times that may be frozen.

Only contacts before the end of the last report that was ever asked for (``rapportage_grens``) are looked at. Of who
changed, what ``Maandbereik`` held before (``rapportage_oud``) and the changes in their order (``rapportage_laat``) are
kept for the length of one transaction. From the one to what it holds afterwards the changes of a person are taken one
after the other, those of one reason and day together; what each does to the figures is a row, and the last step is
whatever is left, as only rules of what counts leave something. So the rows always add up to the difference.
"""

HERZIENING = """
CREATE TABLE rapportage_laat (
    volg bigint, persoon bigint, werkpunt bigint, dag date, soort text, aantal int, reden text, op timestamptz);
CREATE TABLE rapportage_oud (persoon bigint, werkpunt bigint, maand date, rijen int);

CREATE FUNCTION rapportage_grens() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT max(begin + CASE soort WHEN 'maand' THEN interval '1 month' WHEN 'kwartaal' THEN interval '3 months'
                                  ELSE interval '1 year' END)::date
      FROM rapportage_rapportopdracht
$$;

CREATE FUNCTION rapportage_onthoud(grens date, alles boolean) RETURNS void LANGUAGE sql AS $$
    INSERT INTO rapportage_oud
    SELECT coalesce(b.persoon, 0), b.werkpunt, b.maand, b.rijen FROM rapportage_maandbereik b
     WHERE b.maand < grens
       AND (alles OR b.persoon IN (SELECT persoon FROM rapportage_laat)
            OR b.persoon IS NULL AND (b.werkpunt, b.maand) IN (
                SELECT werkpunt, date_trunc('month', dag::timestamp)::date FROM rapportage_laat WHERE persoon = 0));
$$;

CREATE FUNCTION rapportage_herzie(grens date, alles boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF grens IS NULL OR NOT (alles OR EXISTS (SELECT FROM rapportage_laat)) THEN RETURN; END IF;

    WITH anders AS (
        SELECT l.persoon, l.werkpunt, date_trunc('month', l.dag::timestamp)::date AS maand, l.aantal, l.reden, l.volg,
               (l.op AT TIME ZONE 'Europe/Brussels')::date AS op
          FROM rapportage_laat l
          JOIN werkpunten_telregel t ON t.soort = l.soort AND t.telt
               AND t.geldig_van <= l.dag AND (t.geldig_tot IS NULL OR t.geldig_tot >= l.dag)
    ), genummerd AS (
        SELECT *, 1 + sum((vorige IS DISTINCT FROM (reden, op))::int) OVER (PARTITION BY persoon ORDER BY volg) AS stap
          FROM (SELECT *, lag((reden, op)) OVER (PARTITION BY persoon ORDER BY volg) AS vorige FROM anders) a
    ), nu AS (
        SELECT coalesce(b.persoon, 0) AS persoon, b.werkpunt, b.maand, b.rijen FROM rapportage_maandbereik b
         WHERE b.maand < grens
           AND (alles OR b.persoon IN (SELECT persoon FROM rapportage_laat)
                OR b.persoon IS NULL AND (b.werkpunt, b.maand) IN (
                    SELECT werkpunt, date_trunc('month', dag::timestamp)::date FROM rapportage_laat WHERE persoon = 0))
    ), stappen AS (
        SELECT persoon, werkpunt, maand, stap, reden, op, sum(aantal) AS n
          FROM genummerd GROUP BY persoon, werkpunt, maand, stap, reden, op
        UNION ALL
        SELECT persoon, werkpunt, maand, 1000000000, 'telregel', (now() AT TIME ZONE 'Europe/Brussels')::date, sum(n)
          FROM (SELECT persoon, werkpunt, maand, rijen AS n FROM nu
                UNION ALL SELECT persoon, werkpunt, maand, -rijen FROM rapportage_oud
                UNION ALL SELECT persoon, werkpunt, maand, -aantal FROM genummerd) rest
         GROUP BY persoon, werkpunt, maand HAVING sum(n) <> 0
    ), verandering AS (
        SELECT niveau, s.persoon, s.maand, s.stap, s.reden, s.op, s.n
          FROM stappen s, LATERAL (VALUES (s.werkpunt), (0)) niveaus(niveau)
    ), momenten AS MATERIALIZED (
        SELECT DISTINCT persoon, stap, reden, op FROM stappen WHERE persoon <> 0
        UNION ALL SELECT DISTINCT persoon, 0, NULL, NULL::date FROM stappen WHERE persoon <> 0
    ), delen AS MATERIALIZED (
        SELECT niveau, persoon, maand, stap, sum(n) AS n FROM (
            SELECT niveau, persoon, maand, stap, n FROM verandering WHERE persoon <> 0
            UNION ALL
            SELECT niveau, o.persoon, o.maand, 0, o.rijen
              FROM rapportage_oud o, LATERAL (VALUES (o.werkpunt), (0)) niveaus(niveau)
             WHERE o.persoon IN (SELECT persoon FROM momenten)) alle
         GROUP BY niveau, persoon, maand, stap
    ), stand AS MATERIALIZED (
        -- somebody's contacts of a month at a level after each step
        SELECT plek.niveau, plek.persoon, plek.maand, m.stap, m.reden, m.op, coalesce(sum(d.n), 0) > 0 AS gezien
          FROM (SELECT DISTINCT niveau, persoon, maand FROM delen) plek
          JOIN momenten m ON m.persoon = plek.persoon
          LEFT JOIN delen d ON (d.niveau, d.persoon, d.maand) = (plek.niveau, plek.persoon, plek.maand)
               AND d.stap <= m.stap
         GROUP BY plek.niveau, plek.persoon, plek.maand, m.stap, m.reden, m.op
    ), tijdvakken(soort, eenheid) AS (
        VALUES ('maand', 'month'), ('kwartaal', 'quarter'), ('jaar', 'year')
    ), bereikt AS (
        SELECT op, reden, niveau, soort, begin,
               gezien::int - coalesce(lag(gezien) OVER (PARTITION BY niveau, persoon, soort, begin ORDER BY stap),
                                      gezien)::int AS n
          FROM (SELECT niveau, persoon, t.soort, date_trunc(t.eenheid, maand::timestamp)::date AS begin, stap, reden,
                       op, bool_or(gezien) AS gezien
                  FROM stand, tijdvakken t GROUP BY niveau, persoon, t.soort, begin, stap, reden, op) per
    ), eerste AS (
        SELECT *, lag(maand) OVER (PARTITION BY niveau, persoon ORDER BY stap) AS vorige
          FROM (SELECT niveau, persoon, stap, reden, op, min(maand) FILTER (WHERE gezien) AS maand
                  FROM stand GROUP BY niveau, persoon, stap, reden, op) per
    ), nieuw AS (
        SELECT e.op, e.reden, e.niveau, t.soort, date_trunc(t.eenheid, v.maand::timestamp)::date AS begin, v.n
          FROM eerste e, tijdvakken t, LATERAL (VALUES (e.maand, 1), (e.vorige, -1)) v(maand, n)
         WHERE e.stap > 0 AND v.maand IS NOT NULL AND e.maand IS DISTINCT FROM e.vorige
    ), figuren AS (
        SELECT op, reden, niveau, t.soort, date_trunc(t.eenheid, maand::timestamp)::date AS begin, n AS contacten,
               CASE WHEN persoon = 0 THEN n ELSE 0 END AS anoniem, 0 AS bereikt, 0 AS nieuw
          FROM verandering, tijdvakken t
        UNION ALL SELECT op, reden, niveau, soort, begin, 0, 0, n, 0 FROM bereikt WHERE n <> 0
        UNION ALL SELECT op, reden, niveau, soort, begin, 0, 0, 0, n FROM nieuw
    )
    INSERT INTO rapportage_herziening (op, reden, werkpunt_id, soort, begin, contacten, anoniem, bereikt, nieuw)
    SELECT op, reden, nullif(niveau, 0), soort, begin, sum(contacten), sum(anoniem), sum(bereikt), sum(nieuw)
      FROM figuren GROUP BY op, reden, niveau, soort, begin
    HAVING sum(contacten) <> 0 OR sum(anoniem) <> 0 OR sum(bereikt) <> 0 OR sum(nieuw) <> 0
     ORDER BY op, begin, soort;

    DELETE FROM rapportage_oud;
    DELETE FROM rapportage_laat;
END $$;
"""
