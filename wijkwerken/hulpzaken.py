"""Help with customers, work places, zitdagen, what is asked, and quality."""

from kern.hulp import Hulp
from toegang.rollen import Rol

WIE = frozenset({Rol.WIJKWERKCONSULENT, Rol.COORDINATOR})

GEBRUIKERS = Hulp(
    "Gebruikers van wijk-werken",
    "Hier staan de mensen en organisaties waar wijk-werkers gaan werken, met hun overeenkomst en inschrijvingsgeld.",
    (
        "Zoek op naam of nummer. Kies een filter om te zien wie nog iets moet tekenen of betalen.",
        "Klik op Gebruiker inschrijven. De overeenkomst en de betaling mogen meteen mee, of later.",
        "Open een gebruiker om een overeenkomst of betaling toe te voegen, of om de inschrijving te stoppen.",
    ),
    ("wijkwerken:gebruiker", "wijkwerken:overeenkomst"),
    (("n", "Gebruiker inschrijven"),),
    (
        (
            "Iemand vraagt wat we over hem of haar bijhouden",
            "Klik bij een privépersoon op Papier voor de gebruiker. Je krijgt een PDF om na te lezen en mee te geven.",
        ),
        (
            "Ik vind een gebruiker niet",
            "Een coördinator werkt met de gebruikers van de eigen wijken, met wie de eigen mensen werken en met wie "
            "die zelf inschreef. Een wijk-werkconsulent werkt met alle gebruikers.",
        ),
        ("Ik schreef de verkeerde in", "Klik binnen tien minuten op Ongedaan maken, bovenaan bij de gebruiker."),
        (
            "Hoe lang houden we de naam bij?",
            "Van een privépersoon zeven jaar nadat die stopte, tenzij een beheerder dat anders instelt. Daarna "
            "verdwijnen naam en adres vanzelf.",
        ),
    ),
    WIE,
)
WERKPLEKKEN = Hulp(
    "Werkplekken",
    "Een goede werkplek heeft een mentor, afwisselend werk en groeikansen. Zo volg je ze op tot er iemand werkt.",
    (
        "Voeg een werkplek toe zodra je aan een school of vzw denkt: ze begint als prospect.",
        "Noteer elke stap: wat je deed, waar de werkplek nu staat en wat de volgende stap is.",
        "De volgende stap wordt een taak voor wie de werkplek opvolgt.",
    ),
    ("wijkwerken:werkplek", "wijkwerken:stap"),
    (("n", "Werkplek toevoegen"), ("Ctrl+Enter", "De stap bewaren")),
    (
        ("Ik kan niet goedkeuren", "Vul eerst de mentor in, bij Wijzigen."),
        ("Ik kan niet op actief zetten", "Schrijf de organisatie in als gebruiker en kies die bij Wijzigen."),
    ),
    WIE,
)
ACTIVITEITEN = Hulp(
    "Activiteiten",
    "De lijst zegt wat wijk-werkers mogen doen, voor welke gebruikers en in welke gemeente.",
    (
        "Kies een gemeente om te zien wat daar mag.",
        "Een coördinator of beheerder klikt op Wijzigen. Dat geldt vanaf vandaag, wat vroeger mocht blijft staan.",
    ),
    ("wijkwerken:activiteit",),
    (),
    (("Een activiteit ontbreekt", "Een beheerder voegt ze toe onder Beheer, bij Activiteiten."),),
    WIE | {Rol.BEHEERDER},
)
ZITDAGEN = Hulp(
    "Zitdagen",
    "Een zitdag is een vaste plek in de wijk waar iemand van ons zit, bijvoorbeeld in een buurthuis.",
    (
        "Klik op Zitdag plannen. Ze kan elke week, in even of oneven weken of elke maand terugkomen.",
        "Gaat een dag niet door, of zit er iemand anders? Open de zitdag en vul Een dag anders in.",
        "Bewaar bezoeken Aan de balie, met Zitdag bij Hoe. Ze tellen vanzelf mee bij de zitdag van die dag.",
        "De dekking toont alle wijken, en waar de volgende zitdag het meest zou bereiken.",
    ),
    ("wijkwerken:zitdag",),
    (("n", "Zitdag plannen"), ("j", "Vorige week"), ("v", "Deze week"), ("l", "Volgende week")),
    (("Wat zijn even weken?", "De weken met een even nummer, zoals op de meeste kalenders."),),
    WIE,
)
VRAAG = Hulp(
    "Vraag en noden",
    "Hier zie je wat er gevraagd wordt en wie het kan doen, en wat er leeft in de wijken.",
    (
        "Kies een wijk om enkel daar te kijken.",
        "Is het tekort te groot, dan staat er Korte opleiding plannen. Haal weg wie niet gaat.",
        "Noteer bij Noden wat bewoners of verenigingen missen, en later wat we eraan deden.",
    ),
    ("wijkwerken:vraag", "wijkwerken:nood"),
    (("n", "Nood noteren"),),
    (("Wanneer wordt een opleiding voorgesteld?", "Vanaf het tekort dat een beheerder instelt onder Beheer."),),
    WIE,
)
KWALITEIT = Hulp(
    "Kwaliteit",
    "Hier zie je hoe tevreden wie werkt en wie laat werken zijn, en wat er misging.",
    (
        "Vraag na elke opdracht aan beide kanten hoe het was.",
        "Een incident meld je binnen zeven werkdagen aan VDAB. De teller staat hier en op je startpagina.",
        "Een klacht blijft open tot je schrijft wat we eraan deden.",
        "Gaat een klacht niet over één opdracht? Klik op Klacht noteren, hier of bij de gebruiker.",
    ),
    ("wijkwerken:kwaliteit", "wijkwerken:toewijzing-kwaliteit", "wijkwerken:klacht", "wijkwerken:incident"),
    (("Ctrl+Enter", "Bewaren"),),
    (("Tellen feestdagen mee?", "Nee: enkel werkdagen, zonder weekend en Belgische feestdagen."),),
    WIE,
)
CONTINUITEIT = Hulp(
    "Continuïteit",
    "Zien welke plaatsen binnenkort niemand meer hebben, en wie het kan overnemen.",
    (
        "Onder elk voorstel staat waarom: werkte hier eerder, woont in dezelfde wijk, spreekt dezelfde taal.",
        "Klik op Wat als of Wat zonder om te zien wat er dan verandert. Er wordt nog niets bewaard.",
        "Klik op Kies, kijk de dagen na en spreek af. Het bezoek samen en de eerste weken staan dan in de planning.",
    ),
    ("wijkwerken:continuiteit", "wijkwerken:opvolging"),
    (("Ctrl+Enter", "Afspreken"),),
    (
        (
            "Waarom staat iemand er niet bij?",
            "Die heeft geen uren meer, werkt dan al, kan niet op die uren, stopt zelf of volgde de verplichte "
            "opleiding niet.",
        ),
    ),
    WIE,
)
MAANDEN = Hulp(
    "Uren, cheques en de maand afsluiten",
    "Van gewerkte uren naar geld: de gebruiker keurt de uren goed, en elke maand krijgt iedereen een overzicht.",
    (
        "Laat de uren goedkeuren: stuur de gebruiker een mail met een link, of noteer wie je aan de telefoon had.",
        "Klopt er iets niet? Open de beurt en corrigeer. De nieuwe uren gaan opnieuw naar de gebruiker.",
        "Is alles goedgekeurd, sluit dan de maand af. De overzichten staan klaar als PDF.",
    ),
    ("wijkwerken:maand", "wijkwerken:uren", "wijkwerken:cheques", "wijkwerken:gebruikersstaat"),
    (),
    (
        (
            "Er was toch nog een fout in een afgesloten maand",
            "Een afgesloten maand gaat nooit meer open. Corrigeer de uren bij de beurt: de verbetering komt op het "
            "volgende overzicht.",
        ),
        (
            "Welk tarief geldt?",
            "Dat van de dag waarop er gewerkt werd. Elk begonnen uur telt als een heel uur. Verplaatsing wordt "
            "vergoed boven 10 km heen en terug, dan voor alle kilometers.",
        ),
        (
            "Hoe gaan cheques eraf?",
            "Bij het afsluiten: één cheque per begonnen uur, eerst die het vroegst vervallen. Zijn er te weinig, dan "
            "staat de rest als te betalen op het overzicht.",
        ),
    ),
    WIE,
)
ALLE = (
    ("wijkwerken-gebruikers", GEBRUIKERS),
    ("wijkwerken-werkplekken", WERKPLEKKEN),
    ("wijkwerken-activiteiten", ACTIVITEITEN),
    ("wijkwerken-zitdagen", ZITDAGEN),
    ("wijkwerken-vraag", VRAAG),
    ("wijkwerken-kwaliteit", KWALITEIT),
    ("wijkwerken-continuiteit", CONTINUITEIT),
    ("wijkwerken-maanden", MAANDEN),
)
