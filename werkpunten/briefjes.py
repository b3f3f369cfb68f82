"""What the person takes home on paper, in the language we speak with them."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

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


@dataclass(frozen=True)
class Briefje:
    """What stands on a slip, in one language: lines of name and value, then a list under ``kop``."""

    titel: str
    regels: Sequence[tuple[str, str]]
    slot: str
    uitleg: str
    kop: str = ""
    lijst: Sequence[str] = ()


def zet_briefje(persoon: Werkzoekende, inhoud: Callable[[str], Briefje]) -> bytes:
    """The slip in the language we speak with this person; below it the same in Dutch, for whoever helps to read it.

    ``inhoud`` makes it up in the language that is active, which it also gets by name.
    """
    taal = persoon.contacttaal if persoon.contacttaal in TALEN else "nl"
    with override(taal):
        eigen = inhoud(taal)
    with override("nl"):
        nederlands = inhoud("nl")
    lijst = [(nederlands.kop, ", ".join(nederlands.lijst))] if nederlands.lijst else []
    vast = {"merk": settings.MERK, "taal": taal, "nederlands": [] if taal == "nl" else [*nederlands.regels, *lijst]}
    return zet(SJABLOON, asdict(eigen) | vast, gemaakt=timezone.now())


def afspraakbriefje(afspraak: Afspraak) -> bytes:
    """The slip of an appointment."""

    def inhoud(taal: str) -> Briefje:
        return Briefje(
            gettext("Je afspraak"),
            _regels(afspraak, taal),
            gettext("Kan je niet komen?"),
            gettext("Laat het zo snel mogelijk weten. Dan zoeken we samen een ander moment."),
        )

    return zet_briefje(afspraak.werkzoekende, inhoud)


def ontvangstbriefje(ontvangst: Ontvangst) -> bytes:
    """The receipt of a sign-up or of papers."""

    def inhoud(taal: str) -> Briefje:
        return Briefje(
            gettext("Bewijs van ontvangst"),
            _ontvangstregels(ontvangst, taal),
            gettext("Bewaar dit papier."),
            gettext("Zo kan je altijd tonen wat we kregen en wanneer."),
            gettext("Dit kregen we"),
            _wat(ontvangst),
        )

    return zet_briefje(ontvangst.persoon, inhoud)


def van_bewijs(bewijs: Ontvangstbewijs) -> bytes:
    """The receipt of papers that were handed in."""
    return ontvangstbriefje(
        Ontvangst(bewijs.werkzoekende, bewijs.dag, bewijs.werkpunt, str(bewijs.door), tuple(bewijs.wat))
    )


def _regels(afspraak: Afspraak, taal: str) -> list[tuple[str, str]]:
    begin, einde = timezone.localtime(afspraak.begin), timezone.localtime(afspraak.einde)
    uren = gettext("van %(van)s tot %(tot)s uur") % {"van": f"{begin:%H:%M}", "tot": f"{einde:%H:%M}"}
    return [
        (gettext("Voor wie"), naam_op_papier(afspraak.werkzoekende)),
        (gettext("Wanneer"), f"{op_dag(begin, taal)}, {uren}"),
        (gettext("Waar"), _waar(afspraak)),
        (gettext("Met wie"), ", ".join(map(str, [afspraak.medewerker, *afspraak.collegas.all()]))),
    ]


def _ontvangstregels(ontvangst: Ontvangst, taal: str) -> list[tuple[str, str]]:
    return [
        (gettext("Van wie"), naam_op_papier(ontvangst.persoon)),
        (gettext("Wanneer"), op_dag(ontvangst.dag, taal)),
        (gettext("Waar"), _adres(ontvangst.werkpunt)),
        (gettext("Aangenomen door"), ontvangst.door),
    ]


def _wat(ontvangst: Ontvangst) -> list[str]:
    """Names of papers in the language of the moment; one without a translation, or typed, stays as it is."""
    wie = ontvangst.aangemeld_door
    aanmelding = [gettext("Aanmelding door %(wie)s") % {"wie": wie}] if wie else []
    return [*aanmelding, *(gettext(papier) for papier in ontvangst.wat)]


def naam_op_papier(persoon: Werkzoekende) -> str:
    """First name first, as the person says it."""
    return f"{persoon.voornaam} {persoon.achternaam}".strip()


def op_dag(dag: date, taal: str) -> str:
    """``maandag 23 november 2026``, in that language."""
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
