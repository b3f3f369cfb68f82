"""All that managers, press and partners can lay side by side of reach, and everything that always holds between it.

A cell is a figure, a time, a breakdown and its part; of the city the last two are empty, by unit the breakdown is.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rapportage.dimensies import DIMENSIES, Aard
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from tests.rapportage.aanval import Aanval, Cel, Som, Weging

OP_NAAM = "op naam"
MENSEN, CONTACTEN = ("bereikt", "nieuw", "terugkerend"), ("contacten", OP_NAAM, "anoniem")
VERDEELT = tuple(d.code for d in DIMENSIES if d.aard is Aard.PERSOON and not d.meervoud)
"""Breakdowns in which everybody, and every contact, has one place."""
WERKPUNT = ""


def cellen(document: Mapping[str, Any]) -> Iterator[tuple[Cel, int | None]]:
    """Every figure of one report: of its time and those beside it, by unit, and its breakdowns."""
    tijdvak, stad = document["tijdvak"], document["werkpunt"] or ""
    for code, figuur in document["bereik"]["indicatoren"].items():
        for tijd, knoop in figuur["per"][document["soort"]].items():
            yield (code, tijd, WERKPUNT, stad), knoop["totaal"] if isinstance(knoop, dict) else knoop
            punten = knoop["per"]["werkpunt"] if isinstance(knoop, dict) else {}
            for slug, waarde in punten.items():
                yield (code, tijd, WERKPUNT, slug), waarde
    for dimensie, bereik in document["uitsplitsingen"].items():
        for code, figuur in bereik["indicatoren"].items() if dimensie in VERDEELT else ():
            yield (code, tijdvak, WERKPUNT, ""), figuur["totaal"]
            for deel, waarde in figuur["per"][dimensie].items():
                yield (code, tijdvak, dimensie, deel), waarde


class Bekend:
    """One world, and the published documents of it."""

    def __init__(self, exact: Iterable[Mapping[str, Any]], gepubliceerd: Iterable[Mapping[str, Any]]) -> None:
        self.waarden: dict[Cel, int] = {}
        for document in exact:
            for cel, waarde in cellen(document):
                assert waarde is not None
                assert self.waarden.setdefault(cel, waarde) == waarde, cel
        getoond = {cel: waarde for document in gepubliceerd for cel, waarde in cellen(document)}
        gezien = {cel for document in gepubliceerd for cel, waarde in cellen(document) if waarde is not None}
        self.verborgen = getoond.keys() - gezien
        self.waarden = {cel: self.waarden[cel] for cel in getoond}
        for (code, *waar), waarde in [*self.waarden.items()]:
            if code == "contacten":
                self.waarden[OP_NAAM, *waar] = waarde - self.waarden["anoniem", *waar]

    def aanval(self) -> Aanval:
        nooit = {cel for cel in self.waarden if cel[0] == OP_NAAM and self.waarden[cel]}
        dicht = self.verborgen | nooit
        return Aanval(self.waarden, dicht, self._sommen(), self._minstens(), misschien_nul=self._niets_getoond())

    def _niets_getoond(self) -> set[Cel]:
        """Parts of breakdowns of which nothing at all is shown, zeros neither."""
        leeg = {(tijd, dimensie) for _, tijd, dimensie, deel in self.verborgen if dimensie and deel}
        leeg -= {cel[1:3] for cel in self.waarden if cel[0] in {*MENSEN, "contacten"} and cel not in self.verborgen}
        return {cel for cel in self.waarden if cel[1:3] in leeg}

    def te_beschermen(self, drempel: int) -> set[Cel]:
        """What is hidden, zeros apart, and the small numbers that would follow from two figures that are shown."""
        op_naam = {cel for cel, n in self.waarden.items() if cel[0] == OP_NAAM and n < drempel}
        return {cel for cel in self.verborgen | op_naam if self.waarden[cel]}

    def _plaatsen(self) -> set[tuple[str, str, str]]:
        return {(tijd, dimensie, deel) for _, tijd, dimensie, deel in self.waarden}

    def _delen(self, tijd: str, dimensie: str) -> list[str]:
        return [deel for moment, uit, deel in self._plaatsen() if (moment, uit) == (tijd, dimensie) and deel]

    def _maanden(self, tijd: str, dimensie: str, deel: str) -> list[str]:
        """The months that are published too of a quarter or year; none when one lacks."""
        tijdvak = Tijdvak.van_sleutel(tijd)
        if tijdvak.soort is Tijdvaksoort.MAAND:
            return []
        maanden = [maand.sleutel for maand in tijdvak.delen(Tijdvaksoort.MAAND)]
        return maanden if all(("contacten", maand, dimensie, deel) in self.waarden for maand in maanden) else []

    def _sommen(self) -> Iterator[Som]:
        for waar in self._plaatsen():
            yield ("bereikt", *waar), [("nieuw", *waar), ("terugkerend", *waar)]
            yield ("contacten", *waar), [(OP_NAAM, *waar), ("anoniem", *waar)]
            maanden = self._maanden(*waar)
            for code in ("nieuw", *CONTACTEN) if maanden else ():
                yield (code, *waar), [(code, maand, *waar[1:]) for maand in maanden]
        for tijd, dimensie in {(tijd, dimensie) for tijd, dimensie, _ in self._plaatsen()}:
            for code in (*(MENSEN if dimensie else ()), *CONTACTEN):
                delen = [(code, tijd, dimensie, deel) for deel in self._delen(tijd, dimensie)]
                yield (code, tijd, WERKPUNT, ""), delen
        yield from self._sinds_de_start()

    def _sinds_de_start(self) -> Iterator[Som]:
        for code, tijd, _, punt in [cel for cel in self.waarden if cel[0] == "cumulatief"]:
            vorige = Tijdvak.van_sleutel(tijd).vorige.sleutel
            eerder = [(code, vorige, WERKPUNT, punt)] if (code, vorige, WERKPUNT, punt) in self.waarden else []
            yield (code, tijd, WERKPUNT, punt), [*eerder, ("nieuw", tijd, WERKPUNT, punt)]

    def _minstens(self) -> Iterator[Weging]:
        for waar in self._plaatsen():
            yield {(OP_NAAM, *waar): 1, ("bereikt", *waar): -1}
            maanden = self._maanden(*waar)
            if maanden:
                yield from _verenigd(("bereikt", *waar), [("bereikt", maand, *waar[1:]) for maand in maanden])
                terug = {("terugkerend", maand, *waar[1:]): 1 for maand in maanden}
                yield terug | {("terugkerend", *waar): -1}
        for tijd in {tijd for tijd, dimensie, _ in self._plaatsen() if not dimensie}:
            punten = self._delen(tijd, WERKPUNT)
            for code in ("bereikt", "cumulatief"):
                yield from _verenigd((code, tijd, WERKPUNT, ""), [(code, tijd, WERKPUNT, punt) for punt in punten])
            stad = ("nieuw", tijd, WERKPUNT, "")
            yield {stad: -1} | {("nieuw", tijd, WERKPUNT, punt): 1 for punt in punten}


def _verenigd(geheel: Cel, delen: list[Cel]) -> Iterator[Weging]:
    """Different people: at most those of all parts together, at least those of the largest."""
    yield {geheel: -1} | dict.fromkeys(delen, 1)
    for deel in delen:
        yield {geheel: 1, deel: -1}
