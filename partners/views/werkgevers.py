"""Employers: the list, the card with its timeline, visits and leads, and the figures."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import inlineformset_factory
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.export import lijst_als_bestand
from kern.http import PLAATS, bladzijde, gepost, render_deel
from kern.kader import Getoond
from kern.tabel import Kolom, actieve_filters, adres, koppen, sorteer
from kern.tijd import Periode, vandaag
from partners import cijfers, werkgeverkaart
from partners.forms.voordragen import PeriodeForm
from partners.forms.werkgevers import BezoekForm, ContactForm, LeadForm, WerkgeverFilter, WerkgeverForm
from partners.models import Bedrijfsbezoek, Lead, Werkgever, Werkgevercontact
from partners.services import werkgevers
from toegang.rollen import OPENERS
from toegang.tempo import hoogstens
from toegang.voor import MedewerkerRequest, voor
from werkpunten.models.contacten import ONGEDAAN_BINNEN

KOLOMMEN = (
    Kolom("naam", "Werkgever", lambda rij: rij.naam, ("naam",)),
    Kolom("sector", "Sector", lambda rij: rij.get_sector_display()),
    Kolom("wijk", "Wijk", lambda rij: str(rij.wijk or "")),
    Kolom("bezoek", "Laatste bezoek", lambda rij: rij.laatste_bezoek, ("laatste_bezoek",)),
    Kolom("vacatures", "Open vacatures", lambda rij: rij.open_vacatures, ("open_vacatures",), cijfer=True),
)
ENKEL_IN_BESTAND = (
    Kolom("kbo", "Ondernemingsnummer", lambda rij: rij.kbo_leesbaar),
    Kolom("straat", "Straat en nummer", lambda rij: rij.straat),
    Kolom("gemeente", "Postcode en gemeente", lambda rij: rij.gemeente),
)
LIJSTEN = {
    "werkgever-list": "Werkgevers",
    "vacature-list": "Vacatures",
    "voordracht-list": "Voordrachten",
    "werkgever-cijfers": "Cijfers",
}
Contacten = inlineformset_factory(Werkgever, Werkgevercontact, form=ContactForm, extra=1, can_delete_extra=False)


def deeltabs(huidig: str) -> list[Getoond]:
    """The lists of this part of the house."""
    return [Getoond(titel, reverse(f"partners:{naam}"), naam == huidig) for naam, titel in LIJSTEN.items()]


def bestanden(request: MedewerkerRequest, naam: str) -> list[Getoond]:
    """Where to download the list as it is filtered."""
    pad = reverse(naam)
    soorten = (("csv", "Exporteer (CSV)"), ("xlsx", "Exporteer (Excel)"))
    return [Getoond(titel, pad + adres(request, zonder=PLAATS, formaat=soort)) for soort, titel in soorten]


def als_bestand(request: MedewerkerRequest, kolommen: Iterable[Kolom], rijen: Any, naam: str) -> HttpResponse:
    """The list as it is filtered and sorted; it says nothing about anybody."""
    gekozen = list(kolommen)
    cellen: Any = ([kolom.waarde(rij) for kolom in gekozen] for rij in rijen.iterator(chunk_size=2000))
    return lijst_als_bestand(
        [kolom.titel for kolom in gekozen],
        cellen,
        naam=f"{naam.lower()}-{vandaag():%Y-%m-%d}",
        titel=naam,
        formaat=request.GET.get("formaat", ""),
    )


@voor(*OPENERS)
@require_GET
def werkgever_list(request: MedewerkerRequest) -> HttpResponse:
    filterset = WerkgeverFilter(request.GET, Werkgever.objects.all())
    context = {
        "tabs": deeltabs("werkgever-list"),
        "filter": filterset,
        "actief": actieve_filters(filterset.form, request),
        "koppen": koppen(KOLOMMEN, request, "naam"),
        "pagina": bladzijde(sorteer(filterset.qs.voor_lijst(), KOLOMMEN, request, "naam"), request),
        "bestanden": bestanden(request, "partners:werkgever-exporteer"),
    }
    return render_deel(request, "partners/werkgever_list.html", "lijst", context)


@voor(*OPENERS)
@require_GET
@hoogstens(10, "exporteer")
def werkgever_export(request: MedewerkerRequest) -> HttpResponse:
    filterset = WerkgeverFilter(request.GET, Werkgever.objects.all())
    rijen = sorteer(filterset.qs.voor_lijst(), KOLOMMEN, request, "naam")
    return als_bestand(request, (*KOLOMMEN, *ENKEL_IN_BESTAND), rijen, "Werkgevers")


@voor(*OPENERS)
@require_GET
def werkgever_detail(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """The card; ``?blad=`` goes back in time."""
    werkgever = get_object_or_404(Werkgever.objects.select_related("wijk"), pk=pk)
    gevraagd = request.GET.get("blad", "")
    blad = max(1, int(gevraagd)) if gevraagd.isdecimal() and len(gevraagd) < 4 else 1
    punten, meer = werkgeverkaart.tijdlijn(werkgever, blad=blad)
    net = werkgever.bezoeken.filter(door=request.user, aangemaakt__gt=timezone.now() - ONGEDAAN_BINNEN)
    context = {
        "werkgever": werkgever,
        "punten": punten,
        "meer": meer,
        "blad": blad,
        "net": net,
        "leads": werkgever.leads.open().select_related("beroep"),
        "vacatures": werkgever.vacatures.open().select_related("beroep"),
        "contacten": werkgever.contacten.all(),
        "lead_form": LeadForm(),
    }
    return render(request, "partners/werkgever_detail.html", context)


@voor(*OPENERS)
@require_http_methods(["GET", "POST"])
def werkgever_create(request: MedewerkerRequest) -> HttpResponse:
    return _werkgever_form(request, Werkgever(), "Werkgever toevoegen", reverse("partners:werkgever-list"))


@voor(*OPENERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def werkgever_update(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """The card and who to talk to there; what is posted holds the row."""
    rijen = Werkgever.objects.select_for_update() if request.method == "POST" else Werkgever.objects.all()
    werkgever = get_object_or_404(rijen, pk=pk)
    return _werkgever_form(request, werkgever, f"{werkgever} wijzigen", werkgever.get_absolute_url())


def _werkgever_form(request: MedewerkerRequest, werkgever: Werkgever, titel: str, terug: str) -> HttpResponse:
    gegevens = gepost(request)
    form, contacten = WerkgeverForm(gegevens, instance=werkgever), Contacten(gegevens, instance=werkgever)
    if gegevens is not None and form.is_valid() and contacten.is_valid():
        bewaard = form.save()
        contacten.instance = bewaard
        contacten.save()
        messages.success(request, f"{bewaard} is bewaard.")
        return redirect(bewaard)
    context = {"titel": titel, "form": form, "rijen": contacten, "rijtitel": "Contactpersonen", "terug": terug}
    return render(request, "partners/werkgever_form.html", context, status=200 if gegevens is None else 422)


@voor(*OPENERS)
@require_http_methods(["GET", "POST"])
def bezoek_create(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """A visit in a minute: what came of it, a chance on work, and the next step."""
    werkgever = get_object_or_404(Werkgever, pk=pk)
    form = BezoekForm(gepost(request))
    if form.is_bound and form.is_valid():
        try:
            werkgevers.leg_bezoek_vast(form.ingevuld(werkgever), kans=form.kans_op_werk, door=request.user)
            messages.success(request, "Het bezoek is bewaard.")
            return redirect(werkgever)
        except ValidationError as fout:
            form.add_error(None, fout)
    context = {"werkgever": werkgever, "form": form, "contacten": werkgever.contacten.all()}
    return render(request, "partners/bezoek_form.html", context, status=422 if form.is_bound else 200)


@voor(*OPENERS)
@require_POST
def bezoek_terug(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """Take a visit back; it was a mistake."""
    bezoek = get_object_or_404(Bedrijfsbezoek.objects.select_related("werkgever"), pk=pk)
    try:
        werkgevers.neem_bezoek_terug(bezoek, door=request.user)
        messages.success(request, "Het bezoek is weg, met wat erbij hoorde.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(bezoek.werkgever)


@voor(*OPENERS)
@require_POST
def lead_create(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """A chance that did not come from a visit."""
    werkgever = get_object_or_404(Werkgever, pk=pk)
    form = LeadForm(request.POST, instance=Lead(werkgever=werkgever))
    if not form.is_valid():
        messages.error(request, "Schrijf welke kans het is, en hoe we eraan kwamen.")
        return redirect(werkgever)
    try:
        werkgevers.bewaar_lead(form.save(commit=False), door=request.user)
        messages.success(request, "De lead is bewaard.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(werkgever)


@voor(*OPENERS)
@require_POST
def lead_stand(request: MedewerkerRequest, pk: int) -> HttpResponse:
    lead = get_object_or_404(Lead.objects.select_related("werkgever"), pk=pk)
    try:
        lead = werkgevers.zet_lead(lead, request.POST.get("stand", ""), door=request.user)
        messages.success(request, f"De lead is {lead.get_stand_display()}.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(lead.werkgever)


@voor(*OPENERS)
@require_GET
def werkgever_cijfers(request: MedewerkerRequest) -> HttpResponse:
    """The figures of this year, or of the period asked."""
    dit_jaar = {"van": date(vandaag().year, 1, 1), "tot": vandaag()}
    form = PeriodeForm(request.GET if "van" in request.GET else dit_jaar)
    dagen = form.cleaned_data if form.is_valid() else dit_jaar
    periode = Periode.van_tot(dagen["van"], dagen["tot"])
    tabellen = [(cijfer, cijfer.tel(periode, request.user)) for cijfer in cijfers.ALLE]
    context = {"tabs": deeltabs("werkgever-cijfers"), "form": form, "periode": periode, "tabellen": tabellen}
    return render(request, "partners/werkgever_cijfers.html", context, status=200 if form.is_valid() else 422)
