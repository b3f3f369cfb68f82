from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from kern.opdracht import Opdracht, kan_schrijven
from toegang.models import Medewerker
from wijkwerken.inleesgebruikers import KOLOMMEN, lees_in


class Command(Opdracht):
    help = (
        "Leest een CSV- of XLSX-bestand met één rij per gebruiker van wijk-werken. Zonder --uitvoeren is\n"
        "het een proef: hetzelfde verslag, maar niets wordt bewaard. Eén rij met een fout en er wordt niets\n"
        "ingelezen. Hetzelfde bestand nog eens inlezen voegt niets toe."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name,
            subcommand,
            formatter_class=RawDescriptionHelpFormatter,
            epilog="kolommen:\n" + "\n".join(f"  {kolom:<18}{uitleg}".rstrip() for kolom, uitleg in KOLOMMEN.items()),
            **kwargs,
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", metavar="BESTAND", type=Path, help="CSV of XLSX, wat ook de naam is")
        parser.add_argument("--door", metavar="EMAIL", required=True, help="wie wijk-werken organiseert")
        parser.add_argument("--uitvoeren", action="store_true", help="bewaar; zonder dit is het een proef")
        parser.add_argument(
            "--verslag", metavar="PAD", type=Path, help="schrijf het volledige verslag: .csv, .json, of leesbare tekst"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verslag"]:
            kan_schrijven(options["verslag"])
        door = Medewerker.objects.filter(email__iexact=options["door"], is_active=True).first()
        if door is None:
            raise CommandError(f"{options['door']} is geen e-mailadres van een collega.")
        try:
            verslag = lees_in(options["bestand"], door=door, uitvoeren=options["uitvoeren"])
        except ValidationError as fout:
            raise CommandError(fout.messages[0]) from fout
        if options["verslag"]:
            verslag.schrijf(options["verslag"])
        *regels, slot = verslag.regels(alles=False)
        for regel in regels:
            self.stdout.write(regel)
        if verslag.fouten:
            raise CommandError(slot)
        self.stdout.write(slot)
