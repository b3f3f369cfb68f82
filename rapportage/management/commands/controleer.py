import sys
from itertools import islice
from typing import Any

from kern.opdracht import HOOGSTENS, Opdracht, controles
from rapportage.bereik import een_ogenblik


class Command(Opdracht):
    help = (
        "Controleert of de gegevens onderling kloppen. Als alles klopt: één regel. Anders een lijst van wat niet "
        "klopt, zonder namen, en uitgang 1."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        aantal = fouten = 0
        with een_ogenblik():
            for aantal, controle in enumerate(controles, start=1):  # noqa: B007 - counted
                gevallen = iter(controle.uitzonderingen())
                getoond = list(islice(gevallen, HOOGSTENS))
                if not getoond:
                    continue
                meer = sum(1 for _ in gevallen)
                fouten += len(getoond) + meer
                self.stdout.write(f"Klopt niet ({len(getoond) + meer}): {controle.regel}")
                for geval in getoond:
                    self.stdout.write(f"  {geval}")
                if meer:
                    self.stdout.write(f"  … en nog {meer}")
        if fouten:
            self.stdout.write(f"{fouten} dingen kloppen niet.")
            sys.exit(1)
        self.stdout.write(f"Alles klopt: {aantal} controles.")
