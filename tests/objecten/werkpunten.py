"""Objects of ``werkpunten`` in the addresses of the access matrix, and who may reach them."""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from kern.velden import zoekhash
from tests.factories.outreach import RondeFactory, VindplaatsFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.wereld import BEGELEIDERS, IEDEREEN, ZIET, Geval, Wereld
from werkpunten.models import (
    Band,
    Dubbel,
    Intake,
    Ontvangstbewijs,
    Samenvoeging,
    Statuut,
    Straatregistratie,
    Wachtende,
    Werkpunt,
    Werkzoekende,
)

RIJ = {"rij": "telefoon", "reeks": "statuut", "sectie": "afstand"}
"""The row of the data tab and the section of the intake whose form is asked for."""


def personen(wereld: Wereld) -> list[Geval]:
    bekend = [
        Geval(naam, {"uuid": persoon.uuid, "pk": persoon.pk, **RIJ}, ZIET[naam])
        for naam, persoon in wereld.personen.items()
    ]
    return [*bekend, Geval("onbekend", {"uuid": uuid.UUID(int=1), "pk": 0, **RIJ}, ())]


def met_rijen(wereld: Wereld) -> list[Geval]:
    """The same people with a national number, a row of a history and a link to somebody else, by its key."""
    gevallen = personen(wereld)
    ander = WerkzoekendeFactory()
    nummers = ("85073000061", "85073099932", "06021499911")
    for geval, persoon, nummer in zip(gevallen, wereld.personen.values(), nummers, strict=False):
        geval.waarden["pk"] = Statuut.objects.create(werkzoekende=persoon, soort="wzua").pk
        geval.waarden["band"] = Band.objects.create(werkzoekende=persoon, ander=ander, soort="partner").pk
        Werkzoekende.objects.ongefilterd("test").filter(pk=persoon.pk).update(
            insz=nummer, insz_index=zoekhash("insz", nummer)
        )
    return gevallen


def met_intake(wereld: Wereld) -> list[Geval]:
    """The same people with a running intake, and the key of a finished one."""
    gevallen = personen(wereld)
    for geval, persoon in zip(gevallen, wereld.personen.values(), strict=False):
        velden = {"werkzoekende": persoon, "door": wereld.medewerkers["consulent"]}
        geval.waarden["pk"] = Intake.objects.create(**velden, afgerond=timezone.now()).pk
        Intake.objects.create(**velden)
    return gevallen


def banden(wereld: Wereld) -> list[Geval]:
    return [
        Geval(geval.naam, {**geval.waarden, "pk": geval.waarden.get("band", 0)}, geval.wie)
        for geval in met_rijen(wereld)
    ]


def met_dubbel(wereld: Wereld) -> list[Geval]:
    """The same people, each with a second file that only the cast of the first one sees."""
    gevallen = personen(wereld)
    for geval in gevallen:
        geval.waarden["ander"] = uuid.UUID(int=2)
    for geval, persoon in zip(gevallen, wereld.personen.values(), strict=False):
        ander = WerkzoekendeFactory()
        bezoek = persoon.contactmomenten.ongefilterd("test").get()
        ContactmomentFactory(werkzoekende=ander, werkpunt=bezoek.werkpunt, door=bezoek.medewerker)
        geval.waarden["ander"] = ander.uuid
        geval.waarden["pk"] = Dubbel.objects.create(werkzoekende=persoon, ander=ander, afstand=0).pk
    return gevallen


def lijst_van_dubbels(wereld: Wereld) -> list[Geval]:
    """One list for everybody who may open it, with the pairs each may change."""
    met_dubbel(wereld)
    return [Geval("", {}, IEDEREEN)]


def samengevoegd(wereld: Wereld) -> list[Geval]:
    """A merge into each of these people; to be undone once, so each by its own key."""
    gevallen = personen(wereld)
    for geval, persoon in zip(gevallen, wereld.personen.values(), strict=False):
        velden = {"verdwenen": 10**9, "reden": "dezelfde persoon", "door": wereld.medewerkers["coordinator"]}
        herstel = {"stappen": [], "eigen": {}}
        geval.waarden["pk"] = Samenvoeging.objects.create(werkzoekende=persoon, herstel=herstel, **velden).pk
    return gevallen


def vindbaar(wereld: Wereld) -> list[Geval]:
    """The same people, for what may be done with a hit of the city-wide search."""
    wie = {"eigen": BEGELEIDERS, "ander": BEGELEIDERS, "beschermd": ZIET["beschermd"]}
    return [Geval(geval.naam, geval.waarden, wie.get(geval.naam, ())) for geval in personen(wereld)]


def contacten(wereld: Wereld) -> list[Geval]:
    """A contact of each person, reached by its key; for what only its author may do see the rows themselves."""
    gevallen = []
    for naam, persoon in wereld.personen.items():
        contact = persoon.contactmomenten.ongefilterd("test").get()
        waarden = {"uuid": contact.sleutel, "sleutel": contact.sleutel, "pk": contact.pk}
        gevallen.append(Geval(naam, waarden, ZIET[naam]))
    return [*gevallen, Geval("onbekend", {"uuid": uuid.UUID(int=1), "sleutel": uuid.UUID(int=1), "pk": 0}, ())]


def per_persoon(maak: Callable[..., Any], houder: str) -> Callable[[Wereld], list[Geval]]:
    """An appointment or a task about each person, held by whoever saw them."""

    def gevallen(wereld: Wereld) -> list[Geval]:
        gemaakt = []
        for naam, persoon in wereld.personen.items():
            wie = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
            rij = maak(werkzoekende=persoon, **{houder: wie})
            gemaakt.append(Geval(naam, {"sleutel": rij.sleutel}, ZIET[naam]))
        return [*gemaakt, Geval("onbekend", {"sleutel": uuid.UUID(int=1)}, ())]

    return gevallen


def wachtenden(wereld: Wereld) -> list[Geval]:
    """Each person in the queue of the unit they come to."""
    gevallen = []
    for naam, persoon in wereld.personen.items():
        werkpunt = Werkpunt.objects.get(slug="rabot" if naam == "eigen" else "ledeberg")
        door = wereld.medewerkers["consulent"]
        wachtende = Wachtende.objects.create(werkpunt=werkpunt, werkzoekende=persoon, aangemeld_door=door)
        gevallen.append(Geval(naam, {"sleutel": wachtende.sleutel}, ZIET[naam]))
    return [*gevallen, Geval("onbekend", {"sleutel": uuid.UUID(int=1)}, ())]


def rij_van_vandaag(wereld: Wereld) -> list[Geval]:
    """The list itself, with everybody in it."""
    wachtenden(wereld)
    return [Geval("", {}, IEDEREEN)]


def ontvangsten(wereld: Wereld) -> list[Geval]:
    """A receipt of papers of each person, written by whoever saw them."""
    gevallen = []
    for naam, persoon in wereld.personen.items():
        werkpunt = Werkpunt.objects.get(slug="rabot" if naam == "eigen" else "ledeberg")
        door = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
        bewijs = Ontvangstbewijs.objects.create(werkzoekende=persoon, werkpunt=werkpunt, door=door, anders="brief")
        gevallen.append(Geval(naam, {"sleutel": bewijs.sleutel}, ZIET[naam]))
    return [*gevallen, Geval("onbekend", {"sleutel": uuid.UUID(int=1)}, ())]


def outreach(wereld: Wereld) -> list[Geval]:
    """A find-place, a round and a registration that lies aside, of Rabot and of Ledeberg."""
    gevallen = []
    for slug, door, wie in (("rabot", "consulent", ZIET["eigen"]), ("ledeberg", "vreemde", ZIET["ander"])):
        punt = Werkpunt.objects.get(slug=slug)
        plaats = VindplaatsFactory(werkpunten=[punt])
        ronde = RondeFactory(werkpunt=punt, plaatsen=[plaats], medewerkers=[wereld.medewerkers[door]])
        opzij = Straatregistratie.objects.create(
            sleutel=uuid.uuid4(), werkpunt=punt, doorgestuurd_door=wereld.medewerkers[door], reden="onleesbaar"
        )
        gevallen += [
            Geval(f"vindplaats {slug}", {"pk": plaats.pk}, wie),
            Geval(f"ronde {slug}", {"sleutel": ronde.sleutel}, wie),
            Geval(f"opzij {slug}", {"sleutel": opzij.sleutel}, wie),
        ]
    return gevallen
