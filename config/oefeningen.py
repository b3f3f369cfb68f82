"""``make drills``: take a part away while a report is asked for or built, and measure until it is there, once.

Real servers, a real worker and real clocks in a folder of its own that goes afterwards. Every drill ends in one line;
the exit code is 1 when one of them failed. Names of drills as arguments choose some of them.
"""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import Error, connection, connections, transaction
from django.db.models.functions import Now

from config import diensten, ingebed, omgeving

BINNEN = 60.0
"""Seconds within which a report must be there after anything failed."""
_CELERY = (sys.executable, "-m", "celery", "--quiet", "--app", "config")


class Mislukt(RuntimeError):
    """A drill did not go as it should; the message is one Dutch line."""


class Veld:
    """Where the drills happen: the folder, the servers and the processes that were started."""

    def __init__(self, thuis: Path) -> None:
        self.thuis = thuis
        self._processen: list[subprocess.Popen[bytes]] = []
        self._log = (thuis / "processen.log").open("ab")

    def start(self, *opdracht: str) -> subprocess.Popen[bytes]:
        proces = subprocess.Popen(  # noqa: S603 - our own commands
            [*_CELERY, *opdracht],
            cwd=omgeving.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._processen.append(proces)
        return proces

    def klok(self, naam: str = "klok") -> subprocess.Popen[bytes]:
        return self.start("beat", "--schedule", str(self.thuis / naam), "--pidfile", "", "--loglevel", "ERROR")

    def werker(self) -> subprocess.Popen[bytes]:
        return self.start("worker", "--concurrency", "1", "--loglevel", "ERROR", "--without-mingle")

    def start_broker(self) -> None:
        ingebed.start_valkey(self.thuis)

    def stop_broker(self) -> None:
        os.kill(int((self.thuis / "valkey" / "valkey.pid").read_text()), signal.SIGKILL)
        (ingebed.socketmap(self.thuis) / ingebed.VALKEY_SOCKET).unlink(missing_ok=True)

    def herstart_databank(self) -> None:
        os.kill(int((self.thuis / "postgresql" / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
        connections.close_all()
        wacht_tot(lambda: not (self.thuis / "postgresql" / "postmaster.pid").exists(), 30, "de databank stopt niet")
        ingebed.start_postgres(self.thuis, duurzaam=True)

    def alles_weg(self) -> None:
        for proces in self._processen:
            dood(proces)
        self._processen.clear()


def dood(proces: subprocess.Popen[bytes]) -> None:
    """The whole process group, at once: a machine that fails."""
    if proces.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(proces.pid, signal.SIGKILL)
        proces.wait(10)


def wacht_tot(voorwaarde: Callable[[], bool], seconden: float, anders: str) -> float:
    """Seconds until it is so; a database that is away just now counts as not yet."""
    begin = time.monotonic()
    while time.monotonic() - begin < seconden:
        try:
            if voorwaarde():
                return time.monotonic() - begin
        except Error:
            connections.close_all()
        time.sleep(0.1)
    raise Mislukt(f"{anders} (na {seconden:.0f} s)")


# --- the drills: each returns what it saw in a line


def twee_klokken(veld: Veld) -> str:
    """Two beats: one leads, and when it is killed the other takes over."""
    klokken = {f"klok {n}": veld.klok(f"klok-{n}") for n in (1, 2)}
    wacht_tot(lambda: len(_verstuurd()) > 1, 30, "geen klok doet iets")
    begin, voor = time.monotonic(), len(_verstuurd("veeg"))
    time.sleep(12)
    wie, rondes = {bericht["origin"] for bericht in _verstuurd()}, len(_verstuurd("veeg")) - voor
    if len(wie) != 1 or rondes > (time.monotonic() - begin) / 5 + 1:
        raise Mislukt(f"{len(wie)} klokken tikken, {rondes} rondes in 12 s")
    leider = next(proces for proces in klokken.values() if f"gen{proces.pid}@" in next(iter(wie)))
    dood(leider)
    duur = wacht_tot(lambda: {b["origin"] for b in _verstuurd()} != wie, 30, "niemand neemt over")
    return f"één leidt ({rondes} rondes in 12 s); gedood: de andere tikt na {duur:.1f} s"


def broker_weg(veld: Veld) -> str:
    """Asked for while the broker is away: the row waits, and is built once the broker is back."""
    veld.klok()
    veld.werker()
    veld.stop_broker()
    begin = time.monotonic()
    opdracht = _vraag()
    gevraagd = time.monotonic() - begin
    time.sleep(3)
    if _status(opdracht) != "wacht":
        raise Mislukt("de opdracht wacht niet")
    veld.start_broker()
    duur = wacht_tot(lambda: _status(opdracht) == "klaar", BINNEN, "het rapport is er niet")
    return f"vragen duurde {gevraagd * 1000:.0f} ms; klaar {duur:.1f} s nadat de broker terug is; {_eenmaal(opdracht)}"


def werker_gedood(veld: Veld) -> str:
    """The worker is killed halfway: another one does the job, once."""
    veld.klok()
    werker = veld.werker()
    opdracht = _vraag()
    with _teller_vast():
        wacht_tot(lambda: _status(opdracht) == "bezig", 40, "niemand begint eraan")
        dood(werker)
    if _status(opdracht) != "bezig":
        raise Mislukt("de opdracht was al af")
    veld.werker()
    duur = wacht_tot(lambda: _status(opdracht) == "klaar", BINNEN, "het rapport is er niet")
    return f"klaar {duur:.1f} s na de dood van de werker; {_eenmaal(opdracht, pogingen=2)}"


def databank_herstart(veld: Veld) -> str:
    """The database is restarted while the worker counts."""
    veld.klok()
    veld.werker()
    opdracht = _vraag()
    with suppress(Error), _teller_vast():
        wacht_tot(lambda: _status(opdracht) == "bezig", 40, "niemand begint eraan")
        veld.herstart_databank()
    duur = wacht_tot(lambda: _status(opdracht) == "klaar", BINNEN, "het rapport is er niet")
    return f"klaar {duur:.1f} s nadat de databank terug is; {_eenmaal(opdracht, pogingen=2)}"


def mislukt_en_opnieuw(veld: Veld) -> str:
    """A job that cannot succeed says so with a code; once the cause is gone, the button does the rest."""
    from rapportage import services  # noqa: PLC0415 - models are only ready now
    from rapportage.models import Drempelwaarde  # noqa: PLC0415

    veld.klok()
    veld.werker()
    drempels = list(Drempelwaarde.objects.all())
    Drempelwaarde.objects.all().delete()
    opdracht = _vraag()
    wacht_tot(lambda: _status(opdracht) == "mislukt", BINNEN, "de opdracht mislukt niet zichtbaar")
    Drempelwaarde.objects.bulk_create(drempels)
    opdracht.refresh_from_db()
    code = opdracht.foutcode
    services.probeer_opnieuw(opdracht, door=opdracht.door)
    duur = wacht_tot(lambda: _status(opdracht) == "klaar", BINNEN, "het rapport is er niet")
    return f"mislukt met code {code}; opnieuw gevraagd: klaar na {duur:.1f} s; {_eenmaal(opdracht)}"


OEFENINGEN: dict[str, Callable[[Veld], str]] = {
    "twee-klokken": twee_klokken,
    "broker-weg": broker_weg,
    "werker-gedood": werker_gedood,
    "databank-herstart": databank_herstart,
    "mislukt-en-opnieuw": mislukt_en_opnieuw,
}


def _vraag() -> Any:
    """A report of last month, asked for by the manager of the demo, and not there yet."""
    from kern.tijd import vandaag  # noqa: PLC0415 - models are only ready now
    from rapportage import services  # noqa: PLC0415
    from rapportage.models import Rapportopdracht  # noqa: PLC0415
    from rapportage.tijdvakken import Tijdvaksoort  # noqa: PLC0415
    from toegang.models import Medewerker  # noqa: PLC0415

    Rapportopdracht.objects.filter(status__in=["wacht", "bezig"]).update(status="mislukt", aangeboden_op=Now())
    manager = Medewerker.objects.get(email="manager@demo.test")
    return services.vraag_rapport(Tijdvaksoort.MAAND.van(vandaag()).vorige, werkpunt=None, door=manager)


def _status(opdracht: Any) -> str:
    opdracht.refresh_from_db(fields=["status", "pogingen", "rapport"])
    return str(opdracht.status)


def _eenmaal(opdracht: Any, *, pogingen: int = 1) -> str:
    """Every version of the report was made by a job of its own: nothing was built twice."""
    from rapportage.models import Bereikrapport, Rapportopdracht  # noqa: PLC0415 - models are only ready now

    klaar = Rapportopdracht.objects.filter(status="klaar").values("rapport").distinct().count()
    if Bereikrapport.objects.count() != klaar:
        raise Mislukt("er is een rapport te veel")
    if opdracht.pogingen != pogingen:
        raise Mislukt(f"{opdracht.pogingen} pogingen in plaats van {pogingen}")
    return f"één rapport, {pogingen} poging{'en' * (pogingen > 1)}"


@contextmanager
def _teller_vast() -> Iterator[None]:
    """Whoever counts contacts waits: the job is taken and not done."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("lock table werkpunten_contactmoment, rapportage_maandbereik in access exclusive mode")
        yield


def _verstuurd(taak: str = "") -> list[dict[str, Any]]:
    """The headers of what clocks handed to the broker: loading the demonstration hands work over too."""
    from celery.utils.nodenames import anon_nodename  # noqa: PLC0415 - settings are only ready now

    from config.celery import app  # noqa: PLC0415

    with app.connection_for_read() as broker:
        kanaal: Any = broker.default_channel  # that of Redis; its type only knows what all brokers can
        rijen = kanaal.client.lrange("celery", 0, -1)
    koppen = [json.loads(rij)["headers"] for rij in rijen]
    return [kop for kop in koppen if kop["task"].endswith(taak) and kop["origin"] != anon_nodename()]


def hoofd(gekozen: list[str]) -> int:
    """Number of drills that failed."""
    onbekend = set(gekozen) - set(OEFENINGEN)
    if onbekend:
        raise omgeving.OngeldigeOmgeving(f"Geen oefening {min(onbekend)!r}. Wel: {', '.join(OEFENINGEN)}.")
    thuis = Path(tempfile.mkdtemp(prefix="werkpunten-oefening-"))
    for naam in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(naam, None)
    os.environ |= {
        "VAR_DIR": str(thuis),
        "WERKPUNTEN_MODUS": "demo",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONWARNINGS": "ignore::UserWarning:celery.platforms",  # that it runs as root
    }
    try:
        with diensten.sigterm_sluit_netjes_af(), diensten.draaiend():
            django.setup()
            logging.disable(logging.WARNING)  # that the broker is away is what we came for
            call_command("migrate", interactive=False, verbosity=0)
            call_command("demodata", werkzoekenden=300, contacten=3000, werkpunten=4, verbosity=0)
            return sum(not _oefen(naam, thuis) for naam in gekozen or OEFENINGEN)
    finally:
        connections.close_all()
        shutil.rmtree(thuis, ignore_errors=True)


def _oefen(naam: str, thuis: Path) -> bool:
    veld = Veld(thuis)
    try:
        _zeg(f"goed     {naam:<20} {OEFENINGEN[naam](veld)}")
    except Mislukt as fout:
        _zeg(f"MISLUKT  {naam:<20} {fout}")
        _zeg((thuis / "processen.log").read_text(errors="replace")[-2000:])
        return False
    finally:
        veld.alles_weg()
    return True


def _zeg(tekst: str) -> None:
    print(tekst, flush=True)  # noqa: T201 - a terminal program


if __name__ == "__main__":
    try:
        sys.exit(bool(hoofd(sys.argv[1:])))
    except omgeving.OngeldigeOmgeving as fout:
        sys.exit(str(fout))
