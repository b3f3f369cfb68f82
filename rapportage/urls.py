from django.urls import path

from rapportage.views import (
    abonnementen,
    bestanden,
    bewaard,
    bruggen,
    documenten,
    opdrachten,
    projecten,
    rapporten,
    samenstellen,
    uitsplitsingen,
    vergelijken,
    verslagen,
    verwijzingen,
    wijkwerken,
)

app_name = "rapportage"
urlpatterns = [
    path("rapporten/", rapporten.rapport_list, name="rapport-list"),
    path("rapporten/per/", uitsplitsingen.rapport_uitsplitsing, name="rapport-uitsplitsing"),
    path("rapporten/kanalen/", uitsplitsingen.rapport_kanalen, name="rapport-kanalen"),
    path("rapporten/brug/<slug:cijfer>/", bruggen.rapport_brug, name="rapport-brug"),
    path("rapporten/brug/<slug:cijfer>/personen/", bruggen.rapport_personen, name="rapport-personen"),
    path("rapporten/<int:pk>/verschil/", rapporten.rapport_verschil, name="rapport-verschil"),
    path("rapporten/<int:pk>/versies/", rapporten.rapport_versies, name="rapport-versies"),
    path("rapporten/doorverwijzingen/", verwijzingen.rapport_verwijzingen, name="rapport-verwijzingen"),
    path(
        "rapporten/doorverwijzingen/bestand/",
        verwijzingen.rapport_verwijzingen_bestand,
        name="rapport-verwijzingen-bestand",
    ),
    path("rapporten/wijk-werken/", wijkwerken.rapport_wijkwerken, name="rapport-wijkwerken"),
    path(
        "rapporten/wijk-werken/bestand/<slug:formaat>/",
        wijkwerken.rapport_wijkwerken_bestand,
        name="rapport-wijkwerken-bestand",
    ),
    path("rapporten/herzieningen/", rapporten.rapport_herzieningen, name="rapport-herzieningen"),
    path("rapporten/vergelijken/", vergelijken.rapport_vergelijken, name="rapport-vergelijken"),
    path("rapporten/samenstellen/", samenstellen.rapport_samenstellen, name="rapport-samenstellen"),
    path("rapporten/bewaard/", bewaard.weergave_create, name="weergave-create"),
    path("rapporten/bewaard/<int:pk>/", bewaard.weergave_update, name="weergave-update"),
    path("rapporten/nu/<slug:formaat>/", bestanden.rapport_nu, name="rapport-nu"),
    path("rapporten/vastleggen/", rapporten.rapport_create, name="rapport-create"),
    path("rapporten/opdrachten/<int:pk>/", opdrachten.opdracht_detail, name="opdracht-detail"),
    path("rapporten/opdrachten/<int:pk>/opnieuw/", opdrachten.opdracht_opnieuw, name="opdracht-opnieuw"),
    path("rapporten/mail/", abonnementen.abonnement_create, name="abonnement-create"),
    path("rapporten/mail/<int:pk>/stop/", abonnementen.abonnement_delete, name="abonnement-delete"),
    path("projecten/", projecten.project_list, name="project-list"),
    path("projecten/vergelijken/", projecten.project_vergelijken, name="project-vergelijken"),
    path("projecten/<slug:slug>/", projecten.project_detail, name="project-detail"),
    path("projecten/<slug:slug>/bestand/<slug:formaat>/", projecten.project_bestand, name="project-bestand"),
    path("projecten/<slug:slug>/verslag/", verslagen.project_verslag, name="project-verslag"),
    path("projecten/<slug:slug>/verslag/vastleggen/", verslagen.project_vastleggen, name="project-vastleggen"),
    path("projecten/<slug:slug>/verslag/pdf/", verslagen.project_verslag_pdf, name="project-verslag-pdf"),
    path("projecten/<slug:slug>/verslag/verhalen/", verslagen.project_verhalen, name="project-verhalen"),
    path("projecten/<slug:slug>/verslag/schrijven/", verslagen.project_verhaal, name="project-verhaal"),
    path("projecten/<slug:slug>/personen/<slug:cijfer>/", projecten.project_personen, name="project-personen"),
    path("documenten/", documenten.document_list, name="document-list"),
    path("documenten/nieuw/", documenten.document_create, name="document-create"),
    path("documenten/<uuid:uuid>/", documenten.document_detail, name="document-detail"),
    path("documenten/<uuid:uuid>/<int:nummer>/", documenten.document_ophalen, name="document-ophalen"),
    path("rapporten/link/<str:token>/", bestanden.rapport_bestand, name="rapport-bestand"),
]

SCHERMEN = {
    "rapportage:rapport-personen": "Rapporten: personen achter een cijfer",
    "rapportage:project-personen": "Projecten: personen achter een cijfer",
}
"""Screens that name people, as the read log calls them."""
