"""The figures of referrals and sign-ups, on a page and as a file."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from kern.export import Waarde, als_bijlage, schrijf_csv
from rapportage import verwijscijfers
from rapportage.forms import RapportForm, vraag
from rapportage.models import Drempelwaarde, ziet_exact
from rapportage.verwijscijfers import (
    AFGEROND,
    ALLES,
    BEANTWOORD,
    BINNEN,
    GESTART,
    MEDIAAN,
    PER_BRON,
    PER_DREMPEL,
    PER_PARTNER,
    STANDEN,
    VERSTUURD,
    Telling,
)
from rapportage.views.keuze import LEZERS, gekozen
from rapportage.weergave import VERBORGEN, Cel, Tabel, Tegel, cijfer, uitleg_verborgen
from toegang.voor import MedewerkerRequest, voor

KWARTAAL = QueryDict("laatste=kwartaal")
STAND = (*STANDEN, VERSTUURD)
ANTWOORD = (BEANTWOORD, BINNEN, MEDIAAN, GESTART, AFGEROND)


@dataclass(frozen=True)
class Getoond:
    """What this reader may see of the report that was asked for."""

    form: RapportForm
    tellingen: Mapping[str, Telling]
    exact: bool
    te_fijn: str

    @property
    def waar(self) -> str:
        return self.form.eenheid.naam if self.form.eenheid else "Alle werkpunten"


def _lees(request: MedewerkerRequest) -> Getoond:
    form = gekozen(request, request.GET or KWARTAAL)
    tijdvak, werkpunt = form.gekozen, form.eenheid
    exact = ziet_exact(request.user, werkpunt)
    te_fijn = "" if exact else verwijscijfers.te_fijn(tijdvak, werkpunt)
    if te_fijn:
        return Getoond(form, {}, exact, te_fijn)
    tellingen = verwijscijfers.tel(tijdvak.periode, werkpunt)
    if not exact:
        tellingen = verwijscijfers.gepubliceerd(tellingen, tijdvak.periode)
    return Getoond(form, tellingen, exact, te_fijn)


@voor(*LEZERS)
@require_GET
def rapport_verwijzingen(request: MedewerkerRequest) -> HttpResponse:
    getoond = _lees(request)
    tijdvak = getoond.form.gekozen
    drempel = Drempelwaarde.objects.van(tijdvak.periode)
    context = {
        "form": getoond.form,
        "getoond": getoond,
        "tijdvak": tijdvak,
        "tegels": _tegels(getoond.tellingen) if getoond.tellingen else [],
        "tabellen": list(_tabellen(getoond.tellingen)) if getoond.tellingen else [],
        "definities": verwijscijfers.definities(),
        "uitleg_verborgen": "" if getoond.exact else uitleg_verborgen(drempel),
        "bestand": f"{reverse('rapportage:rapport-verwijzingen-bestand')}?{vraag(tijdvak, getoond.form.eenheid)}",
    }
    return render(request, "rapportage/rapport_verwijzingen.html", context)


def _tegels(tellingen: Mapping[str, Telling]) -> list[Tegel]:
    alle, bron = tellingen[PER_PARTNER.code], tellingen[PER_BRON.code]
    gewone = [Tegel(i.code, i.naam, cijfer(_cel(alle, i.code))) for i in (VERSTUURD, *ANTWOORD)]
    aandeel = _aandeel(alle, ALLES)
    deel = Tegel("aandeel", f"{BINNEN.naam}, in procent", "–" if aandeel == "" else _procent(aandeel))
    (aangemeld, *_) = PER_BRON.indicatoren
    return [*gewone[:3], deel, *gewone[3:], Tegel("aangemeld", aangemeld.naam, cijfer(_cel(bron, aangemeld.code)))]


def _procent(aandeel: Cel) -> str:
    return VERBORGEN if aandeel is None else f"{aandeel}%"


def _cel(telling: Telling, code: str, deel: str = ALLES) -> Cel:
    """The figure; without any answer there is no median."""
    waarde = telling.waarden[code, deel]
    return "" if waarde is None and code == MEDIAAN.code and telling.waarden[BEANTWOORD.code, deel] == 0 else waarde


def _aandeel(telling: Telling, deel: str) -> Cel:
    alle, binnen = telling.rij([BEANTWOORD.code, BINNEN.code], deel)
    if alle is None or binnen is None:
        return None
    return round(100 * binnen / alle) if alle else ""


def _tabellen(tellingen: Mapping[str, Telling]) -> Iterator[Tabel]:
    for uitsplitsing in (PER_PARTNER, PER_DREMPEL):
        telling, naam = tellingen[uitsplitsing.code], uitsplitsing.naam
        yield _tabel(telling, f"Verstuurd per {naam.lower()}, en hoe het nu staat", [i.code for i in STAND])
        antwoord = _tabel(telling, f"Antwoord en resultaat per {naam.lower()}", [i.code for i in ANTWOORD])
        yield _met_aandeel(antwoord, telling)
    telling = tellingen[PER_BRON.code]
    yield _tabel(
        telling, "Aanmeldingen per bron", [i.code for i in (*PER_BRON.indicatoren[1:], PER_BRON.indicatoren[0])]
    )


def _tabel(telling: Telling, titel: str, codes: list[str]) -> Tabel:
    namen = {indicator.code: indicator.naam for indicator in telling.uitsplitsing.indicatoren}
    kop = [telling.uitsplitsing.naam, *(namen[code] for code in codes)]
    rijen = [(deel or "Totaal", [_cel(telling, code, deel) for code in codes]) for deel in (*telling.delen, ALLES)]
    return Tabel(titel, kop, rijen, met_totaal=True)


def _met_aandeel(tabel: Tabel, telling: Telling) -> Tabel:
    """With the share within the norm behind its number."""
    plaats = 1 + ANTWOORD.index(BINNEN)
    delen = (*telling.delen, ALLES)
    rijen = [
        (naam, [*cellen[:plaats], _aandeel(telling, deel), *cellen[plaats:]])
        for (naam, cellen), deel in zip(tabel.rijen, delen, strict=True)
    ]
    kop = [*tabel.kop[: plaats + 1], "In procent", *tabel.kop[plaats + 1 :]]
    return Tabel(tabel.titel, kop, rijen, met_totaal=True)


@voor(*LEZERS)
@require_GET
def rapport_verwijzingen_bestand(request: MedewerkerRequest) -> HttpResponse:
    """The same figures, a line each."""
    getoond = _lees(request)
    if getoond.te_fijn:
        raise Http404
    tekst = io.StringIO(newline="")
    schrijf_csv(tekst, ["Periode", "Werkpunt", "Uitgesplitst naar", "Deel", "Cijfer", "Waarde"], _regels(getoond))
    punt = getoond.form.eenheid.slug if getoond.form.eenheid else "gent"
    return als_bijlage(tekst.getvalue().encode(), f"doorverwijzingen-{getoond.form.gekozen.sleutel}-{punt}.csv")


def _regels(getoond: Getoond) -> Iterator[list[Waarde]]:
    for telling in getoond.tellingen.values():
        uitsplitsing = telling.uitsplitsing
        for deel in (*telling.delen, ALLES):
            for indicator in uitsplitsing.indicatoren:
                waarde = _cel(telling, indicator.code, deel)
                plek = [getoond.form.gekozen.naam, getoond.waar, uitsplitsing.naam, deel or "totaal"]
                yield [*plek, indicator.naam, VERBORGEN if waarde is None else waarde]
