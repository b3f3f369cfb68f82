"""Schemes of neighbourhood work and what the law and the city set in them: amounts and limits, all with dates."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value

from kern.geschiedenis import volg
from kern.tijd import geldt_op, tot_na_van
from toegang.models import Organisatie
from werkpunten.models.plaatsen import DagenBereik


class StelselQuerySet(models.QuerySet["Stelsel"]):
    def op(self, dag: date) -> Self:
        """Schemes somebody can start in on this day; without a first day a scheme does not exist yet."""
        return self.filter(geldt_op(dag, van="geldig_van", tot="geldig_tot"))


@volg()
class Stelsel(models.Model):
    """PWA, wijk-werken, or what comes after it (S2.4)."""

    slug = models.SlugField(max_length=30, unique=True)
    naam = models.CharField(max_length=60, unique=True)
    geldig_van = models.DateField(
        "eerste dag", null=True, blank=True, help_text="Leeg: nog niet bekend; niemand kan beginnen."
    )
    geldig_tot = models.DateField("laatste dag", null=True, blank=True)
    opvolger_van = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="opvolgers")
    organisator = models.ForeignKey(
        Organisatie,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Wie het stelsel hier organiseert, en dus de dossiers van de wijk-werkers ziet.",
    )
    overgang_op = models.DateField(
        "overgangsdag",
        null=True,
        blank=True,
        help_text="Wie op deze dag al in het vorige stelsel werkte, mag zonder einddatum verder.",
    )

    objects = StelselQuerySet.as_manager()

    class Meta:
        ordering = ["geldig_van", "naam"]
        verbose_name = "stelsel"
        verbose_name_plural = "stelsels"
        constraints: ClassVar = [
            tot_na_van("stelsel_geldig", van="geldig_van", tot="geldig_tot"),
            models.CheckConstraint(
                condition=Q(overgang_op=None) | Q(opvolger_van__isnull=False),
                name="stelsel_overgang_met_vorige",
                violation_error_message="Een overgangsdag vraagt een vorig stelsel.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


def een_per_dag(naam: str, soort: str, wat: str) -> ExclusionConstraint:
    """At most one row of a kind holds in a scheme on any day."""
    return ExclusionConstraint(
        name=naam,
        expressions=[
            (F("stelsel"), RangeOperators.EQUAL),
            (F(soort), RangeOperators.EQUAL),
            (DagenBereik(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
        ],
        violation_error_message=f"Er is al zo'n {wat} in (een deel van) deze periode.",
    )


class TariefQuerySet(models.QuerySet["Tarief"]):
    def op(self, dag: date) -> Self:
        return self.filter(geldt_op(dag))


@volg()
class Tarief(models.Model):
    """An amount in euro that holds from a day on: of the day the work was done, never of today."""

    class Soort(models.TextChoices):
        VERGOEDING = "vergoeding", "wijk-werker, per begonnen uur"
        PRIJS = "prijs", "gebruiker, per uur"
        KILOMETER = "kilometer", "verplaatsing, per kilometer"
        INSCHRIJVING = "inschrijving", "gebruiker, inschrijving per jaar"
        LEEFLOON = "leefloon", "vrijgesteld van leefloon, per cheque"

    stelsel = models.ForeignKey(Stelsel, on_delete=models.PROTECT, related_name="tarieven")
    soort = models.CharField(max_length=12, choices=Soort)
    bedrag = models.DecimalField("bedrag in euro", max_digits=7, decimal_places=2)
    van = models.DateField("eerste dag")
    tot = models.DateField("laatste dag", null=True, blank=True)
    grond = models.CharField("waar het staat", max_length=200)

    objects = TariefQuerySet.as_manager()

    class Meta:
        ordering = ["stelsel", "soort", "van"]
        verbose_name = "tarief"
        verbose_name_plural = "tarieven"
        constraints: ClassVar = [
            tot_na_van("tarief_geldig"),
            een_per_dag("tarief_een_per_dag", "soort", "tarief"),
            models.CheckConstraint(
                condition=Q(bedrag__gte=0),
                name="tarief_niet_negatief",
                violation_error_message="Een bedrag is nooit minder dan nul.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="prijs") | Q(van__month=1, van__day=1),
                name="tarief_prijs_op_nieuwjaar",
                violation_error_message="De prijs voor gebruikers verandert enkel op 1 januari.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} vanaf {self.van:%d/%m/%Y}"

    def clean(self) -> None:
        """A price stands on one of the steps that the rules of its first day allow."""
        if self.soort != self.Soort.PRIJS or not self.stelsel_id or self.bedrag is None or self.van is None:
            return
        grens = Regel.objects.waarden(self.stelsel, self.van)
        laagst, stap, hoogst = (grens.get(code) for code in (Code.PRIJS_MIN, Code.PRIJS_STAP, Code.PRIJS_MAX))
        if laagst is None or stap is None or hoogst is None:
            return
        if not laagst <= self.bedrag <= hoogst or (self.bedrag - laagst) % stap:
            raise ValidationError({"bedrag": f"Van {laagst} tot {hoogst} euro, in stappen van {stap}."})


class Code(models.TextChoices):
    """What a rule is about; the unit of its number stands between brackets."""

    UREN_MAAND = "uren_maand", "hoogstens zoveel uren in een maand (uren)"
    UREN_JAAR = "uren_jaar", "hoogstens zoveel uren in een jaar (uren)"
    TERMIJN = "termijn", "hoogstens zo lang wijk-werken (maanden)"
    EINDE_VROEG = "einde_vroeg", "eerste verwittiging voor het einde (maanden)"
    EINDE_LAAT = "einde_laat", "laatste verwittiging voor het einde (maanden)"
    INTERIM = "interim", "hoogstens zoveel dagen interim in elk venster (dagen)"
    GEBIED = "gebied", "enkel in het werkgebied"
    COACHING = "coaching", "coachgesprek minstens om de zoveel tijd (dagen)"
    REIS_VANAF = "reis_vanaf", "verplaatsing vergoed boven deze afstand heen en terug (kilometer)"
    PRIJS_MIN = "prijs_min", "laagste prijs voor gebruikers (euro)"
    PRIJS_STAP = "prijs_stap", "stap tussen twee prijzen (euro)"
    PRIJS_MAX = "prijs_max", "hoogste prijs voor gebruikers (euro)"
    BELASTING = "belasting", "belastingvermindering voor een privépersoon (procent)"
    CHEQUE = "cheque", "cheques blijven zo lang geldig (maanden)"
    ONGEVAL = "ongeval", "een ongeval melden binnen (werkdagen)"


UREN = (Code.UREN_MAAND, Code.UREN_JAAR)
"""Limits nobody may override."""


class RegelQuerySet(models.QuerySet["Regel"]):
    def op(self, dag: date) -> Self:
        return self.filter(geldt_op(dag))

    def waarden(self, stelsel: Stelsel, dag: date) -> dict[str, Decimal]:
        """The numbers that hold in this scheme on this day, by code."""
        rijen = self.op(dag).filter(stelsel=stelsel).values_list("code", "waarde")
        return {code: waarde for code, waarde in rijen if waarde is not None}


@volg()
class Regel(models.Model):
    """A limit that law or policy sets from a day on, why, and whether a coordinator may depart from it.

    ``waarschuw_vanaf``: from this number on one is told, before it is refused. ``venster``: the days it is counted in.
    """

    stelsel = models.ForeignKey(Stelsel, on_delete=models.PROTECT, related_name="regels")
    code = models.CharField("waarover", max_length=12, choices=Code)
    waarde = models.DecimalField("getal", max_digits=7, decimal_places=2, null=True, blank=True)
    waarschuw_vanaf = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    venster = models.PositiveSmallIntegerField("venster (dagen)", null=True, blank=True)
    uitleg = models.CharField("in gewone woorden", max_length=200)
    grond = models.CharField("waar het staat", max_length=200)
    mag_afwijken = models.BooleanField("een coördinator mag afwijken, met een reden", default=False)
    van = models.DateField("eerste dag")
    tot = models.DateField("laatste dag", null=True, blank=True)

    objects = RegelQuerySet.as_manager()

    class Meta:
        ordering = ["stelsel", "code", "van"]
        verbose_name = "regel"
        verbose_name_plural = "regels"
        constraints: ClassVar = [
            tot_na_van("regel_geldig"),
            een_per_dag("regel_een_per_dag", "code", "regel"),
            models.CheckConstraint(
                condition=~Q(code__in=[Code.UREN_MAAND, Code.UREN_JAAR], mag_afwijken=True),
                name="regel_uren_nooit_afwijken",
                violation_error_message="Van een grens op uren mag niemand afwijken.",
            ),
            models.CheckConstraint(
                condition=Q(code=Code.GEBIED) | Q(waarde__gte=0),
                name="regel_met_getal",
                violation_error_message="Deze regel vraagt een getal.",
            ),
            models.CheckConstraint(
                condition=~Q(code=Code.INTERIM) | Q(venster__gte=1),
                name="regel_interim_venster",
                violation_error_message="Zeg in hoeveel dagen de interimdagen geteld worden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()} vanaf {self.van:%d/%m/%Y}"
