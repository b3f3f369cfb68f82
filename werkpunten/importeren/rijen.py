"""Judges rows: what each one says in the product's own terms, and every reason why it cannot (reference.md §4)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property, partial
from typing import Any

from django.utils.text import slugify

from kern.namen import vouw
from kern.tijd import vandaag
from kern.velden import zoekhash
from werkpunten.importeren import lijsten, waarden
from werkpunten.importeren.lezen import VERPLICHT, Bronrij, Cel
from werkpunten.importeren.waarden import Afgekeurd, gevouwen, tekst, toon
from werkpunten.models import Onderwerp, Soort, Werkpunt, Wijk

FOUTKOLOMMEN = frozenset({"werkpunt", "dag", "soort", "extern_id", "voornaam", "achternaam"})
"""A cell in one of these that means nothing stops the whole file; elsewhere it is left out, with a warning."""
UIT_LIJST = ("geslacht", "taal", "nationaliteit", "statuut", "opleidingsniveau", "wijk")
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
        self.themas = ", ".join(thema.slug for thema in themas)
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

    def __post_init__(self) -> None:
        """Per column what makes a value of a cell; topics can be right and wrong at once and are taken apart later."""

        def uit(lijst: Mapping[str, str], wat: str, raad: str = "") -> Callable[[Cel], str]:
            raad = raad or f"kies uit {', '.join(dict.fromkeys(lijst.values()))}"
            return lambda cel: waarden.uit_lijst(cel, lijst, wat, raad)

        self._functies: dict[str, Callable[[Cel], Any]] = {
            "werkpunt": self._werkpunt,
            "dag": self._dag,
            "tijdstip": waarden.tijdstip,
            "soort": uit(self.lijsten.soorten, "soort contact"),
            "geboortedatum": lambda cel: waarden.geboorte(cel, self.lijsten.vandaag),
            "geslacht": uit(lijsten.GESLACHTEN, "geslacht"),
            "wijk": self._wijk,
            "insz": waarden.insz,
            "telefoon": waarden.telefoon,
            "taal": uit(lijsten.talen(), "bekende taal", lijsten.ISO),
            "nationaliteit": uit(lijsten.nationaliteiten(), "bekende nationaliteit", lijsten.ISO),
            "statuut": uit(lijsten.statuten(), "statuut"),
            "opleidingsniveau": uit(lijsten.opleidingen(), "opleidingsniveau"),
        } | {kolom: partial(waarden.kort, grens=grens) for kolom, grens in LENGTES.items()}

    def keur(self, bronrij: Bronrij) -> Rij | None:
        """The row, or None when it holds an error."""
        fouten = self.aantal_fouten
        if bronrij.fout:
            self._meld(bronrij, "", bronrij.fout, fout=True)
            return None
        gelezen = dict(self._lees(bronrij))
        onderwerpen = self._onderwerpen(bronrij)
        for kolom in VERPLICHT:
            if kolom not in bronrij.cellen:
                self._meld(bronrij, kolom, "is leeg", fout=True)
        return self._rij(bronrij, gelezen, onderwerpen) if self.aantal_fouten == fouten else None

    def _lees(self, bronrij: Bronrij) -> Iterator[tuple[str, Any]]:
        """Column and value of each cell that means something; of the others it is noted why not."""
        for kolom, cel in bronrij.cellen.items():
            try:
                if isinstance(cel, str) and "\0" in cel:
                    self._meld(bronrij, kolom, "bevat een teken dat niet kan (nul-byte)", fout=True)
                elif kolom in self._functies:
                    yield kolom, self._functies[kolom](cel)
            except Afgekeurd as reden:
                self._meld(bronrij, kolom, str(reden), fout=kolom in FOUTKOLOMMEN)

    def _rij(self, bronrij: Bronrij, gelezen: dict[str, Any], onderwerpen: tuple[int, ...]) -> Rij:
        neem = gelezen.get
        self._opening(bronrij, gelezen["werkpunt"], gelezen["dag"])
        return Rij(
            nummer=bronrij.nummer,
            regel=bronrij.regel,
            sleutel=self._sleutel(bronrij.cellen, gelezen),
            werkpunt=gelezen["werkpunt"],
            dag=gelezen["dag"],
            tijdstip=neem("tijdstip"),
            soort=neem("soort", Soort.BEZOEK.value),
            onderwerpen=onderwerpen,
            gegevens=_gegevens(neem),
            wijk=neem("wijk"),
            woonplaats=self._woonplaats(bronrij, neem),
            statuut=neem("statuut", ""),
        )

    def _meld(self, bronrij: Bronrij, kolom: str, reden: str, *, fout: bool) -> None:
        self.meldingen.append(Melding(bronrij.nummer, bronrij.regel, kolom, reden, fout))
        self.aantal_fouten += fout

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

    def _wijk(self, cel: Cel) -> int:
        wijk = self.lijsten.wijken.get(gevouwen(cel))
        if wijk is None:
            raise Afgekeurd(f"{toon(cel)} is geen wijk van Gent; schrijf de naam of het nummer")
        return wijk

    def _onderwerpen(self, bronrij: Bronrij) -> tuple[int, ...]:
        gevonden = []
        for woord in tekst(bronrij.cellen.get("onderwerp", "")).split("|"):
            if sleutel := gevouwen(woord):
                if sleutel not in self.lijsten.onderwerpen:
                    reden = f"{toon(woord)} is geen onderwerp, het wordt “ander”; kies uit {self.lijsten.themas}"
                    self._meld(bronrij, "onderwerp", reden, fout=False)
                gevonden.append(self.lijsten.onderwerpen.get(sleutel, self.lijsten.ander))
        return tuple(dict.fromkeys(gevonden))

    def _woonplaats(self, bronrij: Bronrij, neem: Callable[..., Any]) -> Woonplaats | None:
        if bronrij.cellen.keys().isdisjoint(("wijk", "straat", "huisnummer", "postcode")):
            return None
        wijk = neem("wijk", self.lijsten.wijk_onbekend)
        return Woonplaats(wijk, neem("straat", ""), neem("huisnummer", ""), neem("postcode", ""))

    def _sleutel(self, cellen: dict[str, Cel], gelezen: dict[str, Any]) -> bytes:
        """Sixteen bytes that are equal for equal rows, however they were written down.

        Of a word from a fixed list it takes what the word means, else the same file with "man" for "m" would come in
        twice; of topics what was written, so that one that is added later does not change the row. Keyed: it is kept
        beside the data it was made from, and must not give away the national number.
        """
        delen = {kolom: tekst(cel).casefold() for kolom, cel in cellen.items()}
        delen |= {kolom: str(gelezen[kolom]) for kolom in UIT_LIJST if kolom in gelezen}
        delen |= {"werkpunt": self.lijsten.slugs[gelezen["werkpunt"]], "dag": gelezen["dag"].isoformat()}
        delen["soort"] = gelezen.get("soort", Soort.BEZOEK.value)
        if "extern_id" in gelezen:
            delen["bron"] = self.bron
        if "tijdstip" in gelezen:
            delen["tijdstip"] = f"{gelezen['tijdstip']:%H:%M}"
        if "geboortedatum" in gelezen:
            delen["geboortedatum"] = " ".join(map(str, gelezen["geboortedatum"]))
        if "insz" in cellen:
            delen["insz"] = waarden.cijfers_van(cellen["insz"])
        if "onderwerp" in cellen:
            delen["onderwerp"] = "|".join(sorted({gevouwen(deel) for deel in delen["onderwerp"].split("|")}))
        return zoekhash("importrij", "\x1e".join(f"{kolom}\x1f{delen[kolom]}" for kolom in sorted(delen)))[:16]


def _gegevens(neem: Callable[..., Any]) -> Gegevens:
    geboortedatum, precisie = neem("geboortedatum", (None, "dag"))
    return Gegevens(
        extern_id=neem("extern_id", ""),
        insz=neem("insz", ""),
        voornaam=neem("voornaam", ""),
        achternaam=neem("achternaam", ""),
        geboortedatum=geboortedatum,
        precisie=precisie,
        geslacht=neem("geslacht", ""),
        taal=neem("taal", ""),
        telefoon=neem("telefoon", ""),
        nationaliteit=neem("nationaliteit", ""),
        opleiding=neem("opleidingsniveau", ""),
    )
