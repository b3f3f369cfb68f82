"""Names folded to a form in which spellings can be compared and sorted."""

import re
import unicodedata
from typing import Any

from anyascii import anyascii
from django.db import models
from django.db.models import Value
from django.db.models.functions import Replace

TUSSENVOEGSELS = frozenset(
    [
        "van",
        "von",
        "de",
        "den",
        "der",
        "het",
        "ten",
        "ter",
        "te",
        "la",
        "le",
        "du",
        "des",
        "da",
        "dos",
        "do",
        "di",
        "del",
        "della",
        "el",
        "al",
        "ul",
        "as",
        "ash",
        "ar",
        "ibn",
        "ben",
        "bin",
        "bint",
        "ould",
    ]
)
_ARABISCH = {"ا": "a", "و": "u", "ي": "i", "ى": "a", "ة": "a", "ی": "i"}
_ARABISCHE_KLINKER = re.compile(r"(?<=[\u0620-\u064A\u066E-\u06D3])[اويىةی]")
"""Letters that sound as vowels inside a word, and as w, y or h to a transliteration letter by letter."""
_GEEN_LETTER = re.compile(r"[^a-z0-9]+")
_ONZICHTBAAR = frozenset({"Cc", "Cf", "Cs"})
_VERBINDERS = "\u200c\u200d"
"""Written inside words in Persian and inside joined emoji: in running text they are spelling."""


def schoon(naam: str) -> str:
    """A name as it is kept: single blanks, and no characters that nobody sees.

    Direction overrides make the rest of a line run backwards; zero width characters make two equal names differ.
    """
    tekens = (" " if teken.isspace() else teken for teken in naam)
    zichtbaar = "".join(teken for teken in tekens if unicodedata.category(teken) not in _ONZICHTBAAR)
    return unicodedata.normalize("NFC", " ".join(zichtbaar.split()))


def schone_tekst(tekst: str) -> str:
    """Running text as it is kept: composed, lines ended by one mark, and no characters that nobody sees."""
    regels = tekst.replace("\t", " ").splitlines()
    zichtbaar = "\n".join("".join(filter(_zichtbaar, regel)).rstrip() for regel in regels).strip()
    return unicodedata.normalize("NFC", zichtbaar)


def _zichtbaar(teken: str) -> bool:
    return teken in _VERBINDERS or unicodedata.category(teken) not in _ONZICHTBAAR


class Naam(models.CharField):  # type: ignore[type-arg]  # not generic at run time
    """A name as somebody writes it, without invisible characters, however it comes in."""

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def to_python(self, value: Any) -> Any:
        return schoon(value) if isinstance(value, str) else super().to_python(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        waarde = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, waarde)
        return waarde


def vouw(naam: str) -> str:
    """A name in plain lower-case Latin letters, words separated by one blank: ``"Öztürk-Ayşe"`` → ``"ozturk ayse"``.

    Scripts other than Latin are transliterated; the name as written is kept elsewhere.
    """
    naam = _ARABISCHE_KLINKER.sub(lambda letter: _ARABISCH[letter[0]], unicodedata.normalize("NFKC", naam))
    latijn = anyascii(naam).lower().replace("'", "").replace("`", "")
    return _GEEN_LETTER.sub(" ", latijn).strip()


def zoekvorm(voornaam: str, achternaam: str) -> str:
    """Both names folded, particles dropped (unless nothing else is left), for the trigram index."""
    woorden = vouw(f"{achternaam} {voornaam}").split()
    kern = [woord for woord in woorden if woord not in TUSSENVOEGSELS]
    return " ".join(kern or woorden)


def sorteervorm(voornaam: str, achternaam: str) -> str:
    """Folded family name, then first name: what people are sorted on, since the database has no Dutch collation.

    Who is known by one name only stands among the others by that name.
    """
    return f"{vouw(achternaam)}, {vouw(voornaam)}".strip(", ")


AANEEN = Replace("sorteernaam", Value(" "), Value(""), output_field=models.TextField())
"""``sorteernaam`` without blanks, ``vandenberghe,jan``; an expression index stands on it."""


class AfgeleideNaam(models.TextField):  # type: ignore[type-arg]  # not generic at run time
    """A column derived from ``voornaam`` and ``achternaam`` each time a row is written through the ORM."""

    def __init__(self, *args: Any, vorm: str = "zoekvorm", **kwargs: Any) -> None:
        self.vorm = vorm
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable")
        return name, path, args, {**kwargs, "vorm": self.vorm}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        maak = {"zoekvorm": zoekvorm, "sorteervorm": sorteervorm}[self.vorm]
        waarde = maak(model_instance.voornaam, model_instance.achternaam)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, waarde)
        return waarde
