"""What kind of file something is, by its content: the name somebody gave it proves nothing."""

import io
import zlib
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile

_BEGIN = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_OPEN = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_MACRO = ("basic/", "scripts/", "xl/macrosheets/")
_IN_NAAM = ("vbaproject", "/activex/")
_BESCHADIGD = (BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError, zlib.error, LZMAError)
_MEESTE_DELEN = 5000
SOORTEN = (*_BEGIN, *_OFFICE, *_OPEN.values())


def soort_van(inhoud: bytes) -> str:
    """The extension that goes with it, one of ``SOORTEN``; empty for anything else and for what can run."""
    for soort, begin in _BEGIN.items():
        if inhoud.startswith(begin):
            return soort
    if not inhoud.startswith(b"PK\x03\x04"):
        return ""
    try:
        with ZipFile(io.BytesIO(inhoud)) as pak:
            return _in_pak(pak)
    except _BESCHADIGD:
        return ""


def _in_pak(pak: ZipFile) -> str:
    """Only names are read, and the one small part that says what the rest is: nothing big is unpacked."""
    namen = pak.namelist()
    if len(namen) > _MEESTE_DELEN or any(_is_macro(naam.lower()) for naam in namen):
        return ""
    if "mimetype" in namen:
        with pak.open("mimetype") as deel:
            return _OPEN.get(deel.read(100), "")
    return next((soort for soort, deel in _OFFICE.items() if deel in namen), "")


def _is_macro(naam: str) -> bool:
    return naam.startswith(_MACRO) or any(deel in naam for deel in _IN_NAAM)
