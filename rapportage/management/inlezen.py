"""What the commands share that read a file with one number per row."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from kern.opdracht import HOOGSTENS, Opdracht
from kern.templatetags.kern import getal
from rapportage.telbestand import Telbestand, laad


class Inleesopdracht(Opdracht):
    """A try unless told otherwise; every mistake is told, and one of them keeps everything out."""

    soort: ClassVar[Telbestand]

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name,
            subcommand,
            formatter_class=RawDescriptionHelpFormatter,
            epilog="kolommen:\n" + "\n".join(f"  {kolom:<12}{wat}" for kolom, wat in self.soort.kolommen.items()),
            **kwargs,
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", metavar="BESTAND", type=Path, help="CSV of XLSX, wat ook de naam is")
        parser.add_argument("--uitvoeren", action="store_true", help="bewaar; zonder dit is het een proef")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            verslag = laad(self.soort, Path(options["bestand"]), uitvoeren=options["uitvoeren"])
        except ValidationError as fout:
            raise CommandError(fout.messages[0]) from fout
        if verslag.genegeerd:
            self.stdout.write(f"Niet herkend, dus niet gelezen: {', '.join(verslag.genegeerd)}.")
        for regel in verslag.fouten[:HOOGSTENS]:
            self.stdout.write(regel)
        if verslag.fouten:
            raise CommandError(f"Niets bewaard: {getal(len(verslag.fouten))} fout(en).")
        slot = "Bewaard" if options["uitvoeren"] else "Proef, niets bewaard. Zou geven"
        self.stdout.write(f"{slot}: {verslag.stand}")
