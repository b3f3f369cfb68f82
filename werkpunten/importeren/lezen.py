"""Opens a CSV or XLSX file and yields its rows one by one, whatever the delimiter, encoding or file name."""

import codecs
import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import ParseError

from django.core.exceptions import ValidationError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from kern.namen import vouw

KOLOMMEN = (
    *("extern_id", "werkpunt", "dag", "tijdstip", "soort", "onderwerp", "voornaam", "achternaam", "geboortedatum"),
    *("geslacht", "wijk", "postcode", "straat", "huisnummer", "insz", "telefoon", "taal", "nationaliteit"),
    *("statuut", "opleidingsniveau"),
)
VERPLICHT = ("werkpunt", "dag")


class Kop(NamedTuple):
    """The columns a file may have, and those it must have."""

    kolommen: tuple[str, ...]
    verplicht: tuple[str, ...]


CONTACTEN = Kop(KOLOMMEN, VERPLICHT)
SCHEIDINGSTEKENS = ";,\t"
GROOTSTE_CEL = 1 << 24
"""Characters: a quote that is never closed stops the reading here."""
MAX_BESTANDEN = 200
MAX_UITGEPAKT = 1 << 30
MAX_VERHOUDING = 200
VERBODEN_DELEN = ("externallinks/", "embeddings/", "vbaproject.bin")

Cel = str | int | date | time
"""Text from a CSV; in an XLSX numbers, days and times keep their kind."""


@dataclass(frozen=True)
class Bronrij:
    """One row: its number without the header from 1, its line in the file, the recognised cells that hold something.

    ``fout`` says why the row could not be taken apart.
    """

    nummer: int
    regel: int
    cellen: dict[str, Cel]
    fout: str = ""


@dataclass
class Tabel:
    rijen: Iterator[Bronrij]
    genegeerd: list[str] = field(default_factory=list)
    """Headers of columns that mean nothing here."""


@contextmanager
def open_tabel(pad: Path, kop: Kop = CONTACTEN) -> Iterator[Tabel]:
    """The rows of a file. A file that cannot be read raises ``ValidationError`` with one Dutch line."""
    try:
        with ExitStack() as open_:
            bestand = open_.enter_context(pad.open("rb"))
            if _soort(bestand) == "xlsx":
                yield _lees_xlsx(bestand, kop)
            else:
                codering = _codering(bestand)
                bestand.seek(0)
                yield _lees_csv(open_.enter_context(io.TextIOWrapper(bestand, encoding=codering, newline="")), kop)
    except OSError as fout:
        raise ValidationError(_waarom_niet(pad, fout)) from fout


def _waarom_niet(pad: Path, fout: OSError) -> str:
    match fout:
        case FileNotFoundError():
            return f"{pad} bestaat niet."
        case IsADirectoryError():
            return f"{pad} is een map, geen bestand."
        case PermissionError():
            return f"Je mag {pad} niet lezen."
        case _:
            return f"{pad} kan niet gelezen worden."


def _soort(bestand: IO[bytes]) -> str:
    """What the first bytes say, whatever the name says."""
    begin = bestand.read(8)
    bestand.seek(0)
    if not begin:
        raise ValidationError("Het bestand is leeg.")
    if begin.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError("Dit is een oud Excel-bestand (.xls). Bewaar het als .xlsx of .csv.")
    return "xlsx" if begin.startswith(b"PK\x03\x04") else "csv"


# --- header ------------------------------------------------------------------------------------------------------


def _koppen(koppen: list[str], soort: Kop) -> tuple[list[str | None], list[str]]:
    """Per position the column it holds, and the headers that were not recognised."""
    bekend = {naam.replace("_", ""): naam for naam in soort.kolommen}
    gevonden = [bekend.get(vouw(kop).replace(" ", "")) for kop in koppen]
    herkend = [naam for naam in gevonden if naam]
    if dubbel := sorted({naam for naam in herkend if herkend.count(naam) > 1}):
        raise ValidationError(f"De kolom {dubbel[0]} staat er meer dan één keer in.")
    if ontbreekt := [naam for naam in soort.verplicht if naam not in herkend]:
        werkwoord = "ontbreken" if len(ontbreekt) > 1 else "ontbreekt"
        raise ValidationError(f"De kolom {' en de kolom '.join(ontbreekt)} {werkwoord} in de eerste regel.")
    return gevonden, [kop.strip() for kop, naam in zip(koppen, gevonden, strict=True) if not naam and kop.strip()]


def _maak_rij(nummer: int, regel: int, kolommen: list[str | None], waarden: list[Cel]) -> Bronrij | None:
    gevuld = [not isinstance(cel, str) or bool(cel.strip()) for cel in waarden]
    if not any(gevuld):
        return None
    if any(gevuld[len(kolommen) :]):
        return Bronrij(nummer, regel, {}, "de rij heeft meer velden dan de eerste regel")
    cellen = {naam: cel for naam, cel, vol in zip(kolommen, waarden, gevuld, strict=False) if naam and vol}
    return Bronrij(nummer, regel, cellen)


# --- CSV ---------------------------------------------------------------------------------------------------------


def _codering(bestand: IO[bytes]) -> str:
    if bestand.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return "utf-16"
    bestand.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while deel := bestand.read(1 << 20):
            decoder.decode(deel)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _lees_csv(regels: io.TextIOWrapper, kop: Kop) -> Tabel:
    try:
        kopregel = regels.readline(GROOTSTE_CEL)
        if "\0" in kopregel:
            raise ValidationError("Dit is geen CSV- of XLSX-bestand.")
        scheiding = max(SCHEIDINGSTEKENS, key=_buiten_aanhaling(kopregel).count)
        regels.seek(0)
        csv.field_size_limit(GROOTSTE_CEL)
        lezer = csv.reader(regels, delimiter=scheiding, strict=True)
        kolommen, genegeerd = _koppen(next(lezer, []), kop)
    except (UnicodeDecodeError, csv.Error) as fout:
        raise ValidationError("De eerste regel van het bestand is niet te lezen.") from fout
    return Tabel(_csv_rijen(lezer, kolommen), genegeerd)


def _buiten_aanhaling(regel: str) -> str:
    return "".join(regel.split('"')[::2])


def _csv_rijen(lezer: Any, kolommen: list[str | None]) -> Iterator[Bronrij]:
    nummer = 0
    while True:
        nummer, regel = nummer + 1, lezer.line_num + 1
        try:
            waarden = next(lezer)
        except StopIteration:
            return
        except UnicodeDecodeError:
            yield Bronrij(nummer, regel, {}, "vanaf hier staan er tekens die niet te lezen zijn")
            return
        except csv.Error as fout:
            reden, stop = _csv_reden(fout)
            yield Bronrij(nummer, regel, {}, reden)
            if stop:
                return
            continue
        if rij := _maak_rij(nummer, regel, kolommen, waarden):
            yield rij


def _csv_reden(fout: csv.Error) -> tuple[str, bool]:
    """Why a line could not be taken apart, and whether the rest of the file is lost with it."""
    if "unexpected end" in str(fout) or "field larger" in str(fout):
        return "een aanhalingsteken wordt niet gesloten; de rest van het bestand is niet gelezen", True
    return "een aanhalingsteken staat op een verkeerde plaats", False


# --- XLSX --------------------------------------------------------------------------------------------------------


def _controleer_zip(bestand: IO[bytes]) -> None:
    """Refuse what isn't a plain spreadsheet, or would unpack to something enormous, before anything is unpacked."""
    try:
        with zipfile.ZipFile(bestand) as zip_:
            delen = zip_.infolist()
    except zipfile.BadZipFile as fout:
        raise ValidationError("Dit XLSX-bestand is beschadigd.") from fout
    if "xl/workbook.xml" not in {deel.filename for deel in delen}:
        raise ValidationError("Dit is geen CSV- of XLSX-bestand.")
    uitgepakt, ingepakt = sum(deel.file_size for deel in delen), sum(deel.compress_size for deel in delen)
    if len(delen) > MAX_BESTANDEN or uitgepakt > MAX_UITGEPAKT or uitgepakt > MAX_VERHOUDING * max(ingepakt, 1):
        raise ValidationError("Dit XLSX-bestand is uitgepakt te groot. Bewaar het als CSV.")
    if any(verboden in deel.filename.lower() for deel in delen for verboden in VERBODEN_DELEN):
        raise ValidationError("Dit XLSX-bestand bevat macro's, koppelingen of ingesloten bestanden.")


def _lees_xlsx(bestand: IO[bytes], kop: Kop) -> Tabel:
    _controleer_zip(bestand)
    bestand.seek(0)
    try:
        boek = load_workbook(bestand, read_only=True, data_only=True, keep_links=False)
        blad = boek.worksheets[0]
        blad.reset_dimensions()
        rijen = blad.iter_rows(values_only=True)
        koppen = [str(cel) if cel is not None else "" for cel in next(rijen, ())]
    except (InvalidFileException, KeyError, ValueError, IndexError, ParseError, zipfile.BadZipFile) as fout:
        raise ValidationError("Dit XLSX-bestand is beschadigd.") from fout
    kolommen, genegeerd = _koppen(koppen, kop)
    return Tabel(_xlsx_rijen(rijen, kolommen), genegeerd)


def _xlsx_rijen(rijen: Iterator[tuple[Any, ...]], kolommen: list[str | None]) -> Iterator[Bronrij]:
    nummer = 0
    while True:
        nummer += 1
        try:
            waarden = next(rijen)
        except StopIteration:
            return
        except (KeyError, ValueError, ParseError, zipfile.BadZipFile):
            yield Bronrij(nummer, nummer + 1, {}, "vanaf hier is het bestand beschadigd")
            return
        if rij := _maak_rij(nummer, nummer + 1, kolommen, [_cel(waarde) for waarde in waarden]):
            yield rij


_CELSOORTEN: dict[type, Callable[[Any], Cel]] = {
    type(None): lambda waarde: "",
    str: str,
    int: int,
    float: lambda waarde: int(waarde) if waarde.is_integer() else str(waarde),
    bool: str,
    datetime: lambda waarde: waarde.date(),
    date: lambda waarde: waarde,
    time: lambda waarde: waarde,
}


def _cel(waarde: Any) -> Cel:
    return _CELSOORTEN.get(type(waarde), str)(waarde)
