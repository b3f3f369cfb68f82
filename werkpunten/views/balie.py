"""The desk: who is there, what is it about, saved."""

import uuid
from contextlib import nullcontext
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kern.http import is_htmx, render_deel
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, OPENERS
from toegang.tempo import hoogstens, te_vlug
from toegang.vastgehouden import verstuurd_op
from toegang.voor import MedewerkerRequest, voor
from werkpunten import services
from werkpunten.balie import Wachtrij, al_geweest, dagstaat, recent_geopend, te_koppelen, wie_werkt_hier
from werkpunten.balieforms import BalieForm
from werkpunten.forms import GEEN_WERKPUNT, PersoonVelden, RedenForm
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.meegeven import Mee, geef_mee
from werkpunten.models import Contactmoment, Wachtende, Werkzoekende
from werkpunten.wachtrij import noteer_geholpen

PAGINA = "werkpunten/balie.html"
BLIJFT = " Een collega wijzigde intussen de taak of de afspraak die je meegaf: die blijft staan."
OPZOEKEN = 240
"""Look-ups a minute: typing asks a few times per second, going through a list of people asks more."""


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def balie(request: MedewerkerRequest) -> HttpResponse:
    """The form and today's list. ``?wie=<uuid>`` opens it for somebody; posting saves, or with ``zoeken`` looks up."""
    form = BalieForm(
        request.POST if request.method == "POST" else None,
        medewerker=request.user,
        werkpunt=gekozen_werkpunt(request),
        verstuurd_op=verstuurd_op(request),
    )
    if request.method == "GET":
        form.kies(request.GET.get("wie", ""))
        return render(request, PAGINA, _bladzijde(request, form, wacht=_uit_de_rij(request, form)))
    if "zoeken" in request.POST:
        form.zonder_nakijken()
        form.kies(request.POST.get("wie", ""))
        te_veel = te_vlug(request, OPZOEKEN, "zoek")
        return te_veel or render(request, PAGINA, _bladzijde(request, form, zoekend=True))
    bewaard = _bewaar(form)
    if bewaard is None:
        te_veel = te_vlug(request, OPZOEKEN, "zoek")
        return te_veel or render_deel(request, PAGINA, "fouten", _bladzijde(request, form, zoekend=True), status=422)
    return _na_bewaren(request, *bewaard, naar_dossier="dossier" in request.POST)


@voor(*BEGELEIDERS)
@require_POST
@hoogstens(OPZOEKEN, "zoek")
def zoek(request: MedewerkerRequest) -> HttpResponse:
    return render(request, f"{PAGINA}#hits", {"hits": _hits(request)})


@voor(*BEGELEIDERS)
@require_POST
def persoon(request: MedewerkerRequest) -> HttpResponse:
    """The card of whoever was chosen: on to the file, or a reason to open it."""
    try:
        gekozen = uuid.UUID(request.POST.get("wie", ""))
    except ValueError:
        raise Http404 from None
    gevonden = Werkzoekende.objects.vindbaar_voor(request.user).met_naamregel().filter(uuid=gekozen).first()
    if gevonden is None:
        raise Http404
    return render(request, f"{PAGINA}#gekozen", _kaart(request.user, gevonden))


@voor(*BEGELEIDERS)
@require_POST
@hoogstens(OPZOEKEN, "zoek")
def lijkt_op(request: MedewerkerRequest) -> HttpResponse:
    """Who the person being typed may be."""
    return render(request, "werkpunten/balie_lijkt.html", {"lijkt": _dubbels(request)})


@voor(*BEGELEIDERS)
@require_POST
def ongedaan(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    contact = Contactmoment.objects.zichtbaar_voor(request.user).filter(sleutel=sleutel).first()
    if contact is None:
        raise Http404
    werkpunt = contact.werkpunt
    try:
        blijft = services.maak_ongedaan(contact, door=request.user)
        melding = {"soort": "goed", "tekst": f"Het bezoek is ongedaan gemaakt.{BLIJFT if blijft else ''}"}
    except ValidationError as fout:
        melding = {"soort": "fout", "tekst": fout.messages[0]}
    if is_htmx(request):
        return render(request, f"{PAGINA}#bewaard", {"melding": melding, "dagstaat": dagstaat(request.user, werkpunt)})
    messages.add_message(request, messages.SUCCESS if melding["soort"] == "goed" else messages.ERROR, melding["tekst"])
    return redirect("werkpunten:balie")


def _bewaar(form: BalieForm) -> tuple[services.Bewaard, Mee] | None:
    """The contact as it was kept, and what was given along; None when the form says what to put right first."""
    if not form.is_valid():
        return None
    invoer, mee = form.invoer(), form.mee()
    try:
        with transaction.atomic() if mee or form.cleaned_data["wacht"] else nullcontext():
            if nieuwe := form.nieuwe:
                bewaard = services.registreer_bezoek_van_nieuwe(**nieuwe, **invoer)
            else:
                bewaard = services.registreer_contactmoment(werkzoekende=form.persoon, **invoer)
            _van_de_rij(form, bewaard)
            return bewaard, geef_mee(bewaard.contact, mee, door=form.medewerker) if mee else mee
    except ValidationError as fout:
        form.neem_over(fout)
        if getattr(fout, "code", "") == "botsing":
            form.bied_tweede_aan()
        return None


def _van_de_rij(form: BalieForm, bewaard: services.Bewaard) -> None:
    """Whoever waited for this visit is helped."""
    if sleutel := form.cleaned_data["wacht"]:
        gevonden = Wachtende.objects.zichtbaar_voor(form.medewerker).filter(sleutel=sleutel).first()
        if gevonden is not None:
            noteer_geholpen(gevonden, bewaard.contact, door=form.medewerker)


def _na_bewaren(
    request: MedewerkerRequest, bewaard: services.Bewaard, mee: Mee, *, naar_dossier: bool
) -> HttpResponse:
    contact = bewaard.contact
    persoon = contact.werkzoekende
    doel = persoon.get_absolute_url() if naar_dossier and persoon else ""
    uur = timezone.localtime(contact.aangemaakt).strftime("%H:%M")
    tekst = f"Bezoek bewaard om {uur}." if bewaard.nieuw else f"Dit bezoek is al bewaard om {uur}."
    if is_htmx(request) and not doel:
        melding = {"soort": "goed" if bewaard.nieuw else "info", "tekst": tekst, "contact": contact, "mee": mee}
        context: dict[str, Any] = {"melding": melding, "dagstaat": dagstaat(request.user, contact.werkpunt)}
        if request.POST.get("wacht"):
            context["wachtrij"] = Wachtrij(request.user, contact.werkpunt)
        return render(request, f"{PAGINA}#bewaard", context)
    messages.success(request, tekst + mee.tekst)
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": doel})
    return redirect(doel or "werkpunten:balie")


def _uit_de_rij(request: MedewerkerRequest, form: BalieForm) -> Wachtende | None:
    """Who of the queue the page was opened for, with ``?wacht=``: the form is filled in as far as one knows."""
    try:
        sleutel = uuid.UUID(request.GET.get("wacht", ""))
    except ValueError:
        return None
    gevonden = Wachtende.objects.zichtbaar_voor(request.user).filter(sleutel=sleutel, status=Wachtende.Status.BEZIG)
    wachtende = gevonden.select_related("werkzoekende").first()
    if wachtende is not None:
        form.fields["wacht"].initial = wachtende.sleutel
        form.kies(str(wachtende.werkzoekende.uuid) if wachtende.werkzoekende else "")
    return wachtende


def _bladzijde(
    request: MedewerkerRequest, form: BalieForm, *, zoekend: bool = False, wacht: Wachtende | None = None
) -> dict[str, Any]:
    """Everything the page shows; ``zoekend``: also what a browser without script cannot ask for while typing."""
    htmx = is_htmx(request)
    context: dict[str, Any] = {"form": form, "persoon": form.persoon, "zoekterm": request.POST.get("zoek", "")}
    if wacht is not None:
        context["zoekterm"] = wacht.naam
    if htmx:
        return context | {"nieuwe_sleutel": form.nieuwe_sleutel}
    context["geen_werkpunt"] = "" if form.werkpunt else GEEN_WERKPUNT
    context |= {"hits": _hits(request) if zoekend else [], "lijkt": _dubbels(request) if zoekend else []}
    if form.persoon is not None:
        context |= _kaart(request.user, form.persoon)
    nu = timezone.localtime()
    return context | {
        "nu": nu,
        "werkpunt": form.werkpunt,
        "deur": form.werkpunt.deur(nu) if form.werkpunt else "",
        "dagstaat": dagstaat(request.user, form.werkpunt),
        "te_koppelen": te_koppelen(request.user, form.werkpunt),
        "recent": recent_geopend(request.user) if form.werkpunt else [],
        "gezichten": wie_werkt_hier(form.werkpunt) if form.werkpunt else [],
        "wachtrij": Wachtrij(request.user, form.werkpunt) if form.werkpunt else None,
    }


def _hits(request: MedewerkerRequest) -> list[Werkzoekende]:
    term = request.POST.get("zoek", "")
    vindbaar = Werkzoekende.objects.vindbaar_voor(request.user)
    return list(vindbaar.zoek(term, voor=request.user).met_naamregel())


def _dubbels(request: MedewerkerRequest) -> list[Werkzoekende]:
    velden = PersoonVelden(request.POST, prefix=request.POST.get("rij") or None)
    velden.is_valid()
    voornaam, achternaam = (velden.cleaned_data.get(veld, "") for veld in ("voornaam", "achternaam"))
    vindbaar = Werkzoekende.objects.vindbaar_voor(request.user)
    return list(vindbaar.lijkt_op(voornaam, achternaam, velden.cleaned_data.get("geboren")).met_naamregel())


def _kaart(medewerker: Medewerker, persoon: Werkzoekende) -> dict[str, Any]:
    zichtbaar = Werkzoekende.objects.zichtbaar_voor(medewerker).filter(pk=persoon.pk).exists()
    reden_form = RedenForm() if medewerker.heeft_rol(*OPENERS) else None
    geweest = al_geweest(medewerker, persoon) if zichtbaar else []
    return {"persoon": persoon, "zichtbaar": zichtbaar, "reden_form": reden_form, "al_geweest": geweest}
