"""What our management commands share: one clear Dutch line when something is wrong with what they were given."""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError

from kern.registers import Register

GEEN_TABEL = "42P01"
"""PostgreSQL's code for a table that does not exist."""


def dag(naam: str, waarde: str | date) -> date:
    """A day written as ``2026-11-30``."""
    try:
        return waarde if isinstance(waarde, date) else date.fromisoformat(waarde)
    except ValueError as fout:
        raise CommandError(f"{naam}: {waarde} is geen dag; schrijf JJJJ-MM-DD, zoals 2026-11-30.") from fout


def geheel(naam: str, waarde: str | int) -> int:
    """A whole number, zero or more."""
    if isinstance(waarde, str) and waarde.isascii() and waarde.isdigit():
        waarde = int(waarde)
    if not isinstance(waarde, int) or waarde < 0:
        raise CommandError(f"{naam}: {waarde} is geen geheel getal van 0 of meer.")
    return waarde


def kan_schrijven(pad: Path) -> None:
    """Better told now than when all is done; what stands there stays until there is something new."""
    kan = pad.is_file() and os.access(pad, os.W_OK) if pad.exists() else os.access(pad.parent, os.W_OK)
    if not kan:
        raise CommandError(f"Kan niet schrijven naar {pad}: de map bestaat niet of is niet van jou.")


class Ontleder(CommandParser):
    """argparse, with one Dutch line for what is missing or unknown."""

    def error(self, message: str) -> NoReturn:
        passend = ((zin, re.search(patroon, message)) for patroon, zin in _ZINNEN)
        regel = next((zin.format(*gevonden.groups()) for zin, gevonden in passend if gevonden), message)
        if self.called_from_command_line:
            self.exit(1, f"{regel} Zie --help.\n")
        raise CommandError(regel)


_ZINNEN = (
    (r"arguments are required: (.+)", "Dit ontbreekt nog: {0}."),
    (r"unrecognized arguments: (.+)", "Onbekend: {0}."),
    (r"argument ([^:]+): expected one argument", "{0}: schrijf er een waarde achter."),
    (r"argument ([^:]+): ignored explicit argument (.+)", "{0}: {1} hoort er niet bij."),
    (r"ambiguous option: (\S+) could match (.+)", "{0} kan meer dan één ding zijn: {1}."),
    (r"argument ([^:]+): invalid choice: (.+) \(choose", "{0}: {1} kan niet."),
    (r"argument ([^:]+): invalid .+ value: (.+)", "{0}: {1} kan niet."),
)


class Opdracht(BaseCommand):
    """The base of our commands: bad input, or a database without tables, gives one clear line and exit 1."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = Ontleder  # Django names its own class when it makes one
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except ProgrammingError as fout:
            if getattr(fout.__cause__, "pgcode", "") != GEEN_TABEL:
                raise
            raise CommandError("De tabellen zijn er nog niet. Voer eerst uit: manage.py migrate.") from fout
        except OperationalError as fout:
            raise CommandError("De databank antwoordt niet.") from fout


HOOGSTENS = 20
"""Cases that are named one by one; of the rest only the number is told."""


@dataclass(frozen=True)
class Controle:
    """One rule of ``manage.py controleer``: a sentence that is true when all is well, and what finds the exceptions.

    An exception names a file number or a row, never a person.
    """

    regel: str
    uitzonderingen: Callable[[], Iterable[str]]


controles: Register[Controle] = Register("controles")
"""Every app adds the rules its own data must keep."""
