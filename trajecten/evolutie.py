"""How life domains and the distance to work changed: measured at intakes, shown in the plan, never added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toegang.models import Medewerker
from werkpunten.models import Afstandsmeting, Domein, Domeinscore, Werkzoekende


@dataclass(frozen=True)
class Score:
    """The first and the last score in somebody's eyes; one measurement has no ``toen``."""

    toen: int | None
    nu: int | None

    @property
    def verschil(self) -> str:
        if self.toen is None or self.nu is None or self.toen == self.nu:
            return ""
        return "beter" if self.nu > self.toen else "minder goed"


@dataclass(frozen=True)
class Domeinrij:
    naam: str
    zelf: Score
    begeleider: Score

    @property
    def beiden(self) -> tuple[Score, Score]:
        return self.zelf, self.begeleider


@dataclass(frozen=True)
class Evolutie:
    """``van``, ``tot``: the days of the first and the last measurement; equal when there was only one."""

    van: date | None
    tot: date | None
    domeinen: Sequence[Domeinrij]
    afstanden: Sequence[Afstandsmeting]


def evolutie_van(persoon: Werkzoekende, lezer: Medewerker) -> Evolutie:
    scores = list(Domeinscore.objects.zichtbaar_voor(lezer).filter(werkzoekende=persoon).order_by("op", "pk"))
    rijen = []
    for domein in Domein:
        eigen = [score for score in scores if score.domein == domein]
        if eigen:
            zelf, begeleider = _score([s.zelf for s in eigen]), _score([s.begeleider for s in eigen])
            rijen.append(Domeinrij(str(domein.label), zelf, begeleider))
    afstanden = Afstandsmeting.objects.zichtbaar_voor(lezer).filter(werkzoekende=persoon).order_by("op", "pk")
    dagen = [score.op for score in scores]
    return Evolutie(min(dagen, default=None), max(dagen, default=None), rijen, list(afstanden))


def _score(waarden: Sequence[int | None]) -> Score:
    gegeven = [waarde for waarde in waarden if waarde is not None]
    return Score(gegeven[0] if len(gegeven) > 1 else None, gegeven[-1] if gegeven else None)
