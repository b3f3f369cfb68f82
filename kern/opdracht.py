"""Arguments of management commands, with one clear Dutch line when they are wrong."""

from datetime import date

from django.core.management.base import CommandError


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
