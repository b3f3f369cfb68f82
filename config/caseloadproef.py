"""The caseload of somebody who coaches 300 people, and a team of 3,000: the lists, and their filters under load.

The team is a unit of its own with ten coaches of 300 people each, made once in the data of the bench.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import chain

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.caseload import LIJSTEN
from werkpunten import begeleidingen
from werkpunten.models import Begeleiding, Werkpunt, Werkzoekende, Wijk

PER_BEGELEIDER, BEGELEIDERS = 300, 10
LEZERS = (1, 8)
"""Colleagues who look at the same moment."""
BEZOEKEN = 48
"""Pages asked in one trial, whatever the number of readers."""


def medewerker(naam: str) -> Medewerker:
    organisatie = Medewerker.objects.get(email="coordinator@demo.test").organisatie
    velden = {"voornaam": "Bench", "achternaam": naam, "organisatie": organisatie}
    return Medewerker.objects.get_or_create(email=f"bench-{naam}@demo.test", defaults=velden)[0]


@transaction.atomic
def team() -> tuple[Medewerker, Medewerker]:
    """The coordinator of the team and the first of its coaches."""
    coordinator, coaches = medewerker("team"), [medewerker(f"coach{nummer}") for nummer in range(BEGELEIDERS)]
    punt, nieuw = Werkpunt.objects.get_or_create(
        slug="bench-team",
        defaults={
            "naam": "Team van de bench",
            "soort": Werkpunt.Soort.MOBIEL,
            "geopend_op": date(2020, 1, 1),
            "wijk": Wijk.objects.get(slug="onbekend"),
        },
    )
    if nieuw:
        for wie, rol in [(coordinator, Rol.COORDINATOR), *((coach, Rol.CONSULENT) for coach in coaches)]:
            wie.aanstellingen.create(rol=rol, werkpunt=punt, van=punt.geopend_op)
        mensen = Werkzoekende.objects.ongefilterd("bench").filter(beschermd=False).order_by("uuid")
        begeleidingen.begin(
            [
                Begeleiding(werkzoekende=persoon, begeleider=coaches[nummer % BEGELEIDERS], werkpunt=punt)
                for nummer, persoon in enumerate(mensen[: PER_BEGELEIDER * BEGELEIDERS])
            ]
        )
    return coordinator, coaches[0]


def regels() -> Iterator[str]:
    coordinator, coach = team()
    yield f"{'caseload onder druk':<44}{'lezers':>8}{'vragen':>8}{'p50 ms':>9}{'p95 ms':>9}{'per s':>8}"
    eigen = _adressen("begeleid", ["contacttaal=tr", "wijk=rabot-blaisantvest"])
    van_team = _adressen("werkpunten", ["contacttaal=tr", "wijk=rabot-blaisantvest", f"begeleider={coach.pk}"])
    for naam, wie, adressen in (
        (f"{PER_BEGELEIDER} personen, elke lijst en filter", coach, eigen),
        (f"{PER_BEGELEIDER * BEGELEIDERS} personen, elke lijst en filter", coordinator, van_team),
        (f"team van {BEGELEIDERS}, de tellingen per collega", coordinator, ["/caseload/team/"]),
    ):
        yield from (_proef(naam, wie, adressen, lezers) for lezers in LEZERS)


def _adressen(kring: str, filters: Sequence[str]) -> list[str]:
    vragen = [*(f"lijst={lijst}" for lijst in LIJSTEN), *filters]
    return [f"/caseload/?wie={kring}&{vraag}" for vraag in vragen]


def _proef(naam: str, wie: Medewerker, adressen: Sequence[str], lezers: int) -> str:
    """Every reader goes through all pages in turn; how long a page took, and how many came out per second."""
    vragen = _vragen(wie, adressen)
    elk = max(1, BEZOEKEN // lezers // len(adressen)) * len(adressen)
    begin = time.perf_counter()
    with ThreadPoolExecutor(lezers) as pool:
        per_lezer = pool.map(lambda nummer: _lees(wie, adressen, nummer, elk), range(lezers))
        tijden = sorted(chain.from_iterable(per_lezer))
    duur = time.perf_counter() - begin
    p50, p95 = (tijden[min(len(tijden) - 1, int(len(tijden) * deel))] * 1000 for deel in (0.5, 0.95))
    return f"{naam:<44}{lezers:>8}{vragen:>8}{p50:>9.1f}{p95:>9.1f}{len(tijden) / duur:>8.1f}"


def _vragen(wie: Medewerker, adressen: Sequence[str]) -> int:
    """The most queries one of these pages takes."""
    haal, meeste = _lezer(wie), 0
    for adres in adressen:
        with CaptureQueriesContext(connection) as gevraagd:
            haal(adres)
        meeste = max(meeste, len(gevraagd))
    return meeste


def _lees(wie: Medewerker, adressen: Sequence[str], nummer: int, aantal: int) -> list[float]:
    haal, tijden = _lezer(wie), []
    try:
        for beurt in range(aantal):
            begin = time.perf_counter()
            haal(adressen[(nummer + beurt) % len(adressen)])
            tijden.append(time.perf_counter() - begin)
    finally:
        connection.close()
    return tijden


def _lezer(wie: Medewerker) -> Callable[[str], None]:
    client = Client()
    client.force_login(wie)

    def haal(adres: str) -> None:
        if client.get(adres).status_code != 200:
            raise RuntimeError(f"{adres} geeft geen bladzijde")

    return haal
