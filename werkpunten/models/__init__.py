"""Work points, the people who come there, who may see them, and everything that happens with them."""

from werkpunten.models.betrokkenheid import Begeleiding, Betrokkenheid
from werkpunten.models.contacten import Contactmoment, ContactOnderwerp, Onderwerp, Soort, Telregel
from werkpunten.models.personen import Adres, ExterneSleutel, Statuut, Werkzoekende
from werkpunten.models.plaatsen import (
    Aanstelling,
    Openingsuur,
    Sluitingsdag,
    Werkpunt,
    Wijk,
    aanstellingen_van,
    rollen_uit_aanstellingen,
    werkpunten_van,
)

__all__ = [
    "Aanstelling",
    "Adres",
    "Begeleiding",
    "Betrokkenheid",
    "ContactOnderwerp",
    "Contactmoment",
    "ExterneSleutel",
    "Onderwerp",
    "Openingsuur",
    "Sluitingsdag",
    "Soort",
    "Statuut",
    "Telregel",
    "Werkpunt",
    "Werkzoekende",
    "Wijk",
    "aanstellingen_van",
    "rollen_uit_aanstellingen",
    "werkpunten_van",
]
