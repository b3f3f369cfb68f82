"""Mine, my units', and the team's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from kern.export import lijst_als_bestand
from kern.http import PLAATS, bladzijde, geteld, render_deel
from kern.inzage import Aard, markeer
from kern.kader import Getoond
from kern.tabel import Kolom, actieve_filters, adres, koppen, sorteer
from kern.templatetags.kern import getal
from kern.tijd import vandaag
from toegang.models import Weergave
from toegang.rollen import Rol
from toegang.tempo import hoogstens
from toegang.voor import MedewerkerRequest, voor
from trajecten.caseload import LIJSTEN, TELLEN_TOT, CaseloadQuerySet
from trajecten.forms import CaseloadFilter, TeamFilter, WeergaveForm
from trajecten.team import collegas_van, teamcijfers
from trajecten.verantwoording import DAGEN, HOOGSTENS, daden_van_team
from trajecten.views.weergaven import SCHERM
from werkpunten.models import Werkpunt


def _begeleiders(persoon: Any) -> str:
    return ", ".join(begeleiding.begeleider.korte_naam for begeleiding in persoon.lopende_begeleidingen)


def _traject(persoon: Any) -> str:
    return ", ".join(
        f"{traject['sjabloon']}: {traject['fase']}" if traject["fase"] else traject["sjabloon"]
        for traject in persoon.trajecten_nu
    )


def _stap(persoon: Any) -> str:
    return ", ".join(f"{stap['wat']} ({stap['tegen']})" for stap in persoon.stappen_nu)


KOLOMMEN = (
    Kolom("naam", "Naam", lambda persoon: persoon.naam, ("sorteernaam",)),
    Kolom("wijk", "Wijk", lambda persoon: persoon.wijknaam),
    Kolom("begeleider", "Begeleider", _begeleiders),
    Kolom("traject", "Traject en fase", _traject),
    Kolom("contact", "Laatste contact", lambda persoon: persoon.laatste_contact, ("laatste_contact",)),
    Kolom("afspraak", "Volgende afspraak", lambda persoon: persoon.volgende_afspraak),
    Kolom("taken", "Taken te laat", lambda persoon: persoon.taken_te_laat, cijfer=True),
    Kolom("drempels", "Open drempels", lambda persoon: ", ".join(persoon.drempelnamen)),
)
ENKEL_OP_SCHERM = (Kolom("actie", "Actie", lambda persoon: None),)
ENKEL_IN_BESTAND = (
    Kolom("dossier", "Dossier", lambda persoon: persoon.dossiernummer),
    Kolom("geboren", "Geboren", lambda persoon: persoon.geboren_iso),
    Kolom("stap", "Volgende stap", _stap),
    Kolom("taal", "Contacttaal", lambda persoon: persoon.contacttaal),
    Kolom("telefoon", "Telefoon", lambda persoon: persoon.telefoon),
    Kolom("te_lang", "Te lang geen contact", lambda persoon: persoon.te_lang),
)


IN_BESTAND = (*KOLOMMEN, *ENKEL_IN_BESTAND)
BESTAND_TOT = 10_000
"""People in one file: more names than anybody reads, and than a request should write (docs/decisions/0013)."""


@dataclass(frozen=True)
class Gevraagd:
    """What the address asks for: people (a circle, filtered), and the list among them."""

    filter: CaseloadFilter
    lijst: str

    @classmethod
    def lees(cls, request: MedewerkerRequest) -> "Gevraagd":
        lijst = request.GET.get("lijst", "")
        return cls(CaseloadFilter(request.GET, medewerker=request.user), lijst if lijst in LIJSTEN else "alles")

    def rijen(self, request: MedewerkerRequest) -> CaseloadQuerySet:
        personen = self.filter.qs.filter(LIJSTEN[self.lijst].voorwaarde()).voor_lijst()
        return sorteer(personen, KOLOMMEN, request, "naam")  # type: ignore[return-value]


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_GET
def caseload_list(request: MedewerkerRequest) -> HttpResponse:
    gevraagd = Gevraagd.lees(request)
    personen = gevraagd.filter.qs
    aantal = geteld(personen)
    aantallen = personen.tel_lijsten() if aantal <= TELLEN_TOT else None
    totaal = aantallen[gevraagd.lijst] if aantallen else aantal if gevraagd.lijst == "alles" else None
    context = {
        "titel": gevraagd.filter.titel,
        "leeg": aantallen is not None and not aantallen["alles"],
        "tellingen": _tellingen(request, gevraagd, aantallen),
        "filter": gevraagd.filter,
        "actief": actieve_filters(gevraagd.filter.form, request, behalve=("wie",)),
        "wis_url": f"?wie={gevraagd.filter.wie}&lijst={gevraagd.lijst}",
        "koppen": koppen((*KOLOMMEN, *ENKEL_OP_SCHERM), request, "naam"),
        "pagina": bladzijde(gevraagd.rijen(request), request, totaal=totaal),
        "collegas": collegas_van(request.user),
        "doelen": Werkpunt.objects.open_op(vandaag()) if gevraagd.filter.eigen else [],
        "weergaven": Weergave.objects.voor(request.user, SCHERM),
        "weergave_form": WeergaveForm(initial={"vraag": request.GET.urlencode()}, auto_id="weergave_%s"),
        "medewerker": request.user,
        "bestanden": _bestanden(request),
    }
    return render_deel(request, "trajecten/caseload_list.html", "tabel", context)


def _bestanden(request: MedewerkerRequest) -> list[Getoond]:
    pad = reverse("trajecten:caseload-exporteer")
    return [
        Getoond(naam, pad + adres(request, zonder=PLAATS, formaat=formaat))
        for formaat, naam in (("csv", "Exporteer (CSV)"), ("xlsx", "Exporteer (Excel)"))
    ]


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_GET
def caseload_tellingen(request: MedewerkerRequest) -> HttpResponse:
    """The tabs with all their counts, for the page that showed its list without waiting for them."""
    gevraagd = Gevraagd.lees(request)
    tellingen = _tellingen(request, gevraagd, gevraagd.filter.qs.tel_lijsten())
    return render(request, "trajecten/caseload_tellingen.html", {"tellingen": tellingen})


@dataclass(frozen=True)
class Tellingen:
    """The tabs above the list; ``later_url``: where the counts are that were not waited for."""

    tabs: list[Getoond]
    melding: str = ""
    toon_url: str = ""
    later_url: str = ""


def _tellingen(request: MedewerkerRequest, gevraagd: Gevraagd, aantallen: dict[str, int] | None) -> Tellingen:
    pad = reverse("trajecten:caseload-list")
    adressen = {sleutel: pad + adres(request, zonder=PLAATS, lijst=sleutel) for sleutel in LIJSTEN}
    tabs = [
        Getoond(
            lijst.titel if aantallen is None else f"{lijst.titel} ({getal(aantallen[sleutel])})",
            adressen[sleutel],
            sleutel == gevraagd.lijst,
        )
        for sleutel, lijst in LIJSTEN.items()
    ]
    if aantallen is None:
        later = f"{reverse('trajecten:caseload-tellingen')}?{request.GET.urlencode()}"
        return Tellingen(tabs, later_url=later)
    if gevraagd.lijst == "te-lang" or not aantallen["te-lang"]:
        return Tellingen(tabs)
    wie = "1 persoon heeft" if aantallen["te-lang"] == 1 else f"{getal(aantallen['te-lang'])} personen hebben"
    melding = f"{wie} al te lang geen contact."
    return Tellingen(tabs, melding, adressen["te-lang"])


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_GET
@hoogstens(10, "exporteer")
def caseload_export(request: MedewerkerRequest) -> HttpResponse:
    """The list as it is filtered and sorted, as CSV or (``formaat=xlsx``) Excel; logged with everybody in it."""
    gevraagd = Gevraagd.lees(request)
    rijen = gevraagd.rijen(request)
    if rijen.order_by()[: BESTAND_TOT + 1].count() > BESTAND_TOT:
        messages.error(request, f"Een bestand bevat hoogstens {getal(BESTAND_TOT)} personen: kies eerst een filter.")
        return redirect(f"{reverse('trajecten:caseload-list')}?{request.GET.urlencode()}")
    markeer(Aard.EXPORT)
    return lijst_als_bestand(
        [kolom.titel for kolom in IN_BESTAND],
        _waarden(rijen),
        naam=f"caseload-{gevraagd.lijst}-{vandaag():%Y-%m-%d}",
        titel=gevraagd.filter.titel,
        formaat=request.GET.get("formaat", ""),
    )


def _waarden(personen: CaseloadQuerySet) -> Iterator[list[Any]]:
    for persoon in personen.iterator(chunk_size=2000):
        yield [kolom.waarde(persoon) for kolom in IN_BESTAND]


@voor(Rol.COORDINATOR)
@require_GET
def caseload_team(request: MedewerkerRequest) -> HttpResponse:
    """The figures per colleague, of all own units or (``werkpunt``) of one."""
    form = TeamFilter(request.GET, medewerker=request.user)
    rijen = teamcijfers(request.user, form.gekozen)
    context = {
        "form": form,
        "rijen": rijen,
        "hoogste": max((rij.actief for rij in rijen), default=0),
        "werkpunt": form.gekozen[0].slug if len(form.gekozen) == 1 else "",
    }
    return render(request, "trajecten/caseload_team.html", context)


@voor(Rol.COORDINATOR)
@require_GET
def verantwoording_list(request: MedewerkerRequest) -> HttpResponse:
    """Reasons given and visits undone by the team: a name line each, no file."""
    daden = daden_van_team(request.user)
    context = {"daden": daden[:HOOGSTENS], "meer": len(daden) > HOOGSTENS, "dagen": DAGEN}
    return render(request, "trajecten/verantwoording_list.html", context)
