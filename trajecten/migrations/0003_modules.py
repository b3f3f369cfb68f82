"""Modules (S3.12–S3.16, S5.11) and subsidies for hiring (S5.3) to start from: they are data, to be changed and added to."""

from django.db import migrations

MODULES = (
    ("Solliciteren", "werk", "cv-of-brief", "Een brief, een cv en oefenen voor het gesprek."),
    ("Wat een werkgever verwacht", "werk", "vacature", "Op tijd komen, verlof vragen, praten met collega's."),
    ("Nederlands oefenen voor het werk", "taal", "nederlands", "Spreken en verstaan op de werkvloer."),
    ("Een opleiding kiezen", "onderwijs", "opleiding", "Samen zoeken wat past, en inschrijven."),
    ("Wegwijs op de arbeidsmarkt", "orientatie", "vacature", "Welke jobs zijn er, en wie helpt zoeken?"),
    ("Wat kan ik?", "screening", "opleiding", "Samen op een rij zetten wat iemand kan en wil."),
    (
        "Workshop bij een werkgever",
        "workshop",
        "vacature",
        "Een bedrijf toont zijn werk, zijn vacatures en wat het vraagt.",
    ),
    (
        "Ontmoeting met werkgevers",
        "ontmoeting",
        "vacature",
        "Verschillende bedrijven op één dag, om elkaar te leren kennen.",
    ),
)
SUBSIDIES = (
    "Aanwervingspremie van de stad",
    "Artikel 60",
    "Doelgroepvermindering",
    "Individuele beroepsopleiding (IBO)",
    "Vlaamse ondersteuningspremie (VOP)",
)


def vul(apps, schema_editor):
    onderwerpen = {rij.slug: rij for rij in apps.get_model("werkpunten", "Onderwerp").objects.all()}
    module = apps.get_model("trajecten", "Module")
    for naam, soort, onderwerp, omschrijving in MODULES:
        module.objects.create(naam=naam, soort=soort, onderwerp=onderwerpen[onderwerp], omschrijving=omschrijving)
    for sjabloon in apps.get_model("trajecten", "Trajectsjabloon").objects.filter(project__slug="mobiel-arbeidsteam"):
        sjabloon.modules.set(module.objects.exclude(soort__in=("workshop", "ontmoeting")))
    soort = apps.get_model("trajecten", "Subsidiesoort")
    for naam in SUBSIDIES:
        soort.objects.create(naam=naam, geldig_van="2014-01-01")


class Migration(migrations.Migration):
    dependencies = [("trajecten", "0002_projecten"), ("werkpunten", "0002_lijsten")]
    operations = [migrations.RunPython(vul, migrations.RunPython.noop)]
