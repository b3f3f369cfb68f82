"""What a coordinator set aside, and why."""

from typing import ClassVar

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet
from wijkwerken.models.opdrachten import Toewijzing
from wijkwerken.models.wijkwerkers import Wijkwerker


@volg()
class Afwijking(BewaaktModel):
    """A coordinator departed from a rule that allows it, and said why."""

    naamvelden = frozenset({"reden", "tekst"})

    wijkwerker = models.ForeignKey(Wijkwerker, on_delete=models.CASCADE, related_name="afwijkingen")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    toewijzing = models.ForeignKey(
        Toewijzing, null=True, blank=True, on_delete=models.CASCADE, related_name="afwijkingen"
    )
    code = models.CharField("regel", max_length=12)
    tekst = models.CharField("wat de regel zei", max_length=400)
    reden = models.CharField(max_length=300, validators=[MinLengthValidator(10)])
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    objects = PersoonsgebondenQuerySet["Afwijking"].as_manager()

    class Meta:
        ordering = ["-op", "-pk"]
        verbose_name = "afwijking van een regel"
        verbose_name_plural = "afwijkingen van regels"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(code__in=["uren_maand", "uren_jaar"]),
                name="afwijking_nooit_van_uren",
                violation_error_message="Van een grens op uren mag niemand afwijken.",
            )
        ]

    def __str__(self) -> str:
        return f"afwijking {self.pk}"
