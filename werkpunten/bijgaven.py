"""What an app above lets somebody take along from a visit: asked at the desk, kept and taken back with the visit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Field

from kern.registers import Register
from toegang.models import Medewerker
from werkpunten.models import Contactmoment


@dataclass(frozen=True)
class Bijgave:
    """One choice in the form of the desk, empty until somebody uses it.

    ``geef`` keeps what was chosen, once per contact, and says in a sentence what was kept; it may raise
    ``ValidationError``. ``neem_terug`` removes that as long as nobody did anything with it, and answers whether
    something stays.
    """

    titel: str
    sneltoets: str
    veld: Callable[[], Field]
    geef: Callable[[Contactmoment, Any, Medewerker], str]
    neem_terug: Callable[[Contactmoment, Medewerker], bool]


bijgaven: Register[Bijgave] = Register("bijgaven van een bezoek")
