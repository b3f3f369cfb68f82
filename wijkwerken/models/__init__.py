"""Wijk-werken: what may be done, for whom and where, who works, when, and how good it is."""

from wijkwerken.models.activiteiten import Activiteit, Antwoord, Gebruikerstype, Toelating
from wijkwerken.models.gebied import Gemeente, Werkingsgebied
from wijkwerken.models.gebruikers import Gebruikersovereenkomst, Inschrijvingsgeld, WijkwerkGebruiker
from wijkwerken.models.stelsels import UREN, Code, Regel, Stelsel, Tarief
from wijkwerken.models.werkplekken import Werkplek, Werkplekstand, Werkplekstap

__all__ = [
    "UREN",
    "Activiteit",
    "Antwoord",
    "Code",
    "Gebruikersovereenkomst",
    "Gebruikerstype",
    "Gemeente",
    "Inschrijvingsgeld",
    "Regel",
    "Stelsel",
    "Tarief",
    "Toelating",
    "Werkingsgebied",
    "Werkplek",
    "Werkplekstand",
    "Werkplekstap",
    "WijkwerkGebruiker",
]
