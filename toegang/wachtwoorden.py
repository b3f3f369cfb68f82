"""Which passwords are refused, on top of Django's own validators (security.md §3)."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError

DEMO_WACHTWOORD = "werkpunten-demo"
"""Everybody knows it: it opens the accounts of ``make demo`` and nothing else."""

_PLAATSELIJK = (
    "werkpunten",
    "werkpunt",
    "wijkwerken",
    "wijkwerk",
    "welkom",
    "wachtwoord",
    "gent",
    "stad",
    "ocmw",
    "vdab",
)
_MINSTENS = 6


def is_demowachtwoord_buiten_demo(wachtwoord: str) -> bool:
    return wachtwoord == DEMO_WACHTWOORD and settings.MODUS != "demo"


class GeenDemoWachtwoord:
    """Refuses the password of the demo accounts everywhere else."""

    def validate(self, password: str, user: object = None) -> None:
        if is_demowachtwoord_buiten_demo(password):
            raise ValidationError("Dit wachtwoord is van de demo. Kies een ander.", code="demo")

    def get_help_text(self) -> str:
        return "Je wachtwoord is niet dat van de demo."


class GeenPlaatselijkeWoorden:
    """Refuses a password of which little is left without the words everybody here would guess (ASVS 6.2.11)."""

    def validate(self, password: str, user: object = None) -> None:
        rest = password.lower()
        for woord in _PLAATSELIJK:
            rest = rest.replace(woord, "")
        if len(re.sub(r"[\W\d_]", "", rest)) < _MINSTENS < len(password) and rest != password.lower():
            raise ValidationError("Dit wachtwoord is te makkelijk te raden. Kies andere woorden.", code="plaatselijk")

    def get_help_text(self) -> str:
        return "Je wachtwoord bestaat niet vooral uit woorden als Gent of werkpunt."
