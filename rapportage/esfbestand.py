"""What a project gives the European fund over a period: figures, definitions, what lacks, and the evidence by file."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from kern.export import Blad, Waarde, schrijf_csv, schrijf_xlsx
from kern.tijd import Periode
from rapportage.esf import Deelnemer, Volledigheid, deelnemers, ontbreekt
from rapportage.esfindicatoren import GESLACHTEN, NIET_GEREGISTREERD, Cijfers, Lijst, tel
from rapportage.projectcijfers import Eenheden
from trajecten.models import Project

FORMATEN = ("csv", "xlsx")
KOP = ("Code", "Indicator", "Wanneer", *(naam for _, naam in GESLACHTEN), "Totaal")


@dataclass(frozen=True)
class Esf:
    """One project over one period by one list; of these units, or of all."""

    project: Project
    periode: Periode
    lijst: Lijst
    werkpunten: Eenheden = None

    @cached_property
    def alle(self) -> list[Deelnemer]:
        """Everybody until the end of the period: who came in before it may leave in it."""
        return deelnemers(self.project, self.periode.tot, self.werkpunten)

    @cached_property
    def gegevens(self) -> Volledigheid:
        return self.lijst.volledigheid(self.alle)

    @property
    def ingestapt(self) -> Volledigheid:
        """How complete the records are of who came in during the period."""
        nieuw = [d for d in self.alle if self.periode.begin <= d.instap]
        return self.lijst.volledigheid(nieuw)

    @cached_property
    def cijfers(self) -> Cijfers:
        return tel(self.lijst, self.gegevens, self.periode)

    def bewijzen(self) -> Iterator[tuple[Deelnemer, str, list[str]]]:
        """Every participant that an indicator counts or that can't be reported, with the codes and what lacks."""
        codes: dict[int, list[str]] = {}
        for indicator in self.lijst.indicatoren:
            for deelnemer in indicator.achter(self.gegevens, self.periode):
                codes.setdefault(deelnemer.wie, []).append(indicator.code)
        for deelnemer in self.alle:
            if deelnemer.wie in codes:
                yield deelnemer, " ".join(codes[deelnemer.wie]), ontbreekt(deelnemer, self.lijst.toetsen)


def bestand(esf: Esf, formaat: str) -> bytes:
    if formaat == "csv":
        tekst = io.StringIO(newline="")
        schrijf_csv(tekst, KOP, _cijfers(esf))
        return tekst.getvalue().encode()
    uit = io.BytesIO()
    breedtes = (10, 46, 28, 11, 11, 11, 11)
    bladen = [
        Blad("Cijfers", list(zip(KOP, breedtes, strict=True)), _cijfers(esf)),
        Blad("Definities", [("Code", 10), ("Indicator", 46), ("Wat we tellen", 110)], _definities(esf)),
        Blad("Volledigheid", [("Wat", 40), ("Deelnemers", 12)], _volledigheid(esf.ingestapt)),
        Blad(
            "Bewijs",
            [("Dossier", 12), ("Instap", 12), ("Uitstap", 12), ("Telt bij", 70), ("Onbekend", 50)],
            ([f"W{d.wie:06}", d.instap, d.uitstap, codes, ", ".join(mist)] for d, codes, mist in esf.bewijzen()),
        ),
    ]
    schrijf_xlsx(uit, bladen, titel=f"{esf.project}: {esf.lijst.naam}", gemaakt=timezone.now())
    return uit.getvalue()


def _cijfers(esf: Esf) -> Iterator[list[Waarde]]:
    for indicator, rij in esf.cijfers:
        leeg = *[""] * len(GESLACHTEN), NIET_GEREGISTREERD
        yield [indicator.code, indicator.naam, indicator.moment.value, *(rij or leeg)]


def _definities(esf: Esf) -> Iterator[list[Waarde]]:
    return ([indicator.code, indicator.naam, indicator.definitie] for indicator in esf.lijst.indicatoren)


def _volledigheid(gegevens: Volledigheid) -> Iterator[list[Waarde]]:
    yield ["Deelnemers", len(gegevens.deelnemers)]
    yield ["Tellen mee", len(gegevens.volledig)]
    for wat, aantal in gegevens.ontbreekt:
        yield [f"{wat} onbekend".capitalize(), aantal]
