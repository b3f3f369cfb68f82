"""An intake from start to finish: begun with what is known, finished once, and then written into the histories."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
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

REDEN = "intake van een dossier dat open is"
TAALVELDEN = [veld.name for veld in Taalgegevens._meta.get_fields()]
VERBLIJFSVELDEN = [veld.name for veld in Verblijfsgegevens._meta.get_fields()]


@transaction.atomic
def start(persoon: Werkzoekende, *, door: Medewerker) -> Intake:
    """The running intake, or a new one that knows what the file knows: nothing is asked twice."""
    Werkzoekende.objects.ongefilterd(REDEN).select_for_update(of=("self",)).only("pk").get(pk=persoon.pk)
    lopend = persoon.intakes.ongefilterd(REDEN).filter(afgerond=None).first()
    if lopend is not None:
        return lopend
    nu: dict[str, Any] = {}
    for model, veld in ((Statuut, "statuut"), (Verblijf, "verblijf"), (Inkomen, "inkomen")):
        if huidig := _huidig(model, persoon):
            nu[veld] = huidig.soort
            nu |= {v: getattr(huidig, v) for v in VERBLIJFSVELDEN if model is Verblijf}
    if taal := persoon.taalniveaus.ongefilterd(REDEN).order_by("-op", "-pk").first():
        nu |= {veld: getattr(taal, veld) for veld in TAALVELDEN}
    nu["drempels"] = list(_open_drempels(persoon).values_list("soort__slug", flat=True))
    return Intake.objects.create(werkzoekende=persoon, door=door, **nu)


@transaction.atomic
def rond_af(intake: Intake, *, door: Medewerker) -> None:
    """Freeze the intake with the target groups of this moment and write what it says into the histories of today."""
    persoon = intake.werkzoekende
    intake.doelgroepen = [gevonden.groep.slug for gevonden in afgeleid(persoon, intake)]
    intake.afgerond = timezone.now()
    intake.save()
    dag = vandaag()
    _werk_bij(Statuut, persoon, dag, soort=intake.statuut)
    verblijf = {veld: getattr(intake, veld) for veld in VERBLIJFSVELDEN}
    _werk_bij(Verblijf, persoon, dag, soort=intake.verblijf, **verblijf)
    _werk_bij(Inkomen, persoon, dag, soort=intake.inkomen)
    _scholing(persoon, intake)
    _metingen(persoon, intake, dag, door)
    bekend = set(_open_drempels(persoon).values_list("soort__slug", flat=True))
    nieuw = Drempelsoort.objects.filter(slug__in=set(intake.drempels) - bekend)
    Drempel.objects.bulk_create(Drempel(werkzoekende=persoon, soort=soort, van=dag) for soort in nieuw)


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
    if not intake.isced:
        return
    niveaus = Werkzoekende.Opleiding
    persoon.opleiding = (
        niveaus.LAAG if intake.isced <= "2" else niveaus.MIDDEN if intake.isced <= "4" else niveaus.HOOG
    )
    persoon.save(update_fields=["opleiding"])


def _metingen(persoon: Werkzoekende, intake: Intake, dag: date, door: Medewerker) -> None:
    taal = {veld: getattr(intake, veld) for veld in TAALVELDEN}
    if any(taal.values()):
        Taalniveau.objects.create(werkzoekende=persoon, op=dag, door=door, **taal)
    Domeinscore.objects.bulk_create(
        Domeinscore(werkzoekende=persoon, domein=domein, op=dag, door=door, **scores)
        for domein, scores in intake.domeinen.items()
    )
    if intake.afstand:
        reden = intake.afstand_reden
        Afstandsmeting.objects.create(werkzoekende=persoon, op=dag, door=door, afstand=intake.afstand, reden=reden)
