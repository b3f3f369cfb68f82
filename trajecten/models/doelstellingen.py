"""What a project promised: to whom, with whom, with what money, how many and by when."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kern.geschiedenis import volg
from kern.tijd import Periode, tot_na_van
from toegang.models import Organisatie
from trajecten.models.projecten import GEEN_SCHULD, Project
from werkpunten.models import Doelgroep

_VAN_WIE = Q(organisatie__isnull=False) | ~Q(naam="")


class Maatstaf(models.TextChoices):
    """Codes of the figures a target can be set for; what each counts is declared in ``rapportage``."""

    BEREIKT = "bereikt", "personen bereikt"
    GESTART = "traject_gestart", "personen met een gestart traject"
    INTENSIEF = "intensief_begeleid", "personen intensief begeleid"
    UITKOMST = "werk_of_opleiding", "personen naar werk of opleiding"
    WERK = "naar_werk", "personen naar werk"
    VIER_WEKEN = "na_4_weken", "personen na 4 weken nog aan de slag"
    ZES_MAANDEN = "na_6_maanden", "personen na 6 maanden nog aan de slag"
    AANGEMELD = "aangemeld", "aanmeldingen"


@volg()
class Projectpartner(models.Model):
    """Who carries a project. ``naam`` for an organisation that we don't keep, or not yet."""

    class Rol(models.TextChoices):
        PROMOTOR = "promotor", "promotor"
        PARTNER = "partner", "partner"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partners")
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField("andere organisatie", max_length=120, blank=True)
    rol = models.CharField(max_length=8, choices=Rol, default=Rol.PARTNER)

    class Meta:
        ordering = ["project", "-rol", "pk"]
        verbose_name = "partner van een project"
        verbose_name_plural = "partners van een project"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_VAN_WIE,
                name="projectpartner_wie",
                violation_error_message="Kies een organisatie of schrijf haar naam.",
            ),
            models.UniqueConstraint(
                fields=["project", "organisatie"],
                name="projectpartner_eens",
                violation_error_message="Deze organisatie staat al bij dit project.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam or str(self.organisatie)


@volg()
class Financiering(models.Model):
    """Money of one funder: what was budgeted and what of it is spent. A view, no bookkeeping (S3.20)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="financiering")
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField("andere financier", max_length=120, blank=True)
    oproep = models.CharField("oproep of besluit", max_length=120, blank=True)
    begroot = models.DecimalField(
        "begroot (euro)", max_digits=12, decimal_places=2, null=True, blank=True, validators=[GEEN_SCHULD]
    )
    gerealiseerd = models.DecimalField(
        "gerealiseerd (euro)", max_digits=12, decimal_places=2, null=True, blank=True, validators=[GEEN_SCHULD]
    )

    class Meta:
        ordering = ["project", "pk"]
        verbose_name = "financiering"
        verbose_name_plural = "financiering"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_VAN_WIE,
                name="financiering_wie",
                violation_error_message="Kies een organisatie of schrijf wie het geld geeft.",
            )
        ]

    def __str__(self) -> str:
        return self.naam or str(self.organisatie)


@volg()
class Projectdoelgroep(models.Model):
    """A target group of a project, by its slug, with how many can be coached at the same time (S4.14)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="doelgroepen")
    doelgroep = models.SlugField(max_length=40)
    plaatsen = models.PositiveSmallIntegerField("plaatsen tegelijk", null=True, blank=True)

    class Meta:
        ordering = ["project", "pk"]
        verbose_name = "doelgroep van een project"
        verbose_name_plural = "doelgroepen van een project"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "doelgroep"],
                name="projectdoelgroep_eens",
                violation_error_message="Deze doelgroep staat al bij dit project.",
            )
        ]

    def __str__(self) -> str:
        return self.doelgroep

    @property
    def naam(self) -> str:
        """Its last name; a group that is gone keeps its slug."""
        return str(doelgroepnamen().get(self.doelgroep, self.doelgroep))


def doelgroepnamen() -> dict[str, str]:
    """Every target group there ever was, under its last name."""
    return dict(Doelgroep.objects.order_by("geldig_van").values_list("slug", "naam"))


@volg()
class Doelstelling(models.Model):
    """How many by when, counted from ``van``; ``per_jaar``: so many in every calendar year anew."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="doelstellingen")
    maatstaf = models.CharField("wat tellen we", max_length=18, choices=Maatstaf)
    aantal = models.PositiveIntegerField()
    van = models.DateField("geteld van")
    tot = models.DateField("te halen tegen", null=True, blank=True)
    per_jaar = models.BooleanField("elk kalenderjaar opnieuw", default=False)

    class Meta:
        ordering = ["project", "van", "pk"]
        verbose_name = "doelstelling"
        verbose_name_plural = "doelstellingen"
        constraints: ClassVar = [
            tot_na_van("doelstelling_tot_na_van"),
            models.CheckConstraint(
                condition=Q(aantal__gt=0),
                name="doelstelling_aantal",
                violation_error_message="Een doel is minstens 1.",
            ),
            models.UniqueConstraint(
                F("project"),
                F("maatstaf"),
                F("van"),
                name="doelstelling_eens",
                violation_error_message="Dit project heeft al zo'n doel vanaf die dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aantal} {self.get_maatstaf_display()}"

    def periode(self, dag: date) -> Periode:
        """What it is about on this day: its whole period (open: up to this day), or the last year begun."""
        laatste = max(self.van, min(dag, self.tot or dag))
        if not self.per_jaar:
            return Periode.van_tot(self.van, self.tot or laatste)
        jaar = date(laatste.year, 1, 1), date(laatste.year, 12, 31)
        return Periode.van_tot(max(jaar[0], self.van), min(jaar[1], self.tot or jaar[1]))
