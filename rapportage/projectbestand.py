"""The figures of a project as somebody may see them, over time: one document, of which the files and the API are made.

Coordinators have their own units by month, exact; managers the whole by quarter that is over, small steps held back.
"""

import io
import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from kern.export import Blad, Waarde, schrijf_csv, schrijf_xlsx
from kern.templatetags.kern import datum
from rapportage.projectblad import Blik
from rapportage.projectcijfers import CIJFER
from rapportage.tijdvakken import Tijdvak
from rapportage.voortgang import Reeks, hele_looptijd
from rapportage.weergave import VERBORGEN
from trajecten.models import Project

FORMATEN = ("csv", "xlsx", "json")
KOP = ("Project", "Waar", "Cijfer", "Stand op het einde van", "Aantal")


Document = dict[str, Any]


def document(project: Project, blik: Blik) -> Document:
    """The figures now, as somebody may see them."""
    (reeks,) = blik.reeksen([hele_looptijd(project, blik.dag)])
    return van_reeks(project, reeks, waar=blik.waar, exact=blik.exact)


def van_reeks(project: Project, reeks: Reeks, *, waar: str, exact: bool) -> Document:
    """Running totals by the end of each moment (``2026-K1``, ``2026-03``), None where hidden, and the targets."""
    return {
        "project": project.slug,
        "naam": project.naam,
        "waar": waar,
        "niveau": "exact" if exact else "gepubliceerd",
        "van": project.van.isoformat(),
        "tot": reeks.tot.isoformat() if reeks.momenten else None,
        "cijfers": {
            code: {
                "naam": CIJFER[code].naam,
                "definitie": CIJFER[code].definitie,
                "stand": {
                    moment.sleutel: stand for moment, stand in zip(reeks.momenten, reeks.standen[code], strict=True)
                },
            }
            for code in CIJFER
        },
        "doelen": [
            {
                "cijfer": doel.maatstaf,
                "aantal": doel.aantal,
                "van": doel.van.isoformat(),
                "tot": doel.tot.isoformat() if doel.tot else None,
                "per_jaar": doel.per_jaar,
            }
            for doel in project.doelstellingen.all()
        ],
    }


def bestand(inhoud: Document, formaat: str, herkomst: str = "") -> bytes:
    """The document as a file; a hidden number stands there as such."""
    if formaat == "json":
        return json.dumps(inhoud, ensure_ascii=False, indent=1).encode()
    if formaat == "csv":
        tekst = io.StringIO(newline="")
        schrijf_csv(tekst, KOP, _rijen(inhoud))
        return tekst.getvalue().encode()
    uit = io.BytesIO()
    breed = [(naam, breedte) for naam, breedte in zip(KOP, (28, 28, 28, 24, 12), strict=True)]
    uitleg = [("Cijfer", 28), ("Wat we tellen", 90)]
    definities = [[cijfer["naam"], cijfer["definitie"]] for cijfer in inhoud["cijfers"].values()]
    if herkomst:
        definities.append(["Herkomst", herkomst])
    bladen = [Blad("Cijfers", breed, _rijen(inhoud), getallen=4), Blad("Definities", uitleg, definities)]
    schrijf_xlsx(uit, bladen, titel=f"{inhoud['naam']}: cijfers", gemaakt=timezone.now())
    return uit.getvalue()


def _rijen(inhoud: Document) -> Iterator[list[Waarde]]:
    for cijfer in inhoud["cijfers"].values():
        for sleutel, stand in cijfer["stand"].items():
            moment = datum(Tijdvak.van_sleutel(sleutel).periode.tot)
            yield [inhoud["naam"], inhoud["waar"], cijfer["naam"], moment, VERBORGEN if stand is None else stand]
    for code, aantal in inhoud.get("in_jaar", {}).items():
        naam, wanneer = inhoud["cijfers"][code]["naam"], f"heel {inhoud['tijdvak']}, apart geteld"
        yield [inhoud["naam"], inhoud["waar"], naam, wanneer, VERBORGEN if aantal is None else aantal]
