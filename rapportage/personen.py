"""The people behind one figure: the very rows that are counted, never a second definition."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from kern.tijd import Periode
from rapportage.bereik import een_ogenblik
from rapportage.dimensies import Dimensie, Waarde
from rapportage.indicatoren import BEREIKT, CUMULATIEF, NIEUW, TERUGKEREND, Indicator
from rapportage.models import Maandbereik
from rapportage.telling import personen, statements
from werkpunten.models import Werkpunt

VAN_PERSONEN = {indicator.code: indicator for indicator in (BEREIKT, NIEUW, TERUGKEREND, CUMULATIEF)}
"""Figures that count people."""


def personen_achter(
    indicator: Indicator,
    periode: Periode,
    werkpunten: Sequence[Werkpunt],
    dimensie: Dimensie | None = None,
    waarde: Waarde | None = None,
) -> list[int]:
    """Primary keys of who makes up a figure of these units together, or of one row (``waarde``) of a breakdown.

    Keys only: who may be seen is for the gate to say.
    """
    per = (dimensie,) if dimensie else ()
    parameters: dict[str, date | str | list[int]] = {
        "begin": periode.begin,
        "einde": periode.einde,
        "werkpunten": [werkpunt.pk for werkpunt in werkpunten],
    }
    with een_ogenblik(), connection.cursor() as cursor:
        feiten = Maandbereik.objects.loopt_achter()
        [(_, sql)] = statements(
            periode, [per], indicator.bron, werkpunten=werkpunten, per_persoon=True, uit_feiten=feiten
        )
        cursor.execute(personen(sql, per, indicator), parameters)
        return [persoon for *cel, persoon in cursor.fetchall() if waarde is None or cel == [waarde.ruw]]
