"""Changing a person's data: histories that never overlap, and the national number."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.velden import zoekhash
from toegang.models import Medewerker
from werkpunten.models import Band, Werkzoekende
from werkpunten.models.reeksen import Reeks

ELDERS_GEKEND = "Dit nummer kan je hier niet bewaren. Vraag je coördinator om het na te kijken."


@transaction.atomic
def voeg_toe(rij: Reeks, *, door: Medewerker) -> None:
    """Add a row to a dated history; the one that still held ends on the day before."""
    _controleer(rij.werkzoekende_id, door)
    reeks = type(rij)._default_manager.ongefilterd("de reeks waar deze rij bij komt")  # type: ignore[attr-defined]
    lopend = reeks.filter(werkzoekende=rij.werkzoekende_id, tot=None).first()
    if rij.tot is None and lopend is not None and lopend.van < rij.van:
        lopend.tot = rij.van - timedelta(days=1)
        lopend.save(update_fields=["tot"])
    rij.full_clean()
    rij.save()


@transaction.atomic
def zet_insz(persoon: Werkzoekende, nummer: str, *, door: Medewerker) -> None:
    """Keep, change or (with an empty ``nummer``) remove a national number: eleven checked digits, kept encrypted.

    An equal number elsewhere is certainly the same person and is refused, naming that file when ``door`` may find it.
    """
    if not door.organisatie.mag_insz_verwerken:
        raise ValidationError("Je organisatie mag het rijksregisternummer niet verwerken.")
    _controleer(persoon.pk, door)
    if nummer:
        _weiger_dubbel(persoon, nummer, door)
    persoon.insz = nummer or None
    persoon.insz_index = zoekhash("insz", nummer) if nummer else None
    persoon.save(update_fields=["insz", "insz_index"])


def _weiger_dubbel(persoon: Werkzoekende, nummer: str, door: Medewerker) -> None:
    elders = Werkzoekende.objects.ongefilterd("zelfde rijksregisternummer").met_insz(nummer).exclude(pk=persoon.pk)
    if not elders.exists():
        return
    ander = Werkzoekende.objects.vindbaar_voor(door).met_insz(nummer).defer("insz").first()
    if ander is None:
        raise ValidationError({"nummer": ELDERS_GEKEND})
    raise ValidationError(
        {"nummer": f"Dit nummer staat al bij {ander.naam}, dossier {ander.dossiernummer}: het is dezelfde persoon."}
    )


@transaction.atomic
def verbind(persoon: Werkzoekende, ander: Werkzoekende, *, wat: str, door: Medewerker) -> Band:
    """Link two people; ``wat``: what the other one is to this person (``Band.Soort`` or ``Band.KIND``).

    The file of the first one has to be ours to change; the other one may be anybody we find.
    """
    _controleer(persoon.pk, door)
    if not Werkzoekende.objects.vindbaar_voor(door).filter(pk=ander.pk).exists():
        raise ValidationError("Kies iemand die je kan vinden.")
    if wat == Band.KIND:
        band = Band(werkzoekende=persoon, ander=ander, soort=Band.Soort.OUDER)
    elif wat == Band.Soort.OUDER:
        band = Band(werkzoekende=ander, ander=persoon, soort=wat)
    else:
        band = Band(werkzoekende=persoon, ander=ander, soort=wat)
    band.full_clean()
    band.save()
    return band


def _controleer(persoon_id: int, door: Medewerker) -> None:
    if not Werkzoekende.objects.bewerkbaar_voor(door).filter(pk=persoon_id).exists():
        raise ValidationError("Je kan dit dossier niet wijzigen.")
