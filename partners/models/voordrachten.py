"""Proposals: somebody of ours for a vacancy, until what became of it is known."""

import uuid
from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import vandaag
from partners.models.toestemming import Toestemming
from partners.models.vacatures import Vacature
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.models.contacten import ONGEDAAN_BINNEN
from werkpunten.models.personen import PersoonsgebondenQuerySet


class Fase(models.TextChoices):
    VOORGEDRAGEN = "voorgedragen", "voorgedragen"
    BIJ_WERKGEVER = "bij_werkgever", "bij de werkgever"
    GESPREK = "gesprek", "sollicitatiegesprek"
    AANGEWORVEN = "aangeworven", "aangeworven"
    NIET_AANGEWORVEN = "niet_aangeworven", "niet aangeworven"
    TERUGGETROKKEN = "teruggetrokken", "teruggetrokken door de persoon"


LOPEND = (Fase.VOORGEDRAGEN, Fase.BIJ_WERKGEVER, Fase.GESPREK)
VERDER: dict[Fase, tuple[Fase, ...]] = {
    Fase.VOORGEDRAGEN: (Fase.BIJ_WERKGEVER, Fase.NIET_AANGEWORVEN, Fase.TERUGGETROKKEN),
    Fase.BIJ_WERKGEVER: (Fase.GESPREK, Fase.AANGEWORVEN, Fase.NIET_AANGEWORVEN, Fase.TERUGGETROKKEN),
    Fase.GESPREK: (Fase.AANGEWORVEN, Fase.NIET_AANGEWORVEN, Fase.TERUGGETROKKEN),
    Fase.AANGEWORVEN: (),
    Fase.NIET_AANGEWORVEN: (),
    Fase.TERUGGETROKKEN: (),
}
"""The whole state machine. The database refuses every other step too (trigger ``voordracht_verder``)."""


class Waarom(models.TextChoices):
    """Why an employer did not hire somebody."""

    ANDERE = "andere", "de werkgever koos iemand anders"
    TAAL = "taal", "te weinig taal"
    ERVARING = "ervaring", "te weinig ervaring of opleiding"
    UREN = "uren", "uren of dagen pasten niet"
    BEREIKBAAR = "bereikbaar", "werkplek moeilijk te bereiken"
    PAPIEREN = "papieren", "papieren of recht op werk niet in orde"
    NIET_GEKOMEN = "niet_gekomen", "kwam niet naar het gesprek"
    WEG = "weg", "de vacature was al weg"
    ANDER = "ander", "andere reden"


class VoordrachtQuerySet(PersoonsgebondenQuerySet["Voordracht"]):
    def lopend(self) -> Self:
        return self.filter(fase__in=LOPEND)

    def voor_lijst(self) -> Self:
        """Everything a line shows, in one query."""
        return self.select_related("werkzoekende", "vacature__werkgever", "vacature__beroep", "door")


@volg()
class Voordracht(BewaaktModel):
    """One person for one vacancy. Written only through ``partners.services.voordragen``.

    The system itself never sends the employer anything about the person.
    """

    naamvelden = frozenset({"toelichting"})

    sleutel = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Idempotentie: één keer bewaard."
    )
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="voordrachten")
    vacature = models.ForeignKey(Vacature, on_delete=models.PROTECT, related_name="voordrachten")
    akkoord_op = models.DateField("besproken met de persoon op", default=vandaag)
    akkoord_hoe = models.CharField("hoe", max_length=9, choices=Toestemming.Hoe, default=Toestemming.Hoe.MONDELING)
    toelichting = models.CharField("waarom deze persoon", max_length=500, blank=True)
    fase = models.CharField(max_length=16, choices=Fase, default=Fase.VOORGEDRAGEN)
    fase_sinds = models.DateTimeField(default=timezone.now)
    waarom = models.CharField("waarom niet", max_length=12, choices=Waarom, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="voordrachten")
    aangemaakt = models.DateTimeField(default=timezone.now)

    objects = VoordrachtQuerySet.as_manager()

    class Meta:
        ordering = ["-aangemaakt", "-pk"]
        verbose_name = "voordracht"
        verbose_name_plural = "voordrachten"
        indexes: ClassVar = [
            models.Index(fields=["werkzoekende", "-aangemaakt"], name="voordracht_persoon"),
            models.Index(fields=["vacature", "-aangemaakt"], name="voordracht_vacature"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["werkzoekende", "vacature"],
                condition=Q(fase__in=["voorgedragen", "bij_werkgever", "gesprek"]),
                name="voordracht_een_lopende",
                violation_error_message="Deze persoon is al voorgedragen voor deze vacature.",
            ),
            models.CheckConstraint(
                condition=Q(fase="niet_aangeworven") & ~Q(waarom="") | ~Q(fase="niet_aangeworven") & Q(waarom=""),
                name="voordracht_waarom_niet",
                violation_error_message="Zeg waarom de persoon niet aangeworven is.",
            ),
            models.CheckConstraint(
                condition=Q(akkoord_op__gte="1990-01-01") & ~Q(akkoord_hoe=""),
                name="voordracht_akkoord",
                violation_error_message="Zeg wanneer en hoe je het met de persoon besprak.",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.FSM(
                name="voordracht_verder",
                field="fase",
                transitions=[(str(van), str(naar)) for van, verder in VERDER.items() for naar in verder],
            )
        ]

    def __str__(self) -> str:
        return f"voordracht {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("partners:voordracht-detail", kwargs={"sleutel": self.sleutel})

    @property
    def nummer(self) -> str:
        """The number on screen, which says nothing about anybody."""
        return f"V{self.pk:05d}"

    @property
    def loopt(self) -> bool:
        return self.fase in LOPEND

    @property
    def kleur(self) -> str:
        return {"aangeworven": "goed", "niet_aangeworven": "fout", "teruggetrokken": ""}.get(self.fase, "info")


@volg()
class Voordrachtstap(BewaaktModel):
    """What happened with a proposal, in order; the last one is its phase."""

    naamvelden = frozenset({"tekst"})

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    voordracht = models.ForeignKey(Voordracht, on_delete=models.CASCADE, related_name="stappen")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    van = models.CharField(max_length=16, choices=Fase, blank=True)
    naar = models.CharField(max_length=16, choices=Fase)
    op = models.DateField("wanneer", default=vandaag)
    waarom = models.CharField(max_length=12, choices=Waarom, blank=True)
    tekst = models.CharField(max_length=500, blank=True)
    moment = models.DateTimeField(default=timezone.now)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = PersoonsgebondenQuerySet["Voordrachtstap"].as_manager()

    class Meta:
        ordering = ["moment", "pk"]
        verbose_name = "stap van een voordracht"
        verbose_name_plural = "stappen van voordrachten"
        indexes: ClassVar = [models.Index(fields=["werkzoekende", "-moment"], name="voordrachtstap_persoon")]

    def __str__(self) -> str:
        return f"stap van voordracht {self.pk}"

    @property
    def wat(self) -> str:
        """The step in words: ``Sollicitatiegesprek op 28/11/2026``."""
        naam = str(self.get_naar_display()).capitalize()
        return f"{naam} op {self.op:%d/%m/%Y}" if self.op != timezone.localtime(self.moment).date() else naam

    @property
    def uitleg(self) -> str:
        """The reason and what was written with it."""
        waarom = str(self.get_waarom_display()).capitalize() if self.waarom else ""
        return ". ".join(deel for deel in (waarom, self.tekst) if deel)

    @property
    def wie(self) -> str:
        return str(self.door)

    def kan_terug(self, *, door: Medewerker) -> bool:
        """Whether who did this step can still take it back, as long as it is the last one."""
        return self.door_id == door.pk and timezone.now() - self.moment <= ONGEDAAN_BINNEN
