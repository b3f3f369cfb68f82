"""Good places to work (S2.2, S2.16): schools and vzw's, from the first talk until wijk-werkers are there."""

import uuid
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.namen import Naam
from kern.poort import BewaaktModel
from kern.tijd import vandaag
from toegang.models import Medewerker, Organisatie
from werkpunten.models import Werkzoekende, Wijk
from werkpunten.models.contacten import ONGEDAAN_BINNEN
from wijkwerken.models.activiteiten import Activiteit
from wijkwerken.models.gebied import Gemeente
from wijkwerken.models.gebruikers import GebruikersQuerySet, VanGebruiker, WijkwerkGebruiker, wijken_van


class Werkplekstand(models.TextChoices):
    PROSPECT = "prospect", "prospect"
    GESPREK = "gesprek", "in gesprek"
    GOEDGEKEURD = "goedgekeurd", "goedgekeurd"
    ACTIEF = "actief", "actief"
    GESTOPT = "gestopt", "gestopt"


OVERGANGEN = {
    Werkplekstand.PROSPECT: (Werkplekstand.GESPREK, Werkplekstand.GESTOPT),
    Werkplekstand.GESPREK: (Werkplekstand.GOEDGEKEURD, Werkplekstand.PROSPECT, Werkplekstand.GESTOPT),
    Werkplekstand.GOEDGEKEURD: (Werkplekstand.ACTIEF, Werkplekstand.GESPREK, Werkplekstand.GESTOPT),
    Werkplekstand.ACTIEF: (Werkplekstand.GOEDGEKEURD, Werkplekstand.GESTOPT),
    Werkplekstand.GESTOPT: (Werkplekstand.PROSPECT,),
}
"""From each state to which others; the first is the next step of the pipeline."""


class WerkplekQuerySet(GebruikersQuerySet["Werkplek"]):
    def _bereik(self, medewerker: Medewerker) -> Q:
        """A prospect is of nobody yet: its wijk and who follows it up decide as well."""
        bereik = super()._bereik(medewerker)
        return bereik and bereik | Q(wijk__in=wijken_van(medewerker)) | Q(verantwoordelijke=medewerker)

    def actief(self) -> Self:
        return self.filter(stand=Werkplekstand.ACTIEF)

    def voor_lijst(self) -> Self:
        """Everything a line shows, in two queries."""
        mee = ("organisatie", "gebruiker", "wijk", "verantwoordelijke")
        return self.select_related(*mee).prefetch_related("activiteiten")


@volg()
class Werkplek(VanGebruiker):
    """A place of an organisation where wijk-werkers can work and learn.

    A prospect is not a customer yet; from ``actief`` on it has one (``gebruiker``). Written through
    ``wijkwerken.services.werkplekken``.
    """

    naamvelden = frozenset({"mentor", "mentor_bereikbaar"})

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    naam = models.CharField("naam van de werkplek", max_length=120, validators=[MinLengthValidator(3)])
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="werkplekken")
    gebruiker = models.ForeignKey(
        WijkwerkGebruiker,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="werkplekken",
        help_text="De inschrijving van de organisatie. Nodig zodra er iemand werkt.",
    )
    stand = models.CharField(max_length=11, choices=Werkplekstand, default=Werkplekstand.PROSPECT, editable=False)
    stand_sinds = models.DateField(default=vandaag, editable=False)
    stopreden = models.CharField(max_length=300, blank=True, editable=False)
    verantwoordelijke = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, related_name="werkplekken", verbose_name="wie volgt dit op"
    )
    straat = models.CharField("straat en nummer", max_length=160, blank=True)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="werkplekken")
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="werkplekken")
    plaatsen = models.PositiveSmallIntegerField("hoeveel wijk-werkers tegelijk", default=1)
    mentor = Naam("mentor op de werkvloer", max_length=120, blank=True)
    mentor_bereikbaar = models.CharField("telefoon of e-mailadres van de mentor", max_length=160, blank=True)
    mentor_uren = models.DecimalField(
        "uren begeleiding per week", max_digits=4, decimal_places=1, null=True, blank=True
    )
    omkadering = models.TextField(
        max_length=2000, blank=True, help_text="Wie leert iemand in, en bij wie kan die terecht?"
    )
    activiteiten = models.ManyToManyField(Activiteit, blank=True, related_name="werkplekken")
    takenpakket = models.TextField(max_length=2000, blank=True, help_text="Welke taken, en hoe gevarieerd is het?")
    groeipad = models.TextField(
        max_length=2000, blank=True, help_text="Wat kan iemand hier leren, en waar kan het naartoe?"
    )
    talen = ArrayField(
        models.CharField(max_length=3, choices=Werkzoekende.Taal),
        default=list,
        blank=True,
        verbose_name="talen op de werkvloer",
    )
    toegankelijk = models.BooleanField("bereikbaar met een rolstoel", default=False)
    toegankelijkheid = models.CharField(
        max_length=300, blank=True, help_text="Bv. dicht bij tram 1, geen trappen, zittend werk kan."
    )
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = WerkplekQuerySet.as_manager()

    class Meta:
        ordering = ["naam", "pk"]
        verbose_name = "werkplek"
        verbose_name_plural = "werkplekken"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisatie", "naam"],
                name="werkplek_naam_uniek",
                violation_error_message="Deze organisatie heeft al een werkplek met die naam.",
            ),
            models.CheckConstraint(
                condition=~Q(stand="actief") | Q(gebruiker__isnull=False),
                name="werkplek_actief_met_gebruiker",
                violation_error_message="Schrijf de organisatie eerst in als gebruiker: dan pas kan er iemand werken.",
            ),
            models.CheckConstraint(
                condition=~Q(stand__in=["goedgekeurd", "actief"]) | ~Q(mentor=""),
                name="werkplek_goedgekeurd_met_mentor",
                violation_error_message="Een goede werkplek heeft een mentor. Vul in wie dat is.",
            ),
            models.CheckConstraint(
                condition=Q(stand="gestopt") & ~Q(stopreden="") | ~Q(stand="gestopt") & Q(stopreden=""),
                name="werkplek_gestopt_met_reden",
                violation_error_message="Schrijf waarom deze werkplek stopt.",
            ),
            models.CheckConstraint(
                condition=Q(plaatsen__gte=1, plaatsen__lte=200),
                name="werkplek_plaatsen",
                violation_error_message="Schrijf tussen 1 en 200 wijk-werkers.",
            ),
            models.CheckConstraint(
                condition=Q(mentor_uren=None) | Q(mentor_uren__gte=0, mentor_uren__lte=60),
                name="werkplek_mentor_uren",
                violation_error_message="Schrijf tussen 0 en 60 uren begeleiding per week.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("wijkwerken:werkplek-detail", kwargs={"sleutel": self.sleutel})

    @property
    def kleur(self) -> str:
        return {"actief": "goed", "goedgekeurd": "info", "gestopt": "fout"}.get(self.stand, "")

    @property
    def taalnamen(self) -> str:
        """The languages on the work floor, in Dutch."""
        return ", ".join(str(Werkzoekende.Taal(taal).label) for taal in self.talen)

    @property
    def volgende_standen(self) -> list[Werkplekstand]:
        return list(OVERGANGEN[Werkplekstand(self.stand)])


@volg()
class Werkplekactiviteit(Werkplek.activiteiten.through):  # type: ignore[misc, name-defined]  # made by Django
    """An activity of a work place; here only so that its history is kept."""

    class Meta:
        proxy = True
        verbose_name = "activiteit van een werkplek"
        verbose_name_plural = "activiteiten van werkplekken"

    def __str__(self) -> str:
        return f"activiteit van een werkplek {self.pk}"


class WerkplekstapQuerySet(GebruikersQuerySet["Werkplekstap"]):
    def _bereik(self, medewerker: Medewerker) -> Q:
        return Q(werkplek__in=Werkplek.objects.zichtbaar_voor(medewerker))


@volg()
class Werkplekstap(BewaaktModel):
    """What we did to win or keep a work place, where that brought it, and the next step: a task of who follows it.

    About the organisation: it names nobody of ours, and no private customer.
    """

    persoon_veld = "nog_niemand"
    nog_niemand: ClassVar[None] = None

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    werkplek = models.ForeignKey(Werkplek, on_delete=models.CASCADE, related_name="stappen")
    dag = models.DateField("wanneer", default=vandaag)
    wat = models.TextField("wat deden we", max_length=2000, validators=[MinLengthValidator(3)])
    van_stand = models.CharField(max_length=11, choices=Werkplekstand, editable=False)
    naar_stand = models.CharField("waar staat de werkplek nu", max_length=11, choices=Werkplekstand)
    vervolg = models.CharField("volgende stap", max_length=200, blank=True)
    tegen = models.DateField("tegen wanneer", null=True, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = WerkplekstapQuerySet.as_manager()

    class Meta:
        ordering = ["-dag", "-pk"]
        verbose_name = "stap van een werkplek"
        verbose_name_plural = "stappen van werkplekken"
        indexes: ClassVar = [models.Index(fields=["werkplek", "-dag"], name="werkplekstap_werkplek")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(vervolg="", tegen=None) | ~Q(vervolg="") & Q(tegen__isnull=False),
                name="werkplekstap_vervolg_met_dag",
                violation_error_message="Een volgende stap heeft een dag, en een dag een volgende stap.",
            ),
        ]

    def __str__(self) -> str:
        return f"stap van een werkplek {self.pk}"

    def kan_terug(self, *, door: Medewerker) -> bool:
        """Whether who wrote it down can still take it back."""
        return self.door_id == door.pk and timezone.now() - self.aangemaakt <= ONGEDAAN_BINNEN
