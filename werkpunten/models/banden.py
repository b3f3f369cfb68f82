"""Links between people of one household or family."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from werkpunten.models.personen import PersoonsgebondenQuerySet, Werkzoekende


@volg()
class Band(BewaaktModel):
    """A link between two people of one household or family; ``werkzoekende`` is the parent of ``ander`` for OUDER."""

    class Soort(models.TextChoices):
        PARTNER = "partner", "partner"
        OUDER = "ouder", "ouder"
        BROER_ZUS = "broer_zus", "broer of zus"
        FAMILIE = "familie", "andere familie"
        HUISGENOOT = "huisgenoot", "woont op hetzelfde adres"
        TELEFOON = "telefoon", "gebruikt hetzelfde telefoonnummer"

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="banden")
    ander = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="banden_van")
    soort = models.CharField("band", max_length=10, choices=Soort)

    objects = PersoonsgebondenQuerySet["Band"].as_manager()

    class Meta:
        verbose_name = "band"
        verbose_name_plural = "banden"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(werkzoekende=F("ander")),
                name="band_met_ander",
                violation_error_message="Kies iemand anders dan deze persoon zelf.",
            ),
            models.UniqueConstraint(
                Least("werkzoekende", "ander"),
                Greatest("werkzoekende", "ander"),
                "soort",
                name="band_eenmaal",
                violation_error_message="Deze band is al bewaard.",
            ),
        ]

    def __str__(self) -> str:
        return f"band {self.pk}"
