"""How what wijk-werken keeps about people is merged: nobody has two terms or works twice at one moment."""

from werkpunten.samenvoegregels import Daad, Regel
from wijkwerken.models import (
    Afrekenregel,
    Afwijking,
    Beurt,
    Coachgesprek,
    Incident,
    Interimdag,
    Klacht,
    Kwaliteitscontrole,
    Maandstaat,
    Overeenkomst,
    Prestatie,
    Schorsing,
    Tevredenheid,
    Toewijzing,
    Urenteller,
    Vervolgstap,
    Wijkwerker,
)

SAMEN = "In beide dossiers staan {} van wijk-werken in dezelfde tijd. Laat dat eerst rechtzetten."

EIGEN: tuple[Regel, ...] = (
    Regel(Wijkwerker, Daad.WEIGER, SAMEN.format("termijnen")),
    Regel(Overeenkomst),
    Regel(Schorsing),
    Regel(Toewijzing),
    Regel(Beurt, Daad.WEIGER, SAMEN.format("beurten")),
    Regel(Urenteller, Daad.WEIGER, SAMEN.format("uren die samen voor de grens tellen,")),
    Regel(Prestatie, Daad.WEIGER, SAMEN.format("gewerkte uren"), slot="nooit_anders"),
    Regel(Afrekenregel, slot="nooit_anders"),
    Regel(Maandstaat, slot="nooit_anders"),
    Regel(Afwijking),
    Regel(Coachgesprek),
    Regel(Vervolgstap),
    Regel(Interimdag),
    Regel(Kwaliteitscontrole),
    Regel(Tevredenheid),
    Regel(Klacht),
    Regel(Incident),
)
