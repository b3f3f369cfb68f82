"""Coaching trajectories: from a template, through its phases, to a result."""

import uuid
from datetime import date, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import DateField, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, JSONObject, TruncDate
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import vandaag
from toegang.models import Medewerker, Organisatie
from trajecten.models.projecten import Doel, Intensiteit, Sjabloonfase, Trajectsjabloon, Trajectsoort
from werkpunten.models import Begeleiding, Werkpunt, Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet
from werkpunten.models.plaatsen import DagenBereik


class Resultaat(models.TextChoices):
    """How a trajectory ended."""

    WERK = "werk", "werk"
    OPLEIDING = "opleiding", "opleiding"
    VRIJWILLIGERSWERK = "vrijwilligerswerk", "vrijwilligerswerk"
    VDAB = "vdab", "verder bij VDAB"
    PARTNER = "partner", "verder bij een andere organisatie"
    ZINVOL = "zinvol", "zinvolle tijdsbesteding"
    TERUGKEER = "terugkeer", "terugkeer of geen verblijf"
    VERHUISD = "verhuisd", "verhuisd"
    CONTACT_VERLOREN = "contact_verloren", "contact verloren"
    GESTOPT = "gestopt", "de persoon wil stoppen"
    OVERLEDEN = "overleden", "overleden"


BLIJVEND = (Resultaat.WERK, Resultaat.OPLEIDING, Resultaat.VRIJWILLIGERSWERK)
"""Results of which one asks later whether they lasted."""


LOOPT_AL = "In deze periode loopt al een traject van dezelfde soort."


class TrajectQuerySet(PersoonsgebondenQuerySet["Traject"]):
    def lopend(self) -> Self:
        return self.filter(einde=None)

    def met_eigen_ritme(self) -> Self:
        """Open ones whose template says how many days may pass without a contact."""
        return self.lopend().filter(sjabloon__contact_dagen__isnull=False)

    def met_gewoon_ritme(self) -> Self:
        """Open ones whose template leaves it at ``GEEN_CONTACT_DAGEN``."""
        return self.lopend().filter(sjabloon__contact_dagen=None)

    def buiten_ritme(self) -> Self:
        """Of these, in which more days passed since the last counting contact, or since the coaching began."""
        sinds = Coalesce("werkzoekende__laatste_contact", TruncDate("begeleiding__van"))
        grens = ExpressionWrapper(sinds + F("sjabloon__contact_dagen"), output_field=DateField())
        return self.met_eigen_ritme().annotate(contact_tegen=grens).filter(contact_tegen__lt=vandaag())

    def voor_lijst(self) -> Self:
        """Everything a card shows, in one query."""
        return self.select_related("sjabloon__project", "fase", "werkpunt", "begeleiding__begeleider", "trekker")


@volg()
class Traject(BewaaktModel):
    """One trajectory of one person. Written only through ``trajecten.trajecten``; closed, nothing in it changes.

    ``begeleiding`` is the coaching it runs under: the last one, when that stopped. ``einde`` is the day it was closed,
    which is free again for another trajectory of the same kind. ``trekker``: the organisation that leads for this
    person in the project (S3.4), the same for all that run there; others may coach along.
    """

    naamvelden = frozenset({"uitleg"})

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="trajecten")
    sjabloon = models.ForeignKey(Trajectsjabloon, on_delete=models.PROTECT, related_name="trajecten")
    soort = models.CharField(max_length=11, choices=Trajectsoort)
    doel = models.CharField(max_length=12, choices=Doel)
    intensiteit = models.CharField(max_length=9, choices=Intensiteit)
    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.PROTECT, related_name="+")
    begeleiding = models.ForeignKey(Begeleiding, on_delete=models.PROTECT, related_name="trajecten")
    trekker = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    fase = models.ForeignKey(Sjabloonfase, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    begin = models.DateField(default=vandaag)
    einde = models.DateField(null=True, blank=True)
    resultaat = models.CharField(max_length=17, choices=Resultaat, blank=True)
    werk = models.ForeignKey(
        "trajecten.Uitstroom",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Welk werk het werd; hetzelfde werk kan het resultaat van meer dan één traject zijn.",
    )
    uitleg = models.CharField(max_length=500, blank=True)

    objects = TrajectQuerySet.as_manager()

    class Meta:
        ordering = ["-begin", "-pk"]
        verbose_name = "traject"
        verbose_name_plural = "trajecten"
        indexes: ClassVar = [
            models.Index(fields=["werkzoekende"], condition=Q(einde=None), name="traject_lopend"),
            models.Index(fields=["sjabloon", "begin"], name="traject_sjabloon"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(einde=None) | Q(einde__gte=F("begin")),
                name="traject_einde_na_begin",
                violation_error_message="Het einde ligt voor het begin.",
            ),
            models.CheckConstraint(
                condition=Q(einde=None, resultaat="") | Q(einde__isnull=False) & ~Q(resultaat=""),
                name="traject_einde_met_resultaat",
                violation_error_message="Kies het resultaat om het traject te sluiten.",
            ),
            models.CheckConstraint(
                condition=Q(resultaat="werk", werk__isnull=False) | ~Q(resultaat="werk") & Q(werk=None),
                name="traject_werk_bij_resultaat",
                violation_error_message="Kies welk werk het werd.",
            ),
            ExclusionConstraint(
                name="traject_geen_overlap",
                expressions=[
                    (F("werkzoekende"), RangeOperators.EQUAL),
                    (F("soort"), RangeOperators.EQUAL),
                    (DagenBereik(F("begin"), F("einde"), Value("[)")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=LOOPT_AL,
            ),
        ]

    def __str__(self) -> str:
        return f"traject {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.einde is None

    @property
    def verwacht_einde(self) -> date | None:
        """The last day if it takes as long as its template says."""
        weken = self.sjabloon.duur_weken
        return self.begin + timedelta(weeks=weken) if weken else None

    @property
    def begeleider(self) -> Medewerker | None:
        """Who coaches it now; None once that coaching stopped."""
        return self.begeleiding.begeleider if self.begeleiding.tot is None else None


def lopende_trajecten(persoon: str = "pk") -> ArraySubquery:
    """Annotation: the open trajectories of a person as ``[{"sjabloon", "fase"}]``, the oldest first."""
    open_ = Traject.objects.lopend().filter(werkzoekende=OuterRef(persoon)).order_by("begin", "pk")
    return ArraySubquery(open_.values(traject=JSONObject(sjabloon=F("sjabloon__naam"), fase=F("fase__naam"))))


@volg()
class Trajectverloop(BewaaktModel):
    """What happened with a trajectory, in order: nothing here is ever changed."""

    naamvelden = frozenset({"tekst"})

    class Soort(models.TextChoices):
        GESTART = "gestart", "gestart"
        INGELEZEN = "ingelezen", "ingelezen"
        FASE = "fase", "andere fase"
        BEGELEIDER = "begeleider", "andere begeleider"
        TREKKER = "trekker", "andere trekker"
        GESLOTEN = "gesloten", "gesloten"
        HEROPEND = "heropend", "heropend"
        PLAN = "plan", "plan besproken"
        STAP = "stap", "stap klaar"
        RESULTAAT = "resultaat", "resultaat nagegaan"

    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="verloop")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(max_length=10, choices=Soort)
    moment = models.DateTimeField(default=timezone.now)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    tekst = models.CharField(max_length=600, blank=True)

    objects = PersoonsgebondenQuerySet["Trajectverloop"].as_manager()

    class Meta:
        ordering = ["moment", "pk"]
        verbose_name = "verloop van een traject"
        verbose_name_plural = "verloop van trajecten"
        indexes: ClassVar = [models.Index(fields=["werkzoekende", "-moment"], name="trajectverloop_persoon")]

    def __str__(self) -> str:
        return f"trajectverloop {self.pk}"
