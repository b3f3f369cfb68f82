"""Referrals: from somebody of ours to a partner, until what became of it is known."""

import uuid
from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.poort import BewaaktModel
from partners.models.gids import Aanbod, Partner
from partners.models.toestemming import Toestemming, geldig_nu
from toegang.models import Medewerker, Organisatie
from toegang.rollen import Rol
from werkpunten.models import Betrokkenheid, Drempelsoort, Werkpunt, Werkzoekende
from werkpunten.models.personen import PersoonsgebondenQuerySet


class Status(models.TextChoices):
    NIEUW = "nieuw", "concept"
    VERSTUURD = "verstuurd", "wacht op antwoord"
    AANVAARD = "aanvaard", "aanvaard"
    GEWEIGERD = "geweigerd", "geweigerd"
    GEEN_ANTWOORD = "geen_antwoord", "geen antwoord"
    GESTART = "gestart", "gestart"
    AFGEROND = "afgerond", "afgerond"
    STOPGEZET = "stopgezet", "stopgezet"
    INGETROKKEN = "ingetrokken", "ingetrokken"


class Partij(models.TextChoices):
    """Who does something with a referral."""

    AFZENDER = "afzender", "afzender"
    PARTNER = "partner", "partner"
    KLOK = "klok", "klok"


_A, _P, _K = Partij.AFZENDER, Partij.PARTNER, Partij.KLOK
OVERGANGEN: dict[tuple[Status, Status], frozenset[Partij]] = {
    (Status.NIEUW, Status.VERSTUURD): frozenset({_A}),
    (Status.NIEUW, Status.INGETROKKEN): frozenset({_A}),
    (Status.VERSTUURD, Status.AANVAARD): frozenset({_P, _A}),
    (Status.VERSTUURD, Status.GEWEIGERD): frozenset({_P, _A}),
    (Status.VERSTUURD, Status.GEEN_ANTWOORD): frozenset({_A, _K}),
    (Status.VERSTUURD, Status.INGETROKKEN): frozenset({_A, _K}),
    (Status.AANVAARD, Status.GESTART): frozenset({_P, _A}),
    (Status.AANVAARD, Status.INGETROKKEN): frozenset({_A, _K}),
    (Status.GESTART, Status.AFGEROND): frozenset({_P, _A}),
    (Status.GESTART, Status.STOPGEZET): frozenset({_P, _A}),
    (Status.GESTART, Status.INGETROKKEN): frozenset({_A, _K}),
}
"""The whole state machine, and who may do each step. The sender writes down what a partner without an account said;
the clock withdraws what lies with a partner that stopped.

The database refuses every other step too (trigger ``doorverwijzing_overgangen``).
"""
BIJ_PARTNER = (Status.VERSTUURD, Status.AANVAARD, Status.GESTART)
"""A partner is at work on it: as long as this lasts they see what was consented to."""
MET_UITLEG = (Status.GEWEIGERD, Status.GEEN_ANTWOORD, Status.STOPGEZET, Status.AFGEROND, Status.INGETROKKEN)
"""Steps that say why, or with which result."""


class DoorverwijzingQuerySet(PersoonsgebondenQuerySet["Doorverwijzing"]):
    def uitgaand(self, medewerker: Medewerker) -> Self:
        """Referrals of people one may see; of the drafts only one's own."""
        return self.zichtbaar_voor(medewerker).filter(~Q(status=Status.NIEUW) | Q(afzender=medewerker))

    def bij_partner(self) -> Self:
        return self.filter(status__in=BIJ_PARTNER)

    def met_inzage(self) -> Self:
        """Open referrals that give the partner sight: it is active, and their own consent holds."""
        return self.bij_partner().filter(geldig_nu("toestemming__"), Partner.werkt_mee("organisatie__partner__"))

    def ontvangen_door(self, medewerker: Medewerker) -> Self:
        """Open referrals to the organisation of this partner staff, as long as that organisation has sight of the
        person and the consent of this very referral holds. Another one of the same person opens none that ended.
        """
        if not medewerker.heeft_rol(Rol.PARTNERMEDEWERKER):
            return self.afgebakend().none()
        zicht = Betrokkenheid.objects.geldig().filter(
            reden=Betrokkenheid.Reden.DOORVERWIJZING,
            organisatie=medewerker.organisatie_id,
            werkzoekende=OuterRef("werkzoekende"),
        )
        return self.afgebakend(Q(organisatie=medewerker.organisatie_id), Q(Exists(zicht))).met_inzage()

    def afgesloten_bij(self, medewerker: Medewerker) -> Self:
        """What an organisation keeps of referrals it no longer sees: number, days and outcome, nobody's name."""
        if not medewerker.heeft_rol(Rol.PARTNERMEDEWERKER):
            return self.afgebakend().none()
        eigen = self.afgebakend(Q(organisatie=medewerker.organisatie_id), ~Q(status=Status.NIEUW))
        nog_te_zien = Doorverwijzing.objects.ontvangen_door(medewerker)
        return eigen.exclude(pk__in=nog_te_zien.values("pk")).only(
            "pk", "uuid", "status", "status_sinds", "verstuurd_op", "werkzoekende_id"
        )

    def voor_lijst(self) -> Self:
        """Everything a line of the out-tray shows, in one query."""
        return self.select_related("werkzoekende", "organisatie", "aanbod", "werkpunt", "afzender")

    def voor_partner(self) -> Self:
        """What a partner needs besides the facts of the person, which are read apart, as far as consented."""
        return self.select_related("organisatie", "aanbod", "werkpunt", "afzender", "toestemming", "behandelaar")


@volg()
class Doorverwijzing(BewaaktModel):
    """One person, referred to one organisation. Written only through ``partners.services.doorverwijzen``.

    As long as it is a draft the answers of the wizard stand in ``concept`` as they were typed.
    """

    naamvelden = frozenset({"vraag", "concept", "meegaand"})

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="doorverwijzingen")
    werkpunt = models.ForeignKey(Werkpunt, on_delete=models.PROTECT, related_name="+")
    afzender = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="doorverwijzingen")
    organisatie = models.ForeignKey(
        Organisatie, null=True, on_delete=models.PROTECT, related_name="doorverwijzingen", verbose_name="naar wie"
    )
    aanbod = models.ForeignKey(
        Aanbod, null=True, blank=True, on_delete=models.PROTECT, related_name="doorverwijzingen"
    )
    drempel = models.ForeignKey(
        Drempelsoort, null=True, blank=True, on_delete=models.PROTECT, related_name="doorverwijzingen"
    )
    vraag = models.TextField(blank=True, max_length=2000)
    toestemming = models.ForeignKey(Toestemming, null=True, on_delete=models.PROTECT, related_name="doorverwijzingen")
    meegaand = models.CharField("wie gaat mee", max_length=120, blank=True)
    overdracht_op = models.DateTimeField("wanneer", null=True, blank=True)
    status = models.CharField(max_length=13, choices=Status, default=Status.NIEUW)
    status_sinds = models.DateTimeField(default=timezone.now)
    concept = models.JSONField(default=dict, blank=True)
    behandelaar = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+")
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)
    verstuurd_op = models.DateTimeField(null=True)
    beantwoord_op = models.DateTimeField(null=True)
    gestart_op = models.DateField(null=True)
    afgesloten_op = models.DateTimeField(null=True)
    herinnerd_op = models.DateTimeField(null=True)
    nieuws_sinds = models.DateTimeField(null=True, help_text="De partner deed iets dat de afzender nog niet zag.")

    objects = DoorverwijzingQuerySet.as_manager()

    class Meta:
        verbose_name = "doorverwijzing"
        verbose_name_plural = "doorverwijzingen"
        indexes: ClassVar = [
            models.Index(fields=["werkzoekende", "-verstuurd_op"], name="doorverwijzing_persoon"),
            models.Index(fields=["organisatie", "status", "verstuurd_op"], name="doorverwijzing_partner"),
            models.Index(fields=["afzender", "status"], name="doorverwijzing_afzender"),
            models.Index(fields=["verstuurd_op"], condition=Q(status="verstuurd"), name="doorverwijzing_wacht"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(verstuurd_op=None)
                | (Q(organisatie__isnull=False, toestemming__isnull=False, concept={}) & ~Q(vraag="")),
                name="doorverwijzing_volledig",
                violation_error_message="Zonder partner, vraag en toestemming gaat er niets weg.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["nieuw", "ingetrokken"]) | Q(verstuurd_op__isnull=False),
                name="doorverwijzing_eerst_verstuurd",
                violation_error_message="Verstuur de doorverwijzing eerst.",
            ),
            models.CheckConstraint(
                condition=Q(beantwoord_op=None) | Q(beantwoord_op__gte=F("verstuurd_op")),
                name="doorverwijzing_antwoord_na_versturen",
                violation_error_message="Het antwoord ligt voor de dag waarop de doorverwijzing verstuurd is.",
            ),
            models.UniqueConstraint(
                fields=["werkzoekende", "afzender"],
                condition=Q(status="nieuw"),
                name="doorverwijzing_een_concept",
                violation_error_message="Je begon al een doorverwijzing van deze persoon. Werk die eerst af.",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.FSM(
                name="doorverwijzing_overgangen",
                field="status",
                transitions=[(str(van), str(naar)) for van, naar in OVERGANGEN],
            )
        ]

    def __str__(self) -> str:
        return f"doorverwijzing {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("partners:doorverwijzing-detail", kwargs={"uuid": self.uuid})

    @property
    def nummer(self) -> str:
        """The number in mails and on paper, which says nothing about anybody."""
        return f"D{self.pk:05d}"

    @property
    def kleur(self) -> str:
        kleuren = {
            **dict.fromkeys((Status.VERSTUURD, Status.GEEN_ANTWOORD), "let-op"),
            **dict.fromkeys((Status.AANVAARD, Status.GESTART, Status.AFGEROND), "goed"),
            **dict.fromkeys((Status.GEWEIGERD, Status.STOPGEZET), "fout"),
        }
        return kleuren.get(Status(self.status), "")

    @property
    def dagen_wachten(self) -> int | None:
        """Days since it was sent while nobody answered."""
        if self.status != Status.VERSTUURD or self.verstuurd_op is None:
            return None
        return (timezone.localdate() - timezone.localtime(self.verstuurd_op).date()).days

    def stappen_voor(self, *partijen: Partij) -> list[Status]:
        """Where these parties can take it from here."""
        return [naar for (van, naar), wie in OVERGANGEN.items() if van == self.status and wie & set(partijen)]


class Kanaal(models.TextChoices):
    SCHERM = "scherm", "in Werkpunten"
    LINK = "link", "via de link in de mail"
    KLOK = "klok", "vanzelf"


@volg()
class Verloop(BewaaktModel):
    """What happened with a referral: steps, questions, answers and reminders, in order."""

    naamvelden = frozenset({"tekst"})

    class Soort(models.TextChoices):
        STAP = "stap", "stap"
        VRAAG = "vraag", "vraag van de partner"
        ANTWOORD = "antwoord", "antwoord van de afzender"
        HERINNERING = "herinnering", "herinnering"

    sleutel = models.UUIDField(null=True, unique=True, editable=False)
    doorverwijzing = models.ForeignKey(Doorverwijzing, on_delete=models.CASCADE, related_name="verloop")
    werkzoekende = models.ForeignKey(Werkzoekende, on_delete=models.PROTECT, related_name="+")
    moment = models.DateTimeField(default=timezone.now)
    door = models.ForeignKey(Medewerker, null=True, on_delete=models.PROTECT, related_name="+")
    kanaal = models.CharField(max_length=6, choices=Kanaal, default=Kanaal.SCHERM)
    soort = models.CharField(max_length=11, choices=Soort, default=Soort.STAP)
    van = models.CharField(max_length=13, choices=Status, blank=True)
    naar = models.CharField(max_length=13, choices=Status, blank=True)
    tekst = models.TextField(max_length=2000, blank=True)

    objects = PersoonsgebondenQuerySet["Verloop"].as_manager()

    class Meta:
        ordering = ["moment", "pk"]
        verbose_name = "verloop van een doorverwijzing"
        verbose_name_plural = "verloop van doorverwijzingen"
        indexes: ClassVar = [models.Index(fields=["werkzoekende", "-moment"], name="verloop_persoon")]

    def __str__(self) -> str:
        return f"verloop {self.pk}"

    @property
    def wat(self) -> str:
        """The event in words: ``Aanvaard``, ``Vraag van de partner``."""
        if self.soort == self.Soort.STAP:
            return {"verstuurd": "Verstuurd"}.get(self.naar) or str(self.get_naar_display()).capitalize()
        return str(self.get_soort_display()).capitalize()

    @property
    def wie(self) -> str:
        return str(self.door) if self.door else str(self.get_kanaal_display())
