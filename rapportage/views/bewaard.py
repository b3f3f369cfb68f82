"""Reports that somebody keeps under a name: opened with one click, renamed, thrown away and taken back."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from rapportage.forms import RapportWeergaveForm
from rapportage.views.keuze import LEZERS
from toegang.models import Weergave
from toegang.voor import MedewerkerRequest, voor

SCHERMEN = ("rapportage:rapport-list", "rapportage:rapport-vergelijken", "rapportage:rapport-samenstellen")
TERUG = timedelta(minutes=10)
"""How long one that was thrown away is offered back: it travels in the address, signed."""
_ZOUT = "rapportage.weergave"


def bewaard(request: MedewerkerRequest, scherm: str, vraag: str, laatste: str = "") -> dict[str, Any]:
    """What ``rapportage/bewaard.html`` shows. ``laatste``: the kind of period that can be kept as "the last one"."""
    return {
        "weergaven": [
            (weergave, f"{reverse(weergave.scherm)}?{weergave.vraag}", weergave.medewerker_id == request.user.pk)
            for weergave in Weergave.objects.voor(request.user, *SCHERMEN)
        ],
        "form": RapportWeergaveForm(initial={"vraag": vraag}, auto_id="weergave_%s"),
        "scherm": scherm,
        "laatste": laatste,
        "weg": _weg(request.GET.get("weg", "")),
    }


def _weg(getekend: str) -> dict[str, Any] | None:
    try:
        velden: dict[str, Any] = signing.loads(getekend, salt=_ZOUT, max_age=TERUG)
    except signing.BadSignature:
        return None
    return velden


@voor(*LEZERS)
@require_POST
def weergave_create(request: MedewerkerRequest) -> HttpResponse:
    """Keep what is on screen under a name; back to it in any case."""
    scherm = request.POST.get("scherm", "")
    if scherm not in SCHERMEN:
        raise Http404
    form = RapportWeergaveForm(request.POST, instance=Weergave(medewerker=request.user, scherm=scherm))
    _bewaar(request, form, "Het rapport is bewaard.")
    return redirect(f"{reverse(scherm)}?{form.cleaned_data.get('vraag', '')}")


@voor(*LEZERS)
@require_POST
def weergave_update(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """Rename it, or (``weg``) throw it away."""
    weergave = get_object_or_404(Weergave, pk=pk, medewerker=request.user, scherm__in=SCHERMEN)
    if "weg" in request.POST:
        velden = {naam: getattr(weergave, naam) for naam in ("naam", "vraag", "gedeeld", "scherm")}
        weergave.delete()
        return redirect(f"{reverse(SCHERMEN[0])}?{urlencode({'weg': signing.dumps(velden, salt=_ZOUT)})}")
    gegevens = {"naam": request.POST.get("naam", ""), "vraag": weergave.vraag, "gedeeld": weergave.gedeeld}
    _bewaar(request, RapportWeergaveForm(gegevens, instance=weergave), "De naam is gewijzigd.")
    return redirect(SCHERMEN[0])


def _bewaar(request: MedewerkerRequest, form: RapportWeergaveForm, gelukt: str) -> None:
    try:
        if not form.is_valid():
            raise ValidationError("Geef het rapport een naam van hoogstens 60 tekens.")
        form.instance.vraag = form.cleaned_data["vraag"]
        form.instance.validate_constraints()
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    else:
        form.save()
        messages.success(request, gelukt)
