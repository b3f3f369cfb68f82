"""One list of columns per table: it makes the head, the sorting and the file that is downloaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.expressions import F, OrderBy
from django.forms import BaseForm
from django.http import HttpRequest

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Kolom:
    """``waarde`` gives the cell for a file; ``sorteer`` the fields of ``?sorteer=sleutel`` (none: not sortable)."""

    sleutel: str
    titel: str
    waarde: Callable[[Any], object]
    sorteer: tuple[str, ...] = ()
    cijfer: bool = False


@dataclass(frozen=True)
class Kop:
    titel: str
    url: str
    sortering: str
    cijfer: bool


@dataclass(frozen=True)
class ActiefFilter:
    tekst: str
    url: str


def sorteer(queryset: QuerySet[M], kolommen: Sequence[Kolom], request: HttpRequest, standaard: str) -> QuerySet[M]:
    """The rows in the order of ``?sorteer=naam`` or ``-naam``; empty values last. An unknown word: the default."""
    sleutel, aflopend, kolom = _gevraagd(kolommen, request, standaard)
    if kolom is None:
        raise ValueError(f"{sleutel!r} is not a sortable column.")
    return queryset.order_by(*(_richting(veld, aflopend) for veld in kolom.sorteer))


def koppen(kolommen: Sequence[Kolom], request: HttpRequest, standaard: str) -> list[Kop]:
    """The heads for ``components/tabelkop.html``: sorted on this column another click turns the order around."""
    huidig, aflopend, _ = _gevraagd(kolommen, request, standaard)
    resultaat = []
    for kolom in kolommen:
        if not kolom.sorteer:
            resultaat.append(Kop(kolom.titel, "", "", kolom.cijfer))
            continue
        gekozen = kolom.sleutel == huidig
        richting = ("descending" if aflopend else "ascending") if gekozen else "none"
        volgende = f"-{kolom.sleutel}" if gekozen and not aflopend else kolom.sleutel
        url = adres(request, zonder=("pagina", "na", "voor"), sorteer=volgende)
        resultaat.append(Kop(kolom.titel, url, richting, kolom.cijfer))
    return resultaat


def actieve_filters(form: BaseForm, request: HttpRequest, *, behalve: Sequence[str] = ()) -> list[ActiefFilter]:
    """What the filter form holds, in words, each with the address of the list without it.

    ``behalve``: fields that always hold something, so that there is nothing to take off.
    """
    actief = []
    for veld in form.visible_fields():
        waarde = str(form.data.get(veld.html_name, ""))
        if not waarde or veld.errors or veld.name in behalve:
            continue
        keuzes = {str(sleutel): str(label) for sleutel, label in getattr(veld.field, "choices", ())}
        ja_nee = getattr(veld.field.widget, "input_type", "") == "checkbox"
        tekst = veld.label if ja_nee else f"{veld.label}: {keuzes.get(waarde, waarde)}"
        actief.append(ActiefFilter(str(tekst), adres(request, zonder=(veld.html_name, "pagina", "na", "voor"))))
    return actief


def adres(request: HttpRequest, *, zonder: Sequence[str], **met: object) -> str:
    """The same address with other words in its query."""
    vraag = request.GET.copy()
    for naam in zonder:
        vraag.pop(naam, None)
    for naam, waarde in met.items():
        vraag[naam] = str(waarde)
    return f"?{vraag.urlencode()}"


def _gevraagd(kolommen: Sequence[Kolom], request: HttpRequest, standaard: str) -> tuple[str, bool, Kolom | None]:
    sorteerbaar = {kolom.sleutel: kolom for kolom in kolommen if kolom.sorteer}
    woord = request.GET.get("sorteer", standaard)
    if woord.removeprefix("-") not in sorteerbaar:
        woord = standaard
    sleutel = woord.removeprefix("-")
    return sleutel, woord.startswith("-"), sorteerbaar.get(sleutel)


def _richting(veld: str, aflopend: bool) -> OrderBy:
    aflopend ^= veld.startswith("-")
    return OrderBy(F(veld.removeprefix("-")), descending=aflopend, nulls_last=True)
