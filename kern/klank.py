"""How names sound: keys under which the spellings of one name meet, and how alike two of its words are.

Made for the names of Ghent: Flemish particles written apart or joined, French, Dutch, English and Turkish spellings of
Arabic names, Russian and Ukrainian transliterations. Input is folded (``kern.namen.vouw``).
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from rapidfuzz.distance import OSA, Levenshtein

from kern.namen import TUSSENVOEGSELS, vouw

_KLEEFT = TUSSENVOEGSELS | {"vande", "vanden", "vander", "d", "t", "abd", "abdul", "abdel", "abdoul", "abou", "abu"}
"""Words that are as often written as one with the next."""
_KLANKEN = [
    (re.compile(patroon), klank)
    for patroon, klank in (
        (r"^[ijy]e", "e"),  # Yevhen, Jelena, Ievgen
        (r"^abd[aeiou]+(?:l(?=.)|([rsntdz])(?=\1))", "abd"),  # Abdul Rahman, Abderrahmane
        (r"ph|[vw]", "f"),
        (r"(?<=[tdrb])h", ""),  # Thijs
        (r"shch|tsch|tch|tsj|tsh|sch|sh|sj", "s"),  # Shevchenko, Sjevtsjenko
        (r"ch(?=t)", "h"),  # Lambrecht, Lambregt
        (r"ch(?=[rln])", "k"),  # Christine
        (r"ch", "s"),  # Rachid
        (r"dzh|dzj|dj|zh", "j"),
        (r"kh|gh|g", "h"),  # Khalid, Halid; Oleg, Oleh
        (r"ck|cq|qu|q", "k"),
        (r"c(?=[eiy])|t[sz]|z", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"ij(?![aeiou])", "i"),
        (r"^y(?=[aou])", "j"),
        (r"ou|oe|o", "u"),
        (r"ae", "a"),
        (r"[ey]", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.)h$", ""),
        (r"d$", "t"),
        (r"b$", "p"),
    )
]
_KLINKERS = re.compile(r"[aiu]")
TIKFOUT_VANAF, LANG = 5, 8
"""Letters: in a shorter word one other letter makes another name; a long one may hold two slips."""
KLANK_ANDERS = 0.34
"""How much the vowels of one skeleton may differ: Mehmet and Mohammed may, Hasan and Hüseyin not."""


class Graad(IntEnum):
    """How two words agree, best first."""

    GELIJK = 0
    BEGIN = 1
    KLANK = 2
    TIKFOUT = 3


@dataclass(frozen=True, slots=True)
class Deel:
    """A word of a name without its particles, and with them joined on: ``berghe``, ``vandenberghe``."""

    kern: str
    voluit: str


def delen(gevouwen: str) -> list[Deel]:
    """The words of one field of a name; particles go with the word behind them."""
    uit: list[Deel] = []
    kleeft = ""
    for woord in gevouwen.split():
        if woord in _KLEEFT:
            kleeft += woord
        else:
            uit.append(Deel(woord, kleeft + woord))
            kleeft = ""
    return [*uit, Deel(kleeft, kleeft)] if kleeft else uit


def is_aaneen(woord: str) -> bool:
    """Whether this may be (the beginning of) a name that was written as one with its particle: ``vandenb``."""
    return any(woord.startswith(tussenvoegsel) and woord != tussenvoegsel for tussenvoegsel in _KLEEFT)


@lru_cache(maxsize=1 << 16)
def klank(woord: str) -> str:
    """The word as it sounds, roughly: ``youssef`` → ``jusif``, ``thijs`` → ``tis``."""
    for patroon, vervang in _KLANKEN:
        woord = patroon.sub(vervang, woord)
    return woord


@lru_cache(maxsize=1 << 16)
def skelet(woord: str) -> str:
    """The consonants of its sound; of a short word also that it begins with a vowel: ``aisha`` → ``as``."""
    klinkt = klank(woord)
    medeklinkers = _KLINKERS.sub("", klinkt)
    return f"a{medeklinkers}" if len(medeklinkers) < 3 and klinkt[:1] in set("aiu") else medeklinkers or klinkt


@lru_cache(maxsize=1 << 16)
def sleutels(woord: str, vanaf: int) -> frozenset[str]:
    """The skeleton, and from so many consonants on also without each one of them: one slip still meets."""
    heel = skelet(woord)
    minder = (heel[:plek] + heel[plek + 1 :] for plek in range(len(heel)))
    return frozenset([heel, *minder] if len(heel) >= vanaf else [heel])


def naamsleutels(voornaam: str, achternaam: str) -> list[str]:
    """The keys to keep of a name: of every word, with and without its particles, and of each field as one word."""
    uit: set[str] = set()
    for veld in (vouw(achternaam), vouw(voornaam)):
        for deel in delen(veld):
            uit |= sleutels(deel.kern, 3) | sleutels(deel.voluit, 3)
        uit.add(skelet(veld.replace(" ", "")))
    return sorted(uit - {""})


def hele_sleutels(voornaam: str, achternaam: str) -> list[str]:
    """The keys of the words with their particles, without slips: who has all of them may have the same name."""
    return sorted({skelet(deel.voluit) for veld in (vouw(achternaam), vouw(voornaam)) for deel in delen(veld)})


def zoeksleutels(deel: Deel) -> list[str]:
    """The keys to look for; a short skeleton as it is, for with a letter less it would meet everybody."""
    return sorted(sleutels(deel.kern, 4) | sleutels(deel.voluit, 4))


@lru_cache(maxsize=1 << 14)
def vergelijk(een: str, ander: str) -> tuple[Graad, float] | None:
    """How two words agree and how much they differ (0 to 1); None when they are different names."""
    if een == ander:
        return Graad.GELIJK, 0.0
    if skelet(een) == skelet(ander):
        anders = Levenshtein.normalized_distance(klank(een), klank(ander))
        # as Arabic is written; ``zzzqqq`` is no name
        zonder_klinkers = any(skelet(w) == klank(w) and len(w) <= len(klank(w)) + 2 for w in (een, ander))
        if anders <= KLANK_ANDERS or zonder_klinkers:
            return Graad.KLANK, anders
    kortste, langste = sorted((len(een), len(ander)))
    hoogstens = 2 if kortste >= LANG else 1
    verschil = OSA.distance(een, ander, score_cutoff=hoogstens)
    return (Graad.TIKFOUT, verschil / langste) if langste >= TIKFOUT_VANAF and verschil <= hoogstens else None


def vergelijk_delen(een: Deel, ander: Deel) -> tuple[Graad, float] | None:
    """The same for words with particles, whichever way these were written."""
    paren = {(een.kern, ander.kern), (een.voluit, ander.voluit), (een.voluit, ander.kern), (een.kern, ander.voluit)}
    return min((gevonden for paar in paren if (gevonden := vergelijk(*paar))), default=None)


class Naamsleutels(ArrayField):  # type: ignore[type-arg]  # not generic at run time
    """The keys of ``voornaam`` and ``achternaam``, made each time a row is written through the ORM."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"base_field": models.TextField(), "default": list, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        eigen = {"base_field", "default", "editable"}
        return name, path, args, {naam: waarde for naam, waarde in kwargs.items() if naam not in eigen}

    def pre_save(self, model_instance: models.Model, add: bool) -> list[str]:
        waarde = naamsleutels(model_instance.voornaam, model_instance.achternaam)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, waarde)
        return waarde
