"""What trajectories and handovers put into the copy of somebody's file."""

from trajecten.models import Overdracht, Traject, Trajectverloop
from werkpunten.afschrift import COLLEGA, TECHNISCH, Onderdeel, Veld, van_persoon

OVERDRACHTEN = Onderdeel(
    Overdracht,
    "Van de ene begeleider naar de andere",
    (
        "van_werkpunt",
        "werkpunt",
        "naar",
        "status",
        Veld("gevraagd_op", "gevraagd op"),
        Veld("beslist_op", "beslist op"),
    ),
    {
        **dict.fromkeys(("bundel", "van", "gevraagd_door"), TECHNISCH),
        **dict.fromkeys(("reden", "uitleg"), COLLEGA),
    },
    rijen=van_persoon(Overdracht, "naar", "werkpunt", "van_werkpunt"),
)
TRAJECTEN = (
    Onderdeel(
        Traject,
        "Je trajecten",
        (
            Veld("sjabloon", "traject", lambda t, _: f"{t.sjabloon.project}: {t.sjabloon}"),
            *("soort", "doel", "intensiteit", "werkpunt", "fase", "begin", "einde", "resultaat", "uitleg"),
            Veld("begeleiding", "begeleider", lambda t, _: str(t.begeleiding.begeleider)),
        ),
        {"sleutel": TECHNISCH},
        rijen=van_persoon(Traject, "sjabloon__project", "werkpunt", "fase", "begeleiding__begeleider"),
        stuk=lambda traject: str(traject.sjabloon),
    ),
    Onderdeel(
        Trajectverloop,
        "Wat er in je trajecten gebeurde",
        (
            *("moment", Veld("traject", "traject", lambda g, _: str(g.traject.sjabloon)), Veld("soort", "wat")),
            Veld("tekst", "uitleg"),
        ),
        {"door": COLLEGA},
        rijen=van_persoon(Trajectverloop, "traject__sjabloon"),
    ),
)
