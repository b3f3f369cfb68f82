"""Every use case says who acts: ``door``, by name only, and it looks at it."""

import ast
from collections.abc import Iterator
from pathlib import Path

WORTEL = Path(__file__).parent.parent
APPS = ("toegang", "werkpunten", "partners", "trajecten", "wijkwerken", "rapportage")
DEUREN = {"views", "demo", "importeren", "management", "migrations", "models", "forms"}
"""Folders with the doors to use cases, and loads of whole files that know no member of staff."""
SCHRIJFT = {"save", "create", "update", "delete", "bulk_create", "get_or_create", "update_or_create"}
ZONDER_DOOR = {
    "partners.services.doorverwijzen.antwoord_via_link": "the holder of a link has no account",
    "partners.services.doorverwijzen.herinner": "the clock",
    "partners.services.teams.ruim_op": "the clock",
    "partners.services.post.nieuwe_link": "part of the step it belongs to",
    "partners.services.post.trek_links_in": "part of the step it belongs to",
    "partners.services.post.zet_klaar": "part of the step it belongs to",
    "partners.services.uitgaand.bied_aan": "part of the step it belongs to",
    "partners.services.uitgaand.sluit": "the worker",
    "partners.services.uitgaand.veeg": "the clock",
    "partners.services.webhooks.meld": "part of the step it belongs to",
    "partners.services.webhooks.ruim_op": "the clock",
    "rapportage.abonnementen.meld": "the clock",
    "rapportage.services.veeg": "the clock",
    "rapportage.services.vraag_rapporten": "the clock",
    "rapportage.telbestand.laad": "a file of the operator, or of an administrator in /beheer/",
    "trajecten.sjablonen.kopieer": "an administrator in /beheer/",
    "trajecten.resultaten.plan_metingen": "follows from the closing of the trajectory",
    "werkpunten.bezoeken.verander_soort": "part of the use case the contact came from",
    "werkpunten.bezoeken.verzet": "part of the use case the contact came from",
    "werkpunten.herinneringen.herinner": "the clock",
    "werkpunten.ontvlechten.reken_zicht_na": "follows from the coaching that was put back",
    "werkpunten.services.sluit_voor_werkpunt": "follows from the coaching that ended",
    "werkpunten.services.verwijder_zonder_meer": "part of the undo it belongs to",
    "werkpunten.straat.wis_namen": "the clock",
    "werkpunten.zicht.herbereken_inzage": "follows from the contacts",
    "wijkwerken.services.goedkeuring.antwoord_via_link": "the holder of a link has no account",
    "wijkwerken.services.uren.boek": "part of the step it belongs to",
    "werkpunten.zicht.zet_wijkwerk": "follows from the referral to neighbourhood work, and from its end",
    "werkpunten.zicht.zet_inzage": "follows from the referrals and case teams",
    "wijkwerken.services.gebruikers.organisatie_met_naam": "part of the step it belongs to",
}


def test_every_use_case_says_who_acts_and_looks_at_it():
    zonder = {naam for naam, functie in _gebruiken() if not _kijkt_naar_door(functie)}
    assert zonder == set(ZONDER_DOOR)


def test_use_cases_are_found():
    namen = {naam for naam, _ in _gebruiken()}
    assert {"werkpunten.wachtrij.ga_weg", "partners.services.gids.neem_op", "toegang.services.nodig_uit"} <= namen


def _gebruiken() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Public functions that write, of every module named ``services`` or with a transaction of its own."""
    for app in APPS:
        for pad in sorted((WORTEL / app).rglob("*.py")):
            module = pad.relative_to(WORTEL).with_suffix("")
            if DEUREN.isdisjoint(module.parts) and pad.stem not in {"admin", "models", "middleware"}:
                functies = [knoop for knoop in ast.parse(pad.read_text()).body if isinstance(knoop, ast.FunctionDef)]
                if "services" in module.parts or any(map(_is_atomic, functies)):
                    schrijvend = [f for f in functies if not f.name.startswith("_") and _schrijft(f)]
                    yield from ((".".join([*module.parts, f.name]), f) for f in schrijvend)


def _is_atomic(functie: ast.FunctionDef) -> bool:
    return any("transaction.atomic" in ast.unparse(decorator) for decorator in functie.decorator_list)


def _schrijft(functie: ast.FunctionDef) -> bool:
    aanroepen = (knoop.func for knoop in ast.walk(functie) if isinstance(knoop, ast.Call))
    namen = {doel.attr if isinstance(doel, ast.Attribute) else ast.unparse(doel) for doel in aanroepen}
    return _is_atomic(functie) or not namen.isdisjoint(SCHRIJFT | {"send_mail"})


def _kijkt_naar_door(functie: ast.FunctionDef) -> bool:
    genoemd = "door" in {argument.arg for argument in functie.args.kwonlyargs}
    gelezen = any(isinstance(knoop, ast.Name) and knoop.id == "door" for knoop in ast.walk(functie))
    return genoemd and gelezen
