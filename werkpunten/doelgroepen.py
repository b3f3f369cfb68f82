"""Which target groups somebody belongs to, derived from what we know, each with what it follows from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kern.templatetags.kern import land
from kern.tijd import vandaag
from werkpunten.models import Doelgroep, Intake, Verblijfssoort, Werkzoekende
from werkpunten.models.reeksen import Erk, Inkomen

EU = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)
OOST_EUROPA = frozenset(
    "AL BA BG BY CZ EE HR HU LT LV MD ME MK PL RO RS RU SI SK UA XK".split()  # noqa: SIM905
)
NIVEAUS = [niveau for niveau in Erk.values if niveau]
BESCHERMD = (Verblijfssoort.VERZOEKER, Verblijfssoort.ERKEND, Verblijfssoort.SUBSIDIAIR, Verblijfssoort.TIJDELIJK)
DIPLOMA = 3
"""ISCED level of upper secondary school."""

Regel = Callable[[Werkzoekende, Intake, int], str]
"""What the group follows from, in words; empty for who does not belong to it."""


@dataclass(frozen=True)
class Afgeleid:
    groep: Doelgroep
    uit: str


def afgeleid(persoon: Werkzoekende, intake: Intake) -> Sequence[Afgeleid]:
    """The groups of today's list that follow from the person and this intake."""
    groepen = Doelgroep.objects.geldig_op(vandaag())
    gevonden = ((groep, REGELS[Doelgroep.Regel(groep.regel)](persoon, intake, groep.grens)) for groep in groepen)
    return [Afgeleid(groep, uit) for groep, uit in gevonden if uit]


def _taal(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    gekend = [niveau for niveau in (intake.luisteren, intake.spreken) if niveau]
    laagste = min(gekend, key=NIVEAUS.index, default="")
    if not laagste or NIVEAUS.index(laagste) > grens:
        return ""
    return f"Nederlands luisteren of spreken: {Erk(laagste).label}"


def _kort(intake: Intake, grens: int) -> bool:
    return bool(intake.isced) and int(intake.isced) <= grens


def _scholing(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    return f"opleiding: {intake.get_isced_display()}" if _kort(intake, grens) else ""


def _oost_europa(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    if persoon.nationaliteit not in OOST_EUROPA or not _kort(intake, grens):
        return ""
    return f"nationaliteit {land(persoon.nationaliteit)} en opleiding: {intake.get_isced_display()}"


def _jong(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    if persoon.leeftijd is None or persoon.leeftijd >= grens or not _kort(intake, DIPLOMA - 1):
        return ""
    return f"{persoon.leeftijd} jaar en opleiding: {intake.get_isced_display()}"


def _ouder(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    return f"{persoon.leeftijd} jaar" if persoon.leeftijd is not None and persoon.leeftijd >= grens else ""


def _eenouder(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    return f"woont: {intake.get_gezin_display()}" if intake.gezin == Intake.Gezin.EENOUDER else ""


def _buiten_eu(persoon: Werkzoekende) -> bool:
    return bool(persoon.nationaliteit) and persoon.nationaliteit not in EU


def _drempels(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    if not _buiten_eu(persoon) or len(intake.drempels) < grens:
        return ""
    return f"nationaliteit {land(persoon.nationaliteit)} en {len(intake.drempels)} drempels"


def _vrouw(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    is_vrouw = persoon.geslacht == Werkzoekende.Geslacht.VROUW
    return f"vrouw, nationaliteit {land(persoon.nationaliteit)}" if is_vrouw and _buiten_eu(persoon) else ""


def _langdurig(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    zonder_werk = intake.duur.isdecimal() and int(intake.duur) >= grens
    return f"zonder werk: {intake.get_duur_display()}" if zonder_werk else ""


def _vluchteling(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    return f"verblijf: {intake.get_verblijf_display()}" if intake.verblijf in BESCHERMD else ""


def _inkomen(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    return "geen inkomen" if intake.inkomen == Inkomen.Soort.GEEN else ""


def _dakloos(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    zonder_woning = intake.wonen in {Intake.Wonen.DAKLOOS, Intake.Wonen.OPVANG}
    return f"woont: {intake.get_wonen_display()}" if zonder_woning else ""


def _afstand(persoon: Werkzoekende, intake: Intake, grens: int) -> str:
    return f"afstand: {intake.get_afstand_display()}" if (intake.afstand or 0) >= grens else ""


REGELS: dict[Doelgroep.Regel, Regel] = {
    Doelgroep.Regel.TAAL: _taal,
    Doelgroep.Regel.SCHOLING: _scholing,
    Doelgroep.Regel.OOST_EUROPA: _oost_europa,
    Doelgroep.Regel.JONG: _jong,
    Doelgroep.Regel.OUDER: _ouder,
    Doelgroep.Regel.EENOUDER: _eenouder,
    Doelgroep.Regel.DREMPELS: _drempels,
    Doelgroep.Regel.VROUW: _vrouw,
    Doelgroep.Regel.LANGDURIG: _langdurig,
    Doelgroep.Regel.VLUCHTELING: _vluchteling,
    Doelgroep.Regel.INKOMEN: _inkomen,
    Doelgroep.Regel.DAKLOOS: _dakloos,
    Doelgroep.Regel.AFSTAND: _afstand,
}
