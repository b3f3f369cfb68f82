"""Customers, work places, zitdagen and needs of the demonstration: every name in it is made up."""

from datetime import date, time, timedelta

from django.db.models import Q

from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.demo.laden import Vraag
from werkpunten.models import Aanstelling, Contactmoment, Soort, Werkpunt, Wijk
from wijkwerken.models import Activiteit, Gemeente, Nood, Werkplek, Werkplekstap, WijkwerkGebruiker, Zitdagreeks
from wijkwerken.services import gebruikers, noden, werkplekken, zitdagen

ACCOUNT = "wijkwerk@demo.test"
GEBRUIKERS = (
    # kind, first name, name, wijk, street, signed an agreement, paid
    ("prive", "Rita", "Voorbeeld", "ledeberg", "Verzonnenstraat 12", True, True),
    ("prive", "Georges", "Proefman", "rabot-blaisantvest", "Denkbeeldlaan 3", True, True),
    ("prive", "Fatma", "Teststra", "dampoort", "Bedachtplein 8", True, False),
    ("prive", "Marcel", "Nepmans", "sluizeken-tolhuis-ham", "Fictieweg 21", False, False),
    ("vzw", "", "Buurthuis De Verzonnen Kring", "bloemekenswijk", "Denkbeeldlaan 40", True, True),
    ("vzw", "", "Sociale kruidenier De Gedachte", "rabot-blaisantvest", "Verzinselkaai 5", True, True),
    ("onderwijs", "", "Basisschool De Papieren Boot", "ledeberg", "Bedachtplein 1", True, True),
    ("ocmw", "", "Dienstencentrum Het Nergens", "nieuw-gent-uz", "Fictieweg 100", True, True),
    ("gemeente", "", "Dienst Groen (voorbeeld)", "dampoort", "Verzonnenstraat 99", True, True),
    ("landbouw", "", "Hoeve Ter Verbeelding", "oostakker", "Bedenkveld 2", False, False),
)
WERKPLEKKEN = (
    # name, organisation, mentor, activity, how far
    ("Keuken en refter", "Basisschool De Papieren Boot", "Ilse Voorbeeld", "middagtoezicht", 4),
    ("Voedselbedeling", "Sociale kruidenier De Gedachte", "Tarik Voorbeeld", "maaltijdbedeling", 4),
    ("Buurttuin", "Buurthuis De Verzonnen Kring", "An Voorbeeld", "spitten-zaaien-en-planten", 2),
    ("Onthaal", "Dienstencentrum Het Nergens", "", "onthaal-en-klasseren", 1),
    ("Propere straten", "Dienst Groen (voorbeeld)", "", "buurt-proper-houden", 0),
)
STAPPEN = (
    ("gesprek", "Gebeld en langs geweest. Ze willen graag meedoen."),
    ("goedgekeurd", "Werkvloer bekeken: er is tijd om iemand in te leren."),
    ("actief", "Afspraken gemaakt, er kan iemand beginnen."),
)
NODEN = (
    ("rabot-blaisantvest", "Zwerfvuil rond het plein na de markt", "buurt-proper-houden", "het buurthuis"),
    ("muide-meulestede-afrikalaan", "Ouderen raken niet alleen in de winkel", None, "de wijkgezondheid"),
    ("moscou-vogelhoek", "Gras voor de blokken wordt niet gemaaid", "gras-maaien-en-hagen-knippen", "bewoners"),
)


def laad(vraag: Vraag) -> None:
    """Nothing when the last day of the demonstration is not now: what still runs would be over."""
    wie = Medewerker.objects.filter(email=ACCOUNT).first()
    if wie is None or vraag.tot < vandaag() - timedelta(days=1):
        return
    inschrijvingen = {rij.achternaam: rij for rij in _gebruikers(wie)}
    for naam, organisatie, mentor, activiteit, stappen in WERKPLEKKEN:
        _werkplek(naam, inschrijvingen[organisatie], mentor, activiteit, stappen, wie=wie)
    _zitdagen(wie)
    for slug, wat, helpt, van_wie in NODEN:
        wijk, welke = Wijk.objects.get(slug=slug), Activiteit.objects.filter(slug=helpt).first()
        noden.bewaar(Nood(wijk=wijk, wat=wat, activiteit=welke, van_wie=van_wie), door=wie)


def _gebruikers(wie: Medewerker) -> list[WijkwerkGebruiker]:
    gent, dag = Gemeente.objects.get(slug="gent"), date(vandaag().year, 1, 5)
    op = min(dag, vandaag())
    gemaakt = []
    for type_, voornaam, naam, wijk, straat, getekend, betaald in GEBRUIKERS:
        contact = "" if type_ == "prive" else "Dominique Voorbeeld"
        waar = {"contactpersoon": contact, "wijk": Wijk.objects.get(slug=wijk), "gemeente": gent, "straat": straat}
        rij = WijkwerkGebruiker(
            type=type_,
            voornaam=voornaam,
            achternaam=naam,
            telefoon="09 000 00 00",
            geregistreerd_op=op,
            **waar,
        )
        gemaakt.append(
            gebruikers.registreer(
                rij, getekend_op=op if getekend else None, betaald_op=op if betaald else None, door=wie
            )
        )
    return gemaakt


def _werkplek(
    naam: str, van: WijkwerkGebruiker, mentor: str, activiteit: str, stappen: int, *, wie: Medewerker
) -> None:
    plek = Werkplek(
        naam=naam,
        organisatie=van.organisatie,
        gebruiker=van,
        verantwoordelijke=wie,
        straat=van.straat,
        gemeente=van.gemeente,
        wijk=van.wijk,
        plaatsen=2,
        mentor=mentor,
        mentor_uren=3,
        talen=["nl", "tr"],
        takenpakket="Afwisselend werk, elke week een nieuwe taak erbij.",
        groeipad="Van meehelpen naar zelf een ploegje aansturen.",
        toegankelijkheid="Dicht bij de tram.",
    )
    bewaard = werkplekken.bewaar(plek, door=wie)
    bewaard.activiteiten.set(Activiteit.objects.filter(slug=activiteit))
    for stand, wat in STAPPEN[: max(0, stappen - 1)]:
        werkplekken.zet_stap(Werkplekstap(werkplek=bewaard, naar_stand=stand, wat=wat), door=wie)
    if stappen == 0:
        straks = vandaag() + timedelta(days=4)
        stap = Werkplekstap(
            werkplek=bewaard,
            naar_stand="prospect",
            wat="Naam gekregen van een collega.",
            vervolg="Bellen",
            tegen=straks,
        )
        werkplekken.zet_stap(stap, door=wie)


def _zitdagen(wie: Medewerker) -> None:
    """A unit of its own for the zitdagen, so that the desk knows where she sits; with some visits of last weeks."""
    wijk = Wijk.objects.get(slug="bloemekenswijk")
    begin = vandaag() - timedelta(days=56 + vandaag().weekday())
    punt, _ = Werkpunt.objects.get_or_create(
        slug="zitdagen-wijk-werken",
        defaults={"naam": "Zitdagen wijk-werken", "soort": "zitdag", "wijk": wijk, "geopend_op": begin},
    )
    heeft = Aanstelling.objects.filter(Q(tot=None) | Q(tot__gte=vandaag()), medewerker=wie, werkpunt=punt)
    if not heeft.exists():
        Aanstelling.objects.create(medewerker=wie, werkpunt=punt, rol=Rol.WIJKWERKCONSULENT, van=begin)
    vast = {"werkpunt": punt, "consulent": wie, "begin": time(9), "einde": time(12)}
    elke_week = Zitdagreeks(wijk=wijk, plaats="Buurthuis De Verzonnen Kring", van=begin + timedelta(days=1), **vast)
    even = Zitdagreeks(
        wijk=Wijk.objects.get(slug="muide-meulestede-afrikalaan"),
        plaats="Bibliotheek De Lege Bladzijde",
        van=begin + timedelta(days=3),
        herhaling="even",
        **vast,
    )
    for reeks in (elke_week, even):
        zitdagen.bewaar(reeks, door=wie)
    for week in range(1, 5):
        dag = elke_week.van + timedelta(days=7 * week)
        for uur in range(9, 11):
            Contactmoment.objects.create(
                werkpunt=punt, medewerker=wie, soort=Soort.ZITDAG, dag=dag, tijdstip=time(uur, 15), wijk=wijk
            )
