"""How other sources name the same people."""

from typing import ClassVar

from django.db import models

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from werkpunten.models.personen import PersoonsgebondenQuerySet, Werkzoekende


@volg()
class ExterneSleutel(BewaaktModel):
    """How another source names this person; the same source and id is the same person, across files."""

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="externe_sleutels")
    bron = models.CharField(max_length=80)
    extern_id = models.CharField(max_length=200)

    objects = PersoonsgebondenQuerySet["ExterneSleutel"].as_manager()

    class Meta:
        verbose_name = "externe sleutel"
        verbose_name_plural = "externe sleutels"
        constraints: ClassVar = [models.UniqueConstraint(fields=["bron", "extern_id"], name="externe_sleutel_uniek")]

    def __str__(self) -> str:
        return f"externe sleutel {self.pk}"
