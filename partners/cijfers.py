"""The figures about employers and proposals: each declared once, with its definition beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from kern.tijd import Periode
from partners.models import Bedrijfsbezoek, Fase, Lead, Toestand, Vacature, Voordracht, Waarom
from partners.models.werkgevers import tot_vandaag
from toegang.models import Medewerker


@dataclass(frozen=True)
class Cijfer:
    """A table: what it counts in a period, for a reader."""

    titel: str
    definitie: str
    kop: Sequence[str]
    tel: Callable[[Periode, Medewerker], list[tuple[str, list[int]]]]


def _per_keuze(rijen: QuerySet[Any], veld: str, keuzes: Sequence[tuple[str, str]]) -> list[tuple[str, list[int]]]:
    """Every choice with how many rows have it, zeros too; and all of them."""
    aantallen = dict(rijen.order_by().values_list(veld).annotate(aantal=Count("pk")))
    regels = [(str(label).capitalize(), [aantallen.get(waarde, 0)]) for waarde, label in keuzes]
    return [*regels, ("Samen", [sum(aantallen.values())])]


def vacatures(periode: Periode, lezer: Medewerker) -> list[tuple[str, list[int]]]:
    binnen = Vacature.objects.filter(van__gte=periode.begin, van__lt=periode.einde)
    toestand = Case(When(Q(stand="open") & ~tot_vandaag(), then=Value(Toestand.VERLOPEN.value)), default="stand")
    geteld: dict[str, dict[str, int]] = {}
    per_beroep = binnen.annotate(nu=toestand).order_by().values_list("beroep__naam", "nu")
    for beroep, nu, aantal in per_beroep.annotate(aantal=Count("pk")):
        geteld.setdefault(beroep, {})[nu] = aantal
    regels = [(beroep, _rij(aantallen)) for beroep, aantallen in sorted(geteld.items())]
    return (
        [*regels, ("Samen", [sum(kolom) for kolom in zip(*(rij for _, rij in regels), strict=True)])] if regels else []
    )


def _rij(aantallen: dict[str, int]) -> list[int]:
    return [*(aantallen.get(toestand.value, 0) for toestand in Toestand), sum(aantallen.values())]


def _voorgedragen(periode: Periode, lezer: Medewerker) -> QuerySet[Voordracht]:
    begin, einde = periode.momenten()
    return Voordracht.objects.zichtbaar_voor(lezer).filter(aangemaakt__gte=begin, aangemaakt__lt=einde)


def voordrachten(periode: Periode, lezer: Medewerker) -> list[tuple[str, list[int]]]:
    return _per_keuze(_voorgedragen(periode, lezer), "fase", Fase.choices)


def redenen(periode: Periode, lezer: Medewerker) -> list[tuple[str, list[int]]]:
    niet = _voorgedragen(periode, lezer).filter(fase=Fase.NIET_AANGEWORVEN)
    return _per_keuze(niet, "waarom", Waarom.choices)


def bezoeken(periode: Periode, lezer: Medewerker) -> list[tuple[str, list[int]]]:
    binnen = Bedrijfsbezoek.objects.filter(dag__gte=periode.begin, dag__lt=periode.einde)
    return _per_keuze(binnen, "soort", Bedrijfsbezoek.Soort.choices)


def leads(periode: Periode, lezer: Medewerker) -> list[tuple[str, list[int]]]:
    binnen = Lead.objects.filter(dag__gte=periode.begin, dag__lt=periode.einde)
    return _per_keuze(binnen, "stand", Lead.Stand.choices)


ALLE = (
    Cijfer(
        "Vacatures per beroep",
        "Vacatures met een begindag in de periode, met hun toestand van vandaag. Een vacature met drie plaatsen telt "
        "één keer.",
        ("Beroep", *(str(toestand.label).capitalize() for toestand in Toestand), "Samen"),
        vacatures,
    ),
    Cijfer(
        "Voordrachten naar resultaat",
        "Voordrachten die in de periode begonnen, van personen die jij mag zien, met hun fase van vandaag. Wie twee "
        "keer voorgedragen is, telt twee keer.",
        ("Fase", "Aantal"),
        voordrachten,
    ),
    Cijfer(
        "Waarom niet aangeworven",
        "De reden bij elke voordracht hierboven die op niet aangeworven eindigde.",
        ("Reden", "Aantal"),
        redenen,
    ),
    Cijfer(
        "Bedrijfsbezoeken",
        "Bezoeken, telefoons, mails en workshops met een dag in de periode.",
        ("Soort", "Aantal"),
        bezoeken,
    ),
    Cijfer("Leads", "Leads met een dag in de periode, met hun stand van vandaag.", ("Stand", "Aantal"), leads),
)
