"""One colleague who is away in the demonstration, so that there is somebody to cover for."""

from datetime import timedelta

from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten.afwezigheden import meld_afwezig, waarnemers_van
from werkpunten.demo.laden import Vraag
from werkpunten.models import Afwezigheid
from werkpunten.waarneming import begeleid_door

ACCOUNT = "consulent@demo.test"
SINDS, NOG = timedelta(days=2), timedelta(days=5)


def laad(vraag: Vraag) -> None:
    """The consultant of the demonstration covers for the first colleague who coaches people there.

    Nothing when the last day of the demonstration lies so far back that everybody has returned.
    """
    wie = Medewerker.objects.filter(email=ACCOUNT).first()
    tot = vraag.tot + NOG
    if wie is None or tot < vandaag():
        return
    for collega in waarnemers_van(wie):
        if begeleid_door(collega).exists():
            weg = Afwezigheid(medewerker=collega, waarnemer=wie, van=vraag.tot - SINDS, tot=tot)
            meld_afwezig(weg, door=collega)
            return
