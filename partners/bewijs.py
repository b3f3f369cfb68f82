"""The receipt of a consent, on paper for the person."""

import json
import logging
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import timezone

from kern.templatetags.kern import datum
from partners.models import Toestemming

logger = logging.getLogger(__name__)
BRON = Path(__file__).parent / "typst"


def bewijs_van(toestemming: Toestemming) -> bytes:
    """A tagged PDF/UA-1; when a name needs a glyph that our font lacks, an untagged one."""
    akkoord = toestemming.grond == Toestemming.Grond.TOESTEMMING
    gegevens = {
        "merk": settings.MERK,
        "naam": toestemming.werkzoekende.naam,
        "organisatie": toestemming.organisatie.naam,
        "doel": toestemming.doel,
        "gegevens": toestemming.gegevensnamen,
        "grond": toestemming.get_grond_display(),
        "reden": toestemming.grond_reden,
        "hoe": toestemming.get_hoe_display() if akkoord else "",
        "gegeven_op": datum(toestemming.gegeven_op),
        "geldig_tot": datum(toestemming.geldig_tot),
        "ingetrokken_op": datum(toestemming.ingetrokken_op) if toestemming.ingetrokken_op else "",
        "door": str(toestemming.vastgelegd_door),
    }
    invoer = {"gegevens": json.dumps(gegevens, ensure_ascii=False)}
    try:
        return _zet(invoer, ["ua-1"])
    except typst.TypstError as fout:
        logger.warning("PDF zonder PDF/UA-1: %s", type(fout).__name__)
        return _zet(invoer, [])


def _zet(invoer: dict[str, str], normen: list[Any]) -> bytes:
    inhoud = typst.compile(
        BRON / "toestemming.typ",
        root=BRON,
        font_paths=[settings.LETTERS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=invoer,
        pdf_standards=normen,
        timestamp=int(timezone.now().timestamp()),
    )
    if not isinstance(inhoud, bytes):
        raise TypeError("one PDF expected")
    return inhoud
