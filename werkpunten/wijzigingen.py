"""What was changed about a person, by whom and when: read from the audit trail."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Any

from django.db.models import Field, ForeignKey, Model, Q

from toegang.models import Medewerker
from werkpunten.models import (
    Adres,
    Band,
    Contactmoment,
    Drempel,
    Drempelsoort,
    Inkomen,
    Statuut,
    Taalniveau,
    Verblijf,
    Werkzoekende,
    Wijk,
)
from werkpunten.models.contacten import mag_notitie_lezen

GEVOLGD = (Werkzoekende, Adres, Statuut, Verblijf, Inkomen, Taalniveau, Drempel, Band)
NIET_GETOOND = frozenset(
    {
        "id",
        "uuid",
        "zoeknaam",
        "sorteernaam",
        "versie",
        "aangemaakt",
        "werkzoekende",
        "ander",
        "door",
        "laatste_contact",
    }
)
Namen = Mapping[type[Model], Mapping[int, str]]
MEEST = 300
"""Events of one kind that are read; older ones stay in the audit trail."""
NUMMER = "Rijksregisternummer"
ONBEKENDE = "een vroegere collega"


@dataclass(frozen=True)
class Wijziging:
    """One change, in words. ``medewerker_id`` None: nobody who was signed in (a file that was read in)."""

    moment: datetime
    medewerker_id: int | None
    wat: str
    oud: str = ""
    nieuw: str = ""
    wie: str = ""
    weg: bool = False


def laatste(rij: Model, velden: Sequence[str]) -> Wijziging | None:
    """The last time one of these fields of a row changed."""
    kolommen = [veld.attname for veld in rij._meta.concrete_fields if veld.name in velden]
    gebeurtenissen: Any = rij.gebeurtenissen  # type: ignore[attr-defined]
    events = list(gebeurtenissen.order_by("-pgh_id").values("pgh_created_at", "pgh_context", *kolommen)[:MEEST])
    for nieuwer, ouder in zip(events, [*events[1:], None], strict=True):
        if ouder is None or any(nieuwer[kolom] != ouder[kolom] for kolom in kolommen):
            return met_namen([Wijziging(nieuwer["pgh_created_at"], _wie(nieuwer), "")])[0]
    return None


def laatste_event(gebeurtenissen: Any) -> Wijziging | None:
    """The newest of these events of the audit trail."""
    event = gebeurtenissen.order_by("-pgh_id").values("pgh_created_at", "pgh_context").first()
    return met_namen([Wijziging(event["pgh_created_at"], _wie(event), "")])[0] if event else None


def vorige_teksten(rijen: Sequence[Model], veld: str) -> dict[int, list[Wijziging]]:
    """What stood in this field of these rows (of one model) before, the newest words first, with who wrote it when."""
    if not rijen:
        return {}
    soort: Any = rijen[0]._meta.get_field("gebeurtenissen").related_model
    events = soort.objects.filter(pgh_obj__in=[rij.pk for rij in rijen]).order_by("-pgh_id")
    nu = {rij.pk: getattr(rij, veld) for rij in rijen}
    gevonden: dict[int, dict[str, Wijziging]] = {}
    for event in events.values("pgh_obj_id", "pgh_created_at", "pgh_context", veld)[:MEEST]:
        tekst, eerder = event[veld], gevonden.setdefault(event["pgh_obj_id"], {})
        if tekst and tekst != nu[event["pgh_obj_id"]]:
            eerder[tekst] = Wijziging(event["pgh_created_at"], _wie(event), veld, nieuw=tekst)
    alle = met_namen([wijziging for teksten in gevonden.values() for wijziging in teksten.values()])
    namen = iter(alle)
    return {pk: [next(namen) for _ in teksten] for pk, teksten in gevonden.items()}


def van_persoon(persoon: Werkzoekende, *, lezer: Medewerker) -> list[Wijziging]:
    """Every change of a person's data, newest first; of the national number only for who may process it."""
    namen: Namen = {
        Wijk: dict(Wijk.objects.values_list("pk", "naam")),
        Drempelsoort: dict(Drempelsoort.objects.values_list("pk", "naam")),
    }
    alle = [wijziging for model in GEVOLGD for wijziging in _van_model(model, persoon, namen)]
    if not lezer.organisatie.mag_insz_verwerken:
        alle = [wijziging for wijziging in alle if wijziging.wat != NUMMER]
    return sorted(alle, key=lambda wijziging: wijziging.moment, reverse=True)


def sinds_versie(persoon: Werkzoekende, versie: int, *, lezer: Medewerker) -> list[Wijziging]:
    """What changed on the person's own row after this version, oldest first; nothing when it's unknown."""
    velden = _getoond(Werkzoekende)
    events = [event for event in _events(Werkzoekende, persoon, velden) if event["versie"] >= versie]
    if not events or events[0]["versie"] != versie:
        return []
    later = [w for oud, nieuw in pairwise(events) for w in _verschil(Werkzoekende, velden, oud, nieuw, {})]
    return met_namen([w for w in later if w.wat != NUMMER or lezer.organisatie.mag_insz_verwerken])


def vorige_notities(
    contacten: Sequence[Contactmoment], *, lezer: Medewerker, vertrouwelijk: bool = True
) -> dict[int, list[str]]:
    """What stood in notes that were corrected since, the newest words first; nothing of the others.

    Only for who may read the note of now, and each text only for who might read it at its own level; without
    ``vertrouwelijk`` nothing that is or was confidential.
    """
    verbeterd = {contact.pk: contact.leesbare_notitie for contact in contacten if contact.verbeterd}
    if not verbeterd:
        return {}
    mag = mag_notitie_lezen(lezer)
    if not vertrouwelijk:
        mag &= ~Q(niveau=Contactmoment.Niveau.VERTROUWELIJK)
    leesbaar = Contactmoment.objects.zichtbaar_voor(lezer).filter(mag, pk__in=verbeterd)
    soort: Any = Contactmoment._meta.get_field("gebeurtenissen").related_model
    events = soort.objects.filter(mag, pgh_obj__in=leesbaar.values("pk")).order_by("-pgh_id")
    gevonden: dict[int, list[str]] = {}
    for pk, notitie in events.values_list("pgh_obj_id", "notitie")[:MEEST]:
        eerder = gevonden.setdefault(pk, [])
        if notitie and notitie not in {verbeterd[pk], *eerder}:
            eerder.append(notitie)
    return gevonden


def met_namen(wijzigingen: Sequence[Wijziging]) -> list[Wijziging]:
    """The same changes, each saying who made it: one query."""
    gezocht = {wijziging.medewerker_id for wijziging in wijzigingen if wijziging.medewerker_id}
    namen = {collega.pk: collega.korte_naam for collega in Medewerker.objects.filter(pk__in=gezocht)}
    return [replace(w, wie=namen.get(w.medewerker_id, ONBEKENDE)) if w.medewerker_id else w for w in wijzigingen]


def _wie(event: Mapping[str, Any]) -> int | None:
    return (event["pgh_context"] or {}).get("medewerker")


def _van_model(model: type[Model], persoon: Werkzoekende, namen: Namen) -> Iterator[Wijziging]:
    velden = _getoond(model)
    events = _events(model, persoon, velden)
    for _, reeks in groupby(events, key=lambda event: event["pgh_obj_id"]):
        vorige: Mapping[str, Any] | None = None
        for event in reeks:
            yield from _verschil(model, velden, vorige, event, namen)
            vorige = event


def _getoond(model: type[Model]) -> list["Field[Any, Any]"]:
    return [veld for veld in model._meta.concrete_fields if veld.name not in NIET_GETOOND]


def _events(model: type[Model], persoon: Werkzoekende, velden: Sequence["Field[Any, Any]"]) -> list[dict[str, Any]]:
    """The newest events, per object from old to new."""
    soort: Any = model._meta.get_field("gebeurtenissen").related_model
    bewaard = {veld.name for veld in soort._meta.concrete_fields}
    gevraagde = model._meta.concrete_fields if model is Werkzoekende else velden
    kolommen = [veld.attname for veld in gevraagde if veld.name in bewaard]
    van = Q(pgh_obj=persoon.pk) if model is Werkzoekende else Q(werkzoekende=persoon.pk)
    if model is Band:
        van |= Q(ander=persoon.pk)
    nieuwste = soort.objects.filter(van).order_by("-pgh_id")
    gevraagd = ("pgh_id", "pgh_obj_id", "pgh_created_at", "pgh_context", "pgh_label", *kolommen)
    return sorted(nieuwste.values(*gevraagd)[:MEEST], key=lambda event: (event["pgh_obj_id"], event["pgh_id"]))


def _verschil(
    model: type[Model],
    velden: Sequence["Field[Any, Any]"],
    vorige: Mapping[str, Any] | None,
    event: Mapping[str, Any],
    namen: Namen,
) -> Iterator[Wijziging]:
    moment, wie, naam = event["pgh_created_at"], _wie(event), str(model._meta.verbose_name).capitalize()
    if event["pgh_label"] != "update":
        if model is Werkzoekende and (vorige is not None or event["pgh_label"] == "delete"):
            return  # the file went into another one and came back: see Samenvoeging
        daad = {"insert": "toegevoegd", "delete": "verwijderd"}[event["pgh_label"]]
        inhoud = "" if model is Werkzoekende else _samen(velden, event, namen)
        wat = "Dossier gemaakt" if model is Werkzoekende else f"{naam} {daad}"
        weg = event["pgh_label"] == "delete"
        yield Wijziging(moment, wie, wat, oud=inhoud if weg else "", nieuw="" if weg else inhoud, weg=weg)
        return
    if vorige is None:
        return
    getoond = False
    for veld in velden:
        if veld.attname in event and vorige[veld.attname] != event[veld.attname]:
            getoond = True
            wat = _kop(veld) if model is Werkzoekende else f"{naam}, {veld.verbose_name}"
            yield Wijziging(moment, wie, wat, _toon(veld, vorige, namen), _toon(veld, event, namen))
    if not getoond and model is Werkzoekende and _enkel_versie(vorige, event):
        yield Wijziging(moment, wie, NUMMER, "verborgen", "verborgen")


def _enkel_versie(vorige: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Whether no other column of the trail differs: what people write that it leaves out is the number."""
    return {kolom for kolom in event if not kolom.startswith("pgh_") and event[kolom] != vorige[kolom]} <= {"versie"}


def _kop(veld: "Field[Any, Any]") -> str:
    tekst = str(veld.verbose_name)
    return tekst[:1].upper() + tekst[1:]


def _samen(velden: Sequence["Field[Any, Any]"], event: Mapping[str, Any], namen: Namen) -> str:
    delen = [_toon(veld, event, namen) for veld in velden if event.get(veld.attname)]
    return " · ".join(delen)


def _toon(veld: "Field[Any, Any]", event: Mapping[str, Any], namen: Namen) -> str:
    waarde = event[veld.attname]
    if isinstance(veld, ForeignKey):
        return namen.get(veld.related_model, {}).get(waarde, "")
    return weergave(veld, waarde)


def weergave(veld: "Field[Any, Any]", waarde: Any) -> str:
    """A value as people read it: the words of a choice, 21/11/2026, ja or nee."""
    if veld.choices:
        return str(dict(veld.flatchoices).get(waarde, waarde or ""))
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return f"{waarde:%d/%m/%Y}" if isinstance(waarde, date) else str(waarde if waarde is not None else "")
