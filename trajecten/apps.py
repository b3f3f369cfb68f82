from django.apps import AppConfig

from kern.kader import Menupunt, menu
from toegang.rollen import Rol
from toegang.schermen import meld_schermen_aan


class TrajectenConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "trajecten"
    verbose_name = "Trajecten"

    def ready(self) -> None:
        meld_schermen_aan("trajecten.urls")
        begeleiders = frozenset({Rol.CONSULENT, Rol.COORDINATOR})
        menu.meld_aan("caseload", Menupunt("Mijn caseload", "trajecten:caseload-list", begeleiders), volgorde=20)
        menu.meld_aan("team", Menupunt("Team", "trajecten:caseload-team", frozenset({Rol.COORDINATOR})), volgorde=30)
