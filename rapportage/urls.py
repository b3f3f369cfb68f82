from django.urls import path

from rapportage import views

app_name = "rapportage"
urlpatterns = [
    path("rapporten/", views.rapport_list, name="rapport-list"),
    path("rapporten/brug/<slug:cijfer>/", views.rapport_brug, name="rapport-brug"),
    path("rapporten/<int:pk>/verschil/", views.rapport_verschil, name="rapport-verschil"),
    path("rapporten/nu/<slug:formaat>/", views.rapport_nu, name="rapport-nu"),
    path("rapporten/vastleggen/", views.rapport_create, name="rapport-create"),
    path("rapporten/opdrachten/<int:pk>/", views.opdracht_detail, name="opdracht-detail"),
    path("rapporten/opdrachten/<int:pk>/opnieuw/", views.opdracht_opnieuw, name="opdracht-opnieuw"),
    path("rapporten/mail/", views.abonnement_create, name="abonnement-create"),
    path("rapporten/mail/<int:pk>/stop/", views.abonnement_delete, name="abonnement-delete"),
    path("rapporten/link/<str:token>/", views.rapport_bestand, name="rapport-bestand"),
]
