"""Work points, the people who come there, who may see them, and everything that happens with them."""

from werkpunten.models.afspraken import Afspraak, AfspraakCollega, volgende_afspraak
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
from werkpunten.models.taken import Taak, taken_te_laat

__all__ = [
    "Aanstelling",
    "Adres",
    "Afspraak",
    "AfspraakCollega",
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
    "Taak",
    "Telregel",
    "Werkpunt",
    "Werkzoekende",
    "Wijk",
    "aanstellingen_van",
    "rollen_uit_aanstellingen",
    "taken_te_laat",
    "volgende_afspraak",
    "werkpunten_van",
]
