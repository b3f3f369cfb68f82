"""Consent over time: asked again before it runs out, so that nobody loses help in silence."""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from kern.tijd import vandaag
from partners.models import Doorverwijzing, Teamlid, Toestemming
from partners.models.toestemming import LANGSTE_TOESTEMMING
from partners.services import afzenders, doorverwijzen, teams
from toegang.models import Medewerker
from werkpunten.models import Taak
from werkpunten.taken import maak_taak, rond_af

NAAMRUIMTE = uuid.UUID("0d5b6f0e-3d0a-4f0e-9a53-0f4c8f1f6c11")
ZELFDE = (
    *("werkzoekende_id", "organisatie_id", "doel", "gegevens"),
    *("in_belang", "noodzakelijk", "geheimhouding", "zelfde_opdracht"),
)


@transaction.atomic
def verleng(toestemming: Toestemming, *, hoe: str, geldig_tot: date, door: Medewerker) -> Toestemming:
    """The person agrees to go on sharing the same with the same partner: a new consent, on which rests what rested on
    the old one. The old one stays as it was given.
    """
    doorverwijzen.vergrendel_wat_rust_op(toestemming)
    alle = Toestemming.objects.bewerkbaar_voor(door).select_for_update(of=("self",))
    oud = alle.filter(pk=toestemming.pk, ingetrokken_op=None, vervangen_door=None).first()
    if oud is None:
        raise ValidationError("Deze toestemming is ingetrokken of al verlengd.")
    if geldig_tot <= max(vandaag(), oud.geldig_tot) or geldig_tot > vandaag() + LANGSTE_TOESTEMMING:
        raise ValidationError({"geldig_tot": "Kies een dag na de huidige einddatum, hoogstens twee jaar verder."})
    nieuw = Toestemming(
        **{veld: getattr(oud, veld) for veld in ZELFDE},
        weet_ervan=True,
        hoe=hoe,
        geldig_tot=geldig_tot,
        vastgelegd_door=door,
    )
    nieuw.full_clean(exclude=["werkzoekende", "organisatie", "vastgelegd_door", "ingetrokken_door"])
    nieuw.save()
    oud.vervangen_door = nieuw
    oud.save(update_fields=["vervangen_door"])
    _zet_over(oud, nieuw)
    klaar = Taak.objects.bewerkbaar_voor(door).open().filter(sleutel=_taaksleutel(oud))
    for taak in klaar:
        rond_af(taak, door=door)
    return nieuw


def _zet_over(oud: Toestemming, nieuw: Toestemming) -> None:
    lopend = Doorverwijzing.objects.ongefilterd("toestemming verlengd").bij_partner()
    lopend.filter(toestemming=oud).update(toestemming=nieuw)
    leden = Teamlid.objects.ongefilterd("toestemming verlengd").lopend().filter(toestemming=oud)
    medewerkers = list(leden.values_list("medewerker_id", flat=True))
    leden.update(toestemming=nieuw)
    doorverwijzen.herbereken_zicht(nieuw.werkzoekende_id, nieuw.organisatie_id)
    for medewerker in medewerkers:
        teams.herbereken_zicht(nieuw.werkzoekende_id, medewerker)


def _taaksleutel(toestemming: Toestemming) -> uuid.UUID:
    return uuid.uuid5(NAAMRUIMTE, f"toestemming {toestemming.pk}")


def meld_aflopend() -> int:
    """Every day: a task for each consent in use that runs out soon. How many were looked at; again adds nothing."""
    grens = vandaag() + timedelta(days=settings.TOESTEMMING_LOOPT_AF_DAGEN)
    verwijzing = Doorverwijzing.objects.bij_partner().filter(toestemming=OuterRef("pk"))
    lid = Teamlid.objects.lopend().filter(toestemming=OuterRef("pk"))
    alle = Toestemming.objects.ongefilterd("loopt af").geldig().filter(geldig_tot__lte=grens)
    aflopend = alle.filter(Q(Exists(verwijzing)) | Q(Exists(lid))).select_related(
        "werkzoekende", "organisatie", "vastgelegd_door"
    )
    for toestemming in aflopend.order_by("pk"):
        _vraag_verlenging(toestemming)
    return len(aflopend)


def _vraag_verlenging(toestemming: Toestemming) -> None:
    sleutel = _taaksleutel(toestemming)
    if Taak.objects.ongefilterd("al gevraagd").filter(sleutel=sleutel).exists():
        return
    verwijzingen = Doorverwijzing.objects.ongefilterd("loopt af").filter(toestemming=toestemming)
    leden = Teamlid.objects.ongefilterd("loopt af").filter(toestemming=toestemming)
    werkpunten = {*verwijzingen.values_list("werkpunt", flat=True), *leden.values_list("team__werkpunt", flat=True)}
    wie = afzenders.wie_volgt_op(toestemming.werkzoekende_id, toestemming.vastgelegd_door, werkpunten)
    if wie is not None:
        wat = f"Toestemming voor {toestemming.organisatie} loopt af op {toestemming.geldig_tot:%d/%m/%Y}"
        maak_taak(
            f"{wat}: vraag of we verder mogen delen",
            eigenaar=wie,
            tegen=vandaag(),
            door=None,
            werkzoekende=toestemming.werkzoekende,
            sleutel=sleutel,
        )
