"""Who fits which vacancy and why: a view, so that both directions have one definition."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery

from kern.poort import BewaaktModel
from partners.models.vacatures import Vacature
from partners.models.voordrachten import Voordracht
from toegang.models import Medewerker
from werkpunten.models import Begeleiding, Werkzoekende, Wijk
from werkpunten.models.personen import PersoonsgebondenQuerySet
from werkpunten.models.reeksen import Erk


class PassendQuerySet(PersoonsgebondenQuerySet["Passend"]):
    def beste_eerst(self) -> Self:
        """What speaks against it weighs most, then what speaks for it, then what the person wants most."""
        return self.order_by("tegen", F("voor").desc(), "rang", "pk")

    def begeleid_door(self, medewerker: Medewerker) -> Self:
        lopend = Begeleiding.objects.lopend().filter(begeleider=medewerker, werkzoekende=OuterRef("werkzoekende"))
        return self.filter(Exists(lopend))

    def voor_lijst(self, medewerker: Medewerker) -> Self:
        """Everything a line shows of a person, in one query: also whether they are proposed, and may be."""
        lopend = Voordracht.objects.lopend().filter(
            werkzoekende=OuterRef("werkzoekende"), vacature=OuterRef("vacature")
        )
        bewerkbaar = Werkzoekende.objects.bewerkbaar_voor(medewerker).filter(pk=OuterRef("werkzoekende"))
        return self.select_related("werkzoekende", "vacature__werkgever", "vacature__wijk", "wijk").annotate(
            voorgedragen=Subquery(lopend.values("sleutel")[:1]), mag=Exists(bewerkbaar)
        )


class Passend(BewaaktModel):
    """A person and a vacancy of work they want, or akin to it, and what else fits: the view ``partners_passend``.

    Of each thing 1 fits, 0 is not known, -1 does not fit. Who should not be contacted is not in it. Whether the
    vacancy is open is not asked here.
    """

    id = models.BigIntegerField(primary_key=True)
    vacature = models.ForeignKey(Vacature, on_delete=models.DO_NOTHING, related_name="passenden")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.DO_NOTHING, related_name="+")
    keuze = models.PositiveSmallIntegerField(null=True)
    """Which wish of the person it is; None: only akin to one."""
    verwant_aan = models.CharField(max_length=60)
    rang = models.SmallIntegerField()
    wijk = models.ForeignKey(Wijk, null=True, on_delete=models.DO_NOTHING, related_name="+")
    tegels = models.SmallIntegerField(null=True)
    """Steps on the tile map between where they live and the work; 0 is the same wijk, 1 the next one."""
    talen = models.SmallIntegerField()
    talen_goed = ArrayField(models.CharField(max_length=6))
    talen_onbekend = ArrayField(models.CharField(max_length=6))
    talen_tekort = ArrayField(models.CharField(max_length=6))
    spreken = models.CharField(max_length=2, null=True)  # noqa: DJ001 - NULL is never measured
    uren_past = models.SmallIntegerField()
    momenten_past = models.SmallIntegerField()
    voor = models.SmallIntegerField()
    tegen = models.SmallIntegerField()

    voorgedragen: object  # these two of voor_lijst
    mag: bool

    objects = PassendQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "partners_passend"
        verbose_name = "wie past bij welke vacature"
        verbose_name_plural = "wie past bij welke vacature"

    def __str__(self) -> str:
        return f"passend {self.pk}"

    @property
    def goed(self) -> list[str]:
        """What speaks for it, in words."""
        regels = [f"wil dit werk, {self.keuze}e keuze" if self.keuze else f"wil verwant werk: {self.verwant_aan}"]
        if self.tegels == 0 and self.wijk:
            regels.append(f"woont in dezelfde wijk, {self.wijk}")
        if self.tegels == 1 and self.wijk:
            regels.append(f"woont dichtbij, in {self.wijk}")
        regels += [self._spreekt(code) for code in self.talen_goed]
        if self.uren_past == 1 and self.vacature.uren:
            regels.append(f"{self.vacature.uren} past")
        if self.momenten_past == 1 and self.vacature.momenten:
            regels.append(f"kan werken: {self.vacature.momentnamen}")
        return regels

    @property
    def niet(self) -> list[str]:
        """What speaks against it."""
        spreekt = Erk(self.spreken or "0").label
        regels = [f"{_taal(code)} gevraagd, spreekt {spreekt}" for code in self.talen_tekort]
        if self.uren_past == -1:
            regels.append(f"wil andere uren dan {self.vacature.uren}")
        if self.momenten_past == -1:
            regels.append(f"kan niet altijd: {self.vacature.momentnamen}")
        return regels

    @property
    def vraag(self) -> list[str]:
        """What nobody wrote down yet, to ask."""
        regels = [f"{_taal(code)}?" for code in self.talen_onbekend]
        regels += ["hoeveel uren?"] if self.uren_past == 0 else []
        regels += ["wanneer beschikbaar?"] if self.momenten_past == 0 else []
        return regels + (["welke wijk?"] if self.tegels is None and self.wijk is None else [])

    def _spreekt(self, code: str) -> str:
        """How well, where that was measured, and how well it is asked."""
        taal, _, gevraagd = code.partition(" ")
        gemeten = self.spreken if taal == "nl" and (self.spreken or "") >= gevraagd else None
        return f"spreekt {_taal(f'{taal} {gemeten}' if gemeten else taal)} ({gevraagd} gevraagd)"


def _taal(code: str) -> str:
    """``nl B1`` in words."""
    taal, _, niveau = code.partition(" ")
    return f"{dict(Werkzoekende.Taal.choices).get(taal, taal)} {niveau}".strip()
