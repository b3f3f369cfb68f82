from django.apps import AppConfig


class WerkpuntenConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "werkpunten"
    verbose_name = "Werkpunten"

    def ready(self) -> None:
        from kern.kader import keuzebronnen  # noqa: PLC0415
        from toegang.rollen import rolbronnen  # noqa: PLC0415 - models are only ready now
        from werkpunten.keuze import keuze  # noqa: PLC0415
        from werkpunten.models import rollen_uit_aanstellingen  # noqa: PLC0415

        rolbronnen.meld_aan("aanstellingen", rollen_uit_aanstellingen)
        keuzebronnen.meld_aan("werkpunt", keuze)
