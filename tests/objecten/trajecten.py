"""Objects of ``trajecten`` in the addresses of the access matrix, and who may reach them."""

import uuid

from django.utils import timezone

from tests.factories.trajecten import StageFactory, StageplaatsFactory, UitstroomFactory, workshop
from tests.factories.werkpunten import TaakFactory
from tests.wereld import BEGELEIDERS, COORDINATOR, IEDEREEN, ZIET, Geval, Wereld
from trajecten import groepen, plan, trajecten
from trajecten.models import Inburgeringsdeel, Overdracht, Plandoel, Resultaatmeting, Stap, Traject, Trajectsjabloon
from werkpunten.models import (
    Afwezigheid,
    Werkpunt,
)
from werkpunten.services import start_begeleiding


def overdrachten(wereld: Wereld) -> list[Geval]:
    """A question about each person, from and to whoever saw them: only these two answer it."""
    gevallen = []
    for naam, persoon in wereld.personen.items():
        van, naar = ("consulent", "collega") if naam == "eigen" else ("vreemde", "vreemde")
        rij = Overdracht.objects.create(
            werkzoekende=persoon,
            naar=wereld.medewerkers[naar],
            gevraagd_door=wereld.medewerkers[van],
            werkpunt=Werkpunt.objects.get(slug="rabot" if naam == "eigen" else "ledeberg"),
            reden="verlof",
        )
        gevallen.append(Geval(naam, {"pk": rij.pk}, {van, naar}))
    return [*gevallen, Geval("onbekend", {"pk": 0}, ())]


def lopende(wereld: Wereld) -> list[Geval]:
    """A trajectory of each person, with whoever saw them."""
    sjabloon, gevallen = Trajectsjabloon.objects.te_starten(timezone.localdate())[0], []
    for naam, persoon in wereld.personen.items():
        wie = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
        werkpunt = Werkpunt.objects.get(slug="rabot" if naam == "eigen" else "ledeberg")
        velden = {"sjabloon": sjabloon, "doel": sjabloon.doel, "intensiteit": sjabloon.intensiteit}
        traject = trajecten.start(Traject(werkzoekende=persoon, werkpunt=werkpunt, **velden), begeleider=wie, door=wie)
        gevallen.append(Geval(naam, {"sleutel": traject.sleutel}, ZIET[naam]))
    return [*gevallen, Geval("onbekend", {"sleutel": uuid.UUID(int=1)}, ())]


def plannen(wereld: Wereld) -> list[Geval]:
    """The row for a new goal in the plan of each of these trajectories."""
    return [Geval(geval.naam, {**geval.waarden, "rij": "doel-nieuw"}, geval.wie) for geval in lopende(wereld)]


def sessies(wereld: Wereld) -> list[Geval]:
    """A session of Rabot of today with everybody on its list: the page is for all, each name for whoever sees it."""
    sessie = workshop(werkpunt=Werkpunt.objects.get(slug="rabot"), begeleider=wereld.medewerkers["consulent"])
    gevallen = [
        Geval("sessie", {"sleutel": sessie.sleutel}, BEGELEIDERS),
        Geval("eigen sessie", {"sleutel": sessie.sleutel}, ZIET["eigen"]),
        Geval("module", {"pk": sessie.module_id}, COORDINATOR),
    ]
    for naam, persoon in wereld.personen.items():
        door = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
        (deelname,) = groepen.schrijf_in([sessie], persoon, door=door)
        gevallen.append(Geval(f"deelname {naam}", {"sleutel": deelname.sleutel}, ZIET[naam]))
    return gevallen


def stappen(wereld: Wereld) -> list[Geval]:
    """A step in the plan of each of these trajectories."""
    gevallen = []
    for geval in lopende(wereld)[:-1]:
        traject = Traject.objects.ongefilterd("wereld").get(sleutel=geval.waarden["sleutel"])
        wie = wereld.medewerkers["consulent" if geval.naam == "eigen" else "vreemde"]
        doel = plan.bewaar_doel(Plandoel(traject=traject, tekst="Werken"), door=wie)
        stap = plan.bewaar_stap(Stap(doel=doel, wat="Bellen", tegen=timezone.localdate()), door=wie)
        gevallen.append(Geval(geval.naam, {"sleutel": stap.sleutel}, geval.wie))
    return [*gevallen, Geval("onbekend", {"sleutel": uuid.UUID(int=1)}, ())]


def resultaatmetingen(wereld: Wereld) -> list[Geval]:
    """A result of each person to ask after, by whoever saw them."""
    gevallen = []
    for geval in lopende(wereld)[:-1]:
        traject = Traject.objects.ongefilterd("wereld").get(sleutel=geval.waarden["sleutel"])
        wie = wereld.medewerkers["consulent" if geval.naam == "eigen" else "vreemde"]
        taak = TaakFactory(werkzoekende=traject.werkzoekende, eigenaar=wie)
        velden = {"termijn": "4w", "tegen": timezone.localdate(), "taak": taak}
        meting = Resultaatmeting.objects.create(traject=traject, werkzoekende=traject.werkzoekende, **velden)
        gevallen.append(Geval(geval.naam, {"pk": meting.pk}, geval.wie))
    return [*gevallen, Geval("onbekend", {"pk": 0}, ())]


def werk(wereld: Wereld) -> list[Geval]:
    """A job of each person, and a stay of theirs at one place."""
    plaats = StageplaatsFactory()
    gevallen = [Geval("plaats", {"pk": plaats.pk}, BEGELEIDERS)]
    for naam, persoon in wereld.personen.items():
        door = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
        werk = UitstroomFactory(werkzoekende=persoon, door=door)
        les = Inburgeringsdeel.objects.create(werkzoekende=persoon, soort="nt2", door=door)
        stage = StageFactory(werkzoekende=persoon, plaats=plaats, door=door)
        gevallen += [
            Geval(f"werk {naam}", {"sleutel": werk.sleutel}, ZIET[naam]),
            Geval(f"stage {naam}", {"sleutel": stage.sleutel}, ZIET[naam]),
            Geval(f"inburgering {naam}", {"sleutel": les.sleutel}, ZIET[naam]),
            Geval(f"deelnemer {naam}", {"uuid": persoon.uuid}, ZIET[naam]),
        ]
    return gevallen


def begeleid(wereld: Wereld) -> list[Geval]:
    """Everybody is coached by whoever saw them."""
    for naam, persoon in wereld.personen.items():
        wie = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
        werkpunt = Werkpunt.objects.get(slug="rabot" if naam == "eigen" else "ledeberg")
        if wie is not None:
            start_begeleiding(persoon, begeleider=wie, werkpunt=werkpunt, door=wie)
    return [Geval("", {}, IEDEREEN)]


def afwezigheden(wereld: Wereld) -> list[Geval]:
    """Rabot's consultant is away, the colleague covers: they and their coordinator read it."""
    wie = {"medewerker": wereld.medewerkers["consulent"], "waarnemer": wereld.medewerkers["collega"]}
    rij = Afwezigheid.objects.create(**wie, ingegeven_door=wie["medewerker"], tot=timezone.localdate())
    mag = {"consulent", "collega", "coordinator"}
    return [Geval("eigen", {"pk": rij.pk}, mag), Geval("onbekend", {"pk": 0}, ())]
