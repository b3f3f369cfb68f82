"""Wijken, units people come to, their hours, and who works there."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from kern.geschiedenis import volg
from kern.tijd import feestdag, geldt_op, tot_na_van, vandaag
from toegang.models import Medewerker, Organisatie
from toegang.rollen import BEGELEIDERS, Rol

VOORUIT = 31
"""Days."""
GEEN_UREN = "Geen openingsuren ingevuld"


class DagenBereik(Func):
    """``daterange(van, tot, '[]')``: both days included, an empty ``tot`` is open."""

    function = "DATERANGE"
    output_field = DateRangeField()


@volg()
class Wijk(models.Model):
    """One of the 25 wijken of Ghent, or "Onbekend" or "Buiten Gent" (domain.md §7)."""

    class Soort(models.TextChoices):
        GENT = "gent", "wijk van Gent"
        BUITEN = "buiten", "buiten Gent"
        ONBEKEND = "onbekend", "onbekend"

    nummer = models.PositiveSmallIntegerField(unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    naam = models.CharField(max_length=80, unique=True)
    soort = models.CharField(max_length=8, choices=Soort, default=Soort.GENT)
    in_gordel = models.BooleanField("in de negentiende-eeuwse gordel", default=False)
    tegel_kolom = models.PositiveSmallIntegerField("kolom op de tegelkaart", null=True, blank=True)
    tegel_rij = models.PositiveSmallIntegerField("rij op de tegelkaart", null=True, blank=True)

    class Meta:
        ordering = ["nummer"]
        verbose_name = "wijk"
        verbose_name_plural = "wijken"

    def __str__(self) -> str:
        return self.naam


class WerkpuntQuerySet(models.QuerySet["Werkpunt"]):
    def open_op(self, dag: date) -> Self:
        """Units that exist on this day (not: whether the door is open)."""
        return self.filter(geldt_op(dag, van="geopend_op", tot="gesloten_op"))


@volg()
class Werkpunt(models.Model):
    """Any unit people come to or are met by (reference.md §6)."""

    class Soort(models.TextChoices):
        VAST = "vast", "vast werkpunt"
        ZITDAG = "zitdag", "zitdag"
        MOBIEL = "mobiel", "mobiel team"
        TEAM = "team", "team van een organisatie"

    slug = models.SlugField(max_length=60, unique=True)
    naam = models.CharField(max_length=80, unique=True)
    soort = models.CharField(max_length=8, choices=Soort, default=Soort.VAST)
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="werkpunten")
    gastorganisatie = models.ForeignKey(
        Organisatie,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gastheer_van",
        help_text="Bij wie het werkpunt onderdak heeft.",
    )
    verantwoordelijken = models.ManyToManyField(Organisatie, blank=True, related_name="verantwoordelijk_voor")
    locatie = models.CharField(max_length=120, blank=True, help_text="Naam van het gebouw.")
    straat = models.CharField(max_length=120, blank=True)
    huisnummer = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(
        max_length=4, blank=True, validators=[RegexValidator(r"^\d{4}$", "Een postcode heeft vier cijfers.")]
    )
    geopend_op = models.DateField()
    gesloten_op = models.DateField("laatste dag", null=True, blank=True)

    objects = WerkpuntQuerySet.as_manager()

    class Meta:
        ordering = ["naam"]
        verbose_name = "werkpunt"
        verbose_name_plural = "werkpunten"
        constraints: ClassVar = [
            tot_na_van(
                "werkpunt_einde_na_begin",
                van="geopend_op",
                tot="gesloten_op",
                uitleg="De laatste dag ligt voor de openingsdag.",
            )
        ]

    def __str__(self) -> str:
        return self.naam

    def uren_op(self, dag: date) -> tuple[str, list["Openingsuur"]]:
        """Why the unit stays closed on a day it may otherwise be open, and else its hours: none on a free day."""
        sluiting = Sluitingsdag.objects.voor(self, dag).first()
        if reden := sluiting.reden if sluiting else feestdag(dag):
            return reden, []
        return "", [uur for uur in self.alle_uren if uur.geldt_op(dag)]

    @cached_property
    def alle_uren(self) -> list["Openingsuur"]:
        """Every opening hour there was, is and will be, the earliest of a day first; empty: nobody filled them in."""
        return list(self.openingsuren.order_by("van"))

    def eerste_open_dag(self, vanaf: date) -> date:
        """The first day from this one on which the door opens; this one when none does within ``VOORUIT``."""
        if not self.alle_uren:
            return vanaf
        dagen = (vanaf + timedelta(days=nummer) for nummer in range(VOORUIT))
        return next((dag for dag in dagen if self.uren_op(dag)[1]), vanaf)

    def deur(self, nu: datetime) -> str:
        """Whether the door is open at this local moment, in words: ``Open tot 12.00 uur``."""
        reden, uren = self.uren_op(nu.date())
        if reden:
            return f"Gesloten vandaag: {reden}"
        for uur in uren:
            if nu.time() < uur.van:
                return f"Open vanaf {uur.van:%H.%M} uur"
            if nu.time() < uur.tot:
                return f"Open tot {uur.tot:%H.%M} uur"
        if uren:
            return f"Gesloten sinds {uren[-1].tot:%H.%M} uur"
        return "Gesloten vandaag" if self.alle_uren else GEEN_UREN


@volg()
class Verantwoordelijkheid(Werkpunt.verantwoordelijken.through):  # type: ignore[misc, name-defined]  # made by Django
    """An organisation that answers for a unit; here only so that its history is kept."""

    class Meta:
        proxy = True
        verbose_name = "verantwoordelijkheid"
        verbose_name_plural = "verantwoordelijkheden"

    def __str__(self) -> str:
        return f"verantwoordelijkheid {self.pk}"


class Weekdag(models.IntegerChoices):
    """ISO weekdays."""

    MAANDAG = 1, "maandag"
    DINSDAG = 2, "dinsdag"
    WOENSDAG = 3, "woensdag"
    DONDERDAG = 4, "donderdag"
    VRIJDAG = 5, "vrijdag"
    ZATERDAG = 6, "zaterdag"
    ZONDAG = 7, "zondag"


@volg()
class Openingsuur(models.Model):
    """From when till when a unit is open on one weekday, with the days this holds."""

    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.CASCADE, related_name="openingsuren")
    weekdag = models.PositiveSmallIntegerField(choices=Weekdag)
    van = models.TimeField()
    tot = models.TimeField()
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["werkpunt", "weekdag", "van"]
        verbose_name = "openingsuur"
        verbose_name_plural = "openingsuren"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(tot__gt=F("van")),
                name="openingsuur_tot_na_van",
                violation_error_message="Het einduur ligt voor het beginuur.",
            ),
            tot_na_van("openingsuur_geldig", van="geldig_van", tot="geldig_tot"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekdag_display()} {self.van:%H:%M}–{self.tot:%H:%M}"

    def geldt_op(self, dag: date) -> bool:
        """Whether these hours hold on this day."""
        vanaf, tot = self.geldig_van, self.geldig_tot
        return self.weekdag == dag.isoweekday() and vanaf <= dag and (tot is None or dag <= tot)


class SluitingsdagQuerySet(models.QuerySet["Sluitingsdag"]):
    def voor(self, werkpunt: Werkpunt, dag: date) -> Self:
        """Why this unit stays closed on this day: for itself or for all."""
        return self.filter(Q(werkpunt=werkpunt) | Q(werkpunt=None), dag=dag).order_by("werkpunt")


@volg()
class Sluitingsdag(models.Model):
    """A day on which a unit, or (without a unit) every unit, stays closed."""

    werkpunt = models.ForeignKey(
        Werkpunt,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sluitingsdagen",
        help_text="Leeg: alle werkpunten.",
    )
    dag = models.DateField()
    reden = models.CharField(max_length=120)

    objects = SluitingsdagQuerySet.as_manager()

    class Meta:
        ordering = ["-dag"]
        verbose_name = "sluitingsdag"
        verbose_name_plural = "sluitingsdagen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["werkpunt", "dag"],
                nulls_distinct=False,
                name="sluitingsdag_uniek",
                violation_error_message="Deze sluitingsdag staat er al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dag:%d/%m/%Y}: {self.reden}"


class AanstellingQuerySet(models.QuerySet["Aanstelling"]):
    def op(self, dag: date) -> Self:
        """Appointments that run on this day."""
        return self.filter(geldt_op(dag))


@volg()
class Aanstelling(models.Model):
    """Staff × unit × role × period, whoever employs them. Without a unit: the whole city (manager …)."""

    medewerker = models.ForeignKey(Medewerker, on_delete=models.CASCADE, related_name="aanstellingen")
    werkpunt = models.ForeignKey(
        Werkpunt,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="aanstellingen",
        help_text="Leeg: niet aan één werkpunt gebonden.",
    )
    rol = models.CharField(max_length=20, choices=Rol)
    van = models.DateField(default=vandaag)
    tot = models.DateField("tot en met", null=True, blank=True)
    vte = models.DecimalField("voltijds equivalent", max_digits=3, decimal_places=2, default=1)
    plaatsen = models.PositiveSmallIntegerField(
        "begeleidt hoogstens zoveel mensen tegelijk",
        null=True,
        blank=True,
        help_text="Leeg: niet afgesproken. Wie meer mensen heeft, staat gemarkeerd op de teampagina.",
    )

    objects = AanstellingQuerySet.as_manager()

    class Meta:
        ordering = ["medewerker", "-van"]
        verbose_name = "aanstelling"
        verbose_name_plural = "aanstellingen"
        constraints: ClassVar = [
            tot_na_van("aanstelling_tot_na_van"),
            models.CheckConstraint(
                condition=~Q(rol__in=[Rol.CONSULENT, Rol.COORDINATOR]) | Q(werkpunt__isnull=False),
                name="aanstelling_werkpunt_nodig",
                violation_error_message="Kies het werkpunt van deze consulent of coördinator.",
            ),
            models.CheckConstraint(
                condition=Q(vte__gt=0, vte__lte=1),
                name="aanstelling_vte",
                violation_error_message="Een voltijds equivalent ligt tussen 0 en 1.",
            ),
            ExclusionConstraint(
                name="aanstelling_geen_overlap",
                expressions=[
                    (F("medewerker"), RangeOperators.EQUAL),
                    (Coalesce(F("werkpunt"), Value(0)), RangeOperators.EQUAL),
                    (F("rol"), RangeOperators.EQUAL),
                    (DagenBereik(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze medewerker heeft hier die rol al in (een deel van) deze periode.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rol_display()} · {self.werkpunt or 'hele stad'}"


def aanstellingen_van(medewerker: Medewerker) -> list[Aanstelling]:
    """Today's appointments with their units; read once per request."""
    if not hasattr(medewerker, "_aanstellingen"):
        lopend = medewerker.aanstellingen.op(vandaag()).select_related("werkpunt")
        medewerker._aanstellingen = list(lopend) if medewerker.is_active else []  # type: ignore[attr-defined]
    aanstellingen: list[Aanstelling] = medewerker._aanstellingen  # type: ignore[attr-defined]
    return aanstellingen


def werkpunten_van(medewerker: Medewerker, *rollen: Rol) -> list[Werkpunt]:
    """Units where this person works today (in one of these roles, if given), by name."""
    gevonden = {
        aanstelling.werkpunt_id: aanstelling.werkpunt
        for aanstelling in aanstellingen_van(medewerker)
        if aanstelling.werkpunt and (not rollen or aanstelling.rol in rollen)
    }
    return sorted(gevonden.values(), key=lambda werkpunt: werkpunt.naam)


def rollen_uit_aanstellingen(medewerker: Medewerker) -> Iterable[Rol]:
    return {Rol(aanstelling.rol) for aanstelling in aanstellingen_van(medewerker)}


def vertrokken_van(coordinator: Medewerker, *, laatst: bool = False) -> models.QuerySet[Medewerker]:
    """Who worked with files at the coordinator's units, and works with files nowhere any more; by name.

    ``laatst``: only who worked at one of these units last.
    """
    alle = Aanstelling.objects.filter(rol__in=BEGELEIDERS)
    hier = alle.filter(werkpunt__in=werkpunten_van(coordinator, Rol.COORDINATOR), van__lte=vandaag())
    if laatst:
        hier = hier.exclude(Exists(alle.filter(medewerker=OuterRef("medewerker"), tot__gt=OuterRef("tot"))))
    ooit = Medewerker.objects.filter(pk__in=hier.values("medewerker"))
    return ooit.exclude(is_active=True, pk__in=alle.op(vandaag()).values("medewerker"))
