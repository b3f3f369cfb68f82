"""Organisations and the read log in ``/beheer/``. Staff stand in ``werkpunten.admin``, beside their appointments."""

from typing import Any

from django.contrib import admin
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.http import HttpRequest

from toegang.beheer import NooitWissen
from toegang.models import Medewerker, Organisatie, Raadpleging
from toegang.schermen import schermnamen


@admin.register(Organisatie)
class OrganisatieAdmin(NooitWissen):
    list_display = ["naam", "soort", "mag_insz_verwerken", "actief"]
    list_filter = ["soort", "actief"]
    search_fields = ["naam"]


class MedewerkerFilter(admin.SimpleListFilter):
    title = "medewerker"
    parameter_name = "medewerker"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(medewerker.pk), str(medewerker)) for medewerker in Medewerker.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Raadpleging]) -> QuerySet[Raadpleging]:
        gekozen = self.value() or ""
        return queryset.filter(medewerker_id=int(gekozen)) if gekozen.isdecimal() else queryset


@admin.register(Raadpleging)
class RaadplegingAdmin(NooitWissen):
    """Who looked at how many people, when and where. Not at whom or why: an administrator sees no case content."""

    list_display = ["moment", "wie", "aard", "waar", "uitkomst", "aantal"]
    list_filter = [("moment", admin.DateFieldListFilter), MedewerkerFilter, "aard"]
    ordering = ["-moment"]
    list_per_page = 50
    show_full_result_count = False
    fields = ["moment", "wie", "rollen", "aard", "waar", "methode", "uitkomst", "aantal", "verzoek"]
    readonly_fields = ["wie", "waar", "uitkomst", "aantal"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Raadpleging]:
        naam = Medewerker.objects.annotate(naam=Concat(F("voornaam"), Value(" "), F("achternaam")))
        wie = naam.filter(pk=OuterRef("medewerker_id")).order_by().values("naam")
        raadplegingen: QuerySet[Raadpleging] = super().get_queryset(request)
        return raadplegingen.annotate(wie=Subquery(wie))

    @admin.display(description="medewerker")
    def wie(self, raadpleging: Any) -> str:
        return raadpleging.wie or f"account {raadpleging.medewerker_id}"

    @admin.display(description="scherm", ordering="scherm")
    def waar(self, raadpleging: Raadpleging) -> str:
        return schermnamen().get(raadpleging.scherm, raadpleging.scherm)

    @admin.display(description="uitkomst", ordering="status")
    def uitkomst(self, raadpleging: Raadpleging) -> str:
        soort = {2: "getoond", 3: "bewaard", 4: "geweigerd of fout ingevuld"}.get(raadpleging.status // 100, "mislukt")
        return f"{soort} ({raadpleging.status})"

    @admin.display(description="personen")
    def aantal(self, raadpleging: Raadpleging) -> int:
        return len(raadpleging.personen)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Raadpleging | None = None) -> bool:
        return False
