"""What referrals add to a person's file: a tab, and their steps on the timeline."""

from collections.abc import Iterable

from django.utils import timezone

from partners.models import Status, Verloop
from toegang.models import Medewerker
from werkpunten.dossier import Bron, Punt, Tab
from werkpunten.models import Werkzoekende

SOORT = "doorverwijzing"


def punten(persoon: Werkzoekende, medewerker: Medewerker, soort: str, hoogstens: int) -> Iterable[Punt]:
    stappen = (
        Verloop.objects.zichtbaar_voor(medewerker)
        .filter(werkzoekende=persoon)
        .exclude(naar=Status.INGETROKKEN, van=Status.NIEUW)
        .select_related("door", "doorverwijzing__organisatie")
        .order_by("-moment", "-pk")
    )
    for stap in stappen[:hoogstens]:
        moment = timezone.localtime(stap.moment)
        yield Punt(
            moment.date(),
            moment.time().replace(second=0, microsecond=0),
            f"Doorverwijzing naar {stap.doorverwijzing.organisatie}: {stap.wat.lower()}",
            stap.wie,
            stap.tekst,
            stap.doorverwijzing.get_absolute_url(),
            "Openen",
        )


BRON = Bron([(SOORT, "Doorverwijzing")], punten)
TAB = Tab("Doorverwijzingen", "partners:dossier")
