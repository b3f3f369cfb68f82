"""Frozen month reports: they never change, and each job is done once whatever goes away meanwhile."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now

from kern.tijd import Periode
from rapportage import rapport, services
from rapportage.dimensies import WERKPUNT
from rapportage.models import FOUTCODE, Bereikrapport, Drempelwaarde, Rapportopdracht
from rapportage.tijdvakken import Tijdvak
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from trajecten.models import Project
from werkpunten.models import Contactmoment, Werkpunt

OKTOBER = Tijdvak.maand(date(2026, 10, 1))
NU = "2026-11-21 10:00+01:00"
Status = Rapportopdracht.Status


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NU, tick=False):
        yield


@pytest.fixture
def wereld(rabot, ledeberg):
    bouw(
        [Contact(n, "rabot", date(2026, 10, 1 + n % 28)) for n in range(30)]
        + [Contact(n, "ledeberg", date(2026, 10, 5)) for n in range(28, 31)]
        + [Contact(n, "rabot", date(2026, 9, 3)) for n in range(12)]
        + [Contact(None, "rabot", date(2026, 10, 9))] * 7
    )


def maak(door, werkpunt=None) -> Bereikrapport:
    opdracht = services.vraag_rapport(OKTOBER, werkpunt=werkpunt, door=door)
    gemaakt = services.maak_rapport(opdracht.pk)
    assert gemaakt is not None
    return gemaakt


def cijfers(maand, werkpunt=None) -> rapport.Cijfers:
    return rapport.cijfers_van(Tijdvak.maand(maand), werkpunt, per=[])


def maandtotaal(document, code, maand="2026-10"):
    return document["bereik"]["indicatoren"][code]["per"]["maand"][maand]["totaal"]


def test_a_report_holds_both_sets_each_with_its_own_hash(wereld, manager):
    gemaakt = maak(manager)
    exact, publiek = json.loads(gemaakt.cijfers), json.loads(gemaakt.gepubliceerd)
    assert [maandtotaal(exact, code) for code in ("bereikt", "contacten", "anoniem")] == [31, 40, 7]
    per = [d["bereik"]["indicatoren"]["bereikt"]["per"]["maand"]["2026-10"]["per"] for d in (exact, publiek)]
    assert per == [{"werkpunt": {"ledeberg": 3, "rabot": 30}}, {"werkpunt": {"ledeberg": None, "rabot": None}}]
    assert rapport.sha256(gemaakt.cijfers) == gemaakt.sha256 != gemaakt.gepubliceerd_sha256
    assert (gemaakt.versie, gemaakt.door) == (1, manager)


def test_the_same_figures_are_the_same_version_and_others_make_a_new_one(wereld, manager):
    eerste = maak(manager)
    assert maak(manager) == eerste
    bouw([Contact(99, "rabot", date(2026, 10, 31))])
    tweede = maak(manager)
    assert (tweede.versie, Bereikrapport.objects.count()) == (2, 2)
    assert json.loads(Bereikrapport.objects.get(pk=eerste.pk).cijfers) == json.loads(eerste.cijfers)


@pytest.mark.parametrize(
    "sql",
    [
        "update rapportage_bereikrapport set cijfers = '{}'",
        "update rapportage_bereikrapport set versie = 9",
        "delete from rapportage_bereikrapport",
    ],
)
def test_the_database_refuses_to_change_a_frozen_report(wereld, manager, sql):
    maak(manager)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Bereikrapport.objects.get().versie == 1


def test_what_is_published_of_a_unit_is_what_the_city_publishes_of_it(wereld, manager, rabot):
    publiek = json.loads(maak(manager, rabot).gepubliceerd)
    exact = json.loads(Bereikrapport.objects.get().cijfers)
    assert publiek["bereik"]["indicatoren"]["bereikt"]["per"]["maand"]["2026-10"] is None
    assert exact["bereik"]["indicatoren"]["bereikt"]["per"]["maand"]["2026-10"] == 30


def test_two_reports_give_no_hidden_month_back(rabot, manager):
    maanden = [date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 1), OKTOBER.begin]
    for maand, personen in zip(maanden, (6, 3, 21, 30), strict=True):
        bouw([Contact(None, "rabot", maand)] * personen)
    vroeger = cijfers(date(2026, 9, 1)).gepubliceerd
    later = cijfers(OKTOBER.begin).gepubliceerd
    for document in (vroeger, later):
        assert ["totaal" in deel for deel in document["bereik"]["indicatoren"].values()] == [False] * 6
    per_maand = [document["bereik"]["indicatoren"]["contacten"]["per"]["maand"] for document in (vroeger, later)]
    assert per_maand[0].keys() & per_maand[1].keys() >= {"2025-10", "2025-11"}
    assert {m: per_maand[0][m] for m in per_maand[0] if m in per_maand[1]} == {
        m: per_maand[1][m] for m in per_maand[1] if m in per_maand[0]
    }
    assert [per_maand[0][m]["totaal"] for m in ("2025-09", "2025-10", "2025-11")] == [6, None, 21]


def test_two_reports_more_than_a_year_apart_do_not_give_the_new_people_of_a_month_between_them_back(rabot, manager):
    """Those of September 2025 and December 2026 differ by 33: 3 and 30, and both months are hidden."""
    dagen = {date(2025, 9, 1): 6, date(2025, 10, 1): 3, date(2026, 11, 1): 30}
    for n, (dag, personen) in enumerate(dagen.items()):
        bouw([Contact(100 * n + k, "rabot", dag) for k in range(personen)])
    totalen = {}
    for maand in (date(2025, 9, 1), date(2026, 12, 1)):
        publiek = cijfers(maand).gepubliceerd["bereik"]["indicatoren"]
        totalen |= {m: deel["totaal"] for m, deel in publiek["cumulatief"]["per"]["maand"].items()}
        assert publiek["nieuw"]["per"]["maand"].get("2025-10") is None
    assert (totalen["2025-08"], totalen["2025-09"], totalen["2026-10"], totalen["2026-12"]) == (0, 6, None, 39)
    assert publiek["nieuw"]["per"]["maand"]["2026-11"]["totaal"] is None


def test_a_late_visit_gives_no_number_back_that_a_frozen_report_hid(wereld, manager, rabot, ledeberg):
    """3 of Ledeberg are hidden, and with them the 30 of Rabot. Two more lift Ledeberg to 5: 28 + 5 would say 3."""
    maak(manager)
    bouw([Contact(n, "ledeberg", date(2026, 10, 6)) for n in (400, 401)])
    nu = cijfers(OKTOBER.begin)
    per = [d["bereik"]["indicatoren"]["bereikt"]["per"]["maand"]["2026-10"] for d in (nu.exact, nu.gepubliceerd)]
    assert per[0] == {"totaal": 33, "per": {"werkpunt": {"ledeberg": 5, "rabot": 30}}}
    assert per[1] == {"totaal": 33, "per": {"werkpunt": {"ledeberg": None, "rabot": None}}}
    punt = cijfers(OKTOBER.begin, ledeberg).gepubliceerd["bereik"]["indicatoren"]["bereikt"]["per"]["maand"]
    assert punt["2026-10"] is None
    api = rapport.tijdvak_gepubliceerd(OKTOBER, per=[WERKPUNT], werkpunt=None)
    assert [api.cel("bereikt", punt) for punt in ("ledeberg", "rabot")] == [None, None]
    november = cijfers(date(2026, 11, 1)).gepubliceerd
    assert november["bereik"]["indicatoren"]["bereikt"]["per"]["maand"]["2026-10"] == per[1]


def test_what_a_report_of_one_unit_hid_stays_hidden_in_that_of_the_city(wereld, manager, ledeberg):
    maak(manager, ledeberg)
    bouw([Contact(n, "ledeberg", date(2026, 10, 6)) for n in (400, 401)])
    maak(manager)  # forgets nothing, and neither does its next version
    bouw([Contact(n, "ledeberg", date(2026, 10, 7)) for n in range(500, 520)])
    publiek = cijfers(OKTOBER.begin).gepubliceerd
    assert publiek["bereik"]["indicatoren"]["bereikt"]["per"]["maand"]["2026-10"]["per"] == {
        "werkpunt": {"ledeberg": None, "rabot": None}
    }


def test_a_hidden_number_that_became_zero_stays_hidden(wereld, manager, ledeberg):
    """10 in all, 3 of them hidden: when the 3 are gone and the rest is shown, the rest tells what they were."""
    maak(manager)
    contacten = Contactmoment.objects.ongefilterd("test").filter(werkpunt=ledeberg)
    contacten.delete()
    publiek = cijfers(OKTOBER.begin).gepubliceerd
    assert publiek["bereik"]["indicatoren"]["bereikt"]["per"]["maand"]["2026-10"] == {
        "totaal": 30,
        "per": {"werkpunt": {"ledeberg": None, "rabot": None}},
    }


def test_a_month_that_runs_cannot_be_frozen(manager):
    with pytest.raises(ValidationError, match="loopt nog"):
        services.vraag_rapport(Tijdvak.maand(date(2026, 11, 1)), werkpunt=None, door=manager)


def test_two_hand_overs_make_one_report(wereld, manager):
    opdracht = services.vraag_rapport(OKTOBER, werkpunt=None, door=manager)
    assert services.maak_rapport(opdracht.pk) is not None
    assert services.maak_rapport(opdracht.pk) is None
    assert (Bereikrapport.objects.count(), Rapportopdracht.objects.get().pogingen) == (1, 1)


def test_a_job_whose_worker_was_lost_is_taken_up_when_the_lease_ends(wereld, manager):
    opdracht = services.vraag_rapport(OKTOBER, werkpunt=None, door=manager)
    verloren = Rapportopdracht.objects.claim(opdracht.pk)
    assert verloren is not None
    assert services.maak_rapport(opdracht.pk) is None
    Rapportopdracht.objects.update(lease_tot=Now() - timedelta(seconds=1))
    assert services.maak_rapport(opdracht.pk) is not None
    assert not verloren.sluit(status=Status.MISLUKT)
    assert Rapportopdracht.objects.get().status == Status.KLAAR


def test_a_job_that_keeps_losing_its_worker_is_given_up_visibly(wereld, manager):
    opdracht = services.vraag_rapport(OKTOBER, werkpunt=None, door=manager)
    for _ in range(3):
        Rapportopdracht.objects.claim(opdracht.pk)
        Rapportopdracht.objects.update(lease_tot=Now() - timedelta(seconds=1))
    assert services.maak_rapport(opdracht.pk) is None
    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.foutcode) == (Status.MISLUKT, FOUTCODE)


def test_a_failure_shows_and_can_be_tried_again(wereld, manager):
    Drempelwaarde.objects.all().delete()
    opdracht = services.vraag_rapport(OKTOBER, werkpunt=None, door=manager)
    assert services.maak_rapport(opdracht.pk) is None
    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.foutcode, opdracht.fout) == (Status.MISLUKT, FOUTCODE, "DoesNotExist")
    Drempelwaarde.objects.create(waarde=5, geldig_van=date(2014, 1, 1))
    services.probeer_opnieuw(opdracht, door=manager)
    assert services.maak_rapport(opdracht.pk) is not None


def test_the_clock_asks_for_each_report_once(rabot, ledeberg):
    Project.objects.update(van=date(2012, 1, 1), tot=date(2012, 12, 31))
    assert [services.vraag_rapporten() for _ in range(2)] == [9, 0]
    opdrachten = Rapportopdracht.objects.order_by("pk")
    waar = [None, "ledeberg", "rabot"]
    assert [(str(o.tijdvak), o.werkpunt and o.werkpunt.slug, o.door) for o in opdrachten] == [
        (wanneer, punt, None) for wanneer in ("oktober 2026", "derde kwartaal van 2026", "2025") for punt in waar
    ]


def test_the_clock_asks_nothing_of_a_time_in_which_no_unit_was_open(rabot):
    Project.objects.update(van=date(2012, 1, 1), tot=date(2012, 12, 31))
    Werkpunt.objects.update(geopend_op=date(2026, 10, 15))
    services.vraag_rapporten()
    assert [str(opdracht.tijdvak) for opdracht in Rapportopdracht.objects.all()] == ["oktober 2026"] * 2


def test_the_sweep_hands_over_what_waits_and_not_twice_at_once(manager):
    opdracht = services.vraag_rapport(OKTOBER, werkpunt=None, door=manager)
    assert services.veeg() == 0
    Rapportopdracht.objects.update(aangeboden_op=Now() - timedelta(seconds=21))
    assert [services.veeg(), services.veeg()] == [1, 0]
    services.maak_rapport(opdracht.pk)
    Rapportopdracht.objects.update(aangeboden_op=None)
    assert services.veeg() == 0


def test_the_threshold_is_that_of_the_month(db):
    Drempelwaarde.objects.create(waarde=10, geldig_van=date(2026, 10, 15))
    dagen = date(2013, 1, 1), date(2026, 9, 1), OKTOBER.begin
    assert [Drempelwaarde.objects.van(Periode.maand(dag)) for dag in dagen] == [5, 5, 10]


def test_no_contacts_at_all_is_a_report_of_zeros(rabot, manager):
    exact = json.loads(maak(manager).cijfers)
    assert maandtotaal(exact, "contacten") == 0
    assert not Contactmoment.objects.ongefilterd("test").exists()
