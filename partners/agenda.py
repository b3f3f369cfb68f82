"""Meetings of case teams in the agenda of their members, and what a new one meets."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from partners.models import Casusteam, Teamlid, Teamoverleg
from partners.models.teams import LANGSTE_OVERLEG
from toegang.models import Medewerker
from werkpunten.agenda import bezet, collegas_elders, persoon_elders
from werkpunten.agendabronnen import Post

WAT = "overleg van een casusteam"
LANGST = timedelta(minutes=LANGSTE_OVERLEG)


def overleggen(begin: datetime, einde: datetime, wie: Collection[int], kijker: Medewerker | None) -> Iterable[Post]:
    """Meetings of the teams these staff sit in now; of whom it is about only who sees the file reads the name."""
    doorgaand = Teamoverleg.objects.ongefilterd("bezette uren").exclude(status=Teamoverleg.Status.AFGELAST)
    rijen = doorgaand.filter(begin__gt=begin - LANGST, begin__lt=einde).filter(
        team__leden__tot=None, team__leden__medewerker__in=wie
    )
    leden: dict[int, set[int]] = {}
    for overleg, lid in rijen.order_by("pk").values_list("pk", "team__leden__medewerker"):
        leden.setdefault(overleg, set()).add(lid)
    if not leden:
        return
    open_ = {}
    if kijker:
        zichtbaar = Teamoverleg.objects.zichtbaar_voor(kijker).filter(pk__in=leden).select_related("werkzoekende")
        open_ = {overleg.pk: overleg for overleg in zichtbaar}
    velden = ("pk", "uuid", "begin", "minuten", "team__werkpunt__naam")  # the place is free text: it may name somebody
    for pk, sleutel, van, minuten, werkpunt in doorgaand.filter(pk__in=leden).values_list(*velden):
        tot, gezien = van + timedelta(minutes=minuten), open_.get(pk)
        if tot > begin:
            open_post = (gezien.plaats, gezien.get_absolute_url(), gezien.werkzoekende.naam) if gezien else (werkpunt,)
            yield Post(sleutel, van, tot, frozenset(leden[pk]), WAT, *open_post)


def waarschuwingen(team: Casusteam, overleg: Teamoverleg, *, kijker: Medewerker) -> list[str]:
    """Who of the team (and, when they come, whether the person) is elsewhere during this meeting. Nothing refuses.

    One that was kept under this key already meets nothing: sent twice, it would meet itself.
    """
    if Teamoverleg.objects.ongefilterd("idempotentie").filter(sleutel=overleg.sleutel).exists():
        return []
    leden = Teamlid.objects.ongefilterd("wie aan een overleg meedoet").meedoend().filter(team=team)
    wie = [lid.medewerker for lid in leden.select_related("medewerker").order_by("pk")]
    gevonden = bezet(overleg.begin, overleg.einde, medewerkers=wie, kijker=kijker)
    teksten = collegas_elders(wie, gevonden, timezone.localdate(overleg.begin), kijker=kijker)
    if not overleg.persoon_erbij:
        return teksten
    genoemd = [rij.afspraak_id for rij in gevonden]
    return [*teksten, *persoon_elders(team.werkzoekende, overleg.begin, overleg.einde, genoemd, kijker=kijker)]
