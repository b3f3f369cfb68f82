"""The months that are kept: equal to the contacts after whatever happens to them, and the same report either way."""

import threading
from datetime import UTC, date, datetime
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kern.tijd import Periode
from rapportage.bereik import bereken, uitgesplitst
from rapportage.controles import alle
from rapportage.dimensies import DIMENSIE, MAAND, WERKPUNT
from rapportage.models import Maandbereik
from rapportage.models.maandbereik import MaandbereikQuerySet
from rapportage.telling import KENMERKEN
from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import WerkzoekendeFactory
from tests.rapportage import naief
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw, contacten_st, figuren
from werkpunten.models import Adres, Contactmoment, Intake, Statuut, Telregel, Werkpunt, Werkzoekende, Wijk

LANG = Periode(date(2025, 9, 1), date(2026, 5, 1))
KENMERKCODES = [kenmerk.code for kenmerk in KENMERKEN]


def verschillen() -> list[str]:
    return list(dict(alle())["maandbereik"].uitzonderingen())


def doe_maar_wat(gok: Random) -> None:
    """One change to some contact: another day, unit, kind or person, or gone."""
    contacten = Contactmoment.objects.ongefilterd("test")
    gekozen = contacten.filter(pk__in=gok.sample(list(contacten.values_list("pk", flat=True)), 1))
    personen = [None, *Werkzoekende.objects.ongefilterd("test").values_list("pk", flat=True)]
    anders = {
        "dag": date(2026, gok.randint(1, 4), gok.randint(1, 28)),
        "werkpunt": gok.choice(list(Werkpunt.objects.all())),
        "soort": gok.choice(["bezoek", "poging"]),
        "werkzoekende": gok.choice(personen),
        "wijk": gok.choice([None, *Wijk.objects.all()[:3]]),
        "notitie": "anders",
    }
    keuze = gok.choice([*anders, "weg", "samen"])
    if keuze == "weg":
        gekozen._raw_delete(gekozen.db)
    elif keuze == "samen":
        contacten.filter(werkzoekende=gok.choice(personen)).update(werkzoekende=gok.choice(personen))
    else:
        gekozen.update(**{keuze: anders[keuze]})


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contacten=contacten_st.filter(len), later=contacten_st, zaad=st.integers(0, 10**6))
def test_what_is_kept_equals_the_contacts_after_any_change_and_gives_the_same_report(
    rabot, ledeberg, contacten, later, zaad
):
    gok = Random(zaad)
    with transaction.atomic():
        bouw(contacten)
        bouw(later)
        for _ in range(5):
            if Contactmoment.objects.ongefilterd("test").exists():
                doe_maar_wat(gok)
        assert verschillen() == []
        begin, einde = sorted([date(2025, 10 + gok.randint(0, 2), 1), date(2026, gok.randint(1, 5), 1)])
        for periode in (LANG, Periode(begin, einde)):
            for per in ([], [WERKPUNT], [MAAND], [WERKPUNT, MAAND], [MAAND, WERKPUNT]):
                for punt in (None, rabot):
                    bijgehouden = bereken(periode, per=per, werkpunt=punt, alle_randen=True)
                    geteld = bereken(periode, per=per, werkpunt=punt, alle_randen=True, uit_feiten=True)
                    assert bijgehouden == geteld
        transaction.set_rollback(True)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contacten=contacten_st)
def test_whole_months_equal_an_independent_count(rabot, ledeberg, contacten):
    with transaction.atomic():
        bouw(contacten)
        bereik = bereken(LANG, per=[MAAND, WERKPUNT])
        transaction.set_rollback(True)
    assert figuren(bereik) == naief.tel(contacten, LANG.begin, LANG.tot)
    for maand, (van, tot) in naief.maanden(LANG.begin, LANG.tot).items():
        assert figuren(bereik, maand) == naief.tel(contacten, van, tot)
        for punt in ("rabot", "ledeberg"):
            assert figuren(bereik, maand, punt) == naief.tel(contacten, van, tot, punt)


def _vroeger(personen) -> None:
    """Everybody lived somewhere and had a position before the first contact."""
    for n, persoon in enumerate(personen):
        Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.all()[n], van=date(2025, 1, 1))
        Statuut.objects.create(werkzoekende=persoon, soort="leefloon", van=date(2025, 1, 1))


ANDERS = {
    "geslacht": lambda een, ander: Werkzoekende.objects.ongefilterd("test").filter(pk=een.pk).update(geslacht="x"),
    "geboortedatum": lambda een, ander: (
        Werkzoekende.objects.ongefilterd("test").filter(pk=een.pk).update(geboortedatum=date(1990, 5, 1))
    ),
    "verhuisd": lambda een, ander: (
        Adres.objects.ongefilterd("test").filter(werkzoekende=een).update(wijk=Wijk.objects.all()[2])
    ),
    "adres van een ander": lambda een, ander: (
        Adres.objects.ongefilterd("test").filter(werkzoekende=een).delete(),
        Adres.objects.ongefilterd("test").filter(werkzoekende=ander).update(werkzoekende=een),
    ),
    "adres gewist": lambda een, ander: Adres.objects.ongefilterd("test").filter(werkzoekende=een).delete(),
    "statuut": lambda een, ander: (
        Statuut.objects.ongefilterd("test").filter(werkzoekende=een).update(tot=date(2026, 1, 20))
    ),
    "intake": lambda een, ander: Intake.objects.create(
        werkzoekende=een,
        door=MedewerkerFactory(),
        afgerond=datetime(2026, 1, 8, 10, tzinfo=UTC),
        doelgroepen=["vluchteling"],
    ),
}


@pytest.mark.parametrize("wat", ANDERS)
def test_who_somebody_was_is_looked_up_again_after_any_change(rabot, ledeberg, wat):
    """Everything was counted; then one thing about one person changes, and nothing about their contacts."""
    bouw([Contact(n, punt, date(2026, m, 9)) for n in (1, 2) for m in (1, 2) for punt in ("rabot", "ledeberg")])
    een, ander = Werkzoekende.objects.ongefilterd("test").order_by("pk")
    _vroeger([een, ander])
    Maandbereik.objects.werk_bij()
    voor = list(Maandbereik.objects.filter(persoon=een.pk).order_by("maand", "werkpunt").values_list(*KENMERKCODES))
    ANDERS[wat](een, ander)
    assert Maandbereik.objects.loopt_achter()
    per = [[DIMENSIE[code]] for code in KENMERKCODES]
    assert uitgesplitst(LANG, per) == uitgesplitst(LANG, per, uit_feiten=True)
    na = list(Maandbereik.objects.filter(persoon=een.pk).order_by("maand", "werkpunt").values_list(*KENMERKCODES))
    assert (voor != na, verschillen()) == (True, [])


def test_anonymous_contacts_without_a_wijk_and_of_an_unknown_one_are_the_same(rabot):
    bouw([Contact(None, "rabot", date(2026, 1, 5))] * 2)
    een = Contactmoment.objects.ongefilterd("test").first()
    Contactmoment.objects.ongefilterd("test").filter(pk=een.pk).update(wijk=Wijk.objects.get(slug="onbekend"))
    [bereik] = uitgesplitst(LANG, [[DIMENSIE["wijk"]]])
    assert (bereik.cel("anoniem", "onbekend"), bereik.cel("anoniem"), verschillen()) == (2, 2, [])


def test_a_kind_that_counts_or_no_longer_does_is_counted_again(rabot):
    bouw([Contact(1, "rabot", date(2026, 1, 5)), Contact(1, "rabot", date(2026, 2, 5), "telefoon")])
    Telregel.objects.filter(soort="telefoon").update(telt=False)
    assert (bereken(LANG).cel("contacten"), verschillen()) == (1, [])
    Telregel.objects.filter(soort="telefoon").update(telt=True, geldig_van=date(2026, 2, 5))
    assert (bereken(LANG).cel("contacten"), verschillen()) == (2, [])


def test_the_command_mends_what_is_lost(rabot, capsys):
    bouw([Contact(1, "rabot", date(2026, 1, 5)), Contact(None, "rabot", date(2026, 1, 5))])
    Maandbereik.objects.werk_bij()
    Maandbereik.objects.all().delete()
    assert len(verschillen()) == 2
    call_command("herbouw_maandbereik")
    assert (verschillen(), capsys.readouterr().out) == ([], "Klaar: 2 rijen.\n")


def test_a_change_waits_in_the_queue_until_somebody_reads(rabot):
    bouw([Contact(1, "rabot", date(2026, 1, 5)), Contact(None, "rabot", date(2026, 1, 5))])
    assert (Maandbereik.objects.loopt_achter(), Maandbereik.objects.count()) == (True, 0)
    assert bereken(LANG).cel("contacten") == 2
    assert (Maandbereik.objects.loopt_achter(), Maandbereik.objects.count()) == (False, 2)


def test_what_is_not_counted_again_yet_comes_from_the_contacts(rabot, monkeypatch):
    monkeypatch.setattr(MaandbereikQuerySet, "werk_bij", lambda self: None)  # as for a visit that came just after it
    bouw([Contact(1, "rabot", date(2026, 1, 5))])
    assert (bereken(LANG).cel("bereikt"), Maandbereik.objects.count(), verschillen()) == (1, 0, [])


def test_after_many_changes_everything_is_counted_again(rabot):
    bouw([Contact(wie, "rabot", date(2026, maand, 5)) for wie in (1, 2) for maand in (1, 2)])
    Maandbereik.objects.create(persoon=0, werkpunt=rabot.pk, maand=date(2026, 1, 1), rijen=1)
    with connection.cursor() as cursor:
        cursor.execute("select rapportage_werk_bij(1)")
    assert (Maandbereik.objects.count(), Maandbereik.objects.loopt_achter(), verschillen()) == (4, False, [])


@pytest.mark.django_db(transaction=True)
def test_a_report_does_not_wait_for_a_visit_that_is_being_saved_and_the_next_one_has_it(rabot, ledeberg):
    persoon = WerkzoekendeFactory()
    Contactmoment.objects.create(werkzoekende=persoon, werkpunt=ledeberg, dag=date(2026, 1, 6))
    gezien: list[int] = []

    def elders() -> None:
        gezien.append(bereken(LANG).cel("contacten"))
        connection.close()

    ander = threading.Thread(target=elders)
    with transaction.atomic():
        Contactmoment.objects.create(werkzoekende=persoon, werkpunt=rabot, dag=date(2026, 1, 5))
        ander.start()
        ander.join(10)
        assert gezien == [1]
    assert (bereken(LANG).cel("contacten"), Maandbereik.objects.count(), verschillen()) == (2, 2, [])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_count_at_once_the_second_waits_and_sees_the_first(rabot, ledeberg):
    persoon = WerkzoekendeFactory()
    Contactmoment.objects.create(werkzoekende=persoon, werkpunt=rabot, dag=date(2026, 1, 5))

    def elders() -> None:
        Maandbereik.objects.werk_bij()
        connection.close()

    ander = threading.Thread(target=elders)
    with transaction.atomic():
        Maandbereik.objects.werk_bij()
        ander.start()
        ander.join(0.5)
        assert ander.is_alive()
        Contactmoment.objects.create(werkzoekende=persoon, werkpunt=ledeberg, dag=date(2026, 1, 6))
    ander.join(10)
    assert (Maandbereik.objects.loopt_achter(), Maandbereik.objects.count(), verschillen()) == (False, 2, [])
