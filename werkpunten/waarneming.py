"""What somebody who covers for an absent colleague sees: written through the one gate, ended the same way.

``Betrokkenheid`` follows from absences and coachings; the rule "waarneming" of ``werkpunten.controles`` checks it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from operator import attrgetter

from django.db import connection
from django.utils import timezone

from kern.tijd import Periode
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Afwezigheid, Begeleiding, Betrokkenheid, werkpunten_van
from werkpunten.models.betrokkenheid import BegeleidingQuerySet, BetrokkenheidQuerySet

_SLOT = "afwezigheid"


def vergrendel_dekking(medewerker: Medewerker, *, gedeeld: bool = False) -> None:
    """Until this transaction ends absences of this colleague and their coachings wait for each other.

    ``gedeeld``: for a coaching that starts; these do not wait for one another.
    """
    functie = "pg_advisory_xact_lock_shared" if gedeeld else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"select {functie}(hashtext(%s), %s)", [_SLOT, medewerker.pk])


def begeleid_door(medewerker: Medewerker) -> BegeleidingQuerySet:
    """Everybody this colleague coaches now, for whoever arranges that somebody covers."""
    return Begeleiding.objects.ongefilterd("waarneming").lopend().filter(begeleider=medewerker)


def te_dekken(afwezigheid: Afwezigheid) -> BegeleidingQuerySet:
    """Whom the absent colleague coaches; of what a coordinator entered only at the coordinator's own units."""
    begeleid = begeleid_door(afwezigheid.medewerker)
    if afwezigheid.ingegeven_door == afwezigheid.medewerker:
        return begeleid
    return begeleid.filter(werkpunt__in=werkpunten_van(afwezigheid.ingegeven_door, Rol.COORDINATOR))


def dek(afwezigheid: Afwezigheid, personen: Iterable[int]) -> None:
    """The cover sees these people (primary keys) from the first until the last day; never before now."""
    begin, einde = Periode.van_tot(afwezigheid.van, afwezigheid.tot).momenten()
    Betrokkenheid.objects.bulk_create(
        Betrokkenheid(
            werkzoekende_id=persoon,
            medewerker=afwezigheid.waarnemer,
            reden=Betrokkenheid.Reden.WAARNEMING,
            afwezigheid=afwezigheid,
            van=max(begin, timezone.now()),
            tot=einde,
        )
        for persoon in personen
    )


def dek_ook(begeleidingen: Collection[Begeleiding]) -> None:
    """Whom absent colleagues begin to coach is covered too, where the cover is for everybody."""
    per_collega = defaultdict(list)
    for begeleiding in begeleidingen:
        per_collega[begeleiding.begeleider].append(begeleiding.pk)
    for begeleider in sorted(per_collega, key=attrgetter("pk")):
        vergrendel_dekking(begeleider, gedeeld=True)
    open_ = Afwezigheid.objects.open().filter(
        medewerker__in=[wie.pk for wie in per_collega], iedereen=True, waarnemer__is_active=True
    )
    for afwezigheid in open_.select_related("medewerker", "waarnemer", "ingegeven_door"):
        nieuw = te_dekken(afwezigheid).filter(pk__in=per_collega[afwezigheid.medewerker])
        dek(afwezigheid, nieuw.values_list("werkzoekende", flat=True))


def dekking(afwezigheid: Afwezigheid) -> BetrokkenheidQuerySet:
    """What the cover sees, or will see, because of this absence."""
    alle = Betrokkenheid.objects.ongefilterd("waarneming").filter(afwezigheid=afwezigheid)
    return alle.filter(tot__gt=timezone.now())


def laat_los(dekkingen: BetrokkenheidQuerySet, nu: datetime | None = None) -> None:
    """These end now; what had not begun never was."""
    nu = nu or timezone.now()
    dekkingen.filter(van__gt=nu).delete()
    dekkingen.filter(tot__gt=nu).update(tot=nu)


def laat_begeleiding_los(begeleiding: Begeleiding) -> None:
    """Nobody covers any more for who does not coach this person any more."""
    vergrendel_dekking(begeleiding.begeleider, gedeeld=True)
    laat_los(
        Betrokkenheid.objects.ongefilterd("einde begeleiding").filter(
            werkzoekende=begeleiding.werkzoekende, afwezigheid__medewerker=begeleiding.begeleider
        )
    )


def meld_uit_dienst(medewerker: Medewerker, nu: datetime) -> None:
    """Who left is not away and covers for nobody: both end, also what was still to come."""
    vergrendel_dekking(medewerker)
    Afwezigheid.objects.open().filter(medewerker=medewerker).update(beeindigd_op=nu)
    alle = Betrokkenheid.objects.ongefilterd("uit dienst")
    laat_los(alle.filter(afwezigheid__medewerker=medewerker))
    laat_los(alle.filter(medewerker=medewerker).exclude(afwezigheid=None), nu)
