"""The plan of a trajectory: what somebody wants, the steps towards it, and what was agreed about them."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Value
from django.db.models.functions import JSONObject

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import vandaag
from partners.models import Beroep, Beslissing
from toegang.models import Medewerker, Organisatie
from trajecten.models.trajecten import Traject
from werkpunten.models import Drempel, Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet


@volg()
class Plan(BewaaktModel):
    """What a plan says apart from goals and steps; there is none until somebody wrote something."""

    naamvelden = frozenset({"sterktes", "voorkeuren"})

    traject = models.OneToOneField(Traject, on_delete=models.CASCADE, related_name="plan")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    sterktes = models.TextField("waar is de persoon goed in?", max_length=2000, blank=True)
    voorkeuren = models.TextField(
        "wat wil de persoon wel en niet?", max_length=2000, blank=True, help_text="bv. uren, plaats, soort werk, tempo"
    )

    objects = PersoonsgebondenQuerySet["Plan"].as_manager()

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "plannen"

    def __str__(self) -> str:
        return f"plan {self.pk}"


class PlandoelQuerySet(PersoonsgebondenQuerySet["Plandoel"]):
    def in_plan(self, traject: Traject) -> Self:
        """The goals of one trajectory as its plan shows them."""
        return self.filter(traject=traject).select_related("beroep").order_by("pk")

    def te_stappen(self, werkzoekende_id: int) -> Self:
        """Goals somebody works on now."""
        lopend = self.filter(werkzoekende=werkzoekende_id, status=Plandoel.Status.LOOPT, traject__einde=None)
        return lopend.select_related("traject").order_by("traject", "pk")


@volg()
class Plandoel(BewaaktModel):
    """What somebody wants, in their own words. Written only through ``trajecten.plan``."""

    naamvelden = frozenset({"tekst"})

    class Status(models.TextChoices):
        LOOPT = "loopt", "loopt"
        BEREIKT = "bereikt", "bereikt"
        VERVALT = "vervalt", "vervalt"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="doelen")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    tekst = models.CharField(
        "wat wil de persoon?",
        max_length=300,
        validators=[MinLengthValidator(3, "Schrijf wat de persoon wil.")],
        help_text="in de woorden van de persoon",
    )
    beroep = models.ForeignKey(
        Beroep, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="welk beroep?"
    )
    tegen = models.DateField("tegen wanneer?", null=True, blank=True)
    status = models.CharField(max_length=7, choices=Status, default=Status.LOOPT)

    objects = PlandoelQuerySet.as_manager()

    class Meta:
        ordering = ["traject", "pk"]
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(tekst=""), name="plandoel_tekst", violation_error_message="Schrijf wat de persoon wil."
            )
        ]

    def __str__(self) -> str:
        return f"doel {self.pk}"

    @property
    def nummer(self) -> str:
        return str(self.pk)


class StapQuerySet(PersoonsgebondenQuerySet["Stap"]):
    def open(self) -> Self:
        return self.filter(status__in=Stap.OPEN)

    def voor_lijst(self) -> Self:
        """Everything a line shows, in one query."""
        return self.select_related("medewerker", "organisatie", "drempel__soort")

    def dringendste_eerst(self) -> Self:
        return self.order_by("tegen", "pk")


@volg()
class Stap(BewaaktModel):
    """A step towards a goal: who does it (the person, when nobody else is named) and by when.

    Written only through ``trajecten.plan``.
    """

    naamvelden = frozenset({"wat"})

    class Soort(models.TextChoices):
        EIGEN = "eigen", "eigen actie"
        MODULE = "module", "module"
        STAGE = "stage", "stage"
        VRIJWILLIG = "vrijwillig", "vrijwilligerswerk"
        OPLEIDING = "opleiding", "opleiding"
        JOBCOACH = "jobcoach", "jobcoaching"
        TAALCOACH = "taalcoach", "taalcoaching"
        VERWIJZING = "verwijzing", "doorverwijzing"

    class Status(models.TextChoices):
        NIET_GESTART = "niet_gestart", "nog niet gestart"
        BEZIG = "bezig", "bezig"
        KLAAR = "klaar", "klaar"
        VERVALT = "vervalt", "vervalt"

    OPEN = (Status.NIET_GESTART, Status.BEZIG)

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    doel = models.ForeignKey(Plandoel, on_delete=models.CASCADE, related_name="stappen")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    wat = models.CharField("wat?", max_length=200, validators=[MinLengthValidator(3, "Schrijf wat er moet gebeuren.")])
    soort = models.CharField(max_length=10, choices=Soort, default=Soort.EIGEN)
    medewerker = models.ForeignKey(Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tegen = models.DateField("tegen")
    status = models.CharField(max_length=12, choices=Status, default=Status.NIET_GESTART)
    klaar_op = models.DateField(null=True, blank=True, editable=False)
    drempel = models.ForeignKey(
        Drempel, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="voor welke drempel?"
    )
    beslissing = models.OneToOneField(
        Beslissing,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Van een casusteam: zolang dat loopt, hebben stap en beslissing dezelfde status.",
    )

    gedaan: Sequence[Any] = ()  # of trajecten.koppelen

    objects = StapQuerySet.as_manager()

    class Meta:
        ordering = ["doel", "tegen", "pk"]
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        indexes: ClassVar = [
            models.Index(
                fields=["werkzoekende", "tegen"],
                condition=Q(status__in=["niet_gestart", "bezig"]),
                name="stap_persoon_open",
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(medewerker=None) | Q(organisatie=None),
                name="stap_door_een",
                violation_error_message="Kies één persoon of organisatie die dit doet.",
            ),
            models.CheckConstraint(
                condition=Q(status="klaar", klaar_op__isnull=False) | ~Q(status="klaar") & Q(klaar_op=None),
                name="stap_klaar_op",
                violation_error_message="Een stap die klaar is, heeft een dag waarop ze klaar was.",
            ),
        ]

    def __str__(self) -> str:
        return f"stap {self.pk}"

    @property
    def nummer(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_te_laat(self) -> bool:
        return self.is_open and self.tegen < vandaag()

    @property
    def iemand_anders(self) -> str:
        """Who does it when it is not the person: a colleague or an organisation."""
        return str(self.medewerker or self.organisatie or "")


class BijTraject(BewaaktModel):
    """A job, a stay at a place or a session that was for a trajectory, and for which step of its plan."""

    traject = models.ForeignKey(Traject, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_set")
    stap = models.ForeignKey(Stap, null=True, blank=True, on_delete=models.SET_NULL, related_name="%(class)s_set")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stap=None) | Q(traject__isnull=False),
                name="%(class)s_stap_van_traject",
                violation_error_message="Een stap hoort bij een traject.",
            )
        ]


def volgende_stap(persoon: str = "pk") -> ArraySubquery:
    """Annotation: the open step of an open trajectory that is due first, as ``[{"wat", "tegen"}]`` or nothing.

    ``tegen`` as a day is written: 24/11/2026.
    """
    stappen = Stap.objects.open().filter(
        werkzoekende=OuterRef(persoon), doel__status=Plandoel.Status.LOOPT, doel__traject__einde=None
    )
    dag = Func(F("tegen"), Value("DD/MM/YYYY"), function="to_char", output_field=models.CharField())
    return ArraySubquery(stappen.dringendste_eerst().values(stap=JSONObject(wat=F("wat"), tegen=dag))[:1])


@volg()
class Planakkoord(BewaaktModel):
    """A version of the plan: what was discussed with the person, when and how. Nothing here is ever changed.

    ``inhoud``: what ``trajecten.plan.inhoud_van`` gave then.
    """

    naamvelden = frozenset({"inhoud"})

    class Manier(models.TextChoices):
        MONDELING = "mondeling", "mondeling"
        PAPIER = "papier", "handtekening op papier"
        TOLK = "tolk", "mondeling, met een tolk"
        BERICHT = "bericht", "in een bericht of mail"

    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="akkoorden")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    versie = models.PositiveSmallIntegerField()
    op = models.DateField("besproken op", default=vandaag)
    manier = models.CharField(max_length=9, choices=Manier)
    inhoud = models.JSONField()
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = PersoonsgebondenQuerySet["Planakkoord"].as_manager()

    class Meta:
        ordering = ["traject", "-versie"]
        verbose_name = "afgesproken plan"
        verbose_name_plural = "afgesproken plannen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["traject", "versie"],
                name="planakkoord_versie",
                violation_error_message="Deze versie is er al.",
            )
        ]

    def __str__(self) -> str:
        return f"afgesproken plan {self.pk}"
