"""Judges rows: what each one says in the product's own terms, and every reason why it cannot (reference.md §4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property, partial
from typing import Any, TypeVar

from django.utils.text import slugify

from kern.namen import vouw
from kern.tijd import vandaag
from kern.velden import zoekhash
from werkpunten.importeren import lijsten, waarden
from werkpunten.importeren.lezen import KOLOMMEN, Bronrij, Cel
from werkpunten.importeren.waarden import Afgekeurd, gevouwen, tekst, toon
from werkpunten.models import Onderwerp, Soort, Werkpunt, Wijk

T = TypeVar("T")
FOUTKOLOMMEN = frozenset({"werkpunt", "dag", "soort", "extern_id", "voornaam", "achternaam"})
"""A cell in one of these that means nothing stops the whole file; elsewhere it is left out, with a warning."""
LENGTES = {"extern_id": 200, "voornaam": 80, "achternaam": 120, "straat": 120, "huisnummer": 20, "postcode": 10}


@dataclass(frozen=True)
class Melding:
    """One thing wrong with one row: an error stops the file, a warning does not."""

    rij: int
    regel: int
    kolom: str
    reden: str
    fout: bool


@dataclass(frozen=True, slots=True)
class Gegevens:
    """What one row says about the person."""

    extern_id: str = ""
    insz: str = ""
    voornaam: str = ""
    achternaam: str = ""
    geboortedatum: date | None = None
    precisie: str = "dag"
    geslacht: str = ""
    taal: str = ""
    telefoon: str = ""
    nationaliteit: str = ""
    opleiding: str = ""

    @property
    def anoniem(self) -> bool:
        return not (self.voornaam or self.achternaam or self.extern_id or self.insz)


@dataclass(frozen=True, slots=True)
class Woonplaats:
    wijk: int
    straat: str
    huisnummer: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Rij:
    """One contact as the file gives it. ``werkpunt`` is a primary key, negative for a unit that is yet to be made."""

    nummer: int
    regel: int
    sleutel: bytes
    werkpunt: int
    dag: date
    tijdstip: time | None
    soort: str
    onderwerpen: tuple[int, ...]
    gegevens: Gegevens
    wijk: int | None
    woonplaats: Woonplaats | None
    statuut: str


@dataclass
class NieuwPunt:
    slug: str
    naam: str
    eerste_dag: date


class Lijsten:
    """The product's own lists, read once before the file."""

    def __init__(self) -> None:
        punten = list(Werkpunt.objects.all())
        self.werkpunten = {vouw(woord): punt.pk for punt in punten for woord in (punt.naam, punt.slug)}
        self.slugs = {punt.pk: punt.slug for punt in punten}
        self.geopend = {punt.pk: punt.geopend_op for punt in punten}
        wijken = list(Wijk.objects.all())
        self.wijken = {vouw(str(w)): wijk.pk for wijk in wijken for w in (wijk.naam, wijk.slug, wijk.nummer)}
        self.wijk_onbekend: int = next(wijk.pk for wijk in wijken if wijk.soort == Wijk.Soort.ONBEKEND)
        themas = list(Onderwerp.objects.all())
        self.onderwerpen = {vouw(woord): thema.pk for thema in themas for woord in (thema.naam, thema.slug)}
        self.ander: int = next(thema.pk for thema in themas if thema.slug == "ander")
        self.vandaag = vandaag()

    @cached_property
    def soorten(self) -> Mapping[str, str]:
        return {vouw(str(woord)): waarde for waarde, label in Soort.choices for woord in (waarde, label)}


@dataclass
class Keurder:
    """Judges rows one by one and keeps what was wrong with them."""

    lijsten: Lijsten
    bron: str
    nieuwe_werkpunten: bool = False
    meldingen: list[Melding] = field(default_factory=list)
    nieuw: dict[int, NieuwPunt] = field(default_factory=dict)
    aantal_fouten: int = 0

    def keur(self, bronrij: Bronrij) -> Rij | None:
        """The row, or None when it holds an error."""
        fouten = self.aantal_fouten
        if bronrij.fout:
            self._meld(bronrij, "", bronrij.fout, fout=True)
            return None
        for kolom, cel in bronrij.cellen.items():
            if isinstance(cel, str) and "\0" in cel:
                self._meld(bronrij, kolom, "bevat een teken dat niet kan (nul-byte)", fout=True)
        rij = self._rij(bronrij)
        return rij if self.aantal_fouten == fouten else None

    def _rij(self, bronrij: Bronrij) -> Rij | None:
        lees = partial(self._lees, bronrij)
        dag = lees("dag", self._dag, None)
        werkpunt = lees("werkpunt", self._werkpunt, None)
        soort = lees("soort", self._soort, Soort.BEZOEK.value)
        gegevens = self._gegevens(bronrij, lees)
        if dag is None or werkpunt is None:
            self._verplicht(bronrij)
            return None
        self._opening(bronrij, werkpunt, dag)
        wijk = lees("wijk", self._wijk, None)
        tijdstip = lees("tijdstip", waarden.tijdstip, None)
        return Rij(
            bronrij.nummer,
            bronrij.regel,
            self._sleutel(bronrij, gegevens, werkpunt, dag, tijdstip, soort),
            werkpunt,
            dag,
            tijdstip,
            soort,
            self._onderwerpen(bronrij),
            gegevens,
            wijk,
            self._woonplaats(bronrij, lees, wijk),
            lees("statuut", lambda cel: waarden.uit_lijst(cel, lijsten.statuten(), "statuut"), ""),
        )

    def _lees(self, bronrij: Bronrij, kolom: str, functie: Callable[[Cel], T], leeg: T) -> T:
        cel = bronrij.cellen.get(kolom)
        if cel is None:
            return leeg
        try:
            return functie(cel)
        except Afgekeurd as reden:
            self._meld(bronrij, kolom, str(reden), fout=kolom in FOUTKOLOMMEN)
            return leeg

    def _meld(self, bronrij: Bronrij, kolom: str, reden: str, *, fout: bool) -> None:
        self.meldingen.append(Melding(bronrij.nummer, bronrij.regel, kolom, reden, fout))
        self.aantal_fouten += fout

    def _verplicht(self, bronrij: Bronrij) -> None:
        for kolom in ("werkpunt", "dag"):
            if kolom not in bronrij.cellen:
                self._meld(bronrij, kolom, "is leeg", fout=True)

    def _dag(self, cel: Cel) -> date:
        dag = waarden.dag(cel)
        if dag > self.lijsten.vandaag:
            raise Afgekeurd(f"{toon(cel)} ligt in de toekomst")
        if dag < waarden.EERSTE_DAG:
            raise Afgekeurd(f"{toon(cel)} ligt te ver terug")
        return dag

    def _werkpunt(self, cel: Cel) -> int:
        naam = gevouwen(cel)
        if naam in self.lijsten.werkpunten:
            return self.lijsten.werkpunten[naam]
        slug = slugify(naam)[:60]
        if not self.nieuwe_werkpunten or not slug:
            raise Afgekeurd(f"{toon(cel)} is geen werkpunt")
        pk = -1 - len(self.nieuw)
        self.nieuw[pk] = NieuwPunt(slug, waarden.kort(cel, 80), self.lijsten.vandaag)
        self.lijsten.werkpunten[naam], self.lijsten.slugs[pk] = pk, slug
        return pk

    def _opening(self, bronrij: Bronrij, werkpunt: int, dag: date) -> None:
        if punt := self.nieuw.get(werkpunt):
            punt.eerste_dag = min(punt.eerste_dag, dag)
        elif dag < self.lijsten.geopend[werkpunt]:
            self._meld(bronrij, "dag", f"{dag:%d/%m/%Y} ligt voor de opening van het werkpunt", fout=False)

    def _soort(self, cel: Cel) -> str:
        return waarden.uit_lijst(cel, self.lijsten.soorten, "soort contact")

    def _wijk(self, cel: Cel) -> int:
        wijk = self.lijsten.wijken.get(gevouwen(cel))
        if wijk is None:
            raise Afgekeurd(f"{toon(cel)} is geen wijk van Gent")
        return wijk

    def _onderwerpen(self, bronrij: Bronrij) -> tuple[int, ...]:
        gevonden = []
        for woord in tekst(bronrij.cellen.get("onderwerp", "")).split("|"):
            if sleutel := gevouwen(woord):
                if sleutel not in self.lijsten.onderwerpen:
                    self._meld(bronrij, "onderwerp", f"{toon(woord)} is geen onderwerp, het wordt “ander”", fout=False)
                gevonden.append(self.lijsten.onderwerpen.get(sleutel, self.lijsten.ander))
        return tuple(dict.fromkeys(gevonden))

    def _gegevens(self, bronrij: Bronrij, lees: Callable[..., Any]) -> Gegevens:
        def kort(kolom: str) -> Any:
            return lees(kolom, lambda cel: waarden.kort(cel, LENGTES[kolom]), "")

        def uit(kolom: str, lijst: Mapping[str, str], wat: str) -> Any:
            return lees(kolom, lambda cel: waarden.uit_lijst(cel, lijst, wat), "")

        geboortedatum, precisie = lees(
            "geboortedatum", lambda cel: waarden.geboorte(cel, self.lijsten.vandaag), (None, "dag")
        )
        return Gegevens(
            kort("extern_id"),
            lees("insz", waarden.insz, ""),
            kort("voornaam"),
            kort("achternaam"),
            geboortedatum,
            precisie,
            uit("geslacht", lijsten.GESLACHTEN, "geslacht (m, v of x)"),
            uit("taal", lijsten.talen(), "bekende taal"),
            lees("telefoon", waarden.telefoon, ""),
            uit("nationaliteit", lijsten.nationaliteiten(), "bekende nationaliteit"),
            uit("opleidingsniveau", lijsten.opleidingen(), "opleidingsniveau"),
        )

    def _woonplaats(self, bronrij: Bronrij, lees: Callable[..., Any], wijk: int | None) -> Woonplaats | None:
        if not bronrij.cellen.keys() & {"wijk", "straat", "huisnummer", "postcode"}:
            return None
        straat, huisnummer, postcode = (
            lees(kolom, lambda cel, grens=LENGTES[kolom]: waarden.kort(cel, grens), "")
            for kolom in ("straat", "huisnummer", "postcode")
        )
        return Woonplaats(wijk or self.lijsten.wijk_onbekend, straat, huisnummer, postcode)

    def _sleutel(
        self, bronrij: Bronrij, gegevens: Gegevens, werkpunt: int, dag: date, tijdstip: time | None, soort: str
    ) -> bytes:
        """Sixteen bytes that are equal for equal rows, however they were written down.

        Of the lists it takes what stands in the file, so that a list that grows does not change the row. Keyed: it is
        kept beside the data it was made from, and must not give away the national number.
        """
        cellen = bronrij.cellen
        delen = {kolom: tekst(cellen[kolom]).casefold() for kolom in KOLOMMEN if kolom in cellen}
        delen |= {"werkpunt": self.lijsten.slugs[werkpunt], "dag": dag.isoformat(), "soort": soort}
        if gegevens.extern_id:
            delen["bron"] = self.bron
        if tijdstip:
            delen["tijdstip"] = f"{tijdstip:%H:%M}"
        if gegevens.geboortedatum:
            delen["geboortedatum"] = f"{gegevens.geboortedatum} {gegevens.precisie}"
        if "insz" in cellen:
            delen["insz"] = waarden.cijfers_van(cellen["insz"])
        if "onderwerp" in cellen:
            delen["onderwerp"] = "|".join(sorted({gevouwen(deel) for deel in delen["onderwerp"].split("|")}))
        return zoekhash("importrij", "\x1e".join(f"{kolom}\x1f{delen[kolom]}" for kolom in sorted(delen)))[:16]
