"""Help with the screens of this app."""

from kern.hulp import Hulp
from toegang.rollen import BEGELEIDERS, Rol

ORGANISATOREN = frozenset({Rol.WIJKWERKCONSULENT, Rol.COORDINATOR})
WIJKWERKERS = Hulp(
    "Wijk-werkers",
    "Van de toeleiding tot wat er na het wijk-werken komt: overeenkomst, schorsing, coaching en vervolg.",
    (
        "Een begeleider leidt iemand toe: open het dossier, tab Wijk-werken, en klik op Toeleiden.",
        "Is er een afsprakenblad? Open de wijk-werker en teken de overeenkomst. Dan begint de termijn te lopen.",
        "Noteer coachgesprekken, schorsingen en dagen interim op dezelfde pagina.",
        "Spreek voor het einde een vervolgstap af. Zonder vervolgstap kan je enkel stopzetten met een uitleg.",
    ),
    ("wijkwerken:dossier", "wijkwerken:wijkwerker"),
    (),
    (
        (
            "Waarom staat iemand bij Einde nadert?",
            "De termijn eindigt binnen drie maanden. Op de startpagina staat wie nog geen vervolgstap heeft.",
        ),
        (
            "Iemand was lang ziek",
            "Schors de overeenkomst. De dagen komen er achteraan bij, en wat gepland was, vervalt.",
        ),
    ),
    frozenset(BEGELEIDERS),
)
PLANNING = Hulp(
    "Planning van wijk-werken",
    "Wie werkt deze week waar, hoeveel uren iemand nog over heeft, en welke opdrachten nog niemand hebben.",
    (
        "Klik op + in een vak om iemand die dag te plannen. Kies de opdracht, kijk na en plan.",
        "Onder de tabel staan de opdrachten die nog iemand zoeken. Klik erop om te zien wie kan.",
        "Klik op een beurt om ze te verplaatsen, af te zeggen of om de gewerkte uren te noteren.",
    ),
    (
        "wijkwerken:planning",
        "wijkwerken:plan",
        "wijkwerken:opdracht",
        "wijkwerken:toewijzing",
        "wijkwerken:beurt",
        "wijkwerken:cluster",
    ),
    (("Pijltjes", "Van vak naar vak in de week"), ("Enter", "Het vak openen")),
    (
        (
            "Het mag niet van de regels. Wat nu?",
            "Een grens op uren kan niemand opzij zetten. Van de termijn, het gebied of interim kan een coördinator "
            "afwijken, met een reden die bewaard blijft.",
        ),
        (
            "Iemand werkte meer dan mag",
            "Noteer de uren zoals ze waren. Ze blijven bewaard als te regulariseren.",
        ),
        ("Ik noteerde foute uren", "Open de beurt en corrigeer. De oude uren blijven zichtbaar."),
    ),
    ORGANISATOREN,
)
INLEZEN = Hulp(
    "Bestanden van wijk-werken inlezen",
    "Zet gebruikers, wijk-werkers of gewerkte uren uit een rekenblad in één keer in Werkpunten.",
    (
        "Kijk onderaan welke kolommen er mogen zijn en wat erin mag staan.",
        "Kies het bestand en klik op Controleren. Je ziet per rij wat er niet klopt; er wordt niets bewaard.",
        "Klopt alles? Klik dan op Inlezen. Staat er in één rij een fout, dan wordt er niets bewaard.",
    ),
    ("wijkwerken:inlezen",),
    (),
    (("Ik las hetzelfde bestand twee keer in", "Dat kan geen kwaad: wat er al staat, komt er niet bij."),),
    ORGANISATOREN,
)
ALLE = (("wijk-werkers", WIJKWERKERS), ("wijk-werkplanning", PLANNING), ("wijk-werkinlezen", INLEZEN))
