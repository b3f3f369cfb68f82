"""How long things take in a project: to the first step, to work, and in each phase; each declared once.

``sql`` gives a row per thing that took a while: the day it was over, how many days it took, and what part it is of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapportage.indicatoren import Indicator
from rapportage.projectcijfers import VRAAG, Eenheden, Vraag, rijen
from rapportage.weergave import Cel, Tabel

_AANMELDING = """from vraag v
      join trajecten_project_werkpunten pw on pw.project_id = v.project
      join partners_aanmelding a on a.werkpunt_id = pw.werkpunt_id
      cross join lateral (select (a.gemaakt_op at time zone %(zone)s)::date as dag) aangemeld"""
_STAP = """(select min(p.klaar_op) as dag from trajecten_stap p
        join trajecten_plandoel d on d.id = p.doel_id
        join trajecten_traject t on t.id = d.traject_id
        join trajecten_trajectsjabloon s on s.id = t.sjabloon_id
       where s.project_id = v.project and t.werkzoekende_id = a.werkzoekende_id
         and p.status = 'klaar' and p.klaar_op >= aangemeld.dag)"""
TOT_STAP = Indicator(
    "tot_stap",
    "Van aanmelding tot eerste stap",
    "Dagen van de aanmelding tot de eerste stap in het plan die klaar is, in een traject van het project.",
    f"""select v.nr, stap.dag, stap.dag - aangemeld.dag as dagen, '' as deel, a.werkpunt_id as werkpunt
      {_AANMELDING} join lateral {_STAP} stap on stap.dag is not null""",
)
TOT_WERK = Indicator(
    "tot_werk",
    "Van start tot werk",
    "Dagen van de start van het eerste traject van het project tot de eerste werkdag.",
    """select w.nr, w.dag, w.dag - w.begin as dagen, '' as deel, w.werkpunt from (
        select v.nr, u.begin as dag, t.werkpunt_id as werkpunt,
               min(t.begin) over (partition by v.nr, t.werkzoekende_id) as begin,
               row_number() over (partition by v.nr, t.werkzoekende_id order by u.begin, u.id) as hoeveelste
          from vraag v
          join trajecten_trajectsjabloon s on s.project_id = v.project
          join trajecten_traject t on t.sjabloon_id = s.id
          left join trajecten_uitstroom u on u.traject_id = t.id or u.id = t.werk_id) w
     where w.dag is not null and w.hoeveelste = 1""",
)
IN_FASE = Indicator(
    "in_fase",
    "In een fase",
    "Dagen van het begin van een fase tot de volgende, of tot het einde van het traject. Enkel fasen die om zijn.",
    """select f.nr, f.tot as dag, f.tot - f.dag as dagen, f.deel, f.werkpunt from (
        select v.nr, x.soort, (x.moment at time zone %(zone)s)::date as dag, t.werkpunt_id as werkpunt,
               case x.soort when 'gestart' then (select naam from trajecten_sjabloonfase
                   where sjabloon_id = s.id order by volgorde limit 1) else x.tekst end as deel,
               lead((x.moment at time zone %(zone)s)::date)
                   over (partition by v.nr, t.id order by x.moment, x.id) as tot
          from vraag v
          join trajecten_trajectsjabloon s on s.project_id = v.project
          join trajecten_traject t on t.sjabloon_id = s.id
          join trajecten_trajectverloop x on x.traject_id = t.id
           and x.soort in ('gestart', 'fase', 'gesloten', 'heropend')) f
     where f.tot is not null and f.deel is not null and f.soort in ('gestart', 'fase')""",
)
TE_LANG = Indicator(
    "te_lang",
    "Wacht langer dan de norm",
    "Aanmeldingen die we niet weigerden, waarop langer dan de norm nog geen stap volgde.",
    f"""select v.nr, a.id as wie, aangemeld.dag, a.werkpunt_id as werkpunt
      {_AANMELDING} join trajecten_project n on n.id = v.project left join lateral {_STAP} stap on true
     where a.status <> 'geweigerd' and stap.dag is null and aangemeld.dag + n.norm_dagen < v.einde - 1""",
)
DUREN = (TOT_STAP, TOT_WERK, IN_FASE)
_DUUR = "select '{code}' as code, nr, dag, dagen, deel, werkpunt from ({sql}) {code}"
_TELLING = """, duur as ({duren})
select d.code, d.deel, count(*), percentile_disc(0.5) within group (order by d.dagen),
       count(*) filter (where d.dagen <= %(norm)s)
  from duur d join vraag v on v.nr = d.nr
 where d.dag >= v.begin and d.dag < v.einde
   and (%(werkpunten)s::bigint[] is null or d.werkpunt = any(%(werkpunten)s))
 group by 1, 2"""


@dataclass(frozen=True)
class Duur:
    """Of how many, the median in days, and how many within the norm of the project; None is hidden."""

    indicator: Indicator
    deel: str
    aantal: int | None
    mediaan: int | None
    binnen: int | None

    def gepubliceerd(self, drempel: int) -> "Duur":
        """Of enough only the median: how many there were would tell who came since the last look."""
        mediaan = self.mediaan if (self.aantal or 0) >= drempel else None
        return Duur(self.indicator, self.deel, None, mediaan, None)

    @property
    def naam(self) -> str:
        return f"Fase: {self.deel}" if self.deel else self.indicator.naam

    def cellen(self) -> list[Cel]:
        """The median first; the norm is for the first step."""
        return [self.mediaan, self.aantal, self.binnen if self.indicator is TOT_STAP else ""]


def tel(vraag: Vraag, fasen: Sequence[str], werkpunten: Eenheden = None) -> list[Duur]:
    """What was over in the period; phases in the order of the templates, gone ones last."""
    duren = " union all ".join(_DUUR.format(code=indicator.code, sql=indicator.sql) for indicator in DUREN)
    norm = vraag.project.norm_dagen
    gevonden = {
        (code, deel): (aantal, mediaan, binnen)
        for code, deel, aantal, mediaan, binnen in rijen(
            VRAAG + _TELLING.format(duren=duren), [vraag], werkpunten, norm=norm
        )
    }
    delen = [*fasen, *sorted({deel for code, deel in gevonden if code == IN_FASE.code} - {*fasen})]
    return [
        Duur(indicator, deel, *gevonden[indicator.code, deel])
        for indicator in DUREN
        for deel in (delen if indicator is IN_FASE else [""])
        if (indicator.code, deel) in gevonden
    ]


def tabel(duren: Sequence[Duur], norm: int, *, exact: bool) -> Tabel:
    kop = ["Hoe lang?", "Mediaan (dagen)", *(["Hoeveel", f"Binnen {norm} dagen"] if exact else [])]
    return Tabel("Hoe lang duurt het?", kop, [(duur.naam, duur.cellen()[: len(kop) - 1]) for duur in duren])


def definities() -> Iterator[tuple[str, str]]:
    return ((indicator.naam, indicator.definitie) for indicator in (*DUREN, TE_LANG))
