"""Writes about the matrix: what is allowed for which customers, from today on."""

from collections.abc import Mapping
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import Rol
from wijkwerken.models import Activiteit, Gebruikerstype, Gemeente, Toelating

REDACTIE = (Rol.COORDINATOR, Rol.BEHEERDER)
"""The roles that change the matrix."""


@transaction.atomic
def zet_toelatingen(
    activiteit: Activiteit,
    *,
    gemeente: Gemeente | None,
    keuzes: Mapping[str, bool | None],
    grond: str,
    door: Medewerker,
) -> Activiteit:
    """From today on: per kind of customer allowed (True), not allowed (False) or no cell of its own (None).

    What held until yesterday stays as it was, for work done then.
    """
    if not door.heeft_rol(*REDACTIE):
        raise ValidationError("Enkel een coördinator of beheerder wijzigt de activiteitenlijst.")
    actueel = Activiteit.objects.select_for_update(of=("self",)).get(pk=activiteit.pk)
    for type_, mag in keuzes.items():
        _zet(actueel, Gebruikerstype(type_), gemeente, mag, grond)
    return actueel


def _zet(
    activiteit: Activiteit, type_: Gebruikerstype, gemeente: Gemeente | None, mag: bool | None, grond: str
) -> None:
    dag = vandaag()
    nu = Toelating.objects.op(dag).filter(activiteit=activiteit, type=type_, gemeente=gemeente).first()
    if (nu.mag if nu else None) == mag:
        return
    if nu is not None and nu.van >= dag:
        nu.delete()
    elif nu is not None:
        nu.tot = dag - timedelta(days=1)
        nu.save(update_fields=["tot"])
    if mag is not None:
        rij = Toelating(activiteit=activiteit, type=type_, gemeente=gemeente, mag=mag, grond=grond, van=dag)
        rij.full_clean()
        rij.save()
