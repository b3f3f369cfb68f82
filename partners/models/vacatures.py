"""Vacancies of employers, and who fits which: a view, so that both directions have one definition."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import tot_na_van, vandaag
from partners.models.beroepen import Beroep, Uurgegevens, redelijke_uren
from partners.models.werkgevers import Lead, Werkgever, tot_vandaag
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende, Wijk
from werkpunten.models.personen import PersoonsgebondenQuerySet
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


class PassendQuerySet(PersoonsgebondenQuerySet["Passend"]):
    def beste_eerst(self) -> Self:
        """What speaks against it weighs most, then what speaks for it, then what the person wants most."""
        return self.order_by("tegen", F("voor").desc(), "rang", "pk")


class Passend(BewaaktModel):
    """A person and a vacancy of work they want, or akin to it, and what else fits: the view ``partners_passend``.

    Of each thing 1 fits, 0 is not known, -1 does not fit. Who should not be contacted is not in it. Whether the
    vacancy is open is not asked here.
    """

    id = models.BigIntegerField(primary_key=True)
    vacature = models.ForeignKey(Vacature, on_delete=models.DO_NOTHING, related_name="passenden")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.DO_NOTHING, related_name="+")
    keuze = models.PositiveSmallIntegerField(null=True)
    """Which wish of the person it is; None: only akin to one."""
    verwant_aan = models.CharField(max_length=60)
    rang = models.SmallIntegerField()
    wijk = models.ForeignKey(Wijk, null=True, on_delete=models.DO_NOTHING, related_name="+")
    tegels = models.SmallIntegerField(null=True)
    """Steps on the tile map between where they live and the work; 0 is the same wijk, 1 the next one."""
    talen = models.SmallIntegerField()
    talen_goed = ArrayField(models.CharField(max_length=6))
    talen_onbekend = ArrayField(models.CharField(max_length=6))
    talen_tekort = ArrayField(models.CharField(max_length=6))
    spreken = models.CharField(max_length=2, null=True)  # noqa: DJ001 - NULL is never measured
    uren_past = models.SmallIntegerField()
    momenten_past = models.SmallIntegerField()
    voor = models.SmallIntegerField()
    tegen = models.SmallIntegerField()

    objects = PassendQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "partners_passend"
        verbose_name = "wie past bij welke vacature"
        verbose_name_plural = "wie past bij welke vacature"

    def __str__(self) -> str:
        return f"passend {self.pk}"

    @property
    def goed(self) -> list[str]:
        """What speaks for it, in words."""
        regels = [f"wil dit werk, {self.keuze}e keuze" if self.keuze else f"wil verwant werk: {self.verwant_aan}"]
        if self.tegels == 0 and self.wijk:
            regels.append(f"woont in dezelfde wijk, {self.wijk}")
        if self.tegels == 1 and self.wijk:
            regels.append(f"woont dichtbij, in {self.wijk}")
        regels += [f"spreekt {_taal(code)}" for code in self.talen_goed]
        if self.uren_past == 1 and self.vacature.uren:
            regels.append(f"{self.vacature.uren} past")
        if self.momenten_past == 1 and self.vacature.momenten:
            regels.append(f"kan werken: {self.vacature.momentnamen}")
        return regels

    @property
    def niet(self) -> list[str]:
        """What speaks against it."""
        regels = [f"{_taal(code)} gevraagd, spreekt {self.spreken or 'nog niets'}" for code in self.talen_tekort]
        if self.uren_past == -1:
            regels.append(f"wil andere uren dan {self.vacature.uren}")
        if self.momenten_past == -1:
            regels.append(f"kan niet altijd: {self.vacature.momentnamen}")
        return regels

    @property
    def vraag(self) -> list[str]:
        """What nobody wrote down yet, to ask."""
        regels = [f"{_taal(code)}?" for code in self.talen_onbekend]
        regels += ["hoeveel uren?"] if self.uren_past == 0 else []
        regels += ["wanneer beschikbaar?"] if self.momenten_past == 0 else []
        return regels + (["welke wijk?"] if self.tegels is None and self.wijk is None else [])


def _taal(code: str) -> str:
    """``nl B1`` in words."""
    taal, _, niveau = code.partition(" ")
    return f"{dict(Werkzoekende.Taal.choices).get(taal, taal)} {niveau}".strip()
