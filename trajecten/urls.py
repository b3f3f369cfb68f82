from django.urls import path

from trajecten.views import caseload

app_name = "trajecten"
urlpatterns = [
    path("caseload/", caseload.caseload_list, name="caseload-list"),
    path("caseload/tellingen/", caseload.caseload_tellingen, name="caseload-tellingen"),
    path("caseload/exporteer/", caseload.caseload_export, name="caseload-exporteer"),
    path("caseload/team/", caseload.caseload_team, name="caseload-team"),
    path("caseload/team/verantwoording/", caseload.verantwoording_list, name="verantwoording-list"),
]

SCHERMEN = {
    "trajecten:caseload-list": "Caseload",
    "trajecten:caseload-exporteer": "Caseload: bestand",
    "trajecten:caseload-team": "Team",
    "trajecten:verantwoording-list": "Team: verantwoording",
}
"""What the read log calls these addresses."""
