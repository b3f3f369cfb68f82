"""Mail that goes out, and the single-purpose links in it."""

import uuid
from datetime import timedelta
from typing import ClassVar, Self

from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from kern.geschiedenis import volg
from partners.models.doorverwijzingen import Doorverwijzing

LEASE = timedelta(seconds=60)
MEESTE_POGINGEN = 8
_ZOUT = "partners.antwoordlink"


class AntwoordlinkQuerySet(models.QuerySet["Antwoordlink"]):
    def bruikbaar(self) -> Self:
        """Links that work now: not used, not revoked, not too old, and the referral still waits."""
        return self.filter(
            gebruikt_op=None, ingetrokken_op=None, verloopt_op__gt=timezone.now(), doorverwijzing__status="verstuurd"
        )

    def met_token(self, token: str) -> "Antwoordlink | None":
        """The link this token stands for, if it works; every other token is the same nothing."""
        try:
            sleutel = uuid.UUID(signing.Signer(salt=_ZOUT).unsign(token))
        except (signing.BadSignature, ValueError):
            return None
        return self.bruikbaar().filter(sleutel=sleutel).first()


@volg()
class Antwoordlink(models.Model):
    """A way to answer one referral once, without an account. The token itself is kept nowhere."""

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    doorverwijzing = models.ForeignKey(Doorverwijzing, on_delete=models.CASCADE, related_name="links")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    verloopt_op = models.DateTimeField()
    gebruikt_op = models.DateTimeField(null=True)
    ingetrokken_op = models.DateTimeField(null=True)

    objects = AntwoordlinkQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoordlink"
        verbose_name_plural = "antwoordlinks"

    def __str__(self) -> str:
        return f"antwoordlink {self.pk}"

    @property
    def token(self) -> str:
        return signing.Signer(salt=_ZOUT).sign(str(self.sleutel))


class MailQuerySet(models.QuerySet["Mail"]):
    def te_doen(self) -> Self:
        """Mails that wait for their turn, and those whose worker was lost."""
        return self.filter(
            Q(status=Mail.Status.WACHT, niet_voor__lte=Now()) | Q(status=Mail.Status.BEZIG, lease_tot__lt=Now())
        )

    def claim(self, pk: int) -> "Mail | None":
        """Take this mail; None when it is sent, taken by another worker or not due."""
        genomen = (
            self.te_doen()
            .filter(pk=pk)
            .update(status=Mail.Status.BEZIG, pogingen=F("pogingen") + 1, lease_tot=Now() + LEASE)
        )
        return self.get(pk=pk) if genomen else None


@volg(zonder=("lease_tot", "aangeboden_op"))
class Mail(models.Model):
    """One mail, with what was sent to whom: the row is the outbox. It names nobody; a link stands as ``[link]``."""

    class Status(models.TextChoices):
        WACHT = "wacht", "wacht"
        BEZIG = "bezig", "bezig"
        VERSTUURD = "verstuurd", "verstuurd"
        MISLUKT = "mislukt", "mislukt"
        VERVALLEN = "vervallen", "niet meer nodig"

    doorverwijzing = models.ForeignKey(Doorverwijzing, null=True, on_delete=models.CASCADE, related_name="mails")
    link = models.ForeignKey(Antwoordlink, null=True, on_delete=models.PROTECT, related_name="mails")
    aan = models.EmailField()
    onderwerp = models.CharField(max_length=150)
    tekst = models.TextField()
    status = models.CharField(max_length=9, choices=Status, default=Status.WACHT)
    pogingen = models.PositiveSmallIntegerField(default=0)
    niet_voor = models.DateTimeField(default=timezone.now)
    lease_tot = models.DateTimeField(null=True)
    aangeboden_op = models.DateTimeField(null=True)
    aangemaakt = models.DateTimeField(default=timezone.now)
    verstuurd_op = models.DateTimeField(null=True)
    fout = models.CharField(max_length=100, blank=True, help_text="Soort fout, zonder gegevens.")

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "mail"
        verbose_name_plural = "mails"
        indexes: ClassVar = [
            models.Index(fields=["niet_voor"], condition=Q(status__in=["wacht", "bezig"]), name="mail_onderweg")
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"
