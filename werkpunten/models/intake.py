"""The situation at entry, what stands in the way, and how far somebody is from work."""

import uuid
from datetime import date
from typing import ClassVar, Self, TypeVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Value
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import geldt_op, tot_na_van, vandaag
from toegang.models import Medewerker
from werkpunten.models.personen import PersoonsgebondenQuerySet, Werkzoekende
from werkpunten.models.plaatsen import DagenBereik
from werkpunten.models.reeksen import Inkomen, Reeks, Statuut, Taalgegevens, Verblijfsgegevens, Verblijfssoort

WOORDEN_MAX = 5_000
D = TypeVar("D", bound=models.Model)


class GeldigQuerySet(models.QuerySet[D]):
    def geldig_op(self, dag: date) -> Self:
        return self.filter(geldt_op(dag, van="geldig_van", tot="geldig_tot"))


@volg()
class Drempelsoort(models.Model):
    """A kind of barrier on the way to work (domain.md §4)."""

    slug = models.SlugField(max_length=40, unique=True)
    naam = models.CharField(max_length=60, unique=True)
    volgorde = models.PositiveSmallIntegerField(default=100)
    geldig_van = models.DateField()
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True)

    objects = GeldigQuerySet["Drempelsoort"].as_manager()

    class Meta:
        ordering = ["volgorde", "naam"]
        verbose_name = "soort drempel"
        verbose_name_plural = "soorten drempels"
        constraints: ClassVar = [tot_na_van("drempelsoort_geldig", van="geldig_van", tot="geldig_tot")]

    def __str__(self) -> str:
        return self.naam


@volg()
class Drempel(Reeks):
    """What stands in somebody's way, from the day it was named until it was solved (S1.15)."""

    naamvelden = frozenset({"toelichting"})

    class Toestand(models.TextChoices):
        OPEN = "open", "open"
        AANPAK = "aanpak", "in aanpak"
        OPGELOST = "opgelost", "opgelost"

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="drempels")
    soort = models.ForeignKey(Drempelsoort, on_delete=models.PROTECT, related_name="drempels")
    toestand = models.CharField(max_length=8, choices=Toestand, default=Toestand.OPEN)
    toelichting = models.CharField(
        "wat doen we eraan, en wie?", max_length=500, blank=True, default="", help_text="bv. CAW helpt met het budget"
    )
    tot = models.DateField("opgelost op", null=True, blank=True)

    objects = PersoonsgebondenQuerySet["Drempel"].as_manager()

    class Meta:
        ordering = ["werkzoekende", "-van", "-pk"]
        verbose_name = "drempel"
        verbose_name_plural = "drempels"
        constraints: ClassVar = [
            tot_na_van("drempel_tot_na_van"),
            models.CheckConstraint(
                condition=Q(toestand="opgelost", tot__isnull=False) | (~Q(toestand="opgelost") & Q(tot=None)),
                name="drempel_opgelost_op",
                violation_error_message="Zeg wanneer een opgeloste drempel opgelost is, en enkel dan.",
            ),
            models.UniqueConstraint(
                fields=["werkzoekende", "soort"],
                condition=Q(tot=None),
                name="drempel_een_open",
                violation_error_message="Deze drempel staat al open.",
            ),
        ]

    @property
    def tekst(self) -> str:
        naam = f"{self.soort}: {self.get_toestand_display()}"
        return f"{naam}. {self.toelichting}" if self.toelichting else naam


def open_drempels(persoon: str = "pk") -> ArraySubquery:
    """Annotation: the names of the barriers that are not solved yet, in the order of the list."""
    open_ = Drempel.objects.filter(werkzoekende=OuterRef(persoon), tot=None)
    return ArraySubquery(open_.order_by("soort__volgorde", "soort__naam").values("soort__naam"))


@volg()
class Doelgroep(models.Model):
    """A target group that follows from what we know (S3.21, S5.7); ``grens`` is the number in the rule."""

    class Regel(models.TextChoices):
        TAAL = "taal", "spreekt of verstaat Nederlands tot en met niveau (0 niets, 1 A1, 2 A2 …)"
        SCHOLING = "scholing", "hoogste onderwijsniveau (ISCED) tot en met"
        OOST_EUROPA = "oost_europa", "Oost-Europese nationaliteit, onderwijsniveau tot en met"
        JONG = "jong", "jonger dan, zonder diploma hoger secundair"
        OUDER = "ouder", "leeftijd vanaf"
        EENOUDER = "eenouder", "alleenstaand met kinderen"
        DREMPELS = "drempels", "nationaliteit buiten de EU, aantal drempels vanaf"
        VROUW = "vrouw", "vrouw met een nationaliteit buiten de EU"
        LANGDURIG = "langdurig", "aantal maanden zonder werk vanaf"
        VLUCHTELING = "vluchteling", "vraagt of heeft internationale of tijdelijke bescherming"
        INKOMEN = "inkomen", "geen inkomen"
        DAKLOOS = "dakloos", "dak- of thuisloos of in opvang"
        AFSTAND = "afstand", "afstand tot werk vanaf"

    slug = models.SlugField(max_length=40)
    naam = models.CharField(max_length=80)
    regel = models.CharField(max_length=12, choices=Regel)
    grens = models.PositiveSmallIntegerField(default=0)
    volgorde = models.PositiveSmallIntegerField(default=100)
    geldig_van = models.DateField()
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True)

    objects = GeldigQuerySet["Doelgroep"].as_manager()

    class Meta:
        ordering = ["volgorde", "naam"]
        verbose_name = "doelgroep"
        verbose_name_plural = "doelgroepen"
        constraints: ClassVar = [
            tot_na_van("doelgroep_geldig", van="geldig_van", tot="geldig_tot"),
            ExclusionConstraint(
                name="doelgroep_geen_overlap",
                expressions=[
                    (F("slug"), RangeOperators.EQUAL),
                    (DagenBereik(F("geldig_van"), F("geldig_tot"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze doelgroep bestaat al in (een deel van) deze periode.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class Domein(models.TextChoices):
    """Our own life domains (domain.md §5)."""

    INKOMEN = "inkomen", "Inkomen en schulden"
    WONEN = "wonen", "Wonen"
    GEZIN = "gezin", "Gezin en opvang"
    LICHAAM = "lichaam", "Lichamelijke gezondheid"
    PSYCHISCH = "psychisch", "Zich goed voelen"
    TAAL = "taal", "Nederlands"
    MOBILITEIT = "mobiliteit", "Zich verplaatsen"
    DIGITAAL = "digitaal", "Computer en papieren"
    NETWERK = "netwerk", "Mensen rondom en meedoen"
    RECHTEN = "rechten", "Rechten en verblijf"
    VAARDIGHEDEN = "vaardigheden", "Vaardigheden voor werk"
    RICHTING = "richting", "Zin en richting"


class Score(models.IntegerChoices):
    CRISIS = 1, "1 crisis"
    BELEMMERT = 2, "2 belemmert"
    AANDACHT = 3, "3 vraagt aandacht"
    IN_ORDE = 4, "4 in orde"
    TROEF = 5, "5 troef"


class Afstand(models.IntegerChoices):
    """Distance to the labour market; always with a reason and a day."""

    KLAAR = 1, "1 klaar voor werk"
    KORT = 2, "2 korte ondersteuning nodig"
    BEGELEIDING = 3, "3 begeleiding en competenties nodig"
    DREMPELS = 4, "4 eerst drempels wegwerken"
    RUST = 5, "5 eerst rust en stabiliteit"


@volg()
class Domeinscore(BewaaktModel):
    """How one life domain went on a day, in the person's own eyes and in the worker's. Never added up."""

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="domeinscores")
    domein = models.CharField(max_length=12, choices=Domein)
    op = models.DateField(default=vandaag)
    zelf = models.PositiveSmallIntegerField("volgens de persoon", choices=Score, null=True, blank=True)
    begeleider = models.PositiveSmallIntegerField("volgens de begeleider", choices=Score, null=True, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = PersoonsgebondenQuerySet["Domeinscore"].as_manager()

    class Meta:
        ordering = ["werkzoekende", "-op", "-pk"]
        verbose_name = "domeinscore"
        verbose_name_plural = "domeinscores"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(zelf=None) | Q(zelf__range=(1, 5)))
                & (Q(begeleider=None) | Q(begeleider__range=(1, 5)))
                & ~Q(zelf=None, begeleider=None),
                name="domeinscore_1_tot_5",
                violation_error_message="Kies een score van 1 tot 5.",
            )
        ]

    def __str__(self) -> str:
        return f"domeinscore {self.pk}"


@volg()
class Afstandsmeting(BewaaktModel):
    """How far somebody was from work on a day, and why we think so."""

    naamvelden = frozenset({"reden"})

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="afstandsmetingen")
    op = models.DateField(default=vandaag)
    afstand = models.PositiveSmallIntegerField(choices=Afstand)
    reden = models.TextField()
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = PersoonsgebondenQuerySet["Afstandsmeting"].as_manager()

    class Meta:
        ordering = ["werkzoekende", "-op", "-pk"]
        verbose_name = "afstandsmeting"
        verbose_name_plural = "afstandsmetingen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(afstand__range=(1, 5)) & ~Q(reden=""),
                name="afstandsmeting_met_reden",
                violation_error_message="Zeg waarom je deze afstand kiest.",
            )
        ]

    def __str__(self) -> str:
        return f"afstandsmeting {self.pk}"


class IntakeQuerySet(PersoonsgebondenQuerySet["Intake"]):
    def bewerkbaar_voor(self, medewerker: Medewerker) -> Self:
        """Intakes that are not finished, of people whose file this member of staff may change."""
        mensen = Werkzoekende.objects.bewerkbaar_voor(medewerker)
        return self.afgebakend(Q(werkzoekende__in=mensen)).filter(afgerond=None)


@volg()
class Intake(Taalgegevens, Verblijfsgegevens, BewaaktModel):
    """The situation at entry, filled in section by section; frozen once it is finished."""

    naamvelden = frozenset({"laatste_werk", "drempels_woorden", "noden", "ambities", "afstand_reden"})

    class Duur(models.TextChoices):
        """How long somebody has been without work; the limits of VDAB and the funders."""

        TOT_6 = "0", "minder dan 6 maanden"
        TOT_12 = "6", "6 tot 12 maanden"
        TOT_24 = "12", "1 tot 2 jaar"
        MEER = "24", "meer dan 2 jaar"
        NOOIT = "999", "nog nooit gewerkt"
        WERKT = "w", "werkt nu"

    class Isced(models.TextChoices):
        NUL = "0", "geen of niet afgemaakt lager onderwijs (ISCED 0)"
        EEN = "1", "lager onderwijs (ISCED 1)"
        TWEE = "2", "lager secundair, de eerste 3 jaren (ISCED 2)"
        DRIE = "3", "hoger secundair (ISCED 3)"
        VIER = "4", "zevende jaar of Se-n-Se (ISCED 4)"
        VIJF = "5", "graduaat, HBO5 (ISCED 5)"
        ZES = "6", "bachelor (ISCED 6)"
        ZEVEN = "7", "master (ISCED 7)"
        ACHT = "8", "doctoraat (ISCED 8)"

    class Erkenning(models.TextChoices):
        BELGISCH = "belgisch", "Belgisch diploma"
        ERKEND = "erkend", "buitenlands diploma, hier erkend"
        BEZIG = "bezig", "buitenlands diploma, erkenning loopt"
        NIET = "niet", "buitenlands diploma, niet erkend"
        GEEN = "geen", "geen diploma"

    class Gezin(models.TextChoices):
        ALLEEN = "alleen", "alleenstaand, zonder kinderen thuis"
        EENOUDER = "eenouder", "alleenstaand, met kinderen"
        KOPPEL = "koppel", "met partner, zonder kinderen thuis"
        KOPPEL_KINDEREN = "koppel_k", "met partner en kinderen"
        BIJ_OUDERS = "ouders", "bij ouders of familie"
        ANDER = "ander", "anders"

    class Opvang(models.TextChoices):
        NIET_NODIG = "nvt", "niet nodig"
        GEREGELD = "ja", "geregeld"
        NIET = "nee", "nog niet geregeld"

    class Wonen(models.TextChoices):
        EIGEN = "eigen", "eigen woning"
        HUUR = "huur", "huurt op de private markt"
        SOCIAAL = "sociaal", "huurt sociaal"
        INWONEND = "inwonend", "woont in bij familie of vrienden"
        OPVANG = "opvang", "in opvang of tijdelijk verblijf"
        DAKLOOS = "dakloos", "dak- of thuisloos"
        ANDER = "ander", "anders"

    class Antwoord(models.TextChoices):
        """Of a question nobody has to answer."""

        NIET_GEVRAAGD = "", "niet gevraagd"
        JA = "ja", "ja"
        NEE = "nee", "nee"
        GEEN = "geen", "wil niet antwoorden"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="intakes")
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    begonnen = models.DateTimeField(default=timezone.now, editable=False)
    afgerond = models.DateTimeField(null=True, blank=True, editable=False)
    bewaard = ArrayField(models.CharField(max_length=12), default=list, blank=True, editable=False)
    """Sections somebody saved, filled in or not."""

    statuut = models.CharField(max_length=12, choices=Statuut.Soort, blank=True)
    duur = models.CharField("hoelang zonder werk?", max_length=3, choices=Duur, blank=True)
    laatste_werk = models.CharField("laatste werk", max_length=200, blank=True)
    isced = models.CharField("hoogste niveau dat af is", max_length=1, choices=Isced, blank=True)
    diploma = models.CharField("waar behaald?", max_length=8, choices=Erkenning, blank=True)
    richting = models.CharField("studierichting", max_length=120, blank=True)
    gezin = models.CharField("met wie woont de persoon?", max_length=8, choices=Gezin, blank=True)
    kinderen = models.PositiveSmallIntegerField(
        "aantal kinderen ten laste", validators=[MaxValueValidator(20)], null=True, blank=True
    )
    kinderopvang = models.CharField(max_length=3, choices=Opvang, blank=True)
    wonen = models.CharField("hoe woont de persoon?", max_length=8, choices=Wonen, blank=True)
    verblijf = models.CharField("verblijf", max_length=10, choices=Verblijfssoort, blank=True)
    inkomen = models.CharField("belangrijkste inkomen", max_length=12, choices=Inkomen.Soort, blank=True)
    arbeidsbeperking = models.CharField(
        "heeft een (arbeids)beperking", max_length=4, choices=Antwoord, blank=True, default=""
    )
    ouders_buitenland = models.CharField(
        "minstens één ouder is in het buitenland geboren", max_length=4, choices=Antwoord, blank=True, default=""
    )
    drempels = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    drempels_woorden = models.TextField("in de woorden van de persoon", max_length=WOORDEN_MAX, blank=True)
    noden = models.TextField("wat heeft de persoon nodig?", max_length=WOORDEN_MAX, blank=True)
    ambities = models.TextField("wat wil de persoon zelf?", max_length=WOORDEN_MAX, blank=True)
    domeinen = models.JSONField(default=dict, blank=True)
    """Domain → ``{"zelf": 1–5, "begeleider": 1–5}``."""
    afstand = models.PositiveSmallIntegerField("afstand tot werk", choices=Afstand, null=True, blank=True)
    afstand_reden = models.TextField("waarom?", max_length=WOORDEN_MAX, blank=True)
    doelgroepen = ArrayField(models.SlugField(max_length=40), default=list, blank=True, editable=False)
    """Slugs of the groups at the moment of finishing."""

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["werkzoekende", "-begonnen"]
        verbose_name = "intake"
        verbose_name_plural = "intakes"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["werkzoekende"],
                condition=Q(afgerond=None),
                name="intake_een_open",
                violation_error_message="Er loopt al een intake.",
            ),
            models.CheckConstraint(
                condition=Q(afstand=None) | (Q(afstand__range=(1, 5)) & ~Q(afstand_reden="")),
                name="intake_afstand_met_reden",
                violation_error_message="Zeg waarom je deze afstand kiest.",
            ),
        ]
        triggers: ClassVar = [
            # a merge may give the intake to another file; nothing else changes any more
            pgtrigger.Protect(
                name="bevroren",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.afgerond IS NOT NULL AND "
                    "(to_jsonb(OLD) - 'werkzoekende_id') IS DISTINCT FROM (to_jsonb(NEW) - 'werkzoekende_id')"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"intake {self.pk}"
