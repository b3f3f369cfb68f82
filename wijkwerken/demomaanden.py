"""Cheques, approved and disputed hours, and closed months of the demonstration."""

from datetime import timedelta

from kern.tijd import vandaag
from toegang.models import Medewerker
from werkpunten.demo.laden import Vraag
from wijkwerken import maanden
from wijkwerken.models import Chequelot, Prestatie, WijkwerkGebruiker
from wijkwerken.services import afsluiten, cheques, goedkeuring

ACCOUNT = "wijkwerk@demo.test"
CHEQUES = 40
WACHT = 6
"""So many entries of this month still wait for the customer, after one that is disputed."""


def laad(vraag: Vraag) -> None:
    """Every month that is over is closed; of this one most is approved."""
    coach = Medewerker.objects.filter(email=ACCOUNT).first()
    if coach is None or vraag.tot < vandaag():
        return
    alle = Prestatie.objects.ongefilterd("demonstratie").wacht().order_by("-begin", "pk")
    klanten = WijkwerkGebruiker.objects.ongefilterd("demonstratie").filter(
        opdrachten__toewijzingen__prestaties__in=alle
    )
    for klant in klanten.distinct():
        lot = Chequelot(gebruiker=klant, aantal=CHEQUES, uitgegeven_op=vandaag() - timedelta(days=30))
        cheques.geef_uit(lot, door=coach)
    nu = list(alle.filter(maand=vandaag().replace(day=1)).values_list("pk", flat=True))
    for rij in alle.exclude(pk__in=nu[1 : WACHT + 1]).select_related("toewijzing__opdracht__gebruiker"):
        goed = rij.pk not in nu[:1]
        opmerking = "" if goed else "Het was een half uur korter."
        zei = {"wie": "Rita Voorbeeld", "kanaal": Prestatie.Kanaal.TELEFOON, "opmerking": opmerking}
        goedkeuring.noteer(rij.toewijzing.opdracht.gebruiker, [rij.sleutel], goed=goed, **zei, door=coach)
    maand = maanden.te_sluiten()
    while maand is not None and maanden.voorbij(maand):
        afsluiten.sluit(maand, door=coach)
        maand = maanden.te_sluiten()
