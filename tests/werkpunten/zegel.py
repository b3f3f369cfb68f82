"""Seals as the script in the page does (static/js/verzegeld.js), for tests that need no browser."""

import base64
import json
import uuid
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils import timezone

from toegang.models import Medewerker
from werkpunten.straat import auteursbewijs
from werkpunten.verzegeling import publieke_sleutel

AES, IV = b"k" * 32, b"i" * 12


def verzegel(
    inhoud: Any, *, sleutel: uuid.UUID | None = None, gebonden_aan: uuid.UUID | None = None
) -> dict[str, str]:
    kid, spki = publieke_sleutel()
    publiek = serialization.load_der_public_key(base64.b64decode(spki))
    assert isinstance(publiek, rsa.RSAPublicKey)
    oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
    sleutel = uuid.uuid4()
    dicht = AESGCM(AES).encrypt(IV, json.dumps(inhoud).encode(), f"{kid}:{gebonden_aan or sleutel}".encode())
    delen = {"slot": publiek.encrypt(AES, oaep), "iv": IV, "inhoud": dicht}
    tekst = {naam: base64.b64encode(deel).decode() for naam, deel in delen.items()}
    return {"sleutel": str(sleutel), "kid": kid, **tekst}


def registratie(medewerker: Medewerker, *, gemaakt: datetime | None = None, **anders: Any) -> dict[str, Any]:
    """What the page seals: an anonymous contact about a CV at Rabot, unless told otherwise."""
    velden = {
        **dict.fromkeys(("voornaam", "achternaam", "telefoon", "notitie", "leeftijdsgroep", "vindplaats"), ""),
        "onderwerpen": ["cv-of-brief"],
        "minuten": "5",
    }
    gegevens = {"auteur": auteursbewijs(medewerker), "werkpunt": "rabot", "velden": velden}
    for naam, waarde in anders.items():
        if naam in velden:
            velden[naam] = waarde
        else:
            gegevens[naam] = waarde
    return {**gegevens, "gemaakt": (gemaakt or timezone.now()).isoformat()}
