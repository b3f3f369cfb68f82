"""Zitdagen: when a wijk-werkconsulent sits in a wijk, and for whom that was (S2.22, S2.23)."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.tijd import Periode, geldt_in, tot_na_van, vandaag
from toegang.models import Medewerker
from werkpunten.models import Werkpunt, Wijk

DAG = timedelta(days=1)


class Herhaling(models.TextChoices):
    EENMALIG = "eenmalig", "één keer"
    WEEK = "week", "elke week"
    EVEN = "even", "in even weken"
    ONEVEN = "oneven", "in oneven weken"
    MAAND = "maand", "elke maand, dezelfde weekdag"


class ZitdagreeksQuerySet(models.QuerySet["Zitdagreeks"]):
    def in_periode(self, periode: Periode) -> Self:
        """Schedules that hold on at least one day of these."""
        return self.filter(geldt_in(periode.begin, periode.tot))

    def voor_lijst(self) -> Self:
        """Everything a line shows, in two queries."""
        mee = ("wijk", "consulent", "werkpunt")
        return self.select_related(*mee).prefetch_related("uitzonderingen__vervanger")


@volg()
class Zitdagreeks(models.Model):
    """A schedule: where, who, which hours and how often. Written only through ``wijkwerken.services.zitdagen``.

    Its visits are the contacts of kind *zitdag* that its consultant logged at its unit on its days; so the desk is
    the only place where a visit is written down. A consultant has at most one zitdag on a day, which keeps that exact.
    """

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="zitdagreeksen")
    plaats = models.CharField("waar", max_length=120, help_text="Naam van het gebouw, bv. buurthuis of bibliotheek.")
    adres = models.CharField("straat en nummer", max_length=160, blank=True)
    werkpunt = models.ForeignKey(
        Werkpunt,
        on_delete=models.PROTECT,
        related_name="zitdagreeksen",
        help_text="Voor welk werkpunt de bezoeken tellen.",
    )
    consulent = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="zitdagreeksen")
    van = models.DateField("eerste zitdag")
    tot = models.DateField("tot en met", null=True, blank=True)
    herhaling = models.CharField(max_length=8, choices=Herhaling, default=Herhaling.WEEK)
    begin = models.TimeField("van")
    einde = models.TimeField("tot")
    toelichting = models.CharField(max_length=300, blank=True)
    door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = ZitdagreeksQuerySet.as_manager()

    class Meta:
        ordering = ["wijk", "van", "pk"]
        verbose_name = "zitdag"
        verbose_name_plural = "zitdagen"
        constraints: ClassVar = [
            tot_na_van("zitdagreeks_tot_na_van"),
            models.CheckConstraint(
                condition=Q(einde__gt=F("begin")),
                name="zitdagreeks_einde_na_begin",
                violation_error_message="Het einduur ligt voor het beginuur.",
            ),
            models.CheckConstraint(
                condition=~Q(herhaling="eenmalig") | Q(tot=F("van")),
                name="zitdagreeks_eenmalig",
                violation_error_message="Een zitdag die één keer doorgaat, eindigt op dezelfde dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plaats} ({self.wijk})"

    def get_absolute_url(self) -> str:
        return reverse("wijkwerken:zitdag-detail", kwargs={"sleutel": self.sleutel})

    @property
    def uren(self) -> str:
        return f"{self.begin:%H.%M}–{self.einde:%H.%M} uur"

    @property
    def minuten(self) -> int:
        begin, einde = (datetime.combine(self.van, uur) for uur in (self.begin, self.einde))
        return int((einde - begin).total_seconds() // 60)

    @property
    def loopt_nog(self) -> bool:
        return self.tot is None or self.tot >= vandaag()

    def valt_op(self, dag: date) -> bool:
        """Whether the schedule has a zitdag on this day. Even and odd weeks are ISO weeks, as on every calendar."""
        if dag < self.van or (self.tot is not None and dag > self.tot) or dag.weekday() != self.van.weekday():
            return False
        if self.herhaling == Herhaling.EVEN:
            return dag.isocalendar().week % 2 == 0
        if self.herhaling == Herhaling.ONEVEN:
            return dag.isocalendar().week % 2 == 1
        return self.herhaling != Herhaling.MAAND or _hoeveelste(dag) == _hoeveelste(self.van)

    def dagen(self, periode: Periode) -> Iterator[date]:
        """Its days in this period, in order: as planned, holidays and exceptions not taken out."""
        eerste = max(periode.begin, self.van)
        eerste += timedelta(days=(self.van.weekday() - eerste.weekday()) % 7)
        laatste = min(periode.tot, self.tot or periode.tot)
        weken = range(max(0, (laatste - eerste).days // 7 + 1))
        return (dag for week in weken if self.valt_op(dag := eerste + week * 7 * DAG))


def _hoeveelste(dag: date) -> int:
    """Which one of its weekday in its month; a fifth one counts as the fourth: every month has one."""
    return min((dag.day - 1) // 7, 3)


@volg()
class Zitdaguitzondering(models.Model):
    """One day of a schedule that goes otherwise: not at all, or with somebody else."""

    reeks = models.ForeignKey(Zitdagreeks, on_delete=models.CASCADE, related_name="uitzonderingen")
    dag = models.DateField()
    vervanger = models.ForeignKey(
        Medewerker,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Leeg: de zitdag gaat niet door.",
    )
    reden = models.CharField("waarom", max_length=200)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+", editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["dag"]
        verbose_name = "uitzondering op een zitdag"
        verbose_name_plural = "uitzonderingen op zitdagen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reeks", "dag"],
                name="zitdaguitzondering_eens",
                violation_error_message="Voor deze dag staat er al een uitzondering.",
            )
        ]

    def __str__(self) -> str:
        return f"uitzondering {self.dag:%d/%m/%Y}"
