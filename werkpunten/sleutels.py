"""What is sent twice is kept once: the key (``sleutel``) of a form or a call."""

import uuid
from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def eerder_onder(sleutel: uuid.UUID, rijen: QuerySet[M]) -> M | None:
    """The row kept under this key; a second sender waits here until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [sleutel.int % 2**63])
    return rijen.filter(sleutel=sleutel).first()


def controleer_zelfde(bewaard: Model, gestuurd: Model, velden: Iterable[str], wat: str) -> None:
    """Refuse (code "botsing") a key that was used already for something else."""
    if any(getattr(bewaard, veld) != getattr(gestuurd, veld) for veld in velden):
        raise anders(wat)


def anders(wat: str) -> ValidationError:
    return ValidationError(f"{wat} was al bewaard met een andere inhoud.", code="botsing")
