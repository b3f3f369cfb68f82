"""Writes about needs of a wijk, and the training that a shortage asks for."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten import groepen
from trajecten.models import Sessie
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from wijkwerken.models import Nood, Wijkwerker
from wijkwerken.models.gebruikers import ORGANISATOREN

GESTUURD = ("wijk_id", "wat", "toelichting", "activiteit_id", "door_id")


@transaction.atomic
def bewaar(nood: Nood, *, door: Medewerker) -> Nood:
    """Keep a new need, once per ``sleutel``, or other particulars of one whose row the caller holds."""
    if not door.heeft_rol(*ORGANISATOREN):
        raise ValidationError("Enkel wie wijk-werken organiseert, houdt de noden van een wijk bij.")
    if nood.gemeld_op > vandaag():
        raise ValidationError({"gemeld_op": "Deze dag moet nog komen."})
    if nood.pk is None:
        nood.door = door
        bestaand = eerder_onder(nood.sleutel, Nood.objects.all())
        if bestaand is not None:
            controleer_zelfde(bestaand, nood, GESTUURD, "Deze nood")
            return bestaand
    elif Nood.objects.filter(pk=nood.pk).exclude(stand=nood.stand).exists():
        nood.stand_sinds = vandaag()
    nood.full_clean(exclude=["wijk", "activiteit", "door"])
    nood.save()
    return nood


@transaction.atomic
def plan_opleiding(sessie: Sessie, *, wijkwerkers: Sequence[Wijkwerker], door: Medewerker) -> Sessie:
    """A short training with who goes, through the modules: one session, and everybody on its list."""
    (gepland,) = groepen.plan_sessies(sessie, herhaal_tot=None, door=door)
    for wijkwerker in sorted(wijkwerkers, key=lambda rij: rij.werkzoekende_id):
        groepen.schrijf_in([gepland], wijkwerker.werkzoekende, door=door)
    return gepland
