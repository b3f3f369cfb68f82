"""Handing somebody's coaching over from one colleague to another."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Begeleiding, Werkpunt, Werkzoekende, werkpunten_van
from werkpunten.models.personen import PersoonsgebondenQuerySet


class OverdrachtQuerySet(PersoonsgebondenQuerySet["Overdracht"]):
    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        """Of people one may see; and who is asked to let somebody move here reads the question, not the file."""
        bekend = Q(werkzoekende__in=Werkzoekende.objects.zichtbaar_voor(medewerker))
        komt = Q(status=Overdracht.Status.GEVRAAGD, van_werkpunt__isnull=False)
        return self.afgebakend(bekend | komt & _gevraagd_aan(medewerker))

    def open(self) -> Self:
        return self.filter(status=Overdracht.Status.GEVRAAGD)

    def wacht_op(self, medewerker: Medewerker) -> Self:
        """What this colleague still has to answer."""
        return self.open().filter(_gevraagd_aan(medewerker))

    def gevraagd_door(self, medewerker: Medewerker) -> Self:
        return self.filter(gevraagd_door=medewerker)

    def betreft(self, medewerker: Medewerker) -> Self:
        """Asked of, or by, this colleague."""
        return self.filter(_gevraagd_aan(medewerker) | Q(gevraagd_door=medewerker))

    def voor_lijst(self) -> Self:
        """Everything a row shows, in one query."""
        mee = ("werkzoekende", "van__begeleider", "naar", "werkpunt", "van_werkpunt", "gevraagd_door")
        return self.select_related(*mee).order_by("-gevraagd_op", "werkzoekende__sorteernaam", "pk")


def _gevraagd_aan(medewerker: Medewerker) -> Q:
    """Asked of this colleague, or of the unit they coordinate."""
    eigen = [werkpunt.pk for werkpunt in werkpunten_van(medewerker, Rol.COORDINATOR)]
    return Q(naar=medewerker) | Q(naar=None, werkpunt__in=eigen)


@volg()
class Overdracht(BewaaktModel):
    """One person, from the coach they have (or nobody) to a colleague. Until it is accepted nothing changes.

    With ``van_werkpunt`` the person moves from that unit to ``werkpunt``: to a coach there, or (``naar`` empty) to
    whom its coordinator chooses.
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
    van_werkpunt = models.ForeignKey(Werkpunt, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
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

    @property
    def naam(self) -> str:
        """How whoever is asked reads whom it is about; of a protected file of elsewhere only the number."""
        if self.van_werkpunt_id and self.werkzoekende.beschermd:
            return f"Beschermd dossier {self.werkzoekende.dossiernummer}"
        return self.werkzoekende.naam
