"""The audit trail: every insert, update and delete of a model as a row of its own, in the same transaction.

Statement-level triggers, so bulk statements, COPY and raw SQL are recorded too (docs/decisions/0003).
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeVar

import pghistory
from django.db import connection, models

from kern import inzage
from kern.poort import BewaaktModel

M = TypeVar("M", bound=type[models.Model])


class Gebeurtenis(pghistory.models.Event):
    """One recorded change. ``pgh_context`` holds user, roles, request id and method of who did it."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any) -> Self:
        """Old values name people as well as present ones do."""
        rij = super().from_db(db, field_names, values, **kwargs)
        gevolgd: Any = cls.pgh_tracked_model
        if issubclass(gevolgd, BewaaktModel):
            veld = "pgh_obj_id" if gevolgd.persoon_veld == "pk" else gevolgd.persoon_veld
            inzage.noteer([getattr(rij, veld)], wie=gevolgd.inzagelijst)
        return rij


def volg(*, zonder: tuple[str, ...] = ()) -> Callable[[M], M]:
    """Decorator: record the history of this model, without the fields in ``zonder`` (secrets)."""
    decorator: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        level=pghistory.Statement,
        append_only=True,
        exclude=list(zonder),
        base_model=Gebeurtenis,
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
        obj_field=pghistory.ObjForeignKey(
            db_constraint=False, on_delete=models.DO_NOTHING, related_name="gebeurtenissen"
        ),
    )
    return decorator


@contextmanager
def om_reden(reden: str) -> Iterator[None]:
    """Why contacts change inside a transaction, for triggers that write it down; one word of ``Herziening.Reden``.

    Without it they take an insert for a late entry and any other change for a correction. After an error nothing is
    reset: the database takes the setting back with the rest.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('werkpunten.reden', %s, true)", [reden])
        yield
        cursor.execute("SELECT set_config('werkpunten.reden', '', true)")
