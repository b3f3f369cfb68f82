"""Projects, and the templates from which their trajectories start. Nothing here is fixed for a city or a programme."""

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from kern.geschiedenis import volg
from kern.tijd import Periode, geldt_op, tot_na_van
from werkpunten.models import Werkpunt

GEEN_SCHULD = MinValueValidator(0, "Een bedrag is nul of meer.")


class Trajectsoort(models.TextChoices):
    """Of one kind a person has one trajectory at a time."""

    BEGELEIDING = "begeleiding", "begeleiding"
    INTENSIEF = "intensief", "intensieve begeleiding"
    OPLEIDING = "opleiding", "toeleiding naar opleiding"
    TAAL = "taal", "taal en oriëntatie"


class Doel(models.TextChoices):
    WERK = "werk", "werk"
    OPLEIDING = "opleiding", "opleiding"
    PARTICIPATIE = "participatie", "meedoen in de samenleving"


class Intensiteit(models.TextChoices):
    LICHT = "licht", "licht: een gesprek af en toe"
    GEWOON = "gewoon", "gewoon: elke maand een gesprek"
    INTENSIEF = "intensief", "intensief: elke week een gesprek"


@volg()
class Programma(models.Model):
    """A policy programme above projects, with the pillars it rests on (S3.6)."""

    naam = models.CharField(max_length=120, unique=True)
    omschrijving = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["naam"]
        verbose_name = "programma"
        verbose_name_plural = "programma's"

    def __str__(self) -> str:
        return self.naam


@volg()
class Pijler(models.Model):
    """One pillar of a programme; projects say which ones they work on."""

    programma = models.ForeignKey(Programma, on_delete=models.CASCADE, related_name="pijlers")
    naam = models.CharField(max_length=80)

    class Meta:
        ordering = ["programma", "naam"]
        verbose_name = "pijler"
        verbose_name_plural = "pijlers"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programma", "naam"],
                name="pijler_eens",
                violation_error_message="Dit programma heeft al een pijler met deze naam.",
            )
        ]

    def __str__(self) -> str:
        return self.naam


class ProjectQuerySet(models.QuerySet["Project"]):
    def op(self, dag: date) -> Self:
        """Projects that run on this day."""
        return self.filter(geldt_op(dag))


@volg()
class Project(models.Model):
    """A programme in which people are coached, for a period.

    ``werkpunten``: where it meets people. Every contact there reaches somebody for the project, and who is signed up
    there is signed up for it; without any only its own trajectories count.
    """

    naam = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    omschrijving = models.TextField(max_length=2000, blank=True)
    programma = models.ForeignKey(Programma, null=True, blank=True, on_delete=models.PROTECT, related_name="projecten")
    pijlers = models.ManyToManyField(Pijler, blank=True, related_name="projecten")
    van = models.DateField("loopt van")
    tot = models.DateField("tot en met", null=True, blank=True)
    werkpunten = models.ManyToManyField(
        Werkpunt,
        blank=True,
        related_name="+",
        help_text="Waar het project mensen ontmoet. Leeg: enkel zijn trajecten.",
    )
    begeleiders = models.PositiveSmallIntegerField("begeleiders voorzien", null=True, blank=True)
    begroot = models.DecimalField(
        "totaal begroot (euro)", max_digits=12, decimal_places=2, null=True, blank=True, validators=[GEEN_SCHULD]
    )
    norm_dagen = models.PositiveSmallIntegerField(
        "hoogstens zoveel dagen tot de eerste stap",
        default=14,
        help_text="Van de aanmelding tot de eerste stap in het plan die klaar is.",
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["naam"]
        verbose_name = "project"
        verbose_name_plural = "projecten"
        constraints: ClassVar = [tot_na_van("project_tot_na_van")]

    def __str__(self) -> str:
        return self.naam

    def loopt_op(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag <= self.tot)

    def periode_tot(self, dag: date) -> Periode:
        """The days it ran up to and with this one, or the first day of a project that must still begin."""
        return Periode.van_tot(self.van, max(self.van, min(dag, self.tot or dag)))


class TrajectsjabloonQuerySet(models.QuerySet["Trajectsjabloon"]):
    def te_starten(self, dag: date) -> Self:
        """Templates from which a trajectory may start on this day."""
        return self.filter(geldt_op(dag, van="project__van", tot="project__tot"), actief=True)


@volg()
class Trajectsjabloon(models.Model):
    """What a trajectory of a project looks like: kind, aim, how intensive and how long, its modules, its phases."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="sjablonen")
    naam = models.CharField(max_length=120)
    soort = models.CharField(max_length=11, choices=Trajectsoort, default=Trajectsoort.BEGELEIDING)
    doel = models.CharField("doel", max_length=12, choices=Doel, default=Doel.WERK)
    intensiteit = models.CharField(max_length=9, choices=Intensiteit, default=Intensiteit.GEWOON)
    contact_dagen = models.PositiveSmallIntegerField(
        "hoogstens zoveel dagen zonder contact",
        null=True,
        blank=True,
        help_text="Leeg: zoals bij iedereen zonder traject.",
    )
    duur_weken = models.PositiveSmallIntegerField(
        "duurt meestal zoveel weken",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, "Schrijf minstens 1 week.")],
    )
    modules = models.ManyToManyField(
        "trajecten.Module", blank=True, related_name="sjablonen", help_text="Wat er meestal bij hoort."
    )
    actief = models.BooleanField("kan gestart worden", default=True)

    objects = TrajectsjabloonQuerySet.as_manager()

    class Meta:
        ordering = ["project__naam", "naam"]
        verbose_name = "trajectsjabloon"
        verbose_name_plural = "trajectsjablonen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "naam"],
                name="sjabloon_naam_in_project",
                violation_error_message="Dit project heeft al een sjabloon met deze naam.",
            )
        ]

    def __str__(self) -> str:
        return self.naam

    def kan_starten_op(self, dag: date) -> bool:
        """Whether it is one of ``te_starten`` on this day."""
        return self.actief and self.project.loopt_op(dag)


@volg()
class Sjabloonfase(models.Model):
    """One phase of a template."""

    sjabloon = models.ForeignKey(Trajectsjabloon, on_delete=models.CASCADE, related_name="fasen")
    volgorde = models.PositiveSmallIntegerField()
    naam = models.CharField(max_length=80)

    class Meta:
        ordering = ["sjabloon", "volgorde"]
        verbose_name = "fase"
        verbose_name_plural = "fasen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sjabloon", "volgorde"],
                name="fase_volgorde",
                violation_error_message="Er is al een fase met dit nummer.",
            ),
            models.CheckConstraint(
                condition=~Q(naam=""), name="fase_naam", violation_error_message="Geef de fase een naam."
            ),
        ]

    def __str__(self) -> str:
        return self.naam
