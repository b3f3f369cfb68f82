"""Wijk-werken: what may be done, for whom and where, who works, when, and how good it is."""

from wijkwerken.models.activiteiten import Activiteit, Antwoord, Gebruikerstype, Toelating
from wijkwerken.models.gebied import Gemeente, Werkingsgebied
from wijkwerken.models.gebruikers import Gebruikersovereenkomst, Inschrijvingsgeld, WijkwerkGebruiker
from wijkwerken.models.werkplekken import Werkplek, Werkplekstand, Werkplekstap

__all__ = [
    "Activiteit",
    "Antwoord",
    "Gebruikersovereenkomst",
    "Gebruikerstype",
    "Gemeente",
    "Inschrijvingsgeld",
    "Toelating",
    "Werkingsgebied",
    "Werkplek",
    "Werkplekstand",
    "Werkplekstap",
    "WijkwerkGebruiker",
]
