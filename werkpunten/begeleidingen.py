"""Coachings that begin, one or many at once, with the sight they give."""

from collections.abc import Sequence
from typing import Any

from werkpunten.models import Begeleiding, Betrokkenheid
from werkpunten.waarneming import dek_ook

BLOK = 2000
"""Rows per statement."""


def begin(begeleidingen: Sequence[Begeleiding]) -> None:
    """Keep these; their coaches and units see the people for as long as they last, and so does who covers for a coach.

    Whoever calls has looked whether they may begin, and has the people locked.
    """
    Begeleiding.objects.bulk_create(begeleidingen, BLOK)
    reden = Betrokkenheid.Reden.BEGELEIDING
    personen = {begeleiding.werkzoekende_id for begeleiding in begeleidingen}
    lopend = Betrokkenheid.objects.ongefilterd("begeleiding").filter(reden=reden, tot=None, werkpunt__isnull=False)
    ziet = set(lopend.filter(werkzoekende__in=personen).values_list("werkzoekende", "werkpunt"))
    nieuw = []
    for begeleiding in begeleidingen:
        wie = begeleiding.werkzoekende_id
        sinds: dict[str, Any] = {"werkzoekende_id": wie, "reden": reden, "van": begeleiding.van}
        nieuw.append(Betrokkenheid(medewerker_id=begeleiding.begeleider_id, **sinds))
        if (wie, begeleiding.werkpunt_id) not in ziet:
            ziet.add((wie, begeleiding.werkpunt_id))
            nieuw.append(Betrokkenheid(werkpunt_id=begeleiding.werkpunt_id, **sinds))
    Betrokkenheid.objects.bulk_create(nieuw, BLOK)
    dek_ook(begeleidingen)
