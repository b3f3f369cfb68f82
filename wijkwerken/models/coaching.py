"""Coaching talks with neighbourhood workers (S2.13, S2.26)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kern.geschiedenis import volg
from werkpunten.models import Contactmoment, Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet
from wijkwerken.models.wijkwerkers import AanWijkwerker, Wijkwerker

SCHAAL = [(1, "1 heel slecht"), (2, "2"), (3, "3"), (4, "4"), (5, "5 heel goed")]


@volg()
class Coachgesprek(AanWijkwerker):
    """A contact that was a coaching talk, with the person's own voice (S2.13, S2.26)."""

    naamvelden = frozenset({"eigen_woorden"})

    class Moment(models.TextChoices):
        START = "start", "bij de start"
        MIDDEN = "midden", "halfweg"
        EINDE = "einde", "op het einde"
        TUSSENDOOR = "tussendoor", "tussendoor"

    contact = models.OneToOneField(Contactmoment, on_delete=models.CASCADE, related_name="+")
    wijkwerker = models.ForeignKey(Wijkwerker, on_delete=models.CASCADE, related_name="coachgesprekken")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    moment = models.CharField("wanneer in het traject", max_length=10, choices=Moment, default=Moment.TUSSENDOOR)
    motivatie = models.PositiveSmallIntegerField(
        "hoeveel zin heb je om te werken?", null=True, blank=True, choices=SCHAAL
    )
    welbevinden = models.PositiveSmallIntegerField("hoe voel je je?", null=True, blank=True, choices=SCHAAL)
    eigen_woorden = models.TextField("wat zegt de persoon zelf?", max_length=2000, blank=True)

    objects = PersoonsgebondenQuerySet["Coachgesprek"].as_manager()

    class Meta:
        ordering = ["-contact__dag", "-pk"]
        verbose_name = "coachgesprek"
        verbose_name_plural = "coachgesprekken"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(motivatie=None) | Q(motivatie__gte=1, motivatie__lte=5), name="coachgesprek_motivatie"
            ),
            models.CheckConstraint(
                condition=Q(welbevinden=None) | Q(welbevinden__gte=1, welbevinden__lte=5),
                name="coachgesprek_welbevinden",
            ),
        ]
