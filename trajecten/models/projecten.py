"""Projects, and the templates from which their trajectories start. Nothing here is fixed for a city or a programme."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from kern.geschiedenis import volg
from kern.tijd import geldt_op, tot_na_van


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


class ProjectQuerySet(models.QuerySet["Project"]):
    def op(self, dag: date) -> Self:
        """Projects that run on this day."""
        return self.filter(geldt_op(dag))


@volg()
class Project(models.Model):
    """A programme in which people are coached, for a period."""

    naam = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    omschrijving = models.TextField(max_length=2000, blank=True)
    van = models.DateField("loopt van")
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["naam"]
        verbose_name = "project"
        verbose_name_plural = "projecten"
        constraints: ClassVar = [tot_na_van("project_tot_na_van")]

    def __str__(self) -> str:
        return self.naam


class TrajectsjabloonQuerySet(models.QuerySet["Trajectsjabloon"]):
    def te_starten(self, dag: date) -> Self:
        """Templates from which a trajectory may start on this day."""
        return self.filter(geldt_op(dag, van="project__van", tot="project__tot"), actief=True)


@volg()
class Trajectsjabloon(models.Model):
    """What a trajectory of a project looks like: its kind, its aim, how intensive, and its phases in order."""

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
            models.CheckConstraint(condition=~Q(naam=""), name="fase_naam"),
        ]

    def __str__(self) -> str:
        return self.naam
