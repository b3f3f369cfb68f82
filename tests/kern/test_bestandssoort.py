"""A file is what its content says."""

import io
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from kern.bestandssoort import SOORTEN, soort_van
from kern.export import INHOUDSTYPE
from tests.factories.documenten import PDF, pak

ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("inhoud", "soort"),
    [
        (PDF, "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpg"),
        (pak({"[Content_Types].xml": "", "word/document.xml": ""}), "docx"),
        (pak({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "xlsx"),
        (pak({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "pptx"),
        (pak({"mimetype": ODT, "content.xml": ""}), "odt"),
    ],
    ids=lambda waarde: waarde if isinstance(waarde, str) else "",
)
def test_what_may_be_kept(inhoud, soort):
    assert soort_van(inhoud) == soort


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"MZ\x90\x00",
        b"<html><script>alert(1)</script>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        b" %PDF-1.7",
        b"PK\x03\x04 cut off",
        pak({"anything.exe": "MZ"}),
        pak({"word/document.xml": "", "word/vbaProject.bin": "macro"}),
        pak({"mimetype": ODT, "Basic/Standard/Module1.xml": "macro"}),
        pak({"mimetype": "application/epub+zip"}),
        pak({"xl/workbook.xml": "", "xl/macrosheets/sheet1.xml": "macro"}),
        pak({"word/document.xml": "", "word/activeX/activeX1.bin": "control"}),
    ],
    ids=range(12),
)
def test_what_may_not(inhoud):
    assert soort_van(inhoud) == ""


def test_each_kind_can_be_given_back():
    assert set(SOORTEN) <= set(INHOUDSTYPE)


@pytest.mark.parametrize("methode", [ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_a_damaged_part_is_no_kind_at_all(methode):
    uit = io.BytesIO()
    with ZipFile(uit, "w", methode) as bundel:
        bundel.writestr("mimetype", ODT)
        begin = len("mimetype") + 30
    for plaats in range(begin, begin + 24):
        inhoud = bytearray(uit.getvalue())
        inhoud[plaats : plaats + 8] = b"\xff" * 8
        assert soort_van(bytes(inhoud)) in {"", "odt"}
