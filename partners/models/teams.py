"""Case teams: people of several organisations around one person, their meetings and what they decide."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from kern.tijd import vandaag
from partners.models.gids import Partner
from partners.models.toestemming import Toestemming, geldig_nu
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Betrokkenheid, Werkpunt, Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet

LANGSTE_OVERLEG = 180
"""Minutes."""


class CasusteamQuerySet(PersoonsgebondenQuerySet["Casusteam"]):
    def lopend(self) -> Self:
        return self.filter(gestopt_op=None)

    def van_partner(self, medewerker: Medewerker) -> Self:
        """Running teams this partner staff sits in, as long as the consent for their organisation holds."""
        if not medewerker.heeft_rol(Rol.PARTNERMEDEWERKER):
            return self.afgebakend().none()
        zicht = Betrokkenheid.objects.geldig().filter(
            reden=Betrokkenheid.Reden.CASUSTEAM, medewerker=medewerker, werkzoekende=OuterRef("werkzoekende")
        )
        lid = Teamlid.objects.met_inzage().filter(team=OuterRef("pk"), medewerker=medewerker)
        return self.afgebakend(Q(Exists(zicht)), Q(Exists(lid))).lopend()

    def voor_lijst(self) -> Self:
        """Adds ``volgend_overleg`` (the next planned meeting) and ``open_beslissingen``; first who meets first."""
        gepland = Teamoverleg.objects.filter(team=OuterRef("pk"), status=Teamoverleg.Status.GEPLAND)
        open_ = Beslissing.objects.filter(overleg__team=OuterRef("pk"), status=Beslissing.Status.OPEN)
        aantal = open_.order_by().values("overleg__team").annotate(n=models.Count("pk")).values("n")
        return (
            self.select_related("werkzoekende", "werkpunt")
            .annotate(
                volgend_overleg=Subquery(gepland.order_by("begin").values("begin")[:1]),
                open_beslissingen=Subquery(aantal, output_field=models.IntegerField()),
            )
            .order_by(F("volgend_overleg").asc(nulls_last=True), "pk")
        )


@volg()
class Casusteam(BewaaktModel):
    """One person, one running team. Written only through ``partners.services.teams``."""

    naamvelden = frozenset({"doel", "besluit"})

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="casusteams")
    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.PROTECT, related_name="+")
    doel = models.CharField("waarom dit team", max_length=500)
    gestart_op = models.DateField(default=vandaag)
    gestart_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    gestopt_op = models.DateField(null=True, blank=True)
    gestopt_door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+")
    besluit = models.CharField("wat het opleverde", max_length=500, blank=True)

    volgend_overleg: object  # these two of voor_lijst
    open_beslissingen: int | None

    objects = CasusteamQuerySet.as_manager()

    class Meta:
        ordering = ["-gestart_op", "-pk"]
        verbose_name = "casusteam"
        verbose_name_plural = "casusteams"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["werkzoekende"],
                condition=Q(gestopt_op=None),
                name="casusteam_een_lopend",
                violation_error_message="Rond deze persoon loopt al een casusteam.",
            ),
            models.CheckConstraint(
                condition=Q(gestopt_op=None, gestopt_door=None, besluit="")
                | Q(gestopt_op__gte=F("gestart_op"), gestopt_door__isnull=False) & ~Q(besluit=""),
                name="casusteam_gestopt",
                violation_error_message="Schrijf wat het team opleverde.",
            ),
        ]

    def __str__(self) -> str:
        return f"casusteam {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("partners:casusteam-detail", kwargs={"uuid": self.uuid})

    @property
    def nummer(self) -> str:
        """The number in mails, which says nothing about anybody."""
        return f"T{self.pk:05d}"


class TeamlidQuerySet(PersoonsgebondenQuerySet["Teamlid"]):
    def lopend(self) -> Self:
        return self.filter(tot=None)

    def meedoend(self) -> Self:
        """Members who may still know what the team does: colleagues, and staff of partners who have sight of it."""
        return self.lopend().filter(Q(toestemming=None) | Q(pk__in=Teamlid.objects.met_inzage().values("pk")))

    def met_inzage(self) -> Self:
        """Members of partners who see the team: the partner is active, the consent for it holds and they still work
        there.
        """
        return self.lopend().filter(
            geldig_nu("toestemming__"),
            Partner.werkt_mee("toestemming__organisatie__partner__"),
            medewerker__organisatie=F("toestemming__organisatie"),
            medewerker__is_active=True,
            team__gestopt_op=None,
        )


@volg()
class Teamlid(BewaaktModel):
    """Somebody in a team. Who works for a partner is there by consent; a colleague because they see the file."""

    team = models.ForeignKey(Casusteam, on_delete=models.PROTECT, related_name="leden")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    medewerker = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="teamlidmaatschappen")
    toestemming = models.ForeignKey(
        Toestemming, null=True, blank=True, on_delete=models.PROTECT, related_name="teamleden"
    )
    van = models.DateTimeField(default=timezone.now)
    tot = models.DateTimeField(null=True, blank=True)
    toegevoegd_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = TeamlidQuerySet.as_manager()

    class Meta:
        ordering = ["van", "pk"]
        verbose_name = "lid van een casusteam"
        verbose_name_plural = "leden van casusteams"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team", "medewerker"],
                condition=Q(tot=None),
                name="teamlid_een_keer",
                violation_error_message="Deze persoon zit al in het team.",
            ),
            models.CheckConstraint(
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="teamlid_tot_na_van",
                violation_error_message="Het einde in het team ligt voor het begin.",
            ),
        ]

    def __str__(self) -> str:
        return f"teamlid {self.pk}"


@volg()
class Teamoverleg(BewaaktModel):
    """A case meeting: planned with an agenda, then held with who was there, or called off."""

    naamvelden = frozenset({"plaats"})

    class Status(models.TextChoices):
        GEPLAND = "gepland", "gepland"
        GEHOUDEN = "gehouden", "gehouden"
        AFGELAST = "afgelast", "afgelast"

    DUREN: ClassVar = [(30, "30 min"), (45, "45 min"), (60, "1 uur"), (90, "1,5 uur"), (120, "2 uur"), (180, "3 uur")]

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Casusteam, on_delete=models.PROTECT, related_name="overleggen")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    begin = models.DateTimeField("wanneer")
    minuten = models.PositiveSmallIntegerField("hoelang", choices=DUREN, default=60)
    plaats = models.CharField("waar", max_length=120)
    persoon_erbij = models.BooleanField("de persoon is erbij", default=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.GEPLAND)
    aanwezig = models.ManyToManyField(Teamlid, blank=True, related_name="+", verbose_name="wie was erbij")
    gepland_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    objects = PersoonsgebondenQuerySet["Teamoverleg"].as_manager()

    class Meta:
        ordering = ["begin", "pk"]
        verbose_name = "teamoverleg"
        verbose_name_plural = "teamoverleggen"
        indexes: ClassVar = [
            models.Index(fields=["werkzoekende", "-begin"], name="teamoverleg_persoon"),
            models.Index(fields=["begin"], name="teamoverleg_begin"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(minuten__range=(1, LANGSTE_OVERLEG)),
                name="teamoverleg_niet_te_lang",
                violation_error_message="Een overleg duurt minstens 1 minuut en hoogstens 3 uur.",
            )
        ]

    def __str__(self) -> str:
        return f"teamoverleg {self.pk}"

    @property
    def einde(self) -> datetime:
        return self.begin + timedelta(minutes=self.minuten)

    def get_absolute_url(self) -> str:
        return reverse("partners:teamoverleg-detail", kwargs={"uuid": self.uuid})

    def deelnemers(self) -> TeamlidQuerySet:
        """Who was there, also who left the team since."""
        alle: TeamlidQuerySet = self.aanwezig.ongefilterd("wie bij dit overleg was")
        return alle.select_related("medewerker__organisatie")


@volg()
class Agendapunt(BewaaktModel):
    """What is to be talked about, and, once it was, what was said."""

    naamvelden = frozenset({"onderwerp", "bespreking"})

    overleg = models.ForeignKey(Teamoverleg, on_delete=models.PROTECT, related_name="agenda")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    onderwerp = models.CharField(max_length=200)
    bespreking = models.TextField("wat er gezegd is", max_length=2000, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now, editable=False)

    objects = PersoonsgebondenQuerySet["Agendapunt"].as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["overleg", "onderwerp"],
                name="agendapunt_een_keer",
                violation_error_message="Dit punt staat al op de agenda.",
            )
        ]

    def __str__(self) -> str:
        return f"agendapunt {self.pk}"


class BeslissingQuerySet(PersoonsgebondenQuerySet["Beslissing"]):
    def open(self) -> Self:
        return self.filter(status=Beslissing.Status.OPEN)


@volg()
class Beslissing(BewaaktModel):
    """Who of the team does what by when."""

    naamvelden = frozenset({"tekst"})

    class Status(models.TextChoices):
        OPEN = "open", "te doen"
        GEDAAN = "gedaan", "gedaan"
        VERVALLEN = "vervallen", "niet meer nodig"

    overleg = models.ForeignKey(Teamoverleg, on_delete=models.PROTECT, related_name="beslissingen")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    tekst = models.CharField("wat", max_length=500)
    wie = models.ForeignKey(Teamlid, on_delete=models.PROTECT, related_name="beslissingen")
    tegen = models.DateField("tegen wanneer")
    status = models.CharField(max_length=9, choices=Status, default=Status.OPEN)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now, editable=False)
    gesloten_door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+")
    gesloten_op = models.DateTimeField(null=True, blank=True)

    objects = BeslissingQuerySet.as_manager()

    class Meta:
        ordering = ["tegen", "pk"]
        verbose_name = "beslissing"
        verbose_name_plural = "beslissingen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["overleg", "tekst", "wie"],
                name="beslissing_een_keer",
                violation_error_message="Deze beslissing staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(status="open", gesloten_op=None, gesloten_door=None)
                | ~Q(status="open") & Q(gesloten_op__isnull=False, gesloten_door__isnull=False),
                name="beslissing_gesloten",
                violation_error_message="Zeg wie de beslissing afsloot, en wanneer.",
            ),
        ]

    def __str__(self) -> str:
        return f"beslissing {self.pk}"

    @property
    def te_laat(self) -> bool:
        return self.status == self.Status.OPEN and self.tegen < vandaag()
