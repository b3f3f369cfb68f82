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
from trajecten.models.overdracht import Overdracht
from trajecten.models.plan import Plan, Planakkoord, Plandoel, Stap, volgende_stap
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
from trajecten.models.trajecten import Resultaat, Traject, Trajectverloop, lopende_trajecten

__all__ = [
    "Deelname",
    "Doel",
    "Doelstelling",
    "Financiering",
    "Intensiteit",
    "Maatstaf",
    "Module",
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
    "Stap",
    "Traject",
    "Trajectsjabloon",
    "Trajectsoort",
    "Trajectverloop",
    "doelgroepnamen",
    "lopende_trajecten",
    "volgende_stap",
]
