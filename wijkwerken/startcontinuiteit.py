"""What the start page tells of continuity: places that nobody has soon, and for which nobody was agreed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Least
from django.http import HttpRequest

from kern.start import Startblok
from kern.tijd import geldt_op, vandaag
from toegang.models import Medewerker
from wijkwerken.models import Toewijzing
from wijkwerken.models.gebruikers import ORGANISATOREN

BINNEN = timedelta(days=28)
HOOGSTENS = 5


def zonder_opvolger(request: HttpRequest) -> Mapping[str, Any]:
    """Fixed places of which the worker stops within four weeks while the assignment goes on without anybody later."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    nu = vandaag()
    later = Toewijzing.objects.filter(opdracht=OuterRef("opdracht"), rol=Toewijzing.Rol.VAST, van__gt=nu)
    einde = Least("tot", "wijkwerker__termijn_tot", "wijkwerker__gestopt_op")
    lopend = Toewijzing.objects.zichtbaar_voor(wie).filter(geldt_op(nu), rol=Toewijzing.Rol.VAST)
    alle = lopend.annotate(einde=einde).filter(~Exists(later), einde__lte=nu + BINNEN)
    alle = alle.filter(Q(opdracht__tot=None) | Q(opdracht__tot__gt=F("einde")))
    return {
        "aantal": alle.count(),
        "rijen": alle.select_related("werkzoekende", "opdracht").order_by("einde", "pk")[:HOOGSTENS],
    }


CONTINUITEIT = Startblok("wijkwerken/start_continuiteit.html", frozenset(ORGANISATOREN), zonder_opvolger, zij=True)
