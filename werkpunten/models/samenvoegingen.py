"""Two files that turned out to be one person."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from toegang.models import Medewerker
from werkpunten.models.personen import PersoonsgebondenQuerySet, Werkzoekende


class SamenvoegingQuerySet(PersoonsgebondenQuerySet["Samenvoeging"]):
    def geldend(self) -> Self:
        """Merges that were not undone."""
        return self.filter(ongedaan_op=None)

    def over(self, persoon: Werkzoekende) -> Self:
        """What happened with a file that is open, whether it stayed or was the one that went and came back."""
        return self.afgebakend(Q(werkzoekende=persoon) | Q(verdwenen=persoon.pk))


@volg(zonder=("herstel",))
class Samenvoeging(BewaaktModel):
    """A file went into another one (``werkzoekende``). ``herstel`` holds, step by step, what undoing has to take back.

    The row of the person who went is gone from the table of people: the database itself then refuses whatever
    would still hang on it. What is kept of them here goes once the merge is undone.
    """

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="samenvoegingen")
    verdwenen = models.BigIntegerField("verdwenen dossier", editable=False)
    verdwenen_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    reden = models.CharField(max_length=300)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)
    ongedaan_op = models.DateTimeField(null=True, blank=True)
    ongedaan_door = models.ForeignKey(Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verplaatst = models.JSONField(default=dict, editable=False, help_text="Hoeveel rijen van elke soort meegingen.")
    herstel = models.JSONField(default=dict, editable=False)

    objects = SamenvoegingQuerySet.as_manager()

    class Meta:
        verbose_name = "samenvoeging"
        verbose_name_plural = "samenvoegingen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["verdwenen_uuid"],
                condition=Q(ongedaan_op=None),
                name="samenvoeging_een_geldende",
                violation_error_message="Dit dossier is al samengevoegd.",
            ),
            models.CheckConstraint(
                condition=Q(ongedaan_op=None, ongedaan_door=None)
                | Q(ongedaan_op__isnull=False, ongedaan_door__isnull=False, herstel={}),
                name="samenvoeging_ongedaan",
                violation_error_message="Zeg wie het samenvoegen ongedaan maakte, en wanneer.",
            ),
        ]

    def __str__(self) -> str:
        return f"samenvoeging {self.pk}"

    @property
    def verdwenen_nummer(self) -> str:
        return f"W{self.verdwenen:06d}"


class DubbelQuerySet(PersoonsgebondenQuerySet["Dubbel"]):
    def bewerkbaar_voor(self, medewerker: Medewerker) -> Self:
        """Pairs of which somebody may change both files."""
        ander = Werkzoekende.objects.bewerkbaar_voor(medewerker).filter(pk=OuterRef("ander"))
        return super().bewerkbaar_voor(medewerker).filter(Exists(ander))

    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        ander = Werkzoekende.objects.zichtbaar_voor(medewerker).filter(pk=OuterRef("ander"))
        return super().zichtbaar_voor(medewerker).filter(Exists(ander))

    def te_bekijken(self) -> Self:
        """Nobody said yet that they are two people; the likeliest first."""
        return self.filter(oordeel="").order_by("afstand", "pk")

    def van_paar(self, een: int, ander: int) -> Self:
        return self.filter(Q(werkzoekende=een, ander=ander) | Q(werkzoekende=ander, ander=een))


@volg()
class Dubbel(BewaaktModel):
    """Two files that may be one person, and what somebody said of it; which one comes first says nothing."""

    class Oordeel(models.TextChoices):
        OPEN = "", "nog te bekijken"
        TWEE = "twee", "niet dezelfde persoon"

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="dubbels")
    ander = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="dubbels_van")
    afstand = models.FloatField(help_text="0 is gelijk.")
    redenen = models.CharField(max_length=200, blank=True)
    gevonden_op = models.DateTimeField(default=timezone.now, editable=False)
    oordeel = models.CharField(max_length=4, choices=Oordeel, blank=True, default=Oordeel.OPEN)
    door = models.ForeignKey(Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    beoordeeld_op = models.DateTimeField(null=True, blank=True)

    objects = DubbelQuerySet.as_manager()

    class Meta:
        verbose_name = "mogelijk dubbel dossier"
        verbose_name_plural = "mogelijke dubbele dossiers"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(werkzoekende=F("ander")),
                name="dubbel_van_twee",
                violation_error_message="Een dossier is geen dubbel van zichzelf.",
            ),
            models.UniqueConstraint(
                Least("werkzoekende", "ander"),
                Greatest("werkzoekende", "ander"),
                name="dubbel_eenmaal",
                violation_error_message="Deze twee dossiers staan al samen in de lijst.",
            ),
            models.CheckConstraint(
                condition=Q(oordeel="", door=None, beoordeeld_op=None)
                | (~Q(oordeel="") & Q(door__isnull=False, beoordeeld_op__isnull=False)),
                name="dubbel_beoordeeld",
                violation_error_message="Zeg wie dit beoordeelde, wanneer, en wat het werd.",
            ),
        ]

    def __str__(self) -> str:
        return f"mogelijk dubbel {self.pk}"
