"""Which month hours are settled in, and who may not close it meanwhile."""

from datetime import date

from django.db import connection

from kern.tijd import volgende_maand
from wijkwerken.models import Maandafsluiting


def open_maand(dag: date) -> date:
    """First day of the month that work of this day is settled in: its own, or the first one that is still open.

    Until this transaction ends nobody closes a month. Who calls holds the person already; whoever closes, holds none.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock_shared(hashtext('wijkwerken.maand'))")
    laatste = Maandafsluiting.objects.laatste()
    eigen = dag.replace(day=1)
    return eigen if laatste is None else max(eigen, volgende_maand(laatste.maand))
