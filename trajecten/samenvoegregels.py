"""How trajectories and what comes with them are merged."""

from trajecten.models import (
    Aanwervingssubsidie,
    Deelname,
    Evaluatie,
    Inburgeringsdeel,
    Nazorg,
    Overdracht,
    Plan,
    Planakkoord,
    Plandoel,
    Resultaatmeting,
    Stage,
    Stap,
    Traject,
    Trajectverloop,
    Uitstroom,
)
from werkpunten.samenvoegregels import Daad, Regel

EIGEN: tuple[Regel, ...] = (
    Regel(
        Traject,
        Daad.KIES,
        "Twee trajecten van dezelfde soort overlappen. Welk telt? Het andere gaat opzij, met zijn plan.",
    ),
    Regel(Trajectverloop),
    Regel(Plan),
    Regel(Plandoel),
    Regel(Stap),
    Regel(Planakkoord),
    Regel(Resultaatmeting),
    Regel(
        Deelname,
        Daad.KIES,
        "In beide dossiers staat dezelfde activiteit. Welke inschrijving telt?",
    ),
    Regel(
        Overdracht,
        Daad.KIES,
        "In beide dossiers staat dezelfde overdracht, of wacht er een op antwoord. Welke telt?",
        voorop=True,
    ),
    Regel(
        Uitstroom,
        Daad.KIES,
        "In beide dossiers staat werk bij dezelfde werkgever in dezelfde tijd. Wat telt?",
        omhangen=True,
    ),
    Regel(Aanwervingssubsidie),
    Regel(Nazorg),
    Regel(
        Stage,
        Daad.KIES,
        "In beide dossiers staat dezelfde stageplaats in dezelfde tijd. Welke telt?",
    ),
    Regel(Evaluatie),
    Regel(Inburgeringsdeel),
)
