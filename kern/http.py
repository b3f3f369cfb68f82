"""Whom a view is for, and what every list view answers with: a page or its fragment, and 50 rows at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from kern.keyset import Sleutel, grens_na, sleutels_van
from kern.tabel import adres
from kern.templatetags.kern import getal

RIJEN = 50
MEEST_GETELD = 1000
PLAATS = ("pagina", "na", "voor")
M = TypeVar("M", bound=Model)
V = TypeVar("V", bound=Callable[..., Any])


def aangemeld(view: V) -> V:
    """For everybody who is signed in, also without any role; ``toegang.voor`` adds the words for roles."""
    view.toegang = "aangemeld"  # type: ignore[attr-defined]
    return view


def openbaar(view: V) -> V:
    """For everybody, signed in or not."""
    view.toegang = "openbaar"  # type: ignore[attr-defined]
    return view


def gepost(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was posted, also when that is nothing; None on reading."""
    return request.POST if request.method == "POST" else None


def is_htmx(request: HttpRequest) -> bool:
    """Whether a script of ours asks, not the browser itself: it wants a part of the page, or a short answer."""
    return request.headers.get("HX-Request") == "true"


def render_deel(
    request: HttpRequest, template: str, deel: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """The page, or for htmx only its partial ``template#deel``.

    Both share one address, so the answer varies on the header and is never stored: Back would show a bare fragment.
    """
    if is_htmx(request) and request.headers.get("HX-History-Restore-Request") != "true":
        template = f"{template}#{deel}"
    antwoord = render(request, template, dict(context), status=status)
    patch_vary_headers(antwoord, ["HX-Request"])
    antwoord["Cache-Control"] = "no-store"
    return antwoord


@dataclass(frozen=True)
class Bladlink:
    titel: str
    url: str = ""
    huidig: bool = False
    nummer: bool = False


@dataclass(frozen=True)
class Bladzijde(Generic[M]):
    """One page of rows; ``totaal`` is None when there are more than 1,000."""

    rijen: list[M]
    tekst: str
    links: list[Bladlink]
    totaal: int | None


def geteld(queryset: QuerySet[Any]) -> int:
    """How many rows there are, up to 1,001 for more than 1,000."""
    return queryset.order_by()[: MEEST_GETELD + 1].count()


def bladzijde(queryset: QuerySet[M], request: HttpRequest, *, totaal: int | None = None) -> Bladzijde[M]:
    """The 50 rows that ``?pagina=N`` (up to 1,000 rows) or ``?na=PK`` / ``?voor=PK`` (beyond) asks for.

    Never a full count, never a deep OFFSET.
    The ordering may use fields, annotations and ``F(…).desc(nulls_last=True)``; the primary key is added as the last
    one. An address holds a key, never the sorted value: names stay out of logs and history.
    ``totaal``: how many rows there are, or any number above 1,000 for more, when the view has counted already.
    """
    sleutels = sleutels_van(queryset)
    queryset = queryset.order_by(*(s.als_ordening() for s in sleutels))
    if totaal is None:
        totaal = geteld(queryset)
    if totaal <= MEEST_GETELD:
        return _genummerd(queryset, request, totaal)
    return _per_sleutel(queryset, request, sleutels)


def _genummerd(queryset: QuerySet[M], request: HttpRequest, totaal: int) -> Bladzijde[M]:
    laatste = max(1, -(-totaal // RIJEN))
    gevraagd = request.GET.get("pagina", "")
    nummer = min(max(1, int(gevraagd)), laatste) if gevraagd.isdecimal() and len(gevraagd) < 6 else 1
    van = (nummer - 1) * RIJEN
    rijen = list(queryset[van : van + RIJEN])
    tekst = f"{getal(van + 1)}–{getal(van + len(rijen))} van {getal(totaal)}" if totaal else "0"
    if gevraagd.isdecimal() and gevraagd != str(nummer):
        tekst = f"Die bladzijde bestaat niet; dit zijn {tekst}"
    return Bladzijde(rijen, tekst, _nummers(request, nummer, laatste) if laatste > 1 else [], totaal)


def _nummers(request: HttpRequest, huidig: int, laatste: int) -> list[Bladlink]:
    """Previous, the first, the last and those around the current page, and next; a gap has no address."""
    links = [Bladlink("Vorige", adres(request, zonder=PLAATS, pagina=huidig - 1))] if huidig > 1 else []
    vorig = 0
    for nummer in sorted({1, laatste, *range(max(1, huidig - 2), min(laatste, huidig + 2) + 1)}):
        if nummer > vorig + 1:
            links.append(Bladlink("…"))
        url = adres(request, zonder=PLAATS, pagina=nummer)
        links.append(Bladlink(str(nummer), url, huidig=nummer == huidig, nummer=True))
        vorig = nummer
    if huidig < laatste:
        links.append(Bladlink("Volgende", adres(request, zonder=PLAATS, pagina=huidig + 1)))
    return links


def _per_sleutel(queryset: QuerySet[M], request: HttpRequest, sleutels: list[Sleutel]) -> Bladzijde[M]:
    terug = "voor" in request.GET
    richting = [s.omgekeerd() for s in sleutels] if terug else sleutels
    grens = grens_na(queryset, request.GET.get("voor") or request.GET.get("na"), richting)
    gevonden = queryset.order_by(*(s.als_ordening() for s in richting))
    rijen = list((gevonden.filter(grens) if grens is not None else gevonden)[: RIJEN + 1])
    meer, rijen = len(rijen) > RIJEN, rijen[:RIJEN]
    if terug:
        rijen.reverse()
    heeft_vorige = meer if terug else grens is not None
    heeft_volgende = terug or meer
    links = []
    if heeft_vorige and rijen:
        links.append(Bladlink("Begin", adres(request, zonder=PLAATS)))
        links.append(Bladlink("Vorige", adres(request, zonder=PLAATS, voor=rijen[0].pk)))
    if heeft_volgende and rijen:
        links.append(Bladlink("Volgende", adres(request, zonder=PLAATS, na=rijen[-1].pk)))
    return Bladzijde(rijen, f"{len(rijen)} van meer dan {getal(MEEST_GETELD)}", links, None)
