"""What our management commands share: one clear Dutch line when something is wrong with what they were given."""

import os
import re
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError

from kern.registers import Register

NIET_GEMIGREERD = ("42P01", "42883")
"""PostgreSQL knows no such table, or no such function."""
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
    """argparse in Dutch, with one line for what is missing or unknown."""

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "gebruik: ", 1)

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


_OPTIES = {
    "help": "toon deze uitleg en stop",
    "version": "toon de versie van Django en stop",
    "verbosity": "hoeveel er getoond wordt: 0 niets, 1 gewoon, 2 en 3 meer",
    "settings": "een andere module met instellingen",
    "pythonpath": "een map waarin Python ook zoekt",
    "traceback": "toon bij een fout waar in de code ze ontstond",
    "no_color": "zonder kleuren",
    "force_color": "altijd met kleuren",
    "skip_checks": "sla de controles van Django over",
}
"""What the options that every command has from Django do."""


def _in_het_nederlands(parser: ArgumentParser) -> None:
    parser._positionals.title, parser._optionals.title = "wat je opgeeft", "opties"
    for actie in parser._actions:
        actie.help = _OPTIES.get(actie.dest, actie.help)
    nodig = [" ".join([*actie.option_strings, f"{actie.metavar}"]) for actie in parser._actions if actie.required]
    parser.usage = " ".join(["%(prog)s", "[opties]", *nodig])


class Opdracht(BaseCommand):
    """The base of our commands: bad input, or a database without tables, gives one clear line and exit 1."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = Ontleder  # Django names its own class when it makes one
        _in_het_nederlands(parser)
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """What goes wrong is told in its own words, without the name of an exception in front."""
        if "--traceback" in argv:
            return super().run_from_argv(argv)
        try:
            super().run_from_argv([*argv[:2], "--traceback", *argv[2:]])
        except CommandError as fout:
            self.stderr.write(str(fout))
            sys.exit(fout.returncode)
        except KeyboardInterrupt:
            self.stderr.write("Afgebroken.")
            sys.exit(130)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except ProgrammingError as fout:
            if getattr(fout.__cause__, "pgcode", "") not in NIET_GEMIGREERD:
                raise
            raise CommandError("De tabellen zijn er nog niet. Voer eerst uit: manage.py migrate.") from fout
        except OperationalError as fout:
            raise CommandError("De databank antwoordt niet.") from fout
        except KeyboardInterrupt as gestopt:
            raise CommandError("Afgebroken.", returncode=130) from gestopt


class Opdrachten(ManagementUtility):
    """``manage.py``, with one Dutch line for a command that does not exist."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """Without settings that can be read, Django says what is wrong with them."""
        if settings.configured and subcommand not in get_commands():
            bedoeld = "".join(f" Bedoel je {naam}?" for naam in get_close_matches(subcommand, get_commands(), n=1))
            sys.stderr.write(f"{subcommand} is geen opdracht.{bedoeld} Zie {self.prog_name} help.\n")
            sys.exit(1)
        return super().fetch_command(subcommand)


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
