"""What one cell means. Each function takes what stands there and gives a value, or raises ``Afgekeurd``."""

import re
from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache

from openpyxl.utils.datetime import from_excel
from stdnum.be import ssn

from kern.namen import schoon, vouw
from werkpunten.importeren.lezen import Cel
from werkpunten.models import Werkzoekende

EERSTE_DAG = date(1990, 1, 1)
EERSTE_GEBOORTE = date(1900, 1, 1)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_BELGISCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MAAND = re.compile(r"(\d{1,2})/(\d{4})")
_JAAR = re.compile(r"\d{4}")
_TIJD = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_LANG_NUMMER = re.compile(r"\d(?:[\W_]*\d){8,}")
_PRECISIE = Werkzoekende.Precisie
EXCEL_DAGEN = range(20_000, 80_000)
"""Numbers that Excel can mean as a day (1954–2119)."""


class Afgekeurd(ValueError):
    """The cell means nothing here; the message is the reason, in Dutch."""


@lru_cache(maxsize=1 << 15)
def tekst(cel: Cel) -> str:
    """A cell as text, white space collapsed, nothing invisible."""
    if isinstance(cel, str):
        return schoon(cel)
    return cel.strftime("%H:%M") if isinstance(cel, time) else str(cel)


@lru_cache(maxsize=1 << 12)
def gevouwen(cel: Cel) -> str:
    """A cell as it is looked up in a list."""
    return vouw(tekst(cel))


def toon(cel: Cel) -> str:
    """What stood there, short, and without anything that could be a national number."""
    kort = _LANG_NUMMER.sub("…", tekst(cel))
    return f"“{kort[:40]}{'…' if len(kort) > 40 else ''}”"


@lru_cache(maxsize=4096)
def dag(cel: Cel) -> date:
    gevonden = _datum(cel)
    if gevonden is None:
        raise Afgekeurd(f"{toon(cel)} is geen dag; schrijf JJJJ-MM-DD of DD/MM/JJJJ")
    return gevonden


def _datum(cel: Cel) -> date | None:
    if isinstance(cel, date):
        return cel
    if isinstance(cel, int):
        return from_excel(cel).date() if cel in EXCEL_DAGEN else None
    geschreven = tekst(cel)
    if iso := _ISO.fullmatch(geschreven):
        return _bestaat(iso[1], iso[2], iso[3])
    if belgisch := _BELGISCH.fullmatch(geschreven):
        return _bestaat(belgisch[3], belgisch[2], belgisch[1])
    return None


def _bestaat(jaar: str, maand: str, dag_: str) -> date | None:
    try:
        return date(int(jaar), int(maand), int(dag_))
    except ValueError:
        return None


def tijdstip(cel: Cel) -> time:
    if isinstance(cel, time):
        return cel.replace(second=0, microsecond=0)
    gevonden = _TIJD.fullmatch(tekst(cel))
    if not gevonden or int(gevonden[1]) > 23 or int(gevonden[2]) > 59:
        raise Afgekeurd(f"{toon(cel)} is geen tijdstip; schrijf UU:MM")
    return time(int(gevonden[1]), int(gevonden[2]))


def geboorte(cel: Cel, vandaag: date) -> tuple[date, str]:
    """The birth date, or the first day of what is known, and how much of it is known."""
    datum, precisie = _datum(cel), _PRECISIE.DAG
    if datum is None:
        datum, precisie = _deel_van_datum(tekst(cel))
    if datum is None or not EERSTE_GEBOORTE <= datum <= vandaag:
        raise Afgekeurd(f"{toon(cel)} is geen geboortedatum")
    return datum, precisie


def _deel_van_datum(geschreven: str) -> tuple[date | None, Werkzoekende.Precisie]:
    if maand := _MAAND.fullmatch(geschreven):
        return _bestaat(maand[2], maand[1], "1"), _PRECISIE.MAAND
    if _JAAR.fullmatch(geschreven):
        return _bestaat(geschreven, "1", "1"), _PRECISIE.JAAR
    return None, _PRECISIE.DAG


def insz(cel: Cel) -> str:
    """Eleven checked digits; a spreadsheet that took it for a number dropped the zeros in front."""
    cijfers = cijfers_van(cel)
    if not ssn.is_valid(cijfers):
        raise Afgekeurd("dit is geen geldig rijksregisternummer")
    return cijfers


def cijfers_van(cel: Cel) -> str:
    return f"{cel:011d}" if isinstance(cel, int) else re.sub(r"[\W_]", "", tekst(cel))


def uit_lijst(cel: Cel, lijst: Mapping[str, str], wat: str, raad: str) -> str:
    """``raad`` says what may be written instead."""
    waarde = lijst.get(gevouwen(cel))
    if waarde is None:
        raise Afgekeurd(f"{toon(cel)} is geen {wat}; {raad}")
    return waarde


def kort(cel: Cel, grens: int) -> str:
    waarde = tekst(cel)
    if len(waarde) > grens:
        raise Afgekeurd(f"langer dan {grens} tekens")
    return waarde


def telefoon(cel: Cel) -> str:
    waarde = kort(cel, 30)
    if not any(letter.isdigit() for letter in waarde):
        raise Afgekeurd(f"{toon(cel)} is geen telefoonnummer")
    return waarde
