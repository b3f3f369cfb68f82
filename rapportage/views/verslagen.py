"""``/projecten/…/verslag/``: figures with the story beside them, written by the partners and the coordinator."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kern.export import als_bijlage
from kern.http import gepost
from rapportage import services, verhalen
from rapportage.bestanden import FORMATEN
from rapportage.documentforms import VerhaalForm, VersieIntrekForm
from rapportage.models import Bereikrapport, Verhaal, projecten_van
from rapportage.projectverslag import verslag
from rapportage.tijdvakken import Tijdvak
from rapportage.verhalen import SCHRIJVERS
from rapportage.views.documenten import VERSLAGLEZERS
from rapportage.views.keuze import LEZERS
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten.models import Project


def _gevraagd(request: MedewerkerRequest, slug: str, sleutel: str | None) -> tuple[Project, Tijdvak, list[Tijdvak]]:
    """The project and its quarter or year (``2026-K3``, else the last quarter that is over), with the choices."""
    project = get_object_or_404(projecten_van(request.user), slug=slug)
    keuzes = list(verhalen.tijdvakken(project))
    gevraagd = next((keuze for keuze in keuzes if keuze.sleutel == sleutel), None)
    if sleutel and gevraagd is None:
        raise Http404
    return project, gevraagd or keuzes[min(1, len(keuzes) - 1)], keuzes


@voor(*VERSLAGLEZERS)
@require_GET
def project_verslag(request: MedewerkerRequest, slug: str) -> HttpResponse:
    project, tijdvak, keuzes = _gevraagd(request, slug, request.GET.get("tijdvak"))
    alles = Verhaal.objects.zichtbaar_voor(request.user).van(project, tijdvak)
    gelezen = verslag(project, tijdvak, request.user)
    laatste = {verhaal.pk for verhaal in gelezen.verhalen}
    context = {
        "verslag": gelezen,
        "tijdvakken": keuzes,
        **_vast(request, project, tijdvak),
        "mag": request.user.heeft_rol(*SCHRIJVERS),
        "vroeger": [verhaal for verhaal in alles if verhaal.pk not in laatste],
    }
    return render(request, "rapportage/project_verslag.html", context)


def _vast(request: MedewerkerRequest, project: Project, tijdvak: Tijdvak) -> dict[str, object]:
    """For who reads figures: the frozen versions with their files, and whether this time can be frozen."""
    if not request.user.heeft_rol(*LEZERS):
        return {"versies": [], "kan": False}
    rapporten = Bereikrapport.objects.leesbaar_voor(request.user).van(tijdvak, None, project).select_related("door")
    versies = [(rapport, f"{tijdvak}, versie {rapport.versie}") for rapport in rapporten]
    return {"versies": versies, "formaten": FORMATEN, "kan": not services.loopt_nog(tijdvak)}


@voor(*LEZERS)
@require_http_methods(["GET", "POST"])
def project_vastleggen(request: MedewerkerRequest, slug: str) -> HttpResponse:
    """Look once more, then freeze the figures of a quarter or year; one that runs is refused."""
    gegevens = request.POST or request.GET
    project, tijdvak, _ = _gevraagd(request, slug, gegevens.get("tijdvak"))
    fout = services.loopt_nog(tijdvak)
    if request.method == "POST" and not fout:
        opdracht = services.vraag_rapport(tijdvak, project=project, door=request.user)
        return redirect("rapportage:opdracht-detail", pk=opdracht.pk)
    rapport = Bereikrapport.objects.laatste(tijdvak, None, project)
    context = {
        "fout": fout,
        "velden": {"tijdvak": tijdvak.sleutel},
        "terug": f"{reverse('rapportage:project-verslag', args=[slug])}?tijdvak={tijdvak.sleutel}",
        "gegevens": [
            ("Periode", tijdvak.naam),
            ("Project", str(project)),
            ("Al vastgelegd", f"ja, versie {rapport.versie}" if rapport else "nog niet"),
        ],
    }
    return render(request, "rapportage/rapport_form.html", context, status=422 if fout else 200)


@voor(*VERSLAGLEZERS)
@require_GET
def project_verslag_pdf(request: MedewerkerRequest, slug: str) -> HttpResponse:
    project, tijdvak, _ = _gevraagd(request, slug, request.GET.get("tijdvak"))
    gelezen = verslag(project, tijdvak, request.user)
    return als_bijlage(gelezen.pdf, f"verslag-{project.slug}-{tijdvak.sleutel.lower()}.pdf")


@voor(Rol.BEHEERDER)
@require_http_methods(["GET", "POST"])
def project_verhalen(request: MedewerkerRequest, slug: str) -> HttpResponse:
    """All that partners told about a project, for who takes away what should not stand there; no figures."""
    project = get_object_or_404(projecten_van(request.user), slug=slug)
    alle = Verhaal.objects.intrekbaar_voor(request.user).filter(project=project)
    alle = alle.select_related("organisatie", "door").order_by("-begin", "soort", "organisatie__naam", "-versie")
    versies = list(alle)
    form = VersieIntrekForm(gepost(request), versies=versies, prefix="weg")
    if form.is_bound and _trek_in(request, form):
        return redirect("rapportage:project-verhalen", slug=slug)
    context = {"project": project, "verhalen": versies, "intrekken": form}
    return render(request, "rapportage/verhaal_list.html", context, status=422 if form.errors else 200)


@voor(*SCHRIJVERS)
@require_http_methods(["GET", "POST"])
def project_verhaal(request: MedewerkerRequest, slug: str) -> HttpResponse:
    """What one's own organisation tells about this period."""
    project, tijdvak, _ = _gevraagd(request, slug, request.GET.get("tijdvak"))
    terug = f"{reverse('rapportage:project-verslag', args=[slug])}?tijdvak={tijdvak.sleutel}"
    vorig = Verhaal.objects.van(project, tijdvak).filter(organisatie=request.user.organisatie_id).first()
    begin = {veld: getattr(vorig, veld) for veld in Verhaal.VELDEN} if vorig else {}
    versie = vorig.versie if vorig else 0
    weg = "intrekken" in request.POST
    form = VerhaalForm(None if weg else gepost(request), initial={**begin, "gezien": versie})
    versies = Verhaal.objects.intrekbaar_voor(request.user).van(project, tijdvak)
    intrekken = VersieIntrekForm(request.POST if weg else None, versies=versies, prefix="weg")
    if weg and _trek_in(request, intrekken):
        return redirect(terug)
    if form.is_valid():
        gegevens = form.cleaned_data
        try:
            verhalen.schrijf(project, tijdvak, gegevens, gezien=gegevens["gezien"], door=request.user)
        except ValidationError as fout:
            form.add_error(None, fout.messages[0])
            gestuurd = request.POST.copy()
            gestuurd["gezien"] = str(versie)
            form.data = gestuurd
        else:
            messages.success(request, "Bewaard. De partners van het project kunnen het lezen.")
            return redirect(terug)
    context = {
        "form": form,
        "project": project,
        "tijdvak": tijdvak,
        "terug": terug,
        "botsing": vorig if form.non_field_errors() else None,
        "intrekken": intrekken,
    }
    status = 422 if form.errors or intrekken.errors else 200
    return render(request, "rapportage/verhaal_form.html", context, status=status)


def _trek_in(request: MedewerkerRequest, form: VersieIntrekForm) -> bool:
    if not form.is_valid():
        return False
    try:
        verhalen.trek_in(form.cleaned_data.pop("versie"), **form.cleaned_data, door=request.user)
    except ValidationError as fout:
        form.add_error(None, fout.messages[0])
        return False
    messages.success(request, "Deze versie is ingetrokken.")
    return True
