"""Municipalities, and where an organiser of wijk-werken may organise it (S2.7)."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Value

from kern.geschiedenis import volg
from kern.tijd import geldt_op, tot_na_van
from toegang.models import Organisatie
from werkpunten.models.plaatsen import DagenBereik

POSTCODE = RegexValidator(r"^\d{4}$", "Een postcode heeft vier cijfers.")


@volg()
class Gemeente(models.Model):
    """A municipality where customers live or work places are."""

    slug = models.SlugField(max_length=60, unique=True)
    naam = models.CharField(max_length=60, unique=True)
    postcodes = ArrayField(
        models.CharField(max_length=4, validators=[POSTCODE]), default=list, help_text="Met komma's ertussen."
    )
    in_vlaanderen = models.BooleanField("ligt in het Vlaams Gewest", default=True)

    class Meta:
        ordering = ["naam"]
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"

    def __str__(self) -> str:
        return self.naam


class WerkingsgebiedQuerySet(models.QuerySet["Werkingsgebied"]):
    def op(self, dag: date) -> Self:
        return self.filter(geldt_op(dag))


@volg()
class Werkingsgebied(models.Model):
    """A municipality in which an organiser organises wijk-werken, from one day till another."""

    organisator = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="werkingsgebieden")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="werkingsgebieden")
    van = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = WerkingsgebiedQuerySet.as_manager()

    class Meta:
        ordering = ["gemeente", "-van"]
        verbose_name = "werkingsgebied"
        verbose_name_plural = "werkingsgebieden"
        constraints: ClassVar = [
            tot_na_van("werkingsgebied_tot_na_van"),
            ExclusionConstraint(
                name="werkingsgebied_een_organisator",
                expressions=[
                    (F("gemeente"), RangeOperators.EQUAL),
                    (DagenBereik(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze gemeente heeft in (een deel van) die periode al een organisator.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisator} in {self.gemeente}"
