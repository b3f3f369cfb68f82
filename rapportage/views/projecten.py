"""``/projecten/``: how far each project is with what it promised, and who is behind a figure for who may see them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from kern.export import als_bijlage
from kern.http import bladzijde, render_deel
from kern.templatetags.kern import datum, getal
from rapportage import doorlooptijden, vergelijken
from rapportage.dimensies import DIMENSIE
from rapportage.forms import InstapForm, ProjectjaarForm
from rapportage.instap import KENMERKEN, ruimte
from rapportage.models import Drempelwaarde
from rapportage.perpartner import per_partner
from rapportage.projectbestand import FORMATEN, bestand, document
from rapportage.projectblad import Blik, gegevens, geld, in_tijdvak, jaren, naast_elkaar, projecten, tegels
from rapportage.projectcijfers import CIJFER, VAN_PERSONEN, definities, personen_achter
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from rapportage.views.keuze import LEZERS
from rapportage.voortgang import Reeks, Voortgang, hele_looptijd, jaar_van, vraag_van
from rapportage.weergave import Cel, uitleg_verborgen
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten.models import Project, Sjabloonfase
from werkpunten.models import Werkzoekende


@voor(*LEZERS)
@require_GET
def project_list(request: MedewerkerRequest) -> HttpResponse:
    """Every project with its targets, those that run first."""
    blik = Blik.van(request.user)
    alle = sorted(projecten(), key=lambda project: (bool(project.tot and project.tot < blik.dag), project.naam))
    doelen = [doel for project in alle for doel in project.doelstellingen.all()]
    per: dict[int, list[Voortgang]] = {project.pk: [] for project in alle}
    for voortgang in blik.voortgangen(doelen):
        per[voortgang.doel.project_id].append(voortgang)
    context = {"blik": blik, "projecten": [(project, per[project.pk]) for project in alle], **_uitleg(blik)}
    return render(request, "rapportage/project_list.html", context)


def _uitleg(blik: Blik) -> dict[str, Any]:
    """What must be said of numbers that are hidden."""
    if blik.exact:
        return {"uitleg_verborgen": ""}
    verborgen = uitleg_verborgen(Drempelwaarde.objects.van(Tijdvaksoort.MAAND.van(blik.dag).periode))
    tot = f"Geteld tot en met {datum(blik.gepubliceerd_tot)}, per kwartaal dat om is."
    return {
        "uitleg_verborgen": f"{tot} {verborgen} Ze staan er bij een volgend kwartaal bij, zodra het er genoeg zijn."
    }


@voor(*LEZERS)
@require_GET
def project_detail(request: MedewerkerRequest, slug: str) -> HttpResponse:
    """One project: each target over time, all its figures, how long things take, and who came in."""
    blik = Blik.van(request.user)
    mee = ("partners__organisatie", "financiering__organisatie", "doelgroepen", "pijlers")
    project = get_object_or_404(projecten().prefetch_related(*mee), slug=slug)
    geheel, voortgangen = blik.geheel_en_doelen(project)
    fasen = Sjabloonfase.objects.filter(sjabloon__project=project).order_by("volgorde").values_list("naam", flat=True)
    context = {
        "project": project,
        "blik": blik,
        "voortgangen": [
            (voortgang, _personen_url(voortgang.reeks, blik, voortgang.code, voortgang.doel.pk))
            for voortgang in voortgangen
        ],
        "tegels": [(tegel, _personen_url(geheel, blik, tegel.code)) for tegel in tegels(geheel)],
        "definities": [*definities(), *doorlooptijden.definities()],
        "duren": doorlooptijden.tabel(
            blik.doorlooptijden(project, list(dict.fromkeys(fasen))), project.norm_dagen, exact=blik.exact
        ),
        "te_lang": _te_lang(project, blik),
        "gegevens": gegevens(project),
        "geld": geld(project),
        "per_partner": per_partner(project, blik.dag, blik.werkpunten) if blik.exact else None,
        "ruimte": ruimte(project, list(project.doelgroepen.all()), blik.dag, blik.werkpunten) if blik.exact else None,
        **_instap(request, project, blik),
        **_uitleg(blik),
    }
    return render(request, "rapportage/project_detail.html", context)


def _personen_url(reeks: Reeks, blik: Blik, code: str, doel: int | None = None) -> str:
    """The way to the people behind a figure; empty for who may not see them, or when there are none."""
    if not blik.exact or code not in VAN_PERSONEN or not reeks.stand(code):
        return ""
    adres = reverse("rapportage:project-personen", args=[reeks.telling.vraag.project.slug, code])
    return f"{adres}?doel={doel}" if doel else adres


def _te_lang(project: Project, blik: Blik) -> str:
    """How many sign-ups wait longer than the norm now, in words; of one's own units only."""
    if not blik.exact:
        return ""
    n = len(personen_achter(doorlooptijden.TE_LANG, hele_looptijd(project, blik.dag), blik.werkpunten))
    wacht = "1 aanmelding wacht" if n == 1 else f"{getal(n)} aanmeldingen wachten"
    return f"{wacht} langer dan {project.norm_dagen} dagen op een eerste stap." if n else ""


def _instap(request: MedewerkerRequest, project: Project, blik: Blik) -> dict[str, Any]:
    laatste = min(project.tot or blik.dag, blik.dag)
    keuzes = [jaar for jaar in jaren(project.van, laatste) if blik.exact or jaar < blik.dag.year]
    form = InstapForm(request.GET, kenmerken=KENMERKEN, jaren=keuzes, alles=blik.exact)
    if not form.is_valid():
        raise Http404
    per, jaar = form.cleaned_data["per"], form.cleaned_data["jaar"]
    if not jaar and not blik.exact:
        return {"instapform": None, "instap": None}
    vraag = jaar_van(project, Tijdvak.van_sleutel(jaar)) if jaar else hele_looptijd(project, blik.dag)
    gevonden = blik.instap(vraag, DIMENSIE[per])
    return {"instapform": form, "instap": gevonden and gevonden.tabel()}


@voor(*LEZERS)
@require_GET
def project_bestand(request: MedewerkerRequest, slug: str, formaat: str) -> HttpResponse:
    """All figures of a project over time, as this reader may see them."""
    project = get_object_or_404(projecten(), slug=slug)
    if formaat not in FORMATEN:
        raise Http404
    inhoud = document(project, Blik.van(request.user))
    naam = f"{slug}-{inhoud['tot'] or 'leeg'}.{formaat}"
    return als_bijlage(bestand(inhoud, formaat), naam)


@voor(Rol.COORDINATOR)
@require_GET
def project_personen(request: MedewerkerRequest, slug: str, cijfer: str) -> HttpResponse:
    """Who makes up a figure of the own units, of the whole project or (``doel``) of one target."""
    blik = Blik.van(request.user)
    project = get_object_or_404(projecten(), slug=slug)
    if not blik.exact or cijfer not in VAN_PERSONEN:
        raise Http404
    vraag, wat = hele_looptijd(project, blik.dag), project.naam
    if nummer := request.GET.get("doel"):
        doel = next((doel for doel in project.doelstellingen.all() if str(doel.pk) == nummer), None)
        if doel is None:
            raise Http404
        vraag = vraag_van(doel, blik.dag)
    achter = personen_achter(VAN_PERSONEN[cijfer], vraag, blik.werkpunten)
    zichtbaar = Werkzoekende.objects.zichtbaar_voor(request.user).filter(pk__in=achter)
    pagina = bladzijde(zichtbaar.met_naamregel().order_by("sorteernaam"), request)
    context = {
        "indicator": VAN_PERSONEN[cijfer],
        "aantal": len(achter),
        "buiten": len(achter) - (zichtbaar.count() if pagina.totaal is None else pagina.totaal),
        "pagina": pagina,
        "waar": f"{wat} · {blik.waar}",
        "wanneer": f"Van {datum(vraag.periode.begin)} tot en met {datum(min(vraag.periode.tot, blik.dag))}",
        "terug": reverse("rapportage:project-detail", args=[slug]),
        "terug_naar": "Naar het project",
    }
    return render_deel(request, "rapportage/personen_list.html", "tabel", context)


@voor(*LEZERS)
@require_GET
def project_vergelijken(request: MedewerkerRequest) -> HttpResponse:
    """The same figures of every project that ran in a year, and two of them with their difference."""
    blik = Blik.van(request.user)
    alle = list(Project.objects.all())
    begin = min((project.van for project in alle), default=blik.dag)
    form = ProjectjaarForm(request.GET, projecten=alle, jaren=list(jaren(min(begin, blik.dag), blik.dag)))
    if not form.is_valid():
        raise Http404
    jaar = Tijdvak.van_sleutel(str(form.cleaned_data["jaar"]))
    reeksen, tabel = naast_elkaar(in_tijdvak(jaar), jaar, blik)
    per = {reeks.telling.vraag.project.slug: reeks for reeks in reeksen}
    kanten = [per.get(form.cleaned_data[naam]) for naam in ("een", "ander")]
    context = {
        "form": form,
        "blik": blik,
        "jaar": jaar,
        "tabel": tabel.met_adressen([reverse("rapportage:project-detail", args=[slug]) for slug in per]),
        "kanten": [reeks.telling.vraag.project.naam for reeks in kanten if reeks],
        "paren": _paren(kanten[0], kanten[1]) if kanten[0] and kanten[1] else [],
        "definities": definities(),
        **_uitleg(blik),
    }
    return render(request, "rapportage/project_vergelijken.html", context)


def _paren(een: Reeks, ander: Reeks) -> list[vergelijken.Paar]:
    return [
        vergelijken.Paar(indicator.naam, _aantal(een.stand(code)), _aantal(ander.stand(code)))
        for code, indicator in CIJFER.items()
    ]


def _aantal(stand: Cel) -> int | None:
    return stand if isinstance(stand, int) else None
