"""Writes about papers that were handed in."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.tijd import vandaag
from toegang.models import Medewerker
from werkpunten.models import Ontvangstbewijs, Papier, Werkzoekende
from werkpunten.sleutels import anders, controleer_zelfde, eerder_onder

GESTUURD = ("werkzoekende_id", "door_id", "werkpunt_id", "dag", "anders")


@transaction.atomic
def neem_aan(bewijs: Ontvangstbewijs, *, papieren: Collection[Papier], door: Medewerker) -> Ontvangstbewijs:
    """Keep what was handed in, once per ``sleutel``: the same key again gives the row that was kept.

    With another content that key is refused (code "botsing"), and so are a day to come and a receipt of nothing.
    """
    bewijs.door = door
    bestaand = eerder_onder(bewijs.sleutel, Ontvangstbewijs.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, bewijs, GESTUURD, "Dit ontvangstbewijs")
        if set(bestaand.papieren.all()) != set(papieren):
            raise anders("Dit ontvangstbewijs")
        return bestaand
    if not papieren and not bewijs.anders:
        raise ValidationError({"papieren": "Kies wat je kreeg, of schrijf het bij Iets anders."})
    if bewijs.dag > vandaag():
        raise ValidationError({"dag": "Deze dag moet nog komen."})
    if not Werkzoekende.objects.bewerkbaar_voor(door).filter(pk=bewijs.werkzoekende_id).exists():
        raise ValidationError("Je kan dit dossier niet wijzigen.")
    bewijs.full_clean(exclude=["werkzoekende", "werkpunt", "door"])
    bewijs.save(force_insert=True)
    bewijs.papieren.set(papieren)
    return bewijs


@transaction.atomic
def neem_terug(bewijs: Ontvangstbewijs, *, door: Medewerker) -> None:
    """Take a receipt back within ten minutes, by who wrote it. Twice is once."""
    rij = Ontvangstbewijs.objects.ongefilterd("al gekozen door de vrager").select_for_update()
    actueel = rij.filter(pk=bewijs.pk).first()
    if actueel is None:
        return
    if not actueel.kan_terug(door=door):
        raise ValidationError("Enkel wie dit noteerde, kan het terugnemen, en tot tien minuten daarna.")
    actueel.delete()
