"""Wijk-werken: what may be done, for whom and where, who works, when, and how good it is."""

from wijkwerken.models.activiteiten import Activiteit, Antwoord, Gebruikerstype, Toelating
from wijkwerken.models.afrekening import Afrekenregel, Gebruikersstaat, Maandafsluiting, Maandstaat
from wijkwerken.models.afwijkingen import Afwijking
from wijkwerken.models.cheques import Chequegebruik, Chequelot
from wijkwerken.models.coaching import Coachgesprek
from wijkwerken.models.gebied import Gemeente, Werkingsgebied
from wijkwerken.models.gebruikers import Gebruikersovereenkomst, Inschrijvingsgeld, WijkwerkGebruiker
from wijkwerken.models.goedkeuring import Goedkeuringsvraag
from wijkwerken.models.kwaliteit import Incident, Klacht, Kwaliteitscontrole, Tevredenheid, VanWie
from wijkwerken.models.noden import Nood, Vraagdrempel
from wijkwerken.models.opdrachten import (
    Beurt,
    Buurtbeheercluster,
    Opdracht,
    Opdrachtmoment,
    Toewijzing,
    Urenteller,
)
from wijkwerken.models.prestaties import Prestatie
from wijkwerken.models.stelsels import UREN, Code, Regel, Stelsel, Tarief
from wijkwerken.models.werkplekken import Werkplek, Werkplekstand, Werkplekstap
from wijkwerken.models.wijkwerkers import (
    Interimdag,
    Overeenkomst,
    Schorsing,
    Uitkomst,
    Vervolg,
    Vervolgstap,
    Wijkwerker,
)
from wijkwerken.models.zitdagen import Herhaling, Zitdagreeks, Zitdaguitzondering

__all__ = [
    "UREN",
    "Activiteit",
    "Afrekenregel",
    "Afwijking",
    "Antwoord",
    "Beurt",
    "Buurtbeheercluster",
    "Chequegebruik",
    "Chequelot",
    "Coachgesprek",
    "Code",
    "Gebruikersovereenkomst",
    "Gebruikersstaat",
    "Gebruikerstype",
    "Gemeente",
    "Goedkeuringsvraag",
    "Herhaling",
    "Incident",
    "Inschrijvingsgeld",
    "Interimdag",
    "Klacht",
    "Kwaliteitscontrole",
    "Maandafsluiting",
    "Maandstaat",
    "Nood",
    "Opdracht",
    "Opdrachtmoment",
    "Overeenkomst",
    "Prestatie",
    "Regel",
    "Schorsing",
    "Stelsel",
    "Tarief",
    "Tevredenheid",
    "Toelating",
    "Toewijzing",
    "Uitkomst",
    "Urenteller",
    "VanWie",
    "Vervolg",
    "Vervolgstap",
    "Vraagdrempel",
    "Werkingsgebied",
    "Werkplek",
    "Werkplekstand",
    "Werkplekstap",
    "WijkwerkGebruiker",
    "Wijkwerker",
    "Zitdagreeks",
    "Zitdaguitzondering",
]
