"""What was sent about an appointment, and the secret address of somebody's own agenda."""

from django.db import models
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from toegang.models import Geheim, Medewerker
from werkpunten.models.afspraken import Afspraak
from werkpunten.models.personen import PersoonsgebondenQuerySet, Werkzoekende


@volg()
class Herinnering(BewaaktModel):
    """The one reminder of an appointment: it is written before the mail leaves, so that it never leaves twice.

    A row that stays *bezig* met a crash between the two: nobody knows, so it isn't sent again.
    """

    class Status(models.TextChoices):
        BEZIG = "bezig", "wordt verstuurd"
        VERZONDEN = "verzonden", "verzonden"
        MISLUKT = "mislukt", "niet gelukt"

    afspraak = models.OneToOneField(Afspraak, on_delete=models.CASCADE, related_name="verstuurde_herinnering")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=9, choices=Status, default=Status.BEZIG)
    pogingen = models.PositiveSmallIntegerField(default=0)
    fout = models.CharField(max_length=100, blank=True, help_text="Soort fout, zonder gegevens.")
    sinds = models.DateTimeField(default=timezone.now)

    objects = PersoonsgebondenQuerySet["Herinnering"].as_manager()

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"

    def __str__(self) -> str:
        return f"herinnering {self.pk}"


@volg(zonder=("hash",))
class Agendasleutel(Geheim):
    """The secret part of the address by which a calendar program reads somebody's hours."""

    medewerker = models.OneToOneField(Medewerker, on_delete=models.CASCADE, related_name="agendasleutel")

    class Meta:
        verbose_name = "geheim adres van een agenda"
        verbose_name_plural = "geheime adressen van agenda's"

    def __str__(self) -> str:
        return f"agendasleutel {self.pk}"
