"""Objects of ``wijkwerken`` in the addresses of the access matrix, and who may reach them."""

from datetime import time, timedelta

from django.utils import timezone

from tests.factories.gebruikers import GebruikerFactory, WerkplekFactory
from tests.wereld import WIJKWERKERS, ZIET, Geval, Wereld
from werkpunten.models import Werkpunt, Wijk
from wijkwerken.models import (
    Activiteit,
    Incident,
    Klacht,
    Nood,
    Opdracht,
    Overeenkomst,
    Stelsel,
    Toewijzing,
    Werkplekstap,
    Wijkwerker,
    Zitdagreeks,
)


def klanten(wereld: Wereld) -> list[Geval]:
    """A private customer with an agreement, and a work place with a step, here and in another wijk."""
    gebruiker, plek = GebruikerFactory(), WerkplekFactory()
    ver, verre_plek = GebruikerFactory(in_wijk="drongen"), WerkplekFactory(in_wijk="drongen")
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
        Geval("gebruiker van een andere wijk", {"sleutel": ver.sleutel}, {"wijkwerkconsulent"}),
        Geval("werkplek van een andere wijk", {"sleutel": verre_plek.sleutel}, {"wijkwerkconsulent"}),
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


def wijkzaken(wereld: Wereld) -> list[Geval]:
    """A schedule of zitdagen and a need of a wijk: they name nobody."""
    wie, nu = wereld.medewerkers["coordinator"], timezone.localdate()
    wijk = Wijk.objects.get(slug="ledeberg")
    vast = {"werkpunt": Werkpunt.objects.get(slug="rabot"), "consulent": wie, "plaats": "De Kring"}
    reeks = Zitdagreeks.objects.create(wijk=wijk, van=nu, begin=time(9), einde=time(12), **vast)
    nood = Nood.objects.create(wijk=wijk, wat="Zwerfvuil", door=wie)
    return [
        Geval("zitdag", {"sleutel": reeks.sleutel}, WIJKWERKERS),
        Geval("nood", {"sleutel": nood.sleutel}, WIJKWERKERS),
    ]


def opleiding(wereld: Wereld) -> list[Geval]:
    """Everybody with an agreement, so that they can be proposed for a training."""
    kwaliteit(wereld)
    for rij in Wijkwerker.objects.ongefilterd("test").select_related("werkzoekende"):
        velden = {"van": rij.toegeleid_op, "getekend_tot": timezone.localdate(), "tot": timezone.localdate()}
        mee = {"werkzoekende": rij.werkzoekende, "door": wereld.medewerkers["coordinator"]}
        Overeenkomst.objects.ongefilterd("test").create(wijkwerker=rij, **velden, **mee)
    return [Geval("opleiding", {"slug": "klein-tuinonderhoud"}, WIJKWERKERS), Geval("onbekend", {"slug": "x"}, ())]
