"""Employers, what the job broker did there, and chances that may become a vacancy."""

import uuid
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from stdnum.be import vat

from kern.geschiedenis import volg
from kern.tijd import vandaag
from partners.models.beroepen import Beroep, Sector
from toegang.models import Medewerker
from werkpunten.models import Wijk
from werkpunten.models.contacten import ONGEDAAN_BINNEN
from werkpunten.models.personen import TELEFOON


def kbo_nummer(waarde: str) -> str:
    """The ten digits of an enterprise number, however it was written; ValidationError when the check digits differ."""
    try:
        return str(vat.validate(waarde)) if waarde.strip() else ""
    except ValueError:  # every error of stdnum is one
        raise ValidationError("Dit ondernemingsnummer klopt niet. Kijk het na, bv. 0123.456.749.") from None


class WerkgeverQuerySet(models.QuerySet["Werkgever"]):
    def zoek(self, tekst: str) -> Self:
        """Employers with these letters in their name or an alias, or with this enterprise number."""
        nummer = "".join(teken for teken in tekst if teken.isdigit())
        gevonden = Q(naam__icontains=tekst) | Q(aliassen__icontains=tekst)
        return self.filter(gevonden | Q(kbo=nummer)) if len(nummer) == 10 else self.filter(gevonden)

    def voor_lijst(self) -> Self:
        """Everything a line shows, in one query: the last visit, and how many vacancies are open."""
        bezoek = Bedrijfsbezoek.objects.filter(werkgever=OuterRef("pk")).order_by("-dag").values("dag")
        open_ = Count("vacatures", filter=Q(vacatures__stand="open") & tot_vandaag("vacatures__"), distinct=True)
        return self.select_related("wijk").annotate(laatste_bezoek=Subquery(bezoek[:1]), open_vacatures=open_)


def tot_vandaag(vanaf: str = "") -> Q:
    """Vacancies whose last day has not gone by; ``vanaf`` is the way to them (``vacatures__``)."""
    return Q(**{f"{vanaf}tot": None}) | Q(**{f"{vanaf}tot__gte": vandaag()})


@volg()
class Werkgever(models.Model):
    """An employer in or around Ghent. Says nothing about any person of ours."""

    naam = models.CharField(max_length=120)
    aliassen = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        verbose_name="andere namen",
        help_text="Met komma's ertussen.",
    )
    kbo = models.CharField(
        "ondernemingsnummer", max_length=10, blank=True, help_text="Het nummer van de KBO, bv. 0123.456.749."
    )
    sector = models.CharField(max_length=10, choices=Sector)
    wijk = models.ForeignKey(Wijk, null=True, blank=True, on_delete=models.PROTECT, related_name="werkgevers")
    straat = models.CharField("straat en nummer", max_length=160, blank=True)
    gemeente = models.CharField("postcode en gemeente", max_length=80, blank=True)
    website = models.URLField(blank=True)
    notities = models.TextField(
        max_length=3000, blank=True, help_text="Over het bedrijf. Schrijf hier niets over een werkzoekende."
    )
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    laatste_bezoek: object  # these two of voor_lijst
    open_vacatures: int

    objects = WerkgeverQuerySet.as_manager()

    class Meta:
        ordering = ["naam", "pk"]
        verbose_name = "werkgever"
        verbose_name_plural = "werkgevers"
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("naam"),
                name="werkgever_naam_uniek",
                violation_error_message="Er is al een werkgever met die naam.",
            ),
            models.UniqueConstraint(
                fields=["kbo"],
                condition=~Q(kbo=""),
                name="werkgever_kbo_uniek",
                violation_error_message="Er is al een werkgever met dat ondernemingsnummer.",
            ),
            models.CheckConstraint(
                condition=Q(kbo="") | Q(kbo__regex=r"^[01]\d{9}$"),
                name="werkgever_kbo_tien_cijfers",
                violation_error_message="Een ondernemingsnummer heeft tien cijfers.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("partners:werkgever-detail", kwargs={"pk": self.pk})

    @property
    def kbo_leesbaar(self) -> str:
        return f"{self.kbo[:4]}.{self.kbo[4:7]}.{self.kbo[7:]}" if self.kbo else ""


@volg()
class Werkgevercontact(models.Model):
    """Somebody at an employer whom we call or visit."""

    werkgever = models.ForeignKey(Werkgever, on_delete=models.CASCADE, related_name="contacten")
    naam = models.CharField(max_length=120)
    functie = models.CharField(max_length=80, blank=True)
    telefoon = models.CharField(max_length=30, blank=True, validators=[TELEFOON])
    email = models.EmailField("e-mailadres", blank=True)

    class Meta:
        ordering = ["naam", "pk"]
        verbose_name = "contact van een werkgever"
        verbose_name_plural = "contacten van werkgevers"
        constraints: ClassVar = [
            models.UniqueConstraint(
                "werkgever",
                Lower("naam"),
                name="werkgevercontact_uniek",
                violation_error_message="Deze persoon staat er al bij.",
            )
        ]

    def __str__(self) -> str:
        return self.naam


@volg()
class Bedrijfsbezoek(models.Model):
    """What the job broker did with an employer on a day, and what came of it (S5.4).

    Written only through ``partners.services.werkgevers``. ``vervolg`` is a task of who was there.
    """

    class Soort(models.TextChoices):
        BEZOEK = "bezoek", "bezoek"
        TELEFOON = "telefoon", "telefoon"
        MAIL = "mail", "mail of bericht"
        WORKSHOP = "workshop", "workshop of jobbeurs"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    werkgever = models.ForeignKey(Werkgever, on_delete=models.CASCADE, related_name="bezoeken")
    soort = models.CharField(max_length=8, choices=Soort, default=Soort.BEZOEK)
    dag = models.DateField("wanneer", default=vandaag)
    met_wie = models.CharField("met wie", max_length=120, blank=True)
    verslag = models.TextField("wat kwam eruit", max_length=3000, validators=[MinLengthValidator(3)])
    vervolg = models.CharField("volgende stap", max_length=280, blank=True)
    tegen = models.DateField("tegen wanneer", null=True, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="bedrijfsbezoeken")
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-dag", "-pk"]
        verbose_name = "bedrijfsbezoek"
        verbose_name_plural = "bedrijfsbezoeken"
        indexes: ClassVar = [models.Index(fields=["werkgever", "-dag"], name="bedrijfsbezoek_werkgever")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(vervolg="", tegen=None) | ~Q(vervolg="") & Q(tegen__isnull=False),
                name="bedrijfsbezoek_vervolg_met_dag",
                violation_error_message="Een volgende stap heeft een dag, en een dag een volgende stap.",
            ),
            models.CheckConstraint(
                condition=Q(dag__gte="1990-01-01"),
                name="bedrijfsbezoek_dag_redelijk",
                violation_error_message="Deze datum ligt te ver terug.",
            ),
        ]

    def __str__(self) -> str:
        return f"bedrijfsbezoek {self.pk}"

    def kan_terug(self, *, door: Medewerker) -> bool:
        """Whether who wrote it down can still take it back."""
        return self.door_id == door.pk and timezone.now() - self.aangemaakt <= ONGEDAAN_BINNEN


class LeadQuerySet(models.QuerySet["Lead"]):
    def open(self) -> Self:
        return self.filter(stand=Lead.Stand.OPEN)


@volg()
class Lead(models.Model):
    """A chance on work at an employer that may become a vacancy (S5.4, S5.12)."""

    class Stand(models.TextChoices):
        OPEN = "open", "open"
        VACATURE = "vacature", "werd een vacature"
        VERVALLEN = "vervallen", "vervallen"

    class Bron(models.TextChoices):
        BEZOEK = "bezoek", "uit een bedrijfsbezoek"
        WERKGEVER = "werkgever", "de werkgever vroeg het ons"
        RECHTSTREEKS = "rechtstreeks", "een werkzoekende sprak de werkgever zelf aan"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    werkgever = models.ForeignKey(Werkgever, on_delete=models.CASCADE, related_name="leads")
    bezoek = models.ForeignKey(Bedrijfsbezoek, null=True, blank=True, on_delete=models.SET_NULL, related_name="leads")
    bron = models.CharField("hoe kwamen we eraan", max_length=12, choices=Bron, default=Bron.BEZOEK)
    wat = models.CharField(
        "welke kans",
        max_length=300,
        validators=[MinLengthValidator(3)],
        help_text="Schrijf geen naam van een persoon.",
    )
    beroep = models.ForeignKey(Beroep, null=True, blank=True, on_delete=models.PROTECT, related_name="leads")
    dag = models.DateField(default=vandaag)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    stand = models.CharField(max_length=9, choices=Stand, default=Stand.OPEN)
    stand_sinds = models.DateTimeField(default=timezone.now, editable=False)
    stand_door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ["-dag", "-pk"]
        verbose_name = "lead"
        verbose_name_plural = "leads"
        indexes: ClassVar = [models.Index(fields=["werkgever", "-dag"], name="lead_werkgever")]

    def __str__(self) -> str:
        return self.wat

    @property
    def kleur(self) -> str:
        return {"open": "info", "vacature": "goed"}.get(self.stand, "")
