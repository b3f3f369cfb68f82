"""No sequence of plan, work, correct, suspend, cancel goes past a limit, the term or an overlap; no hour is lost, also
not between approval, months that close and corrections after it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from random import Random
from threading import Lock

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.wijkwerkers import begonnen, bekend, blok, gepland, opdracht
from tests.sloten import elders
from werkpunten.zicht import vergrendel
from wijkwerken import maanden
from wijkwerken.models import (
    Afrekenregel,
    Beurt,
    Maandafsluiting,
    Overeenkomst,
    Prestatie,
    Schorsing,
    Urenteller,
    Wijkwerker,
)
from wijkwerken.regels import Blok, tellers
from wijkwerken.services import afsluiten, goedkeuring, inschrijving, planning, prestaties

BEGIN = date(2026, 1, 1)
EINDE = date(2026, 12, 31)
DAG = st.integers(-3, 368).map(lambda nummer: BEGIN + timedelta(days=nummer))
STUK = st.builds(blok, DAG, st.integers(0, 20), st.integers(21, 30), st.sampled_from([0, 15, 45]))
KEUS = st.integers(0, 50)
DAAD = st.one_of(
    st.tuples(st.just("plan"), st.lists(STUK, min_size=1, max_size=8)),
    st.tuples(st.just("vul"), DAG, st.integers(1, 12)),
    st.tuples(st.just("werk"), STUK),
    st.tuples(st.just("werk beurt"), KEUS),
    st.tuples(st.just("corrigeer"), KEUS),
    st.tuples(st.just("verbeter"), KEUS, STUK),
    st.tuples(st.just("zeg af"), KEUS),
    st.tuples(st.just("verplaats"), KEUS, STUK),
    st.tuples(st.just("schors"), DAG, st.integers(0, 40)),
    st.tuples(st.just("hervat"), KEUS, st.integers(-5, 60)),
    st.tuples(st.just("interim"), DAG),
)


def kies(rijen, nummer):
    gevonden = list(rijen)
    return gevonden[nummer % len(gevonden)] if gevonden else None


class Wereld:
    """One worker and one assignment; every deed may be refused, and then nothing happened."""

    def __init__(self, wijkwerker, toewijzing, door):
        self.wijkwerker, self.toewijzing, self.door = wijkwerker, toewijzing, door
        self.gewerkt: Counter = Counter()
        self.slot = Lock()

    def doe(self, daad, *wat):
        with suppress(ValidationError), transaction.atomic():
            getattr(self, daad.replace(" ", "_"))(*wat)

    def plan(self, blokken):
        planning.plan_beurten(self.toewijzing, blokken=blokken, door=self.door)

    def vul(self, dag, aantal):
        self.plan([blok(dag + timedelta(days=nummer), 8, 18) for nummer in range(aantal)])

    def werk(self, stuk, beurt=None):
        rij = Prestatie(toewijzing=self.toewijzing, beurt=beurt, begin=stuk.begin, einde=stuk.einde)
        prestaties.registreer(rij, door=self.door)
        self.tel(erbij=stuk)

    def tel(self, *, erbij=None, eraf=None):
        """What was really worked, told apart from the database."""
        with self.slot:
            self.gewerkt.update(tellers(erbij) if erbij else {})
            self.gewerkt.subtract(tellers(eraf) if eraf else {})

    def werk_beurt(self, nummer):
        beurt = kies(Beurt.objects.ongefilterd("test").gepland(), nummer)
        if beurt is not None:
            self.werk(Blok(beurt.begin, beurt.einde), beurt)

    def corrigeer(self, nummer):
        rij = self.geldige(nummer)
        if rij is not None:
            prestaties.corrigeer(rij, uitleg="vergissing", door=self.door)
            self.tel(eraf=Blok(rij.begin, rij.einde))

    def geldige(self, nummer):
        """An entry that still counts. Holds the person, or another corrects it before we do."""
        vergrendel([self.wijkwerker.werkzoekende_id])
        return kies(Prestatie.objects.ongefilterd("test").filter(corrigeert=None, vervallen=False), nummer)

    def verbeter(self, nummer, stuk):
        rij = self.geldige(nummer)
        if rij is not None:
            goed = Prestatie(begin=stuk.begin, einde=stuk.einde)
            prestaties.corrigeer(rij, uitleg="andere uren", nieuw=goed, door=self.door)
            self.tel(erbij=stuk, eraf=Blok(rij.begin, rij.einde))

    def zeg_af(self, nummer):
        beurt = kies(Beurt.objects.ongefilterd("test").gepland(), nummer)
        if beurt is not None:
            planning.zeg_af(beurt, reden="ziek", door=self.door)

    def verplaats(self, nummer, stuk):
        beurt = kies(Beurt.objects.ongefilterd("test").gepland(), nummer)
        if beurt is not None:
            planning.verplaats(beurt, blok=stuk, door=self.door)

    def schors(self, dag, dagen):
        rij = Schorsing(wijkwerker=self.wijkwerker, van=dag, tot=dag + timedelta(days=dagen), reden="ziekte")
        inschrijving.schors(rij, door=self.door)

    def hervat(self, nummer, dagen):
        rij = kies(Schorsing.objects.ongefilterd("test"), nummer)
        if rij is not None:
            inschrijving.hervat(rij, tot=rij.van + timedelta(days=dagen), door=self.door)

    def interim(self, dag):
        inschrijving.noteer_interim(self.wijkwerker, dagen=[dag], door=self.door)

    def keur(self, nummer, goed):
        rij = kies(Prestatie.objects.ongefilterd("test").wacht(), nummer)
        if rij is not None:
            zei = {"wie": "Rita", "kanaal": "telefoon", "opmerking": "was korter"}
            klant = self.toewijzing.opdracht.gebruiker
            goedkeuring.noteer(klant, [rij.sleutel], goed=goed, **zei, door=self.door)

    def sluit(self, aantal):
        for _ in range(aantal):
            afsluiten.sluit(maanden.te_sluiten() or BEGIN, door=self.door)

    def klopt_geld(self):
        """What a closed month holds is worth its started hours, until a closed month takes that back."""
        laatste = Maandafsluiting.objects.laatste()
        dicht = laatste.maand if laatste else date.min
        alle = Prestatie.objects.ongefilterd("test")
        tegen = {rij.corrigeert_id: rij.maand for rij in alle.exclude(corrigeert=None)}
        geteld: Counter = Counter()
        for regel in Afrekenregel.objects.ongefilterd("test").select_related("prestatie"):
            geteld[regel.prestatie.corrigeert_id or regel.prestatie_id] += regel.uren
        for rij in alle.filter(corrigeert=None):
            telt = rij.maand <= dicht < tegen.get(rij.pk, date.max)
            assert geteld[rij.pk] == (-(-rij.minuten // 60) if telt else 0)
        assert not alle.wacht().filter(maand__lte=dicht).exists()

    def klopt(self):
        self.klopt_geld()
        gepland_ = list(Beurt.objects.ongefilterd("test").gepland())
        blokken = [Blok(beurt.begin, beurt.einde) for beurt in gepland_]
        plan = sum((tellers(stuk) for stuk in blokken), Counter())
        alle = {(t.code, t.begin): t for t in Urenteller.objects.ongefilterd("test")}
        assert {sleutel: t.gepland for sleutel, t in alle.items() if t.gepland} == +plan
        geteld = {sleutel: t.gewerkt + t.te_regulariseren for sleutel, t in alle.items()}
        assert {sleutel: duur for sleutel, duur in geteld.items() if duur} == +self.gewerkt
        for teller in alle.values():
            assert teller.gepland + teller.gewerkt <= {"uren_maand": 3600, "uren_jaar": 37800}[teller.code]
        tijd = [Blok(b.begin, b.einde) for b in Beurt.objects.ongefilterd("test").telt()]
        assert not any(een.overlapt(ander) for nr, een in enumerate(tijd) for ander in tijd[:nr])
        self.binnen_termijn(blokken)

    def binnen_termijn(self, blokken):
        termijn = Wijkwerker.objects.ongefilterd("test").get().termijn_tot
        (overeenkomst,) = Overeenkomst.objects.ongefilterd("test")
        rust = list(Schorsing.objects.ongefilterd("test").values_list("van", "tot"))
        dagen = {dag for stuk in blokken for dag in stuk.dagen()}
        assert all(BEGIN <= dag <= min(termijn, overeenkomst.tot) for dag in dagen)
        assert not any(van <= dag <= tot for dag in dagen for van, tot in rust)
        som = sum((tot - van).days + 1 for van, tot in rust)
        assert termijn == EINDE + timedelta(days=som)


@pytest.fixture
def wereld(rabot, coordinator):
    with time_machine.travel("2027-01-05T12:00:00+01:00", tick=False):
        wijkwerker = begonnen(bekend(coordinator, rabot), door=coordinator, van=BEGIN)
        werk = opdracht(coordinator)
        toewijzing = gepland(wijkwerker, werk, door=coordinator, van=date(2020, 1, 1), tot=None)
        yield Wereld(wijkwerker, toewijzing, coordinator)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DAAD, max_size=25))
def test_no_sequence_goes_past_anything_and_no_hour_is_lost(wereld, daden):
    wereld.gewerkt = Counter()
    with transaction.atomic():
        for daad, *wat in daden:
            wereld.doe(daad, *wat)
        wereld.klopt()
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_planners_at_the_same_instant_never_pass_the_limit_together(wereld):
    """Eight planners want ten hours on days of their own in one month: six get them."""
    dagen = [date(2026, 3, 2) + timedelta(days=nummer) for nummer in range(8)]
    with ThreadPoolExecutor(8) as draden:
        pogingen = [draden.submit(elders, wereld.doe, "plan", [blok(dag, 8, 18)]) for dag in dagen]
        for poging in pogingen:
            poging.result()
    wereld.klopt()
    assert Urenteller.objects.ongefilterd("test").get(code="uren_maand").gepland == 3600


@pytest.mark.django_db(transaction=True)
def test_planners_at_the_same_hour_get_it_once(wereld):
    stuk = blok(date(2026, 3, 2), 8, 18)
    with ThreadPoolExecutor(6) as draden:
        pogingen = [draden.submit(elders, wereld.doe, "plan", [stuk]) for _ in range(5)]
        pogingen.append(draden.submit(elders, wereld.doe, "werk", blok(date(2026, 3, 2), 12, 14)))
        for poging in pogingen:
            poging.result()
    wereld.klopt()
    assert Beurt.objects.ongefilterd("test").count() == 1


def zomaar(toeval):
    """A deed in the first months of the year, close enough together that planners meet."""
    dag = BEGIN + timedelta(days=toeval.randrange(60))
    begin = toeval.randrange(6, 18)
    stuk = blok(dag, begin, begin + toeval.randrange(1, 6))
    nummer = toeval.randrange(50)
    return toeval.choice(
        [
            *[("plan", [stuk]), ("vul", dag, 4), ("werk", stuk), ("werk beurt", nummer), ("corrigeer", nummer)],
            *[("verbeter", nummer, stuk), ("zeg af", nummer), ("verplaats", nummer, stuk), ("schors", dag, 2)],
        ]
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("zaad", [1, 2])
def test_four_planners_doing_anything_at_once_lose_nothing_and_pass_nothing(wereld, zaad):
    def planner(nummer):
        toeval = Random(zaad * 100 + nummer)
        for _ in range(15):
            wereld.doe(*zomaar(toeval))

    with ThreadPoolExecutor(4) as draden:
        for klaar in [draden.submit(elders, planner, nummer) for nummer in range(4)]:
            klaar.result()
    wereld.klopt()
    assert Prestatie.objects.ongefilterd("test").exists()
