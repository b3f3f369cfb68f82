"""What referrals and proposals add to a person's file: tabs, steps on the timeline, and who handles a barrier."""

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from partners.models import Beslissing, Doorverwijzing, Status, Teamoverleg, Verloop, Voordrachtstap
from toegang.models import Medewerker
from toegang.rollen import OPENERS
from werkpunten.dossier import Bron, Punt, Tab
from werkpunten.models import Drempel, Werkzoekende

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


def voordrachtpunten(persoon: Werkzoekende, medewerker: Medewerker, soort: str, hoogstens: int) -> Iterable[Punt]:
    """The steps of proposals, each at the moment it was written down."""
    stappen = Voordrachtstap.objects.zichtbaar_voor(medewerker).filter(werkzoekende=persoon)
    mee = stappen.select_related("door", "voordracht__vacature__werkgever").order_by("-moment", "-pk")
    lezen = medewerker.heeft_rol(*OPENERS)
    for stap in mee[:hoogstens]:
        moment, vacature = timezone.localtime(stap.moment), stap.voordracht.vacature
        yield Punt(
            moment.date(),
            moment.time().replace(second=0, microsecond=0),
            f"Voordracht voor {vacature} bij {vacature.werkgever}: {stap.wat.lower()}",
            stap.wie,
            stap.uitleg,
            stap.voordracht.get_absolute_url() if lezen else "",
            "Openen" if lezen else "",
        )


def hulp(persoon: Werkzoekende, lezer: Medewerker, drempels: Sequence[Drempel]) -> dict[int, list[tuple[str, str]]]:
    """The referrals that handle each barrier; for an open one also where to look for a partner."""
    verstuurd = Doorverwijzing.objects.uitgaand(lezer).filter(werkzoekende=persoon, drempel__isnull=False)
    gezien = verstuurd.exclude(status__in=[Status.NIEUW, Status.INGETROKKEN]).select_related("organisatie")
    per_soort: dict[int, list[tuple[str, str]]] = {}
    for rij in gezien.order_by("-verstuurd_op"):
        tekst = f"{rij.organisatie}: {rij.get_status_display()}"
        per_soort.setdefault(rij.drempel_id or 0, []).append((tekst, rij.get_absolute_url()))
    return {rij.pk: [*per_soort.get(rij.soort_id, []), *_zoek(rij)] for rij in drempels}


def _zoek(drempel: Drempel) -> list[tuple[str, str]]:
    if drempel.tot is not None:
        return []
    gids = reverse("partners:gids-list")
    return [(f"Zoek hulp: {drempel.soort}", f"{gids}?drempel={drempel.soort.slug}")]


def overleggen(persoon: Werkzoekende, medewerker: Medewerker, soort: str, hoogstens: int) -> Iterable[Punt]:
    """Case meetings that were held, with what was decided."""
    gehouden = (
        Teamoverleg.objects.zichtbaar_voor(medewerker)
        .filter(werkzoekende=persoon, status=Teamoverleg.Status.GEHOUDEN)
        .select_related("gepland_door")
        .prefetch_related(
            Prefetch("beslissingen", Beslissing.objects.zichtbaar_voor(medewerker).select_related("wie__medewerker"))
        )
        .order_by("-begin", "-pk")
    )
    for overleg in gehouden[:hoogstens]:
        begin = timezone.localtime(overleg.begin)
        beslist = (f"{wat.wie.medewerker.korte_naam}: {wat.tekst}" for wat in overleg.beslissingen.all())
        yield Punt(
            begin.date(),
            begin.time().replace(second=0, microsecond=0),
            "Overleg van het casusteam",
            f"{overleg.plaats}, gepland door {overleg.gepland_door.korte_naam}",
            "\n".join(beslist),
            overleg.get_absolute_url(),
            "Openen",
        )


TEAMBRON = Bron([("casusteam", "Casusteam")], overleggen)
BRON = Bron([(SOORT, "Doorverwijzing")], punten)
TAB = Tab("Doorverwijzingen", "partners:dossier")
WERK = Tab("Werk", "partners:werk")
VOORDRACHTEN = Bron([("voordracht", "Voordracht")], voordrachtpunten)
