"""Tasks for who put somebody on the list of a session: what that person has to hear of it."""

import uuid

from kern.tijd import vandaag
from partners.services.afzenders import wie_volgt_op
from toegang.models import Medewerker
from trajecten.models import Deelname, Sessie
from werkpunten.models import Taak
from werkpunten.taken import laat_doen, laat_vallen

AFGELAST, TOCH, PLAATS = "dit niet doorgaat", "dit toch doorgaat", "er plaats is"


def vertel_plaats(deelname: Deelname) -> None:
    """There is a place: they moved up from the waiting list and do not know it yet."""
    _vraag(deelname, PLAATS)


def vertel_stand(sessie: Sessie, *, door: Medewerker) -> None:
    """It is off, or goes on after all. Who was not told the opposite yet has nothing new to hear."""
    nieuws, vorig = (TOCH, AFGELAST) if sessie.gaat_door else (AFGELAST, TOCH)
    rijen = Deelname.objects.ongefilterd("wie het moet weten").ingeschreven().filter(sessie=sessie, contact=None)
    deelnames = list(rijen.select_related("werkzoekende", "door", "sessie__module").order_by("pk"))
    onverteld = laat_vallen([_sleutel(rij, vorig) for rij in deelnames], door=door)
    if nieuws == AFGELAST:
        laat_vallen([_sleutel(rij, PLAATS) for rij in deelnames], door=door)
    eerder = set(_gemaakt([_sleutel(rij, vorig) for rij in deelnames]))
    for rij in deelnames:
        weet_het_vorige = _sleutel(rij, vorig) in eerder or nieuws == AFGELAST
        if weet_het_vorige and _sleutel(rij, vorig) not in onverteld:
            _vraag(rij, nieuws)


def vertel_niets(deelname: Deelname, *, door: Medewerker) -> None:
    """They are off the list: whether there is a place or it goes on is no longer their concern."""
    laat_vallen([_sleutel(deelname, nieuws) for nieuws in (AFGELAST, TOCH, PLAATS)], door=door)


def _sleutel(rij: Deelname, nieuws: str) -> uuid.UUID:
    return uuid.uuid5(rij.sleutel, nieuws)


def _gemaakt(sleutels: list[uuid.UUID]) -> list[uuid.UUID]:
    return list(Taak.objects.ongefilterd("al verteld").filter(sleutel__in=sleutels).values_list("sleutel", flat=True))


def _vraag(deelname: Deelname, nieuws: str) -> None:
    sessie, persoon = deelname.sessie, deelname.werkzoekende
    wie = wie_volgt_op(persoon.pk, deelname.door, [sessie.werkpunt_id])
    if wie is not None:
        wat = f"Laat weten dat {nieuws}: {sessie.module}, {sessie.dag:%d/%m/%Y} om {sessie.van:%H.%M} uur"
        sleutel = _sleutel(deelname, nieuws)
        laat_doen(wat[:300], eigenaar=wie, tegen=vandaag(), door=None, werkzoekende=persoon, sleutel=sleutel)
