"""Staff who are away for some days, and who covers for them."""

import uuid
from datetime import timedelta
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.utils import timezone

from kern.geschiedenis import volg
from kern.tijd import geldt_in, tot_na_van, vandaag
from toegang.models import Medewerker
from werkpunten.models.plaatsen import DagenBereik

ONGEDAAN_BINNEN = timedelta(minutes=10)
"""So long somebody who came back by mistake is put away again with one click."""


class AfwezigheidQuerySet(models.QuerySet["Afwezigheid"]):
    def open(self) -> Self:
        """Running or still to come: not over, and not ended before the last day."""
        return self.filter(beeindigd_op=None, tot__gte=vandaag())

    def lopend(self) -> Self:
        """Away today."""
        return self.open().filter(van__lte=vandaag())

    def tijdens(self, afwezigheid: "Afwezigheid") -> Self:
        """Those that share a day with this one."""
        return self.open().filter(geldt_in(afwezigheid.van, afwezigheid.tot))


def afwezig_tot(medewerker: str) -> Subquery:
    """The last day of being away, of staff who is away today; ``medewerker``: the path to them."""
    weg = Afwezigheid.objects.lopend().filter(medewerker=OuterRef(medewerker))
    return Subquery(weg.values("tot")[:1], output_field=models.DateField())


@volg()
class Afwezigheid(models.Model):
    """Somebody is away from ``van`` until ``tot`` included, and a colleague covers. The coach stays the coach.

    What the cover sees stands in ``Betrokkenheid`` (``werkpunten.waarneming``). Written only through
    ``trajecten.afwezigheden``. No room for a medical reason, on purpose.
    """

    class Soort(models.TextChoices):
        VERLOF = "verlof", "verlof"
        VORMING = "vorming", "vorming of opdracht elders"
        ANDERS = "anders", "afwezig, zonder reden"

    sleutel = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Idempotentie: één keer bewaard."
    )
    medewerker = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, related_name="afwezigheden", verbose_name="wie is afwezig"
    )
    waarnemer = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, related_name="waarnemingen", verbose_name="wie neemt waar"
    )
    soort = models.CharField("waarom", max_length=7, choices=Soort, default=Soort.VERLOF)
    van = models.DateField("eerste dag", default=vandaag)
    tot = models.DateField("laatste dag")
    iedereen = models.BooleanField(
        "voor iedereen die ze begeleidt", default=True, help_text="Ook wie er intussen bij komt."
    )
    ingegeven_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+", editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)
    beeindigd_op = models.DateTimeField("vroeger beëindigd op", null=True, blank=True, editable=False)

    objects = AfwezigheidQuerySet.as_manager()

    class Meta:
        verbose_name = "afwezigheid"
        verbose_name_plural = "afwezigheden"
        indexes: ClassVar = [models.Index(fields=["waarnemer", "tot"], name="afwezigheid_waarnemer")]
        constraints: ClassVar = [
            tot_na_van("afwezigheid_tot_na_van", uitleg="De laatste dag ligt voor de eerste dag."),
            models.CheckConstraint(
                condition=~Q(waarnemer=F("medewerker")),
                name="afwezigheid_ander_neemt_waar",
                violation_error_message="Wie afwezig is, kan niet voor zichzelf waarnemen. Kies een collega.",
            ),
            ExclusionConstraint(
                name="afwezigheid_geen_overlap",
                expressions=[
                    (F("medewerker"), RangeOperators.EQUAL),
                    (DagenBereik(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(beeindigd_op=None),
                violation_error_message="Er is al een afwezigheid in (een deel van) deze periode. Pas die aan.",
            ),
        ]

    def __str__(self) -> str:
        return f"afwezigheid {self.pk}"

    @property
    def is_begonnen(self) -> bool:
        return self.van <= vandaag()

    @property
    def is_open(self) -> bool:
        return self.beeindigd_op is None and self.tot >= vandaag()

    @property
    def stand(self) -> str:
        """In one word for a list."""
        if self.beeindigd_op is not None:
            return "vroeger beëindigd" if timezone.localtime(self.beeindigd_op).date() >= self.van else "ingetrokken"
        if self.tot < vandaag():
            return "voorbij"
        return "loopt" if self.is_begonnen else "komt nog"

    @property
    def kan_herstel(self) -> bool:
        """Ended so lately that a mistake can still be put right; what never began is entered again."""
        net = self.beeindigd_op is not None and timezone.now() - self.beeindigd_op < ONGEDAAN_BINNEN
        return net and self.is_begonnen and self.tot >= vandaag()
