"""How long things take in a project: to the first step, to work and per phase; who waits; room per target group."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from kern.tijd import Periode
from rapportage import doorlooptijden
from rapportage.doorlooptijden import IN_FASE, TE_LANG, TOT_STAP, TOT_WERK
from rapportage.instap import ruimte
from rapportage.projectcijfers import Vraag, personen_achter
from rapportage.voortgang import hele_looptijd
from tests.factories.partners import AanmeldingFactory
from tests.factories.werkpunten import WerkzoekendeFactory
from tests.rapportage import projectwereld
from trajecten.models import Plandoel, Project, Projectdoelgroep, Stap, Trajectsjabloon, Trajectverloop
from werkpunten.models import Begeleiding, Intake

DAG = date(2026, 4, 20)
FASEN = ["Onthaal", "Verkenning", "Begeleiding", "Doorstroom", "Nazorg"]


@pytest.fixture
def project(rabot):
    project = Project.objects.get(slug="werkpunten")
    project.werkpunten.set([rabot])
    return project


@pytest.fixture
def meld_aan(rabot, consulent, project):
    """Somebody signed up, accepted, and (after so many days) done with a first step."""

    def doe(dag, stap_na=None, **verder):
        moment = datetime(dag.year, dag.month, dag.day, 23, 30, tzinfo=UTC) - timedelta(days=1)
        persoon = WerkzoekendeFactory()
        velden = {"status": "aanvaard", "werkzoekende": persoon, "behandeld_op": moment} | verder
        AanmeldingFactory(werkpunt=rabot, van_buiten="Huisarts", gemaakt_door=consulent, gemaakt_op=moment, **velden)
        if stap_na is not None:
            begeleiding = Begeleiding.objects.create(werkzoekende=persoon, begeleider=consulent, werkpunt=rabot)
            traject = projectwereld.start(persoon, project.sjablonen.get(), begeleiding, dag)
            doel = Plandoel.objects.create(traject=traject, werkzoekende=persoon, tekst="Werken in een keuken")
            gewoon = {"doel": doel, "werkzoekende": persoon, "wat": "Bellen", "tegen": dag}
            Stap.objects.create(**gewoon, status="klaar", klaar_op=dag + timedelta(days=stap_na))
            Stap.objects.create(**gewoon, status="klaar", klaar_op=dag + timedelta(days=stap_na + 30))
            Stap.objects.create(**gewoon)
        return persoon

    return doe


def tel(project, begin, einde, werkpunten=None):
    duren = doorlooptijden.tel(Vraag(project, Periode(begin, einde)), FASEN, werkpunten)
    return {(duur.indicator.code, duur.deel): (duur.aantal, duur.mediaan, duur.binnen) for duur in duren}


def test_days_from_sign_up_to_the_first_step(project, meld_aan, ledeberg):
    """Signed up at half past midnight in Brussels, which is the day before in London; the norm is fourteen days."""
    for stap_na in (3, 14, 15, 40):
        meld_aan(date(2026, 1, 1), stap_na)
    assert tel(project, date(2026, 1, 1), date(2026, 4, 1))[TOT_STAP.code, ""] == (4, 14, 2)
    assert tel(project, date(2026, 1, 1), date(2026, 1, 16))[TOT_STAP.code, ""] == (2, 3, 2)
    assert TOT_STAP.code not in {code for code, _ in tel(project, date(2026, 1, 1), date(2026, 4, 1), [ledeberg])}


def test_who_waits_longer_than_the_norm(project, meld_aan, rabot):
    meld_aan(DAG - timedelta(days=15))
    meld_aan(DAG - timedelta(days=14))
    meld_aan(DAG - timedelta(days=90), 3)
    meld_aan(DAG - timedelta(days=60), status="nieuw", werkzoekende=None, behandeld_op=None)
    meld_aan(DAG - timedelta(days=60), status="geweigerd", werkzoekende=None, antwoord="Woont elders")
    assert len(personen_achter(TE_LANG, hele_looptijd(project, DAG), [rabot])) == 2


TOT_WERK_NAGETELD = """
    select percentile_disc(0.5) within group (order by klaar - begonnen), count(*) from (
        select (select min(u.begin) from trajecten_uitstroom u where u.traject_id = any(array_agg(t.id))
                   or u.id = any(array_agg(t.werk_id))) as klaar,
               min(t.begin) as begonnen
          from trajecten_traject t where t.sjabloon_id in (
              select id from trajecten_trajectsjabloon where project_id = %s)
         group by t.werkzoekende_id) p
     where klaar between %s and %s"""


def test_time_to_work_equals_an_independent_count(rabot, ledeberg, consulent):
    geteld = 0
    for project in projectwereld.vul(rabot, ledeberg, consulent):
        for begin, einde in ((date(2025, 1, 1), date(2026, 1, 1)), (date(2025, 6, 5), date(2026, 3, 1))):
            with connection.cursor() as cursor:
                cursor.execute(TOT_WERK_NAGETELD, [project.pk, begin, einde - timedelta(days=1)])
                mediaan, aantal = cursor.fetchone()
            geteld += aantal
            gevonden = tel(project, begin, einde).get((TOT_WERK.code, ""), (0, None, 0))
            assert gevonden[:2] == (aantal, mediaan)
    assert geteld > 10


def test_days_in_each_phase(project, rabot, consulent):
    """Two weeks of getting to know, a week of planning; what still runs or lies between two runs is none."""
    persoon = WerkzoekendeFactory()
    begeleiding = Begeleiding.objects.create(werkzoekende=persoon, begeleider=consulent, werkpunt=rabot)
    traject = projectwereld.start(persoon, project.sjablonen.get(), begeleiding, date(2026, 1, 1))
    for soort, tekst, dag in (
        ("gestart", "Werkpunten", 1),
        ("begeleider", "Iemand anders", 5),
        ("fase", "Verkenning", 15),
        ("gesloten", "werk", 22),
        ("heropend", "toch verder", 29),
        ("fase", "Nazorg", 30),
    ):
        moment = datetime(2026, 1, dag, 12, tzinfo=UTC)
        velden = {"werkzoekende": persoon, "door": consulent, "moment": moment}
        Trajectverloop.objects.create(traject=traject, soort=soort, tekst=tekst, **velden)
    gevonden = tel(project, date(2026, 1, 1), date(2026, 4, 1))
    assert gevonden == {(IN_FASE.code, "Onthaal"): (1, 14, 1), (IN_FASE.code, "Verkenning"): (1, 7, 1)}


def test_places_and_waiting_per_target_group(project, meld_aan, rabot, consulent):
    """Somebody of two groups stands in both, and once in the total (S4.14)."""
    groepen = [
        Projectdoelgroep.objects.create(project=project, doelgroep=slug, plaatsen=plaatsen)
        for slug, plaatsen in (("eenouder", 10), ("vluchteling", None))
    ]
    with time_machine.travel("2026-04-20 10:00+02:00", tick=False):
        bezig, wacht = meld_aan(date(2026, 2, 1), 3), meld_aan(date(2026, 3, 1))
        for persoon, doelgroepen in ((bezig, ["eenouder", "vluchteling"]), (wacht, ["eenouder"])):
            moment = datetime(2026, 1, 5, tzinfo=UTC)
            Intake.objects.create(werkzoekende=persoon, door=consulent, afgerond=moment, doelgroepen=doelgroepen)
        tabel = ruimte(project, groepen, DAG, [rabot])
    assert tabel is not None
    assert tabel.rijen == [
        ("Alleenstaande ouder", [10, 1, 1, 1, 0]),
        ("Internationale of tijdelijke bescherming", ["", 1, 0, 1, 0]),
        ("Iedereen, één keer geteld", [10, 1, 1, 1, 0]),
    ]
    assert Trajectsjabloon.objects.filter(project=project).count() == 1
