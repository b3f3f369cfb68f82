"""The threshold every installation starts with: numbers under five are hidden."""

from django.db import migrations


def vul(apps, schema_editor):
    apps.get_model("rapportage", "Drempelwaarde").objects.create(waarde=5, geldig_van="2014-01-01")


class Migration(migrations.Migration):
    dependencies = [("rapportage", "0001_initial")]
    operations = [migrations.RunPython(vul, migrations.RunPython.noop)]
