"""A year of wijk-werken, month by month: planned, worked, approved, closed, corrected afterwards, to the cent."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

import time_machine

from kern.tijd import volgende_maand
from tests.factories.afrekening import ander_tarief, keurt_goed, sluit_af, werkte
from tests.factories.wijkwerkers import begonnen, bekend, gebruiker, gepland, moment, opdracht
from wijkwerken.models import (
    Afrekenregel,
    Beurt,
    Chequegebruik,
    Chequelot,
    Gebruikersstaat,
    Maandafsluiting,
    Maandstaat,
    Prestatie,
)
from wijkwerken.regels import Blok
from wijkwerken.services import cheques, goedkeuring, planning, prestaties
from wijkwerken.staten import vingerafdruk

BEGIN, EINDE, NIEUWJAAR = date(2026, 7, 1), date(2027, 6, 30), date(2027, 1, 1)
TARIEF = {False: {"werker": 410, "klant": 595, "km": 15}, True: {"werker": 430, "klant": 645, "km": 17}}
"""Before and after New Year."""


@dataclass
class Gewerkt:
    """What really happened, kept beside the product: the truth that the statements have to add up to."""

    werker: int
    klant: int
    begin: datetime
    einde: datetime
    tienden_km: int

    def waarde(self):
        """(started hours, cents of the worker, cents of travel, cents of the customer), counted another way."""
        minuten = round((self.einde - self.begin).total_seconds() / 60)
        uren = [self.begin.astimezone(UTC) + timedelta(minutes=na) for na in range(0, minuten, 60)]
        nieuw = [uur >= datetime(2026, 12, 31, 23, tzinfo=UTC) for uur in uren]
        cent = self.tienden_km * TARIEF[nieuw[0]]["km"]
        reis = (cent + 5) // 10 if self.tienden_km > 100 else 0
        return (len(uren), sum(TARIEF[n]["werker"] for n in nieuw), reis, sum(TARIEF[n]["klant"] for n in nieuw))


class Jaar:
    def __init__(self, rabot, door):
        self.door, self.gok, self.waarheid = door, Random(26), {}
        self.klanten = [gebruiker(achternaam=f"Huis {nummer}", email="huis@test.be") for nummer in range(3)]
        werken = [opdracht(door, gebruiker=klant, plaatsen=3, tot=EINDE) for klant in self.klanten]
        mensen = [begonnen(bekend(door, rabot), door=door, van=BEGIN, tot=EINDE) for _ in range(3)]
        self.plekken = [gepland(een, werk, door=door, van=BEGIN, tot=EINDE) for een in mensen for werk in werken]

    def plan(self, maand):
        """Two turns of each place, on days of its own; on New Year's Eve one over midnight."""
        for nummer, plek in enumerate(self.plekken):
            for dag in (maand + timedelta(days=nummer), maand + timedelta(days=nummer + 14)):
                begin = moment(dag, self.gok.randint(8, 12))
                blokken = [Blok(begin, begin + timedelta(minutes=self.gok.choice([60, 90, 150, 180])))]
                planning.plan_beurten(plek, blokken=blokken, door=self.door)
        if maand == date(2026, 12, 1):
            nacht = Blok(moment(date(2026, 12, 31), 22, 30), moment(date(2027, 1, 1), 1, 15))
            planning.plan_beurten(self.plekken[0], blokken=[nacht], door=self.door)

    def werk(self):
        """Most of what was planned happened, some longer, and one turn in eight was called off."""
        for beurt in Beurt.objects.ongefilterd("test").gepland().order_by("begin", "pk"):
            if self.gok.random() < 0.125:
                planning.zeg_af(beurt, reden="ziek", door=self.door)
            else:
                langer = timedelta(minutes=self.gok.choice([0, 0, 1, 45]))
                self.noteer(beurt.toewijzing, beurt.begin, beurt.einde + langer, beurt=beurt)

    def noteer(self, plek, begin, einde, **velden):
        km = self.gok.choice([0, 98, 100, 101, 125, 333])
        rij = werkte(plek, Blok(begin, einde), self.door, km=f"{km / 10}", **velden)
        self.onthoud(rij, km)

    def onthoud(self, rij, km):
        klant = rij.toewijzing.opdracht.gebruiker_id
        self.waarheid[rij.pk] = Gewerkt(rij.wijkwerker_id, klant, rij.begin, rij.einde, km)

    def keur(self):
        """One customer by the link, with what is not right; the others by telephone."""
        vraag = goedkeuring.vraag(self.klanten[0], door=self.door)
        fout = [rij.sleutel for rij in vraag.prestaties.ongefilterd("test")[:1]]
        assert goedkeuring.antwoord_via_link(vraag.link.token, niet=fout, opmerking="was korter") == 1
        betwist = Prestatie.objects.ongefilterd("test").get(stand="betwist", vervallen=False)
        self.corrigeer(betwist, -30)
        keurt_goed(self.door)

    def corrigeer(self, rij, minuten):
        """Other hours; None: nobody worked."""
        oud = self.waarheid.pop(rij.pk)
        nieuw = None
        if minuten is not None:
            einde = max(oud.einde + timedelta(minutes=minuten), oud.begin + timedelta(minutes=20))
            nieuw = Prestatie(begin=oud.begin, einde=einde, kilometers=rij.kilometers)
        gevonden = prestaties.corrigeer(rij, uitleg="vergissing", nieuw=nieuw, door=self.door)
        if gevonden is not None:
            self.onthoud(Prestatie.objects.ongefilterd("test").get(pk=gevonden.pk), oud.tienden_km)

    def corrigeer_later(self):
        """Work of months that are closed: longer, shorter, or not at all."""
        rijen = Prestatie.objects.ongefilterd("test").filter(corrigeert=None, vervallen=False)
        dicht = list(rijen.filter(maand__lte=Maandafsluiting.objects.laatste().maand).order_by("begin", "pk"))
        for rij, minuten in zip(self.gok.sample(dicht, 3), (20, -20, None), strict=True):
            self.corrigeer(rij, minuten)

    def som(self, sleutel):
        """The truth per worker or customer: (hours, cents, …)."""
        som = {}
        for werk in self.waarheid.values():
            bij = som.setdefault(sleutel(werk), Counter())
            bij.update(dict(zip("uwrk", werk.waarde(), strict=True)))
        return som


def controleer_maand(afsluiting):
    """Statements of workers, statements of customers and the closing itself tell one story."""
    werkers = list(Maandstaat.objects.ongefilterd("test").filter(afsluiting=afsluiting))
    klanten = list(Gebruikersstaat.objects.ongefilterd("test").filter(afsluiting=afsluiting))
    regels = list(Afrekenregel.objects.ongefilterd("test").filter(afsluiting=afsluiting))
    for staten in (werkers, klanten):
        assert sum(staat.uren for staat in staten) == afsluiting.uren == sum(regel.uren for regel in regels)
    assert sum(staat.bedrag for staat in werkers) == afsluiting.vergoeding
    assert sum(staat.reis for staat in werkers) == afsluiting.reis == sum(regel.reis for regel in regels)
    assert sum(staat.bedrag for staat in klanten) == afsluiting.prijs
    assert sum(staat.te_betalen + staat.gedekt for staat in klanten) == afsluiting.prijs
    assert sum(staat.gedekt for staat in klanten) == afsluiting.gedekt
    for staat in (*werkers, *klanten):
        lees = json.loads(staat.inhoud)
        assert (sum(lijn["uren"] for lijn in lees["regels"]), lees["uren"]) == (staat.uren, staat.uren)
        assert (sum(lijn["bedrag"] for lijn in lees["regels"]), lees["bedrag"]) == (staat.bedrag, staat.bedrag)
        assert all(lijn["uren"] * lijn["per_uur"] == lijn["bedrag"] for lijn in lees["regels"])
        assert vingerafdruk(staat.inhoud) == staat.sha256


def controleer_cheques(gekocht):
    gebruikt = Counter()
    for gebruik in Chequegebruik.objects.ongefilterd("test"):
        gebruikt[gebruik.lot_id] += gebruik.aantal
    for lot in Chequelot.objects.ongefilterd("test"):
        assert (lot.gebruikt, 0 <= lot.over <= lot.aantal) == (gebruikt[lot.pk], True)
    regels = Afrekenregel.objects.ongefilterd("test")
    assert sum(gebruikt.values()) == sum(regel.met_cheque for regel in regels) > 0
    assert sum(lot.aantal for lot in Chequelot.objects.ongefilterd("test")) == gekocht


def test_a_year_adds_up_to_the_cent(rabot, coordinator):
    for soort, bedrag in (("vergoeding", "4.30"), ("prijs", "6.45"), ("kilometer", "0.17")):
        ander_tarief(soort, bedrag, NIEUWJAAR)
    gekocht, maand = 0, BEGIN
    with time_machine.travel(datetime(2026, 7, 1, 6, tzinfo=UTC), tick=False) as klok:
        jaar = Jaar(rabot, coordinator)
        while maand <= EINDE:
            klok.move_to(datetime(maand.year, maand.month, 1, 6, tzinfo=UTC))
            jaar.plan(maand)
            if maand.month % 3 == 1:
                lot = Chequelot(gebruiker=jaar.klanten[1], aantal=25, uitgegeven_op=maand)
                gekocht += cheques.geef_uit(lot, door=coordinator).aantal
            daarna = volgende_maand(maand)
            klok.move_to(datetime(daarna.year, daarna.month, 2, 12, tzinfo=UTC))
            jaar.werk()
            jaar.keur()
            controleer_maand(sluit_af(coordinator, maand.year, maand.month))
            jaar.corrigeer_later()
            maand = daarna
        keurt_goed(coordinator)
        klok.move_to(datetime(2027, 8, 2, 12, tzinfo=UTC))
        controleer_maand(sluit_af(coordinator, 2027, 7))
    controleer_cheques(gekocht)
    assert Maandafsluiting.objects.count() == 13
    werkers, klanten = jaar.som(lambda werk: werk.werker), jaar.som(lambda werk: werk.klant)
    for pk, verwacht in werkers.items():
        staten = Maandstaat.objects.ongefilterd("test").filter(wijkwerker=pk)
        som = (sum(staat.uren for staat in staten), sum(s.bedrag for s in staten), sum(s.reis for s in staten))
        assert som == (verwacht["u"], verwacht["w"], verwacht["r"])
    for pk, verwacht in klanten.items():
        staten = Gebruikersstaat.objects.ongefilterd("test").filter(gebruiker=pk)
        assert (sum(s.uren for s in staten), sum(s.bedrag for s in staten)) == (verwacht["u"], verwacht["k"])
    nacht = Afrekenregel.objects.ongefilterd("test").filter(
        prestatie__begin=moment(date(2026, 12, 31), 22, 30), uren__gt=0
    )
    assert [(r.dag, r.uren, r.vergoeding, r.prijs) for r in nacht.filter(prestatie__vervallen=False)][:2] == [
        (date(2026, 12, 31), 2, 410, 595),
        (NIEUWJAAR, 1, 430, 645),
    ]
