"""What a new version of a frozen report says otherwise than the one before, figure by figure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kern.templatetags.kern import getal
from rapportage.dimensies import DIMENSIE
from rapportage.weergave import VERBORGEN, cijfer

Document = Mapping[str, Any]
Plaats = tuple[str, str]
"""Where a figure stands in words, and its name."""


@dataclass(frozen=True)
class Wijziging:
    """One figure that changed; None is hidden, or (``nieuw_er_bij``) was not in the report."""

    waar: str
    naam: str
    oud: int | None
    nieuw: int | None

    @property
    def verschil(self) -> str:
        """``6 meer``; in words when one of both is hidden."""
        if self.oud is None or self.nieuw is None:
            return f"nu {VERBORGEN}" if self.nieuw is None else f"was {VERBORGEN}"
        return f"{getal(abs(self.nieuw - self.oud))} {'meer' if self.nieuw > self.oud else 'minder'}"

    @property
    def tekst(self) -> str:
        return f"{self.naam}: van {cijfer(self.oud)} naar {cijfer(self.nieuw)} ({self.verschil})"


def wijzigingen(oud: Document, nieuw: Document) -> list[Wijziging]:
    """Every figure of the period itself that is in both and differs, the whole first, then units and breakdowns."""
    toen = dict(_cijfers(oud))
    return [
        Wijziging(waar, naam, toen[waar, naam], waarde)
        for (waar, naam), waarde in _cijfers(nieuw)
        if (waar, naam) in toen and toen[waar, naam] != waarde
    ]


def anders(oud: Document, nieuw: Document) -> list[str]:
    """What changed besides figures of the period: how was counted, what is hidden, and figures of earlier times."""
    gevonden = []
    toen, nu = (document.get("bereik", document)["definities_versie"] for document in (oud, nieuw))
    if toen != nu:
        gevonden.append(f"De definities zijn anders: versie {toen} werd {nu}.")
    if oud["drempel"] != nieuw["drempel"]:
        gevonden.append(f"Aantallen onder {nieuw['drempel']} zijn verborgen; dat was onder {oud['drempel']}.")
    eerder = sum(1 for _ in (_eerdere_standen if "cijfers" in nieuw else _eerdere)(oud, nieuw))
    if eerder:
        wat = "Eén aantal van een vroegere periode is" if eerder == 1 else f"{eerder} aantallen van vroeger zijn"
        gevonden.append(f"{wat} ook veranderd.")
    return gevonden


def _cijfers(document: Document) -> Iterator[tuple[Plaats, int | None]]:
    return (_van_project if "cijfers" in document else _van_bereik)(document)


def _van_project(document: Document) -> Iterator[tuple[Plaats, int | None]]:
    for figuur in document["cijfers"].values():
        if figuur["stand"]:
            yield ("Sinds de start", figuur["naam"]), list(figuur["stand"].values())[-1]
    for code, aantal in document["in_jaar"].items():
        yield (f"In {document['tijdvak']}", document["cijfers"][code]["naam"]), aantal


def _eerdere_standen(oud: Document, nieuw: Document) -> Iterator[str]:
    """The same of a project: running totals of moments before the last."""
    for code, figuur in nieuw["cijfers"].items():
        toen = oud["cijfers"].get(code, {"stand": {}})["stand"]
        for moment, stand in list(figuur["stand"].items())[:-1]:
            if moment in toen and toen[moment] != stand:
                yield moment


def _van_bereik(document: Document) -> Iterator[tuple[Plaats, int | None]]:
    tijd = document["tijdvak"]
    for figuur in document["bereik"]["indicatoren"].values():
        knoop = figuur["per"][document["soort"]][tijd]
        yield ("Het hele rapport", figuur["naam"]), knoop["totaal"] if isinstance(knoop, dict) else knoop
    for slug, punt in document["werkpunten"].items() if not document["werkpunt"] else ():
        for figuur in document["bereik"]["indicatoren"].values():
            yield (punt, figuur["naam"]), figuur["per"][document["soort"]][tijd]["per"]["werkpunt"].get(slug)
    for dimensie, bereik in document["uitsplitsingen"].items():
        for figuur in bereik["indicatoren"].values():
            for sleutel, waarde in figuur["per"][dimensie].items():
                naam = document["namen"][dimensie].get(sleutel, sleutel)
                yield (f"{DIMENSIE[dimensie].naam}: {naam}", figuur["naam"]), waarde


def _eerdere(oud: Document, nieuw: Document) -> Iterator[str]:
    """The moments before this one of which the whole changed, once per figure."""
    for code, figuur in nieuw["bereik"]["indicatoren"].items():
        toen = oud["bereik"]["indicatoren"].get(code, {"per": {nieuw["soort"]: {}}})["per"][nieuw["soort"]]
        for tijd, knoop in figuur["per"][nieuw["soort"]].items():
            if tijd != nieuw["tijdvak"] and tijd in toen and toen[tijd] != knoop:
                yield tijd
