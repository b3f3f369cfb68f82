"""Hours really worked: written down once, and corrected only by a counter-entry beside them."""

import uuid
from typing import ClassVar, Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import Periode
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet
from wijkwerken.models.opdrachten import Beurt, Momentbereik, Toewijzing
from wijkwerken.models.wijkwerkers import Wijkwerker


class PrestatieQuerySet(PersoonsgebondenQuerySet["Prestatie"]):
    def in_periode(self, periode: Periode) -> Self:
        """Work that touches these local days, with its counter-entries."""
        begin, einde = periode.momenten()
        return self.filter(begin__lt=einde, einde__gt=begin)

    def minuten(self) -> int:
        """Minutes together; a counter-entry takes off what it corrects."""
        return int(self.aggregate(som=Sum("minuten"))["som"] or 0)

    def voor_lijst(self) -> Self:
        return self.select_related("toewijzing__opdracht__gebruiker", "wijkwerker", "werkzoekende", "door")


@volg()
class Prestatie(BewaaktModel):
    """One entry of work, or (with ``corrigeert``) the counter-entry that takes one off. Written only through
    ``wijkwerken.services.prestaties``; what was written never changes.

    ``minuten``: below zero in a counter-entry. ``vervallen``: a counter-entry took it off.
    """

    naamvelden = frozenset({"uitleg"})

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    toewijzing = models.ForeignKey(Toewijzing, on_delete=models.PROTECT, related_name="prestaties")
    beurt = models.ForeignKey(Beurt, null=True, blank=True, on_delete=models.PROTECT, related_name="prestaties")
    wijkwerker = models.ForeignKey(Wijkwerker, on_delete=models.PROTECT, related_name="prestaties")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    begin = models.DateTimeField()
    einde = models.DateTimeField()
    minuten = models.IntegerField()
    kilometers = models.DecimalField("kilometers heen en terug", max_digits=5, decimal_places=1, default=0)
    corrigeert = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="tegenboeking"
    )
    vervallen = models.BooleanField(default=False)
    uitleg = models.CharField(max_length=300, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    objects = PrestatieQuerySet.as_manager()

    class Meta:
        ordering = ["begin", "pk"]
        verbose_name = "prestatie"
        verbose_name_plural = "prestaties"
        indexes: ClassVar = [models.Index(fields=["werkzoekende", "begin"], name="prestatie_persoon")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(einde__gt=F("begin"), kilometers__gte=0),
                name="prestatie_einde_na_begin",
                violation_error_message="Het einde ligt voor het begin.",
            ),
            models.CheckConstraint(
                condition=Q(corrigeert=None, minuten__gt=0)
                | Q(corrigeert__isnull=False, minuten__lt=0, vervallen=False) & ~Q(uitleg=""),
                name="prestatie_of_tegenboeking",
                violation_error_message="Een tegenboeking trekt uren af en zegt waarom.",
            ),
            ExclusionConstraint(
                name="prestatie_geen_overlap",
                expressions=[
                    (F("werkzoekende"), RangeOperators.EQUAL),
                    (Momentbereik(F("begin"), F("einde")), RangeOperators.OVERLAPS),
                ],
                condition=Q(corrigeert=None, vervallen=False),
                violation_error_message="Op dat moment staan er al gewerkte uren.",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="nooit_weg", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="nooit_anders",
                fields=["toewijzing", "wijkwerker", "werkzoekende", "begin", "einde", "minuten", "corrigeert"],
            ),
        ]

    def __str__(self) -> str:
        return f"prestatie {self.pk}"
