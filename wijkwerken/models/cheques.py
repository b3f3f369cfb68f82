"""Cheques: a customer buys them, and each pays one started hour."""

import uuid
from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Sum

from kern.geschiedenis import volg
from kern.tijd import vandaag
from toegang.models import Medewerker
from wijkwerken.models.afrekening import Afrekenregel
from wijkwerken.models.gebruikers import GebruikersQuerySet, VanGebruiker, WijkwerkGebruiker


class ChequelotQuerySet(GebruikersQuerySet["Chequelot"]):
    def geldig_op(self, dag: date) -> Self:
        """Those that pay work of this day: cheques may be bought after the work."""
        return self.filter(vervalt_op__gte=dag)

    def saldo(self, dag: date | None = None) -> int:
        """Cheques that are left and still valid."""
        over = self.geldig_op(dag or vandaag()).aggregate(over=Sum(F("aantal") - F("gebruikt")))["over"]
        return int(over or 0)


@volg()
class Chequelot(VanGebruiker):
    """Cheques issued to a customer at once. ``prijs``: cents for each; ``vervalt_op``: the last day they pay for."""

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gebruiker = models.ForeignKey(WijkwerkGebruiker, on_delete=models.PROTECT, related_name="cheques")
    aantal = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(1000)])
    gebruikt = models.PositiveSmallIntegerField(default=0)
    prijs = models.PositiveIntegerField("prijs per cheque (cent)")
    uitgegeven_op = models.DateField("uitgegeven op", default=vandaag)
    vervalt_op = models.DateField("geldig tot en met")
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = ChequelotQuerySet.as_manager()

    class Meta:
        ordering = ["vervalt_op", "pk"]
        verbose_name = "uitgegeven cheques"
        verbose_name_plural = "uitgegeven cheques"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(aantal__gte=1, gebruikt__lte=F("aantal")),
                name="chequelot_nooit_onder_nul",
                violation_error_message="Er zijn niet genoeg cheques.",
            ),
            models.CheckConstraint(
                condition=Q(vervalt_op__gte=F("uitgegeven_op")),
                name="chequelot_vervalt_later",
                violation_error_message="De cheques vervallen voor ze uitgegeven zijn.",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="nooit_weg", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="enkel_gebruikt", exclude=["gebruikt"]),
        ]

    def __str__(self) -> str:
        return f"chequelot {self.pk}"

    @property
    def over(self) -> int:
        return self.aantal - self.gebruikt

    @property
    def is_vervallen(self) -> bool:
        return self.vervalt_op < vandaag()


@volg()
class Chequegebruik(VanGebruiker):
    """Cheques of one lot that paid hours of one line; below zero: given back by a correction."""

    lot = models.ForeignKey(Chequelot, on_delete=models.PROTECT, related_name="gebruik")
    regel = models.ForeignKey(Afrekenregel, on_delete=models.PROTECT, related_name="cheques")
    gebruiker = models.ForeignKey(WijkwerkGebruiker, on_delete=models.PROTECT, related_name="+")
    aantal = models.SmallIntegerField()

    objects = GebruikersQuerySet["Chequegebruik"].as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "gebruik van cheques"
        verbose_name_plural = "gebruik van cheques"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lot", "regel"], name="chequegebruik_eens"),
            models.CheckConstraint(condition=~Q(aantal=0), name="chequegebruik_iets"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="bevroren", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"chequegebruik {self.pk}"
