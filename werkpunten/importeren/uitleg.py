"""What may stand in each column, for whoever makes the file."""

from werkpunten.importeren.lijsten import ISO
from werkpunten.models import Soort, Statuut, Werkzoekende

UITLEG: dict[str, str] = {
    "extern_id": "nummer van de persoon bij de bron. Rijen met hetzelfde nummer zijn dezelfde persoon",
    "werkpunt": "naam of slug (nodig)",
    "dag": "JJJJ-MM-DD, DD/MM/JJJJ of een datum van Excel; niet in de toekomst (nodig)",
    "tijdstip": "UU:MM; leeg: niet bekend",
    "soort": f"{', '.join(Soort.values)}; leeg: bezoek",
    "onderwerp": "een thema van de balie; meerdere met | ertussen",
    "voornaam": "in elk schrift",
    "achternaam": "in elk schrift. Zonder naam, extern_id en insz is het contact anoniem",
    "geboortedatum": "zoals dag, of JJJJ, of MM/JJJJ",
    "geslacht": "m, v of x",
    "wijk": "naam of nummer van een wijk van Gent",
    "postcode": "",
    "straat": "",
    "huisnummer": "",
    "insz": "rijksregisternummer of BIS-nummer",
    "telefoon": "",
    "taal": ISO,
    "nationaliteit": ISO,
    "statuut": ", ".join(Statuut.Soort.values),
    "opleidingsniveau": ", ".join(filter(None, Werkzoekende.Opleiding.values)),
}
