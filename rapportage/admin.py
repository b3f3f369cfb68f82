"""The threshold for small numbers in ``/beheer/``."""

from django.contrib import admin

from rapportage.models import Drempelwaarde


@admin.register(Drempelwaarde)
class DrempelwaardeAdmin(admin.ModelAdmin):
    list_display = ("waarde", "geldig_van")
