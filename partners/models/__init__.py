"""Organisations people are referred to: what they offer, what they may know, and what became of it.

And employers: their vacancies, who fits them, and who was proposed.
"""

from partners.models.aanmeldingen import Aanmelding
from partners.models.beroepen import Beroep, Beroepswens, Beschikbaarheid, Moment, Sector
from partners.models.doorverwijzingen import Doorverwijzing, Kanaal, Partij, Status, Verloop
from partners.models.gids import Aanbod, Partner
from partners.models.passend import Passend
from partners.models.post import Antwoordlink, Mail
from partners.models.teams import Agendapunt, Beslissing, Casusteam, Teamlid, Teamoverleg
from partners.models.toestemming import Gegeven, Toestemming
from partners.models.vacatures import Taaleis, Toestand, Vacature
from partners.models.voordrachten import Fase, Voordracht, Voordrachtstap, Waarom
from partners.models.webhooks import Bezorging, Poging, Webhook
from partners.models.werkgevers import Bedrijfsbezoek, Lead, Werkgever, Werkgevercontact

__all__ = [
    "Aanbod",
    "Aanmelding",
    "Agendapunt",
    "Antwoordlink",
    "Bedrijfsbezoek",
    "Beroep",
    "Beroepswens",
    "Beschikbaarheid",
    "Beslissing",
    "Bezorging",
    "Casusteam",
    "Doorverwijzing",
    "Fase",
    "Gegeven",
    "Kanaal",
    "Lead",
    "Mail",
    "Moment",
    "Partij",
    "Partner",
    "Passend",
    "Poging",
    "Sector",
    "Status",
    "Taaleis",
    "Teamlid",
    "Teamoverleg",
    "Toestand",
    "Toestemming",
    "Vacature",
    "Verloop",
    "Voordracht",
    "Voordrachtstap",
    "Waarom",
    "Webhook",
    "Werkgever",
    "Werkgevercontact",
]
