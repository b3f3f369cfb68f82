"""The system of a partner: a real HTTP server on loopback that answers as it is told and keeps what it got."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Daad = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Ontvangen:
    pad: str
    koppen: Mapping[str, str]
    inhoud: bytes


@dataclass
class Ontvanger:
    """``antwoorden``: a status, or something to do, for each request in turn; after those 204."""

    poort: int = 0
    antwoorden: list[int | Daad] = field(default_factory=list)
    ontvangen: list[Ontvangen] = field(default_factory=list)

    @property
    def adres(self) -> str:
        return f"http://127.0.0.1:{self.poort}/werkpunten?bron=gent"


@contextmanager
def ontvanger(omhul: Callable[[Any], Any] = lambda socket: socket) -> Iterator[Ontvanger]:
    """``omhul``: what to do with the socket that listens, for TLS."""
    zelf = Ontvanger()

    class Afhandeling(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            inhoud = self.rfile.read(int(self.headers["Content-Length"]))
            zelf.ontvangen.append(Ontvangen(self.path, dict(self.headers), inhoud))
            antwoord = zelf.antwoorden.pop(0) if zelf.antwoorden else 204
            if callable(antwoord):
                antwoord(self)
            else:
                self.send_response(antwoord)
                self.end_headers()

        do_GET = do_POST

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the output belongs to the tests."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A caller that hangs up is what some of these tests are about."""

    server = Server(("127.0.0.1", 0), Afhandeling)
    server.socket = omhul(server.socket)
    zelf.poort = server.server_port
    draad = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    draad.start()
    try:
        yield zelf
    finally:
        server.shutdown()
        server.server_close()
        draad.join()


def druppelt(ontvanger: BaseHTTPRequestHandler) -> None:
    """A line that never ends, a letter at a time: each of them in time, all of them never."""
    ontvanger.wfile.write(b"HTTP/1.1 2")
    for _ in range(200):
        time.sleep(0.05)
        ontvanger.wfile.write(b"0")


def verwijst_naar(adres: str) -> Daad:
    def doe(ontvanger: BaseHTTPRequestHandler) -> None:
        ontvanger.send_response(302)
        ontvanger.send_header("Location", adres)
        ontvanger.end_headers()

    return doe
