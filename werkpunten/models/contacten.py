"""The one fact table: everything that happens with a person (design.md §2)."""

import uuid
from datetime import date, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import geldt_op, tot_na_van, vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.models.betrokkenheid import Betrokkenheid
from werkpunten.models.personen import PersoonsgebondenQuerySet, Werkzoekende
from werkpunten.models.plaatsen import DagenBereik, Werkpunt, Wijk, werkpunten_van

NOTITIE_MAX = 20_000
ONGEDAAN_BINNEN = timedelta(minutes=10)
VERBETER_BINNEN = timedelta(hours=24)


class Soort(models.TextChoices):
    """Kinds of contact (reference.md §1); the channel shown on screen follows from it."""

    BEZOEK = "bezoek", "bezoek"
    AFSPRAAK = "afspraak", "afspraak"
    OUTREACH = "outreach", "outreach"
    ZITDAG = "zitdag", "zitdag"
    HUISBEZOEK = "huisbezoek", "huisbezoek"
    GROEP = "groep", "groepssessie"
    TELEFOON = "telefoon", "telefoon"
    BERICHT = "bericht", "mail, chat of brief"
    POGING = "poging", "poging zonder contact"


@volg()
class Telregel(models.Model):
    """Whether a kind of contact counts for reach, from a day on."""

    soort = models.CharField(max_length=10, choices=Soort)
    telt = models.BooleanField("telt mee voor bereik")
    geldig_van = models.DateField()
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True)

    class Meta:
        ordering = ["soort", "geldig_van"]
        verbose_name = "telregel"
        verbose_name_plural = "telregels"
        constraints: ClassVar = [
            tot_na_van("telregel_geldig", van="geldig_van", tot="geldig_tot"),
            ExclusionConstraint(
                name="telregel_geen_overlap",
                expressions=[
                    (F("soort"), RangeOperators.EQUAL),
                    (DagenBereik(F("geldig_van"), F("geldig_tot"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Er is al een regel voor deze soort in (een deel van) deze periode.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()}: {'telt' if self.telt else 'telt niet'}"


class OnderwerpQuerySet(models.QuerySet["Onderwerp"]):
    def geldig_op(self, dag: date) -> Self:
        return self.filter(geldt_op(dag, van="geldig_van", tot="geldig_tot"))


@volg()
class Onderwerp(models.Model):
    """What a contact was about; each topic is one service of the work point (S1.2)."""

    class Dienst(models.TextChoices):
        INFORMATIE = "informatie", "informatie"
        ADVIES = "advies", "advies"
        ONDERSTEUNING = "ondersteuning", "ondersteuning"
        TOELEIDING = "toeleiding", "toeleiding"
        ADMINISTRATIE = "administratie", "administratie"

    slug = models.SlugField(max_length=40, unique=True)
    naam = models.CharField(max_length=60, unique=True)
    dienst = models.CharField(max_length=14, choices=Dienst)
    volgorde = models.PositiveSmallIntegerField(default=100, help_text="De eerste acht staan als knop op de balie.")
    geldig_van = models.DateField()
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True)

    objects = OnderwerpQuerySet.as_manager()

    class Meta:
        ordering = ["volgorde", "naam"]
        verbose_name = "onderwerp"
        verbose_name_plural = "onderwerpen"
        constraints: ClassVar = [tot_na_van("onderwerp_geldig", van="geldig_van", tot="geldig_tot")]

    def __str__(self) -> str:
        return self.naam


def mag_notitie_lezen(medewerker: Medewerker) -> Q:
    """The contacts, and the rows of their audit trail, whose note this member of staff may read."""
    coach = Betrokkenheid.objects.geldig_voor(medewerker).filter(
        medewerker=medewerker, reden=Betrokkenheid.Reden.BEGELEIDING
    )
    return (
        Q(niveau=Contactmoment.Niveau.GEDEELD)
        | Q(medewerker=medewerker)
        | Q(niveau=Contactmoment.Niveau.ORGANISATIE, medewerker__organisatie=medewerker.organisatie_id)
        | Q(niveau=Contactmoment.Niveau.VERTROUWELIJK, werkzoekende__in=coach.values("werkzoekende"))
    )


class ContactmomentQuerySet(PersoonsgebondenQuerySet["Contactmoment"]):
    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        """Contacts of people one may see, and anonymous contacts at one's own units."""
        eigen = [werkpunt.pk for werkpunt in werkpunten_van(medewerker, *BEGELEIDERS)]
        return self.afgebakend(
            Q(werkzoekende__in=Werkzoekende.objects.zichtbaar_voor(medewerker))
            | Q(werkzoekende=None, werkpunt__in=eigen)
        )

    def met_notitie_voor(self, medewerker: Medewerker) -> Self:
        """Adds ``leesbare_notitie``: the note where its level allows this reader, else empty.

        *gedeeld*: whoever sees the person · *organisatie*: the author's employer · *vertrouwelijk*: author, coaches.
        """
        return self.defer("notitie").annotate(
            leesbare_notitie=Case(
                When(mag_notitie_lezen(medewerker), then=F("notitie")),
                default=Value(""),
                output_field=models.TextField(),
            )
        )

    def voor_lijst(self) -> Self:
        """Everything a line on the desk or the timeline shows: three queries, whatever the number of rows."""
        return self.select_related("werkzoekende", "werkpunt", "medewerker").prefetch_related("onderwerpen")

    def nieuwste_eerst(self) -> Self:
        return self.order_by("-dag", F("tijdstip").desc(nulls_last=True), "-pk")


@volg()
class Contactmoment(BewaaktModel):
    """One contact, with a person or anonymous. Append-mostly; reach counts it, the timeline shows it."""

    naamvelden = frozenset({"notitie"})

    class Niveau(models.TextChoices):
        GEDEELD = "gedeeld", "gedeeld"
        ORGANISATIE = "organisatie", "eigen organisatie"
        VERTROUWELIJK = "vertrouwelijk", "vertrouwelijk (ik en de begeleiders)"

    class Leeftijdsgroep(models.TextChoices):
        """What the desk can estimate of somebody who stays anonymous."""

        JONG = "-25", "jonger dan 25"
        MIDDEN = "25-54", "25 tot 54"
        OUD = "55+", "55 en ouder"

    sleutel = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Idempotentie: één keer bewaard."
    )
    werkzoekende = models.ForeignKey(
        Werkzoekende, null=True, blank=True, on_delete=models.PROTECT, related_name="contactmomenten"
    )
    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.PROTECT, related_name="contactmomenten")
    medewerker = models.ForeignKey(
        Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="contactmomenten"
    )
    soort = models.CharField(max_length=10, choices=Soort, default=Soort.BEZOEK)
    dag = models.DateField(default=vandaag)
    tijdstip = models.TimeField(null=True, blank=True, help_text="Leeg: niet bekend.")
    minuten = models.PositiveSmallIntegerField("duur in minuten", null=True, blank=True)
    onderwerpen = models.ManyToManyField(
        Onderwerp, through="ContactOnderwerp", related_name="contactmomenten", blank=True
    )
    notitie = models.TextField(blank=True, validators=[MaxLengthValidator(NOTITIE_MAX)])
    verbeterd = models.DateTimeField(null=True, blank=True, editable=False, help_text="De notitie is later verbeterd.")
    niveau = models.CharField("wie mag de notitie lezen", max_length=13, choices=Niveau, default=Niveau.GEDEELD)
    leeftijdsgroep = models.CharField(max_length=5, choices=Leeftijdsgroep, blank=True)
    wijk = models.ForeignKey(Wijk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    bron = models.CharField(max_length=80, default="balie", editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)
    gekoppeld_op = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Anoniem bewaard en daarna aan een persoon gekoppeld."
    )
    gekoppeld_door = models.ForeignKey(
        Medewerker, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    leesbare_notitie: str  # of met_notitie_voor

    objects = ContactmomentQuerySet.as_manager()

    class Meta:
        verbose_name = "contactmoment"
        verbose_name_plural = "contactmomenten"
        indexes: ClassVar = [
            models.Index(
                fields=["werkzoekende", "-dag"], condition=Q(werkzoekende__isnull=False), name="contact_persoon_dag"
            ),
            models.Index(fields=["werkpunt", "dag", "werkzoekende"], name="contact_werkpunt_dag"),
            models.Index(fields=["dag"], name="contact_dag"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(minuten=None) | Q(minuten__gte=1, minuten__lte=720),
                name="contact_minuten",
                violation_error_message="Een contact duurt tussen 1 minuut en 12 uur.",
            ),
            models.CheckConstraint(
                condition=Q(dag__gte="1990-01-01"),
                name="contact_dag_redelijk",
                violation_error_message="Deze datum ligt te ver terug.",
            ),
        ]

    def __str__(self) -> str:
        return f"contactmoment {self.pk}"

    def kan_ongedaan(self, *, door: Medewerker) -> bool:
        """Whether its author can still take it back."""
        return self.medewerker_id == door.pk and timezone.now() - self.aangemaakt <= ONGEDAAN_BINNEN

    def kan_aangevuld(self, *, door: Medewerker) -> bool:
        """Whether its author can still complete it: on the day itself."""
        return self.medewerker_id == door.pk and self.dag == vandaag()

    def kan_verbeterd(self, *, door: Medewerker) -> bool:
        """Whether its author can still put other words in the note; later ones can only be added."""
        return self.medewerker_id == door.pk and timezone.now() - self.aangemaakt <= VERBETER_BINNEN


@volg()
class ContactOnderwerp(models.Model):
    """One topic of one contact; a table of its own so that its history is kept too."""

    contactmoment = models.ForeignKey(Contactmoment, on_delete=models.CASCADE, related_name="+")
    onderwerp = models.ForeignKey(Onderwerp, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "onderwerp van een contactmoment"
        verbose_name_plural = "onderwerpen van contactmomenten"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contactmoment", "onderwerp"], name="contactonderwerp_uniek")
        ]

    def __str__(self) -> str:
        return f"onderwerp {self.pk}"
