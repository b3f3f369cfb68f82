"""Work somebody found: at which employer, with which subsidy for hiring, and the coaching that goes on after it."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import geldt_op, tot_na_van, vandaag
from partners.models import Beroep, Werkgever
from toegang.models import Medewerker
from trajecten.models.plan import BijTraject
from werkpunten.models import Contactmoment, Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet
from werkpunten.models.plaatsen import DagenBereik

MEEST_UREN = 50
"""Hours a week that somebody can type without a slip."""


class UitstroomQuerySet(PersoonsgebondenQuerySet["Uitstroom"]):
    def lopend(self) -> Self:
        """Still at work there."""
        return self.filter(Q(einde=None) | Q(einde__gte=vandaag()))

    def voor_lijst(self) -> Self:
        return self.select_related("werkgever", "beroep").order_by("-begin", "-pk")


@volg()
class Uitstroom(BijTraject):
    """One job of one person: what a project counts as work found, when it is tied to a trajectory of it.

    Written only through ``trajecten.uitstroom``. ``einde``: the last day, if it ended. Without an employer somebody
    works for themselves, or we don't know where.
    """

    naamvelden = frozenset({"functie", "einde_reden"})

    class Contract(models.TextChoices):
        ONBEPAALD = "onbepaald", "onbepaalde duur"
        BEPAALD = "bepaald", "bepaalde duur"
        INTERIM = "interim", "uitzendwerk"
        ARTIKEL60 = "artikel60", "artikel 60"
        IBO = "ibo", "individuele beroepsopleiding (IBO)"
        FLEXI = "flexi", "flexi-job of student"
        ZELFSTANDIG = "zelfstandig", "zelfstandig"
        ANDER = "ander", "ander contract"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="uitstroom")
    werkgever = models.ForeignKey(
        Werkgever,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="uitstroom",
        help_text="Leeg: wie zelfstandig werkt, of we weten het niet.",
    )
    functie = models.CharField("welk werk", max_length=120, validators=[MinLengthValidator(2)])
    beroep = models.ForeignKey(Beroep, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contract = models.CharField(max_length=11, choices=Contract)
    uren = models.PositiveSmallIntegerField("uren per week", null=True, blank=True)
    begin = models.DateField("eerste werkdag", default=vandaag)
    einde = models.DateField("laatste werkdag", null=True, blank=True)
    einde_reden = models.CharField("waarom het stopte", max_length=300, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = UitstroomQuerySet.as_manager()

    class Meta:
        ordering = ["-begin", "-pk"]
        verbose_name = "tewerkstelling"
        verbose_name_plural = "tewerkstellingen"
        indexes: ClassVar = [models.Index(fields=["werkzoekende", "-begin"], name="uitstroom_persoon")]
        constraints: ClassVar = [
            *BijTraject.Meta.constraints,
            tot_na_van(
                "uitstroom_einde_na_begin",
                van="begin",
                tot="einde",
                uitleg="De laatste werkdag ligt voor de eerste.",
            ),
            models.CheckConstraint(
                condition=Q(uren=None) | Q(uren__gte=1, uren__lte=MEEST_UREN),
                name="uitstroom_uren_redelijk",
                violation_error_message=f"Schrijf tussen 1 en {MEEST_UREN} uren per week.",
            ),
            models.CheckConstraint(
                condition=Q(einde__isnull=False) | Q(einde_reden=""),
                name="uitstroom_reden_bij_einde",
                violation_error_message="Vul ook de laatste werkdag in.",
            ),
            ExclusionConstraint(
                name="uitstroom_geen_overlap",
                expressions=[
                    (F("werkzoekende"), RangeOperators.EQUAL),
                    (F("werkgever"), RangeOperators.EQUAL),
                    (DagenBereik(F("begin"), F("einde"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze persoon werkt daar al in (een deel van) die periode.",
            ),
        ]

    def __str__(self) -> str:
        return f"tewerkstelling {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("trajecten:uitstroom-detail", kwargs={"sleutel": self.sleutel})

    @property
    def waar(self) -> str:
        """The employer, or in words why there is none."""
        anders = "als zelfstandige" if self.contract == self.Contract.ZELFSTANDIG else "werkgever niet gekend"
        return str(self.werkgever or anders)

    @property
    def loopt(self) -> bool:
        return self.einde is None or self.einde >= vandaag()


class SubsidiesoortQuerySet(models.QuerySet["Subsidiesoort"]):
    def geldig_op(self, dag: date) -> Self:
        return self.filter(geldt_op(dag, van="geldig_van", tot="geldig_tot"))


@volg()
class Subsidiesoort(models.Model):
    """A subsidy an employer can get for hiring somebody, from a day on."""

    naam = models.CharField(max_length=100, unique=True)
    geldig_van = models.DateField()
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True)

    objects = SubsidiesoortQuerySet.as_manager()

    class Meta:
        ordering = ["naam"]
        verbose_name = "soort aanwervingssubsidie"
        verbose_name_plural = "soorten aanwervingssubsidies"
        constraints: ClassVar = [tot_na_van("subsidiesoort_geldig", van="geldig_van", tot="geldig_tot")]

    def __str__(self) -> str:
        return self.naam


@volg()
class Aanwervingssubsidie(BewaaktModel):
    """What an employer gets for hiring this person: kind, amount, period and on which conditions (S5.3)."""

    naamvelden = frozenset({"voorwaarden"})

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uitstroom = models.ForeignKey(Uitstroom, on_delete=models.CASCADE, related_name="subsidies")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    soort = models.ForeignKey(Subsidiesoort, on_delete=models.PROTECT, related_name="+")
    bedrag = models.DecimalField("bedrag in euro", max_digits=9, decimal_places=2)
    van = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)
    voorwaarden = models.CharField(max_length=300, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = PersoonsgebondenQuerySet["Aanwervingssubsidie"].as_manager()

    class Meta:
        ordering = ["van", "pk"]
        verbose_name = "aanwervingssubsidie"
        verbose_name_plural = "aanwervingssubsidies"
        constraints: ClassVar = [
            tot_na_van("subsidie_tot_na_van"),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="subsidie_bedrag_positief",
                violation_error_message="Het bedrag is meer dan 0 euro.",
            ),
            ExclusionConstraint(
                name="subsidie_geen_overlap",
                expressions=[
                    (F("uitstroom"), RangeOperators.EQUAL),
                    (F("soort"), RangeOperators.EQUAL),
                    (DagenBereik(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze subsidie staat er al voor (een deel van) die periode.",
            ),
        ]

    def __str__(self) -> str:
        return f"aanwervingssubsidie {self.pk}"


@volg()
class Nazorg(BewaaktModel):
    """A contact that was aftercare of a job: coaching of the work, or of the language. Goes with the contact."""

    class Soort(models.TextChoices):
        JOB = "job", "jobcoaching"
        TAAL = "taal", "taalcoaching"

    uitstroom = models.ForeignKey(Uitstroom, on_delete=models.CASCADE, related_name="nazorg")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    contact = models.OneToOneField(Contactmoment, on_delete=models.CASCADE, related_name="nazorg")
    soort = models.CharField(max_length=4, choices=Soort)

    objects = PersoonsgebondenQuerySet["Nazorg"].as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "nazorg"
        verbose_name_plural = "nazorg"

    def __str__(self) -> str:
        return f"nazorg {self.pk}"
