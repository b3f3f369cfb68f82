"""Two reports side by side: other periods, or other units."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapportage import vergelijken
from rapportage.dimensies import DIMENSIE
from rapportage.forms import DeelForm, TegenoverForm
from rapportage.views.bewaard import bewaard
from rapportage.views.keuze import LEZERS, gekozen, keuze_van
from toegang.voor import MedewerkerRequest, voor


@voor(*LEZERS)
@require_GET
def rapport_vergelijken(request: MedewerkerRequest) -> HttpResponse:
    """Each side is a report its reader could open by itself, so together they tell nothing new."""
    form = gekozen(request, request.GET)
    tegenover = TegenoverForm(request.GET, request.user, naast=form)
    deel = DeelForm(request.GET)
    if not (tegenover.is_valid() and deel.is_valid()):
        raise Http404
    per = deel.cleaned_data["per"]
    dimensies = [DIMENSIE[per]] if per else []
    een, ander = (keuze_van(request, kant, dimensies).beeld for kant in (form, tegenover))
    dicht = [beeld.geen_uitsplitsing for beeld in (een, ander) if per and not beeld.uitgesplitst(per)]
    zichtbaar = bool(per) and not dicht
    context = {
        "form": form,
        "tegenover": tegenover,
        "deel": deel,
        "kanten": [f"{beeld.tijdvak.naam} · {beeld.waar}" for beeld in (een, ander)],
        "cijfers": vergelijken.cijfers(een, ander),
        "per_deel": vergelijken.per_deel(een, ander, per) if zichtbaar else [],
        "titel_deel": vergelijken.titel(per) if zichtbaar else "",
        "geen_deel": " ".join(dict.fromkeys(dicht)),
        "waarschuwingen": list(vergelijken.waarschuwingen(een, ander)),
        "uitleg_verborgen": een.uitleg_verborgen or ander.uitleg_verborgen,
        "bewaard": bewaard(request, "rapportage:rapport-vergelijken", request.GET.urlencode()),
    }
    return render(request, "rapportage/rapport_vergelijken.html", context)
