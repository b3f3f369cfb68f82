"""Consent to share: with whom, what for, which facts, how given and until when."""

from datetime import timedelta
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import geldt_op, tot_na_van, vandaag
from toegang.models import Medewerker, Organisatie
from werkpunten.models import Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet


class Gegeven(models.TextChoices):
    """The facts of a person that can be shared, each on its own; nothing else ever is."""

    NAAM = "naam", "Naam"
    TELEFOON = "telefoon", "Telefoon"
    EMAIL = "email", "E-mail"
    TAAL = "taal", "Contacttaal"
    GEBOREN = "geboren", "Geboortedatum"
    GESLACHT = "geslacht", "Geslacht"
    WIJK = "wijk", "Wijk"
    ADRES = "adres", "Adres"
    NATIONALITEIT = "nationaliteit", "Nationaliteit"
    OPLEIDING = "opleiding", "Opleiding"
    STATUUT = "statuut", "Statuut"
    CONTACTEN = "contacten", "Contacten en begeleiding"


MINIMUM = (Gegeven.NAAM, Gegeven.TELEFOON, Gegeven.TAAL)
"""What a partner needs to reach somebody: chosen beforehand in the wizard."""
LANGSTE_TOESTEMMING = timedelta(days=2 * 366)
"""How far ahead somebody can agree; after that they are asked again."""


class ToestemmingQuerySet(PersoonsgebondenQuerySet["Toestemming"]):
    def geldig(self) -> Self:
        """Consent by which something may be shared today."""
        return self.filter(geldig_nu())


def geldig_nu(vanaf: str = "") -> Q:
    """Consent that holds today; ``vanaf`` is the way to it from another model (``toestemming__``)."""
    return geldt_op(vandaag(), van=f"{vanaf}gegeven_op", tot=f"{vanaf}geldig_tot") & Q(
        **{f"{vanaf}ingetrokken_op": None, f"{vanaf}vervangen_door": None}
    )


@volg()
class Toestemming(BewaaktModel):
    """One agreement to share, or another legal ground with its reason. Withdrawn at any moment.

    The five questions of shared professional secrecy (domain.md §6) all need a yes; without consent the first may be
    a no.
    """

    naamvelden = frozenset({"doel", "grond_reden"})

    class Grond(models.TextChoices):
        TOESTEMMING = "toestemming", "toestemming van de persoon"
        ANDERE = "andere", "een andere wettelijke grond"

    class Hoe(models.TextChoices):
        MONDELING = "mondeling", "mondeling, samen besproken"
        PAPIER = "papier", "handtekening op papier"
        TOLK = "tolk", "mondeling, met een tolk"
        BERICHT = "bericht", "in een bericht of mail"

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="toestemmingen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="toestemmingen")
    doel = models.CharField("waarvoor", max_length=300)
    gegevens = ArrayField(models.CharField(max_length=14, choices=Gegeven))
    grond = models.CharField(max_length=11, choices=Grond, default=Grond.TOESTEMMING)
    grond_reden = models.CharField("waarom zonder toestemming", max_length=300, blank=True)
    hoe = models.CharField("hoe gegeven", max_length=9, choices=Hoe, blank=True)
    weet_ervan = models.BooleanField()
    in_belang = models.BooleanField()
    noodzakelijk = models.BooleanField()
    geheimhouding = models.BooleanField()
    zelfde_opdracht = models.BooleanField()
    gegeven_op = models.DateField(default=vandaag)
    geldig_tot = models.DateField("geldig tot en met")
    vastgelegd_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    vastgelegd_op = models.DateTimeField(default=timezone.now, editable=False)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    vervangen_door = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ingetrokken_door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ToestemmingQuerySet.as_manager()

    class Meta:
        ordering = ["-gegeven_op", "-pk"]
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        constraints: ClassVar = [
            tot_na_van("toestemming_geldig", van="gegeven_op", tot="geldig_tot"),
            models.CheckConstraint(
                condition=Q(gegevens__len__gte=1),
                name="toestemming_iets_gedeeld",
                violation_error_message="Kies minstens één gegeven om te delen.",
            ),
            models.CheckConstraint(
                condition=Q(in_belang=True, noodzakelijk=True, geheimhouding=True, zelfde_opdracht=True)
                & (Q(grond="toestemming", weet_ervan=True) & ~Q(hoe="") | Q(grond="andere") & ~Q(grond_reden="")),
                name="toestemming_vragen",
                violation_error_message="Zonder toestemming kan je geen persoonsgegevens delen.",
            ),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None, ingetrokken_door=None)
                | Q(ingetrokken_op__isnull=False, ingetrokken_door__isnull=False),
                name="toestemming_ingetrokken_door",
                violation_error_message="Zeg wie de toestemming introk, en wanneer.",
            ),
        ]

    def __str__(self) -> str:
        return f"toestemming {self.pk}"

    @property
    def is_geldig(self) -> bool:
        return (
            self.ingetrokken_op is None
            and self.vervangen_door_id is None
            and self.gegeven_op <= vandaag() <= self.geldig_tot
        )

    @property
    def gegevensnamen(self) -> list[str]:
        """The facts shared, in the order of the list."""
        return [str(gegeven.label) for gegeven in Gegeven if gegeven.value in self.gegevens]
