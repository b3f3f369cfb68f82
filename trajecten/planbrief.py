"""The plan on paper, for the person: in the language we speak with them, without notes among ourselves."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override

from kern.pdf import zet
from trajecten.models import Plandoel, Stap
from trajecten.plan import Planstand
from werkpunten.briefjes import TALEN, naam_op_papier, op_dag

SJABLOON = Path(__file__).parent / "typst" / "plan.typ"


def plan_op_papier(stand: Planstand) -> bytes:
    """What holds of the plan. Texts somebody typed stay as they are; whoever speaks another language gets Dutch."""
    gesproken = stand.traject.werkzoekende.contacttaal
    taal = gesproken if gesproken in TALEN else "nl"
    with override(taal):
        inhoud = _inhoud(stand, taal)
    return zet(SJABLOON, inhoud | {"merk": settings.MERK, "taal": taal}, gemaakt=timezone.now())


def _inhoud(stand: Planstand, taal: str) -> dict[str, Any]:
    woorden = (
        (gettext("Waar ik goed in ben"), stand.woorden.sterktes),
        (gettext("Wat ik wel en niet wil"), stand.woorden.voorkeuren),
    )
    doelwoord = gettext("Doel")
    return {
        "titel": gettext("Mijn plan"),
        "regels": _regels(stand, taal),
        "kop": [gettext("Wat ga ik doen?"), gettext("Wie doet het?"), gettext("Tegen wanneer?"), gettext("Hoe ver?")],
        "doelen": [
            {
                "titel": f"{doelwoord} {nummer}",
                "tekst": doel.tekst,
                "meer": _meer(doel, taal),
                "stappen": [_stap(stap, taal) for stap in stappen],
            }
            for nummer, (doel, stappen) in enumerate(stand.geldige, start=1)
        ],
        "woorden": [(kop, tekst) for kop, tekst in woorden if tekst],
        "slot": gettext("Lukt iets niet? Zeg het ons."),
        "uitleg": gettext("Dan passen we het plan samen aan."),
        "handtekening": gettext("Mijn handtekening"),
    }


def _regels(stand: Planstand, taal: str) -> list[tuple[str, str]]:
    akkoord, traject = stand.akkoord, stand.traject
    besproken = op_dag(akkoord.op, taal) if akkoord and not stand.is_ontwerp else gettext("nog te bespreken")
    regels = [(gettext("Voor wie"), naam_op_papier(traject.werkzoekende))]
    if traject.begeleider:
        regels.append((gettext("Mijn begeleider"), f"{traject.begeleider}, {traject.werkpunt}"))
    return [*regels, (gettext("Samen besproken"), besproken)]


def _meer(doel: Plandoel, taal: str) -> str:
    """Which occupation, and by when."""
    return " · ".join(filter(None, [str(doel.beroep or ""), _tegen(doel.tegen, taal)]))


def _tegen(dag: date | None, taal: str) -> str:
    return gettext("tegen %(dag)s") % {"dag": op_dag(dag, taal)} if dag else ""


def _stap(stap: Stap, taal: str) -> list[str]:
    soort = "" if stap.soort == Stap.Soort.EIGEN else gettext(str(stap.get_soort_display()))
    wat = f"{stap.wat} ({soort})" if soort else stap.wat
    wie, stand = stap.iemand_anders or gettext("ik zelf"), gettext(str(stap.get_status_display()))
    return [wat, wie, op_dag(stap.tegen, taal), stand]
