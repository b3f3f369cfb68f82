"""Proposals: of a person for a vacancy, and the tab about work in a person's file."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.http import bladzijde, gepost, render_deel
from kern.inzage import Aard, markeer
from kern.tabel import Kolom, actieve_filters, koppen, sorteer
from partners.forms.voordragen import StapForm, VoordrachtFilter, VoordrachtForm, WensenForm
from partners.models import Beroepswens, Beschikbaarheid, Fase, Passend, Vacature, Voordracht
from partners.models.voordrachten import VERDER
from partners.services import voordragen, wensen
from partners.views.werkgevers import deeltabs
from toegang.rollen import BEGELEIDERS, OPENERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten.dossier import tabs_van
from werkpunten.models import Intake, Verblijf, Werkzoekende
from werkpunten.views.werkzoekenden import dossier_van, kader_van
from werkpunten.werkrecht import werkrecht

VACATURES = 10
"""How many fitting vacancies a file shows; the rest stands in the list of vacancies."""
KOLOMMEN = (
    Kolom("naam", "Persoon", lambda rij: rij.werkzoekende.naam, ("werkzoekende__sorteernaam",)),
    Kolom("vacature", "Vacature", lambda rij: rij.vacature.titel, ("vacature__titel",)),
    Kolom("werkgever", "Werkgever", lambda rij: rij.vacature.werkgever.naam, ("vacature__werkgever__naam",)),
    Kolom("door", "Door", lambda rij: rij.door.korte_naam),
    Kolom("fase", "Fase", lambda rij: rij.get_fase_display()),
    Kolom("sinds", "Sinds", lambda rij: rij.fase_sinds, ("-fase_sinds",)),
)


@voor(*OPENERS)
@require_GET
def voordracht_list(request: MedewerkerRequest) -> HttpResponse:
    """Proposals of people one may see; those that run unless told otherwise."""
    alle = Voordracht.objects.zichtbaar_voor(request.user)
    filterset = VoordrachtFilter(request.GET, alle, medewerker=request.user)
    rijen: Any = filterset.qs
    context = {
        "tabs": deeltabs("voordracht-list"),
        "filter": filterset,
        "actief": actieve_filters(filterset.form, request),
        "koppen": koppen(KOLOMMEN, request, "sinds"),
        "pagina": bladzijde(sorteer(rijen.voor_lijst(), KOLOMMEN, request, "sinds"), request),
    }
    return render_deel(request, "partners/voordracht_list.html", "lijst", context)


@voor(*OPENERS)
@require_http_methods(["GET", "POST"])
def voordracht_create(request: MedewerkerRequest, pk: int, uuid: uuid.UUID) -> HttpResponse:
    """Propose somebody: what fits, what we know of their right to work, and the question whether they agree."""
    persoon = dossier_van(request, uuid)
    vacature = get_object_or_404(Vacature.objects.voor_lijst(), pk=pk)
    if not persoon.mag_wijzigen:
        raise Http404
    form = VoordrachtForm(gepost(request))
    if form.is_bound and form.is_valid():
        try:
            voordracht = voordragen.draag_voor(form.ingevuld(persoon, vacature), door=request.user)
            messages.success(request, f"Voordracht {voordracht.nummer} is bewaard. De werkgever kreeg niets van ons.")
            return redirect(voordracht)
        except ValidationError as fout:
            form.add_error(None, fout)
    passend = Passend.objects.zichtbaar_voor(request.user).filter(vacature=vacature, werkzoekende=persoon)
    context = {
        "persoon": persoon,
        "vacature": vacature,
        "form": form,
        "passend": passend.voor_lijst(request.user).first(),
        "werkrecht": _werkrecht(request, persoon),
    }
    return render(request, "partners/voordracht_form.html", context, status=422 if form.is_bound else 200)


def _werkrecht(request: MedewerkerRequest, persoon: Werkzoekende) -> Any:
    verblijf = Verblijf.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon, tot=None).first()
    return werkrecht(verblijf.soort, verblijf) if verblijf else None


@voor(*OPENERS)
@require_http_methods(["GET", "POST"])
def voordracht_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """One proposal and what happened; posting ``doe`` (a phase) takes it one step further."""
    markeer(Aard.INZAGE)
    voordracht = _van(request, sleutel)
    gevraagd, melding = request.POST.get("doe", ""), ""
    formulieren = _formulieren(request, voordracht, gevraagd)
    if request.method == "POST":
        try:
            _doe(request, voordracht, formulieren.get(gevraagd))
            return redirect(voordracht)
        except ValidationError as fout:
            melding = fout.messages[0]
            voordracht = _van(request, sleutel)
            formulieren = _formulieren(request, voordracht, gevraagd)
    stappen = list(voordracht.stappen.zichtbaar_voor(request.user).select_related("door"))
    context = {
        "voordracht": voordracht,
        "stappen": stappen,
        "formulieren": [(form, KNOPPEN[form.naar], form.naar == gevraagd) for form in formulieren.values()],
        "kan_terug": bool(stappen) and stappen[-1].kan_terug(door=request.user),
        "melding": melding,
    }
    return render(request, "partners/voordracht_detail.html", context, status=422 if melding else 200)


KNOPPEN = {
    Fase.BIJ_WERKGEVER: "Voorgesteld bij de werkgever",
    Fase.GESPREK: "Er komt of was een gesprek",
    Fase.AANGEWORVEN: "Aangeworven",
    Fase.NIET_AANGEWORVEN: "Niet aangeworven",
    Fase.TERUGGETROKKEN: "De persoon trekt zich terug",
}


def _van(request: MedewerkerRequest, sleutel: uuid.UUID) -> Voordracht:
    alle = Voordracht.objects
    mag = alle.bewerkbaar_voor(request.user) if request.method == "POST" else alle.zichtbaar_voor(request.user)
    return get_object_or_404(mag.voor_lijst(), sleutel=sleutel)


def _formulieren(request: MedewerkerRequest, voordracht: Voordracht, gevraagd: str) -> dict[str, StapForm]:
    """A small form for every step that can be taken now; the one that was refused keeps its text."""
    return {
        naar.value: StapForm(request.POST if naar == gevraagd else None, naar=naar, van=voordracht.fase)
        for naar in VERDER[Fase(voordracht.fase)]
    }


def _doe(request: MedewerkerRequest, voordracht: Voordracht, form: StapForm | None) -> None:
    if form is None:
        stap = voordragen.Stap("", request.POST.get("doe", ""))
    elif form.is_valid():
        stap = form.stap()
    else:
        raise ValidationError(next(iter(form.errors.values()))[0])
    na = voordragen.zet(voordracht, stap, door=request.user)
    vol = (
        na.fase == Fase.AANGEWORVEN and Vacature.objects.filter(pk=na.vacature_id, stand_reden=voordragen.VOL).exists()
    )
    messages.success(request, "Bewaard. De vacature is nu ingevuld." if vol else "Bewaard.")


@voor(*OPENERS)
@require_POST
def voordracht_terug(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Take the last step back; it was a mistake."""
    eigen = Voordracht.objects.bewerkbaar_voor(request.user).voor_lijst()
    voordracht = get_object_or_404(eigen, sleutel=sleutel)
    persoon = voordracht.werkzoekende
    try:
        na = voordragen.neem_stap_terug(voordracht, door=request.user)
        messages.success(request, "De laatste stap is weg." if na else "De voordracht is weg.")
        return redirect(na) if na else redirect("partners:werk", uuid=persoon.uuid)
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
        return redirect(voordracht)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def werk(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """The tab of a person's file: what work they want and when, which vacancies fit, and where they were proposed."""
    persoon = dossier_van(request, uuid)
    if request.method == "POST" and not persoon.mag_wijzigen:
        raise Http404
    gewenst = list(
        Beroepswens.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).select_related("beroep")
    )
    kan = Beschikbaarheid.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).first()
    form = WensenForm(gepost(request), wensen=gewenst, kan=kan, stond=wensen.stand_van(persoon))
    if form.is_bound and form.is_valid() and _bewaar(request, persoon, form):
        messages.success(request, "Bewaard.")
        return redirect("partners:werk", uuid=persoon.uuid)
    context = kader_van(request, persoon, "detail") | {
        "tabs": tabs_van(persoon, "partners:werk"),
        "wensen": gewenst,
        "kan": kan,
        "form": form if persoon.mag_wijzigen else None,
        "ambities": _ambities(request, persoon),
        "voordrachten": Voordracht.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).voor_lijst(),
        "mag_openen": request.user.heeft_rol(*OPENERS),
        "passend": _passende_vacatures(request, persoon) if request.user.heeft_rol(*OPENERS) else [],
    }
    return render(request, "partners/werk.html", context, status=422 if form.is_bound else 200)


def _bewaar(request: MedewerkerRequest, persoon: Werkzoekende, form: WensenForm) -> bool:
    try:
        stond = form.cleaned_data["stond"]
        wensen.bewaar_wensen(persoon, beroepen=form.beroepen, kan=form.kan, stond=stond, door=request.user)
    except ValidationError as fout:
        form.add_error(None, fout)
        gegevens = request.POST.copy()  # saving again is deciding, now that they were told
        gegevens["stond"] = wensen.stand_van(persoon)
        form.data = gegevens
        return False
    return True


def _ambities(request: MedewerkerRequest, persoon: Werkzoekende) -> str:
    """What the person said in the newest intake."""
    intakes = Intake.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).exclude(ambities="")
    nieuwste = intakes.order_by("-begonnen").first()
    return nieuwste.ambities if nieuwste else ""


def _passende_vacatures(request: MedewerkerRequest, persoon: Werkzoekende) -> list[Passend]:
    open_ = Passend.objects.zichtbaar_voor(request.user).filter(
        werkzoekende=persoon, vacature__in=Vacature.objects.open()
    )
    return list(open_.voor_lijst(request.user).select_related("vacature__beroep").beste_eerst()[:VACATURES])
