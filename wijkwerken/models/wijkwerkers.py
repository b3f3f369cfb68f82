"""Neighbourhood workers: who referred them, their agreements, the clock of twelve months, and what comes after it."""

import uuid
from datetime import date, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import DateField, Exists, ExpressionWrapper, F, IntegerField, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import geldt_op, plus_maanden, tot_na_van, vandaag
from toegang.models import Medewerker, Organisatie
from werkpunten.models import Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet
from werkpunten.models.plaatsen import DagenBereik
from wijkwerken.models.stelsels import Code, Regel, Stelsel


class Vervolg(models.TextChoices):
    """What comes after neighbourhood work."""

    WERK = "werk", "werk"
    OPLEIDING = "opleiding", "opleiding"
    STAGE = "stage", "stage of beroepsopleiding in een bedrijf"
    VRIJWILLIGERSWERK = "vrijwilligerswerk", "vrijwilligerswerk"
    BEGELEIDING = "begeleiding", "verdere begeleiding"
    HERTOELEIDING = "hertoeleiding", "opnieuw wijk-werken"


class Uitkomst(models.TextChoices):
    """How neighbourhood work ended."""

    WERK = "werk", "werk"
    OPLEIDING = "opleiding", "opleiding"
    STAGE = "stage", "stage of beroepsopleiding in een bedrijf"
    VRIJWILLIGERSWERK = "vrijwilligerswerk", "vrijwilligerswerk"
    BEGELEIDING = "begeleiding", "verdere begeleiding"
    HERTOELEIDING = "hertoeleiding", "opnieuw wijk-werken"
    VERHUISD = "verhuisd", "verhuisd"
    GESTOPT = "gestopt", "de persoon wil stoppen"
    NIET_GESTART = "niet_gestart", "nooit begonnen"
    OVERLEDEN = "overleden", "overleden"
    GEEN = "geen", "einde zonder vervolg"


VERVOLG_NODIG = frozenset(Vervolg.values)
"""Outcomes that follow from a next step that was noted before."""


def per_stelsel(code: str, veld: str) -> Q:
    """Rows of which ``veld`` lies before the day that is so many months (the rule of today) from now."""
    nu, gevonden = vandaag(), Q(pk__in=[])
    for regel in Regel.objects.op(nu).filter(code=code, waarde__isnull=False):
        gevonden |= Q(stelsel=regel.stelsel_id, **{f"{veld}__lt": plus_maanden(nu, int(regel.waarde or 0))})
    return gevonden


class WijkwerkerQuerySet(PersoonsgebondenQuerySet["Wijkwerker"]):
    def lopend(self) -> Self:
        """Referred and not stopped."""
        return self.filter(gestopt_op=None)

    def actief_op(self, dag: date) -> Self:
        """With an agreement on this day, also while it is suspended (S2.9)."""
        op = Overeenkomst.objects.filter(geldt_op(dag), wijkwerker=OuterRef("pk"))
        return self.filter(Exists(op)).filter(Q(gestopt_op=None) | Q(gestopt_op__gte=dag))

    def actief_in(self, van: date, tot: date) -> Self:
        """With an agreement on at least one of these days, both included."""
        laatste = Coalesce(OuterRef("gestopt_op"), F("van"))
        op = Overeenkomst.objects.filter(van__lte=tot, tot__gte=van, wijkwerker=OuterRef("pk"))
        return self.filter(Exists(op.filter(van__lte=laatste))).filter(Q(gestopt_op=None) | Q(gestopt_op__gte=van))

    def zonder_vervolgstap(self) -> Self:
        """No next step was noted yet."""
        return self.met_vervolg().filter(heeft_vervolg=False)

    def met_vervolg(self) -> Self:
        """Adds ``heeft_vervolg``: whether a next step was noted."""
        return self.annotate(heeft_vervolg=Exists(Vervolgstap.objects.filter(wijkwerker=OuterRef("pk"))))

    def einde_nadert(self) -> Self:
        """Running ones whose term ends within the first warning, or is over."""
        return self.lopend().filter(per_stelsel(Code.EINDE_VROEG, "termijn_tot"))

    def zonder_vervolg(self) -> Self:
        """Ended, or over the term, without anything that follows (S2.19)."""
        gestopt = Q(gestopt_op__isnull=False, uitkomst=Uitkomst.GEEN)
        over = Q(gestopt_op=None, termijn_tot__lt=vandaag(), heeft_vervolg=False)
        return self.met_vervolg().filter(gestopt | over)

    def met_coaching(self) -> Self:
        """Adds ``laatste_coaching`` and the day by which the next talk is due (``coaching_tegen``)."""
        regel = Regel.objects.op(vandaag()).filter(stelsel=OuterRef("stelsel"), code=Code.COACHING)
        dagen = Cast(Subquery(regel.values("waarde")[:1]), IntegerField())
        laatste = Max("coachgesprekken__contact__dag")
        sinds = ExpressionWrapper(Coalesce(laatste, F("begin")) + dagen, output_field=DateField())
        return self.annotate(laatste_coaching=laatste, coaching_tegen=sinds)

    def coaching_te_laat(self) -> Self:
        """With an agreement now, while the rhythm of talks (S2.13) was not kept."""
        return self.actief_op(vandaag()).met_coaching().filter(coaching_tegen__lt=vandaag())

    def voor_lijst(self) -> Self:
        """Everything a row shows, in one query."""
        return self.met_vervolg().met_coaching().select_related("werkzoekende", "consulent", "stelsel")


@volg()
class Wijkwerker(BewaaktModel):
    """One person in one scheme, from the referral (toeleiding) to the end. Written only through
    ``wijkwerken.services.inschrijving``.

    ``begin``: first day of the first agreement, where the clock starts. ``termijn_tot``: last day of the term with
    suspensions added; empty before it began, and for who came from the former scheme on the transitional day.
    ``gestopt_op``: the last day.
    """

    naamvelden = frozenset({"uitleg"})

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="wijkwerkers")
    stelsel = models.ForeignKey(Stelsel, on_delete=models.PROTECT, related_name="wijkwerkers")
    consulent = models.ForeignKey(
        Medewerker,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="wijkwerkers",
        verbose_name="wijk-werkconsulent",
        help_text="Wie de persoon coacht.",
    )
    toeleider = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, related_name="toegeleid", verbose_name="toegeleid door"
    )
    bemiddelaar = models.CharField(
        "bemiddelaar daar", max_length=120, validators=[MinLengthValidator(2)], help_text="Wie besliste."
    )
    toegeleid_op = models.DateField("toegeleid op", default=vandaag)
    afsprakenblad_op = models.DateField("afsprakenblad van", null=True, blank=True)
    overgang = models.BooleanField(
        "komt uit het vorige stelsel",
        default=False,
        help_text="Werkte op de overgangsdag al in het vorige stelsel en mag daarom zonder einddatum verder.",
    )
    begin = models.DateField("eerste dag", null=True, blank=True)
    termijn_tot = models.DateField("termijn tot en met", null=True, blank=True)
    gestopt_op = models.DateField("laatste dag", null=True, blank=True)
    uitkomst = models.CharField(max_length=17, choices=Uitkomst, blank=True)
    uitleg = models.CharField(max_length=500, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    heeft_vervolg: bool  # these three of voor_lijst
    laatste_coaching: date | None
    coaching_tegen: date | None

    objects = WijkwerkerQuerySet.as_manager()

    class Meta:
        ordering = ["-toegeleid_op", "-pk"]
        verbose_name = "wijk-werker"
        verbose_name_plural = "wijk-werkers"
        indexes: ClassVar = [
            models.Index(fields=["termijn_tot"], condition=Q(gestopt_op=None), name="wijkwerker_einde")
        ]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="wijkwerker_een_tegelijk",
                expressions=[
                    (F("werkzoekende"), RangeOperators.EQUAL),
                    (DagenBereik(F("toegeleid_op"), F("gestopt_op"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze persoon is al toegeleid naar het wijk-werken.",
            ),
            models.CheckConstraint(
                condition=Q(gestopt_op=None, uitkomst="") | Q(gestopt_op__isnull=False) & ~Q(uitkomst=""),
                name="wijkwerker_einde_met_uitkomst",
                violation_error_message="Kies wat er na het wijk-werken komt.",
            ),
            models.CheckConstraint(
                condition=Q(gestopt_op=None) | Q(gestopt_op__gte=F("toegeleid_op")),
                name="wijkwerker_einde_na_begin",
                violation_error_message="Het einde ligt voor de toeleiding.",
            ),
            models.CheckConstraint(
                condition=Q(begin=None) | Q(begin__gte=F("toegeleid_op"), afsprakenblad_op__isnull=False),
                name="wijkwerker_eerst_afsprakenblad",
                violation_error_message="Zonder toeleiding met een afsprakenblad kan niemand beginnen.",
            ),
            models.CheckConstraint(
                condition=Q(overgang=True, termijn_tot=None)
                | Q(overgang=False, begin=None, termijn_tot=None)
                | Q(overgang=False, begin__isnull=False, termijn_tot__gte=F("begin")),
                name="wijkwerker_termijn",
                violation_error_message="Wie begon, heeft een termijn, tenzij in de overgangsmaatregel.",
            ),
        ]

    def __str__(self) -> str:
        return f"wijk-werker {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("wijkwerken:wijkwerker-detail", kwargs={"sleutel": self.sleutel})

    @property
    def coach(self) -> str:
        """Who coaches, as colleagues call them; empty when nobody does yet."""
        return self.consulent.korte_naam if self.consulent else ""

    @property
    def dagen_over(self) -> int | None:
        """Days left of the term, today included; None without a term, 0 when it is over."""
        return max(0, (self.termijn_tot - vandaag()).days + 1) if self.termijn_tot else None

    @property
    def stand(self) -> str:
        """In words, for a tag."""
        if self.gestopt_op:
            return "gestopt"
        if self.begin is None:
            return "toegeleid"
        return "termijn voorbij" if self.dagen_over == 0 else "bezig"

    @property
    def kleur(self) -> str:
        """The kind of tag of its state."""
        return "fout" if self.stand == "termijn voorbij" else ""

    @property
    def rest(self) -> str:
        """What is left of the term, in words; empty without a term and for who stopped."""
        dagen = self.dagen_over
        if self.gestopt_op or dagen is None:
            return ""
        return f"nog {dagen} {'dag' if dagen == 1 else 'dagen'}" if dagen else "voorbij"


class AanWijkwerker(BewaaktModel):
    """What hangs off an enrolment; the person is kept beside it, for the gate."""

    wijkwerker: models.ForeignKey[Wijkwerker]
    werkzoekende_id: int

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def geen_overlap(naam: str, uitleg: str) -> ExclusionConstraint:
    """At most one row of an enrolment on any day."""
    return ExclusionConstraint(
        name=naam,
        expressions=[
            (F("wijkwerker"), RangeOperators.EQUAL),
            (DagenBereik(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
        ],
        violation_error_message=uitleg,
    )


@volg()
class Overeenkomst(AanWijkwerker):
    """Agreement between worker and organiser. ``getekend_tot``: as signed; ``tot``: with suspensions added."""

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wijkwerker = models.ForeignKey(Wijkwerker, on_delete=models.CASCADE, related_name="overeenkomsten")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    van = models.DateField("eerste dag", default=vandaag)
    getekend_tot = models.DateField("laatste dag")
    tot = models.DateField("laatste dag, met schorsingen")
    getekend_op = models.DateField("getekend op", default=vandaag)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = PersoonsgebondenQuerySet["Overeenkomst"].as_manager()

    class Meta:
        ordering = ["van"]
        verbose_name = "wijk-werkovereenkomst"
        verbose_name_plural = "wijk-werkovereenkomsten"
        constraints: ClassVar = [
            tot_na_van("overeenkomst_getekend", tot="getekend_tot", uitleg="De laatste dag ligt voor de eerste."),
            models.CheckConstraint(condition=Q(tot__gte=F("getekend_tot")), name="overeenkomst_met_schorsingen"),
            geen_overlap("overeenkomst_geen_overlap", "Er loopt al een overeenkomst in die periode."),
        ]


class SchorsingQuerySet(PersoonsgebondenQuerySet["Schorsing"]):
    def nog_bezig(self) -> Self:
        """That rest today or will: without a last day, or with one that has not passed."""
        return self.filter(Q(tot=None) | Q(tot__gte=vandaag()))


@volg()
class Schorsing(AanWijkwerker):
    """Days on which the agreement rests; they are added to its end and to the term."""

    naamvelden = frozenset({"toelichting"})

    class Reden(models.TextChoices):
        ZIEKTE = "ziekte", "ziekte"
        MOEDERSCHAP = "moederschap", "moederschap of ouderschap"
        OPLEIDING = "opleiding", "opleiding"
        OVERMACHT = "overmacht", "overmacht"
        ANDER = "ander", "iets anders"

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wijkwerker = models.ForeignKey(Wijkwerker, on_delete=models.CASCADE, related_name="schorsingen")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    van = models.DateField("eerste dag", default=vandaag)
    tot = models.DateField("laatste dag", null=True, blank=True, help_text="Leeg: nog niet bekend.")
    reden = models.CharField(max_length=12, choices=Reden)
    toelichting = models.CharField(
        max_length=300, blank=True, help_text="Geen medische gegevens: de reden hierboven volstaat."
    )
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = SchorsingQuerySet.as_manager()

    class Meta:
        ordering = ["van"]
        verbose_name = "schorsing"
        verbose_name_plural = "schorsingen"
        constraints: ClassVar = [
            tot_na_van("schorsing_geldig", uitleg="De laatste dag ligt voor de eerste."),
            geen_overlap("schorsing_geen_overlap", "In die periode is er al een schorsing."),
        ]

    @property
    def dagen(self) -> int:
        """How many days it lasted; 0 while it goes on."""
        return (self.tot - self.van + timedelta(days=1)).days if self.tot else 0


@volg()
class Interimdag(AanWijkwerker):
    """A day of temporary agency work beside neighbourhood work."""

    wijkwerker = models.ForeignKey(Wijkwerker, on_delete=models.CASCADE, related_name="interimdagen")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    dag = models.DateField()

    objects = PersoonsgebondenQuerySet["Interimdag"].as_manager()

    class Meta:
        ordering = ["dag"]
        verbose_name = "dag interim"
        verbose_name_plural = "dagen interim"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wijkwerker", "dag"],
                name="interimdag_uniek",
                violation_error_message="Deze dag interim staat er al.",
            )
        ]


@volg()
class Vervolgstap(AanWijkwerker):
    """What will come after the term: planned before it ends (S2.19). The last one counts."""

    naamvelden = frozenset({"wat"})

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wijkwerker = models.ForeignKey(Wijkwerker, on_delete=models.CASCADE, related_name="vervolgstappen")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField("wat komt erna?", max_length=17, choices=Vervolg)
    wat = models.CharField("in gewone woorden", max_length=500, validators=[MinLengthValidator(3)])
    tegen = models.DateField("tegen wanneer")
    op = models.DateField("afgesproken op", default=vandaag)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = PersoonsgebondenQuerySet["Vervolgstap"].as_manager()

    class Meta:
        ordering = ["-op", "-pk"]
        verbose_name = "vervolgstap"
        verbose_name_plural = "vervolgstappen"
