from django.apps import AppConfig

from kern.kader import Menupunt, menu


class PartnersConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "partners"
    verbose_name = "Partners"

    def ready(self) -> None:
        from partners.demo.laden import laad  # noqa: PLC0415 - models are only ready now
        from werkpunten.demo.laden import delen  # noqa: PLC0415

        menu.meld_aan("gids", Menupunt("Partners", "partners:gids-list"), volgorde=50)
        delen.meld_aan("partners", laad)
