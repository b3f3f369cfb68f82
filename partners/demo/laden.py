"""What the demonstration shows of partners, once people and contacts are there."""

from partners.demo import gids, teams, verwijzingen
from werkpunten.demo.laden import Vraag


def laad(vraag: Vraag) -> None:
    partners = gids.laad(vraag.tot)
    verwijzingen.laad(partners, vraag.tot, vraag.toeval("doorverwijzingen"))
    verwijzingen.laad_aanmeldingen(partners["vzw Compaan"], vraag.tot)
    teams.laad(partners["vzw Compaan"])
    gids.geef_adressen(partners.values())
