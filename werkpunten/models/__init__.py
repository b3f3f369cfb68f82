"""Work points, the people who come there, who may see them, and everything that happens with them."""

from werkpunten.models.afspraken import Afspraak, AfspraakCollega, volgende_afspraak
from werkpunten.models.afwezigheid import Afwezigheid, afwezig_tot
from werkpunten.models.banden import Band
from werkpunten.models.betrokkenheid import Begeleiding, Betrokkenheid
from werkpunten.models.contacten import Contactmoment, ContactOnderwerp, Onderwerp, Soort, Telregel
from werkpunten.models.externe_sleutels import ExterneSleutel
from werkpunten.models.herinneringen import Agendasleutel, Herinnering
from werkpunten.models.intake import (
    Afstand,
    Afstandsmeting,
    Doelgroep,
    Domein,
    Domeinscore,
    Drempel,
    Drempelsoort,
    Intake,
    Score,
    open_drempels,
)
from werkpunten.models.ontvangst import OntvangenPapier, Ontvangstbewijs, Papier
from werkpunten.models.outreach import Outreachronde, Straatregistratie, Vindplaats
from werkpunten.models.personen import Werkzoekende
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
from werkpunten.models.reeksen import (
    Adres,
    Arbeidsmarkt,
    Inkomen,
    Statuut,
    Taalniveau,
    Verblijf,
    Verblijfssoort,
    Werkrechtregel,
)
from werkpunten.models.samenvoegingen import Dubbel, Samenvoeging
from werkpunten.models.taken import Taak, taken_te_laat
from werkpunten.models.wachtrij import Wachtende

__all__ = [
    "Aanstelling",
    "Adres",
    "Afspraak",
    "AfspraakCollega",
    "Afstand",
    "Afstandsmeting",
    "Afwezigheid",
    "Agendasleutel",
    "Arbeidsmarkt",
    "Band",
    "Begeleiding",
    "Betrokkenheid",
    "ContactOnderwerp",
    "Contactmoment",
    "Doelgroep",
    "Domein",
    "Domeinscore",
    "Drempel",
    "Drempelsoort",
    "Dubbel",
    "ExterneSleutel",
    "Herinnering",
    "Inkomen",
    "Intake",
    "Onderwerp",
    "OntvangenPapier",
    "Ontvangstbewijs",
    "Openingsuur",
    "Outreachronde",
    "Papier",
    "Samenvoeging",
    "Score",
    "Sluitingsdag",
    "Soort",
    "Statuut",
    "Straatregistratie",
    "Taak",
    "Taalniveau",
    "Telregel",
    "Verblijf",
    "Verblijfssoort",
    "Vindplaats",
    "Wachtende",
    "Werkpunt",
    "Werkrechtregel",
    "Werkzoekende",
    "Wijk",
    "aanstellingen_van",
    "afwezig_tot",
    "open_drempels",
    "rollen_uit_aanstellingen",
    "taken_te_laat",
    "volgende_afspraak",
    "werkpunten_van",
]
