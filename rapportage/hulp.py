"""Help with the screens of this app."""

from kern.hulp import Hulp
from toegang.rollen import Rol

RAPPORTEN = Hulp(
    "Rapporten",
    "Hier zie je hoeveel verschillende personen de werkpunten bereikten, per maand en per werkpunt.",
    (
        "Kies een maand en een werkpunt en klik op Toon.",
        "Lees bij elk cijfer de definitie. Wie op twee werkpunten kwam, is in het totaal van de stad één persoon.",
        "Klik op PDF, Excel of CSV om de cijfers mee te nemen.",
        "Klik op Stuur mij een mail om te weten wanneer het volgende rapport klaar is.",
        "Leg een maand vast als de cijfers klaar zijn. Daarna veranderen ze niet meer.",
    ),
    ("rapportage:",),
    (),
    (
        (
            "Waarom is een cijfer verborgen?",
            "Kleine aantallen blijven verborgen, zodat niemand te herkennen is. Nul blijft wel zichtbaar.",
        ),
        (
            "De link naar een bestand werkt niet meer",
            "Een link werkt zeven dagen. Op de bladzijde van het rapport vind je de bestanden opnieuw.",
        ),
        (
            "Het rapport is nog niet klaar",
            "Je mag de pagina verlaten. Het rapport wordt verder gemaakt en staat daarna in de lijst.",
        ),
    ),
    frozenset({Rol.COORDINATOR, Rol.MANAGER}),
)
ALLE = (("rapporten", RAPPORTEN),)
