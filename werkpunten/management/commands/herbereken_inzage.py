from typing import Any

import pghistory
from django.conf import settings

from kern.opdracht import Opdracht
from kern.templatetags.kern import getal
from werkpunten.models import Werkzoekende
from werkpunten.zicht import herbereken_inzage

PER_KEER = 5_000
"""People per transaction: nobody at a desk waits long for one of them."""


class Command(Opdracht):
    help = (
        "Berekent opnieuw tot wanneer elk werkpunt ziet wie er langskwam. Nodig na een andere INZAGE_MAANDEN. Het "
        "werk aan de balie gaat intussen door; afgebroken, begint het de volgende keer gewoon opnieuw."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        mensen = Werkzoekende.objects.ongefilterd("inzage herberekenen").order_by("pk")
        totaal, gedaan, gewijzigd, vanaf = mensen.count(), 0, 0, 0
        while personen := list(mensen.filter(pk__gt=vanaf).values_list("pk", flat=True)[:PER_KEER]):
            with pghistory.context(opdracht="herbereken_inzage"):
                gewijzigd += herbereken_inzage(personen)
            gedaan, vanaf = gedaan + len(personen), personen[-1]
            self.stdout.write(f"{getal(gedaan)} van {getal(totaal)} personen")
        self.stdout.write(f"Klaar: {getal(gewijzigd)} keer inzage aangepast, {settings.INZAGE_MAANDEN} maanden.")
