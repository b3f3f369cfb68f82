from django.apps import AppConfig

from kern.kader import Menupunt, menu
from toegang.rollen import Rol
from toegang.schermen import meld_schermen_aan


class WijkwerkenConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "wijkwerken"
    verbose_name = "Wijk-werken"

    def ready(self) -> None:
        meld_schermen_aan("wijkwerken.urls")
        planners = frozenset({Rol.WIJKWERKCONSULENT, Rol.COORDINATOR})
        menu.meld_aan("wijkwerken", Menupunt("Wijk-werken", "wijkwerken:planning", planners), volgorde=35)
