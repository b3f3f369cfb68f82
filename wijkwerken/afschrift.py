"""What wijk-werken puts into the copy of somebody's file. Customers are somebody else: only the work is named."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kern.templatetags.kern import getal
from werkpunten.afschrift import COLLEGA, IEMAND_ANDERS, TECHNISCH, Onderdeel, Veld, Vraag, van_persoon
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
from wijkwerken.regels import uren

AAN = {"wijkwerker": TECHNISCH, "door": COLLEGA}


def _wanneer(rij: Any, vraag: Vraag) -> str:
    begin, einde = timezone.localtime(rij.begin), timezone.localtime(rij.einde)
    return f"{begin:%d/%m/%Y %H:%M}–{einde:%H:%M}"


def _werk(rij: Any, vraag: Vraag) -> str:
    return str(rij.toewijzing.opdracht)


def _uren(veld: str) -> Veld:
    return Veld(veld, tekst=lambda rij, _: uren(getattr(rij, veld) or 0))


def in_euro(veld: str) -> Callable[[Any, Vraag], str]:
    return lambda rij, _: f"{getal(Decimal(getattr(rij, veld)) / 100, 2)} euro"


ALLE = (
    Onderdeel(
        Wijkwerker,
        "Je wijk-werken",
        (
            *("stelsel", "consulent", "toeleider", "bemiddelaar", "toegeleid_op", "afsprakenblad_op", "overgang"),
            *("begin", "termijn_tot", "gestopt_op", "uitkomst", "uitleg"),
        ),
        {"door": COLLEGA, "aangemaakt": TECHNISCH},
        rijen=van_persoon(Wijkwerker, "stelsel", "consulent", "toeleider"),
        stuk=lambda rij: f"{rij.stelsel}, sinds {rij.toegeleid_op:%d/%m/%Y}",
    ),
    Onderdeel(
        Overeenkomst,
        "Je wijk-werkovereenkomsten",
        ("van", "getekend_tot", "tot", "getekend_op"),
        AAN,
    ),
    Onderdeel(Schorsing, "Schorsingen van je overeenkomst", ("van", "tot", "reden", "toelichting"), AAN),
    Onderdeel(Interimdag, "Dagen interim naast het wijk-werken", ("dag",), {"wijkwerker": TECHNISCH}),
    Onderdeel(Vervolgstap, "Wat er na het wijk-werken komt", ("op", "soort", "wat", "tegen"), AAN),
    Onderdeel(
        Coachgesprek,
        "Wat je zei in gesprekken met je wijk-werkcoach",
        (
            Veld("contact", "wanneer", lambda rij, _: f"{rij.contact.dag:%d/%m/%Y}"),
            *("moment", "motivatie", "welbevinden", "eigen_woorden"),
        ),
        {"wijkwerker": TECHNISCH},
        rijen=van_persoon(Coachgesprek, "contact"),
    ),
    Onderdeel(
        Toewijzing,
        "Opdrachten waarop je stond",
        (Veld("opdracht", "opdracht", lambda rij, _: str(rij.opdracht)), "rol", "van", "tot"),
        {**AAN, "aangemaakt": TECHNISCH, "einde_reden": IEMAND_ANDERS},
        rijen=van_persoon(Toewijzing, "opdracht"),
    ),
    Onderdeel(
        Beurt,
        "Wanneer je gepland was",
        (Veld("begin", "wanneer", _wanneer), Veld("toewijzing", "opdracht", _werk), "status", "reden"),
        {**AAN, "einde": "staat bij wanneer"},
        rijen=van_persoon(Beurt, "toewijzing__opdracht"),
    ),
    Onderdeel(
        Prestatie,
        "Uren die je werkte",
        (
            *(Veld("begin", "wanneer", _wanneer), Veld("toewijzing", "opdracht", _werk)),
            *(Veld("minuten", "uren", lambda rij, _: uren(rij.minuten)), "kilometers", "uitleg"),
            *("stand", "maand"),
        ),
        {
            **AAN,
            "einde": "staat bij wanneer",
            **dict.fromkeys(("beurt", "corrigeert", "vervallen", "op", "kanaal", "beoordeeld_op"), TECHNISCH),
            **dict.fromkeys(("wie", "opmerking"), IEMAND_ANDERS),
            "beoordeeld_door": COLLEGA,
        },
        rijen=van_persoon(Prestatie, "toewijzing__opdracht"),
    ),
    Onderdeel(
        Maandstaat,
        "Wat je per maand verdiende",
        (
            *(Veld("afsluiting", "maand", lambda rij, _: str(rij.afsluiting)), "uren"),
            *(Veld("bedrag", "vergoeding", in_euro("bedrag")), Veld("reis", "verplaatsing", in_euro("reis"))),
        ),
        {
            **AAN,
            "inhoud": "staat bij de uren die je werkte",
            **dict.fromkeys(("sha256", "versie"), TECHNISCH),
        },
        rijen=van_persoon(Maandstaat, "afsluiting"),
    ),
    Onderdeel(
        Afrekenregel,
        "Wat elke dag werk opbracht",
        (
            "dag",
            "uren",
            Veld("vergoeding", "per uur", in_euro("vergoeding")),
            Veld("reis", "verplaatsing", in_euro("reis")),
        ),
        {
            **AAN,
            **dict.fromkeys(("afsluiting", "prestatie"), TECHNISCH),
            **dict.fromkeys(("gebruiker", "prijs", "met_cheque"), IEMAND_ANDERS),
        },
    ),
    Onderdeel(
        Urenteller,
        "Je uren per maand en per jaar",
        ("begin", "code", *map(_uren, ("grens", "gepland", "gewerkt", "te_regulariseren"))),
    ),
    Onderdeel(
        Afwijking,
        "Wanneer we van een regel afweken",
        (Veld("op", "wanneer", lambda rij, _: f"{timezone.localtime(rij.op):%d/%m/%Y}"), "tekst", "reden"),
        {**AAN, "toewijzing": TECHNISCH, "code": TECHNISCH},
    ),
    Onderdeel(
        Tevredenheid,
        "Hoe tevreden jullie waren",
        (Veld("toewijzing", "opdracht", _werk), "dag", "van_wie", "score", "tekst"),
        {"door": COLLEGA},
        rijen=van_persoon(Tevredenheid, "toewijzing__opdracht"),
    ),
    Onderdeel(
        Kwaliteitscontrole,
        "Hoe het werk gedaan was",
        (Veld("toewijzing", "opdracht", _werk), "dag", "oordeel", "geleerd", "beter"),
        {"door": COLLEGA},
        rijen=van_persoon(Kwaliteitscontrole, "toewijzing__opdracht"),
    ),
    Onderdeel(
        Incident,
        "Wat er misging op het werk",
        (Veld("toewijzing", "opdracht", _werk), "dag", "soort", "wat", "gewond", "melden_tegen", "gemeld_op"),
        {"door": COLLEGA, "gemeld_door": COLLEGA},
        rijen=van_persoon(Incident, "toewijzing__opdracht"),
    ),
    Onderdeel(
        Klacht,
        "Klachten",
        ("dag", "van_wie", "wat", "antwoord"),
        {
            "gebruiker": IEMAND_ANDERS,
            **dict.fromkeys(("toewijzing", "afgehandeld_op", "aangemaakt"), TECHNISCH),
            **dict.fromkeys(("door", "afgehandeld_door"), COLLEGA),
        },
    ),
)
