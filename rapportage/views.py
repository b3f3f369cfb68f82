"""``/rapporten/``: the reach of some time, freezing it, following the job and taking the files along."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.export import als_bijlage
from kern.http import render_deel
from kern.kader import Getoond
from rapportage import abonnementen, links, services
from rapportage.bestanden import (
    FORMATEN,
    Herkomst,
    maak,
    tijdgrafiek,
    van_document,
    vroeger_uitleg,
    vroegere_tellingen,
)
from rapportage.brug import Brugbeeld
from rapportage.dimensies import Dimensie
from rapportage.forms import RapportForm, vraag
from rapportage.models import Abonnement, Bereikrapport, Rapportopdracht, ziet_exact
from rapportage.rapport import UITSPLITSINGEN, canoniek, cijfers_van
from rapportage.tijdvakken import Tijdvak
from rapportage.weergave import Beeld, definities
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from werkpunten.models import Werkpunt

LEZERS = (Rol.MANAGER, Rol.COORDINATOR)


def _gekozen(request: MedewerkerRequest, gegevens: Mapping[str, str]) -> RapportForm:
    """The report that is asked for; one that is not theirs does not exist."""
    form = RapportForm(gegevens, request.user)
    if not form.is_valid():
        raise Http404
    return form


@dataclass(frozen=True)
class Keuze:
    """What is on screen: a frozen report, or (``levend``) what the facts say now."""

    form: RapportForm
    rapport: Bereikrapport | None
    levend: bool
    beeld: Beeld

    @property
    def vraag(self) -> str:
        """The query of the address that shows the same figures."""
        zelfde = vraag(self.form.gekozen, self.form.eenheid)
        return f"{zelfde}&levend=1" if self.levend and self.rapport else zelfde


def _keuze(request: MedewerkerRequest) -> Keuze:
    """A frozen report shows its frozen figures unless ``levend`` is asked; any other what the facts say now."""
    form = _gekozen(request, request.GET)
    tijdvak, werkpunt = form.gekozen, form.eenheid
    rapporten = Bereikrapport.objects.zichtbaar_voor(request.user).select_related("door", "werkpunt")
    rapport = rapporten.laatste(tijdvak, werkpunt)
    if rapport is None or "levend" in request.GET:
        return Keuze(form, rapport, True, _nu(request, tijdvak, werkpunt))
    return Keuze(form, rapport, False, _vastgelegd(request, rapport))


@voor(*LEZERS)
@require_GET
def rapport_list(request: MedewerkerRequest) -> HttpResponse:
    """The report of a month, quarter or year, and those that were frozen."""
    keuze = _keuze(request)
    form, beeld = keuze.form, keuze.beeld
    tijdvak, werkpunt = form.gekozen, form.eenheid
    rapporten = Bereikrapport.objects.zichtbaar_voor(request.user).select_related("door", "werkpunt")
    opdracht = Rapportopdracht.objects.van(tijdvak, werkpunt).first()
    context = {
        "form": form,
        "beeld": beeld,
        "rapport": keuze.rapport,
        "levend": keuze.levend,
        "tegels": [(tegel, _brug_url(keuze, tegel.code)) for tegel in beeld.tegels()],
        "per_werkpunt": beeld.per_werkpunt(lambda slug: _brug_url(keuze, "bereikt", slug)),
        "formaten": FORMATEN,
        "grafiek": tijdgrafiek(beeld),
        "definities": definities(beeld.bereik),
        "loopt": services.loopt_nog(tijdvak),
        "rapporten": [
            (ander, naam := ander.tijdvak.naam, ander.voor(request.user)[1][:12], f"{naam}, versie {ander.versie}")
            for ander in rapporten.filter(werkpunt=werkpunt)[:24]
        ],
        "vroeger": vroegere_tellingen(beeld),
        "vroeger_uitleg": vroeger_uitleg(beeld),
        "mail": abonnementen.stand(request.user, tijdvak.soort, werkpunt),
        "opdracht": opdracht,
        "mislukt": opdracht and f"Dit rapport vastleggen is niet gelukt (code {opdracht.foutcode}-{opdracht.pk}).",
        "vraag": vraag(tijdvak, werkpunt),
    }
    return render(request, "rapportage/rapport_list.html", context)


@voor(*LEZERS)
@require_GET
def rapport_brug(request: MedewerkerRequest, cijfer: str) -> HttpResponse:
    """How one figure of the report on screen comes about; ``punt`` is a unit in the report of the city."""
    keuze = _keuze(request)
    punt = request.GET.get("punt", "")
    indicator = keuze.beeld.bereik["indicatoren"].get(cijfer)
    if indicator is None or (punt and punt not in keuze.beeld.punten):
        raise Http404
    brug = Brugbeeld(keuze.beeld, punt)
    context = {
        "brug": brug,
        "cijfer": cijfer,
        "indicator": indicator,
        "waarde": brug.brug.cijfers[cijfer],
        "keuze": keuze,
        "tabs": [
            Getoond(ander["naam"], _brug_url(keuze, code, punt), code == cijfer)
            for code, ander in keuze.beeld.bereik["indicatoren"].items()
        ],
        "per_punt": brug.per_punt(lambda slug: _brug_url(keuze, cijfer, slug)),
        "terug": f"{reverse('rapportage:rapport-list')}?{keuze.vraag}",
    }
    return render(request, "rapportage/rapport_brug.html", context)


def _brug_url(keuze: Keuze, cijfer: str, punt: str = "") -> str:
    waar = f"&punt={punt}" if punt else ""
    return f"{reverse('rapportage:rapport-brug', args=[cijfer])}?{keuze.vraag}{waar}"


def _nu(
    request: MedewerkerRequest, tijdvak: Tijdvak, werkpunt: Werkpunt | None, per: Sequence[Dimensie] = ()
) -> Beeld:
    """The figures of this moment that the reader may see; breakdowns only where they are shown."""
    cijfers = cijfers_van(tijdvak, werkpunt, per=per)
    return Beeld(cijfers.exact if ziet_exact(request.user, werkpunt) else cijfers.gepubliceerd)


def _vastgelegd(request: MedewerkerRequest, rapport: Bereikrapport) -> Beeld:
    return Beeld(json.loads(rapport.voor(request.user)[0]))


@voor(*LEZERS)
@require_GET
def rapport_verschil(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """What changed since a month was frozen; asked by its page, since counting again takes longer than reading."""
    rapport = get_object_or_404(Bereikrapport.objects.zichtbaar_voor(request.user).select_related("werkpunt"), pk=pk)
    verschil = _vastgelegd(request, rapport).verschil_met(_nu(request, rapport.tijdvak, rapport.werkpunt))
    context = {"verschil": verschil, "versie": rapport.versie, "volgende": rapport.versie + 1}
    return render(request, "rapportage/rapport_verschil.html", context)


@voor(*LEZERS)
@require_http_methods(["GET", "POST"])
def rapport_create(request: MedewerkerRequest) -> HttpResponse:
    """Look once more, then freeze: the only writing step of a report. A month that runs is refused."""
    form = _gekozen(request, request.POST or request.GET)
    tijdvak, werkpunt = form.gekozen, form.eenheid
    fout = services.loopt_nog(tijdvak)
    if request.method == "POST" and not fout:
        opdracht = services.vraag_rapport(tijdvak, werkpunt=werkpunt, door=request.user)
        return redirect("rapportage:opdracht-detail", pk=opdracht.pk)
    rapport = Bereikrapport.objects.laatste(tijdvak, werkpunt)
    context = {
        "fout": fout,
        "tijdvak": tijdvak.sleutel,
        "werkpunt": form.cleaned_data["werkpunt"],
        "terug": f"{reverse('rapportage:rapport-list')}?{vraag(tijdvak, werkpunt)}",
        "gegevens": [
            ("Periode", tijdvak.naam),
            ("Werkpunt", werkpunt.naam if werkpunt else "Alle werkpunten"),
            ("Kleine aantallen", "zichtbaar voor jou" if ziet_exact(request.user, werkpunt) else "verborgen"),
            ("Al vastgelegd", f"ja, versie {rapport.versie}" if rapport else "nog niet"),
        ],
    }
    return render(request, "rapportage/rapport_form.html", context, status=422 if fout else 200)


@voor(*LEZERS)
@require_GET
def opdracht_detail(request: MedewerkerRequest, pk: int) -> HttpResponse:
    opdracht = get_object_or_404(
        Rapportopdracht.objects.zichtbaar_voor(request.user).select_related("werkpunt", "rapport__werkpunt"), pk=pk
    )
    context = {
        "opdracht": opdracht,
        "naam": opdracht.tijdvak.naam,
        "waar": opdracht.werkpunt.naam if opdracht.werkpunt else "Alle werkpunten",
        "formaten": FORMATEN,
        "vraag": vraag(opdracht.tijdvak, opdracht.werkpunt),
    }
    return render_deel(request, "rapportage/opdracht_detail.html", "stand", context)


@voor(*LEZERS)
@require_POST
def opdracht_opnieuw(request: MedewerkerRequest, pk: int) -> HttpResponse:
    opdracht = get_object_or_404(Rapportopdracht.objects.zichtbaar_voor(request.user), pk=pk)
    services.probeer_opnieuw(opdracht, door=request.user)
    return redirect("rapportage:opdracht-detail", pk=opdracht.pk)


@voor(*LEZERS)
@require_GET
def rapport_bestand(request: MedewerkerRequest, token: str) -> HttpResponse:
    """What a link stands for, made from the frozen figures; who may see it is looked up again."""
    link = links.lees(token)
    rapporten = Bereikrapport.objects.zichtbaar_voor(request.user).select_related("werkpunt", "door")
    rapport = rapporten.filter(pk=link.rapport).first() if link else None
    if link is None or rapport is None:
        raise Http404
    bladzijde = f"{reverse('rapportage:rapport-list')}?{vraag(rapport.tijdvak, rapport.werkpunt)}"
    if link.verlopen:
        context = {"url": bladzijde, "dagen": settings.RAPPORTLINK_DAGEN}
        return render(request, "rapportage/link_verlopen.html", context, status=410)
    if link.formaat == links.BLADZIJDE:
        return redirect(bladzijde)
    tekst, sha256 = rapport.voor(request.user)
    herkomst = Herkomst(rapport.gemaakt_op, rapport.maker, rapport.versie, sha256)
    return _bestand(tekst, herkomst, link.formaat, rapport.tijdvak, rapport.werkpunt)


@voor(*LEZERS)
@require_GET
def rapport_nu(request: MedewerkerRequest, formaat: str) -> HttpResponse:
    """A file of the figures of this moment; it says that they were not frozen."""
    form = _gekozen(request, request.GET)
    herkomst = Herkomst(timezone.now(), str(request.user))
    return _bestand(
        canoniek(_nu(request, form.gekozen, form.eenheid, UITSPLITSINGEN).document),
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


def _terug_naar_mail(form: RapportForm) -> HttpResponse:
    return redirect(f"{reverse('rapportage:rapport-list')}?{vraag(form.gekozen, form.eenheid)}#mail")


@voor(*LEZERS)
@require_POST
def abonnement_create(request: MedewerkerRequest) -> HttpResponse:
    """A mail from now on when the clock froze a report like the one on screen."""
    form = _gekozen(request, request.GET)
    abonnementen.neem(form.gekozen.soort, werkpunt=form.eenheid, door=request.user)
    return _terug_naar_mail(form)


@voor(*LEZERS)
@require_POST
def abonnement_delete(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """No mail any more; somebody else's subscription does not exist."""
    form = _gekozen(request, request.GET)
    get_object_or_404(Abonnement, pk=pk, medewerker=request.user).delete()
    return _terug_naar_mail(form)
