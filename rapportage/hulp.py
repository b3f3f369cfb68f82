"""Help with the screens of this app."""

from kern.hulp import Hulp
from toegang.rollen import Rol

RAPPORTEN = Hulp(
    "Rapporten",
    "Hier zie je hoeveel verschillende personen de werkpunten bereikten, per maand, kwartaal of jaar.",
    (
        "Kies een periode en een werkpunt en klik op Toon.",
        "Lees bij elk cijfer de definitie. Wie op twee werkpunten kwam, is in het totaal van de stad één persoon.",
        "Klik op Hoe geteld? om stap voor stap te zien hoe we aan een cijfer komen.",
        "Kies onder Bereik uitgesplitst een wijk, leeftijd, taal of een andere uitsplitsing.",
        "Klik op Vergelijken om twee periodes of twee werkpunten naast elkaar te zetten.",
        "Klik op Rapport bewaren om een rapport later met één klik te openen.",
        "Klik op PDF, Excel of CSV om de cijfers mee te nemen.",
        "Klik op Stuur mij een mail om te weten wanneer het volgende rapport klaar is.",
        "Leg een periode vast als de cijfers klaar zijn. Daarna veranderen ze niet meer.",
    ),
    ("rapportage:rapport", "rapportage:opdracht", "rapportage:abonnement", "rapportage:weergave"),
    (),
    (
        (
            "Waarom is een cijfer verborgen?",
            "Kleine aantallen blijven verborgen, zodat niemand te herkennen is. Nul blijft wel zichtbaar. "
            "Wie de mensen zijn, ziet een manager pas als de periode om is.",
        ),
        (
            "De link naar een bestand werkt niet meer",
            "Een link werkt zeven dagen. Op de bladzijde van het rapport vind je de bestanden opnieuw.",
        ),
        (
            "Wie zijn deze personen?",
            "Alleen een coördinator van het werkpunt ziet dat, via Hoe geteld?. Wie kijkt, staat in het logboek.",
        ),
        (
            "Waarom staat er een nieuwe versie?",
            "Er kwam later nog iets bij, bijvoorbeeld een bezoek dat achteraf is ingevoerd. Klik op Wat is anders?.",
        ),
        (
            "Een cijfer is nu anders dan toen",
            "Klik op Herzieningen. Daar staat wat het was, wat het nu is, en voor elke reden hoeveel.",
        ),
        (
            "Het rapport is nog niet klaar",
            "Je mag de pagina verlaten. Het rapport wordt verder gemaakt en staat daarna in de lijst.",
        ),
    ),
    frozenset({Rol.COORDINATOR, Rol.MANAGER}),
)
PROJECTEN = Hulp(
    "Projecten",
    "Hier zie je hoe ver elk project staat met wat het beloofde, en of het in dit tempo lukt.",
    (
        "Klik op een project om elk doel over de tijd te zien, met een grafiek en een tabel.",
        "Lees bij elk cijfer de definitie. Bereikt, traject gestart en resultaat zijn drie verschillende dingen.",
        "Klik op Toon de personen om te zien wie er achter een cijfer zit.",
        "Kies bij Wie stapte in? een kenmerk en een jaar. Het is dat van de dag waarop het traject begon.",
        "Wil je cijfers die niet meer veranderen? Klik bij het verslag van een kwartaal of jaar op Vastleggen. "
        "In het begin van een nieuw kwartaal of jaar gebeurt dat vanzelf.",
        "Klik bij een project op ESF voor de cijfers van het Europees Sociaal Fonds en wie nog onvolledig is.",
        "Klik op Projecten vergelijken om dezelfde cijfers van alle projecten naast elkaar te zien.",
    ),
    ("rapportage:project", "rapportage:esf"),
    (),
    (
        (
            "Waarom is een cijfer verborgen?",
            "Kwamen er in een kwartaal minder dan vijf bij, dan tonen we dat niet. "
            "Ze staan bij een volgend kwartaal, zodra het er genoeg zijn.",
        ),
        (
            "Waarom zie ik niet het hele project?",
            "Een coördinator ziet de juiste cijfers van de eigen werkpunten. Een manager ziet het hele project.",
        ),
        (
            "Waarom tellen aanmeldingen apart?",
            "Een aanmelding is nog geen begeleiding: eerst kijken we of we de persoon al kennen.",
        ),
        ("Hoe verander ik een doel?", "Een beheerder doet dat bij Beheer, onder Projecten."),
    ),
    frozenset({Rol.COORDINATOR, Rol.MANAGER}),
)
DOCUMENTEN = Hulp(
    "Documenten en verslagen",
    "Hier delen de partners van een project overeenkomsten, verslagen en sjablonen, en vertellen ze bij de cijfers.",
    (
        "Zoek op naam, soort, project of partner.",
        "Klik op een document en dan op Versie ophalen. Wie het ophaalt, staat op de bladzijde.",
        "Met Document toevoegen kies je voor wie het is: alle partners van een project, of één partner.",
        "Een verbeterd bestand bewaar je als nieuwe versie. De vorige blijven staan.",
        "Bij Verslag lees je de cijfers van een kwartaal of een jaar, met wat elke organisatie erover vertelt.",
        "Klik op Schrijf mee om te vertellen wat werkte en wat jullie leerden. Met PDF neem je alles samen mee.",
    ),
    ("rapportage:document", "rapportage:project-verslag", "rapportage:project-verhaal", "rapportage:project-verhalen"),
    (),
    (
        ("Een document klopt niet meer", "Trek het in en schrijf waarom. Je kan het later terugzetten."),
        ("Mijn bestand wordt geweigerd", "Het is te groot, van een andere soort, of er zitten macro’s in."),
        ("Mag er een naam in staan?", "Nee. Zet niets over werkzoekenden in een document of een verslag."),
    ),
    frozenset({Rol.COORDINATOR, Rol.MANAGER, Rol.BEHEERDER, Rol.PARTNERMEDEWERKER}),
)
WIJKWERKEN = Hulp(
    "Wijk-werken in cijfers",
    "Hier zie je hoeveel wijk-werkers en gebruikers er zijn, hoeveel er gewerkt is en wat er na het wijk-werken komt.",
    (
        "Kies een periode en klik op Toon.",
        "Kijk bij Einde zonder vervolg en Toegeleid zonder activiteit wie we dreigen te verliezen.",
        "Bij Verloop zie je de periodes ervoor. Wat anderen vroeger telden, zoals het PWA, staat apart.",
        "Klik op Excel of CSV om de cijfers mee te nemen. Onder Wat tellen we? staat wat elk cijfer betekent.",
    ),
    ("rapportage:rapport-wijkwerken",),
    (),
    (
        (
            "Waarom is een cijfer verborgen?",
            "Een manager ziet een kwartaal dat voorbij is, zonder kleine aantallen. Wie wijk-werken organiseert, ziet "
            "alles.",
        ),
        (
            "Waarom tellen de werkpunten geen gebruikers?",
            "Een gebruiker hoort bij een wijk en een organisator, niet bij een werkpunt.",
        ),
        (
            "Hoe komen de cijfers van het PWA erbij?",
            "Een beheerder leest ze in bij Beheer, onder Vroegere tellingen.",
        ),
    ),
    frozenset({Rol.COORDINATOR, Rol.MANAGER, Rol.WIJKWERKCONSULENT}),
)
ALLE = (
    ("cijfers-wijk-werken", WIJKWERKEN),
    ("documenten", DOCUMENTEN),
    ("rapporten", RAPPORTEN),
    ("projecten", PROJECTEN),
)
