from django.contrib.postgres import operations
from django.core.management import call_command
from django.db import migrations


def maak_cachetabel(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("pghistory", "0007_auto_20250421_0444")]
    run_before = [("toegang", "0001_initial")]
    operations = [
        operations.TrigramExtension(),
        operations.BtreeGistExtension(),
        operations.BtreeGinExtension(),
        operations.UnaccentExtension(),
        operations.CreateExtension("pg_stat_statements"),
        migrations.RunPython(maak_cachetabel, migrations.RunPython.noop),
    ]
