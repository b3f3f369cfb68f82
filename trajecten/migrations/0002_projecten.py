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
PROGRAMMA = "Arbeidspact voor Gent"
PIJLERS = ("inclusieve werkvloeren", "levenslang leren", "werkbaar werk")
STAD, OCMW = "Stad Gent", "OCMW Gent"
VZWS = ("Jes", "Jong", "Compaan", "Groep Intro", "Weerwerk", "De Sloep", "De Stap")
PARTNERS = {
    # promotors and partners, by project
    "werkpunten": ((STAD,), (OCMW, "VDAB")),
    "mobiel-arbeidsteam": ((STAD,), ("VDAB", *(f"vzw {naam}" for naam in VZWS), "CAW Oost-Vlaanderen")),
    "vluchtelingen-naar-werk": ((STAD,), ("VDAB", OCMW, "IN-Gent")),
}
FINANCIERS = {
    "mobiel-arbeidsteam": ("Europees Sociaal Fonds", "Vlaamse overheid", "VDAB", "Stad en OCMW Gent"),
}
OPROEP = "Outreach en activering"
DOELGROEPEN = {
    "mobiel-arbeidsteam": ("taalachterstand", "oost-europees-kortgeschoold", "meervoudige-drempels", "eenouder"),
    "vluchtelingen-naar-werk": ("vluchteling",),
    "intensieve-begeleiding": (
        "kortgeschoold",
        "jongere-zonder-diploma",
        "vrouw-andere-nationaliteit",
        "meervoudige-drempels",
        "grote-afstand",
    ),
}
DOELEN = {
    # what is counted, how many, from, until, every year anew
    "werkpunten": ("bereikt", 2000, "2014-05-05", "2017-05-04", False),
    "mobiel-arbeidsteam": ("werk_of_opleiding", 900, "2019-10-01", "2022-12-31", False),
    "vluchtelingen-naar-werk": ("traject_gestart", 320, "2016-01-01", None, False),
    "intensieve-begeleiding": ("intensief_begeleid", 245, "2017-01-01", None, True),
}
BEGELEIDERS = {"mobiel-arbeidsteam": 20, "intensieve-begeleiding": 5}
BEGROOT = {"mobiel-arbeidsteam": 4_700_000}
FASEN = ("Kennismaken", "Plan maken", "Stappen zetten", "Nazorg")
EIGEN_FASEN = {"werkpunten": ("Onthaal", "Verkenning", "Begeleiding", "Doorstroom", "Nazorg")}


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
                fase(sjabloon=traject, volgorde=nummer, naam=naam)
                for nummer, naam in enumerate(EIGEN_FASEN.get(slug, FASEN), 1)
            )


def beloof(apps, schema_editor):
    """Who carries these projects, for whom, with what money, and what they promised."""
    model = {
        naam: apps.get_model("trajecten", naam)
        for naam in ("Programma", "Project", "Projectpartner", "Financiering", "Projectdoelgroep", "Doelstelling")
    }
    programma = model["Programma"].objects.create(naam=PROGRAMMA)
    for project in model["Project"].objects.all():
        slug = project.slug
        project.begeleiders, project.begroot = BEGELEIDERS.get(slug), BEGROOT.get(slug)
        promotors, partners = PARTNERS.get(slug, ((), ()))
        for naam in (*promotors, *partners):
            rol = "promotor" if naam in promotors else "partner"
            model["Projectpartner"].objects.create(project=project, naam=naam, rol=rol)
        for naam in FINANCIERS.get(slug, ()):
            model["Financiering"].objects.create(project=project, naam=naam, oproep=OPROEP)
        for doelgroep in DOELGROEPEN.get(slug, ()):
            model["Projectdoelgroep"].objects.create(project=project, doelgroep=doelgroep)
        maatstaf, aantal, van, tot, per_jaar = DOELEN[slug]
        velden = {"maatstaf": maatstaf, "aantal": aantal, "van": van, "tot": tot, "per_jaar": per_jaar}
        model["Doelstelling"].objects.create(project=project, **velden)
        if slug == "mobiel-arbeidsteam":
            project.programma = programma
            project.pijlers.set([programma.pijlers.create(naam=naam) for naam in PIJLERS])
        project.save()


class Migration(migrations.Migration):
    dependencies = [("trajecten", "0001_initial")]
    operations = [
        migrations.RunPython(vul, migrations.RunPython.noop),
        migrations.RunPython(beloof, migrations.RunPython.noop),
    ]
