"""Objects of ``wijkwerken`` in the addresses of the access matrix, and who may reach them."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.gebruikers import GebruikerFactory, WerkplekFactory
from tests.wereld import WIJKWERKERS, Geval, Wereld
from wijkwerken.models import Werkplekstap


def klanten(wereld: Wereld) -> list[Geval]:
    """A private customer with an agreement, and a work place with a step: of everybody who organises wijk-werken."""
    gebruiker, plek = GebruikerFactory(), WerkplekFactory()
    wie = wereld.medewerkers["coordinator"]
    stap = Werkplekstap.objects.create(
        werkplek=plek,
        wat="gebeld",
        van_stand="prospect",
        naar_stand="prospect",
        door=wie,
        aangemaakt=timezone.now() - timedelta(days=1),
    )
    return [
        Geval("gebruiker", {"sleutel": gebruiker.sleutel}, WIJKWERKERS),
        Geval("overeenkomst", {"pk": gebruiker.overeenkomsten.ongefilterd("test").get().pk}, WIJKWERKERS),
        Geval("werkplek", {"sleutel": plek.sleutel}, WIJKWERKERS),
        Geval("plekstap", {"sleutel": stap.sleutel}, WIJKWERKERS),
    ]
