"""Organisations people are referred to: what they offer, what they may know, and what became of it."""

from partners.models.aanmeldingen import Aanmelding
from partners.models.doorverwijzingen import Doorverwijzing, Kanaal, Partij, Status, Verloop
from partners.models.gids import Aanbod, Partner
from partners.models.post import Antwoordlink, Mail
from partners.models.toestemming import Gegeven, Toestemming

__all__ = [
    "Aanbod",
    "Aanmelding",
    "Antwoordlink",
    "Doorverwijzing",
    "Gegeven",
    "Kanaal",
    "Mail",
    "Partij",
    "Partner",
    "Status",
    "Toestemming",
    "Verloop",
]
