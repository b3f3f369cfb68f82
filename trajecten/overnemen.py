"""Trajectories that ran already elsewhere, looked at and kept together: as many queries for a thousand as for one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain

from django.core.exceptions import ValidationError
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten.models import Traject, Trajectverloop
from trajecten.models.trajecten import LOOPT_AL
from trajecten.trajecten import controleer_begin
from trajecten.trekkers import in_projecten
from trajecten.verloop import regel
from werkpunten.begeleidingen import BLOK, begin
from werkpunten.models import Begeleiding

Soort = Trajectverloop.Soort
WAAROM = "trajecten overnemen"


@dataclass(frozen=True)
class Overname:
    """One that ran already, in its phase. ``fase_begin``: the first day of that phase; None is not known."""

    traject: Traject
    begeleider: Medewerker
    fase_begin: date | None = None


class Bekend:
    """The trajectories these people have, and those of the same file that were looked at before."""

    def __init__(self, personen: Collection[int]) -> None:
        alle = Traject.objects.ongefilterd(WAAROM).filter(werkzoekende__in=personen).select_related("sjabloon")
        self._per: dict[tuple[int, str], list[Traject]] = defaultdict(list)
        for traject in alle.order_by("begin", "pk"):
            self._per[traject.werkzoekende_id, traject.soort].append(traject)

    def zoek(self, traject: Traject) -> Traject | None:
        """The one it is already, or one of its kind that runs here; refused when it would overlap another."""
        eigen = self._per[traject.werkzoekende_id, traject.soort]
        for ander in eigen:
            if (ander.sjabloon_id, ander.begin) == (traject.sjabloon_id, traject.begin):
                return ander
            if ander.is_open and ander.pk is not None:
                return ander
        if any(_overlapt(ander, traject) for ander in eigen):
            raise ValidationError(LOOPT_AL)
        eigen.append(traject)
        return None


def _overlapt(ander: Traject, traject: Traject) -> bool:
    """With one that did not end yet."""
    return ander.einde is None or ander.einde > max(ander.begin, traject.begin)


def controleer(overname: Overname) -> None:
    """Whether it can have begun, and its phase, on those days."""
    controleer_begin(overname.traject)
    sinds = overname.fase_begin
    if sinds is None:
        return
    if overname.traject.fase is None:
        raise ValidationError({"fase_begin": "Schrijf ook de fase."})
    if sinds < overname.traject.begin:
        raise ValidationError({"fase_begin": "Deze dag ligt voor het begin van het traject."})
    if sinds > vandaag():
        raise ValidationError({"fase_begin": "Deze dag moet nog komen."})


def neem_over(overnames: Sequence[Overname], *, uit: str, door: Medewerker | None) -> None:
    """Keep what was looked at (``Bekend``, ``controleer``), with the coaching each runs under.

    Whoever calls has the people locked. ``door`` None: in the name of each coach.
    """
    begeleidingen = _begeleidingen(overnames)
    leidt = in_projecten({overname.traject.werkzoekende_id for overname in overnames})
    for overname in overnames:
        traject = overname.traject
        traject.begeleiding = begeleidingen[_wie(overname)]
        waar = (traject.werkzoekende_id, traject.sjabloon.project_id)
        traject.trekker_id = leidt.setdefault(waar, overname.begeleider.organisatie_id)
    Traject.objects.bulk_create((overname.traject for overname in overnames), BLOK)
    regels = chain.from_iterable(_regels(overname, uit, door or overname.begeleider) for overname in overnames)
    Trajectverloop.objects.bulk_create(regels, BLOK)


def _wie(overname: Overname) -> tuple[int, int]:
    return overname.traject.werkzoekende_id, overname.begeleider.pk


def _begeleidingen(overnames: Iterable[Overname]) -> dict[tuple[int, int], Begeleiding]:
    """Per person and coach: the coaching that runs, or one that begins now."""
    per = {_wie(overname): overname for overname in overnames}
    alle = Begeleiding.objects.ongefilterd(WAAROM).lopend()
    lopend = alle.filter(werkzoekende__in={wie for wie, _ in per}, begeleider__in={wie for _, wie in per})
    gevonden = {(rij.werkzoekende_id, rij.begeleider_id): rij for rij in lopend}
    nieuw = {
        wie: Begeleiding(
            werkzoekende=overname.traject.werkzoekende,
            begeleider=overname.begeleider,
            werkpunt=overname.traject.werkpunt,
        )
        for wie, overname in per.items()
        if wie not in gevonden
    }
    begin(list(nieuw.values()))
    return gevonden | nieuw


def _regels(overname: Overname, uit: str, door: Medewerker) -> Iterable[Trajectverloop]:
    """That it was taken over, which starts no clock of a phase; a phase began on its own day, when that is known."""
    traject = overname.traject
    sinds = f"ingelezen uit {uit}, liep al sinds {traject.begin:%d/%m/%Y}"
    yield regel(traject, Soort.INGELEZEN, f"{traject.sjabloon.project}: {traject.sjabloon}, {sinds}", door)
    if overname.fase_begin is not None and traject.fase is not None:
        moment = timezone.make_aware(datetime.combine(overname.fase_begin, time()))
        yield regel(traject, Soort.FASE, traject.fase.naam, door, moment)
