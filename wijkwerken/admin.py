"""Schemes, amounts and rules of neighbourhood work in ``/beheer/``."""

from django.contrib import admin

from toegang.beheer import MetKorteNaam, NooitWissen
from wijkwerken.models import Regel, Stelsel, Tarief


@admin.register(Stelsel)
class StelselAdmin(MetKorteNaam):
    list_display = ["naam", "geldig_van", "geldig_tot"]


@admin.register(Tarief)
class TariefAdmin(NooitWissen):
    list_display = ["soort", "stelsel", "bedrag", "van", "tot"]
    list_filter = ["stelsel", "soort"]


@admin.register(Regel)
class RegelAdmin(NooitWissen):
    list_display = ["code", "stelsel", "waarde", "mag_afwijken", "van", "tot"]
    list_filter = ["stelsel", "code"]
