"""Inviting somebody to their account."""

import logging
from smtplib import SMTPException

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from toegang.models import Medewerker
from toegang.rollen import Rol

logger = logging.getLogger(__name__)


def keuzelink(medewerker: Medewerker) -> str:
    """A link by which this person, once and within PASSWORD_RESET_TIMEOUT, chooses a password."""
    sleutel = {"uidb36": user_pk_to_url_str(medewerker), "key": default_token_generator.make_token(medewerker)}
    return settings.ADRES + reverse("account_reset_password_from_key", kwargs=sleutel)


def nodig_uit(medewerker: Medewerker, *, door: Medewerker) -> None:
    """Mail the link to choose a password, at once: whoever invites waits and hears when it failed.

    Raises ValidationError for an account that is off and when the mail server does not take the mail.
    """
    if not door.heeft_rol(Rol.BEHEERDER):
        raise ValidationError("Enkel een beheerder nodigt iemand uit.")
    if not medewerker.is_active:
        raise ValidationError(f"{medewerker.email} is uitgezet en krijgt geen uitnodiging.")
    inhoud = render_to_string("account/email/uitnodiging_message.txt", {"link": keuzelink(medewerker)})
    onderwerp = render_to_string("account/email/uitnodiging_subject.txt").strip()
    try:
        send_mail(onderwerp, inhoud, None, [medewerker.email])
    except (SMTPException, OSError) as fout:
        raise ValidationError(
            f"De mail aan {medewerker.email} kon niet verstuurd worden. Nodig straks opnieuw uit."
        ) from fout
    logger.info("uitgenodigd: medewerker %s door %s", medewerker.pk, door.pk)
