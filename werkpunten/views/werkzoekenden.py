"""A person's file."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kern.http import Bladzijde, bladzijde, render_deel
from kern.inzage import Aard, markeer
from toegang.models import Medewerker, Raadpleging
from toegang.rollen import BEGELEIDERS, OPENERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten import dossier, services
from werkpunten.forms import NotitieZoekForm, RedenForm, TijdlijnFilter
from werkpunten.models import Begeleiding, Betrokkenheid, Werkzoekende, taken_te_laat, volgende_afspraak
from werkpunten.models.personen import WerkzoekendeQuerySet
from werkpunten.toegangswoorden import in_woorden

NOTITIES_TOT = 50


@voor(*BEGELEIDERS)
@require_GET
def detail(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """The timeline; ``?soort=`` filters, ``?blad=`` goes back in time."""
    persoon = dossier_van(request, uuid)
    filter_ = TijdlijnFilter(request.GET, soorten=dossier.soorten())
    soort = filter_.cleaned_data["soort"] if filter_.is_valid() else ""
    gevraagd = request.GET.get("blad", "")
    blad = max(1, int(gevraagd)) if gevraagd.isdecimal() and len(gevraagd) < 4 else 1
    punten, meer = dossier.tijdlijn(persoon, request.user, soort=soort, blad=blad)
    context = {
        "punten": punten,
        "meer": meer,
        "blad": blad,
        "soort": soort,
        "filter": filter_,
        "zoekform": NotitieZoekForm(),
    }
    pagina = "werkpunten/werkzoekende_detail.html"
    return render_deel(request, pagina, "tijdlijn", kader_van(request, persoon, "detail") | context)


@voor(*BEGELEIDERS)
@require_POST
def notities(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """The timeline with only the contacts whose note holds the words that are posted."""
    persoon = dossier_van(request, uuid)
    form = NotitieZoekForm(request.POST)
    gevonden: list[dossier.Punt] = []
    if form.is_valid():
        gevonden = dossier.notities(persoon, request.user, form.cleaned_data["zoek"], NOTITIES_TOT + 1)
    context = {
        "punten": gevonden[:NOTITIES_TOT],
        "gezocht": form.cleaned_data.get("zoek", ""),
        "te_veel": NOTITIES_TOT if len(gevonden) > NOTITIES_TOT else 0,
        "filter": TijdlijnFilter(soorten=dossier.soorten()),
        "zoekform": form,
        "niets": form.errors["zoek"][0] if form.errors else "Geen notitie met die woorden die jij mag lezen.",
    }
    pagina = "werkpunten/werkzoekende_detail.html"
    return render_deel(request, pagina, "tijdlijn", kader_van(request, persoon, "detail") | context)


@voor(*BEGELEIDERS)
@require_GET
def toegang(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Who may see this person and who looked; lists only with ``?lijsten=1``."""
    persoon = dossier_van(request, uuid)
    lijsten = request.GET.get("lijsten") == "1"
    betrokken = Betrokkenheid.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).order_by("van", "pk")
    rijen = [in_woorden(rij) for rij in betrokken.select_related("werkpunt", "organisatie", "medewerker__organisatie")]
    pagina = _kijkers(request, persoon, lijsten=lijsten)
    context = {
        "betrokken": [rij for rij in rijen if not rij.is_voorbij],
        "vroeger": [rij for rij in rijen if rij.is_voorbij],
        "pagina": pagina,
        "kijkers": _met_naam(pagina.rijen),
        "lijsten": lijsten,
    }
    return render(request, "werkpunten/werkzoekende_toegang.html", kader_van(request, persoon, "toegang") | context)


@voor(*OPENERS)
@require_POST
def openen(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Open the file of somebody who was found but is not known here, with a reason that is kept."""
    vindbaar = Werkzoekende.objects.vindbaar_voor(request.user).met_naamregel()
    persoon = get_object_or_404(vindbaar, uuid=uuid)
    form = RedenForm(request.POST)
    if Werkzoekende.objects.zichtbaar_voor(request.user).filter(pk=persoon.pk).exists():
        return redirect(persoon)
    try:
        if form.is_valid():
            services.open_met_reden(persoon, reden=form.cleaned_data["reden"], door=request.user)
            markeer(Aard.INZAGE, form.cleaned_data["reden"])
            return redirect(persoon)
    except ValidationError as fout:
        form.add_error("reden", fout.messages)
    return render(request, "werkpunten/werkzoekende_openen.html", {"persoon": persoon, "form": form}, status=422)


def dossier_van(request: MedewerkerRequest, uuid: uuid.UUID) -> Werkzoekende:
    """The person, for staff who are involved; for everybody else there is nobody here."""
    zichtbaar = Werkzoekende.objects.zichtbaar_voor(request.user).met_naamregel().met_recht(request.user)
    persoon = get_object_or_404(wat_eerst(zichtbaar), uuid=uuid)
    markeer(Aard.INZAGE)
    return persoon


def wat_eerst(personen: WerkzoekendeQuerySet) -> WerkzoekendeQuerySet:
    """Adds what every tab of a file says first: ``volgende_afspraak`` and how many ``taken_te_laat``."""
    return personen.annotate(volgende_afspraak=volgende_afspraak(), taken_te_laat=taken_te_laat())


def kader_van(request: MedewerkerRequest, persoon: Werkzoekende, pagina: str) -> dict[str, Any]:
    """What stands around every tab; costs a query only where it is shown."""
    begeleidingen = Begeleiding.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).lopend()
    leeftijd = f" ({persoon.leeftijd})" if persoon.leeftijd is not None else ""
    feiten = [
        f"°{persoon.geboren}{leeftijd}" if persoon.geboren else "",
        f"dossier {persoon.dossiernummer}",
        persoon.wijk_naam or "",
    ]
    return {
        "persoon": persoon,
        "feiten": " · ".join(feit for feit in feiten if feit),
        "tabs": dossier.tabs_van(persoon, f"werkpunten:werkzoekende-{pagina}"),
        "contact": [
            ("Telefoon", persoon.telefoon),
            ("E-mail", persoon.email),
            ("Taal", persoon.taalnaam),
            ("Tolk", persoon.get_tolk_display()),
            ("Liefst via", persoon.get_voorkeur_kanaal_display()),
            ("Liefst in", persoon.voorkeur_plaats),
        ],
        "begeleidingen": begeleidingen.met_waarneming().select_related("begeleider", "werkpunt"),
    }


def _kijkers(request: MedewerkerRequest, persoon: Werkzoekende, *, lijsten: bool) -> Bladzijde[Raadpleging]:
    """Looks at this person, newest first."""
    alle = Raadpleging.objects.over(persoon.pk).order_by("-moment")
    return bladzijde(alle if lijsten else alle.exclude(aard=Aard.LIJST), request)


def _met_naam(rijen: list[Raadpleging]) -> list[dict[str, Any]]:
    namen = {m.pk: str(m) for m in Medewerker.objects.filter(pk__in={rij.medewerker_id for rij in rijen})}
    return [{"rij": rij, "wie": namen.get(rij.medewerker_id, "een vroegere collega")} for rij in rijen]
