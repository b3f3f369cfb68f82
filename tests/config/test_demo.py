"""The demo as its user runs it: a real supervisor with real processes on a free port."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from config.demo import ACCOUNTS
from config.omgeving import BASE_DIR


class Demo:
    """A running demo: its supervisor, its port, and every process seen below it."""

    def __init__(self, proces: "subprocess.Popen[str]", poort: int, thuis: Path) -> None:
        self.proces = proces
        self.thuis = thuis
        self.poort = poort
        self.gezien: list[psutil.Process] = []

    def lees_tot(self, patroon: str) -> str:
        assert self.proces.stdout
        gelezen = ""
        for regel in self.proces.stdout:
            gelezen += regel
            if re.search(patroon, regel):
                self.gezien = psutil.Process(self.proces.pid).children(recursive=True)
                return gelezen
        raise AssertionError(f"not seen: {patroon}\n{gelezen}")

    def kind(self, woord: str) -> psutil.Process:
        kinderen: dict[int, list[str]] = {0: []}
        tot = time.monotonic() + 20
        while not all(kinderen.values()) and time.monotonic() < tot:  # empty between its fork and its exec
            kinderen = {kind.pid: kind.cmdline() for kind in psutil.Process(self.proces.pid).children()}
        gevonden = [pid for pid, opdracht in kinderen.items() if woord in opdracht]
        assert len(gevonden) == 1, kinderen
        return psutil.Process(gevonden[0])

    def status(self, pad: str) -> int:
        verbinding = http.client.HTTPConnection("127.0.0.1", self.poort, timeout=20)
        verbinding.request("GET", pad)
        try:
            return verbinding.getresponse().status
        finally:
            verbinding.close()

    def beheer(self, email: str) -> str:
        """What ``manage.py eerste_beheerder`` says to whoever runs it beside the demo, without PORT."""
        omgeving = {naam: waarde for naam, waarde in os.environ.items() if naam not in {"DATABASE_URL", "REDIS_URL"}}
        return subprocess.run(
            [sys.executable, "manage.py", "eerste_beheerder", email, "--organisatie", "Stad"],
            cwd=BASE_DIR,
            env=omgeving | {"VAR_DIR": str(self.thuis), "WERKPUNTEN_MODUS": "demo"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def einde(self) -> tuple[str, int]:
        uitvoer, _ = self.proces.communicate()
        return uitvoer, self.proces.returncode


@contextmanager
def demo(thuis: Path, *argumenten: str, **omgeving: str) -> Iterator[Demo]:
    with socket.create_server(("127.0.0.1", 0)) as vrij:
        poort = vrij.getsockname()[1]
    basis = {naam: waarde for naam, waarde in os.environ.items() if naam not in {"DATABASE_URL", "REDIS_URL"}}
    met = basis | {"VAR_DIR": str(thuis), "PORT": str(poort)} | omgeving
    opdracht = [sys.executable, "-m", "config.demo", *argumenten]
    uit = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(opdracht, cwd=BASE_DIR, env=met, text=True, **uit) as proces:
        try:
            yield Demo(proces, poort, thuis)
        finally:
            if proces.poll() is None:
                proces.terminate()
                proces.communicate()


def levend(het: Demo, thuis: Path) -> list[str]:
    """What still runs of a demo: processes and servers."""
    servers = [thuis / "postgresql" / "postmaster.pid", thuis / "valkey" / "valkey.pid"]
    _, over = psutil.wait_procs(het.gezien, timeout=0.1)
    draait = [proces.name() for proces in over if proces.status() != psutil.STATUS_ZOMBIE]  # init has yet to reap it
    return draait + [bestand.name for bestand in servers if bestand.exists()]


def test_it_starts_stops_and_starts_again_until_a_process_crashes(tmp_path: Path) -> None:
    thuis = tmp_path / "var"
    with demo(thuis) as eerste:
        gelezen = eerste.lees_tot("Ctrl-C stopt alles")
        assert f"http://localhost:{eerste.poort}/" in gelezen
        assert [naam for naam in ACCOUNTS if f"{naam}@demo.test" not in gelezen] == []
        assert f"Mails komen in {thuis / 'mail'}" in gelezen
        assert eerste.status("/aanmelden/") == 200
        assert f"http://127.0.0.1:{eerste.poort}/wachtwoord/kiezen/" in eerste.beheer("beheerder@demo.test")
        with demo(thuis) as naast:
            wat = f"Er draait al een demo in {thuis} (poort {eerste.poort})."
            assert naast.einde() == (f"{wat} Stop die, of geef een andere VAR_DIR.\n", 1)
        eerste.proces.terminate()
        uitvoer, code = eerste.einde()
        assert code == 0
        assert "SecurityWarning" not in gelezen + uitvoer
        assert levend(eerste, thuis) == []
    with demo(thuis) as tweede:
        assert "Voorbeeldgegevens maken" not in tweede.lees_tot("Ctrl-C stopt alles")
        tweede.kind("worker").kill()
        uitvoer, code = tweede.einde()
        assert "\nworker is gestopt (code -9); de demo sluit af.\n" in uitvoer
        assert code == 1
        assert levend(tweede, thuis) == []


@pytest.mark.parametrize(
    ("omgeving", "regel"),
    [
        ({"PORT": "abc"}, "PORT moet een geheel getal zijn.\n"),
        ({"PORT": "70000"}, "PORT moet tussen 1 en 65535 liggen.\n"),
    ],
)
def test_a_wrong_port_gives_one_line(tmp_path: Path, omgeving: dict[str, str], regel: str) -> None:
    with demo(tmp_path / "var", **omgeving) as het:
        assert het.einde() == (regel, 1)


def test_a_taken_port_gives_one_line_and_starts_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as bezet:
        poort = bezet.getsockname()[1]
        with demo(tmp_path / "var", PORT=str(poort)) as het:
            regel = f"Poort {poort} is bezet of niet toegelaten. Kies een andere: make demo PORT={poort % 65535 + 1}\n"
            assert het.einde() == (regel, 1)
    assert not (tmp_path / "var").exists()


def test_a_reset_never_touches_another_database(tmp_path: Path) -> None:
    with demo(tmp_path / "var", "--opnieuw", DATABASE_URL="postgresql://a@elders/b") as het:
        assert het.einde() == ("make demo-reset wist enkel de eigen databank, niet die van DATABASE_URL.\n", 1)
