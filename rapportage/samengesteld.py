"""What is published over several months or units: shown where no hidden number can follow from it.

A composed figure is shown when every part of it (its months, its units, its value of the breakdown) is shown in the
published months, so two answers never differ by a hidden part. People over several months are no sum, and can be few
where every part is many: where one of the figures of a line is small, its people (or its contacts) are not shown.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from kern.tijd import Periode, vandaag
from rapportage.bereik import ALLES, Bereik, Cellen, Sleutel, bereken
from rapportage.dimensies import MAAND, TIJDEN, WERKPUNT, Aard, Dimensie, Eenheden
from rapportage.kleine_cellen import CUMULATIEF
from rapportage.models import Drempelwaarde
from rapportage.rapport import geen_te_veel, tel, tijdvak_gepubliceerd, van_de_periode
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from werkpunten.models import Werkpunt

MEESTE_MAANDEN = 24
"""Months that are published one by one while somebody waits."""
BLOKKEN = (("bereikt", "nieuw", "terugkerend"), ("contacten", "anoniem"))
"""Figures that say something of each other."""
Deel = tuple[str, ...]
"""Month, unit and value of the breakdown; ``ALLES`` where it is not broken down."""


@dataclass(frozen=True)
class Plek:
    """What a cell is about: the months in it, its units (``ALLES``: the city) and its value of the breakdown."""

    maanden: tuple[str, ...]
    punten: tuple[str, ...]
    waarde: str

    def delen(self) -> list[Deel]:
        return [(maand, punt, self.waarde) for maand in self.maanden for punt in self.punten]


def van_een_rapport(periode: Periode, per: Sequence[Dimensie], werkpunten: Eenheden) -> Tijdvak | None:
    """The month, quarter or year whose report holds the answer, if there is one."""
    tijdvak = next((vak for soort in Tijdvaksoort if (vak := soort.van(periode.begin)).periode == periode), None)
    een = werkpunten is None or len(werkpunten) == 1
    return tijdvak if tijdvak and een and {d.tijd for d in per if d.tijd} <= {tijdvak.soort} else None


def gepubliceerd_over(periode: Periode, *, per: Sequence[Dimensie], werkpunten: Eenheden) -> Bereik:
    """Whole months with small numbers hidden, by time, unit and at most one breakdown more."""
    tijdvak = van_een_rapport(periode, per, werkpunten)
    if tijdvak is None:
        return samengesteld(periode, per=per, werkpunten=werkpunten)
    return tijdvak_gepubliceerd(tijdvak, per=per, werkpunt=next(iter(werkpunten or []), None))


def tot_nu(tijdvak: Tijdvak, dimensie: Dimensie) -> Bereik | None:
    """The whole months so far of a quarter or year that runs, of the city; None before the first of them is over."""
    einde = min(vandaag().replace(day=1), tijdvak.periode.einde)
    if einde <= tijdvak.begin:
        return None
    return van_de_periode(gepubliceerd_over(Periode(tijdvak.begin, einde), per=[dimensie], werkpunten=None))


def samengesteld(periode: Periode, *, per: Sequence[Dimensie], werkpunten: Eenheden) -> Bereik:
    """Whole months, by time, unit and at most one breakdown more. ``werkpunten`` as in ``bereken``."""
    if periode.begin.day != 1 or periode.einde.day != 1:
        raise ValidationError({"tot": "Kies volledige maanden: van een eerste tot een laatste dag."})
    verder = [dimensie for dimensie in per if dimensie.aard is not Aard.VRAAG]
    geen_te_veel(per, werkpunten)
    if len(list(periode.maanden())) > MEESTE_MAANDEN:
        raise ValidationError({"tot": f"Kies hoogstens {MEESTE_MAANDEN} maanden."})
    exact = bereken(periode, per=per, werkpunten=werkpunten, alle_randen=True)
    maanden = bereken(periode, per=[MAAND, *verder], werkpunten=werkpunten, alle_randen=True, steeds=[MAAND])
    dicht = _gesloten_delen(periode, verder)
    klein = _te_klein(exact, werkpunten) | _te_klein(maanden, werkpunten) | _in_rapporten(exact, verder, werkpunten)
    cellen: Cellen = {
        code: {
            sleutel: waarde if _toon(code, plek_van(exact, sleutel, werkpunten), dicht[code], klein) else None
            for sleutel, waarde in van.items()
        }
        for code, van in exact.cellen.items()
    }
    return replace(exact, cellen=cellen, niveau="gepubliceerd")


def plek_van(bereik: Bereik, sleutel: Sleutel, werkpunten: Eenheden) -> Plek:
    deel = {dimensie: waarde for dimensie, waarde in zip(bereik.dimensies, sleutel, strict=True) if waarde != ALLES}
    tijden = [(dimensie.tijd, deel[dimensie]) for dimensie in TIJDEN if dimensie in deel]
    maanden = [
        f"{maand:%Y-%m}"
        for maand in bereik.periode.maanden()
        if all(soort and soort.van(maand).sleutel == tijd for soort, tijd in tijden)
    ]
    punten = [ALLES] if werkpunten is None else sorted(punt.slug for punt in werkpunten)
    verder = [waarde for dimensie, waarde in deel.items() if dimensie.aard is not Aard.VRAAG]
    return Plek(tuple(maanden), (deel[WERKPUNT],) if WERKPUNT in deel else tuple(punten), *(verder or [ALLES]))


def _toon(code: str, plek: Plek, dicht: AbstractSet[Deel], klein: AbstractSet[tuple[str, Plek]]) -> bool:
    """What was reached since the start is only known of one unit or the city, at the end of the last month."""
    if code == CUMULATIEF:
        return len(plek.punten) == 1 and plek.delen()[-1] not in dicht
    plekken = [plek, *(replace(plek, maanden=(maand,)) for maand in plek.maanden)]
    return dicht.isdisjoint(plek.delen()) and klein.isdisjoint((code, een) for een in plekken)


def _gesloten_delen(periode: Periode, verder: Sequence[Dimensie]) -> Mapping[str, set[Deel]]:
    """Per indicator: the parts that the published months hide. Since the start: those they don't show."""
    reeks, _ = tel(Tijdvak.maand(periode.tot), ()).gepubliceerd()
    dicht: dict[str, set[Deel]] = {
        code: {(*sleutel, ALLES) for sleutel, waarde in van.items() if waarde is None}
        for code, van in reeks.cellen.items()
    }
    punten = [ALLES, *Werkpunt.objects.values_list("slug", flat=True)]
    for maand in map(Tijdvak.maand, periode.maanden()):
        per_punt = {(maand.sleutel, punt) for punt in punten} - reeks.cellen[CUMULATIEF].keys()
        dicht[CUMULATIEF] |= {(*sleutel, ALLES) for sleutel in per_punt}
        if verder:
            fijn = tijdvak_gepubliceerd(maand, per=verder, werkpunt=None)
            for code, van in fijn.cellen.items():
                dicht[code] |= {(maand.sleutel, ALLES, *sleutel) for sleutel, waarde in van.items() if waarde is None}
    return dicht


def _in_rapporten(bereik: Bereik, verder: Sequence[Dimensie], werkpunten: Eenheden) -> set[tuple[str, Plek]]:
    """What the report of a whole quarter or year hides, of the city or of one unit."""
    dicht: set[tuple[str, Plek]] = set()
    reeksen: dict[Tijdvaksoort, Bereik] = {}
    fijn: dict[Tijdvak, Bereik] = {}
    for sleutel in bereik.cellen["bereikt"]:
        plek = plek_van(bereik, sleutel, werkpunten)
        tijdvak = _tijdvak(plek.maanden)
        if tijdvak is None or len(plek.punten) > 1:
            continue
        if plek.waarde == ALLES:
            if tijdvak.soort not in reeksen:
                reeksen[tijdvak.soort] = tel(tijdvak.soort.van(bereik.periode.tot), ()).gepubliceerd()[0]
            van, cel = reeksen[tijdvak.soort], (tijdvak.sleutel, *plek.punten)
        else:
            if tijdvak not in fijn:
                fijn[tijdvak] = tijdvak_gepubliceerd(tijdvak, per=verder, werkpunt=None)
            van, cel = fijn[tijdvak], (plek.waarde,)
        dicht |= {(code, plek) for code, cellen in van.cellen.items() if cellen.get(cel, 0) is None}
    return dicht


def _tijdvak(maanden: Sequence[str]) -> Tijdvak | None:
    """The quarter or year that is exactly these months."""
    begin = Tijdvak.van_sleutel(maanden[0]).begin
    langer = (soort.van(begin) for soort in (Tijdvaksoort.KWARTAAL, Tijdvaksoort.JAAR))
    return next((vak for vak in langer if [f"{maand:%Y-%m}" for maand in vak.periode.maanden()] == [*maanden]), None)


def _te_klein(bereik: Bereik, werkpunten: Eenheden) -> set[tuple[str, Plek]]:
    """Figures not to show as one of their block is small. Of a breakdown: all values where it is, for they add up."""
    drempel = max(map(Drempelwaarde.objects.per_periode(), map(Periode.maand, bereik.periode.maanden())))
    plekken = {sleutel: plek_van(bereik, sleutel, werkpunten) for sleutel in bereik.cellen["bereikt"]}
    dicht: set[tuple[str, Plek]] = set()
    for blok in BLOKKEN:
        klein = {plek for sleutel, plek in plekken.items() if _is_klein(bereik, blok, sleutel, drempel)}
        regels = {replace(plek, waarde=ALLES) for plek in klein}
        dicht |= {
            (code, plek)
            for plek in plekken.values()
            if plek in klein or (plek.waarde != ALLES and replace(plek, waarde=ALLES) in regels)
            for code in blok
        }
    return dicht


def _is_klein(bereik: Bereik, blok: Sequence[str], sleutel: Sleutel, drempel: int) -> bool:
    waarden = [bereik.cellen[code][sleutel] or 0 for code in blok]
    if "anoniem" in blok:
        waarden.append(waarden[0] - waarden[1])
    return any(0 < waarde < drempel for waarde in waarden)
