"""Intakes of the people who are coached, and what they left in the file: right to stay, income, barriers."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from kern.kopie import Rij
from werkpunten.models import Domein, Werkzoekende

INTAKE_VELDEN = (
    *("uuid", "werkzoekende", "door", "begonnen", "afgerond", "bewaard", "statuut", "duur", "laatste_werk", "isced"),
    *("diploma", "richting", "gezin", "kinderen", "kinderopvang", "wonen", "verblijf", "inkomen", "arbeidsbeperking"),
    *("ouders_buitenland", "drempels", "drempels_woorden", "noden", "ambities", "domeinen", "afstand"),
    *("afstand_reden", "doelgroepen", "luisteren", "lezen", "spreken", "schrijven", "schrift", "taal_bron"),
    *("aangevraagd_op", "negatief_op", "arbeidsmarkt", "document_tot"),
)
VERBLIJF_VELDEN = (
    *("werkzoekende", "soort", "van", "tot", "aangevraagd_op", "negatief_op", "arbeidsmarkt", "document_tot"),
)
INKOMEN_VELDEN = ("werkzoekende", "soort", "van", "tot")
DREMPEL_VELDEN = ("werkzoekende", "soort", "toestand", "toelichting", "van", "tot")
DELEN = (
    *("werk", "opleiding", "taal", "gezin", "verblijf", "inkomen", "drempels", "wensen", "domeinen", "afstand"),
    "doelgroepen",
)
AMBITIES = (
    "In een keuken werken, liefst met vaste uren.",
    "Eerst beter Nederlands, dan een opleiding tot zorgkundige.",
    "Iets met mijn handen: schilderen of herstellen.",
    "Mijn diploma laten erkennen.",
    "Werk dicht bij de school van de kinderen.",
)
NODEN = ("Opvang voor de jongste.", "Hulp met brieven.", "Een fiets of een abonnement.", "Rust om na te denken.")
REDENEN = ("Wil graag, maar eerst moet de opvang in orde zijn.", "Kan snel starten met wat hulp bij het zoeken.")
AANPAK = ("", "", "CAW helpt met het budget.", "Staat op de wachtlijst voor opvang.", "Volgt les in de buurt.")
BESCHERMING = {"AF", "SY", "SO", "ER", "IQ"}


@dataclass
class Stukken:
    """Rows per table."""

    intakes: list[Rij] = field(default_factory=list)
    verblijven: list[Rij] = field(default_factory=list)
    inkomens: list[Rij] = field(default_factory=list)
    drempels: list[Rij] = field(default_factory=list)


def stukken(begeleid: list[Rij], soorten: Mapping[int, str], tot: date, rng: Random) -> Stukken:
    """For three in four of the coached people (rows of ``Begeleiding``) an intake on the day coaching began."""
    mensen = Werkzoekende.objects.ongefilterd("demodata").filter(pk__in={rij[0] for rij in begeleid})
    landen = dict(mensen.values_list("pk", "nationaliteit"))
    alles, gehad = Stukken(), set()
    for persoon, begeleider, _, van, _, _ in begeleid:
        if persoon in gehad or rng.random() < 0.25:
            continue
        gehad.add(persoon)
        dag = van.date()
        gekozen = rng.sample(sorted(soorten), rng.randint(1, 4))
        verblijf, gevraagd = _verblijf(landen[persoon], dag, rng)
        inkomen = rng.choice(("leefloon", "leefloon", "werkloosheid", "geen", "partner", "ziekte"))
        alles.verblijven.append((persoon, verblijf, dag, None, gevraagd, None, "", None))
        alles.inkomens.append((persoon, inkomen, dag, None))
        alles.drempels.extend(_drempels(persoon, gekozen, dag, tot, rng))
        slugs = [soorten[soort] for soort in gekozen]
        af = rng.random() > 0.1
        alles.intakes.append(_intake(persoon, begeleider, van, af, (verblijf, gevraagd, inkomen), slugs, rng))
    return alles


def _verblijf(land: str, dag: date, rng: Random) -> tuple[str, date | None]:
    if land == "BE":
        return "belg", None
    if land == "UA":
        return "tijdelijk", None
    if land in BESCHERMING and rng.random() < 0.35:
        return "verzoeker", dag - timedelta(days=rng.randint(20, 200))
    return rng.choice(("erkend", "subsidiair")) if land in BESCHERMING else rng.choice(
        ("eu", "gezin", "onbeperkt")
    ), None


def _drempels(persoon: int, soorten: list[int], dag: date, tot: date, rng: Random) -> Iterator[Rij]:
    for soort in soorten:
        opgelost = dag + timedelta(days=rng.randint(10, 200))
        if rng.random() < 0.3 and opgelost <= tot:
            yield persoon, soort, "opgelost", rng.choice(AANPAK), dag, opgelost
        else:
            yield persoon, soort, rng.choice(("open", "aanpak")), rng.choice(AANPAK), dag, None


def _intake(
    persoon: int, door: int, van: datetime, af: bool, feiten: tuple[Any, ...], slugs: list[str], rng: Random
) -> Rij:
    verblijf, gevraagd, inkomen = feiten
    niveau = rng.choice(("0", "A1", "A1", "A2", "A2", "B1", "B2"))
    gezin = rng.choice(("alleen", "alleen", "eenouder", "koppel", "koppel_k", "ouders"))
    kinderen = rng.randint(1, 4) if gezin in {"eenouder", "koppel_k"} else 0
    afstand = rng.randint(1, 5)
    domeinen = {domein: {"zelf": rng.randint(2, 5), "begeleider": rng.randint(1, 5)} for domein in Domein.values}
    isced = rng.choice("0112233456")
    return (
        *(uuid.UUID(int=rng.getrandbits(128), version=4), persoon, door, van, van if af else None),
        _lijst(DELEN if af else DELEN[: rng.randint(2, 8)]),
        *("leefloon" if inkomen == "leefloon" else "vrij", rng.choice(("0", "6", "12", "24", "999")), "", isced),
        *(rng.choice(("belgisch", "niet", "geen")), "", gezin, kinderen, "nee" if kinderen else "nvt"),
        *(rng.choice(("huur", "huur", "sociaal", "inwonend", "opvang")), verblijf, inkomen, "", ""),
        *(_lijst(slugs), "", rng.choice(NODEN), rng.choice(AMBITIES), json.dumps(domeinen), afstand),
        *(rng.choice(REDENEN), _lijst(_groepen(isced, niveau, gezin, afstand)), niveau, niveau, niveau, niveau),
        *("latijns", "inschatting", gevraagd, None, "", None),
    )


def _groepen(isced: str, niveau: str, gezin: str, afstand: int) -> list[str]:
    """The plainest of the target groups that follow from this."""
    regels = {
        "taalachterstand": niveau <= "A2",
        "kortgeschoold": isced <= "2",
        "eenouder": gezin == "eenouder",
        "grote-afstand": afstand >= 4,
    }
    return [groep for groep, waar in regels.items() if waar]


def _lijst(waarden: Any) -> str:
    """An array in the spelling of COPY."""
    return "{" + ",".join(waarden) + "}"
