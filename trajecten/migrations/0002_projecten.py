"""Programmes to start from: they are data, and an administrator changes or adds to them."""

from django.db import migrations

PROJECTEN = (
    (
        ("Werkpunten", "werkpunten", "2014-01-01", None),
        "Vrije inloop en begeleiding in de wijk.",
        (("Begeleiding in het werkpunt", "begeleiding", "werk", "gewoon"),),
    ),
    (
        ("Mobiel Arbeidsteam", "mobiel-arbeidsteam", "2019-10-01", "2022-12-31"),
        "Outreachend naar wie de weg niet vindt, met organisaties uit de stad.",
        (
            ("Begeleiding naar werk of opleiding", "begeleiding", "werk", "gewoon"),
            ("Toeleiding naar opleiding", "opleiding", "opleiding", "gewoon"),
        ),
    ),
    (
        ("Vluchtelingen naar werk", "vluchtelingen-naar-werk", "2016-01-01", None),
        "Al tijdens de procedure: taal, oriëntatie en werk samen.",
        (
            ("Begeleiding van nieuwkomers", "begeleiding", "werk", "gewoon"),
            ("Taal en oriëntatie", "taal", "participatie", "gewoon"),
        ),
    ),
    (
        ("Intensieve begeleiding", "intensieve-begeleiding", "2017-01-01", None),
        "Elke week een gesprek, met een jobcoach.",
        (("Intensieve begeleiding naar werk", "intensief", "werk", "intensief"),),
    ),
)
CONTACT_DAGEN = {"intensief": 14}
FASEN = ("Kennismaken", "Plan maken", "Stappen zetten", "Nazorg")


def vul(apps, schema_editor):
    project, sjabloon, fase = (
        apps.get_model("trajecten", naam) for naam in ("Project", "Trajectsjabloon", "Sjabloonfase")
    )
    for (naam, slug, van, tot), omschrijving, sjablonen in PROJECTEN:
        rij = project.objects.create(naam=naam, slug=slug, omschrijving=omschrijving, van=van, tot=tot)
        for titel, soort, doel, intensiteit in sjablonen:
            velden = {"soort": soort, "doel": doel, "intensiteit": intensiteit}
            velden["contact_dagen"] = CONTACT_DAGEN.get(intensiteit)
            traject = sjabloon.objects.create(project=rij, naam=titel, **velden)
            fase.objects.bulk_create(
                fase(sjabloon=traject, volgorde=nummer, naam=naam) for nummer, naam in enumerate(FASEN, 1)
            )


class Migration(migrations.Migration):
    dependencies = [("trajecten", "0001_initial")]
    operations = [migrations.RunPython(vul, migrations.RunPython.noop)]
