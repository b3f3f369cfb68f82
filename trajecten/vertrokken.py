"""Work of colleagues who left: appointments to come and open tasks that wait for somebody else."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from toegang.models import Medewerker
from werkpunten.afspraken import geef_afspraak_door
from werkpunten.agenda import waarschuwingen
from werkpunten.models import Afspraak, Taak
from werkpunten.taken import geef_taak_door


@dataclass(frozen=True)
class Nagelaten:
    """What one colleague who left still had to do."""

    medewerker: Medewerker
    afspraken: list[Afspraak]
    taken: list[Taak]


@dataclass(frozen=True)
class Uitkomst:
    """What came of one row: why it was not given away (``fout``), or what the colleague should know (``let_op``)."""

    afspraak: Afspraak | None = None
    taak: Taak | None = None
    fout: str = ""
    let_op: Collection[str] = ()


def nagelaten_werk(coordinator: Medewerker) -> list[Nagelaten]:
    """Per colleague who left something; five queries."""
    afspraken = list(Afspraak.objects.nagelaten_aan(coordinator).voor_lijst().order_by("begin", "pk"))
    taken = list(Taak.objects.nagelaten_aan(coordinator).voor_lijst().dringendste_eerst())
    wie = {rij.medewerker for rij in afspraken} | {rij.eigenaar for rij in taken}
    return [
        Nagelaten(
            medewerker,
            [rij for rij in afspraken if rij.medewerker == medewerker],
            [rij for rij in taken if rij.eigenaar == medewerker],
        )
        for medewerker in sorted(wie, key=lambda m: (m.sorteernaam, m.pk))
    ]


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
