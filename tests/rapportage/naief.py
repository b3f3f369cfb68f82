"""The reach figures once more, counted by plain Python, row by row: nothing is shared with the product's SQL."""

import calendar
import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

NIET_GETELD = {"poging"}
ONBEKEND = "onbekend"
BRUSSEL = ZoneInfo("Europe/Brussels")
Dag = datetime.date
Cijfers = dict[str, int]
NUL = dict.fromkeys(("bereikt", "nieuw", "terugkerend", "contacten", "anoniem", "cumulatief"), 0)


@dataclass(frozen=True)
class Contact:
    """``wie`` None is an anonymous contact."""

    wie: int | None
    waar: str
    dag: Dag
    soort: str = "bezoek"


def tel(contacten: Sequence[Contact], van: Dag, tot: Dag, waar: str | None = None) -> Cijfers:
    """The six figures of one unit (or the city), both days included."""
    telt = [c for c in contacten if c.soort not in NIET_GETELD and (waar is None or c.waar == waar) and c.dag <= tot]
    nu = [c for c in telt if c.dag >= van]
    vroeger = {c.wie for c in telt if c.dag < van} - {None}
    bereikt = {c.wie for c in nu} - {None}
    return {
        "bereikt": len(bereikt),
        "nieuw": len(bereikt - vroeger),
        "terugkerend": len(bereikt & vroeger),
        "contacten": len(nu),
        "anoniem": sum(c.wie is None for c in nu),
        "cumulatief": len(bereikt | vroeger),
    }


def vakken(code: str, van: Dag, tot: Dag) -> dict[str, tuple[Dag, Dag]]:
    """First and last day of the part of every month (kwartaal, jaar) that lies between two days."""
    gevonden: dict[str, tuple[Dag, Dag]] = {}
    dag = van
    while dag <= tot:
        sleutel = {"maand": dag.isoformat()[:7], "kwartaal": f"{dag.year}-K{'111222333444'[dag.month - 1]}"}.get(
            code, dag.isoformat()[:4]
        )
        gevonden[sleutel] = (gevonden.get(sleutel, (dag, dag))[0], dag)
        dag += datetime.timedelta(days=1)
    return gevonden


def maanden(van: Dag, tot: Dag) -> dict[str, tuple[Dag, Dag]]:
    return vakken("maand", van, tot)


def groep(geboren: Dag | None, precisie: str, dag: Dag) -> str:
    """The age band, when every day somebody may be born on gives the same one."""
    if geboren is None or geboren > dag:
        return ONBEKEND
    laatste = {
        "dag": geboren,
        "maand": geboren.replace(day=calendar.monthrange(geboren.year, geboren.month)[1]),
        "jaar": geboren.replace(month=12, day=31),
    }[precisie]
    bij = set()
    for mogelijk in {geboren, min(laatste, dag)}:
        jaren = dag.year - mogelijk.year - int((dag.month, dag.day) < (mogelijk.month, mogelijk.day))
        grenzen = {"<18": 0, "18-24": 18, "25-29": 25, "30-39": 30, "40-54": 40, "55-64": 55, "65+": 65}
        bij.add([naam for naam, vanaf in grenzen.items() if jaren >= vanaf][-1])
    return bij.pop() if len(bij) == 1 else ONBEKEND


class Wereld:
    """Every row that counts, as it stands in the tables."""

    def __init__(self) -> None:
        self.contacten: list[dict[str, Any]] = []
        self.thema: dict[int, list[tuple[str, str]]] = defaultdict(list)
        """Per contact: topic and service."""
        self.reeksen: dict[str, dict[int, list[dict[str, Any]]]] = {
            naam: defaultdict(list) for naam in ("adres", "statuut", "intake")
        }
        regels = _rijen("select soort, telt, geldig_van, geldig_tot from werkpunten_telregel")
        punten = {rij["id"]: rij["slug"] for rij in _rijen("select id, slug from werkpunten_werkpunt")}
        wijken = {rij["id"]: rij["slug"] for rij in _rijen("select id, slug from werkpunten_wijk")}
        themas = {
            r["id"]: (r["slug"], r["dienst"]) for r in _rijen("select id, slug, dienst from werkpunten_onderwerp")
        }
        for contact in _rijen("select * from werkpunten_contactmoment"):
            telt = [
                regel["telt"]
                for regel in regels
                if regel["soort"] == contact["soort"]
                and regel["geldig_van"] <= contact["dag"] <= (regel["geldig_tot"] or Dag.max)
            ]
            if telt == [True]:
                contact |= {"waar": punten[contact["werkpunt_id"]], "wijk": wijken.get(contact["wijk_id"], ONBEKEND)}
                self.contacten.append(contact)
        self.personen: dict[int, dict[str, Any]] = {
            rij["id"]: rij for rij in _rijen("select * from werkpunten_werkzoekende")
        }
        for rij in _rijen("select contactmoment_id, onderwerp_id from werkpunten_contactonderwerp"):
            self.thema[rij["contactmoment_id"]].append(themas[rij["onderwerp_id"]])
        for naam, reeks in self.reeksen.items():
            for rij in _rijen(f"select * from werkpunten_{naam}"):
                reeks[rij["werkzoekende_id"]].append(rij | {"wijk": wijken.get(rij.get("wijk_id") or 0)})

    def cellen(
        self, van: Dag, tot: Dag, waar: Collection[str] | None, codes: Sequence[str]
    ) -> dict[tuple[str, ...], Cijfers]:
        """The figures of one period (both days included) and set of units, by these dimensions."""
        telt = [c for c in self.contacten if c["dag"] <= tot and (waar is None or c["waar"] in waar)]
        nu = [c for c in telt if c["dag"] >= van]
        ooit, peil = _eerste_dagen(telt), _eerste_dagen(nu)
        wie: dict[tuple[str, ...], dict[str, set[int]]] = defaultdict(lambda: {code: set() for code in NUL})
        for contact in nu:
            persoon = contact["werkzoekende_id"]
            for sleutel in self._sleutels(contact, codes, peil):
                wie[sleutel]["contacten"].add(contact["id"])
                if persoon is None:
                    wie[sleutel]["anoniem"].add(contact["id"])
                else:
                    wie[sleutel]["bereikt"].add(persoon)
                    wie[sleutel]["nieuw" if ooit[persoon] >= van else "terugkerend"].add(persoon)
        for contact in telt:
            if (persoon := contact["werkzoekende_id"]) is not None:
                for sleutel in self._sleutels(contact, codes, ooit):
                    wie[sleutel]["cumulatief"].add(persoon)
        return {sleutel: {code: len(wat) for code, wat in cel.items()} for sleutel, cel in wie.items()}

    def _sleutels(
        self, contact: dict[str, Any], codes: Sequence[str], peil: dict[int, Dag]
    ) -> Iterator[tuple[str, ...]]:
        """A topic only stands beside its own service."""
        for thema, dienst in self.thema[contact["id"]] or [(ONBEKEND, ONBEKEND)]:
            van_contact = {"soort": {contact["soort"]}, "onderwerp": {thema}, "dienst": {dienst}}
            yield from product(*(van_contact.get(code) or self._waarden(code, contact, peil) for code in codes))

    def _waarden(self, code: str, contact: dict[str, Any], peil: dict[int, Dag]) -> Collection[str]:
        if (pk := contact["werkzoekende_id"]) is None:
            return {contact["wijk"] if code == "wijk" else ONBEKEND}
        persoon, dag = self.personen[pk], peil[pk]
        van_persoon: dict[str, Callable[[], Collection[str]]] = {
            "geslacht": lambda: {persoon["geslacht"] or ONBEKEND},
            "opleiding": lambda: {persoon["opleiding"] or ONBEKEND},
            "taal": lambda: {persoon["contacttaal"] or ONBEKEND},
            "leeftijd": lambda: {groep(persoon["geboortedatum"], persoon["geboorte_precisie"], dag)},
            "wijk": lambda: {self._op("adres", pk, dag).get("wijk") or ONBEKEND},
            "statuut": lambda: {self._op("statuut", pk, dag).get("soort", ONBEKEND)},
            "doelgroep": lambda: self._doelgroepen(pk, dag),
        }
        return van_persoon[code]()

    def _op(self, reeks: str, persoon: int, dag: Dag) -> dict[str, Any]:
        geldig = [rij for rij in self.reeksen[reeks][persoon] if rij["van"] <= dag <= (rij["tot"] or Dag.max)]
        return max(geldig, key=lambda rij: (rij["van"], rij["id"]), default={})

    def _doelgroepen(self, persoon: int, dag: Dag) -> Collection[str]:
        """Of the last intake by that day, or else of the first one after it."""
        klaar = sorted(
            (rij["afgerond"].astimezone(BRUSSEL).date(), rij["id"], rij["doelgroepen"])
            for rij in self.reeksen["intake"][persoon]
            if rij["afgerond"] is not None
        )
        toen = [intake for intake in klaar if intake[0] <= dag] or [i for i in reversed(klaar) if i[0] == klaar[0][0]][
            :1
        ]
        return (set(toen[-1][2]) or {"geen"}) if toen else {ONBEKEND}


def _eerste_dagen(contacten: Sequence[dict[str, Any]]) -> dict[int, Dag]:
    dagen: dict[int, Dag] = {}
    for contact in contacten:
        wie = contact["werkzoekende_id"]
        dagen[wie] = min(contact["dag"], dagen.get(wie, Dag.max))
    return dagen


def _rijen(sql: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        namen = [kolom.name for kolom in cursor.description]
        return [dict(zip(namen, rij, strict=True)) for rij in cursor.fetchall()]
