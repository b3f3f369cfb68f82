"""Mail that goes out, and the single-purpose links in it."""

import uuid
from typing import ClassVar, Self

from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kern.geschiedenis import volg
from partners.models.doorverwijzingen import Doorverwijzing
from partners.models.uitgaand import Uitgaand, UitgaandQuerySet, index_onderweg

_ZOUT = "partners.antwoordlink"
DOORVERWIJZING = "partners:antwoord"


class AntwoordlinkQuerySet(models.QuerySet["Antwoordlink"]):
    def bruikbaar(self) -> Self:
        """Links that work now: not used, not revoked, not too old, and the referral (if it is of one) still waits."""
        wacht = Q(doorverwijzing=None) | Q(doorverwijzing__status="verstuurd")
        return self.filter(wacht, gebruikt_op=None, ingetrokken_op=None, verloopt_op__gt=timezone.now())

    def met_token(self, token: str, *, scherm: str = DOORVERWIJZING) -> "Antwoordlink | None":
        """The link to this page that a token stands for, if it works; every other token is the same nothing."""
        try:
            sleutel = uuid.UUID(signing.Signer(salt=_ZOUT).unsign(token))
        except (signing.BadSignature, ValueError):
            return None
        return self.bruikbaar().filter(sleutel=sleutel, scherm=scherm).first()


@volg()
class Antwoordlink(models.Model):
    """A way to answer one thing once, without an account. The token itself is kept nowhere.

    ``scherm``: the URL name of the page it opens; a higher app keeps what is answered there beside the link.
    """

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scherm = models.CharField(max_length=60, default=DOORVERWIJZING)
    doorverwijzing = models.ForeignKey(Doorverwijzing, null=True, on_delete=models.CASCADE, related_name="links")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    verloopt_op = models.DateTimeField()
    gebruikt_op = models.DateTimeField(null=True)
    ingetrokken_op = models.DateTimeField(null=True)

    objects = AntwoordlinkQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoordlink"
        verbose_name_plural = "antwoordlinks"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(scherm=DOORVERWIJZING, doorverwijzing__isnull=False)
                | ~Q(scherm=DOORVERWIJZING) & Q(doorverwijzing=None),
                name="antwoordlink_waarvoor",
                violation_error_message="Enkel een link van een doorverwijzing hoort bij een doorverwijzing.",
            )
        ]

    def __str__(self) -> str:
        return f"antwoordlink {self.pk}"

    @property
    def token(self) -> str:
        return signing.Signer(salt=_ZOUT).sign(str(self.sleutel))


@volg(zonder=("lease_tot", "aangeboden_op"))
class Mail(Uitgaand):
    """One mail, with what was sent to whom. It names nobody; a link stands as ``[link]``."""

    doorverwijzing = models.ForeignKey(Doorverwijzing, null=True, on_delete=models.CASCADE, related_name="mails")
    link = models.ForeignKey(Antwoordlink, null=True, on_delete=models.PROTECT, related_name="mails")
    aan = models.EmailField()
    onderwerp = models.CharField(max_length=150)
    tekst = models.TextField()

    objects = UitgaandQuerySet["Mail"].as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "mail"
        verbose_name_plural = "mails"
        indexes: ClassVar = [index_onderweg("mail_onderweg")]

    def __str__(self) -> str:
        return f"mail {self.pk}"
