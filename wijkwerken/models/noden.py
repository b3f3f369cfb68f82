"""What a wijk needs (S2.21), and when more is asked than wijk-werkers can do (S2.15)."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.tijd import geldt_op, tot_na_van, vandaag
from toegang.models import Medewerker
from werkpunten.models import Wijk
from werkpunten.models.plaatsen import DagenBereik
from wijkwerken.models.activiteiten import Activiteit
from wijkwerken.models.opdrachten import Opdracht, Toewijzing


class NoodQuerySet(models.QuerySet["Nood"]):
    def lopend(self) -> Self:
        return self.filter(stand__in=[Nood.Stand.OPEN, Nood.Stand.AANGEPAKT])

    def met_opdrachten(self) -> Self:
        """Adds ``opdrachten_nu``: assignments in its wijk, of the activity that helps, with somebody on them today."""
        nu = vandaag()
        iemand = Toewijzing.objects.filter(geldt_op(nu), opdracht=OuterRef("pk"))
        hier = {"wijk": OuterRef("wijk"), "activiteit": OuterRef("activiteit")}
        lopend = Opdracht.objects.filter(Exists(iemand), geldt_op(nu), **hier).order_by()
        aantal = lopend.values("wijk").annotate(aantal=Count("pk")).values("aantal")
        return self.annotate(opdrachten_nu=Coalesce(Subquery(aantal), 0))

    def onbediend(self) -> Self:
        """Running ones that no assignment serves (S2.21)."""
        return self.lopend().met_opdrachten().filter(opdrachten_nu=0)

    def voor_lijst(self) -> Self:
        return self.met_opdrachten().select_related("wijk", "activiteit", "door")


@volg()
class Nood(models.Model):
    """Something that is missing in a wijk and that wijk-werkers may help with. Names nobody."""

    class Stand(models.TextChoices):
        OPEN = "open", "open"
        AANGEPAKT = "aangepakt", "wordt aangepakt"
        OPGELOST = "opgelost", "opgelost"
        VERVALLEN = "vervallen", "niet meer nodig"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="noden")
    wat = models.CharField(
        "wat is er nodig", max_length=160, validators=[MinLengthValidator(3)], help_text="Schrijf geen namen."
    )
    toelichting = models.TextField(max_length=2000, blank=True)
    van_wie = models.CharField("wie vertelde het", max_length=120, blank=True, help_text="Bv. het buurthuis.")
    activiteit = models.ForeignKey(
        Activiteit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="noden",
        verbose_name="welke activiteit helpt",
    )
    gemeld_op = models.DateField(default=vandaag)
    stand = models.CharField(max_length=9, choices=Stand, default=Stand.OPEN)
    stand_sinds = models.DateField(default=vandaag, editable=False)
    antwoord = models.CharField("wat deden we eraan", max_length=500, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+", editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    opdrachten_nu: int  # of met_opdrachten

    objects = NoodQuerySet.as_manager()

    class Meta:
        ordering = ["wijk", "-gemeld_op", "-pk"]
        verbose_name = "nood van een wijk"
        verbose_name_plural = "noden van wijken"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stand__in=["open", "aangepakt"]) | ~Q(antwoord=""),
                name="nood_afgesloten_met_antwoord",
                violation_error_message="Schrijf wat we eraan deden, of waarom het niet meer nodig is.",
            )
        ]

    def __str__(self) -> str:
        return self.wat

    def get_absolute_url(self) -> str:
        return reverse("wijkwerken:nood-update", kwargs={"sleutel": self.sleutel})

    @property
    def kleur(self) -> str:
        return {"open": "let-op", "aangepakt": "info", "opgelost": "goed"}.get(self.stand, "")


class VraagdrempelQuerySet(models.QuerySet["Vraagdrempel"]):
    def op(self, dag: date) -> Self:
        return self.filter(geldt_op(dag))


@volg()
class Vraagdrempel(models.Model):
    """From how many open requests more than there are workers for them a short training is proposed.

    ``activiteit`` empty: for every activity without a threshold of its own.
    """

    activiteit = models.ForeignKey(
        Activiteit, null=True, blank=True, on_delete=models.CASCADE, related_name="drempels", help_text="Leeg: alle."
    )
    tekort = models.PositiveSmallIntegerField("zoveel aanvragen meer dan wijk-werkers")
    van = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = VraagdrempelQuerySet.as_manager()

    class Meta:
        ordering = ["activiteit", "van"]
        verbose_name = "drempel voor een opleiding"
        verbose_name_plural = "drempels voor een opleiding"
        constraints: ClassVar = [
            tot_na_van("vraagdrempel_tot_na_van"),
            models.CheckConstraint(
                condition=Q(tekort__gte=1),
                name="vraagdrempel_minstens_een",
                violation_error_message="Schrijf minstens 1.",
            ),
            ExclusionConstraint(
                name="vraagdrempel_geen_overlap",
                expressions=[
                    (Coalesce(F("activiteit"), Value(0)), RangeOperators.EQUAL),
                    (DagenBereik(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Er is al een drempel in (een deel van) die periode.",
            ),
        ]

    def __str__(self) -> str:
        return f"drempel {self.pk}"
