"""What wijk-werkers may do, for whom and where: the list of activities and the matrix (domain.md §2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from kern.geschiedenis import volg
from kern.tijd import geldt_op, tot_na_van
from trajecten.models import Module
from werkpunten.models.plaatsen import DagenBereik
from wijkwerken.models.gebied import Gemeente


class Gebruikerstype(models.TextChoices):
    """The six kinds of customers of the Flemish rules."""

    PRIVE = "prive", "privépersoon"
    GEMEENTE = "gemeente", "gemeente"
    OCMW = "ocmw", "OCMW"
    ONDERWIJS = "onderwijs", "onderwijsinstelling"
    VZW = "vzw", "vzw of niet-commerciële vereniging"
    LANDBOUW = "landbouw", "land- en tuinbouwbedrijf"


class ActiviteitQuerySet(models.QuerySet["Activiteit"]):
    def op(self, dag: date) -> Self:
        """Activities that exist on this day."""
        return self.filter(geldt_op(dag, van="geldig_van", tot="geldig_tot"))

    def hoofd(self) -> Self:
        return self.filter(hoofdactiviteit=None)


@volg()
class Activiteit(models.Model):
    """A main activity of the Flemish list, or (with ``hoofdactiviteit``) a kind of one."""

    slug = models.SlugField(max_length=80, unique=True)
    naam = models.CharField(max_length=120, unique=True)
    hoofdactiviteit = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="onderdelen"
    )
    omschrijving = models.CharField(max_length=500, blank=True)
    collectief = models.BooleanField(
        "gebeurt in groep", default=False, help_text="Meer wijk-werkers doen dit samen, bijvoorbeeld de buurt vegen."
    )
    opleiding = models.ForeignKey(
        Module,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activiteiten",
        verbose_name="korte opleiding",
        help_text="Stellen we voor als er meer vraag is dan wijk-werkers die dit kunnen.",
    )
    opleiding_verplicht = models.BooleanField("pas na deze opleiding", default=False)
    volgorde = models.PositiveSmallIntegerField(default=100)
    geldig_van = models.DateField()
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True)

    objects = ActiviteitQuerySet.as_manager()

    class Meta:
        ordering = ["volgorde", "naam"]
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        constraints: ClassVar = [
            tot_na_van("activiteit_geldig", van="geldig_van", tot="geldig_tot"),
            models.CheckConstraint(
                condition=Q(opleiding_verplicht=False) | Q(opleiding__isnull=False),
                name="activiteit_verplichte_opleiding",
                violation_error_message="Kies welke opleiding verplicht is.",
            ),
            models.CheckConstraint(
                condition=~Q(hoofdactiviteit=F("pk")),
                name="activiteit_niet_onder_zichzelf",
                violation_error_message="Een activiteit kan niet onder zichzelf staan.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


@dataclass(frozen=True)
class Antwoord:
    """Whether an activity is allowed for a kind of customer, and why, in a sentence."""

    mag: bool
    uitleg: str


class ToelatingQuerySet(models.QuerySet["Toelating"]):
    def op(self, dag: date) -> Self:
        return self.filter(geldt_op(dag))

    def antwoord(self, activiteit: Activiteit, *, type: str, gemeente: Gemeente | None, dag: date) -> Antwoord:
        """What the matrix says, in one query: see :func:`lees`."""
        lijst = (activiteit.pk, activiteit.hoofdactiviteit_id)
        rijen = self.op(dag).filter(activiteit__in=[pk for pk in lijst if pk], type=type)
        return lees(rijen.filter(Q(gemeente=None) | Q(gemeente=gemeente)), activiteit, type=type, gemeente=gemeente)


@volg()
class Toelating(models.Model):
    """One cell of the matrix: activity × kind of customer, for all of Flanders or narrower for one municipality.

    A municipality may allow fewer activities than the Flemish list, never more. Without a cell of its own a kind of
    activity follows its main activity and a municipality follows Flanders; what the Flemish list does not name is
    not allowed.
    """

    activiteit = models.ForeignKey(Activiteit, on_delete=models.CASCADE, related_name="toelatingen")
    type = models.CharField("soort gebruiker", max_length=9, choices=Gebruikerstype)
    gemeente = models.ForeignKey(
        Gemeente,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="toelatingen",
        help_text="Leeg: de Vlaamse lijst.",
    )
    mag = models.BooleanField("mag", default=True)
    grond = models.CharField("waarop dit steunt", max_length=300, blank=True)
    van = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = ToelatingQuerySet.as_manager()

    class Meta:
        ordering = ["activiteit", "type", "van"]
        verbose_name = "toelating"
        verbose_name_plural = "toelatingen"
        constraints: ClassVar = [
            tot_na_van("toelating_tot_na_van"),
            models.CheckConstraint(
                condition=Q(gemeente=None) | Q(mag=False),
                name="toelating_gemeente_enkel_minder",
                violation_error_message="Een gemeente kan minder toelaten dan de Vlaamse lijst, niet meer.",
            ),
            ExclusionConstraint(
                name="toelating_geen_overlap",
                expressions=[
                    (F("activiteit"), RangeOperators.EQUAL),
                    (F("type"), RangeOperators.EQUAL),
                    (Coalesce(F("gemeente"), Value(0)), RangeOperators.EQUAL),
                    (DagenBereik(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Hierover staat al iets in (een deel van) die periode.",
            ),
        ]

    def __str__(self) -> str:
        return f"toelating {self.pk}"


def lees(rijen: Iterable[Toelating], activiteit: Activiteit, *, type: str, gemeente: Gemeente | None) -> Antwoord:
    """Whether the cells that hold on a day (``rijen``) allow this; the nearest one decides.

    Any cell of the municipality, of the activity or its main one, forbids. Otherwise the Flemish cell of the activity
    itself, else that of its main activity; without one it is not allowed.
    """
    wie = Gebruikerstype(type).label
    cellen = {(rij.activiteit_id, rij.gemeente_id): rij for rij in rijen if rij.type == type}
    lijn = [pk for pk in (activiteit.pk, activiteit.hoofdactiviteit_id) if pk]
    if gemeente and any((pk, gemeente.pk) in cellen for pk in lijn):
        return Antwoord(False, f"De gemeente {gemeente} laat {activiteit} niet toe voor een {wie}.")
    gevonden = next((cellen[pk, None] for pk in lijn if (pk, None) in cellen), None)
    if gevonden is None:
        return Antwoord(False, f"{activiteit} staat voor een {wie} niet in de lijst. Wat er niet in staat, mag niet.")
    if gevonden.mag:
        return Antwoord(True, f"{activiteit} mag voor een {wie}.")
    return Antwoord(False, f"De Vlaamse activiteitenlijst laat {activiteit} niet toe voor een {wie}.")
