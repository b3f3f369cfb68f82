"""Organisations, staff and the log of who looked at whom."""

import hashlib
import secrets
from typing import Any, ClassVar, Self

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from kern.geschiedenis import volg
from kern.inzage import Aard
from kern.namen import AfgeleideNaam
from toegang.rollen import Rol, rolbronnen


@volg()
class Organisatie(models.Model):
    """A city service, OCMW, VDAB, vzw, school or employer that staff work for or that people are referred to."""

    class Soort(models.TextChoices):
        STAD = "stad", "stad"
        OCMW = "ocmw", "OCMW"
        VDAB = "vdab", "VDAB"
        VZW = "vzw", "vzw"
        SCHOOL = "school", "school"
        WERKGEVER = "werkgever", "werkgever"
        ANDER = "ander", "ander"

    naam = models.CharField(max_length=120)
    soort = models.CharField(max_length=10, choices=Soort)
    aliassen = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, help_text="Andere namen, met komma's ertussen."
    )
    mag_insz_verwerken = models.BooleanField(
        "mag het rijksregisternummer verwerken",
        default=False,
        help_text="Enkel met een wettelijke grond of machtiging.",
    )
    actief = models.BooleanField(default=True)

    class Meta:
        ordering = ["naam"]
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("naam"),
                name="organisatie_naam_uniek",
                violation_error_message="Er is al een organisatie met die naam.",
            )
        ]

    def __str__(self) -> str:
        return self.naam


class MedewerkerManager(BaseUserManager["Medewerker"]):
    def get_by_natural_key(self, username: str | None) -> "Medewerker":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **velden: Any) -> "Medewerker":
        """Make an account. Without a password nobody can sign in until an invitation was followed."""
        medewerker = self.model(email=email.strip().lower(), **velden)
        medewerker.set_password(password)
        medewerker.save(using=self._db)
        return medewerker


@volg(zonder=("password", "last_login", "sorteernaam"))
class Medewerker(AbstractBaseUser):
    """Somebody who signs in. What they may do follows from their appointments, not from this row."""

    email = models.EmailField("e-mailadres", max_length=254, unique=True)
    voornaam = models.CharField(max_length=80)
    achternaam = models.CharField(max_length=80)
    sorteernaam = AfgeleideNaam(vorm="sorteervorm")
    organisatie = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, related_name="medewerkers", verbose_name="werkgever"
    )
    is_active = models.BooleanField(
        "actief", default=True, help_text="Uit: kan niet meer aanmelden, ook lopende sessies stoppen."
    )
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["voornaam", "achternaam"]

    objects: ClassVar[MedewerkerManager] = MedewerkerManager()

    class Meta:
        ordering = ["sorteernaam", "pk"]
        verbose_name = "medewerker"
        verbose_name_plural = "medewerkers"
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                name="medewerker_email_uniek",
                violation_error_message="Er is al een account met dit e-mailadres.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.voornaam} {self.achternaam}"

    @property
    def korte_naam(self) -> str:
        """How colleagues see them in lists: ``Lies V.``"""
        return f"{self.voornaam} {self.achternaam[:1]}." if self.achternaam else self.voornaam

    @cached_property
    def rollen(self) -> frozenset[Rol]:
        """Roles held today, over all appointments; none for somebody who left."""
        if not self.is_active:
            return frozenset()
        return frozenset(rol for bron in rolbronnen for rol in bron(self))

    def heeft_rol(self, *rollen: Rol) -> bool:
        return not self.rollen.isdisjoint(rollen)

    @property
    def is_staff(self) -> bool:
        """May enter ``/beheer/`` (Django admin)."""
        return self.heeft_rol(Rol.BEHEERDER)

    is_superuser = is_staff

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Only administrators, and only for what ``/beheer/`` registers: lists and accounts, no case data."""
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class RaadplegingQuerySet(models.QuerySet["Raadpleging"]):
    def over(self, werkzoekende_id: int) -> Self:
        """Who looked at this person."""
        return self.filter(personen__contains=[werkzoekende_id])

    def over_gebruiker(self, gebruiker_id: int) -> Self:
        """Who looked at this customer of wijk-werken."""
        return self.filter(gebruikers__contains=[gebruiker_id])


class Raadpleging(models.Model):
    """One request (or job) in which people were shown: who, when, why, through which screen. Append-only.

    Ids without foreign keys: the log survives what it speaks of.
    """

    moment = models.DateTimeField(default=timezone.now, db_index=True)
    medewerker_id = models.BigIntegerField(db_index=True)
    rollen = ArrayField(models.CharField(max_length=20), default=list)
    scherm = models.CharField(max_length=100)
    methode = models.CharField(max_length=7)
    status = models.PositiveSmallIntegerField()
    aard = models.CharField(max_length=12, choices=[(aard.value, aard.value) for aard in Aard])
    reden = models.CharField(max_length=300, blank=True)
    verzoek = models.UUIDField()
    personen = ArrayField(models.BigIntegerField())
    gebruikers = ArrayField(
        models.BigIntegerField(), default=list, db_default=[], help_text="Gebruikers van wijk-werken."
    )

    objects = RaadplegingQuerySet.as_manager()

    class Meta:
        verbose_name = "raadpleging"
        verbose_name_plural = "raadplegingen"
        indexes: ClassVar = [GinIndex(fields=["personen"], name="raadpleging_personen")]
        triggers: ClassVar = [
            pgtrigger.Protect(name="enkel_bijschrijven", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.scherm} {self.moment:%Y-%m-%d %H:%M}"


class Geheim(models.Model):
    """Something only its holder knows: of the text itself nothing is kept but the hash."""

    hash = models.CharField(max_length=64, unique=True)
    gemaakt = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    @staticmethod
    def hash_van(geheim: str) -> str:
        return hashlib.sha256(geheim.encode()).hexdigest()

    @classmethod
    def vernieuw(cls, medewerker: Medewerker) -> str:
        """Make or replace the secret of somebody and return it: the only time it can be read. The old one stops."""
        geheim = secrets.token_urlsafe(32)
        nieuw = {"hash": cls.hash_van(geheim), "gemaakt": timezone.now()}
        cls._default_manager.update_or_create(medewerker=medewerker, defaults=nieuw)  # type: ignore[misc]  # of heirs
        return geheim


@volg(zonder=("hash",))
class ApiSleutel(Geheim):
    """The API token of one staff member."""

    medewerker = models.OneToOneField(Medewerker, on_delete=models.CASCADE, related_name="api_sleutel")

    class Meta:
        verbose_name = "API-sleutel"
        verbose_name_plural = "API-sleutels"

    def __str__(self) -> str:
        return f"API-sleutel {self.pk}"


class WeergaveQuerySet(models.QuerySet["Weergave"]):
    def voor(self, medewerker: Medewerker, *schermen: str) -> Self:
        """One's own views of these screens, and those colleagues of the same employer share; by name."""
        gedeeld = Q(gedeeld=True, medewerker__organisatie=medewerker.organisatie_id, medewerker__is_active=True)
        rijen = self.filter(Q(medewerker=medewerker) | gedeeld, scherm__in=schermen)
        return rijen.select_related("medewerker").order_by("naam", "pk")


class Weergave(models.Model):
    """A list as somebody wants to see it again: its filters and order, never who stands in it."""

    medewerker = models.ForeignKey(Medewerker, on_delete=models.CASCADE, related_name="weergaven")
    scherm = models.CharField(max_length=60, editable=False)
    naam = models.CharField(max_length=60)
    vraag = models.CharField(max_length=500, editable=False, help_text="Wat in het adres na het vraagteken staat.")
    gedeeld = models.BooleanField("delen met collega's van mijn organisatie", default=False)

    objects = WeergaveQuerySet.as_manager()

    class Meta:
        verbose_name = "weergave"
        verbose_name_plural = "weergaven"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["medewerker", "scherm", "naam"],
                name="weergave_naam_uniek",
                violation_error_message="Je hebt al een weergave met die naam.",
            )
        ]

    def __str__(self) -> str:
        return self.naam
