"""Numbers that others counted before this product did."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kern.geschiedenis import volg
from werkpunten.models import Werkpunt


@volg()
class VroegereTelling(models.Model):
    """One number of one source for a year or a month; it is shown beside our figures, never added to them."""

    bron = models.CharField(max_length=80, help_text="Van wie het getal komt, bijvoorbeeld PWA.")
    indicator = models.CharField(max_length=20, help_text="De code van het cijfer, zoals bereikt of contacten.")
    werkpunt = models.ForeignKey(
        Werkpunt, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Leeg: de hele stad."
    )
    jaar = models.PositiveSmallIntegerField()
    maand = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Leeg: het hele jaar.")
    aantal = models.PositiveIntegerField()
    noot = models.CharField(max_length=200, blank=True)
    geladen_op = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["jaar", "maand", "bron", "indicator"]
        verbose_name = "vroegere telling"
        verbose_name_plural = "vroegere tellingen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bron", "indicator", "werkpunt", "jaar", "maand"],
                nulls_distinct=False,
                name="vroegere_telling_uniek",
                violation_error_message="Dit getal staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(maand=None) | Q(maand__range=(1, 12)),
                name="vroegere_telling_maand",
                violation_error_message="Een maand is een getal van 1 tot 12.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bron}: {self.indicator} {self.periode}"

    @property
    def periode(self) -> str:
        """``2017`` or ``2017-03``."""
        return f"{self.jaar}-{self.maand:02}" if self.maand else str(self.jaar)
