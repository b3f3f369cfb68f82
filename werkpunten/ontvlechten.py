"""Undoing a merge: two files again, also after later changes."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from kern.geschiedenis import om_reden
from toegang.models import Medewerker
from werkpunten.models import Begeleiding, Betrokkenheid, Samenvoeging, Werkzoekende
from werkpunten.omkeerbaar import WEG, neem_terug, verhuis
from werkpunten.samenvoegen import NIET_JIJ, WAAROM, mag_samenvoegen, meteen_nagekeken, vergrendel_rijen
from werkpunten.samenvoegregels import Regel, narekenaars, regels
from werkpunten.zicht import herbereken_inzage

AL_ONGEDAAN = "Deze samenvoeging is al ongedaan gemaakt."
EERST_LATERE = "Maak eerst de latere samenvoeging van dit dossier ongedaan."
NUMMER = "Dat lukt niet meer: het rijksregisternummer staat ondertussen in een ander dossier."
Eigen = Mapping[str, Sequence[int]]


@transaction.atomic
def maak_samenvoeging_ongedaan(samenvoeging: Samenvoeging, *, door: Medewerker) -> list[str]:
    """Two files again, each with the rows it had. What was changed since stays changed; what was added since stays
    with the file that stayed, unless it hangs on a row that goes back.

    Which kinds of rows could not go back, because something new has their place. Merges of one file are undone in the
    opposite order. Raises ``ValidationError`` without the right to change the file.
    """
    vergrendel_rijen(samenvoeging.werkzoekende_id)
    actueel = _geldend(samenvoeging.pk, door=door)
    hier, daar = actueel.werkzoekende_id, actueel.verdwenen
    with meteen_nagekeken(), om_reden("ontvlechting"):
        niet_terug = [label for stap in reversed(actueel.herstel["stappen"]) if (label := _terug(stap))]
        _laat_volgen(actueel.herstel["eigen"], hier, daar)
    actueel.ongedaan_op, actueel.ongedaan_door, actueel.herstel = timezone.now(), door, {}
    actueel.save()
    for persoon in (hier, daar):
        reken_zicht_na(persoon)
    herbereken_inzage([hier, daar])
    return niet_terug


def _geldend(pk: int, *, door: Medewerker) -> Samenvoeging:
    alle = Samenvoeging.objects.bewerkbaar_voor(door)
    actueel = alle.select_for_update(of=("self",)).filter(pk=pk).first()
    if actueel is None or not mag_samenvoegen(door):
        raise ValidationError(NIET_JIJ)
    if actueel.ongedaan_op:
        raise ValidationError(AL_ONGEDAAN)
    if alle.geldend().filter(werkzoekende=actueel.werkzoekende_id, pk__gt=pk).exists():
        raise ValidationError(EERST_LATERE)
    return actueel


def _terug(stap: dict[str, Any]) -> str:
    """Undo one step; the name of the kind of row that could not go back."""
    model: type[models.Model] = apps.get_model(stap["model"])
    with regels[stap["model"]].ontgrendeld() if stap["model"] in regels else nullcontext():
        gelukt = neem_terug(stap, model)
    if gelukt:
        return ""
    if model is Werkzoekende:
        raise ValidationError(NUMMER)
    korter = _korter(stap, model)
    return "" if korter and neem_terug(korter, model) else str(model._meta.verbose_name)


def _korter(stap: dict[str, Any], model: type[models.Model]) -> dict[str, Any] | None:
    """The same step for a period that ends the day before what was added since; None for what has no such period."""
    if model._meta.label not in regels or not (regel := regels[model._meta.label]).inkorten:
        return None
    rij = stap["rij"] if stap["wat"] == WEG else model._base_manager.values().get(pk=stap["pk"])
    later = regel.van(rij["werkzoekende_id"], ook=models.Q(van__gt=rij["van"])).order_by("van").values("van").first()
    if later is None:
        return None
    tot: date = later["van"] - timedelta(days=1)
    if stap["wat"] == WEG:
        return {**stap, "rij": {**rij, "tot": tot.isoformat()}}
    _, gezet = stap["kolommen"].get("tot", (None, None))
    return {**stap, "kolommen": {**stap["kolommen"], "tot": [tot.isoformat(), gezet]}}


# --- what was added since ----------------------------------------------------------------------------------------


def _laat_volgen(eigen: Eigen, hier: int, daar: int) -> None:
    """Rows that were added since go with the row they hang on, or that hangs on them, to ``daar``."""
    randen = [(regel, veld, doel) for regel in regels for veld, doel in _naar_rijen_van_personen(regel)]
    verder = True
    while verder:
        verder = False
        for regel, veld, doel in randen:
            kinderen = _nieuw(regel, eigen, hier).filter(**{f"{veld}__in": doel.van(daar)})
            ouders = _nieuw(doel, eigen, hier).filter(pk__in=regel.van(daar).values(veld))
            for welke, rijen in ((regel, kinderen), (doel, ouders)):
                verder |= _geef(welke, list(rijen.values_list("pk", flat=True)), hier, daar)


def _naar_rijen_van_personen(regel: Regel) -> list[tuple[str, Regel]]:
    velden = [veld for veld in regel.model._meta.concrete_fields if veld.is_relation]
    labels = [(veld.attname, veld.related_model._meta.label) for veld in velden]  # type: ignore[union-attr]
    return [(naam, regels[label]) for naam, label in labels if label in regels]


def _nieuw(regel: Regel, eigen: Eigen, hier: int) -> Any:
    """Rows of the file that stayed that neither of the two had when they were merged."""
    return regel.van(hier).exclude(pk__in=eigen.get(regel.model._meta.label, ()))


def _geef(regel: Regel, rijen: list[int], hier: int, daar: int) -> bool:
    if not rijen:
        return False
    if regel.model is Begeleiding:
        coaches = Begeleiding.objects.ongefilterd(WAAROM).filter(pk__in=rijen).values("begeleider")
        zicht = Betrokkenheid.objects.ongefilterd(WAAROM).filter(werkzoekende=hier, medewerker__in=coaches)
        zicht.filter(reden__in=[Betrokkenheid.Reden.BEGELEIDING, Betrokkenheid.Reden.OUD_BEGELEIDER]).update(
            werkzoekende=daar
        )
    with regel.ontgrendeld():
        for kolom in regel.kolommen:
            verhuis(regel.model, kolom, van=hier, naar=daar, rijen=rijen)
    return True


def reken_zicht_na(persoon: int) -> None:
    """Who coaches sees the file, and so does their unit; nobody else because of coaching."""
    zicht = Betrokkenheid.objects.ongefilterd(WAAROM).filter(werkzoekende=persoon)
    zicht.zonder_begeleider().update(tot=timezone.now())
    open_ = zicht.filter(reden=Betrokkenheid.Reden.BEGELEIDING, tot=None)
    for begeleiding in Begeleiding.objects.ongefilterd(WAAROM).lopend().filter(werkzoekende=persoon):
        wie = ({"medewerker_id": begeleiding.begeleider_id}, {"werkpunt_id": begeleiding.werkpunt_id})
        for partij in wie:
            if not open_.filter(**partij).exists():
                velden = {"werkzoekende_id": persoon, "reden": Betrokkenheid.Reden.BEGELEIDING, **partij}
                Betrokkenheid.objects.create(**velden)
    for reken_na in narekenaars:
        reken_na(persoon)
