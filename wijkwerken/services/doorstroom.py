"""From wijk-werken to a job: work that was found is one fact, and a result of the trajectory it belongs to (S2.6)."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction

from toegang.models import Medewerker
from trajecten import koppelen
from trajecten.models import Uitstroom
from trajecten.uitstroom import noteer_werk
from wijkwerken.models import Wijkwerker

WELK_WERK = "Schrijf welk werk het is, en met welk contract."


@transaction.atomic
def leg_werk_vast(wijkwerker: Wijkwerker, werk: Uitstroom | None, *, door: Medewerker) -> Uitstroom:
    """The job somebody leaves for: a new one, once per enrolment, or the last one that is known since the referral.

    It counts for the only trajectory that runs, unless it began before it. Who calls holds the person.
    """
    if werk is None:
        return _bekend_werk(wijkwerker, door)
    werk.sleutel = uuid.uuid5(wijkwerker.sleutel, "werk")
    werk.werkzoekende_id = wijkwerker.werkzoekende_id
    werk.traject, werk.stap = _bij(werk)
    return noteer_werk(werk, door=door)


def _bekend_werk(wijkwerker: Wijkwerker, door: Medewerker) -> Uitstroom:
    alle = Uitstroom.objects.bewerkbaar_voor(door).filter(werkzoekende=wijkwerker.werkzoekende_id)
    werk = alle.lopend().filter(begin__gte=wijkwerker.toegeleid_op).order_by("begin", "pk").last()
    if werk is None:
        raise ValidationError({"functie": WELK_WERK})
    bij = _bij(werk)
    if werk.traject_id is None and bij.traject is not None:
        koppelen.koppel(werk, bij, door=door)
    return werk


def _bij(werk: Uitstroom) -> koppelen.Bij:
    bij = koppelen.raad(werk)
    return bij if bij.traject is None or werk.begin >= bij.traject.begin else koppelen.Bij()
