"""Wijk-werken: what may be done, for whom and where, who works, when, and how good it is."""

from wijkwerken.models.activiteiten import Activiteit, Antwoord, Gebruikerstype, Toelating
from wijkwerken.models.gebied import Gemeente, Werkingsgebied
from wijkwerken.models.gebruikers import Gebruikersovereenkomst, Inschrijvingsgeld, WijkwerkGebruiker
from wijkwerken.models.noden import Nood, Vraagdrempel
from wijkwerken.models.stelsels import UREN, Code, Regel, Stelsel, Tarief
from wijkwerken.models.werkplekken import Werkplek, Werkplekstand, Werkplekstap
from wijkwerken.models.zitdagen import Herhaling, Zitdagreeks, Zitdaguitzondering

__all__ = [
    "UREN",
    "Activiteit",
    "Antwoord",
    "Code",
    "Gebruikersovereenkomst",
    "Gebruikerstype",
    "Gemeente",
    "Herhaling",
    "Inschrijvingsgeld",
    "Nood",
    "Regel",
    "Stelsel",
    "Tarief",
    "Toelating",
    "Vraagdrempel",
    "Werkingsgebied",
    "Werkplek",
    "Werkplekstand",
    "Werkplekstap",
    "WijkwerkGebruiker",
    "Zitdagreeks",
    "Zitdaguitzondering",
]
