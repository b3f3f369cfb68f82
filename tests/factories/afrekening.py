"""Worked hours, approvals and closed months for tests, through the services."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.wijkwerkers import blok
from toegang.models import Medewerker
from wijkwerken.models import Prestatie, Tarief, Toewijzing
from wijkwerken.regels import Blok
from wijkwerken.services import afsluiten, goedkeuring, prestaties


def werkte(toewijzing: Toewijzing, stuk: Blok, door: Medewerker, km: str = "0", **velden: Any) -> Prestatie:
    rij = Prestatie(toewijzing=toewijzing, begin=stuk.begin, einde=stuk.einde, kilometers=Decimal(km), **velden)
    return prestaties.registreer(rij, door=door)


def keurt_goed(door: Medewerker, *rijen: Prestatie, **velden: Any) -> None:
    """By telephone; without rows everything that waits."""
    alle = Prestatie.objects.ongefilterd("test").wacht().select_related("toewijzing__opdracht__gebruiker")
    for rij in alle.filter(pk__in=[rij.pk for rij in rijen]) if rijen else alle:
        zei = {"goed": True, "wie": "Rita Proef", "kanaal": "telefoon"} | velden
        goedkeuring.noteer(rij.toewijzing.opdracht.gebruiker, [rij.sleutel], **zei, door=door)


def sluit_af(door: Medewerker, jaar: int, maand: int) -> Any:
    return afsluiten.sluit(date(jaar, maand, 1), door=door)


def ander_tarief(soort: str, bedrag: str, vanaf: date) -> None:
    """From this day on another amount."""
    oud = Tarief.objects.get(stelsel__slug="wijk-werken", soort=soort, tot=None)
    laatste = date.fromordinal(vanaf.toordinal() - 1)
    Tarief.objects.filter(pk=oud.pk).update(tot=laatste)
    Tarief.objects.create(stelsel=oud.stelsel, soort=soort, bedrag=Decimal(bedrag), van=vanaf, grond="test")


__all__ = ["ander_tarief", "blok", "keurt_goed", "sluit_af", "werkte"]
