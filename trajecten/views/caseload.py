"""Mine, and the team's."""

import io
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_GET

from kern.export import als_bijlage, schrijf_csv
from kern.http import bladzijde, render_deel
from kern.inzage import Aard, markeer
from kern.kader import Getoond
from kern.tabel import Kolom, actieve_filters, koppen, sorteer
from kern.templatetags.kern import getal
from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import Rol
from toegang.tempo import hoogstens
from toegang.voor import MedewerkerRequest, voor
from trajecten.caseload import LIJSTEN, TELLEN_TOT, CaseloadQuerySet, Lijst, tel_lijsten
from trajecten.forms import CaseloadFilter
from trajecten.team import teamcijfers
from trajecten.verantwoording import DAGEN, HOOGSTENS, daden_van_team


def _begeleiders(persoon: Any) -> str:
    return ", ".join(begeleiding.begeleider.korte_naam for begeleiding in persoon.lopende_begeleidingen)


KOLOMMEN = (
    Kolom("naam", "Naam", lambda persoon: persoon.naam, ("sorteernaam",)),
    Kolom("geboren", "Geboren", lambda persoon: persoon.geboren),
    Kolom("wijk", "Wijk", lambda persoon: persoon.wijknaam),
    Kolom("begeleider", "Begeleider", _begeleiders),
    Kolom("contact", "Laatste contact", lambda persoon: persoon.laatste_contact, ("laatste_contact",)),
)
ENKEL_OP_SCHERM = (Kolom("actie", "Actie", lambda persoon: None),)
ENKEL_IN_BESTAND = (
    Kolom("dossier", "Dossier", lambda persoon: persoon.dossiernummer),
    Kolom("taal", "Contacttaal", lambda persoon: persoon.contacttaal),
    Kolom("telefoon", "Telefoon", lambda persoon: persoon.telefoon),
    Kolom("te_lang", "Te lang geen contact", lambda persoon: persoon.te_lang),
)


def _gevraagd(request: MedewerkerRequest) -> tuple[Lijst, CaseloadFilter]:
    lijst = LIJSTEN.get(request.GET.get("lijst", ""), LIJSTEN["mijn"])
    return lijst, CaseloadFilter(request.GET, lijst.voor(request.user), medewerker=request.user)


def _rijen(request: MedewerkerRequest, filterset: CaseloadFilter) -> CaseloadQuerySet:
    personen: CaseloadQuerySet = filterset.qs
    return sorteer(personen.voor_lijst(request.user), KOLOMMEN, request, "naam")  # type: ignore[return-value]


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_GET
def caseload_list(request: MedewerkerRequest) -> HttpResponse:
    lijst, filterset = _gevraagd(request)
    context = {
        "lijst": lijst,
        "kop": SimpleLazyObject(lambda: _kop(request.user, lijst)),
        "filter": filterset,
        "actief": actieve_filters(filterset.form, request),
        "wis_url": f"?lijst={lijst.sleutel}",
        "koppen": koppen((*KOLOMMEN, *ENKEL_OP_SCHERM), request, "naam"),
        "pagina": bladzijde(_rijen(request, filterset), request),
        "bestand_url": f"{reverse('trajecten:caseload-exporteer')}?{request.GET.urlencode()}",
    }
    return render_deel(request, "trajecten/caseload_list.html", "tabel", context)


@dataclass(frozen=True)
class Kop:
    """What stands above the list, on a whole page only: a fragment does not pay for the counts."""

    tabs: list[Getoond]
    melding: str


def _kop(medewerker: Medewerker, lijst: Lijst) -> Kop:
    aantallen = {sleutel: _aantal(aantal) for sleutel, aantal in tel_lijsten(medewerker).items()}
    tabs = [
        Getoond(f"{keuze.titel} ({aantallen[sleutel]})", f"?lijst={sleutel}", keuze is lijst)
        for sleutel, keuze in LIJSTEN.items()
    ]
    te_lang = aantallen["te-lang"]
    if te_lang == "0":
        return Kop(tabs, "")
    wie = "1 persoon heeft" if te_lang == "1" else f"{te_lang} personen hebben"
    return Kop(tabs, f"{wie} al meer dan {settings.GEEN_CONTACT_DAGEN} dagen geen contact.")


def _aantal(aantal: int) -> str:
    return getal(aantal) if aantal <= TELLEN_TOT else f"meer dan {getal(TELLEN_TOT)}"


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_GET
@hoogstens(10, "exporteer")
def caseload_export(request: MedewerkerRequest) -> HttpResponse:
    """The list as it is filtered and sorted, as a file; logged with everybody in it."""
    markeer(Aard.EXPORT)
    lijst, filterset = _gevraagd(request)
    kolommen = (*KOLOMMEN, *ENKEL_IN_BESTAND)
    tekst = io.StringIO(newline="")
    personen = _rijen(request, filterset).iterator(chunk_size=2000)
    schrijf_csv(
        tekst,
        [kolom.titel for kolom in kolommen],
        ([kolom.waarde(persoon) for kolom in kolommen] for persoon in personen),  # type: ignore[misc]
    )
    return als_bijlage(tekst.getvalue().encode(), f"caseload-{lijst.sleutel}-{vandaag():%Y-%m-%d}.csv")


@voor(Rol.COORDINATOR)
@require_GET
def caseload_team(request: MedewerkerRequest) -> HttpResponse:
    context = {"rijen": teamcijfers(request.user), "dagen": settings.GEEN_CONTACT_DAGEN}
    return render(request, "trajecten/caseload_team.html", context)


@voor(Rol.COORDINATOR)
@require_GET
def verantwoording_list(request: MedewerkerRequest) -> HttpResponse:
    """Reasons given and visits undone by the team: a name line each, no file."""
    daden = daden_van_team(request.user)
    context = {"daden": daden[:HOOGSTENS], "meer": len(daden) > HOOGSTENS, "dagen": DAGEN}
    return render(request, "trajecten/verantwoording_list.html", context)
