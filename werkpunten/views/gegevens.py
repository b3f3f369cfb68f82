"""The data tab of a file: read it, change one row at a time, and see what was changed."""

import uuid
from collections.abc import Mapping
from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.inzage import Aard, markeer
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten import wijzigingen
from werkpunten.dossier import hulp_bij
from werkpunten.models import Band, Samenvoeging, Werkzoekende
from werkpunten.persoonforms import (
    BEREIKEN,
    DIENSTEN,
    PERSOON,
    REEKSEN,
    RIJEN,
    InszForm,
    Reeksdeel,
    Rij,
    VanPersoonForm,
)
from werkpunten.samenvoegen import mag_samenvoegen
from werkpunten.views.werkzoekenden import dossier_van, kader_van, wat_eerst
from werkpunten.werkrecht import RAAD, werkrecht
from werkpunten.wijzigen import zet_insz

PAGINA = "werkpunten/werkzoekende_gegevens.html"
NUMMER = "rijksregisternummer"
PER_BLAD = 50


@voor(*BEGELEIDERS)
@require_GET
def gegevens(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Everything there is, one row per fact. ``?rij=`` is where the focus goes back to after saving."""
    return _toon(request, dossier_van(request, uuid))


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def rij(request: MedewerkerRequest, uuid: uuid.UUID, rij: str) -> HttpResponse:
    """One row with its form open in the page; posting saves it."""
    gevraagd = RIJEN.get(rij)
    if gevraagd is None or not gevraagd.mag(request.user):
        raise Http404
    persoon = te_wijzigen(request, uuid)
    form = gevraagd.form(request.POST if request.method == "POST" else None, instance=copy(persoon))
    if request.method == "POST" and form.is_valid():
        form.save()
        return _bewaard(request, persoon, rij, f"{gevraagd.label} bewaard.")
    return _toon(request, persoon, open_=rij, form=form)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def reeks(request: MedewerkerRequest, uuid: uuid.UUID, reeks: str, pk: int | None = None) -> HttpResponse:
    """A row of a dated history, or without ``pk`` a new one. Posting with ``verwijder`` takes it away."""
    deel = REEKSEN.get(reeks)
    if deel is None:
        raise Http404
    persoon = te_wijzigen(request, uuid)
    eigen = deel.model._default_manager.bewerkbaar_voor(request.user)  # type: ignore[union-attr]
    nieuw: Any = deel.model()
    nieuw.werkzoekende, nieuw.door = persoon, request.user  # a measurement keeps who made it
    bestaand = get_object_or_404(eigen, werkzoekende=persoon, pk=pk) if pk else nieuw
    if pk and "verwijder" in request.POST:
        bestaand.delete()
        return _bewaard(request, persoon, f"{reeks}-nieuw", f"{deel.titel}: de rij is verwijderd.")
    form = deel.form(request.POST if request.method == "POST" else None, instance=bestaand)
    if request.method == "POST" and form.is_valid() and _bewaar(form, request.user):
        return _bewaard(request, persoon, f"{reeks}-{form.instance.pk}", f"{deel.titel} bewaard.")
    return _toon(request, persoon, open_=f"{reeks}-{pk or 'nieuw'}", form=form)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def insz(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Put in, change or remove the national number; what stands there is not shown."""
    _met_nummer(request.user)
    persoon = te_wijzigen(request, uuid)
    form = InszForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            zet_insz(persoon, form.cleaned_data["nummer"], door=request.user)
            return _bewaard(request, persoon, NUMMER, "Rijksregisternummer bewaard.")
        except ValidationError as fout:
            form.add_error("nummer", fout.messages)
    return _toon(request, persoon, open_=NUMMER, form=form)


@voor(*BEGELEIDERS)
@require_POST
def insz_tonen(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """The number, once, for who may process it; the person can read who asked for it."""
    _met_nummer(request.user)
    persoon = dossier_van(request, uuid)
    persoon.refresh_from_db(fields=["insz"], from_queryset=Werkzoekende.objects.zichtbaar_voor(request.user))
    if not persoon.insz:
        raise Http404
    markeer(Aard.ONTMASKERING)
    return _toon(request, persoon, nummer=_met_streepjes(persoon.insz))


@voor(*BEGELEIDERS)
@require_GET
def wijzigingen_list(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """What was changed, by whom and when, newest first."""
    persoon = dossier_van(request, uuid)
    blad = Paginator(wijzigingen.van_persoon(persoon, lezer=request.user), PER_BLAD).get_page(request.GET.get("blad"))
    context = {
        "wijzigingen": wijzigingen.met_namen(list(blad)),
        "blad": blad,
        "samenvoegingen": Samenvoeging.objects.over(persoon).select_related("door", "ongedaan_door").order_by("-pk"),
        "mag_ongedaan": mag_samenvoegen(request.user) and persoon.mag_wijzigen,
    }
    pagina = "werkpunten/werkzoekende_wijzigingen.html"
    return render(request, pagina, kader_van(request, persoon, "gegevens") | context)


def te_wijzigen(request: MedewerkerRequest, uuid: uuid.UUID) -> Werkzoekende:
    """The person, for staff who may change the file; a POST holds the row until the transaction ends."""
    mensen = Werkzoekende.objects.bewerkbaar_voor(request.user).met_naamregel().met_recht(request.user)
    if request.method == "POST":
        mensen = mensen.select_for_update(of=("self",), no_key=True)  # others may point at this person meanwhile
    persoon = get_object_or_404(wat_eerst(mensen), uuid=uuid)
    markeer(Aard.INZAGE)
    return persoon


def _met_nummer(medewerker: Medewerker) -> None:
    if not medewerker.organisatie.mag_insz_verwerken:
        raise Http404


def _bewaar(form: VanPersoonForm, door: Medewerker) -> bool:
    """Save; what the service refuses stands in the form."""
    try:
        form.bewaar(door=door)
    except ValidationError as fout:
        form.add_error(None, fout.messages)
        return False
    return True


def _bewaard(request: MedewerkerRequest, persoon: Werkzoekende, rij: str, tekst: str) -> HttpResponse:
    messages.success(request, tekst)
    adres = reverse("werkpunten:werkzoekende-gegevens", kwargs={"uuid": persoon.uuid})
    return redirect(f"{adres}?rij={rij}#rij-{rij}")


def _toon(
    request: MedewerkerRequest, persoon: Werkzoekende, *, open_: str = "", form: Any = None, nummer: str = ""
) -> HttpResponse:
    """The page, with the form of one row open."""
    if form is not None and not form.is_bound:
        next(iter(form.visible_fields())).field.widget.attrs["autofocus"] = True
    pagina = _Pagina(request.user, persoon, open_, form, request.GET.get("rij", ""))
    context = {
        "delen": [pagina.deel(titel, rijen) for titel, rijen in DELEN],
        "reeksen": [pagina.reeks(deel) for deel in REEKSEN.values()],
        "banden": banden_van(request.user, persoon),
        "insz": pagina.nummer(nummer),
        "mag_samenvoegen": mag_samenvoegen(request.user),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, PAGINA, kader_van(request, persoon, "gegevens") | context, status=status)


DELEN: tuple[tuple[str, tuple[Rij, ...]], ...] = (
    ("Persoon", PERSOON),
    ("Bereiken", BEREIKEN),
    ("Diensten", DIENSTEN),
)


class _Pagina:
    """The rows of the page as the template reads them."""

    def __init__(self, lezer: Medewerker, persoon: Werkzoekende, open_: str, form: Any, net_bewaard: str) -> None:
        self.lezer, self.persoon = lezer, persoon
        self.open, self.form, self.net_bewaard = open_, form, net_bewaard

    def deel(self, titel: str, rijen: tuple[Rij, ...]) -> dict[str, Any]:
        return {"titel": titel, "rijen": [self._rij(rij) for rij in rijen]}

    def _rij(self, rij: Rij) -> dict[str, Any]:
        url = self._url("rij", rij=rij.slug) if rij.mag(self.lezer) else ""
        return self._regel(rij.slug, rij.label, rij.tekst(self.persoon), url)

    def reeks(self, deel: Reeksdeel) -> dict[str, Any]:
        alle = deel.model._default_manager.zichtbaar_voor(self.lezer)  # type: ignore[union-attr]
        rijen = list(alle.filter(werkzoekende=self.persoon).select_related(*deel.mee))
        regels = [
            self._regel(f"{deel.slug}-{r.pk}", r.wanneer, r.tekst, self._url("reeks", reeks=deel.slug, pk=r.pk))
            for r in rijen
        ]
        hulp = hulp_bij(self.persoon, self.lezer, rijen) if deel.slug == "drempel" else {}
        regels = [regel | {"hulp": hulp.get(rij.pk)} for regel, rij in zip(regels, rijen, strict=True)]
        nieuw = self._regel(f"{deel.slug}-nieuw", "", "", self._url("reeks-nieuw", reeks=deel.slug))
        huidig = next((r for r in rijen if deel.slug == "verblijf" and r.tot is None), None)
        recht = werkrecht(huidig.soort, huidig) if huidig else None
        return {"deel": deel, "rijen": regels, "nieuw": nieuw, "recht": recht, "raad": RAAD}

    def nummer(self, getoond: str) -> dict[str, Any] | None:
        """The row of the national number; None for organisations that may not process it."""
        if not self.lezer.organisatie.mag_insz_verwerken:
            return None
        tekst = getoond or ("bewaard, verborgen" if self.persoon.heeft_insz else "")
        rij = self._regel(NUMMER, "Rijksregisternummer", tekst, self._url("insz"))
        verborgen = self.persoon.heeft_insz and not getoond
        return rij | {"tonen": self._url("insz-tonen") if verborgen else ""}

    def _regel(self, slug: str, label: str, tekst: str, url: str) -> dict[str, Any]:
        is_open = slug == self.open
        return {
            "id": f"rij-{slug}",
            "label": label,
            "tekst": tekst,
            "url": url if self.persoon.mag_wijzigen else "",
            "form": self.form if is_open else None,
            "focus": slug == self.net_bewaard,
        }

    def _url(self, naam: str, **waar: Any) -> str:
        return reverse(f"werkpunten:gegevens-{naam}", kwargs={"uuid": self.persoon.uuid, **waar})


def banden_van(lezer: Medewerker, persoon: Werkzoekende) -> list[Mapping[str, Any]]:
    """The household: each with the ``persoon`` when the reader may see them, else nobody."""
    banden = Band.objects.met(persoon)
    gezien = Werkzoekende.objects.zichtbaar_voor(lezer).defer("insz", "insz_index")
    mensen = gezien.in_bulk([band["wie"] for band in banden]) if banden else {}
    woorden = dict([(Band.KIND, "kind"), *Band.Soort.choices])
    return [{"pk": band["pk"], "wat": woorden[band["wat"]], "persoon": mensen.get(band["wie"])} for band in banden]


def _met_streepjes(nummer: str) -> str:
    return f"{nummer[:2]}.{nummer[2:4]}.{nummer[4:6]}-{nummer[6:9]}.{nummer[9:]}"
