"""Referring somebody in four steps. Every step is kept as it was typed; going back loses nothing."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kern.inzage import Aard, markeer
from partners.forms.doorverwijzen import (
    STAPPEN,
    VRAGEN,
    DelenStap,
    PartnerStap,
    RedenStap,
    Stap,
    ToestemmingStap,
    antwoorden_uit,
    ingevuld,
    leeg_formulier,
)
from partners.models import Doorverwijzing, Partner, Status, Toestemming
from partners.services import doorverwijzen
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Werkzoekende

NAMEN = list(STAPPEN)
CONTROLE = "controle"
OPGELET: dict[str, str] = {
    Werkzoekende.Contactstatus.NIET_CONTACTEREN: "Deze persoon wil niet gecontacteerd worden. Doe enkel verder als de "
    "persoon zelf om deze doorverwijzing vroeg, en zeg dat ook aan de partner.",
    Werkzoekende.Contactstatus.VERHUISD: "Deze persoon is verhuisd uit de regio. Kijk na of een partner hier nog "
    "kan helpen.",
    Werkzoekende.Contactstatus.OVERLEDEN: doorverwijzen.OVERLEDEN,
}


@voor(*BEGELEIDERS)
@require_POST
def begin(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Start referring this person, or go on with the draft there is."""
    persoon = get_object_or_404(Werkzoekende.objects.bewerkbaar_voor(request.user), uuid=uuid)
    werkpunt = gekozen_werkpunt(request)
    if werkpunt is None:
        messages.error(request, "Je werkt vandaag niet in een werkpunt. Vraag je coördinator om je toe te voegen.")
        return redirect(persoon)
    try:
        concept = doorverwijzen.begin(persoon, werkpunt=werkpunt, door=request.user)
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
        return redirect("partners:dossier", uuid=persoon.uuid)
    return redirect("partners:doorverwijzing-stap", uuid=concept.uuid, stap=_open_stap(concept))


def _open_stap(concept: Doorverwijzing) -> str:
    return next((stap for stap in NAMEN if stap not in concept.concept), CONTROLE)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def stap(request: MedewerkerRequest, uuid: uuid.UUID, stap: str) -> HttpResponse:
    concept = _concept(request, uuid)
    if concept.status != Status.NIEUW:
        return redirect(concept)
    if stap == CONTROLE:
        return _controle(request, concept)
    if stap not in STAPPEN:
        raise Http404
    if request.method == "POST":
        return _bewaar(request, concept, stap)
    form = ingevuld(concept, stap) if "nakijken" in request.GET else leeg_formulier(concept, stap)
    return _toon(request, concept, stap, form)


def _concept(request: MedewerkerRequest, uuid: uuid.UUID) -> Doorverwijzing:
    eigen = Doorverwijzing.objects.bewerkbaar_voor(request.user).filter(afzender=request.user)
    markeer(Aard.INZAGE)
    return get_object_or_404(eigen.select_related("werkzoekende"), uuid=uuid)


def _bewaar(request: MedewerkerRequest, concept: Doorverwijzing, stap: str) -> HttpResponse:
    """Keep what was typed whatever it is; only going on asks for it to be right."""
    doorverwijzen.bewaar_stap(concept, stap, antwoorden_uit(request.POST, stap), door=request.user)
    plaats, doe = NAMEN.index(stap), request.POST.get("doe", "verder")
    if doe == "later":
        messages.success(request, "Je antwoorden zijn bewaard. Je vindt ze terug bij Concepten.")
        return redirect(f"{reverse('partners:doorverwijzing-list')}?lijst=concepten")
    if doe == "toon":
        return redirect("partners:doorverwijzing-stap", uuid=concept.uuid, stap=stap)
    if doe == "terug":
        return redirect("partners:doorverwijzing-stap", uuid=concept.uuid, stap=NAMEN[max(0, plaats - 1)])
    form = ingevuld(concept, stap)
    if not form.is_valid():
        return _toon(request, concept, stap, form, status=422)
    volgende = [*NAMEN, CONTROLE][plaats + 1]
    return redirect("partners:doorverwijzing-stap", uuid=concept.uuid, stap=volgende)


def _toon(
    request: MedewerkerRequest, concept: Doorverwijzing, stap: str, form: Stap, status: int = 200
) -> HttpResponse:
    context = {
        "concept": concept,
        "stap": stap,
        "form": form,
        **_voortgang(stap),
        "let_op": _let_op(concept),
        "eerste": stap == NAMEN[0],
        "vragen": list(VRAGEN),
    }
    return render(request, "partners/doorverwijzing_stap.html", context, status=status)


def _let_op(concept: Doorverwijzing, partner: Partner | None = None) -> list[str]:
    """What to know before referring: about being contacted, and about a partner that hears nothing by itself."""
    persoon = concept.werkzoekende
    regels = [OPGELET[persoon.contactstatus]] if persoon.contactstatus in OPGELET else []
    if partner is not None and not partner.hoort_van_ons():
        regels.append(
            f"{partner} heeft geen mailadres en niemand die aanmeldt. Niemand krijgt vanzelf bericht: "
            f"je krijgt een taak om te bellen ({partner.telefoon or 'geen telefoonnummer gekend'})."
        )
    return regels


def _voortgang(huidig: str) -> dict[str, Any]:
    nummer = [*NAMEN, CONTROLE].index(huidig) + 1
    titel = STAPPEN[huidig].titel if huidig in STAPPEN else "Controleer je antwoorden"
    return {"nummer": nummer, "aantal": len(NAMEN) + 1, "waar": f"Stap {nummer} van {len(NAMEN) + 1}: {titel.lower()}"}


def _controle(request: MedewerkerRequest, concept: Doorverwijzing) -> HttpResponse:
    """Controleer je antwoorden; sending goes from here only, and only when every step is right."""
    stappen = {naam: ingevuld(concept, naam) for naam in NAMEN}
    fout = next((naam for naam, form in stappen.items() if not form.is_valid()), None)
    if fout:
        messages.error(request, f"De stap “{STAPPEN[fout].titel}” is nog niet volledig.")
        adres = reverse("partners:doorverwijzing-stap", kwargs={"uuid": concept.uuid, "stap": fout})
        return redirect(f"{adres}?nakijken=1")
    melding, status = "", 200
    if request.method == "POST":
        try:
            gegevens, toestemming = _te_versturen(stappen)
            doorverwijzen.verstuur(concept, gegevens=gegevens, toestemming=toestemming, door=request.user)
            messages.success(request, f"Doorverwijzing {concept.nummer} is verstuurd.")
            return redirect(concept)
        except ValidationError as mislukt:
            if _concept(request, concept.uuid).status != Status.NIEUW:  # a double click: it was sent already
                return redirect(concept)
            melding, status = mislukt.messages[0], 422
    context = {
        "concept": concept,
        **_voortgang(CONTROLE),
        "delen": [(naam, form.titel, form.feiten()) for naam, form in stappen.items()],
        "let_op": _let_op(concept, stappen["partner"].partner),  # type: ignore[attr-defined]  # the first step
        "melding": melding,
    }
    return render(request, "partners/doorverwijzing_controle.html", context, status=status)


def _te_versturen(stappen: dict[str, Stap]) -> tuple[dict[str, Any], Toestemming]:
    partner, reden, delen, toestemming = stappen.values()
    if not (isinstance(partner, PartnerStap) and isinstance(reden, RedenStap)):
        raise TypeError("the steps of the wizard are out of order")
    if not (isinstance(delen, DelenStap) and isinstance(toestemming, ToestemmingStap)):
        raise TypeError("the steps of the wizard are out of order")
    gekozen, vraag = partner.gekozen, reden.cleaned_data["vraag"]
    gegevens = {
        "organisatie": partner.partner.organisatie,
        "aanbod": None if gekozen is partner.partner else gekozen,
        "drempel": partner.cleaned_data["drempel"],
        "vraag": vraag,
        "meegaand": reden.cleaned_data["meegaand"],
        "overdracht_op": reden.overdracht_op,
    }
    akkoord = Toestemming(
        doel=f"Doorverwijzing naar {partner.partner}"[:300],
        gegevens=delen.cleaned_data["gegevens"],
        **toestemming.cleaned_data,
    )
    return gegevens, akkoord
