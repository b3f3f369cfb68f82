"""A real server process on the database of a test, to be stopped and started while somebody works on it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from urllib.parse import urlsplit

from django.db import connection

from config.omgeving import BASE_DIR


class Server:
    """gunicorn on a free port of loopback, on the database of this test."""

    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as vrij:
            self.poort = vrij.getsockname()[1]
        databank = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
        self.omgeving = os.environ | {"DATABASE_URL": databank.geturl()}
        self.proces = None

    @property
    def adres(self):
        return f"http://127.0.0.1:{self.poort}"

    def start(self):
        opdracht = [
            "gunicorn",
            "config.wsgi",
            "--bind",
            f"127.0.0.1:{self.poort}",
            "--threads",
            "4",
            "--no-control-socket",
        ]
        self.proces = subprocess.Popen(
            [sys.executable, "-m", *opdracht], cwd=BASE_DIR, env=self.omgeving, start_new_session=True
        )
        einde = time.monotonic() + 60
        while time.monotonic() < einde:
            with (
                suppress(OSError),
                closing(http.client.HTTPConnection("127.0.0.1", self.poort, timeout=30)) as verbinding,
            ):
                verbinding.request("GET", "/aanmelden/")  # everything is imported by then
                if verbinding.getresponse().status == 200:
                    return
            time.sleep(0.1)
        raise AssertionError("the server did not start")

    def stop(self, signaal=signal.SIGTERM):
        """The process and the worker it made."""
        if self.proces is not None:
            os.killpg(self.proces.pid, signaal)
            self.proces.wait()
            self.proces = None
