"""Objects of ``rapportage`` in the addresses of the access matrix, and who may reach them."""

import uuid
from datetime import date

from kern.tijd import vandaag
from rapportage.links import adres
from rapportage.models import Abonnement, Bereikrapport, Rapportopdracht
from rapportage.services import maak_rapport
from tests.factories.documenten import maak_document
from tests.factories.partners import PartnerFactory
from tests.objecten.trajecten import lopende
from tests.wereld import DELERS, IEDEREEN, PARTNER, RAPPORTLEZERS, Geval, Wereld
from toegang.models import Weergave
from trajecten.models import Project, Trajectsjabloon
from werkpunten.models import (
    Werkpunt,
)


def bewaarde_rapporten(wereld: Wereld) -> list[Geval]:
    """A report the coordinator keeps and shares: nobody else renames it or throws it away."""
    eigenaar = wereld.medewerkers["coordinator"]
    weergave = Weergave.objects.create(
        medewerker=eigenaar, scherm="rapportage:rapport-list", naam="Rabot", gedeeld=True
    )
    return [Geval("eigen", {"pk": weergave.pk}, {"coordinator"}), Geval("onbekend", {"pk": 0}, ())]


def nieuwe_versies(wereld: Wereld) -> list[Geval]:
    """A second version of the report of Rabot, of Ledeberg and of the city."""
    gevallen = []
    for geval in rapporten(wereld):
        if geval.naam.startswith("rapport"):
            rapport = Bereikrapport.objects.get(pk=geval.waarden["pk"])
            rapport.pk, rapport.versie = None, rapport.versie + 1
            rapport.save(force_insert=True)
            gevallen.append(Geval(geval.naam, {"pk": rapport.pk}, geval.wie))
    return gevallen


def projecten(wereld: Wereld) -> list[Geval]:
    """A project that meets people at Rabot and Ledeberg; everybody it is for reads its figures."""
    project = Project.objects.get(slug="werkpunten")
    project.werkpunten.set(Werkpunt.objects.filter(slug__in=["rabot", "ledeberg"]))
    rest = {"cijfer": "bereikt", "formaat": "csv"}
    return [
        Geval("project", {"slug": project.slug, **rest}, IEDEREEN),
        Geval("onbekend", {"slug": "onbekend", **rest}, ()),
    ]


def esf_projecten(wereld: Wereld) -> list[Geval]:
    """The project in which each person takes part: all of them without an intake, so incomplete."""
    lopende(wereld)
    project = Trajectsjabloon.objects.te_starten(vandaag())[0].project
    return [
        Geval("project", {"slug": project.slug, "code": "onvolledig"}, IEDEREEN),
        Geval("onbekend", {"slug": "onbekend", "code": "onvolledig"}, ()),
    ]


def documenten(wereld: Wereld) -> list[Geval]:
    """For all partners of a project of our partner, and for another partner alone; both put here by the city."""
    door, medewerker = wereld.medewerkers["coordinator"], wereld.medewerkers["partnermedewerker"]
    project = Project.objects.get(slug="werkpunten")
    if medewerker:
        project.partners.get_or_create(organisatie=medewerker.organisatie)
    gedeeld = maak_document(door, project=project)
    ander = maak_document(door, partner=PartnerFactory())
    allen = DELERS | {"manager"}
    return [
        Geval("gedeeld", {"uuid": gedeeld.uuid, "nummer": 1}, allen),
        Geval("ander", {"uuid": ander.uuid, "nummer": 1}, allen - PARTNER),
        Geval("onbekend", {"uuid": uuid.uuid4(), "nummer": 1}, ()),
    ]


def gedeeld_project(wereld: Wereld) -> list[Geval]:
    """A project our partner takes part in, and one it does not."""
    documenten(wereld)
    ander = Project.objects.exclude(slug="werkpunten").first()
    return [
        Geval("eigen", {"slug": "werkpunten"}, IEDEREEN),
        Geval("ander", {"slug": ander.slug if ander else ""}, IEDEREEN - PARTNER),
        Geval("onbekend", {"slug": "onbekend"}, ()),
    ]


def rapporten(wereld: Wereld) -> list[Geval]:
    """A frozen report and the job that made it, of Rabot, of Ledeberg and of the city; the numbers are the same."""
    maand, gevallen = date(2026, 1, 1), []
    for naam, werkpunt, wie in (
        ("rabot", Werkpunt.objects.get(slug="rabot"), RAPPORTLEZERS),
        ("ledeberg", Werkpunt.objects.get(slug="ledeberg"), {"manager"}),
        ("stad", None, {"manager"}),
    ):
        opdracht = Rapportopdracht.objects.create(begin=maand, werkpunt=werkpunt)
        rapport = maak_rapport(opdracht.pk)
        gevallen += [
            Geval(f"opdracht {naam}", {"pk": opdracht.pk}, wie),
            Geval(f"rapport {naam}", {"pk": rapport.pk, "formaat": "csv"}, wie),
            Geval(f"bestand {naam}", {"token": adres(rapport.pk, "csv").split("/")[3]}, wie),
        ]
    return gevallen


def abonnementen(wereld: Wereld) -> list[Geval]:
    """A subscription is its owner's to end."""
    gevallen = []
    for naam in RAPPORTLEZERS:
        abonnement = Abonnement.objects.create(
            medewerker=wereld.medewerkers[naam], soort="maand", werkpunt=Werkpunt.objects.get(slug="rabot")
        )
        gevallen.append(Geval(f"abonnement {naam}", {"pk": abonnement.pk}, {naam}))
    return [*gevallen, Geval("onbekend", {"pk": 0}, ())]
