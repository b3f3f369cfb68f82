"""What ``manage.py controleer`` checks: every app adds the rules its own data must keep."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kern.registers import Register

HOOGSTENS = 20
"""Cases that are named one by one; of the rest only the number is told."""


@dataclass(frozen=True)
class Controle:
    """One rule, as a sentence that is true when all is well, and what finds the exceptions (without personal data)."""

    regel: str
    uitzonderingen: Callable[[], Iterable[str]]


controles: Register[Controle] = Register("controles")
