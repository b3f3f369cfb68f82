"""Help with the screens of this app."""

from kern.hulp import Hulp
from toegang.rollen import BEGELEIDERS

_WIE = frozenset(BEGELEIDERS)
BEWAAR = ("Ctrl+Enter", "Bewaren")

VANDAAG = Hulp(
    "Vandaag",
    "Hier begint je dag. Je ziet wie er vandaag komt, wat je vandaag moest doen en wie je al lang niet meer zag.",
    (
        "Kijk bij Afspraken vandaag. Kwam de persoon? Klik op Gekomen: het contact is dan meteen genoteerd.",
        "Kwam de persoon niet? Klik op Niet gekomen. Daarna maak je met één klik een taak om het opnieuw te proberen.",
        "Is een taak gedaan? Klik op Klaar. Per ongeluk? Klik op Ongedaan maken, tot tien minuten daarna.",
        "Klik op een naam om het dossier te openen.",
    ),
    ("kern:start",),
    (("n", "Naar de balie"), ("k", "Klaar of gekomen, op de regel waar je staat")),
    (
        (
            "Er staat Nog te noteren",
            "Dat zijn vroegere afspraken waarvan niemand zei of de persoon kwam. Zonder antwoord telt ze niet mee.",
        ),
        (
            "Een taak staat er niet bij",
            "Je ziet hier enkel jouw taken die tegen vandaag klaar moesten zijn. De andere staan bij Al mijn taken.",
        ),
    ),
    _WIE,
)
BALIE = Hulp(
    "Aan de balie",
    "Hier noteer je in enkele seconden wie er langskwam en waarover het ging.",
    (
        "Typ enkele letters van de naam en kies de persoon. Je mag voornaam en naam wisselen, en accenten weglaten.",
        "Niet gevonden? Kies Nieuwe persoon. Wil iemand geen naam geven? Kies Anoniem bezoek.",
        "Kies minstens één thema en hoelang het duurde.",
        "Moet er nog iets gebeuren? Open Taak meegeven, Afspraak meegeven of Traject starten. Ze worden samen met het "
        "bezoek bewaard.",
        "Bewaar. Het scherm is daarna klaar voor de volgende persoon.",
    ),
    ("werkpunten:balie", "werkpunten:werkpunt-keuze", "werkpunten:werkzoekende-openen"),
    (
        ("/", "Naar het zoekveld"),
        ("1–8", "Thema aan of uit"),
        ("t", "Taak meegeven"),
        ("a", "Afspraak meegeven"),
        ("j", "Traject starten"),
        ("End", "Anoniem bezoek"),
        BEWAAR,
    ),
    (
        (
            "Ik bewaarde een fout bezoek",
            "Klik op Ongedaan maken. Dat kan tot tien minuten na het bewaren, door wie het bewaarde.",
        ),
        (
            "Ik vind de persoon, maar mag het dossier niet openen",
            "De persoon is bij jou nog niet gekend. Bewaar een bezoek of geef een reden. Je coördinator leest die.",
        ),
    ),
    _WIE,
)
AGENDA = Hulp(
    "Agenda",
    "Hier zie je je afspraken per dag of per week, en welke uren nog vrij zijn. Een coördinator ziet ook de agenda's "
    "van het eigen werkpunt.",
    (
        "Kies Dag of Week. Met Vorige, Vandaag en Volgende blader je.",
        "Klik op Nieuwe afspraak, of op Afspraak maken bij een vrij uur, en kies de persoon.",
        "Vul dag, uur en plaats in. Je ziet meteen wanneer je collega nog vrij is.",
        "Klik op het uur van een afspraak om ze te wijzigen, te verzetten of af te zeggen.",
        "Klik op Gekomen of Niet gekomen als de afspraak voorbij is.",
    ),
    ("werkpunten:agenda", "werkpunten:afspraak"),
    (
        *(("a", "Nieuwe afspraak"), ("j", "Vorige"), ("v", "Vandaag"), ("l", "Volgende")),
        *(("k", "Gekomen, op de regel waar je staat"), BEWAAR),
    ),
    (
        (
            "Er staat dat iemand dan al een afspraak heeft",
            "Dat is een waarschuwing. Klopt het toch? Vink Ja, toch zo bewaren aan en bewaar nog eens.",
        ),
        (
            "Er staat bezet zonder naam",
            "Die afspraak is met iemand van wie je het dossier niet mag openen.",
        ),
        (
            "Ik wil mijn afspraken in Outlook of op mijn telefoon zien",
            "Klik op In je eigen agenda. Daar maak je een geheim adres. Namen van personen staan er nooit in.",
        ),
        (
            "Wie krijgt een herinnering per mail?",
            "Enkel wie dat wil en van wie we een e-mailadres hebben. Je ziet dan een vinkje bij de afspraak. De mail "
            "vertrekt één keer, de dag voordien.",
        ),
        (
            "Wie moet ik bellen?",
            "Wie liefst telefoneert en ja zei op een telefoontje: dat vink je aan bij Gegevens, Telefoon. Op de "
            "laatste werkdag voor de afspraak staat er dan een taak klaar voor wie de afspraak heeft.",
        ),
    ),
    _WIE,
)
OUTREACH = Hulp(
    "Outreach",
    "Hier registreer je contacten op straat, ook zonder verbinding, en plan je wanneer je waar bent.",
    (
        "Open Outreach op de tablet terwijl er verbinding is. Daarna werkt de pagina ook zonder.",
        "Kies waar je bent en waarover het ging. Wil iemand een naam geven? Schrijf die erbij.",
        "Klik op Bewaren. Zodra er verbinding is, vertrekt alles vanzelf. Je ziet hoeveel er nog wacht.",
        "Gaf iemand een naam? Koppel het contact later: Aan de balie, Te koppelen.",
        "Bij Rondes plan je een week. Bij Vindplaatsen zet je waar de mensen zijn.",
    ),
    (
        "werkpunten:outreach",
        "werkpunten:ronde",
        "werkpunten:vindplaats",
        "werkpunten:koppelen",
        "werkpunten:balie-koppelen",
    ),
    (
        *(("1–9", "Thema aan of uit"), ("n", "Nieuwe ronde of vindplaats")),
        *(("j", "Vorige week"), ("v", "Deze week"), ("l", "Volgende week"), BEWAAR),
    ),
    (
        (
            "Kan iemand lezen wat op de tablet wacht?",
            "Nee. Alles wordt meteen verzegeld. Enkel de server kan het openen, ook als de tablet verloren gaat.",
        ),
        (
            "Er staat dat ik mij opnieuw moet aanmelden",
            "Doe dat zodra er verbinding is. Wat wacht, blijft op de tablet staan en vertrekt daarna op jouw naam.",
        ),
        (
            "Er staat iets bij Nakijken",
            "Die registratie kwam niet vanzelf bij de contacten. Misschien was de tablet te lang niet aangemeld. "
            "Klopt ze, klik dan op Bewaren.",
        ),
        (
            "De tablet werkt niet",
            "Druk het papieren blad af bij de ronde. Neem het later over met Het blad overnemen.",
        ),
    ),
    _WIE,
)
TAKEN = Hulp(
    "Taken",
    "Hier staat wat jij of een collega nog moet doen, en tegen wanneer.",
    (
        "Gaat de taak over een persoon? Open het dossier en kies Taken en afspraken. Anders ga je naar Al mijn taken.",
        "Schrijf wat er moet gebeuren, tegen wanneer en voor wie.",
        "Klik op Klaar als het gedaan is, of op Niet meer nodig.",
        "Klik op de taak om de tekst, de dag of de collega te wijzigen.",
    ),
    ("werkpunten:taak", "werkpunten:werkzoekende-taken"),
    (("k", "Klaar, op de taak waar je staat"), ("a", "Nieuwe afspraak, in een dossier"), BEWAAR),
    (
        ("Wanneer is een taak te laat?", "Als ze open is en de dag voorbij is. Vandaag is nog op tijd."),
        (
            "Ik kan een collega niet kiezen",
            "Een taak over een persoon kan enkel naar een collega die dat dossier mag openen.",
        ),
    ),
    _WIE,
)
DOSSIER = Hulp(
    "Dossier",
    "Hier staat alles over één persoon: wat er gebeurde, wat er nog moet gebeuren, en wie het dossier mag zien.",
    (
        "Tijdlijn toont alle contacten, de nieuwste eerst. Met Soort toon je maar één soort.",
        "Gegevens toont wie de persoon is en hoe je contact opneemt.",
        "Taken en afspraken toont wat er nog moet gebeuren.",
        "Toegang toont wie het dossier mag zien, wie het opende en waarom. De persoon mag dit weten.",
    ),
    ("werkpunten:",),
    (("n", "Contact registreren"),),
    (
        (
            "De persoon gaf papieren af",
            "Klik in de tijdlijn op Papieren gekregen, of aan de balie op Papieren bij het bezoek. Vink aan wat je "
            "kreeg en bewaar. Druk dan het ontvangstbewijs af: het is in de taal van de persoon.",
        ),
        (
            "Ik zie een notitie niet",
            "Een notitie kan gedeeld zijn, enkel voor de eigen organisatie, of vertrouwelijk voor de begeleiders.",
        ),
    ),
    _WIE,
)
ALLE = (
    ("vandaag", VANDAAG),
    ("balie", BALIE),
    ("agenda", AGENDA),
    ("outreach", OUTREACH),
    ("taken", TAKEN),
    ("dossier", DOSSIER),
)
