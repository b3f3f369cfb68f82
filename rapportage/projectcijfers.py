"""Figures of projects, each declared once: how many different people were reached, started, and got somewhere.

``sql`` gives the rows a figure is counted from: the number of the question (``nr``), who (``wie``), the day, and the
unit. Of the days in the period that is asked only the first of everybody counts: nobody counts twice in one period,
and the months of a period add up to it. Sign-ups are counted themselves: most come before there is a file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection, models

from kern.tijd import Periode
from rapportage.indicatoren import Indicator, versie_van
from rapportage.models import Maandbereik
from rapportage.tijdvakken import Tijdvak
from trajecten.models import Intensiteit, Maatstaf, Project, Resultaat, Resultaatmeting
from werkpunten.models import Werkpunt

_TRAJECT = """select v.nr, t.werkzoekende_id as wie, {dag} as dag, t.werkpunt_id as werkpunt
      from vraag v
      join trajecten_trajectsjabloon s on s.project_id = v.project
      join trajecten_traject t on t.sjabloon_id = s.id"""
_CONTACT = """select v.nr, c.werkzoekende_id as wie, c.dag, c.werkpunt_id as werkpunt
      from vraag v
      {via}
      join werkpunten_telregel r on r.soort = c.soort and r.telt
       and r.geldig_van <= c.dag and (r.geldig_tot is null or r.geldig_tot >= c.dag)
     where c.werkzoekende_id is not null and c.dag >= v.begin and c.dag < {tot}"""
_EERST_HEEL = "date_trunc('month', v.begin + interval '1 month - 1 day')::date"
"""The first month of which every day is asked."""
_OP_WERKPUNT = f"""select v.nr, b.persoon as wie, b.eerste as dag, b.werkpunt
      from vraag v
      join trajecten_project_werkpunten pw on pw.project_id = v.project
      join rapportage_maandbereik b on b.werkpunt = pw.werkpunt_id
       and b.maand >= {_EERST_HEEL} and b.maand < v.einde
     where b.persoon is not null and (b.vorige_werkpunt is null or b.vorige_werkpunt < {_EERST_HEEL})"""  # noqa: S608 - ours
"""The first month of everybody in each unit: contacts of later ones are not the first. Nor is that of a last month
that is not whole, as its first day says.
"""
_VOOR_HEEL = """join trajecten_project_werkpunten pw on pw.project_id = v.project
      join werkpunten_contactmoment c on c.werkpunt_id = pw.werkpunt_id"""
_IN_TRAJECT = """join trajecten_trajectsjabloon s on s.project_id = v.project
      join trajecten_traject t on t.sjabloon_id = s.id
      join werkpunten_contactmoment c on c.werkzoekende_id = t.werkzoekende_id
       and c.dag >= t.begin and (t.einde is null or c.dag <= t.einde)"""


def _uit(*waarden: models.TextChoices) -> str:
    return ", ".join(f"'{waarde.value}'" for waarde in waarden)


_OPLEIDING = f"{_TRAJECT.format(dag='t.einde')} where t.resultaat = '{Resultaat.OPLEIDING.value}'"
_WERK = f"{_TRAJECT.format(dag='u.begin')} join trajecten_uitstroom u on u.traject_id = t.id or u.id = t.werk_id"


def _houdt_stand(termijn: Resultaatmeting.Termijn) -> str:
    goed = _uit(Resultaatmeting.Antwoord.NOG, Resultaatmeting.Antwoord.ANDERS)
    return f"""{_TRAJECT.format(dag="m.op")} join trajecten_resultaatmeting m on m.traject_id = t.id
     where m.termijn = '{termijn.value}' and m.antwoord in ({goed})
       and t.resultaat in ({_uit(Resultaat.WERK, Resultaat.OPLEIDING)})"""


BEREIKT = Indicator(
    Maatstaf.BEREIKT.value,
    "Bereikt",
    "Verschillende personen met minstens één contact dat telt, op een werkpunt van het project of tijdens een traject "
    "van het project. Wie bereikt is, heeft daarom nog geen traject.",
    " union all ".join(
        [
            _OP_WERKPUNT,
            _CONTACT.format(via=_VOOR_HEEL, tot=f"least(v.einde, {_EERST_HEEL})"),
            _CONTACT.format(via=_IN_TRAJECT, tot="v.einde"),
        ]
    ),
)
GESTART = Indicator(
    Maatstaf.GESTART.value,
    "Traject gestart",
    "Verschillende personen van wie in de periode een traject van het project begon. "
    "Wie er drie begint, telt één keer.",
    _TRAJECT.format(dag="t.begin"),
)
INTENSIEF = Indicator(
    Maatstaf.INTENSIEF.value,
    "Intensief begeleid",
    "Verschillende personen van wie op een dag in de periode een intensief traject van het project liep.",
    f"{_TRAJECT.format(dag='greatest(t.begin, v.begin)')} where t.intensiteit = '{Intensiteit.INTENSIEF.value}'"
    " and (t.einde is null or t.einde >= v.begin)",
)
UITKOMST = Indicator(
    Maatstaf.UITKOMST.value,
    "Naar werk of opleiding",
    "Verschillende personen die in de periode begonnen te werken, met werk dat bij een traject van het project hoort, "
    "of van wie in de periode een traject van het project sloot met opleiding als resultaat.",
    f"{_WERK} union all {_OPLEIDING}",
)
WERK = Indicator(
    Maatstaf.WERK.value,
    "Waarvan naar werk",
    "Verschillende personen die in de periode begonnen te werken, met werk dat bij een traject van het project hoort. "
    "Ze tellen op hun eerste werkdag, ook als het traject dan nog loopt.",
    _WERK,
)
_STAND = (
    "Verschillende personen van wie een traject van het project sloot met werk of opleiding, en die {na} nog altijd "
    "aan het werk of in opleiding waren, ook elders. Ze tellen op de dag waarop we het navroegen."
)
VIER_WEKEN = Indicator(
    Maatstaf.VIER_WEKEN.value,
    "Na 4 weken nog aan de slag",
    _STAND.format(na="4 weken later"),
    _houdt_stand(Resultaatmeting.Termijn.VIER_WEKEN),
)
ZES_MAANDEN = Indicator(
    Maatstaf.ZES_MAANDEN.value,
    "Na 6 maanden nog aan de slag",
    _STAND.format(na="6 maanden later"),
    _houdt_stand(Resultaatmeting.Termijn.ZES_MAANDEN),
)
AANGEMELD = Indicator(
    Maatstaf.AANGEMELD.value,
    "Aangemeld",
    "Aanmeldingen op een werkpunt van het project, van partners en andere organisaties. Apart geteld: een aanmelding "
    "is nog geen begeleiding, en wie twee keer aangemeld is, telt twee keer.",
    """select v.nr, a.id as wie, (a.gemaakt_op at time zone %(zone)s)::date as dag, a.werkpunt_id as werkpunt
      from vraag v
      join trajecten_project_werkpunten pw on pw.project_id = v.project
      join partners_aanmelding a on a.werkpunt_id = pw.werkpunt_id""",
)
_LOOPT = "(t.einde is null or t.einde > v.begin)"
LOPEND = Indicator(
    "lopend",
    "Nu in een traject",
    "Verschillende personen van wie vandaag een traject van het project loopt.",
    f"{_TRAJECT.format(dag='v.begin')} where t.begin <= v.begin and {_LOOPT}",
)
WACHT = Indicator(
    "wacht",
    "Wacht nog",
    "Verschillende personen van wie we een aanmelding aanvaardden, en van wie nog geen traject van het project begon.",
    f"""{AANGEMELD.sql.replace("a.id", "a.werkzoekende_id")}
       and a.status = 'aanvaard' and not exists (
           select from trajecten_traject t join trajecten_trajectsjabloon s on s.id = t.sjabloon_id
            where s.project_id = v.project and t.werkzoekende_id = a.werkzoekende_id)""",
)
PROJECTCIJFERS = (AANGEMELD, BEREIKT, GESTART, INTENSIEF, UITKOMST, WERK, VIER_WEKEN, ZES_MAANDEN)
DEFINITIES_VERSIE = versie_van(PROJECTCIJFERS)
CIJFER = {indicator.code: indicator for indicator in PROJECTCIJFERS}
VAN_PERSONEN = {code: indicator for code, indicator in CIJFER.items() if indicator is not AANGEMELD}

VRAAG = """with vraag as (
    select * from unnest(%(nrs)s::int[], %(projecten)s::bigint[], %(begin)s::date[], %(einde)s::date[],
                         %(codes)s::text[]) as v(nr, project, begin, einde, codes))"""
_FEIT = "select nr, '{code}' as code, wie, dag, werkpunt from ({sql}) {code}"
_GEVRAAGD = "with vraag as (select * from vraag where '{code}' = any(string_to_array(codes, ' '))) {sql}"
_EERSTE = """, feit as ({feiten}),
eerste as (
    select f.nr, f.code, f.wie, min(f.dag) as dag from feit f join vraag v on v.nr = f.nr
     where f.dag >= v.begin and f.dag < v.einde
       and (%(werkpunten)s::bigint[] is null or f.werkpunt = any(%(werkpunten)s))
     group by f.nr, f.code, f.wie)"""

_WIE = " select wie from eerste"
_PER_MAAND = " select nr, code, date_trunc('month', dag)::date, count(*) from eerste group by 1, 2, 3"


@dataclass(frozen=True)
class Vraag:
    """One project over one period; ``codes``: the figures that are asked."""

    project: Project
    periode: Periode
    codes: tuple[str, ...] = tuple(CIJFER)


@dataclass(frozen=True)
class Telling:
    """Per figure how many came in each month of the period (its first day); a month without any is not there."""

    vraag: Vraag
    per_maand: Mapping[str, Mapping[date, int]]

    def totaal(self, code: str) -> int:
        return sum(self.per_maand[code].values())

    def bij(self, code: str, tijdvak: Tijdvak) -> int:
        """How many came in one month, quarter or year."""
        periode = tijdvak.periode
        return sum(n for maand, n in self.per_maand[code].items() if periode.begin <= maand < periode.einde)


Eenheden = Sequence[Werkpunt] | None
"""Whose trajectories, contacts and sign-ups count; None: of all."""


def parameters(vragen: Sequence[Vraag], werkpunten: Eenheden) -> dict[str, Any]:
    """What the table ``vraag`` of every statement is made of."""
    return {
        "nrs": list(range(len(vragen))),
        "projecten": [vraag.project.pk for vraag in vragen],
        "begin": [vraag.periode.begin for vraag in vragen],
        "einde": [vraag.periode.einde for vraag in vragen],
        "codes": [" ".join(vraag.codes) for vraag in vragen],
        "werkpunten": None if werkpunten is None else [werkpunt.pk for werkpunt in werkpunten],
        "zone": settings.TIME_ZONE,
    }


def rijen(sql: str, vragen: Sequence[Vraag], werkpunten: Eenheden, **verder: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters(vragen, werkpunten) | verder)
        gevonden: list[tuple[Any, ...]] = cursor.fetchall()
        return gevonden


def eerste(indicatoren: Sequence[Indicator], feit: str = "{sql}") -> str:
    """SQL up to ``eerste``: everybody (``wie``) once per question and figure, on the first day."""
    per = ((indicator.code, feit.format(code=indicator.code, sql=indicator.sql)) for indicator in indicatoren)
    feiten = " union all ".join(_FEIT.format(code=code, sql=sql) for code, sql in per)
    return VRAAG + _EERSTE.format(feiten=feiten)


def tel(vragen: Sequence[Vraag], werkpunten: Eenheden = None) -> list[Telling]:
    """Every figure that is asked of every question, in one statement."""
    if not vragen:
        return []
    per: list[dict[str, dict[date, int]]] = [{code: {} for code in vraag.codes} for vraag in vragen]
    if any(BEREIKT.code in vraag.codes for vraag in vragen):
        Maandbereik.objects.werk_bij()
    for nr, code, maand, aantal in rijen(eerste(PROJECTCIJFERS, _GEVRAAGD) + _PER_MAAND, vragen, werkpunten):
        per[nr][code][maand] = aantal
    return [Telling(vraag, cijfers) for vraag, cijfers in zip(vragen, per, strict=True)]


def personen_achter(indicator: Indicator, vraag: Vraag, werkpunten: Eenheden) -> list[int]:
    """Primary keys of the very people that are counted; who may be seen is for the gate to say."""
    if indicator is BEREIKT:
        Maandbereik.objects.werk_bij()
    return [wie for (wie,) in rijen(eerste([indicator]) + _WIE, [vraag], werkpunten)]


def definities() -> Iterator[tuple[str, str]]:
    return ((indicator.naam, indicator.definitie) for indicator in PROJECTCIJFERS)
