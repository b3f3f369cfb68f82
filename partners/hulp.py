"""Help with the screens of this app."""

from kern.hulp import Hulp
from toegang.rollen import BEGELEIDERS, OPENERS, Rol

GIDS = Hulp(
    "Partners",
    "Hier vind je de organisaties waarmee we samenwerken en wat ze aanbieden.",
    (
        "Zoek op drempel, wijk, taal of op een woord en klik op Filteren.",
        "Klik op een partner om het adres, de contactgegevens en het aanbod te zien.",
        "Bij elk aanbod staat voor wie het is en hoelang het wachten is.",
    ),
    ("partners:",),
    (),
    (
        (
            "Een gegeven klopt niet meer",
            "Een partner past het eigen aanbod zelf aan. Coördinatoren voegen organisaties toe en verbeteren ze.",
        ),
    ),
)
DOORVERWIJZEN = Hulp(
    "Doorverwijzen",
    "Hier stuur je iemand door naar een partner, en volg je wat de partner antwoordt.",
    (
        "Open het dossier, kies Doorverwijzingen en druk op Doorverwijzen.",
        "Kies de partner, schrijf je vraag en vink aan wat de partner mag zien.",
        "Noteer de toestemming van de persoon. Zonder toestemming vertrekt er niets.",
        "Kijk alles na bij Controleer je antwoorden en verstuur. Pas dan gaat het naar de partner.",
    ),
    ("partners:doorverwijzing", "partners:toestemming", "partners:dossier", "partners:concept", "partners:aanmelding"),
    (),
    (
        (
            "De persoon wil niet meer dat we delen",
            "Trek de toestemming in. De partner ziet dan meteen niets meer.",
        ),
        (
            "Een andere organisatie meldt iemand aan",
            "Kijk bij Inkomende aanmeldingen eerst of je de persoon al kent. Een aanmelding is nog geen begeleiding.",
        ),
        ("De partner antwoordt niet", "Na een week krijgt de partner een herinnering, na een maand sluiten we af."),
    ),
    frozenset(BEGELEIDERS),
)
PARTNERBALIE = Hulp(
    "Partnerbalie",
    "Hier zie je wie naar jouw organisatie doorverwezen is, en enkel waarvoor de persoon toestemming gaf.",
    (
        "Klik op een doorverwijzing om de vraag te lezen.",
        "Zeg ja of nee, of vraag meer informatie.",
        "Meld later wanneer de persoon startte en hoe het afliep.",
    ),
    ("partners:partnerbalie",),
    (),
    (("Ik zie iemand niet meer", "De toestemming werd ingetrokken, of de doorverwijzing is afgesloten."),),
    frozenset({Rol.PARTNERMEDEWERKER}),
)
VDAB = Hulp(
    "Bestand voor VDAB",
    "Hier haal je op wat je anders overtikt in het systeem van VDAB. Er is geen rechtstreekse koppeling.",
    (
        "Kies het werkpunt en de dagen, en klik op Tonen.",
        "Kijk wie er niet in staat: die personen gaven geen toestemming om met VDAB te delen.",
        "Haal het bestand op, neem het over in het systeem van VDAB, en wis het daarna.",
    ),
    ("partners:vdab",),
    (),
    (
        (
            "Iemand staat er niet in",
            "Kijk in het dossier of het VDAB-nummer ingevuld is, en of er een toestemming is om met VDAB te delen.",
        ),
        ("Kan VDAB dit zelf ophalen?", "Nee. Werkpunten stuurt niets naar VDAB. Daarvoor is een overeenkomst nodig."),
    ),
    frozenset(BEGELEIDERS),
)
WEBHOOKS = Hulp(
    "Webhooks",
    "Hier geef je het systeem van een partner een adres waarop het hoort dat er iets gebeurde met een doorverwijzing.",
    (
        "Vul het adres in dat je van de partner kreeg en bewaar.",
        "Kopieer het geheim meteen en geef het langs een veilige weg door. Je ziet het maar één keer.",
        "Kijk bij Verstuurde berichten of alles aankomt.",
    ),
    ("partners:webhook", "partners:bezorging"),
    (),
    (
        (
            "Een bericht komt niet aan",
            "We proberen het bijna drie dagen opnieuw. Daarna kan je het zelf opnieuw versturen.",
        ),
        ("Het geheim is kwijt", "Maak een nieuw. Het vorige blijft zeven dagen gelden."),
    ),
    frozenset({Rol.BEHEERDER}),
)
CASUSTEAM = Hulp(
    "Casusteam",
    "Een casusteam brengt mensen van verschillende organisaties samen rond één persoon.",
    (
        "Open het dossier, kies Doorverwijzingen en start een casusteam. Schrijf waarom.",
        "Voeg collega’s en mensen van partners toe. Voor een partner noteer je eerst waarmee de persoon akkoord gaat.",
        "Plan een overleg, zet punten op de agenda en noteer wat er gezegd is.",
        "Noteer elke beslissing met wie het doet en tegen wanneer. Vink ze af als ze gedaan is.",
    ),
    ("partners:casusteam", "partners:teamoverleg"),
    (),
    (
        (
            "Wat ziet een partner?",
            "Enkel wat de persoon toestond en wat het team noteert. Nooit het dossier of vertrouwelijke notities.",
        ),
        (
            "De persoon wil niet meer",
            "Trek de toestemming in bij Doorverwijzingen. De partner ziet meteen niets meer.",
        ),
    ),
    frozenset({*BEGELEIDERS, Rol.PARTNERMEDEWERKER}),
)
WERKGEVERS = Hulp(
    "Werkgevers en vacatures",
    "Hier noteer je wat je met werkgevers doet, welke vacatures er zijn, wie past en wie je voordraagt.",
    (
        "Noteer na een bezoek of telefoon wat eruit kwam. Een kans wordt een lead, een volgende stap een taak.",
        "Maak van een lead een vacature met het beroep, de wijk, de uren en de talen.",
        "Open de vacature en kies Wie past. Je ziet enkel mensen van wie je het dossier mag zien, met de redenen.",
        "Klik op Voordragen en noteer wanneer je het met de persoon besprak.",
        "Zet bij de voordracht elke volgende stap, tot de persoon aangeworven is of niet.",
    ),
    (
        *("partners:werkgever", "partners:vacature", "partners:voordracht", "partners:werk"),
        *("partners:bezoek", "partners:lead"),
    ),
    (("b", "Bezoek noteren, op de kaart van een werkgever"),),
    (
        ("Iemand staat niet in de lijst", "Noteer in het dossier, bij Werk, welk beroep de persoon wil."),
        (
            "Ik zette een verkeerde stap",
            "Tot tien minuten later kan je de laatste stap ongedaan maken, en ook een bezoek dat je noteerde.",
        ),
        ("Krijgt de werkgever iets van ons?", "Nee. Werkpunten stuurt niets over een persoon naar een werkgever."),
        ("De vacature verliep", "Open ze opnieuw met een nieuwe laatste dag."),
    ),
    frozenset(OPENERS),
)
ALLE = (
    ("partners", GIDS),
    ("doorverwijzen", DOORVERWIJZEN),
    ("partnerbalie", PARTNERBALIE),
    ("casusteam", CASUSTEAM),
    ("webhooks", WEBHOOKS),
    ("vdab", VDAB),
    ("werkgevers", WERKGEVERS),
)
