"""Paper for groups: the list that people sign."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kern.pdf import zet
from trajecten.groepen import werkgevers_van
from trajecten.models import Deelname, Sessie
from werkpunten.briefjes import naam_op_papier, op_dag

LIJST = Path(__file__).parent / "typst" / "presentielijst.typ"
MINSTENS = 12
"""Lines on the sheet: who comes along without having signed up writes their own name."""


def presentielijst(sessie: Sessie, lijst: Sequence[Deelname]) -> bytes:
    """Names by who has a place, each with room to sign; of others only how many there are."""
    anderen, werkgevers = sessie.bezet - len(lijst), werkgevers_van(sessie)
    namen = [naam_op_papier(rij.werkzoekende) for rij in lijst]
    wie = "1 persoon" if anderen == 1 else f"{anderen} personen"
    gegevens = {
        "merk": settings.MERK,
        "titel": f"Aanwezigheid: {sessie.module}",
        "kop": [
            ("Wanneer", f"{op_dag(sessie.dag, 'nl')}, van {sessie.van:%H.%M} tot {sessie.tot:%H.%M} uur"),
            ("Waar", sessie.plaats),
            ("Wie geeft de sessie", str(sessie.begeleider)),
            *([("Werkgever", ", ".join(str(rij) for rij in werkgevers))] if werkgevers else []),
        ],
        "namen": [*namen, *[""] * max(MINSTENS - len(namen), 3)],
        "slot": f"Ook ingeschreven, door een ander werkpunt: {wie}." if anderen else "",
    }
    return zet(LIJST, gegevens, gemaakt=timezone.now())
