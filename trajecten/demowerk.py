"""Work, internships and volunteering of the demonstration."""

import uuid
from datetime import timedelta
from decimal import Decimal

from kern.tijd import vandaag
from partners.models import Werkgever
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from trajecten import stages, uitstroom
from trajecten.models import (
    Aanwervingssubsidie,
    Evaluatie,
    Gastheersteun,
    Stage,
    Stageplaats,
    Subsidiesoort,
    Uitstroom,
)
from werkpunten.demo.laden import Vraag
from werkpunten.models import Begeleiding, Onderwerp, Soort, Werkzoekende, werkpunten_van

ACCOUNT = "consulent@demo.test"
PLAATSEN = (
    (
        "Brasserie De Verzonnen Lepel",
        "stage",
        "Meedraaien in de keuken",
        "Ilse Voorbeeld",
        "Groenten snijden, hygiëne, werken in een ploeg.",
    ),
    (
        "Magazijnen Dozenberg",
        "stage",
        "Orders klaarzetten in het magazijn",
        "Tarik Voorbeeld",
        "Scannen, tillen, veilig werken.",
    ),
    (
        "Woonzorgcentrum De Rustige Bank",
        "vrijwilligerswerk",
        "Bewoners bezoeken",
        "Fatma Voorbeeld",
        "Praten, luisteren, Nederlands oefenen.",
    ),
)
"""Employer, kind, what one does there, mentor, what one can learn."""


def laad(vraag: Vraag) -> None:
    """Nothing when the last day of the demonstration is not now: what still runs would be over."""
    wie = Medewerker.objects.filter(email=ACCOUNT).first()
    if wie is None or vraag.tot < vandaag() - timedelta(days=1):
        return
    begeleid = Begeleiding.objects.ongefilterd("demonstratie").lopend().filter(begeleider=wie)
    bewerkbaar = Werkzoekende.objects.bewerkbaar_voor(wie).filter(pk__in=begeleid.values("werkzoekende"))
    mensen = list(bewerkbaar.order_by("-pk")[:6])
    gevonden = {werkgever.naam: werkgever for werkgever in Werkgever.objects.all()}
    werkgevers = [gevonden[naam] for naam, *_ in PLAATSEN if naam in gevonden]
    if len(mensen) < 6 or len(werkgevers) < len(PLAATSEN):
        return
    for persoon, werkgever, plaats in zip(mensen, werkgevers, PLAATSEN, strict=False):
        _stage(persoon, werkgever, plaats, door=wie)
    for persoon, werkgever in zip(mensen[3:], werkgevers, strict=True):
        _werk(persoon, werkgever, door=wie)


def _stage(persoon: Werkzoekende, werkgever: Werkgever, plaats: tuple[str, ...], *, door: Medewerker) -> None:
    _, soort, titel, mentor, doelen = plaats
    waar = Stageplaats.objects.create(
        soort=soort, titel=titel, werkgever=werkgever, mentor=mentor, doelen=doelen, plaatsen=2
    )
    stages.noteer_steun(
        Gastheersteun(plaats=waar, wat="Uitleg gegeven over het contract en de verzekering."), door=door
    )
    stage = Stage(plaats=waar, werkzoekende=persoon, uren=16, doelen=doelen)
    stage.van, stage.tot = vandaag() - timedelta(days=10), vandaag() + timedelta(days=25)
    stage.overeenkomst_op = stage.van - timedelta(days=3)
    stages.start_stage(stage, door=door)
    gezien = Evaluatie(stage=stage, van_wie="mentor", tekst="Komt op tijd en vraagt uitleg als het nodig is.")
    stages.noteer_evaluatie(gezien, door=door)


def _werk(persoon: Werkzoekende, werkgever: Werkgever, *, door: Medewerker) -> None:
    werk = Uitstroom(werkzoekende=persoon, werkgever=werkgever, functie="Medewerker", contract="bepaald", uren=28)
    werk.begin = vandaag() - timedelta(days=20)
    uitstroom.noteer_werk(werk, door=door)
    soort = Subsidiesoort.objects.geldig_op(werk.begin).first()
    if soort is not None:
        subsidie = Aanwervingssubsidie(uitstroom=werk, soort=soort, bedrag=Decimal(1500), van=werk.begin)
        uitstroom.noteer_subsidie(subsidie, door=door)
    uitstroom.noteer_nazorg(
        werk,
        soort="job",
        kanaal=Soort.TELEFOON,
        dag=vandaag() - timedelta(days=6),
        minuten=15,
        notitie="Gebeld: het gaat goed, de uren passen.",
        onderwerp=Onderwerp.objects.get(slug="ander"),
        werkpunt=werkpunten_van(door, *BEGELEIDERS)[0],
        sleutel=uuid.uuid5(werk.sleutel, "nazorg"),
        door=door,
    )
