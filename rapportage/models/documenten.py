"""What the partners of a project share: documents in versions, who fetched them, and the story beside the figures."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from kern.geschiedenis import volg
from partners.models import Partner
from partners.models.gids import REDACTIE
from rapportage.models.rapporten import VanTijdvak, is_tijdvak
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from toegang.models import Medewerker, Organisatie
from toegang.rollen import Rol
from trajecten.models import Project

BEVROREN = pgtrigger.Protect(name="bevroren", operation=pgtrigger.Update | pgtrigger.Delete)
INTREKKEN = ("ingetrokken_op", "ingetrokken_door", "reden", "gewist_op")


def _bevroren(*inhoud: str) -> list[pgtrigger.Trigger]:
    """A version stays as it was written, and there; it can be withdrawn, and then what it held (``inhoud``) wiped."""
    anders = " or ".join(f"old.{veld} is distinct from new.{veld}" for veld in inhoud)
    return [
        pgtrigger.Protect(name="bevroren", operation=pgtrigger.Delete),
        pgtrigger.ReadOnly(name="geen_wijziging", exclude=[*INTREKKEN, *inhoud]),
        pgtrigger.Protect(
            name="enkel_wissen",
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(
                f"((({anders}) and new.gewist_op is null) or (old.ingetrokken_op is not null and "
                "old.ingetrokken_op is distinct from new.ingetrokken_op))"
            ),
        ),
    ]


class Intrekbaar(models.Model):
    """A version that was withdrawn, with the reason; and what it held, wiped for good."""

    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(Medewerker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reden = models.CharField("reden", max_length=300, blank=True)
    gewist_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None, ingetrokken_door=None, reden="", gewist_op=None)
                | (Q(ingetrokken_op__isnull=False, ingetrokken_door__isnull=False) & ~Q(reden="")),
                name="%(class)s_reden_bij_intrekken",
                violation_error_message="Schrijf waarom je dit intrekt.",
            )
        ]


def projecten_van(medewerker: Medewerker) -> models.QuerySet[Project]:
    """Projects this person shares documents and stories of: all, or those their organisation takes part in.

    An organisation that stopped working with us takes part in nothing.
    """
    if medewerker.heeft_rol(*REDACTIE, Rol.MANAGER):
        return Project.objects.all()
    return Project.objects.filter(partners__organisatie__in=_werkt_mee(medewerker))


def _werkt_mee(medewerker: Medewerker) -> models.QuerySet[Organisatie]:
    """The organisation this person works for as staff of a partner; none when it stopped."""
    if not medewerker.heeft_rol(Rol.PARTNERMEDEWERKER):
        return Organisatie.objects.none()
    eigen = Organisatie.objects.filter(pk=medewerker.organisatie_id, actief=True)
    return eigen.exclude(partner__stand=Partner.Stand.GESTOPT)


class DocumentQuerySet(models.QuerySet["Document"]):
    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        """Coordinators and administrators all; managers and partners what was not withdrawn.

        Partners: what is for them alone, for all partners of their projects; and what they withdrew themselves.
        """
        if medewerker.heeft_rol(*REDACTIE):
            return self.all()
        if medewerker.heeft_rol(Rol.MANAGER):
            return self.filter(ingetrokken_op=None)
        eigen = _werkt_mee(medewerker)
        voor_ons = Q(partner__organisatie__in=eigen) | Q(project__in=projecten_van(medewerker))
        return self.filter(voor_ons, Q(ingetrokken_op=None) | Q(organisatie__in=eigen))

    def bewerkbaar_voor(self, medewerker: Medewerker) -> Self:
        """Those this person may replace and withdraw: all, or what the own organisation put here."""
        if medewerker.heeft_rol(*REDACTIE):
            return self.all()
        return self.zichtbaar_voor(medewerker).filter(organisatie__in=_werkt_mee(medewerker))

    def zoek(self, tekst: str) -> Self:
        return self.filter(titel__icontains=tekst)

    def voor_lijst(self) -> Self:
        """Everything a line of the list shows."""
        laatste = Documentversie.objects.filter(document=models.OuterRef("pk")).order_by("-nummer")
        return self.select_related("project", "partner__organisatie", "organisatie", "door").annotate(
            versie=models.Subquery(laatste.values("nummer")[:1]), bijgewerkt=models.Subquery(laatste.values("op")[:1])
        )


@volg()
class Document(models.Model):
    """One agreement, report or template; for all partners of a project, or for one partner (S3.19)."""

    class Soort(models.TextChoices):
        OVEREENKOMST = "overeenkomst", "overeenkomst"
        VERSLAG = "verslag", "verslag van een vergadering"
        SJABLOON = "sjabloon", "sjabloon"
        PLAN = "plan", "plan of begroting"
        ANDER = "ander", "ander"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    titel = models.CharField("naam", max_length=120)
    soort = models.CharField(max_length=12, choices=Soort)
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="+")
    organisatie = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, related_name="+", help_text="Wie het hier zette."
    )
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    ingetrokken_op = models.DateTimeField(null=True)
    reden = models.CharField("reden", max_length=300, blank=True)

    versie: int  # these two of voor_lijst
    bijgewerkt: datetime

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["titel", "pk"]
        verbose_name = "document"
        verbose_name_plural = "documenten"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(project=None, partner__isnull=False) | Q(project__isnull=False, partner=None),
                name="document_voor_wie",
                violation_error_message="Kies voor wie het document is.",
            ),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None, reden="") | (Q(ingetrokken_op__isnull=False) & ~Q(reden="")),
                name="document_reden_bij_intrekken",
                violation_error_message="Schrijf waarom je het document intrekt.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("rapportage:document-detail", kwargs={"uuid": self.uuid})

    @property
    def voor_wie(self) -> str:
        return f"alle partners van {self.project}" if self.project else f"enkel {self.partner}"


class DocumentversieQuerySet(models.QuerySet["Documentversie"]):
    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        """Of documents this person sees; a withdrawn one only for who may change the document."""
        eigen = Q(document__in=Document.objects.bewerkbaar_voor(medewerker))
        zichtbaar = self.filter(document__in=Document.objects.zichtbaar_voor(medewerker))
        return zichtbaar.filter(eigen | Q(ingetrokken_op=None))


class Documentversie(Intrekbaar):
    """One file, as it was put here. The database refuses a change, and every backup of it holds the file."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versies")
    nummer = models.PositiveSmallIntegerField()
    sleutel = models.UUIDField(unique=True)
    inhoud = models.BinaryField(null=True)
    grootte = models.PositiveIntegerField()
    extensie = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    toelichting = models.CharField("wat veranderde er?", max_length=200, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    objects = DocumentversieQuerySet.as_manager()

    class Meta:
        ordering = ["document", "-nummer"]
        verbose_name = "versie van een document"
        verbose_name_plural = "versies van een document"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "nummer"], name="documentversie_nummer"),
            models.CheckConstraint(
                condition=Q(gewist_op=None, grootte__gt=0, inhoud__isnull=False)
                | Q(gewist_op__isnull=False, inhoud=None, toelichting=""),
                name="documentversie_niet_leeg",
                violation_error_message="Dit bestand is leeg.",
            ),
            *Intrekbaar.Meta.constraints,
        ]
        triggers: ClassVar = _bevroren("inhoud", "toelichting")

    def __str__(self) -> str:
        return f"versie {self.nummer}"

    @property
    def bestandsnaam(self) -> str:
        """Made up by us: nothing of the name the file came with."""
        return f"{slugify(self.document.titel) or 'document'}-v{self.nummer}.{self.extensie}"


class Ophaling(models.Model):
    """That somebody took a version along."""

    versie = models.ForeignKey(Documentversie, on_delete=models.PROTECT, related_name="ophalingen")
    medewerker = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    moment = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-moment", "-pk"]
        verbose_name = "ophaling van een document"
        verbose_name_plural = "ophalingen van een document"
        triggers: ClassVar = [BEVROREN]

    def __str__(self) -> str:
        return f"ophaling {self.pk}"


class VerhaalQuerySet(models.QuerySet["Verhaal"]):
    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        """What stands, of the projects one shares; what was before it only for who may withdraw it."""
        eigen = Q(pk__in=Verhaal.objects.intrekbaar_voor(medewerker).values("pk"))
        staat = Q(pk__in=Verhaal.objects.actueel().values("pk"))
        return self.filter(eigen | staat, project__in=projecten_van(medewerker))

    def intrekbaar_voor(self, medewerker: Medewerker) -> Self:
        """All of one's projects for who keeps the list of partners, else what the own organisation wrote."""
        eigen = self.filter(project__in=projecten_van(medewerker))
        return eigen if medewerker.heeft_rol(*REDACTIE) else eigen.filter(organisatie__in=_werkt_mee(medewerker))

    def actueel(self) -> Self:
        """The last version of each organisation. When that one was withdrawn none stands: an older one never again."""
        deze = {veld: models.OuterRef(veld) for veld in ("project", "soort", "begin", "organisatie")}
        later = Verhaal.objects.filter(**deze, versie__gt=models.OuterRef("versie"))
        return self.filter(~models.Exists(later), ingetrokken_op=None)

    def van(self, project: Project, tijdvak: Tijdvak) -> Self:
        """All versions about this period, each organisation's last one first."""
        eigen = self.filter(project=project, soort=tijdvak.soort, begin=tijdvak.begin)
        return eigen.select_related("organisatie", "door").order_by("organisatie__naam", "organisatie_id", "-versie")


class Verhaal(Intrekbaar, VanTijdvak):
    """What one organisation tells about a project in a quarter or a year, beside the figures (S3.18).

    Saving adds a version; the database refuses a change of one that stands.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    versie = models.PositiveSmallIntegerField()
    werkte = models.TextField("Wat werkte?", max_length=3000, blank=True)
    geleerd = models.TextField("Wat leerden we?", max_length=3000, blank=True)
    samenwerking = models.TextField("Hoe liep de samenwerking?", max_length=3000, blank=True)
    buurt = models.TextField("Hoe zit het project in de buurt?", max_length=3000, blank=True)
    ervaring = models.TextField("Welke ervaring bracht het team mee?", max_length=3000, blank=True)
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    VELDEN = ("werkte", "geleerd", "samenwerking", "buurt", "ervaring")

    objects = VerhaalQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-begin", "organisatie", "-versie"]
        verbose_name = "verhaal bij de cijfers"
        verbose_name_plural = "verhalen bij de cijfers"
        constraints: ClassVar = [
            is_tijdvak("verhaal_tijdvak"),
            models.CheckConstraint(
                condition=~Q(soort=Tijdvaksoort.MAAND),
                name="verhaal_kwartaal_of_jaar",
                violation_error_message="Een verhaal gaat over een kwartaal of een jaar.",
            ),
            models.UniqueConstraint(
                fields=["project", "soort", "begin", "organisatie", "versie"], name="verhaal_versie_uniek"
            ),
            models.CheckConstraint(
                condition=Q(gewist_op=None) ^ Q(werkte="", geleerd="", samenwerking="", buurt="", ervaring=""),
                name="verhaal_niet_leeg",
                violation_error_message="Schrijf minstens bij één vraag iets.",
            ),
            *Intrekbaar.Meta.constraints,
        ]
        triggers: ClassVar = _bevroren("werkte", "geleerd", "samenwerking", "buurt", "ervaring")

    def __str__(self) -> str:
        return f"verhaal {self.tijdvak.sleutel} versie {self.versie}"

    @property
    def antwoorden(self) -> list[tuple[str, str]]:
        """Each question that was answered."""
        velden = ((self._meta.get_field(naam), getattr(self, naam)) for naam in self.VELDEN)
        return [(str(veld.verbose_name), tekst) for veld, tekst in velden if tekst]  # type: ignore[union-attr]
