"""The threshold for small numbers, numbers from before our own, and the map of the wijken, in ``/beheer/``."""

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

from rapportage.forms import WijkkaartForm
from rapportage.historiek import KOLOMMEN, Verslag, laad
from rapportage.indicatoren import INDICATOREN
from rapportage.models import Bevolking, Drempelwaarde, VroegereTelling, Wijkkaart
from toegang.rollen import Rol
from toegang.voor import voor

GROOTSTE_BESTAND = 2 * 1024 * 1024


@admin.register(Drempelwaarde)
class DrempelwaardeAdmin(admin.ModelAdmin):
    list_display = ("waarde", "geldig_van")


@admin.register(Bevolking)
class BevolkingAdmin(admin.ModelAdmin):
    list_display = ("wijk", "jaar", "aantal")
    list_filter = ("jaar", "wijk")
    list_select_related = ("wijk",)


class VroegereTellingForm(forms.ModelForm):
    indicator = forms.ChoiceField(
        label="Cijfer", choices=[(indicator.code, indicator.naam) for indicator in INDICATOREN]
    )


class BestandForm(forms.Form):
    bestand = forms.FileField(label="Bestand", help_text="CSV of Excel (.xlsx), hoogstens 2 MB.")

    def clean_bestand(self) -> UploadedFile:
        bestand: UploadedFile = self.cleaned_data["bestand"]
        if (bestand.size or 0) > GROOTSTE_BESTAND:
            raise ValidationError("Het bestand is groter dan 2 MB.")
        return bestand


@admin.register(VroegereTelling)
class VroegereTellingAdmin(admin.ModelAdmin):
    """One by one, or a whole file: tried first, and kept only when nothing is wrong with it."""

    form = VroegereTellingForm
    list_display = ("periode", "indicator", "werkpunt", "aantal", "bron", "noot")
    list_filter = ("bron", "indicator", "jaar")
    list_select_related = ("werkpunt",)
    change_list_template = "admin/vroegeretelling_lijst.html"

    def get_urls(self) -> list[Any]:
        inlezen = voor(Rol.BEHEERDER)(self.admin_site.admin_view(self.inlezen))
        return [path("inlezen/", inlezen, name="vroegeretelling-inlezen"), *super().get_urls()]

    def inlezen(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = BestandForm(request.POST or None, request.FILES or None)
        verslag = None
        if form.is_valid():
            uitvoeren = "bewaar" in request.POST
            verslag = _laad(form, uitvoeren=uitvoeren)
            if verslag and uitvoeren and not verslag.fouten:
                messages.success(request, f"Bewaard: {verslag.stand}")
                return redirect(reverse("admin:rapportage_vroegeretelling_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Vroegere tellingen inlezen",
            "form": form,
            "verslag": verslag,
            "kolommen": KOLOMMEN.items(),
        }
        return render(request, "admin/vroegeretelling_inlezen.html", context)


def _laad(form: BestandForm, *, uitvoeren: bool) -> Verslag | None:
    """Read what was sent, and forget the file; None after telling in the form why it cannot be read."""
    with NamedTemporaryFile() as kopie:
        for deel in form.cleaned_data["bestand"].chunks():
            kopie.write(deel)
        kopie.flush()
        try:
            return laad(Path(kopie.name), uitvoeren=uitvoeren)
        except ValidationError as fout:
            form.add_error("bestand", fout.messages[0])
            return None


@admin.register(Wijkkaart)
class WijkkaartAdmin(admin.ModelAdmin):
    """The last file that was loaded is drawn; without one the map has tiles."""

    form = WijkkaartForm
    list_display = ("bron", "geladen_op")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["bron", "geladen_op"] if obj else ["bron", "bestand"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
