"""Units, lists and staff in ``/beheer/``. People and contacts are not here: an administrator sees no case content."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from kern.taken import geef_door
from toegang.beheer import MetKorteNaam, NooitWissen
from toegang.models import Medewerker
from toegang.services import nodig_uit
from werkpunten.models import (
    Aanstelling,
    Doelgroep,
    Drempelsoort,
    Onderwerp,
    Openingsuur,
    Papier,
    Sluitingsdag,
    Telregel,
    Werkpunt,
    Werkrechtregel,
    Wijk,
)
from werkpunten.uit_dienst import meld_uit_dienst


class AanstellingInline(admin.StackedInline):
    model = Aanstelling
    extra = 0
    fields = ["rol", "werkpunt", "van", "tot", "vte", "plaatsen"]


class MedewerkerForm(forms.ModelForm):
    class Meta:
        model = Medewerker
        fields = ["email", "voornaam", "achternaam", "organisatie", "is_active"]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if Medewerker.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Er is al een account met dit e-mailadres.")
        return email


@admin.register(Medewerker)
class MedewerkerAdmin(NooitWissen):
    """An account gets no password here: its owner chooses one by the link of the invitation."""

    form = MedewerkerForm
    inlines = [AanstellingInline]
    list_display = ["achternaam", "voornaam", "email", "organisatie", "is_active", "last_login"]
    list_display_links = ["achternaam", "voornaam"]
    list_filter = ["is_active", "organisatie", "aanstellingen__rol", "aanstellingen__werkpunt"]
    list_select_related = ["organisatie"]
    search_fields = ["voornaam", "achternaam", "email"]
    actions = ["stuur_uitnodiging", "zet_uit_dienst"]

    def get_readonly_fields(self, request: HttpRequest, obj: Medewerker | None = None) -> list[str]:
        """Nobody locks themselves out."""
        return ["is_active"] if obj is None or obj == request.user else []

    def save_model(self, request: HttpRequest, obj: Medewerker, form: Any, change: bool) -> None:
        was_actief = form.initial.get("is_active", True)
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change or (obj.is_active and not was_actief):
            transaction.on_commit(lambda: self._nodig_uit(request, obj))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "is_active" in form.changed_data and not form.instance.is_active:
            meld_uit_dienst(form.instance, door=_beheerder(request))
            messages.info(request, f"{form.instance} is uit dienst: de sessies en aanstellingen zijn gestopt.")

    @admin.action(description="Stuur een (nieuwe) uitnodiging")
    def stuur_uitnodiging(self, request: HttpRequest, queryset: QuerySet[Medewerker]) -> None:
        for medewerker in queryset:
            self._nodig_uit(request, medewerker)

    @admin.action(description="Meld uit dienst: stop sessies en aanstellingen")
    def zet_uit_dienst(self, request: HttpRequest, queryset: QuerySet[Medewerker]) -> None:
        for medewerker in queryset:
            try:
                meld_uit_dienst(medewerker, door=_beheerder(request))
            except ValidationError as fout:
                messages.error(request, fout.messages[0])
            else:
                messages.success(request, f"{medewerker} is uit dienst.")

    def _nodig_uit(self, request: HttpRequest, medewerker: Medewerker) -> None:
        try:
            nodig_uit(medewerker, door=_beheerder(request))
        except ValidationError as fout:
            messages.error(request, fout.messages[0])
        else:
            waar = f" In de demo staat de mail in {settings.EMAIL_FILE_PATH}." if settings.MODUS == "demo" else ""
            messages.success(request, f"De uitnodiging is verstuurd naar {medewerker.email}.{waar}")


def _beheerder(request: HttpRequest) -> Medewerker:
    """Who is signed in: ``/beheer/`` lets nobody else in."""
    if not isinstance(request.user, Medewerker):
        raise TypeError("niet aangemeld")
    return request.user


class OpeningsuurInline(admin.StackedInline):
    model = Openingsuur
    extra = 0


class SluitingsdagInline(admin.StackedInline):
    model = Sluitingsdag
    extra = 0


@admin.register(Werkpunt)
class WerkpuntAdmin(MetKorteNaam):
    list_display = ["naam", "soort", "wijk", "gastorganisatie", "geopend_op", "gesloten_op"]
    list_filter = ["soort"]
    list_select_related = ["wijk", "gastorganisatie"]
    search_fields = ["naam"]
    inlines = [OpeningsuurInline, SluitingsdagInline]


@admin.register(Sluitingsdag)
class SluitingsdagAdmin(admin.ModelAdmin):
    list_display = ["dag", "reden", "werkpunt"]
    list_filter = ["werkpunt"]
    list_select_related = ["werkpunt"]


@admin.register(Onderwerp)
class OnderwerpAdmin(MetKorteNaam):
    list_display = ["naam", "dienst", "volgorde", "geldig_van", "geldig_tot"]
    list_filter = ["dienst"]


@admin.register(Papier)
class PapierAdmin(MetKorteNaam):
    list_display = ["naam", "volgorde", "geldig_van", "geldig_tot"]


@admin.register(Telregel)
class TelregelAdmin(NooitWissen):
    list_display = ["soort", "telt", "geldig_van", "geldig_tot"]
    list_filter = ["soort"]

    def save_model(self, request: HttpRequest, obj: Telregel, form: Any, change: bool) -> None:
        """Another rule gives other last contacts; without a broker they follow at night."""
        super().save_model(request, obj, form, change)
        geef_door("werkpunten.tasks.herbereken_inzage")


@admin.register(Drempelsoort)
class DrempelsoortAdmin(MetKorteNaam):
    list_display = ["naam", "volgorde", "geldig_van", "geldig_tot"]


@admin.register(Doelgroep)
class DoelgroepAdmin(MetKorteNaam):
    list_display = ["naam", "regel", "grens", "geldig_van", "geldig_tot"]
    list_filter = ["regel"]


@admin.register(Werkrechtregel)
class WerkrechtregelAdmin(NooitWissen):
    list_display = ["verblijf", "recht", "maanden", "geldig_van", "geldig_tot"]
    list_filter = ["recht"]


@admin.register(Wijk)
class WijkAdmin(MetKorteNaam):
    list_display = ["nummer", "naam", "soort", "in_gordel"]
    list_display_links = ["naam"]
    list_filter = ["soort", "in_gordel"]
    search_fields = ["naam"]
