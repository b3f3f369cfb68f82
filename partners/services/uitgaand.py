"""How everything that leaves the house leaves it: handed over after commit, swept up when that failed, tried again."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from kern.taken import geef_door
from partners.models.uitgaand import LANGSTE_WACHT, MEESTE_POGINGEN, Uitgaand, UitgaandQuerySet

logger = logging.getLogger(__name__)
OPNIEUW_AANBIEDEN = timedelta(seconds=20)
HOOGSTENS = 100
M = TypeVar("M", bound=Uitgaand)


def bied_aan(rijen: "UitgaandQuerySet[Any]", pk: int, taak: str) -> None:
    rijen.filter(pk=pk).update(aangeboden_op=Now())
    geef_door(taak, pk)


@transaction.atomic
def veeg(rijen: "UitgaandQuerySet[Any]", taak: str) -> int:
    """Hand over whatever waits, whatever became of the broker or of the worker that had it."""
    niet_net = Q(aangeboden_op=None) | Q(aangeboden_op__lt=Now() - OPNIEUW_AANBIEDEN)
    wachtend = rijen.te_doen().filter(niet_net).order_by("niet_voor", "pk")
    sleutels = list(
        wachtend.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:HOOGSTENS]
    )
    for pk in sleutels:
        bied_aan(rijen, pk, taak)
    return len(sleutels)


def probeer(rij: Uitgaand, doe: Callable[[], None]) -> None:
    """One attempt at a claimed row: sent, or later again. Whatever goes wrong, the row says so.

    After 1, 2, 4 … minutes and at most six hours, nearly three days long: a server that is away for a weekend loses
    nothing. What kills its worker each time stops as well.
    """
    if rij.pogingen > MEESTE_POGINGEN:
        sluit(rij, status=Uitgaand.Status.MISLUKT, fout="werker viel weg")
        return
    try:
        doe()
    except Exception as fout:  # what nobody thought of would otherwise come back every minute, for ever
        soort = type(fout).__name__
        logger.warning("%s niet verstuurd: %s", rij, soort)
        later(rij, soort)
    else:
        sluit(rij, status=Uitgaand.Status.VERSTUURD, verstuurd_op=timezone.now(), fout="")


def later(rij: Uitgaand, fout: str) -> None:
    if rij.pogingen >= MEESTE_POGINGEN:
        sluit(rij, status=Uitgaand.Status.MISLUKT, fout=fout)
        return
    wacht = min(timedelta(minutes=2 ** (rij.pogingen - 1)), LANGSTE_WACHT)
    sluit(rij, status=Uitgaand.Status.WACHT, fout=fout, niet_voor=timezone.now() + wacht, aangeboden_op=None)


def sluit(rij: Uitgaand, **velden: Any) -> None:
    """Write the outcome, unless another worker took over meanwhile."""
    eigen = type(rij)._default_manager.filter(pk=rij.pk, pogingen=rij.pogingen, status=Uitgaand.Status.BEZIG)
    if eigen.update(lease_tot=None, **velden):
        for veld, waarde in velden.items():
            setattr(rij, veld, waarde)
