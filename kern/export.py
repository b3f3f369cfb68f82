"""Files people take away: CSV and XLSX in which a typed text can never become a formula.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@``. Texts that do get a ``'`` in front; numbers
and dates are written as such and keep their sign.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from string import ascii_letters, digits
from typing import IO, Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone

Waarde = str | int | float | Decimal | date | datetime | None

INHOUDSTYPE = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
    "jpg": "image/jpeg",
    "json": "application/json",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CEL_MAX = 32_767
"""Characters one cell of a spreadsheet can hold."""
_ONZICHTBAAR = {"Zs", "Zl", "Zp", "Cf", "Cc", "Mn"}


def onschadelijk(tekst: str) -> str:
    """The text, with ``'`` in front when a spreadsheet would read it as a formula.

    Looks at the first visible character, in its plain form (a full-width ``＝`` counts as ``=``); a tab or line end
    before it is reason enough.
    """
    if tekst[:1].isalnum():  # nearly always; no letter or digit is a sign in disguise
        return tekst
    for teken in tekst:
        if teken in "\t\r\n" or unicodedata.normalize("NFKC", teken)[0] in "=+-@":
            return f"'{tekst}"
        if unicodedata.category(teken) not in _ONZICHTBAAR:
            break
    return tekst


@dataclass(frozen=True)
class Blad:
    """One sheet: its columns with their widths in characters, and rows that are read once, in order."""

    naam: str
    kolommen: Sequence[tuple[str, int]]
    rijen: Iterable[Sequence[Waarde]]
    vet: int | None = None
    """Number of the row (from 0, without the header) that holds the totals."""
    getallen: int | None = None
    """From this column on it holds numbers: heads, and words in the place of a number, stand to the right as well."""


def schrijf_csv(uit: IO[str], kop: Sequence[str], rijen: Iterable[Sequence[Waarde]]) -> None:
    """Semicolons and a BOM, as a Belgian spreadsheet expects; open ``uit`` with ``newline=""``."""
    uit.write("\ufeff")
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow([onschadelijk(naam) for naam in kop])
    schrijver.writerows(
        # what needs no care goes straight on: nearly every cell, and calling a function for each takes longer than it
        [w if type(w) in _ZO or (type(w) is str and w[:1] in _GEWOON) else _csv_waarde(w) for w in rij]
        for rij in rijen
    )


_ZO = {int, date, type(None)}
"""Kinds that the writer itself writes as we want them."""
_GEWOON = frozenset(ascii_letters + digits)
"""What nearly every text begins with, and no formula does."""
_DAG_NUL = date(1899, 12, 30).toordinal()
"""From here a spreadsheet counts days, after 1900: which it holds for a leap year."""


def _csv_waarde(waarde: Waarde) -> str | int:
    match waarde:
        case None:
            return ""
        case str():
            return onschadelijk(waarde)
        case bool():
            return "ja" if waarde else "nee"
        case int():
            return waarde
        case datetime():
            return _lokaal(waarde).isoformat(sep=" ", timespec="minutes")
        case date():
            return waarde.isoformat()
        case _:
            return f"{waarde}".replace(".", ",")


def _lokaal(moment: datetime) -> datetime:
    """Without zone: spreadsheets know none."""
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment


def schrijf_xlsx(uit: IO[bytes], bladen: Sequence[Blad], *, titel: str, gemaakt: datetime) -> None:
    """Row by row in constant memory; the same input gives the same bytes."""
    with xlsxwriter.Workbook(uit, {"constant_memory": True}) as boek:
        boek.set_properties({"title": titel, "author": "Werkpunten", "created": _lokaal(gemaakt)})
        vormen = {
            "kop": boek.add_format({"bold": True, "bg_color": "#f4f7f8", "bottom": 1, "text_wrap": True}),
            "kop rechts": boek.add_format(
                {"bold": True, "bg_color": "#f4f7f8", "bottom": 1, "text_wrap": True, "align": "right"}
            ),
            "tekst": boek.add_format({"valign": "top", "text_wrap": True}),
            "rechts": boek.add_format({"valign": "top", "align": "right", "font_color": "#5a666b"}),
            "getal": boek.add_format({"valign": "top", "num_format": "#,##0"}),
            "breuk": boek.add_format({"valign": "top", "num_format": "#,##0.00"}),
            "dag": boek.add_format({"valign": "top", "align": "left", "num_format": "dd/mm/yyyy"}),
            "moment": boek.add_format({"valign": "top", "align": "left", "num_format": "dd/mm/yyyy hh:mm"}),
            "vet": boek.add_format({"bold": True, "top": 1, "num_format": "#,##0"}),
        }
        namen: set[str] = set()
        for blad in bladen:
            _schrijf_blad(boek.add_worksheet(_bladnaam(blad.naam, namen)), blad, vormen)


def _bladnaam(naam: str, namen: set[str]) -> str:
    """As a spreadsheet takes it: at most 31 characters, without those of a reference, and each name once."""
    schoon = re.sub(r"[\[\]:*?/\\']+", " ", naam).strip()[:31] or "Blad"
    uniek, nummer = schoon, 1
    while uniek.casefold() in namen:
        nummer += 1
        uniek = f"{schoon[: 31 - len(f' {nummer}')]} {nummer}"
    namen.add(uniek.casefold())
    return uniek


def _schrijf_blad(vel: Any, blad: Blad, vormen: dict[str, Any]) -> None:
    """Header frozen and with a filter (the totals stay out of it); on paper lying, as wide as the sheet."""
    vel.freeze_panes(1, 0)
    vel.set_landscape()
    vel.set_paper(9)  # A4
    vel.fit_to_pages(1, 0)
    vel.repeat_rows(0)
    vel.set_footer("&L&A&RBladzijde &P van &N")
    getallen = len(blad.kolommen) if blad.getallen is None else blad.getallen
    for kolom, (naam, breedte) in enumerate(blad.kolommen):
        vel.set_column(kolom, kolom, breedte)
        vel.write_string(0, kolom, onschadelijk(naam), vormen["kop" if kolom < getallen else "kop rechts"])
    laatste = 0
    for nummer, rij in enumerate(blad.rijen, start=1):
        totaal = nummer - 1 == blad.vet
        laatste = laatste if totaal else nummer
        _schrijf_rij(vel, nummer, rij, vormen, vormen["vet"] if totaal else None, getallen)
    vel.autofilter(0, 0, laatste, len(blad.kolommen) - 1)


def _schrijf_rij(vel: Any, nummer: int, rij: Sequence[Any], vormen: dict[str, Any], vet: Any, getallen: int) -> None:
    """Plain texts and numbers, so nearly every cell, without looking for what else it could be."""
    tekst, getal, dag = vet or vormen["tekst"], vet or vormen["getal"], vormen["dag"]
    rechts = vet or vormen["rechts"]
    for kolom, waarde in enumerate(rij):
        soort = type(waarde)
        if soort is int:
            vel.write_number(nummer, kolom, waarde, getal)
        elif soort is str and waarde[:1] in _GEWOON:
            vel.write_string(nummer, kolom, waarde[:CEL_MAX], tekst if kolom < getallen else rechts)
        elif soort is date and waarde.year > 1900:
            vel.write_number(nummer, kolom, waarde.toordinal() - _DAG_NUL, dag)
        elif waarde is not None:
            _schrijf_cel(vel, nummer, kolom, waarde, vormen, vet)


def _schrijf_cel(vel: Any, rij: int, kolom: int, waarde: Waarde, vormen: dict[str, Any], vet: Any) -> None:
    match waarde:
        case str():
            vel.write_string(rij, kolom, onschadelijk(waarde)[:CEL_MAX], vet or vormen["tekst"])
        case bool():
            vel.write_string(rij, kolom, "ja" if waarde else "nee", vet or vormen["tekst"])
        case datetime():
            vel.write_datetime(rij, kolom, _lokaal(waarde), vormen["moment"])
        case date():
            vel.write_datetime(rij, kolom, waarde, vormen["dag"])
        case _:
            vel.write_number(rij, kolom, waarde, vet or vormen["getal" if isinstance(waarde, int) else "breuk"])


def als_bijlage(inhoud: bytes, naam: str) -> HttpResponse:
    """A download; the type follows from the extension of the name, which we always make up ourselves."""
    return HttpResponse(
        inhoud,
        content_type=INHOUDSTYPE[naam.rsplit(".", 1)[1]],
        headers={
            "Content-Disposition": f'attachment; filename="{naam}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


KOLOMBREEDTE = 20


def lijst_als_bestand(
    kop: Sequence[str], rijen: Iterable[Sequence[Waarde]], *, naam: str, titel: str, formaat: str
) -> HttpResponse:
    """A list to take along, as CSV or (``formaat`` "xlsx") Excel; ``naam`` comes without extension."""
    if formaat == "xlsx":
        boek = io.BytesIO()
        bladen = [Blad(titel, [(kolom, KOLOMBREEDTE) for kolom in kop], rijen)]
        schrijf_xlsx(boek, bladen, titel=titel, gemaakt=timezone.now())
        return als_bijlage(boek.getvalue(), f"{naam}.xlsx")
    tekst = io.StringIO(newline="")
    schrijf_csv(tekst, kop, rijen)
    return als_bijlage(tekst.getvalue().encode(), f"{naam}.csv")
