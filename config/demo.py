"""``make demo``: servers, database, demo data, web, worker and beat under one supervisor.

Every process writes to this terminal. When one stops by itself, everything stops, with a line that says which.
"""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections

from config import diensten, omgeving

ADRES = "127.0.0.1"  # the accounts' password is known to all
WACHTWOORD = "werkpunten-demo"
ACCOUNTS = {
    "consulent": "consulent aan de balie",
    "coordinator": "coördinator van het werkpunt",
    "manager": "manager: alleen cijfers",
    "partner": "medewerker van een partner",
    "wijkwerk": "wijk-werkconsulent",
    "beheerder": "beheer, zonder dossiers",
    "vreemde": "consulent van een ander werkpunt",
}
GEDULD = 15  # seconds a process gets to stop by itself


def main() -> None:
    try:
        poort = _vrije_poort()
        if "--opnieuw" in sys.argv[1:]:
            _wis()
        with diensten.enige_demo(), diensten.sigterm_sluit_netjes_af(), diensten.draaiend():
            os.environ |= {
                "WERKPUNTEN_MODUS": "demo",
                "DATABASE_URL": diensten.database_url(),
                "REDIS_URL": diensten.redis_url(),
                "STATIC_ROOT": str(omgeving.var_dir() / "staticfiles"),
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "PYTHONWARNINGS": "ignore::UserWarning:celery.platforms",  # that it runs as root
            }
            (omgeving.var_dir() / "poort").write_text(str(poort), encoding="utf-8")  # for the links of manage.py
            _bereid_voor()
            code = Toezicht(poort).houd()
    except omgeving.OngeldigeOmgeving as fout:
        sys.exit(str(fout))
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    sys.exit(code)


def _vrije_poort() -> int:
    poort = omgeving.getal("PORT", 8000)
    if not 0 < poort < 65536:
        raise omgeving.OngeldigeOmgeving("PORT moet tussen 1 en 65535 liggen.")
    with socket.socket() as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind((ADRES, poort))
        except OSError as fout:
            raise omgeving.OngeldigeOmgeving(
                f"Poort {poort} is bezet of niet toegelaten. Kies een andere: make demo PORT={poort % 65535 + 1}"
            ) from fout
    return poort


def _wis() -> None:
    if omgeving.tekst("DATABASE_URL"):
        raise omgeving.OngeldigeOmgeving("make demo-reset wist enkel de eigen databank, niet die van DATABASE_URL.")
    diensten.wis(omgeving.var_dir(), ook=["geheimen", "mail", "staticfiles"])


def _bereid_voor() -> None:
    _zeg("Databank bijwerken …")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    _verzamel_bestanden()
    if not get_user_model().objects.exists():
        _zeg("Voorbeeldgegevens maken …")
        call_command("demodata", werkzoekenden=2000, contacten=20_000)
    connections.close_all()


def _verzamel_bestanden() -> None:
    """collectstatic, but only when a file changed: naming and compressing all of them takes seconds."""
    bestanden = [(pad, opslag.path(pad)) for vinder in get_finders() for pad, opslag in vinder.list(None)]
    stand = "\n".join(sorted(f"{pad} {Path(bron).stat().st_mtime_ns}" for pad, bron in bestanden))
    merk = Path(settings.STATIC_ROOT) / "stand.txt"
    if not merk.exists() or merk.read_text(encoding="utf-8") != stand:
        call_command("collectstatic", interactive=False, verbosity=0)
        merk.write_text(stand, encoding="utf-8")


class Toezicht:
    """Starts the processes, shows what they write, and stops all of them together."""

    def __init__(self, poort: int) -> None:
        self.poort = poort
        self.klaar = threading.Event()
        self.processen: dict[str, subprocess.Popen[str]] = {}

    def houd(self) -> int:
        """Run until a signal comes or a process ends; the exit code, 0 when it was told to stop."""
        for nummer in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(nummer, self._vang)
        try:
            # The page first: all of them at once would keep two cores busy with imports for longer.
            self._start("web")
            while not self.klaar.wait(0.2):
                for naam, proces in self.processen.items():
                    if proces.poll() is not None:
                        _zeg(f"{naam} is gestopt (code {proces.returncode}); de demo sluit af.")
                        return 1
                if "worker" not in self.processen and self._antwoordt():
                    self._start("worker")
                    self._start("beat")
                    self._kondig_aan()
            return 0
        finally:
            self._stop()

    def _vang(self, _nummer: int, _frame: FrameType | None) -> None:
        self.klaar.set()

    def _opdrachten(self) -> dict[str, list[str]]:
        celery = ["celery", "--quiet", "--app", "config"]
        schema = str(omgeving.var_dir() / f"beat-{self.poort}")
        web = ["gunicorn", "config.wsgi", "--bind", f"{ADRES}:{self.poort}", "--workers", "2", "--threads", "4"]
        return {
            # The control socket would be made in the home folder.
            "web": [*web, "--worker-class", "gthread", "--preload", "--graceful-timeout", "5", "--no-control-socket"],
            "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"],
            "beat": [*celery, "beat", "--schedule", schema, "--pidfile", "", "--loglevel", "WARNING"],
        }

    def _start(self, naam: str) -> None:
        # In a session of its own, so that Ctrl-C reaches this supervisor only and every process is asked once; and it
        # stops when this supervisor is killed.
        met_ons_mee = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
        proces = subprocess.Popen(  # noqa: S603 - our own commands
            [*met_ons_mee, sys.executable, "-m", *self._opdrachten()[naam]],
            cwd=omgeving.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.processen[naam] = proces
        threading.Thread(target=_toon, args=(naam, proces.stdout), daemon=True).start()

    def _antwoordt(self) -> bool:
        verbinding = http.client.HTTPConnection(ADRES, self.poort, timeout=1)
        try:
            verbinding.request("GET", "/healthz")
            return verbinding.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            verbinding.close()

    def _kondig_aan(self) -> None:
        _zeg(f"\nWerkpunten draait op http://localhost:{self.poort}/\n")
        for naam, wie in ACCOUNTS.items():
            _zeg(f"  {naam + '@demo.test':<24}{wie}")
        _zeg(f"\nWachtwoord van alle accounts: {WACHTWOORD}\nMails komen in {settings.EMAIL_FILE_PATH}")
        _zeg("Ctrl-C stopt alles.\n")

    def _stop(self) -> None:
        for proces in self.processen.values():
            proces.terminate()
        for naam, proces in self.processen.items():
            try:
                proces.wait(GEDULD)
            except subprocess.TimeoutExpired:
                _zeg(f"{naam} stopt niet vanzelf en wordt afgebroken.")
            with suppress(ProcessLookupError):
                os.killpg(proces.pid, signal.SIGKILL)  # and what it left behind
            proces.wait()


def _toon(naam: str, uitvoer: IO[str]) -> None:
    for regel in uitvoer:
        _zeg(f"{naam:<7}| {regel.rstrip()}")


def _zeg(tekst: str) -> None:
    with suppress(OSError):  # the terminal may be gone; stopping goes on
        print(tekst, flush=True)  # noqa: T201 - a terminal program


if __name__ == "__main__":
    main()
