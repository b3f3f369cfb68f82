"""The embedded servers: a real PostgreSQL and a real Valkey out of wheels, with their data under VAR_DIR.

For the demo, the tests and ``manage.py`` alike. Both listen on unix sockets in one private folder, never on TCP.
Whoever finds a server missing starts it; the last user of a VAR_DIR to leave stops what runs there. Users are counted
with a shared file lock, so a user that is killed doesn't keep the servers up and a second user never loses them.
``DATABASE_URL`` and ``REDIS_URL`` point at other servers; then nothing is started here.
"""

import fcntl
import shutil
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TextIO
from urllib.parse import quote

from config import ingebed
from config.omgeving import OngeldigeOmgeving, tekst, var_dir, vorige_poort

EIGEN_MAPPEN = ("postgresql", "postgresql.nieuw", "valkey", "log", "sockets")
ZONDER_DATABASE = {"help", "--help", "-h", "version", "--version", "collectstatic", "diffsettings"}


def database_url() -> str:
    """DATABASE_URL, or the address of the embedded PostgreSQL of VAR_DIR. Starts nothing."""
    naam = ingebed.NAAM
    return tekst("DATABASE_URL") or f"postgresql://{naam}@/{naam}?host={quote(str(ingebed.socketmap(var_dir())))}"


def redis_url() -> str:
    """REDIS_URL, or the address of the embedded Valkey of VAR_DIR in Celery's spelling. Starts nothing."""
    return tekst("REDIS_URL") or f"redis+socket://{ingebed.socketmap(var_dir()) / ingebed.VALKEY_SOCKET}"


@contextmanager
def zo_nodig() -> Iterator[None]:
    """Around a management command: PostgreSQL runs when the command may want it; errors become one line and exit 1."""
    try:
        if set(sys.argv[1:]).isdisjoint(ZONDER_DATABASE) and sys.argv[1:]:
            with sigterm_sluit_netjes_af(), draaiend(valkey=False):
                yield
        else:
            yield
    except OngeldigeOmgeving as fout:
        sys.exit(str(fout))


@contextmanager
def draaiend(
    thuis: Path | None = None, *, postgres: bool = True, valkey: bool = True, duurzaam: bool = True
) -> Iterator[None]:
    """The embedded servers of ``thuis`` (VAR_DIR) run in this block, unless a URL in the environment points elsewhere.

    ``duurzaam=False`` trades safety after a crash of the machine for speed: for tests only.
    """
    postgres = postgres and not tekst("DATABASE_URL")
    valkey = valkey and not tekst("REDIS_URL")
    if not (postgres or valkey):
        yield
        return
    thuis = thuis or var_dir()
    with _open(thuis, "diensten.gebruik") as gebruik:
        try:
            with _slot(thuis):
                fcntl.flock(gebruik, fcntl.LOCK_SH)
                if postgres:
                    ingebed.start_postgres(thuis, duurzaam=duurzaam)
                if valkey:
                    ingebed.start_valkey(thuis)
            yield
        finally:
            with _slot(thuis), suppress(BlockingIOError):
                fcntl.flock(gebruik, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while someone else still uses them
                ingebed.stop_alles(thuis)


def wis(thuis: Path, *, ook: Iterable[str] = ()) -> None:
    """Remove the servers' data, and the names in ``ook``, from a VAR_DIR; refused while someone uses its servers.

    Servers left by a hard kill stop. Other files stay: a VAR_DIR may have been a folder with more in it.
    """
    if not thuis.exists():
        return
    with _slot(thuis), _open(thuis, "diensten.gebruik") as gebruik:
        try:
            fcntl.flock(gebruik, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fout:
            raise OngeldigeOmgeving(f"{thuis} is in gebruik. Stop eerst de demo die er draait.") from fout
        ingebed.stop_alles(thuis)
        for naam in (*EIGEN_MAPPEN, *ook):
            shutil.rmtree(thuis / naam, ignore_errors=True)
        for naam in ("diensten.gebruik", "diensten.slot"):
            (thuis / naam).unlink()
    with suppress(OSError):  # not empty
        thuis.rmdir()


@contextmanager
def enige_demo() -> Iterator[None]:
    """One demo per VAR_DIR: a second one would be a second clock on the same database."""
    thuis = var_dir()
    with _open(thuis, "demo.slot") as slot:
        try:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fout:
            raise OngeldigeOmgeving(
                f"Er draait al een demo in {thuis} (poort {vorige_poort()}). Stop die, of geef een andere VAR_DIR."
            ) from fout
        yield


def _open(thuis: Path, naam: str) -> TextIO:
    try:
        thuis.mkdir(parents=True, exist_ok=True)
        return open(thuis / naam, "w")
    except OSError as fout:
        raise OngeldigeOmgeving(f"In VAR_DIR ({thuis}) kan niet geschreven worden: {fout.strerror}.") from fout


@contextmanager
def _slot(thuis: Path) -> Iterator[None]:
    """One process at a time starts or stops servers in a VAR_DIR."""
    with _open(thuis, "diensten.slot") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        yield


@contextmanager
def sigterm_sluit_netjes_af() -> Iterator[None]:
    """SIGTERM and SIGHUP end the command as an exception does; Python's default would leave the server behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(nummer: int, _frame: FrameType | None) -> None:
        sys.exit(128 + nummer)

    vorige = {nummer: signal.signal(nummer, stop) for nummer in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for nummer, afhandeling in vorige.items():
            signal.signal(nummer, afhandeling)
