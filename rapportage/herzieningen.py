"""What a frozen report says otherwise than the figures of now, and for which reasons: ``juli was 412, is nu 410``."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kern.templatetags.kern import getal
from kern.tijd import Periode
from rapportage.bereik import ALLES, bereken, een_ogenblik
from rapportage.dimensies import WERKPUNT
from rapportage.indicatoren import CUMULATIEF, DEFINITIES_VERSIE, INDICATOREN
from rapportage.models import Bereikrapport, Herziening
from rapportage.rapport import TIJD, tel
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from rapportage.weergave import Beeld

MEESTE = 24
"""Reports in the list of what changed."""
Cijfers = Mapping[str, int | None]
Redenen = Mapping[str, Mapping[str, int]]
NAMEN = {indicator.code: indicator.naam for indicator in INDICATOREN}


@dataclass(frozen=True)
class Regel:
    """One figure that changed, with how many more or fewer for each reason; together they are the difference."""

    wanneer: str
    code: str
    was: int
    nu: int
    delen: Sequence[tuple[str, int]]

    @property
    def naam(self) -> str:
        return NAMEN[self.code]

    @property
    def verschil(self) -> str:
        return _meer(self.nu - self.was) if self.nu != self.was else "evenveel"

    @property
    def waarom(self) -> str:
        return " · ".join(f"{_meer(aantal)}: {reden}" for reden, aantal in self.delen)

    @property
    def zin(self) -> str:
        """``Bereikte personen: juli 2026 was 412, is nu 410. 2 minder: dossiers samengevoegd.``"""
        return f"{self.naam}: {self.wanneer} was {getal(self.was)}, is nu {getal(self.nu)}. {self.waarom}."


def _meer(aantal: int) -> str:
    return f"{getal(abs(aantal))} {'meer' if aantal > 0 else 'minder'}"


def regels(tijdvak: Tijdvak, was: Cijfers, nu: Cijfers, redenen: Redenen) -> Iterator[Regel]:
    """The figures that changed. Of one that is hidden, then or now, nothing is told; nor of one whose reasons are not
    all of it: then the definitions changed too.
    """
    for code in NAMEN:
        toen, later = was.get(code), nu.get(code)
        delen = [(Herziening.Reden(reden).label, van[code]) for reden, van in redenen.items() if van[code]]
        if toen is None or later is None or not delen or later - toen != sum(aantal for _, aantal in delen):
            continue
        yield Regel(tijdvak.naam, code, toen, later, delen)


def van_rapport(rapport: Bereikrapport, toen: Beeld, nu: Beeld, tot: Bereikrapport | None = None) -> list[Regel]:
    """What changed in a report since it was frozen, or until a later version; both as their reader may see them."""
    redenen = Herziening.objects.sinds(rapport, tot).per_reden(rapport.tijdvak, rapport.werkpunt)
    return list(regels(rapport.tijdvak, toen.cijfers(), nu.cijfers(), redenen))


def lijst(rapporten: Sequence[tuple[Bereikrapport, Beeld]], *, exact: bool) -> list[Regel]:
    """The same of several reports of one unit and one length, counted together; not what was reached since the start,
    which changes in every later report too.
    """
    if not rapporten:
        return []
    with een_ogenblik():
        telling = tel(max((rapport.tijdvak for rapport, _ in rapporten), key=lambda vak: vak.begin), ())
        reeks = telling.reeks if exact else telling.gepubliceerd()[0]
        gevonden: list[Regel] = []
        for rapport, toen in rapporten:
            plaats = rapport.tijdvak.sleutel, rapport.werkpunt.slug if rapport.werkpunt else ALLES
            nu = {code: cellen.get(plaats) for code, cellen in reeks.cellen.items() if code != CUMULATIEF.code}
            redenen = Herziening.objects.sinds(rapport).per_reden(rapport.tijdvak, rapport.werkpunt)
            gevonden += regels(rapport.tijdvak, toen.cijfers(), nu, redenen)
    return gevonden


def ongerijmd() -> Iterator[str]:
    """Frozen figures that with their restatements are not those of the contacts now."""
    laatste = Bereikrapport.objects.bereik().order_by("werkpunt_id", "soort", "begin", "-versie")
    alle = list(laatste.distinct("werkpunt_id", "soort", "begin").select_related("werkpunt"))
    for soort in Tijdvaksoort:
        if van_soort := [rapport for rapport in alle if rapport.soort == soort]:
            yield from _ongerijmd(soort, van_soort)


def _ongerijmd(soort: Tijdvaksoort, rapporten: Sequence[Bereikrapport]) -> Iterator[str]:
    vakken = sorted((rapport.tijdvak for rapport in rapporten), key=lambda vak: vak.begin)
    periode = Periode(vakken[0].begin, vakken[-1].periode.einde)
    with een_ogenblik():
        reeks = bereken(periode, per=[TIJD[soort], WERKPUNT], alle_randen=True, steeds=[TIJD[soort]])
        for rapport in rapporten:
            beeld = Beeld(json.loads(rapport.cijfers))
            plaats = rapport.tijdvak.sleutel, rapport.werkpunt.slug if rapport.werkpunt else ALLES
            redenen = Herziening.objects.sinds(rapport).per_reden(rapport.tijdvak, rapport.werkpunt)
            nu = {code: cellen.get(plaats) for code, cellen in reeks.cellen.items()}
            if beeld.bereik["definities_versie"] == DEFINITIES_VERSIE:
                yield from _verschillen(rapport, beeld, nu, redenen)


def _verschillen(rapport: Bereikrapport, toen: Beeld, nu: Cijfers, redenen: Redenen) -> Iterator[str]:
    for code, was in toen.cijfers().items():
        verwacht = (was or 0) + sum(van[code] for van in redenen.values())
        if nu[code] is not None and nu[code] != verwacht:
            yield f"{rapport} {toen.waar}: {code} zou {verwacht} zijn, is {nu[code]}"
