"""Telling a partner's own system that something happened with a referral: where to, and each notice that goes out."""

import base64
import json
import secrets
import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone

from kern import buiten
from kern.geschiedenis import volg
from kern.velden import VersleuteldTekstveld
from partners.models.doorverwijzingen import Doorverwijzing, Verloop
from partners.models.gids import Partner
from partners.models.uitgaand import Uitgaand, UitgaandQuerySet, index_onderweg

TEST = "test"
WAAROM = {
    "ConnectionRefusedError": "niemand neemt op",
    "NietToegelaten": "adres niet toegelaten",
    "RemoteDisconnected": "verbinding afgebroken",
    "ConnectionResetError": "verbinding afgebroken",
    "SSLCertVerificationError": "certificaat klopt niet",
    "TimeoutError": "te traag",
    "gaierror": "naam niet gevonden",
}
"""Why an attempt got no answer, for who reads the list of deliveries."""


def toegelaten_adres(adres: str) -> None:
    """An address we may post to; what a name stands for is looked at again whenever something is sent."""
    try:
        buiten.controleer(adres)
    except buiten.NietToegelaten as fout:
        raise ValidationError(str(fout)) from fout


def nieuw_geheim() -> str:
    """As Standard Webhooks writes them: 32 random bytes in base64 behind ``whsec_``."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"


@volg(zonder=("geheim", "vorig_geheim"))
class Webhook(models.Model):
    """The address of one partner's system. Written only through ``partners.services.webhooks``."""

    partner = models.OneToOneField(Partner, on_delete=models.PROTECT, related_name="webhook")
    adres = models.CharField(
        max_length=300,
        validators=[toegelaten_adres],
        help_text="Waar het systeem van de partner berichten ontvangt. Begint met https://",
    )
    actief = models.BooleanField(default=True)
    geheim = VersleuteldTekstveld(editable=False)
    geheim_sinds = models.DateTimeField(default=timezone.now, editable=False)
    geheim_sleutel = models.UUIDField(null=True, editable=False, help_text="Het formulier dat dit geheim maakte.")
    vorig_geheim = VersleuteldTekstveld(null=True, editable=False)
    vorig_tot = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "webhook"
        verbose_name_plural = "webhooks"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(vorig_geheim=None, vorig_tot=None)
                | models.Q(vorig_geheim__isnull=False, vorig_tot__isnull=False),
                name="webhook_vorig_geheim_tot",
                violation_error_message="Zeg tot wanneer het vorige geheim nog werkt.",
            )
        ]

    def __str__(self) -> str:
        return f"webhook {self.pk}"

    def geheimen(self) -> list[str]:
        """The secrets that sign now: the present one, and for some days the one before it."""
        vorig = self.vorig_geheim if self.vorig_tot and self.vorig_tot > timezone.now() else None
        return [geheim for geheim in (self.geheim, vorig) if geheim]


class BezorgingQuerySet(UitgaandQuerySet["Bezorging"]):
    def onderweg(self) -> Self:
        return self.filter(status__in=[Uitgaand.Status.WACHT, Uitgaand.Status.BEZIG])

    def af(self) -> Self:
        """Nothing more happens with these by themselves."""
        return self.exclude(status__in=[Uitgaand.Status.WACHT, Uitgaand.Status.BEZIG])

    def voor_lijst(self) -> Self:
        """A page of deliveries with their attempts, without loading anybody's referral."""
        return self.select_related("webhook").prefetch_related("poging_set")


@volg(zonder=("lease_tot", "aangeboden_op"))
class Bezorging(Uitgaand):
    """One notice: what happened with which referral. Whoever receives it asks the API for more, as far as they may."""

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="bezorgingen")
    doorverwijzing = models.ForeignKey(
        Doorverwijzing, null=True, on_delete=models.CASCADE, related_name="bezorgingen", help_text="Leeg bij een test."
    )
    verwijzing_uuid = models.UUIDField(null=True)
    gebeurtenis = models.CharField(max_length=40)
    moment = models.DateTimeField(default=timezone.now)

    objects = BezorgingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "bezorging"
        verbose_name_plural = "bezorgingen"
        indexes: ClassVar = [
            index_onderweg("bezorging_onderweg"),
            models.Index(fields=["webhook", "-id"], name="bezorging_webhook"),
            models.Index(fields=["aangemaakt"], name="bezorging_oud"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(gebeurtenis=TEST, doorverwijzing=None, verwijzing_uuid=None)
                | ~models.Q(gebeurtenis=TEST) & models.Q(doorverwijzing__isnull=False, verwijzing_uuid__isnull=False),
                name="bezorging_over_een_verwijzing",
                violation_error_message="Een bericht gaat over een doorverwijzing, of is een proef.",
            )
        ]

    def __str__(self) -> str:
        return f"bezorging {self.pk}"

    @classmethod
    def van(cls, stap: Verloop, webhook: Webhook) -> "Bezorging":
        """The notice of this step, not kept yet."""
        verwijzing = stap.doorverwijzing
        soort = stap.naar if stap.soort == Verloop.Soort.STAP else stap.soort
        return cls(
            webhook=webhook,
            doorverwijzing=verwijzing,
            verwijzing_uuid=verwijzing.uuid,
            gebeurtenis=f"doorverwijzing.{soort}",
            moment=stap.moment,
        )

    @property
    def nummer(self) -> str:
        return f"D{self.doorverwijzing_id:05d}" if self.doorverwijzing_id else "–"

    @property
    def is_af(self) -> bool:
        """Nothing more happens with it by itself."""
        return self.status not in {self.Status.WACHT, self.Status.BEZIG}

    @property
    def laatste_poging(self) -> "Poging":
        return list(self.poging_set.all())[-1]

    @property
    def inhoud(self) -> bytes:
        """The same bytes at every attempt, and nothing about a person."""
        data: dict[str, str] = {}
        if self.verwijzing_uuid:
            pad = reverse("api:doorverwijzing-detail", kwargs={"uuid": self.verwijzing_uuid})
            data = {"doorverwijzing": str(self.verwijzing_uuid), "url": settings.ADRES + pad}
        bericht = {"type": self.gebeurtenis, "timestamp": self.moment.isoformat(), "data": data}
        return json.dumps(bericht, separators=(",", ":")).encode()


class Poging(models.Model):
    """One attempt at a delivery: what the other side answered, or what went wrong on the way."""

    bezorging = models.ForeignKey(Bezorging, on_delete=models.CASCADE)
    moment = models.DateTimeField(default=timezone.now)
    code = models.PositiveSmallIntegerField(null=True)
    fout = models.CharField(max_length=100, blank=True)
    duur = models.PositiveIntegerField(help_text="In duizendsten van een seconde.")

    class Meta:
        ordering = ["pk"]
        verbose_name = "poging"
        verbose_name_plural = "pogingen"

    def __str__(self) -> str:
        return f"poging {self.pk}"

    @property
    def uitkomst(self) -> str:
        """What came back: ``204``, ``500``, or in words why nothing did."""
        if self.code is not None:
            return str(self.code)
        return WAAROM.get(self.fout, f"niet gelukt ({self.fout})")
