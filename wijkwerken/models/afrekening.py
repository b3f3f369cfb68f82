"""Months that are closed, what each piece of work is worth in them, and the statements that follow from it.

Amounts are whole cents. Nothing here ever changes: a correction is a counter-entry in a later month.
"""

import uuid
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet
from wijkwerken.models.gebruikers import GebruikersQuerySet, VanGebruiker, WijkwerkGebruiker
from wijkwerken.models.prestaties import Prestatie
from wijkwerken.models.wijkwerkers import Wijkwerker

KAN_SLUITEN = """
PERFORM pg_advisory_xact_lock(hashtext('wijkwerken.maand'));
IF EXISTS (SELECT FROM wijkwerken_maandafsluiting WHERE maand >= NEW.maand) THEN
    RAISE EXCEPTION 'Die maand is al afgesloten.' USING ERRCODE = 'check_violation';
END IF;
IF EXISTS (SELECT FROM wijkwerken_prestatie p WHERE p.maand < NEW.maand
           AND NOT EXISTS (SELECT FROM wijkwerken_maandafsluiting a WHERE a.maand >= p.maand)) THEN
    RAISE EXCEPTION 'Er is een vroegere maand die nog open is.' USING ERRCODE = 'check_violation';
END IF;
IF EXISTS (SELECT FROM wijkwerken_prestatie WHERE maand = NEW.maand AND stand <> 'goed' AND NOT vervallen) THEN
    RAISE EXCEPTION 'Er zijn nog uren die niet goedgekeurd zijn.' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
BEVROREN = pgtrigger.Protect(name="bevroren", operation=pgtrigger.Update | pgtrigger.Delete)
VAST = (
    pgtrigger.Protect(name="nooit_weg", operation=pgtrigger.Delete),
    pgtrigger.Protect(name="nooit_anders", operation=pgtrigger.Update),
)
"""Nothing changes, but for the person when two files become one (``wijkwerken.samenvoegregels``)."""


class MaandafsluitingQuerySet(models.QuerySet["Maandafsluiting"]):
    def laatste(self) -> "Maandafsluiting | None":
        return self.order_by("maand").last()


@volg()
class Maandafsluiting(models.Model):
    """A month of which the hours are settled, with what they came to. It never opens again.

    ``uren``: started hours; ``vergoeding`` and ``reis``: what workers get; ``prijs``: what the hours cost customers,
    of which ``met_cheque`` hours, worth ``gedekt``, were paid with cheques.
    """

    maand = models.DateField("maand van", unique=True)
    uren = models.IntegerField("begonnen uren")
    vergoeding = models.IntegerField("vergoeding (cent)")
    reis = models.IntegerField("verplaatsing (cent)")
    prijs = models.IntegerField("prijs (cent)")
    met_cheque = models.IntegerField("uren met een cheque")
    gedekt = models.IntegerField("betaald met cheques (cent)")
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    objects = MaandafsluitingQuerySet.as_manager()

    class Meta:
        ordering = ["-maand"]
        verbose_name = "afgesloten maand"
        verbose_name_plural = "afgesloten maanden"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(maand__day=1),
                name="maandafsluiting_hele_maand",
                violation_error_message="Een maand begint op de eerste.",
            )
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(name="kan_sluiten", operation=pgtrigger.Insert, when=pgtrigger.Before, func=KAN_SLUITEN),
            BEVROREN,
        ]

    def __str__(self) -> str:
        return f"{self.maand:%m/%Y}"


@volg()
class Afrekenregel(BewaaktModel):
    """The started hours of one entry of work that fall on one day, at the rates of that day; below zero in a
    counter-entry, which takes back what the entry it corrects was worth, whatever the rates say now.

    ``vergoeding`` and ``prijs``: cents per started hour. ``reis``: cents, on the first day. ``met_cheque``: hours of
    these that a cheque paid.
    """

    afsluiting = models.ForeignKey(Maandafsluiting, on_delete=models.PROTECT, related_name="regels")
    prestatie = models.ForeignKey(Prestatie, on_delete=models.PROTECT, related_name="regels")
    wijkwerker = models.ForeignKey(Wijkwerker, on_delete=models.PROTECT, related_name="+")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    gebruiker = models.ForeignKey(WijkwerkGebruiker, on_delete=models.PROTECT, related_name="afrekenregels")
    dag = models.DateField()
    uren = models.SmallIntegerField("begonnen uren")
    vergoeding = models.PositiveIntegerField("vergoeding per uur (cent)")
    prijs = models.PositiveIntegerField("prijs per uur (cent)")
    reis = models.IntegerField("verplaatsing (cent)", default=0)
    met_cheque = models.SmallIntegerField("uren met een cheque", default=0)

    objects = PersoonsgebondenQuerySet["Afrekenregel"].as_manager()

    class Meta:
        ordering = ["dag", "pk"]
        verbose_name = "regel van een afrekening"
        verbose_name_plural = "regels van afrekeningen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prestatie", "dag"], name="afrekenregel_eens"),
            models.CheckConstraint(
                condition=Q(uren__gt=0, reis__gte=0, met_cheque__gte=0, met_cheque__lte=F("uren"))
                | Q(uren__lt=0, reis__lte=0, met_cheque__lte=0, met_cheque__gte=F("uren")),
                name="afrekenregel_een_kant",
            ),
        ]
        triggers: ClassVar = [*VAST]

    def __str__(self) -> str:
        return f"afrekenregel {self.pk}"


class Staat(models.Model):
    """A statement as it was issued: ``inhoud`` is what stands on it (canonical JSON, without the name of anybody) and
    ``sha256`` its hash; ``versie`` says which lay-out reads it.
    """

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uren = models.IntegerField("begonnen uren")
    inhoud = models.TextField()
    sha256 = models.CharField(max_length=64)
    versie = models.PositiveSmallIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Maandstaat(Staat, BewaaktModel):
    """What a worker earned in a month: ``bedrag`` for started hours and ``reis`` for travel (S2.27)."""

    afsluiting = models.ForeignKey(Maandafsluiting, on_delete=models.PROTECT, related_name="maandstaten")
    wijkwerker = models.ForeignKey(Wijkwerker, on_delete=models.PROTECT, related_name="maandstaten")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    bedrag = models.IntegerField("vergoeding (cent)")
    reis = models.IntegerField("verplaatsing (cent)")

    objects = PersoonsgebondenQuerySet["Maandstaat"].as_manager()

    class Meta(Staat.Meta):
        abstract = False
        ordering = ["-afsluiting__maand", "pk"]
        verbose_name = "maandoverzicht"
        verbose_name_plural = "maandoverzichten"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["afsluiting", "wijkwerker"], name="maandstaat_eens"),
        ]
        triggers: ClassVar = [*VAST]

    @property
    def totaal(self) -> int:
        return self.bedrag + self.reis


class Gebruikersstaat(Staat, VanGebruiker):
    """What a customer had done in a month: ``bedrag`` it costs, of which cheques covered ``gedekt``."""

    afsluiting = models.ForeignKey(Maandafsluiting, on_delete=models.PROTECT, related_name="gebruikersstaten")
    gebruiker = models.ForeignKey(WijkwerkGebruiker, on_delete=models.PROTECT, related_name="staten")
    bedrag = models.IntegerField("prijs (cent)")
    met_cheque = models.IntegerField("uren met een cheque")
    gedekt = models.IntegerField("betaald met cheques (cent)")

    objects = GebruikersQuerySet["Gebruikersstaat"].as_manager()

    class Meta(Staat.Meta):
        abstract = False
        ordering = ["-afsluiting__maand", "pk"]
        verbose_name = "overzicht van een gebruiker"
        verbose_name_plural = "overzichten van gebruikers"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["afsluiting", "gebruiker"], name="gebruikersstaat_eens"),
        ]
        triggers: ClassVar = [BEVROREN]

    @property
    def te_betalen(self) -> int:
        return self.bedrag - self.gedekt
