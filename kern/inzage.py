"""Which people were materialised during the current request.

Every gated QuerySet reports the people it really loaded; ``toegang`` writes them to ``Raadpleging`` before the answer
leaves. Complete by construction: a row that was not noted here was never fetched.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum


class Aard(StrEnum):
    """How a person was seen, from light to heavy; a request keeps the heaviest."""

    LIJST = "lijst"
    INZAGE = "inzage"
    EXPORT = "export"
    ONTMASKERING = "ontmaskering"


@dataclass
class Inzage:
    """What one request saw: primary keys of people, the kind of look and the reason given, if any.

    ``gebruikers``: customers of wijk-werken, who have keys of their own.
    """

    personen: set[int] = field(default_factory=set)
    gebruikers: set[int] = field(default_factory=set)
    aard: Aard = Aard.LIJST
    reden: str = ""


_huidig: ContextVar[Inzage | None] = ContextVar("inzage", default=None)


@contextmanager
def bijhouden() -> Iterator[Inzage]:
    """Note people during this block (one request, one job)."""
    inzage = Inzage()
    token = _huidig.set(inzage)
    try:
        yield inzage
    finally:
        _huidig.reset(token)


def noteer(personen: Iterable[int | None], *, wie: str = "personen") -> None:
    """Add people (primary keys; None is an anonymous contact and is skipped); ``wie``: which set of an ``Inzage``."""
    inzage = _huidig.get()
    if inzage is not None:
        getattr(inzage, wie).update(pk for pk in personen if pk is not None)


def markeer(aard: Aard, reden: str = "") -> None:
    """Say what kind of look this request is; the heaviest one wins, a reason is kept."""
    inzage = _huidig.get()
    if inzage is None:
        return
    zwaarte = list(Aard)
    if zwaarte.index(aard) > zwaarte.index(inzage.aard):
        inzage.aard = aard
    inzage.reden = reden or inzage.reden
