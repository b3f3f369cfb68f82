"""Taking back one version of what partners share: hidden with a reason, or wiped for good."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone

from rapportage.models.documenten import INTREKKEN, Intrekbaar
from toegang.models import Medewerker

V = TypeVar("V", bound=Intrekbaar)


def intrekken(actueel: V, *, reden: str, leeg: Mapping[str, Any], door: Medewerker) -> V:
    """Withdraw a version one holds; ``leeg``: what its words or bytes become when they are wiped for good."""
    if len(reden.strip()) < 3:
        raise ValidationError({"reden": "Schrijf in enkele woorden waarom je dit intrekt."})
    nu = timezone.now()
    if actueel.ingetrokken_op is None:
        actueel.ingetrokken_op, actueel.ingetrokken_door, actueel.reden = nu, door, reden.strip()
    if leeg and actueel.gewist_op is None:
        actueel.gewist_op = nu
        for veld, waarde in leeg.items():
            setattr(actueel, veld, waarde)
    actueel.save(update_fields=[*INTREKKEN, *leeg])
    return actueel
