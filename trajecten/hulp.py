"""Help with the screens of this app."""

from kern.hulp import Hulp
from toegang.rollen import BEGELEIDERS, Rol

CASELOAD = Hulp(
    "Caseload",
    "Hier zie je alle personen die je begeleidt of zag, en wie je dreigt te vergeten.",
    (
        "Kies een lijst bovenaan. Het getal zegt hoeveel personen erin staan.",
        "Zoek je minder mensen? Kies een filter en klik op Filteren. Elk filter dat aan staat kan je weer wegklikken.",
        "Klik op een kop van de tabel om te sorteren. Nog eens klikken draait de volgorde om.",
        "Klik op een naam om het dossier te openen, of op Contact om een contact te noteren.",
    ),
    ("trajecten:",),
    (("n", "Contact met de persoon op de regel waar je staat"), ("Enter", "Het dossier openen")),
    (
        (
            "Waarom staat iemand bij Te lang geen contact?",
            "Het laatste contact is langer geleden dan afgesproken. Een poging zonder antwoord is geen contact.",
        ),
        (
            "Ik wil iemand aan een collega geven",
            "Vink de personen aan, kies onderaan een collega en klik op Nakijken. De collega aanvaardt of weigert.",
        ),
        (
            "Iemand gaat naar een ander werkpunt",
            "Een coördinator vinkt de personen aan, kiest onderaan het werkpunt en klikt op Verplaatsing nakijken. "
            "Wie daar begeleidt of coördineert, aanvaardt of weigert. Tot dan verandert er niets.",
        ),
        (
            "Bij een persoon staat dat ik waarneem",
            "Je collega is even weg en jij neemt waar tot en met die dag. Daarna verdwijnt de persoon vanzelf.",
        ),
    ),
    frozenset({Rol.CONSULENT, Rol.COORDINATOR}),
)
TRAJECT = Hulp(
    "Traject",
    "Een traject is begeleiding met een doel: van de start tot een resultaat.",
    (
        "Open het dossier, kies Trajecten en start er een. Het sjabloon vult de rest in. Aan de balie start je er een "
        "in hetzelfde formulier als het bezoek.",
        "Pas de fase aan als jullie verder zijn. Alles wat gebeurt, staat op de tijdlijn.",
        "Schrijf in Plan wat de persoon wil en welke stappen dat vraagt. Druk het af om mee te geven.",
        "Sluit het traject met het resultaat. De begeleiding stopt mee, tenzij je dat uitzet.",
    ),
    ("trajecten:dossier", "trajecten:traject", "trajecten:plan", "trajecten:resultaat"),
    (("Ctrl+Enter", "De rij van het plan bewaren"), ("Esc", "De rij laten zoals ze was")),
    (
        (
            "Wat is een versie van het plan?",
            "Bespreek het plan met de persoon en bewaar de dag en de manier. Wijzig je daarna een doel of stap, dan "
            "is het een ontwerp tot jullie het opnieuw bespreken. Een stap die klaar is, maakt geen nieuwe versie.",
        ),
        (
            "Ik moet een resultaat nagaan",
            "Vier weken en zes maanden na werk, opleiding of vrijwilligerswerk vragen we of het nog loopt. De taak "
            "komt vanzelf bij wie begeleidde. Noteer het antwoord, dan is de taak klaar.",
        ),
        ("Het ging toch verder", "Heropen het traject. De begeleider van toen komt terug als die er nog werkt."),
        ("Ik kan geen tweede traject starten", "Van elke soort loopt er één tegelijk. Sluit eerst het andere."),
    ),
    frozenset(BEGELEIDERS),
)
TEAM = Hulp(
    "Team",
    "Hier ziet een coördinator hoeveel personen elke collega begeleidt en wie extra aandacht vraagt.",
    (
        "Kijk per collega hoeveel personen er lopen, hoeveel zonder afspraak en hoeveel te lang zonder contact.",
        "Klik op een getal of naam om die personen te zien.",
        "Bij Werk van wie vertrok geef je afspraken en taken van wie uit dienst is aan een collega.",
        "Bij Verantwoording lees je waarom collega's een dossier van een ander werkpunt openden.",
    ),
    ("trajecten:caseload-team", "trajecten:verantwoording", "trajecten:vertrokken"),
    (),
    (
        (
            "Waarom staat de lijst op naam?",
            "De cijfers dienen om het werk te verdelen, niet om collega's te rangschikken.",
        ),
    ),
    frozenset({Rol.COORDINATOR}),
)
AFWEZIGHEDEN = Hulp(
    "Afwezigheden",
    "Hier geef je in wanneer je weg bent en welke collega dan waarneemt.",
    (
        "Klik op Ik ben afwezig. Een coördinator kiest ook een collega van het team.",
        "Vul de eerste en de laatste dag in en kies wie waarneemt: een collega van hetzelfde werkpunt.",
        "Kies voor wie: iedereen die je begeleidt, ook wie er intussen bij komt, of enkel wie je aanvinkt.",
        "Bewaar. De collega ziet de dossiers van de eerste tot en met de laatste dag. Daarna stopt het vanzelf.",
        "Ben je vroeger terug of langer weg? Klik op je naam in de lijst en wijzig de laatste dag, of beëindig ze nu.",
    ),
    ("trajecten:afwezigheid",),
    (("n", "Ik ben afwezig"), ("Ctrl+Enter", "Bewaren")),
    (
        (
            "Ik neem waar: waar zie ik dat?",
            "Op de startpagina staan de afspraken en taken van je collega. In je caseload staat bij elke persoon dat "
            "je waarneemt. Kies bij Wie: Die ik waarneem.",
        ),
        (
            "Ik zie een vertrouwelijke notitie niet",
            "Die blijft van wie ze schreef en van de begeleiders. Wie waarneemt, is geen begeleider.",
        ),
        (
            "Een taak van mijn collega staat er niet bij",
            "Een taak die over niemand gaat, ziet enkel wie ze kreeg of maakte. Geef die voor je vertrekt aan een "
            "collega.",
        ),
        (
            "Per ongeluk beëindigd?",
            "Klik op de afwezigheid en dan op Ongedaan maken, tot tien minuten daarna.",
        ),
    ),
    frozenset({Rol.CONSULENT, Rol.COORDINATOR}),
)
ACTIVITEITEN = Hulp(
    "Activiteiten",
    "Hier plan je sessies van een module, schrijf je mensen in en noteer je wie er was.",
    (
        "Plan een sessie. Komt ze elke week terug, vul dan de laatste dag in.",
        "Open de sessie en schrijf mensen in. Is ze vol, dan komen ze op de wachtlijst.",
        "Druk de lijst af om te laten tekenen, of noteer de aanwezigheid op het scherm.",
        "Duid aan wie niet kwam en klik op De rest was er. Wie er was, krijgt een contact op de tijdlijn.",
    ),
    ("trajecten:sessie", "trajecten:module", "trajecten:activiteiten"),
    (("n", "Een sessie plannen"), ("/", "Iemand inschrijven"), ("Ctrl+Enter", "Bewaren")),
    (
        (
            "Er staat dat er nog mensen zijn van een ander werkpunt",
            "Hun dossier is niet van jou, dus je ziet enkel hun aantal. Wie hen inschreef, noteert of ze er waren.",
        ),
        ("Fout genoteerd?", "Klik binnen tien minuten op Ongedaan maken, of noteer later het juiste."),
        (
            "Iemand komt toch niet",
            "Klik op Uitschrijven. Wie het langst wacht, krijgt de plaats, en wie die persoon inschreef een taak.",
        ),
    ),
    frozenset(BEGELEIDERS),
)
ALLE = (
    ("caseload", CASELOAD),
    ("traject", TRAJECT),
    ("team", TEAM),
    ("afwezigheden", AFWEZIGHEDEN),
    ("activiteiten", ACTIVITEITEN),
)
