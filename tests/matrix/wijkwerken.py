"""Rows of the access matrix: ``wijkwerken``."""

from tests.access import Rij
from tests.wereld import WIJKWERKERS

RIJEN: dict[str, Rij] = {
    "wijkwerken:planning": Rij(WIJKWERKERS),
}
