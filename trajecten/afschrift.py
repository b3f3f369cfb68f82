"""What handovers put into the copy of somebody's file."""

from trajecten.models import Overdracht
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
