"""A first migration that makes every table once."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from kern.migraties import InEenKeer

KLEIN = models.CheckConstraint(condition=models.Q(getal__lt=10), name="proef_klein")


def proef() -> InEenKeer:
    return InEenKeer(
        [
            migrations.CreateModel(
                "A", [("id", models.AutoField(primary_key=True)), ("getal", models.IntegerField())]
            ),
            migrations.CreateModel("B", [("id", models.AutoField(primary_key=True))]),
            migrations.AddField("a", "b", models.ForeignKey("proef.b", models.CASCADE)),
            migrations.AddField("b", "a", models.ForeignKey("proef.a", models.CASCADE, null=True)),
            migrations.AddIndex("a", models.Index("getal", name="proef_getal")),
            migrations.AddConstraint("a", KLEIN),
        ]
    )


def kolommen(tabel: str) -> list[str]:
    with connection.cursor() as cursor:
        return [kolom.name for kolom in connection.introspection.get_table_description(cursor, tabel)]


@pytest.mark.django_db(transaction=True)
def test_tables_stand_as_the_last_operation_leaves_them_and_go_again() -> None:
    leeg, vol = ProjectState(), ProjectState()
    assert (
        leeg.apps.get_models() == vol.apps.get_models() == []
    )  # Django makes the classes up before the first operation
    proef().state_forwards("proef", vol)
    with connection.schema_editor() as editor:
        proef().database_forwards("proef", editor, leeg, vol)
    assert (kolommen("proef_a"), kolommen("proef_b")) == (["id", "getal", "b_id"], ["id", "a_id"])
    with connection.cursor() as cursor:
        beperkingen = connection.introspection.get_constraints(cursor, "proef_a")
    assert {"proef_klein", "proef_getal"} < set(beperkingen)
    assert [b["foreign_key"] for b in beperkingen.values() if b["foreign_key"]] == [("proef_b", "id")]
    with connection.schema_editor() as editor:
        proef().database_backwards("proef", editor, vol, leeg)
    assert not {"proef_a", "proef_b"} & set(connection.introspection.table_names())
