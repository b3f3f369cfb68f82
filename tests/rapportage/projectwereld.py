"""A crowded world of projects, and every figure once more in SQL that shares no line with the product."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from django.db import connection

from tests.factories.partners import AanmeldingFactory
from tests.factories.trajecten import UitstroomFactory
from tests.factories.werkpunten import WerkpuntFactory, WerkzoekendeFactory
from toegang.models import Medewerker
from trajecten.models import Project, Resultaatmeting, Traject, Trajectsjabloon, Uitstroom
from werkpunten.models import Begeleiding, Contactmoment, Soort, Werkpunt, Werkzoekende

BEGIN, EINDE = date(2024, 11, 1), date(2026, 4, 30)
RESULTATEN = ("werk", "opleiding", "vdab", "contact_verloren", "gestopt")

NAGETELD = {
    "bereikt": """select count(*) from werkpunten_werkzoekende w where exists (
        select 1 from werkpunten_contactmoment c where c.werkzoekende_id = w.id and c.soort <> 'poging'
           and c.dag between %(van)s and %(tot)s and c.werkpunt_id = any(%(waar)s)
           and (c.werkpunt_id in (select werkpunt_id from trajecten_project_werkpunten where project_id = %(project)s)
                or exists (select 1 from trajecten_traject t, trajecten_trajectsjabloon s where t.sjabloon_id = s.id
                     and s.project_id = %(project)s and t.werkzoekende_id = w.id
                     and c.dag between t.begin and coalesce(t.einde, 'infinity'))))""",
    "aangemeld": """select count(*) from partners_aanmelding a
        where a.werkpunt_id = any(%(waar)s)
          and date(timezone('Europe/Brussels', a.gemaakt_op)) between %(van)s and %(tot)s
          and a.werkpunt_id in (select werkpunt_id from trajecten_project_werkpunten where project_id = %(project)s)
        """,
}
_WIE = """select count(distinct t.werkzoekende_id) from trajecten_traject t where t.werkpunt_id = any(%(waar)s)
    and t.sjabloon_id in (select id from trajecten_trajectsjabloon where project_id = %(project)s) and """
_BEGON = """exists (select 1 from trajecten_uitstroom u
    where (u.traject_id = t.id or u.id = t.werk_id) and u.begin between %(van)s and %(tot)s)"""
_HOUDT = """t.resultaat in ('opleiding', 'werk') and exists (select 1 from trajecten_resultaatmeting m
    where m.traject_id = t.id and m.termijn = '{}' and m.antwoord not in ('', 'nee', 'onbekend')
      and m.op between %(van)s and %(tot)s)"""
NAGETELD |= {
    "traject_gestart": f"{_WIE} t.begin between %(van)s and %(tot)s",
    "intensief_begeleid": f"{_WIE} t.intensiteit = 'intensief' and t.begin <= %(tot)s"
    " and not coalesce(t.einde < %(van)s, false)",
    "naar_werk": f"{_WIE} {_BEGON}",
    "werk_of_opleiding": f"{_WIE} ({_BEGON} or t.resultaat = 'opleiding' and t.einde between %(van)s and %(tot)s)",
    "na_4_weken": f"{_WIE} {_HOUDT.format('4w')}",
    "na_6_maanden": f"{_WIE} {_HOUDT.format('6m')}",
}


def tel_na(project: Project, van: date, tot: date, werkpunten: list[Werkpunt] | None = None) -> dict[str, int]:
    """Every figure of a project, both days included."""
    waar = [punt.pk for punt in (Werkpunt.objects.all() if werkpunten is None else werkpunten)]
    gegevens = {"project": project.pk, "van": van, "tot": tot, "waar": waar}
    uit = {}
    with connection.cursor() as cursor:
        for code, sql in NAGETELD.items():
            cursor.execute(sql, gegevens)
            uit[code] = cursor.fetchone()[0]
    return uit


def vul(rabot: Werkpunt, ledeberg: Werkpunt, door: Medewerker, seed: int = 7, mensen: int = 60) -> list[Project]:
    """People with contacts, sign-ups and trajectories at three units, in projects with one unit, two and none."""
    gok = Random(seed)
    punten = [rabot, ledeberg, WerkpuntFactory(slug="mobiel", naam="Mobiel team", soort="mobiel")]
    projecten = list(Project.objects.order_by("slug"))
    for project, waar in zip(projecten, ([], punten[2:], punten[:2], []), strict=True):
        project.werkpunten.set(waar)
    for persoon in WerkzoekendeFactory.create_batch(mensen):
        contacten(persoon, punten, gok)
        trajecten(persoon, punten, door, gok)
    for _ in range(mensen):
        moment = datetime.combine(dag(gok), time(gok.choice([9, 22, 23]), 30), tzinfo=UTC)
        AanmeldingFactory(werkpunt=gok.choice(punten), van_buiten="Huisarts", gemaakt_door=door, gemaakt_op=moment)
    return projecten


def dag(gok: Random) -> date:
    return BEGIN + timedelta(days=gok.randint(0, (EINDE - BEGIN).days))


def contacten(persoon: Werkzoekende, punten: list[Werkpunt], gok: Random) -> None:
    Contactmoment.objects.bulk_create(
        Contactmoment(werkzoekende=persoon, werkpunt=gok.choice(punten), dag=dag(gok), soort=gok.choice(Soort.values))
        for _ in range(gok.randint(0, 4))
    )


def trajecten(persoon: Werkzoekende, punten: list[Werkpunt], door: Medewerker, gok: Random) -> None:
    """Up to three, one after the other, each of any project; most are closed, some on the day they began."""
    punt = gok.choice(punten)
    begeleiding = Begeleiding.objects.create(werkzoekende=persoon, begeleider=door, werkpunt=punt)
    begin = dag(gok)
    for _ in range(gok.randint(0, 3)):
        einde = begin + timedelta(days=gok.choice([0, 1, 30, 90])) if gok.random() < 0.8 else None
        sjabloon = gok.choice(Trajectsjabloon.objects.all())
        traject = start(persoon, sjabloon, begeleiding, begin, einde, gok.choice(RESULTATEN))
        vraag_na(traject, door, gok)
        if einde is None:
            return
        begin = einde + timedelta(days=gok.randint(1, 60))


def start(
    persoon: Werkzoekende,
    sjabloon: Trajectsjabloon,
    begeleiding: Begeleiding,
    begin: date,
    einde: date | None = None,
    resultaat: str = "werk",
) -> Traject:
    """Straight into the table: also in a project that is over. Work as the result began on the last day."""
    werk = None
    if einde and resultaat == "werk":
        werk = UitstroomFactory(werkzoekende=persoon, begin=einde, door=begeleiding.begeleider)
    traject = Traject.objects.create(
        werkzoekende=persoon,
        sjabloon=sjabloon,
        soort=sjabloon.soort,
        doel=sjabloon.doel,
        intensiteit=sjabloon.intensiteit,
        werkpunt=begeleiding.werkpunt,
        begeleiding=begeleiding,
        trekker=begeleiding.begeleider.organisatie,
        begin=begin,
        einde=einde,
        resultaat=resultaat if einde else "",
        werk=werk,
    )
    if werk is not None and begeleiding.pk % 2:  # the job is of this trajectory, or is only its result
        Uitstroom.objects.ongefilterd("test").filter(pk=werk.pk).update(traject=traject)
    return traject


def vraag_na(traject: Traject, door: Medewerker, gok: Random) -> None:
    """Work that began while it ran, and what was said afterwards; now and then nobody asked yet."""
    if gok.random() < 0.2:
        UitstroomFactory(
            werkzoekende=traject.werkzoekende, traject=traject, begin=traject.begin + timedelta(days=9), door=door
        )
    if traject.einde is None:
        return
    for termijn, dagen in (("4w", 28), ("6m", 182)):
        tegen = traject.einde + timedelta(days=dagen)
        antwoord = gok.choice(["", "nog", *Resultaatmeting.Antwoord.values])
        wanneer = {"op": tegen + timedelta(days=gok.randint(-7, 9)), "door": door} if antwoord else {}
        Resultaatmeting.objects.create(
            traject=traject,
            werkzoekende=traject.werkzoekende,
            termijn=termijn,
            tegen=tegen,
            antwoord=antwoord,
            **wanneer,
        )
