"""Who may see whom, why and how long; and who coaches whom."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from toegang.models import Medewerker, Organisatie
from toegang.rollen import BEGELEIDERS, Rol
from werkpunten.models.afwezigheid import Afwezigheid, afwezig_tot
from werkpunten.models.personen import PersoonsgebondenQuerySet, Werkzoekende
from werkpunten.models.plaatsen import Werkpunt, werkpunten_van


class BetrokkenheidQuerySet(PersoonsgebondenQuerySet["Betrokkenheid"]):
    def geldig(self) -> Self:
        """Involvement that holds at this moment."""
        return self.filter(_geldig())

    def geldig_voor(self, medewerker: Medewerker, *, schrijven: bool = False) -> Self:
        """Involvement by which this member of staff sees files now (or, with ``schrijven``, changes them).

        A referral or a case team is none: they show the fields consented to, in ``partners``, and never the file.
        A neighbourhood worker is seen by all who organise that work, whoever employs them.
        """
        wegen, zo_nodig = Q(pk__in=[]), {"alleen_lezen": False} if schrijven else {}
        if medewerker.heeft_rol(*BEGELEIDERS):
            eigen = [werkpunt.pk for werkpunt in werkpunten_van(medewerker, *BEGELEIDERS)]
            wegen |= Q(medewerker=medewerker) | Q(werkpunt__in=eigen)
        if medewerker.heeft_rol(Rol.PARTNERMEDEWERKER):
            wegen |= Q(organisatie=medewerker.organisatie_id) & ~Q(reden=Betrokkenheid.Reden.WIJKWERK)
        if medewerker.heeft_rol(Rol.WIJKWERKCONSULENT):
            wegen |= Q(reden=Betrokkenheid.Reden.WIJKWERK)
        return self.filter(_geldig(), wegen, ~Q(reden__in=Betrokkenheid.ZONDER_DOSSIER), **zo_nodig)

    def geldig_op(self, werkpunten: Collection[Werkpunt]) -> Self:
        """Involvement of these units: whom they saw, and whom a colleague coaches there."""
        return self.filter(_geldig(), werkpunt__in=[werkpunt.pk for werkpunt in werkpunten])

    def zonder_begeleider(self) -> Self:
        """Sight of a unit because of a coaching there, while nobody coaches there any more."""
        hier = {"werkzoekende": OuterRef("werkzoekende"), "werkpunt": OuterRef("werkpunt")}
        van_werkpunt = self.filter(reden=Betrokkenheid.Reden.BEGELEIDING, werkpunt__isnull=False, tot=None)
        return van_werkpunt.exclude(Exists(Begeleiding.objects.lopend().filter(**hier)))

    def waarnemend(self, medewerker: Medewerker) -> Self:
        """Involvement of somebody who covers for a colleague now."""
        return self.geldig().filter(reden=Betrokkenheid.Reden.WAARNEMING, medewerker=medewerker)


def _geldig() -> Q:
    nu = timezone.now()
    return Q(Q(tot=None) | Q(tot__gt=nu), van__lte=nu)


@volg()
class Betrokkenheid(BewaaktModel):
    """Person × (unit | organisation | member of staff) × reason × period: the one gate (reference.md §5).

    Written and ended only through ``werkpunten.services``.
    """

    class Reden(models.TextChoices):
        CONTACT = "contact", "kwam langs of werd gezien"
        BEGELEIDING = "begeleiding", "is begeleider"
        OUD_BEGELEIDER = "oud_begeleider", "was begeleider"
        VERANTWOORD = "verantwoord", "gaf een reden"
        DOORVERWIJZING = "doorverwijzing", "kreeg een doorverwijzing"
        WAARNEMING = "waarneming", "neemt waar voor wie begeleidt"
        CASUSTEAM = "casusteam", "zit in het casusteam"
        WIJKWERK = "wijkwerk", "organiseert het wijk-werken"

    ZONDER_DOSSIER = (Reden.DOORVERWIJZING, Reden.CASUSTEAM)
    """Sight of what the person consented to, never of the file."""

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="betrokkenheden")
    werkpunt = models.ForeignKey(Werkpunt, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    medewerker = models.ForeignKey(Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reden = models.CharField(max_length=20, choices=Reden)
    toelichting = models.CharField(max_length=300, blank=True)
    afwezigheid = models.ForeignKey(
        Afwezigheid, null=True, blank=True, on_delete=models.PROTECT, related_name="betrokkenheden"
    )
    alleen_lezen = models.BooleanField(default=False)
    van = models.DateTimeField(default=timezone.now)
    tot = models.DateTimeField(null=True, blank=True)

    objects = BetrokkenheidQuerySet.as_manager()

    class Meta:
        verbose_name = "betrokkenheid"
        verbose_name_plural = "betrokkenheden"
        indexes: ClassVar = [
            models.Index(
                fields=["werkpunt", "werkzoekende"], condition=Q(werkpunt__isnull=False), name="betrokkenheid_werkpunt"
            ),
            models.Index(
                fields=["organisatie", "werkzoekende"],
                condition=Q(organisatie__isnull=False),
                name="betrokkenheid_organisatie",
            ),
            models.Index(
                fields=["medewerker", "werkzoekende"],
                condition=Q(medewerker__isnull=False),
                name="betrokkenheid_medewerker",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(werkpunt__isnull=False, organisatie=None, medewerker=None)
                | Q(werkpunt=None, organisatie__isnull=False, medewerker=None)
                | Q(werkpunt=None, organisatie=None, medewerker__isnull=False),
                name="betrokkenheid_een_partij",
                violation_error_message="Kies één: een werkpunt, een organisatie of een collega.",
            ),
            models.CheckConstraint(
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="betrokkenheid_tot_na_van",
                violation_error_message="Het einde ligt voor het begin.",
            ),
            models.CheckConstraint(
                condition=Q(reden="waarneming", afwezigheid__isnull=False, medewerker__isnull=False)
                | (~Q(reden="waarneming") & Q(afwezigheid=None)),
                name="betrokkenheid_waarneming",
                violation_error_message="Een waarneming hoort bij een afwezigheid van een collega.",
            ),
            models.UniqueConstraint(
                fields=["werkzoekende", "werkpunt"],
                condition=Q(reden="contact"),
                name="betrokkenheid_een_contact",
                violation_error_message="Dit werkpunt ziet deze persoon al door een contact.",
            ),
        ]

    def __str__(self) -> str:
        return f"betrokkenheid {self.pk}"


class BegeleidingQuerySet(PersoonsgebondenQuerySet["Begeleiding"]):
    def lopend(self) -> Self:
        return self.filter(tot=None)

    def op(self, werkpunten: Collection[Werkpunt]) -> Self:
        return self.filter(werkpunt__in=[werkpunt.pk for werkpunt in werkpunten])

    def met_waarneming(self) -> Self:
        """Adds until when the coach is away (``afwezig_tot``) and who sees this person meanwhile (``waarnemer_…``)."""
        dekt = Betrokkenheid.objects.geldig().filter(
            reden=Betrokkenheid.Reden.WAARNEMING,
            werkzoekende=OuterRef("werkzoekende"),
            afwezigheid__medewerker=OuterRef("begeleider"),
        )
        return self.annotate(
            afwezig_tot=afwezig_tot("begeleider"),
            waarnemer_id=Subquery(dekt.values("medewerker")[:1], output_field=IntegerField()),
            waarnemer_naam=Subquery(dekt.values("medewerker__voornaam")[:1], output_field=CharField()),
        )


@volg()
class Begeleiding(BewaaktModel):
    """Who coaches a person, from when till when, and why it changed."""

    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.CASCADE, related_name="begeleidingen")
    begeleider = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="begeleidingen")
    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.PROTECT, related_name="begeleidingen")
    van = models.DateTimeField(default=timezone.now)
    tot = models.DateTimeField(null=True, blank=True)
    reden_einde = models.CharField(max_length=300, blank=True)

    afwezig_tot: date | None  # these three of met_waarneming
    waarnemer_id: int | None
    waarnemer_naam: str | None

    objects = BegeleidingQuerySet.as_manager()

    class Meta:
        ordering = ["-van"]
        verbose_name = "begeleiding"
        verbose_name_plural = "begeleidingen"
        indexes: ClassVar = [
            models.Index(fields=["begeleider", "werkzoekende"], condition=Q(tot=None), name="begeleiding_lopend")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["werkzoekende", "begeleider"],
                condition=Q(tot=None),
                name="begeleiding_een_lopend",
                violation_error_message="Deze collega begeleidt deze persoon al.",
            ),
            models.CheckConstraint(
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="begeleiding_tot_na_van",
                violation_error_message="Het einde van de begeleiding ligt voor het begin.",
            ),
        ]

    def __str__(self) -> str:
        return f"begeleiding {self.pk}"
