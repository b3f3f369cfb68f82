"""Who is away, who covers, and back again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kern.http import bladzijde, gepost
from kern.templatetags.kern import datum
from toegang.models import Medewerker
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten import afwezigheden
from trajecten.forms import AfwezigheidForm, LaatsteDagForm
from werkpunten.models import Afwezigheid


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_GET
def afwezigheid_list(request: MedewerkerRequest) -> HttpResponse:
    """One's own absences, those one covers, and the team's."""
    context = {
        "pagina": bladzijde(afwezigheden.afwezigheden_voor(request.user), request),
        "team": afwezigheden.wie_kan(request.user)[1:],
    }
    return render(request, "trajecten/afwezigheid_list.html", context)


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_http_methods(["GET", "POST"])
def afwezigheid_create(request: MedewerkerRequest) -> HttpResponse:
    """For oneself or (``?wie=``, a coordinator) for somebody of the team."""
    wie = _wie(request)
    form = AfwezigheidForm(gepost(request), wie=wie, door=request.user)
    if request.method == "POST" and (bewaard := _bewaar(form, request.user)):
        tekst = f"{bewaard.waarnemer} neemt waar voor {wie} tot en met {datum(bewaard.tot)}."
        messages.success(request, tekst)
        return redirect("trajecten:afwezigheid-list")
    context = {"form": form, "wie": wie, "zelf": wie == request.user}
    return render(request, "trajecten/afwezigheid_form.html", context, status=422 if form.is_bound else 200)


def _wie(request: MedewerkerRequest) -> Medewerker:
    gevraagd = request.GET.get("wie") or str(request.user.pk)
    gevonden = next((m for m in afwezigheden.wie_kan(request.user) if str(m.pk) == gevraagd), None)
    if gevonden is None:
        raise Http404
    return gevonden


def _bewaar(form: AfwezigheidForm, door: Medewerker) -> Afwezigheid | None:
    """The absence as it was kept; None when something has to be put right or confirmed first."""
    if not form.is_valid():
        return None
    afwezigheid = form.ingevuld()
    if not form.cleaned_data["toch"]:
        form.waarschuwingen = afwezigheden.waarschuwingen(afwezigheid)
        if form.waarschuwingen:
            return None
    try:
        return afwezigheden.meld_afwezig(afwezigheid, personen=form.cleaned_data["personen"], door=door)
    except ValidationError as fout:
        form.add_error(None, fout)
        return None


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_http_methods(["GET", "POST"])
def afwezigheid_detail(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """One absence; who is away or their coordinator changes the last day, ends it, or takes that back."""
    afwezigheid = get_object_or_404(afwezigheden.afwezigheden_voor(request.user), pk=pk)
    mag = afwezigheden.beheert(afwezigheid, request.user)
    if request.method == "POST" and not mag:
        raise Http404
    form = LaatsteDagForm(gepost(request), initial={"tot": afwezigheid.tot})
    if request.method == "POST" and _doe(request, afwezigheid, form):
        return redirect("trajecten:afwezigheid-detail", pk=pk)
    context = {"afwezigheid": afwezigheid, "form": form, "mag": mag}
    return render(request, "trajecten/afwezigheid_detail.html", context, status=422 if form.is_bound else 200)


def _beeindig(afwezigheid: Afwezigheid, door: Medewerker) -> str:
    begonnen = afwezigheden.beeindig(afwezigheid, door=door).is_begonnen
    return f"{afwezigheid.waarnemer} neemt niet meer waar." if begonnen else "De afwezigheid is ingetrokken."


def _herstel(afwezigheid: Afwezigheid, door: Medewerker) -> str:
    afwezigheden.herstel(afwezigheid, door=door)
    return f"{afwezigheid.waarnemer} neemt weer waar."


DADEN = {"beeindig": _beeindig, "herstel": _herstel}
"""What one click does with an absence; each answers the sentence that says so."""


def _doe(request: MedewerkerRequest, afwezigheid: Afwezigheid, form: LaatsteDagForm) -> bool:
    """Whether there is nothing to put right in the form: it was done, or the reason it was not is told."""
    daad = DADEN.get(request.POST.get("daad", ""))
    try:
        if daad is not None:
            messages.success(request, daad(afwezigheid, request.user))
        elif form.is_valid():
            afwezigheden.zet_laatste_dag(afwezigheid, form.cleaned_data["tot"], door=request.user)
            messages.success(request, f"De laatste dag is nu {datum(form.cleaned_data['tot'])}.")
    except ValidationError as fout:
        if daad is None:
            form.add_error("tot", fout.messages)
        else:
            messages.error(request, fout.messages[0])
    return daad is not None or form.is_valid()
