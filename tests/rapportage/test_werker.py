"""A real worker, a real beat and a real broker: what is lost, and that nothing is."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, transaction

from config import ingebed
from kern.tijd import vandaag, vorige_maand
from rapportage.models import Bereikrapport, Rapportopdracht
from tests.factories.werkpunten import WerkpuntFactory
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw

pytestmark = pytest.mark.django_db(transaction=True)
MAAND = vorige_maand(vandaag())
VRAAG = """
import sys
from datetime import date
import django
django.setup()
from rapportage import services
from rapportage.tijdvakken import Tijdvak
from toegang.models import Medewerker
services.vraag_rapport(Tijdvak.maand(date.fromisoformat(sys.argv[1])), werkpunt=None, door=Medewerker.objects.get())
"""


@pytest.fixture
def omgeving(tmp_path: Path) -> dict[str, str]:
    """A broker of its own that does not run yet, and the database of this test."""
    db = connection.settings_dict
    url = f"postgresql://{quote(db['USER'])}:{quote(db['PASSWORD'])}@/{quote(db['NAME'])}"
    url += f"?host={quote(db['HOST'])}" + (f"&port={db['PORT']}" if db["PORT"] else "")
    return {
        **os.environ,
        "DATABASE_URL": url,
        "REDIS_URL": f"redis+socket://{tmp_path}/broker.sock",
        "SECRET_KEY": settings.SECRET_KEY,
    }


@pytest.fixture
def start(omgeving: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    gestart = []

    def doe(*opdracht: object) -> subprocess.Popen[bytes]:
        proces = subprocess.Popen([str(deel) for deel in opdracht], env=omgeving, start_new_session=True)
        gestart.append(proces)
        return proces

    yield doe
    for proces in gestart:
        dood(proces)


def dood(proces: subprocess.Popen[bytes]) -> None:
    """The whole process group, at once: a machine that fails."""
    if proces.poll() is None:
        os.killpg(proces.pid, signal.SIGKILL)
        proces.wait(10)


def werker(start: Callable[..., subprocess.Popen[bytes]], map_: Path) -> subprocess.Popen[bytes]:
    return start(
        *(sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker", "--concurrency", 1, "-B"),
        *("--schedule", map_ / "schema", "--pidfile", "", "--loglevel", "ERROR", "--without-mingle"),
    )


def wacht_tot(voorwaarde: Callable[[], bool], seconden: float) -> bool:
    einde = time.monotonic() + seconden
    while time.monotonic() < einde:
        if voorwaarde():
            return True
        time.sleep(0.2)
    return False


def status() -> str:
    return Rapportopdracht.objects.get().status


def test_asked_without_a_broker_and_built_once_though_the_worker_is_killed(manager, start, omgeving, tmp_path):
    WerkpuntFactory(slug="rabot")
    bouw([Contact(n, "rabot", MAAND.replace(day=1 + n)) for n in range(20)])

    subprocess.run([sys.executable, "-c", VRAAG, MAAND.isoformat()], env=omgeving, check=True, capture_output=True)
    assert status() == "wacht"

    start(ingebed._valkey_binary(), "--port", 0, "--unixsocket", tmp_path / "broker.sock", "--save", "")
    eerste = werker(start, tmp_path)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("lock table rapportage_drempelwaarde in access exclusive mode")
        assert wacht_tot(lambda: status() == "bezig", 40)
        dood(eerste)
    assert (status(), Bereikrapport.objects.count()) == ("bezig", 0)

    begin = time.monotonic()
    werker(start, tmp_path)
    assert wacht_tot(lambda: status() == "klaar", 60)
    assert time.monotonic() - begin < 60
    assert (Bereikrapport.objects.count(), Rapportopdracht.objects.get().pogingen) == (1, 2)
