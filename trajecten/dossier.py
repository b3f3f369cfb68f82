"""What trajectories add to a person's file: a tab, and their steps on the timeline."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten.models import Deelname, Stage, Trajectverloop, Uitstroom
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


def deelnamepunten(persoon: Werkzoekende, medewerker: Medewerker, soort: str, hoogstens: int) -> Iterable[Punt]:
    """On which list somebody was put, or taken from; that they were there is a contact."""
    alle = Deelname.objects.zichtbaar_voor(medewerker).filter(werkzoekende=persoon)
    for deelname in alle.select_related("door", "sessie__module").order_by("-sinds", "-pk")[:hoogstens]:
        moment, sessie = timezone.localtime(deelname.sinds), deelname.sessie
        yield Punt(
            moment.date(),
            moment.time().replace(second=0, microsecond=0),
            f"{sessie.module}: {deelname.get_stand_display()}",
            f"{deelname.door.korte_naam} · sessie van {sessie.dag:%d/%m/%Y}",
            url=sessie.get_absolute_url(),
            link="Bekijk de sessie",
        )


def werk_en_stages(persoon: Werkzoekende, medewerker: Medewerker, soort: str, hoogstens: int) -> Iterable[Punt]:
    """The day on which work began, and the day on which a stay at a place began."""
    werken = Uitstroom.objects.zichtbaar_voor(medewerker).filter(werkzoekende=persoon, begin__lte=vandaag())
    stages = Stage.objects.zichtbaar_voor(medewerker).filter(werkzoekende=persoon, van__lte=vandaag())
    punten = [
        Punt(
            werk.begin,
            None,
            f"Begon te werken: {werk.functie}",
            werk.waar,
            "",
            werk.get_absolute_url(),
            "Openen",
        )
        for werk in werken.voor_lijst()[:hoogstens]
    ]
    punten += [
        Punt(
            stage.van,
            None,
            f"{stage.plaats.get_soort_display().capitalize()}: {stage.plaats}",
            stage.plaats.gastheer,
            "",
            stage.get_absolute_url(),
            "Openen",
        )
        for stage in stages.voor_lijst()[:hoogstens]
    ]
    return sorted(punten, key=lambda punt: punt.plaats, reverse=True)[:hoogstens]


WERK = Bron([("werk", "Werk, stage en vrijwilligerswerk")], werk_en_stages)
DEELNAMES = Bron([("activiteit", "Activiteit")], deelnamepunten)
ACTIVITEITEN = Tab("Activiteiten", "trajecten:activiteiten")
BRON = Bron([("traject", "Traject")], punten)
TAB = Tab("Trajecten", "trajecten:dossier")
