"""What partners see of two people who were one file for a while."""

from partners.models import Doorverwijzing, Teamlid
from partners.services import doorverwijzen, teams
from werkpunten.models import Betrokkenheid

WAAROM = "zicht na een samenvoeging"


def reken_zicht_na(werkzoekende_id: int) -> None:
    """Sight of one of two people whose merge was undone, from the referrals and teams that are theirs again."""
    verwijzingen = Doorverwijzing.objects.ongefilterd(WAAROM).filter(werkzoekende=werkzoekende_id)
    zien = Betrokkenheid.objects.ongefilterd(WAAROM).filter(werkzoekende=werkzoekende_id)
    van_partner = zien.filter(reden=Betrokkenheid.Reden.DOORVERWIJZING)
    organisaties = {
        *verwijzingen.values_list("organisatie", flat=True),
        *van_partner.values_list("organisatie", flat=True),
    }
    for organisatie in sorted(organisaties - {None}):
        doorverwijzen.herbereken_zicht(werkzoekende_id, organisatie)
    leden = Teamlid.objects.ongefilterd(WAAROM).filter(werkzoekende=werkzoekende_id, toestemming__isnull=False)
    in_team = zien.filter(reden=Betrokkenheid.Reden.CASUSTEAM)
    for medewerker in sorted(
        {*leden.values_list("medewerker", flat=True), *in_team.values_list("medewerker", flat=True)}
    ):
        teams.herbereken_zicht(werkzoekende_id, medewerker)
