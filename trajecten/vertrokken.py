"""Work of colleagues who left: appointments to come and open tasks that wait for somebody else."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from toegang.models import Medewerker
from werkpunten.afspraken import geef_afspraak_door
from werkpunten.agenda import waarschuwingen
from werkpunten.models import Afspraak, Taak
from werkpunten.models.afspraken import AfspraakQuerySet
from werkpunten.models.taken import TaakQuerySet
from werkpunten.taken import geef_taak_door


@dataclass(frozen=True)
class Uitkomst:
    """What came of one row: why it was not given away (``fout``), or what the colleague should know (``let_op``)."""

    afspraak: Afspraak | None = None
    taak: Taak | None = None
    fout: str = ""
    let_op: Collection[str] = ()


def nagelaten_afspraken(coordinator: Medewerker) -> AfspraakQuerySet:
    """Appointments to come of colleagues who left, per colleague by name."""
    rijen = Afspraak.objects.nagelaten_aan(coordinator).voor_lijst()
    return rijen.order_by("medewerker__sorteernaam", "medewerker_id", "begin", "pk")


def nagelaten_taken(coordinator: Medewerker) -> TaakQuerySet:
    """Open tasks of colleagues who left, per colleague by name."""
    rijen = Taak.objects.nagelaten_aan(coordinator).voor_lijst()
    return rijen.order_by("eigenaar__sorteernaam", "eigenaar_id", "tegen", "pk")


def geef_werk_door(sleutels: Iterable[uuid.UUID], *, naar: Medewerker, door: Medewerker) -> list[Uitkomst]:
    """Give these appointments and tasks to a colleague, each on its own: what cannot be says why.

    What is not there (any more), or was given away already, is left alone.
    """
    sleutels = list(sleutels)
    afspraken = Afspraak.objects.nagelaten_aan(door).filter(sleutel__in=sleutels).voor_lijst().order_by("begin", "pk")
    taken = Taak.objects.nagelaten_aan(door).filter(sleutel__in=sleutels).voor_lijst().dringendste_eerst()
    return [
        *(_afspraak(afspraak, naar=naar, door=door) for afspraak in afspraken),
        *(_taak(taak, naar=naar, door=door) for taak in taken),
    ]


def _afspraak(afspraak: Afspraak, *, naar: Medewerker, door: Medewerker) -> Uitkomst:
    try:
        afspraak = geef_afspraak_door(afspraak, naar=naar, door=door)
    except ValidationError as fout:
        return Uitkomst(afspraak=afspraak, fout=fout.messages[0])
    return Uitkomst(afspraak=afspraak, let_op=waarschuwingen(afspraak, [], kijker=door))


def _taak(taak: Taak, *, naar: Medewerker, door: Medewerker) -> Uitkomst:
    try:
        return Uitkomst(taak=geef_taak_door(taak, naar=naar, door=door))
    except ValidationError as fout:
        return Uitkomst(taak=taak, fout=fout.messages[0])
