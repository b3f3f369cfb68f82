"""The people of the demonstration with their addresses and status, each made from where and when they first came."""

import uuid
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from kern.klank import naamsleutels
from kern.kopie import Rij, binair
from kern.namen import sorteervorm, zoekvorm
from kern.velden import versleutel, zoekhash
from werkpunten.demo.namen import Herkomst, andere_spelling, kies_herkomst, kies_naam
from werkpunten.models import Statuut, Werkzoekende, Wijk

VELDEN = (
    *("id", "uuid", "voornaam", "achternaam", "zoeknaam", "sorteernaam", "klanken", "geboortedatum"),
    *("geboorte_precisie", "geslacht", "contacttaal", "telefoon", "nationaliteit", "opleiding", "beschermd", "insz"),
    *("insz_index", "versie", "aangemaakt", "moedertaal", "tolk", "voorkeur_kanaal"),
)
ADRES_VELDEN = ("werkzoekende", "wijk", "straat", "huisnummer", "postcode", "van", "tot")
STATUUT_VELDEN = ("werkzoekende", "soort", "van", "tot")
POSTCODES = {
    "mariakerke": "9030",
    "drongen": "9031",
    "wondelgem": "9032",
    "sint-amandsberg": "9040",
    "oostakker": "9041",
    "gentse-kanaaldorpen-en-zone": "9042",
    "ledeberg": "9050",
    "gentbrugge": "9050",
    "oud-gentbrugge": "9050",
    "moscou-vogelhoek": "9050",
    "sint-denijs-westrem-afsnee": "9051",
    "zwijnaarde": "9052",
}
STRATEN = ("Voorbeeldstraat", "Proefweg", "Oefenlaan", "Modelplein", "Verzonnen Straat", "Demostraat", "Maquettekaai")
STATUTEN = [
    (Statuut.Soort.WZUA, 22),
    (Statuut.Soort.LEEFLOON, 26),
    (Statuut.Soort.EQUIVALENT, 7),
    (Statuut.Soort.GEEN_INKOMEN, 15),
    (Statuut.Soort.VRIJ, 9),
    (Statuut.Soort.INACTIEF, 8),
    (Statuut.Soort.BIT, 4),
    (Statuut.Soort.RIZIV, 4),
    (Statuut.Soort.WERKEND, 3),
    (Statuut.Soort.UITGESLOTEN, 1),
    (Statuut.Soort.STUDENT, 1),
]
_OPLEIDING = Werkzoekende.Opleiding
OPLEIDINGEN = [(_OPLEIDING.LAAG, 55), (_OPLEIDING.MIDDEN, 22), (_OPLEIDING.HOOG, 8), (_OPLEIDING.ONBEKEND, 15)]
TOLK = [("", 75), ("telefoon", 12), ("eigen", 9), ("ter_plaatse", 4)]
KANALEN = [("", 60), ("telefoon", 15), ("sms", 18), ("langs", 5), ("mail", 2)]
_PRECISIE = Werkzoekende.Precisie


@dataclass(frozen=True)
class Eerste:
    """Where a person came first, and when."""

    pk: int
    dag: date
    wijk_id: int


@dataclass(frozen=True)
class _Naam:
    herkomst: Herkomst
    geslacht: str
    voornaam: str
    achternaam: str
    geboortedatum: date | None
    precisie: str


def kies(uit: list[tuple[Any, int]], rng: Random) -> Any:
    return rng.choices([waarde for waarde, _ in uit], [gewicht for _, gewicht in uit])[0]


def personen(eersten: Iterator[Eerste], rng: Random) -> Iterator[Rij]:
    """Rows of ``Werkzoekende``. Some are a second file of somebody met shortly before, spelled differently."""
    recent: deque[_Naam] = deque(maxlen=300)
    uitgereikt: set[str] = set()
    for eerste in eersten:
        if recent and rng.random() < 0.02:
            naam = _dubbel(rng.choice(recent), rng)
        else:
            naam = _iemand(eerste.dag, rng)
            recent.append(naam)
        yield _rij(eerste, naam, _insz(naam, uitgereikt, rng), rng)


def _iemand(dag: date, rng: Random) -> _Naam:
    herkomst = kies_herkomst(rng)
    geslacht = kies([("m", 49), ("v", 48), ("", 2), ("x", 1)], rng)
    voornaam, achternaam = kies_naam(herkomst, geslacht, rng)
    if rng.random() < 0.02:
        achternaam = ""
    return _Naam(herkomst, geslacht, voornaam, achternaam, *_geboorte(herkomst, dag, rng))


def _geboorte(herkomst: Herkomst, dag: date, rng: Random) -> tuple[date | None, str]:
    """Mostly a full date; where civil registers are thin, often 1 January or only a year."""
    leeftijd = rng.triangular(16.5, 66, 31)
    geboren = dag - timedelta(days=int(leeftijd * 365.25))
    dun = herkomst.nationaliteit in {"AF", "SO", "ER", "SY"}
    toeval = rng.random()
    if toeval < 0.05:
        return None, _PRECISIE.DAG
    if toeval < 0.09:
        return geboren.replace(month=1, day=1), _PRECISIE.JAAR
    if toeval < 0.11:
        return geboren.replace(day=1), _PRECISIE.MAAND
    return (geboren.replace(month=1, day=1) if dun and toeval < 0.4 else geboren), _PRECISIE.DAG


def _dubbel(naam: _Naam, rng: Random) -> _Naam:
    voornaam, achternaam = andere_spelling(naam.voornaam, naam.achternaam, rng)
    geboren, precisie = naam.geboortedatum, naam.precisie
    if geboren and rng.random() < 0.25:
        geboren, precisie = geboren.replace(month=1, day=1), _PRECISIE.JAAR
    return _Naam(naam.herkomst, naam.geslacht, voornaam, achternaam, geboren, precisie)


def _insz(naam: _Naam, uitgereikt: set[str], rng: Random) -> str:
    """A national number that was never issued (counter 000 or 999, right check digits), for a part of the people."""
    if naam.geboortedatum is None or naam.precisie != _PRECISIE.DAG or rng.random() > 0.4:
        return ""
    geboren = naam.geboortedatum
    maand = geboren.month + rng.choice((0, 20, 40))
    negen = f"{geboren.year % 100:02d}{maand:02d}{geboren.day:02d}{rng.choice(('000', '999'))}"
    controle = 97 - int(("2" if geboren.year >= 2000 else "") + negen) % 97
    nummer = f"{negen}{controle:02d}"
    if nummer in uitgereikt:
        return ""
    uitgereikt.add(nummer)
    return nummer


def _rij(eerste: Eerste, naam: _Naam, insz: str, rng: Random) -> Rij:
    herkomst = naam.herkomst
    return (
        eerste.pk,
        uuid.UUID(int=rng.getrandbits(128), version=4),
        naam.voornaam,
        naam.achternaam,
        zoekvorm(naam.voornaam, naam.achternaam),
        sorteervorm(naam.voornaam, naam.achternaam),
        f"{{{','.join(naamsleutels(naam.voornaam, naam.achternaam))}}}",
        naam.geboortedatum,
        naam.precisie,
        naam.geslacht,
        "nl" if rng.random() < herkomst.nederlands else herkomst.taal,
        f"0400 {rng.randrange(100):02d} {rng.randrange(100):02d} {rng.randrange(100):02d}"
        if rng.random() < 0.7
        else "",
        "BE" if rng.random() < herkomst.belg else herkomst.nationaliteit,
        kies(OPLEIDINGEN, rng),
        rng.random() < 0.005,
        binair(versleutel(insz)) if insz else None,
        binair(zoekhash("insz", insz)) if insz else None,
        1,
        datetime.combine(eerste.dag, time(7, 45), tzinfo=UTC),
        herkomst.taal,
        kies(TOLK, rng) if herkomst.taal != "nl" else "",
        kies(KANALEN, rng),
    )


def adressen(eersten: Iterator[Eerste], wijken: list[Wijk], tot: date, rng: Random) -> Iterator[Rij]:
    """Rows of ``Adres``: half of the people live in the wijk where they came, one in twelve moved since."""
    gewichten = [{"onbekend": 8, "buiten": 6}.get(wijk.soort, 10 if wijk.in_gordel else 3) for wijk in wijken]
    van_pk = {wijk.pk: wijk for wijk in wijken}

    def woning(wijk: Wijk) -> tuple[int, str, str, str]:
        if wijk.soort != Wijk.Soort.GENT or rng.random() < 0.2:
            return wijk.pk, "", "", ""
        return wijk.pk, rng.choice(STRATEN), str(rng.randrange(1, 250)), POSTCODES.get(wijk.slug, "9000")

    for eerste in eersten:
        thuis = van_pk[eerste.wijk_id] if rng.random() < 0.5 else rng.choices(wijken, gewichten)[0]
        verhuisd = _later(eerste.dag, tot, rng) if rng.random() < 0.08 else None
        yield (eerste.pk, *woning(thuis), eerste.dag, verhuisd and verhuisd - timedelta(days=1))
        if verhuisd:
            yield (eerste.pk, *woning(rng.choices(wijken, gewichten)[0]), verhuisd, None)


def statuten(eersten: Iterator[Eerste], tot: date, rng: Random) -> Iterator[Rij]:
    """Rows of ``Statuut``: known for nine in ten, changed since for one in four."""
    for eerste in eersten:
        if rng.random() < 0.1:
            continue
        anders = _later(eerste.dag, tot, rng) if rng.random() < 0.25 else None
        yield eerste.pk, kies(STATUTEN, rng), eerste.dag, anders and anders - timedelta(days=1)
        if anders:
            yield eerste.pk, kies([*STATUTEN, (Statuut.Soort.WERKEND, 40)], rng), anders, None


def _later(dag: date, tot: date, rng: Random) -> date | None:
    """A day after ``dag``, ``tot`` at the latest; None when there is none."""
    dagen = (tot - dag).days
    return dag + timedelta(days=rng.randint(1, dagen)) if dagen > 0 else None
