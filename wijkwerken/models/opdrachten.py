"""Assignments of customers, who is put on them, the turns that are planned, and the counters of hours."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Count, F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import Periode, geldt_in, geldt_op, tot_na_van, vandaag
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende, Wijk
from werkpunten.models.personen import PersoonsgebondenQuerySet
from werkpunten.models.plaatsen import DagenBereik, Weekdag
from wijkwerken.models.activiteiten import Activiteit
from wijkwerken.models.gebied import Gemeente
from wijkwerken.models.gebruikers import GebruikersQuerySet, VanGebruiker, WijkwerkGebruiker
from wijkwerken.models.stelsels import UREN
from wijkwerken.models.werkplekken import Werkplek
from wijkwerken.models.wijkwerkers import Wijkwerker


class Momentbereik(Func):
    """``tstzrange(begin, einde)``: the end is not in it."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class BuurtbeheerclusterQuerySet(models.QuerySet["Buurtbeheercluster"]):
    def op(self, dag: date) -> Self:
        return self.filter(geldt_op(dag))


@volg()
class Buurtbeheercluster(models.Model):
    """Assignments of several customers of one wijk that belong together (S2.24)."""

    naam = models.CharField(max_length=120, validators=[MinLengthValidator(3)])
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="buurtbeheerclusters")
    omschrijving = models.CharField(max_length=500, blank=True)
    van = models.DateField("loopt vanaf", default=vandaag)
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = BuurtbeheerclusterQuerySet.as_manager()

    class Meta:
        ordering = ["naam"]
        verbose_name = "cluster buurtbeheer"
        verbose_name_plural = "clusters buurtbeheer"
        constraints: ClassVar = [
            tot_na_van("buurtbeheercluster_geldig"),
            models.UniqueConstraint(
                fields=["wijk", "naam"],
                name="buurtbeheercluster_naam_uniek",
                violation_error_message="Deze wijk heeft al een cluster met die naam.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class OpdrachtQuerySet(GebruikersQuerySet["Opdracht"]):
    def lopend_in(self, periode: Periode) -> Self:
        """Assignments that run on at least one of these days."""
        return self.filter(geldt_in(periode.begin, periode.tot))

    def open_op(self, dag: date) -> Self:
        return self.filter(geldt_op(dag))

    def voor_lijst(self) -> Self:
        """Everything a line shows, in two queries; ``toegewezen``: workers with a fixed place on it today."""
        nu = vandaag()
        hier = Q(toewijzingen__van__lte=nu, toewijzingen__rol=Toewijzing.Rol.VAST) & (
            Q(toewijzingen__tot=None) | Q(toewijzingen__tot__gte=nu)
        )
        mee = ("gebruiker", "activiteit", "wijk", "cluster")
        return self.select_related(*mee).prefetch_related("momenten").annotate(toegewezen=Count("toewijzingen", hier))


@volg()
class Opdracht(VanGebruiker):
    """What a customer wants done: once, every week, or by several workers together. Written only through
    ``wijkwerken.services.opdrachten``.

    Without ``tot`` it goes on. ``minimum``: with fewer workers it cannot be done; ``plaatsen``: how many are wanted.
    """

    class Soort(models.TextChoices):
        EENMALIG = "eenmalig", "eenmalig"
        HERHAALD = "herhaald", "elke week"
        COLLECTIEF = "collectief", "collectief"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gebruiker = models.ForeignKey(WijkwerkGebruiker, on_delete=models.PROTECT, related_name="opdrachten")
    werkplek = models.ForeignKey(Werkplek, null=True, blank=True, on_delete=models.PROTECT, related_name="opdrachten")
    cluster = models.ForeignKey(
        Buurtbeheercluster,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="opdrachten",
        verbose_name="cluster buurtbeheer",
    )
    activiteit = models.ForeignKey(Activiteit, on_delete=models.PROTECT, related_name="opdrachten")
    titel = models.CharField(
        "in enkele woorden",
        max_length=120,
        validators=[MinLengthValidator(3)],
        help_text="Zonder naam van een persoon.",
    )
    soort = models.CharField(max_length=10, choices=Soort)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="opdrachten")
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="opdrachten")
    van = models.DateField("eerste dag", default=vandaag)
    tot = models.DateField("laatste dag", null=True, blank=True)
    minimum = models.PositiveSmallIntegerField("minstens zoveel wijk-werkers", default=1)
    plaatsen = models.PositiveSmallIntegerField("liefst zoveel wijk-werkers", default=1)
    leerdoelen = models.TextField("wat valt er te leren", max_length=1000, blank=True)
    gesloten_reden = models.CharField(max_length=300, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    toegewezen: int  # of voor_lijst

    objects = OpdrachtQuerySet.as_manager()

    class Meta:
        ordering = ["titel", "pk"]
        verbose_name = "opdracht"
        verbose_name_plural = "opdrachten"
        indexes: ClassVar = [models.Index(fields=["van", "tot"], name="opdracht_periode")]
        constraints: ClassVar = [
            tot_na_van("opdracht_geldig", uitleg="De laatste dag ligt voor de eerste."),
            models.CheckConstraint(
                condition=Q(minimum__gte=1, plaatsen__gte=F("minimum"), plaatsen__lte=50),
                name="opdracht_bezetting",
                violation_error_message="Vraag minstens één wijk-werker, en liefst niet minder dan het minimum.",
            ),
            models.CheckConstraint(
                condition=Q(soort="collectief") | Q(plaatsen=1),
                name="opdracht_een_plaats",
                violation_error_message="Enkel een collectieve opdracht is voor meer wijk-werkers.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="eenmalig") | Q(tot=F("van")),
                name="opdracht_eenmalig_een_dag",
                violation_error_message="Een eenmalige opdracht duurt één dag.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("wijkwerken:opdracht-detail", kwargs={"sleutel": self.sleutel})

    @property
    def is_collectief(self) -> bool:
        return self.soort == self.Soort.COLLECTIEF


@volg()
class Opdrachtmoment(models.Model):
    """When in the week somebody is needed: the rota of an assignment. Ends before it begins: after midnight."""

    opdracht = models.ForeignKey(Opdracht, on_delete=models.CASCADE, related_name="momenten")
    weekdag = models.PositiveSmallIntegerField(choices=Weekdag)
    van = models.TimeField()
    tot = models.TimeField()

    class Meta:
        ordering = ["weekdag", "van"]
        verbose_name = "moment van een opdracht"
        verbose_name_plural = "momenten van opdrachten"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["opdracht", "weekdag", "van"],
                name="opdrachtmoment_uniek",
                violation_error_message="Dit moment staat er al.",
            ),
            models.CheckConstraint(
                condition=~Q(van=F("tot")),
                name="opdrachtmoment_duurt",
                violation_error_message="Het begin en het einde zijn gelijk.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekdag_display()} {self.van:%H.%M}–{self.tot:%H.%M}"


class ToewijzingQuerySet(PersoonsgebondenQuerySet["Toewijzing"]):
    def op(self, dag: date) -> Self:
        return self.filter(geldt_op(dag))

    def voor_lijst(self) -> Self:
        return self.select_related("wijkwerker", "werkzoekende", "opdracht__gebruiker", "opdracht__activiteit")


@volg()
class Toewijzing(BewaaktModel):
    """A worker on an assignment for a period, with a fixed place or as a substitute. Without ``tot`` it goes on."""

    class Rol(models.TextChoices):
        VAST = "vast", "vaste plaats"
        INVALLER = "invaller", "invaller"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    opdracht = models.ForeignKey(Opdracht, on_delete=models.PROTECT, related_name="toewijzingen")
    wijkwerker = models.ForeignKey(Wijkwerker, on_delete=models.PROTECT, related_name="toewijzingen")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    rol = models.CharField(max_length=8, choices=Rol, default=Rol.VAST)
    van = models.DateField("eerste dag", default=vandaag)
    tot = models.DateField("laatste dag", null=True, blank=True)
    einde_reden = models.CharField("waarom stopt het", max_length=300, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = ToewijzingQuerySet.as_manager()

    class Meta:
        ordering = ["-van", "-pk"]
        verbose_name = "toewijzing"
        verbose_name_plural = "toewijzingen"
        indexes: ClassVar = [models.Index(fields=["werkzoekende"], name="toewijzing_persoon")]
        constraints: ClassVar = [
            tot_na_van("toewijzing_geldig", uitleg="De laatste dag ligt voor de eerste."),
            ExclusionConstraint(
                name="toewijzing_geen_overlap",
                expressions=[
                    (F("wijkwerker"), RangeOperators.EQUAL),
                    (F("opdracht"), RangeOperators.EQUAL),
                    (DagenBereik(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze wijk-werker staat in die periode al op deze opdracht.",
            ),
        ]

    def __str__(self) -> str:
        return f"toewijzing {self.pk}"


class BeurtQuerySet(PersoonsgebondenQuerySet["Beurt"]):
    def in_periode(self, periode: Periode) -> Self:
        """Turns that touch these local days."""
        begin, einde = periode.momenten()
        return self.filter(begin__lt=einde, einde__gt=begin)

    def telt(self) -> Self:
        """Planned or worked: what takes up time."""
        return self.exclude(status=Beurt.Status.AFGEZEGD)

    def gepland(self) -> Self:
        return self.filter(status=Beurt.Status.GEPLAND)

    def voor_lijst(self) -> Self:
        """Everything a cell of the planning shows, in one query."""
        return self.select_related("toewijzing__opdracht__gebruiker", "wijkwerker")


@volg()
class Beurt(BewaaktModel):
    """One turn of a worker: from one moment until another. Written only through ``wijkwerken.services.planning``."""

    naamvelden = frozenset({"reden"})

    class Status(models.TextChoices):
        GEPLAND = "gepland", "gepland"
        GEWERKT = "gewerkt", "gewerkt"
        AFGEZEGD = "afgezegd", "afgezegd"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    toewijzing = models.ForeignKey(Toewijzing, on_delete=models.PROTECT, related_name="beurten")
    wijkwerker = models.ForeignKey(Wijkwerker, on_delete=models.PROTECT, related_name="beurten")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    begin = models.DateTimeField()
    einde = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status, default=Status.GEPLAND)
    reden = models.CharField("waarom niet", max_length=300, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = BeurtQuerySet.as_manager()

    class Meta:
        ordering = ["begin", "pk"]
        verbose_name = "beurt"
        verbose_name_plural = "beurten"
        indexes: ClassVar = [models.Index(fields=["werkzoekende", "begin"], name="beurt_persoon")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(einde__gt=F("begin")),
                name="beurt_einde_na_begin",
                violation_error_message="Het einde ligt voor het begin.",
            ),
            ExclusionConstraint(
                name="beurt_geen_overlap",
                expressions=[
                    (F("werkzoekende"), RangeOperators.EQUAL),
                    (Momentbereik(F("begin"), F("einde")), RangeOperators.OVERLAPS),
                ],
                condition=~Q(status="afgezegd"),
                violation_error_message="Deze wijk-werker werkt op dat moment al ergens.",
            ),
        ]

    def __str__(self) -> str:
        return f"beurt {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("wijkwerken:beurt-detail", kwargs={"sleutel": self.sleutel})

    @property
    def kleur(self) -> str:
        """The kind of tag of its state."""
        return {self.Status.GEWERKT: "goed", self.Status.AFGEZEGD: "let-op"}.get(self.Status(self.status), "")


@volg()
class Urenteller(BewaaktModel):
    """Minutes of a person in one month or year. The database refuses more planned and worked than the limit.

    ``gewerkt``: worked within the limit next to what is planned; ``te_regulariseren``: really worked for which there
    was no room, kept apart and never lost. ``grens`` None: the scheme has no such limit.
    """

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, choices=[(code.value, code.label) for code in UREN])
    begin = models.DateField("eerste dag van de maand of het jaar")
    grens = models.PositiveIntegerField(null=True)
    gepland = models.PositiveIntegerField(default=0)
    gewerkt = models.PositiveIntegerField(default=0)
    te_regulariseren = models.PositiveIntegerField(default=0)

    objects = PersoonsgebondenQuerySet["Urenteller"].as_manager()

    class Meta:
        verbose_name = "urenteller"
        verbose_name_plural = "urentellers"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["werkzoekende", "code", "begin"], name="urenteller_uniek"),
            models.CheckConstraint(
                condition=Q(grens=None, te_regulariseren=0) | Q(grens__gte=F("gepland") + F("gewerkt")),
                name="urenteller_binnen_grens",
                violation_error_message="Samen met wat al gepland en gewerkt is, komt dit boven de grens.",
            ),
            models.CheckConstraint(
                condition=Q(te_regulariseren=0) | Q(grens=F("gepland") + F("gewerkt")),
                name="urenteller_eerst_vol",
                violation_error_message="Er kan niets meer gepland worden: er zijn al uren boven de grens.",
            ),
            models.CheckConstraint(condition=Q(begin__day=1), name="urenteller_eerste_dag"),
        ]

    def __str__(self) -> str:
        return f"urenteller {self.pk}"

    @property
    def gebruikt(self) -> int:
        """Everything that counts towards the limit."""
        return self.gepland + self.gewerkt + self.te_regulariseren

    @property
    def vrij(self) -> int | None:
        return None if self.grens is None else max(0, self.grens - self.gebruikt)
