"""Who coaches whom in the demonstration: about fifty people per consultant, some of them not seen for long."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Count, Max, Min
from django.utils import timezone

from kern.kopie import Rij
from werkpunten.demo.huis import Plaats
from werkpunten.models import Betrokkenheid, Contactmoment, Soort

VELDEN = ("werkzoekende", "begeleider", "werkpunt", "van", "tot", "reden_einde")
PER_CONSULENT = 50
VERGETEN = 15
"""How many of the fifty had no contact for more than two months."""
GESTOPT = 6
REDENEN = ("aan het werk", "begonnen met een opleiding", "verhuisd", "collega neemt over")


def begeleidingen(plaatsen: list[Plaats], tot: date, rng: Random) -> Iterator[Rij]:
    """Rows of ``Begeleiding``: of every unit the people who came most, shared among its consultants."""
    for plaats in plaatsen:
        lopend, vergeten = _bezoekers(plaats, tot)
        rng.shuffle(lopend)
        rng.shuffle(vergeten)
        for begeleider in plaats.personeel:
            aantal = rng.randint(PER_CONSULENT - 4, PER_CONSULENT + 4)
            groep = [vergeten.pop() for _ in range(min(VERGETEN, len(vergeten)))]
            groep += [lopend.pop() for _ in range(min(aantal - len(groep), len(lopend)))]
            for plek, (persoon, eerste, laatste) in enumerate(groep):
                einde = laatste + timedelta(days=1) if plek < GESTOPT and laatste < tot else None
                reden = rng.choice(REDENEN) if einde else ""
                yield persoon, begeleider, plaats.pk, _ochtend(eerste), einde and _ochtend(einde), reden


def _bezoekers(plaats: Plaats, tot: date) -> tuple[list[tuple[int, date, date]], list[tuple[int, date, date]]]:
    """People seen at least twice at the unit in the last seven months: lately, and not in the last two months."""
    gezien = list(
        Contactmoment.objects.ongefilterd("demodata")
        .filter(werkpunt=plaats.pk, dag__gt=tot - timedelta(days=210), werkzoekende__isnull=False)
        .exclude(soort=Soort.POGING)
        .values("werkzoekende")
        .annotate(eerste=Min("dag"), laatste=Max("dag"), aantal=Count("pk"))
        .filter(aantal__gte=2)
        .order_by("-aantal", "werkzoekende")
        .values_list("werkzoekende", "eerste", "laatste")[: 3 * PER_CONSULENT * len(plaats.personeel)]
    )
    grens = tot - timedelta(days=60)
    return [rij for rij in gezien if rij[2] >= grens], [rij for rij in gezien if rij[2] < grens]


def betrokkenheden(rijen: list[Rij]) -> Iterator[Rij]:
    """Rows of ``Betrokkenheid`` that belong to rows of ``Begeleiding``: while it runs, and 30 days to read after."""
    reden = Betrokkenheid.Reden
    for persoon, begeleider, werkpunt, van, tot, _ in rijen:
        yield persoon, begeleider, None, reden.BEGELEIDING.value, "", False, van, tot
        yield persoon, None, werkpunt, reden.BEGELEIDING.value, "", False, van, tot
        if tot:
            yield persoon, begeleider, None, reden.OUD_BEGELEIDER.value, "", True, tot, tot + timedelta(days=30)


def _ochtend(dag: date) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(9)))
