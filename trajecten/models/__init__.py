"""Coaching: projects and their templates, trajectories and their plans, and handing somebody over to a colleague."""

from trajecten.models.doelstellingen import (
    Doelstelling,
    Financiering,
    Maatstaf,
    Projectdoelgroep,
    Projectpartner,
    doelgroepnamen,
)
from trajecten.models.groepen import Deelname, Module, Sessie, Sessielead
from trajecten.models.inburgering import Inburgeringsdeel
from trajecten.models.overdracht import Overdracht
from trajecten.models.plan import BijTraject, Plan, Planakkoord, Plandoel, Stap, volgende_stap
from trajecten.models.projecten import (
    Doel,
    Intensiteit,
    Pijler,
    Programma,
    Project,
    Sjabloonfase,
    Trajectsjabloon,
    Trajectsoort,
)
from trajecten.models.resultaten import Resultaatmeting
from trajecten.models.stages import Evaluatie, Gastheersteun, Stage, Stageplaats
from trajecten.models.trajecten import Resultaat, Traject, Trajectverloop, lopende_trajecten
from trajecten.models.uitstroom import Aanwervingssubsidie, Nazorg, Subsidiesoort, Uitstroom

__all__ = [
    "Aanwervingssubsidie",
    "BijTraject",
    "Deelname",
    "Doel",
    "Doelstelling",
    "Evaluatie",
    "Financiering",
    "Gastheersteun",
    "Inburgeringsdeel",
    "Intensiteit",
    "Maatstaf",
    "Module",
    "Nazorg",
    "Overdracht",
    "Pijler",
    "Plan",
    "Planakkoord",
    "Plandoel",
    "Programma",
    "Project",
    "Projectdoelgroep",
    "Projectpartner",
    "Resultaat",
    "Resultaatmeting",
    "Sessie",
    "Sessielead",
    "Sjabloonfase",
    "Stage",
    "Stageplaats",
    "Stap",
    "Subsidiesoort",
    "Traject",
    "Trajectsjabloon",
    "Trajectsoort",
    "Trajectverloop",
    "Uitstroom",
    "doelgroepnamen",
    "lopende_trajecten",
    "volgende_stap",
]
