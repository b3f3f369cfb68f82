"""Vacancies of employers, and the languages they ask."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.tijd import tot_na_van, vandaag
from partners.models.beroepen import Beroep, Uurgegevens, redelijke_uren
from partners.models.werkgevers import Lead, Werkgever, tot_vandaag
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende, Wijk
from werkpunten.models.reeksen import Erk


class Toestand(models.TextChoices):
    """What lists, filters and figures call the state: a vacancy whose last day has gone by is no longer open."""

    OPEN = "open", "open"
    VERLOPEN = "verlopen", "verlopen"
    INGEVULD = "ingevuld", "ingevuld"
    INGETROKKEN = "ingetrokken", "ingetrokken"


class VacatureQuerySet(models.QuerySet["Vacature"]):
    def open(self) -> Self:
        """For which somebody can be proposed today."""
        return self.in_toestand(Toestand.OPEN)

    def in_toestand(self, toestand: str) -> Self:
        """The one definition of each state."""
        if toestand == Toestand.OPEN:
            return self.filter(tot_vandaag(), stand=Vacature.Stand.OPEN)
        if toestand == Toestand.VERLOPEN:
            return self.filter(stand=Vacature.Stand.OPEN, tot__lt=vandaag())
        return self.filter(stand=toestand)

    def zoek(self, tekst: str) -> Self:
        """Vacancies with these letters in their title, employer, occupation or a word for that occupation."""
        return self.filter(
            Q(titel__icontains=tekst)
            | Q(werkgever__naam__icontains=tekst)
            | Q(werkgever__aliassen__icontains=tekst)
            | Q(beroep__naam__icontains=tekst)
            | Q(beroep__zoekwoorden__icontains=tekst)
        )

    def voor_lijst(self) -> Self:
        """Everything a line shows, in two queries."""
        return self.select_related("werkgever", "beroep", "wijk").prefetch_related("taaleisen")


@volg()
class Vacature(Uurgegevens):
    """Work an employer offers. That it expired follows from its last day; the rest is decided (``zet_stand``)."""

    class Stand(models.TextChoices):
        OPEN = "open", "open"
        INGEVULD = "ingevuld", "ingevuld"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    werkgever = models.ForeignKey(Werkgever, on_delete=models.PROTECT, related_name="vacatures")
    beroep = models.ForeignKey(Beroep, on_delete=models.PROTECT, related_name="vacatures")
    titel = models.CharField("titel", max_length=120, help_text="bv. Poetshulp in een school, 's ochtends")
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="vacatures", verbose_name="in welke wijk")
    plaats = models.CharField(max_length=160, blank=True, help_text="Straat of gebouw waar het werk is.")
    eisen = models.TextField(
        "wat moet je kunnen", max_length=3000, blank=True, help_text="In gewone woorden, ook wat niet hoeft."
    )
    aantal = models.PositiveSmallIntegerField("aantal plaatsen", default=1)
    van = models.DateField("vanaf", default=vandaag)
    tot = models.DateField("solliciteren tot en met", null=True, blank=True)
    lead = models.OneToOneField(Lead, null=True, blank=True, on_delete=models.SET_NULL, related_name="vacature")
    stand = models.CharField(max_length=11, choices=Stand, default=Stand.OPEN)
    stand_sinds = models.DateTimeField(default=timezone.now, editable=False)
    stand_door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    stand_reden = models.CharField("waarom", max_length=300, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="vacatures")
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = VacatureQuerySet.as_manager()

    class Meta:
        ordering = ["-van", "-pk"]
        verbose_name = "vacature"
        verbose_name_plural = "vacatures"
        indexes: ClassVar = [
            models.Index(fields=["werkgever", "-van"], name="vacature_werkgever"),
            models.Index(fields=["beroep"], condition=Q(stand="open"), name="vacature_open_beroep"),
        ]
        constraints: ClassVar = [
            tot_na_van("vacature_tot_na_van"),
            redelijke_uren("vacature_uren"),
            models.CheckConstraint(
                condition=Q(aantal__range=(1, 500)),
                name="vacature_aantal",
                violation_error_message="Een vacature heeft 1 tot 500 plaatsen.",
            ),
            models.CheckConstraint(
                condition=Q(stand="open", stand_reden="") | Q(stand="ingevuld") | ~Q(stand_reden=""),
                name="vacature_ingetrokken_waarom",
                violation_error_message="Schrijf waarom de vacature ingetrokken is.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("partners:vacature-detail", kwargs={"pk": self.pk})

    @property
    def toestand(self) -> Toestand:
        verlopen = self.stand == self.Stand.OPEN and self.tot is not None and self.tot < vandaag()
        return Toestand.VERLOPEN if verlopen else Toestand(self.stand)

    @property
    def kleur(self) -> str:
        kleuren = {Toestand.OPEN: "info", Toestand.INGEVULD: "goed", Toestand.VERLOPEN: "let-op"}
        return kleuren.get(self.toestand, "")

    @property
    def taalnamen(self) -> str:
        return ", ".join(str(eis) for eis in self.taaleisen.all())


@volg()
class Taaleis(models.Model):
    """A language the work asks, and how well."""

    vacature = models.ForeignKey(Vacature, on_delete=models.CASCADE, related_name="taaleisen")
    taal = models.CharField(max_length=3, choices=Werkzoekende.Taal)
    niveau = models.CharField(max_length=2, choices=[keuze for keuze in Erk.choices if keuze[0] not in {"", "0"}])

    class Meta:
        ordering = ["pk"]
        verbose_name = "gevraagde taal"
        verbose_name_plural = "gevraagde talen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["vacature", "taal"],
                name="taaleis_een_keer",
                violation_error_message="Deze taal staat er al bij.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_taal_display()} {self.niveau}"
