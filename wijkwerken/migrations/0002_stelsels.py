"""Schemes, amounts and limits as far as a source is known (S2.4, S2.7, S2.27): they are data, to be changed in /beheer/."""

from django.db import migrations

BVR = "Wijk-werkendecreet van 7-7-2017 en BVR van 29-9-2017"
STAD = "afspraak van de organisator"
REGELS = (
    ("uren_maand", 60, 54, None, "Hoogstens 60 uren in een kalendermaand.", BVR, False),
    ("uren_jaar", 630, 567, None, "Hoogstens 630 uren in een kalenderjaar.", BVR, False),
    ("termijn", 12, None, None, "Hoogstens 12 maanden wijk-werken, schorsingen niet meegeteld.", BVR, True),
    ("einde_vroeg", 3, None, None, "Drie maanden voor het einde begint de zoektocht naar wat erna komt.", STAD, True),
    ("einde_laat", 1, None, None, "Een maand voor het einde moet vaststaan wat erna komt.", STAD, True),
    ("interim", 10, 8, 28, "Hoogstens 10 dagen interim in elke 28 dagen, anders vervalt het recht.", BVR, True),
    ("gebied", None, None, None, "De organisator werkt enkel in zijn eigen werkgebied.", BVR, True),
    ("coaching", 42, None, None, "Minstens om de zes weken een coachgesprek.", STAD, True),
    ("reis_vanaf", 10, None, None, "Verplaatsing wordt vergoed boven 10 km heen en terug.", BVR, False),
    ("prijs_min", "5.95", None, None, "De laagste prijs voor gebruikers is 5,95 euro.", "BVR, artikel 38", False),
    ("prijs_stap", "0.50", None, None, "De prijs stijgt in stappen van 0,50 euro.", "BVR, artikel 38", False),
    ("prijs_max", "7.45", None, None, "De hoogste prijs voor gebruikers is 7,45 euro.", "BVR, artikel 38", False),
    (
        "belasting",
        30,
        None,
        None,
        "Een privépersoon krijgt 30 procent belastingvermindering.",
        "Circulaire 2018/C/121",
        False,
    ),
    ("cheque", 12, None, None, "Een cheque is 12 maanden geldig.", "na te kijken bij de organisator", False),
    ("ongeval", 7, None, None, "Een ongeval wordt binnen 7 werkdagen gemeld.", "Verzekering via VDAB", False),
)
TARIEVEN = (
    ("vergoeding", "4.10", "2018-01-01", None, BVR),
    ("prijs", "5.95", "2018-01-01", None, "BVR, artikel 38: zonder akkoord geldt de laagste prijs"),
    ("kilometer", "0.15", "2018-01-01", None, BVR),
    ("inschrijving", "7.50", "2018-01-01", None, "zoals een gemeente het vraagt; na te kijken"),
    ("leefloon", "4.10", "2018-01-01", "2022-12-31", "vrijstelling per cheque"),
    ("leefloon", "6.00", "2023-01-01", None, "vrijstelling per cheque sinds 2023"),
)


def vul(apps, schema_editor):
    organisator = apps.get_model("toegang", "Organisatie").objects.create(naam="EVA Wijk-Werken Gent", soort="ander")
    stelsel = apps.get_model("wijkwerken", "Stelsel").objects
    regel = apps.get_model("wijkwerken", "Regel").objects
    tarief = apps.get_model("wijkwerken", "Tarief").objects
    pwa = stelsel.create(slug="pwa", naam="PWA", geldig_van="1994-01-01", geldig_tot="2017-12-31")
    wijk = stelsel.create(
        slug="wijk-werken",
        naam="Wijk-werken",
        geldig_van="2018-01-01",
        opvolger_van=pwa,
        overgang_op="2017-09-30",
        organisator=organisator,
    )
    stelsel.create(slug="samenlevingsjob", naam="Samenlevingsjob", opvolger_van=wijk)
    regel.create(
        stelsel=pwa,
        code="uren_maand",
        waarde=45,
        uitleg="Hoogstens 45 uren in een maand.",
        grond="PWA-regels tot 2017; na te kijken",
        van="1994-01-01",
        tot="2017-12-31",
    )
    for code, waarde, waarschuw, venster, uitleg, grond, mag in REGELS:
        regel.create(
            stelsel=wijk,
            code=code,
            waarde=waarde,
            waarschuw_vanaf=waarschuw,
            venster=venster,
            uitleg=uitleg,
            grond=grond,
            mag_afwijken=mag,
            van="2018-01-01",
        )
    for soort, bedrag, van, tot, grond in TARIEVEN:
        tarief.create(stelsel=wijk, soort=soort, bedrag=bedrag, van=van, tot=tot, grond=grond)


class Migration(migrations.Migration):
    dependencies = [("wijkwerken", "0001_initial"), ("toegang", "0001_initial")]
    operations = [migrations.RunPython(vul, migrations.RunPython.noop)]
