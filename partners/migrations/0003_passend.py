"""Who fits which vacancy, and why: one definition for the list of a vacancy and for the file of a person.

Asked for one vacancy, PostgreSQL goes from its occupation and those of the same ISCO minor group over the index of
the wishes to the people, and looks up the rest for each of these alone; asked for one person, from the wishes to the
vacancies. Both the condition on the vacancy and that on the person reach the grouped wishes, for it groups by them.
"""

from django.db import migrations

PASSEND = """
CREATE VIEW partners_passend AS
SELECT (wens.vacature_id << 32) | p.id AS id, wens.vacature_id, p.id AS werkzoekende_id,
       wens.keuze, wens.verwant_aan, wens.rang, adres.wijk_id, plek.tegels,
       CASE WHEN cardinality(talen.tekort) > 0 THEN -1 WHEN cardinality(talen.onbekend) > 0 THEN 0 ELSE 1
       END::smallint AS talen,
       talen.goed AS talen_goed, talen.onbekend AS talen_onbekend, talen.tekort AS talen_tekort, taal.spreken,
       past.uren AS uren_past, past.momenten AS momenten_past,
       ((wens.keuze IS NOT NULL)::int + (coalesce(plek.tegels, 9) <= 1)::int + (past.uren = 1)::int
        + (past.momenten = 1)::int + (cardinality(talen.tekort) + cardinality(talen.onbekend) = 0)::int
       )::smallint AS voor,
       ((past.uren = -1)::int + (past.momenten = -1)::int + (cardinality(talen.tekort) > 0)::int)::smallint AS tegen
  FROM (SELECT v.id AS vacature_id, w.werkzoekende_id,
               min(w.volgorde) FILTER (WHERE w.beroep_id = v.beroep_id) AS keuze,
               (array_agg(b.naam ORDER BY w.volgorde))[1] AS verwant_aan,
               coalesce(min(w.volgorde) FILTER (WHERE w.beroep_id = v.beroep_id), 10 + min(w.volgorde)
               )::smallint AS rang
          FROM partners_vacature v
          JOIN partners_beroep gevraagd ON gevraagd.id = v.beroep_id
          JOIN partners_beroep b ON left(b.isco, 3) = left(gevraagd.isco, 3)
          JOIN partners_beroepswens w ON w.beroep_id = b.id
         GROUP BY v.id, w.werkzoekende_id) wens
  JOIN partners_vacature v ON v.id = wens.vacature_id
  JOIN werkpunten_wijk hier ON hier.id = v.wijk_id
  JOIN werkpunten_werkzoekende p ON p.id = wens.werkzoekende_id AND p.contactstatus = ''
  LEFT JOIN partners_beschikbaarheid b ON b.werkzoekende_id = p.id
  LEFT JOIN werkpunten_adres adres ON adres.werkzoekende_id = p.id AND adres.tot IS NULL
  LEFT JOIN werkpunten_wijk thuis ON thuis.id = adres.wijk_id
  LEFT JOIN LATERAL (
       SELECT t.spreken FROM werkpunten_taalniveau t
        WHERE t.werkzoekende_id = p.id AND t.spreken <> '' ORDER BY t.op DESC, t.id DESC LIMIT 1) taal ON true
 CROSS JOIN LATERAL (
       SELECT CASE WHEN thuis.id = hier.id THEN 0
                   ELSE greatest(abs(thuis.tegel_kolom - hier.tegel_kolom), abs(thuis.tegel_rij - hier.tegel_rij))
               END::smallint AS tegels) plek
 CROSS JOIN LATERAL (
       SELECT (CASE WHEN v.uren_van IS NULL AND v.uren_tot IS NULL THEN 1
                    WHEN b.uren_van IS NULL AND b.uren_tot IS NULL THEN 0
                    WHEN coalesce(b.uren_van, 0) <= coalesce(v.uren_tot, 168)
                     AND coalesce(v.uren_van, 0) <= coalesce(b.uren_tot, 168) THEN 1
                    ELSE -1 END)::smallint AS uren,
              (CASE WHEN v.momenten = '{}' THEN 1 WHEN coalesce(b.momenten, '{}') = '{}' THEN 0
                    WHEN v.momenten <@ b.momenten THEN 1 ELSE -1 END)::smallint AS momenten) past
 CROSS JOIN LATERAL (
       SELECT coalesce(array_agg(e.taal || ' ' || e.niveau ORDER BY e.id) FILTER (WHERE s.stand = 1), '{}') AS goed,
              coalesce(array_agg(e.taal || ' ' || e.niveau ORDER BY e.id) FILTER (WHERE s.stand = 0), '{}') AS onbekend,
              coalesce(array_agg(e.taal || ' ' || e.niveau ORDER BY e.id) FILTER (WHERE s.stand = -1), '{}') AS tekort
         FROM partners_taaleis e
        CROSS JOIN LATERAL (
              -- Dutch is measured; of another language we only know whether somebody speaks it
              SELECT CASE WHEN e.taal = p.moedertaal THEN 1
                          WHEN e.taal <> 'nl' THEN (e.taal = p.contacttaal)::int
                          WHEN taal.spreken IS NULL THEN 0
                          WHEN taal.spreken COLLATE "C" >= e.niveau COLLATE "C" THEN 1
                          ELSE -1 END AS stand) s
        WHERE e.vacature_id = v.id) talen
"""


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_beroepen"), ("werkpunten", "0002_lijsten")]
    operations = [migrations.RunSQL(PASSEND, "DROP VIEW partners_passend")]
