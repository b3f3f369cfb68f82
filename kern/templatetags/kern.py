"""Numbers and dates the Belgian way (1.234,5 · 21/11/2026), whatever the active language; empty values show as "–".

And the Dutch names of countries and languages.
"""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from html import escape
from typing import Any

from babel import Locale
from django import template
from django.utils import numberformat, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
LEEG = "–"
STREEPJES = "---------"
NEDERLANDS = Locale("nl")
DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")


@register.filter
def getal(waarde: float | Decimal | None, decimalen: int | None = None) -> str:
    """1234.5 → 1.234,5; with ``decimalen`` rounded to that many."""
    if waarde is None:
        return LEEG
    if isinstance(waarde, int) and decimalen is None:
        return f"{waarde:,}".replace(",", ".")
    if decimalen is not None:
        waarde = round(Decimal(str(waarde)), decimalen)
    return str(numberformat.format(waarde, ",", decimalen, grouping=3, thousand_sep=".", force_grouping=True))


def _lokaal(moment: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _dag(moment: datetime.date) -> datetime.date:
    return _lokaal(moment).date() if isinstance(moment, datetime.datetime) else moment


@register.filter
def datum(moment: datetime.date | None) -> str:
    """21/11/2026; a moment counts in local time."""
    return f"{_dag(moment):%d/%m/%Y}" if moment else LEEG


@register.filter
def weekdag(moment: datetime.date | None) -> str:
    """Za 21/11/2026, in small letters."""
    return f"{DAGEN[_dag(moment).weekday()]} {_dag(moment):%d/%m/%Y}" if moment else LEEG


@register.filter
def dagtijd(moment: datetime.datetime | None) -> str:
    """21/11/2026 14:05, local time."""
    return f"{_lokaal(moment):%d/%m/%Y %H:%M}" if moment else LEEG


@register.filter
def uur(moment: datetime.datetime | datetime.time | None) -> str:
    """14:05, local time."""
    if moment is None:
        return LEEG
    return f"{_lokaal(moment) if isinstance(moment, datetime.datetime) else moment:%H:%M}"


@register.filter
def relatief(moment: datetime.date | None) -> str:
    """12/09 (70 dagen) · 27/11 (over 6 dagen); the year shows when it is another one."""
    if not moment:
        return LEEG
    dag, vandaag = _dag(moment), timezone.localdate()
    kort = f"{dag:%d/%m}" if dag.year == vandaag.year else f"{dag:%d/%m/%Y}"
    return f"{kort} ({_afstand((vandaag - dag).days)})"


def _afstand(dagen: int) -> str:
    woorden = {0: "vandaag", 1: "gisteren", -1: "morgen"}
    return woorden.get(dagen) or (f"{getal(dagen)} dagen" if dagen > 0 else f"over {getal(-dagen)} dagen")


@register.filter
def bdi(naam: str) -> SafeString:
    """A name with its own writing direction: it never turns the words around it."""
    return format_html("<bdi>{}</bdi>", naam)


@register.filter
def opties(keuzes: Iterable[Mapping[str, Any]], verplicht: bool) -> SafeString:
    """The options of a select; what Django shows as dashes is said in words.

    Not in the template: long lists of wijken, languages or countries would be most of what a page costs to draw.
    """
    niets = "Kies uit de lijst" if verplicht else "niet ingevuld"
    return SafeString("".join(_optie(keuze, niets) for keuze in keuzes))


def _optie(keuze: Mapping[str, Any], niets: str) -> str:
    naam = niets if keuze["label"] == STREEPJES else str(keuze["label"])
    gekozen = " selected" if keuze["selected"] else ""
    return f'<option value="{escape(str(keuze["value"]))}"{gekozen}>{escape(naam)}</option>'


@register.filter
def land(code: str) -> str:
    """TR → Turkije; a code that nobody knows stays as it is."""
    return str(NEDERLANDS.territories.get(code, code))


_TALEN = {"prs": "Dari", "so": "Somali"}
"""Of which the product speaks in other words than the list of Unicode, or that it lacks."""


@register.filter
def taal(code: str) -> str:
    """hy → Armeens; a code that nobody knows stays as it is."""
    return _TALEN.get(code) or str(NEDERLANDS.languages.get(code, code))
