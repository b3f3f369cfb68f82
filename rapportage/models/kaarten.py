"""The real boundaries of the wijken."""

from django.db import models
from django.utils import timezone

from kern.geschiedenis import volg


class WijkkaartQuerySet(models.QuerySet["Wijkkaart"]):
    def laatste(self) -> "Wijkkaart | None":
        """The one that is drawn; without any the wijken are tiles."""
        return self.order_by("-geladen_op", "-pk").first()


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
