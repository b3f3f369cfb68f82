"""Is the report what the facts say? Counted once more with plain Python sets, for ``manage.py controleer``."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import connection

from kern.tijd import Periode
from rapportage.bereik import ALLES, bereken
from rapportage.dimensies import MAAND, WERKPUNT
from rapportage.models import Maandrapport
from rapportage.rapport import sha256
from werkpunten.models import Telregel, Werkpunt

Plaats = tuple[str, str]


def verschillen(periode: Periode) -> list[str]:
    """A line for every figure, by unit and month, in which the report and the facts differ."""
    bereik = bereken(periode, per=[WERKPUNT, MAAND], alle_randen=True)
    nageteld = _tel_na(periode)
    return [
        f"{code} {' '.join(filter(None, sleutel)) or 'totaal'}: rapport {cellen[sleutel]}, feiten {waarde}"
        for sleutel in bereik.cellen["bereikt"]
        for code, waarde in nageteld.figuren(*sleutel).items()
        if (cellen := bereik.cellen[code])[sleutel] != waarde
    ]


def aangetaste_rapporten() -> list[str]:
    """Frozen reports whose text no longer has its hash."""
    return [
        f"{rapport}: de cijfers horen niet bij de sha256"
        for rapport in Maandrapport.objects.iterator(chunk_size=100)
        if (sha256(rapport.cijfers), sha256(rapport.gepubliceerd)) != (rapport.sha256, rapport.gepubliceerd_sha256)
    ]


class _Natelling:
    """People and rows per unit and month (``ALLES``: all), and the first day of everybody per unit."""

    def __init__(self, periode: Periode) -> None:
        self.periode = periode
        self.bereikt: dict[Plaats, set[int]] = defaultdict(set)
        self.contacten: dict[Plaats, int] = defaultdict(int)
        self.anoniem: dict[Plaats, int] = defaultdict(int)
        self.eerste: dict[str, dict[int, date]] = defaultdict(dict)

    def neem(self, persoon: int | None, punt: str, dag: date) -> None:
        """Rows come in the order of their days."""
        for waar in (ALLES, punt):
            if persoon is not None:
                self.eerste[waar].setdefault(persoon, dag)
            if dag >= self.periode.begin:
                for wanneer in (ALLES, f"{dag:%Y-%m}"):
                    self.contacten[waar, wanneer] += 1
                    if persoon is None:
                        self.anoniem[waar, wanneer] += 1
                    else:
                        self.bereikt[waar, wanneer].add(persoon)

    def figuren(self, waar: str, wanneer: str) -> dict[str, int]:
        begin, einde = self.periode.begin, self.periode.einde
        if wanneer != ALLES:
            maand = Periode.maand(date.fromisoformat(f"{wanneer}-01"))
            begin, einde = max(begin, maand.begin), min(einde, maand.einde)
        bereikt, eerste = self.bereikt[waar, wanneer], self.eerste[waar]
        nieuw = sum(eerste[persoon] >= begin for persoon in bereikt)
        return {
            "bereikt": len(bereikt),
            "nieuw": nieuw,
            "terugkerend": len(bereikt) - nieuw,
            "contacten": self.contacten[waar, wanneer],
            "anoniem": self.anoniem[waar, wanneer],
            "cumulatief": sum(dag < einde for dag in eerste.values()),
        }


def _tel_na(periode: Periode) -> _Natelling:
    natelling = _Natelling(periode)
    punten = dict(Werkpunt.objects.values_list("pk", "slug"))
    regels = list(Telregel.objects.filter(telt=True).values_list("soort", "geldig_van", "geldig_tot"))
    for persoon, punt, dag, soort in _contacten(periode.einde):
        if any(s == soort and van <= dag and (tot is None or dag <= tot) for s, van, tot in regels):
            natelling.neem(persoon, punten[punt], dag)
    return natelling


def _contacten(einde: date) -> Iterator[tuple[int | None, int, date, str]]:
    """Every contact before a day in the order of days, without loading them all."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            """select werkzoekende_id, werkpunt_id, dag, soort from werkpunten_contactmoment
            where dag < %s order by dag""",
            [einde],
        )
        while rijen := cursor.fetchmany(10_000):
            yield from rijen
