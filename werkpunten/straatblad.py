"""The paper for a round: what always works when the tablet does not."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kern.pdf import zet
from kern.tijd import vandaag
from werkpunten.models import Onderwerp, Outreachronde, Werkpunt

SJABLOON = Path(__file__).parent / "typst" / "straatblad.typ"
RIJEN = 10
KOLOMMEN = ("", "Uur", "Voornaam", "Naam", "Telefoon", "Geboren", "Waarover?", "Minuten")


def straatblad(werkpunt: Werkpunt, ronde: Outreachronde | None = None) -> bytes:
    """Ten lines to fill in by hand, with what is known of the round above them."""
    mee = ", ".join(wie.korte_naam for wie in ronde.medewerkers.all()) if ronde else ""
    waar = ", ".join(map(str, ronde.plaatsen.all())) if ronde else ""
    themas = ", ".join(Onderwerp.objects.geldig_op(vandaag()).values_list("naam", flat=True))
    gegevens = {
        "titel": f"Op straat: {werkpunt}",
        "merk": settings.MERK,
        "kop": [("Dag", f"{ronde.dag:%d/%m/%Y}" if ronde else ""), ("Wie", mee), ("Waar", waar), ("Blad", "")],
        "kolommen": KOLOMMEN,
        "rijen": RIJEN,
        "themas": f"Thema's: {themas}.",
        "slot": "Geen naam? Schrijf anoniem. Neem dit blad over bij Achteraf invoeren en vernietig het daarna.",
    }
    return zet(SJABLOON, gegevens, gemaakt=timezone.now())
