"""Customers of wijk-werken: private people and organisations, their agreement and the fee they pay each year.

A private customer is somebody with a name and an address at home, so customers are guarded and logged as job seekers
are: read through ``zichtbaar_voor``, and noted in the read log by their own keys.
"""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.namen import AfgeleideNaam, Naam, vouw
from kern.poort import BewaaktModel, M, PoortQuerySet
from kern.tijd import geldt_op, tot_na_van, vandaag
from toegang.models import Medewerker, Organisatie
from toegang.rollen import Rol
from werkpunten.models import Werkzoekende, Wijk
from werkpunten.models.personen import TELEFOON
from werkpunten.models.plaatsen import DagenBereik, werkpunten_van
from wijkwerken.models.activiteiten import Gebruikerstype
from wijkwerken.models.gebied import POSTCODE, Gemeente

ORGANISATOREN = (Rol.WIJKWERKCONSULENT, Rol.COORDINATOR)
"""The roles that organise wijk-werken and so work with its customers."""
NAAMVELDEN = frozenset({"voornaam", "achternaam", "zoeknaam", "sorteernaam", "contactpersoon", "telefoon", "email"})
WEG_TE_WISSEN = (*sorted(NAAMVELDEN), "straat", "opmerking")


class GebruikersQuerySet(PoortQuerySet[M]):
    """For customers and everything that hangs off one: for who organises wijk-werken.

    A wijk-werkconsulent works with all of them. A coordinator with those of the wijken of the own work points, those
    for whom somebody works or worked whose file they may open, and those they registered.
    """

    def mag(self, medewerker: Medewerker) -> bool:
        """Whether this member of staff works with customers at all."""
        return medewerker.heeft_rol(*ORGANISATOREN)

    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        return self.afgebakend(self._bereik(medewerker)) if self.mag(medewerker) else self.afgebakend().none()

    def bewerkbaar_voor(self, medewerker: Medewerker) -> Self:
        return self.zichtbaar_voor(medewerker)

    def _bereik(self, medewerker: Medewerker) -> Q:
        if medewerker.heeft_rol(Rol.WIJKWERKCONSULENT):
            return Q()
        mensen = Werkzoekende.objects.all()._betrokken(
            medewerker, schrijven=False, persoon="opdrachten__toewijzingen__werkzoekende"
        )
        hier = WijkwerkGebruiker.objects.filter(pk=OuterRef(self.model.persoon_veld))
        return Q(Exists(hier.filter(Q(wijk__in=wijken_van(medewerker)) | Q(door=medewerker) | mensen)))


def wijken_van(medewerker: Medewerker) -> set[int]:
    """The wijken in which this coordinator has a work point today."""
    return {werkpunt.wijk_id for werkpunt in werkpunten_van(medewerker, Rol.COORDINATOR)}


class VanGebruiker(BewaaktModel):
    """Base of what hangs off a customer: it has a ``gebruiker``."""

    inzagelijst = "gebruikers"
    persoon_veld = "gebruiker_id"

    class Meta:
        abstract = True


class WijkwerkGebruikerQuerySet(GebruikersQuerySet["WijkwerkGebruiker"]):
    def zoek(self, tekst: str) -> Self:
        """Customers with each of these words in their name, or with this number."""
        gevonden = Q()
        for woord in vouw(tekst).split():
            gevonden &= Q(zoeknaam__contains=woord)
        nummer = tekst.strip().upper().removeprefix("G")
        if nummer.isdecimal() and len(nummer) < 10:
            gevonden |= Q(pk=int(nummer)) | Q(extern_nummer=nummer)
        return self.filter(gevonden)

    def actief(self, dag: date | None = None) -> Self:
        """Registered by this day, and not stopped before it."""
        op = dag or vandaag()
        return self.filter(Q(gestopt_op=None) | Q(gestopt_op__gt=op), geregistreerd_op__lte=op)

    def in_orde(self, dag: date | None = None) -> Self:
        """Who may have work done on this day: active, with an agreement that runs and the fee of that year paid."""
        op = dag or vandaag()
        return self.met_stand(op).actief(op).filter(heeft_overeenkomst=True, betaalde=True)

    def met_stand(self, dag: date | None = None) -> Self:
        """Adds ``heeft_overeenkomst`` and ``betaalde``: whether an agreement runs, and the fee of the year is paid."""
        op = dag or vandaag()
        van_hier = {"gebruiker": OuterRef("pk")}
        loopt = Gebruikersovereenkomst.objects.filter(geldt_op(op), **van_hier)
        geld = Inschrijvingsgeld.objects.filter(jaar=op.year, betaald_op__isnull=False, **van_hier)
        return self.annotate(heeft_overeenkomst=Exists(loopt), betaalde=Exists(geld))

    def voor_lijst(self) -> Self:
        """Everything a line shows, in one query."""
        return self.met_stand().select_related("organisatie", "wijk", "gemeente")


@volg(zonder=WEG_TE_WISSEN)
class WijkwerkGebruiker(BewaaktModel):
    """Who wijk-werkers work for. Written only through ``wijkwerken.services.gebruikers``.

    Of an organisation ``achternaam`` holds its name (and ``voornaam`` nothing), so that all of them sort together.
    The history knows no names or addresses: what is wiped has to be gone. ``gewijzigd_op`` keeps there that somebody
    changed one.
    """

    inzagelijst = "gebruikers"
    persoon_veld = "pk"
    naamvelden = NAAMVELDEN

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    type = models.CharField("soort gebruiker", max_length=9, choices=Gebruikerstype)
    organisatie = models.ForeignKey(
        Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="wijkwerkgebruikers"
    )
    voornaam = Naam(max_length=80, blank=True)
    achternaam = Naam("naam", max_length=120)
    afdeling = models.CharField(
        "vestiging of dienst", max_length=120, blank=True, help_text="Bv. welke school van een groep."
    )
    zoeknaam = AfgeleideNaam(vorm="zoekvorm")
    sorteernaam = AfgeleideNaam(vorm="sorteervorm")
    extern_nummer = models.CharField("gebruikersnummer van de cheques", max_length=20, blank=True)
    contactpersoon = Naam(max_length=120, blank=True, help_text="Met wie we afspreken, bij een organisatie.")
    telefoon = models.CharField(max_length=30, blank=True, validators=[TELEFOON])
    email = models.EmailField("e-mailadres", blank=True)
    contacttaal = models.CharField("taal", max_length=3, choices=Werkzoekende.Taal, default="nl")
    straat = models.CharField("straat en nummer", max_length=160, blank=True)
    postcode = models.CharField(max_length=4, blank=True, validators=[POSTCODE])
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="gebruikers")
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="wijkwerkgebruikers")
    opmerking = models.TextField(
        max_length=2000, blank=True, help_text="Over de plaats en de afspraken. Niets over een wijk-werker."
    )
    geregistreerd_op = models.DateField("ingeschreven op", default=vandaag)
    gestopt_op = models.DateField("gestopt op", null=True, blank=True)
    stopreden = models.CharField("waarom gestopt", max_length=300, blank=True)
    gewist_op = models.DateField(null=True, editable=False, help_text="De naam en het adres zijn gewist.")
    door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)
    gewijzigd_op = models.DateTimeField(default=timezone.now, editable=False)

    heeft_overeenkomst: bool  # these two of met_stand
    betaalde: bool

    objects = WijkwerkGebruikerQuerySet.as_manager()

    class Meta:
        ordering = ["sorteernaam", "pk"]
        verbose_name = "gebruiker van wijk-werken"
        verbose_name_plural = "gebruikers van wijk-werken"
        indexes: ClassVar = [
            models.Index(fields=["sorteernaam", "id"], name="wijkwerkgebruiker_sorteernaam"),
            GinIndex(fields=["zoeknaam"], name="wijkwerkgebruiker_zoeknaam", opclasses=["gin_trgm_ops"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(type="prive", organisatie=None) | ~Q(type="prive") & Q(organisatie__isnull=False),
                name="wijkwerkgebruiker_persoon_of_organisatie",
                violation_error_message="Een privépersoon heeft geen organisatie, een andere gebruiker wel.",
            ),
            models.UniqueConstraint(
                fields=["organisatie", "afdeling"],
                condition=Q(organisatie__isnull=False),
                name="wijkwerkgebruiker_organisatie_eens",
                violation_error_message="Deze organisatie is al ingeschreven. Vul een vestiging of dienst in.",
            ),
            models.UniqueConstraint(
                fields=["extern_nummer"],
                condition=~Q(extern_nummer=""),
                name="wijkwerkgebruiker_nummer_uniek",
                violation_error_message="Er is al een gebruiker met dat nummer.",
            ),
            models.CheckConstraint(
                condition=Q(gestopt_op=None, stopreden="")
                | Q(gestopt_op__gte=F("geregistreerd_op")) & ~Q(stopreden=""),
                name="wijkwerkgebruiker_gestopt_met_reden",
                violation_error_message="Schrijf waarom de gebruiker stopt, en kies een dag na de inschrijving.",
            ),
        ]

    def __str__(self) -> str:
        return f"gebruiker {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("wijkwerken:gebruiker-detail", kwargs={"sleutel": self.sleutel})

    @property
    def nummer(self) -> str:
        """The number on paper and in searches."""
        return f"G{self.pk:05d}"

    @property
    def naam(self) -> str:
        """``Peeters, Rita`` or ``Buurthuis De Vlier (Rabot)``; "Naam gewist" of who was forgotten."""
        naam = ", ".join(deel for deel in (self.achternaam, self.voornaam) if deel)
        return f"{naam} ({self.afdeling})" if self.afdeling else naam

    @property
    def is_prive(self) -> bool:
        return self.type == Gebruikerstype.PRIVE

    @property
    def is_gestopt(self) -> bool:
        return self.gestopt_op is not None and self.gestopt_op <= vandaag()


@volg()
class Gebruikersovereenkomst(VanGebruiker):
    """The agreement between a customer and the organiser; there is none between a customer and a worker."""

    gebruiker = models.ForeignKey(WijkwerkGebruiker, on_delete=models.PROTECT, related_name="overeenkomsten")
    getekend_op = models.DateField("getekend op", default=vandaag)
    van = models.DateField("geldt vanaf", default=vandaag)
    tot = models.DateField("tot en met", null=True, blank=True)
    door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = GebruikersQuerySet["Gebruikersovereenkomst"].as_manager()

    class Meta:
        ordering = ["-van", "-pk"]
        verbose_name = "gebruikersovereenkomst"
        verbose_name_plural = "gebruikersovereenkomsten"
        constraints: ClassVar = [
            tot_na_van("gebruikersovereenkomst_tot_na_van"),
            ExclusionConstraint(
                name="gebruikersovereenkomst_geen_overlap",
                expressions=[
                    (F("gebruiker"), RangeOperators.EQUAL),
                    (DagenBereik(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Er loopt al een overeenkomst in (een deel van) die periode.",
            ),
        ]

    def __str__(self) -> str:
        return f"gebruikersovereenkomst {self.pk}"


@volg()
class Inschrijvingsgeld(VanGebruiker):
    """The fee of a customer for one calendar year; without ``betaald_op`` it was asked and not paid yet."""

    gebruiker = models.ForeignKey(WijkwerkGebruiker, on_delete=models.PROTECT, related_name="inschrijvingsgelden")
    jaar = models.PositiveSmallIntegerField()
    bedrag = models.DecimalField(
        "bedrag (euro)",
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(0, "Een bedrag is nul of meer.")],
    )
    betaald_op = models.DateField("betaald op", null=True, blank=True)
    door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = GebruikersQuerySet["Inschrijvingsgeld"].as_manager()

    class Meta:
        ordering = ["-jaar"]
        verbose_name = "inschrijvingsgeld"
        verbose_name_plural = "inschrijvingsgelden"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gebruiker", "jaar"],
                name="inschrijvingsgeld_eens_per_jaar",
                violation_error_message="Het inschrijvingsgeld van dat jaar staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(jaar__gte=1990, jaar__lte=2100, bedrag__gte=0),
                name="inschrijvingsgeld_redelijk",
                violation_error_message="Kijk het jaar en het bedrag na.",
            ),
        ]

    def __str__(self) -> str:
        return f"inschrijvingsgeld {self.pk}"
