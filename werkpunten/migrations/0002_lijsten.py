"""Reference lists that every installation needs: wijken, topics and which kinds of contact count."""

from django.db import migrations
from django.utils.text import slugify

SINDS = "1990-01-01"  # the first day a contact can have

# name, column and row on the tile map, in the nineteenth-century belt
WIJKEN = [
    ("Binnenstad", 3, 3, False),
    ("Bloemekenswijk", 2, 1, True),
    ("Brugse Poort - Rooigem", 1, 2, True),
    ("Dampoort", 4, 2, True),
    ("Drongen", 0, 3, False),
    ("Elisabethbegijnhof - Prinsenhof - Papegaai - Sint-Michiels", 2, 3, False),
    ("Gentbrugge", 6, 4, False),
    ("Gentse Kanaaldorpen en -zone", 4, 0, False),
    ("Ledeberg", 4, 4, True),
    ("Macharius - Heirnis", 4, 3, True),
    ("Mariakerke", 1, 1, False),
    ("Moscou - Vogelhoek", 5, 4, True),
    ("Muide - Meulestede - Afrikalaan", 3, 1, True),
    ("Nieuw Gent - UZ", 3, 5, False),
    ("Oostakker", 5, 1, False),
    ("Oud Gentbrugge", 5, 3, True),
    ("Rabot - Blaisantvest", 2, 2, True),
    ("Sint-Amandsberg", 5, 2, False),
    ("Sint-Denijs-Westrem - Afsnee", 1, 4, False),
    ("Sluizeken - Tolhuis - Ham", 3, 2, True),
    ("Stationsbuurt-Noord", 2, 4, False),
    ("Stationsbuurt-Zuid", 3, 4, False),
    ("Watersportbaan - Ekkergem", 1, 3, False),
    ("Wondelgem", 2, 0, False),
    ("Zwijnaarde", 4, 5, False),
]

ONDERWERPEN = [
    ("vacature", "Vacature", "ondersteuning"),
    ("cv-of-brief", "CV of brief", "ondersteuning"),
    ("opleiding", "Opleiding", "advies"),
    ("administratie", "Administratie", "administratie"),
    ("nederlands", "Nederlands", "toeleiding"),
    ("wijk-werken", "Wijk-werken", "toeleiding"),
    ("digitale-hulp", "Digitale hulp", "ondersteuning"),
    ("luisterend-oor", "Luisterend oor", "advies"),
    ("vdab-inschrijving", "VDAB-inschrijving", "administratie"),
    ("welzijn", "Welzijn", "toeleiding"),
    ("ander", "Ander", "informatie"),
]

TELT = ["bezoek", "afspraak", "outreach", "zitdag", "huisbezoek", "groep", "telefoon", "bericht"]


def vul(apps, schema_editor):
    Wijk = apps.get_model("werkpunten", "Wijk")
    for nummer, (naam, kolom, rij, gordel) in enumerate(WIJKEN, start=1):
        Wijk.objects.create(
            nummer=nummer,
            slug=slugify(naam),
            naam=naam,
            soort="gent",
            in_gordel=gordel,
            tegel_kolom=kolom,
            tegel_rij=rij,
        )
    Wijk.objects.create(nummer=98, slug="buiten-gent", naam="Buiten Gent", soort="buiten")
    Wijk.objects.create(nummer=99, slug="onbekend", naam="Onbekend", soort="onbekend")
    Onderwerp = apps.get_model("werkpunten", "Onderwerp")
    for volgorde, (slug, naam, dienst) in enumerate(ONDERWERPEN, start=1):
        Onderwerp.objects.create(slug=slug, naam=naam, dienst=dienst, volgorde=volgorde, geldig_van=SINDS)
    Telregel = apps.get_model("werkpunten", "Telregel")
    for soort in TELT:
        Telregel.objects.create(soort=soort, telt=True, geldig_van=SINDS)
    Telregel.objects.create(soort="poging", telt=False, geldig_van=SINDS)


class Migration(migrations.Migration):
    dependencies = [("werkpunten", "0001_initial")]
    operations = [migrations.RunPython(vul, migrations.RunPython.noop)]
