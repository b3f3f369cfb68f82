"""An intake from start to finish: begun with what is known, finished once, and then written into the histories."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from werkpunten.doelgroepen import afgeleid
from werkpunten.models import (
    Afstandsmeting,
    Domeinscore,
    Drempel,
    Drempelsoort,
    Inkomen,
    Intake,
    Statuut,
    Taalniveau,
    Verblijf,
    Werkzoekende,
)
from werkpunten.models.reeksen import Reeks, Taalgegevens, Verblijfsgegevens
from werkpunten.wijzigingen import laatste
from werkpunten.zicht import vergrendel

REDEN = "intake van een dossier dat open is"
TAALVELDEN = [veld.name for veld in Taalgegevens._meta.get_fields()]
VERBLIJFSVELDEN = [veld.name for veld in Verblijfsgegevens._meta.get_fields()]


@transaction.atomic
def start(persoon: Werkzoekende, *, door: Medewerker) -> Intake:
    """The running intake, or a new one that knows what the file knows: nothing is asked twice."""
    vergrendel([persoon.pk])
    lopend = persoon.intakes.ongefilterd(REDEN).filter(afgerond=None).first()
    if lopend is not None:
        return lopend
    nu: dict[str, Any] = {}
    for model, veld in ((Statuut, "statuut"), (Verblijf, "verblijf"), (Inkomen, "inkomen")):
        if huidig := _huidig(model, persoon):
            nu[veld] = huidig.soort
            nu |= {v: getattr(huidig, v) for v in VERBLIJFSVELDEN if model is Verblijf}
    if taal := _nieuwste_taal(persoon):
        nu |= {veld: getattr(taal, veld) for veld in TAALVELDEN}
    nu["drempels"] = list(_open_drempels(persoon).values_list("soort__slug", flat=True))
    return Intake.objects.create(werkzoekende=persoon, door=door, **nu)


@transaction.atomic
def rond_af(intake: Intake, *, door: Medewerker) -> None:
    """Freeze the intake with the target groups of this moment and write what was answered into the histories.

    A section nobody saved only repeats what the file knew at the start, and what was recorded elsewhere after the
    section was saved is newer: neither is written.
    """
    persoon = intake.werkzoekende
    intake.doelgroepen = [gevonden.groep.slug for gevonden in afgeleid(persoon, intake)]
    intake.afgerond = timezone.now()
    intake.save()
    dag = vandaag()
    if _is_nieuwer(Statuut, persoon, _bewaard_op(intake, "werk", ["statuut"])):
        _werk_bij(Statuut, persoon, dag, soort=intake.statuut)
    if _is_nieuwer(Verblijf, persoon, _bewaard_op(intake, "verblijf", ["verblijf", *VERBLIJFSVELDEN])):
        verblijf = {veld: getattr(intake, veld) for veld in VERBLIJFSVELDEN}
        _werk_bij(Verblijf, persoon, dag, soort=intake.verblijf, **verblijf)
    if _is_nieuwer(Inkomen, persoon, _bewaard_op(intake, "inkomen", ["inkomen"])):
        _werk_bij(Inkomen, persoon, dag, soort=intake.inkomen)
    _scholing(persoon, intake)
    _taal(persoon, intake, door)
    _metingen(persoon, intake, dag, door)
    _drempels(persoon, intake, dag)


def _bewaard_op(intake: Intake, sectie: str, velden: Sequence[str]) -> datetime | None:
    """When these answers of a section were last given: the first time it was saved, or their last change since."""
    gebeurtenissen: Any = intake.gebeurtenissen  # type: ignore[attr-defined]
    moment, vorige = None, None
    for event in gebeurtenissen.order_by("pgh_id").values("pgh_created_at", "bewaard", *velden):
        antwoord = [event[veld] for veld in velden] if sectie in event["bewaard"] else None
        if antwoord is not None and antwoord != vorige:
            moment = event["pgh_created_at"]
        vorige = antwoord
    return moment


def _events(model: type[Model], persoon: Werkzoekende) -> Any:
    return model._meta.get_field("gebeurtenissen").related_model.objects.filter(werkzoekende=persoon.pk)  # type: ignore[union-attr]


def _is_nieuwer(model: type[Model], persoon: Werkzoekende, bewaard_op: datetime | None) -> bool:
    """Whether a section was saved, and this history of the person did not change since."""
    return bewaard_op is not None and not _events(model, persoon).filter(pgh_created_at__gt=bewaard_op).exists()


def _huidig(model: type[Reeks], persoon: Werkzoekende) -> Any:
    reeks: Any = model._default_manager.ongefilterd(REDEN)  # type: ignore[attr-defined]
    return reeks.filter(werkzoekende=persoon, tot=None).first()


def _open_drempels(persoon: Werkzoekende) -> Any:
    return persoon.drempels.ongefilterd(REDEN).filter(tot=None)


def _werk_bij(model: type[Reeks], persoon: Werkzoekende, dag: date, *, soort: str, **velden: Any) -> None:
    """From this day on the history says so; a row that began on this day is put right, an older one ends."""
    if not soort:
        return
    waarden = {"soort": soort, **velden, "tot": None}
    reeks: Any = model._default_manager.ongefilterd(REDEN)  # type: ignore[attr-defined]
    lopend = reeks.filter(Q(tot=None) | Q(tot__gte=dag), werkzoekende=persoon).first()
    if lopend is not None and all(getattr(lopend, veld) == waarde for veld, waarde in waarden.items()):
        return
    if lopend is not None and lopend.van < dag:
        lopend.tot = dag - timedelta(days=1)
        lopend.save(update_fields=["tot"])
        lopend = None
    rij: Any = lopend or model(van=dag)
    rij.werkzoekende = persoon
    for veld, waarde in waarden.items():
        setattr(rij, veld, waarde)
    rij.save()


def _scholing(persoon: Werkzoekende, intake: Intake) -> None:
    """The three groups of the funders follow from the level."""
    bewaard_op = _bewaard_op(intake, "opleiding", ["isced"])
    if not intake.isced or bewaard_op is None:
        return
    gewijzigd = laatste(persoon, ["opleiding"])
    if gewijzigd is not None and gewijzigd.moment > bewaard_op:
        return
    niveaus = Werkzoekende.Opleiding
    persoon.opleiding = (
        niveaus.LAAG if intake.isced <= "2" else niveaus.MIDDEN if intake.isced <= "4" else niveaus.HOOG
    )
    persoon.save(update_fields=["opleiding"])


def _taal(persoon: Werkzoekende, intake: Intake, door: Medewerker) -> None:
    """A measurement of the day it was asked; answers that only repeat the newest measurement are none."""
    bewaard_op = _bewaard_op(intake, "taal", TAALVELDEN)
    if bewaard_op is None or not _is_nieuwer(Taalniveau, persoon, bewaard_op):
        return
    taal = {veld: getattr(intake, veld) for veld in TAALVELDEN}
    nieuwste = _nieuwste_taal(persoon)
    bekend = {veld: getattr(nieuwste, veld) for veld in TAALVELDEN} if nieuwste else {}
    if any(taal.values()) and taal != bekend:
        op = timezone.localdate(bewaard_op)
        Taalniveau.objects.create(werkzoekende=persoon, op=op, door=door, **taal)


def _nieuwste_taal(persoon: Werkzoekende) -> Taalniveau | None:
    return persoon.taalniveaus.ongefilterd(REDEN).order_by("-op", "-pk").first()


def _metingen(persoon: Werkzoekende, intake: Intake, dag: date, door: Medewerker) -> None:
    Domeinscore.objects.bulk_create(
        Domeinscore(werkzoekende=persoon, domein=domein, op=dag, door=door, **scores)
        for domein, scores in intake.domeinen.items()
    )
    if intake.afstand:
        reden = intake.afstand_reden
        Afstandsmeting.objects.create(werkzoekende=persoon, op=dag, door=door, afstand=intake.afstand, reden=reden)


def _drempels(persoon: Werkzoekende, intake: Intake, dag: date) -> None:
    """Open what was ticked and is not open, unless a colleague solved it since."""
    bewaard_op = _bewaard_op(intake, "drempels", ["drempels"])
    if bewaard_op is None:
        return
    bekend = set(_open_drempels(persoon).values_list("soort__slug", flat=True))
    sindsdien = _events(Drempel, persoon).filter(pgh_created_at__gt=bewaard_op).values("soort")
    nieuw = Drempelsoort.objects.filter(slug__in=set(intake.drempels) - bekend).exclude(pk__in=sindsdien)
    Drempel.objects.bulk_create(Drempel(werkzoekende=persoon, soort=soort, van=dag) for soort in nieuw)
