"""Objects of ``wijkwerken`` in the addresses of the access matrix, and who may reach them."""

from datetime import timedelta

from django.utils import timezone

from tests.factories.gebruikers import GebruikerFactory, WerkplekFactory
from tests.wereld import WIJKWERKERS, ZIET, Geval, Wereld
from wijkwerken.models import Activiteit, Incident, Klacht, Opdracht, Stelsel, Toewijzing, Werkplekstap, Wijkwerker


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


def kwaliteit(wereld: Wereld) -> list[Geval]:
    """Each person on an assignment that stopped, with an incident and a complaint: of who may open their file."""
    gebruiker, gisteren = GebruikerFactory(), timezone.localdate() - timedelta(days=1)
    wie, begin = wereld.medewerkers["coordinator"], gisteren - timedelta(days=30)
    vast = {"gemeente": gebruiker.gemeente, "wijk": gebruiker.wijk, "van": begin, "door": wie}
    opdracht = Opdracht.objects.ongefilterd("test").create(
        gebruiker=gebruiker, activiteit=Activiteit.objects.first(), titel="Tuin", soort="herhaald", **vast
    )
    gevallen = []
    for naam, persoon in wereld.personen.items():
        mee = {"werkzoekende": persoon, "door": wie}
        wijkwerker = Wijkwerker.objects.ongefilterd("test").create(
            stelsel=Stelsel.objects.get(slug="wijk-werken"),
            consulent=wie,
            toeleider=wie.organisatie,
            bemiddelaar="Bea",
            toegeleid_op=begin,
            **mee,
        )
        toewijzing = Toewijzing.objects.ongefilterd("test").create(
            opdracht=opdracht, wijkwerker=wijkwerker, van=begin, tot=gisteren, **mee
        )
        aan = {"toewijzing": toewijzing, "wat": "stuk", **mee}
        incident = Incident.objects.ongefilterd("test").create(soort="schade", melden_tegen=gisteren, **aan)
        klacht = Klacht.objects.ongefilterd("test").create(gebruiker=gebruiker, **aan)
        rijen = {"toewijzing": toewijzing, "incident": incident, "klacht": klacht}
        gevallen += [Geval(f"{soort} {naam}", {"sleutel": rij.sleutel}, ZIET[naam]) for soort, rij in rijen.items()]
    return [*gevallen, Geval("kwaliteit", {}, WIJKWERKERS)]
