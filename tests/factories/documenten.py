"""Documents that partners share, for tests."""

import io
import uuid
from typing import Any
from zipfile import ZipFile

from rapportage import documenten
from rapportage.models import Document
from toegang.models import Medewerker

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def pak(delen: dict[str, str]) -> bytes:
    """A zip with these parts."""
    uit = io.BytesIO()
    with ZipFile(uit, "w") as bundel:
        for naam, tekst in delen.items():
            bundel.writestr(naam, tekst)
    return uit.getvalue()


def maak_document(door: Medewerker | None, *, inhoud: bytes = PDF, **velden: Any) -> Document:
    assert door is not None
    document = Document(**{"titel": "Afspraken", "soort": "overeenkomst", **velden})
    return documenten.plaats(document, inhoud, sleutel=uuid.uuid4(), door=door)
