"""Lists somebody wants to see again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from toegang.models import Weergave
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten.forms import WeergaveForm

SCHERM = "trajecten:caseload-list"


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_POST
def weergave_create(request: MedewerkerRequest) -> HttpResponse:
    """Keep the filters and order on screen under a name; back to that list in any case."""
    form = WeergaveForm(request.POST, instance=Weergave(medewerker=request.user, scherm=SCHERM))
    try:
        if not form.is_valid():
            raise ValidationError("Geef de weergave een naam van hoogstens 60 tekens.")
        form.instance.vraag = form.cleaned_data["vraag"]
        form.instance.validate_constraints()
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    else:
        form.save()
        messages.success(request, "De weergave is bewaard.")
    return redirect(f"{reverse(SCHERM)}?{form.cleaned_data.get('vraag', '')}")


@voor(Rol.CONSULENT, Rol.COORDINATOR)
@require_POST
def weergave_delete(request: MedewerkerRequest, pk: int) -> HttpResponse:
    weergave = get_object_or_404(Weergave, pk=pk, medewerker=request.user, scherm=SCHERM)
    weergave.delete()
    messages.success(request, "De weergave is weg.")
    return redirect(SCHERM)
