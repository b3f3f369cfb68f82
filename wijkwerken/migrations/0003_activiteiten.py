"""Activities, and for which customers they are allowed (domain.md §2): values to start from, to be checked and changed.

The Flemish list per kind of customer was not to be had whole; what no source names is left out, so it is not allowed.
"""

from django.db import migrations
from django.utils.text import slugify

SINDS = "2018-01-01"
GROND = "Startwaarde: na te kijken op de Vlaamse activiteitenlijst."
SAMEN = ("gemeente", "ocmw", "onderwijs", "vzw")
TUIN = "Tuinonderhoud"

# main activity, for whom
HOOFD = (
    ("Activiteiten in functie van preventie", SAMEN),
    ("Hulp bij administratieve taken", SAMEN),
    ("Kleine herstellings- en onderhoudswerken", ("prive", *SAMEN)),
    ("Klein tuinonderhoud", ("prive", *SAMEN)),
    ("Land- en tuinbouw", ("landbouw",)),
    ("Logistieke taken", SAMEN),
    ("Ondersteuning en hulp bij begeleiding van personen", ("prive", *SAMEN)),
    ("Ondersteuning van personen bij huishoudelijke taken", ("ocmw", "vzw")),
)
# main activity (place in HOOFD), activity, in a group, for whom not although the main one is
ONDERDELEN = (
    (0, "Buurt proper houden", True, ()),
    (0, "Gemachtigd opzichter", False, ()),
    (0, "Steward", True, ()),
    (1, "Onthaal en klasseren", False, ()),
    (2, "Klein schilderwerk", False, ()),
    (2, "Lampen en meubels monteren", False, ()),
    (2, "Graven onderhouden", False, ()),
    (3, "Gras maaien en hagen knippen", False, ()),
    (3, "Sneeuw en bladeren ruimen", False, ()),
    (3, "Spitten, zaaien en planten", False, ()),
    (4, "Plukken en oogsten", True, ()),
    (5, "Maaltijdbedeling", True, ()),
    (5, "Hulp bij evenementen", True, ()),
    (5, "Logistieke hulp in een dagcentrum", False, ()),
    (6, "Busbegeleiding", False, ("prive",)),
    (6, "Middagtoezicht", False, ("prive",)),
    (6, "Huiswerkbegeleiding", False, ()),
    (6, "Kinderopvang aan huis", False, SAMEN),
    (6, "Gezelschap houden", False, ()),
    (6, "Meegaan naar de winkel of de dokter", False, ()),
    (7, "Helpen in de keuken", False, ()),
)
GEMEENTEN = (
    ("Gent", ("9000", "9030", "9031", "9032", "9040", "9041", "9042", "9050", "9051", "9052"), True),
    ("Destelbergen", ("9070",), True),
    ("Evergem", ("9940",), True),
    ("Lievegem", ("9920", "9921", "9930", "9931", "9932", "9950"), True),
    ("Lochristi", ("9080",), True),
    ("Merelbeke-Melle", ("9090", "9820"), True),
    ("Nazareth-De Pinte", ("9810", "9840"), True),
    ("Sint-Martens-Latem", ("9830", "9831"), True),
    ("Deinze", ("9800",), True),
    ("Brussel", ("1000",), False),
)


def vul(apps, schema_editor):
    def model(naam):
        return apps.get_model("wijkwerken", naam)

    for naam, postcodes, in_vlaanderen in GEMEENTEN:
        model("Gemeente").objects.create(
            naam=naam, slug=slugify(naam), postcodes=list(postcodes), in_vlaanderen=in_vlaanderen
        )
    model("Werkingsgebied").objects.create(
        organisator=model("Stelsel").objects.get(slug="wijk-werken").organisator,
        gemeente=model("Gemeente").objects.get(slug="gent"),
        van=SINDS,
    )
    tuin = _opleiding(apps)
    hoofden = [
        _activiteit(model, naam, opleiding=tuin if naam == "Klein tuinonderhoud" else None, volgorde=nummer * 10)
        for nummer, (naam, _) in enumerate(HOOFD, start=1)
    ]
    for activiteit, (_, types) in zip(hoofden, HOOFD, strict=True):
        _laat_toe(model, activiteit, types, mag=True)
    for nummer, (plaats, naam, collectief, niet) in enumerate(ONDERDELEN, start=1):
        hoofd = hoofden[plaats]
        velden = {"hoofdactiviteit": hoofd, "collectief": collectief, "opleiding": hoofd.opleiding}
        _laat_toe(model, _activiteit(model, naam, volgorde=hoofd.volgorde * 100 + nummer, **velden), niet, mag=False)
    model("Vraagdrempel").objects.create(tekort=3, van=SINDS)


def _opleiding(apps):
    onderwerp = apps.get_model("werkpunten", "Onderwerp").objects.get(slug="wijk-werken")
    omschrijving = "Veilig maaien, snoeien en knippen, en afspreken met wie er woont."
    velden = {"soort": "werk", "onderwerp": onderwerp, "omschrijving": omschrijving}
    return apps.get_model("trajecten", "Module").objects.get_or_create(naam=TUIN, defaults=velden)[0]


def _activiteit(model, naam, **velden):
    return model("Activiteit").objects.create(naam=naam, slug=slugify(naam), geldig_van=SINDS, **velden)


def _laat_toe(model, activiteit, types, *, mag):
    for type_ in types:
        model("Toelating").objects.create(activiteit=activiteit, type=type_, mag=mag, grond=GROND, van=SINDS)


class Migration(migrations.Migration):
    dependencies = [
        ("wijkwerken", "0002_stelsels"),
        ("trajecten", "0003_modules"),
        ("werkpunten", "0002_lijsten"),
    ]
    operations = [migrations.RunPython(vul, migrations.RunPython.noop)]
