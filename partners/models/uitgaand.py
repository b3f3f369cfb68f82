"""What goes out of the house (a mail, a notice to another system): the row is the outbox, sent at least once."""

from datetime import timedelta
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

LEASE = timedelta(seconds=180)
"""Longer than one attempt can take, or a second worker would send the same."""
MEESTE_POGINGEN = 20
LANGSTE_WACHT = timedelta(hours=6)
M = TypeVar("M", bound="Uitgaand")


class UitgaandQuerySet(models.QuerySet[M]):
    def te_doen(self) -> Self:
        """What waits for its turn, and what a lost worker had."""
        return self.filter(
            Q(status=Uitgaand.Status.WACHT, niet_voor__lte=Now())
            | Q(status=Uitgaand.Status.BEZIG, lease_tot__lt=Now())
        )

    def claim(self, pk: int) -> M | None:
        """Take this one; None when it is sent, taken by another worker or not due."""
        genomen = (
            self.te_doen()
            .filter(pk=pk)
            .update(status=Uitgaand.Status.BEZIG, pogingen=F("pogingen") + 1, lease_tot=Now() + LEASE)
        )
        return self.get(pk=pk) if genomen else None


class Uitgaand(models.Model):
    class Status(models.TextChoices):
        WACHT = "wacht", "wacht"
        BEZIG = "bezig", "bezig"
        VERSTUURD = "verstuurd", "verstuurd"
        MISLUKT = "mislukt", "mislukt"
        VERVALLEN = "vervallen", "niet meer nodig"

    status = models.CharField(max_length=9, choices=Status, default=Status.WACHT)
    pogingen = models.PositiveSmallIntegerField(default=0)
    niet_voor = models.DateTimeField(default=timezone.now)
    lease_tot = models.DateTimeField(null=True)
    aangeboden_op = models.DateTimeField(null=True)
    aangemaakt = models.DateTimeField(default=timezone.now)
    verstuurd_op = models.DateTimeField(null=True)
    fout = models.CharField(max_length=100, blank=True, help_text="Soort fout, zonder gegevens.")

    class Meta:
        abstract = True

    @property
    def kleur(self) -> str:
        return {"verstuurd": "goed", "mislukt": "fout", "wacht": "let-op", "bezig": "let-op"}.get(self.status, "")


def index_onderweg(naam: str) -> models.Index:
    """For the sweep, which looks at what did not leave yet."""
    onderweg: Any = Q(status__in=["wacht", "bezig"])
    return models.Index(fields=["niet_voor"], condition=onderweg, name=naam)
