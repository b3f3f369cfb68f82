"""Links between people of one household or family."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest, Least

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from werkpunten.models.personen import PersoonsgebondenQuerySet, Werkzoekende


class BandQuerySet(PersoonsgebondenQuerySet["Band"]):
    def met(self, persoon: Werkzoekende) -> list[Any]:
        """The links of somebody whose file is open, both ways: ``pk``, ``wie`` (a key) and ``wat`` that is to them.

        Keys only: whom the reader may not see is not in the read log either.
        """
        hun = self.afgebakend(Q(werkzoekende=persoon) | Q(ander=persoon))
        van_hier = Q(werkzoekende=persoon)
        return list(
            hun.annotate(
                wie=Case(When(van_hier, then=F("ander_id")), default=F("werkzoekende_id")),
                wat=Case(When(van_hier & Q(soort=Band.Soort.OUDER), then=Value(Band.KIND)), default=F("soort")),
            )
            .order_by("pk")
            .values("pk", "wie", "wat")
        )


@volg()
class Band(BewaaktModel):
    """A link between two people of one household or family; ``werkzoekende`` is the parent of ``ander`` for OUDER."""

    KIND = "kind"
    """What somebody is to a parent; kept as the link OUDER the other way round."""

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

    objects = BandQuerySet.as_manager()

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
