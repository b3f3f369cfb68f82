"""Figures of wijk-werken: what the tables say, whoever asks, in every form they leave the house in."""

import csv
import datetime
import io
import json

import openpyxl
import pytest
import time_machine
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapportage import wijkwerktelling
from rapportage.historiek import trend
from rapportage.models import VroegereTelling
from rapportage.tijdvakken import Tijdvak
from rapportage.wijkwerkcijfers import INDICATOREN, NIET_GEPUBLICEERD, UITKOMSTEN, UITSPLITSINGEN
from tests.rapportage.wijkwerkwereld import VANDAAG, Bouwer, rijen, werelden
from toegang.models import ApiSleutel
from toegang.rollen import Rol
from wijkwerken.models import Stelsel, Uitkomst, Wijkwerker

PAD, BESTAND = "/rapporten/wijk-werken/", "/rapporten/wijk-werken/bestand/{}/"
K1 = Tijdvak.van_sleutel("2026-K1")
TIJDVAKKEN = [Tijdvak.van_sleutel(sleutel) for sleutel in ("2025-02", "2025-K3", "2026-K1", "2026", "2025")]


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        yield


@pytest.fixture
def vraag_api():
    """What the API answers this member of staff."""

    def vraag(medewerker, **gevraagd):
        client = Client(headers={"Authorization": f"Bearer {ApiSleutel.vernieuw(medewerker)}"})
        return client.get("/api/v1/wijk-werken/cijfers/", gevraagd)

    return vraag


@pytest.fixture
def bouwer(rabot, ledeberg, coordinator):
    return Bouwer(coordinator, (rabot, ledeberg))


NAGETELD = """
with mens as (
    select w.*, s.organisator_id, (select naam from toegang_organisatie where id = s.organisator_id) as organisator,
           coalesce((select p.naam from werkpunten_contactmoment c join werkpunten_werkpunt p on p.id = c.werkpunt_id
                      where c.werkzoekende_id = w.werkzoekende_id and c.dag <= %(tot)s
                      order by c.dag desc limit 1), 'geen contact') as eenheid,
           coalesce((select k.naam from werkpunten_adres a join werkpunten_wijk k on k.id = a.wijk_id
                      where a.werkzoekende_id = w.werkzoekende_id and a.van <= %(tot)s), 'onbekend') as wijk
      from wijkwerken_wijkwerker w join wijkwerken_stelsel s on s.id = w.stelsel_id
), klant as (
    select g.*, (select naam from toegang_organisatie o join wijkwerken_werkingsgebied b on b.organisator_id = o.id
                  where b.gemeente_id = g.gemeente_id and b.van <= %(tot)s) as organisator,
           'geen contact' as eenheid, (select naam from werkpunten_wijk where id = g.wijk_id) as wijk
      from wijkwerken_wijkwerkgebruiker g
), feit as (
    select 'ww_actief' as code, m.id, 1 as n, {per} as deel from mens m
     where exists (select from generate_series(%(van)s::date, %(tot)s::date, interval '1 day') d
                     join wijkwerken_overeenkomst o on o.wijkwerker_id = m.id and d between o.van and o.tot
                    where m.gestopt_op is null or d <= m.gestopt_op)
    union all select 'ww_actief_einde', m.id, 1, {per} from mens m
       join wijkwerken_overeenkomst o on o.wijkwerker_id = m.id and %(tot)s between o.van and o.tot
      where not coalesce(m.gestopt_op < %(tot)s, false)
    union all select 'ww_toegeleid', m.id, 1, {per} from mens m where toegeleid_op between %(van)s and %(tot)s
    union all select 'ww_begonnen', m.id, 1, {per} from mens m where "begin" between %(van)s and %(tot)s
      and not coalesce(m.gestopt_op < %(van)s, false)
    union all select 'ww_zonder_activiteit', m.id, 1, {per} from mens m
      where toegeleid_op <= %(tot)s and coalesce(gestopt_op > %(tot)s, true)
        and m.id not in (select wijkwerker_id from wijkwerken_toewijzing where van <= %(tot)s)
    union all select 'ww_over_termijn', m.id, 1, {per} from mens m
      where termijn_tot < %(tot)s and coalesce(gestopt_op > %(tot)s, true)
        and m.id not in (select wijkwerker_id from wijkwerken_vervolgstap where op <= %(tot)s)
    union all select 'ww_gestopt', m.id, 1, {per} from mens m where gestopt_op between %(van)s and %(tot)s
    union all select case uitkomst when 'werk' then 'ww_naar_werk' when 'geen' then 'ww_zonder_vervolg'
                     when 'opleiding' then 'ww_naar_opleiding' when 'stage' then 'ww_naar_opleiding'
                     when 'vrijwilligerswerk' then 'ww_naar_ander' when 'begeleiding' then 'ww_naar_ander'
                     when 'hertoeleiding' then 'ww_naar_ander' else 'ww_andere_reden' end, m.id, 1, {per}
      from mens m where gestopt_op between %(van)s and %(tot)s
    union all select distinct 'ww_gewerkt', m.id, 1, {per} from mens m
      join wijkwerken_prestatie p on p.wijkwerker_id = m.id
      where (p.begin at time zone 'Europe/Brussels')::date between %(van)s and %(tot)s
    union all select 'ww_minuten', p.id, p.minuten, {per} from mens m
      join wijkwerken_prestatie p on p.wijkwerker_id = m.id
      where (p.begin at time zone 'Europe/Brussels')::date between %(van)s and %(tot)s
    union all select 'ww_' || t.van_wie || x.wat, t.id, 1, {per} from mens m
      join wijkwerken_toewijzing z on z.wijkwerker_id = m.id join wijkwerken_tevredenheid t on t.toewijzing_id = z.id
      cross join lateral (values ('_alle'), (case when t.score > 3 then '_ja' else '_nee' end)) as x(wat)
      where t.dag between %(van)s and %(tot)s
    union all select x.wat, m.id, 1, {per} from klant m
      cross join lateral (values ('ww_gebruikers'),
          (case m.type when 'prive' then 'ww_prive' else 'ww_organisaties' end)) as x(wat)
      where exists (select from generate_series(%(van)s::date, %(tot)s::date, interval '1 day') d
                     where d >= m.geregistreerd_op and (m.gestopt_op is null or d < m.gestopt_op))
    union all select 'ww_nieuwe_gebruikers', m.id, 1, {per} from klant m
      where m.geregistreerd_op between %(van)s and %(tot)s and coalesce(m.gestopt_op > m.geregistreerd_op, true)
)
select code, deel, sum(n) from feit group by 1, 2"""
"""Day by day and one by one, not as the figures do it."""


def nageteld(periode, per):
    tot = min(periode.tot, VANDAAG)
    gevonden = {(code, deel): n for code, deel, n in rijen(NAGETELD.format(per=per), van=periode.begin, tot=tot)}
    uren = {deel: n for (code, deel), n in gevonden.items() if code == "ww_minuten"}
    gevonden = {cel: n for cel, n in gevonden.items() if cel[0] != "ww_minuten"}
    return gevonden | {("ww_uren", deel): int(n / 60 + 0.5) for deel, n in uren.items() if int(n / 60 + 0.5)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(TIJDVAKKEN).flatmap(lambda tijdvak: st.tuples(st.just(tijdvak), werelden(tijdvak.periode))))
def test_every_figure_equals_what_the_tables_say(bouwer, getrokken):
    tijdvak, wereld = getrokken
    with transaction.atomic():
        bouwer.bouw(*wereld)
        telling = wijkwerktelling.tel([tijdvak.vorige, tijdvak])[tijdvak]
        totalen = {(code, ""): n for (code, per, _), n in telling.waarden.items() if per == "" and n}
        assert totalen == nageteld(tijdvak.periode, "''")
        for per in UITSPLITSINGEN:
            geteld = {(code, deel): n for (code, soort, deel), n in telling.waarden.items() if soort == per.code and n}
            anders = nageteld(tijdvak.periode, f"m.{per.code}")
            assert geteld == {cel: n for cel, n in anders.items() if cel[0] in per.codes}
        begin, tot = tijdvak.begin, min(tijdvak.periode.tot, VANDAAG)
        actief = Wijkwerker.objects.ongefilterd("test").actief_in(begin, tot)
        assert telling.totaal("ww_actief") == actief.count()
        assert telling.totaal("ww_actief_einde") == Wijkwerker.objects.ongefilterd("test").actief_op(tot).count()
        transaction.set_rollback(True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(werelden(K1.periode))
def test_what_is_published_shows_no_small_number_nor_a_sum_of_small_ones(bouwer, wereld):
    with transaction.atomic():
        bouwer.bouw(*wereld)
        exact = wijkwerktelling.tel([K1])[K1]
        telling = exact.gepubliceerd(5)
        transaction.set_rollback(True)
    assert {code for code, _, _ in telling.waarden} == {i.code for i in INDICATOREN} - {
        i.code for i in NIET_GEPUBLICEERD
    }
    for plek, n in telling.waarden.items():
        assert n in (None, exact.waarden[plek])
        assert n is None or not 0 < n < 5 or plek[0] == "ww_uren"
        assert (plek[0] != "ww_gewerkt") or (telling.waarden["ww_uren", plek[1], plek[2]] is None) == (n is None)
    assert [som for som in verborgen_sommen(telling, exact) if 0 < som < 5] == []


def verborgen_sommen(telling, exact):
    """What is hidden together along each line of which the total is shown: it follows by taking off the rest."""
    for blok in wijkwerktelling.BLOKKEN:
        for per, delen in (("", ("",)), *telling.delen.items()):
            for deel in delen if (blok.delen[0], per, delen[0] if delen else "") in telling.waarden else ():
                if blok.totaal and telling.waarden[blok.totaal, per, deel] is not None:
                    cellen = [(code, per, deel) for code in blok.delen]
                    yield sum(exact.waarden[cel] for cel in cellen if telling.waarden[cel] is None)
            for code in (*blok.delen, blok.totaal) if per else ():
                if code and telling.waarden[code, "", ""] is not None:
                    cellen = [(code, per, deel) for deel in delen if (code, per, deel) in telling.waarden]
                    yield sum(exact.waarden[cel] for cel in cellen if telling.waarden[cel] is None)


def vul(bouwer, n=7, **anders):
    gegevens = {
        "toegeleid": 400,
        "wacht": 10,
        "duur": 200,
        "stopt_na": None,
        "uitkomst": "werk",
        "vervolg": None,
        "opdracht": 20,
        "uren": [(1, 3)],
        "wijk": "ledeberg",
        "contact": (0, 400),
        "scores": [],
        "stelsel": 0,
    }
    bouwer.bouw([gegevens | anders] * n, [])


def lees(antwoord):
    assert antwoord.status_code == 200
    _, *regels = csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";")
    return [tuple(regel) for regel in regels]


@pytest.mark.parametrize("wie", ["manager", "coordinator", "wijkwerkconsulent"])
def test_screen_csv_excel_json_and_api_show_one_set_of_figures(als, vraag_api, bouwer, request, wie):
    vul(bouwer)
    vul(bouwer, 2, stopt_na=90, uitkomst="geen", wijk="dampoort", contact=(1, 300), scores=[("gebruiker", 5)])
    VroegereTelling.objects.create(bron="PWA", indicator="ww_actief", jaar=2017, aantal=275, noot="eind december")
    client = als(request.getfixturevalue(wie))
    werkpunt = "rabot" if wie == "coordinator" else "alle"
    vraag = {"tijdvak": "2026-K1", "werkpunt": werkpunt}
    document = json.loads(client.get(BESTAND.format("json"), vraag).content)
    anders = {"tijdvak": "2026-K1"} | ({"werkpunt": "rabot"} if wie == "coordinator" else {})
    assert vraag_api(request.getfixturevalue(wie), **anders).json() == document
    regels = lees(client.get(BESTAND.format("csv"), vraag))
    blad = openpyxl.load_workbook(io.BytesIO(client.get(BESTAND.format("xlsx"), vraag).content))["Cijfers"]
    assert [tuple("" if cel is None else str(cel) for cel in rij) for rij in blad.values][1:] == regels
    beeld = client.get(PAD, vraag).context["beeld"]
    assert beeld.document == document
    tekst = {(per, deel, cijfer): n for periode, _, per, deel, cijfer, n in regels if periode == document["naam"]}
    for code, figuur in document["cijfers"].items():
        totaal = "verborgen" if figuur["totaal"] is None else str(figuur["totaal"])
        assert tekst["", "totaal", figuur["naam"]] == totaal
        assert document["verloop"]["2026-K1"][code] == figuur["totaal"]
    if wie != "coordinator":
        assert ("2017", "275") in {(periode, n) for periode, _, _, _, _, n in regels}
        assert "2017 · vroegere telling, PWA" in client.get(PAD, vraag).content.decode()


def test_a_manager_reads_what_is_published_the_organiser_everything(als, bouwer, manager, wijkwerkconsulent):
    vul(bouwer)
    vul(bouwer, 2, wijk="dampoort")
    vraag = {"tijdvak": "2026-K1", "werkpunt": "alle"}
    publiek, exact = (
        json.loads(als(wie).get(BESTAND.format("json"), vraag).content) for wie in (manager, wijkwerkconsulent)
    )
    assert (publiek["niveau"], exact["niveau"]) == ("gepubliceerd", "exact")
    per_wijk = [document["cijfers"]["ww_actief"]["per"]["wijk"] for document in (publiek, exact)]
    assert per_wijk == [{"Dampoort": None, "Ledeberg": None}, {"Dampoort": 2, "Ledeberg": 7}]
    assert publiek["cijfers"]["ww_actief"]["totaal"] == exact["cijfers"]["ww_actief"]["totaal"] == 9
    assert exact["cijfers"]["ww_begonnen"]["totaal"] == 9
    assert "ww_begonnen" not in publiek["cijfers"]


@pytest.mark.parametrize(
    ("vraag", "zin"),
    [
        ({"tijdvak": "2026-K1", "werkpunt": "rabot"}, "Van één werkpunt"),
        ({"tijdvak": "2026-02", "werkpunt": "alle"}, "per kwartaal"),
        ({"tijdvak": "2026-K4", "werkpunt": "alle"}, "loopt nog"),
    ],
)
def test_what_would_give_small_numbers_away_is_not_published(als, vraag_api, bouwer, manager, vraag, zin):
    client = als(manager)
    assert zin in client.get(PAD, vraag).content.decode()
    assert client.get(BESTAND.format("csv"), vraag).status_code == 404
    gevraagd = {naam: waarde for naam, waarde in vraag.items() if waarde != "alle"}
    assert vraag_api(manager, **gevraagd).status_code == 400


def test_an_organiser_reads_the_figures_of_the_own_organisation(vraag_api, bouwer, wijkwerkconsulent):
    vul(bouwer, 3)
    vul(bouwer, 2, stelsel=1)
    wijkwerkconsulent.organisatie = bouwer.ander.organisator
    wijkwerkconsulent.save()
    document = vraag_api(wijkwerkconsulent, tijdvak="2026-K1").json()
    assert document["cijfers"]["ww_actief"]["totaal"] == 2
    assert list(document["cijfers"]["ww_actief"]["per"]["organisator"]) == [bouwer.ander.organisator.naam]


def test_a_coordinator_reads_who_the_own_unit_saw_last(vraag_api, bouwer, coordinator):
    vul(bouwer, 3, contact=(0, 400))
    vul(bouwer, 2, contact=(1, 400))
    document = vraag_api(coordinator, tijdvak="2026-K1", werkpunt="rabot").json()
    assert document["cijfers"]["ww_actief"]["totaal"] == 3
    assert document["cijfers"]["ww_gebruikers"]["totaal"] == 0
    assert vraag_api(coordinator, tijdvak="2026-K1", werkpunt="ledeberg").status_code == 404
    assert vraag_api(coordinator, tijdvak="2026-K1").status_code == 404


@pytest.mark.parametrize(
    "vraag",
    [
        {},
        {"tijdvak": "2026-K9"},
        {"tijdvak": "2031"},
        {"tijdvak": "2026-K1", "werkpunt": "nergens"},
        {"tijdvak": "2026-K1", "x": "1"},
    ],
    ids=["niets", "geen kwartaal", "later", "geen werkpunt", "onbekend veld"],
)
def test_the_api_refuses_what_it_does_not_know(vraag_api, manager, vraag):
    assert vraag_api(manager, **vraag).status_code == 400


def test_numbers_of_wijk_werken_stay_out_of_the_reach_report(bouwer):
    VroegereTelling.objects.create(bron="PWA", indicator="ww_actief", jaar=2017, aantal=275)
    assert trend(per="jaar", voor=datetime.date(2026, 1, 1), werkpunt=None) == []


def test_the_outcomes_are_all_there_and_add_up(bouwer):
    for uitkomst in Uitkomst.values:
        vul(bouwer, 1, stopt_na=50, uitkomst=uitkomst)
    telling = wijkwerktelling.tel([K1, K1.vorige])
    samen = [sum(t.totaal(i.code) for i in UITKOMSTEN) for t in telling.values()]
    assert samen == [t.totaal("ww_gestopt") for t in telling.values()]
    assert sum(samen) == len(Uitkomst.values)


def test_more_people_cost_no_more_queries(als, bouwer, wijkwerkconsulent, django_assert_num_queries):
    client, vraag = als(wijkwerkconsulent), {"tijdvak": "2026-K1", "werkpunt": "alle"}
    client.get(PAD, vraag)
    for aantal in (1, 3):
        vul(bouwer, aantal)
        with django_assert_num_queries(13):
            client.get(PAD, vraag)


def test_who_has_no_organiser_yet_counts_too(bouwer):
    vul(bouwer, 1)
    Stelsel.objects.filter(slug="wijk-werken").update(organisator=None)
    telling = wijkwerktelling.tel([K1])[K1]
    assert telling.waarden["ww_actief", "organisator", "geen organisator"] == 1


def test_a_consultant_has_no_figures(als, consulent):
    assert consulent.heeft_rol(Rol.CONSULENT)
    assert als(consulent).get(PAD).status_code == 404
