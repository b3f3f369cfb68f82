"""Employers of the demonstration, all made up: visits, leads, vacancies, what people want, and proposals."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle
from random import Random

from django.utils import timezone

from partners.demo.gids import stukken
from partners.models import (
    Bedrijfsbezoek,
    Beroep,
    Beroepswens,
    Beschikbaarheid,
    Fase,
    Lead,
    Moment,
    Toestand,
    Vacature,
    Voordracht,
    Voordrachtstap,
    Werkgever,
    Werkgevercontact,
)
from partners.services import voordragen, werkgevers
from toegang.models import Medewerker
from werkpunten.models import Aanstelling, Begeleiding, Betrokkenheid, Taak, Taalniveau, Wijk
from werkpunten.models.betrokkenheid import BegeleidingQuerySet

WERKGEVERS = """
Poetsbedrijf De Blinkende Emmer | schoonmaak | rabot-blaisantvest | Nele Voorbeeld | planner
    Wil graag mensen uit de buurt, ook met weinig Nederlands. | 0000.000.196
Magazijnen Dozenberg | logistiek | muide-meulestede-afrikalaan | Tarik Voorbeeld | ploegbaas
    Werkt in drie ploegen. Er rijdt een bus naar de haven. | 0000.000.295
Brasserie De Verzonnen Lepel | horeca | binnenstad | Ilse Voorbeeld | zaakvoerder
    Zoekt vooral voor het weekend. |
Bouwwerken Steen & Zoon (fictief) | bouw | ledeberg | Dirk Voorbeeld | werfleider
    Neemt graag eerst iemand op stage. | 0000.000.394
Woonzorgcentrum De Rustige Bank | zorg | dampoort | Fatma Voorbeeld | personeelsdienst
    Zoekt zorgkundigen en logistieke hulp. |
Tuinen Van Groenendal (fictief) | groen | drongen | Piet Voorbeeld | zaakvoerder
    Seizoenswerk van maart tot oktober. |
Winkel De Volle Korf | winkel | ledeberg | Sara Voorbeeld | winkelverantwoordelijke
    Flexibele uren, ook op zaterdag. |
Koekjesfabriek Kruimelhof | industrie | gentse-kanaaldorpen-en-zone | Wim Voorbeeld | productieleider
    Een opleiding van twee weken op de vloer. | 0000.000.493
"""
"""Two lines each: name, sector, wijk, contact, their job; notes, enterprise number."""
VACATURES = """
Poetsbedrijf De Blinkende Emmer | huishoudhulp | Huishoudhulp in de buurt | 4 | 19 | 32
    voormiddag namiddag | nl A1 | Zelfstandig kunnen werken. Fiets of abonnement is handig. | 20 |
Poetsbedrijf De Blinkende Emmer | schoonmaker-in-gebouwen | Schoonmaker in twee scholen | 2 | 20 | 25
    avond | nl A2 | 's Avonds na de school, vijf dagen. | 9 |
Magazijnen Dozenberg | magazijnmedewerker | Orderpicker met scanner | 6 | 38 | 38
    voormiddag namiddag nacht | nl A2 | Kunnen tillen tot 15 kg. Werken in ploegen. | 30 |
Magazijnen Dozenberg | heftruckchauffeur | Heftruckchauffeur | 1 | 38 | 38
    voormiddag namiddag | nl B1 | Attest heftruck nodig. | 60 | ingevuld
Brasserie De Verzonnen Lepel | keukenhulp | Keukenhulp in het weekend | 1 | 16 | 24
    avond weekend | nl A1 fr A1 | Groenten snijden en de keuken proper houden. | 5 |
Brasserie De Verzonnen Lepel | afwasser | Afwasser | 1 | 10 | 20
    avond weekend | | Snel kunnen werken. | 70 | ingetrokken
Bouwwerken Steen & Zoon (fictief) | hulparbeider-in-de-bouw | Hulparbeider op werven in Gent | 3 | 40 | 40
    voormiddag namiddag | nl A1 | Vroeg kunnen beginnen. Vervoer naar de werf gaat mee. | 14 |
Woonzorgcentrum De Rustige Bank | zorgkundige | Zorgkundige, deeltijds | 2 | 19 | 30
    voormiddag avond weekend | nl B1 | Een visum als zorgkundige. | 11 |
Woonzorgcentrum De Rustige Bank | logistiek-medewerker-in-de-zorg | Logistieke hulp | 1 | 19 | 19
    voormiddag | nl A2 | Maaltijden rondbrengen en bedden opmaken. | 16 |
Winkel De Volle Korf | rekkenvuller | Rekkenvuller, vroege uren | 2 | 20 | 24
    voormiddag weekend | nl A1 | Tussen 5 en 9 uur 's morgens. | 8 |
Koekjesfabriek Kruimelhof | productiemedewerker | Medewerker aan de koekjeslijn | 5 | 38 | 38
    voormiddag namiddag | nl A1 | Hygiëne is belangrijk. Opleiding op de vloer. | 45 | verlopen
"""
"""Two lines each: employer, occupation, title, places, hours; moments, languages, demands, days ago, state."""
WENSEN = (
    ("huishoudhulp", "schoonmaker-in-gebouwen"),
    ("magazijnmedewerker", "rekkenvuller", "productiemedewerker"),
    ("keukenhulp", "afwasser"),
    ("hulparbeider-in-de-bouw", "schilder"),
    ("zorgkundige", "logistiek-medewerker-in-de-zorg"),
    ("schoonmaker-in-gebouwen", "keukenhulp"),
    ("groenarbeider", "hulparbeider-in-de-bouw"),
    ("winkelbediende", "kassamedewerker", "rekkenvuller"),
    ("begeleider-in-de-kinderopvang", "toezichter-in-een-school"),
    ("bestelwagenchauffeur", "fietskoerier"),
)
PADEN = ((), ("bij_werkgever",), ("bij_werkgever", "gesprek"), ("bij_werkgever", "aangeworven"), ("niet_aangeworven",))
GEMEENTE = "9000 Gent"


def laad(tot: date, rng: Random) -> None:
    """Employers with their history, wishes of who is coached, and proposals in every phase."""
    makelaars = list(
        Medewerker.objects.filter(email__in=["consulent@demo.test", "coordinator@demo.test"]).order_by("email")
    )
    bedrijven = dict(_bedrijven(tot, makelaars, rng))
    vacatures = list(_vacatures(bedrijven, tot, makelaars))
    _wensen(tot, rng)
    _voordrachten([vacature for vacature in vacatures if vacature.toestand == Toestand.OPEN], tot, rng)


def _bedrijven(tot: date, makelaars: list[Medewerker], rng: Random) -> Iterator[tuple[str, Werkgever]]:
    for nummer, (naam, sector, wijk, wie, functie, notities, kbo) in enumerate(stukken(WERKGEVERS)):
        door, dag = makelaars[nummer % len(makelaars)], tot - timedelta(days=12 + 9 * nummer)
        werkgever = Werkgever.objects.create(
            naam=naam,
            sector=sector,
            wijk=Wijk.objects.get(slug=wijk),
            straat=f"Voorbeeldstraat {nummer + 1}",
            gemeente=GEMEENTE,
            notities=notities,
            kbo=kbo.replace(".", ""),
        )
        telefoon = f"09 000 01 {nummer:02d}"
        Werkgevercontact.objects.create(werkgever=werkgever, naam=wie, functie=functie, telefoon=telefoon)
        verder = {"met_wie": wie, "door": door}
        bezoek = Bedrijfsbezoek.objects.create(
            werkgever=werkgever, dag=dag, verslag=f"Kennisgemaakt en de werkvloer gezien. {notities}", **verder
        )
        kans = "Zoekt na de zomer extra mensen."
        Lead.objects.create(werkgever=werkgever, bezoek=bezoek, dag=dag, door=door, wat=kans)
        if nummer % 2 == 0:
            sleutel = uuid.UUID(int=rng.getrandbits(128), version=4)
            gebeld = Bedrijfsbezoek(sleutel=sleutel, werkgever=werkgever, soort="telefoon", met_wie=wie)
            gebeld.verslag, gebeld.dag = "Gebeld over de openstaande plaatsen.", dag + timedelta(days=7)
            gebeld.vervolg, gebeld.tegen = "Terugbellen over de plaatsen", timezone.localdate() + timedelta(days=5)
            werkgevers.leg_bezoek_vast(gebeld, kans=None, door=door)
            taken = Taak.objects.ongefilterd("demonstratie").filter(sleutel=werkgevers.taaksleutel(gebeld))
            taken.update(aangemaakt=_om(gebeld.dag))
        yield naam, werkgever


def _vacatures(bedrijven: dict[str, Werkgever], tot: date, makelaars: list[Medewerker]) -> Iterator[Vacature]:
    wie = cycle(makelaars)
    for van, beroep, titel, aantal, uren_van, uren_tot, momenten, talen, eisen, dagen, stand in stukken(VACATURES):
        begin, werkgever = tot - timedelta(days=int(dagen)), bedrijven[van]
        vacature = Vacature(
            werkgever=werkgever,
            beroep=Beroep.objects.get(slug=beroep),
            titel=titel,
            wijk=werkgever.wijk,
            plaats=werkgever.straat,
            eisen=eisen,
            aantal=int(aantal),
            uren_van=int(uren_van),
            uren_tot=int(uren_tot),
            momenten=momenten.split(),
            van=begin,
            tot=begin + timedelta(days=30 if stand == "verlopen" else 75),
        )
        woorden, door = talen.split(), next(wie)
        bewaard = werkgevers.bewaar_vacature(
            vacature, talen=list(zip(woorden[::2], woorden[1::2], strict=True)), door=door
        )
        if stand in {"ingevuld", "ingetrokken"}:
            reden = "De zaak sluit een maand." if stand == "ingetrokken" else ""
            bewaard = werkgevers.zet_vacature(bewaard, stand, reden=reden, door=door)
        Vacature.objects.filter(pk=bewaard.pk).update(aangemaakt=_om(begin))
        yield bewaard


def _wensen(tot: date, rng: Random) -> None:
    """Of everybody who is coached: two or three occupations, hours, moments and a level of Dutch."""
    beroepen = {beroep.slug: beroep for beroep in Beroep.objects.all()}
    mensen = list(dict.fromkeys(_begeleid().order_by("werkzoekende").values_list("werkzoekende", flat=True)))
    wensen, kan, talen = [], [], []
    for persoon in mensen:
        for volgorde, slug in enumerate(rng.choice(WENSEN), start=1):
            wensen.append(Beroepswens(werkzoekende_id=persoon, beroep=beroepen[slug], volgorde=volgorde))
        uren = rng.choice(((19, 25), (20, 38), (38, 40), (10, 20)))
        momenten = rng.sample(Moment.values, rng.randint(2, 4))
        if rng.random() < 0.8:
            velden = dict(zip(("uren_van", "uren_tot"), uren, strict=True))
            kan.append(Beschikbaarheid(werkzoekende_id=persoon, momenten=momenten, **velden))
        if rng.random() < 0.8:
            niveau = rng.choice(("0", "A1", "A1", "A2", "A2", "B1", "B2"))
            dag = tot - timedelta(days=rng.randint(10, 200))
            talen.append(Taalniveau(werkzoekende_id=persoon, op=dag, spreken=niveau, taal_bron="inschatting"))
    Beroepswens.objects.bulk_create(wensen)
    Beschikbaarheid.objects.bulk_create(kan)
    Taalniveau.objects.bulk_create(talen)


def _voordrachten(open_: list[Vacature], tot: date, rng: Random) -> None:
    """For consultants who can sign in, some of those they coach, each on its own path."""
    paden, gehad = cycle(PADEN), set[int]()
    for aanstelling in Aanstelling.objects.filter(
        rol="consulent", medewerker__email__in=["consulent@demo.test", "vreemde@demo.test"]
    ).select_related("medewerker"):
        door = aanstelling.medewerker
        mijne = _begeleid().filter(begeleider=door, werkzoekende__contactstatus="").select_related("werkzoekende")
        zichtbaar = Betrokkenheid.objects.ongefilterd("demonstratie").geldig_voor(door, schrijven=True)
        eigen = mijne.filter(werkzoekende__in=zichtbaar.values("werkzoekende")).order_by("pk")
        for nummer, begeleiding in enumerate(eigen[:10]):
            if begeleiding.werkzoekende_id in gehad or not open_:
                continue
            vacature, dagen = open_[nummer % len(open_)], rng.randint(3, 20)
            gehad.add(begeleiding.werkzoekende_id)
            voordracht = Voordracht(werkzoekende=begeleiding.werkzoekende, vacature=vacature)
            voordracht.toelichting = "Wil graag starten en kan de uren aan."
            bewaard = voordragen.draag_voor(voordracht, door=door)
            for naar in next(paden):
                waarom = "taal" if naar == "niet_aangeworven" else ""
                bewaard = voordragen.zet(bewaard, voordragen.Stap(bewaard.fase, naar, waarom=waarom), door=door)
            _verleg(bewaard, _om(tot - timedelta(days=dagen)))
            open_ = [rij for rij in open_ if rij != vacature or bewaard.fase != Fase.AANGEWORVEN]


def _verleg(voordracht: Voordracht, begin: datetime) -> None:
    """Put what the services wrote just now on the days it would have happened."""
    stappen = Voordrachtstap.objects.ongefilterd("demonstratie")
    moment = begin
    for nummer, stap in enumerate(list(stappen.filter(voordracht=voordracht).order_by("pk"))):
        moment = begin + timedelta(days=nummer)
        stappen.filter(pk=stap.pk).update(moment=moment, op=timezone.localtime(moment).date())
    alle = Voordracht.objects.ongefilterd("demonstratie").filter(pk=voordracht.pk)
    Vacature.objects.filter(pk=voordracht.vacature_id, stand_reden=voordragen.VOL).update(stand_sinds=moment)
    alle.update(aangemaakt=begin, fase_sinds=moment, akkoord_op=timezone.localtime(begin).date())


def _begeleid() -> BegeleidingQuerySet:
    return Begeleiding.objects.ongefilterd("demonstratie").lopend()


def _om(dag: date) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(10, 15)))
