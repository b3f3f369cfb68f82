"""A trajectory started with a visit at the desk, in the same form, and taken back with it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Model

from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten import trajecten
from trajecten.models import Traject, Trajectsjabloon, Trajectverloop
from werkpunten.bijgaven import Bijgave
from werkpunten.models import Begeleiding, Contactmoment
from werkpunten.terug import neem_begeleiding_terug, sleutel_bij


def _veld() -> forms.Field:
    veld: Any = forms.ModelChoiceField(
        label="Welk traject?",
        queryset=Trajectsjabloon.objects.te_starten(vandaag()).select_related("project"),
        required=False,
        empty_label="geen",
        help_text="Het begint vandaag, met jou als begeleider.",
    )
    veld.label_from_instance = lambda rij: f"{rij.project}: {rij}"
    return veld  # type: ignore[no-any-return]


def _start(contact: Contactmoment, sjabloon: Trajectsjabloon, door: Medewerker) -> str:
    traject = Traject(
        sleutel=sleutel_bij(contact, "traject"),
        werkzoekende=contact.werkzoekende,
        sjabloon=sjabloon,
        doel=sjabloon.doel,
        intensiteit=sjabloon.intensiteit,
        werkpunt=contact.werkpunt,
        begin=contact.dag,
    )
    trajecten.start(traject, begeleider=door, door=door)
    return f"Traject gestart: {sjabloon}."


def _neem_terug(contact: Contactmoment, door: Medewerker) -> bool:
    """With the coaching that began with it; what a plan or a phase was put in of, or somebody else coaches, stays."""
    alle = Traject.objects.ongefilterd("bezoek ongedaan").filter(sleutel=sleutel_bij(contact, "traject"))
    traject = alle.select_for_update(of=("self",)).select_related("begeleiding__begeleider").first()
    if traject is None:
        return False
    begeleiding = traject.begeleiding
    verloop = Trajectverloop.objects.ongefilterd("bezoek ongedaan").filter(traject=traject)
    if verloop.count() > 1 or _hangt_iets_aan(traject, {Trajectverloop}):
        return True
    traject.delete()
    if begeleiding.van >= contact.aangemaakt and not _hangt_iets_aan(begeleiding, set()):
        neem_begeleiding_terug(begeleiding)
    return False


def _hangt_iets_aan(rij: Traject | Begeleiding, behalve: Collection[type[Model]]) -> bool:
    """Whether another row points at it; its history is no other row."""
    return any(
        relatie.related_model._base_manager.filter(**{relatie.field.name: rij}).exists()
        for relatie in rij._meta.related_objects
        if relatie.related_model not in behalve and not hasattr(relatie.related_model, "pgh_tracked_model")
    )


BIJGAVE = Bijgave("Traject starten", "j", _veld, _start, _neem_terug)
