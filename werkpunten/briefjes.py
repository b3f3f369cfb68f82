"""What the person takes home on paper, in the language we speak with them."""

from pathlib import Path

from babel.dates import format_date
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override

from kern.pdf import zet
from werkpunten.models import Afspraak

SJABLOON = Path(__file__).parent / "typst" / "afspraak.typ"
TALEN = ("nl", "fr", "en", "tr", "ar", "bg")
"""Languages with a catalogue (``werkpunten/locale``); whoever speaks another one gets Dutch."""


def afspraakbriefje(afspraak: Afspraak) -> bytes:
    """The slip of an appointment; below it the same in Dutch, for whoever helps to read it."""
    gesproken = afspraak.werkzoekende.contacttaal
    taal = gesproken if gesproken in TALEN else "nl"
    with override(taal):
        gegevens = {
            "merk": settings.MERK,
            "taal": taal,
            "titel": gettext("Je afspraak"),
            "regels": _regels(afspraak, taal),
            "anders": gettext("Kan je niet komen?"),
            "laat_weten": gettext("Laat het zo snel mogelijk weten. Dan zoeken we samen een ander moment."),
        }
    with override("nl"):
        gegevens["nederlands"] = [] if taal == "nl" else _regels(afspraak, "nl")
    return zet(SJABLOON, gegevens, gemaakt=timezone.now())


def _regels(afspraak: Afspraak, taal: str) -> list[tuple[str, str]]:
    begin, einde = timezone.localtime(afspraak.begin), timezone.localtime(afspraak.einde)
    uren = gettext("van %(van)s tot %(tot)s uur") % {"van": f"{begin:%H:%M}", "tot": f"{einde:%H:%M}"}
    persoon = afspraak.werkzoekende
    naam = f"{persoon.voornaam} {persoon.achternaam}".strip()
    return [
        (gettext("Voor wie"), naam),
        (gettext("Wanneer"), f"{format_date(begin, 'EEEE d MMMM y', locale=taal)}, {uren}"),
        (gettext("Waar"), _waar(afspraak)),
        (gettext("Met wie"), ", ".join(map(str, [afspraak.medewerker, *afspraak.collegas.all()]))),
    ]


def _waar(afspraak: Afspraak) -> str:
    punt = afspraak.werkpunt
    if afspraak.plaats == Afspraak.Plaats.WERKPUNT:
        straat = f"{punt.straat} {punt.huisnummer}".strip()
        return ", ".join(filter(None, [punt.naam, straat, afspraak.adres]))
    plaats = {
        Afspraak.Plaats.THUIS: gettext("bij jou thuis"),
        Afspraak.Plaats.TELEFOON: gettext("per telefoon of video"),
        Afspraak.Plaats.ELDERS: gettext("op een andere plaats"),
    }[Afspraak.Plaats(afspraak.plaats)]
    return ", ".join(filter(None, [plaats, afspraak.adres]))
