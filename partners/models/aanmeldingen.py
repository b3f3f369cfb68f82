"""Sign-ups: somebody a partner or an outside organisation sends to us. Counted apart from guidance (S5.9)."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from toegang.models import Medewerker, Organisatie
from toegang.rollen import BEGELEIDERS, Rol
from werkpunten.models import Werkpunt, Werkzoekende, werkpunten_van
from werkpunten.models.personen import PersoonsgebondenQuerySet


class AanmeldingQuerySet(PersoonsgebondenQuerySet["Aanmelding"]):
    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        """Sign-ups for one's own units; once there is a file, of people whose file one may open."""
        eigen = [werkpunt.pk for werkpunt in werkpunten_van(medewerker, *BEGELEIDERS)]
        gezien = Q(werkzoekende=None) | Q(werkzoekende__in=Werkzoekende.objects.zichtbaar_voor(medewerker))
        return self.afgebakend(Q(werkpunt__in=eigen), gezien)

    def bewerkbaar_voor(self, medewerker: Medewerker) -> Self:
        return self.zichtbaar_voor(medewerker)

    def van_partner(self, medewerker: Medewerker) -> Self:
        """What the organisation of this partner staff signed up itself, to read what became of it."""
        if not medewerker.heeft_rol(Rol.PARTNERMEDEWERKER):
            return self.afgebakend().none()
        return self.afgebakend(Q(organisatie=medewerker.organisatie_id))

    def te_doen(self) -> Self:
        return self.filter(status=Aanmelding.Status.NIEUW)


@volg()
class Aanmelding(BewaaktModel):
    """Nobody has a file because of this row alone: first somebody of the unit looks whether we know the person."""

    naamvelden = frozenset({"voornaam", "achternaam", "telefoon", "vraag"})

    class Status(models.TextChoices):
        NIEUW = "nieuw", "wacht op ons"
        AANVAARD = "aanvaard", "aanvaard"
        GEWEIGERD = "geweigerd", "niet aanvaard"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisatie = models.ForeignKey(
        Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="aanmeldingen"
    )
    van_buiten = models.CharField("andere organisatie", max_length=120, blank=True)
    aanmelder = models.CharField("wie meldt aan", max_length=120)
    aanmelder_contact = models.CharField("telefoon of e-mail van de aanmelder", max_length=120, blank=True)
    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.PROTECT, related_name="aanmeldingen")
    voornaam = models.CharField(max_length=80, blank=True)
    achternaam = models.CharField("naam", max_length=120, blank=True)
    geboren = models.CharField(max_length=20, blank=True)
    telefoon = models.CharField(max_length=30, blank=True)
    contacttaal = models.CharField(max_length=3, default="nl", choices=Werkzoekende.Taal)
    vraag = models.TextField(max_length=2000)
    akkoord = models.BooleanField("de persoon weet ervan en gaat akkoord")
    status = models.CharField(max_length=9, choices=Status, default=Status.NIEUW)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    gemaakt_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    werkzoekende = models.ForeignKey(
        Werkzoekende, null=True, blank=True, on_delete=models.PROTECT, related_name="aanmeldingen"
    )
    was_bekend = models.BooleanField(null=True, help_text="De persoon had al een dossier.")
    behandeld_op = models.DateTimeField(null=True)
    behandeld_door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+")
    antwoord = models.CharField(max_length=500, blank=True)

    objects = AanmeldingQuerySet.as_manager()

    class Meta:
        ordering = ["-gemaakt_op", "-pk"]
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        indexes: ClassVar = [
            models.Index(fields=["werkpunt", "status", "-gemaakt_op"], name="aanmelding_werkpunt"),
            models.Index(fields=["organisatie", "-gemaakt_op"], name="aanmelding_partner"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(akkoord=True),
                name="aanmelding_akkoord",
                violation_error_message="Meld niemand aan die er niet van weet.",
            ),
            models.CheckConstraint(
                condition=Q(organisatie__isnull=False) | ~Q(van_buiten=""),
                name="aanmelding_van_wie",
                violation_error_message="Kies een partner of schrijf welke organisatie aanmeldt.",
            ),
            models.CheckConstraint(
                condition=~Q(voornaam="") | ~Q(achternaam=""),
                name="aanmelding_naam",
                violation_error_message="Vul een voornaam of een naam in.",
            ),
            models.CheckConstraint(
                condition=Q(status="nieuw", behandeld_op=None, werkzoekende=None)
                | Q(status="aanvaard", behandeld_op__isnull=False, werkzoekende__isnull=False)
                | Q(status="geweigerd", behandeld_op__isnull=False, werkzoekende=None) & ~Q(antwoord=""),
                name="aanmelding_behandeld",
                violation_error_message="Schrijf waarom we de aanmelding niet aanvaarden.",
            ),
        ]

    def __str__(self) -> str:
        return f"aanmelding {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("partners:aanmelding-detail", kwargs={"uuid": self.uuid})

    @property
    def nummer(self) -> str:
        return f"A{self.pk:05d}"

    @property
    def van(self) -> str:
        return self.organisatie.naam if self.organisatie else self.van_buiten

    @property
    def naam(self) -> str:
        return ", ".join(deel for deel in (self.achternaam, self.voornaam) if deel)

    @property
    def kleur(self) -> str:
        return {"nieuw": "let-op", "aanvaard": "goed"}.get(self.status, "fout")
