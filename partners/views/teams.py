"""Case teams: the list, one team, whom to add, and a meeting with its agenda and decisions."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.http import bladzijde, render_deel
from kern.inzage import Aard, markeer
from partners.agenda import waarschuwingen
from partners.forms.doorverwijzen import VRAGEN, DelenStap, ToestemmingStap
from partners.forms.teams import (
    BeslissingForm,
    BesprekingForm,
    GehoudenForm,
    OverlegForm,
    PuntForm,
    StartForm,
    StopForm,
    WieForm,
    leden_van,
)
from partners.gegevens import gedeeld, namen
from partners.models import Agendapunt, Beslissing, Casusteam, Teamlid, Teamoverleg, Toestemming
from partners.models.teams import CasusteamQuerySet
from partners.services import teams
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, Rol
from toegang.voor import MedewerkerRequest, voor
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Werkzoekende
from werkpunten.wijzigingen import vorige_teksten

Daad = Callable[[], object]


def zichtbaar(medewerker: Medewerker) -> CasusteamQuerySet:
    """Teams one may read: of people whose file one sees, or (staff of a partner) in which one sits."""
    if medewerker.heeft_rol(*BEGELEIDERS):
        return Casusteam.objects.zichtbaar_voor(medewerker)
    return Casusteam.objects.van_partner(medewerker)


@voor(*BEGELEIDERS, Rol.PARTNERMEDEWERKER)
@require_GET
def casusteam_list(request: MedewerkerRequest) -> HttpResponse:
    """Running teams one sits in; with ``?lijst=alle`` those of everybody whose file one sees."""
    mag_alle = request.user.heeft_rol(*BEGELEIDERS)
    alle = mag_alle and request.GET.get("lijst") == "alle"
    lopend = zichtbaar(request.user).lopend()
    if not alle:
        lid = Teamlid.objects.ongefilterd("eigen lidmaatschap").lopend().filter(medewerker=request.user)
        lopend = lopend.filter(pk__in=lid.values("team"))
    pagina = bladzijde(lopend.voor_lijst(), request)
    context = {"alle": alle, "mag_alle": mag_alle, "pagina": pagina, "rijen": _met_naam(request.user, pagina.rijen)}
    return render_deel(request, "partners/casusteam_list.html", "lijst", context)


def _met_naam(lezer: Medewerker, rijen: list[Casusteam]) -> list[tuple[Casusteam, str]]:
    if lezer.heeft_rol(*BEGELEIDERS):
        return [(team, team.werkzoekende.naam) for team in rijen]
    eigen = Teamlid.objects.ongefilterd("eigen lidmaatschap").met_inzage().filter(medewerker=lezer, team__in=rijen)
    leden = list(eigen.select_related("toestemming"))
    gekend = namen(leden)
    per_team = {lid.team_id: gekend.get(lid.pk, "") for lid in leden}
    return [(team, per_team.get(team.pk, "")) for team in rijen]


@voor(*BEGELEIDERS)
@require_POST
def casusteam_start(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    persoon = get_object_or_404(Werkzoekende.objects.bewerkbaar_voor(request.user), uuid=uuid)
    form, werkpunt = StartForm(request.POST), gekozen_werkpunt(request)
    if werkpunt is None:
        messages.error(request, "Je werkt vandaag niet in een werkpunt. Vraag je coördinator om je toe te voegen.")
    elif not form.is_valid():
        messages.error(request, f"Waarom een casusteam? {form.errors['doel'][0]}")
    else:
        try:
            team = teams.start(persoon, werkpunt=werkpunt, doel=form.cleaned_data["doel"], door=request.user)
            messages.success(request, "Het casusteam is gestart. Voeg toe wie er mee in zit.")
            return redirect(team)
        except ValidationError as fout:
            messages.error(request, fout.messages[0])
    return redirect("partners:dossier", uuid=persoon.uuid)


@voor(*BEGELEIDERS, Rol.PARTNERMEDEWERKER)
@require_http_methods(["GET", "POST"])
def casusteam_detail(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    team = _team(request, uuid)
    kader = _kader(request, team)
    doe = request.POST.get("doe", "")
    leeg = Teamoverleg(team=team, plaats=str(team.werkpunt))
    plan = OverlegForm(request.POST if doe == "plan" else None, instance=leeg)
    stop = StopForm(request.POST if doe == "stop" else None)
    fout = None
    if request.method == "POST":
        daden: dict[str, tuple[BaseForm | None, Daad, str]] = {
            "plan": (plan, lambda: _plan(team, plan, door=request.user), "Het overleg is gepland."),
            "stop": (
                stop,
                lambda: teams.stop(team, besluit=stop.cleaned_data["besluit"], door=request.user),
                "Het team is gestopt.",
            ),
            "weg": (None, lambda: teams.haal_weg(_lid(request, team), door=request.user), "Uit het team gehaald."),
            "beslissing": (None, lambda: _zet_beslissing(request, team), "Bewaard."),
        }
        fout = _doe(request, daden, doe)
        if fout is None:
            return redirect("partners:casusteam-list") if doe == "stop" else redirect(team)
    context = kader | {
        "plan": plan,
        "stop": stop,
        "fout": fout,
        "leden": leden_van(team),
        "trekkers": {organisatie for van in teams.trekkers for organisatie in van(team)},
        "overleggen": Teamoverleg.objects.ongefilterd("dit team").filter(team=team).order_by("-begin", "-pk"),
        "beslissingen": _beslissingen(overleg__team=team),
    }
    return render(request, "partners/casusteam_detail.html", context, status=422 if fout else 200)


def _team(request: MedewerkerRequest, uuid: uuid.UUID) -> Casusteam:
    markeer(Aard.INZAGE)
    return get_object_or_404(zichtbaar(request.user).select_related("werkpunt", "gestart_door"), uuid=uuid)


def _kader(request: MedewerkerRequest, team: Casusteam) -> dict[str, Any]:
    """What every page of a team shows: of whom it is, as far as the reader may know, and whether they may write."""
    eigen = request.user.heeft_rol(*BEGELEIDERS)
    mag = team.gestopt_op is None and teams.mag_in(team, request.user)
    if request.method == "POST" and not mag:
        raise Http404
    context: dict[str, Any] = {"team": team, "eigen": eigen, "mag": mag}
    if eigen:
        return context | {"persoon": team.werkzoekende}
    alle = Teamlid.objects.ongefilterd("eigen lidmaatschap").met_inzage().select_related("toestemming")
    lid = alle.get(team=team, medewerker=request.user)
    return context | {"feiten": gedeeld(lid), "tot": lid.toestemming.geldig_tot if lid.toestemming else None}


def _beslissingen(**voorwaarde: Any) -> Any:
    alle = Beslissing.objects.ongefilterd("dit team").filter(**voorwaarde)
    return alle.select_related("wie__medewerker__organisatie", "gesloten_door").order_by("-status", "tegen", "pk")


def _doe(request: MedewerkerRequest, daden: dict[str, tuple[BaseForm | None, Daad, str]], doe: str) -> str | None:
    """Do what was posted. The reason why not in words; None when it was done."""
    if doe not in daden:
        return "Dit kan niet."
    form, daad, gelukt = daden[doe]
    if form is not None and not form.is_valid():
        return str(next(iter(form.non_field_errors()), "Kijk na wat je invulde."))
    try:
        daad()
    except ValidationError as fout:
        if form is not None and hasattr(fout, "error_dict"):
            for naam, fouten in fout.error_dict.items():
                form.add_error(naam if naam in form.fields else None, fouten)
        return str(fout.messages[0])
    messages.success(request, gelukt)
    return None


def _plan(team: Casusteam, form: OverlegForm, *, door: Medewerker) -> None:
    """What the hours meet is told first, and may be kept all the same."""
    if not form.cleaned_data["toch"]:
        form.waarschuwingen = waarschuwingen(team, form.instance, kijker=door)
    if form.waarschuwingen:
        raise ValidationError("Nog niet bewaard. Kijk na of dit moment past.")
    teams.plan_overleg(form.instance, door=door)


def _lid(request: MedewerkerRequest, team: Casusteam) -> Teamlid:
    alle = Teamlid.objects.ongefilterd("leden van dit team").filter(team=team).select_related("team")
    return get_object_or_404(alle, pk=_nummer(request, "lid"))


def _nummer(request: MedewerkerRequest, naam: str) -> int:
    tekst = request.POST.get(naam, "")
    return int(tekst) if tekst.isascii() and tekst.isdecimal() and len(tekst) < 18 else 0


def _zet_beslissing(request: MedewerkerRequest, team: Casusteam) -> None:
    alle = Beslissing.objects.ongefilterd("dit team").filter(overleg__team=team).select_related("overleg__team")
    beslissing = get_object_or_404(alle, pk=_nummer(request, "beslissing"))
    naar = request.POST.get("naar", "")
    if naar not in Beslissing.Status:
        raise ValidationError("Dit kan niet.")
    teams.zet_beslissing(beslissing, naar, door=request.user)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def casusteam_lid(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Add somebody: first whom, then, for the first one of a partner, what the person agreed to."""
    markeer(Aard.INZAGE)
    eigen = Casusteam.objects.bewerkbaar_voor(request.user).lopend().select_related("werkzoekende")
    team = get_object_or_404(eigen, uuid=uuid)
    wie = WieForm(request.POST or request.GET or None, team=team)
    gekozen: Medewerker | None = wie.cleaned_data["wie"] if wie.is_bound and wie.is_valid() else None
    nodig = gekozen is not None and _vraagt_toestemming(team, gekozen)
    gepost = request.POST if request.method == "POST" else None
    stappen = (DelenStap(gepost), ToestemmingStap(gepost)) if nodig else ()
    melding = ""
    if gekozen and gepost is not None and all(stap.is_valid() for stap in stappen):
        try:
            teams.voeg_toe(team, gekozen, toestemming=_toestemming(team, stappen), door=request.user)
            messages.success(request, f"{gekozen} zit nu in het team.")
            return redirect(team)
        except ValidationError as fout:
            melding = fout.messages[0]
    context = {
        "team": team,
        "wie": wie,
        "gekozen": gekozen,
        "stappen": stappen,
        "vragen": list(VRAGEN),
        "melding": melding,
    }
    return render(request, "partners/casusteam_lid.html", context, status=422 if gepost is not None else 200)


def _vraagt_toestemming(team: Casusteam, wie: Medewerker) -> bool:
    van_partner = wie.heeft_rol(Rol.PARTNERMEDEWERKER)
    return van_partner and teams.toestemming_in(team, wie.organisatie_id) is None


def _toestemming(team: Casusteam, stappen: tuple[DelenStap, ToestemmingStap] | tuple[()]) -> Toestemming | None:
    if not stappen:
        return None
    delen, akkoord = stappen
    doel = f"Casusteam: {team.doel}"[:300]
    return Toestemming(doel=doel, gegevens=delen.cleaned_data["gegevens"], **akkoord.cleaned_data)


@voor(*BEGELEIDERS, Rol.PARTNERMEDEWERKER)
@require_http_methods(["GET", "POST"])
def teamoverleg_detail(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    markeer(Aard.INZAGE)
    van_teams = Teamoverleg.objects.ongefilterd("van een team dat men ziet").filter(team__in=zichtbaar(request.user))
    overleg = get_object_or_404(van_teams.select_related("team__werkpunt"), uuid=uuid)
    team, doe = overleg.team, request.POST.get("doe", "")
    kader = _kader(request, team)
    punt = PuntForm(request.POST if doe == "punt" else None)
    beslissing = BeslissingForm(request.POST if doe == "beslis" else None, team=team)
    begin = {"aanwezig": overleg.deelnemers(), "persoon_erbij": overleg.persoon_erbij}
    gehouden = GehoudenForm(request.POST if doe == "houd" else None, overleg=overleg, initial=begin)
    agenda = list(Agendapunt.objects.ongefilterd("dit overleg").filter(overleg=overleg).select_related("door"))
    besprekingen = [(rij, _bespreking(request, rij)) for rij in agenda]
    vorige = vorige_teksten(agenda, "bespreking")
    fout = None
    if request.method == "POST":
        daden = _overlegdaden(request, overleg, punt, beslissing, gehouden)
        for rij, form in besprekingen:
            daden[f"noteer-{rij.pk}"] = (form, _noteer_daad(request, rij, form), "Bewaard.")
        fout = _doe(request, daden, doe)
        if fout is None:
            return redirect(overleg)
    context = kader | {
        "overleg": overleg,
        "agenda": [(rij, form, vorige.get(rij.pk, [])) for rij, form in besprekingen],
        "punt": punt,
        "beslissing": beslissing,
        "gehouden": gehouden,
        "aanwezig": overleg.deelnemers(),
        "beslissingen": _beslissingen(overleg=overleg),
        "doe": doe if fout else "",
        "fout": fout,
    }
    return render(request, "partners/teamoverleg_detail.html", context, status=422 if fout else 200)


def _bespreking(request: MedewerkerRequest, punt: Agendapunt) -> BesprekingForm:
    return BesprekingForm(request.POST if request.POST.get("doe") == f"noteer-{punt.pk}" else None, punt=punt)


def _noteer_daad(request: MedewerkerRequest, punt: Agendapunt, form: BesprekingForm) -> Daad:
    tekst = punt.bespreking
    return lambda: teams.noteer(punt, form.cleaned_data["bespreking"], eerder=tekst, door=request.user)


def _overlegdaden(
    request: MedewerkerRequest,
    overleg: Teamoverleg,
    punt: PuntForm,
    beslissing: BeslissingForm,
    gehouden: GehoudenForm,
) -> dict[str, tuple[BaseForm | None, Daad, str]]:
    door = request.user
    return {
        "punt": (
            punt,
            lambda: teams.zet_op_agenda(overleg, punt.cleaned_data["onderwerp"], door=door),
            "Het punt staat op de agenda.",
        ),
        "beslis": (
            beslissing,
            lambda: teams.beslis(overleg, **beslissing.cleaned_data, door=door),
            "De beslissing is genoteerd.",
        ),
        "houd": (gehouden, lambda: teams.houd(overleg, **gehouden.cleaned_data, door=door), "Bewaard."),
        "gelast-af": (None, lambda: teams.gelast_af(overleg, door=door), "Het overleg is afgelast."),
        "beslissing": (None, lambda: _zet_beslissing(request, overleg.team), "Bewaard."),
    }
