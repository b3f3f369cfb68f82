"""Hours really worked: written down once, and corrected only by a counter-entry beside them."""

import uuid
from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone

from kern.geschiedenis import volg
from kern.namen import Naam
from kern.poort import BewaaktModel
from kern.tijd import Periode
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet
from wijkwerken.models.opdrachten import Beurt, Momentbereik, Toewijzing
from wijkwerken.models.wijkwerkers import Wijkwerker


class PrestatieQuerySet(PersoonsgebondenQuerySet["Prestatie"]):
    def in_periode(self, periode: Periode) -> Self:
        """Work that touches these local days, with its counter-entries."""
        begin, einde = periode.momenten()
        return self.filter(begin__lt=einde, einde__gt=begin)

    def van_maand(self, maand: date) -> Self:
        """What is settled in the month that begins on this day, late hours and counter-entries too."""
        return self.filter(maand=maand)

    def wacht(self) -> Self:
        """Hours that count and that the customer did not approve: not asked yet, without an answer, or disputed."""
        return self.filter(corrigeert=None, vervallen=False).exclude(stand=Prestatie.Stand.GOED)

    def minuten(self) -> int:
        """Minutes together; a counter-entry takes off what it corrects."""
        return int(self.aggregate(som=Sum("minuten"))["som"] or 0)

    def voor_lijst(self) -> Self:
        return self.select_related("toewijzing__opdracht__gebruiker", "wijkwerker", "werkzoekende", "door")


OPEN_MAAND = """
PERFORM pg_advisory_xact_lock_shared(hashtext('wijkwerken.maand'));
IF NEW.maand < date_trunc('month', NEW."begin" AT TIME ZONE 'Europe/Brussels')::date THEN
    RAISE EXCEPTION 'Uren worden nooit verrekend voor ze gewerkt zijn.' USING ERRCODE = 'check_violation';
END IF;
IF EXISTS (SELECT FROM wijkwerken_maandafsluiting WHERE maand >= NEW.maand) THEN
    RAISE EXCEPTION 'Die maand is afgesloten.' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
"""Whoever keeps hours shares the lock that whoever closes a month holds alone (docs/decisions/0026)."""


@volg(zonder=("wie",))
class Prestatie(BewaaktModel):
    """One entry of work, or (with ``corrigeert``) the counter-entry that takes one off. Written only through
    ``wijkwerken.services.prestaties``; what was written never changes.

    ``minuten``: below zero in a counter-entry. ``vervallen``: a counter-entry took it off. ``maand``: the first day of
    the month it is settled in, that of the work or, when that was closed, the first one open. ``stand``: what the
    customer said of it, for good once it is right; ``wie`` said so and ``kanaal`` how, with in ``opmerking`` what is
    not right. The history knows no ``wie``: the name of a customer can be wiped.
    """

    class Stand(models.TextChoices):
        OPEN = "open", "nog goed te keuren"
        GOED = "goed", "goedgekeurd"
        BETWIST = "betwist", "klopt niet"

    class Kanaal(models.TextChoices):
        LINK = "link", "via de link in de mail"
        TELEFOON = "telefoon", "telefonisch"
        GESPREK = "gesprek", "in een gesprek"
        PAPIER = "papier", "op papier"

    naamvelden = frozenset({"uitleg", "wie", "opmerking"})

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    toewijzing = models.ForeignKey(Toewijzing, on_delete=models.PROTECT, related_name="prestaties")
    beurt = models.ForeignKey(Beurt, null=True, blank=True, on_delete=models.PROTECT, related_name="prestaties")
    wijkwerker = models.ForeignKey(Wijkwerker, on_delete=models.PROTECT, related_name="prestaties")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    begin = models.DateTimeField()
    einde = models.DateTimeField()
    minuten = models.IntegerField()
    kilometers = models.DecimalField("kilometers heen en terug", max_digits=5, decimal_places=1, default=0)
    corrigeert = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="tegenboeking"
    )
    vervallen = models.BooleanField(default=False)
    uitleg = models.CharField(max_length=300, blank=True)
    maand = models.DateField("verrekend in de maand van")
    stand = models.CharField(max_length=8, choices=Stand, default=Stand.OPEN)
    kanaal = models.CharField("hoe", max_length=8, choices=Kanaal, blank=True)
    wie = Naam("wie bij de gebruiker", max_length=120, blank=True)
    opmerking = models.CharField("wat klopt er niet", max_length=300, blank=True)
    beoordeeld_op = models.DateTimeField(null=True, blank=True)
    beoordeeld_door = models.ForeignKey(
        Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Leeg: via de link."
    )
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    objects = PrestatieQuerySet.as_manager()

    class Meta:
        ordering = ["begin", "pk"]
        verbose_name = "prestatie"
        verbose_name_plural = "prestaties"
        indexes: ClassVar = [
            models.Index(fields=["werkzoekende", "begin"], name="prestatie_persoon"),
            models.Index(fields=["maand"], name="prestatie_maand"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(einde__gt=F("begin"), kilometers__gte=0),
                name="prestatie_einde_na_begin",
                violation_error_message="Het einde ligt voor het begin.",
            ),
            models.CheckConstraint(
                condition=Q(corrigeert=None, minuten__gt=0)
                | Q(corrigeert__isnull=False, minuten__lt=0, vervallen=False) & ~Q(uitleg=""),
                name="prestatie_of_tegenboeking",
                violation_error_message="Een tegenboeking trekt uren af en zegt waarom.",
            ),
            models.CheckConstraint(
                condition=Q(corrigeert__isnull=False, stand="goed")
                | Q(corrigeert=None, stand="open", beoordeeld_op=None, beoordeeld_door=None, kanaal="")
                | Q(corrigeert=None, stand__in=["goed", "betwist"], beoordeeld_op__isnull=False)
                & (Q(kanaal="link", beoordeeld_door=None) | ~Q(kanaal__in=["", "link"]) & ~Q(beoordeeld_door=None)),
                name="prestatie_beoordeeld",
                violation_error_message="Zeg wie de uren goedkeurde of betwistte, en hoe.",
            ),
            models.CheckConstraint(
                condition=~Q(stand="betwist", opmerking=""),
                name="prestatie_betwist_met_reden",
                violation_error_message="Schrijf in enkele woorden wat er niet klopt.",
            ),
            models.CheckConstraint(
                condition=Q(maand__day=1),
                name="prestatie_hele_maand",
                violation_error_message="Een maand begint op de eerste.",
            ),
            ExclusionConstraint(
                name="prestatie_geen_overlap",
                expressions=[
                    (F("werkzoekende"), RangeOperators.EQUAL),
                    (Momentbereik(F("begin"), F("einde")), RangeOperators.OVERLAPS),
                ],
                condition=Q(corrigeert=None, vervallen=False),
                violation_error_message="Op dat moment staan er al gewerkte uren.",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="nooit_weg", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="nooit_anders",
                fields=[
                    *("toewijzing", "wijkwerker", "werkzoekende", "begin", "einde", "minuten", "kilometers"),
                    *("corrigeert", "maand"),
                ],
            ),
            pgtrigger.Trigger(name="open_maand", operation=pgtrigger.Insert, when=pgtrigger.Before, func=OPEN_MAAND),
            pgtrigger.Protect(
                name="goed_is_goed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__stand="goed") & ~pgtrigger.Q(new__stand="goed"),
            ),
        ]

    def __str__(self) -> str:
        return f"prestatie {self.pk}"
