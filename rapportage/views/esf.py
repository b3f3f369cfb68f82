"""``/projecten/<project>/esf/``: a project as the European Social Fund counts it, exact, of the own units."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from kern.export import als_bijlage
from kern.http import bladzijde, render_deel
from kern.templatetags.kern import datum
from kern.tijd import Periode
from rapportage.esf import ontbreekt
from rapportage.esfbestand import FORMATEN, Esf, bestand
from rapportage.esfindicatoren import LIJSTEN, tabellen
from rapportage.forms import EsfForm
from rapportage.projectblad import Blik
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten.models import Project
from werkpunten.models import Werkzoekende

ONVOLLEDIG = "onvolledig"


def _esf(request: MedewerkerRequest, slug: str) -> tuple[Esf | None, EsfForm, Project]:
    """What is asked, of the units of this coordinator; None when the question is no good."""
    project, blik = get_object_or_404(Project, slug=slug), Blik.van(request.user)
    form = EsfForm(request.GET, project=project)
    if not blik.exact:
        raise Http404
    if not form.is_valid():
        return None, form, project
    gekozen = form.cleaned_data
    periode = Periode.van_tot(gekozen["van"], gekozen["tot"])
    return Esf(project, periode, LIJSTEN[gekozen["lijst"]], blik.werkpunten), form, project


def _vraag(esf: Esf) -> str:
    tot = esf.periode.tot
    return urlencode({"van": esf.periode.begin.isoformat(), "tot": tot.isoformat(), "lijst": esf.lijst.code})


@voor(Rol.COORDINATOR)
@require_GET
def project_esf(request: MedewerkerRequest, slug: str) -> HttpResponse:
    """Every indicator over a period, how complete the records are, and what each figure means."""
    esf, form, project = _esf(request, slug)
    context = {"project": project, "form": form, "esf": esf, "waar": Blik.van(request.user).waar}
    if esf:
        gegevens = esf.ingestapt
        context |= {
            "vraag": _vraag(esf),
            "volledigheid": gegevens,
            "onvolledig": len(gegevens.deelnemers) - len(gegevens.volledig),
            "tabellen": tabellen(
                esf.cijfers,
                lambda code: f"{reverse('rapportage:esf-personen', args=[slug, code.lower()])}?{_vraag(esf)}",
            ),
        }
    return render(request, "rapportage/project_esf.html", context)


@voor(Rol.COORDINATOR)
@require_GET
def esf_personen(request: MedewerkerRequest, slug: str, code: str) -> HttpResponse:
    """Who is behind an indicator, with the days that prove it, or whose record is incomplete and why."""
    esf, _, project = _esf(request, slug)
    indicator = esf.lijst.indicator(code.upper()) if esf else None
    if esf is None or (indicator is None and code != ONVOLLEDIG):
        raise Http404
    if indicator:
        achter = indicator.achter(esf.gegevens, esf.periode)
    else:
        volledig = {d.wie for d in esf.gegevens.volledig}
        achter = [d for d in esf.ingestapt.deelnemers if d.wie not in volledig]
    per = {deelnemer.wie: deelnemer for deelnemer in achter}
    zichtbaar = Werkzoekende.objects.zichtbaar_voor(request.user).filter(pk__in=per)
    pagina = bladzijde(zichtbaar.met_naamregel().order_by("sorteernaam"), request)
    context = {
        "project": project,
        "wat": f"{indicator.code} {indicator.naam}" if indicator else "Onvolledige deelnemers",
        "aantal": len(per),
        "wanneer": f"Van {datum(esf.periode.begin)} tot en met {datum(esf.periode.tot)}",
        "pagina": pagina,
        "rijen": [(p, per[p.pk], ", ".join(ontbreekt(per[p.pk], esf.lijst.toetsen))) for p in pagina.rijen],
        "terug": f"{reverse('rapportage:project-esf', args=[slug])}?{_vraag(esf)}",
    }
    return render_deel(request, "rapportage/esf_personen.html", "tabel", context)


@voor(Rol.COORDINATOR)
@require_GET
def esf_bestand(request: MedewerkerRequest, slug: str, formaat: str) -> HttpResponse:
    """The same figures as a file; the spreadsheet has definitions, what lacks and the evidence by number of file."""
    esf, _, _ = _esf(request, slug)
    if esf is None or formaat not in FORMATEN:
        raise Http404
    naam = f"{slug}-{esf.lijst.code}-{esf.periode.begin.isoformat()}-{esf.periode.tot.isoformat()}.{formaat}"
    return als_bijlage(bestand(esf, formaat), naam)
