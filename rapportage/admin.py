"""The threshold for small numbers, numbers that others counted, and the map of the wijken, in ``/beheer/``."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from rapportage.bevolking import BEVOLKING
from rapportage.forms import WijkkaartForm
from rapportage.historiek import VROEGERE_TELLINGEN
from rapportage.indicatoren import INDICATOREN
from rapportage.models import Bevolking, Drempelwaarde, VroegereTelling, Wijkkaart
from rapportage.telbestand import Telbestand, Verslag, laad
from toegang.rollen import Rol
from toegang.voor import voor

GROOTSTE_BESTAND = 2 * 1024 * 1024


@admin.register(Drempelwaarde)
class DrempelwaardeAdmin(admin.ModelAdmin):
    list_display = ("waarde", "geldig_van")


class BestandForm(forms.Form):
    bestand = forms.FileField(label="Bestand", help_text="CSV of Excel (.xlsx), hoogstens 2 MB.")

    def clean_bestand(self) -> UploadedFile:
        bestand: UploadedFile = self.cleaned_data["bestand"]
        if (bestand.size or 0) > GROOTSTE_BESTAND:
            raise ValidationError("Het bestand is groter dan 2 MB.")
        return bestand


class InleesAdmin(admin.ModelAdmin):
    """One by one, or a whole file: tried first, and kept only when nothing is wrong with it."""

    soort: Telbestand
    change_list_template = "admin/inlezen_lijst.html"

    @property
    def _naam(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def get_urls(self) -> list[Any]:
        inlezen = voor(Rol.BEHEERDER)(self.admin_site.admin_view(self.inlezen))
        return [path("inlezen/", inlezen, name=f"{self._naam}_inlezen"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        inlezen = reverse(f"admin:{self._naam}_inlezen")
        return super().changelist_view(request, {**(extra_context or {}), "inlezen": inlezen})

    def inlezen(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = BestandForm(request.POST or None, request.FILES or None)
        lijst = reverse(f"admin:{self._naam}_changelist")
        verslag = None
        if form.is_valid():
            uitvoeren = "bewaar" in request.POST
            verslag = _laad(self.soort, form, uitvoeren=uitvoeren)
            if verslag and uitvoeren and not verslag.fouten:
                messages.success(request, f"Bewaard: {verslag.stand}")
                return redirect(lijst)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{str(self.opts.verbose_name_plural).capitalize()} inlezen",
            "lijst": lijst,
            "form": form,
            "verslag": verslag,
            "kolommen": self.soort.kolommen.items(),
        }
        return render(request, "admin/inlezen.html", context)


def _laad(soort: Telbestand, form: BestandForm, *, uitvoeren: bool) -> Verslag | None:
    """Read what was sent, and forget the file; None after telling in the form why it cannot be read."""
    with NamedTemporaryFile() as kopie:
        for deel in form.cleaned_data["bestand"].chunks():
            kopie.write(deel)
        kopie.flush()
        try:
            return laad(soort, Path(kopie.name), uitvoeren=uitvoeren)
        except ValidationError as fout:
            form.add_error("bestand", fout.messages[0])
            return None


@admin.register(Bevolking)
class BevolkingAdmin(InleesAdmin):
    soort = BEVOLKING
    list_display = ("wijk", "jaar", "aantal")
    list_filter = ("jaar", "wijk")
    list_select_related = ("wijk",)


class VroegereTellingForm(forms.ModelForm):
    indicator = forms.ChoiceField(
        label="Cijfer", choices=[(indicator.code, indicator.naam) for indicator in INDICATOREN]
    )


@admin.register(VroegereTelling)
class VroegereTellingAdmin(InleesAdmin):
    soort = VROEGERE_TELLINGEN
    form = VroegereTellingForm
    list_display = ("periode", "indicator", "werkpunt", "aantal", "bron", "noot")
    list_filter = ("bron", "indicator", "jaar")
    list_select_related = ("werkpunt",)


@admin.register(Wijkkaart)
class WijkkaartAdmin(admin.ModelAdmin):
    """The last file that was loaded is drawn; without one the map has tiles."""

    form = WijkkaartForm
    list_display = ("bron", "geladen_op")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["bron", "geladen_op"] if obj else ["bron", "bestand"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
