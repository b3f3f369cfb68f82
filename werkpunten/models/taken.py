"""Tasks: what somebody of the staff still has to do, for a person or in general, and by when."""

import uuid
from collections.abc import Iterable
from typing import ClassVar, Self

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import vandaag
from toegang.models import Medewerker
from werkpunten.models.afspraken import Afspraak
from werkpunten.models.contacten import Contactmoment
from werkpunten.models.personen import PersoonsgebondenQuerySet, Werkzoekende
from werkpunten.models.plaatsen import vertrokken_van


class TaakQuerySet(PersoonsgebondenQuerySet["Taak"]):
    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        """Tasks for people one may see, and one's own tasks that are about nobody."""
        return self.afgebakend(
            Q(werkzoekende__in=Werkzoekende.objects.zichtbaar_voor(medewerker)) | self._eigen(medewerker)
        )

    def bewerkbaar_voor(self, medewerker: Medewerker) -> Self:
        return self.afgebakend(
            Q(werkzoekende__in=Werkzoekende.objects.bewerkbaar_voor(medewerker)) | self._eigen(medewerker)
        )

    def _eigen(self, medewerker: Medewerker) -> Q:
        return Q(werkzoekende=None) & (Q(eigenaar=medewerker) | Q(gemaakt_door=medewerker))

    def nagelaten_aan(self, coordinator: Medewerker) -> Self:
        """Open, of colleagues who left the coordinator's units.

        Those about nobody, which nobody else sees, go to the coordinator of where the colleague worked last.
        """
        iemand = Q(werkzoekende__in=Werkzoekende.objects.bewerkbaar_voor(coordinator))
        niemand = Q(werkzoekende=None, eigenaar__in=vertrokken_van(coordinator, laatst=True))
        return self.afgebakend(iemand & Q(eigenaar__in=vertrokken_van(coordinator)) | niemand).open()

    def open(self) -> Self:
        return self.filter(status=Taak.Status.OPEN)

    def om_te_bellen(self, afspraken: Iterable[Afspraak]) -> Self:
        """Open tasks to remind of these appointments by telephone."""
        return self.open().filter(sleutel__in=[afspraak.belsleutel for afspraak in afspraken])

    def lopend(self) -> Self:
        """Open, of a colleague who still works here, and not about somebody who moved away or died."""
        gesloten = (Werkzoekende.Contactstatus.VERHUISD, Werkzoekende.Contactstatus.OVERLEDEN)
        loopt = Q(werkzoekende=None) | ~Q(werkzoekende__contactstatus__in=gesloten)
        return self.open().filter(loopt, eigenaar__is_active=True)

    def tegen_vandaag(self) -> Self:
        """To do today: due today or before."""
        return self.lopend().filter(tegen__lte=vandaag())

    def te_laat(self) -> Self:
        """Due before today. The one definition behind start page, file, caseload, mail and export."""
        return self.lopend().filter(tegen__lt=vandaag())

    def voor_lijst(self) -> Self:
        """Everything a line shows, in one query."""
        return self.select_related("werkzoekende", "eigenaar", "afgehandeld_door")

    def dringendste_eerst(self) -> Self:
        return self.order_by("tegen", "pk")


@volg()
class Taak(BewaaktModel):
    """Written only through ``werkpunten.taken``."""

    naamvelden = frozenset({"wat"})

    class Status(models.TextChoices):
        OPEN = "open", "open"
        KLAAR = "klaar", "klaar"
        VERVALLEN = "vervallen", "vervallen"

    sleutel = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Idempotentie: één keer bewaard."
    )
    werkzoekende = models.ForeignKey(
        Werkzoekende, null=True, blank=True, on_delete=models.CASCADE, related_name="taken"
    )
    eigenaar = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="taken", verbose_name="voor wie")
    wat = models.CharField(
        "wat moet er gebeuren", max_length=300, validators=[MinLengthValidator(3, "Schrijf wat er moet gebeuren.")]
    )
    tegen = models.DateField("tegen wanneer")
    status = models.CharField(max_length=9, choices=Status, default=Status.OPEN)
    afgehandeld_op = models.DateTimeField(null=True, blank=True, editable=False)
    afgehandeld_door = models.ForeignKey(
        Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    contact = models.ForeignKey(
        Contactmoment,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="taken",
        editable=False,
        help_text="Waar de taak uit voortkwam.",
    )
    gemaakt_door = models.ForeignKey(
        Medewerker,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        help_text="Leeg: de klok.",
    )
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = TaakQuerySet.as_manager()

    class Meta:
        verbose_name = "taak"
        verbose_name_plural = "taken"
        indexes: ClassVar = [
            models.Index(fields=["eigenaar", "tegen"], condition=Q(status="open"), name="taak_eigenaar_open"),
            models.Index(fields=["werkzoekende", "tegen"], condition=Q(status="open"), name="taak_persoon_open"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status="open", afgehandeld_op=None, afgehandeld_door=None)
                | (~Q(status="open") & Q(afgehandeld_op__isnull=False, afgehandeld_door__isnull=False)),
                name="taak_afgehandeld",
                violation_error_message="Een taak die klaar is, vermeldt wie ze wanneer afrondde.",
            ),
            models.CheckConstraint(
                condition=Q(tegen__gte="1990-01-01", tegen__lte="2100-01-01"),
                name="taak_tegen_redelijk",
                violation_error_message="Deze datum kan niet kloppen.",
            ),
        ]

    def __str__(self) -> str:
        return f"taak {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_te_laat(self) -> bool:
        return self.is_open and self.tegen < vandaag()


def taken_te_laat(persoon: str = "pk") -> Coalesce:
    """Annotation: how many tasks for a person are late (``TaakQuerySet.te_laat``)."""
    laat = Taak.objects.te_laat().filter(werkzoekende=OuterRef(persoon)).order_by()
    aantal = laat.values("werkzoekende").annotate(aantal=Count("pk")).values("aantal")
    return Coalesce(Subquery(aantal, output_field=IntegerField()), 0)
