from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from kern.opdracht import Opdracht, kan_schrijven
from werkpunten.importeren.uitleg import UITLEG
from werkpunten.importeren.uitvoeren import importeer


class Command(Opdracht):
    help = (
        "Leest een CSV- of XLSX-bestand met één rij per contact. Zonder --uitvoeren is het een\n"
        "proef: hetzelfde verslag, maar niets wordt bewaard. Eén rij met een fout en er wordt\n"
        "niets ingelezen; een waarschuwing laat enkel die cel weg. Hetzelfde bestand nog eens\n"
        "inlezen voegt niets toe, een langere versie enkel de nieuwe rijen."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name,
            subcommand,
            formatter_class=RawDescriptionHelpFormatter,
            epilog="kolommen:\n" + "\n".join(f"  {kolom:<18}{uitleg}".rstrip() for kolom, uitleg in UITLEG.items()),
            **kwargs,
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", metavar="BESTAND", type=Path, help="CSV of XLSX, wat ook de naam is")
        parser.add_argument("--uitvoeren", action="store_true", help="bewaar; zonder dit is het een proef")
        parser.add_argument(
            "--verslag",
            metavar="PAD",
            type=Path,
            help="schrijf het volledige verslag: .csv (aard;rij;regel;kolom;reden), .json, of anders leesbare tekst. "
            "rij telt vanaf 1 zonder de koptekst, regel is de regel in het bestand",
        )
        parser.add_argument(
            "--nieuwe-werkpunten", action="store_true", help="maak onbekende werkpunten in plaats van een fout"
        )
        parser.add_argument(
            "--bron",
            metavar="NAAM",
            default="",
            help="van wie de nummers in extern_id zijn: binnen één bron is elk nummer één persoon "
            "(de bestandsnaam zonder datum)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pad = options["verslag"] and Path(options["verslag"])
        if pad:
            kan_schrijven(pad)
        try:
            verslag = importeer(
                Path(options["bestand"]),
                bron=options["bron"].strip()[:80],
                uitvoeren=options["uitvoeren"],
                nieuwe_werkpunten=options["nieuwe_werkpunten"],
            )
        except ValidationError as fout:
            raise CommandError(fout.messages[0]) from fout
        if pad:
            verslag.schrijf(pad)
        *regels, slot = verslag.regels(alles=False)
        for regel in regels:
            self.stdout.write(regel)
        if verslag.fouten:
            raise CommandError(slot)
        self.stdout.write(slot)
