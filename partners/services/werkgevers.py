"""What the job broker writes about employers: visits, chances and vacancies."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.tijd import vandaag
from partners.models import Bedrijfsbezoek, Lead, Taaleis, Vacature, Voordracht
from partners.services.afzenders import wie_volgt_op
from toegang.models import Medewerker
from werkpunten.models import Taak
from werkpunten.sleutels import anders, controleer_zelfde, eerder_onder
from werkpunten.taken import maak_taak

GESTUURD = ("werkgever_id", "soort", "dag", "met_wie", "verslag", "vervolg", "tegen", "door_id")
LEAD_GESTUURD = ("werkgever_id", "wat", "beroep_id", "bron", "door_id")
VACATURE_GESTUURD = (
    *("werkgever_id", "beroep_id", "titel", "wijk_id", "plaats", "uren_van", "uren_tot", "momenten", "aantal"),
    *("van", "tot", "eisen", "door_id"),
)


@transaction.atomic
def leg_bezoek_vast(bezoek: Bedrijfsbezoek, *, kans: Mapping[str, Any] | None, door: Medewerker) -> Bedrijfsbezoek:
    """Keep a visit once per ``sleutel``, with the chance (``wat``, ``beroep``) and the task that came of it.

    With another content that key is refused (code "botsing"), and so are a day to come and a task in the past.
    """
    bezoek.door = door
    bestaand = eerder_onder(bezoek.sleutel, Bedrijfsbezoek.objects.all())
    if bestaand is not None:
        controleer_zelfde(bestaand, bezoek, GESTUURD, "Dit bezoek")
        if {lead.wat for lead in bestaand.leads.all()} != ({kans["wat"]} if kans else set()):
            raise anders("Dit bezoek")
        return bestaand
    if bezoek.dag > vandaag():
        raise ValidationError({"dag": "Deze dag moet nog komen."})
    bezoek.full_clean(exclude=["werkgever", "door"])
    bezoek.save(force_insert=True)
    if kans:
        Lead.objects.create(werkgever=bezoek.werkgever, bezoek=bezoek, dag=bezoek.dag, door=door, **kans)
    if bezoek.vervolg and bezoek.tegen:
        wat = f"{bezoek.vervolg} ({bezoek.werkgever})"[:300]
        maak_taak(wat, eigenaar=door, tegen=bezoek.tegen, door=door, sleutel=taaksleutel(bezoek))
    return bezoek


def taaksleutel(bezoek: Bedrijfsbezoek) -> uuid.UUID:
    """The key of the task that a visit makes."""
    return uuid.uuid5(bezoek.sleutel, "vervolg")


@transaction.atomic
def neem_bezoek_terug(bezoek: Bedrijfsbezoek, *, door: Medewerker) -> None:
    """Take a visit back within ten minutes, by who wrote it, with its task and chance when nobody used them yet."""
    actueel = Bedrijfsbezoek.objects.select_for_update().filter(pk=bezoek.pk).first()
    if actueel is None:
        return
    if not actueel.kan_terug(door=door):
        raise ValidationError("Enkel wie dit noteerde, kan het terugnemen, en tot tien minuten daarna.")
    Taak.objects.ongefilterd("bezoek ongedaan").open().filter(sleutel=taaksleutel(actueel)).delete()
    actueel.leads.open().delete()
    actueel.delete()


@transaction.atomic
def bewaar_lead(lead: Lead, *, door: Medewerker) -> Lead:
    """Keep a chance that did not come from a visit, once per ``sleutel``."""
    lead.door = door
    bestaand = eerder_onder(lead.sleutel, Lead.objects.all())
    if bestaand is not None:
        controleer_zelfde(bestaand, lead, LEAD_GESTUURD, "Deze lead")
        return bestaand
    lead.full_clean(exclude=["werkgever", "bezoek", "beroep", "door", "stand_door"])
    lead.save(force_insert=True)
    return lead


@transaction.atomic
def zet_lead(lead: Lead, stand: str, *, door: Medewerker) -> Lead:
    """A chance is gone, or open again after all. What became a vacancy stays that."""
    actueel = Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
    if actueel.stand == stand:
        return actueel
    if stand not in {Lead.Stand.OPEN, Lead.Stand.VERVALLEN} or actueel.stand == Lead.Stand.VACATURE:
        raise ValidationError(f"Dit kan niet meer: deze lead is {actueel.get_stand_display()}.")
    return _schrijf_lead(actueel, stand, door)


def _schrijf_lead(lead: Lead, stand: str, door: Medewerker) -> Lead:
    lead.stand, lead.stand_sinds, lead.stand_door = stand, timezone.now(), door
    lead.save(update_fields=["stand", "stand_sinds", "stand_door"])
    return lead


@transaction.atomic
def bewaar_vacature(vacature: Vacature, *, talen: Sequence[tuple[str, str]], door: Medewerker) -> Vacature:
    """Keep a vacancy, new (once per ``sleutel``) or changed, with the languages it asks.

    Who changes one holds its row. The lead it came from is no longer open.
    """
    if vacature.pk is None:
        vacature.door = door
        bestaand = eerder_onder(vacature.sleutel, Vacature.objects.all())
        if bestaand is not None:
            controleer_zelfde(bestaand, vacature, VACATURE_GESTUURD, "Deze vacature")
            return bestaand
        if vacature.lead is not None:
            _verzilver(vacature.lead, door)
    vacature.full_clean(exclude=["werkgever", "beroep", "wijk", "lead", "door", "stand_door"])
    vacature.save()
    if [(eis.taal, eis.niveau) for eis in vacature.taaleisen.all()] != list(talen):
        vacature.taaleisen.all().delete()
        for taal, niveau in talen:
            eis = Taaleis(vacature=vacature, taal=taal, niveau=niveau)
            eis.full_clean(exclude=["vacature"])
            eis.save()
    return vacature


def _verzilver(lead: Lead, door: Medewerker) -> None:
    actueel = Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
    if actueel.stand == Lead.Stand.VACATURE:
        raise ValidationError("Van deze lead is al een vacature gemaakt.")
    _schrijf_lead(actueel, Lead.Stand.VACATURE, door)


KAN = {
    Vacature.Stand.OPEN: (Vacature.Stand.INGEVULD, Vacature.Stand.INGETROKKEN),
    Vacature.Stand.INGEVULD: (Vacature.Stand.OPEN,),
    Vacature.Stand.INGETROKKEN: (Vacature.Stand.OPEN,),
}
"""What can be decided about a vacancy; expiring follows from its last day."""


@transaction.atomic
def zet_vacature(
    vacature: Vacature, stand: str, *, reden: str = "", tot: date | None = None, door: Medewerker
) -> Vacature:
    """Filled, withdrawn (with the reason) or open again (``tot``: its new last day). Twice is once."""
    actueel = Vacature.objects.select_for_update(of=("self",)).select_related("werkgever").get(pk=vacature.pk)
    verlengt = stand == Vacature.Stand.OPEN and actueel.tot is not None and actueel.tot < vandaag()
    if actueel.stand == stand and not verlengt:
        return actueel
    if not verlengt and stand not in KAN[Vacature.Stand(actueel.stand)]:
        raise ValidationError(f"Dit kan niet: de vacature is {actueel.toestand.label}.")
    if stand == Vacature.Stand.INGETROKKEN and len(reden.strip()) < 3:
        raise ValidationError({"reden": "Schrijf waarom de vacature ingetrokken is."})
    if verlengt and (tot is None or tot < vandaag()):
        raise ValidationError({"tot": "Tot wanneer blijft ze open? Kies vandaag of later."})
    actueel.stand_reden = reden.strip()[:300] if stand != Vacature.Stand.OPEN else ""
    actueel.tot = tot if verlengt else actueel.tot
    _schrijf_stand(actueel, stand, door)
    if stand != Vacature.Stand.OPEN:
        _verwittig(actueel)
    return actueel


def _schrijf_stand(vacature: Vacature, stand: str, door: Medewerker) -> None:
    vacature.stand, vacature.stand_sinds, vacature.stand_door = stand, timezone.now(), door
    vacature.full_clean(exclude=["werkgever", "beroep", "wijk", "lead", "door", "stand_door"])
    vacature.save()


@transaction.atomic
def heropen_vacature(vacature: Vacature, *, door: Medewerker) -> None:
    """It should not have closed: as it was, also when its last day has gone by, without the tasks closing it made."""
    alle = Voordracht.objects.ongefilterd("de vacature sloot bij vergissing").filter(vacature=vacature)
    sleutels = [_sluittaak(voordracht, vacature) for voordracht in alle]
    Taak.objects.ongefilterd("de vacature sloot bij vergissing").open().filter(sleutel__in=sleutels).delete()
    vacature.stand_reden = ""
    _schrijf_stand(vacature, Vacature.Stand.OPEN, door)


def _verwittig(vacature: Vacature) -> None:
    """A task for who follows each proposal that still runs, also at units that who closes does not see."""
    alle = Voordracht.objects.ongefilterd("de vacature is gesloten").lopend().filter(vacature=vacature)
    for voordracht in alle.select_related("werkzoekende", "door").order_by("pk"):
        werkpunten = set(voordracht.door.aanstellingen.exclude(werkpunt=None).values_list("werkpunt", flat=True))
        wie = wie_volgt_op(voordracht.werkzoekende_id, voordracht.door, werkpunten)
        if wie is not None:
            wat = f"Vacature {vacature.get_stand_display()}: verwittig de persoon en sluit voordracht"
            wat = f"{wat} {voordracht.nummer} af. {vacature} ({vacature.werkgever})"[:300]
            persoon, sleutel = voordracht.werkzoekende, _sluittaak(voordracht, vacature)
            maak_taak(wat, eigenaar=wie, tegen=vandaag(), door=None, werkzoekende=persoon, sleutel=sleutel)


def _sluittaak(voordracht: Voordracht, vacature: Vacature) -> uuid.UUID:
    """The key of the task that closing this vacancy makes for a proposal."""
    return uuid.uuid5(voordracht.sleutel, f"gesloten {vacature.stand_sinds.isoformat()}")


def lopende_voordrachten(vacature: Vacature, *, lezer: Medewerker) -> int:
    """How many proposals of people one may see still run: to say so when the vacancy closes."""
    return Voordracht.objects.zichtbaar_voor(lezer).lopend().filter(vacature=vacature).count()
