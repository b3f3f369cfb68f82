"""What a device in the street seals and only this server opens (ux.md §2): a lost tablet gives nothing away.

Per record an AES-256-GCM key of its own, wrapped with our public RSA-3072 key (OAEP, SHA-256). The identity of the
record goes along as authenticated data: what was sealed under one key cannot be sent under another.
"""

import base64
import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_PEM = re.compile(r"-----BEGIN [A-Z ]+-----.+?-----END [A-Z ]+-----", re.DOTALL)
_OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
HOOGSTENS = 64 * 1024
"""Characters of base64 in one part; the form in the street allows far less."""


class NietTeOpenen(ValueError):
    """Sealed for a key we do not have, or changed since."""


@dataclass(frozen=True)
class Verzegeld:
    """One sealed record: its own key, the id of our key, the wrapped AES key, the nonce and the ciphertext."""

    sleutel: uuid.UUID
    kid: str
    slot: bytes
    iv: bytes
    inhoud: bytes

    @classmethod
    def lees(cls, rij: Any) -> Self:
        """From what a device sends; ValueError when it is no such thing."""
        if not isinstance(rij, Mapping) or not all(isinstance(waarde, str) for waarde in rij.values()):
            raise ValueError("no sealed record")
        if any(len(waarde) > HOOGSTENS for waarde in rij.values()):
            raise ValueError("too long")
        try:
            delen = [base64.b64decode(rij[naam], validate=True) for naam in ("slot", "iv", "inhoud")]
            return cls(uuid.UUID(rij["sleutel"]), rij["kid"][:32], *delen)
        except KeyError as fout:
            raise ValueError("a part is missing") from fout

    def als_json(self) -> dict[str, str]:
        delen = {naam: base64.b64encode(getattr(self, naam)).decode() for naam in ("slot", "iv", "inhoud")}
        return {"sleutel": str(self.sleutel), "kid": self.kid, **delen}

    def open(self) -> bytes:
        sleutel = _sleutels(settings.OUTREACH_SLEUTEL).get(self.kid)
        if sleutel is None:
            raise NietTeOpenen("sealed for another key")
        try:
            return AESGCM(sleutel.decrypt(self.slot, _OAEP)).decrypt(self.iv, self.inhoud, self._gebonden)
        except (ValueError, InvalidTag) as fout:
            raise NietTeOpenen("changed since it was sealed") from fout

    @property
    def _gebonden(self) -> bytes:
        return f"{self.kid}:{self.sleutel}".encode()


def publieke_sleutel() -> tuple[str, str]:
    """The id and the public key (SPKI in base64) that new records are sealed with."""
    kid, sleutel = next(iter(_sleutels(settings.OUTREACH_SLEUTEL).items()))
    return kid, base64.b64encode(_spki(sleutel)).decode()


@lru_cache(maxsize=4)
def _sleutels(pem: str) -> dict[str, rsa.RSAPrivateKey]:
    """By the id of each; the first is for what is sealed from now on, the others still open what came before."""
    gevonden = {}
    for blok in _PEM.findall(pem):
        sleutel = serialization.load_pem_private_key(blok.encode(), password=None)
        if not isinstance(sleutel, rsa.RSAPrivateKey):
            raise ValueError("OUTREACH_SLEUTEL: an RSA key is needed")
        gevonden[hashlib.sha256(_spki(sleutel)).hexdigest()[:16]] = sleutel
    return gevonden


def _spki(sleutel: rsa.RSAPrivateKey) -> bytes:
    vorm = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return sleutel.public_key().public_bytes(*vorm)
