"""Trajectories and plans of the demonstration, and one colleague who is away: somebody to cover for."""

from datetime import date, timedelta

from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten import plan, trajecten
from trajecten.afwezigheden import meld_afwezig, waarnemers_van
from trajecten.models import Plan, Plandoel, Stap, Traject, Trajectsjabloon, Uitstroom
from werkpunten.demo.laden import Vraag
from werkpunten.models import Afstandsmeting, Afwezigheid, Begeleiding, Domeinscore, Intake, Werkzoekende
from werkpunten.waarneming import begeleid_door

ACCOUNT = "consulent@demo.test"
TRAJECTEN, GESLOTEN = 20, 3
VIER_WEKEN_EN_MEER = timedelta(days=33)
DOELEN = (
    (
        "Ik wil deeltijds poetsen, dicht bij de school van de kinderen",
        (("Motivatiebrief schrijven", "eigen", 2, "bezig"), ("Kinderopvang vragen", "eigen", 12, "niet_gestart")),
    ),
    (
        "Ik wil werken in een keuken",
        (
            ("Kennismaken met de keuken van het buurtrestaurant", "vrijwillig", -9, "klaar"),
            ("Twee weken stage", "stage", 20, "niet_gestart"),
        ),
    ),
    (
        "Ik wil beter Nederlands spreken, om zelf te kunnen bellen",
        (
            ("Praattafel in de bibliotheek", "taalcoach", 5, "bezig"),
            ("Niveau laten testen", "verwijzing", 15, "bezig"),
        ),
    ),
)
STERKTES = ("Op tijd, werkt graag in de keuken, kookt voor grote groepen.", "Handig, leert door te doen.", "")
VOORKEUREN = ("Niet in het weekend. Liefst met de fiets te doen.", "", "Rustig beginnen, halve dagen.")
VERSCHILLEN = (1, 0, 0, 2, -1, 0)
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
        _maak_plan(traject, nummer, wie)
        _meet(traject.werkzoekende, min(vraag.tot, vandaag()))
        if nummer < GESLOTEN:
            einde = max(begin, min(vraag.tot, vandaag()) - VIER_WEKEN_EN_MEER)
            trajecten.sluit(
                traject,
                resultaat="werk",
                uitleg="Vond werk in de buurt.",
                einde=einde,
                begeleiding_stopt=False,
                taken_vervallen=False,
                werk=Uitstroom(
                    werkzoekende=traject.werkzoekende, functie="Medewerker onthaal", contract="bepaald", begin=einde
                ),
                door=wie,
            )


def _maak_plan(traject: Traject, nummer: int, wie: Medewerker) -> None:
    """A goal with its steps for three of four; every other one was discussed."""
    if nummer % 4 == 3:
        return
    tekst, stappen = DOELEN[nummer % len(DOELEN)]
    doel = plan.bewaar_doel(Plandoel(traject=traject, tekst=tekst), door=wie)
    for wat, soort, dagen, status in stappen:
        velden = {"soort": soort, "status": status, "medewerker": wie if status == "bezig" else None}
        tegen = vandaag() + timedelta(days=dagen)
        plan.bewaar_stap(Stap(doel=doel, wat=wat, tegen=tegen, **velden), door=wie)
    woorden = {"sterktes": STERKTES[nummer % 3], "voorkeuren": VOORKEUREN[nummer % 3]}
    plan.bewaar_woorden(Plan(traject=traject, werkzoekende_id=traject.werkzoekende_id, **woorden), door=wie)
    if nummer % 2 == 0:
        gezien = plan.lees(traject, wie).afdruk
        plan.leg_vast(traject, op=vandaag(), manier="mondeling", gezien=gezien, door=wie)


def _meet(persoon: Werkzoekende, nu: date) -> None:
    """How it went at the intake, and how it goes now: some life domains better, one less so."""
    alle = Intake.objects.ongefilterd("demonstratie").filter(werkzoekende=persoon, afgerond__isnull=False)
    intake = alle.select_related("door").order_by("pk").first()
    if intake is None or not intake.domeinen or not intake.afstand:
        return
    toen = timezone.localdate(intake.afgerond)
    velden = {"werkzoekende": persoon, "door": intake.door}
    for dag, later in ((toen, 0), (nu, 1)):
        for nummer, (domein, scores) in enumerate(sorted(intake.domeinen.items())):
            erbij = later * VERSCHILLEN[nummer % len(VERSCHILLEN)]
            gemeten = {wie: min(5, max(1, score + erbij)) for wie, score in scores.items()}
            Domeinscore.objects.create(domein=domein, op=dag, **gemeten, **velden)
        afstand = max(1, intake.afstand - later)
        Afstandsmeting.objects.create(op=dag, afstand=afstand, reden=intake.afstand_reden, **velden)
        if nu <= toen:
            return


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
