"""``/beheer/``: Django's admin for accounts and lists. Who may come in is decided by ``toegang.middleware``."""

from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.views.i18n import JavaScriptCatalog

_ELDERS = {"login", "logout", "password_change", "password_change_done", "view_on_site"}
"""Pages of the admin that have their own address outside it, or none."""


class Beheer(AdminSite):
    site_header = "Werkpunten · beheer"
    site_title = "Beheer"
    index_title = "Accounts en lijsten"
    site_url = "/"
    empty_value_display = "–"
    final_catch_all_view = False
    enable_nav_sidebar = False  # the tables need the room; the first page lists the same

    def register(self, model_or_iterable: Any, admin_class: type[ModelAdmin] | None = None, **options: Any) -> None:
        """Only what an app of ours registers with a page of its own: no groups, no second list of addresses."""
        if admin_class is not None and not admin_class.__module__.startswith(("django.", "allauth.")):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list[Any]:
        urls: list[URLPattern | URLResolver] = super().get_urls()
        return [url for url in urls if getattr(url, "name", None) not in _ELDERS]

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """With our own words (``toegang/locale``) over those of Django."""
        woorden: Any = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "toegang"])
        response: HttpResponse = woorden(request)
        return response

    def get_app_list(self, request: Any, app_label: str | None = None) -> list[Any]:
        """In the order of the house, accounts first."""
        volgorde = [config.label for config in apps.get_app_configs()]
        return sorted(super().get_app_list(request, app_label), key=lambda app: volgorde.index(app["app_label"]))


class NooitWissen(ModelAdmin):
    """What contacts, people or figures point at stays: it gets an end date, or is switched off."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MetKorteNaam(NooitWissen):
    """What addresses, files and reports know by its ``slug``: made from the name once, the same for ever."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        uitleg = "Zo heet dit in adressen, bestanden en rapporten. Later niet meer te wijzigen."
        return super().get_form(
            request, obj, change, labels={"slug": "Korte naam"}, help_texts={"slug": uitleg}, **kwargs
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return sorted(super().get_fields(request, obj), key=lambda veld: {"naam": 0, "slug": 1}.get(veld, 2))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ["naam"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["slug"] if obj else []
