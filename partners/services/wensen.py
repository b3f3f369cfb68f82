"""What somebody wants to do for work, and when they can."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partners.models import Beroep, Beroepswens, Beschikbaarheid
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.zicht import vergrendel

INTUSSEN = "Iemand anders wijzigde dit intussen. Kijk na wat er nu staat, en bewaar opnieuw."


def stand_van(persoon: Werkzoekende) -> str:
    """What a form was made from: it comes back with it, so that nobody's change is overwritten unseen."""
    momenten = [
        rijen.order_by("-sinds").values_list("sinds", flat=True).first()
        for rijen in (
            Beroepswens.objects.ongefilterd("stand van de wensen").filter(werkzoekende=persoon),
            Beschikbaarheid.objects.ongefilterd("stand van de wensen").filter(werkzoekende=persoon),
        )
    ]
    return "/".join(moment.isoformat() if moment else "" for moment in momenten)


@transaction.atomic
def bewaar_wensen(
    persoon: Werkzoekende, *, beroepen: Sequence[Beroep], kan: Mapping[str, Any], stond: str, door: Medewerker
) -> None:
    """Keep the occupations in this order, and the hours, moments and first day (``kan``).

    ``stond``: ``stand_van`` when the form was shown; when somebody else changed it since, nothing is kept.
    """
    vergrendel([persoon.pk])
    if not Werkzoekende.objects.bewerkbaar_voor(door).filter(pk=persoon.pk).exists():
        raise ValidationError("Je kan dit dossier niet wijzigen.")
    if stand_van(persoon) != stond:
        raise ValidationError(INTUSSEN, code="botsing")
    _bewaar_beroepen(persoon, list(dict.fromkeys(beroepen)), door)
    _bewaar_beschikbaarheid(persoon, kan, door)


def _bewaar_beroepen(persoon: Werkzoekende, beroepen: list[Beroep], door: Medewerker) -> None:
    rijen = Beroepswens.objects.bewerkbaar_voor(door).filter(werkzoekende=persoon)
    if list(rijen.order_by("volgorde").values_list("beroep", flat=True)) == [beroep.pk for beroep in beroepen]:
        return
    rijen.delete()
    for volgorde, beroep in enumerate(beroepen, start=1):
        wens = Beroepswens(werkzoekende=persoon, beroep=beroep, volgorde=volgorde, door=door)
        wens.full_clean(exclude=["werkzoekende", "beroep", "door"])
        wens.save(force_insert=True)


def _bewaar_beschikbaarheid(persoon: Werkzoekende, kan: Mapping[str, Any], door: Medewerker) -> None:
    rij = Beschikbaarheid.objects.bewerkbaar_voor(door).filter(werkzoekende=persoon).first()
    rij = rij or Beschikbaarheid(werkzoekende=persoon)
    if all(getattr(rij, veld) == waarde for veld, waarde in kan.items()):
        return
    for veld, waarde in kan.items():
        setattr(rij, veld, waarde)
    rij.door, rij.sinds = door, timezone.now()
    rij.full_clean(exclude=["werkzoekende", "door"])
    rij.save()
