"""Are these two files one person? For coordinators: look at both, choose, merge, and undo."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.http import bladzijde, gepost
from kern.inzage import Aard, markeer
from toegang.rollen import Rol
from toegang.tempo import te_vlug
from toegang.voor import MedewerkerRequest, voor
from werkpunten.dubbels import zijn_twee
from werkpunten.models import Dubbel, Samenvoeging, Werkzoekende
from werkpunten.models.personen import WerkzoekendeQuerySet
from werkpunten.ontvlechten import maak_samenvoeging_ongedaan
from werkpunten.samenvoegbeeld import beeld_van
from werkpunten.samenvoegen import voeg_samen
from werkpunten.samenvoegforms import SamenvoegForm, WieForm
from werkpunten.views.balie import OPZOEKEN
from werkpunten.views.werkzoekenden import kader_van, wat_eerst


@voor(Rol.COORDINATOR)
@require_http_methods(["GET", "POST"])
def samenvoegen(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Who is the other one? Posting ``wie`` goes to both side by side; ``zoeken`` looks up without a script."""
    persoon = get_object_or_404(wat_eerst(_mijn(request)), uuid=uuid)
    markeer(Aard.INZAGE)
    zoekend, term = "zoeken" in request.POST, request.POST.get("zoek", "")
    if te_veel := te_vlug(request, OPZOEKEN, "zoek") if zoekend else None:
        return te_veel
    anderen = _mijn(request).exclude(pk=persoon.pk)
    fout = ""
    if request.method == "POST" and not zoekend:
        form = WieForm(request.POST)
        ander = anderen.filter(uuid=form.cleaned_data["wie"]).first() if form.is_valid() else None
        if ander is not None:
            return redirect("werkpunten:samenvoegen-met", uuid=persoon.uuid, ander=ander.uuid)
        fout = "Kies iemand uit de lijst van wie jij het dossier mag wijzigen."
    hits = anderen.zoek(term, voor=request.user) if zoekend else []
    context = {"zoekterm": term, "zoekend": zoekend, "hits": hits, "fout_wie": fout}
    pagina = kader_van(request, persoon, "gegevens") | context
    return render(request, "werkpunten/samenvoegen_wie.html", pagina, status=422 if fout else 200)


@voor(Rol.COORDINATOR)
@require_http_methods(["GET", "POST"])
def samenvoegen_met(request: MedewerkerRequest, uuid: uuid.UUID, ander: uuid.UUID) -> HttpResponse:
    """Both files side by side; posting merges ``ander`` into this one."""
    blijft, verdwijnt = (get_object_or_404(_mijn(request), uuid=sleutel) for sleutel in (uuid, ander))
    markeer(Aard.INZAGE)
    beeld = beeld_van(blijft, verdwijnt, lezer=request.user)
    form = SamenvoegForm(gepost(request), beeld=beeld, blijft=blijft, verdwijnt=verdwijnt)
    try:
        if form.is_valid():
            keuzes, reden = form.keuzes, form.cleaned_data["reden"]
            samen = voeg_samen(blijft, verdwijnt, keuzes=keuzes, reden=reden, door=request.user)
            nummer = samen.verdwenen_nummer
            messages.success(
                request, f"Dossier {nummer} zit nu in dit dossier. Klopt het niet? Maak het hier ongedaan."
            )
            return redirect("werkpunten:wijziging-list", uuid=blijft.uuid)
    except ValidationError as fout:
        form.add_error("reden" if "reden" in getattr(fout, "error_dict", {}) else None, fout.messages)
    context = {"blijft": blijft, "verdwijnt": verdwijnt, "beeld": beeld, "form": form}
    return render(request, "werkpunten/samenvoegen.html", context, status=422 if form.errors else 200)


@voor(Rol.COORDINATOR)
@require_POST
def ongedaan(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """Two files again."""
    mijn = Samenvoeging.objects.bewerkbaar_voor(request.user).select_related("werkzoekende")
    samenvoeging = get_object_or_404(mijn, pk=pk)
    markeer(Aard.INZAGE)
    try:
        niet_terug = maak_samenvoeging_ongedaan(samenvoeging, door=request.user)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    else:
        rest = f" Niet terug, want er staat iets nieuws: {', '.join(niet_terug)}." if niet_terug else ""
        messages.success(request, f"Dossier {samenvoeging.verdwenen_nummer} is er weer.{rest}")
    return redirect(reverse("werkpunten:wijziging-list", kwargs={"uuid": samenvoeging.werkzoekende.uuid}))


@voor(Rol.COORDINATOR)
@require_GET
def dubbel_list(request: MedewerkerRequest) -> HttpResponse:
    """Pairs that may be one person, the likeliest first."""
    mijn = Dubbel.objects.bewerkbaar_voor(request.user).te_bekijken().select_related("werkzoekende", "ander")
    return render(request, "werkpunten/dubbel_list.html", {"pagina": bladzijde(mijn, request)})


@voor(Rol.COORDINATOR)
@require_POST
def dubbel_twee(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """Not the same person."""
    dubbel = get_object_or_404(Dubbel.objects.bewerkbaar_voor(request.user), pk=pk)
    zijn_twee(dubbel, door=request.user)
    messages.success(request, "Onthouden: het zijn twee personen.")
    return redirect("werkpunten:dubbel-list")


def _mijn(request: MedewerkerRequest) -> WerkzoekendeQuerySet:
    return Werkzoekende.objects.bewerkbaar_voor(request.user).met_naamregel().met_recht(request.user)
