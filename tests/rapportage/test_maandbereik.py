"""The months that are kept: equal to the contacts after whatever happens to them, and the same report either way."""

import threading
from datetime import date
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kern.tijd import Periode
from rapportage.bereik import bereken
from rapportage.controles import alle
from rapportage.dimensies import MAAND, WERKPUNT
from rapportage.models import Maandbereik
from tests.factories.werkpunten import WerkzoekendeFactory
from tests.rapportage import naief
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw, contacten_st, figuren
from werkpunten.models import Contactmoment, Telregel, Werkpunt, Werkzoekende

LANG = Periode(date(2025, 9, 1), date(2026, 5, 1))


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


def test_a_kind_that_counts_or_no_longer_does_is_counted_again(rabot):
    bouw([Contact(1, "rabot", date(2026, 1, 5)), Contact(1, "rabot", date(2026, 2, 5), "telefoon")])
    Telregel.objects.filter(soort="telefoon").update(telt=False)
    assert (bereken(LANG).cel("contacten"), verschillen()) == (1, [])
    Telregel.objects.filter(soort="telefoon").update(telt=True, geldig_van=date(2026, 2, 5))
    assert (bereken(LANG).cel("contacten"), verschillen()) == (2, [])


def test_the_command_mends_what_is_lost(rabot, capsys):
    bouw([Contact(1, "rabot", date(2026, 1, 5)), Contact(None, "rabot", date(2026, 1, 5))])
    Maandbereik.objects.all().delete()
    assert len(verschillen()) == 2
    call_command("herbouw_maandbereik")
    assert (verschillen(), capsys.readouterr().out) == ([], "Klaar: 2 rijen.\n")


@pytest.mark.django_db(transaction=True)
def test_two_visits_of_one_person_saved_at_the_same_moment_are_both_kept(rabot, ledeberg):
    persoon = WerkzoekendeFactory()
    begonnen = threading.Event()

    def elders() -> None:
        begonnen.set()
        Contactmoment.objects.create(werkzoekende=persoon, werkpunt=ledeberg, dag=date(2026, 1, 6))
        connection.close()

    ander = threading.Thread(target=elders)
    with transaction.atomic():
        Contactmoment.objects.create(werkzoekende=persoon, werkpunt=rabot, dag=date(2026, 1, 5))
        ander.start()
        assert begonnen.wait(10)
        ander.join(0.5)
        assert ander.is_alive()  # waits for the lock on the person
    ander.join(10)
    assert (Maandbereik.objects.count(), verschillen()) == (2, [])
