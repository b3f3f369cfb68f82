"""The figures of wijk-werken, on a page and as a file: both from one document."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kern.export import als_bijlage
from rapportage.forms import WijkwerkForm, vraag
from rapportage.views.keuze import LEZERS
from rapportage.wijkwerkblad import FORMATEN, Beeld, Blik, bestand
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor

WIJKWERKLEZERS = (*LEZERS, Rol.WIJKWERKCONSULENT)
KWARTAAL = QueryDict("laatste=kwartaal")


def _lees(request: MedewerkerRequest) -> tuple[WijkwerkForm, Blik]:
    form = WijkwerkForm(request.GET or KWARTAAL, request.user)
    if not form.is_valid():
        raise Http404
    return form, Blik.van(request.user, form.gekozen, form.eenheid)


@voor(*WIJKWERKLEZERS)
@require_GET
def rapport_wijkwerken(request: MedewerkerRequest) -> HttpResponse:
    form, blik = _lees(request)
    return render(
        request,
        "rapportage/rapport_wijkwerken.html",
        {
            "form": form,
            "blik": blik,
            "beeld": None if blik.te_fijn else Beeld(blik.document()),
            "vraag": vraag(blik.tijdvak, blik.werkpunt),
            "formaten": FORMATEN,
        },
    )


@voor(*WIJKWERKLEZERS)
@require_GET
def rapport_wijkwerken_bestand(request: MedewerkerRequest, formaat: str) -> HttpResponse:
    _, blik = _lees(request)
    if blik.te_fijn or formaat not in FORMATEN:
        raise Http404
    punt = blik.werkpunt.slug if blik.werkpunt else "gent"
    return als_bijlage(bestand(blik.document(), formaat), f"wijk-werken-{blik.tijdvak.sleutel}-{punt}.{formaat}")
