"""Frozen reports, the jobs that make them, and the threshold below which a number is hidden."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from kern.geschiedenis import volg
from kern.tijd import Periode
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.models import Project
from werkpunten.models import Werkpunt, werkpunten_van

LEASE = timedelta(seconds=30)
MEESTE_POGINGEN = 3
FOUTCODE = "R-1042"


class DrempelwaardeQuerySet(models.QuerySet["Drempelwaarde"]):
    def per_periode(self) -> Callable[[Periode], int]:
        """Numbers from 1 up to (not including) this one are hidden in what is published about a period.

        It is the one of the last day, wherever the period is shown. Before the first row: that of the first row.
        """
        rijen = list(self.order_by("geldig_van"))
        if not rijen:
            raise Drempelwaarde.DoesNotExist

        def van(periode: Periode) -> int:
            return [rij for rij in rijen if rij is rijen[0] or rij.geldig_van <= periode.tot][-1].waarde

        return van

    def van(self, periode: Periode) -> int:
        return self.per_periode()(periode)


@volg()
class Drempelwaarde(models.Model):
    """The smallest number that is shown to managers, press and partners, from a day on."""

    waarde = models.PositiveSmallIntegerField(help_text="Aantallen van 1 tot hieronder worden verborgen.")
    geldig_van = models.DateField(unique=True)

    objects = DrempelwaardeQuerySet.as_manager()

    class Meta:
        ordering = ["-geldig_van"]
        verbose_name = "drempelwaarde voor kleine aantallen"
        verbose_name_plural = "drempelwaarden voor kleine aantallen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(waarde__gte=2),
                name="drempelwaarde_verbergt_iets",
                violation_error_message="Een drempel is minstens 2: aantallen van 1 blijven altijd verborgen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.waarde} vanaf {self.geldig_van:%d/%m/%Y}"


class VanTijdvak(models.Model):
    """Of one month, quarter or year."""

    soort = models.CharField(max_length=8, choices=Tijdvaksoort, default=Tijdvaksoort.MAAND)
    begin = models.DateField(help_text="De eerste dag van de maand, het kwartaal of het jaar.")

    class Meta:
        abstract = True

    @property
    def tijdvak(self) -> Tijdvak:
        return Tijdvak(Tijdvaksoort(self.soort), self.begin)


class VanRapport(VanTijdvak):
    """Of a unit, of the city (neither), or of a project, whose figures are frozen by quarter and year."""

    werkpunt = models.ForeignKey(Werkpunt, null=True, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(project=None) | (Q(werkpunt=None) & ~Q(soort=Tijdvaksoort.MAAND)),
                name="%(class)s_van_een_project",
                violation_error_message="Van een project leggen we kwartalen en jaren vast, van het hele project.",
            )
        ]

    @property
    def waar(self) -> str:
        return str(self.project or (self.werkpunt.naam if self.werkpunt else "Alle werkpunten"))


def is_tijdvak(naam: str) -> models.CheckConstraint:
    kwartaal = Q(soort=Tijdvaksoort.KWARTAAL, begin__month__in=(1, 4, 7, 10))
    jaar = Q(soort=Tijdvaksoort.JAAR, begin__month=1)
    return models.CheckConstraint(
        condition=Q(begin__day=1) & (Q(soort=Tijdvaksoort.MAAND) | kwartaal | jaar),
        name=naam,
        violation_error_message="Een tijdvak begint op de eerste dag van een maand, kwartaal of jaar.",
    )


def binnen_bereik(medewerker: Medewerker, *, ook_projecten: bool = False) -> Q:
    """Reports this person may read: of the city and every unit (managers), of the own units (coordinators).

    Those of projects are for both.
    """
    if medewerker.heeft_rol(Rol.MANAGER):
        return Q()
    eigen = Q(werkpunt__in=[werkpunt.pk for werkpunt in werkpunten_van(medewerker, Rol.COORDINATOR)])
    if ook_projecten and medewerker.heeft_rol(Rol.COORDINATOR):
        return eigen | Q(project__isnull=False)
    return eigen


def ziet_exact(medewerker: Medewerker, werkpunt: Werkpunt | None) -> bool:
    """Only the coordinators of a unit see its small numbers too; managers never do."""
    return werkpunt in werkpunten_van(medewerker, Rol.COORDINATOR)


def mag_lezen(medewerker: Medewerker, werkpunt: Werkpunt | None) -> bool:
    """Managers read the city and every unit, coordinators their own units only."""
    return medewerker.heeft_rol(Rol.MANAGER) or ziet_exact(medewerker, werkpunt)


class BereikrapportQuerySet(models.QuerySet["Bereikrapport"]):
    def bereik(self) -> Self:
        """Those of units and of the city."""
        return self.filter(project=None)

    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        """Of units and of the city; those of projects go through the project."""
        return self.bereik().filter(binnen_bereik(medewerker))

    def leesbaar_voor(self, medewerker: Medewerker) -> Self:
        """The same with those of projects, which managers and coordinators all read."""
        return self.filter(binnen_bereik(medewerker, ook_projecten=True))

    def laatste_versies(self, soort: Tijdvaksoort, werkpunt: Werkpunt | None) -> Self:
        """The last version of every report of one length, of a unit or of the city; the latest time first."""
        van = self.bereik().filter(soort=soort, werkpunt=werkpunt)
        return van.order_by("-begin", "-versie").distinct("begin")

    def van(self, tijdvak: Tijdvak, werkpunt: Werkpunt | None, project: Project | None = None) -> Self:
        """All versions of one report (neither unit nor project: the city)."""
        return self.filter(soort=tijdvak.soort, begin=tijdvak.begin, werkpunt=werkpunt, project=project)

    def laatste(
        self, tijdvak: Tijdvak, werkpunt: Werkpunt | None, project: Project | None = None
    ) -> "Bereikrapport | None":
        """The last version of it."""
        return self.van(tijdvak, werkpunt, project).order_by("versie").last()


class Bereikrapport(VanRapport):
    """The figures of one month, quarter or year, of a unit, the city or a project, as they were when frozen.

    The database refuses a change.

    Two sets: exact, and with small numbers hidden. A hash of exact figures would let somebody try out the hidden
    ones, so each set has its own and a reader only gets that of the set they may see.
    """

    versie = models.PositiveSmallIntegerField()
    cijfers = models.TextField(help_text="Canonieke JSON.")
    sha256 = models.CharField(max_length=64)
    gepubliceerd = models.TextField(help_text="Canonieke JSON, kleine aantallen verborgen.")
    gepubliceerd_sha256 = models.CharField(max_length=64)
    door = models.ForeignKey(
        Medewerker, null=True, on_delete=models.PROTECT, related_name="+", help_text="Leeg: de klok."
    )
    gemaakt_op = models.DateTimeField(default=timezone.now)
    herzien_tot = models.BigIntegerField(
        default=0, help_text="De laatste herziening die er was toen dit geteld werd; wat later komt, is een verschil."
    )

    objects = BereikrapportQuerySet.as_manager()

    class Meta:
        ordering = ["-begin", "soort", "werkpunt", "-versie"]
        verbose_name = "bereikrapport"
        verbose_name_plural = "bereikrapporten"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["soort", "begin", "werkpunt", "project", "versie"],
                nulls_distinct=False,
                name="bereikrapport_versie_uniek",
            ),
            is_tijdvak("bereikrapport_tijdvak"),
            *VanRapport.Meta.constraints,
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="bevroren", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"bereikrapport {self.tijdvak.sleutel} versie {self.versie}"

    @property
    def maker(self) -> str:
        return str(self.door) if self.door else "de klok"

    def voor(self, medewerker: Medewerker) -> tuple[str, str]:
        """Canonical JSON and hash of the set this person may see; of a project the exact one needs all its units."""
        exact = self._eigen_project(medewerker) if self.project_id else ziet_exact(medewerker, self.werkpunt)
        if exact:
            return self.cijfers, self.sha256
        return self.gepubliceerd, self.gepubliceerd_sha256

    def _eigen_project(self, medewerker: Medewerker) -> bool:
        eigen = {werkpunt.slug for werkpunt in werkpunten_van(medewerker, Rol.COORDINATOR)}
        return bool(eigen) and eigen.issuperset(json.loads(self.cijfers)["werkpunten"])


class RapportopdrachtQuerySet(models.QuerySet["Rapportopdracht"]):
    def van(self, tijdvak: Tijdvak, werkpunt: Werkpunt | None, project: Project | None = None) -> Self:
        """All jobs for one report (neither unit nor project: the city), the last first."""
        return self.filter(soort=tijdvak.soort, begin=tijdvak.begin, werkpunt=werkpunt, project=project)

    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        return self.filter(binnen_bereik(medewerker, ook_projecten=True))

    def te_doen(self) -> Self:
        """Jobs that wait, and those whose worker was lost: nobody renewed the lease (clock of the database)."""
        return self.filter(
            Q(status=Rapportopdracht.Status.WACHT) | Q(status=Rapportopdracht.Status.BEZIG, lease_tot__lt=Now())
        )

    def claim(self, pk: int) -> "Rapportopdracht | None":
        """Take this job; None when it is done, taken by another worker or given up."""
        genomen = (
            self.te_doen()
            .filter(pk=pk)
            .update(
                status=Rapportopdracht.Status.BEZIG,
                pogingen=F("pogingen") + 1,
                lease_tot=Now() + LEASE,
                voortgang=5,
            )
        )
        return self.get(pk=pk) if genomen else None


@volg(zonder=("voortgang", "lease_tot", "aangeboden_op"))
class Rapportopdracht(VanRapport):
    """A report that must be made: the row is the outbox, the broker only a shortcut (security.md)."""

    class Status(models.TextChoices):
        WACHT = "wacht", "wacht"
        BEZIG = "bezig", "bezig"
        KLAAR = "klaar", "klaar"
        MISLUKT = "mislukt", "mislukt"

    door = models.ForeignKey(
        Medewerker, null=True, on_delete=models.PROTECT, related_name="+", help_text="Leeg: de klok."
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.WACHT)
    voortgang = models.PositiveSmallIntegerField(default=0)
    pogingen = models.PositiveSmallIntegerField(default=0)
    lease_tot = models.DateTimeField(null=True)
    aangeboden_op = models.DateTimeField(null=True)
    foutcode = models.CharField(max_length=10, blank=True)
    fout = models.CharField(max_length=200, blank=True, help_text="Soort fout, zonder gegevens.")
    rapport = models.ForeignKey(Bereikrapport, null=True, on_delete=models.PROTECT, related_name="opdrachten")
    aangemaakt = models.DateTimeField(default=timezone.now)
    klaar_op = models.DateTimeField(null=True)

    objects = RapportopdrachtQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "rapportopdracht"
        verbose_name_plural = "rapportopdrachten"
        indexes: ClassVar = [
            models.Index(fields=["aangemaakt"], condition=Q(status__in=["wacht", "bezig"]), name="opdracht_onderweg")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["soort", "begin", "werkpunt", "project"],
                condition=Q(door=None),
                nulls_distinct=False,
                name="opdracht_van_de_klok_uniek",
                violation_error_message="Dit rapport is al gevraagd.",
            ),
            models.CheckConstraint(
                condition=Q(status="klaar", rapport__isnull=False) | ~Q(status="klaar") & Q(rapport=None),
                name="opdracht_klaar_met_rapport",
                violation_error_message="Een opdracht is pas klaar als het rapport er is.",
            ),
            is_tijdvak("opdracht_tijdvak"),
            *VanRapport.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"rapportopdracht {self.pk}"

    @property
    def onderweg(self) -> bool:
        return self.status in {self.Status.WACHT, self.Status.BEZIG}

    def vorder(self, voortgang: int) -> None:
        """Show how far this is and keep the job: one more lease."""
        self._nog_van_mij().update(voortgang=voortgang, lease_tot=Now() + LEASE)

    def sluit(self, **velden: Any) -> bool:
        """Write the outcome, unless another worker took over meanwhile."""
        return bool(self._nog_van_mij().update(lease_tot=None, klaar_op=Now(), **velden))

    def _nog_van_mij(self) -> RapportopdrachtQuerySet:
        return Rapportopdracht.objects.filter(pk=self.pk, pogingen=self.pogingen, status=self.Status.BEZIG)
