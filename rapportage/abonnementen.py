"""A mail to whoever asked for it when the clock froze a report: a link, without figures and without names."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from partners.services import post
from rapportage import links
from rapportage.models import Abonnement, Bereikrapport, Rapportbericht, mag_lezen
from rapportage.models.abonnementen import waarover
from toegang.models import Medewerker
from werkpunten.models import Werkpunt


@transaction.atomic
def meld(rapport: Bereikrapport) -> int:
    """Write the mails about this report, in the transaction that freezes it; whoever was told is not told again.

    Who left, or may not read this report any more, is passed over.
    """
    abonnementen = Abonnement.objects.op(rapport).select_related("medewerker", "werkpunt").order_by("pk")
    return sum(
        _meld_aan(abonnement.medewerker, rapport)
        for abonnement in abonnementen
        if mag_lezen(abonnement.medewerker, rapport.werkpunt)
    )


def _meld_aan(medewerker: Medewerker, rapport: Bereikrapport) -> bool:
    """Whether this was news."""
    bericht, nieuw = Rapportbericht.objects.get_or_create(rapport=rapport, medewerker=medewerker)
    if nieuw:
        context = {
            "titel": f"Bereikrapport {rapport.tijdvak.naam}",
            "waar": rapport.werkpunt.naam if rapport.werkpunt else "alle werkpunten",
            "link": links.adres(rapport.pk, links.BLADZIJDE),
            "dagen": settings.RAPPORTLINK_DAGEN,
        }
        bericht.mail = post.zet_klaar("rapportage/mail/rapport_klaar.txt", context, aan=medewerker.email)
        bericht.save(update_fields=["mail"])
    return nieuw


def neem(soort: str, *, werkpunt: Werkpunt | None, door: Medewerker) -> None:
    """From now on a mail about the reports of this unit (None: the city); asking twice changes nothing."""
    Abonnement.objects.get_or_create(medewerker=door, werkpunt=werkpunt, soort=soort)


@dataclass(frozen=True)
class Stand:
    """What somebody gets a mail about: ``dit`` is the report on screen."""

    waarover: str
    alle: list[Abonnement]
    dit: bool


def stand(medewerker: Medewerker, soort: str, werkpunt: Werkpunt | None) -> Stand:
    alle = list(Abonnement.objects.filter(medewerker=medewerker).select_related("werkpunt"))
    dit = any((abonnement.soort, abonnement.werkpunt) == (soort, werkpunt) for abonnement in alle)
    return Stand(waarover(soort, werkpunt), alle, dit)
