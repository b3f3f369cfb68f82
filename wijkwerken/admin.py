"""Schemes, amounts and rules of neighbourhood work in ``/beheer/``."""

from django.contrib import admin

from toegang.beheer import MetKorteNaam, NooitWissen
from wijkwerken.models import Activiteit, Gemeente, Regel, Stelsel, Tarief, Vraagdrempel, Werkingsgebied


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


@admin.register(Gemeente)
class GemeenteAdmin(MetKorteNaam):
    list_display = ["naam", "in_vlaanderen"]


@admin.register(Werkingsgebied)
class WerkingsgebiedAdmin(NooitWissen):
    list_display = ["organisator", "gemeente", "van", "tot"]


@admin.register(Activiteit)
class ActiviteitAdmin(MetKorteNaam):
    list_display = ["naam", "hoofdactiviteit", "collectief", "opleiding", "opleiding_verplicht"]
    list_select_related = ["hoofdactiviteit", "opleiding"]


@admin.register(Vraagdrempel)
class VraagdrempelAdmin(NooitWissen):
    list_display = ["tekort", "activiteit", "van", "tot"]
