"""Trajectories of the demonstration, and one colleague who is away, so that there is somebody to cover for."""

from datetime import timedelta

from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten import trajecten
from trajecten.afwezigheden import meld_afwezig, waarnemers_van
from trajecten.models import Traject, Trajectsjabloon
from werkpunten.demo.laden import Vraag
from werkpunten.models import Afwezigheid, Begeleiding
from werkpunten.waarneming import begeleid_door

ACCOUNT = "consulent@demo.test"
TRAJECTEN, GESLOTEN = 20, 3
SINDS, NOG = timedelta(days=2), timedelta(days=5)


def laad_trajecten(vraag: Vraag) -> None:
    """A trajectory for every other person whom the consultant of the demonstration coaches, in all phases; the
    first ones are closed again. Each started on the day of the coaching.
    """
    wie = Medewerker.objects.filter(email=ACCOUNT).first()
    sjablonen = list(Trajectsjabloon.objects.te_starten(vandaag()).prefetch_related("fasen"))
    if wie is None or not sjablonen:
        return
    mee = ("werkzoekende", "werkpunt")
    begeleid = Begeleiding.objects.ongefilterd("demonstratie").lopend().filter(begeleider=wie).select_related(*mee)
    for nummer, begeleiding in enumerate(begeleid.order_by("pk")[: 2 * TRAJECTEN : 2]):
        sjabloon = sjablonen[nummer % len(sjablonen)]
        begin = timezone.localtime(begeleiding.van).date()
        velden = {"sjabloon": sjabloon, "doel": sjabloon.doel, "intensiteit": sjabloon.intensiteit, "begin": begin}
        traject = Traject(werkzoekende=begeleiding.werkzoekende, werkpunt=begeleiding.werkpunt, **velden)
        trajecten.start(traject, begeleider=wie, door=wie)
        fasen = list(sjabloon.fasen.all())
        trajecten.zet_fase(traject, fasen[nummer % len(fasen)], door=wie)
        if nummer < GESLOTEN:
            trajecten.sluit(
                traject,
                resultaat="werk",
                uitleg="Vond werk in de buurt.",
                einde=min(vraag.tot, vandaag()),
                begeleiding_stopt=False,
                taken_vervallen=False,
                door=wie,
            )


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
