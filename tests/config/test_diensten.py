"""The embedded servers, started and stopped for real, each test in a VAR_DIR of its own."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from kombu import Connection

from config import diensten
from config.omgeving import BASE_DIR, OngeldigeOmgeving


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PostgreSQL data folder, stopped; a copy is made faster than a new one."""
    thuis = tmp_path_factory.mktemp("cluster")
    with pytest.MonkeyPatch.context() as omgeving:
        omgeving.delenv("DATABASE_URL")
        with diensten.draaiend(thuis, valkey=False):
            pass
    return thuis / "postgresql"


@pytest.fixture
def leeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A VAR_DIR that doesn't exist yet, with nothing in the environment that points at other servers."""
    for naam in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(naam, raising=False)
    map_ = tmp_path / "var"
    monkeypatch.setenv("VAR_DIR", str(map_))
    yield map_
    diensten.wis(map_)


@pytest.fixture
def thuis(leeg: Path, cluster: Path) -> Path:
    """A VAR_DIR with an empty database, its servers stopped."""
    shutil.copytree(cluster, leeg / "postgresql")
    return leeg


@pytest.fixture
def gevuld(thuis: Path) -> Path:
    """A VAR_DIR with a small table in it, its servers stopped."""
    with diensten.draaiend(valkey=False):
        vraag("CREATE TABLE teller AS SELECT 1 AS n")
    return thuis


def vraag(sql: str) -> list[tuple[Any, ...]]:
    verbinding = psycopg2.connect(diensten.database_url())
    try:
        with verbinding, verbinding.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        verbinding.close()


def draait(thuis: Path) -> dict[str, bool]:
    return {naam: (thuis / naam / f"{pid}.pid").exists() for naam, pid in PIDS.items()}


PIDS = {"postgresql": "postmaster", "valkey": "valkey"}
ALLES, NIETS = dict.fromkeys(PIDS, True), dict.fromkeys(PIDS, False)


@contextmanager
def ander_proces(code: str) -> Iterator["subprocess.Popen[str]"]:
    """Another user of the servers, which prints a line when it has them and leaves when its input closes."""
    opdracht = [sys.executable, "-c", code]
    with subprocess.Popen(opdracht, cwd=BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as proces:
        try:
            assert proces.stdout
            assert proces.stdout.readline() == "klaar\n"
            yield proces
        finally:
            proces.kill()


GEBRUIKER = """
from config import diensten
with diensten.draaiend(valkey=False):
    print("klaar", flush=True)
    input()
"""


def test_both_servers_run_inside_the_block_and_nothing_after_it(leeg: Path) -> None:
    with diensten.draaiend():
        [(versie, letters)] = vraag("SELECT current_setting('server_version_num')::int / 10000, lower('ÀЖ')")
        assert (versie, letters) == (18, "àж")
        with Connection(diensten.redis_url()) as broker:
            broker.ensure_connection(max_retries=1)
            assert broker.connected
        assert draait(leeg) == ALLES
    assert draait(leeg) == NIETS
    assert list((leeg / "sockets").iterdir()) == []


def test_trigrams_see_letters_of_every_script(thuis: Path) -> None:
    with diensten.draaiend(valkey=False):
        vraag("CREATE EXTENSION pg_trgm")
        assert vraag("SELECT similarity('Анна', 'анна'), similarity('ሰላም', 'ሰላም')") == [(1.0, 1.0)]


def test_every_extension_the_product_needs_is_there(thuis: Path) -> None:
    nodig = {"pg_trgm", "unaccent", "btree_gist", "citext", "pg_stat_statements"}
    with diensten.draaiend(valkey=False):
        assert nodig <= {naam for (naam,) in vraag("SELECT name FROM pg_available_extensions")}
        vraag("CREATE EXTENSION pg_stat_statements")
        assert vraag("SELECT count(*) > 0 FROM pg_stat_statements") == [(True,)]


def test_a_failing_insert_leaves_no_row_in_the_log(thuis: Path) -> None:
    with diensten.draaiend(valkey=False):
        vraag("CREATE TABLE persoon (naam text CHECK (length(naam) < 3))")
        with pytest.raises(psycopg2.errors.CheckViolation):
            vraag("INSERT INTO persoon VALUES ('Kanarie')")
    log = (thuis / "log" / "postgresql.log").read_text(encoding="utf-8")
    assert "violates check constraint" in log
    assert "Kanarie" not in log


def test_a_url_in_the_environment_wins_and_starts_nothing(leeg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@elders/b")
    monkeypatch.setenv("REDIS_URL", "redis://elders")
    with diensten.draaiend():
        assert (diensten.database_url(), diensten.redis_url()) == ("postgresql://a@elders/b", "redis://elders")
    assert not leeg.exists()


def test_the_last_user_to_leave_stops_the_server(thuis: Path) -> None:
    with ander_proces(GEBRUIKER) as starter:
        with diensten.draaiend(valkey=False):
            pass
        assert vraag("SELECT 1") == [(1,)]  # a second user doesn't stop it
        with diensten.draaiend(valkey=False):
            starter.communicate("\n")
            assert starter.returncode == 0
            assert vraag("SELECT 2") == [(2,)]  # nor does the starter, while the second is still there
    assert draait(thuis) == NIETS


def test_a_server_orphaned_by_a_hard_kill_is_taken_over_and_stopped(thuis: Path) -> None:
    with ander_proces(GEBRUIKER) as starter:
        starter.kill()
        starter.wait()
    assert draait(thuis)["postgresql"]
    with diensten.draaiend(valkey=False):
        assert vraag("SELECT 1") == [(1,)]
    assert draait(thuis) == NIETS


def test_data_survives_a_hard_kill_of_the_server(gevuld: Path) -> None:
    pid = gevuld / "postgresql" / "postmaster.pid"
    with diensten.draaiend(valkey=False):
        vraag("UPDATE teller SET n = 2")
        os.kill(int(pid.read_text().split()[0]), signal.SIGKILL)
    assert pid.exists()
    with diensten.draaiend(valkey=False):
        assert vraag("SELECT n FROM teller") == [(2,)]


def test_a_stale_pid_that_now_is_another_program_does_not_block(gevuld: Path) -> None:
    pid = gevuld / "postgresql" / "postmaster.pid"
    with subprocess.Popen(["sleep", "60"]) as ander:
        try:
            pid.write_text(f"{ander.pid}\n{gevuld / 'postgresql'}\n1700000000\n5432\n\n\n", encoding="ascii")
            with diensten.draaiend(valkey=False):
                assert vraag("SELECT n FROM teller") == [(1,)]
        finally:
            ander.kill()


def test_data_of_another_major_version_gets_one_clear_line(gevuld: Path) -> None:
    (gevuld / "postgresql" / "PG_VERSION").write_text("17\n", encoding="ascii")
    with (
        pytest.raises(
            OngeldigeOmgeving, match=r"gemaakt door PostgreSQL 17, maar hier draait PostgreSQL 18\. [^\n]+$"
        ),
        diensten.draaiend(valkey=False),
    ):
        pass


def test_an_interrupted_first_start_does_not_block_the_next(leeg: Path) -> None:
    (leeg / "postgresql.nieuw" / "base").mkdir(parents=True)
    with diensten.draaiend(valkey=False):
        assert vraag("SELECT 1") == [(1,)]


@pytest.mark.parametrize("naam", ["lang" * 40, "met spatie, komma en $teken", "Гент"])
def test_a_path_unfit_for_sockets_gets_a_private_folder_that_is_removed(
    tmp_path: Path, thuis: Path, monkeypatch: pytest.MonkeyPatch, naam: str
) -> None:
    map_ = tmp_path / naam
    monkeypatch.setenv("VAR_DIR", str(map_))
    with diensten.draaiend():
        sockets = Path((map_ / "sockets.pad").read_text(encoding="utf-8"))
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        assert vraag("SELECT 1") == [(1,)]
        assert str(sockets) in diensten.redis_url()
    assert not sockets.exists()


def test_no_permission_of_any_folder_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thuis: Path) -> None:
    thuismap = tmp_path / "prive"
    (thuismap / "kloon").mkdir(parents=True)
    thuismap.chmod(0o700)
    mappen = [thuismap / "kloon", *(thuismap / "kloon").parents, Path(sys.prefix), Path(diensten.__file__).parent]
    vooraf = [(pad, stat.filemode(pad.stat().st_mode), pad.stat().st_uid) for pad in mappen]
    with diensten.draaiend(thuismap / "kloon" / "var"):
        pass
    assert [(pad, stat.filemode(pad.stat().st_mode), pad.stat().st_uid) for pad in mappen] == vooraf


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is refused by PostgreSQL")
def test_root_without_user_namespaces_still_gets_a_server(leeg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programmas = leeg.parent / "bin"
    programmas.mkdir()
    (programmas / "unshare").write_text("#!/bin/sh\nexit 1\n")
    (programmas / "unshare").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programmas}:{os.environ['PATH']}")
    leeg.parent.chmod(0o700)
    with diensten.draaiend(valkey=False):
        assert vraag("SELECT 1") == [(1,)]
        assert (leeg / "postgresql").stat().st_uid == 65534
    assert draait(leeg) == NIETS


def test_wiping_is_refused_while_someone_uses_the_servers(thuis: Path) -> None:
    with diensten.draaiend(valkey=False), pytest.raises(OngeldigeOmgeving, match="is in gebruik"):
        diensten.wis(thuis)
    diensten.wis(thuis)
    assert not thuis.exists()


@pytest.mark.parametrize(
    ("argumenten", "gestart"), [(["help"], False), (["migrate", "--help"], False), (["check"], True)]
)
def test_a_command_starts_postgresql_only_when_it_may_want_it(
    thuis: Path, monkeypatch: pytest.MonkeyPatch, argumenten: list[str], gestart: bool
) -> None:
    monkeypatch.setattr(sys, "argv", ["manage.py", *argumenten])
    with diensten.zo_nodig():
        assert draait(thuis) == {"postgresql": gestart, "valkey": False}
    assert draait(thuis) == NIETS


def test_sigterm_on_a_command_stops_the_server_too(thuis: Path) -> None:
    code = GEBRUIKER.replace("draaiend(valkey=False)", "zo_nodig()").replace(
        "from", "import sys; sys.argv = ['', 'x']\nfrom", 1
    )
    with ander_proces(code) as opdracht:
        assert draait(thuis)["postgresql"]
        opdracht.terminate()
        assert opdracht.wait() == 128 + signal.SIGTERM
    assert draait(thuis) == NIETS


def test_wiping_leaves_what_is_not_of_the_servers(thuis: Path) -> None:
    with diensten.draaiend():
        (thuis / "eigen.txt").touch()
    diensten.wis(thuis)
    assert [pad.name for pad in thuis.iterdir()] == ["eigen.txt"]
