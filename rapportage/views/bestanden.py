"""Reports as files, frozen or of this moment."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kern.export import als_bijlage
from rapportage import links, projectverslag
from rapportage.bestanden import FORMATEN, Herkomst, maak, van_document
from rapportage.models import Bereikrapport
from rapportage.rapport import UITSPLITSINGEN, canoniek
from rapportage.tijdvakken import Tijdvak
from rapportage.views.keuze import LEZERS, bladzijde_van, gekozen, nu
from toegang.voor import MedewerkerRequest, voor
from werkpunten.models import Werkpunt


@voor(*LEZERS)
@require_GET
def rapport_bestand(request: MedewerkerRequest, token: str) -> HttpResponse:
    """What a link stands for, made from the frozen figures; who may see it is looked up again."""
    link = links.lees(token)
    rapporten = Bereikrapport.objects.leesbaar_voor(request.user).select_related("werkpunt", "project", "door")
    rapport = rapporten.filter(pk=link.rapport).first() if link else None
    if link is None or rapport is None:
        raise Http404
    bladzijde = bladzijde_van(rapport)
    if link.verlopen:
        context = {"url": bladzijde, "dagen": settings.RAPPORTLINK_DAGEN}
        return render(request, "rapportage/link_verlopen.html", context, status=410)
    if link.formaat == links.BLADZIJDE:
        return redirect(bladzijde)
    if rapport.project is not None:
        naam = f"project-{rapport.project.slug}-{rapport.tijdvak.sleutel}-v{rapport.versie}.{link.formaat}"
        return als_bijlage(projectverslag.als_bestand(rapport, request.user, link.formaat), naam)
    tekst, sha256 = rapport.voor(request.user)
    herkomst = Herkomst(rapport.gemaakt_op, rapport.maker, rapport.versie, sha256)
    return _bestand(tekst, herkomst, link.formaat, rapport.tijdvak, rapport.werkpunt)


@voor(*LEZERS)
@require_GET
def rapport_nu(request: MedewerkerRequest, formaat: str) -> HttpResponse:
    """A file of the figures of this moment; it says that they were not frozen."""
    form = gekozen(request, request.GET)
    herkomst = Herkomst(timezone.now(), str(request.user))
    return _bestand(
        canoniek(nu(request, form.gekozen, form.eenheid, UITSPLITSINGEN).document),
        herkomst,
        formaat,
        form.gekozen,
        form.eenheid,
    )


def _bestand(
    tekst: str, herkomst: Herkomst, formaat: str, tijdvak: Tijdvak, werkpunt: Werkpunt | None
) -> HttpResponse:
    if formaat not in FORMATEN:
        raise Http404
    versie = f"v{herkomst.versie}" if herkomst.versie else "voorlopig"
    naam = f"bereik-{tijdvak.sleutel}-{werkpunt.slug if werkpunt else 'gent'}-{versie}.{formaat}"
    return als_bijlage(maak(van_document(tekst, herkomst), formaat), naam)
