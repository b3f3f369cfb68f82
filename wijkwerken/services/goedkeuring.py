"""What customers say of the hours that were worked for them: asked by mail, or told to whoever organises the work."""

import uuid
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.namen import schoon
from partners.models import Antwoordlink
from partners.services import post
from toegang.models import Medewerker
from wijkwerken.models import Goedkeuringsvraag, Prestatie, WijkwerkGebruiker
from wijkwerken.models.goedkeuring import SCHERM
from wijkwerken.models.prestaties import PrestatieQuerySet
from wijkwerken.services.gebruikers import vergrendel

Stand, Kanaal = Prestatie.Stand, Prestatie.Kanaal
WAT = "Schrijf in enkele woorden wat er niet klopt."


@transaction.atomic
def vraag(gebruiker: WijkwerkGebruiker, *, door: Medewerker) -> Goedkeuringsvraag:
    """Mail the customer a link to all hours that wait for approval; links that were sent before stop working."""
    klant = vergrendel(gebruiker, door=door)
    if not klant.email:
        raise ValidationError("Deze gebruiker heeft geen e-mailadres. Bel, en noteer wat de gebruiker zegt.")
    wachtend = list(van_gebruiker(klant).filter(stand=Stand.OPEN))
    if not wachtend:
        raise ValidationError("Er zijn geen uren die op goedkeuring wachten.")
    eerder = Goedkeuringsvraag.objects.ongefilterd("eerdere links").filter(gebruiker=klant)
    post.trek_links_in(Antwoordlink.objects.filter(pk__in=eerder.values("link")))
    link = Antwoordlink.objects.create(scherm=SCHERM, verloopt_op=post.verloopt_op())
    gevraagd = Goedkeuringsvraag.objects.create(gebruiker=klant, link=link, door=door)
    gevraagd.prestaties.add(*wachtend)
    brief = {"nummer": klant.nummer, "dagen": settings.ANTWOORDLINK_DAGEN}
    post.zet_klaar("wijkwerken/mail/uren.txt", brief, aan=klant.email, link=link)
    return gevraagd


def van_gebruiker(gebruiker: WijkwerkGebruiker) -> PrestatieQuerySet:
    """Hours of this customer that wait, of whoever worked them: what is asked names nobody."""
    alle: Any = Prestatie.objects.ongefilterd("goedkeuring door de gebruiker")
    rijen: PrestatieQuerySet = alle.wacht().filter(toewijzing__opdracht__gebruiker=gebruiker).order_by("begin", "pk")
    return rijen


@transaction.atomic
def antwoord_via_link(token: str, *, niet: Collection[uuid.UUID], opmerking: str) -> int | None:
    """The customer answers by the link of a mail, once: right, but for the hours in ``niet``.

    Returns how many are not right; None when the link does not work (any more). What was corrected or approved since
    it was sent stays as it is.
    """
    link = Antwoordlink.objects.met_token(token, scherm=SCHERM)
    if link is None:
        return None
    gevraagd = Goedkeuringsvraag.objects.ongefilterd("link van de gebruiker").get(link=link)
    alle = Prestatie.objects.ongefilterd("link van de gebruiker").filter(goedkeuringsvragen=gevraagd)
    rijen = _vergrendeld(alle.wacht().filter(stand=Stand.OPEN))
    fout = [rij.pk for rij in rijen if rij.sleutel in set(niet)]
    if fout and len(opmerking.strip()) < 3:
        raise ValidationError({"opmerking": WAT})
    if not Antwoordlink.objects.bruikbaar().filter(pk=link.pk).update(gebruikt_op=timezone.now()):
        return None
    goed = [rij.pk for rij in rijen if rij.pk not in fout]
    _zet(goed, Stand.GOED, kanaal=Kanaal.LINK)
    _zet(fout, Stand.BETWIST, kanaal=Kanaal.LINK, opmerking=schoon(opmerking)[:300])
    return len(fout)


@transaction.atomic
def noteer(
    gebruiker: WijkwerkGebruiker,
    sleutels: Collection[uuid.UUID],
    *,
    goed: bool,
    wie: str,
    kanaal: str,
    opmerking: str = "",
    door: Medewerker,
) -> int:
    """The customer told us (``wie``, by ``kanaal``) that these hours are right, or why not. Returns how many changed.

    Disputed hours may turn out right after all; what is right stays so.
    """
    if not goed and len(opmerking.strip()) < 3:
        raise ValidationError({"opmerking": WAT})
    if len(wie.strip()) < 2:
        raise ValidationError({"wie": "Schrijf wie dit zei."})
    alle = Prestatie.objects.bewerkbaar_voor(door).filter(toewijzing__opdracht__gebruiker=gebruiker)
    rijen = _vergrendeld(alle.wacht().filter(sleutel__in=sleutels))
    if not rijen:
        raise ValidationError("Kies minstens één beurt die nog wacht.")
    stand = Stand.GOED if goed else Stand.BETWIST
    zei = {"wie": schoon(wie), "opmerking": schoon(opmerking)[:300], "beoordeeld_door": door}
    return _zet([rij.pk for rij in rijen], stand, kanaal=kanaal, **zei)


def _vergrendeld(rijen: PrestatieQuerySet) -> list[Prestatie]:
    return list(rijen.order_by("pk").select_for_update(of=("self",), no_key=True))


def _zet(sleutels: Collection[int], stand: str, **velden: Any) -> int:
    alle = Prestatie.objects.ongefilterd("goedkeuring").filter(pk__in=sleutels)
    return alle.update(stand=stand, beoordeeld_op=timezone.now(), **velden)
