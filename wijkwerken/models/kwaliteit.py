"""How good it is, for both sides (S2.12, S2.14): satisfaction, checks, complaints and incidents."""

import uuid
from typing import ClassVar, Self

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import vandaag
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet
from wijkwerken.models.gebruikers import ORGANISATOREN, WijkwerkGebruiker
from wijkwerken.models.opdrachten import Toewijzing


class VanWie(models.TextChoices):
    GEBRUIKER = "gebruiker", "de gebruiker"
    WIJKWERKER = "wijkwerker", "de wijk-werker"


class BijToewijzing(BewaaktModel):
    """Base of what is noted about a worker on an assignment, once per ``sleutel``."""

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    toewijzing = models.ForeignKey(Toewijzing, on_delete=models.CASCADE, related_name="%(class)s_rijen")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    dag = models.DateField("wanneer", default=vandaag)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    toewijzing_id: int
    werkzoekende_id: int

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


@volg()
class Tevredenheid(BijToewijzing):
    """How content one side is with an assignment, from 1 (not at all) to 5 (very)."""

    naamvelden = frozenset({"tekst"})

    class Score(models.IntegerChoices):
        HELEMAAL_NIET = 1, "1: helemaal niet"
        NIET_ZO = 2, "2: niet zo"
        GAAT_WEL = 3, "3: gaat wel"
        GOED = 4, "4: goed"
        HEEL_GOED = 5, "5: heel goed"

    van_wie = models.CharField("wie is dit?", max_length=10, choices=VanWie)
    score = models.PositiveSmallIntegerField("hoe tevreden?", choices=Score)
    tekst = models.TextField("in eigen woorden", max_length=1000, blank=True)

    objects = PersoonsgebondenQuerySet["Tevredenheid"].as_manager()

    class Meta:
        ordering = ["-dag", "-pk"]
        verbose_name = "tevredenheid"
        verbose_name_plural = "tevredenheid"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["toewijzing", "van_wie", "dag"],
                name="tevredenheid_eens_per_dag",
                violation_error_message="Van die dag staat er al een antwoord.",
            ),
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5),
                name="tevredenheid_score",
                violation_error_message="Kies een cijfer van 1 tot 5.",
            ),
        ]


@volg()
class Kwaliteitscontrole(BijToewijzing):
    """We went to look: whether the work is well done, and what the worker learned by it (S2.14)."""

    naamvelden = frozenset({"geleerd", "beter"})

    class Oordeel(models.TextChoices):
        GOED = "goed", "goed"
        BIJSTUREN = "bijsturen", "bij te sturen"
        NIET_GOED = "niet_goed", "niet goed"

    oordeel = models.CharField("hoe is het werk gedaan?", max_length=9, choices=Oordeel)
    geleerd = models.TextField("wat leerde de wijk-werker?", max_length=1000, blank=True)
    beter = models.TextField("wat kan beter?", max_length=1000, blank=True)

    objects = PersoonsgebondenQuerySet["Kwaliteitscontrole"].as_manager()

    class Meta:
        ordering = ["-dag", "-pk"]
        verbose_name = "kwaliteitscontrole"
        verbose_name_plural = "kwaliteitscontroles"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(oordeel="goed") | ~Q(beter=""),
                name="kwaliteitscontrole_met_uitleg",
                violation_error_message="Schrijf wat er beter kan.",
            )
        ]

    @property
    def kleur(self) -> str:
        return {"goed": "goed", "bijsturen": "let-op"}.get(self.oordeel, "fout")


class IncidentQuerySet(PersoonsgebondenQuerySet["Incident"]):
    def te_melden(self) -> Self:
        """Not reported to the insurer yet, the first to report on top."""
        return self.filter(gemeld_op=None).order_by("melden_tegen", "pk")

    def voor_lijst(self) -> Self:
        return self.select_related("werkzoekende", "toewijzing__opdracht__gebruiker")


@volg()
class Incident(BijToewijzing):
    """Something went wrong at work: to report within the working days of the rule of that day (``melden_tegen``)."""

    naamvelden = frozenset({"wat"})

    class Soort(models.TextChoices):
        ONGEVAL = "ongeval", "arbeidsongeval"
        WEG = "weg", "ongeval op weg van of naar het werk"
        SCHADE = "schade", "schade bij de gebruiker"
        ANDER = "ander", "iets anders"

    soort = models.CharField(max_length=7, choices=Soort)
    wat = models.TextField("wat gebeurde er?", max_length=2000, validators=[MinLengthValidator(3)])
    gewond = models.BooleanField("iemand raakte gewond", default=False)
    melden_tegen = models.DateField(editable=False)
    gemeld_op = models.DateField("gemeld op", null=True, blank=True, editable=False)
    gemeld_door = models.ForeignKey(
        Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-dag", "-pk"]
        verbose_name = "incident"
        verbose_name_plural = "incidenten"
        indexes: ClassVar = [
            models.Index(fields=["melden_tegen"], condition=Q(gemeld_op=None), name="incident_te_melden")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(gemeld_op=None, gemeld_door=None) | Q(gemeld_op__gte=F("dag"), gemeld_door__isnull=False),
                name="incident_gemeld",
                violation_error_message="De melding komt na het incident, en zegt wie meldde.",
            )
        ]

    @property
    def is_te_laat(self) -> bool:
        return self.gemeld_op is None and self.melden_tegen < vandaag()


class KlachtQuerySet(PersoonsgebondenQuerySet["Klacht"]):
    """Complaints of one's customers about nobody in particular, and about people whose file one may open or change."""

    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        return self._over(medewerker, schrijven=False)

    def bewerkbaar_voor(self, medewerker: Medewerker) -> Self:
        return self._over(medewerker, schrijven=True)

    def mag(self, medewerker: Medewerker) -> bool:
        """Whether this member of staff works with complaints at all."""
        return medewerker.heeft_rol(*ORGANISATOREN)

    def _over(self, medewerker: Medewerker, *, schrijven: bool) -> Self:
        if not self.mag(medewerker):
            return self.afgebakend().none()
        niemand = Q(werkzoekende=None, gebruiker__in=WijkwerkGebruiker.objects.zichtbaar_voor(medewerker))
        return self.afgebakend(niemand | self._persoon_betrokken(medewerker, schrijven=schrijven))

    def open(self) -> Self:
        return self.filter(afgehandeld_op=None).order_by("dag", "pk")

    def voor_lijst(self) -> Self:
        return self.select_related("werkzoekende", "gebruiker", "door", "afgehandeld_door")


@volg()
class Klacht(BewaaktModel):
    """A complaint of a customer or of a worker, until somebody answered it."""

    naamvelden = frozenset({"wat", "antwoord"})

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gebruiker = models.ForeignKey(WijkwerkGebruiker, on_delete=models.PROTECT, related_name="klachten")
    toewijzing = models.ForeignKey(
        Toewijzing, null=True, blank=True, on_delete=models.PROTECT, related_name="klachten", editable=False
    )
    werkzoekende = models.ForeignKey(
        Werkzoekende, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    van_wie = models.CharField("wie klaagt?", max_length=10, choices=VanWie, default=VanWie.GEBRUIKER)
    dag = models.DateField("wanneer", default=vandaag)
    wat = models.TextField("waarover gaat het?", max_length=2000, validators=[MinLengthValidator(3)])
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    antwoord = models.TextField("wat deden we?", max_length=2000, blank=True, editable=False)
    afgehandeld_op = models.DateTimeField(null=True, editable=False)
    afgehandeld_door = models.ForeignKey(
        Medewerker, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = KlachtQuerySet.as_manager()

    class Meta:
        ordering = ["-dag", "-pk"]
        verbose_name = "klacht"
        verbose_name_plural = "klachten"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(afgehandeld_op=None, afgehandeld_door=None)
                | Q(afgehandeld_op__isnull=False, afgehandeld_door__isnull=False) & ~Q(antwoord=""),
                name="klacht_afgehandeld_met_antwoord",
                violation_error_message="Schrijf wat we aan de klacht deden.",
            ),
            models.CheckConstraint(
                condition=Q(van_wie="gebruiker") | Q(werkzoekende__isnull=False),
                name="klacht_van_bekende",
                violation_error_message="Zeg welke wijk-werker klaagt.",
            ),
        ]

    def __str__(self) -> str:
        return f"klacht {self.pk}"
