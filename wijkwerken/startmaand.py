"""What the start page tells of money: hours a customer disputes, and a month that can be closed."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from kern.start import Startblok
from toegang.models import Medewerker
from wijkwerken import maanden
from wijkwerken.models import Prestatie, WijkwerkGebruiker
from wijkwerken.models.gebruikers import ORGANISATOREN

HOOGSTENS = 5


def uren(request: HttpRequest) -> Mapping[str, Any]:
    """Customers who said that hours are not right, with how many, and the month to close when it is over."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    betwist = Prestatie.objects.zichtbaar_voor(wie).wacht().filter(stand=Prestatie.Stand.BETWIST)
    per_klant = betwist.order_by().values_list("toewijzing__opdracht__gebruiker").annotate(Count("pk"))
    aantallen = dict(per_klant)
    klanten = WijkwerkGebruiker.objects.zichtbaar_voor(wie).filter(pk__in=list(aantallen))[:HOOGSTENS]
    maand = maanden.te_sluiten()
    return {
        "betwist": [(klant, aantallen[klant.pk]) for klant in klanten],
        "maand": maand if maand and maanden.voorbij(maand) else None,
    }


UREN = Startblok("wijkwerken/start_maand.html", frozenset(ORGANISATOREN), uren, zij=True)
