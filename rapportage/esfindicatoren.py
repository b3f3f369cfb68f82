"""The indicators of the European Social Fund, each declared once: screen and files read these lists.

ESF 2014–2020: Regulation 1304/2013, annex I. ESF+: Regulation 2021/1057, annex I. Without ``telt`` we don't register
what it asks, and say so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kern.tijd import Periode
from rapportage.esf import ALTIJD, PLUS, Deelnemer, Toets, Volledigheid, volledigheid
from rapportage.weergave import Tabel
from trajecten.models import Project
from werkpunten.models import Intake

JA = Intake.Antwoord.JA
LAAG, MIDDEN, HOOG = frozenset("012"), frozenset("34"), frozenset("5678")
NIET_GEREGISTREERD = "niet geregistreerd"
GESLACHTEN = (("v", "Vrouwen"), ("m", "Mannen"), ("x", "Non-binair"))


class Moment(Enum):
    """On which day of a participant an indicator looks: that day must lie in the period."""

    INSTAP = "Bij de instap"
    UITSTAP = "Binnen 4 weken na de uitstap"
    LATER = "6 maanden na de uitstap"

    def dag(self, deelnemer: Deelnemer) -> date | None:
        return {
            Moment.INSTAP: deelnemer.instap,
            Moment.UITSTAP: deelnemer.uitstap,
            Moment.LATER: deelnemer.zes_maanden,
        }[self]


@dataclass(frozen=True)
class EsfIndicator:
    code: str
    naam: str
    definitie: str
    telt: Callable[[Deelnemer], bool] | None = None
    moment: Moment = Moment.INSTAP
    iedereen: bool = False
    """Counts incomplete records too."""

    def achter(self, gegevens: Volledigheid, periode: Periode) -> list[Deelnemer]:
        """The participants that are counted."""
        wie = gegevens.deelnemers if self.iedereen else gegevens.volledig
        telt = self.telt or (lambda deelnemer: False)
        return [d for d in wie if (dag := self.moment.dag(d)) and periode.begin <= dag < periode.einde and telt(d)]


def _instap(code: str, naam: str, definitie: str, telt: Callable[[Deelnemer], bool]) -> EsfIndicator:
    return EsfIndicator(code, naam, definitie, telt)


def _uitstap(code: str, naam: str, definitie: str, telt: Callable[[Deelnemer], bool]) -> EsfIndicator:
    return EsfIndicator(code, naam, definitie, telt, Moment.UITSTAP)


def _later(code: str, naam: str, definitie: str, telt: Callable[[Deelnemer], bool] | None = None) -> EsfIndicator:
    return EsfIndicator(code, naam, definitie, telt, Moment.LATER)


_ALLEN = (
    "Verschillende deelnemers van wie het eerste traject van het project in de periode begon, ook wie onvolledig is."
)
_WERKLOOS = (
    "Zonder werk en beschikbaar: werkzoekend met of zonder uitkering, in beroepsinschakelingstijd, met (equivalent) "
    "leefloon, uitgesloten of zonder inkomen."
)
_INACTIEF = "Niet op de arbeidsmarkt: student, ziek of invalide, inactief of anders actief."
_ZOEKT = "Inactief bij de instap, en binnen 4 weken na de uitstap ingeschreven als werkzoekende of verder bij VDAB."
_LEERT = "Geen student bij de instap, en het laatste traject sloot met een opleiding."
_WERKT = "Niet aan het werk bij de instap, en aan het werk tussen de uitstap en 4 weken erna, ook als zelfstandige."
_NOG = (
    "Niet aan het werk bij de instap, en aan het werk 6 maanden na de uitstap: nagevraagd, of met een contract dat "
    "pas later stopte. Een contract zonder einde dat niemand navroeg, telt niet."
)
_BETER = f"Wie werkte bij de instap en beter werk kreeg. {NIET_GEREGISTREERD.capitalize()}."
_KWALIFICATIE = f"Wie een kwalificatie behaalde. {NIET_GEREGISTREERD.capitalize()}."


def _zoekt(d: Deelnemer) -> bool:
    return d.inactief and d.zoekt


def _leert(d: Deelnemer) -> bool:
    return d.statuut != "student" and d.leert


def _werkt(d: Deelnemer) -> bool:
    return not d.werkend and d.werkt


def _nog(d: Deelnemer) -> bool:
    return not d.werkend and d.werkt_nog


ESFPLUS = (
    EsfIndicator("EECO01", "Deelnemers", _ALLEN, lambda d: True, iedereen=True),
    _instap("EECO02", "Werklozen", f"{_WERKLOOS} Ook langdurig.", lambda d: d.werkloos),
    _instap("EECO03", "Langdurig werklozen", "Langer dan 12 maanden zonder werk.", lambda d: d.langdurig(12)),
    _instap("EECO04", "Inactieven", _INACTIEF, lambda d: d.inactief),
    _instap("EECO05", "Werkenden", "Aan het werk, ook als zelfstandige.", lambda d: d.werkend),
    _instap("EECO06", "Jonger dan 18", "Leeftijd op de dag van de instap.", lambda d: d.oud < 18),
    _instap("EECO07", "18 tot en met 29", "Leeftijd op de dag van de instap.", lambda d: 18 <= d.oud < 30),
    _instap("EECO08", "55 en ouder", "Leeftijd op de dag van de instap.", lambda d: d.oud >= 55),
    _instap("EECO09", "Hoogstens lager secundair", "ISCED 0 tot 2.", lambda d: d.isced in LAAG),
    _instap("EECO10", "Hoger secundair", "ISCED 3 en 4.", lambda d: d.isced in MIDDEN),
    _instap("EECO11", "Hoger onderwijs", "ISCED 5 tot 8.", lambda d: d.isced in HOOG),
    _instap("EECO12", "Met een handicap", "Wie dat zelf zei. Niemand moet antwoorden.", lambda d: d.beperking == JA),
    _instap("EECO13", "Onderdanen van derde landen", "Volgens het verblijf; ook staatlozen.", lambda d: d.derde_land),
    _instap("EECO14", "Buitenlandse achtergrond", "Een ouder in het buitenland geboren.", lambda d: d.ouders == JA),
    EsfIndicator("EECO15", "Minderheden", f"Ook Roma. {NIET_GEREGISTREERD.capitalize()}: we vragen er niet naar."),
    _instap("EECO16", "Dak- of thuislozen", "Dak- of thuisloos, of in opvang.", lambda d: d.dakloos),
    _instap("EECO17", "Uit landelijk gebied", "Gent is geen landelijk gebied (DEGURBA).", lambda d: False),
    EsfIndicator("EECO18", "Ondersteunde overheidsdiensten", f"Organisaties. {NIET_GEREGISTREERD.capitalize()}."),
    EsfIndicator("EECO19", "Ondersteunde kleine ondernemingen", f"Kmo's. {NIET_GEREGISTREERD.capitalize()}."),
    _uitstap("EECR01", "Zoeken werk", _ZOEKT, _zoekt),
    _uitstap("EECR02", "In onderwijs of opleiding", _LEERT, _leert),
    EsfIndicator("EECR03", "Behaalden een kwalificatie", _KWALIFICATIE, moment=Moment.UITSTAP),
    _uitstap("EECR04", "Aan het werk", _WERKT, _werkt),
    _later("EECR05", "Aan het werk na 6 maanden", _NOG, _nog),
    _later("EECR06", "Betere positie op het werk na 6 maanden", _BETER),
)
ESF = (
    EsfIndicator("CO00", "Deelnemers", _ALLEN, lambda d: True, iedereen=True),
    _instap("CO01", "Werklozen", f"{_WERKLOOS} Ook langdurig.", lambda d: d.werkloos),
    _instap(
        "CO02",
        "Langdurig werklozen",
        "Langer dan 12 maanden zonder werk; jonger dan 25: langer dan 6 maanden.",
        lambda d: d.langdurig(6 if d.oud < 25 else 12),
    ),
    _instap("CO03", "Inactieven", _INACTIEF, lambda d: d.inactief),
    _instap(
        "CO04",
        "Inactieven, niet in opleiding",
        "Inactief en geen student.",
        lambda d: d.inactief and d.statuut != "student",
    ),
    _instap("CO05", "Werkenden", "Aan het werk, ook als zelfstandige.", lambda d: d.werkend),
    _instap("CO06", "Jonger dan 25", "Leeftijd op de dag van de instap.", lambda d: d.oud < 25),
    _instap("CO07", "Ouder dan 54", "Leeftijd op de dag van de instap.", lambda d: d.oud > 54),
    _instap(
        "CO08",
        "Ouder dan 54, zonder werk en niet in opleiding",
        "Ouder dan 54, en werkloos of inactief zonder student te zijn.",
        lambda d: d.oud > 54 and not d.werkend and d.statuut != "student",
    ),
    _instap("CO09", "Lager of lager secundair onderwijs", "ISCED 1 en 2.", lambda d: d.isced in LAAG - {"0"}),
    _instap("CO10", "Hoger secundair onderwijs", "ISCED 3 en 4.", lambda d: d.isced in MIDDEN),
    _instap("CO11", "Hoger onderwijs", "ISCED 5 tot 8.", lambda d: d.isced in HOOG),
    _instap(
        "CO15",
        "Migranten en mensen met buitenlandse achtergrond",
        "Een ouder in het buitenland geboren, of geen burger van de Unie.",
        lambda d: d.ouders == JA or d.derde_land,
    ),
    _instap("CO16", "Met een handicap", "Wie dat zelf zei. Niemand moet antwoorden.", lambda d: d.beperking == JA),
    EsfIndicator("CO17", "Andere kansarmen", f"{NIET_GEREGISTREERD.capitalize()}."),
    _instap("CO18", "Dak- of thuislozen", "Dak- of thuisloos, of in opvang.", lambda d: d.dakloos),
    _instap("CO19", "Uit landelijk gebied", "Gent is geen landelijk gebied (DEGURBA).", lambda d: False),
    _uitstap("CR01", "Inactieven die werk zoeken", _ZOEKT, _zoekt),
    _uitstap("CR02", "In onderwijs of opleiding", _LEERT, _leert),
    EsfIndicator("CR03", "Behaalden een kwalificatie", _KWALIFICATIE, moment=Moment.UITSTAP),
    _uitstap("CR04", "Aan het werk", _WERKT, _werkt),
    _uitstap(
        "CR05",
        "Kansarmen die zoeken, leren of werken",
        "Handicap, buitenlandse achtergrond of dakloos, en één van de drie vorige.",
        lambda d: d.benadeeld and (_zoekt(d) or _leert(d) or _werkt(d)),
    ),
    _later("CR06", "Aan het werk na 6 maanden", _NOG, _nog),
    _later("CR07", "Betere positie op het werk na 6 maanden", _BETER),
    _later("CR08", "Ouder dan 54, aan het werk na 6 maanden", _NOG, lambda d: d.oud > 54 and _nog(d)),
    _later("CR09", "Kansarm, aan het werk na 6 maanden", _NOG, lambda d: d.benadeeld and _nog(d)),
)


@dataclass(frozen=True)
class Lijst:
    """The indicators of one programming period, and what a record must hold to count."""

    code: str
    naam: str
    indicatoren: Sequence[EsfIndicator]
    toetsen: Sequence[Toets]

    def volledigheid(self, deelnemers: Sequence[Deelnemer]) -> Volledigheid:
        return volledigheid(deelnemers, self.toetsen)

    def indicator(self, code: str) -> EsfIndicator | None:
        return next((indicator for indicator in self.indicatoren if indicator.code == code), None)


_PLUSLIJST = Lijst("esfplus", "ESF+ 2021–2027", ESFPLUS, ALTIJD + PLUS)
_OUDE_LIJST = Lijst("esf", "ESF 2014–2020", ESF, ALTIJD)
LIJSTEN = {lijst.code: lijst for lijst in (_PLUSLIJST, _OUDE_LIJST)}
EERSTE_VAN_PLUS = date(2021, 1, 1)


def lijst_van(project: Project) -> Lijst:
    """Of the period in which the project began."""
    return _PLUSLIJST if project.van >= EERSTE_VAN_PLUS else _OUDE_LIJST


Cijfers = list[tuple[EsfIndicator, list[int]]]


def tel(lijst: Lijst, gegevens: Volledigheid, periode: Periode) -> Cijfers:
    """Per indicator women, men, non-binary, and everybody; empty where we don't register it."""
    return [(indicator, _rij(indicator, gegevens, periode)) for indicator in lijst.indicatoren]


def _rij(indicator: EsfIndicator, gegevens: Volledigheid, periode: Periode) -> list[int]:
    if indicator.telt is None:
        return []
    achter = indicator.achter(gegevens, periode)
    return [*(sum(d.geslacht == geslacht for d in achter) for geslacht, _ in GESLACHTEN), len(achter)]


def _naam(indicator: EsfIndicator) -> str:
    naam = f"{indicator.code} {indicator.naam}"
    return naam if indicator.telt else f"{naam} ({NIET_GEREGISTREERD})"


def tabellen(cijfers: Cijfers, adres: Callable[[str], str]) -> list[Tabel]:
    """One table per moment; ``adres`` leads from an indicator to the people behind it."""
    return [
        Tabel(
            moment.value,
            ["Indicator", *(naam for _, naam in GESLACHTEN), "Totaal"],
            [
                (_naam(indicator), rij or [""] * (len(GESLACHTEN) + 1))
                for indicator, rij in cijfers
                if indicator.moment is moment
            ],
            adressen=[
                adres(indicator.code) if rij and rij[-1] else ""
                for indicator, rij in cijfers
                if indicator.moment is moment
            ],
        )
        for moment in Moment
    ]
