"""What the start page tells of case teams: what one promised there, and the meetings of this week."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from kern.start import Startblok
from kern.tijd import Periode, vandaag
from partners.models import Beslissing, Teamlid, Teamoverleg
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS

HOOGSTENS = 8
MEEST = 50
WEEK = timedelta(days=6)


def casusteams(request: HttpRequest) -> Mapping[str, Any]:
    """Of the teams one sits in: open decisions of one's own, the soonest first, and meetings until a week from now."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    lid = Teamlid.objects.zichtbaar_voor(wie).lopend().filter(medewerker=wie)
    mijne = Beslissing.objects.zichtbaar_voor(wie).open().filter(wie__medewerker=wie, overleg__team__gestopt_op=None)
    van, tot = Periode.van_tot(vandaag(), vandaag() + WEEK).momenten()
    overleg = Teamoverleg.objects.zichtbaar_voor(wie).filter(
        status=Teamoverleg.Status.GEPLAND,
        team__in=lid.values("team"),
        begin__gte=van,
        begin__lt=tot,
    )
    beslissingen = list(mijne.select_related("overleg", "werkzoekende")[:MEEST])
    return {
        "aantal": f"{MEEST} of meer" if len(beslissingen) == MEEST else len(beslissingen),
        "beslissingen": beslissingen[:HOOGSTENS],
        "overleggen": overleg.select_related("werkzoekende")[:HOOGSTENS],
    }


CASUSTEAMS = Startblok("partners/start_casusteams.html", frozenset(BEGELEIDERS), casusteams, zij=True)
