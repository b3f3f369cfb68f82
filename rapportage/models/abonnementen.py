"""Who wants a mail when a report is frozen, and who was sent one."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from kern.geschiedenis import volg
from partners.models import Mail
from rapportage.models.rapporten import Bereikrapport
from rapportage.tijdvakken import Tijdvaksoort
from toegang.models import Medewerker
from werkpunten.models import Werkpunt


def waarover(soort: str, werkpunt: Werkpunt | None) -> str:
    """``maandrapport van Werkpunt Rabot``."""
    return f"{Tijdvaksoort(soort).label}rapport van {werkpunt.naam if werkpunt else 'alle werkpunten'}"


class AbonnementQuerySet(models.QuerySet["Abonnement"]):
    def op(self, rapport: Bereikrapport) -> Self:
        """Those of people who still work here, on reports of this kind and unit."""
        return self.filter(medewerker__is_active=True, werkpunt=rapport.werkpunt, soort=rapport.soort)


@volg()
class Abonnement(models.Model):
    """Somebody gets a mail with a link when the clock froze a report of this kind and unit."""

    medewerker = models.ForeignKey(Medewerker, on_delete=models.CASCADE, related_name="rapportabonnementen")
    soort = models.CharField(max_length=8, choices=Tijdvaksoort)
    werkpunt = models.ForeignKey(Werkpunt, null=True, on_delete=models.PROTECT, related_name="+")
    sinds = models.DateTimeField(default=timezone.now)

    objects = AbonnementQuerySet.as_manager()

    class Meta:
        ordering = ["soort", "werkpunt__naam"]
        verbose_name = "abonnement op een rapport"
        verbose_name_plural = "abonnementen op een rapport"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["medewerker", "soort", "werkpunt"], nulls_distinct=False, name="rapportabonnement_uniek"
            )
        ]

    def __str__(self) -> str:
        return f"abonnement {self.pk}"

    @property
    def waarover(self) -> str:
        return waarover(self.soort, self.werkpunt)


class Rapportbericht(models.Model):
    """That somebody was told about a report: once, whatever is done twice. The mail itself is the outbox."""

    rapport = models.ForeignKey(Bereikrapport, on_delete=models.PROTECT, related_name="berichten")
    medewerker = models.ForeignKey(Medewerker, on_delete=models.CASCADE, related_name="+")
    mail = models.OneToOneField(Mail, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bericht over een rapport"
        verbose_name_plural = "berichten over een rapport"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rapport", "medewerker"], name="rapportbericht_eenmaal")
        ]

    def __str__(self) -> str:
        return f"rapportbericht {self.pk}"
