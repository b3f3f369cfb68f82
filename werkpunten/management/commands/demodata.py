import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, OutputWrapper

from kern.opdracht import Opdracht, dag, geheel
from kern.tijd import vandaag
from werkpunten.demo.laden import Vraag, laad


class Command(Opdracht):
    help = (
        "Vult een lege databank met verzonnen werkpunten, medewerkers, werkzoekenden en contacten. Dezelfde "
        "aantallen, --tot en --seed geven telkens dezelfde gegevens. Ook miljoenen contacten laden in enkele minuten."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--werkzoekenden", default=2000, metavar="N", help="hoeveel personen (2000)")
        parser.add_argument("--contacten", default=20_000, metavar="M", help="hoeveel contacten (20000)")
        parser.add_argument("--tot", metavar="JJJJ-MM-DD", help="laatste dag (vandaag)")
        parser.add_argument("--seed", default=1, metavar="K", help="een ander getal geeft andere gegevens (1)")
        parser.add_argument("--werkpunten", default=4, metavar="W", help="hoeveel werkpunten (4)")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTIE:
            raise CommandError("demodata hoort niet in productie: de accounts hebben een bekend wachtwoord.")
        begin = time.monotonic()
        try:
            vraag = Vraag(
                werkzoekenden=geheel("--werkzoekenden", options["werkzoekenden"]),
                contacten=geheel("--contacten", options["contacten"]),
                tot=dag("--tot", options["tot"]) if options["tot"] else vandaag(),
                seed=geheel("--seed", options["seed"]),
                werkpunten=geheel("--werkpunten", options["werkpunten"]),
            )
            laad(vraag, _Voortgang(self.stdout).meld if options["verbosity"] else lambda wat, aantal: None)
        except ValidationError as fout:
            raise CommandError(fout.messages[0]) from fout
        if options["verbosity"]:
            self.stdout.write(f"Klaar in {time.monotonic() - begin:.1f} s.")


class _Voortgang:
    """A line per so many rows: how many there are, and how fast they came."""

    def __init__(self, uit: OutputWrapper) -> None:
        self.uit = uit
        self.wat = ""
        self.begin = self.vorige = time.monotonic()

    def meld(self, wat: str, aantal: int) -> None:
        nu = time.monotonic()
        if wat != self.wat:
            self.wat, self.begin = wat, self.vorige
        self.vorige = nu
        snelheid = aantal / max(nu - self.begin, 0.001)
        self.uit.write(f"{wat:<20} {aantal:>10,} rijen {snelheid:>9,.0f} per seconde".replace(",", "."))
