"""Places of ``wijkwerken`` that come open, with who leaves and who may take over, in the access matrix."""

import uuid
from datetime import timedelta

from django.utils import timezone

from tests.factories.gebruikers import GebruikerFactory
from tests.wereld import WIJKWERKERS, ZIET, Geval, Wereld
from wijkwerken.models import Activiteit, Opdracht, Stelsel, Wijkwerker


def opvolging(wereld: Wereld) -> list[Geval]:
    """Each person on an assignment they leave in two weeks: of who may open their file."""
    gebruiker, vandaag = GebruikerFactory(), timezone.localdate()
    wie, begin = wereld.medewerkers["coordinator"], vandaag - timedelta(days=30)
    gevallen = [Geval("opvolging", {}, WIJKWERKERS)]
    for naam, persoon in wereld.personen.items():
        opdracht = Opdracht.objects.ongefilterd("test").create(
            gebruiker=gebruiker,
            activiteit=Activiteit.objects.first(),
            titel=f"Tuin {naam}",
            soort="herhaald",
            gemeente=gebruiker.gemeente,
            wijk=gebruiker.wijk,
            van=begin,
            door=wie,
        )
        wijkwerker = Wijkwerker.objects.ongefilterd("test").create(
            stelsel=Stelsel.objects.get(slug="wijk-werken"),
            werkzoekende=persoon,
            consulent=wie,
            toeleider=wie.organisatie,
            bemiddelaar="Bea",
            toegeleid_op=begin,
            afsprakenblad_op=begin,
            begin=begin,
            termijn_tot=begin + timedelta(days=365),
            door=wie,
        )
        wijkwerker.toewijzingen.create(
            opdracht=opdracht, werkzoekende=persoon, van=begin, tot=vandaag + timedelta(days=14), door=wie
        )
        adres = {"opdracht": opdracht.sleutel, "wijkwerker": wijkwerker.sleutel}
        gevallen.append(Geval(f"opvolger {naam}", adres, ZIET[naam]))
    return [*gevallen, Geval("opvolger onbekend", dict.fromkeys(("opdracht", "wijkwerker"), uuid.UUID(int=1)), ())]
