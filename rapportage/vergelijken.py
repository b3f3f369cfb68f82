"""Two reports side by side: what each says, and the difference in a number and in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from kern.templatetags.kern import getal
from rapportage.dimensies import DIMENSIE
from rapportage.weergave import Beeld

NIET = "niet te vergelijken"


@dataclass(frozen=True)
class Paar:
    """One figure of both; None is hidden, ``ontbreekt`` in words is told by the page that shows it."""

    naam: str
    een: int | None
    ander: int | None

    @property
    def verschil(self) -> str:
        """``42 meer (+12%)`` of the first against the second."""
        if self.een is None or self.ander is None:
            return NIET
        if self.een == self.ander:
            return "evenveel"
        aantal = self.een - self.ander
        deel = f" ({'+' if aantal > 0 else '−'}{round(100 * abs(aantal) / self.ander)}%)" if self.ander else ""
        return f"{getal(abs(aantal))} {'meer' if aantal > 0 else 'minder'}{deel}"


def cijfers(een: Beeld, ander: Beeld) -> list[Paar]:
    """Every figure of both reports."""
    hier, daar = een.cijfers(), ander.cijfers()
    return [
        Paar(indicator["naam"], hier[code], daar[code])
        for code, indicator in een.bereik["indicatoren"].items()
        if code in daar
    ]


def per_deel(een: Beeld, ander: Beeld, dimensie: str, code: str = "bereikt") -> list[Paar]:
    """One figure by one breakdown, in the order of the first; what only one has is zero in the other."""
    bomen = [beeld.document["uitsplitsingen"][dimensie]["indicatoren"][code] for beeld in (een, ander)]
    hier, daar = (boom["per"][dimensie] for boom in bomen)
    namen = {**ander.document["namen"][dimensie], **een.document["namen"][dimensie]}
    rijen = [Paar(namen.get(sleutel, sleutel), hier.get(sleutel, 0), daar.get(sleutel, 0)) for sleutel in hier | daar]
    return [*rijen, Paar("Totaal", *(boom["totaal"] for boom in bomen))]


def waarschuwingen(een: Beeld, ander: Beeld) -> Iterator[str]:
    """What makes two reports hard to compare."""
    if een.tijdvak.soort is not ander.tijdvak.soort:
        yield f"Een {een.tijdvak.soort.label} en een {ander.tijdvak.soort.label} zijn niet even lang."
    if een.bereik["definities_versie"] != ander.bereik["definities_versie"]:
        yield "De definities zijn intussen veranderd: de twee rapporten tellen niet helemaal hetzelfde."
    if een.document["werkpunt"] != ander.document["werkpunt"]:
        yield "Wie in beide rapporten past, telt in elk van beide één keer. Tel ze dus niet op."


def titel(dimensie: str) -> str:
    return f"Bereikte personen per {DIMENSIE[dimensie].naam.lower()}"
