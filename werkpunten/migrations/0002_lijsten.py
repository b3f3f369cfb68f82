"""Reference lists that every installation needs: wijken, topics, kinds of contact, barriers, target groups, work rights."""

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

PAPIEREN = [
    "Aanmelding bij ons",
    "Kopie van identiteitskaart of verblijfsdocument",
    "CV",
    "Diploma of getuigschrift",
    "Bewijs van inschrijving bij VDAB",
    "Contract of loonbrief",
    "Attest van OCMW, RVA of ziekenfonds",
    "Ingevuld formulier",
    "Brief of beslissing",
]

TELT = ["bezoek", "afspraak", "outreach", "zitdag", "huisbezoek", "groep", "telefoon", "bericht"]

DREMPELS = [
    "Mobiliteit",
    "Rijbewijs",
    "Kinderopvang",
    "Gezinssituatie of alleenstaande ouder",
    "Taal",
    "Lezen en schrijven",
    "Fysieke gezondheid",
    "Psychische gezondheid",
    "Verslaving",
    "Arbeidsbeperking",
    "Huisvesting",
    "Dak- of thuisloos",
    "Schulden of beslag",
    "Inkomen en rechten",
    "Justitie of strafregister",
    "Verblijfsdocumenten",
    "Diploma-erkenning",
    "Digitale vaardigheden",
    "Administratie",
    "Sociaal netwerk of isolement",
    "Motivatie en zelfvertrouwen",
    "Discriminatie",
    "Geweld of veiligheid",
    "Arbeidsattitudes",
    "Geen werkervaring",
    "Werkloosheidsval",
]

DOELGROEPEN = [
    # slug, name, rule, number in the rule
    ("taalachterstand", "Nederlandse taalachterstand", "taal", 2),
    ("kortgeschoold", "Kortgeschoold", "scholing", 2),
    ("oost-europees-kortgeschoold", "Kortgeschoold met een Oost-Europese nationaliteit", "oost_europa", 2),
    ("meervoudige-drempels", "Andere nationaliteit met meerdere drempels", "drempels", 3),
    ("eenouder", "Alleenstaande ouder", "eenouder", 0),
    ("jongere-zonder-diploma", "Jongere zonder diploma", "jong", 25),
    ("vrouw-andere-nationaliteit", "Vrouw met een nationaliteit buiten de EU", "vrouw", 0),
    ("55-plus", "55 jaar of ouder", "ouder", 55),
    ("langdurig-werkloos", "Meer dan een jaar zonder werk", "langdurig", 12),
    ("vluchteling", "Internationale of tijdelijke bescherming", "vluchteling", 0),
    ("geen-inkomen", "Geen inkomen", "inkomen", 0),
    ("dakloos", "Dak- of thuisloos of in opvang", "dakloos", 0),
    ("grote-afstand", "Grote afstand tot de arbeidsmarkt", "afstand", 4),
]

WERKRECHT = [
    # right to stay, what it means for work, months to wait, from, until (domain.md §4)
    ("belg", "vrij", 0, SINDS, None),
    ("eu", "vrij", 0, SINDS, None),
    ("verzoeker", "wachttijd", 6, SINDS, "2015-11-08"),
    ("verzoeker", "wachttijd", 4, "2015-11-09", None),
    ("erkend", "vrij", 0, SINDS, None),
    ("subsidiair", "vrij", 0, SINDS, None),
    ("tijdelijk", "vrij", 0, SINDS, None),
    ("gezin", "document", 0, SINDS, None),
    ("onbeperkt", "document", 0, SINDS, None),
    ("beperkt", "document", 0, SINDS, None),
    ("student", "document", 0, SINDS, None),
    ("zonder", "geen", 0, SINDS, None),
    ("ander", "document", 0, SINDS, None),
]


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
    Papier = apps.get_model("werkpunten", "Papier")
    for volgorde, naam in enumerate(PAPIEREN, start=1):
        Papier.objects.create(slug=slugify(naam)[:40].rstrip("-"), naam=naam, volgorde=volgorde, geldig_van=SINDS)
    vul_intakelijsten(apps)


def vul_intakelijsten(apps):
    Drempelsoort = apps.get_model("werkpunten", "Drempelsoort")
    for volgorde, naam in enumerate(DREMPELS, start=1):
        Drempelsoort.objects.create(slug=slugify(naam), naam=naam, volgorde=volgorde, geldig_van=SINDS)
    Doelgroep = apps.get_model("werkpunten", "Doelgroep")
    for volgorde, (slug, naam, regel, grens) in enumerate(DOELGROEPEN, start=1):
        Doelgroep.objects.create(slug=slug, naam=naam, regel=regel, grens=grens, volgorde=volgorde, geldig_van=SINDS)
    Werkrechtregel = apps.get_model("werkpunten", "Werkrechtregel")
    for verblijf, recht, maanden, van, tot in WERKRECHT:
        Werkrechtregel.objects.create(verblijf=verblijf, recht=recht, maanden=maanden, geldig_van=van, geldig_tot=tot)


class Migration(migrations.Migration):
    dependencies = [("werkpunten", "0001_initial")]
    operations = [migrations.RunPython(vul, migrations.RunPython.noop)]
