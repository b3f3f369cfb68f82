"""Neighbourhood workers: the tab of the file, the list, and one enrolment with everything done to it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kern.http import bladzijde, gepost, render_deel
from kern.inzage import Aard, markeer
from kern.tabel import actieve_filters
from kern.tijd import vandaag
from toegang.rollen import BEGELEIDERS, Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten.uitstroomforms import zet_fouten
from werkpunten.dossier import tabs_van
from werkpunten.models import Werkzoekende
from werkpunten.views.werkzoekenden import dossier_van, kader_van
from wijkwerken.forms import wijkwerkers as forms
from wijkwerken.models import (
    Afwijking,
    Coachgesprek,
    Interimdag,
    Overeenkomst,
    Schorsing,
    Toewijzing,
    Urenteller,
    Vervolgstap,
    Wijkwerker,
)
from wijkwerken.services import inschrijving
from wijkwerken.views.tabs import tabs

ORGANISATOREN = (Rol.WIJKWERKCONSULENT, Rol.COORDINATOR)
TITELS = {
    "wijzig": "Coach en afsprakenblad",
    "overeenkomst": "Overeenkomst tekenen",
    "schorsing": "Schorsen",
    "hervat": "Einde van de schorsing",
    "interim": "Dagen interim noteren",
    "vervolg": "Vervolgstap noteren",
    "gesprek": "Coachgesprek noteren",
    "einde": "Wijk-werken stopzetten",
}


@voor(*BEGELEIDERS)
@require_GET
def dossier(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """The tab of the file: what runs and ran. For whom the work is done is not shown here."""
    persoon = dossier_van(request, uuid)
    van_hier = {"werkzoekende": persoon}
    context = kader_van(request, persoon, "detail") | {
        "tabs": tabs_van(persoon, "wijkwerken:dossier"),
        "wijkwerkers": Wijkwerker.objects.zichtbaar_voor(request.user).filter(**van_hier).voor_lijst(),
        "opdrachten": Toewijzing.objects.zichtbaar_voor(request.user)
        .filter(**van_hier)
        .select_related("opdracht__activiteit"),
        "organiseert": request.user.heeft_rol(*ORGANISATOREN),
    }
    return render(request, "wijkwerken/dossier.html", context)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def wijkwerker_create(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Refer somebody to neighbourhood work."""
    persoon = get_object_or_404(Werkzoekende.objects.bewerkbaar_voor(request.user), uuid=uuid)
    markeer(Aard.INZAGE)
    form = forms.ToeleidingForm(gepost(request), instance=Wijkwerker(werkzoekende=persoon))
    if form.is_bound and form.is_valid():
        try:
            inschrijving.leid_toe(form.instance, door=request.user)
        except ValidationError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, "De toeleiding is bewaard. De wijk-werkconsulenten zien nu het dossier.")
            return redirect("wijkwerken:dossier", uuid=persoon.uuid)
    context = {"form": form, "persoon": persoon}
    return render(request, "wijkwerken/toeleiding.html", context, status=422 if form.is_bound else 200)


@voor(*ORGANISATOREN)
@require_GET
def wijkwerker_list(request: MedewerkerRequest) -> HttpResponse:
    alle = Wijkwerker.objects.zichtbaar_voor(request.user)
    filter_ = forms.WijkwerkerFilter(request.GET, alle, medewerker=request.user)
    rijen = filter_.qs.voor_lijst().order_by(F("termijn_tot").asc(nulls_last=True), "pk")
    context = {
        "tabs": tabs("wijkwerken:wijkwerker-list"),
        "filter": filter_,
        "actief": actieve_filters(filter_.form, request),
        "pagina": bladzijde(rijen, request),
    }
    return render_deel(request, "wijkwerken/wijkwerker_list.html", "lijst", context)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def wijkwerker_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """One enrolment; what is posted (``doe``) signs, suspends, notes or ends."""
    markeer(Aard.INZAGE)
    alle = Wijkwerker.objects.zichtbaar_voor(request.user).voor_lijst().select_related("toeleider")
    wijkwerker = get_object_or_404(alle, sleutel=sleutel)
    mag = Wijkwerker.objects.bewerkbaar_voor(request.user).filter(pk=wijkwerker.pk).exists()
    doe = request.POST.get("doe", "")
    schorsing = Schorsing.objects.zichtbaar_voor(request.user).filter(wijkwerker=wijkwerker).nog_bezig().first()
    formulieren = _formulieren(request, wijkwerker, schorsing, doe)
    if request.method == "POST":
        if not mag or doe not in formulieren:
            raise Http404
        if _doe(request, wijkwerker, schorsing, doe, formulieren[doe]):
            messages.success(request, "Bewaard.")
            return redirect(wijkwerker)
    context = _gegevens(request, wijkwerker) | {
        "formulieren": [(naam, TITELS[naam], form) for naam, form in formulieren.items()] if mag else [],
        "doe": doe,
    }
    return render(request, "wijkwerken/wijkwerker_detail.html", context, status=422 if doe else 200)


def _gegevens(request: MedewerkerRequest, wijkwerker: Wijkwerker) -> dict[str, Any]:
    """Everything that hangs off the enrolment, as this reader may see it."""
    wie, van_hier = request.user, {"wijkwerker": wijkwerker}
    tellers = Urenteller.objects.zichtbaar_voor(wie).filter(werkzoekende=wijkwerker.werkzoekende_id)
    return {
        "wijkwerker": wijkwerker,
        "persoon": wijkwerker.werkzoekende,
        "overeenkomsten": Overeenkomst.objects.zichtbaar_voor(wie).filter(**van_hier),
        "schorsingen": Schorsing.objects.zichtbaar_voor(wie).filter(**van_hier),
        "interim": Interimdag.objects.zichtbaar_voor(wie).filter(**van_hier).order_by("-dag")[:20],
        "stappen": Vervolgstap.objects.zichtbaar_voor(wie).filter(**van_hier).select_related("door"),
        "gesprekken": Coachgesprek.objects.zichtbaar_voor(wie).filter(**van_hier).select_related("contact"),
        "toewijzingen": Toewijzing.objects.zichtbaar_voor(wie).filter(**van_hier).voor_lijst(),
        "afwijkingen": Afwijking.objects.zichtbaar_voor(wie).filter(**van_hier).select_related("door"),
        "tellers": tellers.order_by("-begin", "code")[:14],
    }


def _formulieren(
    request: MedewerkerRequest, wijkwerker: Wijkwerker, schorsing: Schorsing | None, doe: str
) -> dict[str, Any]:
    """The forms that make sense now, the one that was posted bound."""
    if wijkwerker.gestopt_op:
        return {}

    def maak(naam: str, soort: Any, **kwargs: Any) -> Any:
        return soort(request.POST if doe == naam and request.method == "POST" else None, prefix=naam, **kwargs)

    aan = {"wijkwerker": wijkwerker, "werkzoekende_id": wijkwerker.werkzoekende_id}
    nu = {"consulent": wijkwerker.consulent_id, "afsprakenblad_op": wijkwerker.afsprakenblad_op}
    gevonden = {"wijzig": maak("wijzig", forms.WijzigForm, initial=nu)}
    if wijkwerker.afsprakenblad_op:
        gevonden["overeenkomst"] = maak("overeenkomst", forms.OvereenkomstForm, instance=Overeenkomst(**aan))
    if wijkwerker.begin:
        gevonden["vervolg"] = maak("vervolg", forms.VervolgForm, instance=Vervolgstap(**aan))
        gevonden["gesprek"] = maak("gesprek", forms.GesprekForm, instance=Coachgesprek(**aan))
        gevonden["interim"] = maak("interim", forms.InterimForm)
        if schorsing is not None:
            gevonden["hervat"] = maak("hervat", forms.HervatForm, initial={"tot": schorsing.tot or vandaag()})
        if schorsing is None or schorsing.tot is not None:
            gevonden["schorsing"] = maak("schorsing", forms.SchorsingForm, instance=Schorsing(**aan))
    return gevonden | {"einde": maak("einde", forms.EindeForm)}


def _doe(request: MedewerkerRequest, wijkwerker: Wijkwerker, schorsing: Schorsing | None, doe: str, form: Any) -> bool:
    if not form.is_valid():
        return False
    door, gegeven = request.user, form.cleaned_data
    daden: dict[str, Callable[[], object]] = {
        "wijzig": lambda: inschrijving.wijzig(wijkwerker, **gegeven, door=door),
        "overeenkomst": lambda: inschrijving.teken(form.instance, reden=gegeven["reden"], door=door),
        "schorsing": lambda: inschrijving.schors(form.instance, door=door),
        "hervat": lambda: schorsing and inschrijving.hervat(schorsing, tot=gegeven["tot"], door=door),
        "interim": lambda: inschrijving.noteer_interim(wijkwerker, dagen=form.dagen(), door=door),
        "vervolg": lambda: inschrijving.noteer_vervolg(form.instance, door=door),
        "gesprek": lambda: inschrijving.noteer_coachgesprek(form.instance, **form.contact(), door=door),
        "einde": lambda: inschrijving.beeindig(wijkwerker, **gegeven, door=door),
    }
    try:
        daden[doe]()
    except ValidationError as fout:
        zet_fouten(form, fout)
        return False
    return True
