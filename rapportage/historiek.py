"""Numbers from before our own registration ("PWA 2017"): read from a file, and told apart wherever they are shown.

Nothing here can be counted again, so nothing of it is ever added to a figure of ours.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from kern.namen import vouw
from kern.tijd import vandaag
from rapportage.indicatoren import INDICATOREN
from rapportage.models import VroegereTelling
from rapportage.telbestand import EERSTE_JAAR, Fout, Lezers, Telbestand, als_getal, als_keuze, als_tekst
from rapportage.tijdvakken import maandnaam
from rapportage.wijkwerkcijfers import INDICATOREN as VAN_WIJKWERKEN
from werkpunten.models import Werkpunt

_ALLE = (*INDICATOREN, *VAN_WIJKWERKEN)
_INDICATOR = {vouw(woord): indicator.code for indicator in _ALLE for woord in (indicator.code, indicator.naam)}
_VAN_BEREIK = frozenset(indicator.code for indicator in INDICATOREN)


def _lezers() -> Lezers:
    punten: dict[str, Werkpunt | None] = {"": None, "alle": None}
    for punt in Werkpunt.objects.all():
        punten |= {vouw(punt.naam): punt, vouw(punt.slug): punt}

    return {
        "bron": lambda tekst: als_tekst(tekst, 80, verplicht=True),
        "indicator": lambda tekst: als_keuze(_INDICATOR, tekst, "geen cijfer dat we kennen"),
        "werkpunt": lambda tekst: als_keuze(punten, tekst, "geen werkpunt dat we kennen"),
        "jaar": lambda tekst: als_getal(tekst, EERSTE_JAAR, vandaag().year),
        "maand": lambda tekst: als_getal(tekst, 1, 12) if tekst else None,
        "aantal": lambda tekst: als_getal(tekst, 0),
        "noot": lambda tekst: als_tekst(tekst, 200),
    }


def _keur(velden: Mapping[str, Any]) -> None:
    if date(velden["jaar"], velden["maand"] or 1, 1) > vandaag():
        raise Fout("deze maand is nog niet begonnen")


VROEGERE_TELLINGEN = Telbestand(
    model=VroegereTelling,
    kolommen={
        "bron": "van wie het getal komt, zoals PWA (verplicht)",
        "indicator": f"{', '.join(indicator.code for indicator in _ALLE)} (verplicht)",
        "werkpunt": "korte naam of naam; leeg of alle: de hele stad",
        "jaar": f"{EERSTE_JAAR} tot nu (verplicht)",
        "maand": "1 tot 12; leeg: het hele jaar",
        "aantal": "geheel getal van 0 of meer (verplicht)",
        "noot": "wat erbij gezegd moet worden, hoogstens 200 tekens",
    },
    verplicht=("bron", "indicator", "jaar", "aantal"),
    sleutel=("bron", "indicator", "werkpunt_id", "jaar", "maand"),
    waarden=("aantal", "noot"),
    lezers=_lezers,
    keur=_keur,
)


def trend(
    *, per: str, voor: date, werkpunt: Werkpunt | None, drempel: int = 0, codes: Collection[str] = _VAN_BEREIK
) -> list[dict[str, Any]]:
    """The earlier numbers of this unit (None: the city) in periods that begin before a day, oldest first.

    ``per`` is ``maand`` or ``jaar``; of a quarter there are none. With a threshold, small numbers are None, and with
    one of them all numbers of the same source and year.
    """
    bekend = list(VroegereTelling.objects.all())
    alle = [telling for telling in bekend if telling.indicator in codes and _past(telling, per, voor)]
    dicht = _dicht(bekend, drempel)
    return [
        {
            "periode": telling.periode,
            "naam": maandnaam(date(telling.jaar, telling.maand, 1)) if telling.maand else str(telling.jaar),
            "bron": telling.bron,
            "indicator": telling.indicator,
            "aantal": None if telling.pk in dicht else telling.aantal,
            "noot": telling.noot,
        }
        for telling in sorted(alle, key=lambda telling: (telling.periode, telling.indicator, telling.bron))
        if telling.werkpunt_id == (werkpunt.pk if werkpunt else None)
    ]


def _past(telling: VroegereTelling, per: str, voor: date) -> bool:
    return per == ("maand" if telling.maand else "jaar") and date(telling.jaar, telling.maand or 1, 1) < voor


def _dicht(tellingen: Iterable[VroegereTelling], drempel: int) -> set[int]:
    """Keys of the numbers to hide: all of a source in a year in which one of its numbers is small.

    Its indicators, months and units add up to each other in ways that nobody can check any more.
    """
    alle = list(tellingen)
    klein = {(telling.bron, telling.jaar) for telling in alle if 0 < telling.aantal < drempel}
    return {telling.pk for telling in alle if (telling.bron, telling.jaar) in klein}
