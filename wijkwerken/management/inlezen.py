"""What the commands that read a file of wijk-werken share."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from kern.opdracht import Opdracht, kan_schrijven
from toegang.models import Medewerker
from wijkwerken.inlezen import Lezer, lees_in


class Inleesopdracht(Opdracht):
    """Reads one kind of file of wijk-werken."""

    lezer: type[Lezer]

    @property
    def help(self) -> str:  # type: ignore[override]  # Django has a plain text here
        return (
            f"Leest een CSV- of XLSX-bestand. {self.lezer.uitleg}\n"
            "Zonder --uitvoeren is het een proef: hetzelfde verslag, maar niets wordt bewaard. Eén rij met een\n"
            "fout en er wordt niets ingelezen. Hetzelfde bestand nog eens inlezen voegt niets toe."
        )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name,
            subcommand,
            formatter_class=RawDescriptionHelpFormatter,
            epilog="kolommen:\n"
            + "\n".join(f"  {kolom:<18}{uitleg}".rstrip() for kolom, uitleg in self.lezer.kolommen.items()),
            **kwargs,
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", metavar="BESTAND", type=Path, help="CSV of XLSX, wat ook de naam is")
        parser.add_argument("--door", metavar="EMAIL", required=True, help="wie wijk-werken organiseert")
        parser.add_argument(
            "--bron",
            metavar="NAAM",
            default="",
            help="van wie de nummers in extern_id zijn (de bestandsnaam zonder datum)",
        )
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
            bron, uitvoeren = options["bron"].strip()[:80], options["uitvoeren"]
            verslag = lees_in(self.lezer, options["bestand"], door=door, bron=bron, uitvoeren=uitvoeren)
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
