"""The environment, read once and typed. A secret is given as NAME or as NAME_FILE (a path); it never has a default."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

BASE_DIR = Path(__file__).resolve().parent.parent


class OngeldigeOmgeving(RuntimeError):
    """A setting is missing or wrong; the message is one Dutch line for the operator."""


def tekst(naam: str, standaard: str = "") -> str:
    """The value of NAME, or of the file named in NAME_FILE, or the default."""
    if bestand := os.environ.get(f"{naam}_FILE"):
        try:
            return Path(bestand).read_text(encoding="utf-8").strip()
        except OSError as fout:
            raise OngeldigeOmgeving(f"{naam}_FILE wijst naar een bestand dat niet gelezen kan worden.") from fout
    return os.environ.get(naam, standaard).strip()


def getal(naam: str, standaard: int) -> int:
    waarde = tekst(naam, str(standaard))
    if not waarde.isdecimal():
        raise OngeldigeOmgeving(f"{naam} moet een geheel getal zijn.")
    return int(waarde)


def ja(naam: str, *, standaard: bool) -> bool:
    """A switch: 1/ja/true or 0/nee/false."""
    waarde = tekst(naam, "1" if standaard else "0").lower()
    if waarde in {"1", "ja", "true"}:
        return True
    if waarde in {"0", "nee", "false"}:
        return False
    raise OngeldigeOmgeving(f"{naam} moet 1 of 0 zijn.")


def lijst(naam: str, standaard: str = "") -> list[str]:
    """Comma separated values, empty parts dropped."""
    return [deel.strip() for deel in tekst(naam, standaard).split(",") if deel.strip()]


def var_dir() -> Path:
    """Where the embedded servers keep their data: VAR_DIR, default ``var/`` in the project."""
    return Path(tekst("VAR_DIR") or BASE_DIR / "var").resolve()


def demopoort() -> int:
    """The port of the demo: PORT, else the one on which it last ran with this VAR_DIR, else 8000."""
    return getal("PORT", vorige_poort())


def vorige_poort() -> int:
    """Where the demo last ran with this VAR_DIR, else 8000."""
    bewaard = var_dir() / "poort"
    vorige = bewaard.read_text(encoding="utf-8") if bewaard.is_file() else ""
    return int(vorige) if vorige.isdecimal() else 8000


def _toeval() -> str:
    return secrets.token_urlsafe(48)


def geheim(naam: str, *, zelf_maken: bool, maak: Callable[[], str] = _toeval) -> str:
    """A secret. Outside the demo it must be given; in the demo one is made once, kept in VAR_DIR (0600)."""
    if waarde := tekst(naam):
        return waarde
    if not zelf_maken:
        raise OngeldigeOmgeving(f"{naam} (of {naam}_FILE) ontbreekt. Zie docs/operations.md.")
    pad = var_dir() / "geheimen" / naam.lower()
    pad.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if pad.exists():
        return pad.read_text(encoding="utf-8")
    waarde = maak()
    try:
        with open(os.open(pad, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as bestand:
            bestand.write(waarde)
    except FileExistsError:
        pass
    return pad.read_text(encoding="utf-8")


def rsa_sleutel() -> str:
    """A private RSA key of 3072 bits as PEM."""
    sleutel = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    vorm = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return sleutel.private_bytes(*vorm).decode()


def pem(naam: str, *, zelf_maken: bool) -> str:
    """A secret that holds one or more private keys as PEM, the present one first."""
    waarde = geheim(naam, zelf_maken=zelf_maken, maak=rsa_sleutel)
    if "PRIVATE KEY-----" not in waarde:
        raise OngeldigeOmgeving(f"{naam} is geen privésleutel (PEM). Zie docs/operations.md.")
    return waarde


def database(url: str) -> dict[str, str | int | dict[str, str]]:
    """Django's settings for ``postgresql://user:password@host:port/name?option=value``.

    ``host`` may be an option too, the standard form for the folder of a unix socket; the other options
    (``sslmode=verify-full`` …) go to the driver. A password that isn't in the URL is read from DATABASE_PASSWORD.
    """
    delen = urlsplit(url)
    naam = unquote(delen.path.removeprefix("/"))
    if delen.scheme not in {"postgresql", "postgres"} or not naam:
        raise OngeldigeOmgeving("DATABASE_URL moet de vorm postgresql://gebruiker@server/databank hebben.")
    opties = dict(parse_qsl(delen.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": naam,
        "USER": unquote(delen.username or ""),
        "PASSWORD": unquote(delen.password or "") or tekst("DATABASE_PASSWORD"),
        "HOST": opties.pop("host", "") or unquote(delen.hostname or ""),
        "PORT": delen.port or "",
        "OPTIONS": opties,
    }
