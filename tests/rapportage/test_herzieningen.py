"""What changed after a report was frozen: for every reason a number, and together always the whole difference."""

import json
import os
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from random import Random

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kern.geschiedenis import om_reden
from rapportage import rapport, services
from rapportage.bereik import bereken
from rapportage.controles import alle
from rapportage.indicatoren import INDICATOREN
from rapportage.models import Bereikrapport, Herziening, Maandbereik, Rapportopdracht
from rapportage.tijdvakken import Tijdvak
from rapportage.weergave import tak
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from toegang.models import Medewerker
from werkpunten.models import Betrokkenheid, Contactmoment, Samenvoeging, Telregel, Werkpunt, Werkzoekende
from werkpunten.ontvlechten import maak_samenvoeging_ongedaan
from werkpunten.samenvoegen import voeg_samen

HISTORIES = int(os.environ.get("HISTORIES", "30"))
"""``HISTORIES=1000`` for the long run."""
CODES = [indicator.code for indicator in INDICATOREN]
TIJDVAKKEN = [Tijdvak.van_sleutel(sleutel) for sleutel in ("2026-08", "2026-09", "2026-10", "2026-K3", "2025")]
OKTOBER = Tijdvak.van_sleutel("2026-10")
Stap = Callable[[Random], object]


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        yield


def leg_vast(tijdvak: Tijdvak, werkpunt: Werkpunt | None = None) -> Bereikrapport:
    """The job as the worker does it, without the breakdowns."""
    vraag = services.vraag_rapport(tijdvak, werkpunt=werkpunt, door=Medewerker.objects.first())
    opdracht = Rapportopdracht.objects.claim(vraag.pk)
    geteld = rapport.tel_rapport(tijdvak, werkpunt, per=[], samen=True)
    gemaakt = services._leg_vast(opdracht, geteld)
    assert gemaakt is not None
    return gemaakt


def bevroren(van: Bereikrapport, *punt: str) -> dict[str, int]:
    document = json.loads(van.cijfers)["bereik"]
    return {code: tak(document, code, van.tijdvak.sleutel, *punt) for code in CODES}


def nu(tijdvak: Tijdvak, werkpunt: Werkpunt | None) -> dict[str, int]:
    bereik = bereken(tijdvak.periode, werkpunt=werkpunt, uit_feiten=True)
    return {code: bereik.cel(code) for code in CODES}


def herzien(van: Bereikrapport, werkpunt: Werkpunt | None, tot: Bereikrapport | None = None) -> dict[str, Counter]:
    Maandbereik.objects.werk_bij()
    return {
        reden: Counter(waarden)
        for reden, waarden in Herziening.objects.sinds(van, tot).per_reden(van.tijdvak, werkpunt).items()
    }


def met(cijfers: dict[str, int], redenen: dict[str, Counter]) -> dict[str, int]:
    return {code: waarde + sum(van[code] for van in redenen.values()) for code, waarde in cijfers.items()}


class Geschiedenis:
    """A world in which anything happens, in any order, with the people and rules of the product."""

    def __init__(self, coordinator, punten) -> None:
        self.door, self.punten = coordinator, punten
        self.rapporten: list[Bereikrapport] = []
        self.stappen: list[Stap] = [
            self.kom_langs,
            self.kom_langs,
            self.kom_langs,
            self.verbeter,
            self.verbeter,
            self.weg,
            self.voeg_samen,
            self.voeg_samen,
            self.ontvlecht,
            self.wis,
            self.koppel,
            self.bevries,
            self.bevries,
            lambda gok: Maandbereik.objects.werk_bij(),
            lambda gok: Maandbereik.objects.herbouw(),
        ]

    def persoon(self) -> Werkzoekende:
        persoon = WerkzoekendeFactory(voornaam="", achternaam="", geboortedatum=None)
        Betrokkenheid.objects.create(
            werkzoekende=persoon, medewerker=self.door, reden=Betrokkenheid.Reden.VERANTWOORD, toelichting="proef"
        )
        return persoon

    def mensen(self) -> list[Werkzoekende]:
        return list(Werkzoekende.objects.ongefilterd("test").order_by("pk"))

    def contacten(self):
        return Contactmoment.objects.ongefilterd("test")

    def een(self, gok: Random):
        return self.contacten().filter(pk__in=gok.sample(sorted(self.contacten().values_list("pk", flat=True)), 1))

    def kom_langs(self, gok: Random) -> None:
        dagen = [date(2025, 12, 30), *(date(2026, maand, gok.choice([1, 28])) for maand in range(7, 12))]
        Contactmoment.objects.bulk_create(
            Contactmoment(
                werkzoekende=gok.choice([None, *self.mensen()]),
                werkpunt=gok.choice(self.punten),
                dag=gok.choice(dagen),
                soort=gok.choice(["bezoek", "telefoon", "poging"]),
            )
            for _ in range(gok.randint(1, 3))
        )

    def verbeter(self, gok: Random) -> None:
        if self.contacten().exists():
            self.een(gok).update(
                **gok.choice(
                    [
                        {"dag": date(2026, gok.randint(7, 11), 3)},
                        {"werkpunt": gok.choice(self.punten)},
                        {"soort": gok.choice(["bezoek", "poging"])},
                    ]
                )
            )

    def koppel(self, gok: Random) -> None:
        if self.contacten().exists():
            self.een(gok).update(werkzoekende=gok.choice([None, *self.mensen()]))

    def weg(self, gok: Random) -> None:
        if self.contacten().exists():
            self.een(gok)._raw_delete("default")

    def voeg_samen(self, gok: Random) -> None:
        twee = gok.sample(self.mensen(), 2) if len(self.mensen()) > 1 else []
        if twee:
            voeg_samen(*twee, keuzes={}, reden="zelfde persoon, bevestigd", door=self.door)

    def ontvlecht(self, gok: Random) -> None:
        gedaan = list(Samenvoeging.objects.ongefilterd("test").filter(ongedaan_op=None))
        if gedaan:
            try:
                with transaction.atomic():
                    maak_samenvoeging_ongedaan(gok.choice(gedaan), door=self.door)
            except ValidationError:
                return  # not the last one of this file: refused, and nothing changed

    def wis(self, gok: Random) -> None:
        """Somebody's contacts go, as when what is kept of them is erased."""
        if self.mensen():
            with om_reden("wissing"):
                van = self.contacten().filter(werkzoekende=gok.choice(self.mensen()))
                van._raw_delete("default")

    def bevries(self, gok: Random) -> None:
        self.rapporten.append(leg_vast(gok.choice(TIJDVAKKEN), gok.choice([None, None, *self.punten])))

    def klopt(self) -> None:
        for van in self.rapporten:
            for punt in [van.werkpunt] if van.werkpunt else [None, *self.punten]:
                waar = [punt.slug] if punt and not van.werkpunt else []
                redenen = herzien(van, punt)
                assert met(bevroren(van, *waar), redenen) == nu(van.tijdvak, punt)
                assert "telregel" not in redenen


@settings(deadline=None, max_examples=HISTORIES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(zaad=st.integers(0, 10**9), lengte=st.integers(5, 25))
def test_frozen_with_what_was_restated_is_always_what_is_counted_now(rabot, ledeberg, coordinator, zaad, lengte):
    gok = Random(zaad)
    with transaction.atomic():
        wereld = Geschiedenis(coordinator, [rabot, ledeberg])
        for _ in range(5):
            wereld.persoon()
        wereld.kom_langs(gok)
        wereld.bevries(gok)
        for _ in range(lengte):
            gok.choice(wereld.stappen)(gok)
        wereld.klopt()
        transaction.set_rollback(True)


@pytest.fixture
def oktober(rabot, ledeberg, coordinator):
    """Ten people of October, the first of them seen at both units, and its frozen report."""
    wereld = Geschiedenis(coordinator, [rabot, ledeberg])
    personen = [wereld.persoon() for _ in range(10)]
    for persoon in personen:
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, dag=date(2026, 10, 5))
    ContactmomentFactory(werkzoekende=personen[0], werkpunt=ledeberg, dag=date(2026, 10, 6))
    return leg_vast(OKTOBER), personen


def test_every_reason_has_its_own_number(oktober, rabot, ledeberg, coordinator):
    van, personen = oktober
    voeg_samen(personen[1], personen[0], keuzes={}, reden="zelfde persoon, bevestigd", door=coordinator)
    ContactmomentFactory(werkzoekende=WerkzoekendeFactory(), werkpunt=ledeberg, dag=date(2026, 10, 9))
    Contactmoment.objects.ongefilterd("test").filter(werkzoekende=personen[2]).update(dag=date(2026, 9, 5))
    with om_reden("wissing"):
        Contactmoment.objects.ongefilterd("test").filter(werkzoekende=personen[3]).delete()
    redenen = herzien(van, None)
    assert {reden: cijfers["bereikt"] for reden, cijfers in redenen.items()} == {
        "samenvoeging": -1,
        "laat": 1,
        "correctie": -1,
        "wissing": -1,
    }
    assert {reden: cijfers["contacten"] for reden, cijfers in redenen.items()} == {
        "samenvoeging": 0,
        "laat": 1,
        "correctie": -1,
        "wissing": -1,
    }
    assert redenen["correctie"] == Counter(bereikt=-1, nieuw=-1, contacten=-1)
    assert herzien(van, ledeberg) == {"laat": Counter(bereikt=1, nieuw=1, contacten=1, cumulatief=1)}
    assert herzien(van, rabot)["samenvoeging"] == Counter(bereikt=-1, nieuw=-1, cumulatief=-1)


def test_a_merge_of_two_units_takes_one_off_in_the_city_and_undoing_gives_it_back(rabot, ledeberg, coordinator):
    wereld = Geschiedenis(coordinator, [rabot, ledeberg])
    een, ander = wereld.persoon(), wereld.persoon()
    ContactmomentFactory(werkzoekende=een, werkpunt=rabot, dag=date(2026, 10, 5))
    ContactmomentFactory(werkzoekende=ander, werkpunt=ledeberg, dag=date(2026, 10, 6))
    van = leg_vast(OKTOBER)
    gedaan = voeg_samen(een, ander, keuzes={}, reden="zelfde persoon, bevestigd", door=coordinator)
    weg = Counter(bereikt=-1, nieuw=-1, cumulatief=-1)
    assert [herzien(van, punt) for punt in (None, rabot, ledeberg)] == [{"samenvoeging": weg}, {}, {}]
    maak_samenvoeging_ongedaan(gedaan, door=coordinator)
    terug = Counter({code: -waarde for code, waarde in weg.items()})
    assert herzien(van, None) == {"samenvoeging": weg, "ontvlechting": terug}
    assert nu(OKTOBER, None) == bevroren(van)


def test_what_came_between_two_versions_explains_the_second(oktober, rabot):
    eerste, personen = oktober
    bouw([Contact(1, "rabot", date(2026, 10, 8)), Contact(None, "rabot", date(2026, 10, 8))])
    tweede = leg_vast(OKTOBER)
    Contactmoment.objects.ongefilterd("test").filter(werkzoekende=personen[4]).delete()
    assert herzien(eerste, None, tweede) == {"laat": Counter(bereikt=1, nieuw=1, contacten=2, anoniem=1, cumulatief=1)}
    assert list(herzien(tweede, None)) == ["correctie"]
    assert met(bevroren(eerste), herzien(eerste, None, tweede)) == bevroren(tweede)


def test_an_anonymous_contact_that_gets_a_name_changes_people_and_no_contacts(oktober, rabot):
    contact = ContactmomentFactory(werkzoekende=None, werkpunt=rabot, dag=date(2026, 10, 9))
    van = leg_vast(OKTOBER)
    Contactmoment.objects.ongefilterd("test").filter(pk=contact.pk).update(werkzoekende=WerkzoekendeFactory())
    assert herzien(van, None) == {"koppeling": Counter(anoniem=-1, bereikt=1, nieuw=1, cumulatief=1)}


def test_other_rules_of_what_counts_are_a_reason_of_their_own(oktober, rabot):
    bouw([Contact(1, "rabot", date(2026, 10, 9), "poging")])
    Telregel.objects.filter(soort="poging").update(telt=True)
    van, _ = oktober
    assert herzien(van, None) == {"telregel": Counter(bereikt=1, nieuw=1, contacten=1, cumulatief=1)}


def test_a_bulk_load_that_counts_everything_again_is_explained_too(oktober, rabot):
    van, _ = oktober
    bouw([Contact(n, "rabot", date(2026, 10, 12)) for n in range(30)])
    with connection.cursor() as cursor:
        cursor.execute("select rapportage_werk_bij(hoogstens => 10)")
    assert herzien(van, None) == {"laat": Counter(bereikt=30, nieuw=30, contacten=30, cumulatief=30)}


def test_todays_visits_are_no_restatement_and_names_nobody(oktober, rabot):
    ContactmomentFactory(werkzoekende=WerkzoekendeFactory(), werkpunt=rabot, dag=date(2026, 11, 20))
    Maandbereik.objects.werk_bij()
    assert not Herziening.objects.exists()
    assert not [veld.name for veld in Herziening._meta.fields if veld.related_model is Werkzoekende]


# --- on screen ---------------------------------------------------------------------------------------------------


def tekst(antwoord) -> str:
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", antwoord.content.decode()))


@pytest.fixture
def veel(rabot, ledeberg):
    """Thirty people at Rabot and three at Ledeberg, which are hidden for a manager, and with them those of Rabot."""
    bouw(
        [Contact(n, "rabot", date(2026, 10, 5)) for n in range(30)]
        + [Contact(n, "ledeberg", date(2026, 10, 6)) for n in range(100, 103)]
    )
    rapporten = [leg_vast(OKTOBER, punt) for punt in (None, rabot)]
    bouw([Contact(n, "rabot", date(2026, 10, 8)) for n in range(500, 512)])
    return rapporten


def test_a_report_says_what_it_was_what_it_is_and_why(veel, manager, als):
    zin = tekst(als(manager).get(f"/rapporten/{veel[0].pk}/verschil/"))
    assert "Intussen 12 personen meer en 12 contacten meer dan in versie 1" in zin
    assert "Bereikte personen: oktober 2026 was 33, is nu 45. 12 meer: laat ingevoerd." in zin
    assert "Contacten: oktober 2026 was 33, is nu 45. 12 meer: laat ingevoerd." in zin


def test_the_list_tells_it_of_every_report_and_nothing_of_a_hidden_figure(veel, manager, coordinator, als):
    pad = "/rapporten/herzieningen/"
    stad, punt = (tekst(als(manager).get(f"{pad}?werkpunt={waar}")) for waar in ("alle", "rabot"))
    assert "oktober 2026 Bereikte personen 33 45 12 meer 12 meer: laat ingevoerd" in stad
    assert "Geen enkel vastgelegd cijfer dat jij ziet, is veranderd." in punt
    eigen = tekst(als(coordinator).get(f"{pad}?werkpunt=rabot"))
    assert "oktober 2026 Bereikte personen 30 42 12 meer 12 meer: laat ingevoerd" in eigen
    assert als(coordinator).get(f"{pad}?werkpunt=ledeberg").status_code == 404
    assert "Nog geen vastgelegde rapporten." in tekst(als(manager).get(f"{pad}?werkpunt=alle&soort=jaar"))


def test_a_new_version_says_why_it_is_another_one(veel, manager, als):
    tweede = leg_vast(OKTOBER)
    assert "Bereikte personen 33 45 12 meer 12 meer: laat ingevoerd" in tekst(
        als(manager).get(f"/rapporten/{tweede.pk}/versies/")
    )
    assert tekst(als(manager).get("/rapporten/herzieningen/?werkpunt=alle")).count("laat ingevoerd") == 0


def test_the_check_finds_a_restatement_that_is_missing(veel):
    controle = dict(alle())["herzieningen"]
    assert list(controle.uitzonderingen()) == []
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table rapportage_herziening disable trigger user")
        cursor.execute("delete from rapportage_herziening where werkpunt_id is null")
        cursor.execute("alter table rapportage_herziening enable trigger user")
    assert "bereikrapport 2026-10 versie 1 Alle werkpunten: bereikt zou 33 zijn, is 45" in controle.uitzonderingen()


def test_the_database_refuses_to_change_a_restatement(veel):
    Maandbereik.objects.werk_bij()
    for opdracht in ("update rapportage_herziening set bereikt = 0", "delete from rapportage_herziening"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(opdracht)
    assert Herziening.objects.exists()
