"""Appointments: with whom, when, where, and what came of them."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import ClassVar, Self

from babel.dates import format_date
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import Periode
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models.contacten import ONGEDAAN_BINNEN, Contactmoment, Onderwerp
from werkpunten.models.personen import PersoonsgebondenQuerySet, Werkzoekende
from werkpunten.models.plaatsen import Werkpunt, vertrokken_van, werkpunten_van

LANGST = timedelta(hours=12)


class AfspraakQuerySet(PersoonsgebondenQuerySet["Afspraak"]):
    def gepland(self) -> Self:
        return self.filter(status=Afspraak.Status.GEPLAND)

    def komend(self) -> Self:
        """Still to come, or going on now."""
        return self.gepland().filter(einde__gt=timezone.now())

    def van(self, medewerkers: Collection[Medewerker]) -> Self:
        """Appointments that stand in the agenda of one of these colleagues."""
        erbij = AfspraakCollega.objects.filter(afspraak=OuterRef("pk"), medewerker__in=medewerkers)
        return self.filter(Q(medewerker__in=medewerkers) | Exists(erbij))

    def nagelaten_aan(self, coordinator: Medewerker) -> Self:
        """To come at the coordinator's units, with a colleague who left."""
        hier = self.bewerkbaar_voor(coordinator).filter(werkpunt__in=werkpunten_van(coordinator, Rol.COORDINATOR))
        return hier.komend().filter(medewerker__in=vertrokken_van(coordinator))

    def tijdens(self, van: datetime, tot: datetime) -> Self:
        """Appointments that share time with this stretch; one that ends when it begins does not."""
        return self.filter(begin__lt=tot, einde__gt=van)

    def in_periode(self, periode: Periode) -> Self:
        """Appointments on these local days."""
        return self.tijdens(*periode.momenten())

    def voor_lijst(self) -> Self:
        """Everything a line shows: two queries, whatever the number of rows."""
        return self.select_related("werkzoekende", "werkpunt", "medewerker", "onderwerp").prefetch_related("collegas")


@volg()
class Afspraak(BewaaktModel):
    """An appointment of a person with one member of staff, and colleagues who join.

    Written only through ``werkpunten.afspraken``. Moving one keeps this row (``verzet``) and makes the next.
    """

    naamvelden = frozenset({"toelichting", "meegaand", "reden", "adres"})

    class Status(models.TextChoices):
        GEPLAND = "gepland", "gepland"
        GEKOMEN = "gekomen", "gekomen"
        NIET_GEKOMEN = "niet_gekomen", "niet gekomen"
        VERZET = "verzet", "verzet"
        AFGEZEGD = "afgezegd", "afgezegd"

    class Plaats(models.TextChoices):
        WERKPUNT = "werkpunt", "op het werkpunt"
        THUIS = "thuis", "thuis bij de persoon"
        TELEFOON = "telefoon", "telefoon of video"
        ELDERS = "elders", "op een andere plaats"

    sleutel = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Idempotentie: één keer bewaard."
    )
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="afspraken")
    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.PROTECT, related_name="afspraken")
    medewerker = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, related_name="afspraken", verbose_name="met wie"
    )
    collegas = models.ManyToManyField(
        Medewerker,
        through="AfspraakCollega",
        related_name="afspraken_erbij",
        blank=True,
        verbose_name="wie komt erbij",
    )
    begin = models.DateTimeField()
    einde = models.DateTimeField()
    plaats = models.CharField("waar", max_length=8, choices=Plaats, default=Plaats.WERKPUNT)
    adres = models.CharField("waar precies", max_length=200, blank=True)
    onderwerp = models.ForeignKey(
        Onderwerp, on_delete=models.PROTECT, related_name="afspraken", verbose_name="waarover"
    )
    toelichting = models.TextField(blank=True, validators=[MaxLengthValidator(1000)])
    meegaand = models.CharField(
        "wie gaat mee", max_length=120, blank=True, help_text="Bijvoorbeeld een tolk, familie of een buddy."
    )
    herinnering = models.BooleanField("herinnering sturen", default=False)
    status = models.CharField(max_length=12, choices=Status, default=Status.GEPLAND)
    status_sinds = models.DateTimeField(default=timezone.now, editable=False)
    status_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+", editable=False)
    reden = models.CharField(max_length=300, blank=True, help_text="Waarom ze verzet of afgezegd is.")
    vorige = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="volgende", editable=False
    )
    contact = models.OneToOneField(
        Contactmoment, null=True, blank=True, on_delete=models.SET_NULL, related_name="afspraak", editable=False
    )
    gemaakt_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+", editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = AfspraakQuerySet.as_manager()

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        indexes: ClassVar = [
            models.Index(fields=["werkzoekende", "einde"], condition=Q(status="gepland"), name="afspraak_komend"),
            models.Index(fields=["werkzoekende", "-begin"], name="afspraak_persoon"),
            models.Index(fields=["medewerker", "begin"], name="afspraak_agenda"),
            models.Index(fields=["begin"], condition=Q(status="gepland"), name="afspraak_herinneren"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(einde__gt=F("begin")),
                name="afspraak_einde_na_begin",
                violation_error_message="Het einde van de afspraak ligt voor het begin.",
            ),
            models.CheckConstraint(
                condition=Q(einde__lte=F("begin") + LANGST),
                name="afspraak_niet_te_lang",
                violation_error_message="Een afspraak duurt hoogstens 12 uur.",
            ),
            models.CheckConstraint(
                condition=Q(contact=None) | Q(status__in=["gekomen", "niet_gekomen"]),
                name="afspraak_contact_bij_uitkomst",
                violation_error_message="Enkel een afspraak die voorbij is, heeft een contact.",
            ),
        ]

    def __str__(self) -> str:
        return f"afspraak {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("werkpunten:afspraak-detail", kwargs={"sleutel": self.sleutel})

    @property
    def belsleutel(self) -> uuid.UUID:
        """The key of the one task to remind the person of it by telephone."""
        return uuid.uuid5(self.sleutel, "bellen")

    @property
    def minuten(self) -> int:
        return int((self.einde - self.begin).total_seconds() // 60)

    @property
    def wanneer(self) -> str:
        """``maandag 23 november om 14.00 uur``, local time."""
        begin = timezone.localtime(self.begin)
        return f"{format_date(begin, 'EEEE d MMMM', locale='nl')} om {begin:%H.%M} uur"

    @property
    def is_gepland(self) -> bool:
        return self.status == self.Status.GEPLAND

    @property
    def waar(self) -> str:
        """The place in words, as the person would say it."""
        plaats = self.werkpunt.naam if self.plaats == self.Plaats.WERKPUNT else self.get_plaats_display()
        return f"{plaats}, {self.adres}" if self.adres else plaats

    def kan_ongedaan(self, *, door: Medewerker) -> bool:
        """Whether whoever said what came of it can still take that back."""
        mag = self.status in {self.Status.GEKOMEN, self.Status.NIET_GEKOMEN, self.Status.AFGEZEGD}
        return mag and self.status_door_id == door.pk and timezone.now() - self.status_sinds <= ONGEDAAN_BINNEN


@volg()
class AfspraakCollega(models.Model):
    """A colleague who joins; a table of its own so that its history is kept too."""

    afspraak = models.ForeignKey(Afspraak, on_delete=models.CASCADE, related_name="+")
    medewerker = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "collega bij een afspraak"
        verbose_name_plural = "collega's bij een afspraak"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["afspraak", "medewerker"], name="afspraakcollega_uniek")
        ]

    def __str__(self) -> str:
        return f"collega {self.pk}"


def volgende_afspraak(persoon: str = "pk") -> Subquery:
    """Annotation: when the next planned appointment of a person begins (a moment); None without one."""
    komend = Afspraak.objects.komend().filter(werkzoekende=OuterRef(persoon))
    return Subquery(komend.order_by("einde").values("begin")[:1], output_field=DateTimeField())
