"""Parts of somebody's civic integration beside the plan (S4.5): what they follow, and when the lessons are."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import geldt_in, tot_na_van, vandaag
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet

WEEKDAGEN = (
    *((1, "maandag"), (2, "dinsdag"), (3, "woensdag"), (4, "donderdag"), (5, "vrijdag"), (6, "zaterdag")),
    (7, "zondag"),
)


class InburgeringsdeelQuerySet(PersoonsgebondenQuerySet["Inburgeringsdeel"]):
    def geldig(self) -> Self:
        """Without what was put in by mistake: that is shown nowhere, and the history keeps it."""
        return self.exclude(stand=Inburgeringsdeel.Stand.VERGISSING)

    def met_lessen(self, eerste: date, laatste: date) -> Self:
        """With lessons at fixed hours on some day from ``eerste`` to ``laatste``."""
        volgt = (Inburgeringsdeel.Stand.GEPLAND, Inburgeringsdeel.Stand.BEZIG)
        return self.filter(geldt_in(eerste, laatste), van_uur__isnull=False, stand__in=volgt)


@volg()
class Inburgeringsdeel(BewaaktModel):
    """One part: a course with its hours, the contract, or the registration at VDAB.

    Whoever still waits for a decision may follow it as well; nothing here depends on the right to stay.
    ``dagen``: 1 is Monday; with hours or without any.
    """

    naamvelden = frozenset({"toelichting"})

    class Soort(models.TextChoices):
        CONTRACT = "contract", "inburgeringscontract"
        ORIENTATIE = "orientatie", "maatschappelijke oriëntatie"
        NT2 = "nt2", "Nederlands (NT2)"
        VDAB = "vdab", "inschrijving bij VDAB"
        NETWERK = "netwerk", "participatie- en netwerktraject"

    class Stand(models.TextChoices):
        GEPLAND = "gepland", "gepland"
        BEZIG = "bezig", "bezig"
        BEHAALD = "behaald", "klaar, met attest"
        GESTOPT = "gestopt", "gestopt zonder attest"
        VERGISSING = "vergissing", "een vergissing: niet meer tonen"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="inburgering")
    soort = models.CharField("wat", max_length=10, choices=Soort)
    doel = models.CharField("niveau of doel", max_length=60, blank=True, help_text="bv. A2 mondeling")
    waar = models.CharField("waar", max_length=120, blank=True)
    stand = models.CharField("hoe ver", max_length=10, choices=Stand, default=Stand.GEPLAND)
    van = models.DateField("eerste dag", default=vandaag)
    tot = models.DateField("laatste dag", null=True, blank=True)
    dagen = ArrayField(
        models.PositiveSmallIntegerField(choices=WEEKDAGEN), verbose_name="op", default=list, blank=True
    )
    van_uur = models.TimeField("van (uur)", null=True, blank=True)
    tot_uur = models.TimeField("tot (uur)", null=True, blank=True)
    toelichting = models.CharField(max_length=300, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = InburgeringsdeelQuerySet.as_manager()

    class Meta:
        ordering = ["van", "pk"]
        verbose_name = "deel van de inburgering"
        verbose_name_plural = "delen van de inburgering"
        indexes: ClassVar = [models.Index(fields=["werkzoekende", "van"], name="inburgering_persoon")]
        constraints: ClassVar = [
            tot_na_van("inburgering_tot_na_van", uitleg="De laatste dag ligt voor de eerste."),
            models.CheckConstraint(
                condition=Q(dagen=[], van_uur=None, tot_uur=None)
                | ~Q(dagen=[]) & Q(van_uur__isnull=False, tot_uur__isnull=False),
                name="inburgering_dagen_met_uren",
                violation_error_message="Vul de dagen en de uren in, of geen van beide.",
            ),
            models.CheckConstraint(
                condition=Q(van_uur=None) | Q(tot_uur__gt=F("van_uur")),
                name="inburgering_uren",
                violation_error_message="Het einduur ligt voor het beginuur.",
            ),
        ]

    def __str__(self) -> str:
        return f"inburgering {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("trajecten:inburgering-update", kwargs={"sleutel": self.sleutel})

    @property
    def loopt(self) -> bool:
        return self.stand in {self.Stand.GEPLAND, self.Stand.BEZIG}

    @property
    def wanneer(self) -> str:
        """``maandag en woensdag 09.00–12.00 uur``; empty without lessons."""
        namen = dict(WEEKDAGEN)
        return f"{' en '.join(namen[dag] for dag in sorted(self.dagen))} {self._uren}" if self._uren else ""

    @property
    def les(self) -> str:
        """``Nederlands (NT2) (09.00–12.00 uur)``."""
        return f"{self.get_soort_display()} ({self._uren})"

    @property
    def _uren(self) -> str:
        if self.van_uur is None or self.tot_uur is None:
            return ""
        return f"{self.van_uur:%H.%M}–{self.tot_uur:%H.%M} uur"

    def lessen(self, eerste: date, laatste: date) -> Iterator[tuple[datetime, datetime]]:
        """Begin and end of each lesson from ``eerste`` to ``laatste``; holidays are not known."""
        if self.van_uur is None or self.tot_uur is None:
            return
        dag, eind = max(eerste, self.van), min(laatste, self.tot or laatste)
        while dag <= eind:
            if dag.isoweekday() in self.dagen:
                yield _om(dag, self.van_uur), _om(dag, self.tot_uur)
            dag += timedelta(days=1)


def _om(dag: date, uur: time) -> datetime:
    return timezone.make_aware(datetime.combine(dag, uur))
