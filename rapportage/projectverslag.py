"""The report of a project over a quarter or a year: figures, and what organisations tell beside them (S3.18).

Of a time that was frozen it shows the frozen figures, to everybody who reads it; else those of now.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from kern.pdf import zet
from kern.templatetags.kern import datum, getal
from kern.tijd import vandaag
from rapportage.bestanden import Herkomst, in_woorden
from rapportage.models import Bereikrapport, Verhaal
from rapportage.projectbestand import Document, bestand, document
from rapportage.projectblad import Blik
from rapportage.projectcijfers import DEFINITIES_VERSIE
from rapportage.tijdvakken import Tijdvak
from rapportage.weergave import Cel, Tabel, Tegel, cijfer, uitleg_verborgen
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.models import Project

TYPST = Path(__file__).parent / "typst"
VERTELD = "De teksten zijn van de organisaties zelf."
NOG_GEEN = "Van deze periode zijn er nog geen cijfers."
NIET_VAST = "Deze cijfers liggen niet vast: wat later ingevoerd of verbeterd wordt, kan ze nog veranderen."
MEESTE_MOMENTEN = 5
"""Columns of the table, the last ones."""


@dataclass(frozen=True)
class Projectverslag:
    """What one reader may see of it. ``rapport``: the frozen report that the figures are of; None: they are of now."""

    project: Project
    tijdvak: Tijdvak
    document: Document
    verhalen: Sequence[Verhaal]
    rapport: Bereikrapport | None = None
    sha256: str = ""

    @property
    def figuren(self) -> Mapping[str, Mapping[str, Any]]:
        figuren: Mapping[str, Mapping[str, Any]] = self.document["cijfers"]
        return figuren

    @property
    def momenten(self) -> list[Tijdvak]:
        """Those that are counted and began before this period was over."""
        alle = map(Tijdvak.van_sleutel, next(iter(self.figuren.values()))["stand"])
        return [moment for moment in alle if moment.begin < self.tijdvak.periode.einde]

    @property
    def tegels(self) -> list[Tegel]:
        """Every figure by the end of it; of one that is hidden then the last that was shown, and of when that is."""
        momenten = self.momenten
        return [self._tegel(code, figuur, momenten) for code, figuur in self.figuren.items() if momenten]

    def _tegel(self, code: str, figuur: Mapping[str, Any], momenten: Sequence[Tijdvak]) -> Tegel:
        getoond = [moment for moment in momenten if figuur["stand"][moment.sleutel] is not None]
        laatste = getoond[-1] if getoond else momenten[-1]
        erbij = [f"tot en met {datum(self._tot(laatste))}"] if laatste != momenten[-1] else []
        if code in self.document.get("in_jaar", {}):
            erbij.append(f"in {self.tijdvak}: {cijfer(self.document['in_jaar'][code])}")
        erbij += [f"doel: {getal(doel['aantal'])}" for doel in self.document["doelen"] if doel["cijfer"] == code]
        return Tegel(code, figuur["naam"], cijfer(figuur["stand"][laatste.sleutel]), " · ".join(erbij))

    def _tot(self, moment: Tijdvak) -> date:
        return min(moment.periode.tot, date.fromisoformat(self.document["tot"]))

    @property
    def geteld(self) -> str:
        if not self.momenten:
            return NOG_GEEN
        return f"Geteld sinds de start van het project, tot en met {datum(self._tot(self.momenten[-1]))}."

    @property
    def noten(self) -> list[str]:
        """What must be said of the figures."""
        if self.rapport is None:
            return [self.geteld, NIET_VAST] if self.momenten else [self.geteld]
        exact = self.document["niveau"] == "exact"
        return [self.geteld] if exact else [self.geteld, uitleg_verborgen(self.document["drempel"])]

    @property
    def tabel(self) -> Tabel | None:
        """Running totals by the end of each of the last moments."""
        momenten = self.momenten[-MEESTE_MOMENTEN:]
        if len(momenten) < 2:
            return None
        rijen: list[tuple[str, list[Cel]]] = [
            (figuur["naam"], [figuur["stand"][moment.sleutel] for moment in momenten])
            for figuur in self.figuren.values()
        ]
        return Tabel("Stand op het einde van", ["Cijfer", *(moment.naam for moment in momenten)], rijen)

    @property
    def herkomst(self) -> Herkomst:
        if self.rapport is None:
            return Herkomst(timezone.now())
        return Herkomst(self.rapport.gemaakt_op, self.rapport.maker, self.rapport.versie, self.sha256)

    @property
    def pdf(self) -> bytes:
        gegevens = {
            "titel": f"{self.project}: verslag",
            "waar": self.document["waar"],
            "periode": self.tijdvak.naam,
            "herkomst": self.herkomst.regel,
            "definities_versie": self.document.get("definities_versie", DEFINITIES_VERSIE),
            "definities": [(figuur["naam"], figuur["definitie"]) for figuur in self.figuren.values()],
            "noten": [*self.noten, VERTELD],
            "tegels": [asdict(tegel) for tegel in self.tegels],
            "delen": list(self._delen()),
        }
        return zet(TYPST / "rapport.typ", gegevens, gemaakt=self.herkomst.gemaakt)

    def _delen(self) -> Iterator[dict[str, object]]:
        if self.tabel:
            yield {"titel": self.tabel.titel, "tabel": in_woorden(self.tabel), "beeld": "", "noot": ""}
        for verhaal in self.verhalen:
            wie = f"Versie {verhaal.versie}, {verhaal.door.korte_naam}, {datum(verhaal.op)}"
            paren = [{"kop": vraag, "tekst": tekst} for vraag, tekst in verhaal.antwoorden]
            deel = {"titel": str(verhaal.organisatie), "tabel": None, "beeld": "", "noot": wie}
            yield deel | {"antwoorden": paren}


def verslag(project: Project, tijdvak: Tijdvak, lezer: Medewerker) -> Projectverslag:
    """Figures since the start up to the end of this period; partners read those that are published."""
    rapporten = Bereikrapport.objects.select_related("door", "project")
    if rapport := rapporten.laatste(tijdvak, None, project):
        return vastgelegd(rapport, lezer)
    eigen = lezer.heeft_rol(Rol.MANAGER, Rol.COORDINATOR)
    nu = document(project, Blik.van(lezer) if eigen else Blik(None, vandaag()))
    return Projectverslag(project, tijdvak, nu, _verhalen(project, tijdvak, lezer))


def vastgelegd(rapport: Bereikrapport, lezer: Medewerker) -> Projectverslag:
    """One version of the report of a project, in the set that this reader may see."""
    project, tijdvak = rapport.project, rapport.tijdvak
    if project is None:
        raise ValueError(rapport.pk)
    tekst, sha256 = rapport.voor(lezer)
    verhalen = _verhalen(project, tijdvak, lezer)
    return Projectverslag(project, tijdvak, json.loads(tekst), verhalen, rapport, sha256)


def _verhalen(project: Project, tijdvak: Tijdvak, lezer: Medewerker) -> list[Verhaal]:
    return list(Verhaal.objects.zichtbaar_voor(lezer).van(project, tijdvak).actueel())


def als_bestand(rapport: Bereikrapport, lezer: Medewerker, formaat: str) -> bytes:
    """A frozen version as a file; JSON is the very text that was hashed."""
    if formaat == "json":
        return rapport.voor(lezer)[0].encode()
    vast = vastgelegd(rapport, lezer)
    return vast.pdf if formaat == "pdf" else bestand(vast.document, formaat, vast.herkomst.regel)
