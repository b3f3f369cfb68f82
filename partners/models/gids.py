"""The social map: partner organisations, how far their cooperation is, and what they offer to whom."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.tijd import geldt_op, tot_na_van, vandaag
from toegang.models import Medewerker, Organisatie
from toegang.rollen import Rol
from werkpunten.models import Aanstelling, Drempelsoort, Werkzoekende, Wijk

REDACTIE = (Rol.COORDINATOR, Rol.BEHEERDER)
"""Who keeps the directory: they add organisations, sign agreements and write offers for partners without accounts."""


class PartnerQuerySet(models.QuerySet["Partner"]):
    def actief(self) -> Self:
        """Partners that may receive referrals."""
        return self.filter(Partner.werkt_mee())

    def bewerkbaar_voor(self, medewerker: Medewerker) -> Self:
        """Profiles this person may change: all for who keeps the directory, one's own for staff of a partner."""
        if medewerker.heeft_rol(*REDACTIE):
            return self.all()
        if medewerker.heeft_rol(Rol.PARTNERMEDEWERKER):
            return self.filter(organisatie=medewerker.organisatie_id)
        return self.none()

    def zoek(self, tekst: str) -> Self:
        """Organisations with these letters in their name, an alias or their expertise."""
        return self.filter(
            Q(organisatie__naam__icontains=tekst)
            | Q(organisatie__aliassen__icontains=tekst)
            | Q(expertise__icontains=tekst)
        )

    def voor_lijst(self) -> Self:
        """Everything a line of the directory shows."""
        aantal = models.Count("aanbod", filter=Aanbod.geldig_op(vandaag(), "aanbod__"))
        return self.select_related("organisatie").prefetch_related("drempels", "wijken").annotate(aantal=aantal)


@volg()
class Partner(models.Model):
    """The profile of an organisation that works with us; the organisation itself stands in ``toegang``."""

    class Stand(models.TextChoices):
        AANVRAAG = "aanvraag", "aanvraag"
        OVEREENKOMST = "overeenkomst", "overeenkomst getekend"
        ACTIEF = "actief", "actief"
        GESTOPT = "gestopt", "gestopt"

    class Projectrol(models.TextChoices):
        """What they are in a shared project file (S3.19)."""

        PROMOTOR = "promotor", "promotor"
        PARTNER = "partner", "partner"

    organisatie = models.OneToOneField(Organisatie, on_delete=models.PROTECT, related_name="partner")
    stand = models.CharField(max_length=12, choices=Stand, default=Stand.AANVRAAG)
    stand_sinds = models.DateField(default=vandaag)
    aangevraagd_op = models.DateField(default=vandaag)
    overeenkomst_op = models.DateField("overeenkomst getekend op", null=True, blank=True)
    projectrol = models.CharField("rol in projecten", max_length=8, choices=Projectrol, default=Projectrol.PARTNER)
    expertise = models.TextField(blank=True, max_length=2000, help_text="Waar zijn ze goed in?")
    drempels = models.ManyToManyField(Drempelsoort, blank=True, related_name="partners", verbose_name="helpt bij")
    wijken = models.ManyToManyField(
        Wijk, blank=True, related_name="partners", help_text="Niets gekozen: de hele stad."
    )
    beroepsgeheim = models.BooleanField("werkt onder beroepsgeheim", default=False)
    email = models.EmailField(
        "e-mailadres voor doorverwijzingen", blank=True, help_text="Hier komen mails zonder namen aan."
    )
    telefoon = models.CharField(max_length=30, blank=True)
    website = models.URLField(blank=True)
    adres = models.CharField(max_length=200, blank=True)

    aantal: int  # of voor_lijst

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["organisatie__naam"]
        verbose_name = "partner"
        verbose_name_plural = "partners"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(stand__in=["overeenkomst", "actief"]) | Q(overeenkomst_op__isnull=False),
                name="partner_overeenkomst_nodig",
                violation_error_message="Zonder getekende overeenkomst kan een partner niet meewerken.",
            ),
        ]

    def __str__(self) -> str:
        return self.organisatie.naam

    def get_absolute_url(self) -> str:
        return reverse("partners:partner-detail", kwargs={"pk": self.pk})

    @staticmethod
    def werkt_mee(vanaf: str = "") -> Q:
        """Partners that may receive referrals and read them; ``vanaf`` is the way to them (``partner__``)."""
        return Q(**{f"{vanaf}stand": Partner.Stand.ACTIEF, f"{vanaf}organisatie__actief": True})

    def leest_mee(self) -> bool:
        """Whether a person there hears of a referral by itself: by mail or in an account."""
        accounts = Aanstelling.objects.op(vandaag()).filter(
            rol=Rol.PARTNERMEDEWERKER, medewerker__organisatie=self.organisatie_id, medewerker__is_active=True
        )
        return bool(self.email) or accounts.exists()

    def hoort_van_ons(self) -> bool:
        """Whether a referral reaches anybody by itself, or a system of their own."""
        return self.leest_mee() or Partner.objects.filter(pk=self.pk, webhook__actief=True).exists()

    @property
    def wie_bellen(self) -> str:
        """``vzw Compaan (09 123 45 67)``."""
        return f"{self} ({self.telefoon or 'geen telefoonnummer gekend'})"

    @property
    def kleur(self) -> str:
        """The kind of tag that goes with the state."""
        return {"aanvraag": "let-op", "overeenkomst": "info", "actief": "goed"}.get(self.stand, "")


class AanbodQuerySet(models.QuerySet["Aanbod"]):
    def geldig(self) -> Self:
        """What can be used today: the offer holds and the partner is active."""
        return self.filter(Aanbod.geldig_op(vandaag()), Partner.werkt_mee("partner__"))

    def bewerkbaar_voor(self, medewerker: Medewerker) -> Self:
        return self.filter(partner__in=Partner.objects.bewerkbaar_voor(medewerker))

    def bij_drempel(self, slug: str) -> Self:
        return self.filter(drempels__slug=slug)

    def in_wijk(self, slug: str) -> Self:
        """Offers for this wijk, and those for the whole city."""
        return self.filter(Q(wijken__slug=slug) | Q(wijken=None)).distinct()

    def zoek(self, tekst: str) -> Self:
        """Offers with these letters in their name or description, or in the name or an alias of the partner."""
        return self.filter(
            Q(naam__icontains=tekst)
            | Q(omschrijving__icontains=tekst)
            | Q(voor_wie__icontains=tekst)
            | Q(partner__organisatie__naam__icontains=tekst)
            | Q(partner__organisatie__aliassen__icontains=tekst)
        )

    def voor_lijst(self) -> Self:
        """Everything a line of the catalogue shows, in three queries."""
        return self.select_related("partner__organisatie").prefetch_related("drempels", "wijken")


@volg()
class Aanbod(models.Model):
    """Something a partner does for people: for whom, against which barriers, where, and how long it takes."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="aanbod")
    naam = models.CharField(max_length=120)
    omschrijving = models.TextField(max_length=3000, blank=True)
    voor_wie = models.CharField("voor wie", max_length=300)
    drempels = models.ManyToManyField(Drempelsoort, blank=True, related_name="aanbod", verbose_name="helpt bij")
    wijken = models.ManyToManyField(Wijk, blank=True, related_name="aanbod", help_text="Niets gekozen: de hele stad.")
    talen = ArrayField(
        models.CharField(max_length=3, choices=Werkzoekende.Taal), default=list, blank=True, verbose_name="talen"
    )
    plaatsen = models.PositiveSmallIntegerField("aantal plaatsen", null=True, blank=True)
    wachttijd = models.PositiveSmallIntegerField(
        "wachttijd in weken", null=True, blank=True, help_text="0: kan meteen starten."
    )
    geldig_van = models.DateField("vanaf", default=vandaag)
    geldig_tot = models.DateField("tot en met", null=True, blank=True)
    bijgewerkt_op = models.DateTimeField(default=timezone.now, editable=False)
    bijgewerkt_door = models.ForeignKey(
        Medewerker, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = AanbodQuerySet.as_manager()

    class Meta:
        ordering = ["naam", "pk"]
        verbose_name = "aanbod"
        verbose_name_plural = "aanbod"
        constraints: ClassVar = [
            tot_na_van("aanbod_geldig", van="geldig_van", tot="geldig_tot"),
            models.UniqueConstraint(
                fields=["partner", "naam", "geldig_van"],
                name="aanbod_uniek",
                violation_error_message="Deze organisatie heeft al een aanbod met die naam vanaf die dag.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("partners:aanbod-detail", kwargs={"pk": self.pk})

    @staticmethod
    def geldig_op(dag: date, vanaf: str = "") -> Q:
        """Offers that hold on this day; ``vanaf`` is the way to them from another model (``aanbod__``)."""
        return geldt_op(dag, van=f"{vanaf}geldig_van", tot=f"{vanaf}geldig_tot")

    @property
    def is_geldig(self) -> bool:
        return self.geldig_van <= vandaag() and (self.geldig_tot is None or self.geldig_tot >= vandaag())

    @property
    def wachten(self) -> str:
        """The waiting time in words."""
        if self.wachttijd is None:
            return "niet bekend"
        weken = {0: "kan meteen", 1: "1 week"}
        return weken.get(self.wachttijd, f"{self.wachttijd} weken")

    @property
    def taalnamen(self) -> str:
        namen = dict(Werkzoekende.Taal.choices)
        return ", ".join(namen.get(code, code) for code in self.talen)


# Django makes these tables itself; what came and went in them is history of the partner and the offer.
@volg()
class PartnerDrempel(Partner.drempels.through):  # type: ignore[name-defined,misc]  # made by Django
    class Meta:
        proxy = True


@volg()
class PartnerWijk(Partner.wijken.through):  # type: ignore[name-defined,misc]
    class Meta:
        proxy = True


@volg()
class AanbodDrempel(Aanbod.drempels.through):  # type: ignore[name-defined,misc]
    class Meta:
        proxy = True


@volg()
class AanbodWijk(Aanbod.wijken.through):  # type: ignore[name-defined,misc]
    class Meta:
        proxy = True
