"""The mails of the demonstration, to read: files that no server ever sent."""

import email
import email.policy
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from toegang.voor import MedewerkerRequest, aangemeld

HOOGSTENS = 50


class Bericht(NamedTuple):
    moment: datetime
    aan: str
    onderwerp: str
    tekst: str


@aangemeld
@require_GET
def demo_post(request: MedewerkerRequest) -> HttpResponse:
    """The newest mails; outside the demonstration there is no such page."""
    if not settings.MAIL_TE_LEZEN:
        raise Http404
    bestanden = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda pad: pad.stat().st_mtime, reverse=True)
    berichten = [bericht for pad in bestanden[:HOOGSTENS] for bericht in _lees(pad)]
    return render(request, "partners/demo_post.html", {"berichten": berichten})


def _lees(pad: Path) -> list[Bericht]:
    """The mails in one file of Django's file back end, newest first."""
    moment = datetime.fromtimestamp(pad.stat().st_mtime, tz=timezone.get_current_timezone())
    stukken = pad.read_bytes().split(b"-" * 79 + b"\n")
    brieven = [email.message_from_bytes(stuk, policy=email.policy.default) for stuk in stukken if stuk.strip()]
    return [
        Bericht(moment, str(brief["To"]), str(brief["Subject"]), str(brief.get_content())) for brief in brieven[::-1]
    ]
