from django.apps import AppConfig
from django.contrib.admin import apps as admin


class BeheerConfig(admin.AdminConfig):
    """Django's admin with our site; named in INSTALLED_APPS."""

    default = False
    default_site = "toegang.beheer.Beheer"


class ToegangConfig(AppConfig):
    default = True
    default_auto_field = "django.db.models.BigAutoField"
    name = "toegang"
    verbose_name = "Toegang"

    def ready(self) -> None:
        from kern.hulp import hulp  # noqa: PLC0415
        from kern.kader import Menupunt, gebruikersmenu, menu  # noqa: PLC0415
        from toegang import sessie  # noqa: F401, PLC0415 - its receivers must hear the first sign-in
        from toegang.hulp import ALLE as eigen_hulp  # noqa: PLC0415 - models are only ready now
        from toegang.rollen import Rol  # noqa: PLC0415 - models are only ready now

        menu.meld_aan("beheer", Menupunt("Beheer", "admin:index", frozenset({Rol.BEHEERDER})), volgorde=90)
        gebruikersmenu.meld_aan("wachtwoord", Menupunt("Wachtwoord wijzigen", "account_change_password"))
        for nummer, (naam, pagina) in enumerate(eigen_hulp):
            hulp.meld_aan(naam, pagina, volgorde=90 + nummer)
