"""A report of one's own making: any period, some units together, one breakdown."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kern.templatetags.kern import datum
from rapportage.bereik import bereken
from rapportage.dimensies import DIMENSIE
from rapportage.forms import SamenstelForm
from rapportage.samengesteld import gepubliceerd_over
from rapportage.views.bewaard import bewaard
from rapportage.views.keuze import LEZERS
from rapportage.weergave import Tabel, namen_van, tabel_van
from toegang.voor import MedewerkerRequest, voor


@voor(*LEZERS)
@require_GET
def rapport_samenstellen(request: MedewerkerRequest) -> HttpResponse:
    """Of one's own units exact and counted again over them together; else what may be published of it."""
    form = SamenstelForm(request.GET if "van" in request.GET else None, request.user)
    context = {
        "form": form,
        "bewaard": bewaard(request, "rapportage:rapport-samenstellen", request.GET.urlencode()),
    }
    if form.is_valid() and (tabel := _tabel(form)):
        context |= {
            "tabel": tabel,
            "exact": form.exact,
            "kop": f"{datum(form.periode.begin)} tot en met {datum(form.periode.tot)}",
            "waar": ", ".join(punt.naam for punt in form.eenheden),
        }
    return render(request, "rapportage/rapport_samenstellen.html", context, status=422 if form.errors else 200)


def _tabel(form: SamenstelForm) -> Tabel | None:
    """None after telling in the form what cannot be answered."""
    gekozen = form.cleaned_data["per"]
    per = [DIMENSIE[gekozen]] if gekozen else []
    maak = bereken if form.exact else gepubliceerd_over
    try:
        bereik = maak(form.periode, per=per, werkpunten=form.eenheden)
    except ValidationError as fout:
        form.add_error(None, fout.messages)
        return None
    return tabel_van(bereik.als_json(), namen_van(bereik), "Cijfers")
