"""What the start page tells of incidents and complaints."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from kern.start import Startblok
from toegang.models import Medewerker
from wijkwerken.models import Incident, Klacht
from wijkwerken.models.gebruikers import ORGANISATOREN

HOOGSTENS = 5


def kwaliteit(request: HttpRequest) -> Mapping[str, Any]:
    """Incidents to report, the first to report on top, and how many complaints wait for an answer."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    return {
        "incidenten": Incident.objects.zichtbaar_voor(wie).te_melden()[:HOOGSTENS],
        "klachten": Klacht.objects.zichtbaar_voor(wie).open().count(),
    }


KWALITEIT = Startblok("wijkwerken/start_kwaliteit.html", frozenset(ORGANISATOREN), kwaliteit, zij=True)
