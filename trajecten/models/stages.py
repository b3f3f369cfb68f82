"""Places to learn: internships and volunteering, who is there, how it goes, and how we support the host (S4.9)."""

import uuid
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Count, F, Q, Value
from django.urls import reverse

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import tot_na_van, vandaag
from partners.models import Beroep, Werkgever
from toegang.models import Medewerker, Organisatie
from trajecten.models.plan import BijTraject
from trajecten.models.uitstroom import MEEST_UREN
from werkpunten.models import Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet
from werkpunten.models.plaatsen import DagenBereik


class StageplaatsQuerySet(models.QuerySet["Stageplaats"]):
    def voor_lijst(self) -> Self:
        """Everything a line shows, in one query; ``bezet``: how many people are there today."""
        nu = vandaag()
        hier = Count("stages", filter=Q(stages__van__lte=nu, stages__tot__gte=nu))
        return self.select_related("werkgever", "organisatie", "beroep").annotate(bezet=hier)


@volg()
class Stageplaats(models.Model):
    """A place of an employer or an organisation where people of ours can learn or help. Names nobody of ours."""

    class Soort(models.TextChoices):
        STAGE = "stage", "stage"
        VRIJWILLIGERSWERK = "vrijwilligerswerk", "vrijwilligerswerk"

    soort = models.CharField(max_length=17, choices=Soort)
    titel = models.CharField("wat doet iemand daar", max_length=120, validators=[MinLengthValidator(3)])
    werkgever = models.ForeignKey(
        Werkgever, null=True, blank=True, on_delete=models.PROTECT, related_name="stageplaatsen"
    )
    organisatie = models.ForeignKey(
        Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="stageplaatsen"
    )
    beroep = models.ForeignKey(Beroep, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mentor = models.CharField("mentor op de werkvloer", max_length=120, blank=True)
    mentor_bereikbaar = models.CharField("telefoon of e-mailadres van de mentor", max_length=160, blank=True)
    doelen = models.TextField("wat kan iemand er leren", max_length=2000, blank=True)
    plaatsen = models.PositiveSmallIntegerField(default=1)
    actief = models.BooleanField("kan iemand ontvangen", default=True)

    bezet: int  # of voor_lijst

    objects = StageplaatsQuerySet.as_manager()

    class Meta:
        ordering = ["titel", "pk"]
        verbose_name = "stageplaats"
        verbose_name_plural = "stageplaatsen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(werkgever__isnull=False, organisatie=None) | Q(werkgever=None, organisatie__isnull=False),
                name="stageplaats_een_gastheer",
                violation_error_message="Kies een werkgever of een organisatie, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(plaatsen__gte=1, plaatsen__lte=100),
                name="stageplaats_plaatsen",
                violation_error_message="Schrijf tussen 1 en 100 plaatsen.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("trajecten:stageplaats-detail", kwargs={"pk": self.pk})

    @property
    def gastheer(self) -> str:
        return str(self.werkgever or self.organisatie)


@volg()
class Gastheersteun(models.Model):
    """What we did to support a host; about the host, never about anybody of ours."""

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plaats = models.ForeignKey(Stageplaats, on_delete=models.CASCADE, related_name="steun")
    dag = models.DateField(default=vandaag)
    wat = models.CharField(
        "wat deden we",
        max_length=500,
        validators=[MinLengthValidator(3)],
        help_text="Over de gastheer. Schrijf geen naam van een werkzoekende.",
    )
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-dag", "-pk"]
        verbose_name = "steun aan een gastheer"
        verbose_name_plural = "steun aan gastheren"

    def __str__(self) -> str:
        return f"steun {self.pk}"


class StageQuerySet(PersoonsgebondenQuerySet["Stage"]):
    def voor_lijst(self) -> Self:
        return self.select_related("plaats__werkgever", "plaats__organisatie").order_by("-van", "-pk")


@volg()
class Stage(BijTraject):
    """Somebody at a place for a period, with goals. Written only through ``trajecten.stages``."""

    naamvelden = frozenset({"doelen", "taaldoelen"})

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plaats = models.ForeignKey(Stageplaats, on_delete=models.PROTECT, related_name="stages")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="stages")
    van = models.DateField("eerste dag", default=vandaag)
    tot = models.DateField("laatste dag")
    uren = models.PositiveSmallIntegerField("uren per week")
    doelen = models.TextField("wat wil de persoon leren", max_length=2000)
    taaldoelen = models.TextField(
        "wat wil de persoon in het Nederlands oefenen", max_length=2000, blank=True, help_text="bv. de weg vragen"
    )
    overeenkomst_op = models.DateField("overeenkomst getekend op", null=True, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["-van", "-pk"]
        verbose_name = "stage of vrijwilligerswerk"
        verbose_name_plural = "stages en vrijwilligerswerk"
        indexes: ClassVar = [models.Index(fields=["werkzoekende", "-van"], name="stage_persoon")]
        constraints: ClassVar = [
            *BijTraject.Meta.constraints,
            tot_na_van("stage_tot_na_van", uitleg="De laatste dag ligt voor de eerste."),
            models.CheckConstraint(
                condition=Q(uren__gte=1, uren__lte=MEEST_UREN),
                name="stage_uren_redelijk",
                violation_error_message=f"Schrijf tussen 1 en {MEEST_UREN} uren per week.",
            ),
            ExclusionConstraint(
                name="stage_geen_overlap",
                expressions=[
                    (F("werkzoekende"), RangeOperators.EQUAL),
                    (F("plaats"), RangeOperators.EQUAL),
                    (DagenBereik(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze persoon is daar al in (een deel van) die periode.",
            ),
        ]

    def __str__(self) -> str:
        return f"stage {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("trajecten:stage-detail", kwargs={"sleutel": self.sleutel})

    @property
    def loopt(self) -> bool:
        return self.van <= vandaag() <= self.tot


@volg()
class Evaluatie(BewaaktModel):
    """How it goes at a place, as the mentor, the person or we see it."""

    naamvelden = frozenset({"tekst"})

    class VanWie(models.TextChoices):
        MENTOR = "mentor", "de mentor"
        PERSOON = "persoon", "de persoon zelf"
        BEGELEIDER = "begeleider", "de begeleider"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="evaluaties")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    dag = models.DateField(default=vandaag)
    van_wie = models.CharField("volgens wie", max_length=10, choices=VanWie)
    tekst = models.TextField("hoe gaat het", max_length=3000, validators=[MinLengthValidator(3)])
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = PersoonsgebondenQuerySet["Evaluatie"].as_manager()

    class Meta:
        ordering = ["-dag", "-pk"]
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"

    def __str__(self) -> str:
        return f"evaluatie {self.pk}"
