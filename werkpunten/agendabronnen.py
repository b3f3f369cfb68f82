"""What takes hours in an agenda besides appointments. Each app registers its source in ``apps.py``."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from kern.registers import Register
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.models import Outreachronde, Werkzoekende, werkpunten_van


@dataclass(frozen=True)
class Post:
    """Hours of these colleagues (of those asked about). ``wat`` names nobody.

    ``naam`` (of the person it is about) and ``pad`` are empty unless the reader may see them.
    """

    sleutel: UUID
    begin: datetime
    einde: datetime
    medewerkers: frozenset[int]
    wat: str
    waar: str
    pad: str = ""
    naam: str = ""


Bron = Callable[[datetime, datetime, Collection[int], Medewerker | None], Iterable[Post]]
"""Posts of these staff that share time with this stretch, for this reader; without one nobody is loaded."""

agendabronnen: Register[Bron] = Register("agendabronnen")

Persoonsbron = Callable[[Werkzoekende, datetime, datetime, Medewerker], Iterable[str]]
"""What this person does during this stretch, for this reader, in words that follow the name."""

persoonsbronnen: Register[Persoonsbron] = Register("persoonsbronnen")


def posten(begin: datetime, einde: datetime, wie: Collection[int], *, kijker: Medewerker | None = None) -> list[Post]:
    """What every source knows of this stretch, in order."""
    alle = (post for bron in agendabronnen for post in bron(begin, einde, wie, kijker))
    return sorted(alle, key=lambda post: (post.begin, post.einde, post.sleutel))


def rondes(begin: datetime, einde: datetime, wie: Collection[int], kijker: Medewerker | None) -> Iterable[Post]:
    """Rounds of outreach these staff go on; whoever works at the unit may open them."""
    dagen = (timezone.localdate(begin), timezone.localdate(einde))
    gaat_door = Outreachronde.objects.filter(dag__range=dagen).exclude(status=Outreachronde.Status.AFGELAST)
    eigen = werkpunten_van(kijker, *BEGELEIDERS) if kijker else []
    for ronde in gaat_door.filter(medewerkers__in=wie).distinct().voor_lijst():
        van, tot = (timezone.make_aware(datetime.combine(ronde.dag, uur)) for uur in (ronde.van, ronde.tot))
        if van < einde and tot > begin:
            mee = frozenset(medewerker.pk for medewerker in ronde.medewerkers.all())
            pad = ronde.get_absolute_url() if ronde.werkpunt in eigen else ""
            yield Post(ronde.sleutel, van, tot, mee & frozenset(wie), "ronde outreach", str(ronde.werkpunt), pad)
