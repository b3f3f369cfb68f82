"""Whether a result lasts: asked again four weeks and six months after a trajectory was closed with one."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten.models.trajecten import Traject
from werkpunten.models import Taak, Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet


class ResultaatmetingQuerySet(PersoonsgebondenQuerySet["Resultaatmeting"]):
    def te_doen(self) -> Self:
        """Due and not answered. Nobody asks after somebody who moved away or died."""
        weg = (Werkzoekende.Contactstatus.VERHUISD, Werkzoekende.Contactstatus.OVERLEDEN)
        open_ = self.filter(antwoord="", tegen__lte=vandaag())
        return open_.exclude(werkzoekende__contactstatus__in=weg)

    def van(self, medewerker: Medewerker) -> Self:
        """Who has the task to ask: the list of a colleague, and its count on the start page."""
        return self.filter(taak__eigenaar=medewerker)

    def voor_lijst(self) -> Self:
        """Everything a line shows, in one query."""
        mee = ("werkzoekende", "traject__sjabloon", "door", "taak__eigenaar")
        return self.select_related(*mee).order_by("tegen", "pk")


VROEGER = timedelta(days=7)
"""So long before the day somebody may answer who walks in by chance."""


@volg()
class Resultaatmeting(BewaaktModel):
    """One question after a result. Written only through ``trajecten.resultaten``.

    ``taak``: once the day has come, the task of who asks.
    """

    naamvelden = frozenset({"uitleg"})

    class Termijn(models.TextChoices):
        VIER_WEKEN = "4w", "na 4 weken"
        ZES_MAANDEN = "6m", "na 6 maanden"

    class Antwoord(models.TextChoices):
        NOG = "nog", "ja, nog altijd"
        ANDERS = "anders", "ja, maar ander werk of een andere opleiding"
        NEE = "nee", "nee, gestopt"
        ONBEKEND = "onbekend", "niet te bereiken"

    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="metingen")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    termijn = models.CharField(max_length=2, choices=Termijn)
    tegen = models.DateField("na te gaan vanaf")
    taak = models.OneToOneField(Taak, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    antwoord = models.CharField(max_length=8, choices=Antwoord, blank=True)
    uitleg = models.CharField("welk werk, welke opleiding, of wat er gebeurde", max_length=300, blank=True)
    op = models.DateField("nagegaan op", null=True, blank=True)
    door = models.ForeignKey(Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ResultaatmetingQuerySet.as_manager()

    class Meta:
        ordering = ["traject", "tegen", "pk"]
        verbose_name = "resultaatmeting"
        verbose_name_plural = "resultaatmetingen"
        indexes: ClassVar = [
            models.Index(fields=["tegen"], condition=Q(antwoord=""), name="resultaatmeting_open"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["traject", "tegen", "termijn"],
                name="resultaatmeting_eens",
                violation_error_message="Deze vraag staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(antwoord="", op=None, door=None)
                | ~Q(antwoord="") & Q(op__isnull=False, door__isnull=False),
                name="resultaatmeting_antwoord",
                violation_error_message="Een antwoord vermeldt wie het wanneer noteerde.",
            ),
        ]

    def __str__(self) -> str:
        return f"resultaatmeting {self.pk}"

    @property
    def is_open(self) -> bool:
        return not self.antwoord

    @property
    def vanaf(self) -> date:
        """The first day on which an answer says something about this term."""
        return self.tegen - VROEGER

    @property
    def kan_nu(self) -> bool:
        return vandaag() >= self.vanaf
