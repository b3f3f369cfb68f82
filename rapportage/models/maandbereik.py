"""Reach per person, unit and month, derived from the contacts: what reports are counted from."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q


class MaandbereikQuerySet(models.QuerySet["Maandbereik"]):
    def herbouw(self) -> None:
        """Count everything again from the contacts."""
        with connection.cursor() as cursor:
            cursor.execute("select rapportage_herbouw_maandbereik()")

    def loopt_achter(self) -> bool:
        """Whether, as far as this transaction sees, anything that is counted changed and was not counted again yet."""
        with connection.cursor() as cursor:
            cursor.execute("select exists (select from rapportage_wachtrij)")
            return bool(cursor.fetchone()[0])

    def herziening_wacht(self, voor: date) -> bool:
        """Whether, as far as this transaction sees, a contact before this day changed that is in no ``Herziening``."""
        with connection.cursor() as cursor:
            cursor.execute("select exists (select from rapportage_wachtrij where dag < %s)", [voor])
            return bool(cursor.fetchone()[0])

    def werk_bij(self) -> None:
        """Count again whose contacts, or who somebody is, changed since the last time. Every reader does this first.

        Does nothing inside a transaction that sees one moment: who began it did this before.
        """
        with connection.cursor() as cursor:
            cursor.execute("select rapportage_werk_bij()")


class Maandbereik(models.Model):
    """Derived from the contacts that count: per person, unit and month how many, when the time before was, and what
    somebody was on the first day.

    Triggers queue who changed (``migrations/0003_maandbereik``) and ``werk_bij`` counts them again;
    never edited, and without foreign keys, as it goes when its contacts go. ``vorige_werkpunt`` and ``vorige_stad``
    are the months of the row before: of this person in this unit, and of this person anywhere (the same month when
    they were elsewhere then too). So in months a to b somebody counts once where the month before is empty or lies
    before a.
    """

    persoon = models.BigIntegerField(null=True, help_text="Leeg: alle anonieme contacten samen.")
    werkpunt = models.BigIntegerField()
    maand = models.DateField()
    rijen = models.IntegerField(help_text="Contacten.")
    eerste = models.DateField(null=True, help_text="De dag van het eerste contact in de maand.")
    vorige_werkpunt = models.DateField(null=True)
    vorige_stad = models.DateField(null=True)
    wijk = models.BigIntegerField(null=True, help_text="Van wie anoniem bleef: de wijk van het contact.")
    geslacht = models.TextField(default="onbekend")
    leeftijd = models.TextField(default="onbekend")
    statuut = models.TextField(default="onbekend")
    opleiding = models.TextField(default="onbekend")
    taal = models.TextField(default="onbekend")
    doelgroep = ArrayField(models.TextField(), default=list)

    objects = MaandbereikQuerySet.as_manager()

    class Meta:
        verbose_name = "maandbereik"
        verbose_name_plural = "maandbereik"
        indexes: ClassVar = [
            models.Index(fields=["maand"], name="maandbereik_maand"),
            models.Index(
                fields=["werkpunt", "maand"],
                include=["persoon", "rijen", "eerste", "vorige_werkpunt", "vorige_stad"],
                name="maandbereik_werkpunt",
            ),
            models.Index(
                fields=["werkpunt", "maand"],
                include=["persoon"],
                condition=Q(vorige_werkpunt=None, persoon__isnull=False),
                name="maandbereik_eerste_werkpunt",
            ),
            models.Index(
                fields=["maand"],
                include=["persoon"],
                condition=Q(vorige_stad=None, persoon__isnull=False),
                name="maandbereik_eerste_stad",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["persoon", "maand", "werkpunt"], name="maandbereik_uniek"),
            models.UniqueConstraint(
                fields=["maand", "werkpunt", "wijk"],
                condition=Q(persoon=None),
                nulls_distinct=False,
                name="maandbereik_anoniem_uniek",
                violation_error_message="Deze maand is hier al geteld.",
            ),
        ]

    def __str__(self) -> str:
        return f"maandbereik {self.pk}"
