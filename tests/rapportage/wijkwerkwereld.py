"""Workers, customers, hours and answers straight into the tables, any mix of them, for the figures of wijk-werken."""

import datetime
from dataclasses import dataclass

from django.db import connection
from hypothesis import strategies as st

from kern.tijd import plus_maanden
from tests.factories.toegang import OrganisatieFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.factories.wijkwerkers import gebruiker, moment, opdracht
from werkpunten.models import Adres, Wijk
from wijkwerken.models import (
    Overeenkomst,
    Prestatie,
    Stelsel,
    Tevredenheid,
    Toewijzing,
    Uitkomst,
    Vervolgstap,
    Wijkwerker,
    WijkwerkGebruiker,
)

BEGIN = datetime.date(2025, 1, 1)
DAG = datetime.timedelta(days=1)
WIJKEN = ("ledeberg", "dampoort", None)
UITKOMSTEN = [*Uitkomst.values]
VANDAAG = datetime.date(2026, 11, 21)


def dag_na(begin, wat):
    return max(begin, wat) if isinstance(wat, datetime.date) else begin + wat * DAG


def randen(periode):
    """The days around its begin and its end, where figures go wrong; a period that runs ends today."""
    return [rand + naast * DAG for rand in (periode.begin, min(periode.tot, VANDAAG)) for naast in (-1, 0, 1)]


def werelden(periode):
    """Workers and customers, many of them with days at the edges of this period."""

    def na(meest, *, minst=0):
        return st.integers(minst, meest) | st.sampled_from(randen(periode))

    mens = {
        "toegeleid": na(500),
        "wacht": st.none() | na(60),
        "duur": na(400, minst=10),
        "stopt_na": st.none() | na(400),
        "uitkomst": st.sampled_from(UITKOMSTEN),
        "vervolg": st.none() | na(400),
        "opdracht": st.none() | na(300),
        "uren": st.lists(st.tuples(st.integers(0, 400), st.integers(1, 9)), max_size=4, unique_by=lambda uur: uur[0]),
        "wijk": st.sampled_from(WIJKEN),
        "contact": st.none() | st.tuples(st.integers(0, 1), st.integers(0, 600)),
        "scores": st.lists(st.tuples(st.sampled_from(["gebruiker", "wijkwerker"]), st.integers(1, 5)), max_size=2),
        "stelsel": st.integers(0, 1),
    }
    klant = {
        "prive": st.booleans(),
        "op": na(600),
        "stopt_na": st.none() | na(200),
        "wijk": st.sampled_from(["ledeberg", "dampoort"]),
    }
    return st.tuples(
        st.lists(st.fixed_dictionaries(mens), min_size=4, max_size=25),
        st.lists(st.fixed_dictionaries(klant), max_size=12),
    )


@dataclass
class Bouwer:
    """Makes what was drawn, as it may really be: nothing in the database would refuse it."""

    door: object
    werkpunten: tuple

    def __post_init__(self):
        self.stelsel = Stelsel.objects.get(slug="wijk-werken")
        self.ander = Stelsel.objects.create(
            slug="ander", naam="Ander", geldig_van=BEGIN, organisator=OrganisatieFactory()
        )
        self.toeleider = OrganisatieFactory(soort="vdab")
        self.werk = opdracht(self.door, gebruiker=gebruiker(geregistreerd_op=BEGIN - DAG))

    def bouw(self, mensen, klanten):
        for gegevens in mensen:
            self.mens(gegevens)
        for nummer, gegevens in enumerate(klanten):
            self.klant(nummer, gegevens)

    def klant(self, nummer, gegevens):
        op = dag_na(BEGIN, gegevens["op"])
        stop = None if gegevens["stopt_na"] is None else dag_na(op, gegevens["stopt_na"])
        prive = gegevens["prive"]
        WijkwerkGebruiker.objects.create(
            type="prive" if prive else "vzw",
            organisatie=None if prive else OrganisatieFactory(soort="vzw"),
            achternaam=f"Klant {nummer}",
            gemeente=self.werk.gemeente,
            wijk=Wijk.objects.get(slug=gegevens["wijk"]),
            geregistreerd_op=op,
            gestopt_op=stop,
            stopreden="weg" if stop else "",
        )

    def mens(self, gegevens):
        persoon = WerkzoekendeFactory()
        op = dag_na(BEGIN, gegevens["toegeleid"])
        if gegevens["wijk"]:
            Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug=gegevens["wijk"]), van=BEGIN)
        if gegevens["contact"]:
            punt, dag = gegevens["contact"]
            ContactmomentFactory(
                werkzoekende=persoon, werkpunt=self.werkpunten[punt], dag=BEGIN + dag * DAG, door=self.door
            )
        wacht = gegevens["wacht"]
        begon = None if wacht is None else dag_na(op, wacht)
        stop = None if gegevens["stopt_na"] is None else dag_na(op, gegevens["stopt_na"])
        wijkwerker = Wijkwerker.objects.create(
            werkzoekende=persoon,
            stelsel=self.ander if gegevens["stelsel"] else self.stelsel,
            toeleider=self.toeleider,
            bemiddelaar="Bea",
            toegeleid_op=op,
            afsprakenblad_op=op,
            begin=begon,
            termijn_tot=begon and plus_maanden(begon, 6),
            gestopt_op=stop,
            uitkomst=gegevens["uitkomst"] if stop else "",
            door=self.door,
        )
        self.verder(wijkwerker, begon, gegevens)

    def verder(self, wijkwerker, begon, gegevens):
        mee = {"wijkwerker": wijkwerker, "werkzoekende_id": wijkwerker.werkzoekende_id, "door": self.door}
        if begon:
            tot = dag_na(begon, gegevens["duur"])
            Overeenkomst.objects.create(van=begon, tot=tot, getekend_tot=tot, **mee)
        if gegevens["vervolg"] is not None:
            op = dag_na(wijkwerker.toegeleid_op, gegevens["vervolg"])
            Vervolgstap.objects.create(soort="werk", wat="werk", tegen=op, op=op, **mee)
        if gegevens["opdracht"] is None:
            return
        van = dag_na(wijkwerker.toegeleid_op, gegevens["opdracht"])
        toewijzing = Toewijzing.objects.create(opdracht=self.werk, van=van, **mee)
        for dag, uren in gegevens["uren"]:
            begin = moment(van + dag * DAG, 23)
            dit = {"maand": (van + dag * DAG).replace(day=1), **mee}
            einde = begin + datetime.timedelta(hours=uren)
            Prestatie.objects.create(toewijzing=toewijzing, begin=begin, einde=einde, minuten=uren * 60 - 7, **dit)
        for nummer, (van_wie, score) in enumerate(gegevens["scores"]):
            Tevredenheid.objects.create(
                toewijzing=toewijzing,
                werkzoekende_id=wijkwerker.werkzoekende_id,
                van_wie=van_wie,
                score=score,
                dag=van + nummer * DAG,
                door=self.door,
            )


def rijen(sql, **waarden):
    with connection.cursor() as cursor:
        cursor.execute(sql, waarden)
        return cursor.fetchall()
