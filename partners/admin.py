"""The list of occupations in ``/beheer/``."""

from django.contrib import admin

from partners.models import Beroep
from toegang.beheer import MetKorteNaam


@admin.register(Beroep)
class BeroepAdmin(MetKorteNaam):
    list_display = ["naam", "sector", "isco", "geldig_van", "geldig_tot"]
    list_filter = ["sector"]
    search_fields = ["naam", "zoekwoorden"]
