"""Who came in today and still waits: a light queue (S1.23)."""

import uuid
from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Avg, Count, F, Max, Q
from django.utils import timezone

from kern.geschiedenis import volg
from kern.namen import Naam
from kern.poort import BewaaktModel, PoortQuerySet
from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.models.contacten import ONGEDAAN_BINNEN, Contactmoment
from werkpunten.models.personen import Werkzoekende
from werkpunten.models.plaatsen import Werkpunt, werkpunten_van


class WachtendeQuerySet(PoortQuerySet["Wachtende"]):
    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        """Who waits at one's own units; of protected people only those one may see."""
        eigen = [werkpunt.pk for werkpunt in werkpunten_van(medewerker, *BEGELEIDERS)]
        bekend = Q(werkzoekende=None) | Q(werkzoekende__in=Werkzoekende.objects.vindbaar_voor(medewerker))
        return self.afgebakend(bekend, Q(werkpunt__in=eigen))

    def van_vandaag(self, werkpunt: Werkpunt) -> Self:
        return self.filter(werkpunt=werkpunt, dag=vandaag())

    def in_de_rij(self) -> Self:
        """Who waits, is being helped, or left just now (to take that back); who came first first."""
        net_weg = Q(status=Wachtende.Status.WEG, gewijzigd_op__gt=timezone.now() - ONGEDAAN_BINNEN)
        hier = Q(status__in=[Wachtende.Status.WACHT, Wachtende.Status.BEZIG])
        return self.filter(hier | net_weg).select_related("werkzoekende", "geholpen_door").order_by("gekomen_op")

    def stand(self) -> tuple[str, timedelta | None]:
        """A text that is another one whenever something changed, and how long who was helped waited on average."""
        wachttijd = Avg(F("gestart_op") - F("gekomen_op"))
        cijfers = self.aggregate(aantal=Count("pk"), laatste=Max("gewijzigd_op"), wachttijd=wachttijd)
        laatste = cijfers["laatste"].timestamp() if cijfers["laatste"] else 0
        return f"{cijfers['aantal']}-{laatste}", cijfers["wachttijd"]


@volg()
class Wachtende(BewaaktModel):
    """Somebody in the queue of one day: a person, or only a first name or a number.

    Written only through ``werkpunten.wachtrij``.
    """

    naamvelden = frozenset({"naam"})

    class Status(models.TextChoices):
        WACHT = "wacht", "wacht"
        BEZIG = "bezig", "wordt geholpen"
        GEHOLPEN = "geholpen", "geholpen"
        WEG = "weg", "weggegaan zonder hulp"

    sleutel = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Idempotentie: één keer bewaard."
    )
    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.PROTECT, related_name="wachtenden")
    dag = models.DateField(default=vandaag)
    werkzoekende = models.ForeignKey(
        Werkzoekende, null=True, blank=True, on_delete=models.CASCADE, related_name="wachtbeurten"
    )
    naam = Naam(max_length=60, blank=True, help_text="Een voornaam of een nummer, voor wie geen dossier heeft.")
    gekomen_op = models.DateTimeField(default=timezone.now)
    aangemeld_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.WACHT)
    gestart_op = models.DateTimeField(null=True, blank=True)
    geholpen_door = models.ForeignKey(Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    gewijzigd_op = models.DateTimeField(auto_now=True)
    contact = models.OneToOneField(
        Contactmoment, null=True, blank=True, on_delete=models.SET_NULL, related_name="wachtbeurt", editable=False
    )

    objects = WachtendeQuerySet.as_manager()

    class Meta:
        verbose_name = "wachtende"
        verbose_name_plural = "wachtenden"
        indexes: ClassVar = [models.Index(fields=["werkpunt", "dag"], name="wachtende_werkpunt_dag")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(naam="") | Q(werkzoekende__isnull=False),
                name="wachtende_heeft_naam",
                violation_error_message="Geef een naam of een nummer.",
            ),
            models.CheckConstraint(
                condition=Q(gestart_op=None) | Q(gestart_op__gte=F("gekomen_op")),
                name="wachtende_gestart_na_gekomen",
                violation_error_message="De hulp begon voor de persoon binnenkwam.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["bezig", "geholpen"]) | Q(gestart_op__isnull=False),
                name="wachtende_gestart_bij_hulp",
                violation_error_message="Zeg vanaf wanneer deze persoon geholpen wordt.",
            ),
            models.UniqueConstraint(
                fields=["werkpunt", "dag", "werkzoekende"],
                condition=Q(status__in=["wacht", "bezig"]),
                name="wachtende_een_keer_in_de_rij",
                violation_error_message="Deze persoon staat al in de wachtrij.",
            ),
        ]

    def __str__(self) -> str:
        return f"wachtende {self.pk}"

    @property
    def wie(self) -> str:
        return self.werkzoekende.naam if self.werkzoekende else self.naam

    @property
    def minuten(self) -> int:
        """How long this person waited, or waits by now."""
        return int(((self.gestart_op or timezone.now()) - self.gekomen_op).total_seconds() // 60)
