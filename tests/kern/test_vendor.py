"""What we took over is what its maker published."""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings

from kern.pdf import LETTERTYPES

VENDOR = Path(settings.BASE_DIR) / "static" / "vendor"
MAPPEN = sorted(map_.name for map_ in VENDOR.iterdir())


@pytest.mark.parametrize("naam", MAPPEN)
def test_every_file_has_the_sum_that_was_written_down(naam: str) -> None:
    tekst = (VENDOR / naam / "VENDOR.md").read_text(encoding="utf-8")
    genoteerd = dict(re.findall(r"^\| (\S+) \| ([0-9a-f]{64}) \|$", tekst, re.MULTILINE))
    bestanden = [pad for pad in (VENDOR / naam).iterdir() if pad.name != "VENDOR.md"]
    assert {pad.name: hashlib.sha256(pad.read_bytes()).hexdigest() for pad in bestanden} == genoteerd


@pytest.mark.parametrize("naam", MAPPEN)
def test_version_and_licence_are_written_down(naam: str) -> None:
    tekst = (VENDOR / naam / "VENDOR.md").read_text(encoding="utf-8")
    assert naam.rpartition("-")[2] in tekst.splitlines()[0]
    assert "Licence: " in tekst
    assert (VENDOR / naam / "LICENSE").exists()


@pytest.mark.parametrize("naam", sorted(map_.name for map_ in LETTERTYPES.iterdir()))
def test_the_fonts_are_those_that_were_noted(naam: str) -> None:
    tekst = (LETTERTYPES / naam / "VENDOR.md").read_text(encoding="utf-8")
    genoteerd = dict(re.findall(r"^\| (\S+) \| ([0-9a-f]{64}) \|$", tekst, re.MULTILINE))
    bestanden = [pad for pad in (LETTERTYPES / naam).iterdir() if pad.name != "VENDOR.md"]
    assert {pad.name: hashlib.sha256(pad.read_bytes()).hexdigest() for pad in bestanden} == genoteerd
    assert (naam.rpartition("-")[2] in tekst.splitlines()[0], "OFL.txt" in genoteerd) == (True, True)
