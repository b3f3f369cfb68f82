"""What outreach leads to: from an anonymous contact in the street to somebody who takes part (S3.7).

The one place where these figures are declared: name, definition and query.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import connection

from kern.tijd import Periode
from werkpunten.models import Werkpunt


@dataclass(frozen=True)
class Straatcijfer:
    """``sql`` counts over ``rij``: the contacts of the kind outreach in the period, each with its place."""

    code: str
    naam: str
    definitie: str
    sql: str


CIJFERS = (
    Straatcijfer(
        "contacten",
        "Contacten op straat",
        "Alle contacten van de soort outreach in de periode, ook de anonieme.",
        "count(*)",
    ),
    Straatcijfer(
        "anoniem",
        "Eerst anoniem",
        "Contacten op straat die zonder persoon bewaard werden, of de naam nu later gevonden werd of niet.",
        "count(*) filter (where anoniem)",
    ),
    Straatcijfer(
        "gekoppeld",
        "Later gekoppeld",
        "Contacten die eerst anoniem waren en nu aan een persoon hangen.",
        "count(*) filter (where anoniem and persoon is not null)",
    ),
    Straatcijfer(
        "personen",
        "Personen",
        "Verschillende personen achter de contacten die later gekoppeld werden.",
        "count(distinct persoon) filter (where anoniem)",
    ),
    Straatcijfer(
        "deelnemers",
        "Deelnemers",
        "Van deze personen: wie na dat contact een begeleiding begon, of nog minstens één keer langskwam op een "
        "werkpunt (bezoek, afspraak, groep of zitdag), tot vandaag.",
        "count(distinct persoon) filter (where anoniem and neemt_deel)",
    ),
)
CONVERSIE = (
    "Van straat naar deelname: het aantal deelnemers op honderd contacten die eerst anoniem waren. Wie niemand "
    "koppelde, telt als niet gelukt. Recente contacten kregen nog niet veel tijd."
)

_SQL = """
with rij as (
    select c.werkzoekende_id as persoon, s.vindplaats_id as plaats,
           c.werkzoekende_id is null or c.gekoppeld_op is not null as anoniem,
           exists (select from werkpunten_begeleiding b
                    where b.werkzoekende_id = c.werkzoekende_id and b.van >= c.dag)
           or exists (select from werkpunten_contactmoment l
                       where l.werkzoekende_id = c.werkzoekende_id and l.dag >= c.dag and l.id <> c.id
                         and l.soort in ('bezoek', 'afspraak', 'groep', 'zitdag')) as neemt_deel
      from werkpunten_contactmoment c
      left join werkpunten_straatregistratie s on s.contact_id = c.id
     where c.soort = 'outreach' and c.dag >= %(begin)s and c.dag < %(einde)s and c.werkpunt_id = any(%(werkpunten)s))
select grouping(plaats), p.naam, {cijfers}
  from rij left join werkpunten_vindplaats p on p.id = plaats
 group by grouping sets ((), (plaats, p.naam)) order by 1 desc, p.naam nulls last
"""


@dataclass(frozen=True)
class Regel:
    """The figures of one place, or of all together, by code."""

    naam: str
    cijfers: Mapping[str, int]

    @property
    def conversie(self) -> int | None:
        """Percent, rounded; None without anonymous contacts."""
        anoniem = self.cijfers["anoniem"]
        return round(100 * self.cijfers["deelnemers"] / anoniem) if anoniem else None


def tel(periode: Periode, werkpunten: Collection[Werkpunt]) -> tuple[Regel, list[Regel]]:
    """All together and by place. Somebody met at two places counts at each, and once in all."""
    vraag = _SQL.format(cijfers=", ".join(cijfer.sql for cijfer in CIJFERS))
    punten = [punt.pk for punt in werkpunten]
    with connection.cursor() as cursor:
        cursor.execute(vraag, {"begin": periode.begin, "einde": periode.einde, "werkpunten": punten})
        rijen = cursor.fetchall()
    codes = [cijfer.code for cijfer in CIJFERS]
    regels = [
        (samen, Regel("Samen" if samen else naam or "Geen vindplaats", dict(zip(codes, cijfers, strict=True))))
        for samen, naam, *cijfers in rijen
    ]
    return regels[0][1], [regel for samen, regel in regels if not samen]
