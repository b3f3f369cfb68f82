"""What the start page tells of wijk-werken: whose term ends, and whom nobody coached for too long."""

from collections.abc import Mapping
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F
from django.http import HttpRequest

from kern.start import Startblok
from toegang.models import Medewerker
from toegang.rollen import Rol
from wijkwerken.models import Code, Wijkwerker
from wijkwerken.models.wijkwerkers import per_stelsel

HOOGSTENS = 8
WIE = frozenset({Rol.WIJKWERKCONSULENT, Rol.COORDINATOR})


def einde_nadert(request: HttpRequest) -> Mapping[str, Any]:
    """Whose term ends within the first warning without a next step, the first to end on top."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    alle = Wijkwerker.objects.zichtbaar_voor(wie).einde_nadert().zonder_vervolgstap()
    dringend = ExpressionWrapper(per_stelsel(Code.EINDE_LAAT, "termijn_tot"), output_field=BooleanField())
    return {
        "aantal": alle.count(),
        "rijen": alle.annotate(dringend=dringend)
        .select_related("werkzoekende")
        .order_by("termijn_tot", "pk")[:HOOGSTENS],
    }


def coaching(request: HttpRequest) -> Mapping[str, Any]:
    """With whom a talk is overdue: one's own people and those without a coach, the longest first."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    alle = Wijkwerker.objects.zichtbaar_voor(wie).coaching_te_laat()
    eigen = alle.filter(consulent=wie) | alle.filter(consulent=None)
    return {
        "aantal": eigen.count(),
        "rijen": eigen.select_related("werkzoekende").order_by(F("coaching_tegen").asc(), "pk")[:HOOGSTENS],
    }


EINDE = Startblok("wijkwerken/start_einde.html", WIE, einde_nadert, zij=True)
COACHING = Startblok("wijkwerken/start_coaching.html", WIE, coaching, zij=True)
