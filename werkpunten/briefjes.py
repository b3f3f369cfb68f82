"""What the person takes home on paper, in the language we speak with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override

from kern.pdf import zet
from werkpunten.models import Afspraak, Ontvangstbewijs, Werkpunt, Werkzoekende

SJABLOON = Path(__file__).parent / "typst" / "briefje.typ"
TALEN = ("nl", "fr", "en", "tr", "ar", "bg")
"""Languages with a catalogue (``werkpunten/locale``); whoever speaks another one gets Dutch."""


@dataclass(frozen=True)
class Ontvangst:
    """What a receipt says: of whom, when, where and by whom it was taken, and ``wat``: names of papers.

    ``aangemeld_door``: the organisation whose sign-up of this person we received.
    """

    persoon: Werkzoekende
    dag: date
    werkpunt: Werkpunt
    door: str
    wat: Sequence[str] = ()
    aangemeld_door: str = ""


def afspraakbriefje(afspraak: Afspraak) -> bytes:
    """The slip of an appointment; below it the same in Dutch, for whoever helps to read it."""
    taal = _taal(afspraak.werkzoekende)
    with override(taal):
        gegevens = {
            "titel": gettext("Je afspraak"),
            "regels": _regels(afspraak, taal),
            "lijst": [],
            "slot": gettext("Kan je niet komen?"),
            "uitleg": gettext("Laat het zo snel mogelijk weten. Dan zoeken we samen een ander moment."),
        }
    with override("nl"):
        return _zet(gegevens, taal, _regels(afspraak, "nl"))


def ontvangstbriefje(ontvangst: Ontvangst) -> bytes:
    """The receipt of a sign-up or of papers; below it the same in Dutch."""
    taal = _taal(ontvangst.persoon)
    with override(taal):
        gegevens = {
            "titel": gettext("Bewijs van ontvangst"),
            "regels": _ontvangstregels(ontvangst, taal),
            "kop": gettext("Dit kregen we"),
            "lijst": _wat(ontvangst),
            "slot": gettext("Bewaar dit papier."),
            "uitleg": gettext("Zo kan je altijd tonen wat we kregen en wanneer."),
        }
    with override("nl"):
        nederlands = [*_ontvangstregels(ontvangst, "nl"), ("Dit kregen we", ", ".join(_wat(ontvangst)))]
        return _zet(gegevens, taal, nederlands)


def van_bewijs(bewijs: Ontvangstbewijs) -> bytes:
    """The receipt of papers that were handed in."""
    return ontvangstbriefje(
        Ontvangst(bewijs.werkzoekende, bewijs.dag, bewijs.werkpunt, str(bewijs.door), tuple(bewijs.wat))
    )


def _taal(persoon: Werkzoekende) -> str:
    return persoon.contacttaal if persoon.contacttaal in TALEN else "nl"


def _zet(gegevens: dict[str, Any], taal: str, nederlands: list[tuple[str, str]]) -> bytes:
    vast = {"merk": settings.MERK, "taal": taal, "nederlands": [] if taal == "nl" else nederlands}
    return zet(SJABLOON, gegevens | vast, gemaakt=timezone.now())


def _regels(afspraak: Afspraak, taal: str) -> list[tuple[str, str]]:
    begin, einde = timezone.localtime(afspraak.begin), timezone.localtime(afspraak.einde)
    uren = gettext("van %(van)s tot %(tot)s uur") % {"van": f"{begin:%H:%M}", "tot": f"{einde:%H:%M}"}
    return [
        (gettext("Voor wie"), _naam(afspraak.werkzoekende)),
        (gettext("Wanneer"), f"{_dag(begin, taal)}, {uren}"),
        (gettext("Waar"), _waar(afspraak)),
        (gettext("Met wie"), ", ".join(map(str, [afspraak.medewerker, *afspraak.collegas.all()]))),
    ]


def _ontvangstregels(ontvangst: Ontvangst, taal: str) -> list[tuple[str, str]]:
    return [
        (gettext("Van wie"), _naam(ontvangst.persoon)),
        (gettext("Wanneer"), _dag(ontvangst.dag, taal)),
        (gettext("Waar"), _adres(ontvangst.werkpunt)),
        (gettext("Aangenomen door"), ontvangst.door),
    ]


def _wat(ontvangst: Ontvangst) -> list[str]:
    """Names of papers in the language of the moment; one without a translation, or typed, stays as it is."""
    wie = ontvangst.aangemeld_door
    aanmelding = [gettext("Aanmelding door %(wie)s") % {"wie": wie}] if wie else []
    return [*aanmelding, *(gettext(papier) for papier in ontvangst.wat)]


def _naam(persoon: Werkzoekende) -> str:
    return f"{persoon.voornaam} {persoon.achternaam}".strip()


def _dag(dag: date, taal: str) -> str:
    return str(format_date(dag, "EEEE d MMMM y", locale=taal))


def _adres(punt: Werkpunt) -> str:
    return ", ".join(filter(None, [punt.naam, f"{punt.straat} {punt.huisnummer}".strip()]))


def _waar(afspraak: Afspraak) -> str:
    if afspraak.plaats == Afspraak.Plaats.WERKPUNT:
        return ", ".join(filter(None, [_adres(afspraak.werkpunt), afspraak.adres]))
    plaats = {
        Afspraak.Plaats.THUIS: gettext("bij jou thuis"),
        Afspraak.Plaats.TELEFOON: gettext("per telefoon of video"),
        Afspraak.Plaats.ELDERS: gettext("op een andere plaats"),
    }[Afspraak.Plaats(afspraak.plaats)]
    return ", ".join(filter(None, [plaats, afspraak.adres]))
