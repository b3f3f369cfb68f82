"""Participants of a project as the European Social Fund counts them (ESF 2014–2020 and ESF+, domain.md §3).

Somebody is one participant per project, however many trajectories and breaks: in from the first day of the first one,
out on the last day of the last one, once none is open. What they were at entry stands in the intake, which nothing
changes once it is finished: the last one up to the day of entry, else the first one after it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, models

from kern.tijd import Periode
from rapportage.projectcijfers import Eenheden
from trajecten.models import Project, Resultaat, Resultaatmeting
from werkpunten.models import Intake, Statuut, Werkzoekende
from werkpunten.models.reeksen import Verblijfssoort

WERKLOOS = frozenset(
    {
        Statuut.Soort.WZUA,
        Statuut.Soort.BIT,
        Statuut.Soort.VRIJ,
        Statuut.Soort.LEEFLOON,
        Statuut.Soort.EQUIVALENT,
        Statuut.Soort.GEEN_INKOMEN,
        Statuut.Soort.UITGESLOTEN,
    }
)
INACTIEF = frozenset({Statuut.Soort.STUDENT, Statuut.Soort.RIZIV, Statuut.Soort.INACTIEF})
EUROPEES = frozenset({Verblijfssoort.BELG, Verblijfssoort.EU})
GEWOON = frozenset({Verblijfssoort.ANDER, ""})
"""Of whom the kind of stay says nothing about nationality."""
GRENZEN = (18, 25, 30, 55)
"""Ages at which a band of one of both lists begins."""


@dataclass(frozen=True)
class Deelnemer:
    """One participant, as they were on the day they came in, and what became of them. Empty is not known."""

    wie: int
    instap: date
    uitstap: date | None
    zes_maanden: date | None
    """The day six months after leaving."""
    geslacht: str
    leeftijd: int | None
    statuut: str
    duur: str
    isced: str
    verblijf: str
    ouders: str
    wonen: str
    beperking: str
    zoekt: bool
    leert: bool
    werkt: bool
    werkt_nog: bool

    @property
    def werkloos(self) -> bool:
        return self.statuut in WERKLOOS

    @property
    def inactief(self) -> bool:
        return self.statuut in INACTIEF

    @property
    def werkend(self) -> bool:
        return self.statuut == Statuut.Soort.WERKEND

    @property
    def derde_land(self) -> bool:
        return self.verblijf not in EUROPEES | GEWOON

    @property
    def dakloos(self) -> bool:
        return self.wonen in {Intake.Wonen.DAKLOOS, Intake.Wonen.OPVANG}

    @property
    def oud(self) -> int:
        """The age, of somebody whose record is complete."""
        return self.leeftijd or 0

    @property
    def benadeeld(self) -> bool:
        """Belongs to a group that the fund calls disadvantaged, as far as it is registered."""
        ja = Intake.Antwoord.JA
        return self.beperking == ja or self.ouders == ja or self.derde_land or self.dakloos

    def langdurig(self, maanden: int) -> bool:
        """Out of work for longer than that. Of who never worked nobody knows how long they have looked."""
        return self.werkloos and self.duur in {"6", "12", "24"} and int(self.duur) >= maanden


Toets = tuple[str, Callable[[Deelnemer], bool]]
"""What lacks, in words, and when it does."""
ALTIJD: tuple[Toets, ...] = (
    ("geslacht", lambda d: not d.geslacht),
    ("leeftijd", lambda d: d.leeftijd is None),
    ("statuut", lambda d: not (d.werkloos or d.inactief or d.werkend)),
    ("duur van de werkloosheid", lambda d: d.werkloos and d.duur in {"", Intake.Duur.WERKT}),
    ("opleiding", lambda d: not d.isced),
)
PLUS: tuple[Toets, ...] = (
    ("nationaliteit", lambda d: d.verblijf in GEWOON),
    ("afkomst van de ouders", lambda d: d.ouders not in {Intake.Antwoord.JA, Intake.Antwoord.NEE}),
    ("huisvesting", lambda d: not d.wonen),
)
"""What ESF+ asks besides. Sensitive answers (a disability) nobody has to give: they never make a record incomplete."""


@dataclass(frozen=True)
class Volledigheid:
    """How many records can be reported, and what lacks in the others."""

    deelnemers: Sequence[Deelnemer]
    volledig: Sequence[Deelnemer]
    ontbreekt: Sequence[tuple[str, int]]

    @property
    def zin(self) -> str:
        """``84 van 97 tellen mee; 9 opleiding onbekend, 4 geslacht onbekend``."""
        tellen = "telt" if len(self.deelnemers) == 1 else "tellen"
        redenen = ", ".join(f"{aantal} {wat} onbekend" for wat, aantal in self.ontbreekt)
        return f"{len(self.volledig)} van {len(self.deelnemers)} {tellen} mee" + (f"; {redenen}" if redenen else "")


def ontbreekt(deelnemer: Deelnemer, toetsen: Iterable[Toets]) -> list[str]:
    return [wat for wat, mist in toetsen if mist(deelnemer)]


def volledigheid(deelnemers: Sequence[Deelnemer], toetsen: Sequence[Toets]) -> Volledigheid:
    """What lacks most stands first; somebody can lack several things."""
    per = {deelnemer.wie: ontbreekt(deelnemer, toetsen) for deelnemer in deelnemers}
    redenen = Counter(wat for missend in per.values() for wat in missend)
    return Volledigheid(deelnemers, [d for d in deelnemers if not per[d.wie]], redenen.most_common())


def _lijst(*waarden: models.TextChoices | str) -> str:
    return ", ".join(f"'{waarde}'" for waarde in sorted(str(waarde) for waarde in waarden))


_NOG = _lijst(Resultaatmeting.Antwoord.NOG, Resultaatmeting.Antwoord.ANDERS)
_SQL = f"""
with traject as (
    select t.id, t.werkzoekende_id as wie, t.begin, t.resultaat,
           case when t.einde < %(einde)s then t.einde end as einde
      from trajecten_traject t join trajecten_trajectsjabloon s on s.id = t.sjabloon_id
     where s.project_id = %(project)s and t.begin < %(einde)s
       and (%(werkpunten)s::bigint[] is null or t.werkpunt_id = any(%(werkpunten)s))
), deelname as (
    select wie, min(begin) as instap, case when bool_and(einde is not null) then max(einde) end as uitstap
      from traject group by wie
)
select d.wie, d.instap, d.uitstap, (d.uitstap + interval '6 months')::date,
       w.geslacht, w.geboortedatum, w.geboorte_precisie,
       coalesce(i.statuut, ''), coalesce(i.duur, ''), coalesce(i.isced, ''), coalesce(i.verblijf, ''),
       coalesce(i.ouders_buitenland, ''), coalesce(i.wonen, ''), coalesce(i.arbeidsbeperking, ''),
       d.uitstap is not null and (
           exists (select from werkpunten_statuut z
                    where z.werkzoekende_id = d.wie and z.soort in ({_lijst(*WERKLOOS)})
                      and z.van <= d.uitstap + 28 and (z.tot is null or z.tot >= d.uitstap))
           or exists (select from traject t where t.wie = d.wie and t.resultaat = '{Resultaat.VDAB}'
                         and t.einde = d.uitstap)),
       exists (select from traject t where t.wie = d.wie and t.resultaat = '{Resultaat.OPLEIDING}'
                  and t.einde = d.uitstap),
       exists (select from trajecten_uitstroom u where u.werkzoekende_id = d.wie
                  and u.begin <= d.uitstap + 28 and (u.einde is null or u.einde >= d.uitstap)),
       exists (select from trajecten_resultaatmeting m join traject t on t.id = m.traject_id
                where t.wie = d.wie and t.resultaat = '{Resultaat.WERK}' and m.antwoord in ({_NOG})
                  and m.termijn = '{Resultaatmeting.Termijn.ZES_MAANDEN}')
         or exists (select from trajecten_uitstroom u where u.werkzoekende_id = d.wie
                       and u.begin <= d.uitstap + interval '6 months' and u.einde >= d.uitstap + interval '6 months')
  from deelname d
  join werkpunten_werkzoekende w on w.id = d.wie
  left join lateral (
      select i.*, (i.afgerond at time zone 'Europe/Brussels')::date as dag from werkpunten_intake i
       where i.werkzoekende_id = d.wie and i.afgerond is not null
       order by (i.afgerond at time zone 'Europe/Brussels')::date > d.instap,
                abs((i.afgerond at time zone 'Europe/Brussels')::date - d.instap), i.id limit 1
  ) i on true
 order by d.instap, d.wie"""  # noqa: S608 - ours


def deelnemers(project: Project, tot: date, werkpunten: Eenheden = None) -> list[Deelnemer]:
    """Everybody who came in up to and with this day, the way it stood then; of these units, or of all."""
    gegevens: dict[str, Any] = {
        "project": project.pk,
        "einde": Periode.van_tot(tot, tot).einde,
        "werkpunten": None if werkpunten is None else [werkpunt.pk for werkpunt in werkpunten],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, gegevens)
        return [_deelnemer(*rij) for rij in cursor.fetchall()]


def _deelnemer(
    wie: int, instap: date, uitstap: date | None, later: date | None, geslacht: str, *verder: Any
) -> Deelnemer:
    geboren, precisie, *kenmerken = verder
    return Deelnemer(wie, instap, uitstap, later, geslacht, leeftijd(geboren, precisie, instap), *kenmerken)


def leeftijd(geboren: date | None, precisie: str, dag: date) -> int | None:
    """Whole years; with a month or year only when every day of it gives the same bands, the lowest."""
    if geboren is None:
        return None
    laatst = {
        Werkzoekende.Precisie.JAAR: date(geboren.year, 12, 31),
        Werkzoekende.Precisie.MAAND: date(geboren.year, geboren.month, 28),
    }.get(Werkzoekende.Precisie(precisie), geboren)
    oudst, jongst = (dag.year - dan.year - ((dag.month, dag.day) < (dan.month, dan.day)) for dan in (geboren, laatst))
    zelfde = [oudst >= grens for grens in GRENZEN] == [jongst >= grens for grens in GRENZEN]
    return jongst if zelfde else None
