"""The reach report: every indicator for a period, a unit or the whole city, broken down in the order asked.

Plain SQL, on the months of ``Maandbereik`` or on the facts. Each level is counted again, never summed: for the people
of the period, and for those since the first record (``rapportage.telling``).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain, combinations, product
from typing import Any

from django.db import connection, transaction

from kern.tijd import Periode
from rapportage.dimensies import DIMENSIES, TIJDEN, Dimensie, Eenheden, Waarde
from rapportage.indicatoren import DEFINITIES_VERSIE, INDICATOREN, Bron
from rapportage.models import Maandbereik
from rapportage.telling import Niveau, alle, maskers, statements
from werkpunten.models import Werkpunt

Sleutel = tuple[str, ...]
"""A value per dimension; ``ALLES`` where that dimension is not broken down. All of them: the total."""
ALLES = ""
Cellen = dict[str, dict[Sleutel, int | None]]
"""Per indicator code, per key. None is a hidden cell."""
Parameters = dict[str, date | str | list[int]]


@dataclass(frozen=True)
class Bereik:
    """The figures, with a zero for every cell in which nothing happened."""

    periode: Periode
    dimensies: tuple[Dimensie, ...]
    assen: tuple[tuple[Waarde, ...], ...]
    cellen: Cellen = field(repr=False)
    niveau: str = "exact"

    def cel(self, code: str, *sleutel: str) -> int | None:
        """One figure; dimensions that are left out at the end are not broken down."""
        return self.cellen[code][self.vul_aan(sleutel)]

    def vul_aan(self, sleutel: Sleutel) -> Sleutel:
        return sleutel + (ALLES,) * (len(self.dimensies) - len(sleutel))

    def sleutels(self, per: Collection[Dimensie] | None = None) -> Iterator[Sleutel]:
        """Keys of the cells of one level (the deepest unless told otherwise), in the order of the axes."""
        gekozen = self.dimensies if per is None else per
        keuzes = [
            [waarde.sleutel for waarde in waarden] if dimensie in gekozen else [ALLES]
            for dimensie, waarden in zip(self.dimensies, self.assen, strict=True)
        ]
        return (sleutel for sleutel in product(*keuzes) if self._bestaat(sleutel))

    def _bestaat(self, sleutel: Sleutel) -> bool:
        """Whether its month lies in its quarter, its quarter in its year."""
        plaatsen, samen = self._tijden
        return len(plaatsen) < 2 or tuple(sleutel[plaats] for plaats in plaatsen) in samen

    @cached_property
    def _tijden(self) -> tuple[list[int], set[Sleutel]]:
        """The places of time in a key, and what can stand there together."""
        tijden = [(dimensie.tijd, n) for n, dimensie in enumerate(self.dimensies) if dimensie.tijd]
        if not tijden:
            return [], set()
        kortste = min(tijden, key=lambda tijd: tijd[0].maanden)[1]
        samen = {
            deel
            for waarde in self.assen[kortste]
            if isinstance(waarde.ruw, date)
            for deel in product(*((ALLES, soort.van(waarde.ruw).sleutel) for soort, _ in tijden))
        }
        return [plaats for _, plaats in tijden], samen

    def als_json(self) -> dict[str, Any]:
        """The document of reference.md §3."""
        return {
            "van": self.periode.begin.isoformat(),
            "tot": self.periode.tot.isoformat(),
            "niveau": self.niveau,
            "definities_versie": DEFINITIES_VERSIE,
            "indicatoren": {
                indicator.code: {
                    "naam": indicator.naam,
                    "definitie": indicator.definitie,
                    **self._tak(indicator.code, ()),
                }
                for indicator in INDICATOREN
                if indicator.code in self.cellen
            },
        }

    def _tak(self, code: str, sleutel: Sleutel) -> dict[str, Any]:
        diepte, totaal = len(sleutel), self.vul_aan(sleutel)
        tak: dict[str, Any] = {"totaal": self.cellen[code][totaal]} if totaal in self.cellen[code] else {}
        if diepte == len(self.dimensies):
            return tak
        blad = diepte + 1 == len(self.dimensies)
        per = {
            waarde.sleutel: self.cel(code, *sleutel, waarde.sleutel)
            if blad
            else self._tak(code, (*sleutel, waarde.sleutel))
            for waarde in self.assen[diepte]
            if self._bestaat(self.vul_aan((*sleutel, waarde.sleutel)))
        }
        return {**tak, "per": {self.dimensies[diepte].code: per}}

    def beperkt(self, periode: Periode) -> "Bereik":
        """The same cells of fewer months, and of the values that there were in those."""
        assen = tuple(tuple(dimensie.waarden(periode, None)) for dimensie in self.dimensies)
        gekozen = [{ALLES, *(waarde.sleutel for waarde in waarden)} for waarden in assen]
        cellen: Cellen = {
            code: {
                sleutel: waarde
                for sleutel, waarde in van.items()
                if all(deel in delen for deel, delen in zip(sleutel, gekozen, strict=True))
            }
            for code, van in self.cellen.items()
        }
        return replace(self, periode=periode, assen=assen, cellen=cellen)

    def uitsnede(self, per: Sequence[Dimensie], **vast: Waarde) -> "Bereik":
        """The cells at one value of some dimensions (``werkpunt=…``), by these dimensions in this order."""
        assen = tuple(
            (vast[dimensie.code],) if dimensie.code in vast else self.assen[self.dimensies.index(dimensie)]
            for dimensie in per
        )

        def hier(sleutel: Sleutel) -> Sleutel:
            gekozen = {dimensie.code: deel for dimensie, deel in zip(per, sleutel, strict=True)}
            gekozen |= {code: waarde.sleutel for code, waarde in vast.items()}
            return tuple(gekozen.get(dimensie.code, ALLES) for dimensie in self.dimensies)

        sleutels = [*product(*((ALLES, *(waarde.sleutel for waarde in waarden)) for waarden in assen))]
        cellen: Cellen = {
            code: {sleutel: van[hier(sleutel)] for sleutel in sleutels if hier(sleutel) in van}
            for code, van in self.cellen.items()
        }
        return replace(self, dimensies=tuple(per), assen=assen, cellen=cellen)


def bereken(
    periode: Periode,
    *,
    per: Sequence[Dimensie] = (),
    werkpunt: Werkpunt | None = None,
    werkpunten: Eenheden = None,
    alle_randen: bool = False,
    steeds: Collection[Dimensie] = (),
    bronnen: Collection[Bron] = tuple(Bron),
    uit_feiten: bool = False,
    meld: Callable[[float], None] = lambda deel: None,
) -> Bereik:
    """Exact figures for a half-open period, of the whole city or of some units, by the dimensions in this order.

    Units together are a level of their own: who came to two of them is one person, and new there once.

    The levels counted are the total, the first dimension, the first two …; with ``alle_randen`` every combination.
    ``steeds`` are dimensions of every level: there is no total over them. Figures of other ``bronnen`` stay zero.
    Whole months come from ``Maandbereik`` where that can, or always from the contacts (``uit_feiten``). ``meld``
    hears after each statement which part is done, from 0 to 1.
    """
    waar, dimensies = werkpunten if werkpunt is None else [werkpunt], tuple(per)
    koppen = [dimensies[:aantal] for aantal in range(len(dimensies) + 1)]
    niveaus = [niveau for kop in koppen for niveau in (combinations(dimensies, len(kop)) if alle_randen else [kop])]
    assen = {dimensie: tuple(dimensie.waarden(periode, waar)) for dimensie in dimensies}
    vraag = _vraag(periode, assen, [niveau for niveau in niveaus if set(steeds) <= set(niveau)])
    _tel(periode, [vraag], bronnen, waar, uit_feiten=uit_feiten, meld=meld)
    return vraag[0]


def uitgesplitst(
    periode: Periode, per: Collection[Sequence[Dimensie]], *, werkpunten: Eenheden = None, uit_feiten: bool = False
) -> list[Bereik]:
    """Several breakdowns of the people of one period, each with every margin, counted together; see ``bereken``."""
    assen = {dimensie: tuple(dimensie.waarden(periode, werkpunten)) for dimensie in dict.fromkeys(chain(*per))}
    vragen = []
    for dimensies in per:
        niveaus = [niveau for aantal in range(len(dimensies) + 1) for niveau in combinations(dimensies, aantal)]
        vragen.append(_vraag(periode, {dimensie: assen[dimensie] for dimensie in dimensies}, niveaus))
    _tel(periode, vragen, [Bron.PERIODE], werkpunten, uit_feiten=uit_feiten)
    return [bereik for bereik, _ in vragen]


@contextmanager
def een_ogenblik() -> Iterator[None]:
    """All statements see the same facts; inside a transaction of somebody else that one decides."""
    Maandbereik.objects.werk_bij()
    zelf = not connection.in_atomic_block
    with transaction.atomic():
        if zelf:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read")
        yield


Vraag = tuple[Bereik, list[Niveau]]
"""What is counted, and its levels."""


def _vraag(periode: Periode, assen: Mapping[Dimensie, tuple[Waarde, ...]], niveaus: Collection[Niveau]) -> Vraag:
    """A zero in every cell."""
    bereik = Bereik(periode, tuple(assen), tuple(assen.values()), {})
    sleutels = [sleutel for niveau in niveaus for sleutel in bereik.sleutels(niveau)]
    bereik.cellen.update({indicator.code: dict.fromkeys(sleutels, 0) for indicator in INDICATOREN})
    return bereik, [tuple(dimensie for dimensie in DIMENSIES if dimensie in niveau) for niveau in niveaus]


def _tel(
    periode: Periode,
    vragen: Sequence[Vraag],
    bronnen: Collection[Bron],
    werkpunten: Eenheden,
    *,
    uit_feiten: bool = False,
    meld: Callable[[float], None] = lambda deel: None,
) -> None:
    """Fill in all cells; a level of several of them is counted once."""
    niveaus = dict.fromkeys(niveau for _, van in vragen for niveau in van)
    parameters: Parameters = {
        "begin": periode.begin,
        "einde": periode.einde,
        "werkpunten": [] if werkpunten is None else [punt.pk for punt in werkpunten],
    }
    with een_ogenblik():
        # a visit that came between the count and this moment is only in the contacts
        feiten = uit_feiten or Maandbereik.objects.loopt_achter()
        opdrachten = [
            (bron, *opdracht)
            for bron in bronnen
            for opdracht in statements(periode, niveaus, bron, werkpunten=werkpunten, uit_feiten=feiten)
        ]
        for klaar, (bron, samen, sql) in enumerate(opdrachten, start=1):
            rijen = _rijen(sql, parameters)
            for bereik, van in vragen:
                _vul(bereik, [niveau for niveau in samen if niveau in van], bron, samen, rijen)
            meld(klaar / len(opdrachten))


def _rijen(sql: str, parameters: Parameters) -> dict[int, list[tuple[Any, ...]]]:
    """What a statement gives, by its first column."""
    rijen: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for rij in cursor.fetchall():
            rijen[rij[0]].append(rij)
    return rijen


def _vul(
    bereik: Bereik,
    niveaus: Collection[Niveau],
    bron: Bron,
    samen: Sequence[Niveau],
    rijen: Mapping[int, list[tuple[Any, ...]]],
) -> None:
    """Put the rows of these levels, from a statement that counted some levels (``samen``) together, in their cells."""
    kolommen = alle(samen)
    cellen = [bereik.cellen[indicator.code] for indicator in bron.indicatoren]
    for masker, niveau in maskers(samen).items():
        if niveau not in niveaus:
            continue
        plaatsen: list[tuple[int, dict[Any, str]]] = [
            (1 + kolommen.index(dimensie), {waarde.ruw: waarde.sleutel for waarde in waarden})
            if dimensie in niveau
            else (0, {masker: ALLES})
            for dimensie, waarden in zip(bereik.dimensies, bereik.assen, strict=True)
        ]
        for rij in rijen[masker]:
            try:
                sleutel = tuple([namen[rij[plaats]] for plaats, namen in plaatsen])
            except KeyError:  # a unit that was closed before the period: it only counts in the totals
                continue
            for van, waarde in zip(cellen, rij[1 + len(kolommen) :], strict=True):
                van[sleutel] = waarde
        tijden = {bereik.dimensies.index(dimensie) for dimensie in TIJDEN if dimensie in niveau}
        if tijden and bron is Bron.OOIT:
            for van in cellen:
                _loop_op(van, bereik.sleutels(niveau), tijden)


def _loop_op(cellen: dict[Sleutel, int | None], sleutels: Iterator[Sleutel], tijden: Collection[int]) -> None:
    """Each person stands at the time of the first contact; up to and with a month is that month and all before."""
    stand: dict[Sleutel, int] = defaultdict(int)
    for sleutel in sleutels:
        rest = tuple(deel for plaats, deel in enumerate(sleutel) if plaats not in tijden)
        stand[rest] += cellen[sleutel] or 0
        cellen[sleutel] = stand[rest]
