"""Reach by wijk of residence: the map, the twelve with most, and a table with all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from kern.templatetags.kern import getal
from rapportage.kaart import Vak, Vorm, grenskaart, tegelkaart
from rapportage.models import Wijkkaart
from rapportage.weergave import VERBORGEN
from werkpunten.models import Wijk

CODE = "wijk"
TOP = 12
TITEL = "Bereikte personen per wijk"


@dataclass(frozen=True)
class Wijkrij:
    """One line of the table; ``nummer`` empty where there is no place on the map."""

    nummer: int | None
    naam: str
    bereikt: int | None
    contacten: int | None
    bevolking: int | None = None

    @property
    def per_duizend(self) -> str:
        """Reached per 1,000 inhabitants."""
        if self.bereikt is None:
            return VERBORGEN
        return f"{1000 * self.bereikt / self.bevolking:.1f}".replace(".", ",") if self.bevolking else "–"


class Wijkbeeld:
    """``document``: the reach document by wijk; ``bevolking``: inhabitants per slug, where they are known."""

    def __init__(self, document: Mapping[str, Any], wijken: Sequence[Wijk], bevolking: Mapping[str, int]) -> None:
        self.document = document
        self.wijken = [wijk for wijk in wijken if wijk.slug in document["indicatoren"]["bereikt"]["per"][CODE]]
        self.bevolking = bevolking

    def _cijfer(self, code: str, slug: str) -> int | None:
        waarde: int | None = self.document["indicatoren"][code]["per"][CODE][slug]
        return waarde

    @property
    def met_bevolking(self) -> bool:
        return any(wijk.slug in self.bevolking for wijk in self.wijken)

    def rijen(self) -> list[Wijkrij]:
        """In the order of the map's numbers, then outside the city and unknown."""
        return [
            Wijkrij(
                wijk.nummer if wijk.soort == Wijk.Soort.GENT else None,
                wijk.naam,
                self._cijfer("bereikt", wijk.slug),
                self._cijfer("contacten", wijk.slug),
                self.bevolking.get(wijk.slug),
            )
            for wijk in self.wijken
        ]

    def totaal(self) -> Wijkrij:
        """Counted again, with who lives outside the city or where we do not know."""
        indicatoren = self.document["indicatoren"]
        return Wijkrij(None, "Totaal", indicatoren["bereikt"]["totaal"], indicatoren["contacten"]["totaal"])

    def top(self) -> list[str]:
        """The wijken with most people, in words; hidden ones are not among them."""
        gekend = sorted(
            ((rij.bereikt, -rij.nummer, rij.naam) for rij in self.rijen() if rij.bereikt and rij.nummer), reverse=True
        )
        return [f"{naam}: {getal(aantal)}" for aantal, _, naam in gekend[:TOP]]

    def verborgen(self) -> int:
        return sum(rij.bereikt is None for rij in self.rijen())

    def kaart(self, grenzen: Wijkkaart | None) -> SafeString:
        """With real boundaries when there are any, else of tiles."""
        if grenzen is None:
            return tegelkaart(TITEL, self.vakken)
        vormen = {int(nummer): Vorm(*vorm) for nummer, vorm in grenzen.vormen.items()}
        return grenskaart(TITEL, self.vakken, vormen, grenzen.hoog)

    @property
    def vakken(self) -> list[Vak]:
        """What the map shows of each wijk that has a place on it."""
        return [
            Vak(wijk.nummer, wijk.naam, self._cijfer("bereikt", wijk.slug), wijk.tegel_kolom, wijk.tegel_rij)
            for wijk in self.wijken
            if wijk.tegel_kolom is not None and wijk.tegel_rij is not None
        ]
