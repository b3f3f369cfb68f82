"""The start page: what waits for somebody today. Every app registers its blocks in ``apps.py``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from kern.registers import Register


@dataclass(frozen=True)
class Startblok:
    """One block: its ``template`` gets ``blok`` (what ``gegevens`` answers). ``zij``: it stands in the side column."""

    template: str
    rollen: frozenset[str]
    gegevens: Callable[[HttpRequest], Mapping[str, Any]]
    zij: bool = False


@dataclass(frozen=True)
class Getoond:
    template: str
    gegevens: Mapping[str, Any]


startblokken: Register[Startblok] = Register("startblokken")


def blokken_voor(request: HttpRequest) -> tuple[list[Getoond], list[Getoond]]:
    """The blocks of this user, of the main and of the side column."""
    rollen: frozenset[str] = getattr(request.user, "rollen", frozenset())
    eigen = [blok for blok in startblokken if blok.rollen & rollen]
    getoond = [(blok.zij, Getoond(blok.template, blok.gegevens(request))) for blok in eigen]
    return [blok for zij, blok in getoond if not zij], [blok for zij, blok in getoond if zij]
