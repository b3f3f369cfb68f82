"""Posting to an address that somebody typed: never inside the house, never further than asked, never for long.

A name is looked up once and the connection goes to the address that was checked, so that it cannot mean something else
a moment later. Redirects are not followed; of the answer only the status is read.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

VERBINDEN = 5.0
"""Seconds for one address to take the call."""
TERMIJN = 10.0
"""Seconds for the whole of the call, however slowly the other side talks."""
POORTEN = {"https": 443, "http": 80}
_NAAR_BINNEN = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""Addresses of IPv6 that hold one of IPv4, which could be one of ours."""
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class NietToegelaten(OSError):
    """We don't go there; says why, in words for whoever typed it."""


@dataclass(frozen=True)
class Antwoord:
    code: int
    duur: int
    """Thousandths of a second."""


def controleer(adres: str) -> SplitResult:
    """The parts of an address we may post to, as far as can be seen without looking the name up."""
    try:
        delen = urlsplit(adres)
        poort = delen.port
    except ValueError as fout:
        raise NietToegelaten("Dit is geen geldig adres.") from fout
    if delen.scheme not in POORTEN or not delen.hostname or poort == 0 or not adres.isascii() or " " in adres:
        raise NietToegelaten("Geef een volledig adres, bv. https://systeem.partner.be/werkpunten")
    if delen.username is not None or delen.password is not None or delen.fragment:
        raise NietToegelaten("Zet geen naam, wachtwoord of # in het adres.")
    if delen.scheme != "https" and not settings.WEBHOOKS_BINNEN:
        raise NietToegelaten("Het adres moet met https:// beginnen.")
    try:
        _controleer_ip(ipaddress.ip_address(delen.hostname))
    except ValueError:
        if delen.hostname.rstrip(".").endswith(("localhost", ".local", ".internal")) and not settings.WEBHOOKS_BINNEN:
            raise NietToegelaten("Dit adres ligt in een eigen netwerk. Geef een adres op het internet.") from None
    return delen


def _controleer_ip(ip: Ip) -> None:
    if settings.WEBHOOKS_BINNEN:
        return
    if not ip.is_global or ip.is_multicast or any(ip in net for net in _NAAR_BINNEN if net.version == ip.version):
        raise NietToegelaten("Dit adres ligt in een eigen netwerk. Geef een adres op het internet.")


def post(adres: str, inhoud: bytes, koppen: Mapping[str, str]) -> Antwoord:
    """Post these bytes. Raises OSError or HTTPException when nobody took them, or not in time."""
    delen, begin = controleer(adres), time.monotonic()
    verbinding = _Verbinding(delen)
    wekker = threading.Timer(TERMIJN, verbinding.breek_af)
    wekker.daemon = True
    wekker.start()
    try:
        verbinding.request("POST", _pad(delen), inhoud, {**koppen, "Connection": "close"})
        code = verbinding.getresponse().status
    except (OSError, http.client.HTTPException) as fout:
        if verbinding.afgebroken:
            raise TimeoutError("te traag") from fout
        raise
    finally:
        wekker.cancel()
        verbinding.close()
    return Antwoord(code, round(1000 * (time.monotonic() - begin)))


def _pad(delen: SplitResult) -> str:
    return (delen.path or "/") + (f"?{delen.query}" if delen.query else "")


class _Verbinding(http.client.HTTPConnection):
    """One call to the address that was checked; for https its certificate must be that of the name."""

    def __init__(self, delen: SplitResult) -> None:
        self.naam, self.https = delen.hostname or "", delen.scheme == "https"
        poort = delen.port or POORTEN[delen.scheme]
        super().__init__(self.naam, poort, timeout=VERBINDEN)
        self.default_port = POORTEN[delen.scheme]  # as the header Host is written
        self.afgebroken = False

    def connect(self) -> None:
        self.sock: Any = self._bel()
        self.sock.settimeout(TERMIJN)
        if self.https:
            veilig = ssl.create_default_context()
            self.sock = veilig.wrap_socket(self.sock, server_hostname=self.naam, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def _bel(self) -> socket.socket:
        gevonden = socket.getaddrinfo(self.naam, self.port, type=socket.SOCK_STREAM)
        waar = [adres for *_, adres in gevonden]
        for adres in waar:
            _controleer_ip(ipaddress.ip_address(str(adres[0]).partition("%")[0]))
        fout: OSError = OSError("geen adres")
        for adres in waar:
            if self.afgebroken:
                break
            try:
                return socket.create_connection((str(adres[0]), self.port), timeout=VERBINDEN)
            except OSError as weg:
                fout = weg
        raise fout

    def breek_af(self) -> None:
        """Too slow: whoever waits for the other side wakes up with an error."""
        self.afgebroken = True
        if self.sock is not None:
            try:
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
            except OSError:
                return
