"""Where we go to meet people (S3.7), when we are there (S3.8), and what came in from the street."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.namen import Naam
from kern.poort import BewaaktModel, PoortQuerySet
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.models.contacten import Contactmoment
from werkpunten.models.plaatsen import Werkpunt, Wijk, werkpunten_van


class VindplaatsQuerySet(models.QuerySet["Vindplaats"]):
    def van(self, werkpunten: Iterable[Werkpunt]) -> Self:
        """Places that at least one of these units visits, by name."""
        gaat_langs = Vindplaats.werkpunten.through.objects.filter(werkpunt__in=[punt.pk for punt in werkpunten])
        return self.filter(pk__in=gaat_langs.values("vindplaats"))

    def voor(self, medewerker: Medewerker) -> Self:
        return self.van(werkpunten_van(medewerker, *BEGELEIDERS))

    def actief(self) -> Self:
        return self.filter(actief=True)


@volg()
class Vindplaats(models.Model):
    """A place where people are who do not come to us: a square, a mosque, a shop, a school gate."""

    class Soort(models.TextChoices):
        PLEIN = "plein", "plein, park of straat"
        WINKEL = "winkel", "winkel, markt of café"
        BUURT = "buurt", "buurthuis of vereniging"
        GELOOF = "geloof", "gebedshuis"
        SCHOOL = "school", "school of opvang"
        SOCIAAL = "sociaal", "sociale dienst"
        SPORT = "sport", "sport of cultuur"
        ANDER = "ander", "andere plek"

    naam = models.CharField(max_length=80)
    soort = models.CharField("wat voor plek", max_length=8, choices=Soort)
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="vindplaatsen")
    adres = models.CharField(max_length=160, blank=True)
    werkpunten = models.ManyToManyField(Werkpunt, related_name="vindplaatsen", verbose_name="wie gaat er langs")
    toelichting = models.CharField(
        max_length=300, blank=True, help_text="Bijvoorbeeld wanneer er veel mensen zijn. Geen namen van werkzoekenden."
    )
    actief = models.BooleanField("we gaan er nog langs", default=True)

    objects = VindplaatsQuerySet.as_manager()

    class Meta:
        ordering = ["naam", "pk"]
        verbose_name = "vindplaats"
        verbose_name_plural = "vindplaatsen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["naam", "wijk"],
                name="vindplaats_uniek",
                violation_error_message="Deze vindplaats staat er al in deze wijk.",
            )
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("werkpunten:vindplaats-update", kwargs={"pk": self.pk})


class OutreachrondeQuerySet(models.QuerySet["Outreachronde"]):
    def voor(self, medewerker: Medewerker) -> Self:
        """Rounds of one's own units."""
        return self.filter(werkpunt__in=[punt.pk for punt in werkpunten_van(medewerker, *BEGELEIDERS)])

    def voor_lijst(self) -> Self:
        """Everything a line of the calendar shows: three queries, whatever the number of rounds."""
        return self.select_related("werkpunt").prefetch_related("plaatsen", "medewerkers").order_by("dag", "van", "pk")

    def van_contact(self, *, werkpunt: Werkpunt, plaats: "Vindplaats", dag: date, door: Medewerker) -> Self:
        """Rounds in which such a contact may have been made; those this member of staff went along with first."""
        mee = models.Exists(
            Outreachronde.medewerkers.through.objects.filter(outreachronde=models.OuterRef("pk"), medewerker=door)
        )
        hier = self.filter(werkpunt=werkpunt, plaatsen=plaats, dag=dag).exclude(status=Outreachronde.Status.AFGELAST)
        return hier.annotate(mee=mee).order_by("-mee", "van", "pk")


@volg()
class Outreachronde(models.Model):
    """Presence at one or several find-places. Written only through ``werkpunten.rondes``."""

    class Status(models.TextChoices):
        GEPLAND = "gepland", "gepland"
        BEZIG = "bezig", "bezig"
        KLAAR = "klaar", "klaar"
        AFGELAST = "afgelast", "gaat niet door"

    sleutel = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Idempotentie: één keer bewaard."
    )
    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.PROTECT, related_name="outreachrondes")
    dag = models.DateField()
    van = models.TimeField()
    tot = models.TimeField()
    plaatsen = models.ManyToManyField(Vindplaats, related_name="rondes", verbose_name="waar")
    medewerkers = models.ManyToManyField(Medewerker, related_name="outreachrondes", verbose_name="wie gaat")
    toelichting = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.GEPLAND)
    status_sinds = models.DateTimeField(default=timezone.now, editable=False)
    status_door = models.ForeignKey(Medewerker, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = OutreachrondeQuerySet.as_manager()

    class Meta:
        ordering = ["dag", "van", "pk"]
        verbose_name = "outreachronde"
        verbose_name_plural = "outreachrondes"
        indexes: ClassVar = [models.Index(fields=["werkpunt", "dag"], name="ronde_werkpunt_dag")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(tot__gt=F("van")),
                name="ronde_tot_na_van",
                violation_error_message="Het einduur ligt voor het beginuur.",
            )
        ]

    def __str__(self) -> str:
        return f"ronde {self.dag:%d/%m/%Y} {self.van:%H:%M}–{self.tot:%H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("werkpunten:ronde-detail", kwargs={"sleutel": self.sleutel})

    @property
    def open(self) -> bool:
        return self.status in {self.Status.GEPLAND, self.Status.BEZIG}


@volg()
class Vindplaatswerkpunt(Vindplaats.werkpunten.through):  # type: ignore[misc, name-defined]  # made by Django
    """A unit that visits a find-place; here only so that its history is kept."""

    class Meta:
        proxy = True
        verbose_name = "werkpunt van een vindplaats"
        verbose_name_plural = "werkpunten van vindplaatsen"

    def __str__(self) -> str:
        return f"werkpunt van een vindplaats {self.pk}"


@volg()
class Rondeplaats(Outreachronde.plaatsen.through):  # type: ignore[misc, name-defined]  # made by Django
    """A place of a round; here only so that its history is kept."""

    class Meta:
        proxy = True
        verbose_name = "plaats van een ronde"
        verbose_name_plural = "plaatsen van rondes"

    def __str__(self) -> str:
        return f"plaats van een ronde {self.pk}"


@volg()
class Rondeganger(Outreachronde.medewerkers.through):  # type: ignore[misc, name-defined]  # made by Django
    """Somebody who goes on a round; here only so that its history is kept."""

    class Meta:
        proxy = True
        verbose_name = "medewerker van een ronde"
        verbose_name_plural = "medewerkers van rondes"

    def __str__(self) -> str:
        return f"medewerker van een ronde {self.pk}"


class StraatregistratieQuerySet(PoortQuerySet["Straatregistratie"]):
    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        """What came in for one's own units."""
        return self.afgebakend(Q(werkpunt__in=[punt.pk for punt in werkpunten_van(medewerker, *BEGELEIDERS)]))

    def te_doen(self) -> Self:
        """What waits at the desk: names to be tied to somebody, and what lies aside."""
        naam = Q(contact__isnull=False, contact__werkzoekende=None) & ~Q(voornaam="", achternaam="")
        return self.filter(Q(contact=None, afgehandeld_op=None) | naam)

    def te_wissen(self, voor: datetime) -> Self:
        """What came in before and still holds a name of nobody's file."""
        los = self.filter(Q(contact=None) | Q(contact__werkzoekende=None), ontvangen_op__lt=voor)
        return los.exclude(voornaam="", achternaam="", telefoon="", verzegeld__isnull=True)

    def opzij(self) -> Self:
        """What could not become a contact by itself, and nobody settled yet; the oldest first."""
        return self.filter(contact=None, afgehandeld_op=None).order_by("ontvangen_op", "pk")


@volg(zonder=("verzegeld", "voornaam", "achternaam", "telefoon"))
class Straatregistratie(BewaaktModel):
    """One registration from the street as it came in: where it was, and the name somebody gave.

    It is a contact (``contact``), or lies aside with the reason (``reden``) until somebody looks at it. Who it was
    with stands with the contact, once that is known. Written only through ``werkpunten.straat``. The history knows
    no names: what is wiped has to be gone.
    """

    persoon_veld = "nog_niemand"
    naamvelden = frozenset({"voornaam", "achternaam", "telefoon"})
    nog_niemand: ClassVar[None] = None

    sleutel = models.UUIDField(unique=True, editable=False, help_text="Gemaakt op het toestel: één keer bewaard.")
    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.PROTECT, related_name="straatregistraties")
    vindplaats = models.ForeignKey(
        Vindplaats, null=True, blank=True, on_delete=models.PROTECT, related_name="registraties"
    )
    ronde = models.ForeignKey(
        Outreachronde, null=True, blank=True, on_delete=models.SET_NULL, related_name="registraties"
    )
    voornaam = Naam(max_length=80, blank=True)
    achternaam = Naam("naam", max_length=120, blank=True)
    telefoon = models.CharField(max_length=30, blank=True)
    auteur = models.ForeignKey(Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    doorgestuurd_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    ontvangen_op = models.DateTimeField(default=timezone.now, editable=False)
    contact = models.OneToOneField(
        Contactmoment, null=True, blank=True, on_delete=models.CASCADE, related_name="straatregistratie"
    )
    reden = models.CharField("waarom opzij", max_length=200, blank=True)
    verzegeld = models.JSONField(null=True, editable=False)
    afgehandeld_op = models.DateTimeField(null=True, editable=False)
    afgehandeld_door = models.ForeignKey(
        Medewerker, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = StraatregistratieQuerySet.as_manager()

    class Meta:
        verbose_name = "registratie van op straat"
        verbose_name_plural = "registraties van op straat"
        indexes: ClassVar = [
            models.Index(
                fields=["werkpunt"], condition=Q(contact=None, afgehandeld_op=None), name="straatregistratie_opzij"
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(contact__isnull=False) | ~Q(reden=""),
                name="straatregistratie_contact_of_reden",
                violation_error_message="Schrijf waarom deze registratie geen contact werd.",
            ),
            models.CheckConstraint(
                condition=Q(verzegeld=None) | Q(contact=None, afgehandeld_op=None),
                name="straatregistratie_verzegeld_tot_afgehandeld",
                violation_error_message="Deze registratie is nog niet nagekeken.",
            ),
        ]

    def __str__(self) -> str:
        return f"registratie {self.pk}"

    @property
    def naam(self) -> str:
        return ", ".join(deel for deel in (self.achternaam, self.voornaam) if deel)
