"""A copy of everything we keep about a private customer, for that person (right of access, art. 15 GDPR).

Wijk-werkers are somebody else: what they did is named, never who it was. A test asks for every model and every field.
"""

from collections.abc import Callable
from typing import Any

from kern.templatetags.kern import getal
from toegang.models import Medewerker, Raadpleging
from werkpunten.afschrift import (
    ALLES,
    COLLEGA,
    IEMAND_ANDERS,
    TECHNISCH,
    Hoofdstuk,
    Onderdeel,
    Veld,
    Vraag,
    zet_papier,
)
from werkpunten.afschriftinzage import wie_keek
from wijkwerken.afschrift import in_euro
from wijkwerken.models import (
    Afrekenregel,
    Chequegebruik,
    Chequelot,
    Gebruikersovereenkomst,
    Gebruikersstaat,
    Goedkeuringsvraag,
    Inschrijvingsgeld,
    Klacht,
    Opdracht,
    Prestatie,
    Tevredenheid,
    VanWie,
    Werkplek,
    WijkwerkGebruiker,
)
from wijkwerken.regels import uren

WAAROM = "afschrift voor de gebruiker zelf"


def _rijen(model: Any, pad: str = "gebruiker", **voorwaarden: Any) -> Callable[[Vraag], Any]:
    return lambda vraag: model.objects.ongefilterd(WAAROM).filter(**{pad: vraag.persoon.pk}, **voorwaarden)


AAN = {"gebruiker": TECHNISCH, "door": COLLEGA}
BIJ = dict.fromkeys(("toewijzing", "werkzoekende"), IEMAND_ANDERS)
DELEN = (
    Onderdeel(
        WijkwerkGebruiker,
        "Wie je bent en hoe we je bereiken",
        (
            *("type", "voornaam", "achternaam", "extern_nummer", "telefoon", "email", "contacttaal", "straat"),
            *("postcode", "gemeente", "wijk", "opmerking", "geregistreerd_op", "gestopt_op", "stopreden", "gewist_op"),
        ),
        {
            **dict.fromkeys(("organisatie", "afdeling", "contactpersoon"), "van een privépersoon is dit leeg"),
            **dict.fromkeys(("zoeknaam", "sorteernaam", "aangemaakt", "gewijzigd_op"), TECHNISCH),
            "door": COLLEGA,
        },
        rijen=_rijen(WijkwerkGebruiker, "pk"),
        stuk=lambda rij: f"Gebruiker {rij.nummer}",
    ),
    Onderdeel(
        Gebruikersovereenkomst,
        "Je overeenkomsten",
        ("getekend_op", "van", "tot"),
        AAN,
        rijen=_rijen(Gebruikersovereenkomst),
    ),
    Onderdeel(
        Inschrijvingsgeld,
        "Je inschrijvingsgeld",
        ("jaar", Veld("bedrag", "bedrag", lambda rij, _: f"{getal(rij.bedrag, 2)} euro"), "betaald_op"),
        AAN,
        rijen=_rijen(Inschrijvingsgeld),
    ),
    Onderdeel(
        Opdracht,
        "Wat je vroeg",
        (
            *("titel", "activiteit", "soort", "gemeente", "wijk", "van", "tot", "minimum", "plaatsen"),
            *("leerdoelen", "gesloten_reden"),
        ),
        {**AAN, **dict.fromkeys(("werkplek", "cluster", "aangemaakt"), TECHNISCH)},
        rijen=_rijen(Opdracht),
        stuk=str,
    ),
    Onderdeel(
        Prestatie,
        "Wanneer er bij je gewerkt werd",
        (
            Veld("begin", "van"),
            Veld("einde", "tot"),
            Veld("minuten", "uren", lambda rij, _: uren(rij.minuten)),
            *("kilometers", "stand", "kanaal", "wie", "opmerking", "uitleg"),
        ),
        {
            **BIJ,
            "wijkwerker": IEMAND_ANDERS,
            "door": COLLEGA,
            "beoordeeld_door": COLLEGA,
            **dict.fromkeys(("beurt", "corrigeert", "vervallen", "op", "maand", "beoordeeld_op"), TECHNISCH),
        },
        rijen=_rijen(Prestatie, "toewijzing__opdracht__gebruiker"),
    ),
    Onderdeel(
        Goedkeuringsvraag,
        "Wanneer we vroegen of de uren juist zijn",
        ("op",),
        {**AAN, "link": TECHNISCH, "prestaties": "staan bij wanneer er gewerkt werd"},
        rijen=_rijen(Goedkeuringsvraag),
    ),
    Onderdeel(
        Gebruikersstaat,
        "Je overzicht per maand",
        (
            Veld("afsluiting", "maand", lambda rij, _: f"{rij.afsluiting.maand:%m/%Y}"),
            *("uren", "met_cheque"),
            *(Veld("bedrag", "prijs", in_euro("bedrag")), Veld("gedekt", "betaald met cheques", in_euro("gedekt"))),
        ),
        {
            "gebruiker": TECHNISCH,
            "inhoud": "staat bij wanneer er gewerkt werd",
            **dict.fromkeys(("sha256", "versie"), TECHNISCH),
        },
        rijen=_rijen(Gebruikersstaat),
    ),
    Onderdeel(
        Chequelot,
        "Je cheques",
        ("uitgegeven_op", "aantal", "gebruikt", Veld("prijs", "prijs per cheque", in_euro("prijs")), "vervalt_op"),
        AAN,
        rijen=_rijen(Chequelot),
    ),
    Onderdeel(
        Tevredenheid,
        "Hoe tevreden je was",
        ("dag", "score", "tekst"),
        {**BIJ, "door": COLLEGA, "van_wie": "enkel wat je zelf zei staat erin"},
        rijen=_rijen(Tevredenheid, "toewijzing__opdracht__gebruiker", van_wie=VanWie.GEBRUIKER),
    ),
    Onderdeel(
        Klacht,
        "Je klachten",
        ("dag", "wat", "antwoord", "afgehandeld_op"),
        {
            **AAN,
            **BIJ,
            "van_wie": "enkel wat je zelf zei staat erin",
            "afgehandeld_door": COLLEGA,
            "aangemaakt": TECHNISCH,
        },
        rijen=_rijen(Klacht, van_wie=VanWie.GEBRUIKER),
    ),
)
"""What the copy holds, in this order; who looked follows."""
STAAT_ELDERS = {
    Afrekenregel: "de overzichten tellen dit op",
    Chequegebruik: "de cheques zeggen hoeveel er gebruikt is",
    Werkplek: "een privépersoon heeft geen werkplek",
}
"""Other models of a customer, and why they are no chapter."""


def hoofdstukken(gebruiker: WijkwerkGebruiker, *, lezer: Medewerker) -> list[Hoofdstuk]:
    """The chapters with something in them."""
    wie: Any = gebruiker
    delen = [deel.hoofdstuk(Vraag(wie, lezer)) for deel in DELEN]
    delen.append(wie_keek(Raadpleging.objects.over_gebruiker(gebruiker.pk)))
    return [deel for deel in delen if deel.rijen or deel.stukken]


def maak_klantafschrift(gebruiker: WijkwerkGebruiker, *, lezer: Medewerker) -> bytes:
    """The copy as PDF, to print and give along."""
    naam = f"{gebruiker.voornaam} {gebruiker.achternaam}".strip()
    return zet_papier(ALLES, naam, gebruiker.nummer, hoofdstukken(gebruiker, lezer=lezer), lezer=lezer)
