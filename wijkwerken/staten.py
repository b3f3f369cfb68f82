"""The statements of a month as they are issued: of each worker what it brought in, of each customer what it cost.

What is frozen names nobody: of a worker a customer reads initials, and the name on paper is that of today.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kern.tijd import vandaag
from werkpunten.models import Werkzoekende
from wijkwerken.models import Afrekenregel, Chequelot, Gebruikersstaat, Maandafsluiting, Maandstaat
from wijkwerken.regels import lokaal

VERSIE = 1


def maak_staten(afsluiting: Maandafsluiting, regels: Iterable[Afrekenregel]) -> None:
    """One statement for every worker and every customer with something in this month."""
    per_werker, per_klant = defaultdict(list), defaultdict(list)
    for regel in sorted(regels, key=lambda regel: (regel.dag, regel.prestatie.begin, regel.pk)):
        per_werker[regel.wijkwerker_id].append(regel)
        per_klant[regel.gebruiker_id].append(regel)
    Maandstaat.objects.bulk_create(_van_werker(afsluiting, deel) for deel in per_werker.values())
    saldi = _saldi(per_klant)
    Gebruikersstaat.objects.bulk_create(
        _van_klant(afsluiting, deel, saldi[klant]) for klant, deel in per_klant.items()
    )


def _van_werker(afsluiting: Maandafsluiting, regels: Sequence[Afrekenregel]) -> Maandstaat:
    som = {
        "uren": sum(regel.uren for regel in regels),
        "bedrag": sum(regel.uren * regel.vergoeding for regel in regels),
        "reis": sum(regel.reis for regel in regels),
    }
    lijnen = [
        _wanneer(regel, afsluiting)
        | {"per_uur": regel.vergoeding, "bedrag": regel.uren * regel.vergoeding, "reis": regel.reis}
        for regel in regels
    ]
    eerste = regels[0]
    wie = {"wijkwerker_id": eerste.wijkwerker_id, "werkzoekende_id": eerste.werkzoekende_id}
    return Maandstaat(afsluiting=afsluiting, **wie, **som, **_vast(afsluiting, lijnen, som))


def _van_klant(afsluiting: Maandafsluiting, regels: Sequence[Afrekenregel], saldo: int) -> Gebruikersstaat:
    som = {
        "uren": sum(regel.uren for regel in regels),
        "bedrag": sum(regel.uren * regel.prijs for regel in regels),
        "met_cheque": sum(regel.met_cheque for regel in regels),
        "gedekt": sum(regel.met_cheque * regel.prijs for regel in regels),
    }
    lijnen = [
        _wanneer(regel, afsluiting)
        | {"wie": initialen(regel.prestatie.werkzoekende), "per_uur": regel.prijs}
        | {"bedrag": regel.uren * regel.prijs, "met_cheque": regel.met_cheque}
        for regel in regels
    ]
    vast = _vast(afsluiting, lijnen, som | {"cheques_over": saldo})
    return Gebruikersstaat(afsluiting=afsluiting, gebruiker_id=regels[0].gebruiker_id, **som, **vast)


def _wanneer(regel: Afrekenregel, afsluiting: Maandafsluiting) -> dict[str, Any]:
    prestatie = regel.prestatie
    begin, einde = lokaal(prestatie.begin), lokaal(prestatie.einde)
    return {
        "dag": regel.dag.isoformat(),
        "van": f"{begin:%H:%M}",
        "tot": f"{einde:%H:%M}",
        "werk": prestatie.toewijzing.opdracht.titel,
        "uren": regel.uren,
        "soort": _soort(regel, afsluiting),
    }


def _soort(regel: Afrekenregel, afsluiting: Maandafsluiting) -> str:
    if regel.uren < 0:
        return "correctie"
    return "later" if regel.dag < afsluiting.maand else "gewerkt"


def _vast(afsluiting: Maandafsluiting, lijnen: list[dict[str, Any]], som: dict[str, int]) -> dict[str, Any]:
    document = {"maand": afsluiting.maand.isoformat(), "regels": lijnen, **som}
    inhoud = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return {"inhoud": inhoud, "sha256": vingerafdruk(inhoud), "versie": VERSIE}


def vingerafdruk(inhoud: str) -> str:
    return hashlib.sha256(inhoud.encode()).hexdigest()


def initialen(persoon: Werkzoekende) -> str:
    """``K.J.``: enough for who knows them, nothing for anybody else."""
    namen = (persoon.voornaam, persoon.achternaam)
    return "".join(f"{naam.strip()[:1].upper()}." for naam in namen if naam.strip())


def _saldi(klanten: Iterable[int]) -> dict[int, int]:
    """Cheques each customer has left."""
    saldi: dict[int, int] = dict.fromkeys(klanten, 0)
    lots = Chequelot.objects.ongefilterd("overzichten").filter(gebruiker__in=list(saldi)).geldig_op(vandaag())
    for lot in lots:
        saldi[lot.gebruiker_id] += lot.over
    return saldi
