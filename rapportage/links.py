"""Links to a frozen report and its files: signed, and good for some days.

A link is no key: who opens one signs in, and whether they may see the report is looked up again.
"""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

BLADZIJDE = "bladzijde"
"""In the place of a format: the page of the report."""
_ZOUT = "rapportage.bestandslink"


class Link(NamedTuple):
    rapport: int
    formaat: str
    verlopen: bool


def adres(rapport: int, formaat: str) -> str:
    """The path of a link that works from now on, for ``RAPPORTLINK_DAGEN`` days."""
    return reverse("rapportage:rapport-bestand", kwargs={"token": signing.dumps([rapport, formaat], salt=_ZOUT)})


def lees(token: str) -> Link | None:
    """What a link stands for; None when it is not one of ours."""
    try:
        rapport, formaat = signing.loads(token, salt=_ZOUT)
    except signing.BadSignature:
        return None
    try:
        signing.loads(token, salt=_ZOUT, max_age=timedelta(days=settings.RAPPORTLINK_DAGEN))
    except signing.SignatureExpired:
        return Link(rapport, formaat, verlopen=True)
    return Link(rapport, formaat, verlopen=False)
