"""Files that may be of one person: found every night among who is new, judged by coordinators, and remembered."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern import inzage
from toegang.models import Medewerker
from werkpunten.models import Dubbel, Werkzoekende
from werkpunten.models.gelijkenis import Kenmerken, vergelijk
from werkpunten.models.zoeken import Geboren
from werkpunten.samenvoegen import mag_samenvoegen
from werkpunten.zicht import vergrendel

WAAROM = "dubbele dossiers zoeken"
NIEUW_SINDS = timedelta(days=2)


def zoek_nieuwe() -> int:
    """Compare who was registered these two days with everybody; how many pairs are new. Again finds nothing more."""
    nieuw = Werkzoekende.objects.ongefilterd(WAAROM).filter(aangemaakt__gte=timezone.now() - NIEUW_SINDS)
    with inzage.bijhouden():
        return sum(_paren_van(persoon) for persoon in nieuw.defer("insz", "insz_index").order_by("pk").iterator())


def _paren_van(persoon: Werkzoekende) -> int:
    wie, gemaakt = _kenmerken(persoon), 0
    anderen = Werkzoekende.objects.ongefilterd(WAAROM).exclude(pk=persoon.pk)
    for ander in anderen.defer("insz", "insz_index").lijkt_op(persoon.voornaam, persoon.achternaam, wie.geboren):
        oordeel = vergelijk(wie, _kenmerken(ander))
        if oordeel is None or Dubbel.objects.ongefilterd(WAAROM).van_paar(persoon.pk, ander.pk).exists():
            continue
        velden = {"afstand": oordeel.afstand, "redenen": oordeel.reden[:200]}
        Dubbel.objects.create(werkzoekende=persoon, ander=ander, **velden)
        gemaakt += 1
    return gemaakt


def _kenmerken(persoon: Werkzoekende) -> Kenmerken:
    geboren = Geboren.van(persoon.geboortedatum, persoon.geboorte_precisie) if persoon.geboortedatum else None
    return Kenmerken(persoon.voornaam, persoon.achternaam, geboren)


@transaction.atomic
def zijn_twee(dubbel: Dubbel, *, door: Medewerker) -> None:
    """Not the same person: remembered, whatever changes in the files later."""
    vergrendel([dubbel.werkzoekende_id, dubbel.ander_id])
    actueel = Dubbel.objects.bewerkbaar_voor(door).filter(pk=dubbel.pk).first()
    if actueel is None or not mag_samenvoegen(door):
        raise ValidationError("Enkel een coördinator die beide dossiers mag wijzigen, beslist dit.")
    actueel.oordeel, actueel.door, actueel.beoordeeld_op = Dubbel.Oordeel.TWEE, door, timezone.now()
    actueel.save()
