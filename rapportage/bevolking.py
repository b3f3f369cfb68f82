"""How many people live in each wijk, read from a file: what reach per 1,000 inhabitants is taken from."""

from kern.namen import vouw
from kern.tijd import vandaag
from rapportage.models import Bevolking
from rapportage.telbestand import EERSTE_JAAR, Lezers, Telbestand, als_getal, als_keuze
from werkpunten.models import Wijk


def _lezers() -> Lezers:
    wijken: dict[str, Wijk] = {}
    for wijk in Wijk.objects.filter(soort=Wijk.Soort.GENT):
        wijken |= dict.fromkeys((vouw(wijk.naam), vouw(wijk.slug), str(wijk.nummer)), wijk)

    return {
        "wijk": lambda tekst: als_keuze(wijken, tekst, "geen wijk van Gent"),
        "jaar": lambda tekst: als_getal(tekst, EERSTE_JAAR, vandaag().year + 1),
        "aantal": lambda tekst: als_getal(tekst, 1),
    }


BEVOLKING = Telbestand(
    model=Bevolking,
    kolommen={
        "wijk": "naam of nummer van een wijk van Gent (verplicht)",
        "jaar": f"{EERSTE_JAAR} tot volgend jaar; het aantal is dat van 1 januari (verplicht)",
        "aantal": "inwoners, geheel getal van 1 of meer (verplicht)",
    },
    verplicht=("wijk", "jaar", "aantal"),
    sleutel=("wijk_id", "jaar"),
    waarden=("aantal",),
    lezers=_lezers,
)
