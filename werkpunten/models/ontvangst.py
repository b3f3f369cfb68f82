"""Papers that somebody handed in, and that we say so in writing: the receipt."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import geldt_op, tot_na_van, vandaag
from toegang.models import Medewerker
from werkpunten.models.contacten import ONGEDAAN_BINNEN
from werkpunten.models.personen import PersoonsgebondenQuerySet, Werkzoekende
from werkpunten.models.plaatsen import Werkpunt


class PapierQuerySet(models.QuerySet["Papier"]):
    def geldig_op(self, dag: date) -> Self:
        return self.filter(geldt_op(dag, van="geldig_van", tot="geldig_tot"))


@volg()
class Papier(models.Model):
    """A kind of paper people hand in; a receipt names it in the language of the person where that is translated."""

    slug = models.SlugField(max_length=40, unique=True)
    naam = models.CharField(max_length=80, unique=True)
    volgorde = models.PositiveSmallIntegerField(default=100)
    geldig_van = models.DateField()
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True)

    objects = PapierQuerySet.as_manager()

    class Meta:
        ordering = ["volgorde", "naam"]
        verbose_name = "papier"
        verbose_name_plural = "papieren"
        constraints: ClassVar = [tot_na_van("papier_geldig", van="geldig_van", tot="geldig_tot")]

    def __str__(self) -> str:
        return self.naam


class OntvangstbewijsQuerySet(PersoonsgebondenQuerySet["Ontvangstbewijs"]):
    def voor_lijst(self) -> Self:
        """Everything a line or the paper shows: two queries, whatever the number of rows."""
        return self.select_related("werkzoekende", "werkpunt", "door").prefetch_related("papieren")

    def nieuwste_eerst(self) -> Self:
        return self.order_by("-dag", "-pk")


@volg()
class Ontvangstbewijs(BewaaktModel):
    """What somebody handed in on one day, a sign-up or papers. Written only through ``werkpunten.ontvangst``.

    It is no contact: the visit or the letter it came with is.
    """

    naamvelden = frozenset({"anders"})

    sleutel = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Idempotentie: één keer bewaard."
    )
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="ontvangstbewijzen")
    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.PROTECT, related_name="+")
    dag = models.DateField("wanneer kregen we het", default=vandaag)
    papieren = models.ManyToManyField(Papier, through="OntvangenPapier", related_name="+", blank=True)
    anders = models.CharField("iets anders", max_length=300, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+", verbose_name="wie nam het aan")
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = OntvangstbewijsQuerySet.as_manager()

    class Meta:
        verbose_name = "ontvangstbewijs"
        verbose_name_plural = "ontvangstbewijzen"
        indexes: ClassVar = [models.Index(fields=["werkzoekende", "-dag"], name="ontvangstbewijs_persoon")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(dag__gte="1990-01-01"),
                name="ontvangstbewijs_dag_redelijk",
                violation_error_message="Deze datum ligt te ver terug.",
            )
        ]

    def __str__(self) -> str:
        return f"ontvangstbewijs {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("werkpunten:ontvangst-bewijs", kwargs={"sleutel": self.sleutel})

    @property
    def wat(self) -> list[str]:
        """The papers by name, the ones of the list first."""
        return [*(papier.naam for papier in self.papieren.all()), *([self.anders] if self.anders else [])]

    def kan_terug(self, *, door: Medewerker) -> bool:
        """Whether who wrote it down can still take it back."""
        return self.door_id == door.pk and timezone.now() - self.aangemaakt <= ONGEDAAN_BINNEN


@volg()
class OntvangenPapier(models.Model):
    """One paper on one receipt; a table of its own so that its history is kept too."""

    bewijs = models.ForeignKey(Ontvangstbewijs, on_delete=models.CASCADE, related_name="+")
    papier = models.ForeignKey(Papier, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "papier op een ontvangstbewijs"
        verbose_name_plural = "papieren op ontvangstbewijzen"
        constraints: ClassVar = [models.UniqueConstraint(fields=["bewijs", "papier"], name="ontvangenpapier_uniek")]

    def __str__(self) -> str:
        return f"papier {self.pk}"
