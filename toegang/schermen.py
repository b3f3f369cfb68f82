"""What a screen is called in the read log: every app says so beside its own addresses."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from kern.registers import Register

_bronnen: Register[str] = Register("schermen")


def meld_schermen_aan(module: str) -> None:
    """The module with addresses whose ``SCHERMEN`` names them: view name (``werkpunten:balie``) → Dutch name."""
    _bronnen.meld_aan(module, module)


@cache
def schermnamen() -> Mapping[str, str]:
    """All names; read when they are first asked for, since addresses import the views."""
    return {route: naam for module in _bronnen for route, naam in import_module(module).SCHERMEN.items()}
