from django.apps import AppConfig


class ToegangConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "toegang"
    verbose_name = "Toegang"

    def ready(self) -> None:
        from kern.kader import Menupunt, gebruikersmenu  # noqa: PLC0415
        from toegang import sessie  # noqa: F401, PLC0415 - its receivers must hear the first sign-in
        from toegang.rollen import Rol  # noqa: PLC0415 - models are only ready now

        gebruikersmenu.meld_aan("beheer", Menupunt("Beheer", "admin:index", frozenset({Rol.BEHEERDER})))
        gebruikersmenu.meld_aan("wachtwoord", Menupunt("Wachtwoord wijzigen", "account_change_password"))
