from django.urls import path

from trajecten.views import afwezigheden, caseload, overdrachten, plan, trajecten, vertrokken, weergaven

app_name = "trajecten"
urlpatterns = [
    path("werkzoekenden/<uuid:uuid>/trajecten/", trajecten.dossier, name="dossier"),
    path("trajecten/<uuid:sleutel>/", trajecten.traject_detail, name="traject-detail"),
    path("trajecten/<uuid:sleutel>/plan/", plan.plan_detail, name="plan-detail"),
    path("trajecten/<uuid:sleutel>/plan.pdf", plan.plan_afdruk, name="plan-afdruk"),
    path("trajecten/<uuid:sleutel>/plan/<slug:rij>/", plan.plan_rij, name="plan-rij"),
    path("caseload/", caseload.caseload_list, name="caseload-list"),
    path("caseload/tellingen/", caseload.caseload_tellingen, name="caseload-tellingen"),
    path("caseload/exporteer/", caseload.caseload_export, name="caseload-exporteer"),
    path("caseload/weergaven/", weergaven.weergave_create, name="weergave-create"),
    path("caseload/weergaven/<int:pk>/verwijder/", weergaven.weergave_delete, name="weergave-delete"),
    path("caseload/overdrachten/", overdrachten.overdracht_list, name="overdracht-list"),
    path("caseload/overdrachten/nieuw/", overdrachten.overdracht_create, name="overdracht-create"),
    path("caseload/overdrachten/verplaats/", overdrachten.verplaatsing_create, name="verplaatsing-create"),
    path("caseload/overdrachten/<uuid:bundel>/", overdrachten.overdracht_bundel, name="overdracht-bundel"),
    path("caseload/overdrachten/<int:pk>/antwoord/", overdrachten.overdracht_antwoord, name="overdracht-antwoord"),
    path("caseload/afwezigheden/", afwezigheden.afwezigheid_list, name="afwezigheid-list"),
    path("caseload/afwezigheden/nieuw/", afwezigheden.afwezigheid_create, name="afwezigheid-create"),
    path("caseload/afwezigheden/<int:pk>/", afwezigheden.afwezigheid_detail, name="afwezigheid-detail"),
    path("caseload/team/", caseload.caseload_team, name="caseload-team"),
    path("caseload/team/vertrokken/", vertrokken.vertrokken_list, name="vertrokken-list"),
    path("caseload/team/verantwoording/", caseload.verantwoording_list, name="verantwoording-list"),
]

SCHERMEN = {
    "trajecten:dossier": "Dossier: trajecten",
    "trajecten:traject-detail": "Traject",
    "trajecten:plan-detail": "Plan",
    "trajecten:plan-rij": "Plan: wijzigen",
    "trajecten:plan-afdruk": "Plan op papier",
    "trajecten:caseload-list": "Caseload",
    "trajecten:caseload-exporteer": "Caseload: bestand",
    "trajecten:overdracht-list": "Overdrachten",
    "trajecten:overdracht-create": "Overdracht: nakijken en vragen",
    "trajecten:verplaatsing-create": "Verplaatsing: nakijken en vragen",
    "trajecten:overdracht-bundel": "Overdracht: resultaat",
    "trajecten:overdracht-antwoord": "Overdracht: antwoord",
    "trajecten:afwezigheid-list": "Afwezigheden",
    "trajecten:afwezigheid-create": "Afwezigheid ingeven",
    "trajecten:afwezigheid-detail": "Afwezigheid",
    "trajecten:caseload-team": "Team",
    "trajecten:vertrokken-list": "Team: werk van wie vertrok",
    "trajecten:verantwoording-list": "Team: verantwoording",
}
"""What the read log calls these addresses."""
