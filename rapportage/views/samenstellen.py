"""A report of one's own making: any period, some units together, one breakdown."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kern.templatetags.kern import datum
from rapportage.bereik import bereken
from rapportage.dimensies import DIMENSIE
from rapportage.forms import SamenstelForm
from rapportage.rapport import maanden_gepubliceerd
from rapportage.views.bewaard import bewaard
from rapportage.views.keuze import LEZERS
from rapportage.weergave import Tabel, koppen, namen_van, rij_van, tabel_van
from toegang.voor import MedewerkerRequest, voor


@voor(*LEZERS)
@require_GET
def rapport_samenstellen(request: MedewerkerRequest) -> HttpResponse:
    """Of one's own units exact and counted again over them together; else what is published, month by month."""
    form = SamenstelForm(request.GET if "van" in request.GET else None, request.user)
    context = {
        "form": form,
        "bewaard": bewaard(request, "rapportage:rapport-samenstellen", request.GET.urlencode()),
    }
    if form.is_valid():
        context |= {
            "tabel": _tabel(form),
            "exact": form.exact,
            "kop": f"{datum(form.periode.begin)} tot en met {datum(form.periode.tot)}",
            "waar": ", ".join(punt.naam for punt in form.eenheden),
        }
    return render(request, "rapportage/rapport_samenstellen.html", context, status=422 if form.errors else 200)


def _tabel(form: SamenstelForm) -> Tabel:
    per = form.cleaned_data["per"]
    if form.exact:
        bereik = bereken(form.periode, per=[DIMENSIE[per]] if per else [], werkpunten=form.eenheden)
        return tabel_van(bereik.als_json(), namen_van(bereik), "Cijfers")
    bereik = maanden_gepubliceerd(form.periode, form.eenheden)
    document, (maanden, punten) = bereik.als_json(), bereik.assen
    rijen = [
        (f"{maand.naam} · {punt.naam}", rij_van(document, maand.sleutel, punt.sleutel))
        for maand in maanden
        for punt in punten
    ]
    return Tabel("Cijfers", ["Maand · werkpunt", *koppen(document)], rijen)
