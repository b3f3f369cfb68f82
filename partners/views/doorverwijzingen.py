"""What was sent: the out-tray, one referral, its consent, and the tab in a person's file."""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.export import als_bijlage
from kern.http import bladzijde, gepost, render_deel
from kern.inzage import Aard, markeer
from kern.kader import Getoond
from kern.tabel import Kolom, actieve_filters, koppen, sorteer
from partners.bewijs import bewijs_van
from partners.forms.doorverwijzen import BerichtForm, VerderForm, VerlengForm
from partners.forms.lijst import UitgaandFilter
from partners.forms.teams import StartForm
from partners.models import Casusteam, Doorverwijzing, Partij, Status, Toestemming
from partners.models.doorverwijzingen import BIJ_PARTNER, DoorverwijzingQuerySet
from partners.services import doorverwijzen
from partners.services.toestemming import verleng
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten.dossier import tabs_van
from werkpunten.models import Werkzoekende
from werkpunten.views.werkzoekenden import dossier_van, kader_van

KOLOMMEN = (
    Kolom("naam", "Persoon", lambda rij: rij.werkzoekende.naam, ("werkzoekende__sorteernaam",)),
    Kolom("partner", "Naar", lambda rij: rij.organisatie, ("organisatie__naam",)),
    Kolom("afzender", "Van", lambda rij: rij.afzender.korte_naam),
    Kolom("verstuurd", "Verstuurd", lambda rij: rij.verstuurd_op, ("verstuurd_op",)),
    Kolom("status", "Status", lambda rij: rij.get_status_display()),
)
LOPEND = Q(status__in=[Status.AANVAARD, Status.GESTART])


def nieuws_voor(medewerker: Medewerker) -> Q:
    """One's own referrals with which the partner did something that was not seen yet."""
    return Q(afzender=medewerker, nieuws_sinds__isnull=False)


def lijsten(medewerker: Medewerker) -> dict[str, tuple[str, Q]]:
    """The tabs: name → title and condition."""
    open_ = Q(status__in=BIJ_PARTNER)
    return {
        "wacht": ("Wacht op antwoord", Q(status=Status.VERSTUURD)),
        "lopend": ("Lopend", LOPEND),
        "nieuws": ("Nieuws voor mij", nieuws_voor(medewerker)),
        "concepten": ("Concepten", Q(status=Status.NIEUW)),
        "afgesloten": ("Afgesloten", ~open_ & ~Q(status=Status.NIEUW) & Q(verstuurd_op__isnull=False)),
    }


@voor(*BEGELEIDERS)
@require_GET
def doorverwijzing_list(request: MedewerkerRequest) -> HttpResponse:
    alle = Doorverwijzing.objects.uitgaand(request.user)
    keuzes = lijsten(request.user)
    lijst = request.GET.get("lijst", "")
    lijst = lijst if lijst in keuzes else "wacht"
    filterset = UitgaandFilter(request.GET, alle.filter(keuzes[lijst][1]), medewerker=request.user)
    rijen = sorteer(filterset.qs.voor_lijst(), KOLOMMEN, request, "verstuurd")
    context = {
        "lijst": lijst,
        "titel": keuzes[lijst][0],
        "tabs": SimpleLazyObject(lambda: _tabs(alle, keuzes, lijst)),
        "filter": filterset,
        "actief": actieve_filters(filterset.form, request),
        "wis_url": f"?lijst={lijst}",
        "koppen": koppen(KOLOMMEN, request, "verstuurd"),
        "pagina": bladzijde(rijen, request),
    }
    return render_deel(request, "partners/doorverwijzing_list.html", "lijst", context)


def _tabs(alle: DoorverwijzingQuerySet, keuzes: dict[str, tuple[str, Q]], huidig: str) -> list[Getoond]:
    aantallen = alle.aggregate(**{naam: Count("pk", filter=q) for naam, (_, q) in keuzes.items()})
    return [Getoond(f"{titel} ({aantallen[n]})", f"?lijst={n}", n == huidig) for n, (titel, _) in keuzes.items()]


def aantal_nieuws(request: HttpRequest) -> int:
    """For the menu: the number of the tab with news."""
    medewerker: Any = request.user
    nieuws = nieuws_voor(medewerker)
    if not Doorverwijzing.objects.ongefilterd("is er iets?").filter(nieuws).exists():
        return 0  # mostly, and every page asks; whom one may see takes far longer to find out
    return Doorverwijzing.objects.zichtbaar_voor(medewerker).filter(nieuws).count()


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def doorverwijzing_detail(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """One referral; posting ``doe`` does something with it."""
    verwijzing = _van(request, uuid)
    melding = ""
    if request.method == "POST":
        try:
            _doe(request, verwijzing, request.POST.get("doe", ""))
            return redirect(verwijzing)
        except ValidationError as fout:
            melding = fout.messages[0]
            verwijzing = _van(request, uuid)
    if verwijzing.status == Status.NIEUW:
        return redirect("partners:doorverwijzing-stap", uuid=verwijzing.uuid, stap="partner")
    context = {
        "verwijzing": verwijzing,
        "verloop": verwijzing.verloop.zichtbaar_voor(request.user).select_related("door"),
        "mails": verwijzing.mails.all(),
        "stappen": stappen_van(verwijzing, Partij.AFZENDER, KNOPPEN, request, melding),
        "antwoord": BerichtForm(request.POST if melding else None, prefix="antwoord"),
        "open": verwijzing.status in BIJ_PARTNER,
        "melding": melding,
    }
    return render(request, "partners/doorverwijzing_detail.html", context, status=422 if melding else 200)


def _van(request: MedewerkerRequest, uuid: uuid.UUID) -> Doorverwijzing:
    markeer(Aard.INZAGE)
    uitgaand = Doorverwijzing.objects.uitgaand(request.user).voor_lijst()
    return get_object_or_404(uitgaand.select_related("toestemming", "drempel", "behandelaar"), uuid=uuid)


KNOPPEN = {
    Status.AANVAARD: "Partner zei ja",
    Status.GEWEIGERD: "Partner zei nee",
    Status.GESTART: "Is gestart",
    Status.AFGEROND: "Is afgerond",
    Status.STOPGEZET: "Is gestopt",
    Status.GEEN_ANTWOORD: "Afsluiten zonder antwoord",
    Status.INGETROKKEN: "Doorverwijzing intrekken",
}


def stappen_van(
    verwijzing: Doorverwijzing, partij: Partij, titels: Mapping[Status, str], request: MedewerkerRequest, melding: str
) -> list[dict[str, Any]]:
    """A small form for every step this party can take now; the one that was refused keeps its text."""
    gevraagd = request.POST.get("doe", "") if melding else ""
    return [
        {
            "naar": naar.value,
            "titel": titels[naar],
            "form": VerderForm(request.POST if gevraagd == naar else None, prefix=naar.value),
            "waarom": doorverwijzen.WAAROM.get(naar, ""),
            "open": gevraagd == naar,
            "met_dag": naar == Status.GESTART,
        }
        for naar in verwijzing.stappen_voor(partij)
    ]


def _doe(request: MedewerkerRequest, verwijzing: Doorverwijzing, wat: str) -> None:
    if wat == "gezien":
        doorverwijzen.bekijk(verwijzing, door=request.user)
    elif wat == "antwoord":
        doorverwijzen.beantwoord(verwijzing, request.POST.get("antwoord-tekst", ""), door=request.user)
        messages.success(request, "Je antwoord is verstuurd.")
    else:
        verder(verwijzing, wat, request)
        messages.success(request, "Bewaard.")


def verder(verwijzing: Doorverwijzing, wat: str, request: MedewerkerRequest) -> Doorverwijzing:
    """The step that was posted, with its text and day."""
    if wat not in Status.values:
        raise ValidationError("Dit kan niet.")
    form = VerderForm(
        {"naar": wat, "tekst": request.POST.get(f"{wat}-tekst", ""), "op": request.POST.get(f"{wat}-op", "")}
    )
    if not form.is_valid():
        raise ValidationError(next(iter(form.errors.values()))[0])
    return doorverwijzen.zet(
        verwijzing, wat, door=request.user, tekst=form.cleaned_data["tekst"], op=form.cleaned_data["op"]
    )


@voor(*BEGELEIDERS)
@require_POST
def concept_weg(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Throw a draft away; twice is once."""
    eigen = Doorverwijzing.objects.bewerkbaar_voor(request.user).filter(afzender=request.user, verstuurd_op=None)
    concept = get_object_or_404(eigen, uuid=uuid)
    with suppress(ValidationError):  # gone already
        doorverwijzen.zet(concept, Status.INGETROKKEN, door=request.user)
    messages.success(request, "Het concept is weg.")
    return redirect("partners:doorverwijzing-list")


@voor(*BEGELEIDERS)
@require_GET
def dossier(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """The tab of a person's file: referrals and consents."""
    persoon: Werkzoekende = dossier_van(request, uuid)
    mijne = Doorverwijzing.objects.uitgaand(request.user).filter(werkzoekende=persoon)
    teams = list(Casusteam.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon))
    context = kader_van(request, persoon, "detail") | {
        "tabs": tabs_van(persoon, "partners:dossier"),
        "verwijzingen": mijne.exclude(status=Status.INGETROKKEN, verstuurd_op=None).voor_lijst().order_by("-pk"),
        "toestemmingen": Toestemming.objects.zichtbaar_voor(request.user)
        .filter(werkzoekende=persoon)
        .select_related("organisatie"),
        "teams": teams,
        "loopt": any(team.gestopt_op is None for team in teams),
        "start": StartForm(),
        "mag": Werkzoekende.objects.bewerkbaar_voor(request.user).filter(pk=persoon.pk).exists(),
    }
    return render(request, "partners/dossier.html", context)


@voor(*BEGELEIDERS)
@require_POST
def toestemming_intrekken(request: MedewerkerRequest, pk: int) -> HttpResponse:
    toestemming = _toestemming(request, pk)
    persoon = toestemming.werkzoekende
    try:
        doorverwijzen.trek_toestemming_in(toestemming, door=request.user)
        wie = toestemming.organisatie
        messages.success(request, f"De toestemming is ingetrokken. {wie} ziet op deze grond niets meer.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect("partners:dossier", uuid=persoon.uuid)


@voor(*BEGELEIDERS)
@require_GET
def toestemming_bewijs(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """The receipt for the person, to print."""
    toestemming = _toestemming(request, pk)
    markeer(Aard.EXPORT)
    return als_bijlage(bewijs_van(toestemming), f"toestemming-{toestemming.pk}.pdf")


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def toestemming_verlengen(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """The person agrees to go on: how, and until when."""
    toestemming = _toestemming(request, pk)
    markeer(Aard.INZAGE)
    form = VerlengForm(gepost(request), toestemming=toestemming)
    if form.is_bound and form.is_valid():
        velden = {naam: form.cleaned_data[naam] for naam in ("hoe", "geldig_tot")}
        try:
            verleng(toestemming, **velden, door=request.user)
            messages.success(request, f"De toestemming geldt nu tot en met {velden['geldig_tot']:%d/%m/%Y}.")
            return redirect("partners:dossier", uuid=toestemming.werkzoekende.uuid)
        except ValidationError as fout:
            form.add_error(None, fout)
    context = {"toestemming": toestemming, "form": form}
    return render(request, "partners/toestemming_verlengen.html", context, status=422 if form.is_bound else 200)


def _toestemming(request: MedewerkerRequest, pk: int) -> Toestemming:
    eigen = Toestemming.objects.bewerkbaar_voor(request.user).select_related(
        "werkzoekende", "organisatie", "vastgelegd_door"
    )
    return get_object_or_404(eigen, pk=pk)
