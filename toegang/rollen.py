"""The roles somebody can have, and where they come from."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.db import models

from kern.registers import Register

if TYPE_CHECKING:
    from toegang.models import Medewerker


class Rol(models.TextChoices):
    """Roles are held per appointment (``werkpunten.Aanstelling``), for a period; somebody can hold several."""

    CONSULENT = "consulent", "consulent"
    COORDINATOR = "coordinator", "coördinator"
    WIJKWERKCONSULENT = "wijkwerkconsulent", "wijk-werkconsulent"
    PARTNERMEDEWERKER = "partnermedewerker", "partnermedewerker"
    MANAGER = "manager", "manager"
    BEHEERDER = "beheerder", "beheerder"


BEGELEIDERS = (Rol.CONSULENT, Rol.COORDINATOR, Rol.WIJKWERKCONSULENT)
"""The roles that work with people's files."""

OPENERS = (Rol.CONSULENT, Rol.COORDINATOR)
"""The roles, always held at a unit, that may open a stranger's file with a reason."""

rolbronnen: Register[Callable[["Medewerker"], Iterable[Rol]]] = Register("rolbronnen")
"""Functions that say which roles somebody holds today; the apps that own appointments register theirs."""
