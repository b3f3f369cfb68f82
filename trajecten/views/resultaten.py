"""Results to ask after: one's own list, and the answer to one question."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kern.http import bladzijde, gepost
from kern.inzage import Aard, markeer
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from trajecten.models import Resultaatmeting
from trajecten.planforms import ResultaatForm
from trajecten.resultaten import te_doen_van
from trajecten.verloop import vergrendel


@voor(*BEGELEIDERS)
@require_GET
def resultaat_list(request: MedewerkerRequest) -> HttpResponse:
    """Whom one still has to ask, the longest due first."""
    pagina = bladzijde(te_doen_van(request.user).voor_lijst(), request)
    return render(request, "trajecten/resultaat_list.html", {"pagina": pagina})


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def resultaat_update(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """What the person said; also to put it right afterwards. What is posted holds the trajectory, then the row."""
    alle = Resultaatmeting.objects.bewerkbaar_voor(request.user).voor_lijst()
    meting = get_object_or_404(alle, pk=pk)
    if request.method == "POST":
        vergrendel(meting.traject, door=request.user)
        meting = get_object_or_404(alle.select_for_update(of=("self",)), pk=pk)
    markeer(Aard.INZAGE)
    form = ResultaatForm(gepost(request), instance=meting)
    if request.method == "POST" and form.is_valid():
        try:
            form.bewaar(door=request.user)
            messages.success(request, "Het antwoord is bewaard.")
            return redirect("trajecten:traject-detail", sleutel=meting.traject.sleutel)
        except ValidationError as fout:
            for naam, fouten in getattr(fout, "error_dict", {"": [fout]}).items():
                form.add_error(naam if naam in form.fields else None, fouten)
    context = {"form": form, "meting": meting}
    return render(request, "trajecten/resultaat_form.html", context, status=422 if form.is_bound else 200)
