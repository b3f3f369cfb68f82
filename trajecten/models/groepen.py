"""Modules (S3.12–S3.16), their sessions and who takes part. Whether somebody came is told by the contact itself."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.tijd import vandaag
from partners.models import Beroep, Lead, Werkgever
from toegang.models import Medewerker
from trajecten.models.plan import BijTraject
from werkpunten.models import Contactmoment, Onderwerp, Soort, Werkpunt, Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet

GROOTSTE = 200


@volg()
class Module(models.Model):
    """What one can take part in, alone or in a group; an entry of the catalogue."""

    class Soort(models.TextChoices):
        WERK = "werk", "werkgerelateerde module"
        TAAL = "taal", "taalcoaching en taalondersteuning"
        ONDERWIJS = "onderwijs", "onderwijs- en opleidingsbemiddeling"
        ORIENTATIE = "orientatie", "arbeidsmarktoriëntatie"
        SCREENING = "screening", "competentiescreening"
        WORKSHOP = "workshop", "workshop van een werkgever"
        ONTMOETING = "ontmoeting", "ontmoeting met werkgevers"
        OP_MAAT = "op_maat", "opleiding op maat van een beroep"

    naam = models.CharField(max_length=100, unique=True)
    soort = models.CharField(max_length=10, choices=Soort)
    omschrijving = models.TextField(max_length=2000, blank=True, help_text="Wat doen we, en voor wie?")
    onderwerp = models.ForeignKey(
        Onderwerp,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="thema",
        help_text="Met dit thema komt wie er was op de tijdlijn.",
    )
    beroep = models.ForeignKey(
        Beroep,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="modules",
        help_text="Het beroep waar een opleiding op maat naartoe leidt.",
    )
    actief = models.BooleanField("wordt nog gegeven", default=True)

    class Meta:
        ordering = ["naam"]
        verbose_name = "module"
        verbose_name_plural = "modules"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(soort="op_maat") | Q(beroep__isnull=False),
                name="module_op_maat_met_beroep",
                violation_error_message="Een opleiding op maat leidt naar een beroep. Kies het beroep.",
            )
        ]

    def __str__(self) -> str:
        return self.naam


class SessieQuerySet(models.QuerySet["Sessie"]):
    def komend(self) -> Self:
        """Of today or later."""
        return self.filter(dag__gte=vandaag())

    def van(self, werkpunten: Iterable[Werkpunt]) -> Self:
        return self.filter(werkpunt__in=[punt.pk for punt in werkpunten])

    def voor_lijst(self) -> Self:
        """Everything a line shows, in one query; ``wachtend``: how many wait for a place."""
        wacht = Count("deelnames", filter=Q(deelnames__stand=Deelname.Stand.WACHTLIJST))
        return self.select_related("module", "werkpunt", "begeleider", "werkgever").annotate(wachtend=wacht)


@volg()
class Sessie(models.Model):
    """One session of a module, of one unit. Written only through ``trajecten.groepen``; names nobody of ours.

    ``bezet``: how many places are taken; that it never exceeds the capacity is kept by the database. ``reeks``: what
    the sessions have in common that were planned together.
    """

    class Stand(models.TextChoices):
        GEPLAND = "gepland", "gepland"
        AFGELAST = "afgelast", "gaat niet door"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reeks = models.UUIDField(null=True, editable=False)
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="sessies")
    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.PROTECT, related_name="sessies")
    begeleider = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, related_name="sessies", verbose_name="wie geeft de sessie"
    )
    werkgever = models.ForeignKey(Werkgever, null=True, blank=True, on_delete=models.PROTECT, related_name="sessies")
    werkgevers = models.ManyToManyField(
        Werkgever, blank=True, related_name="+", editable=False, help_text="Wie er komt bij een ontmoeting."
    )
    dag = models.DateField()
    van = models.TimeField()
    tot = models.TimeField()
    plaats = models.CharField("waar", max_length=160)
    capaciteit = models.PositiveSmallIntegerField("plaatsen", default=12)
    bezet = models.PositiveSmallIntegerField(default=0, editable=False)
    taal = models.CharField("in welke taal", max_length=3, choices=Werkzoekende.Taal, default="nl")
    toelichting = models.CharField(
        max_length=300, blank=True, help_text="Bijvoorbeeld wat je meebrengt. Geen namen van werkzoekenden."
    )
    stand = models.CharField(max_length=8, choices=Stand, default=Stand.GEPLAND, editable=False)
    leads = models.ManyToManyField(Lead, through="Sessielead", related_name="sessies", blank=True)

    wachtend: int  # of voor_lijst

    objects = SessieQuerySet.as_manager()

    class Meta:
        ordering = ["dag", "van", "pk"]
        verbose_name = "sessie"
        verbose_name_plural = "sessies"
        indexes: ClassVar = [
            models.Index(fields=["dag", "van"], name="sessie_dag"),
            models.Index(fields=["reeks"], condition=Q(reeks__isnull=False), name="sessie_reeks"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(tot__gt=F("van")),
                name="sessie_tot_na_van",
                violation_error_message="Het einduur ligt voor het beginuur.",
            ),
            models.CheckConstraint(
                condition=Q(capaciteit__gte=1, capaciteit__lte=GROOTSTE),
                name="sessie_capaciteit_redelijk",
                violation_error_message=f"Een sessie heeft tussen 1 en {GROOTSTE} plaatsen.",
            ),
            models.CheckConstraint(
                condition=Q(bezet__lte=F("capaciteit")),
                name="sessie_niet_te_vol",
                violation_error_message="Er zijn meer mensen ingeschreven dan er plaatsen zijn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module} {self.dag:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("trajecten:sessie-detail", kwargs={"sleutel": self.sleutel})

    @property
    def is_ontmoeting(self) -> bool:
        """Whether several employers meet people there (S3.17); at a workshop there is one, who gives it."""
        return self.module.soort == Module.Soort.ONTMOETING

    @property
    def begin(self) -> datetime:
        return datetime.combine(self.dag, self.van, tzinfo=timezone.get_default_timezone())

    @property
    def einde(self) -> datetime:
        return datetime.combine(self.dag, self.tot, tzinfo=timezone.get_default_timezone())

    @property
    def minuten(self) -> int:
        return int((self.einde - self.begin).total_seconds() // 60)

    @property
    def uren(self) -> str:
        return f"{self.van:%H.%M}–{self.tot:%H.%M} uur"

    @property
    def vrij(self) -> int:
        return self.capaciteit - self.bezet

    @property
    def gaat_door(self) -> bool:
        return self.stand == self.Stand.GEPLAND

    @property
    def is_voorbij(self) -> bool:
        return self.einde <= timezone.now()

    def valt_samen_met(self, andere: "Sessie") -> bool:
        """Whether this is another session, at hours that both share."""
        return self != andere and self.begin < andere.einde and self.einde > andere.begin

    @property
    def is_begonnen(self) -> bool:
        """Whether who came can be noted: from the day itself."""
        return self.gaat_door and self.dag <= vandaag()

    @property
    def soort_contact(self) -> Soort:
        """The kind of contact of who came: alone it is an appointment."""
        return Soort.AFSPRAAK if self.capaciteit == 1 else Soort.GROEP


@volg()
class Sessielead(models.Model):
    """A chance on work that came out of a session with an employer (S5.11, S5.12)."""

    sessie = models.ForeignKey(Sessie, on_delete=models.CASCADE, related_name="+")
    lead = models.OneToOneField(Lead, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "lead uit een sessie"
        verbose_name_plural = "leads uit sessies"

    def __str__(self) -> str:
        return f"lead {self.lead_id} uit sessie {self.sessie_id}"


class DeelnameQuerySet(PersoonsgebondenQuerySet["Deelname"]):
    def ingeschreven(self) -> Self:
        return self.filter(stand=Deelname.Stand.INGESCHREVEN)

    def wachtend(self) -> Self:
        """Who waits for a place, in the order in which they get one."""
        return self.filter(stand=Deelname.Stand.WACHTLIJST).order_by("sinds", "pk")

    def op_lijst(self) -> Self:
        """With a place or waiting for one."""
        return self.exclude(stand=Deelname.Stand.UITGESCHREVEN)

    def op_dagen(self, dagen: Collection[date]) -> Self:
        """On the list of a session that goes on, on one of these days."""
        return self.op_lijst().filter(sessie__dag__in=dagen, sessie__stand=Sessie.Stand.GEPLAND)

    def op_naam(self) -> Self:
        return self.select_related("werkzoekende", "contact").order_by("werkzoekende__sorteernaam", "pk")


@volg()
class Deelname(BijTraject):
    """Somebody on the list of a session, and the contact it became: that they were there, or did not come."""

    class Stand(models.TextChoices):
        INGESCHREVEN = "ingeschreven", "ingeschreven"
        WACHTLIJST = "wachtlijst", "op de wachtlijst"
        UITGESCHREVEN = "uitgeschreven", "uitgeschreven"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sessie = models.ForeignKey(Sessie, on_delete=models.PROTECT, related_name="deelnames")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="deelnames")
    stand = models.CharField(max_length=13, choices=Stand)
    sinds = models.DateTimeField(default=timezone.now)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    contact = models.OneToOneField(
        Contactmoment, null=True, blank=True, on_delete=models.SET_NULL, related_name="deelname"
    )

    objects = DeelnameQuerySet.as_manager()

    class Meta:
        ordering = ["sinds", "pk"]
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        indexes: ClassVar = [models.Index(fields=["werkzoekende", "-sinds"], name="deelname_persoon")]
        constraints: ClassVar = [
            *BijTraject.Meta.constraints,
            models.UniqueConstraint(
                fields=["sessie", "werkzoekende"],
                name="deelname_uniek",
                violation_error_message="Deze persoon staat al op de lijst.",
            ),
            models.CheckConstraint(
                condition=Q(contact=None) | Q(stand="ingeschreven"),
                name="deelname_contact_met_plaats",
                violation_error_message="Van wie er was of niet kwam, staat de aanwezigheid al genoteerd.",
            ),
        ]

    def __str__(self) -> str:
        return f"deelname {self.pk}"

    @property
    def aanwezigheid(self) -> str:
        """``aanwezig``, ``afwezig``, or nothing as long as nobody noted it: what the contact says."""
        if self.contact is None:
            return ""
        return "afwezig" if self.contact.soort == Soort.POGING else "aanwezig"
