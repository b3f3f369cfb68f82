"""What changed in the figures of a time after it was frozen, and why."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Sum

from rapportage.models.rapporten import Bereikrapport, VanTijdvak, is_tijdvak
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from werkpunten.models import Werkpunt


class HerzieningQuerySet(models.QuerySet["Herziening"]):
    def stand(self) -> int:
        """The number of the last row. One at a time writes them, so who sees this one sees all before it."""
        return self.order_by("pk").values_list("pk", flat=True).last() or 0

    def sinds(self, rapport: Bereikrapport, tot: Bereikrapport | None = None) -> Self:
        """All that came after a frozen report was counted, or between it and a later version (``tot``)."""
        later = self.filter(pk__gt=rapport.herzien_tot)
        return later if tot is None else later.filter(pk__lte=tot.herzien_tot)

    def per_reden(self, tijdvak: Tijdvak, werkpunt: Werkpunt | None) -> dict[str, dict[str, int]]:
        """Per reason how much each figure of one time changed, of a unit or of the city; reasons that changed one.

        Reached since the start changes by the new people of every month until then.
        """
        hier = self.filter(werkpunt=werkpunt)
        figuren = {naam: Sum(naam) for naam in ("contacten", "anoniem", "bereikt", "nieuw")}
        per: dict[str, dict[str, int]] = {}
        eigen = hier.filter(soort=tijdvak.soort, begin=tijdvak.begin).order_by()
        for reden, *waarden in eigen.values_list("reden").annotate(**figuren).values_list("reden", *figuren):
            per[reden] = dict(zip(figuren, waarden, strict=True))
        tot_dan = hier.filter(soort=Tijdvaksoort.MAAND, begin__lt=tijdvak.periode.einde).order_by()
        cumulatief = dict(tot_dan.values_list("reden").annotate(Sum("nieuw")))
        nul = dict.fromkeys(figuren, 0)
        return {
            reden.value: waarden | {"terugkerend": waarden["bereikt"] - waarden["nieuw"], "cumulatief": sinds}
            for reden in Herziening.Reden
            if any([*(waarden := per.get(reden.value, nul)).values(), sinds := cumulatief.get(reden.value, 0)])
        }


class Herziening(VanTijdvak):
    """How many more or fewer of each figure of one month, quarter or year, of a unit or of the city, for one reason.

    Written by the database whenever ``Maandbereik`` is brought up to the contacts (``migrations/0003_maandbereik``);
    without anything of a person, so that it outlives whoever it was about.
    """

    class Reden(models.TextChoices):
        LAAT = "laat", "laat ingevoerd"
        CORRECTIE = "correctie", "verbeterd of ongedaan gemaakt"
        KOPPELING = "koppeling", "anoniem contact aan een persoon gekoppeld of losgemaakt"
        SAMENVOEGING = "samenvoeging", "dossiers samengevoegd"
        ONTVLECHTING = "ontvlechting", "samenvoeging ongedaan gemaakt"
        WISSING = "wissing", "gegevens gewist"
        TELREGEL = "telregel", "andere regels over wat telt"

    op = models.DateField(help_text="De dag waarop het veranderde.")
    reden = models.CharField(max_length=12, choices=Reden)
    werkpunt = models.ForeignKey(Werkpunt, null=True, on_delete=models.PROTECT, related_name="+")
    contacten = models.IntegerField()
    anoniem = models.IntegerField()
    bereikt = models.IntegerField()
    nieuw = models.IntegerField()

    objects = HerzieningQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "herziening"
        verbose_name_plural = "herzieningen"
        indexes: ClassVar = [models.Index(fields=["soort", "begin", "werkpunt"], name="herziening_tijdvak")]
        constraints: ClassVar = [is_tijdvak("herziening_tijdvak_geldig")]
        triggers: ClassVar = [pgtrigger.Protect(name="blijft", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"herziening {self.tijdvak.sleutel}: {self.get_reden_display()}"
