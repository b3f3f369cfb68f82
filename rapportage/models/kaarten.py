"""The wijken on a map: their real boundaries, and how many people live in them."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from kern.geschiedenis import volg
from werkpunten.models import Wijk


class WijkkaartQuerySet(models.QuerySet["Wijkkaart"]):
    def laatste(self, moment: datetime | None = None) -> "Wijkkaart | None":
        """The one that is drawn, now or in a report of this moment; without any the wijken are tiles."""
        geladen = self.filter(geladen_op__lte=moment) if moment else self
        return geladen.order_by("-geladen_op", "-pk").first()


@volg(zonder=("vormen",))
class Wijkkaart(models.Model):
    """The real boundaries of the wijken, as an administrator loaded them."""

    bron = models.CharField(max_length=120, help_text="Staat onder de kaart, bijvoorbeeld: Stad Gent, open data.")
    vormen = models.JSONField(
        editable=False, help_text="Per nummer van een wijk: de lijn, en de plaats van het nummer."
    )
    hoog = models.PositiveSmallIntegerField(editable=False, help_text="Hoogte van de tekening.")
    geladen_op = models.DateTimeField(default=timezone.now, editable=False)

    objects = WijkkaartQuerySet.as_manager()

    class Meta:
        ordering = ["-geladen_op"]
        verbose_name = "kaart van de wijken"
        verbose_name_plural = "kaarten van de wijken"

    def __str__(self) -> str:
        return f"{self.bron}, geladen op {timezone.localtime(self.geladen_op):%d/%m/%Y}"


class BevolkingQuerySet(models.QuerySet["Bevolking"]):
    def in_jaar(self, jaar: int) -> dict[str, int]:
        """Inhabitants per slug of a wijk: those of the year, or of the last year before it that is known."""
        rijen = self.filter(jaar__lte=jaar).order_by("wijk_id", "-jaar").distinct("wijk_id")
        return dict(rijen.values_list("wijk__slug", "aantal"))


@volg()
class Bevolking(models.Model):
    """How many people live in a wijk on 1 January of a year: what reach per 1,000 inhabitants is taken from."""

    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="+")
    jaar = models.PositiveSmallIntegerField()
    aantal = models.PositiveIntegerField(help_text="Inwoners op 1 januari.")

    objects = BevolkingQuerySet.as_manager()

    class Meta:
        ordering = ["-jaar", "wijk"]
        verbose_name = "bevolking van een wijk"
        verbose_name_plural = "bevolking per wijk"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wijk", "jaar"],
                name="bevolking_per_wijk_en_jaar",
                violation_error_message="Van deze wijk staat dit jaar er al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.wijk} {self.jaar}: {self.aantal}"
