"""How much somebody looks like what was typed or read, with the reason in words.

One comparison for the desk search, the check while somebody new is typed, the import and the API. It suggests, and
blocks nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TypeVar

from rapidfuzz.distance import OSA

from kern.klank import Deel, Graad, delen, skelet, vergelijk_delen
from kern.namen import vouw
from werkpunten.models.zoeken import Geboren, Zoekvraag

HOOGSTENS = 5
LIJKT_ER_WAT_OP = 0.34
"""Share of one word that may differ in a search when the others fit; Lotte and Lore stay two."""
JAAR = ("zelfde geboortejaar",)
VER = 10.0
"""From this distance on the name or the birth date contradicts what was typed, and only the other one fits."""
KLINKERS = "aeiouy"
KLEEFT = 0.05
"""What a word that begins only with its particles joined on stands behind one that begins by itself."""
T = TypeVar("T")


@dataclass(frozen=True)
class Kenmerken:
    """Who somebody is, as far as that is compared."""

    voornaam: str
    achternaam: str
    geboren: Geboren | None = None

    @classmethod
    def van(cls, voornaam: str, achternaam: str, geboortedatum: date | None, precisie: str) -> "Kenmerken":
        """From the columns of a person."""
        return cls(voornaam, achternaam, Geboren.van(geboortedatum, precisie) if geboortedatum else None)

    @cached_property
    def velden(self) -> tuple[str, str]:
        return vouw(self.achternaam), vouw(self.voornaam)

    @cached_property
    def delen(self) -> list[Deel]:
        return [deel for veld in self.velden for deel in delen(veld)]


@dataclass(frozen=True, order=True)
class Oordeel:
    """How far apart two people are (0 is equal), and in which way."""

    afstand: float
    redenen: tuple[str, ...] = ()

    @property
    def reden(self) -> str:
        return " · ".join(self.redenen)

    @property
    def ver(self) -> bool:
        return self.afstand >= VER


@dataclass(frozen=True)
class _Paar:
    graad: Graad
    verschil: float
    een: Deel
    ander: Deel


def vergelijk(een: Kenmerken, ander: Kenmerken) -> Oordeel | None:
    """Whether these may be one person: the name must fit, and the birth date may not contradict it."""
    naam, geboorte = _naam(een, ander), geboren_naast(een.geboren, ander.geboren)
    if naam is None or geboorte is None:
        return None
    redenen = tuple(reden for oordeel in (naam, geboorte) for reden in oordeel.redenen)
    return Oordeel(naam.afstand + geboorte.afstand, redenen)


def meest_gelijkend(wie: Kenmerken, kandidaten: Iterable[tuple[T, Kenmerken]]) -> list[tuple[T, Oordeel]]:
    """At most five, best first; those who come first among equals come first."""
    gevonden = [(kandidaat, oordeel) for kandidaat, hun in kandidaten if (oordeel := vergelijk(wie, hun))]
    return sorted(gevonden, key=lambda paar: paar[1].afstand)[:HOOGSTENS]


# --- names -------------------------------------------------------------------------------------------------------


def _naam(een: Kenmerken, ander: Kenmerken) -> Oordeel | None:
    if not een.delen or not ander.delen:
        return None
    if een.velden == ander.velden:
        return Oordeel(0, ("zelfde naam",))
    if een.velden == ander.velden[::-1]:
        return Oordeel(1, ("voornaam en naam omgewisseld",))
    if _aaneen(een) == _aaneen(ander):
        return Oordeel(0.5, ("zelfde naam, anders geschreven",))
    kort, lang = sorted((een, ander), key=lambda wie: len(wie.delen))
    paren, over = paar_delen(kort.delen, lang.delen)
    if len(paren) < max(2, len(kort.delen)) or _man_en_vrouw(paren, kort, lang):
        return None
    ontbreekt = ("een deel ontbreekt",) if over and len(kort.delen) < len(lang.delen) else ()
    return Oordeel(_afstand(paren) + len(ontbreekt), (_woorden(paren), *ontbreekt))


def _aaneen(wie: Kenmerken) -> set[str]:
    return {veld.replace(" ", "") for veld in wie.velden}


def paar_delen(kort: Sequence[Deel], lang: Sequence[Deel]) -> tuple[list[_Paar], list[Deel]]:
    """Each word of the shorter name with the word of the other one it agrees with best, and the words left over."""
    mogelijk = sorted(
        (
            (*gevonden, nummer, plek)
            for nummer, een in enumerate(kort)
            for plek, ander in enumerate(lang)
            if (gevonden := vergelijk_delen(een, ander))
        ),
    )
    paren: dict[int, _Paar] = {}
    bezet: set[int] = set()
    for graad, verschil, nummer, plek in mogelijk:
        if nummer not in paren and plek not in bezet:
            paren[nummer] = _Paar(graad, verschil, kort[nummer], lang[plek])
            bezet.add(plek)
    return list(paren.values()), [deel for plek, deel in enumerate(lang) if plek not in bezet]


def _is_zus(een: Deel, ander: Deel) -> bool:
    """Samira of Samir, Jana of Jan: one letter, and a sister and a brother."""
    return een.kern == f"{ander.kern}a" and ander.kern[-1] not in KLINKERS


def _man_en_vrouw(paren: list[_Paar], een: Kenmerken, ander: Kenmerken) -> bool:
    voornamen = [{deel.kern for deel in delen(wie.velden[1])} for wie in (een, ander)]
    return any(
        (_is_zus(paar.een, paar.ander) or _is_zus(paar.ander, paar.een))
        and paar.een.kern in voornamen[0]
        and paar.ander.kern in voornamen[1]
        for paar in paren
    )


def _afstand(paren: list[_Paar]) -> float:
    gewicht = {Graad.GELIJK: 0.0, Graad.BEGIN: 0.25, Graad.KLANK: 0.5, Graad.TIKFOUT: 1.0}
    return sum(gewicht[paar.graad] + paar.verschil for paar in paren)


def _woorden(paren: list[_Paar]) -> str:
    slechtste = max(paar.graad for paar in paren)
    if slechtste >= Graad.TIKFOUT:
        return "bijna dezelfde naam"
    if slechtste == Graad.KLANK:
        return "naam klinkt hetzelfde"
    return "zelfde naam"


# --- birth dates -------------------------------------------------------------------------------------------------


def geboren_naast(een: Geboren | None, ander: Geboren | None) -> Oordeel | None:
    """How far two birth dates are apart; None when they contradict each other.

    1 January is what gets written down when nobody knows the day: it says no more than its year.
    """
    if een is None or ander is None:
        return Oordeel(2)
    if not (een.zeker and ander.zeker):
        maanden = {een.bekende_maand, ander.bekende_maand} - {None}
        past = een.jaar == ander.jaar and len(maanden) < 2
        return Oordeel(1.5, JAAR) if past else None
    return _dagen(een.datum, ander.datum)


def _dagen(een: date, ander: date) -> Oordeel | None:
    if een == ander:
        return Oordeel(0, ("zelfde geboortedatum",))
    if (een.year, een.month, een.day) == (ander.year, ander.day, ander.month):
        return Oordeel(1, ("dag en maand omgewisseld",))
    if OSA.distance(f"{een:%d%m%Y}", f"{ander:%d%m%Y}") == 1:
        return Oordeel(1.5, ("één cijfer verschil in de geboortedatum",))
    return None


# --- the desk search ---------------------------------------------------------------------------------------------


def past_bij(vraag: Zoekvraag, wie: Kenmerken) -> Oordeel | None:
    """How well somebody answers what was typed; without a reason when it stands there as typed.

    Every word must fit a word of the name; with the same birth date one of them may be farther off, or be missing.
    Beyond that somebody is ``ver``: of another day with all of this name, or of this day with a part of it.
    """
    geboorte = _getypt(vraag, wie)
    paren, open_, over = _getypte_woorden(vraag.delen, wie)
    if geboorte is None:
        return None if open_ else Oordeel(VER + _afstand(paren), (*_naamreden(paren), "andere geboortedatum"))
    op_dag = geboorte.redenen not in {(), JAAR}
    if open_ and not _mag_open(open_, paren, over, op_dag=op_dag):
        return _ander_deel(paren, open_, geboorte) if op_dag and paren else None
    naam = ("bijna dezelfde naam",) if open_ and over else (_woorden(paren),) if open_ else _naamreden(paren)
    ontbreekt = ("een deel ontbreekt",) if open_ and not over else ()
    datum = geboorte.redenen if geboorte.afstand >= 1 else ()
    afstand = _afstand(paren) + geboorte.afstand + 1.5 * len(open_) + 0.1 * len(over)
    return Oordeel(afstand, (*naam, *ontbreekt, *datum))


def _naamreden(paren: list[_Paar]) -> tuple[str, ...]:
    """Nothing for words that are, or begin, those of the name."""
    return (_woorden(paren),) if max(paar.graad for paar in paren) > Graad.BEGIN else ()


def _ander_deel(paren: list[_Paar], open_: list[Deel], geboorte: Oordeel) -> Oordeel:
    """Born that day, and some of the words fit: a twin, or another first name for the same person."""
    afstand = VER + len(open_) + _afstand(paren) + geboorte.afstand
    return Oordeel(afstand, ("een deel van de naam is anders", *geboorte.redenen))


def _getypt(vraag: Zoekvraag, wie: Kenmerken) -> Oordeel | None:
    """Of dates, the best; a year or month that was typed alone was asked of the database."""
    volledig = [geboren for geboren in vraag.geboren if geboren.dag]
    if not volledig:
        return Oordeel(0)
    oordelen = [oordeel for geboren in volledig if (oordeel := geboren_naast(geboren, wie.geboren))]
    return min(oordelen, default=None)


def _getypte_woorden(getypt: Sequence[Deel], wie: Kenmerken) -> tuple[list[_Paar], list[Deel], list[Deel]]:
    """Words that begin a word of the name count too; then the typed words that fit none, and the name's words left."""
    paren: list[_Paar] = []
    over, open_ = list(wie.delen), []
    for deel in getypt:
        begin = _die_begint(deel, over)
        if begin is None:
            open_.append(deel)
            continue
        heel = deel.kern in {begin.kern, begin.voluit}
        kleeft = 0 if heel or begin.kern.startswith(deel.kern) else KLEEFT  # "dem": Demir, then De Meyer
        paren.append(_Paar(Graad.GELIJK if heel else Graad.BEGIN, kleeft, deel, begin))
        over.remove(begin)
    open_, over = _aaneen_getypt(open_, over, wie, paren)
    voornamen = {deel.kern for deel in delen(wie.velden[1])}
    gevonden, over = paar_delen(open_, over)
    zussen = [paar for paar in gevonden if paar.ander.kern in voornamen and _is_zus(paar.een, paar.ander)]
    gevonden = [paar for paar in gevonden if paar not in zussen]
    gepaard = {id(paar.een) for paar in gevonden}
    nog_open = [deel for deel in open_ if id(deel) not in gepaard]
    return paren + gevonden, nog_open, over + [paar.ander for paar in zussen]


def _aaneen_getypt(
    open_: list[Deel], over: list[Deel], wie: Kenmerken, paren: list[_Paar]
) -> tuple[list[Deel], list[Deel]]:
    """A field of several words that was typed as one: adds the pair and gives what is left of both sides."""
    for veld in wie.velden:
        woorden, heel = delen(veld), veld.replace(" ", "")
        getypt = next((deel for deel in open_ if skelet(deel.voluit) == skelet(heel)), None)
        if getypt and len(woorden) > 1 and all(woord in over for woord in woorden):
            paren.append(_Paar(Graad.KLANK, 0, getypt, Deel(heel, heel)))
            open_ = [deel for deel in open_ if deel is not getypt]
            over = [deel for deel in over if deel not in woorden]
    return open_, over


def _die_begint(getypt: Deel, bekend: Sequence[Deel]) -> Deel | None:
    """The word that is what was typed, else the first one that begins with it."""
    heel = (ander for ander in bekend if getypt.kern == ander.kern)
    begin = (ander for ander in bekend if ander.kern.startswith(getypt.kern))
    voluit = (ander for ander in bekend if ander.voluit.startswith(getypt.voluit))
    return next(chain(heel, begin, voluit), None)


def _mag_open(open_: list[Deel], paren: list[_Paar], over: list[Deel], *, op_dag: bool) -> bool:
    """Whether one typed word may fit nothing: a second first name, or a worse slip beside a word that fits."""
    if len(open_) > 1 or not paren:
        return False
    if not over:
        return len(paren) > 1 or op_dag
    anders = (OSA.normalized_distance(open_[0].kern, deel.kern) for deel in over if not _is_zus(open_[0], deel))
    return min(anders, default=1) <= LIJKT_ER_WAT_OP
