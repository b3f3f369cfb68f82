"""Rules of trajectories that no constraint of the database can hold."""

from collections.abc import Iterator

from kern.opdracht import Controle
from trajecten.models import Resultaat, Traject, Uitstroom


def alle() -> Iterator[tuple[str, Controle]]:
    """The rules of this app by name."""
    yield "werk-gevonden", Controle("bij elk traject dat met werk sloot, staat welk werk", _werk_gevonden)


def _werk_gevonden() -> Iterator[str]:
    werk = Uitstroom.objects.ongefilterd("controleer").filter(traject__isnull=False)
    gesloten = Traject.objects.ongefilterd("controleer").filter(resultaat=Resultaat.WERK)
    for traject in gesloten.exclude(pk__in=werk.values("traject")).order_by("pk").values_list("pk", flat=True):
        yield f"traject {traject}"
