"""What held for somebody from day to day: where they live, their position, right to stay, income and Dutch."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import geldt_op, tot_na_van, vandaag
from toegang.models import Medewerker
from werkpunten.models.personen import PersoonsgebondenQuerySet, Werkzoekende
from werkpunten.models.plaatsen import DagenBereik, Wijk


def geen_overlap(naam: str, wat: str) -> ExclusionConstraint:
    """At most one row of a person holds on any day."""
    return ExclusionConstraint(
        name=f"{naam}_geen_overlap",
        expressions=[
            (F("werkzoekende"), RangeOperators.EQUAL),
            (DagenBereik(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
        ],
        violation_error_message=f"Er is al een {wat} in (een deel van) deze periode.",
    )


class Reeks(BewaaktModel):
    """One row of a dated history: from ``van`` until ``tot`` included; without ``tot`` it still holds."""

    van = models.DateField("sinds", default=vandaag)
    tot = models.DateField("tot en met", null=True, blank=True)

    werkzoekende_id: int

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def wanneer(self) -> str:
        return f"{self.van:%d/%m/%Y} – {self.tot:%d/%m/%Y}" if self.tot else f"sinds {self.van:%d/%m/%Y}"

    def clean(self) -> None:
        """What has not happened yet is not known."""
        dagen = {veld: dag for veld in ("van", "tot") if (dag := getattr(self, veld))}
        fouten = {veld: "Deze dag ligt in de toekomst." for veld, dag in dagen.items() if dag > vandaag()}
        if len(dagen) == 2 and dagen["tot"] < dagen["van"]:
            fouten["tot"] = "De einddatum ligt voor de begindatum."
        if fouten:
            raise ValidationError(fouten)


@volg()
class Adres(Reeks):
    """Where somebody lives."""

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="adressen")
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="adressen")
    straat = models.CharField(max_length=120, blank=True)
    huisnummer = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=10, blank=True)

    objects = PersoonsgebondenQuerySet["Adres"].as_manager()

    class Meta:
        ordering = ["werkzoekende", "-van"]
        verbose_name = "adres"
        verbose_name_plural = "adressen"
        constraints: ClassVar = [tot_na_van("adres_tot_na_van"), geen_overlap("adres", "adres")]
        indexes: ClassVar = [models.Index(fields=["werkzoekende"], condition=Q(tot=None), name="adres_huidig")]

    @property
    def tekst(self) -> str:
        straat = f"{self.straat} {self.huisnummer}".strip()
        plaats = f"{self.postcode} {self.wijk}".strip()
        return f"{straat}, {plaats}" if straat else plaats


@volg()
class Statuut(Reeks):
    """Position on the labour market (domain.md §4)."""

    class Soort(models.TextChoices):
        WZUA = "wzua", "werkzoekend met uitkering"
        BIT = "bit", "beroepsinschakelingstijd"
        VRIJ = "vrij", "vrij ingeschreven"
        LEEFLOON = "leefloon", "leefloon"
        EQUIVALENT = "equivalent", "equivalent leefloon"
        RIZIV = "riziv", "ziekte of invaliditeit (RIZIV)"
        WERKEND = "werkend", "werkend"
        STUDENT = "student", "student"
        GEEN_INKOMEN = "geen_inkomen", "geen inkomen"
        INACTIEF = "inactief", "inactief"
        ANDERS = "anders", "anders actief"
        UITGESLOTEN = "uitgesloten", "uitgesloten van uitkering"

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="statuten")
    soort = models.CharField("statuut", max_length=12, choices=Soort)

    objects = PersoonsgebondenQuerySet["Statuut"].as_manager()

    class Meta:
        ordering = ["werkzoekende", "-van"]
        verbose_name = "statuut"
        verbose_name_plural = "statuten"
        constraints: ClassVar = [tot_na_van("statuut_tot_na_van"), geen_overlap("statuut", "statuut")]

    @property
    def tekst(self) -> str:
        return self.get_soort_display()


class Arbeidsmarkt(models.TextChoices):
    """What the residence card says about work; it decides, whatever we compute."""

    ONBEKEND = "", "niet bekend"
    ONBEPERKT = "onbeperkt", "arbeidsmarkt: onbeperkt"
    BEPERKT = "beperkt", "arbeidsmarkt: beperkt"
    NEEN = "neen", "arbeidsmarkt: neen"


class Verblijfssoort(models.TextChoices):
    BELG = "belg", "Belg"
    EU = "eu", "burger van de Europese Unie of familielid"
    VERZOEKER = "verzoeker", "verzoeker om internationale bescherming"
    ERKEND = "erkend", "erkend vluchteling"
    SUBSIDIAIR = "subsidiair", "subsidiair beschermd"
    TIJDELIJK = "tijdelijk", "tijdelijke bescherming"
    GEZIN = "gezin", "gezinshereniging"
    ONBEPERKT = "onbeperkt", "onbeperkt verblijf"
    BEPERKT = "beperkt", "beperkt verblijf"
    STUDENT = "student", "verblijf als student"
    ZONDER = "zonder", "zonder wettig verblijf"
    ANDER = "ander", "ander"


class Verblijfsgegevens(models.Model):
    """The facts about residence that stand in the history and in an intake alike."""

    aangevraagd_op = models.DateField(
        "bescherming aangevraagd op", null=True, blank=True, help_text="Enkel bij een verzoek om bescherming."
    )
    negatief_op = models.DateField(
        "negatieve beslissing van CGVS op", null=True, blank=True, help_text="Leeg: geen negatieve beslissing."
    )
    arbeidsmarkt = models.CharField(
        "wat op het verblijfsdocument staat", max_length=9, choices=Arbeidsmarkt, blank=True, default=""
    )
    document_tot = models.DateField("verblijfsdocument geldig tot", null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A request for protection and its answer happened, in that order."""
        super().clean()
        dagen = {veld: getattr(self, veld) for veld in ("aangevraagd_op", "negatief_op")}
        fouten = {veld: "Deze dag ligt in de toekomst." for veld, dag in dagen.items() if dag and dag > vandaag()}
        if all(dagen.values()) and dagen["negatief_op"] < dagen["aangevraagd_op"]:
            fouten["negatief_op"] = "De beslissing ligt voor de aanvraag."
        if fouten:
            raise ValidationError(fouten)


@volg()
class Verblijf(Verblijfsgegevens, Reeks):
    """Right to stay (S4.6); the file goes on unchanged when it changes (S4.7)."""

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="verblijven")
    soort = models.CharField("verblijf", max_length=10, choices=Verblijfssoort)

    objects = PersoonsgebondenQuerySet["Verblijf"].as_manager()

    class Meta:
        ordering = ["werkzoekende", "-van"]
        verbose_name = "verblijf"
        verbose_name_plural = "verblijven"
        constraints: ClassVar = [tot_na_van("verblijf_tot_na_van"), geen_overlap("verblijf", "verblijfsstatuut")]

    @property
    def tekst(self) -> str:
        delen = [self.get_soort_display(), self.get_arbeidsmarkt_display() if self.arbeidsmarkt else ""]
        return " · ".join(deel for deel in delen if deel)


@volg()
class Werkrechtregel(models.Model):
    """What a right to stay means for work, from a day on. Advice: the document decides."""

    class Recht(models.TextChoices):
        VRIJ = "vrij", "mag werken"
        WACHTTIJD = "wachttijd", "mag werken na een aantal maanden"
        DOCUMENT = "document", "hangt af van het verblijfsdocument"
        GEEN = "geen", "mag niet werken"

    verblijf = models.CharField(max_length=10, choices=Verblijfssoort)
    recht = models.CharField(max_length=9, choices=Recht)
    maanden = models.PositiveSmallIntegerField("maanden wachttijd", default=0)
    geldig_van = models.DateField(help_text="Bij een wachttijd telt de dag van de aanvraag.")
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True)

    class Meta:
        ordering = ["verblijf", "geldig_van"]
        verbose_name = "regel over werkrecht"
        verbose_name_plural = "regels over werkrecht"
        constraints: ClassVar = [
            tot_na_van("werkrecht_geldig", van="geldig_van", tot="geldig_tot"),
            ExclusionConstraint(
                name="werkrecht_geen_overlap",
                expressions=[
                    (F("verblijf"), RangeOperators.EQUAL),
                    (DagenBereik(F("geldig_van"), F("geldig_tot"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Er is al een regel voor dit verblijf in (een deel van) deze periode.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verblijf_display()}: {self.get_recht_display()}"

    @classmethod
    def op(cls, verblijf: str, dag: date) -> "Werkrechtregel | None":
        return cls.objects.filter(geldt_op(dag, van="geldig_van", tot="geldig_tot"), verblijf=verblijf).first()


@volg()
class Inkomen(Reeks):
    """What somebody mainly lives on."""

    class Soort(models.TextChoices):
        LOON = "loon", "loon"
        WERKLOOSHEID = "werkloosheid", "werkloosheidsuitkering"
        INSCHAKELING = "inschakeling", "inschakelingsuitkering"
        LEEFLOON = "leefloon", "leefloon of equivalent leefloon"
        ZIEKTE = "ziekte", "ziekte- of invaliditeitsuitkering"
        HANDICAP = "handicap", "inkomensvervangende tegemoetkoming"
        PENSIOEN = "pensioen", "pensioen"
        OPVANG = "opvang", "materiële hulp in de opvang"
        PARTNER = "partner", "inkomen van partner of familie"
        ANDER = "ander", "ander inkomen"
        GEEN = "geen", "geen inkomen"

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="inkomens")
    soort = models.CharField("inkomen", max_length=12, choices=Soort)

    objects = PersoonsgebondenQuerySet["Inkomen"].as_manager()

    class Meta:
        ordering = ["werkzoekende", "-van"]
        verbose_name = "inkomen"
        verbose_name_plural = "inkomens"
        constraints: ClassVar = [tot_na_van("inkomen_tot_na_van"), geen_overlap("inkomen", "inkomen")]

    @property
    def tekst(self) -> str:
        return self.get_soort_display()


class Erk(models.TextChoices):
    """Levels of the European frame for languages."""

    ONBEKEND = "", "niet bekend"
    NUL = "0", "nog niets"
    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


class Taalgegevens(models.Model):
    """How well somebody knows Dutch, per skill, and who says so."""

    class Schrift(models.TextChoices):
        ONBEKEND = "", "niet bekend"
        LATIJNS = "latijns", "leest en schrijft ons schrift"
        ANDER = "ander", "leest en schrijft een ander schrift"
        GEEN = "geen", "leest en schrijft (bijna) niet"

    class Bron(models.TextChoices):
        ONBEKEND = "", "niet bekend"
        ATTEST = "attest", "attest NT2"
        TEST = "test", "test"
        INSCHATTING = "inschatting", "eigen inschatting"

    luisteren = models.CharField(max_length=2, choices=Erk, blank=True, default="")
    lezen = models.CharField(max_length=2, choices=Erk, blank=True, default="")
    spreken = models.CharField(max_length=2, choices=Erk, blank=True, default="")
    schrijven = models.CharField(max_length=2, choices=Erk, blank=True, default="")
    schrift = models.CharField("lezen en schrijven", max_length=7, choices=Schrift, blank=True, default="")
    taal_bron = models.CharField("hoe weten we dat?", max_length=11, choices=Bron, blank=True, default="")

    VAARDIGHEDEN = ("luisteren", "lezen", "spreken", "schrijven")

    class Meta:
        abstract = True


@volg()
class Taalniveau(Taalgegevens, BewaaktModel):
    """One measurement of somebody's Dutch; the newest one holds."""

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="taalniveaus")
    op = models.DateField(default=vandaag)
    door = models.ForeignKey(Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PersoonsgebondenQuerySet["Taalniveau"].as_manager()

    class Meta:
        ordering = ["werkzoekende", "-op", "-pk"]
        verbose_name = "taalniveau"
        verbose_name_plural = "taalniveaus"

    def __str__(self) -> str:
        return f"taalniveau {self.pk}"

    def clean(self) -> None:
        if self.op and self.op > vandaag():
            raise ValidationError({"op": "Deze dag ligt in de toekomst."})

    @property
    def wanneer(self) -> str:
        return f"gemeten op {self.op:%d/%m/%Y}"

    @property
    def tekst(self) -> str:
        """``luisteren A2 · spreken A1 · test``: what is known of it."""
        niveaus = [f"{veld} {self._woorden(veld)}" for veld in self.VAARDIGHEDEN if getattr(self, veld)]
        return " · ".join(
            [*niveaus, *(self._woorden(veld) for veld in ("schrift", "taal_bron") if getattr(self, veld))]
        )

    def _woorden(self, veld: str) -> str:
        return str(getattr(self, f"get_{veld}_display")())
