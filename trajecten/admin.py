"""Projects with what they promised, and the templates of their trajectories, in ``/beheer/``."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from trajecten.models import (
    Doelstelling,
    Financiering,
    Module,
    Pijler,
    Programma,
    Project,
    Projectdoelgroep,
    Projectpartner,
    Sjabloonfase,
    Subsidiesoort,
    Trajectsjabloon,
    doelgroepnamen,
)
from trajecten.sjablonen import kopieer


class PijlersInline(admin.TabularInline):
    model = Pijler
    extra = 1


@admin.register(Programma)
class ProgrammaAdmin(admin.ModelAdmin):
    inlines = (PijlersInline,)


class DoelstellingenInline(admin.TabularInline):
    model = Doelstelling
    extra = 0


class PartnersInline(admin.TabularInline):
    model = Projectpartner
    extra = 0


class FinancieringInline(admin.TabularInline):
    model = Financiering
    extra = 0


class DoelgroepForm(forms.ModelForm):
    doelgroep = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["doelgroep"]
        veld.choices = [("", "Kies een doelgroep"), *doelgroepnamen().items()]

    class Meta:
        model = Projectdoelgroep
        fields = ("doelgroep", "plaatsen")


class DoelgroepenInline(admin.TabularInline):
    model = Projectdoelgroep
    form = DoelgroepForm
    extra = 0


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    list_display = ("naam", "programma", "van", "tot", "begeleiders", "norm_dagen")
    list_select_related = ("programma",)
    prepopulated_fields = {"slug": ("naam",)}
    inlines = (DoelstellingenInline, PartnersInline, DoelgroepenInline, FinancieringInline)


class FasenInline(admin.TabularInline):
    model = Sjabloonfase
    extra = 1


class KopieerForm(ActionForm):
    naar = forms.ModelChoiceField(Project.objects.all(), label="Naar project:", required=False)


@admin.register(Trajectsjabloon)
class TrajectsjabloonAdmin(admin.ModelAdmin):
    list_display = ("naam", "project", "soort", "doel", "intensiteit", "duur_weken", "contact_dagen", "actief")
    list_filter = ("project", "actief")
    list_select_related = ("project",)
    inlines = (FasenInline,)
    actions = ("kopieer_naar_project",)
    action_form = KopieerForm

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, widget=forms.CheckboxSelectMultiple, **kwargs)

    @admin.action(description="Kopieer naar een ander project")
    def kopieer_naar_project(self, request: HttpRequest, queryset: QuerySet[Trajectsjabloon]) -> None:
        naar = Project.objects.filter(pk=request.POST.get("naar") or 0).first()
        if naar is None:
            self.message_user(request, "Kies het project waar de sjablonen naartoe gaan.", messages.ERROR)
            return
        for sjabloon in queryset:
            try:
                kopieer(sjabloon, naar)
                self.message_user(request, f"“{sjabloon}” staat nu ook bij {naar}.")
            except ValidationError as fout:
                self.message_user(request, fout.messages[0], messages.ERROR)


@admin.register(Module)
class ModuleAdmin(admin.ModelAdmin):
    list_display = ("naam", "soort", "beroep", "actief")
    list_filter = ("soort", "actief")
    list_select_related = ("beroep",)


@admin.register(Subsidiesoort)
class SubsidiesoortAdmin(admin.ModelAdmin):
    list_display = ("naam", "geldig_van", "geldig_tot")
