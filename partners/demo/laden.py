"""What the demonstration shows of partners, once people and contacts are there."""

from partners.demo import gids
from werkpunten.demo.laden import Vraag


def laad(vraag: Vraag) -> None:
    gids.laad(vraag.tot)
