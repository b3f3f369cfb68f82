"""Coaching: projects and their templates, trajectories, and handing somebody over to a colleague."""

from trajecten.models.overdracht import Overdracht
from trajecten.models.projecten import Doel, Intensiteit, Project, Sjabloonfase, Trajectsjabloon, Trajectsoort
from trajecten.models.trajecten import Resultaat, Traject, Trajectverloop

__all__ = [
    "Doel",
    "Intensiteit",
    "Overdracht",
    "Project",
    "Resultaat",
    "Sjabloonfase",
    "Traject",
    "Trajectsjabloon",
    "Trajectsoort",
    "Trajectverloop",
]
