"""Taking an organisation in as a partner, and how far the cooperation is."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.tijd import vandaag
from partners.models import Partner
from partners.models.gids import REDACTIE
from partners.services import teams
from partners.services.doorverwijzen import trek_in_bij
from toegang.models import Medewerker, Organisatie

VERDER = {
    Partner.Stand.AANVRAAG: (Partner.Stand.OVEREENKOMST, Partner.Stand.GESTOPT),
    Partner.Stand.OVEREENKOMST: (Partner.Stand.ACTIEF, Partner.Stand.GESTOPT),
    Partner.Stand.ACTIEF: (Partner.Stand.GESTOPT,),
    Partner.Stand.GESTOPT: (Partner.Stand.ACTIEF,),
}
"""From a request to an agreement to an active partner; who stopped can start again under the same agreement."""


@transaction.atomic
def neem_op(organisatie: Organisatie, partner: Partner, *, door: Medewerker) -> Partner:
    """Keep an organisation (new, or one we know already) with its profile, as a request."""
    _controleer(door)
    organisatie.full_clean()
    organisatie.save()
    partner.organisatie = organisatie
    partner.full_clean()
    partner.save()
    return partner


@transaction.atomic
def zet_stand(partner: Partner, stand: str, *, door: Medewerker, op: date | None = None) -> Partner:
    """One step further in the cooperation; ``op``: the day the agreement was signed. Any other step is refused.

    A partner that stops sees nobody any more: its open referrals are withdrawn, and their senders get a task.
    """
    _controleer(door)
    partner = Partner.objects.select_for_update(of=("self",)).select_related("organisatie").get(pk=partner.pk)
    if stand not in VERDER[Partner.Stand(partner.stand)]:
        raise ValidationError(f"{partner} is nu “{partner.get_stand_display()}”: die stap kan niet.")
    if stand == Partner.Stand.OVEREENKOMST:
        if op is None or op > vandaag():
            raise ValidationError({"op": "Wanneer is de overeenkomst getekend? Niet in de toekomst."})
        partner.overeenkomst_op = op
    partner.stand, partner.stand_sinds = stand, vandaag()
    partner.full_clean(exclude=["organisatie"])
    partner.save()
    if stand == Partner.Stand.GESTOPT:
        trek_in_bij(partner, door=door)
        teams.zonder_partner(partner)
    return partner


def _controleer(door: Medewerker) -> None:
    if not door.heeft_rol(*REDACTIE):
        raise ValidationError("Enkel een coördinator of beheerder beslist met wie we samenwerken.")
