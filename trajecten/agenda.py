"""Sessions in the agenda of who gives them, and among what a person already does at some hour."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils import timezone

from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from trajecten.models import Deelname, Sessie
from werkpunten.agendabronnen import Post
from werkpunten.models import Werkzoekende


def sessies(begin: datetime, einde: datetime, wie: Collection[int], kijker: Medewerker | None) -> Iterable[Post]:
    """Sessions these staff give; whoever works with people may open them and read where they are."""
    dagen = (timezone.localdate(begin), timezone.localdate(einde))
    gaat_door = Sessie.objects.filter(begeleider__in=wie, dag__range=dagen, stand=Sessie.Stand.GEPLAND)
    mag = kijker is not None and kijker.heeft_rol(*BEGELEIDERS)
    for sessie in gaat_door.select_related("module", "werkpunt"):
        if sessie.begin < einde and sessie.einde > begin:
            open_ = (sessie.plaats, sessie.get_absolute_url()) if mag else (sessie.werkpunt.naam,)
            wat = f"sessie {sessie.module}"
            yield Post(sessie.sleutel, sessie.begin, sessie.einde, frozenset({sessie.begeleider_id}), wat, *open_)


def op_lijst(persoon: Werkzoekende, begin: datetime, einde: datetime, kijker: Medewerker) -> Iterable[str]:
    """Of which sessions this person is on the list then; told to colleagues who see the file, not to partners."""
    if not kijker.heeft_rol(*BEGELEIDERS):
        return
    dagen = {timezone.localdate(begin), timezone.localdate(einde)}
    rijen = Deelname.objects.zichtbaar_voor(kijker).filter(werkzoekende=persoon).op_dagen(dagen)
    for sessie in (rij.sessie for rij in rijen.select_related("sessie__module").order_by("sessie__van", "pk")):
        if sessie.begin < einde and sessie.einde > begin:
            yield f"staat dan op de lijst van {sessie.module} ({sessie.uren})"
