"""Figures of referrals: the same as counted from the history of each, for whom they are, and when."""

import csv
import datetime
import io
import random
from collections import Counter
from itertools import product

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from kern.tijd import Periode
from partners.models import Doorverwijzing, Status
from partners.services import aanmelden, doorverwijzen
from rapportage import verwijscijfers
from rapportage.tijdvakken import Tijdvak
from rapportage.verwijscijfers import AFGEROND, ALLES, BEANTWOORD, BINNEN, GESTART, MEDIAAN, STANDEN, VERSTUURD
from tests.factories.partners import AanmeldingFactory, PartnerFactory, verwijs_door
from tests.factories.werkpunten import ContactmomentFactory, WerkpuntFactory, WerkzoekendeFactory
from toegang.rollen import Rol
from werkpunten.models import Drempelsoort

K1 = Tijdvak.van_sleutel("2026-K1")
PAD, BESTAND = "/rapporten/doorverwijzingen/", "/rapporten/doorverwijzingen/bestand/"
STAD = {"tijdvak": "2026-K1", "werkpunt": "alle"}
PADEN = (
    (),
    ("aanvaard",),
    ("aanvaard", "gestart"),
    ("aanvaard", "gestart", "afgerond"),
    ("aanvaard", "gestart", "stopgezet"),
    ("geweigerd",),
    ("geen_antwoord",),
    ("ingetrokken",),
    ("aanvaard", "gestart", "ingetrokken"),
)


@pytest.fixture
def stuur(rabot, consulent):
    """Send a referral on a day, and take each step so many days after the one before."""

    def doe(partner, dag, stappen=(), *, na=1, drempel=None, werkpunt=None):
        moment = datetime.datetime.combine(dag, datetime.time(23, 30), timezone.get_default_timezone())
        with time_machine.travel(moment):
            persoon = WerkzoekendeFactory()
            ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
            verwijzing = verwijs_door(persoon, partner=partner, werkpunt=werkpunt or rabot, door=consulent)
        Doorverwijzing.objects.ongefilterd("test").filter(pk=verwijzing.pk).update(drempel=drempel)
        for nummer, naar in enumerate(stappen, start=1):
            with time_machine.travel(moment + datetime.timedelta(days=na * nummer)):
                doorverwijzen.zet(verwijzing, naar, door=consulent, tekst="zo liep het")
        return verwijzing

    return doe


@pytest.fixture
def druk(stuur, rabot, db):
    """Half a year of referrals to three partners, against two barriers or none, from two units."""
    kans, ledeberg = random.Random(7), WerkpuntFactory(slug="ledeberg")
    partners = [PartnerFactory(organisatie__naam=naam) for naam in ("vzw B", "vzw A", "Partner C")]
    drempels = [None, *Drempelsoort.objects.order_by("pk")[:2]]
    for nummer, stappen in enumerate(PADEN * 4):
        dag = datetime.date(2025, 12, 1) + datetime.timedelta(days=kans.randrange(150))
        stuur(
            kans.choice(partners),
            dag,
            stappen,
            na=kans.randrange(1, 12),
            drempel=kans.choice(drempels),
            werkpunt=ledeberg if nummer % 3 == 0 else rabot,
        )
    return ledeberg


SQL = """
with eerste as (
    select doorverwijzing_id as id, naar, min(moment at time zone 'Europe/Brussels')::date as dag
      from partners_verloop where soort = 'stap' group by 1, 2
), rijen as (
    select d.id, o.naam as partner, coalesce(s.naam, 'geen drempel genoemd') as drempel,
           (select naar from partners_verloop v
             where v.doorverwijzing_id = d.id and v.soort = 'stap'
               and (v.moment at time zone 'Europe/Brussels')::date <= %s
             order by v.moment desc, v.id desc limit 1) as status,
           (select dag from eerste where id = d.id and naar = 'gestart') as gestart,
           (select dag from eerste where id = d.id and naar = 'verstuurd') as verstuurd,
           (select dag from eerste where id = d.id and naar in ('aanvaard', 'geweigerd')) as antwoord,
           (select dag from eerste where id = d.id and naar = 'afgerond') as afgerond
      from partners_doorverwijzing d
      join toegang_organisatie o on o.id = d.organisatie_id
      left join werkpunten_drempelsoort s on s.id = d.drempel_id
      join werkpunten_werkpunt w on w.id = d.werkpunt_id
     where w.slug = any(%s)
)
select partner, drempel, status, verstuurd between %s and %s, antwoord between %s and %s, antwoord - verstuurd,
       gestart between %s and %s, afgerond between %s and %s from rijen"""


def nageteld(van, tot, werkpunten, per):
    """The figures from the history of each referral, added up by hand; the median as its definition says."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [tot, werkpunten, *[van, tot] * 4])
        rijen = cursor.fetchall()
    cijfers, dagen = Counter(), {}
    for partner, drempel, status, verstuurd, antwoord, wachten, gestart, afgerond in rijen:
        for deel in (ALLES, {"partner": partner, "drempel": drempel}[per]):
            telt = {
                VERSTUURD.code: verstuurd,
                f"stand_{status}": verstuurd,
                BEANTWOORD.code: antwoord,
                BINNEN.code: antwoord and wachten <= 7,
                GESTART.code: gestart,
                AFGEROND.code: afgerond,
            }
            cijfers.update((code, deel) for code, ja in telt.items() if ja)
            if antwoord:
                dagen.setdefault(deel, []).append(wachten)
    return cijfers, {deel: sorted(alle)[(len(alle) - 1) // 2] for deel, alle in dagen.items()}


def test_every_figure_equals_what_the_history_says(druk, rabot):
    eenheden = ((None, ["rabot", "ledeberg"]), (rabot, ["rabot"]), (druk, ["ledeberg"]))
    for sleutel, (werkpunt, slugs) in product(("2026-K1", "2026-02", "2026"), eenheden):
        periode = Tijdvak.van_sleutel(sleutel).periode
        tellingen = verwijscijfers.tel(periode, werkpunt)
        for per in ("partner", "drempel"):
            waarden = tellingen[per].waarden
            cijfers, mediaan = nageteld(periode.begin, periode.tot, slugs, per)
            assert {cel: waarde for cel, waarde in waarden.items() if waarde and cel[0] != MEDIAAN.code} == cijfers
            dagen = {deel: w for (code, deel), w in waarden.items() if code == MEDIAAN.code and w is not None}
            assert dagen == mediaan


def test_the_states_of_what_was_sent_add_up(druk):
    for code in ("partner", "drempel"):
        telling = verwijscijfers.tel(K1.periode, None)[code]
        for deel in (*telling.delen, ALLES):
            assert sum(telling.rij([i.code for i in STANDEN], deel)) == telling.waarden[VERSTUURD.code, deel]
    assert {i.code for i in STANDEN} == {f"stand_{stand}" for stand in Status} - {"stand_nieuw"}


def test_what_comes_later_changes_no_quarter_that_is_over(als, stuur, manager, consulent, rabot):
    """Answered, started (told late, for a day in the quarter) and handled after it: counted there, not here."""
    partner, dag = PartnerFactory(organisatie__naam="vzw Zee"), datetime.date(2026, 3, 2)
    open_ = [stuur(partner, dag) for _ in range(7)]
    aanvaard = [stuur(partner, dag, ("aanvaard",)) for _ in range(6)]
    moment = datetime.datetime(2026, 2, 3, tzinfo=datetime.UTC)
    nieuw = AanmeldingFactory(van_buiten="Een arts", werkpunt=rabot, gemaakt_door=consulent, gemaakt_op=moment)
    eerst, exact = lees(als(manager), STAD), verwijscijfers.tel(K1.periode, None)
    with time_machine.travel("2026-05-04 12:00+02:00"):
        for verwijzing in open_:
            doorverwijzen.zet(verwijzing, "geweigerd", door=consulent, tekst="geen plaats")
        for verwijzing in aanvaard:
            doorverwijzen.zet(verwijzing, "gestart", door=consulent, op=datetime.date(2026, 3, 20))
        aanmelden.weiger(nieuw, antwoord="woont te ver", door=consulent)
    assert verwijscijfers.tel(K1.periode, None) == exact
    assert lees(als(manager), STAD) == eerst
    codes = ["stand_verstuurd", "stand_aanvaard", "stand_geweigerd", "stand_gestart", GESTART.code]
    assert exact["partner"].rij(codes) == [7, 6, 0, 0, 0]
    assert exact["bron"].rij(["wacht_op_ons", "niet_aanvaard"]) == [1, 0]
    later = verwijscijfers.tel(Tijdvak.van_sleutel("2026-K2").periode, None)["partner"]
    assert later.rij([BEANTWOORD.code, GESTART.code, VERSTUURD.code]) == [7, 6, 0]
    heel = verwijscijfers.tel(Tijdvak.van_sleutel("2026").periode, None)
    assert heel["partner"].rij(codes) == [0, 0, 7, 6, 6]
    assert heel["bron"].rij(["wacht_op_ons", "niet_aanvaard"]) == [0, 1]


def test_the_last_minute_of_a_quarter_belongs_to_it(stuur):
    """Sent at 23:30 of 31 March, which is the day before in London; answered on 7 April."""
    stuur(PartnerFactory(), datetime.date(2026, 3, 31), ("geweigerd",), na=7)
    alle = {
        sleutel: verwijscijfers.tel(Tijdvak.van_sleutel(sleutel).periode, None) for sleutel in ("2026-K1", "2026-K2")
    }
    codes = [VERSTUURD.code, BEANTWOORD.code, BINNEN.code, MEDIAAN.code]
    assert [telling["partner"].rij(codes) for telling in alle.values()] == [[1, 0, 0, None], [0, 1, 1, 7]]


def test_sign_ups_by_who_sends_them_and_what_became_of_them(rabot, consulent):
    partner, moment = PartnerFactory(organisatie__naam="vzw Zee"), datetime.datetime(2026, 2, 3, tzinfo=datetime.UTC)
    gewoon = {"werkpunt": rabot, "gemaakt_door": consulent, "gemaakt_op": moment}
    klaar = {"status": "aanvaard", "behandeld_op": moment, "werkzoekende": WerkzoekendeFactory()}
    for bekend in (True, True, False):
        AanmeldingFactory(organisatie=partner.organisatie, was_bekend=bekend, **gewoon, **klaar)
    AanmeldingFactory(van_buiten="Een school", **gewoon)
    AanmeldingFactory(van_buiten="Een arts", **gewoon, status="geweigerd", behandeld_op=moment, antwoord="te ver")
    AanmeldingFactory(van_buiten="Een arts", **{**gewoon, "gemaakt_op": moment - datetime.timedelta(days=40)})
    telling = verwijscijfers.tel(K1.periode, None)["bron"]
    codes = [indicator.code for indicator in verwijscijfers.AANMELDINGEN]
    assert codes == ["aangemeld", "nieuw_dossier", "al_gekend", "niet_aanvaard", "wacht_op_ons"]
    assert telling.delen == ("vzw Zee", "andere organisaties")
    assert [telling.rij(codes, deel) for deel in (*telling.delen, ALLES)] == [
        [3, 1, 2, 0, 0],
        [2, 0, 0, 1, 1],
        [5, 1, 2, 1, 1],
    ]


def lees(client, vraag):
    antwoord = client.get(BESTAND, vraag)
    assert antwoord.status_code == 200
    _, *rijen = csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";")
    return {(soort, deel, cijfer): waarde for _, _, soort, deel, cijfer, waarde in rijen}


def test_a_coordinator_sees_the_own_unit_exactly_a_manager_the_city_with_small_numbers_hidden(
    als, stuur, coordinator, manager
):
    partner = PartnerFactory(organisatie__naam="vzw Zee")
    for stappen in (("aanvaard",), ("geweigerd",), ()):
        stuur(partner, datetime.date(2026, 2, 2), stappen)
    eigen = {"tijdvak": "2026-02", "werkpunt": "rabot"}
    tekst, van_stad = als(coordinator).get(PAD, eigen).content.decode(), als(manager).get(PAD, STAD).content.decode()
    assert ("vzw Zee" in tekst, "verborgen" in tekst, "verborgen" in van_stad) == (True, False, True)
    exact, publiek = lees(als(coordinator), eigen), lees(als(manager), STAD)
    assert exact["Partner", "vzw Zee", "Verstuurd"] == exact["Partner", "totaal", "Verstuurd"] == "3"
    assert (exact["Partner", "totaal", "Binnen 7 dagen"], exact["Partner", "totaal", "Mediaan (dagen)"]) == ("2", "1")
    assert {publiek["Partner", "totaal", naam] for naam in ("Verstuurd", "Beantwoord", "Aangekomen")} == {
        "verborgen",
        "0",
    }
    assert set(publiek.values()) <= {"verborgen", "0", "–", ""}


@pytest.mark.parametrize(
    ("vraag", "zin"),
    [
        ({**STAD, "werkpunt": "rabot"}, "Van één werkpunt"),
        ({**STAD, "tijdvak": "2026-02"}, "per kwartaal"),
        ({**STAD, "tijdvak": "2026"}, "per kwartaal"),
    ],
)
def test_what_would_give_small_numbers_away_is_not_published(als, stuur, manager, vraag, zin):
    stuur(PartnerFactory(organisatie__naam="vzw Zee"), datetime.date(2026, 2, 2))
    client = als(manager)
    antwoord = client.get(PAD, vraag)
    tekst = antwoord.content.decode()
    assert (antwoord.status_code, zin in tekst, "vzw Zee" in tekst) == (200, True, False)
    assert client.get(BESTAND, vraag).status_code == 404


def test_a_quarter_that_runs_is_not_published_yet(als, manager):
    nu = Tijdvak.van_sleutel("2026-K1").soort.van(timezone.localdate())
    assert "loopt nog" in als(manager).get(PAD, {**STAD, "tijdvak": nu.sleutel}).content.decode()


def test_another_unit_does_not_exist_for_a_coordinator(als, coordinator, ledeberg):
    assert als(coordinator).get(PAD, {"tijdvak": "2026-K1", "werkpunt": "ledeberg"}).status_code == 404
    assert als(coordinator).get(PAD, STAD).status_code == 404


def test_the_page_opens_with_the_last_quarter_and_explains_every_figure(als, manager, stuur):
    antwoord = als(manager).get(PAD)
    tekst = antwoord.content.decode()
    assert antwoord.context["tijdvak"].soort == "kwartaal"
    for naam, definitie in verwijscijfers.definities():
        assert naam in tekst
        assert definitie in tekst


def test_many_referrals_cost_no_more_queries(als, stuur, coordinator, django_assert_num_queries):
    client, partner = als(coordinator), PartnerFactory()
    vraag = {"tijdvak": "2026-K1", "werkpunt": "rabot"}
    client.get(PAD, vraag)
    for aantal in (1, 3):
        for _ in range(aantal):
            stuur(partner, datetime.date(2026, 2, 2))
        with django_assert_num_queries(9):
            client.get(PAD, vraag)


def test_who_is_manager_and_coordinator_sees_both(als, stuur, manager, rabot):
    manager.aanstellingen.create(rol=Rol.COORDINATOR, werkpunt=rabot, van="2020-01-01")
    stuur(PartnerFactory(), datetime.date(2026, 2, 2))
    client = als(manager)
    assert lees(client, {"tijdvak": "2026-02", "werkpunt": "rabot"})["Partner", "totaal", "Verstuurd"] == "1"
    assert lees(client, STAD)["Partner", "totaal", "Verstuurd"] == "verborgen"


def test_a_period_without_anything_is_zero(db):
    telling = verwijscijfers.tel(Periode.maand(datetime.date(2020, 1, 1)), None)["partner"]
    assert (telling.delen, telling.rij([VERSTUURD.code, MEDIAAN.code])) == ((), [0, None])
    assert telling.gepubliceerd(5).rij([VERSTUURD.code, BEANTWOORD.code]) == [0, 0]
