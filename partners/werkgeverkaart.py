"""What happened with one employer, on one timeline: visits, leads and vacancies, newest first."""

from collections.abc import Iterable
from datetime import time
from heapq import merge
from itertools import islice

from django.utils import timezone

from partners.models import Werkgever
from werkpunten.dossier import PER_BLAD, Punt


def tijdlijn(werkgever: Werkgever, *, blad: int) -> tuple[list[Punt], bool]:
    """Page ``blad`` (from 1), and whether there is more."""
    tot = blad * PER_BLAD
    reeksen = [bron(werkgever, tot + 1) for bron in (_gesloten, _vacatures, _bezoeken, _leads)]
    punten = list(islice(merge(*reeksen, key=lambda punt: punt.plaats, reverse=True), tot - PER_BLAD, tot + 1))
    return punten[:PER_BLAD], len(punten) > PER_BLAD


def _bezoeken(werkgever: Werkgever, hoogstens: int) -> Iterable[Punt]:
    for bezoek in werkgever.bezoeken.select_related("door")[:hoogstens]:
        met = f" · met {bezoek.met_wie}" if bezoek.met_wie else ""
        vervolg = f"\nVolgende stap: {bezoek.vervolg} tegen {bezoek.tegen:%d/%m/%Y}" if bezoek.tegen else ""
        wie = f"{bezoek.door.korte_naam}{met}"
        yield Punt(bezoek.dag, None, bezoek.get_soort_display().capitalize(), wie, f"{bezoek.verslag}{vervolg}")


def _leads(werkgever: Werkgever, hoogstens: int) -> Iterable[Punt]:
    for lead in werkgever.leads.select_related("door", "beroep")[:hoogstens]:
        details = " · ".join(
            str(deel) for deel in (lead.door.korte_naam, lead.beroep, lead.get_bron_display()) if deel
        )
        yield Punt(lead.dag, None, f"Lead, {lead.get_stand_display()}", details, lead.wat)


def _vacatures(werkgever: Werkgever, hoogstens: int) -> Iterable[Punt]:
    for vacature in werkgever.vacatures.select_related("door", "beroep").order_by("-aangemaakt")[:hoogstens]:
        moment = timezone.localtime(vacature.aangemaakt)
        details = f"{vacature.door.korte_naam} · {vacature.beroep}"
        yield Punt(
            *(moment.date(), _uur(moment.time()), f"Vacature: {vacature}", details),
            url=vacature.get_absolute_url(),
            link="Openen",
        )


def _gesloten(werkgever: Werkgever, hoogstens: int) -> Iterable[Punt]:
    dicht = werkgever.vacatures.exclude(stand="open").select_related("stand_door").order_by("-stand_sinds")
    for vacature in dicht[:hoogstens]:
        moment = timezone.localtime(vacature.stand_sinds)
        wat = f"Vacature {vacature.get_stand_display()}: {vacature}"
        wie = vacature.stand_door.korte_naam if vacature.stand_door else ""
        yield Punt(moment.date(), _uur(moment.time()), wat, wie, vacature.stand_reden)


def _uur(tijdstip: time) -> time:
    return tijdstip.replace(second=0, microsecond=0)
