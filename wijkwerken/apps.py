from django.apps import AppConfig


class WijkwerkenConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "wijkwerken"
    verbose_name = "Wijkwerken"
