"""A PDF from a Typst template and data: set in our own fonts, never in those of the machine."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

logger = logging.getLogger(__name__)
LETTERTYPES = Path(__file__).parent / "lettertypes"


def zet(sjabloon: Path, gegevens: Mapping[str, Any], *, gemaakt: datetime) -> bytes:
    """A tagged PDF/UA-1; when a text needs a glyph that our fonts lack, an untagged one.

    The template reads ``json(bytes(sys.inputs.gegevens))``. The same data and moment give the same bytes.
    """
    invoer = {"gegevens": json.dumps(gegevens, ensure_ascii=False)}
    try:
        return _zet(sjabloon, invoer, gemaakt, ["ua-1"])
    except typst.TypstError as fout:
        logger.warning("PDF zonder PDF/UA-1: %s", type(fout).__name__)  # its message may hold what was to be set
        return _zet(sjabloon, invoer, gemaakt, [])


def _zet(sjabloon: Path, invoer: dict[str, str], gemaakt: datetime, normen: list[Any]) -> bytes:
    inhoud = typst.compile(
        sjabloon,
        root=sjabloon.parent,
        font_paths=[LETTERTYPES],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=invoer,
        pdf_standards=normen,
        timestamp=int(gemaakt.timestamp()),
    )
    if not isinstance(inhoud, bytes):
        raise TypeError("one PDF expected")
    return inhoud
