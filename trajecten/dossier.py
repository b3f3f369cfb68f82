"""What trajectories add to a person's file: a tab, and their steps on the timeline."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from toegang.models import Medewerker
from trajecten.models import Trajectverloop
from werkpunten.dossier import Bron, Punt, Tab
from werkpunten.models import Werkzoekende


def punten(persoon: Werkzoekende, medewerker: Medewerker, soort: str, hoogstens: int) -> Iterable[Punt]:
    gebeurd = (
        Trajectverloop.objects.zichtbaar_voor(medewerker)
        .filter(werkzoekende=persoon)
        .select_related("door", "traject__sjabloon")
        .order_by("-moment", "-pk")
    )
    for gebeurtenis in gebeurd[:hoogstens]:
        moment = timezone.localtime(gebeurtenis.moment)
        traject = gebeurtenis.traject
        yield Punt(
            moment.date(),
            moment.time().replace(second=0, microsecond=0),
            f"Traject {traject.sjabloon}: {gebeurtenis.get_soort_display()}",
            str(gebeurtenis.door),
            gebeurtenis.tekst,
            reverse("trajecten:traject-detail", kwargs={"sleutel": traject.sleutel}),
            "Openen",
        )


BRON = Bron([("traject", "Traject")], punten)
TAB = Tab("Trajecten", "trajecten:dossier")
