"""``make bench``: ours beside a comparator, interleaved, medians of at least seven rounds, printed as ratios.

``SCHAAL=S`` (5,000 people, 42,000 contacts, the default) or ``SCHAAL=M`` (300,000 and 3 million). The data comes from
``demodata`` and stays in ``var-bench/<schaal>`` for the next run. Never a test: a busy machine is not a defect.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import django
from django.core.management import call_command

from config import diensten, omgeving

SCHALEN = {"S": (5_000, 42_000, 4), "M": (300_000, 3_000_000, 400)}
RONDES = 7


@dataclass(frozen=True)
class Vergelijking:
    """Two ways to the same thing. ``balk``: the highest ratio that is good enough; None where no bar was set."""

    naam: str
    ons: Callable[[], object]
    ander: Callable[[], object]
    tegenover: str
    balk: float | None = None


def meet(vergelijking: Vergelijking) -> tuple[float, float]:
    """Median seconds of ours and of the comparator, one round of each in turn after a first one to warm up."""
    tijden: tuple[list[float], list[float]] = ([], [])
    for ronde in range(RONDES + 1):
        for lijst, doe in zip(tijden, (vergelijking.ons, vergelijking.ander), strict=True):
            begin = time.perf_counter()
            doe()
            if ronde:
                lijst.append(time.perf_counter() - begin)
    return statistics.median(tijden[0]), statistics.median(tijden[1])


def hoofd() -> None:
    schaal = os.environ.get("SCHAAL", "S")
    if schaal not in SCHALEN:
        raise omgeving.OngeldigeOmgeving("SCHAAL is S of M.")
    os.environ.setdefault("VAR_DIR", str(omgeving.BASE_DIR / "var-bench" / schaal))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "WERKPUNTEN_MODUS": "demo",
        "STATIC_ROOT": str(omgeving.var_dir() / "staticfiles"),
    }
    with diensten.sigterm_sluit_netjes_af(), diensten.draaiend(valkey=False):
        django.setup()
        from config import benchmarks, caseloadproef, continuiteitproef, rapportproef, uitvoerproef, zoekproef  # noqa: PLC0415 - models are ready now

        benchmarks.registreer()
        _vul(schaal)
        _zeg(f"schaal {schaal}, {RONDES} rondes om en om, medianen\n")
        _zeg(f"{'wat':<44}{'ons ms':>10}{'ander ms':>10}{'verhouding':>12}{'balk':>8}  tegenover")
        for vergelijking in benchmarks.vergelijkingen():
            ons, ander = meet(vergelijking)
            balk = "–" if vergelijking.balk is None else f"{vergelijking.balk:g}"
            _zeg(
                f"{vergelijking.naam:<44}{ons * 1000:>10.2f}{ander * 1000:>10.2f}{ons / ander:>12.2f}{balk:>8}"
                f"  {vergelijking.tegenover}"
            )
        for proef in (caseloadproef, rapportproef, uitvoerproef, zoekproef, continuiteitproef):
            _zeg("")
            for regel in proef.regels():
                _zeg(regel)


def _vul(schaal: str) -> None:
    from werkpunten.models import Werkpunt  # noqa: PLC0415 - models are only ready now

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Werkpunt.objects.exists():
        mensen, contacten, werkpunten = SCHALEN[schaal]
        call_command("demodata", werkzoekenden=mensen, contacten=contacten, werkpunten=werkpunten)


def _zeg(tekst: str) -> None:
    print(tekst, flush=True)  # noqa: T201 - a terminal program


if __name__ == "__main__":
    try:
        hoofd()
    except omgeving.OngeldigeOmgeving as fout:
        sys.exit(str(fout))
