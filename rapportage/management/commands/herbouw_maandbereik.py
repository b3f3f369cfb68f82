from typing import Any

from kern.opdracht import Opdracht
from rapportage.models import Maandbereik


class Command(Opdracht):
    help = (
        "Telt het bereik per persoon, werkpunt en maand opnieuw uit de contacten. Nodig als controleer zegt dat het "
        "niet meer klopt."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        Maandbereik.objects.herbouw()
        self.stdout.write(f"Klaar: {Maandbereik.objects.count()} rijen.")
