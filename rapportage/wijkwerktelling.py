"""Counting the figures of wijk-werken, and hiding small numbers among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from kern.tijd import vandaag
from rapportage.tijdvakken import Tijdvak
from rapportage.verbergen import As, Cel, Tabel, TeFijn
from rapportage.wijkwerkcijfers import (
    ACTIEF,
    BRONNEN,
    GEBRUIKERS,
    GEEN_CONTACT,
    GEEN_ORGANISATOR,
    GESTOPT,
    GEWERKT,
    INDICATOREN,
    LAATST,
    NIET_GEPUBLICEERD,
    NIEUWE_GEBRUIKERS,
    ONBEKEND,
    OVER_TERMIJN,
    SOORTEN,
    TOEGELEID,
    UITKOMSTEN,
    UITSPLITSINGEN,
    UREN,
    VAN_GEBRUIKERS,
    VAN_WIJKWERKERS,
    ZONDER_ACTIVITEIT,
    Bron,
    Uitsplitsing,
)
from toegang.models import Organisatie
from werkpunten.models import Werkpunt

ALLES = ""
Plaats = tuple[str, str, str]
"""Code of the figure, of the breakdown (``ALLES``: of none), and the part."""
BLOKKEN = (
    As(tuple(indicator.code for indicator in UITKOMSTEN), GESTOPT.code),
    As(tuple(indicator.code for indicator in SOORTEN), GEBRUIKERS.code),
    *(As(tuple(i.code for i in (goed, niet)), alle.code) for goed, niet, alle in (VAN_GEBRUIKERS, VAN_WIJKWERKERS)),
    *(As((i.code,)) for i in (ACTIEF, TOEGELEID, ZONDER_ACTIVITEIT, OVER_TERMIJN, GEWERKT, NIEUWE_GEBRUIKERS)),
)
"""Figures that add up; hours are hidden where who worked them is."""


@dataclass(frozen=True)
class Telling:
    """The figures of one period, in all and per part; None is hidden."""

    delen: Mapping[str, tuple[str, ...]]
    waarden: Mapping[Plaats, int | None]

    def totaal(self, code: str) -> int | None:
        return self.waarden.get((code, ALLES, ALLES))

    def gepubliceerd(self, drempel: int) -> "Telling":
        """With small numbers hidden, and what would give them back. First the totals: every breakdown shows them."""
        weg = {indicator.code for indicator in NIET_GEPUBLICEERD}
        dicht: set[Plaats] = set()
        for blok in BLOKKEN:
            totalen = self._verberg(blok, None, set(), drempel)
            dicht |= totalen
            for per in UITSPLITSINGEN:
                if blok.delen[0] in per.codes:
                    dicht |= self._verberg(blok, per, totalen, drempel)
        dicht |= {(UREN.code, per, deel) for code, per, deel in dicht if code == GEWERKT.code}
        return replace(
            self,
            waarden={plek: None if plek in dicht else n for plek, n in self.waarden.items() if plek[0] not in weg},
        )

    def _verberg(self, blok: As, per: Uitsplitsing | None, totalen: set[Plaats], drempel: int) -> set[Plaats]:
        """What to hide of these figures in all or, where the ``totalen`` are hidden already, of their parts."""
        delen = self.delen[per.code] if per else ()
        codes = [*blok.delen, *([blok.totaal] if blok.totaal else [])]
        plek = {
            (code, deel): (code, per.code if per and deel else ALLES, deel)
            for code in codes
            for deel in (*delen, ALLES)
        }
        waarden: dict[Cel, int] = {cel: self.waarden[waar] or 0 for cel, waar in plek.items()}
        eerder = {(code, ALLES) for code, _, _ in totalen}
        vast = {(code, ALLES) for code in codes} - eerder if per else set()
        tabel = Tabel(waarden, [blok, As(delen, ALLES) if per else As((ALLES,))], vast=vast)
        try:
            cellen = tabel.verberg(lambda cel: 0 < waarden[cel] < drempel, ook=eerder, samen=lambda cel: drempel)
        except TeFijn:
            cellen = eerder | {(code, deel) for code in codes for deel in delen}
        return {plek[code, deel] for code, deel in cellen}


def tel(
    tijdvakken: Sequence[Tijdvak], *, werkpunt: Werkpunt | None = None, organisator: Organisatie | None = None
) -> dict[Tijdvak, Telling]:
    """Exact, up to today; of who was seen last in this unit, or who this organisation has work; else of everybody."""
    morgen = vandaag() + timedelta(days=1)
    gegevens: dict[str, Any] = {
        "zone": settings.TIME_ZONE,
        "tijden": list(range(len(tijdvakken))),
        "begin": [tijdvak.begin for tijdvak in tijdvakken],
        "einde": [min(tijdvak.periode.einde, morgen) for tijdvak in tijdvakken],
        "werkpunt": werkpunt.pk if werkpunt else None,
        "organisator": organisator.pk if organisator else None,
        "onbekend": ONBEKEND,
        "geen_organisator": GEEN_ORGANISATOR,
        "geen_contact": GEEN_CONTACT,
    }
    waarden: list[dict[Plaats, int | None]] = [{} for _ in tijdvakken]
    with connection.cursor() as cursor:
        for bron in BRONNEN:
            cursor.execute(_telling(bron), gegevens)
            for nummer, soort, *rest in cursor.fetchall():
                plek = _plek(soort, rest[: len(UITSPLITSINGEN)])
                cijfers = zip(bron.indicatoren, rest[len(UITSPLITSINGEN) :], strict=True)
                waarden[nummer] |= {(indicator.code, *plek): n for indicator, n in cijfers}
    return {tijdvak: _volledig(gevonden) for tijdvak, gevonden in zip(tijdvakken, waarden, strict=True)}


def _telling(bron: Bron) -> str:
    delen = ", ".join(per.code for per in UITSPLITSINGEN)
    cijfers = ", ".join(indicator.sql for indicator in bron.indicatoren)
    groepen = ", ".join(["(tijd)", *(f"(tijd, {per.code})" for per in UITSPLITSINGEN)])
    return f"""with tijd as (
        select * from unnest(%(tijden)s::int[], %(begin)s::date[], %(einde)s::date[]) as tijd(tijd, begin, einde))
    select tijd, grouping({delen}), {delen}, {cijfers} from ({bron.rijen}) rijen
     where (%(werkpunt)s::bigint is null or eenheid_id = %(werkpunt)s)
       and (%(organisator)s::bigint is null or organisator_id = %(organisator)s)
     group by grouping sets ({groepen})"""  # noqa: S608 - ours


def _plek(soort: int, delen: Sequence[str]) -> tuple[str, str]:
    """The breakdown and the part of a row; ``soort``: a bit for every breakdown that it is not of."""
    for nummer, per in enumerate(UITSPLITSINGEN):
        if not soort >> (len(UITSPLITSINGEN) - 1 - nummer) & 1:
            return per.code, delen[nummer]
    return ALLES, ALLES


def _volledig(gevonden: Mapping[Plaats, int | None]) -> Telling:
    """With a zero wherever nothing was found."""
    delen = {
        per.code: tuple(
            sorted(
                {deel for (code, soort, deel), n in gevonden.items() if soort == per.code and code in per.codes and n},
                key=lambda deel: (deel in LAATST, deel.casefold()),
            )
        )
        for per in UITSPLITSINGEN
    }
    alles: dict[Plaats, int | None] = {(i.code, ALLES, ALLES): 0 for i in INDICATOREN}
    alles |= {(code, per.code, deel): 0 for per in UITSPLITSINGEN for deel in delen[per.code] for code in per.codes}
    return Telling(delen, alles | {plek: n for plek, n in gevonden.items() if plek in alles})
