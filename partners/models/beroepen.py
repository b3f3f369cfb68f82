"""Occupations, which of them somebody wants, and when they can work."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import tot_na_van
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.models.intake import GeldigQuerySet
from werkpunten.models.personen import PersoonsgebondenQuerySet

MEESTE_WENSEN = 5
MEESTE_UREN = 50
"""Hours a week: more than any contract allows."""


class Sector(models.TextChoices):
    """Where an occupation is found, and what an employer does."""

    SCHOONMAAK = "schoonmaak", "schoonmaak"
    LOGISTIEK = "logistiek", "logistiek en vervoer"
    HORECA = "horeca", "horeca en keuken"
    BOUW = "bouw", "bouw"
    ZORG = "zorg", "zorg en kinderopvang"
    GROEN = "groen", "groen en land- en tuinbouw"
    WINKEL = "winkel", "winkel en verkoop"
    INDUSTRIE = "industrie", "industrie"
    TECHNIEK = "techniek", "techniek en herstelling"
    DIENSTEN = "diensten", "kantoor en diensten"
    ANDER = "ander", "ander"


class Moment(models.TextChoices):
    """Parts of the week somebody works."""

    VOORMIDDAG = "voormiddag", "voormiddag"
    NAMIDDAG = "namiddag", "namiddag"
    AVOND = "avond", "avond"
    NACHT = "nacht", "nacht"
    WEEKEND = "weekend", "weekend"


@volg()
class Beroep(models.Model):
    """A hand-picked occupation with its ISCO-08 unit group (domain.md §4): dated reference data.

    The first three digits, the minor group, say which occupations are akin.
    """

    slug = models.SlugField(max_length=40, unique=True)
    naam = models.CharField(max_length=60, unique=True)
    isco = models.CharField(
        "ISCO-08", max_length=4, validators=[RegexValidator(r"^\d{4}$", "Een ISCO-code heeft vier cijfers.")]
    )
    sector = models.CharField(max_length=10, choices=Sector)
    zoekwoorden = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, help_text="Andere woorden, met komma's ertussen."
    )
    geldig_van = models.DateField()
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True)

    objects = GeldigQuerySet["Beroep"].as_manager()

    class Meta:
        ordering = ["naam"]
        verbose_name = "beroep"
        verbose_name_plural = "beroepen"
        constraints: ClassVar = [
            tot_na_van("beroep_geldig", van="geldig_van", tot="geldig_tot"),
            models.CheckConstraint(
                condition=Q(isco__regex=r"^\d{4}$"),
                name="beroep_isco",
                violation_error_message="Een ISCO-code heeft vier cijfers.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


@volg()
class Beroepswens(BewaaktModel):
    """An occupation somebody wants; 1 is what they want most. Written only through ``partners.services.wensen``."""

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="beroepswensen")
    beroep = models.ForeignKey(Beroep, on_delete=models.PROTECT, related_name="wensen")
    volgorde = models.PositiveSmallIntegerField("keuze")
    door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+")
    sinds = models.DateTimeField(default=timezone.now, editable=False)

    objects = PersoonsgebondenQuerySet["Beroepswens"].as_manager()

    class Meta:
        ordering = ["werkzoekende", "volgorde"]
        verbose_name = "gewenst beroep"
        verbose_name_plural = "gewenste beroepen"
        indexes: ClassVar = [models.Index(fields=["beroep", "werkzoekende"], name="beroepswens_beroep")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["werkzoekende", "beroep"],
                name="beroepswens_een_keer",
                violation_error_message="Dit beroep staat er al bij.",
            ),
            models.UniqueConstraint(
                fields=["werkzoekende", "volgorde"],
                name="beroepswens_volgorde",
                violation_error_message="Er staat al een beroep op die plaats.",
            ),
            models.CheckConstraint(
                condition=Q(volgorde__range=(1, MEESTE_WENSEN)),
                name="beroepswens_hoogstens",
                violation_error_message=f"Kies hoogstens {MEESTE_WENSEN} beroepen.",
            ),
        ]

    def __str__(self) -> str:
        return f"gewenst beroep {self.pk}"


class Uurgegevens(models.Model):
    """How many hours a week and when; empty is not said."""

    uren_van = models.PositiveSmallIntegerField("uren per week, van", null=True, blank=True)
    uren_tot = models.PositiveSmallIntegerField("tot", null=True, blank=True)
    momenten = ArrayField(models.CharField(max_length=10, choices=Moment), default=list, blank=True)

    class Meta:
        abstract = True

    @property
    def uren(self) -> str:
        """``20 tot 38 uur``, ``38 uur``, ``minstens 20 uur`` or nothing."""
        if self.uren_van == self.uren_tot:
            return f"{self.uren_van} uur" if self.uren_van else ""
        if self.uren_tot is None:
            return f"minstens {self.uren_van} uur"
        return f"{self.uren_van} tot {self.uren_tot} uur" if self.uren_van else f"hoogstens {self.uren_tot} uur"

    @property
    def momentnamen(self) -> str:
        return ", ".join(str(moment.label) for moment in Moment if moment.value in self.momenten)


def redelijke_uren(naam: str) -> models.CheckConstraint:
    """Between 1 and ``MEESTE_UREN`` hours a week, and not less at the end than at the beginning."""
    binnen = (Q(uren_van=None) | Q(uren_van__range=(1, MEESTE_UREN))) & (
        Q(uren_tot=None) | Q(uren_tot__range=(1, MEESTE_UREN))
    )
    volgorde = Q(uren_van=None) | Q(uren_tot=None) | Q(uren_tot__gte=F("uren_van"))
    return models.CheckConstraint(
        condition=binnen & volgorde,
        name=naam,
        violation_error_message=f"De uren per week kloppen niet: kies 1 tot {MEESTE_UREN}, het minste eerst.",
    )


@volg()
class Beschikbaarheid(Uurgegevens, BewaaktModel):
    """When somebody can work. Written only through ``partners.services.wensen``."""

    werkzoekende = models.OneToOneField(Werkzoekende, on_delete=models.CASCADE, related_name="beschikbaarheid")
    vanaf = models.DateField("kan starten vanaf", null=True, blank=True)
    door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+")
    sinds = models.DateTimeField(default=timezone.now, editable=False)

    objects = PersoonsgebondenQuerySet["Beschikbaarheid"].as_manager()

    class Meta:
        verbose_name = "beschikbaarheid"
        verbose_name_plural = "beschikbaarheden"
        constraints: ClassVar = [redelijke_uren("beschikbaarheid_uren")]

    def __str__(self) -> str:
        return f"beschikbaarheid {self.pk}"
