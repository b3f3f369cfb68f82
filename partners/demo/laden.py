"""What the demonstration shows of partners and employers, once people and contacts are there."""

from partners.demo import gids, teams, verwijzingen, werkgevers
from werkpunten.demo.laden import Vraag


def laad(vraag: Vraag) -> None:
    partners = gids.laad(vraag.tot)
    verwijzingen.laad(partners, vraag.tot, vraag.toeval("doorverwijzingen"))
    verwijzingen.laad_aanmeldingen(partners["vzw Compaan"], vraag.tot)
    teams.laad(partners["vzw Compaan"], vraag.tot)
    werkgevers.laad(vraag.tot, vraag.toeval("werkgevers"))
    gids.geef_adressen(partners.values())
