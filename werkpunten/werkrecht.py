"""From when somebody may work, computed from their right to stay (domain.md §4). Advice: the document decides."""

from dataclasses import dataclass
from datetime import date

from kern.tijd import plus_maanden, vandaag
from werkpunten.models import Arbeidsmarkt, Werkrechtregel
from werkpunten.models.reeksen import Verblijfsgegevens

RAAD = "Dit is een berekening. Wat op het verblijfsdocument staat, beslist."


@dataclass(frozen=True)
class Werkrecht:
    """``vanaf``: the first day somebody may work, None when they may not or when we cannot tell."""

    tekst: str
    vanaf: date | None = None


def werkrecht(soort: str, gegevens: Verblijfsgegevens) -> Werkrecht | None:
    """What we can say of the right to work; None when nothing is known."""
    if gegevens.arbeidsmarkt:
        return _volgens_document(gegevens)
    regel = Werkrechtregel.op(soort, gegevens.aangevraagd_op or vandaag()) if soort else None
    if regel is None:
        return None
    if regel.recht == Werkrechtregel.Recht.WACHTTIJD:
        return _na_wachttijd(gegevens, regel.maanden)
    return {
        Werkrechtregel.Recht.VRIJ: Werkrecht("Mag werken.", vandaag()),
        Werkrechtregel.Recht.GEEN: Werkrecht(
            "Mag niet werken. Taal, oriëntatie en vrijwilligerswerk bekijken we apart."
        ),
    }.get(Werkrechtregel.Recht(regel.recht), Werkrecht("Het verblijfsdocument zegt of deze persoon mag werken."))


def _volgens_document(gegevens: Verblijfsgegevens) -> Werkrecht:
    if gegevens.document_tot and gegevens.document_tot < vandaag():
        return Werkrecht(f"Het verblijfsdocument verviel op {gegevens.document_tot:%d/%m/%Y}. Vraag het nieuwe.")
    tot = f" tot {gegevens.document_tot:%d/%m/%Y}" if gegevens.document_tot else ""
    if gegevens.arbeidsmarkt == Arbeidsmarkt.NEEN:
        return Werkrecht(f"Mag niet werken volgens het verblijfsdocument{tot}.")
    beperkt = " Het werk is beperkt: lees wat erbij staat." if gegevens.arbeidsmarkt == Arbeidsmarkt.BEPERKT else ""
    return Werkrecht(f"Mag werken volgens het verblijfsdocument{tot}.{beperkt}", vandaag())


def _na_wachttijd(gegevens: Verblijfsgegevens, maanden: int) -> Werkrecht:
    """A negative decision within the waiting time means no right to work, also in appeal."""
    if gegevens.aangevraagd_op is None:
        return Werkrecht(f"Mag werken {maanden} maanden na de aanvraag. Vul in wanneer bescherming aangevraagd is.")
    vanaf = plus_maanden(gegevens.aangevraagd_op, maanden)
    if gegevens.negatief_op and gegevens.negatief_op < vanaf:
        return Werkrecht(f"Mag niet werken: er was een negatieve beslissing binnen {maanden} maanden na de aanvraag.")
    if vanaf > vandaag():
        return Werkrecht(
            f"Mag werken vanaf {vanaf:%d/%m/%Y}. Taal, oriëntatie en vrijwilligerswerk kunnen nu al.", vanaf
        )
    return Werkrecht(f"Mag werken sinds {vanaf:%d/%m/%Y}.", vanaf)
