"""Encrypted columns and the keyed hash that finds them again (security.md: key rotation, no key in the database)."""

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _kluis(sleutels: tuple[str, ...]) -> MultiFernet:
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(sleutel.encode()).digest())) for sleutel in sleutels]
    )


class Verzegeld(str):
    """Decrypted text that remembers its ciphertext: an unchanged value is written back with the same bytes."""

    token: bytes


class VersleuteldTekstveld(models.BinaryField):  # type: ignore[type-arg]  # not generic at run time
    """Text that stands encrypted in the database (Fernet, first of ``VELD_SLEUTELS``; all of them can read)."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        if value is None:
            return None
        tekst = Verzegeld(_kluis(tuple(settings.VELD_SLEUTELS)).decrypt(bytes(value)).decode())
        tekst.token = bytes(value)
        return tekst

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        return connection.Database.Binary(versleutel(value))

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("een versleuteld veld wordt nooit uitgeschreven")


def versleutel(tekst: str) -> bytes:
    """The ciphertext of a value; of an unchanged value read from the database the bytes it had."""
    if isinstance(tekst, Verzegeld):
        return tekst.token
    return _kluis(tuple(settings.VELD_SLEUTELS)).encrypt(tekst.encode())


def sluit(doel: str, inhoud: bytes) -> str:
    """Text for outside the database (a page, a session) that only :func:`ontsluit` with the same purpose can read."""
    return _kluis(tuple(settings.VELD_SLEUTELS)).encrypt(f"{doel}:".encode() + inhoud).decode()


def ontsluit(doel: str, tekst: str, *, hoogstens: int) -> bytes | None:
    """What was closed; None when it was changed, has another purpose or is older than so many seconds."""
    try:
        open_ = _kluis(tuple(settings.VELD_SLEUTELS)).decrypt(tekst.encode(), ttl=hoogstens)
    except InvalidToken:
        return None
    begin = f"{doel}:".encode()
    return open_.removeprefix(begin) if open_.startswith(begin) else None


def zoekhash(doel: str, waarde: str) -> bytes:
    """32 bytes by which an encrypted value can be found: HMAC-SHA256 under the first of ``INDEX_SLEUTELS``."""
    return hmac.new(settings.INDEX_SLEUTELS[0].encode(), f"{doel}:{waarde}".encode(), hashlib.sha256).digest()
