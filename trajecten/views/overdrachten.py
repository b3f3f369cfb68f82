"""Handing people over: choose in the list, look it over, ask; and answer what others ask."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten import services
from trajecten.forms import OverdrachtForm, VerplaatsForm, bewaarde_vraag
from trajecten.models import Overdracht
from trajecten.team import te_vol
from trajecten.voorstellen import Voorstel, afwezig_nu, stel_voor
from werkpunten.models import Werkpunt, Werkzoekende

HOOGSTENS = 50
"""People in one go: a page of the list. Also how far back the list of questions goes."""


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_POST
def overdracht_create(request: MedewerkerRequest) -> HttpResponse:
    """First what would happen, per person; with ``bevestig`` it happens."""
    personen = _gekozen(request)
    if not personen:
        messages.error(request, "Kies eerst minstens één persoon in de lijst.")
        return redirect(_lijst(request))
    form = OverdrachtForm(request.POST if "bevestig" in request.POST else None, medewerker=request.user)
    if form.is_valid():
        services.draag_over(personen, door=request.user, **form.cleaned_data)
        return redirect("trajecten:overdracht-bundel", bundel=form.cleaned_data["bundel"])
    naar, van = (_collega(form, request, veld) for veld in ("naar", "van"))
    if naar is None:
        messages.error(request, "Kies een collega van je werkpunt.")
        return redirect(_lijst(request))
    form.initial.update(naar=naar, van=van)
    voorstellen = stel_voor(personen, naar=naar, door=request.user, van=van)
    context = {
        "form": form,
        "naar": naar,
        "voorstellen": voorstellen,
        "let_op": _let_op(naar, voorstellen),
        "vraag": bewaarde_vraag(request.POST.get("vraag", "")),
        "terug": _lijst(request),
    }
    return render(request, "trajecten/overdracht_form.html", context, status=422 if form.is_bound else 200)


@voor(Rol.COORDINATOR)
@require_POST
def verplaatsing_create(request: MedewerkerRequest) -> HttpResponse:
    """The same for another unit: first what would happen, and with ``bevestig`` it is asked."""
    personen, doel = _gekozen(request), _doel(request)
    if not personen or doel is None:
        wat = "een werkpunt" if personen else "eerst minstens één persoon in de lijst"
        messages.error(request, f"Kies {wat}.")
        return redirect(_lijst(request))
    gepost = request.POST if "bevestig" in request.POST else None
    form = VerplaatsForm(gepost, medewerker=request.user, werkpunt=doel)
    if form.is_valid():
        try:
            services.verplaats(personen, werkpunt=doel, door=request.user, **form.cleaned_data)
            return redirect("trajecten:overdracht-bundel", bundel=form.cleaned_data["bundel"])
        except ValidationError as fout:
            form.add_error(None, fout)
    van = _collega(form, request, "van")
    form.initial.update(van=van)
    naar = _collega(form, request, "naar")
    voorstellen = stel_voor(personen, naar=naar, door=request.user, van=van, doel=doel)
    context = {
        "form": form,
        "doel": doel,
        "voorstellen": voorstellen,
        "let_op": _let_op(naar, voorstellen),
        "vraag": bewaarde_vraag(request.POST.get("vraag", "")),
        "terug": _lijst(request),
    }
    return render(request, "trajecten/verplaatsing_form.html", context, status=422 if form.is_bound else 200)


def _let_op(naar: Medewerker | None, voorstellen: list[Voorstel]) -> str:
    """What whoever asks should know of the receiver: away, or no room for who is new to them."""
    erbij = sum(not voorstel.bezwaar for voorstel in voorstellen)
    return " ".join(filter(None, (afwezig_nu(naar), te_vol(naar, erbij))))


def _lijst(request: MedewerkerRequest) -> str:
    """The caseload with the filters and the order one came from."""
    vraag = bewaarde_vraag(request.POST.get("vraag", ""))
    return reverse("trajecten:caseload-list") + (f"?{vraag}" if vraag else "")


def _doel(request: MedewerkerRequest) -> Werkpunt | None:
    open_ = {punt.slug: punt for punt in Werkpunt.objects.open_op(vandaag())}
    return open_.get(request.POST.get("werkpunt", ""))


def _gekozen(request: MedewerkerRequest) -> list[Werkzoekende]:
    """The people that were ticked, as far as their file may be changed."""
    sleutels = [sleutel for sleutel in map(_uuid, request.POST.getlist("persoon")) if sleutel][:HOOGSTENS]
    personen = Werkzoekende.objects.bewerkbaar_voor(request.user).filter(uuid__in=sleutels)
    return list(personen.order_by("sorteernaam", "pk"))


def _uuid(tekst: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(tekst)
    except ValueError:
        return None


def _collega(form: OverdrachtForm, request: MedewerkerRequest, veld: str) -> Medewerker | None:
    try:
        gekozen: Medewerker | None = form.fields[veld].to_python(request.POST.get(veld, ""))
    except ValidationError:
        return None
    return gekozen


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_GET
def overdracht_bundel(request: MedewerkerRequest, bundel: uuid.UUID) -> HttpResponse:
    """What came of one confirmation, per person."""
    eigen = Overdracht.objects.zichtbaar_voor(request.user).gevraagd_door(request.user)
    rijen = list(eigen.filter(bundel=bundel).voor_lijst())
    if not rijen:
        return redirect("trajecten:overdracht-list")
    mislukt = sum(rij.status == Overdracht.Status.MISLUKT for rij in rijen)
    return render(request, "trajecten/overdracht_bundel.html", {"rijen": rijen, "mislukt": mislukt})


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_GET
def overdracht_list(request: MedewerkerRequest) -> HttpResponse:
    """What waits for one's answer, and what one asked."""
    return _toon_lijst(request)


def _toon_lijst(request: MedewerkerRequest, *, fout: str = "") -> HttpResponse:
    zichtbaar = Overdracht.objects.zichtbaar_voor(request.user)
    context = {
        "wachtend": zichtbaar.wacht_op(request.user).voor_lijst(),
        "gevraagd": zichtbaar.gevraagd_door(request.user).voor_lijst()[:HOOGSTENS],
        "fout": fout,
    }
    return render(request, "trajecten/overdracht_list.html", context, status=422 if fout else 200)


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_POST
def overdracht_antwoord(request: MedewerkerRequest, pk: int) -> HttpResponse:
    overdracht = get_object_or_404(Overdracht.objects.zichtbaar_voor(request.user).betreft(request.user), pk=pk)
    try:
        gezegd = _antwoord(overdracht, request)
    except ValidationError as fout:
        return _toon_lijst(request, fout=fout.messages[0])
    messages.success(request, gezegd)
    return redirect("trajecten:overdracht-list")


def _antwoord(overdracht: Overdracht, request: MedewerkerRequest) -> str:
    """What the button does, and the sentence that says so."""
    match request.POST.get("antwoord"):
        case "aanvaard":
            services.aanvaard(overdracht, door=request.user)
            if overdracht.naar_id is None:
                return "Je werkpunt ziet dit dossier nu. Wijs in je caseload een begeleider toe."
            return "Je begeleidt deze persoon nu."
        case "weiger":
            services.weiger(overdracht, reden=request.POST.get("reden", ""), door=request.user)
            return "Je weigerde de overdracht: er verandert niets."
        case "trek-in":
            services.trek_in(overdracht, door=request.user)
            return "De vraag is ingetrokken: er verandert niets."
    raise ValidationError("Kies aanvaarden of weigeren.")
