"""Handing somebody's coaching over from one colleague to another."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from toegang.models import Medewerker
from werkpunten.models import Begeleiding, Werkpunt, Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet


class OverdrachtQuerySet(PersoonsgebondenQuerySet["Overdracht"]):
    def open(self) -> Self:
        return self.filter(status=Overdracht.Status.GEVRAAGD)

    def wacht_op(self, medewerker: Medewerker) -> Self:
        """What this colleague still has to answer."""
        return self.open().filter(naar=medewerker)

    def gevraagd_door(self, medewerker: Medewerker) -> Self:
        return self.filter(gevraagd_door=medewerker)

    def betreft(self, medewerker: Medewerker) -> Self:
        """Asked of, or by, this colleague."""
        return self.filter(Q(naar=medewerker) | Q(gevraagd_door=medewerker))

    def voor_lijst(self) -> Self:
        """Everything a row shows, in one query."""
        return self.select_related("werkzoekende", "van__begeleider", "naar", "werkpunt", "gevraagd_door").order_by(
            "-gevraagd_op", "werkzoekende__sorteernaam", "pk"
        )


@volg()
class Overdracht(BewaaktModel):
    """One person, from the coach they have (or nobody) to a colleague. Until it is accepted nothing changes.

    Rows of one confirmation share ``bundel``; what could not be asked is kept too, with the reason. Written only
    through ``trajecten.services``.
    """

    naamvelden = frozenset({"reden", "uitleg"})

    class Status(models.TextChoices):
        GEVRAAGD = "gevraagd", "wacht op antwoord"
        AANVAARD = "aanvaard", "aanvaard"
        GEWEIGERD = "geweigerd", "geweigerd"
        INGETROKKEN = "ingetrokken", "ingetrokken"
        MISLUKT = "mislukt", "niet gelukt"

    bundel = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="overdrachten")
    van = models.ForeignKey(Begeleiding, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    naar = models.ForeignKey(Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    werkpunt = models.ForeignKey(Werkpunt, null=True, on_delete=models.PROTECT, related_name="+")
    reden = models.CharField("waarom", max_length=300)
    status = models.CharField(max_length=11, choices=Status, default=Status.GEVRAAGD)
    uitleg = models.CharField(max_length=300, blank=True, help_text="Waarom het geweigerd werd of niet lukte.")
    gevraagd_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField(default=timezone.now)
    beslist_op = models.DateTimeField(null=True, blank=True)

    objects = OverdrachtQuerySet.as_manager()

    class Meta:
        verbose_name = "overdracht"
        verbose_name_plural = "overdrachten"
        indexes: ClassVar = [
            models.Index(fields=["naar"], condition=Q(status="gevraagd"), name="overdracht_wacht_op"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["werkzoekende"],
                condition=Q(status="gevraagd"),
                name="overdracht_een_open",
                violation_error_message="Er wacht al een overdracht van deze persoon op antwoord.",
            ),
            models.CheckConstraint(
                condition=Q(naar__isnull=False) | Q(werkpunt__isnull=False),
                name="overdracht_naar_iemand",
                violation_error_message="Kies een collega of een werkpunt.",
            ),
            models.UniqueConstraint(fields=["bundel", "werkzoekende"], name="overdracht_eens_per_bundel"),
        ]

    def __str__(self) -> str:
        return f"overdracht {self.pk}"
